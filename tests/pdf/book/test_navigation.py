"""Finding a place on paper: thumb tabs at the edge, the web address of each chapter as a QR code."""

import re
import subprocess
from types import SimpleNamespace

import pytest
import segno
from contrast import contrast, tokens
from lxml import html
from PIL import Image
from projects import BASE, CHAPTERS, build_book
from pypdf import PdfReader

from publishing.pdf.book import qr_codes
from publishing.pdf.book.assembly import Document, parse

DPI = 254  # ten pixels a millimetre
PINE, SEA = (31, 107, 69), (11, 79, 108)


def picture(folder, pdf, page):
    target = folder / f'{pdf.stem}-{page}'
    subprocess.run(
        ['pdftoppm', '-r', str(DPI), '-f', str(page), '-l', str(page), '-singlefile', '-png', pdf, target], check=True
    )
    return Image.open(target.with_suffix('.png')).convert('RGB')


@pytest.fixture(scope='module')
def book(build_once):
    """The small book with an address: chapters 1 and 2 in part one, 3 in part two."""
    folder = build_book(build_once, html_baseurl=BASE, **CHAPTERS)
    screen = PdfReader(folder / 'small-book.pdf')
    pages = {name: screen.get_destination_page_number(found) + 1 for name, found in screen.named_destinations.items()}
    return SimpleNamespace(folder=folder, screen=screen, pages=pages, html=html.parse(folder / 'book.html').getroot())


def near(pixel, colour, tolerance=3):
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=True))


# Thumb tabs


@pytest.mark.parametrize(
    ('chapter', 'colour', 'top'), [('one/first', SEA, 40), ('one/second', SEA, 40), ('two/third', PINE, 69)]
)
def test_tab_in_the_colour_of_the_part_at_the_outer_edge(book, tmp_path, chapter, colour, top):
    page = picture(tmp_path, book.folder / 'small-book.pdf', book.pages[chapter])  # chapters open on the right
    for y in (top + 1, top + 20):
        assert near(page.getpixel((2095, y * 10)), colour)
        assert near(page.getpixel((2035, y * 10)), colour)
        assert page.getpixel((2020, y * 10)) == (255, 255, 255)
        assert page.getpixel((5, y * 10)) == (255, 255, 255)
    assert page.getpixel((2095, (top - 2) * 10)) == page.getpixel((2095, (top + 23) * 10)) == (255, 255, 255)
    figure = page.crop((2040, top * 10, 2090, top * 10 + 210))
    assert (255, 255, 255) in {colour for _count, colour in figure.getcolors(20000)}


def test_tab_runs_over_the_trim_in_the_print_file(book, tmp_path):
    page = picture(tmp_path, book.folder / 'small-book-print.pdf', book.pages['one/first'])
    x, y = 100 + 2100, 100 + 450  # the trim begins 10 mm from the edge of the sheet
    assert near(page.getpixel((x + 25, y)), SEA, 25)  # in inks, shown on a screen
    assert page.getpixel((x + 40, y)) == (255, 255, 255)


def test_left_hand_pages_have_it_on_the_left_and_blank_ones_nowhere(book, tmp_path):
    sides = {}
    for number in range(2, len(book.screen.pages), 2):
        page = picture(tmp_path, book.folder / 'small-book.pdf', number)
        blank = not book.screen.pages[number - 1].extract_text().strip()
        sides.setdefault(blank, set()).add(
            any(near(page.getpixel((5, y * 10)), colour) for colour, y in ((SEA, 41), (PINE, 71)))
        )
        assert page.getpixel((2095, 410)) == page.getpixel((2095, 710)) == (255, 255, 255)
    assert sides.get(True) == {False}
    assert True in sides[False]


def test_tab_says_the_number_of_the_chapter(book):
    for chapter, number in (('one/first', '1'), ('one/second', '2'), ('two/third', '3')):
        page = str(book.pages[chapter])
        words = subprocess.run(
            [
                'pdftotext',
                '-x',
                '575',
                '-y',
                '100',
                '-W',
                '25',
                '-H',
                '160',
                '-f',
                page,
                '-l',
                page,
                book.folder / 'small-book.pdf',
                '-',
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert words.stdout.split() == [number]


@pytest.mark.parametrize('part', ['sea', 'pine', 'heather', 'brick', 'slate', 'amber'])
def test_white_figures_can_be_read_on_every_tab(part):
    assert contrast('#FFFFFF', tokens()['light'][part]) >= 4.5


def test_every_part_has_a_tab_of_its_own_place(book_stylesheet):
    css = (book_stylesheet.parent / 'navigation.css').read_text(encoding='utf-8')
    places = {side: re.findall(rf'@page part-\d:{side} .*?margin-top: (\d+)mm', css) for side in ('left', 'right')}
    assert places['left'] == places['right']
    assert len(set(places['left'])) == len(places['left']) == 8
    assert 25 + int(places['left'][-1]) + 21 < 297 - 28


# Web addresses


@pytest.mark.parametrize(
    ('settings', 'expected'),
    [
        ({'html_baseurl': ''}, ''),
        ({'html_baseurl': 'https://a.org/b'}, 'https://a.org/b/one/first.html'),
        ({'html_baseurl': BASE, 'language': 'lv'}, 'https://handbook.example.org/lv/one/first.html'),
        ({'html_baseurl': 'https://a.org/', 'html_link_suffix': '/'}, 'https://a.org/one/first/'),
        ({'html_baseurl': 'https://a.org/', 'html_file_suffix': '.htm'}, 'https://a.org/one/first.htm'),
    ],
)
def test_address(settings, expected):
    config = SimpleNamespace(**{'html_link_suffix': None, 'html_file_suffix': None, 'language': 'en'} | settings)
    assert qr_codes.address(config, 'one/first') == expected


def test_every_chapter_has_a_link_to_its_page(book):
    chapters = ['one/first', 'one/second', 'two/third']
    links = book.html.xpath('//aside[@class="chapter-code"]//a/@href')
    assert links == [f'https://handbook.example.org/en/{name}.html' for name in chapters]
    for name, link in zip(chapters, links, strict=True):
        page = book.screen.pages[book.pages[name] - 1]
        actions = [item.get_object().get('/A', {}) for item in page['/Annots']]
        assert link in {str(action['/URI']) for action in actions if '/URI' in action}


def test_code_on_paper_is_that_of_the_address(book, tmp_path):
    for name in ('one/first', 'two/third'):
        url = f'https://handbook.example.org/en/{name}.html'
        matrix = segno.make(url, error='m', micro=False, boost_error=False).matrix
        page = picture(tmp_path, book.folder / 'small-book.pdf', book.pages[name]).convert('L')
        column = page.crop((1535, 300, 1800, 2500)).point(lambda value: 255 if value < 128 else 0)
        left, top, *_ = column.getbbox()
        module = 240 / (len(matrix) + 8)
        found = [
            [
                column.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))) == 255
                for x in range(len(matrix))
            ]
            for y in range(len(matrix))
        ]
        assert found == [[bool(cell) for cell in row] for row in matrix]
        assert module / 10 > 0.5, 'modules below half a millimetre are hard to read with a telephone'


def test_no_code_without_an_address(build_once):
    folder = build_book(build_once)
    assert 'chapter-code' not in (folder / 'book.html').read_text(encoding='utf-8')


def test_a_page_without_heading_gets_no_code():
    document = Document('one', 1, parse('<p>Text</p>'))
    config = SimpleNamespace(html_baseurl='https://a.org/', html_link_suffix=None, html_file_suffix=None, language='en')
    qr_codes.add_code(SimpleNamespace(config=config), document)
    assert document.body.find('.//aside') is None
