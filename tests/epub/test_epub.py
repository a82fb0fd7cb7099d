"""The EPUB: valid, in its language, accessible, the same bytes every time."""

import shutil
from zipfile import ZIP_STORED, ZipFile

import pytest
from epub_files import OPF, X, build, epubcheck, part
from mini_repository import replace

from publishing.core.templates import ThemeFileError
from publishing.epub import builder, parts


@pytest.fixture(scope='module', params=['en', 'lv', 'lt'])
def language(request):
    return request.param


@pytest.fixture(scope='module')
def editions(build_shared_app):
    """The root in each language, built once."""
    return {code: build(build_shared_app, code) for code in ('en', 'lv', 'lt')}


@pytest.fixture(scope='module')
def book(editions, language):
    return editions[language]


def test_epubcheck_finds_nothing(book):
    assert epubcheck(book) == (0, '')


def test_metadata(book, language):
    package = part(book, 'content.opf')
    text = {
        name: package.findtext(f'.//dc:{name}', namespaces=OPF)
        for name in ('title', 'language', 'description', 'creator', 'publisher', 'rights')
    }
    assert text == {
        'title': 'A book & its edition',
        'language': language,
        'description': 'For planners & others',
        'creator': 'Kurzeme',
        'publisher': 'Kurzeme',
        'rights': '2026, Kurzeme',
    }
    assert package.find('.//dc:contributor', OPF) is None
    assert part(book, 'toc.ncx').xpath('string(//*[local-name()="docTitle"])').strip() == 'A book & its edition'


def test_each_edition_has_an_identifier_of_its_own(editions):
    identifiers = {part(book, 'content.opf').findtext('.//dc:identifier', namespaces=OPF) for book in editions.values()}
    assert len(identifiers) == 3
    assert all(identifier.startswith('urn:uuid:') for identifier in identifiers)


def test_accessibility_metadata(book):
    metas = part(book, 'content.opf').xpath('//opf:meta[starts-with(@property, "schema:")]', namespaces=OPF)
    found = [(meta.get('property').partition(':')[2], meta.text) for meta in metas]
    assert ('accessMode', 'textual') in found
    assert ('accessModeSufficient', 'textual') in found
    assert ('accessibilityFeature', 'alternativeText') in found
    assert ('accessibilityFeature', 'index') in found
    assert ('accessibilityHazard', 'none') in found
    assert dict(found)['accessibilitySummary']


def without_alt(folder):
    replace(folder / 'chapter.md', ':alt: A map.\n', '')


def test_no_promise_of_descriptions_that_are_not_there(build_app):
    app = build_app('epub', 'epub', change=without_alt)
    assert 'alternativeText' not in (app.outdir / 'content.opf').read_text(encoding='utf-8')


def test_notes_glossary_and_raw_html(book):
    page = part(book, 'chapter.xhtml')
    calls = page.xpath('//x:a[@epub:type="noteref"]', namespaces=X)
    notes = page.xpath('//x:aside[@epub:type="footnote"]', namespaces=X)
    assert [call.get('href')[1:] for call in calls] == [note.get('id') for note in notes]
    assert len(notes) == 2
    assert page.xpath('//x:dl[@epub:type="glossary"]', namespaces=X)
    assert page.xpath('//x:b/x:br', namespaces=X)
    assert not page.xpath('//@align')
    assert page.xpath('string(//x:div[contains(., "raw")])', namespaces=X) == 'raw \xa0 HTML'


def test_bibliography_is_a_list(book):
    page = part(book, 'chapter.xhtml')
    items = page.xpath('//x:ol[contains(@class, "bibliography")]/x:li', namespaces=X)
    assert len(items) == 1
    assert page.xpath('//x:a[@href=$there]', namespaces=X, there='#' + items[0].get('id'))


def test_cover_comes_first_and_stays_out_of_the_contents(book):
    package = part(book, 'content.opf')
    first = package.find('.//opf:itemref', OPF).get('idref')
    assert package.xpath(f'//opf:item[@id="{first}"]/@href', namespaces=OPF) == ['epub-cover.xhtml']
    cover = part(book, 'epub-cover.xhtml')
    assert cover.findtext('.//x:h1', namespaces=X) == 'A book & its edition'
    assert cover.xpath('string(//x:p[@class="cover-subtitle"])', namespaces=X) == 'For planners & others'
    contents = part(book, 'nav.xhtml').xpath('//x:nav[@epub:type="toc"]//x:a/@href', namespaces=X)
    assert contents == ['index.xhtml', 'chapter.xhtml', 'chapter.xhtml#notes-and-words']


def test_cover_image(book):
    package = part(book, 'content.opf')
    (item,) = package.xpath('//opf:item[@properties="cover-image"]', namespaces=OPF)
    assert item.get('media-type') == 'image/png'
    with ZipFile(book) as archive:
        assert archive.read(item.get('href')).startswith(b'\x89PNG')


def test_landmarks(book):
    links = part(book, 'nav.xhtml').xpath('//x:nav[@epub:type="landmarks"]//x:a', namespaces=X)
    assert [link.get('href') for link in links] == ['epub-cover.xhtml', 'index.xhtml', 'genindex.xhtml']


def test_index_follows_the_alphabet(editions):
    headings = part(editions['lv'], 'genindex.xhtml').xpath('//x:h2/text()', namespaces=X)
    assert headings == ['C', 'Č', 'N', 'P']


def test_fonts_and_styles(book):
    package = part(book, 'content.opf')
    fonts = package.xpath('//opf:item[@media-type="font/ttf"]/@href', namespaces=OPF)
    assert len(fonts) == 5
    with ZipFile(book) as archive:
        css = archive.read('_static/epub.css').decode()
        assert archive.read(fonts[0])[:4] == b'\x00\x01\x00\x00'
        assert '_static/basic.css' not in archive.namelist()
    assert 'var(' not in css
    assert '#0B4F6C' in css


def test_same_bytes_every_time(build_app, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1600000000')
    first, second = (build(build_app, 'lv') for _attempt in range(2))
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2020, 9, 13, 12, 26, 40)}
        assert archive.infolist()[0].filename == 'mimetype'
        assert archive.infolist()[0].compress_type == ZIP_STORED


@pytest.mark.parametrize(
    ('overrides', 'name'),
    [
        ({'epub_basename': 'grāmata lv'}, 'gramata-lv.epub'),
        ({'epub_basename': 'handbook-lv'}, 'handbook-lv.epub'),
    ],
)
def test_file_name_is_ascii(build_app, editions, overrides, name):
    assert editions['lv'].name == 'Rokasgramata.epub'  # of the project's name
    assert build(build_app, 'lv', **overrides).name == name


def test_other_theme_without_cover(build_app):
    book = build(build_app, 'en', epub_theme='epub')
    with ZipFile(book) as archive:
        assert 'epub-cover.xhtml' not in archive.namelist()
    assert epubcheck(book)[1] == ''


def test_pages_of_an_earlier_build_are_not_packed(build_app):
    root = 'epub'
    for _attempt in range(2):
        app = build_app(root, 'epub')
        root, out = app.srcdir, app.outdir
        book = next(out.glob('*.epub'))
        (out / '.buildinfo.bak').write_text('x', encoding='utf-8')
        assert app.warning.getvalue() == ''
        (out / 'gone.xhtml').write_bytes((out / 'index.xhtml').read_bytes())
    with ZipFile(book) as archive:
        assert sorted(name for name in archive.namelist() if name.endswith('.xhtml')) == [
            'chapter.xhtml',
            'epub-cover.xhtml',
            'genindex.xhtml',
            'index.xhtml',
            'nav.xhtml',
        ]


def test_well_formed_pages_keep_their_text(tmp_path):
    page = tmp_path / 'a.xhtml'
    page.write_text(
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="lv" xml:lang="lv"><head><title>ā</title>'
        '</head><body><p>a &lt; b &amp; c<svg xmlns="http://www.w3.org/2000/svg"/></p></body></html>',
        encoding='utf-8',
    )
    assert parts.mend_page(page) == 'svg'
    once = page.read_bytes()
    assert parts.mend_page(page) == 'svg'
    assert page.read_bytes() == once
    assert 'a &lt; b &amp; c' in once.decode()


def test_claim_of_accessibility_is_complete_and_says_who_checked(book):
    package = part(book, 'content.opf')
    found = {meta.get('property'): meta for meta in package.iterfind('.//opf:meta', OPF)}
    assert {
        f'schema:{name}'
        for name in (
            'accessMode',
            'accessModeSufficient',
            'accessibilityFeature',
            'accessibilityHazard',
            'accessibilitySummary',
        )
    } <= set(found)
    assert found['dcterms:conformsTo'].text.startswith('EPUB Accessibility 1.1 - WCAG 2.1 ')
    assert found['a11y:certifiedBy'].get('refines') == f'#{found["dcterms:conformsTo"].get("id")}'


def test_without_descriptions_nothing_is_claimed(build_app):
    app = build_app('epub', 'epub', change=without_alt)
    package = next(app.outdir.glob('*.opf')).read_text(encoding='utf-8')
    assert 'conformsTo' not in package and 'alternativeText' not in package


def test_a_damaged_template_is_named(make_app, tmp_path, monkeypatch):
    shutil.copytree(builder.THEME / 'handbook_epub', tmp_path / 'handbook_epub')
    replace(tmp_path / 'handbook_epub' / 'layout.html', '{%- block body %}{% endblock %}', '')
    monkeypatch.setattr(builder, 'THEME', tmp_path)
    with pytest.raises(ThemeFileError, match=r'handbook_epub/layout\.html: the block "body" is not in the template'):
        make_app('epub', 'epub')
