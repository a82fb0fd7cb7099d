"""The operators of a content stream and what each does to the walk (ISO 32000-1, annex A).

Every function takes the run of ``publishing.pdf.preflight.walk`` and the operands.
"""

from dataclasses import replace

from publishing.pdf.preflight.colours import CMYK, GREY, RGB, Colour, Space, first_colour, numbers, read_space
from publishing.pdf.preflight.marks import IDENTITY, times


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
    stream.state.ctm = times(numbers(operands), stream.state.ctm)


def _clip(stream, _operands) -> None:
    stream.clips = True


def _begin_text(stream, _operands) -> None:
    stream.text = stream.line = IDENTITY


def _set_font(stream, operands) -> None:
    font = stream.resources.get('/Font', {}).get(str(operands[0]))
    stream.state.font = None if font is None else stream.walker.font(font)
    stream.state.size = float(operands[1])


def _text_matrix(stream, operands) -> None:
    stream.text = stream.line = numbers(operands)


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
