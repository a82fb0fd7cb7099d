"""Lines of running text stand on one grid through the whole book, so that facing pages are level."""

from collections import Counter

import pytest
from built_book import CODES, need_built, pdf
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes

from publishing.pdf.layout import baseline_grid

STEP = 7.5  # points: half a line of running text, --unit in theme/tokens.css
TOLERANCE = 0.3
TEXT_FONT, TEXT_SIZE = 'Source-Serif-4', 10.5

baseline_grid.apply()


# On small pages


def baselines(document):
    """Return the baseline of each line of text on each page, in points from the top of the text area."""
    found = []
    for page in document.pages:
        top = page._page_box.content_box_y()
        found.append(
            [
                (box.position_y + box.baseline - top) * 0.75
                for box in page._page_box.descendants()
                if isinstance(box, boxes.LineBox) and box.element_tag == 'p'
            ]
        )
    return found


def laid_out(body, css=''):
    return HTML(string=f'<html><body>{body}</body></html>').render(
        stylesheets=[
            CSS(
                string="""
        @page { size: 200pt 300pt; margin: 20pt } body { margin: 0 } html { --grid: 7.5pt; font: 10pt/15pt serif }
        p { margin: 0 0 7.5pt } """
                + css
            )
        ]
    )


@pytest.mark.parametrize(
    'block',
    [
        '<table><tr><td>one</td></tr></table>',
        '<figure style="margin: 15pt 0"><svg width="50" height="33"/></figure>',
        '<div style="border: 1pt solid; padding: 4pt">panel</div>',
        '<div style="font-size: 8pt; line-height: 11pt">x</div>',
        '<section><div style="height: 3.3pt"></div></section>',
        '<table style="border: 1pt solid"><tr><td>a<br>b</table>',
        '<div style="border: 1pt solid"><div style="border: 1pt solid">one</div><div>two</div></div>',
    ],
)
def test_text_returns_to_the_grid(block):
    body = f'<p>before</p>{block}<p>after</p>'
    ((first, last),) = baselines(laid_out(body))
    assert min((last - first) % STEP, -(last - first) % STEP) < 0.05
    ((first, last),) = baselines(laid_out(body, 'html { --grid: none }'))
    assert min((last - first) % STEP, -(last - first) % STEP) > 0.2, 'the grid is what does it'


def test_blocks_grow_by_less_than_a_step():
    for grid in ('7.5pt', 'none'):
        document = laid_out('<div id="a" style="height: 8pt">x</div><p>after</p>', f'html {{ --grid: {grid} }}')
        height = next(box.height for box in document.pages[0]._page_box.descendants() if box.element_tag == 'div')
        assert height == pytest.approx((15 if grid == '7.5pt' else 8) / 0.75)


@pytest.mark.parametrize('css', ['', 'body { page: part-1 } @page part-1 { margin: 20pt }'])
def test_pages_begin_at_their_top(css):
    """The space above a heading is dropped there, however deep it stands in sections."""
    text = '<p>line</p>' * 11
    body = f'<section>{text}<section><h2>head</h2><p>text</p></section></section>'
    document = laid_out(body, 'h2 { margin: 22.5pt 0 0; font: inherit }' + css)
    assert len(document.pages) == 2
    head = next(box for box in document.pages[1]._page_box.descendants() if box.element_tag == 'h2')
    assert head.border_box_y() == pytest.approx(document.pages[1]._page_box.content_box_y())


def test_a_block_that_just_fits_stays_on_its_page():
    body = '<div style="height: 240pt">x</div><div style="height: 20pt; break-inside: avoid">last</div>'
    assert len(laid_out(body).pages) == len(laid_out(body, 'html { --grid: none }').pages) == 1


def test_cells_and_notes_stay_as_they_are():
    body = '<table><tr><td><div style="height: 5pt">a</div><div id="b">b</div></td></tr></table>'
    places = []
    for grid in ('7.5pt', 'none'):
        page = laid_out(body, f'html {{ --grid: {grid} }}').pages[0]
        places.append([box.position_y for box in page._page_box.descendants() if box.element_tag == 'div'])
    assert places[0] == places[1]


# In the built handbook


def text_lines(code):
    """Yield the baselines of running text on each page, in points from the top of the sheet, read from the PDF."""
    for page in pdf(code).pages:
        height, found = float(page.mediabox.height), set()

        def visit(text, _matrix, place, font, size, height=height, found=found):
            name = str((font or {}).get('/BaseFont', ''))
            if text.strip() and TEXT_FONT in name and 'Display' not in name:
                scale = abs(_matrix[3] * place[3])
                if abs(size * scale - TEXT_SIZE) < 0.05:
                    found.add(round(height - (_matrix[5] + _matrix[3] * place[5]), 2))

        page.extract_text(visitor_text=visit)
        yield sorted(found)


@pytest.mark.book
@pytest.mark.parametrize('code', CODES)
def test_lines_of_the_book_stand_on_the_grid(code):
    need_built()
    pages = list(text_lines(code))
    everything = [line for lines in pages for line in lines]
    assert len(everything) > 1000
    phase = Counter(round(line % STEP, 1) for line in everything).most_common(1)[0][0]

    def is_on(line):
        off = (line - phase) % STEP
        return min(off, STEP - off) <= TOLERANCE

    off_grid = {
        number: [line for line in lines if not is_on(line)]
        for number, lines in enumerate(pages, start=1)
        if sum(map(is_on, lines)) < 0.95 * len(lines)
    }
    assert not off_grid
    assert sum(map(is_on, everything)) > 0.99 * len(everything)
