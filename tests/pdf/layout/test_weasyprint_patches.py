"""Each repair to WeasyPrint: the fault is gone with it, and still there without it."""

import pytest
import weasyprint.layout
from weasyprint import HTML
from weasyprint.css import targets
from weasyprint.css.targets import TargetCollector
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout import page as page_layout

from publishing.core import repairs
from publishing.pdf.layout import table_heads, weasyprint_patches

#: The words before the link fit on the line, the blank behind them does not.
PAGE = (
    '<style>@page {{ size: {width}pt 200pt; margin: 0 }} body {{ margin: 0; font: 10pt/12pt "DejaVu Sans Mono" }}'
    '</style><p style="margin: 0">aaaa bbbb cccc <b>dddddddd</b></p>'
)


def lines(width):
    page = HTML(string=PAGE.format(width=width)).render().pages[0]
    found = {}

    def collect(box):
        if getattr(box, 'text', None):
            found.setdefault(round(box.position_y), []).append(box.text)
        for child in getattr(box, 'children', ()):
            collect(child)

    collect(page._page_box)
    return [''.join(parts).strip() for _place, parts in sorted(found.items())]


@pytest.fixture
def narrow():
    """A width between that of the words and that of the words with their last blank."""
    return 14 * 6.02 + 2


def test_repaired(monkeypatch, narrow):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches.split_first_line)
    assert lines(narrow) == ['aaaa bbbb cccc', 'dddddddd']


def test_still_needed(monkeypatch, narrow):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    assert lines(narrow) != ['aaaa bbbb cccc', 'dddddddd'], (
        'WeasyPrint breaks this line well by itself now: '
        'split_first_line can go from publishing/pdf/layout/weasyprint_patches.py.'
    )


@pytest.mark.parametrize('width', [40, 61, 100, 160])
def test_other_lines_stay_as_they_are(monkeypatch, width):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    without = lines(width)
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches.split_first_line)
    assert lines(width) == without


def test_applying_twice_changes_nothing(monkeypatch):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    weasyprint_patches.apply()
    weasyprint_patches.apply()
    assert inline.split_first_line is weasyprint_patches.split_first_line
    assert weasyprint_patches._split_first_line is not weasyprint_patches.split_first_line


#: Two references forward, one back, one to the page itself with its own number beside it.
BOOK = """<style>@page { size: 200pt 200pt; margin: 20pt; @bottom-left { content: counter(page) "/" counter(pages) } }
a::after { content: target-counter(attr(href), page) } h1 { break-before: page }
body { font: 10pt sans-serif } h1 { font-size: 12pt }
b::after { content: counter(page) "–" target-counter(attr(data-to url), page) }
i::after { content: target-counters(attr(href url), page, ".") }</style>
<p><a href="#one">to </a> <i href="#two">to </i></p><h1 id="one">One</h1><h1 id="two">Two</h1><h1>Three</h1>
<p><a href="#one">to </a></p><h1 id="four">Four</h1><p><b data-to="#four">from to </b></p>"""
COLLECTOR = ('collect_missing_counters', 'cache_target_page_counters')


def book_pages(monkeypatch, *, patched):
    """Return the text of each page of ``BOOK``, and how often each page was laid out."""
    for name in COLLECTOR:
        monkeypatch.setattr(TargetCollector, name, getattr(weasyprint_patches, name if patched else f'_{name}'))
    monkeypatch.setattr(
        weasyprint.layout,
        'make_all_pages',
        weasyprint_patches.make_all_pages if patched else weasyprint_patches._make_all_pages,
    )
    made, slow = [], page_layout.remake_page
    for module in (page_layout, weasyprint_patches):
        monkeypatch.setattr(module, 'remake_page', lambda index, *rest: made.append(index + 1) or slow(index, *rest))
    pages = [
        ''.join(box.text for box in page._page_box.descendants() if getattr(box, 'text', None))
        for page in HTML(string=BOOK).render().pages
    ]
    for module in (page_layout, weasyprint_patches):
        monkeypatch.setattr(module, 'remake_page', slow)
    return pages, made


def test_only_pages_with_new_numbers_are_laid_out_again(monkeypatch):
    pages, made = book_pages(monkeypatch, patched=True)
    assert pages == ['to 2 to 31/5', 'One2/5', 'Two3/5', 'Threeto 24/5', 'Fourfrom to 5–55/5']
    assert sorted(made)[:5] == [1, 1, 2, 3, 4]  # the last one shows its own number too


def test_without_the_repair_pages_are_laid_out_for_nothing(monkeypatch):
    pages, made = book_pages(monkeypatch, patched=True)
    slowly, more = book_pages(monkeypatch, patched=False)
    assert pages == slowly
    assert len(more) > len(made), (
        'WeasyPrint makes no page for nothing now: collect_missing_counters and cache_target_page_counters can go '
        'from publishing/pdf/layout/weasyprint_patches.py.'
    )


#: The same words with one declaration that has all, and with one for each.
SHORT = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="20" style="{}">WORDS</text></svg>'
FONTS = {
    'bold 12px/1.5 "DejaVu Sans", serif': ('bold', 'normal', '12px', '"DejaVu Sans", serif'),
    'italic 700 80% serif': ('700', 'italic', '80%', 'serif'),
    'small-caps large serif': ('normal', 'normal', '19.2px', 'serif'),
}


def drawn(style):
    page = HTML(string=f'<style>@page {{ size: 200pt; margin: 0 }}</style>{SHORT.format(style)}').render()
    return page.write_pdf(uncompressed_pdf=True, pdf_identifier=b'0' * 32, full_fonts=False)


@pytest.mark.parametrize('font', FONTS)
def test_fonts_of_drawings_are_written_out(monkeypatch, font):
    weight, slope, size, family = FONTS[font]
    parts = f'font-weight: {weight}; font-style: {slope}; font-size: {size}; font-family: {family}'
    stock, ours = weasyprint_patches._parse_declarations, weasyprint_patches.parse_declarations
    for places, same in ((ours, True), (stock, False)):
        monkeypatch.setattr('weasyprint.svg.parse_declarations', places)
        assert (drawn(f'font: {font.replace(chr(34), chr(39))}') == drawn(parts.replace('"', "'"))) is same, (
            'WeasyPrint understands "font" in drawings now: parse_declarations can go from weasyprint_patches.py.'
        )


NOTED = (
    '<style>i { float: footnote } h1::before { content: "Before" }</style>'
    '<h1>Title<i>Note</i> <a role="doc-noteref">1</a></h1>'
)


@pytest.mark.parametrize('is_repaired', [True, False])
def test_bookmarks_are_without_the_numbers_of_notes(monkeypatch, is_repaired):
    if is_repaired:
        place = 'weasyprint.formatting_structure.boxes.ParentBox.content_text'
        monkeypatch.setattr(place, property(weasyprint_patches.content_text))
    else:
        monkeypatch.setattr(
            'weasyprint.formatting_structure.boxes.ParentBox.content_text',
            repairs.stock(weasyprint_patches.HEADING_TEXT),
        )
    labels = [bookmark[1] for bookmark in HTML(string=NOTED).render().pages[0].bookmarks]
    assert (labels == ['Title']) is is_repaired, (
        'WeasyPrint leaves the calls of notes out by itself now: content_text can go from weasyprint_patches.py.'
    )


def questions(monkeypatch, count, *, patched):
    """Return how often a book asks ``count`` references what they wait for, and which of them a box is."""
    for name in COLLECTOR:
        monkeypatch.setattr(TargetCollector, name, getattr(weasyprint_patches, name if patched else f'_{name}'))
    asked = []

    class Lookup(targets.CounterLookupItem):
        @property
        def missing_target_counters(self):
            asked.append('targets')
            return self.missing

        @missing_target_counters.setter
        def missing_target_counters(self, missing):
            self.missing = missing

    def same(one, other):
        asked.append('box')
        return one is other

    monkeypatch.setattr(targets, 'CounterLookupItem', Lookup)
    monkeypatch.setattr(boxes.Box, '__eq__', same)
    monkeypatch.setattr(boxes.Box, '__hash__', object.__hash__)
    links = ''.join(f'<p id="t{number}"><a href="#t{number}">to </a>' for number in range(count))
    page = (
        HTML(string=f'<style>a::after {{ content: target-counter(attr(href), page) }}</style>{links}').render().pages[0]
    )
    texts = [box.text for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]
    assert texts[:2] == ['to ', '1']
    return asked


def test_many_references_are_asked_one_by_one(monkeypatch):
    few, many = (questions(monkeypatch, count, patched=True) for count in (20, 80))
    for kind in ('targets', 'box'):
        assert many.count(kind) < 5 * few.count(kind) + 20, kind


@pytest.mark.parametrize('kind', ['targets', 'box'])
def test_without_the_repair_each_of_them_asks_all(monkeypatch, kind):
    few, many = (questions(monkeypatch, count, patched=False) for count in (20, 80))
    assert many.count(kind) > 8 * few.count(kind), (
        'WeasyPrint does not go through all references for each one now: Lookups can go from weasyprint_patches.py, '
        'and the loop from cache_target_page_counters.'
    )


HEADED = """<style>@page {{ size: 200px 200px; margin: 10px }} td {{ vertical-align: top }} tr {{ break-inside: avoid }}
body {{ margin: 0; font: 10px/12px "DejaVu Sans Mono" }} table {{ border-collapse: collapse; width: 100% }}</style>
<div style="direction: {}"><p>text</p><table><thead><tr><th>HEAD</th><th>b</th></tr></thead><tbody>{}</tbody></table>"""
LONG = f'<tr><td>a</td><td>{"word " * 150}</td></tr>'
HEADED_ROWS = {
    'the first': ('ltr', LONG + '<tr><td>a</td><td>b</td></tr>', [0, 1, 1, 1]),
    'behind another': ('ltr', '<tr><td>a</td><td>b</td></tr>' + LONG, [1, 1, 1, 1]),
    'two, a body each': ('ltr', LONG + '</tbody><tbody>' + LONG, [0, *[1] * 6]),
    'from right to left': ('rtl', LONG, [0, 1, 1, 1]),
    'what cannot be cut': ('ltr', '<tr><td>a</td><td><div style="height: 300px">c</div></td></tr>', [0, 0]),
}


def _left(page, word):
    return min(box.position_x for box in page if word in box.text)


@pytest.mark.parametrize('is_repaired', [True, False])
@pytest.mark.parametrize('rows', HEADED_ROWS)
def test_the_head_stands_above_each_piece_of_a_long_row(monkeypatch, rows, is_repaired):
    layout = table_heads.lay_out if is_repaired else repairs.stock(table_heads.TABLE)
    monkeypatch.setattr('weasyprint.layout.block.table_layout', layout)
    direction, body, heads = HEADED_ROWS[rows]
    pages = [
        [box for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]
        for page in HTML(string=HEADED.format(direction, body)).render().pages
    ]
    assert sum(box.text.count('word') for page in pages for box in page) == body.count('word'), 'nothing is lost'
    if direction == 'rtl' and is_repaired:
        for page in pages[1:]:
            assert _left(page, 'HEAD') > _left(page, 'word'), 'the first column stands at the right'
    found = [sum(box.text == 'HEAD' for box in page) for page in pages]
    assert (found == heads) is (is_repaired or 1 not in heads), (
        'WeasyPrint repeats the head by itself now: table_heads can go.'
    )


def test_a_table_without_rows_that_fits_on_no_page_comes_to_an_end(monkeypatch):
    monkeypatch.setattr('weasyprint.layout.block.table_layout', table_heads.lay_out)
    tall = HEADED.format('ltr', '').replace('HEAD', '<div style="height: 300px">HEAD</div>')
    assert len(HTML(string=tall).render().pages) <= 2
