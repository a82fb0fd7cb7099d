"""Page numbers and footnotes when a second pass moves text: right with our repairs, wrong without them."""

import re
from urllib.parse import unquote

import pytest
import weasyprint.layout
from weasyprint import HTML
from weasyprint.css.targets import TargetCollector
from weasyprint.formatting_structure import boxes

from publishing.pdf.layout import layout as press
from publishing.pdf.layout import repagination, weasyprint_patches

STYLE = (
    '<style>@page { size: 120pt 120pt; margin: 10pt } body { margin: 0; font: 10pt/12pt "DejaVu Sans Mono" }'
    'p, h2 { margin: 0; font-size: 10pt; orphans: 1; widows: 1 } h2 { break-after: avoid }'
    '.c { break-after: page }'
    'a::after { content: " " target-counter(attr(href), page, upper-roman) } .note { float: footnote }</style>'
)


@pytest.fixture
def stock(monkeypatch):
    """Return a function that puts WeasyPrint's own code back in place."""

    def put_back():
        monkeypatch.setattr(weasyprint.layout, 'make_all_pages', weasyprint_patches._make_all_pages)
        monkeypatch.setattr(TargetCollector, 'collect_missing_counters', weasyprint_patches._collect_missing_counters)

    weasyprint_patches.apply()
    return put_back


def book(chapters, notes=False):
    """Return a book of which each chapter links to all others; the numbers make lines and pages longer."""
    links = ''.join(f'<p><a href="#c{number}">see</a></p>' for number in range(chapters))
    words = ' '.join(f'Words <a href="#c{number}">there</a>' for number in range(chapters))
    note = '<span class="note">n{0} of some length and more of it</span>' if notes else ''
    text = ''.join(
        f'<h2 id="c{number}">Chapter</h2><p>Some words{note.format(number)}, {words}.</p>' for number in range(chapters)
    )
    text = f'<div class="c">{links}</div>{text}'
    return HTML(string=f'<!DOCTYPE html><html lang="en"><title>T</title>{STYLE}<body>{text}').render()


def texts(page):
    return [box.text for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]


def wrong_numbers(document):
    """Return the links whose number is not that of the page where their target stands."""
    places, roman = press.page_numbers(document), {}
    for text, value in (('I', 1), ('V', 5), ('X', 10), ('L', 50)):
        roman[text] = value
    found = []
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox) and box.element_tag == 'a::after' and box.text.strip():
                values = [roman[letter] for letter in re.sub(r'\s', '', box.text)]
                number = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
                target = unquote(box.element.get('href')[1:])
                if number != places[target]:
                    found.append((target, number, places[target]))
    return found


def lost_notes(document, chapters):
    return chapters - sum('of some' in text for page in document.pages for text in texts(page))


def test_numbers_are_right():
    weasyprint_patches.apply()
    document = book(10, notes=True)
    assert wrong_numbers(document) == []
    assert list(repagination.faults(document)) == []


def test_no_note_is_lost():
    weasyprint_patches.apply()
    assert lost_notes(book(5, notes=True), 5) == 0


def test_still_needed(stock):
    stock()
    assert wrong_numbers(book(10, notes=True)), (
        'WeasyPrint corrects page numbers by itself now: collect_missing_counters can go.'
    )
    document = book(5, notes=True)
    assert lost_notes(document, 5) == 1, (
        'WeasyPrint loses no footnote any more: make_all_pages can go from weasyprint_patches.py.'
    )
    assert ['is on no page' in text for _page, _element, text in repagination.faults(document)] == [True]


def test_a_wrong_number_is_named(tmp_path):
    style = tmp_path / 'style.css'
    style.write_text(
        '@page { size: 100pt 48pt; margin: 0 } body { margin: 0; font: 10pt/12pt "DejaVu Sans Mono" }'
        'p { margin: 0 } a::after { content: target-counter(attr(href), page) }',
        encoding='utf-8',
    )
    link = '<p><a href="#end">x</a></p>'
    layout = press.lay_out(
        f'<!DOCTYPE html><html lang="en"><title>T</title><body>{link}<p id="end">End</p>',
        tmp_path.as_uri() + '/',
        [style],
    )
    assert layout.problems == []
    text = next(
        box
        for box in layout.document.pages[0]._page_box.descendants()
        if box.element_tag == 'a::after' and isinstance(box, boxes.TextBox)
    )
    text.text = '7'
    [(page, element, words)] = repagination.faults(layout.document)
    assert (page, element.get('href')) == (1, '#end')
    assert 'names page 7, and what it leads to stands on page 1' in words
