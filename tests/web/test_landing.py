"""The page in front of all editions and the manifest list what is there, in each reader's language."""

import hashlib
import json
import shutil

import html5lib
import pytest
from mini_repository import replace
from pypdf import PdfWriter
from weasyprint import HTML
from web_pages import page, words

from publishing.core import languages
from publishing.core.downloads import Download, count_pages, write_list
from publishing.core.findings import FindingsError
from publishing.translation.reviews.shares import Share
from publishing.web import landing

PAGE = """<!DOCTYPE html><html lang="{code}"><body><nav>menu words</nav><main role="main"><article>
<h1>{title}<a class="headerlink" href="#x">¶</a></h1><div class="subtitle"><p>{subtitle}</p></div>
<div class="publishers"><p>Two &amp; regions</p></div><div class="funding"><p>Paid by the Union ({code}).</p></div>
<svg><text>not counted</text></svg></article></main></body></html>"""
TITLES = {
    'en': ('Handbook', 'On planning'),
    'lv': ('Rokasgrāmata', 'Par plānošanu'),
    'lt': ('Vadovas', 'Apie planavimą'),
}


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A site with pages in three languages, an English PDF of three pages, a Latvian EPUB."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    monkeypatch.setattr(landing, 'share_of_words', {'lv': Share(10000, 9876, 0, 0, 1299, 50), 'lt': None}.get)
    for code, (title, subtitle) in TITLES.items():
        (tmp_path / code).mkdir()
        for name in ('index', 'genindex'):
            (tmp_path / code / f'{name}.html').write_text(
                PAGE.format(code=code, title=title, subtitle=subtitle), encoding='utf-8'
            )
    (tmp_path / 'downloads').mkdir()
    three_pages = HTML(string='<p>a</p>' + '<p style="break-before: page">b</p>' * 2)
    three_pages.write_pdf(tmp_path / 'downloads/handbook-en.pdf')
    (tmp_path / 'downloads/handbook-lv.epub').write_bytes(b'x' * 2_345_678)
    (tmp_path / 'downloads/handbook-xx.pdf').write_bytes(b'not a language')
    return tmp_path


def test_single_chapters_are_listed_with_their_pages(built):
    folder = built / 'downloads' / 'chapters' / 'en'
    folder.mkdir(parents=True)
    noted = [
        Download('01-a.pdf', 'pdf-chapter', 18, 'First & best', 41),
        Download('02-b.pdf', 'pdf-chapter', 1, 'Short', 59),
    ]
    write_list(folder, [*noted, Download('03-gone.pdf', 'pdf-chapter', 2, 'Gone', 60)])
    for one in noted:
        (folder / one.file).write_bytes(b'x' * 45_000)
    landing.build_site(built)
    chapters = [
        one
        for one in json.loads((built / 'downloads/manifest.json').read_text(encoding='utf-8'))['files']
        if one['format'] == 'pdf-chapter'
    ]
    assert chapters[0] == {
        'file': 'chapters/en/01-a.pdf',
        'language': 'en',
        'format': 'pdf-chapter',
        'bytes': 45_000,
        'pages': 18,
        'sha256': hashlib.sha256(b'x' * 45_000).hexdigest(),
        'title': 'First & best',
        'first_page': 41,
        'last_page': 58,
    }
    assert [one['file'] for one in chapters] == ['chapters/en/01-a.pdf', 'chapters/en/02-b.pdf']
    shown = block(built, 'en').xpath('.//details[@class="chapter-downloads"]')[0]
    assert [(words(item), item.xpath('a/@href')) for item in shown.xpath('.//li')] == [
        ('First & best pages 41–58, 45 kB', ['downloads/chapters/en/01-a.pdf']),
        ('Short page 59, 45 kB', ['downloads/chapters/en/02-b.pdf']),
    ]
    assert not block(built, 'lv').xpath('.//details')


def block(folder, code):
    return page(folder).xpath(f'//section[@lang="{code}"]')[0]


def test_manifest(built):
    landing.build_site(built)
    manifest = json.loads((built / 'downloads' / 'manifest.json').read_text(encoding='utf-8'))
    assert manifest['date'] == '2023-11-14'
    pdf, epub = manifest['files']
    content = (built / 'downloads/handbook-en.pdf').read_bytes()
    assert pdf == {
        'file': 'handbook-en.pdf',
        'language': 'en',
        'format': 'pdf',
        'bytes': len(content),
        'pages': 3,
        'sha256': hashlib.sha256(content).hexdigest(),
        'words': 10,
        'translated': 1.0,
        'reviewed': 0.0,
        'approved': 0.0,
    }
    assert (epub['format'], epub['pages'], epub['bytes'], epub['translated']) == ('epub', None, 2_345_678, 0.9876)
    assert (epub['reviewed'], epub['approved']) == (0.1299, 0.005)


def test_titles_come_from_the_editions(built):
    landing.build_site(built)
    for code, (title, subtitle) in TITLES.items():
        assert block(built, code).findtext('h2') == title
        assert block(built, code).xpath('string(p[@class="subtitle"])') == subtitle
    assert page(built).findtext('.//title') == 'Handbook · Rokasgrāmata · Vadovas'


def test_each_block_speaks_its_language(built):
    landing.build_site(built)
    assert 'Original text' in words(block(built, 'en'))
    latvian, lithuanian = words(block(built, 'lv')), words(block(built, 'lt'))
    assert 'EPUB e-grāmatu lasītājiem 2,3 MB' in latvian
    assert 'Izdevuma datums: 2023. gada 14. novembris' in latvian
    assert 'Iztulkots: 99 %' in latvian and 'Pārskatīts: 12 %' in latvian
    assert 'Tulkojuma melnraksts: pārskatīti 12 % vārdu.' in latvian
    assert 'Leidimo data: 2023 m. lapkričio 14 d.' in lithuanian
    assert 'Vertimo juodraštis: jo dar niekas neperžiūrėjo.' in lithuanian
    assert 'Išversta' not in lithuanian  # nobody can tell how much


def test_only_existing_files_are_listed(built):
    landing.build_site(built)
    links = page(built).xpath('//a/@href[starts-with(., "downloads/handbook")]')
    assert links == ['downloads/handbook-en.pdf', 'downloads/handbook-lv.epub']
    assert '3 pages' in words(block(built, 'en'))
    for address in page(built).xpath('//a/@href | //link/@href'):
        assert (built / address).exists(), address


def test_edition_that_is_not_built_is_left_out(built):
    shutil.rmtree(built / 'lt')
    landing.build_site(built)
    assert page(built).xpath('//section/@lang') == ['en', 'lv']


def test_nothing_built_yet(tmp_path):
    landing.build_site(tmp_path)
    assert page(tmp_path).xpath('//section') == []
    assert json.loads((tmp_path / 'downloads/manifest.json').read_text(encoding='utf-8'))['files'] == []


def test_page_is_valid_and_needs_no_script_and_no_other_host(built):
    landing.build_site(built)
    text = (built / 'index.html').read_text(encoding='utf-8')
    parser = html5lib.HTMLParser()
    parser.parse(text)
    assert parser.errors == []
    assert '<script' not in text and 'http:' not in text and 'https:' not in text
    assert 'Two &amp; regions' in text
    assert 'Paid by the Union (lv).' in text


def test_same_input_gives_same_bytes(built):
    landing.build_site(built)
    first = {path: path.read_bytes() for path in sorted(built.rglob('*')) if path.is_file()}
    landing.build_site(built)
    assert {path: path.read_bytes() for path in sorted(built.rglob('*')) if path.is_file()} == first


def test_missing_font_leaves_the_last_page_in_place(built, monkeypatch):
    landing.build_site(built)
    before = (built / 'index.html').read_bytes()
    monkeypatch.setattr(landing.theme, 'write_assets', lambda *arguments: (_ for _ in ()).throw(FindingsError([])))
    (built / 'en' / 'index.html').write_text(PAGE.format(code='en', title='New', subtitle=''), encoding='utf-8')
    with pytest.raises(FindingsError):
        landing.build_site(built)
    assert (built / 'index.html').read_bytes() == before


@pytest.mark.parametrize('options', [{}, {'pdf_variant': 'pdf/ua-1'}, {'uncompressed_pdf': True}])
def test_pages_are_counted(options):
    document = '<p>a</p>' + '<p style="break-before: page">b</p>' * 11
    assert count_pages(HTML(string=document).write_pdf(**options)) == 12


def test_pages_of_a_file_by_another_program(tmp_path):
    writer = PdfWriter()
    for _number in range(5):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / 'a.pdf')
    assert count_pages((tmp_path / 'a.pdf').read_bytes()) == 5


def test_pages_of_something_else():
    assert count_pages(b'no PDF at all') is None


@pytest.mark.parametrize(
    ('count', 'code', 'text'),
    [
        (850_400, 'en', '850 kB'),
        (2_449_000, 'en', '2.4 MB'),
        (2_449_000, 'lv', '2,4 MB'),
        (12, 'lt', '1 kB'),
    ],
)
def test_size(count, code, text):
    assert landing.size(count, languages.get(code).locale).replace('\u00a0', ' ').replace('\u202f', ' ') == text


@pytest.mark.parametrize(
    ('folder', 'name', 'old', 'new', 'said'),
    [
        ('templates', 'landing.html', '{% endmacro %}', '', r'landing\.html:\d+: the template cannot be read'),
        ('templates', 'landing.html', '<main>', '<mian>', r'landing\.html:43: an element <mian>; expected'),
        ('handbook', 'eu-emblem.html', "{{ _('Emblem", "{{ _(('Emblem", r'eu-emblem\.html:2: the template cannot be'),
    ],
)
def test_a_damaged_template_is_named_and_nothing_is_written(built, monkeypatch, folder, name, old, new, said):
    for one in ('templates', 'handbook'):
        shutil.copytree(landing.THEME / one, built / 'theme' / one)
    replace(built / 'theme' / folder / name, old, new)
    monkeypatch.setattr(landing, 'THEME', built / 'theme')
    with pytest.raises(FindingsError, match=said):
        landing.build_site(built)
    assert not (built / 'index.html').exists()
