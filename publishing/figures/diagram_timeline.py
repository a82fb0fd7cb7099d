"""Lay out a timeline: lanes of bars and points over an axis of weeks or months, each with its words above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from publishing.figures.diagram_layout import (
    CAP,
    LINE,
    PAD,
    SIZE,
    SMALL,
    Box,
    Diagram,
    Line,
    Sheet,
    height_of,
    set_lines,
    widest_word,
)
from publishing.figures.diagram_source import Entry, bounds
from publishing.figures.svg import Style

THICK = 2.2  # of a bar
POINT = 1.35  # half a diagonal
APART = 2.0  # between the words of two
INSET = 2.4


@dataclass(frozen=True)
class _Placed:
    """An entry with its words: left and right end of all of it, of its bar, and where the words begin."""

    entry: Entry
    lines: Sequence[Line]
    left: float
    right: float
    bar: tuple[float, float]
    align: str

    @property
    def height(self) -> float:
        """The height of words and bar."""
        return height_of(self.lines) + 1.7 + THICK


@dataclass(frozen=True)
class _Axis:
    first: int
    count: int
    left: float
    right: float

    def at(self, unit: float) -> float:
        """Return where a unit begins."""
        return self.left + (unit - self.first) * (self.right - self.left) / self.count


def draw_timeline(diagram: Diagram, style: Style) -> Sheet:
    """Draw the axis and the lanes below it."""
    sheet = Sheet(style, diagram.width)
    first, last = bounds(diagram.entries)
    axis = _Axis(first, last - first + 1, INSET, diagram.width - INSET)
    ticks = _ticks(diagram, axis, style)
    top = _heads(sheet, diagram, axis, ticks)
    y = top
    for number, lane in enumerate(diagram.entries):
        y = _lane(sheet, lane, diagram.colours[number], y, axis, ticks) + 1.2
    sheet.height = y - 1.0
    return sheet


def _ticks(diagram: Diagram, axis: _Axis, style: Style) -> list[int]:
    """Return the units that are named: as many as have room, on round numbers or the same months of each year."""
    units = range(axis.first, axis.first + axis.count)
    names = [diagram.month(unit)[0] if diagram.month else str(unit) for unit in units]
    room = max(style.width_of(name, SMALL) for name in names) + 2.2
    pitch = (axis.right - axis.left) / axis.count
    steps = (1, 2, 3, 6, 12) if diagram.month else (1, 5, 10, 20)
    step = next((step for step in steps if step * pitch >= room), steps[-1])
    found = [unit for unit in units if unit % step == 0]
    if not found or axis.at(found[0]) - axis.at(axis.first) >= room:
        found.insert(0, axis.first)
    return found


def _heads(sheet: Sheet, diagram: Diagram, axis: _Axis, ticks: Sequence[int]) -> float:
    """Write the axis; return where the lanes begin."""
    y, years = 0.4 + CAP, ''
    if diagram.x_label:
        for line in set_lines(sheet.style, diagram.x_label, diagram.width, size=SMALL, colour='slate'):
            sheet.write(0, y, line)
            y += LINE
    if diagram.month:
        free = 0.0
        for unit in ticks:
            year = diagram.month(unit)[1]
            if year != years and axis.at(unit) >= free:
                sheet.write(axis.at(unit) + 0.8, y, Line(year, SMALL, 600, 'slate'))
                years, free = year, axis.at(unit) + sheet.style.width_of(year, SMALL, 600) + 2
        y += LINE
    for unit in ticks:
        name = diagram.month(unit)[0] if diagram.month else str(unit)
        right = axis.at(unit) + 0.8 + sheet.style.width_of(name, SMALL) > diagram.width
        sheet.write(
            axis.at(unit) + (-0.4 if right else 0.8), y, Line(name, SMALL, 400, 'slate'), 'right' if right else 'left'
        )
    return y + 1.6


def _lane(sheet: Sheet, lane: Entry, colour: str, y: float, axis: _Axis, ticks: Sequence[int]) -> float:
    """Draw a lane; return where it ends."""
    style, names = sheet.style, set_lines(sheet.style, lane.text, axis.right - axis.left, weight=600, colour=colour)
    rows: list[list[_Placed]] = []
    for entry in sorted(lane.entries, key=lambda one: one.start):
        placed = _place(entry, style, axis)
        row = next((row for row in rows if all(_are_apart(placed, other) for other in row)), None)
        if row is None:
            rows.append(row := [])
        row.append(placed)
    heights = [max(placed.height for placed in row) for row in rows]
    below = y + PAD + height_of(names) + 3.0
    bottom = below + sum(heights) + 2.8 * (len(rows) - 1) + PAD
    sheet.rectangle(0, y, sheet.width, bottom - y, 'sand')
    for unit in ticks:
        sheet.line([(axis.at(unit), below - 1.4), (axis.at(unit), bottom)], 'line', 0.4)
    sheet.write_lines(INSET, y + PAD, names)
    for row, height in zip(rows, heights, strict=True):
        for placed in row:
            _draw(sheet, placed, below + height, colour)
        below += height + 2.8
    return bottom


def _are_apart(one: _Placed, two: _Placed) -> bool:
    return one.right + APART <= two.left or two.right + APART <= one.left


def _place(entry: Entry, style: Style, axis: _Axis) -> _Placed:
    """Return where bar and words stand: the words begin with the bar, or end with it where there is more room so."""
    if entry.span:
        left, right = axis.at(entry.span[0]) + 0.3, axis.at(entry.span[1] + 1) - 0.3
    else:
        middle = axis.at(entry.start + 0.5)
        left, right = middle - POINT, middle + POINT
    weight = 600 if entry.strong else 400
    rooms = {'left': axis.right - left, 'right': right - axis.left}
    natural = style.width_of(entry.text, SIZE, weight)
    align = 'left' if natural <= rooms['left'] or rooms['left'] >= rooms['right'] else 'right'
    longest = widest_word(style, [entry.text], weight)
    room = min(rooms[align], max(right - left, min(natural, 42), longest + 0.1))
    lines = set_lines(style, entry.text, room, weight=weight)
    wide = max(style.width_of(line.text, line.size, weight) for line in lines)
    if align == 'left':
        return _Placed(entry, lines, left, max(right, left + wide), (left, right), align)
    return _Placed(entry, lines, min(left, right - wide), right, (left, right), align)


def _draw(sheet: Sheet, placed: _Placed, bottom: float, colour: str) -> None:
    """Draw a bar or a point that ends at ``bottom``, its words above it."""
    left, right = placed.bar
    top = bottom - THICK
    if placed.entry.span:
        sheet.rectangle(left, top, right - left, THICK, colour)
    else:
        x, y = (left + right) / 2, top + THICK / 2
        sheet.area([[(x, y - POINT), (x + POINT, y), (x, y + POINT), (x - POINT, y), (x, y - POINT)]], colour)
    words = top - 1.7 - height_of(placed.lines)
    # No line of the axis runs through words.
    sheet.rectangle(placed.left - 0.3, words - 0.9, placed.right - placed.left + 0.6, top - words, 'sand')
    places = sheet.write_lines(left if placed.align == 'left' else right, words, placed.lines, placed.align)
    sheet.boxes.append(Box(placed.left, words, placed.right - placed.left, bottom - words, places))
