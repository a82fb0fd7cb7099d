"""The built handbook as web pages, landing page and EPUB, in every language."""

import copy
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pikepdf
import pytest
from babel.dates import format_date
from built_book import (
    CODES,
    ENGLISH,
    MADE,
    SITE,
    SOURCE,
    TRANSLATIONS,
    chapter_names,
    heading,
    is_english,
    need_built,
    page,
    page_names,
    page_paths,
    parse,
    squeeze,
    text_of,
)
from java import SHORT_JAVA
from lxml import etree

from publishing.core import languages
from publishing.core.downloads import pairs
from publishing.core.languages import percent
from publishing.text.collation import sort_key
from publishing.web.landing import size

pytestmark = pytest.mark.book

DISCLAIMER = {
    'en': 'the official position of the European Union',
    'lv': 'Eiropas Savienības oficiālo nostāju',
    'lt': 'oficialia Europos Sąjungos pozicija',
}
#: "%d" in the language's own order.
LABELS = {'en': ('Fig. %d', 'Table %d'), 'lv': ('%d. attēls', '%d. tabula'), 'lt': ('%d pav.', '%d lentelė')}
#: Elements that hold a text of their own.
BLOCKS = (
    'p',
    'li',
    'td',
    'th',
    'dt',
    'dd',
    'h1',
    'h2',
    'h3',
    'h4',
    'figcaption',
    'caption',
    'summary',
    'text',
    'title',
    'button',
    'label',
)
#: Names that are the same in every language.
NAMES = ('SIL Open Font License', 'Creative Commons Attribution', 'SMART PLANNING')


@pytest.fixture(autouse=True, scope='module')
def built():
    need_built()


def local_target(path, link):
    """Return the file on disk that ``link`` on the page ``path`` leads to, and the anchor."""
    parts = urlsplit(link)
    return (path.parent / unquote(parts.path)).resolve() if parts.path else path, unquote(parts.fragment)


def anchors(code, name):
    """Return a page's anchors without those of single citations, which are numbered in reading order."""
    return {one for one in page(code, name).xpath('//@id') if not re.fullmatch(r'id\d+', one)}


def is_outside(link):
    return bool(re.match(r'(?:[a-z][a-z0-9+.-]*:|//)', link))


# Languages


@pytest.mark.parametrize('code', CODES)
def test_every_page_says_its_language_and_its_siblings(code):
    for path in page_paths(code):
        name = path.relative_to(SITE / code).as_posix()
        root = parse(path)
        assert root.get('lang') == code, name
        up = '../' * (name.count('/') + 1)
        expected = {other: f'{up}{other}/{name}' for other in CODES} | {'x-default': f'{up}{SOURCE}/{name}'}
        found = {link.get('hreflang'): link.get('href') for link in root.xpath('//head/link[@rel="alternate"]')}
        assert found == expected, name
        for other in CODES:
            back = page(other, name).xpath(f'//head/link[@hreflang="{code}"]/@href')
            assert (SITE / other / name).parent.joinpath(back[0]).resolve() == path.resolve(), name


@pytest.mark.parametrize('code', CODES)
def test_language_menu_keeps_the_page(code):
    for path in page_paths(code):
        name = path.relative_to(SITE / code).as_posix()
        menu = parse(path).xpath('//nav[contains(@class, "languages")]//a')
        assert [link.get('hreflang') for link in menu] == list(CODES), name
        assert [text_of(link) for link in menu] == [one.own_name for one in languages.load().values()]
        for link in menu:
            assert local_target(path, link.get('href'))[0] == (SITE / link.get('hreflang') / name).resolve(), name
            assert (link.get('aria-current') is not None) == (link.get('hreflang') == code)


def test_editions_have_the_same_pages_and_anchors():
    """A link somebody sent works in every language after a change of the language in the address."""
    for code in TRANSLATIONS:
        assert page_names(code) == page_names(SOURCE)
        for name in chapter_names():
            assert anchors(code, name) == anchors(SOURCE, name), (code, name)
            assert name in MADE or anchors(code, name)


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_numbers_are_those_of_the_english_edition(code):
    def numbers(language, name):
        found = page(language, name).xpath('//main//article//*[@class="section-number" or @class="caption-number"]')
        return [re.findall(r'\d+(?:\.\d+)*', element.text_content().strip().rstrip('.'))[0] for element in found]

    assert sum(len(numbers(SOURCE, name)) for name in chapter_names()) > 50
    for name in chapter_names():
        assert numbers(code, name) == numbers(SOURCE, name), name


@pytest.mark.parametrize('code', CODES)
def test_labels_stand_in_the_languages_order(code):
    counted = {}
    for name in chapter_names():
        for caption in page(code, name).xpath('//article//span[@class="caption-number"]'):
            text = squeeze(caption.text_content())
            number = int(re.search(r'\d+', text)[0])
            kind = 'table' if caption.xpath('ancestor::table') else 'figure'
            assert text.rstrip(':') == LABELS[code][kind == 'table'] % number, (name, text)
            counted.setdefault(kind, []).append(number)
    for kind in ('figure', 'table'):
        assert sorted(counted[kind]) == list(range(1, len(counted[kind]) + 1)), 'numbers run through the whole book'


# Nothing left in English


def blocks(root):
    """Yield each text that stands by itself, alternative texts and labels too."""
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ''
        if tag == 'script' or element.get('lang') not in (None, root.get('lang')):
            continue
        if tag in BLOCKS and not element.xpath('ancestor::*[@lang][1][@lang != $lang]', lang=root.get('lang')):
            inner = element.xpath(f'.//*[{" or ".join(f"self::{name}" for name in BLOCKS)}]')
            if not inner:  # words in a language of their own are the same in every edition
                own = copy.deepcopy(element)
                for other in own.xpath('.//*[@lang and @lang != $lang]', lang=root.get('lang')):
                    other.drop_tree()
                yield text_of(own)
        for name in ('alt', 'aria-label', 'title', 'placeholder'):
            # A link to a source shows the source's title, in the source's language.
            if element.get(name) and 'bibliography.html' not in element.get('href', ''):
                yield squeeze(element.get(name))


def untranslated(code, name):
    """Return the texts of a page that look English, and those that are the same as in the English edition."""
    english = {text for text in blocks(page(SOURCE, name)) if re.search(r'[a-z]{2,}\W+[a-z]{2,}', text)}
    texts = [text for text in blocks(page(code, name)) if not any(known in text for known in NAMES)]
    bare = [re.sub(r'\S+[.@]\S+|\[\d+\]', '', text) for text in texts]  # without addresses and sources
    texts = [text for text, words in zip(texts, bare, strict=True) if len(re.findall(r'[^\W\d]{2,}', words)) > 1]
    return [
        text
        for text in texts
        if is_english(text)
        or (text in english and ENGLISH.search(text))
        or (text in english and len(re.findall(r'\b[a-z]{3,}\b', text)) >= 2 and text.isascii())
    ]


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_no_page_has_english_left(code):
    found = {
        name: texts for name in page_names(SOURCE) if name != 'bibliography.html' if (texts := untranslated(code, name))
    }
    assert not found, '\n'.join(f'{name}: {text[:150]}' for name, texts in found.items() for text in texts)


def test_english_would_be_noticed():
    assert is_english('The passages which have no translation stand in the source language of the page.')
    assert not is_english('Prāmis šķērso šaurumu divpadsmit reižu dienā, no rīta un vakarā; to zina visi.')
    assert not is_english('Prieš vykdami perskaitykite tvarkaraštį ir žr. kitą puslapį, o ne tą patį is a to.')


# Links and files


def test_every_link_leads_somewhere():
    anchors, broken, count = {}, [], 0
    for path in [SITE / 'index.html', *(path for code in CODES for path in page_paths(code))]:
        for link in parse(path).xpath('//@href | //@src'):
            if is_outside(link) or link.startswith('?'):
                continue
            count += 1
            target, anchor = local_target(path, link)
            if not target.is_file():
                broken.append(f'{path.relative_to(SITE)}: {link}')
            elif anchor and target.suffix == '.html':
                if target not in anchors:
                    anchors[target] = set(parse(target).xpath('//@id | //a/@name'))
                if anchor not in anchors[target]:
                    broken.append(f'{path.relative_to(SITE)}: {link}')
    assert count > 3000
    assert not broken, '\n'.join(broken)


def test_nothing_is_loaded_from_the_network():
    """Pages work from a folder on disk; a link to follow may lead anywhere, what a page loads may not."""
    loads = (
        '//script/@src | //img/@src | //source/@src | //iframe/@src | //object/@data | //video/@src | //audio/@src'
        ' | //link[not(@rel="canonical") and not(@rel="alternate")]/@href | //*[local-name()="image"]/@href'
    )
    for path in [SITE / 'index.html', *(path for code in CODES for path in page_paths(code))]:
        for link in parse(path).xpath(loads):
            assert not is_outside(link) or link.startswith('data:'), f'{path.relative_to(SITE)}: {link}'
    sheets = list(SITE.rglob('*.css'))
    assert sheets
    for path in sheets:
        text = path.read_text(encoding='utf-8')
        assert '@import' not in text
        for link in re.findall(r'url\(["\']?([^"\')]+)', text):
            here = link.startswith(('data:', '#')) or (path.parent / link.split('?')[0]).is_file()
            assert here, f'{path.name}: {link}'


def test_no_page_needs_a_script_to_be_read():
    """Contents, menus and links stand in the page itself."""
    for code in CODES:
        root = page(code, 'index.html')
        assert len(root.xpath('//nav[contains(@class, "contents")]//a')) > 10
        assert not [link for link in root.xpath('//@href') if link.startswith('javascript:')]
        for name in chapter_names():
            assert not page(code, name).xpath('//article//noscript')


def test_readers_can_turn_pages():
    """From the first page "next" leads through every chapter to the last, and "previous" back."""
    for code in CODES:
        seen, path = [], (SITE / code / 'index.html').resolve()
        while path and path not in seen:
            seen.append(path)
            link = parse(path).xpath('//head/link[@rel="next"]/@href')
            following = local_target(path, link[0])[0] if link else None
            if following and following.name not in MADE:
                back = parse(following).xpath('//head/link[@rel="prev"]/@href')
                assert local_target(following, back[0])[0] == path
            path = following
        assert {(SITE / code / name).resolve() for name in chapter_names(code)} <= set(seen)


# Markup


@pytest.mark.parametrize('code', CODES)
@pytest.mark.parametrize(
    'name', ['index.html', 'where/two-regions.html', 'glossary.html', 'search.html', 'genindex.html']
)
def test_markup_is_valid(code, name):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse((SITE / code / name).read_text(encoding='utf-8'))
    assert not [f'{place}: {kind}' for place, kind, _data in parser.errors]


def test_landing_page_is_valid():
    html5lib.HTMLParser(strict=True).parse((SITE / 'index.html').read_text(encoding='utf-8'))


@pytest.mark.parametrize('code', CODES)
def test_identifiers_are_unique_and_headings_in_order(code):
    for name in page_names(code):
        root = page(code, name)
        identifiers = root.xpath('//@id')
        assert sorted(identifiers) == sorted(set(identifiers)), name
        headings = root.xpath('//main//*[self::h1 or self::h2 or self::h3 or self::h4]')
        levels = [int(element.tag[1]) for element in headings]
        assert levels.count(1) == 1, name
        assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False)), name


@pytest.mark.parametrize('code', CODES)
def test_pictures_have_a_description(code):
    count = 0
    for name in page_names(code):
        root = page(code, name)
        assert all(image.get('alt', '').strip() for image in root.xpath('//img')), name
        for drawing in root.xpath('//svg'):
            if drawing.get('aria-hidden') == 'true':
                continue
            described = drawing.get('aria-labelledby', '').split()
            label = drawing.get('aria-label') or ''.join(text_of(root.get_element_by_id(one)) for one in described)
            assert drawing.get('role') == 'img', name
            assert len(label) > 10, name
            count += 'aria-labelledby' in drawing.attrib
    assert count >= 3, 'a map and at least two charts'


@pytest.mark.parametrize('code', CODES)
def test_table_behind_each_chart_is_offered(code):
    charts = [
        figure for name in chapter_names() for figure in page(code, name).xpath('//figure[contains(@class, "chart")]')
    ]
    assert len(charts) >= 2
    for figure in charts:
        assert len(figure.xpath('.//table//tr')) >= 2 or figure.getnext().xpath('.//table//tr'), figure.get('id')


@pytest.mark.parametrize('code', CODES)
def test_imprint_has_the_disclaimer(code):
    assert DISCLAIMER[code] in text_of(page(code, 'imprint.html').xpath('//article')[0])
    for name in page_names(code):
        foot = page(code, name).xpath('//footer[contains(@class, "site-foot")]')[0]
        assert DISCLAIMER[code] in text_of(foot), name


@pytest.mark.parametrize('code', CODES)
def test_glossary_and_index_follow_the_alphabet(code):
    terms = [text_of(term) for term in page(code, 'glossary.html').xpath('//article//dl//dt')]
    assert len(terms) >= 40
    assert terms == sorted(terms, key=sort_key(languages.get(code)))
    letters = [text for letter in page(code, 'genindex.html').xpath('//main//h2') if len(text := text_of(letter)) == 1]
    order = {'lv': 'CČDĢHKĶLSŠTZ', 'lt': 'CČDKLSŠTVŽ', 'en': 'BCDW'}[code]
    places = [letters.index(letter) for letter in order if letter in letters]
    assert len(places) >= 3
    assert places == sorted(places), letters


@pytest.mark.parametrize('code', CODES)
def test_the_index_has_one_entry_for_one_thing(code):
    """Two that differ in capitals, quotation marks or brackets only are one; quotation marks are not straight."""
    met = {}
    for entry in page(code, 'genindex.html').xpath('//ul[contains(@class, "index-entries")]/li'):
        name = text_of(next(iter(entry.xpath('./a')), entry))
        assert name and '"' not in name
        met.setdefault(re.sub(r'\W+', ' ', name.casefold()).strip(), []).append(name)
    assert len(met) > 100
    assert not [names for names in met.values() if len(names) > 1]


# Landing page and manifest

#: Formats of parts of the book.
PARTS = ('pdf-chapter', 'pdf-form', 'docx')


def manifest():
    return json.loads((SITE / 'downloads' / 'manifest.json').read_text(encoding='utf-8'))


def test_manifest_tells_the_truth():
    files = manifest()['files']
    assert {(one['language'], one['format']) for one in files} == {
        (code, form) for code in CODES for form in ('pdf', 'pdf-print', 'pdf-cover', 'epub', *PARTS)
    } | {(name, 'pdf-bilingual') for name in pairs()}
    downloads = SITE / 'downloads'
    assert {one['file'] for one in files} == {
        path.relative_to(downloads).as_posix()
        for path in downloads.rglob('*')
        if path.suffix in {'.pdf', '.epub', '.docx'}
    }
    for one in files:
        content = (SITE / 'downloads' / one['file']).read_bytes()
        assert (one['bytes'], one['sha256']) == (len(content), hashlib.sha256(content).hexdigest()), one['file']
        assert one['format'] in PARTS or one['words'] > 10_000
        if one['format'].startswith('pdf'):
            with pikepdf.open(SITE / 'downloads' / one['file']) as pdf:
                assert one['pages'] == len(pdf.pages)
        else:
            assert one['pages'] is None
        if one['format'] not in PARTS:
            assert one['translated'] == 1.0 if one['language'] == SOURCE else 0 <= one['translated'] <= 1


def test_landing_page_lists_every_download():
    from datetime import date

    root, day = parse(SITE / 'index.html'), date.fromisoformat(manifest()['date'])
    for code, language in languages.load().items():
        block = root.xpath(f'//section[@lang="{code}"]')[0]
        text = text_of(block)
        assert heading(code, 'index.html') in text
        assert block.xpath(f'.//a[@href="{code}/index.html"]')
        assert squeeze(format_date(day, language.date, locale=language.locale)) in text
        for one in (one for one in manifest()['files'] if one['language'] == code):
            item = squeeze(block.xpath(f'.//li[a/@href="downloads/{one["file"]}"]')[0].text_content())
            assert squeeze(size(one['bytes'], language.locale)) in item
            assert not one['pages'] or one['format'] == 'pdf-chapter' or str(one['pages']) in item
            if code != SOURCE and one['format'] not in PARTS:
                assert squeeze(percent(one['translated'], language.locale)) in text
        assert '..' not in text, 'a date that ends with a full stop needs no second one'
        assert code == SOURCE or not is_english(text, 2)


# EPUB


@pytest.mark.parametrize('code', CODES)
def test_epub_is_valid_and_in_its_language(code):
    path = SITE / 'downloads' / f'handbook-{code}.epub'
    command = [Path(sys.executable).parent / 'epubcheck', path]
    report = subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ | SHORT_JAVA)
    assert report.returncode == 0, report.stdout + report.stderr
    assert not re.search(r'\b(FATAL|ERROR|WARNING)\b\W*\(?[A-Z]+-\d', report.stdout + report.stderr)
    with zipfile.ZipFile(path) as book:
        assert book.namelist()[0] == 'mimetype'
        name = next(name for name in book.namelist() if name.endswith('.opf'))
        package = etree.fromstring(book.read(name))
        space = {'dc': 'http://purl.org/dc/elements/1.1/'}
        assert package.xpath('//dc:language/text()', namespaces=space) == [code]
        assert squeeze(package.xpath('//dc:title/text()', namespaces=space)[0]) == heading(code, 'index.html')
        for name in (name for name in book.namelist() if name.endswith('.xhtml')):
            assert etree.fromstring(book.read(name)).get('lang') == code, name
