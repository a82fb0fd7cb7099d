"""A new page has all that its kind must have, and is listed; what is still to write is said line by line."""

import re
import runpy
import shutil

import pytest
from places import REPOSITORY
from projects import write_pages

from publishing.core.findings import FindingsError
from publishing.core.plain_messages import findings
from publishing.text import skeletons

FORMS = runpy.run_path(str(REPOSITORY / 'conf.py'))['page_forms']
PAGES = {
    'index.md': '(index)=\n# Book\n\n```{toctree}\ncases/cases\nchallenges/index\nplanning/index\n```\n',
    'cases/cases.md': '(cases)=\n# Cases\n\n```{toctree}\n:maxdepth: 1\n\nby-theme\n```\n\n```{toctree}\ncase-a\n```\n',
    'cases/by-theme.md': '(by-theme)=\n# By theme\n\nText.\n',
    'cases/case-a.md': skeletons.skeleton('cases/case-a', 'A', skeletons.form_of('cases/case-a', FORMS)),
    'challenges/index.md': '(challenges)=\n# Challenges\n\n:::{toctree}\n:::\n',
    'planning/index.md': '(planning)=\n# Planning\n\n```{toctree}\nmoney\n```\n',
    'planning/money.md': '(money)=\n# Money\n\nText.\n',
}


@pytest.fixture
def folder(tmp_path):
    handbook = tmp_path / 'handbook'
    for name in PAGES:
        (handbook / name).parent.mkdir(parents=True, exist_ok=True)
    write_pages(handbook, PAGES)
    return handbook


@pytest.mark.parametrize(
    ('typed', 'kind', 'page', 'contents', 'line'),
    [
        ('bus-on-call', 'case', 'cases/case-bus-on-call', 'cases/cases.md', 12),
        ('case-bus-on-call', 'case', 'cases/case-bus-on-call', 'cases/cases.md', 12),
        ('challenges/rail-links', 'chapter', 'challenges/rail-links', 'challenges/index.md', 5),
        ('handbook/planning/rail-links.md', 'chapter', 'planning/rail-links', 'planning/index.md', 6),
    ],
)
def test_new_page_is_whole_and_listed(build_app, folder, typed, kind, page, contents, line):
    assert skeletons.named(typed, kind, folder) == page
    path, text, number = skeletons.entered(page, folder)
    assert (path.relative_to(folder).as_posix(), number) == (contents, line)
    name = page.rpartition('/')[2]
    assert text.split('\n')[line - 1] == name and text.count(name) == 1
    path.write_text(text, encoding='utf-8')
    form = skeletons.form_of(page, FORMS)
    made = skeletons.skeleton(page, 'New page', form)
    (folder / f'{page}.md').write_text(made, encoding='utf-8')
    settings = f"""
extensions = ['publishing.core', 'myst_parser', 'sphinxcontrib.bibtex', 'publishing.text']
myst_enable_extensions = ['colon_fence', 'deflist']
strict_authors = True
html_theme = 'basic'
bibtex_bibfiles = []
page_forms = {FORMS!r}
"""
    (folder / 'conf.py').write_text(settings, encoding='utf-8')
    said = [one for one in findings(build_app(folder, warningiserror=False)) if f'{page}.md' in one.path]
    lines = made.split('\n')
    to_write = [number for number, line in enumerate(lines, 1) if skeletons.MARK in line]
    assert len(to_write) > 2
    assert sorted(one.line for one in said) == to_write
    assert all(one.text.startswith('here is still to write: "TO WRITE: ') for one in said)


@pytest.mark.parametrize(
    ('typed', 'kind', 'says'),
    [
        ('Bus on call', 'case', 'is no name of a page'),
        ('', 'chapter', 'is no name of a page'),
        ('../etc/passwd', 'chapter', 'there is no part'),
        ('challanges/rail', 'chapter', 'as in NAME=challenges/rail'),
        ('a', 'case', 'there is such a page'),
        ('planning/case-a', 'chapter', 'the page "cases/case-a" has the label "case-a"'),
    ],
)
def test_name_that_cannot_be_one_is_refused(folder, typed, kind, says):
    with pytest.raises(FindingsError, match=re.escape(says)):
        skeletons.named(typed, kind, folder)


def test_part_without_contents_is_named(folder):
    shutil.copyfile(folder / 'planning' / 'money.md', folder / 'planning' / 'index.md')
    with pytest.raises(FindingsError, match='no contents list the pages of this part'):
        skeletons.entered('planning/rail', folder)


def test_each_form_of_the_book_has_words_for_its_parts():
    for form in FORMS.values():
        assert set(form.get('blocks', ())) - {'case-facts'} <= set(skeletons.BLOCKS)
        assert set(form.get('facts', ())) <= set(skeletons.FACTS)
        assert {skeletons.UNDER[name] for name in form.get('blocks', ()) if name in skeletons.UNDER} <= set(
            form.get('headings', ())
        )
