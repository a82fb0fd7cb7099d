"""Sizes in the text as classes: the policy of the pages takes no style but from files."""

import re
from html import unescape

#: A size in a style attribute of docutils: of a column, a table, a picture.
STYLED = re.compile(
    r'<(?P<tag>col|table|img|figure|div)\b(?P<before>[^<>]*?) style="(?P<style>[^"<>]*)"(?P<after>[^<>]*)>'
)
SHARE = re.compile(r'\s*width:\s*(\d+(?:\.\d+)?)%\s*;?\s*')
PIXELS = re.compile(r'(?:\s*(?:width|height):\s*\d+(?:\.\d+)?(?:px)?\s*(?:;|$))+')
CLASS = re.compile(r' class="')


def as_classes(body: str) -> str:
    """Return a page with a class for each width in a style attribute; ``rules`` has the style of them all.

    Sizes in pixels become attributes of the picture. What is neither stays, and the last look names it.
    """
    return STYLED.sub(_without_style, body)


def _without_style(found: re.Match) -> str:
    tag, style = found['tag'], unescape(found['style'])
    rest = found['before'] + found['after']
    if share := SHARE.fullmatch(style):
        name = f'width-{min(100, max(1, round(float(share[1]))))}'
        rest, count = CLASS.subn(f' class="{name} ', rest, count=1)
        return f'<{tag}{rest}>' if count else f'<{tag} class="{name}"{rest}>'
    if tag == 'img' and PIXELS.fullmatch(style):
        sizes = re.sub(r'\s*(width|height):\s*(\d+)[^;]*;?', r' \1="\2"', style)
        return f'<img{sizes}{rest}>'
    return found[0]


def rules() -> str:
    """Return the style of the classes that ``as_classes`` gives."""
    return ''.join(f'.width-{share}{{width:{share}%}}' for share in range(1, 101)) + '\n'
