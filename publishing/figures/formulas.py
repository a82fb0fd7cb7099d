"""Formulas as drawings: a PDF has no MathJax. Matplotlib sets them; what it cannot set is shown as written.

Either way a screen reader says the formula in words (``publishing.figures.spoken_formulas``).
"""

import re
from html import escape

from docutils import nodes
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath, TextToPath

from publishing.figures import mathml

UNIT = 10.0  # points; the drawing is measured in em, so that it has the size of the words around it
FONT = FontProperties(family='DejaVu Serif', math_fontfamily='dejavuserif')
COMMANDS = {Path.MOVETO: 'M', Path.LINETO: 'L', Path.CURVE3: 'Q', Path.CURVE4: 'C', Path.CLOSEPOLY: 'Z'}


def drawing(latex: str) -> str | None:
    """Return one formula as SVG that stands on the line of the text, or None for what cannot be drawn."""
    formula = f'${" ".join(latex.split())}$'
    try:
        width, height, depth = TextToPath().get_text_width_height_descent(formula, FONT.copy(), True)
        outline = TextPath((0, 0), formula, prop=FONT.copy(), size=FONT.get_size())
    except ValueError:
        return None
    unit = FONT.get_size()
    path = ' '.join(
        COMMANDS[code]
        + (
            ''
            if code == Path.CLOSEPOLY
            else ' '.join(f'{x:.2f} {-y:.2f}' for x, y in zip(points[::2], points[1::2], strict=True))
        )
        for points, code in outline.iter_segments(curves=True, simplify=False)
    )
    size = f'width: {width / unit:.3f}em; height: {height / unit:.3f}em; vertical-align: {-depth / unit:.3f}em'
    return (
        f'<svg class="formula" role="img" aria-label="{escape(mathml.spoken(latex))}" style="{size}" '
        f'viewBox="0 {depth - height:.2f} {width:.2f} {height:.2f}"><path d="{path}"/></svg>'
    )


def _as_written(latex: str) -> str:
    return f'<code class="formula" aria-label="{escape(mathml.spoken(latex))}">{escape(latex)}</code>'


def _lines(latex: str) -> list[str]:
    """Split displayed lines, as in amsmath's ``split``; alignment marks go."""
    latex = re.sub(r'\\(begin|end)\{(split|aligned?|gather(ed)?|equation)\*?\}', '', latex)
    return [line.replace('&', '').strip() for line in re.split(r'\\\\', latex) if line.strip()]


def visit_math(translator, node: nodes.math) -> None:
    text = node.astext()
    translator.body.append(drawing(text) or _as_written(text))
    raise nodes.SkipNode


def visit_math_block(translator, node: nodes.math_block) -> None:
    lines = [drawing(line) or _as_written(line) for line in _lines(node.astext())]
    number = f'<span class="eqno">({node["number"]})</span>' if node.get('number') else ''
    identifier = f' id="{escape(node["ids"][0])}"' if node.get('ids') else ''
    rows = ''.join(f'<div>{line}</div>' for line in lines)
    translator.body.append(f'<div class="math"{identifier}>{number}{rows}</div>')
    raise nodes.SkipNode
