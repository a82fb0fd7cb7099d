"""Extraction that keeps the catalogs of unchanged pages gives what extraction of all pages gives."""

import re

import pytest
from sphinx.testing.util import SphinxTestApp

EXTENSIONS = ['myst_parser', 'publishing.core.read_again', 'publishing.translation.pages.unchanged']
PAGES = {
    'index': '# Book\n\n```{toctree}\nfirst\nsecond\nthird\n```\n',
    'first': '# First\n\n(harbour)=\n\n## Harbour\n\nBoats come.\n',
    'second': '# Second\n\nSee {ref}`harbour`.\n',
    'third': '# Third\n\nSee {doc}`second`.\n',
}
MARK = '# untouched\n'


@pytest.fixture
def project(tmp_path):
    """Return a folder with four pages and a function that extracts them and returns what was warned of."""
    folder = tmp_path / 'source'
    folder.mkdir()
    (folder / 'conf.py').write_text(f'extensions = {EXTENSIONS}\ngettext_compact = False\n', encoding='utf-8')
    for name, text in PAGES.items():
        (folder / f'{name}.md').write_text(text, encoding='utf-8')

    def extract(keep=True, **more):
        app = SphinxTestApp('gettext', srcdir=folder, confoverrides={'gettext_keep_unchanged': keep, **more})
        try:
            app.build()
            return app.warning.getvalue()
        finally:
            app.cleanup()

    return folder, extract


def pots(folder):
    """Return the catalogs by page, without the time at which they were written."""
    out = folder / '_build' / 'gettext'
    return {
        path.stem: re.sub(r'"POT-Creation-Date.*\n', '', path.read_text(encoding='utf-8')) for path in out.glob('*.pot')
    }


def marked(folder):
    """Put a mark at the end of each catalog, to see later which were written anew."""
    for path in (folder / '_build' / 'gettext').glob('*.pot'):
        path.write_text(path.read_text(encoding='utf-8') + MARK, encoding='utf-8')


def kept(folder):
    return {name for name, text in pots(folder).items() if text.endswith(MARK)}


def rewrite(folder, name, old, new):
    path = folder / f'{name}.md'
    text = path.read_text(encoding='utf-8')
    assert old in text
    path.write_text(text.replace(old, new), encoding='utf-8')


def test_only_the_changed_page_is_written_and_as_if_all_were(project):
    folder, extract = project
    assert not extract()
    marked(folder)
    rewrite(folder, 'first', 'Boats come.', 'Boats come\nand go. Ships stay.\n\nNew.')
    assert not extract()
    assert kept(folder) == {'second', 'third'}  # Sphinx writes a page whose contents list the changed one as well
    quick = {name: text.removesuffix(MARK) for name, text in pots(folder).items()}
    assert 'Ships stay' in quick['first']
    assert not extract(keep=False)
    assert pots(folder) == quick


def test_without_the_setting_every_page_is_written(project):
    folder, extract = project
    extract()
    marked(folder)
    rewrite(folder, 'first', 'Boats', 'Ships')
    extract(keep=False)
    assert kept(folder) == set()


def test_a_label_that_is_gone_is_missed_where_it_is_named(project):
    folder, extract = project
    extract()
    rewrite(folder, 'first', '(harbour)=\n\n', '')
    assert "undefined label: 'harbour'" in extract()


def test_a_heading_with_a_label_has_all_pages_written(project):
    folder, extract = project
    extract()
    marked(folder)
    rewrite(folder, 'first', '## Harbour', '## Port')
    assert not extract()
    assert kept(folder) == set()


def test_a_page_that_is_gone_takes_its_catalog_along_and_is_missed(project):
    folder, extract = project
    extract()
    (folder / 'second.md').unlink()
    rewrite(folder, 'index', 'second\n', '')
    assert "unknown document: 'second'" in extract()
    assert 'second' not in pots(folder)


def test_a_catalog_that_is_gone_comes_back(project):
    folder, extract = project
    extract()
    marked(folder)
    (folder / '_build' / 'gettext' / 'third.pot').unlink()
    assert not extract()
    assert kept(folder) == {'index', 'first', 'second'}
    assert 'See {doc}`second`.' in pots(folder)['third']


def test_a_catalog_of_several_pages_keeps_them_all(project):
    folder, extract = project
    extract(gettext_compact='book')
    rewrite(folder, 'first', 'Boats', 'Ships')
    extract(gettext_compact='book')
    (text,) = pots(folder).values()
    assert 'Ships come.' in text
    assert 'See {doc}`second`.' in text
