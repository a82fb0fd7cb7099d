"""Lay out levels: rows from the highest to the lowest, two sides, what belongs together joined across."""

from collections.abc import Sequence

from publishing.figures.diagram_layout import PAD, Box, Diagram, Line, Sheet, height_of, inks, set_lines, widest_word
from publishing.figures.diagram_source import Entry
from publishing.figures.svg import Style

GAP = 7.0  # between levels
STACK = 1.4  # between boxes of one cell
LINK = 5.0  # the least length of the line on each side of a level's name


def draw_levels(diagram: Diagram, style: Style) -> Sheet:
    """Draw both sides; the name of a level stands between them, or above them on a narrow sheet."""
    sheet = Sheet(style, diagram.width)
    names = [entry.text for entry in diagram.entries]
    middle = 8.0 if diagram.narrow else min(max(widest_word(style, names, 600) + 2 * LINK + 2, 26.0), 40.0)
    width = (diagram.width - middle) / 2
    lefts = (0.0, diagram.width - width)
    heads = [
        set_lines(style, name, width, weight=600, colour=colour)
        for name, colour in zip(diagram.columns, diagram.colours, strict=True)
    ]
    y = max(height_of(lines) for lines in heads) + 2.4
    for left, lines, colour in zip(lefts, heads, diagram.colours, strict=True):
        sheet.write_lines(left, y - 2.0 - height_of(lines), lines)
        sheet.line([(left, y), (left + width, y)], colour, 1.6)
    y += 4.2 if diagram.narrow else 3.0
    lasts: list[Box | None] = [None, None]
    for entry in diagram.entries:
        y = _level(sheet, diagram, entry, (y, width, lefts), lasts) + GAP
    sheet.height = y - GAP + 0.2
    return sheet


def _level(sheet: Sheet, diagram: Diagram, entry: Entry, where: tuple, lasts: list[Box | None]) -> float:
    """Draw one level; return where it ends. ``lasts`` are the lowest boxes so far."""
    (y, width, lefts), style = where, sheet.style
    name_width = diagram.width - 16 if diagram.narrow else diagram.width - 2 * width - 2 * LINK
    name = set_lines(style, entry.text, name_width, weight=600, colour='slate')
    if diagram.narrow:
        sheet.write_lines(diagram.width / 2, y - 1.0, name, 'center')
        y += height_of(name) + 1.6
    cells = [[_text(style, one, width, diagram) for one in entry.entries if one.column == side] for side in (0, 1)]
    heights = [sum(height_of(lines) + 2 * PAD for _one, lines in cell) + STACK * (len(cell) - 1) for cell in cells]
    tall = max(heights)
    firsts: list[Box | None] = [None, None]
    for side, cell in enumerate(cells):
        top, spare = y, (tall - heights[side]) / max(len(cell), 1)
        for one, lines in cell:
            colours = inks(one, diagram.colours[side])
            height = height_of(lines) + 2 * PAD + spare
            bar = diagram.colours[side]
            box = sheet.box(lefts[side], top, width, height, lines, fill=colours['fill'], bar=bar, inset=PAD + 0.6)
            if not firsts[side]:
                firsts[side] = box
                if lasts[side]:
                    _down(sheet, lasts[side], box, diagram, height_of(name) if diagram.narrow else 0)
            lasts[side] = box
            top += height + STACK
    _across(sheet, [] if diagram.narrow else name, all(firsts), (y + tall / 2, width, lefts))
    return y + tall


def _text(style: Style, entry: Entry, width: float, diagram: Diagram) -> tuple[Entry, list[Line]]:
    colours = inks(entry, diagram.colours[entry.column])
    return entry, set_lines(style, entry.text, width - 2 * PAD - 0.6, colour=colours['text'])


def _down(sheet: Sheet, above: Box, below: Box, diagram: Diagram, name: float) -> None:
    """Join two levels of one side, beside the level's name where that stands between the two."""
    x = above.middle[0]
    if name:
        x = above.x + 4 if above.x < 1 else above.right - 4
    sheet.arrow((x, above.bottom + 0.6), (x, below.y - 0.6))


def _across(sheet: Sheet, name: Sequence[Line], joined: bool, where: tuple) -> None:
    """Join both sides through the name of the level."""
    y, width, lefts = where
    left, right, middle = lefts[0] + width + 0.8, lefts[1] - 0.8, sheet.width / 2
    if not name:
        if joined:
            sheet.line([(left, y), (right, y)], 'slate', 1.0, (0.01, 2.1))
        return
    sheet.write_lines(middle, y - height_of(name) / 2, name, 'center')
    half = max(sheet.style.width_of(line.text, line.size, line.weight) for line in name) / 2 + 1.2
    if joined:
        sheet.line([(left, y), (middle - half, y)], 'slate', 1.0, (0.01, 2.1))
        sheet.line([(middle + half, y), (right, y)], 'slate', 1.0, (0.01, 2.1))
