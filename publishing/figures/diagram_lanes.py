"""Lay out lanes: a column for each actor, the phases as bands down the page.

Time runs down the page because words need width: on a page's measure four columns hold lines of sixteen letters, and
five phases side by side would not. A row holds boxes of one moment only, so no arrow crosses a box.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from publishing.figures.diagram_layout import (
    LINE,
    PAD,
    SMALL,
    Box,
    Diagram,
    Line,
    Sheet,
    height_of,
    inks,
    set_lines,
    widest_word,
)
from publishing.figures.diagram_source import Entry
from publishing.figures.svg import Style

PHASE = 15.0  # the least room of the phases' names
BETWEEN = 5.4  # between the rows of a band
EDGE = 3.0  # between a band's edge and its boxes
MARGIN = 1.2  # between a lane's edge and its boxes
SIDE = 2.2  # between a box's edge and its words
BAR = 0.6  # what a box's colour takes on the left


@dataclass(frozen=True)
class Row:
    """The boxes of one moment: phase and entries, each in another column."""

    phase: int
    entries: tuple[Entry, ...]


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Return the rows: a numbered item is a moment of its own, others of a phase go side by side where they can."""
    rows = []
    for phase, entry in enumerate(entries):
        if entry.numbered:
            rows += [Row(phase, (one,)) for one in entry.entries]
            continue
        moments: list[list[Entry]] = []
        for one in entry.entries:
            rank = sum(one.column == other.column for moment in moments for other in moment)
            if rank == len(moments):
                moments.append([])
            moments[rank].append(one)
        rows += [Row(phase, tuple(moment)) for moment in moments]
    return rows


def links_of(entries: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Return which boxes an arrow joins: each with the next of its column, else with all of the next moment."""
    links, before = [], []
    for entry in entries:
        chains = _chains(entry)
        firsts, lasts = [chain[0] for chain in chains], [chain[-1] for chain in chains]
        links += _joined(before, firsts)
        for chain in chains:
            links += zip(chain, chain[1:], strict=False)
        before = lasts
    return links


def _chains(phase: Entry) -> list[list[Entry]]:
    """Return what follows each other in a phase: all its items if they are numbered, else those of each column."""
    if phase.numbered:
        return [list(phase.entries)]
    columns = dict.fromkeys(one.column for one in phase.entries)
    return [[one for one in phase.entries if one.column == column] for column in columns]


def _joined(before: Sequence[Entry], after: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    links = [(one, two) for one in before for two in after if one.column == two.column]
    left = [one for one in before if all(one is not first for first, _second in links)]
    new = [two for two in after if all(two is not second for _first, second in links)]
    links += [(one, two) for one in left or before for two in new]
    links += [(one, two) for one in left for two in after] if not new else []
    return links


def draw_lanes(diagram: Diagram, style: Style) -> Sheet:
    """Draw the lanes side by side, or on a narrow sheet the boxes below each other, each with its lane's name."""
    if diagram.narrow:
        return _stacked(diagram, style)
    sheet = Sheet(style, diagram.width)
    names = [entry.text for entry in diagram.entries]
    phase = min(max(PHASE, widest_word(style, names, 600) + 5), 34.0)
    lanes = _widths(diagram, style, diagram.width - phase)
    lefts = [phase + sum(lanes[:number]) for number in range(len(lanes))]
    y = _heads(sheet, diagram, lefts, lanes)
    rows, boxes = rows_of(diagram.entries), {}
    for number, entry in enumerate(diagram.entries):
        own = [row for row in rows if row.phase == number]
        texts = [[_text(style, one, lanes[one.column], diagram) for one in row.entries] for row in own]
        heights = [max(height_of(lines) for lines in row) + 2 * SIDE for row in texts]
        name = set_lines(style, entry.text, phase - 5, weight=600, colour='slate')
        height = max(sum(heights) + BETWEEN * (len(own) - 1), height_of(name)) + 2 * EDGE
        sheet.rectangle(0, y, diagram.width, height, 'sand')
        for left in lefts:
            sheet.line([(left, y), (left, y + height)], 'line', 0.5)
        sheet.write_lines(2.6, y + EDGE + PAD, name)
        top = y + EDGE
        for row, lines, tall in zip(own, texts, heights, strict=True):
            for one, words in zip(row.entries, lines, strict=True):
                colours = inks(one, diagram.colours[one.column], 'paper')
                place = (lefts[one.column] + MARGIN, top, lanes[one.column] - 2 * MARGIN, tall)
                bar = diagram.colours[one.column]
                boxes[id(one)] = sheet.box(*place, words, fill=colours['fill'], bar=bar, inset=SIDE + BAR)
            top += tall + BETWEEN
        y += height + 1.0
    _join(sheet, diagram, boxes)
    sheet.height = y - 0.8
    return sheet


def _widths(diagram: Diagram, style: Style, room: float) -> list[float]:
    """Return the widths of the lanes: the same, but no lane narrower than its longest word, if that can be."""
    entries = [one for phase in diagram.entries for one in phase.entries]
    needs = []
    for number, name in enumerate(diagram.columns):
        longest = widest_word(style, [one.text for one in entries if one.column == number])
        needs.append(max(longest + 2 * SIDE + BAR, widest_word(style, [name], 600)) + 2 * MARGIN + 0.1)
    widths = {number: need for number, need in enumerate(needs) if need > room / len(needs)}
    if not widths or sum(needs) > room:
        return [room / len(needs)] * len(needs)
    while True:
        share = (room - sum(widths.values())) / max(len(needs) - len(widths), 1)
        wide = {number: need for number, need in enumerate(needs) if number not in widths and need > share}
        if not wide:
            return [widths.get(number, share) for number in range(len(needs))]
        widths |= wide


def _text(style: Style, entry: Entry, lane: float, diagram: Diagram) -> list[Line]:
    colours = inks(entry, diagram.colours[entry.column])
    return set_lines(style, entry.text, lane - 2 * MARGIN - 2 * SIDE - BAR, colour=colours['text'])


def _heads(sheet: Sheet, diagram: Diagram, lefts: Sequence[float], lanes: Sequence[float]) -> float:
    """Write the names of the lanes; return where the bands begin."""
    names = [
        set_lines(sheet.style, name, lane - 2 * MARGIN, weight=600, colour=colour)
        for name, colour, lane in zip(diagram.columns, diagram.colours, lanes, strict=True)
    ]
    bottom = max(height_of(lines) for lines in names) + 2.4
    for left, lane, lines, colour in zip(lefts, lanes, names, diagram.colours, strict=True):
        sheet.write_lines(left + MARGIN, bottom - 2.0 - height_of(lines), lines)
        sheet.line([(left + MARGIN, bottom), (left + lane - MARGIN, bottom)], colour, 1.6)
    return bottom + 1.4


def _join(sheet: Sheet, diagram: Diagram, boxes: dict[int, Box]) -> None:
    """Draw the arrows: down in their own column, across just above the box they lead to."""
    for one, two in links_of(diagram.entries):
        start, end = boxes[id(one)], boxes[id(two)]
        above = end.y - BETWEEN / 2 - 0.4
        (x, _y), (to, _to_y) = start.middle, end.middle
        sheet.arrow((x, start.bottom + 0.6), (x, above), (to, above), (to, end.y - 0.6))


def _stacked(diagram: Diagram, style: Style) -> Sheet:
    sheet, y = Sheet(style, diagram.width), 0.0
    before: Box | None = None
    rows = rows_of(diagram.entries)
    for number, phase in enumerate(diagram.entries):
        lines = set_lines(style, phase.text, diagram.width, weight=600, colour='slate')
        sheet.write_lines(0, y + (3.4 if number else 0.4), lines)
        y += height_of(lines) + (5.6 if number else 2.6)
        before = None
        for row in (row for row in rows if row.phase == number):
            for place, one in enumerate(row.entries):
                colours = inks(one, diagram.colours[one.column])
                width = diagram.width - 2 * PAD - 1
                actor = colours['number']
                words = set_lines(style, diagram.columns[one.column], width, size=SMALL, weight=600, colour=actor)
                words += set_lines(style, one.text, width, colour=colours['text'], lead=LINE)
                bar = diagram.colours[one.column]
                y += (4.8 if before else 0) if not place else 1.2
                fill = colours['fill']
                box = sheet.box(
                    0, y, diagram.width, height_of(words) + 2 * PAD, words, fill=fill, bar=bar, inset=PAD + 1
                )
                if before and not place:
                    sheet.arrow((PAD + 3, before.bottom + 0.6), (PAD + 3, y - 0.6))
                y = box.bottom
            before = box
        y += 1.0
    sheet.height = y - 0.8
    return sheet
