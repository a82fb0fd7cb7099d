"""Formulas as MathML: for the EPUB, and as what ``spoken_formulas`` reads. latex2mathml turns LaTeX into it."""

from functools import cache
from html import escape, unescape
from xml.etree.ElementTree import tostring

from docutils import nodes
from latex2mathml import exceptions
from latex2mathml.converter import Converter
from latex2mathml.symbols_parser import convert_symbol
from lxml import etree

from publishing.figures import latex as tex
from publishing.figures import table_lines
from publishing.figures.spoken_formulas import spoken_math

NAME = 'mathml'
SPACE = '{http://www.w3.org/1998/Math/MathML}'
#: What latex2mathml raises for LaTeX it does not understand.
REFUSED = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    StopIteration,
    RuntimeError,  # what a generator makes of StopIteration; and what nests without end
)
#: How many children an element must have; latex2mathml leaves gaps where the LaTeX is not complete.
CHILDREN = {'mfrac': 2, 'msup': 2, 'msub': 2, 'mover': 2, 'munder': 2, 'mroot': 2, 'msubsup': 3, 'munderover': 3}


def text_of(latex: str, *, block: bool = False, macros: tex.Macros | None = None) -> str:
    """Return the formula as one ``math`` element in text, or '' for LaTeX that cannot be turned into it.

    :param macros: those of the project (``latex.macros_of``).
    """
    return _converted(tex.prepared(latex, macros or {}, block=block).latex, block)


@cache
def _converted(latex: str, block: bool) -> str:
    try:
        written = Converter(display='block' if block else 'inline').convert_to_element(latex)
    except REFUSED:
        return ''
    for element in written.iter():  # latex2mathml writes signs as entities, and leaves "<" of a text as it is
        text = unescape(element.text or '')
        if text.startswith('\\') and (symbol := convert_symbol(text)):  # a large bracket keeps its name
            text = chr(int(symbol, 16))
        element.text = text or None
    root = etree.fromstring(tostring(written, encoding='unicode'))
    for element in root.iter():
        name = etree.QName(element).localname
        if '\\' in (element.text or '') or len(element) != CHILDREN.get(name, len(element)):
            return ''
    if not table_lines.rule(root, latex):
        return ''
    for row in list(root.iter()):  # its numbers may have been joined away meanwhile, which harms nothing
        _join_decimals(row)
    return etree.tostring(root, encoding='unicode')


def _join_decimals(row: etree._Element) -> None:
    """Make ``1{,}5``, LaTeX's way to write a decimal comma, one number."""
    for comma in list(row):
        before, after = comma.getprevious(), comma.getnext()
        if (
            comma.tag == f'{SPACE}mrow'
            and len(comma) == 1
            and comma[0].text == ','
            and None not in (before, after)
            and before.tag == after.tag == f'{SPACE}mn'
        ):
            before.text = f'{before.text},{after.text}'
            row.remove(comma)
            row.remove(after)


def spoken(latex: str, *, block: bool = False, macros: tex.Macros | None = None) -> str:
    """Return a formula in words of the edition's language; LaTeX that is not understood stays as it is."""
    math = text_of(latex, block=block, macros=macros)
    return spoken_math(math) if math else ' '.join(latex.split())


def tag_of(node: nodes.math_block, latex: str, macros: tex.Macros) -> str:
    """Return the number of a displayed formula, in brackets: the project's, or the author's own; or ''."""
    number = node.get('number') or tex.prepared(latex, macros, block=True).tag
    return f'<span class="eqno">({escape(str(number))})</span>' if number else ''


def _element(latex: str, *, block: bool, macros: tex.Macros) -> str:
    math = text_of(latex, block=block, macros=macros)
    if not math:
        return f'<code class="formula">{escape(latex)}</code>'
    return math.replace('<math ', f'<math alttext="{escape(spoken_math(math))}" ', 1)


def visit_math(translator, node: nodes.math) -> None:
    """Write a formula in the text."""
    macros = tex.macros_of(translator.builder.config)
    translator.body.append(_element(node.astext(), block=False, macros=macros))
    raise nodes.SkipNode


def visit_math_block(translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone, with its number."""
    macros, latex = tex.macros_of(translator.builder.config), node.astext()
    identifier = f' id="{escape(node["ids"][0])}"' if node.get('ids') else ''
    number = tag_of(node, latex, macros)
    translator.body.append(f'<div class="math"{identifier}>{number}{_element(latex, block=True, macros=macros)}</div>')
    raise nodes.SkipNode
