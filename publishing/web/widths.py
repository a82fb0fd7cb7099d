"""Sizes in the text as classes: the policy of the pages takes no style but from files."""

import re
from html import unescape

#: A size in a style attribute of docutils: of a column, a table, a picture.
STYLED = re.compile(
    r'<(?P<tag>col|table|img|figure|div|svg)\b(?P<before>[^<>]*?) style="(?P<style>[^"<>]*)"(?P<after>[^<>]*)>'
)
SHARE = re.compile(r'\s*width:\s*(\d+(?:\.\d+)?)%\s*;?\s*')
#: Pixels of a unit in CSS (CSS Values and Units 3, 6.2).
UNITS = {'': 1, 'px': 1, 'in': 96, 'cm': 96 / 2.54, 'mm': 96 / 25.4, 'pt': 96 / 72, 'pc': 16, 'em': 16, 'ex': 8}
SIZE = rf'(width|height):\s*(\d+(?:\.\d+)?)({"|".join(filter(None, UNITS))})?\s*(?:;|$)'
SIZES = re.compile(rf'(?:\s*{SIZE})+')
#: Of a drawn formula, which stands below the line by its depth.
FORMULA = re.compile(r'width: ([\d.]+em); height: ([\d.]+em); vertical-align: (-?[\d.]+)em')
#: Steps of a depth in an em, and how many there are.
STEPS, DEEPEST = 50, 200
CLASS = re.compile(r' class="')


def as_classes(body: str) -> str:
    """Return a page with a class for each width in a style attribute; ``rules`` has the style of them all.

    Other sizes become attributes of the picture, in pixels. What is neither stays, and the last look names it.
    """
    return STYLED.sub(_without_style, body)


def _without_style(found: re.Match) -> str:
    tag, style = found['tag'], unescape(found['style'])
    rest = found['before'] + found['after']
    if share := SHARE.fullmatch(style):
        return f'<{tag}{_with_class(f"width-{min(100, max(1, round(float(share[1]))))}", rest)}>'
    if tag == 'svg' and (formula := FORMULA.fullmatch(style)):
        depth = min(DEEPEST, max(0, round(-float(formula[3]) * STEPS)))
        return f'<svg width="{formula[1]}" height="{formula[2]}"{_with_class(f"depth-{depth}", rest)}>'
    if tag == 'img' and SIZES.fullmatch(style):
        sizes = ''.join(f' {name}="{int(float(size) * UNITS[unit])}"' for name, size, unit in re.findall(SIZE, style))
        return f'<img{sizes}{rest}>'
    return found[0]


def _with_class(name: str, attributes: str) -> str:
    attributes, count = CLASS.subn(f' class="{name} ', attributes, count=1)
    return attributes if count else f' class="{name}"{attributes}'


def rules() -> str:
    """Return the style of the classes that ``as_classes`` gives."""
    widths = ''.join(f'.width-{share}{{width:{share}%}}' for share in range(1, 101))
    depths = ''.join(f'.depth-{depth}{{vertical-align:-{depth / STEPS:g}em}}' for depth in range(1, DEEPEST + 1))
    return f'{widths}{depths}\n'
