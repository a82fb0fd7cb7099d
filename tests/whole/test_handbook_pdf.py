"""The built handbook as a book: cover to index in each language, the same numbers, letters that print right."""

import re
import subprocess

import pytest
from babel.numbers import format_decimal
from built_book import (
    CODES,
    ENGLISH,
    SOURCE,
    TRANSLATIONS,
    bare,
    bookmark_page,
    bookmarks,
    chapter_names,
    heading,
    is_english,
    need_built,
    page,
    pdf,
    pdf_pages,
    pdf_path,
    section,
    squeeze,
    text_of,
)
from PIL import Image, ImageChops, ImageDraw, ImageFont
from places import REPOSITORY

from publishing.translation.pages.interface_words import translations

pytestmark = pytest.mark.book

IMPRINT = {
    'en': 'it can under no circumstances be regarded as the official position of the European Union.',
    'lv': 'tas nekādos apstākļos nav uzskatāms par Eiropas Savienības oficiālo nostāju.',
    'lt': 'jokiomis aplinkybėmis jis negali būti laikomas oficialia Europos Sąjungos pozicija.',
}
#: Title of the parts a book needs, beside its chapters: Sphinx's words and ours.
CONTENTS, FIGURES, TABLES, INDEX = 'Contents', 'List of figures', 'List of tables', 'Index'
FIGURE = {'en': r'Fig\. (\d+)', 'lv': r'(\d+)\. attēls', 'lt': r'(\d+) pav\.'}
TABLE = {'en': r'Table (\d+)', 'lv': r'(\d+)\. tabula', 'lt': r'(\d+) lentelė'}
#: Words with letters English has not, common in the running text of each edition.
WORDS = {'en': 'municipalities', 'lv': 'pašvaldības', 'lt': 'savivaldybė'}
WRONG = {'en': 'muniaipalitbs', 'lv': 'plānošanu', 'lt': 'darbotvarkė'}
SERIF = REPOSITORY / 'theme' / 'fonts' / 'SourceSerif4-Regular.ttf'


@pytest.fixture(autouse=True, scope='module')
def built():
    need_built()


def word(code, text):
    """Return a text of the interface in a language."""
    return translations(code).gettext(text)


@pytest.mark.parametrize('code', CODES)
def test_book_is_long_and_has_whole_sheets(code):
    count = len(pdf(code).pages)
    assert count == len(pdf_pages(code))
    assert count > 60
    assert count % 2 == 0
    printed = subprocess.run(['pdfinfo', pdf_path(code, '-print')], capture_output=True, text=True, check=True).stdout
    sheets = count + -count % 4  # with blank pages at the end
    assert int(re.search(r'Pages:\s+(\d+)', printed)[1]) == sheets, 'screen and print come from one layout'


@pytest.mark.parametrize('code', CODES)
def test_book_says_its_title_and_language(code):
    title = heading(code, 'index.html')
    assert squeeze(pdf(code).metadata.title) == title
    assert pdf(code).trailer['/Root']['/Lang'] == code
    assert bare(title) in bare(pdf_pages(code)[0]), 'on the cover'


@pytest.mark.parametrize('code', CODES)
def test_cover_and_imprint_name_the_european_union(code):
    funding = ' '.join(page(code, 'index.html').xpath('//*[contains(@class, "funding")]')[0].text_content().split())
    assert bare(funding) in bare(pdf_pages(code)[0])
    assert bare(IMPRINT[code]) in bare(section(code, heading(code, 'imprint.html')))


@pytest.mark.parametrize('code', CODES)
def test_book_goes_from_cover_to_index(code):
    titles = [title for _depth, title, _page in bookmarks(code)]
    parts = [
        heading(code, 'imprint.html'),
        word(code, CONTENTS),
        word(code, FIGURES),
        word(code, TABLES),
        heading(code, 'start/index.html'),
        heading(code, 'challenges/index.html'),
        heading(code, 'planning/index.html'),
        heading(code, 'tools/index.html'),
        heading(code, 'glossary.html'),
        heading(code, 'bibliography.html'),
        word(code, INDEX),
    ]
    places = [titles.index(part) for part in parts]
    assert places == sorted(places), parts
    pages = [number for _depth, _title, number in bookmarks(code)]
    assert pages == sorted(pages)


@pytest.mark.parametrize('code', CODES)
def test_every_chapter_is_in_contents_and_in_the_book(code):
    first, last = (bookmark_page(code, word(code, title)) for title in (CONTENTS, FIGURES))
    contents = bare(' '.join(pdf_pages(code)[first - 1 : last]))  # the lists begin on the last page of the contents
    titles = {re.sub(r'^[\d.]+ ', '', title) for _depth, title, _page in bookmarks(code)}
    for name in chapter_names():
        if name != 'index.html':
            title = heading(code, name)
            assert title in titles, name
            assert bare(title) in contents, name


@pytest.mark.parametrize('code', CODES)
def test_contents_give_the_right_pages(code):
    """A page number in the contents is that of the bookmark, and printed at the foot of that page."""
    contents = squeeze(section(code, word(code, CONTENTS)))
    for _depth, title, number in bookmarks(code):
        if re.match(r'\d+ ', title):
            assert str(number) in contents
            assert re.search(rf'^{number}$', pdf_pages(code)[number - 1], re.MULTILINE) or number % 2, title


@pytest.mark.parametrize('code', CODES)
def test_chapters_open_on_right_hand_pages(code):
    numbered = [(title, number) for _depth, title, number in bookmarks(code) if re.match(r'\d+ ', title)]
    assert len(numbered) >= 9
    assert [title for title, number in numbered if number % 2 == 0] == []


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_numbers_of_sections_are_those_of_the_english_edition(code):
    def numbers(language):
        return [
            (depth, found[0])
            for depth, title, _page in bookmarks(language)
            if (found := re.match(r'\d+(?:\.\d+)*(?= )', title))
        ]

    assert len(numbers(SOURCE)) > 40
    assert numbers(code) == numbers(SOURCE)
    assert [depth for depth, _title, _page in bookmarks(code)] == [depth for depth, _title, _page in bookmarks(SOURCE)]


@pytest.mark.parametrize('code', CODES)
def test_lists_of_figures_and_tables_are_complete(code):
    """Numbers run from 1 without a gap, in the language's own order, and stand at the figures too."""
    for title, pattern, least in ((FIGURES, FIGURE[code], 3), (TABLES, TABLE[code], 1)):
        text = section(code, word(code, title))
        listed = sorted({int(number) for number in re.findall(pattern, squeeze(text))})
        assert len(listed) >= least
        assert listed == list(range(1, len(listed) + 1)), title
        rest = squeeze(' '.join(pdf_pages(code)[bookmark_page(code, heading(code, 'start/index.html')) - 1 :]))
        assert set(listed) == {int(number) for number in re.findall(pattern, rest)}


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_figures_and_tables_are_as_many_as_in_english(code):
    for title, patterns in ((FIGURES, FIGURE), (TABLES, TABLE)):
        listed = {one: squeeze(section(one, word(one, title))) for one in (code, SOURCE)}
        counts = [len(set(re.findall(patterns[one], text))) for one, text in listed.items()]
        assert counts[0] == counts[1]


# Nothing left in English


def lines_to_read(code):
    """Yield page and line of the whole book but for the bibliography, whose titles stay as they were published."""
    first = bookmark_page(code, heading(code, 'bibliography.html'))
    last = bookmark_page(code, word(code, INDEX))
    for number, text in enumerate(pdf_pages(code), start=1):
        if not first <= number < last:
            for line in text.splitlines():
                yield number, re.sub(r'https?://\S+|\b[\w.-]+\.(?:eu|lv|lt|org|com)\b', '', line)


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_nothing_is_left_in_english(code):
    english = '//*[@lang="en"][contains(@class, "letter") or self::em]'  # the same in every edition
    meant = bare(' '.join(text_of(one) for name in chapter_names() for one in page(code, name).xpath(english)))
    found = [
        (number, line)
        for number, line in lines_to_read(code)
        if (is_english(line) or (len(ENGLISH.findall(line)) == 2 and line.isascii()))
        and bare(re.sub(r'^\d+\. ', '', line)) not in meant
    ]
    assert not found, '\n'.join(f'page {number}: {line}' for number, line in found)


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_words_of_the_interface_are_translated(code):
    """Titles and labels Sphinx or we put in are in the language, on every page."""
    english = {
        'Contents',
        'Index',
        'Glossary',
        'Bibliography',
        'References',
        'List of figures',
        'List of tables',
        'Imprint',
        'In this chapter',
        'Source',
        'Part',
        'Chapter',
        'see',
        'Table',
        'Fig.',
        'page',
    }
    shown = {squeeze(line) for _number, line in lines_to_read(code)}
    assert not english & shown
    text = squeeze(' '.join(line for _number, line in lines_to_read(code)))
    assert not re.findall(r'\b(?:Fig\.|Table|Part|page|p\.) \d+|\bsee (?:also|page)\b|\bSource:', text)


def test_english_edition_would_be_noticed():
    found = [line for _number, line in lines_to_read(SOURCE) if is_english(line)]
    assert len(found) > 500


@pytest.mark.parametrize('code', TRANSLATIONS)
def test_numbers_follow_the_language(code):
    text = squeeze(' '.join(line for _number, line in lines_to_read(code)))
    locale = {'lv': 'lv_LV', 'lt': 'lt_LT'}[code]
    assert squeeze(format_decimal(363237.51, locale=locale)) in text
    assert '363,237.51' not in text


@pytest.mark.parametrize('code', CODES)
def test_references_give_pages(code):
    before, after = word(code, 'page %s').split('%s')
    text = squeeze(' '.join(line for _number, line in lines_to_read(code)))
    found = re.findall(rf'\({re.escape(before)}(\d+){re.escape(after)}\)', text)
    assert len(found) > 5
    assert all(1 <= int(number) <= len(pdf_pages(code)) for number in found)


# Index


@pytest.mark.parametrize(
    ('code', 'alphabet', 'own'),
    [
        ('lv', 'ABCČDEFGĢHIJKĶLĻMNŅOPRSŠTUVWXZŽ', 'CČ'),
        ('lt', 'ABCČDEFGHIJKLMNOPRSŠTUVWXZŽ', 'SŠ'),
    ],
)
def test_index_is_in_the_languages_order(code, alphabet, own):
    first = bookmark_page(code, word(code, INDEX))
    words = [text for number, text, _box in words_on_pages(code) if number >= first]
    letters = [text for text in words if len(text) == 1 and text.isupper()]
    assert set(own) <= set(letters)
    assert letters == [letter for letter in alphabet if letter in letters]


# Fonts and letters


@pytest.mark.parametrize('code', CODES)
@pytest.mark.parametrize('ending', ['', '-print'])
def test_fonts_are_ours_and_embedded(code, ending):
    shown = subprocess.run(['pdffonts', pdf_path(code, ending)], capture_output=True, text=True, check=True).stdout
    rows = shown.splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert re.match(r'[A-Z]{6}\+Source-(Sans-3|Serif-4)', row), row
        embedded, subset, unicode = row.split()[-5:-2]
        assert (embedded, subset, unicode) == ('yes', 'yes', 'yes'), row


def ink(picture):
    """Return the picture cut to what is dark in it, as wide and high as all others."""
    box = ImageChops.invert(picture.convert('L')).point(lambda value: 255 if value > 100 else 0).getbbox()
    return picture.convert('L').crop(box).resize((600, 120), Image.Resampling.LANCZOS)


def drawn(text):
    """Return the word as Pillow draws it in the font of the running text."""
    font = ImageFont.truetype(str(SERIF), 120)
    picture = Image.new('L', (2400, 300), 255)
    ImageDraw.Draw(picture).text((60, 60), text, font=font, fill=0)
    return ink(picture)


def likeness(one, other):
    """Return the correlation of two pictures of the same size, 1.0 for the same."""
    first, second = one.tobytes(), other.tobytes()
    mean1, mean2 = sum(first) / len(first), sum(second) / len(second)
    product = sum((a - mean1) * (b - mean2) for a, b in zip(first, second, strict=True))
    spread = sum((a - mean1) ** 2 for a in first) * sum((b - mean2) ** 2 for b in second)
    return product / spread**0.5


def words_on_pages(code):
    """Yield page, text and box in points of each word, down the left column and then down the right one."""
    shown = subprocess.run(['pdftotext', '-bbox', pdf_path(code), '-'], capture_output=True, check=True).stdout.decode()
    for number, one in enumerate(shown.split('<page ')[1:], start=1):
        # The outer margin is the wide one, so the columns part beside the middle of the sheet.
        middle = float(re.match(r'width="([\d.]+)"', one)[1]) / 2 + (55 if number % 2 == 0 else -55)
        words = [
            (tuple(map(float, re.findall(r'"([\d.]+)"', edges))), text)
            for edges, text in re.findall(r'<word (.*?)>(.*?)</word>', one)
        ]
        for box, text in sorted(words, key=lambda word: (word[0][0] > middle, word[0][1])):
            yield number, text, box


def occurrences(code, text):
    """Yield page and box in points of a word."""
    return ((number, box) for number, found, box in words_on_pages(code) if found == text)


def printed(code, number, box, folder):
    """Return the picture of one word on a page, at 600 dots an inch."""
    scale, (left, top, right, bottom) = 600 / 72, box
    target = folder / f'{code}-{number}-{left:.0f}-{top:.0f}'
    area = ['-x', left * scale - 4, '-y', top * scale, '-W', (right - left) * scale + 8, '-H', (bottom - top) * scale]
    subprocess.run(
        [
            'pdftoppm',
            '-r',
            '600',
            '-f',
            str(number),
            '-l',
            str(number),
            '-singlefile',
            '-gray',
            '-png',
            *(str(one) if isinstance(one, str) else str(int(one)) for one in area),
            pdf_path(code),
            target,
        ],
        check=True,
    )
    return ink(Image.open(f'{target}.png'))


@pytest.mark.parametrize('code', CODES)
def test_word_prints_right(code, tmp_path):
    """What the eye sees on the page is the word itself, every mark in its place."""
    pictures = [printed(code, number, box, tmp_path) for number, box in list(occurrences(code, WORDS[code]))[:6]]
    assert pictures
    right = max(likeness(picture, drawn(WORDS[code])) for picture in pictures)
    wrong = max(likeness(picture, drawn(WRONG[code])) for picture in pictures)
    assert right > 0.9
    assert wrong < 0.8
    without_marks = WORDS[code].translate(str.maketrans('šēģņļķūīāžčėųįęą', 'segnlkuiazceuiea'))
    if without_marks != WORDS[code]:
        assert right > max(likeness(picture, drawn(without_marks)) for picture in pictures)
