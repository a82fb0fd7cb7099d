"""What a page puts on paper, as ``publishing.pdf.preflight.walk`` finds it; and the little geometry that takes.

Boxes are (left, bottom, right, top) in points, in the page's own space.
"""

from dataclasses import dataclass, field
from math import inf

from publishing.pdf.preflight.colours import Colour
from publishing.pdf.preflight.fonts import Font

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-inf, -inf, inf, inf)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing painted.

    :param kind: ``text``, ``stroke``, ``fill``, ``image``, ``mask`` or ``shading``.
    :param size: type size or line width in points; resolution of an image in pixels per inch.
    :param is_plain: whether it is a straight upright or level line, or a rectangle.
    """

    kind: str
    box: Box
    colour: Colour
    size: float = 0.0
    is_plain: bool = False
    bits: int = 8

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass
class Painted:
    """Everything one page paints; ``transparency`` names what lets something shine through."""

    marks: list[Mark] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    transparency: set[str] = field(default_factory=set)


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies ``one`` first and ``other`` next."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def around(points, matrix: Matrix = IDENTITY) -> Box:
    """Return the box around ``points`` after ``matrix``."""
    a, b, c, d, e, f = matrix
    xs, ys = [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def common(one: Box, other: Box) -> Box:
    """Return what two boxes share; its right or upper side lies before the other where that is nothing."""
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def corners(left: float, bottom: float, right: float, top: float) -> tuple[tuple[float, float], ...]:
    return ((left, bottom), (right, bottom), (left, top), (right, top))
