"""Lay out steps: numbered boxes in rows, or one below the other, as a cycle has them too on a narrow sheet."""

from collections.abc import Sequence

from publishing.figures.diagram_layout import (
    PAD,
    Diagram,
    Line,
    Sheet,
    height_of,
    inks,
    number_line,
    set_lines,
    widest_word,
)
from publishing.figures.diagram_source import Entry
from publishing.figures.svg import Style

GAP = 9.0  # between boxes of a row, for the arrow
ROW_GAP = 8.5
BELOW = 5.6  # between boxes that stand one below the other
BESIDE = 7.0  # room of the number beside the words


def draw_steps(diagram: Diagram, style: Style) -> Sheet:
    """Draw the steps in rows of as many as their longest word allows, at most four."""
    if diagram.narrow:
        return draw_column(diagram, style, returns=False)
    texts = [(entry.text, 600) for entry in diagram.entries]
    texts += [(note.text, 400) for entry in diagram.entries for note in entry.entries]
    longest = max(widest_word(style, [text], weight) for text, weight in texts)
    many = 4 if diagram.width > 150 else 3
    while many > 1 and (diagram.width - GAP * (many - 1)) / many - 2 * PAD < longest:
        many -= 1
    if many == 1:
        return draw_column(diagram, style, returns=False)
    return _rows(diagram, style, min(many, len(diagram.entries)))


def _words(entry: Entry, style: Style, width: float, colours: dict[str, str]) -> list[Line]:
    lines = set_lines(style, entry.text, width, weight=600, colour=colours['text'])
    for number, note in enumerate(entry.entries):
        lines += set_lines(style, note.text, width, colour=colours['note'], lead=5.0 if not number else 0)
    return lines


def _rows(diagram: Diagram, style: Style, many: int) -> Sheet:
    sheet = Sheet(style, diagram.width)
    width = (diagram.width - GAP * (many - 1)) / many
    rows = [diagram.entries[start : start + many] for start in range(0, len(diagram.entries), many)]
    y, number, before = 0.0, 0, None
    for row in rows:
        texts = []
        for place, entry in enumerate(row):
            colours = inks(entry)
            lines = [number_line(number + place + 1, colours['number'])]
            first, *others = _words(entry, style, width - 2 * PAD, colours)
            texts.append((colours['fill'], [*lines, Line(first.text, first.size, 600, first.colour, 4.8), *others]))
        height = max(height_of(lines) for _fill, lines in texts) + 2 * PAD + 0.4
        for place, (fill, lines) in enumerate(texts):
            # The words of a row begin at one height, whatever they are.
            box = sheet.box(place * (width + GAP), y, width, height, lines, fill=fill, top=True)
            if before and place:
                sheet.arrow((before.right + 1, before.middle[1]), (box.x - 1, box.middle[1]))
            elif before:
                between = y - ROW_GAP / 2
                sheet.arrow(
                    (before.middle[0], before.bottom + 1),
                    (before.middle[0], between),
                    (box.middle[0], between),
                    (box.middle[0], y - 1),
                )
            before, number = box, number + 1
        y += height + ROW_GAP
    sheet.height = y - ROW_GAP + 0.2
    return sheet


def draw_column(diagram: Diagram, style: Style, *, returns: bool) -> Sheet:
    """Draw the steps one below the other; with ``returns`` an arrow leads back from the last to the first."""
    sheet = Sheet(style, diagram.width)
    left = 6.5 if returns else 0.0
    width, y = diagram.width - left, 0.0
    if diagram.centre:
        lines = set_lines(style, diagram.centre, width, weight=600, colour='slate')
        sheet.write_lines(left, 0.6, lines)
        y = height_of(lines) + 3
    boxes = []
    for number, entry in enumerate(diagram.entries, start=1):
        colours = inks(entry)
        lines = _words(entry, style, width - 2 * PAD - BESIDE, colours)
        height = height_of(lines) + 2 * PAD + 0.6
        box = sheet.box(left, y, width, height, lines, fill=colours['fill'], inset=PAD + BESIDE)
        mark = number_line(number, colours['number'])
        box.words.append(sheet.write(left + PAD, box.words[0][3] + 0.3, mark))
        if boxes:
            x = left + PAD + 2
            sheet.arrow((x, boxes[-1].bottom + 0.8), (x, y - 0.8))
        boxes.append(box)
        y += height + BELOW
    if returns:
        _return(sheet, boxes)
    sheet.height = y - BELOW + 0.2
    return sheet


def _return(sheet: Sheet, boxes: Sequence) -> None:
    first, last = boxes[0].middle[1], boxes[-1].middle[1]
    x = boxes[0].x - 1
    sheet.arrow((x, last), (0.6, last), (0.6, first), (x, first))
