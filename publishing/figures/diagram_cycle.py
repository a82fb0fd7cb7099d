"""Lay out a cycle: boxes on an oval ring, clockwise from the top, with arrows along the ring."""

import math
from collections.abc import Sequence

from publishing.figures.diagram_layout import (
    HALF_HEAD,
    HEAD,
    PAD,
    Box,
    Diagram,
    Line,
    Sheet,
    height_of,
    inks,
    number_line,
    set_lines,
    widest_word,
)
from publishing.figures.diagram_steps import draw_column
from publishing.figures.svg import Point, Style

LEAST_ARC = 7.0  # of an arrow
STEP = 0.5  # degrees


def draw_cycle(diagram: Diagram, style: Style) -> Sheet:
    """Draw the ring, or on a narrow sheet boxes below each other and an arrow back."""
    texts = [entry.text for entry in diagram.entries]
    widths = [width for width in (34.0, 38.0, 42.0) if width - 2 * PAD >= widest_word(style, texts, 600)]
    if diagram.narrow or not widths:
        return draw_column(diagram, style, returns=True)
    sheet, width = Sheet(style, diagram.width), widths[0]
    labels = []
    for number, entry in enumerate(diagram.entries, start=1):
        colours = inks(entry)
        words = set_lines(style, entry.text, width - 2 * PAD, weight=600, colour=colours['text'])
        first = Line(words[0].text, words[0].size, 600, words[0].colour, 4.8)
        labels.append((colours['fill'], [number_line(number, colours['number']), first, *words[1:]]))
    heights = [height_of(lines) + 2 * PAD for _fill, lines in labels]
    across, down = (min(diagram.width, 130.0) - width) / 2, 24.0
    while not _apart(_places(diagram.width, across, down, width, heights), across, down, diagram.width):
        down += 1.0
    places = _places(diagram.width, across, down, width, heights)
    shift = -min(place.y for place in places)
    boxes = []
    for place, (fill, lines) in zip(places, labels, strict=True):
        boxes.append(sheet.box(place.x, place.y + shift, width, place.height, lines, fill=fill, align='center'))
    middle = (diagram.width / 2, shift)
    for way in _ways(boxes, across, down, middle):
        _curve(sheet, way)
    if diagram.centre:
        room = 2 * (across - width / 2) - 8
        lines = set_lines(style, diagram.centre, max(room, 20), size=10.5, weight=600, colour='slate')
        sheet.write_lines(middle[0], middle[1] - height_of(lines) / 2, lines, 'center')
    sheet.height = max(box.bottom for box in boxes) + 0.2
    return sheet


def _point(angle: float, across: float, down: float, middle: Point) -> Point:
    """Return a point of the ring, ``angle`` degrees clockwise from the top."""
    turned = math.radians(angle - 90)
    return middle[0] + across * math.cos(turned), middle[1] + down * math.sin(turned)


def _places(width: float, across: float, down: float, wide: float, heights: Sequence[float]) -> list[Box]:
    """Return where the boxes stand round (width / 2, 0)."""
    found = []
    for number, height in enumerate(heights):
        x, y = _point(360 * number / len(heights), across, down, (width / 2, 0))
        found.append(Box(x - wide / 2, y - height / 2, wide, height))
    return found


def _apart(boxes: Sequence[Box], across: float, down: float, width: float) -> bool:
    """Whether no boxes touch, and each arrow is long enough to be seen."""
    for number, one in enumerate(boxes):
        for two in boxes[number + 1 :]:
            if one.x < two.right and two.x < one.right and one.y < two.bottom + 5 and two.y < one.bottom + 5:
                return False
    ways = _ways(boxes, across, down, (width / 2, 0))
    return all(sum(math.dist(a, b) for a, b in zip(way, way[1:], strict=False)) >= LEAST_ARC for way in ways)


def _ways(boxes: Sequence[Box], across: float, down: float, middle: Point) -> list[list[Point]]:
    """Return the part of the ring between each box and the next."""
    found, part = [], 360 / len(boxes)
    for number, one in enumerate(boxes):
        two = boxes[(number + 1) % len(boxes)]
        angles = [number * part + STEP * place for place in range(int(part / STEP) + 1)]
        points = [_point(angle, across, down, middle) for angle in angles]
        found.append([point for point in points if not _inside(point, one) and not _inside(point, two)])
    return found


def _inside(point: Point, box: Box, margin: float = 1.0) -> bool:
    x, y = point
    return box.x - margin < x < box.right + margin and box.y - margin < y < box.bottom + margin


def _curve(sheet: Sheet, way: Sequence[Point]) -> None:
    """Draw an arrow along points that are near each other."""
    tip = way[-1]
    foot = next(point for point in reversed(way) if math.dist(point, tip) >= HEAD)
    length = math.dist(foot, tip)
    across, down = (tip[0] - foot[0]) / length, (tip[1] - foot[1]) / length
    wing = (down * HALF_HEAD, -across * HALF_HEAD)
    sheet.arrows.append((way, True))
    sheet.line([*way[: way.index(foot) + 1]], 'slate', 0.7)
    sheet.area([[tip, (foot[0] + wing[0], foot[1] + wing[1]), (foot[0] - wing[0], foot[1] - wing[1]), tip]], 'slate')
