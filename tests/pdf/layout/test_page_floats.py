"""Figures that find no room at the foot of a page go to the top of the next one, and no word is lost or doubled."""

import string

import pytest
from weasyprint import CSS, HTML

from publishing.core.project import THEME
from publishing.pdf.layout import page_floats
from publishing.pdf.layout.layout import lay_out

#: A page of twenty lines of 20 px; a line has ten words of three letters and a blank.
STYLE = """
@page { size: 400px 400px; margin: 0 }
* { margin: 0; padding: 0 }
body { font: 10px/20px "DejaVu Sans Mono"; width: 242px; --page-float: none }
h2, h3 { font: inherit; break-after: avoid }
p, li, td { orphans: 2; widows: 2 }
li { list-style-position: inside }
.chapter { break-before: page }
figure { height: 200px; break-inside: avoid; --page-float: top }
.here { --page-float: none }
.tall { height: 400px }
"""
FIGURE = '<figure id="f"><figcaption>FIGURE</figcaption></figure>'
SIGNS = string.digits + string.ascii_lowercase
NAMED = '<p>See <a href="#f">it</a>.</p>'


def words(letter: str, lines: int) -> str:
    """Return that many lines of words, each one only once: a00 a01 … a0z a10 …"""
    return ' '.join(letter + SIGNS[number // 36] + SIGNS[number % 36] for number in range(lines * 10))


def word(letter: str, number: int) -> str:
    return words(letter, 40).split()[number]


def pages(*body):
    text = f'<html><head><style>{STYLE}</style></head><body><section>{"".join(body)}</section></body></html>'
    found = lay_out(text, 'file:///', []).document.pages
    return [
        ' '.join(box.text.strip() for box in page._page_box.descendants() if getattr(box, 'text', '').strip())
        for page in found
    ]


def places(found, *names):
    return [next(number for number, page in enumerate(found) if name in page) for name in names]


def test_figure_goes_to_the_top_of_the_next_page_between_two_lines_of_a_paragraph():
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, FIGURE, f'<p>{words("b", 12)}</p>')
    assert len(found) == 2
    assert found[0].endswith(word('b', 79))
    assert found[1].startswith(f'FIGURE {word("b", 80)}')
    assert (
        ' '.join(found).split()
        == [*words('a', 11).split(), 'See', 'it', '.', *words('b', 8).split(), 'FIGURE'] + (words('b', 12).split()[80:])
    )


def test_it_goes_before_the_heading_with_which_a_page_begins():
    section = f'<section><h3>Next</h3><p>{words("c", 4)}</p></section>'
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, FIGURE, f'<p>{words("b", 7)}</p>', section)
    assert found[0].endswith(word('b', 69))
    assert found[1].startswith(f'FIGURE Next {word("c", 0)}')


def test_it_passes_the_next_sections_of_its_chapter():
    section = f'<section><h3>Next</h3><p>{words("c", 20)}</p></section>'
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, FIGURE, section)
    assert found[0].endswith(word('c', 69))
    assert found[1].startswith(f'FIGURE {word("c", 70)}')


def test_a_list_is_cut_too_and_its_items_keep_their_signs():
    items = ''.join(f'<li>{words(letter, 5)}</li>' for letter in 'bcde')
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, FIGURE, f'<ol>{items}</ol>')
    assert found[1].startswith('FIGURE')
    assert [' '.join(found).split().count(sign) for sign in ('1.', '2.', '3.', '4.')] == [1, 1, 1, 1]
    for letter in 'bcde':
        for word in words(letter, 5).split():
            assert ' '.join(found).count(word) == 1


@pytest.mark.parametrize(
    'body',
    [
        pytest.param((f'<p>{words("a", 12)}</p>', FIGURE, f'<p>{words("b", 12)}</p>'), id='not named'),
        pytest.param(
            (f'<p>{words("a", 11)}</p>', NAMED, FIGURE.replace('id', 'class="here" id'), f'<p>{words("b", 12)}</p>'),
            id='forbidden',
        ),
        pytest.param(
            (f'<p>{words("a", 11)}</p>', NAMED, FIGURE, '<figure style="height: 20px">B</figure>', words('b', 12)),
            id='past another figure',
        ),
        pytest.param((f'<p>{words("a", 17)}</p>', NAMED, FIGURE, f'<p>{words("b", 12)}</p>'), id='hardly a blank'),
    ],
)
def test_a_figure_stays_where_it_stands(body):
    found = pages(*body)
    assert found[1].startswith('FIGURE')
    assert word('b', 0) not in found[0] and 'B' not in found[0]


def test_at_the_end_of_a_chapter_it_goes_up_to_the_top_of_the_page_that_names_it():
    last = '<div class="chapter"><p>END</p></div>'
    long = NAMED.replace('</p>', f' {words("c", 10)}</p>')
    found = pages(f'<p>{words("a", 20)}</p><p>{words("b", 2)}</p>', long, FIGURE, last)
    assert places(found, word('b', 0), 'FIGURE', 'See', word('c', 99), 'END') == [1, 1, 1, 2, 3]


def test_a_figure_as_high_as_a_page_leaves_none_half_blank():
    figure = FIGURE.replace('id', 'class="tall" id')
    found = pages(f'<p>{words("a", 3)}</p>', NAMED, figure, f'<p>{words("b", 30)}</p>')
    assert found[1] == 'FIGURE'
    assert found[0].endswith(word('b', 159)) and found[2].startswith(word('b', 160))


def test_links_keep_the_page_numbers_that_are_written_later():
    style = '<style>a::after { content: " p" target-counter(attr(href), page) }</style>'
    text = f'<p>{words("b", 4)} <a href="#end">x</a> {words("c", 8)}</p>'
    end = f'<p>{words("d", 20)}</p><p id="end">END</p>'
    found = pages(style, f'<p>{words("a", 11)}</p>', NAMED, FIGURE, text, end)
    number = places(found, 'END')[0] + 1
    assert f'x p{number} ' in found[0]
    assert sum(page.count(f' p{number}') for page in found) == 1


def test_it_goes_behind_a_table_that_is_cut_there():
    rows = ''.join(f'<tr><td>{words(letter, 3)}</td></tr>' for letter in 'bcde')
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, FIGURE, f'<table style="border-spacing: 0">{rows}</table>')
    assert places(found, word('c', 29), word('d', 0), word('e', 29), 'FIGURE') == [0, 1, 1, 1]
    assert found[1].endswith('FIGURE')


def test_but_not_where_it_finds_no_room_behind_it():
    rows = ''.join(f'<tr><td>{words(letter, 3)}</td></tr>' for letter in 'bcde')
    figure = FIGURE.replace('id', 'class="tall" id')
    found = pages(f'<p>{words("a", 11)}</p>', NAMED, figure, f'<table style="border-spacing: 0">{rows}</table>')
    assert places(found, 'FIGURE', word('b', 0)) == [1, 2]


def test_notes_of_what_is_passed_stand_once():
    style = '<style>.n { float: footnote }</style>'
    text = f'<p>{words("b", 4)}<span class="n">NOTE</span> {words("c", 8)}</p>'
    found = pages(style, f'<p>{words("a", 11)}</p>', NAMED, FIGURE, text)
    assert sum(page.count('NOTE') for page in found) == 1
    assert 'NOTE' in found[0] and found[1].startswith('FIGURE')


@pytest.mark.parametrize(('name', 'stays'), [('here', True), ('wide', False)])
def test_author_forbids_it_with_a_class_of_the_figure_or_its_picture(name, stays):
    text = f'<figure class="{name}"></figure><figure><img class="{name}" src="x.svg"></figure>'
    sheet = CSS(THEME / 'print' / 'figures.css')
    page = HTML(string=text).render(stylesheets=[sheet]).pages[0]
    values = [
        [token.value for token in box.style[page_floats.PROPERTY] if token.type == 'ident']
        for box in page._page_box.descendants()
        if box.element_tag == 'figure'
    ]
    assert values == [['none' if stays else 'top']] * 2


def test_blank_is_the_share_below_the_last_line():
    page = lay_out(f'<style>{STYLE}</style><p>{words("a", 5)}</p>', 'file:///', []).document.pages[0]
    assert page_floats.blank(page._page_box) == pytest.approx(0.75)
