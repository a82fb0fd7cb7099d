"""Columns of numbers stand with their decimal marks below each other, in the notation of the language."""

import re

import pytest
from babel import Locale
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import split_text_box
from web_pages import start_page

from publishing.text.decimal_columns import column, read

EN, LV, LT = Locale('en', 'GB'), Locale('lv'), Locale('lt')
NBSP = '\N{NO-BREAK SPACE}'


@pytest.mark.parametrize(
    ('text', 'locale', 'shown'),
    [
        ('1.5', EN, '1.5'),
        ('1.5', LV, None),
        ('1,5', LV, '1,5'),
        ('1,5', EN, None),
        ('-3', EN, '−3'),
        ('–3', LT, '−3'),
        ('12345', EN, '12,345'),
        ('12345', LT, f'12{NBSP}345'),
        ('1234', EN, '1234'),
        ('1,234', EN, '1,234'),
        ('1 234,50', LV, f'1{NBSP}234,50'),
        ('2021', LV, '2021'),
        ('00201', EN, '00201'),
        ('5.2 %', EN, f'5.2{NBSP}%'),
        ('EUR 1,234.5', EN, f'EUR{NBSP}1,234.5'),
        ('2021–2027', EN, None),
        ('1.2.3', EN, None),
        ('5 boats', EN, None),
        ('', EN, None),
        ('12,34,567', EN, None),
    ],
)
def test_reading(text, locale, shown):
    number = read(text, locale)
    assert (number and number.shown(locale)) == shown


def test_column_gives_each_number_the_space_of_the_longest_fraction():
    texts = ['1.5', '-12.25', '7', '-']
    assert column(texts, [[EN]] * 4, EN) == [('1.5', 1.0), ('−12.25', 0.0), ('7', 2.5), ('–', 2.5)]
    assert column(texts, [[EN]] * 4, LV) == [('1,5', 1.0), ('−12,25', 0.0), ('7', 2.5), ('–', 2.5)]


@pytest.mark.parametrize('texts', [['1.5', 'many'], ['-', '–'], ['5 %', '5'], ['2020–2021', '5']])
def test_what_is_no_column_of_numbers(texts):
    assert column(texts, [[EN]] * 2, EN) is None


@pytest.fixture(params=['html', 'epub'])
def page(build_app, request):
    """Return a function that builds the root in a language and gives its page."""

    def build(language):
        app = build_app('decimals', request.param, language)
        assert 'index.md' not in app.warning.getvalue()
        return start_page(app)

    return build


@pytest.mark.parametrize(
    ('language', 'columns'),
    [
        (
            'en',
            [['1.5', '−12.25', '7'], ['66,680', '1,234', '–'], ['2021', '2022', '2023'], [f'5.5{NBSP}%', f'12{NBSP}%']],
        ),
        (
            'lv',
            [
                ['1,5', '−12,25', '7'],
                [f'66{NBSP}680', f'1{NBSP}234', '–'],
                ['2021', '2022', '2023'],
                [f'5,5{NBSP}%', f'12{NBSP}%'],
            ],
        ),
    ],
)
def test_tables_of_a_project(page, language, columns):
    tables = page(language).xpath('//table')
    cells = [table.xpath(f'.//tbody/tr/td[{place}]') for table in (tables[0], tables[2]) for place in (2, 3, 4, 5)]
    found = [
        texts
        for one in cells
        if (
            texts := [
                ''.join(cell.xpath('.//span[@class="aligned-number"]//text()'))
                for cell in one
                if 'numbers' in cell.get('class', '')
            ]
        )
    ]
    assert found == columns
    assert len(tables[0].xpath('.//thead//th[contains(@class, "numbers")]')) == 3, 'heads stand above their numbers'


def test_columns_left_alone(page):
    tables = page('en').xpath('//table')
    assert [cell.text_content() for cell in tables[0].xpath('.//tbody/tr/td[5]')] == ['5 boats', '6', '7']
    assert [cell.text_content() for cell in tables[1].xpath('.//tbody/tr/td[2]')] == ['10501', '1.5']


def marks(document, decimal):
    """Return where the decimal mark, or the end of a number without one, stands in each cell, in pixels."""
    for box in document.pages[0]._page_box.descendants():
        element = box.element if isinstance(box, boxes.TextBox) else None
        if element is not None and element.get('class') == 'aligned-number' and re.search(r'\d', box.text):
            whole = box.text.partition(decimal)[0].split(NBSP + '%')[0]
            before, _resume, _break = split_text_box(None, box.copy_with_text(whole), None, 0)
            yield box.text, box.position_x + before.width


@pytest.mark.parametrize(('language', 'decimal'), [('en', '.'), ('lv', ',')])
def test_marks_stand_below_each_other_on_paper(build_app, book_stylesheet, language, decimal):
    """Measured on the glyphs of a laid-out page, with the book's own styles."""
    app = build_app('decimals', 'html', language)
    text = (app.outdir / 'index.html').read_text(encoding='utf-8')
    first = re.search(r'<table.*?</table>', text, re.DOTALL)[0]
    document = HTML(string=first, base_url='.').render(stylesheets=[CSS(book_stylesheet)])
    found = [(shown, place) for shown, place in marks(document, decimal) if shown[-2:] in (f'{decimal}5', '25', '7')]
    assert len(found) == 3
    places = [place for _shown, place in found]
    assert max(places) - min(places) < 0.3, found
    bare = re.sub(r' style="padding-right[^"]*"', '', first)
    document = HTML(string=bare, base_url='.').render(stylesheets=[CSS(book_stylesheet)])
    places = [place for shown, place in marks(document, decimal) if shown[-2:] in (f'{decimal}5', '25', '7')]
    assert max(places) - min(places) > 5, 'the test sees what is not aligned'
