"""Contents that go round in a circle stop the build with a sentence, at the toctree that leads back."""

from pathlib import Path

import pytest
from projects import write_pages
from sphinx.errors import ConfigError

from publishing.core.findings import Code
from publishing.core.plain_messages import findings, stopped_by

TREE = '# {0}\n\nText.\n\n```{{toctree}}\n{1}\n```\n'


def build(build_app, folder, **listed):
    pages = {f'{page}.md': TREE.format(page, names.replace(' ', '\n')) for page, names in listed.items()}
    write_pages(folder, pages | {'conf.py': "extensions = ['publishing.core', 'myst_parser']\n"})
    return build_app(folder, warningiserror=False)


@pytest.mark.parametrize(
    ('listed', 'place', 'around'),
    [
        ({'index': 'one', 'one': 'two', 'two': 'one'}, 'two.md', '"one" lists "two" lists "one"'),
        ({'index': 'one', 'one': 'two', 'two': 'index'}, 'two.md', '"index" lists "one" lists "two" lists "index"'),
        ({'index': 'one', 'one': 'index'}, 'one.md', '"index" lists "one" lists "index"'),
    ],
)
def test_circle_is_named_where_it_leads_back(build_app, tmp_path, listed, place, around):
    with pytest.raises(ConfigError) as error:
        build(build_app, tmp_path, **listed)
    (found,) = stopped_by(error.value)
    assert (Path(found.path).name, found.line, found.code) == (place, 5, Code.NOT_IN_CONTENTS)
    assert f'go round in a circle: {around}; expected' in found.text


def test_circle_is_named_before_extensions_walk_through_the_contents(build_app, tmp_path):
    settings = "extensions = ['publishing.core', 'myst_parser', 'sphinxcontrib.bibtex']\nbibtex_bibfiles = ['a.bib']\n"
    write_pages(
        tmp_path,
        {
            'conf.py': settings,
            'a.bib': '@misc{a, title = {A}}\n',
            'index.md': TREE.format('index', 'one') + '\n{cite}`a`\n',
            'one.md': TREE.format('one', 'index') + '\n```{bibliography}\n```\n',
        },
    )
    with pytest.raises(ConfigError, match='go round in a circle'):
        build_app(tmp_path, warningiserror=False)


def test_page_that_lists_itself_is_told_so_and_built(build_app, tmp_path):
    app = build(build_app, tmp_path, index='index one', one='one')
    assert [(Path(one.path).name, one.line, one.text.split(';')[0]) for one in findings(app)] == [
        ('index.md', 5, 'the contents of this page list the page itself'),
        ('one.md', 5, 'the contents of this page list the page itself'),
    ]


def test_page_below_two_others_is_no_circle(build_app, tmp_path):
    app = build(build_app, tmp_path, index='one two', one='three', two='three', three='')
    assert findings(app) == []
