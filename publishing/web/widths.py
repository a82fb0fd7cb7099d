"""Sizes in the text as classes: the policy of the pages takes no style but from files."""

import re
from html import unescape

#: A size in a style attribute of docutils: of a column, a table, a picture.
STYLED = re.compile(
    r'<(?P<tag>col|table|img|figure|div)\b(?P<before>[^<>]*?) style="(?P<style>[^"<>]*)"(?P<after>[^<>]*)>'
)
SHARE = re.compile(r'\s*width:\s*(\d+(?:\.\d+)?)%\s*;?\s*')
#: Pixels of a unit in CSS (CSS Values and Units 3, 6.2).
UNITS = {'': 1, 'px': 1, 'in': 96, 'cm': 96 / 2.54, 'mm': 96 / 25.4, 'pt': 96 / 72, 'pc': 16, 'em': 16, 'ex': 8}
SIZE = rf'(width|height):\s*(\d+(?:\.\d+)?)({"|".join(filter(None, UNITS))})?\s*(?:;|$)'
SIZES = re.compile(rf'(?:\s*{SIZE})+')
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
        name = f'width-{min(100, max(1, round(float(share[1]))))}'
        rest, count = CLASS.subn(f' class="{name} ', rest, count=1)
        return f'<{tag}{rest}>' if count else f'<{tag} class="{name}"{rest}>'
    if tag == 'img' and SIZES.fullmatch(style):
        sizes = ''.join(f' {name}="{int(float(size) * UNITS[unit])}"' for name, size, unit in re.findall(SIZE, style))
        return f'<img{sizes}{rest}>'
    return found[0]


def rules() -> str:
    """Return the style of the classes that ``as_classes`` gives."""
    return ''.join(f'.width-{share}{{width:{share}%}}' for share in range(1, 101)) + '\n'
