"""Walk the content streams of a PDF as a press would: pages, form XObjects, patterns, inline images.

The walk keeps the transformation matrix, the clip (its bounding box) and the graphics state, and notes every
text, line, area and image with its place, colour and size (``publishing.pdf.preflight.marks``). ``OPERATORS`` says
what each operator of a content stream does to it (ISO 32000-1, annex A).
"""

from dataclasses import dataclass, replace
from math import hypot, inf, sqrt

import pikepdf
from pikepdf import Matrix, Rectangle

from publishing.pdf.preflight.colours import (
    BLACK,
    CMYK,
    GREY,
    PATTERN,
    RGB,
    Colour,
    Space,
    first_colour,
    numbers,
    read_space,
)
from publishing.pdf.preflight.fonts import Font
from publishing.pdf.preflight.marks import Mark, Painted, around, grown

ASCENT, DESCENT = 0.7, -0.2  # of the type size: where letters reach to
DEEPEST = 20  # forms in forms
IDENTITY = Matrix()


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    clip: Rectangle = Rectangle(-inf, -inf, inf, inf)
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
        state = _State(clip=Rectangle(page.mediabox))
        _Stream(self, painted, page.resources, state, 0).run(pikepdf.parse_content_stream(page))
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

    def mark(self, kind: str, box: Rectangle, colour: Colour, **more) -> None:
        seen = box & self.state.clip
        # What the clip leaves no width is not printed; what has none by itself is, as thin as the press can.
        sides = (seen.width, box.width), (seen.height, box.height)
        if all(left > (0.001 if whole > 0.001 else -0.001) for left, whole in sides):
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
                box = around(path.points)
                is_line = len(path.points) == 2 and (box.llx == box.urx or box.lly == box.ury)
                self._area(
                    'stroke',
                    grown(box, width / 2),
                    state.stroke,
                    state.stroke_pattern,
                    is_plain=is_line or path.is_rectangle,
                    size=width,
                )
        if self.clips and paths:
            state.clip &= around(_joined(paths))
        self.paths, self.clips = [], False

    def _area(self, kind: str, box: Rectangle, colour: Colour, pattern, **more) -> None:
        if pattern is None:
            self.mark(kind, box, colour, **more)
        elif '/Shading' in pattern:
            self.mark('shading', box, first_colour(read_space(pattern.Shading.get('/ColorSpace'), self.resources)))
        else:
            matrix = Matrix(pattern.get('/Matrix', IDENTITY)) @ self.base
            self._inside(pattern, _State(ctm=matrix, clip=box & self.state.clip))

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
        matrix = self.text @ state.ctm
        if any(isinstance(piece, pikepdf.String) and state.font.has_ink(bytes(piece)) for piece in pieces):
            foot, head = (state.rise + part * state.size for part in (DESCENT, ASCENT))
            box = matrix.transform(Rectangle(min(0, width), foot, max(0, width), head))
            size = abs(state.size) * hypot(matrix.c, matrix.d)
            if state.rendering in (0, 2, 4, 6):
                self._area('text', box, state.fill, state.fill_pattern, size=size)
            if state.rendering in (1, 2, 5, 6):
                self._area('text', box, state.stroke, state.stroke_pattern, size=size)
            if state.rendering != 3:
                self.painted.fonts.setdefault(state.font.name, state.font)
        self.text = self.text.translated(width, 0)

    def draw_object(self, name) -> None:
        item = self.resources.get('/XObject', {}).get(str(name))
        if item is None:
            return
        if item.get('/Subtype') == pikepdf.Name.Form:
            if '/Group' in item:
                self.painted.transparency.add('transparency group')
            matrix = Matrix(item.get('/Matrix', IDENTITY)) @ self.state.ctm
            box = matrix.transform(Rectangle(item.BBox))
            self._inside(item, replace(self.state, ctm=matrix, clip=self.state.clip & box))
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
        across, along = hypot(ctm.a, ctm.b), hypot(ctm.c, ctm.d)
        resolution = 72 * min(width / across if across else inf, height / along if along else inf)
        box = ctm.transform(Rectangle(0, 0, 1, 1))
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
            found = ((x, y), (x + width, y), (x, y + height), (x + width, y + height))
        else:
            found = tuple(zip(values[::2], values[1::2], strict=True))
        points = [self.state.ctm.transform(point) for point in found]
        if shape in ('m', 're') or not self.paths:
            self.paths.append(_Path(points, shape == 're'))
        else:
            self.paths[-1].points.extend(points)

    def next_line(self, x: float, y: float) -> None:
        self.line = self.text = self.line.translated(x, y)

    def colour(self, which: str, colour: Colour, pattern=None) -> None:
        setattr(self.state, which, colour)
        setattr(self.state, f'{which}_pattern', pattern)

    def special_colour(self, which: str, operands) -> None:
        space = getattr(self.state, which).space
        pattern = None
        if len(operands) and isinstance(operands[-1], pikepdf.Name):
            pattern, space = self.resources.get('/Pattern', {}).get(str(operands[-1])), Space(PATTERN)
        self.colour(which, Colour(space, numbers(operands)), pattern)


def _joined(paths: list[_Path]) -> list[tuple[float, float]]:
    return [point for path in paths for point in path.points]


def _scale(matrix: Matrix) -> float:
    """Return how much longer a line gets, as the mean over all directions."""
    return sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


# The operators: each takes the run through the stream and the operands


def _set(name: str):
    def act(stream, operands) -> None:
        setattr(stream.state, name, float(operands[0]))

    return act


def _device(which: str, space: str):
    def act(stream, operands) -> None:
        stream.colour(which, Colour(Space(space), numbers(operands)))

    return act


def _save(stream, _operands) -> None:
    stream.saved.append(replace(stream.state))


def _restore(stream, _operands) -> None:
    if stream.saved:
        stream.state = stream.saved.pop()


def _transform(stream, operands) -> None:
    stream.state.ctm = Matrix(*numbers(operands)) @ stream.state.ctm


def _clip(stream, _operands) -> None:
    stream.clips = True


def _begin_text(stream, _operands) -> None:
    stream.text = stream.line = IDENTITY


def _set_font(stream, operands) -> None:
    font = stream.resources.get('/Font', {}).get(str(operands[0]))
    stream.state.font = None if font is None else stream.walker.font(font)
    stream.state.size = float(operands[1])


def _text_matrix(stream, operands) -> None:
    stream.text = stream.line = Matrix(*numbers(operands))


def _next_line_leading(stream, operands) -> None:
    stream.state.leading = -float(operands[1])
    stream.next_line(*numbers(operands))


def _show_below(stream, operands) -> None:
    if len(operands) == 3:
        stream.state.word_spacing, stream.state.spacing = float(operands[0]), float(operands[1])
    stream.next_line(0, -stream.state.leading)
    stream.show(operands[-1])


def _shading(stream, operands) -> None:
    shading = stream.resources.get('/Shading', {}).get(str(operands[0]), {})
    stream.mark('shading', stream.state.clip, first_colour(read_space(shading.get('/ColorSpace'), stream.resources)))


OPERATORS = {
    'q': _save,
    'Q': _restore,
    'cm': _transform,
    'w': _set('line_width'),
    'W': _clip,
    'W*': _clip,
    'gs': lambda stream, operands: stream.set_state(operands[0]),
    'Do': lambda stream, operands: stream.draw_object(operands[0]),
    'INLINE IMAGE': lambda stream, operands: stream.inline_image(operands[0]),
    'sh': _shading,
    'BT': _begin_text,
    'Tf': _set_font,
    'Tm': _text_matrix,
    'TD': _next_line_leading,
    'Td': lambda stream, operands: stream.next_line(*numbers(operands)),
    'T*': lambda stream, operands: stream.next_line(0, -stream.state.leading),
    'Tj': lambda stream, operands: stream.show(operands[0]),
    'TJ': lambda stream, operands: stream.show(*operands[0]),
    "'": _show_below,
    '"': _show_below,
    'Tc': _set('spacing'),
    'Tw': _set('word_spacing'),
    'TL': _set('leading'),
    'Ts': _set('rise'),
    'Tz': lambda stream, operands: setattr(stream.state, 'stretch', float(operands[0]) / 100),
    'Tr': lambda stream, operands: setattr(stream.state, 'rendering', int(operands[0])),
}
for _shape in ('m', 'l', 'c', 'v', 'y', 're'):
    OPERATORS[_shape] = lambda stream, operands, shape=_shape: stream.add_points(shape, operands)
for _name in ('n', 'S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*'):
    OPERATORS[_name] = lambda stream, _operands, fill=_name[0] in 'fFBb', stroke=_name[0] in 'SsBb': stream.paint(
        fill, stroke
    )
for _which in ('fill', 'stroke'):
    _case = str.upper if _which == 'stroke' else str
    for _operator, _space in (('g', GREY), ('rg', RGB), ('k', CMYK)):
        OPERATORS[_case(_operator)] = _device(_which, _space)
    OPERATORS[_case('cs')] = lambda stream, operands, which=_which: stream.colour(
        which, first_colour(read_space(operands[0], stream.resources))
    )
    for _operator in ('sc', 'scn'):
        OPERATORS[_case(_operator)] = lambda stream, operands, which=_which: stream.special_colour(which, operands)
