"""What a page puts on paper, as ``publishing.pdf.preflight.walk`` finds it; boxes are in points of the page's space."""

from dataclasses import dataclass, field

from pikepdf import Rectangle

from publishing.pdf.preflight.colours import Colour
from publishing.pdf.preflight.fonts import Font


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing painted.

    :param kind: ``text``, ``stroke``, ``fill``, ``image``, ``mask`` or ``shading``.
    :param size: type size or line width in points; resolution of an image in pixels per inch.
    :param is_plain: whether it is a straight upright or level line, or a rectangle.
    """

    kind: str
    box: Rectangle
    colour: Colour
    size: float = 0.0
    is_plain: bool = False
    bits: int = 8


@dataclass
class Painted:
    """Everything one page paints; ``transparency`` names what lets something shine through."""

    marks: list[Mark] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    transparency: set[str] = field(default_factory=set)


def around(points: list[tuple[float, float]]) -> Rectangle:
    """Return the box around some points."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def grown(box: Rectangle, by: float) -> Rectangle:
    """Return a box that reaches further on every side; less far, where ``by`` is below 0."""
    return Rectangle(box.llx - by, box.lly - by, box.urx + by, box.ury + by)
