"""The margin column: on every page outside, on the page, nothing on top of anything."""

from itertools import pairwise

import pytest

from publishing.pdf.book.assembly import parse
from publishing.pdf.layout import layout as press
from publishing.pdf.layout.margins import MM, Column, _boxes, _places, keep_whole

NOTE = '<aside class="margin-note"><div class="in-margin"><p>{0}</p></div></aside>'
PAGE = '<!DOCTYPE html><html lang="en"><body>{0}</body></html>'
WORDS = 'a few words beside the text that need several lines '


def lay_out(text, stylesheet):
    return press.lay_out(PAGE.format(text), 'file:///', [stylesheet], Column())


def rectangles(page, classes):
    return [
        (box.position_x, box.position_y, box.position_x + box.margin_width(), box.position_y + box.margin_height())
        for box in _boxes(page._page_box, frozenset(classes))
    ]


@pytest.fixture(scope='module')
def layout(book_stylesheet):
    """Six pages, left and right, with notes at the head, crowded, at the foot, and beside a wide table."""
    text = []
    for number in range(6):
        text.append(f'<div style="break-before: page"><p id="top{number}">Words.</p>')
        text += [NOTE.format(f'<a href="#top{(number + 1) % 6}">{WORDS * 2}{number}</a>')] * 3
        text.append('<table class="wide"><tr><td>One</td><td>Two</td></tr></table>')
        text.append(f'<p style="height: 190mm">Words.</p>{NOTE.format(WORDS * 4)}{NOTE.format(WORDS)}<p>End.</p></div>')
    return lay_out(''.join(text), book_stylesheet)


def test_notes_stand_outside_on_both_sides(layout):
    sides = set()
    for page in layout.document.pages:
        side = page._page_box.page_type.side
        for _left, _top, right, _bottom in rectangles(page, {'margin-note'}):  # the left margin of 134 mm included
            sides.add(side)
            assert right / MM - 44 == pytest.approx(156 if side == 'right' else 10, abs=0.1), side
    assert sides == {'left', 'right'}


def test_wide_tables_keep_to_the_page(layout):
    for page in layout.document.pages:
        side = page._page_box.page_type.side
        for left, _top, _right, _bottom in rectangles(page, {'wide'}):
            assert left / MM == pytest.approx(22 if side == 'right' else 10, abs=0.1)


def test_notes_never_leave_the_page_nor_overlap(layout):
    assert layout.warnings == []
    assert layout.page_count == 6
    for page in layout.document.pages:
        notes = sorted((top, bottom) for _left, top, _right, bottom in rectangles(page, {'margin-note'}))
        wide = [(top, bottom) for _left, top, _right, bottom in rectangles(page, {'wide'})]
        assert len(notes) == 5
        for (_top, bottom), (top, _bottom) in pairwise(sorted(notes + wide)):
            assert top >= bottom
        assert notes[0][0] >= 25 * MM - 0.1
        assert notes[-1][1] <= (297 - 28) * MM + 0.1


def test_links_move_with_their_notes(layout):
    for page in layout.document.pages:
        box = page._page_box
        inside = rectangles(page, {'margin-note'})
        links = [link for link in page.links if link[0] == 'internal']
        assert len(links) >= 3, box.page_type.side
        for _kind, _target, (left, top, right, bottom), *_rest in links:
            assert any(
                x1 - 1 <= left and right <= x2 + 1 and y1 - 1 <= top and bottom <= y2 + 1 for x1, y1, x2, y2 in inside
            ), box.page_type.side


def test_a_full_column_is_reported(book_stylesheet):
    layout = lay_out('<p>Words.</p>' + NOTE.format(WORDS * 12) * 8, book_stylesheet)
    assert layout.warnings == ['page 1: the margin notes need more room than the column has']


def test_places_own_below_above():
    assert _places([(10, 20)], [], 0, 100, 2) == ([10], True)
    assert _places([(10, 20), (12, 22)], [], 0, 100, 2) == ([10, 22], True)
    assert _places([(80, 95), (85, 95)], [], 0, 100, 2) == ([80, 68], True)
    assert _places([(95, 110)], [], 0, 100, 2) == ([85], True)
    assert _places([(10, 20)], [(5, 30)], 0, 100, 2) == ([32], True)


def test_notes_that_fit_only_when_stacked_are_stacked():
    places, fit = _places([(30, 60), (35, 65), (40, 70)], [], 0, 100, 2)
    assert fit
    assert places == [0, 32, 64]
    places, fit = _places([(30, 80), (35, 85), (40, 90)], [], 0, 100, 2)
    assert not fit
    assert all(0 <= place <= 50 for place in places)


def test_keep_whole_wraps_the_content_once():
    body = parse('<aside class="margin-note">a<b>b</b>c</aside><div class="other"><p>d</p></div>')
    keep_whole(body, frozenset({'margin-note'}))
    assert body.xpath('string(aside/div[@class="in-margin"])') == 'abc'
    assert len(body.xpath('.//div[@class="in-margin"]')) == 1
