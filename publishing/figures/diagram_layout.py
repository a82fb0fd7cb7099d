"""What all kinds of diagrams share: boxes that grow with their words, and arrows between them.

Numbers are millimetres. Sea and amber belong to regions and countries (columns, lanes); what belongs to nobody is pine.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from publishing.figures.chart_layout import CAP, LINE, SIZE, UNIT_SIZE
from publishing.figures.diagram_source import Entry
from publishing.figures.svg import Drawing, Point, Style

PAD = 2.6  # between a box's edge and its words
RADIUS = 0.9
HEAD, HALF_HEAD = 2.1, 0.95  # of an arrow
#: Below this width there is no room for boxes side by side.
NARROW = 100.0
ACCENT = 'pine'
SMALL = UNIT_SIZE


@dataclass(frozen=True)
class Diagram:
    """What is to be drawn, in the reader's language."""

    width: float
    entries: Sequence[Entry]
    columns: Sequence[str] = ()
    colours: Sequence[str] = ()  # of the columns; of the lanes of a timeline
    x_label: str = ''
    centre: str = ''
    month: Callable[[int], tuple[str, str]] | None = None  # name and year of a month, where times are months

    @property
    def narrow(self) -> bool:
        """Whether boxes stand one below the other."""
        return self.width < NARROW


class WordTooWideError(Exception):
    """A word does not fit into its box."""

    def __init__(self, word: str, text: str, room: float) -> None:
        self.word, self.text, self.room = word, text, room
        super().__init__(word)


@dataclass(frozen=True)
class Line:
    """One line of words; ``lead`` is the distance from the baseline before."""

    text: str
    size: float = SIZE
    weight: int = 400
    colour: str = 'text'
    lead: float = LINE


@dataclass
class Box:
    """A box that has been drawn, with the places of its words (left, top, right, baseline, text)."""

    x: float
    y: float
    width: float
    height: float
    words: list[tuple[float, float, float, float, str]] = field(default_factory=list)

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def wrapped(style: Style, text: str, width: float, size: float = SIZE, weight: int = 400) -> list[str]:
    """Return ``text`` in lines of at most ``width``; a word that is wider breaks behind "-", "/" or a soft hyphen.

    :raises WordTooWideError: if a word cannot be broken so.
    """
    words = []
    for word in text.split(' '):
        bare = word.replace('\u00ad', '')
        words += [bare] if style.width_of(bare, size, weight) <= width else _broken(style, word, width, size, weight)
    for word in words:
        if style.width_of(word, size, weight) > width:
            raise WordTooWideError(word, text, width)
    return style.wrapped(' '.join(words), width, size, weight)


def _broken(style: Style, word: str, width: float, size: float, weight: int) -> list[str]:
    """Return a word in pieces, as few as possible."""
    pieces = ['']
    for part in re.findall(r'[^-–/\u00ad]*[-–/\u00ad]|[^-–/\u00ad]+', word):
        longer = pieces[-1].replace('\u00ad', '') + part.replace('\u00ad', '-')
        if pieces[-1] and style.width_of(longer, size, weight) > width:
            pieces.append(part)
        else:
            pieces[-1] += part
    return [piece[:-1].replace('\u00ad', '') + piece[-1].replace('\u00ad', '-') for piece in pieces]


def set_lines(
    style: Style,
    text: str,
    width: float,
    *,
    size: float = SIZE,
    weight: int = 400,
    colour: str = 'text',
    lead: float = 0,
) -> list[Line]:
    """Return ``text`` in lines; ``lead`` is the distance of the first from what stands above, if not the usual."""
    usual = LINE * size / SIZE if size > SIZE else LINE
    return [
        Line(line, size, weight, colour, lead if lead and not number else usual)
        for number, line in enumerate(wrapped(style, text, width, size, weight))
    ]


def cap(line: Line) -> float:
    """Return the height of a capital."""
    return CAP * line.size / SIZE


def height_of(lines: Sequence[Line]) -> float:
    """Return the height from the top of the first line's capitals to the last baseline."""
    return cap(lines[0]) + sum(line.lead for line in lines[1:])


def widest(style: Style, lines: Sequence[Line]) -> float:
    """Return the width of the longest line."""
    return max(style.width_of(line.text, line.size, line.weight) for line in lines)


def widest_word(style: Style, texts: Sequence[str], weight: int = 400) -> float:
    """Return the width of the longest word."""
    words = {word for text in texts for word in text.replace('\u00ad', '').split(' ')}
    return max((style.width_of(word, SIZE, weight) for word in words), default=0)


class Sheet(Drawing):
    """A drawing of boxes and arrows, which keeps where they are."""

    def __init__(self, style: Style, width: float) -> None:
        super().__init__(style, width)
        self.boxes: list[Box] = []
        self.arrows: list[tuple[Sequence[Point], bool]] = []  # with whether it has a head
        self.words: list[tuple[float, float, float, float, str]] = []

    def write(self, x: float, y: float, line: Line, align: str = 'left') -> tuple[float, float, float, float, str]:
        """Write one line with its baseline at ``y``; return its place."""
        self.text(x, y, line.text, size=line.size, weight=line.weight, align=align, colour=line.colour)
        wide = self.style.width_of(line.text, line.size, line.weight)
        left = x - {'left': 0, 'center': 0.5, 'right': 1}[align] * wide
        place = (left, y - cap(line), left + wide, y, line.text)
        self.words.append(place)
        return place

    def write_lines(self, x: float, top: float, lines: Sequence[Line], align: str = 'left') -> list[tuple]:
        """Write lines, the capitals of the first at ``top``; return their places."""
        y, places = top + cap(lines[0]), []
        for number, line in enumerate(lines):
            y += line.lead if number else 0
            places.append(self.write(x, y, line, align))
        return places

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        lines: Sequence[Line],
        *,
        fill: str = 'sand',
        bar: str = '',
        align: str = 'left',
        inset: float = PAD,
        top: bool = False,
    ) -> Box:
        """Draw a box with its words in the middle of its height, or at its top; ``bar`` colours its left edge."""
        self.area([rounded_box(x, y, width, height)], fill)
        if bar:
            self.rectangle(x, y, 0.9, height, bar)
        place = {'left': x + inset, 'center': x + width / 2}[align]
        first = y + (PAD if top else (height - height_of(lines)) / 2)
        words = self.write_lines(place, first, lines, align)
        self.boxes.append(Box(x, y, width, height, words))
        return self.boxes[-1]

    def arrow(self, *points: Point, colour: str = 'slate', head: bool = True) -> None:
        """Draw an arrow along ``points`` with round corners; its tip is the last."""
        self.arrows.append((points, head))
        path = list(points)
        (x, y), (before_x, before_y) = path[-1], path[-2]
        length = math.hypot(x - before_x, y - before_y) or 1
        across, down = (x - before_x) / length, (y - before_y) / length
        if head:
            path[-1] = (x - across * HEAD * 0.8, y - down * HEAD * 0.8)
        self.line(rounded_path(path, 1.4), colour, 0.7)
        if head:
            foot_x, foot_y = x - across * HEAD, y - down * HEAD
            wing = (down * HALF_HEAD, -across * HALF_HEAD)
            ring = [(x, y), (foot_x + wing[0], foot_y + wing[1]), (foot_x - wing[0], foot_y - wing[1]), (x, y)]
            self.area([ring], colour)


def inks(entry: Entry, colour: str = ACCENT, fill: str = 'sand') -> dict[str, str]:
    """Return fill and colours of the words of a box; one that the author made bold is filled."""
    if entry.strong:
        return {'fill': colour, 'text': 'paper', 'note': 'paper', 'number': 'paper'}
    return {'fill': fill, 'text': 'text', 'note': 'text', 'number': colour}


def _arc(x: float, y: float, radius: float, start: float) -> list[Point]:
    """Return a quarter of a circle, clockwise from ``start`` degrees."""
    return [
        (x + radius * math.cos(math.radians(angle)), y + radius * math.sin(math.radians(angle)))
        for angle in (start, start + 30, start + 60, start + 90)
    ]


def rounded_box(x: float, y: float, width: float, height: float) -> list[Point]:
    """Return a rectangle with round corners."""
    right, bottom, radius = x + width, y + height, min(RADIUS, height / 2)
    ring = [
        *_arc(right - radius, y + radius, radius, -90),
        *_arc(right - radius, bottom - radius, radius, 0),
        *_arc(x + radius, bottom - radius, radius, 90),
        *_arc(x + radius, y + radius, radius, 180),
    ]
    return [*ring, ring[0]]


def rounded_path(points: Sequence[Point], radius: float) -> list[Point]:
    """Return a path whose corners are round."""
    path = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        lengths = [math.dist(corner, other) for other in (before, after)]
        reach = min(radius, *(length / 2 for length in lengths))
        if not reach:
            continue
        ends = [
            (corner[0] + (other[0] - corner[0]) * reach / length, corner[1] + (other[1] - corner[1]) * reach / length)
            for other, length in zip((before, after), lengths, strict=True)
        ]
        for share in (0, 0.25, 0.5, 0.75, 1):
            weights = ((1 - share) ** 2, 2 * share * (1 - share), share**2)
            bend = (ends[0], corner, ends[1])
            path.append(tuple(sum(w * point[axis] for w, point in zip(weights, bend, strict=True)) for axis in (0, 1)))
    return [*path, points[-1]]


def number_line(number: int, colour: str) -> Line:
    """Return the number of a step."""
    return Line(str(number), 11.0, 600, colour)
