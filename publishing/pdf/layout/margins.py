"""The margin column: notes beside the text they belong to, outside on every page, never on top of each other.

CSS has no float to the outside of a spread, and a float that does not fit is cut by WeasyPrint at the
foot of the page. So the style sheet takes margin notes out of the flow (``position: absolute`` at their
place in the text), and this module gives each its final place once the pages are known.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from weasyprint.document import Document

from publishing.core.nodes import classes

MM = 96 / 25.4  # CSS pixels per millimetre


@dataclass(frozen=True)
class Column:
    """Where the margin column stands, and what stands in it or over it.

    :param notes: classes of elements that live in the column.
    :param wide: classes of elements that stretch over text and column.
    :param numbers: classes of elements that stand between text and column.
    :param mirror: millimetres from a note's place on a right-hand page to its place on a left-hand one.
    :param gap: millimetres kept free between two notes.
    """

    notes: frozenset[str] = frozenset({'margin-note', 'margin-caption', 'case-facts', 'chapter-code'})
    wide: frozenset[str] = frozenset({'wide'})
    numbers: frozenset[str] = frozenset({'paragraph-number', 'judgement-sign'})
    mirror: float = -186.0
    gap: float = 4.0


def arrange(document: Document, column: Column, number_of: Callable[[int], int] = int) -> list[str]:
    """Give every margin note and wide element of ``document`` its final place.

    :param number_of: returns the number of a page from its place (from 1), where they differ.
    :return: a message for each page whose notes need more room than its column has.
    """
    messages = []
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        on_left = box.page_type.side == 'left'
        notes = [note for note in _boxes(box, column.notes) if note.is_absolutely_positioned()]
        wide = list(_boxes(box, column.wide))
        if on_left:
            for item in wide:
                item.translate(_overhang(item), 0)
            for item in _boxes(box, column.numbers):
                if item.is_absolutely_positioned():
                    item.translate(_mirrored(item, box) - item.position_x, 0)
        spans = [(note.position_y, note.position_y + note.margin_height()) for note in notes]
        places, fit = _places(
            spans,
            [(item.position_y, item.position_y + item.margin_height()) for item in wide],
            box.content_box_y(),
            box.content_box_y() + box.height,
            column.gap * MM,
        )
        if not fit:
            messages.append(f'page {number_of(number)}: the margin notes need more room than the column has')
        for note, top in zip(notes, places, strict=True):
            note.translate(column.mirror * MM if on_left else 0, top - note.position_y)
        if notes or (wide and on_left):
            page.__init__(box)  # links and anchors are noted when a page is made
    return messages


def _overhang(item) -> float:
    """Return how far a style lets ``item`` reach over the text into the column at its right: 0, or less."""
    margin = item.style['margin_right']
    return min(0.0, margin.value) if getattr(margin, 'unit', '') == 'px' else 0.0


def _mirrored(item, page) -> float:
    """Return where ``item`` begins when it stands as far from the left edge of the text as now from the right one."""
    return 2 * page.content_box_x() + page.width - item.position_x - item.margin_width()


def keep_whole(body: etree._Element, names: frozenset[str]) -> None:
    """Wrap the content of every margin note, so that a page break cannot cut it (an inline block is never cut)."""
    for element in body.iter('aside', 'figcaption', 'div'):
        if names & classes(element):
            whole = etree.Element('div', {'class': 'in-margin'})
            whole.text, element.text = element.text, None
            for child in list(element):
                whole.append(child)
            element.append(whole)


def _boxes(box, names: frozenset[str]) -> Iterator:
    """Yield the outermost boxes whose element has one of the classes ``names``, in text order."""
    for child in getattr(box, 'children', ()):
        element = child.element
        own = element is not None and child.element_tag == element.tag
        if own and names & classes(element):
            yield child
        else:
            yield from _boxes(child, names)


def _places(
    notes: Iterable[tuple[float, float]], taken: Iterable[tuple[float, float]], top: float, bottom: float, gap: float
) -> tuple[list[float], bool]:
    """Return a top for each note: its own place if free, else the next free place below, else above.

    Where that leaves one over, all are stacked from the top of the page.

    :param notes: (top, bottom) of each note in text order.
    :param taken: stretches of the column that are not free.
    :return: the places, and whether all notes fit without overlapping.
    """
    notes = list(notes)
    column = [(top, bottom)]
    for start, end in taken:
        column = _without(column, start - gap, end + gap)
    free, places, fit = column, [], True
    for start, end in notes:
        height = end - start
        place = _below(free, start, height)
        if place is None:
            place = _above(free, start, height)
        if place is None:  # a full column: keep it on the page, as near as can be
            fit, place = False, max(top, min(start, bottom - height))
        places.append(place)
        free = _without(free, place - gap, place + height + gap)
    if not fit and (stacked := _stacked([end - start for start, end in notes], column, gap)) is not None:
        return stacked, True
    return places, fit


def _stacked(heights: list[float], free: list[tuple[float, float]], gap: float) -> list[float] | None:
    """Return places one below the other in text order, or None where they need more room than there is."""
    places, cursor = [], float('-inf')
    for height in heights:
        place = _below(free, cursor, height)
        if place is None:
            return None
        places.append(place)
        cursor = place + height + gap
    return places


def _below(free: list[tuple[float, float]], start: float, height: float) -> float | None:
    for low, high in free:
        place = max(low, start)
        if place + height <= high:
            return place
    return None


def _above(free: list[tuple[float, float]], start: float, height: float) -> float | None:
    for low, high in reversed(free):
        if low <= start and low + height <= high:
            return high - height
    return None


def _without(free: list[tuple[float, float]], start: float, end: float) -> list[tuple[float, float]]:
    """Cut the stretch from ``start`` to ``end`` out of the free stretches."""
    rest = []
    for low, high in free:
        if end <= low or start >= high:
            rest.append((low, high))
            continue
        rest += [part for part in ((low, start), (end, high)) if part[1] > part[0]]
    return rest
