"""Lay out a decision tree from the top down: what an answer leads to is indented, so that depth costs little width."""

from dataclasses import dataclass

from publishing.figures.diagram_layout import (
    CAP,
    PAD,
    SMALL,
    Box,
    Diagram,
    Line,
    Sheet,
    height_of,
    inks,
    set_lines,
    widest,
    wrapped,
)
from publishing.figures.diagram_source import Entry
from publishing.figures.svg import Style

SPINE = 4.0  # of the line down, from the left edge of its box
GAP = 3.4
WIDEST = 88.0  # of a box; longer lines are hard to read
#: An answer that is no wider than this stands in its arrow, others above the box.
SHORT = 15.0


@dataclass(frozen=True)
class _Way:
    """How far boxes are indented, and whether the answers stand in the arrows."""

    style: Style
    right: float
    indent: float
    answers: float  # room for them in an arrow; 0 if they stand above


def draw_tree(diagram: Diagram, style: Style) -> Sheet:
    """Draw questions, the answers on the arrows, and results in colour."""
    sheet = Sheet(style, diagram.width)
    root = diagram.entries[0]
    answers = [style.width_of(entry.lead, SMALL, 600) for entry in root.walk() if entry.lead]
    longest = max(answers, default=0)
    inline = longest <= SHORT and not diagram.narrow
    indent = SPINE + longest + 7.5 if inline else 7.5 if diagram.narrow else 10.0
    way = _Way(style, diagram.width, indent, longest if inline else 0)
    _box, bottom = _draw(sheet, root, 0.0, 0.0, way)
    sheet.height = bottom + 0.2
    return sheet


def _draw(sheet: Sheet, entry: Entry, x: float, y: float, way: _Way) -> tuple[Box, float]:
    """Draw a box and all that follows from it; return it and where it ends."""
    style = way.style
    if entry.entries:
        colours = inks(entry, 'slate')
        lines = set_lines(style, entry.text, _room(way, x), colour=colours['text'])
    else:
        colours = inks(entry, fill='pine-tint')
        lines = set_lines(style, entry.text, _room(way, x), weight=600, colour=colours['text'])
    width = max(widest(style, lines) + 2 * PAD, 2 * SPINE)
    box = sheet.box(x, y, width, height_of(lines) + 2 * PAD - 0.4, lines, fill=colours['fill'])
    bottom, spine, foot = box.bottom, x + SPINE, box.bottom
    for following in entry.entries:
        top = bottom + GAP
        if not way.answers:
            answer = _answer(way, following.lead, way.right - x - way.indent)
            sheet.write_lines(x + way.indent, top + 0.6, answer)
            top += height_of(answer) + 2.2
        below, bottom = _draw(sheet, following, x + way.indent, top, way)
        level = below.y + PAD - 0.2 + CAP / 2  # of its first line
        _branch(sheet, (spine, foot, level), below, following.lead, way)
        foot = level - 2
    return box, bottom


def _room(way: _Way, x: float) -> float:
    return min(WIDEST, way.right - x) - 2 * PAD


def _answer(way: _Way, text: str, width: float) -> list[Line]:
    return [Line(line, SMALL, 600, 'pine') for line in wrapped(way.style, text, width, SMALL, 600)]


def _branch(sheet: Sheet, line: tuple[float, float, float], box: Box, answer: str, way: _Way) -> None:
    """Draw the line from a question down to the level of a box, and into it."""
    spine, top, level = line
    end = (box.x - 0.6, level)
    if not way.answers:
        sheet.arrow((spine, top), (spine, level), end)
        return
    before = box.x - 4.6 - way.style.width_of(answer, SMALL, 600)
    sheet.arrow((spine, top), (spine, level), (before - 0.9, level), head=False)
    sheet.write(before, level + CAP / 2, Line(answer, SMALL, 600, 'pine'))
    sheet.arrow((box.x - 3.9, level), end)
