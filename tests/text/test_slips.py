"""Slips that planners make: each is said at its line, in one message, or simply works."""

import re
from pathlib import Path

import pytest
from projects import builder_of, maker, write_pages
from slips_of_planners import SLIPS, WORKS

from publishing.core.plain_messages import findings
from publishing.text import slips
from publishing.text.author_rules import breaches

CONF = """
extensions = ['publishing.core', 'myst_parser', 'sphinxcontrib.bibtex', 'publishing.text', 'publishing.figures']
myst_enable_extensions = ['colon_fence', 'deflist', 'attrs_inline', 'attrs_block']
strict_authors = True
numfig = True
bibtex_bibfiles = []
html_theme = 'basic'
"""
#: Lines above the text of a slip: a label, a title, an empty line each.
ABOVE = 4
COAST = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 9"/></svg>'


def page(name):
    return name.replace(' ', '-')


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    """Return what was found on each page, and the folder of web pages."""
    folder = tmp_path_factory.mktemp('slips')
    pages = {f'{page(name)}.md': f'({page(name)})=\n# A slip\n\n{text}\n' for name, text, *_rest in SLIPS}
    listed = '\n'.join(page(name) for name, *_rest in SLIPS)
    start = f'(index)=\n# Slips\n\n```{{toctree}}\n{listed}\n```\n'
    write_pages(folder, pages | {'index.md': start, 'conf.py': CONF, 'coast.svg': COAST})
    app = builder_of(maker(tmp_path_factory.mktemp('made')))(folder, warningiserror=False)
    found = {}
    for one in findings(app):
        found.setdefault(Path(one.path).stem, []).append(one)
    return found, Path(app.outdir)


@pytest.mark.parametrize(('name', 'text', 'line', 'words'), SLIPS, ids=[page(one[0]) for one in SLIPS])
def test_slip(built, name, text, line, words):
    found, folder = built
    said = found.get(page(name), [])
    if line is WORKS:
        shown = re.sub(r'<[^>]+>', '', (folder / f'{page(name)}.html').read_text(encoding='utf-8'))
        assert said == [] and words in shown
        return
    assert [(one.line - ABOVE + 1, words in one.text) for one in said] == [(line, True)], said


def test_what_only_follows_from_a_fault_names_its_place(build_app, tmp_path):
    text = ':::{list-table} Costs\n:name: tbl-x\n* Task\n:::\n\nSee {numref}`tbl-x` and {numref}`tbl-y`.\n'
    write_pages(tmp_path, {'conf.py': CONF, 'index.md': f'(index)=\n# A\n\n{text}'})
    said = [(one.line, one.text.split(';')[0]) for one in findings(build_app(tmp_path, warningiserror=False))]
    assert said == [
        (4, 'the table is no list of rows'),
        (9, f'the number of "tbl-x" is missing, because what has this name ({tmp_path}/index.md:5) could not be read'),
        (9, 'no figure or table is named "tbl-y"'),
    ]


def test_there_are_sixty_and_each_rule_is_broken_by_one():
    assert len(SLIPS) >= 60
    known = {
        rule for _name, text, *_rest in SLIPS for rule in (one.rule for one in breaches(f'(a)=\n# A\n\n{text}\n', 'a'))
    }
    assert set(slips.MESSAGES) - known == {'wide-table'}  # which is seen once the page is read
