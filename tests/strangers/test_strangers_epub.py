"""The EPUB of a project that is not ours is valid whatever its pages, names and settings are; it says what it lacks."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from epub_files import OPF, X, epubcheck, part

SOURCE = Path(__file__).with_name('epub-odd')
#: Two ways to set it up, both as wide of Sphinx's own as they come.
SETTINGS = {
    'de': {},
    'zh_CN': {
        'epub_theme': 'alabaster',
        'epub_cover': ('_static/logo.png', ''),
        'epub_pre_files': [('fehlt.xhtml', 'Vorher')],
        'epub_identifier': '',
        'epub_title': '',
        'epub_author': '',
        'epub_uid': '1 x',
        'epub_show_urls': 'footnote',
        'epub_tocscope': 'includehidden',
    },
}


@pytest.fixture(scope='module')
def built(build_shared_app, tmp_path_factory):
    """The EPUB and what its build said, by language."""
    found = {}
    for language, settings in SETTINGS.items():
        folder = tmp_path_factory.mktemp('odd') / 'source'
        shutil.copytree(SOURCE, folder)
        app = build_shared_app(folder, 'epub', language, settings)
        found[language] = next(Path(app.outdir).glob('*.epub')), app.warning.getvalue()
    return found


@pytest.mark.parametrize('language', SETTINGS)
def test_epubcheck_finds_no_error(built, language):
    said = epubcheck(built[language][0])[1].splitlines()
    # Blanks in names of the project's own files may trouble old readers; they are no error.
    assert [line for line in said if 'PKG-010' not in line] == []


def test_the_language_is_named_as_xml_names_it(built):
    book = built['zh_CN'][0]
    assert part(book, 'content.opf').findtext('.//dc:language', namespaces=OPF) == 'zh-CN'
    assert part(book, 'index.xhtml').get('lang', 'zh-CN') == 'zh-CN'


def test_nothing_named_in_a_kept_file_is_left_out(built):
    with ZipFile(built['de'][0]) as archive:
        names = archive.namelist()
        assert 'url(file.png)' in archive.read('_static/epub.css').decode()
    assert {'_static/file.png', '_static/hinter grund.png', '_static/eigen.css'} <= set(names)
    assert not [name for name in names if name.endswith('.js')]


def test_what_is_missing_leaves_its_words_and_is_said(built):
    book, said = built['de']
    page = part(book, 'teil zwei/über uns #1.xhtml')
    words = ' '.join(page.itertext())
    for kept in ('Mitte', 'rot', 'Eigenes Element', 'Knopf', 'Wohin', 'Rechner', 'Kaputt', 'Absatz in Liste', 'Inhalt'):
        assert kept in words
    assert 'document.write' not in words
    assert page.xpath('//x:a[@href="https://example.org/film"]', namespaces=X)
    assert page.xpath('//x:details[@open]', namespaces=X)
    assert not page.xpath('//x:input | //x:img[@src="fehlt.png"]', namespaces=X)
    assert 'über uns #1.md: WARNING: an EPUB has no element <iframe>' in said
    assert 'über uns #1.md: WARNING: the EPUB has no "file:///home/x/y.txt"' in said
    assert 'index.md: WARNING: the EPUB has no "fehlt.png"' in said
    assert 'the setting epub_pre_files names "fehlt.xhtml"' in built['zh_CN'][1]


def test_links_between_files_with_odd_names_lead_there(built):
    book = built['de'][0]
    with ZipFile(book) as archive:
        assert 'teil zwei/über uns #1.xhtml' in archive.namelist()
    (link,) = part(book, 'index.xhtml').xpath('//x:a[contains(@href, "kap-zwei")]/@href', namespaces=X)
    assert link == 'teil%20zwei/%C3%BCber%20uns%20%231.xhtml#kap-zwei'
    assert part(book, 'content.opf').xpath('//opf:item[@href="teil%20zwei/formeln.xhtml"]/@properties', namespaces=OPF)
