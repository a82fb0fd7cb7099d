"""Formulas as MathML: for the EPUB, and as what ``spoken_formulas`` reads. latex2mathml turns LaTeX into it."""

from functools import cache
from html import escape

from docutils import nodes
from latex2mathml import exceptions
from latex2mathml.converter import convert
from lxml import etree

from publishing.figures.spoken_formulas import spoken_math

NAME = 'mathml'
SPACE = '{http://www.w3.org/1998/Math/MathML}'
#: What latex2mathml raises for LaTeX it does not understand.
REFUSED = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
    etree.XMLSyntaxError,
    ValueError,
    IndexError,
    KeyError,
    StopIteration,
)
#: How many children an element must have; latex2mathml leaves gaps where the LaTeX is not complete.
CHILDREN = {'mfrac': 2, 'msup': 2, 'msub': 2, 'mover': 2, 'munder': 2, 'mroot': 2, 'msubsup': 3, 'munderover': 3}


@cache
def text_of(latex: str, *, block: bool = False) -> str:
    """Return the formula as one ``math`` element in text, or '' for LaTeX that cannot be turned into it."""
    try:
        root = etree.fromstring(convert(' '.join(latex.split()), display='block' if block else 'inline'))
    except REFUSED:
        return ''
    for element in root.iter():
        name = etree.QName(element).localname
        if '\\' in (element.text or '') or len(element) != CHILDREN.get(name, len(element)):
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


def spoken(latex: str) -> str:
    """Return a formula in words of the edition's language; LaTeX that is not understood stays as it is."""
    math = text_of(latex)
    return spoken_math(math) if math else ' '.join(latex.split())


def _element(latex: str, *, block: bool) -> str:
    math = text_of(latex, block=block)
    if not math:
        return f'<code class="formula">{escape(latex)}</code>'
    return math.replace('<math ', f'<math alttext="{escape(spoken_math(math))}" ', 1)


def visit_math(translator, node: nodes.math) -> None:
    """Write a formula in the text."""
    translator.body.append(_element(node.astext(), block=False))
    raise nodes.SkipNode


def visit_math_block(translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone, with its number."""
    number = f'<span class="eqno">({node["number"]})</span>' if node.get('number') else ''
    identifier = f' id="{escape(node["ids"][0])}"' if node.get('ids') else ''
    latex = node.astext()
    if r'\\' in latex and r'\begin' not in latex:  # several lines, as Sphinx's other renderers take them
        latex = rf'\begin{{split}} {latex} \end{{split}}'
    translator.body.append(f'<div class="math"{identifier}>{number}{_element(latex, block=True)}</div>')
    raise nodes.SkipNode
