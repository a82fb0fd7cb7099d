"""Formulas as drawings: a PDF has no MathJax. ziamath sets them; what it cannot set is shown whole, as written.

Either way a screen reader says the formula in words (``publishing.figures.spoken_formulas``). In headings and captions
formulas are words on the page too (``plain_formulas``): bookmarks, running heads and lists repeat them.
"""

from collections.abc import Iterator
from functools import cache
from html import escape

import ziamath
from docutils import nodes
from lxml import etree

from publishing.core.findings import Code, short
from publishing.core.plain_messages import warn
from publishing.figures import latex as tex
from publishing.figures import mathml, plain_formulas, ruled_tables  # noqa: F401  (ziamath draws with the last)

UNIT = 10.0  # pixels
#: Height of a small letter of STIX Two Math, in em. Drawings are measured in it, so that their letters are as high as
#: those of the words around, whatever the font of these.
X_HEIGHT = 0.473
FRAME = 1.0  # pixels around a framed formula, or half of its line were cut
#: What is repeated elsewhere as text.
REPEATED = (nodes.title, nodes.caption, nodes.term, nodes.subtitle, nodes.rubric)
SVG = '{http://www.w3.org/2000/svg}'

ziamath.config.svg2 = False  # one path a letter; shared ones have identifiers, which a page may have once
ziamath.config.precision = 2


def drawing(
    latex: str,
    *,
    block: bool = False,
    macros: tex.Macros | None = None,
    styled: bool = True,
    with_mathml: bool = False,
) -> str | None:
    """Return one formula as SVG that stands on the line of the text, or None for what cannot be drawn.

    One that stands alone is never wider than its column: it shrinks.

    :param styled: whether the page may have styles of its own; without them a formula stands on its lower edge.
    :param with_mathml: whether the drawing has its MathML with it, for a PDF that takes it (``pdf.tags.structure2``).
    """
    math = mathml.text_of(latex, block=block, macros=macros)
    drawn = _drawn(math) if math else None
    if drawn is None:
        return None
    width, height, depth, box, paths = drawn
    style = f'width: {width:.3f}ex; height: {height:.3f}ex; ' + (
        'max-width: 100%' if block else f'vertical-align: {-depth:.3f}ex'
    )
    size = f'style="{style}"' if styled else f'width="{width:.3f}ex" height="{height:.3f}ex"'
    words = escape(mathml.spoken(latex, block=block, macros=macros))
    kept = f' data-mathml="{escape(math)}"' if with_mathml else ''
    return f'<svg class="formula" role="img" aria-label="{words}"{kept} {size} viewBox="{box}">{paths}</svg>'


@cache
def _drawn(math: str) -> tuple[float, float, float, str, str] | None:
    """Return width, height, depth, view box and shapes of a ``math`` element, or None; lengths in ex."""
    try:
        margin = FRAME if 'menclose' in math else 0.0
        formula = ziamath.Math(_with_room(math), size=UNIT, margin=margin)
        if any(not formula.font.glyphindex(letter) for letter in _letters(math)):
            return None  # ziamath would draw an empty box
        svg = etree.fromstring(formula.svg())
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError):
        return None
    left, top, width, height = map(float, svg.get('viewBox').split())
    if not width or not height:
        return None
    depth = max(0.0, margin - formula.getyofst())
    small = UNIT * X_HEIGHT
    return width / small, height / small, depth / small, f'{left:g} {top:g} {width:g} {height:g}', _shapes(svg)


def _with_room(math: str) -> str:
    """Take the room between an equation and the next in its line from the line's width; one column needs none."""
    return math.replace('columnspacing="0em 2em"', 'columnspacing="0em 1em"')


def _letters(math: str) -> Iterator[str]:
    for text in etree.fromstring(math).itertext():
        yield from (letter for letter in text if letter.isprintable() and not letter.isspace())


def _shapes(svg: etree._Element) -> str:
    """Return the shapes of a drawing in the colour of the text, those of one colour in a row as one path."""
    shapes: list[tuple[str, str]] = []
    for element in svg.iter(etree.Element):
        name = element.tag.removeprefix(SVG)
        if name == 'path':
            shape = element.get('d').strip()
            colour = element.get('fill', 'black')
        elif name == 'rect':
            x, y, width, height = (float(element.get(side, 0)) for side in ('x', 'y', 'width', 'height'))
            shape, colour = f'M {x:g} {y:g} h {width:g} v {height:g} h {-width:g} Z', element.get('fill', 'black')
        elif name == 'svg':
            continue
        else:  # lines of tables and frames
            kept = ' '.join(f'{key}="{escape(value)}"' for key, value in element.items())
            shapes.append(('', f'<{name} {kept}/>'))
            continue
        if colour == 'none' or element.get('stroke', 'none') != 'none':
            kept = ' '.join(f'{key}="{escape(value)}"' for key, value in element.items())
            shapes.append(('', f'<{name} {kept}/>'))
        elif shapes and shapes[-1][0] == colour:
            shapes[-1] = colour, f'{shapes[-1][1]} {shape}'
        else:
            shapes.append((colour, shape))
    return ''.join(
        shape
        if not colour
        else f'<path d="{shape}"/>'
        if colour == 'black'
        else f'<path fill="{escape(colour)}" d="{shape}"/>'
        for colour, shape in shapes
    )


def _as_written(translator, node: nodes.Node, latex: str, macros: tex.Macros) -> str:
    """Return the LaTeX as it stands in the source, and say so once."""
    _warn(
        translator,
        f'the formula "{short(" ".join(latex.split()), 60)}" cannot be drawn and stands as LaTeX in the book; '
        'expected commands that are known, or macros that the settings define. Write it another way.',
        node,
    )
    words, math = escape(mathml.spoken(latex, macros=macros)), mathml.text_of(latex, macros=macros)
    kept = f' data-mathml="{escape(math)}"' if math and _kind(translator)['with_mathml'] else ''
    return f'<code class="formula" aria-label="{words}"{kept}>{escape(latex.strip())}</code>'


def _kind(translator) -> dict[str, bool]:
    """Return how drawings are for a builder; web pages with a content security policy have no styles of their own."""
    builder = translator.builder
    is_pdf = builder.name == 'pdf'
    return {
        'styled': is_pdf or builder.embedded or not getattr(builder, 'looked_through', False),
        'with_mathml': is_pdf and builder.config.pdf_standard == 'ua-2',
    }


def _warn(translator, message: str, node: nodes.Node) -> None:
    """Warn of a formula of the book; on web pages, where it may be drawn too, the same would be said again."""
    if translator.builder.name == 'pdf':
        warn(Code.FORMULA, message, _place(node))


def _place(node: nodes.Node) -> nodes.Node:
    """Return the nearest node that knows its line."""
    while node.line is None and node.parent is not None:
        node = node.parent
    return node


def visit_math(translator, node: nodes.math) -> None:
    """Draw a formula in the text; in a heading or caption, write it."""
    text, macros = node.astext(), tex.macros_of(translator.builder.config)
    if _is_repeated(node):
        math = mathml.text_of(text, macros=macros)
        written = plain_formulas.markup(math) if math else escape(' '.join(text.split()))
        translator.body.append(f'<span class="formula-words">{written}</span>')
    else:
        translator.body.append(
            drawing(text, macros=macros, **_kind(translator)) or _as_written(translator, node, text, macros)
        )
    raise nodes.SkipNode


def _is_repeated(node: nodes.Node) -> bool:
    while (node := node.parent) is not None:
        if isinstance(node, REPEATED):
            return True
    return False


def visit_math_block(translator, node: nodes.math_block) -> None:
    """Draw a formula that stands alone, with its number."""
    text, macros = node.astext(), tex.macros_of(translator.builder.config)
    number = mathml.tag_of(node, text, macros)
    start = translator.starttag(node, 'div', '', CLASS='math')
    if drawn := drawing(text, block=True, macros=macros, **_kind(translator)):
        rows = f'<div>{drawn}</div>'
    else:
        written = _as_written(translator, node, text, macros)
        rows = f'<div style="text-align: left; white-space: pre-wrap">{written}</div>'
    translator.body.append(f'{start}{number}{rows}</div>')
    raise nodes.SkipNode
