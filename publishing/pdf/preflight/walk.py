"""Walk the content streams of a PDF as a press would: pages, form XObjects, patterns, inline images.

The walk keeps the transformation matrix, the clip (its bounding box) and the graphics state, and notes every
text, line, area and image with its place, colour and size (``publishing.pdf.preflight.marks``).
"""

from dataclasses import dataclass, replace
from math import hypot, inf, sqrt

import pikepdf

from publishing.pdf.preflight.colours import BLACK, PATTERN, Colour, Space, first_colour, numbers, read_space
from publishing.pdf.preflight.fonts import Font
from publishing.pdf.preflight.marks import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Mark,
    Matrix,
    Painted,
    around,
    common,
    corners,
    times,
)
from publishing.pdf.preflight.operators import OPERATORS

ASCENT, DESCENT = 0.7, -0.2  # of the type size: where letters reach to
DEEPEST = 20  # forms in forms


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_pattern: object = None
    stroke_pattern: object = None
    line_width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    rendering: int = 0


@dataclass(slots=True)
class _Path:
    points: list[tuple[float, float]]
    is_rectangle: bool = False


class Walker:
    """Walks the pages of one PDF; fonts and streams are read once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple, Font] = {}
        self._streams: dict[tuple, list] = {}

    def page(self, page: pikepdf.Page) -> Painted:
        """Return everything ``page`` paints."""
        painted = Painted()
        if '/Group' in page.obj:
            painted.transparency.add('transparency group of the page')
        media = tuple(float(value) for value in page.mediabox)
        _Stream(self, painted, page.resources, _State(clip=media), 0).run(pikepdf.parse_content_stream(page))
        return painted

    def font(self, value) -> Font:
        """Return what is known of a font; each is read once."""
        key = value.objgen
        if key == (0, 0):
            return Font.read(value)
        if key not in self._fonts:
            self._fonts[key] = Font.read(value)
        return self._fonts[key]

    def parsed(self, stream) -> list:
        """Return the instructions of a form or pattern."""
        key = stream.objgen
        if key not in self._streams:
            self._streams[key] = pikepdf.parse_content_stream(stream)
        return self._streams[key]


class _Stream:
    """One run through one content stream."""

    def __init__(self, walker: Walker, painted: Painted, resources, state: _State, depth: int) -> None:
        self.walker, self.painted, self.resources, self.depth = walker, painted, resources, depth
        self.state, self.base = state, state.ctm
        self.saved: list[_State] = []
        self.paths: list[_Path] = []
        self.clips = False
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY

    def run(self, instructions) -> None:
        for operands, operator in instructions:
            if act := OPERATORS.get(str(operator)):
                act(self, operands)

    # What is painted

    def mark(self, kind: str, box: Box, colour: Colour, **more) -> None:
        seen = common(box, self.state.clip)
        # What the clip leaves no width is not printed; what has none by itself is, as thin as the press can.
        if all(
            seen[side + 2] - seen[side] > (0.001 if box[side + 2] - box[side] > 0.001 else -0.001) for side in (0, 1)
        ):
            self.painted.marks.append(Mark(kind, seen, colour, **more))

    def paint(self, fill: bool, stroke: bool) -> None:
        """Note the current path: each line of its own, an area as a whole unless it is made of rectangles."""
        state = self.state
        paths = [path for path in self.paths if path.points]
        if fill:
            rectangles = all(path.is_rectangle for path in paths)
            for points in [path.points for path in paths] if rectangles else [_joined(paths)]:
                if points:
                    self._area('fill', around(points), state.fill, state.fill_pattern, is_plain=rectangles)
        if stroke:
            width = state.line_width * _scale(state.ctm)
            for path in paths:
                left, bottom, right, top = around(path.points)
                is_line = len(path.points) == 2 and (left == right or bottom == top)
                half = width / 2
                self._area(
                    'stroke',
                    (left - half, bottom - half, right + half, top + half),
                    state.stroke,
                    state.stroke_pattern,
                    is_plain=is_line or path.is_rectangle,
                    size=width,
                )
        if self.clips and paths:
            state.clip = common(state.clip, around(_joined(paths)))
        self.paths, self.clips = [], False

    def _area(self, kind: str, box: Box, colour: Colour, pattern, **more) -> None:
        if pattern is None:
            self.mark(kind, box, colour, **more)
        elif '/Shading' in pattern:
            self.mark('shading', box, first_colour(read_space(pattern.Shading.get('/ColorSpace'), self.resources)))
        else:
            matrix = times(_matrix(pattern.get('/Matrix')), self.base)
            self._inside(pattern, replace(_State(), ctm=matrix, clip=common(box, self.state.clip)))

    def _inside(self, stream, state: _State) -> None:
        if self.depth < DEEPEST:
            resources = stream.get('/Resources', self.resources)
            _Stream(self.walker, self.painted, resources, state, self.depth + 1).run(self.walker.parsed(stream))

    def show(self, *pieces) -> None:
        """Paint one run of text and move behind it."""
        state = self.state
        if state.font is None:
            return
        width = 0.0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                width += state.font.width(bytes(piece), state.size, state.spacing, state.word_spacing)
            else:
                width -= float(piece) / 1000 * state.size
        width *= state.stretch
        matrix = times(self.text, state.ctm)
        if any(isinstance(piece, pikepdf.String) and state.font.has_ink(bytes(piece)) for piece in pieces):
            box = around(
                corners(
                    min(0, width), state.rise + DESCENT * state.size, max(0, width), state.rise + ASCENT * state.size
                ),
                matrix,
            )
            size = abs(state.size) * hypot(matrix[2], matrix[3])
            if state.rendering in (0, 2, 4, 6):
                self._area('text', box, state.fill, state.fill_pattern, size=size)
            if state.rendering in (1, 2, 5, 6):
                self._area('text', box, state.stroke, state.stroke_pattern, size=size)
            if state.rendering != 3:
                self.painted.fonts.setdefault(state.font.name, state.font)
        self.text = times((1, 0, 0, 1, width, 0), self.text)

    def draw_object(self, name) -> None:
        item = self.resources.get('/XObject', {}).get(str(name))
        if item is None:
            return
        if item.get('/Subtype') == pikepdf.Name.Form:
            if '/Group' in item:
                self.painted.transparency.add('transparency group')
            matrix = times(_matrix(item.get('/Matrix')), self.state.ctm)
            box = around(corners(*(float(value) for value in item.BBox)), matrix)
            self._inside(item, replace(self.state, ctm=matrix, clip=common(self.state.clip, box)))
        elif item.get('/Subtype') == pikepdf.Name.Image:
            if '/SMask' in item:
                self.painted.transparency.add('image with a soft mask')
            self.image(
                bool(item.get('/ImageMask', False)),
                int(item.Width),
                int(item.Height),
                int(item.get('/BitsPerComponent', 8)),
                item.get('/ColorSpace'),
            )

    def image(self, is_mask: bool, width: int, height: int, bits: int, space) -> None:
        ctm = self.state.ctm
        across, along = hypot(ctm[0], ctm[1]), hypot(ctm[2], ctm[3])
        resolution = 72 * min(width / across if across else inf, height / along if along else inf)
        box = around(corners(0, 0, 1, 1), ctm)
        if is_mask:
            self.mark('mask', box, self.state.fill, size=resolution, bits=1)
        else:
            self.mark('image', box, Colour(read_space(space, self.resources), ()), size=resolution, bits=bits)

    def inline_image(self, image) -> None:
        space = image.obj.get('/CS', image.obj.get('/ColorSpace')) if hasattr(image, 'obj') else None
        if space is None and image.colorspace:
            space = pikepdf.Name(image.colorspace)
        self.image(image.image_mask, image.width, image.height, image.bits_per_component, space)

    def set_state(self, name) -> None:
        values = self.resources.get('/ExtGState', {}).get(str(name), {})
        if '/LW' in values:
            self.state.line_width = float(values['/LW'])
        if '/Font' in values:
            self.state.font, self.state.size = self.walker.font(values['/Font'][0]), float(values['/Font'][1])
        for key in ('/ca', '/CA'):
            if float(values.get(key, 1)) < 1:
                self.painted.transparency.add(f'opacity {float(values[key]):g}')
        if isinstance(values.get('/SMask'), pikepdf.Dictionary):
            self.painted.transparency.add('soft mask')
        if str(values.get('/BM', '/Normal')) not in ('/Normal', '/Compatible'):
            self.painted.transparency.add(f'blend mode {values["/BM"]}')

    # The state

    def add_points(self, shape: str, operands) -> None:
        values = numbers(operands)
        if shape == 're':
            x, y, width, height = values
            found = corners(x, y, x + width, y + height)
        else:
            found = tuple(zip(values[::2], values[1::2], strict=True))
        a, b, c, d, e, f = self.state.ctm
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in found]
        if shape in ('m', 're') or not self.paths:
            self.paths.append(_Path(points, shape == 're'))
        else:
            self.paths[-1].points.extend(points)

    def next_line(self, x: float, y: float) -> None:
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def colour(self, which: str, colour: Colour, pattern=None) -> None:
        setattr(self.state, which, colour)
        setattr(self.state, f'{which}_pattern', pattern)

    def special_colour(self, which: str, operands) -> None:
        space = getattr(self.state, which).space
        pattern = None
        if len(operands) and isinstance(operands[-1], pikepdf.Name):
            pattern, space = self.resources.get('/Pattern', {}).get(str(operands[-1])), Space(PATTERN)
        self.colour(which, Colour(space, numbers(operands)), pattern)


def _matrix(value) -> Matrix:
    return IDENTITY if value is None else tuple(float(part) for part in value)


def _joined(paths: list[_Path]) -> list[tuple[float, float]]:
    return [point for path in paths for point in path.points]


def _scale(matrix: Matrix) -> float:
    """Return how much longer a line gets, as the mean over all directions."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
