"""Set the names on a map: each where its author wants it, or as near as it stands free."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from publishing.figures.svg import Drawing, Style

Box = tuple[float, float, float, float]

#: Size in points, weight, italic, colour of each kind of name.
FACES = {
    'city': (9.0, 600, False, 'text'),
    'town': (8.5, 400, False, 'text'),
    'crossing': (8.0, 400, True, 'brick'),
    'region': (10.5, 600, False, 'slate'),
    'country': (9.5, 400, False, 'slate'),
    'sea': (9.0, 400, True, 'sea'),
}
POINTS = ('city', 'town', 'crossing')
ORDER = ('city', 'town', 'crossing', 'region', 'sea', 'country')
MARK = {'city': 1.15, 'town': 0.85, 'crossing': 0.95}


@dataclass(frozen=True)
class Name:
    """A name and where it belongs; ``colour`` overrides its kind's."""

    kind: str
    text: str
    x: float
    y: float
    anchor: str = 'right'
    colour: str = ''

    def at(self, x: float, y: float) -> 'Name':
        """Return the same name at another place."""
        return dataclasses.replace(self, x=x, y=y)

    def draw_mark(self, drawing: Drawing) -> None:
        """Draw the dot of a town or the square of a crossing; areas have none."""
        if self.kind == 'crossing':
            r = MARK['crossing']
            ring = [
                (self.x, self.y - r * 1.3),
                (self.x + r * 1.3, self.y),
                (self.x, self.y + r * 1.3),
                (self.x - r * 1.3, self.y),
                (self.x, self.y - r * 1.3),
            ]
            drawing.area([ring], 'paper', 'brick', 1.0)
        elif self.kind in POINTS:
            drawing.circle(self.x, self.y, MARK[self.kind], 'text', 'paper', 0.5)


@dataclass(frozen=True)
class Setting:
    """One way to set a name: its lines, alignment, position of the first baseline, and how unwelcome it is."""

    lines: tuple[str, ...]
    align: str
    x: float
    y: float
    cost: float

    def box(self, style: Style, face: tuple) -> Box:
        """Return left, top, right, bottom."""
        size, weight, italic, _colour = face
        width = max(style.width_of(line, size, weight, italic) for line in self.lines)
        left = self.x - {'left': 0, 'center': 0.5, 'right': 1}[self.align] * width
        em = size / 72 * 25.4
        return left, self.y - 0.68 * em, left + width, self.y + (len(self.lines) - 1) * em * 1.15 + 0.24 * em


def place_names(
    drawing: Drawing,
    names: Sequence[Name],
    lines: Sequence[LineString],
    taken: Sequence[Box],
    grounds: Mapping[str, BaseGeometry],
) -> list[tuple[Name, Box]]:
    """Write ``names``; return where each one stands.

    :param lines: coasts and borders, which a name should rather not cross.
    :param taken: places where no name may stand.
    :param grounds: where names of a kind belong: seas on water, countries on land.
    """
    marks = [(name.x - 1.3, name.y - 1.3, name.x + 1.3, name.y + 1.3) for name in names if name.kind in POINTS]
    boxes, written = [*taken, *marks], []
    for name in sorted(names, key=lambda name: ORDER.index(name.kind)):
        face = FACES[name.kind]
        best = _best(
            _settings(name, drawing.style),
            lambda setting, face=face: setting.box(drawing.style, face),
            boxes,
            lines,
            grounds.get(name.kind),
            (drawing.width, drawing.height),
        )
        size, weight, italic, colour = face
        for number, line in enumerate(best.lines):
            drawing.text(
                best.x,
                best.y + number * size / 72 * 25.4 * 1.15,
                line,
                size=size,
                weight=weight,
                italic=italic,
                align=best.align,
                colour=name.colour or colour,
            )
        written.append((name, best.box(drawing.style, face)))
        boxes.append(written[-1][1])
    return written


def _settings(name: Name, style: Style) -> Iterator[Setting]:
    """Offer ways to set a name, the wanted one first."""
    size, weight, _italic, _colour = FACES[name.kind]
    half = size / 72 * 25.4 * 0.24
    if name.kind not in POINTS:
        for widest in (200, 30, 16):
            lines = tuple(style.wrapped(name.text, widest, size, weight))
            top = half - (len(lines) - 1) * size / 72 * 25.4 * 1.15 / 2
            for dx, dy in itertools.product(range(-14, 15, 2), repeat=2):
                yield Setting(
                    lines, 'center', name.x + dx, name.y + dy + top, (abs(dx) + abs(dy)) * 0.4 + (len(lines) - 1) * 0.3
                )
        return
    gap = MARK[name.kind] + 1.0
    sides = {
        'right': ('left', name.x + gap, name.y + half),
        'left': ('right', name.x - gap, name.y + half),
        'top': ('center', name.x, name.y - gap - 0.2),
        'bottom': ('center', name.x, name.y + gap + 2.2 * half),
    }
    for side, (align, x, y) in sides.items():
        for shift in (0, -1.4, 1.4) if side in ('left', 'right') else (0,):
            yield Setting((name.text,), align, x, y + shift, (0 if side == name.anchor else 3) + abs(shift) * 0.8)


def _best(
    settings: Iterator[Setting],
    box_of: Callable[[Setting], Box],
    boxes: Sequence[Box],
    lines: Sequence[LineString],
    ground: BaseGeometry | None,
    sheet: tuple[float, float],
) -> Setting:
    """Return the first of the cheapest settings; what lies on the map costs most time to know and is asked last."""
    best, least = None, inf
    for setting in settings:
        own = box_of(setting)
        cost = setting.cost + _crowding(own, boxes, sheet)
        if cost < least and (cost := cost + _ground_cost(own, lines, ground)) < least:
            best, least = setting, cost
    return best


def _crowding(own: Box, boxes: Sequence[Box], sheet: tuple[float, float]) -> float:
    """Return how bad it would be to write in ``own`` for the sheet's edges and what stands on it."""
    left, top, right, bottom = own
    outside = max(0, 1 - left) + max(0, 1 - top) + max(0, right - sheet[0] + 1) + max(0, bottom - sheet[1] + 1)
    overlap = sum(
        max(0, min(right, other[2]) - max(left, other[0]) + 0.6)
        * max(0, min(bottom, other[3]) - max(top, other[1]) + 0.4)
        for other in boxes
    )
    return 60 * outside + 12 * overlap


def _ground_cost(own: Box, lines: Sequence[LineString], ground: BaseGeometry | None) -> float:
    """Return how bad it would be to write in ``own`` for the lines it crosses and the ground it belongs on."""
    area = box(*own)
    crossed = sum(line.intersection(area).length for line in lines if line.intersects(area))
    astray = 1 - area.intersection(ground).area / area.area if ground else 0
    return 12 * astray + 0.8 * crossed
