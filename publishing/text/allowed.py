"""What authors may write in a strict project: what ``docs/authors.md`` teaches, held to it by a test.

A list of what is allowed, because a list of what is forbidden would be wrong with the next version of a library.
"""

import re
from html import unescape
from urllib.parse import unquote

from publishing.text.components import KINDS

_BOX = frozenset({'name', 'class'})
_DRAWING = _BOX | {'title', 'alt', 'kind', 'x-label', 'y-label', 'decimals'}
#: Each directive with its options.
DIRECTIVES = {
    **dict.fromkeys(KINDS, _BOX),
    'as-of': frozenset({'until'}),
    'judgement': frozenset(),
    'letter': frozenset(),
    'translation-state': frozenset(),
    'chart': _DRAWING,
    'map': _BOX | {'alt'},
    'diagram': _BOX | {'title', 'alt', 'kind', 'columns', 'centre', 'x-label', 'source'},
    'figure': _BOX | {'alt'},
    'list-table': _BOX | {'header-rows', 'stub-columns', 'widths'},
    'index': frozenset(),
    'glossary': frozenset({'sorted'}),
    'toctree': frozenset({'hidden', 'maxdepth', 'numbered'}),
    'bibliography': frozenset(),
}
#: Those that could have something behind their name, and have nothing.
BARE = frozenset({'bibliography'})
#: Besides these there is a role for each language of the project.
ROLES = frozenset({'cite', 'numref', 'term'})
#: Attributes in braces, ``{.class #name}``.
ATTRIBUTES = frozenset({'class', 'id', 'lang'})
#: Endings of pictures.
PICTURES = ('.png', '.jpg', '.jpeg', '.svg')
#: How an address on the web begins.
SCHEMES = ('https', 'http', 'mailto')

_SCHEME = re.compile(r'([a-z][a-z0-9+.-]*):', re.IGNORECASE)
#: What browsers pass over in an address, and blanks that only look like it.
_PASSED_OVER = re.compile(r'[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]')
#: A comment that ends for a browser where it ends for Markdown.
_COMMENT = re.compile(r'\s*<!--(?!-?>)(?:(?!--!?>|<!--).)*-->\s*', re.DOTALL)


def plain(address: str) -> str:
    """Return an address without codes for its letters, also where they are coded twice."""
    for _round in range(3):
        address = unquote(unescape(address))
    return address


def scheme_of(address: str) -> str:
    """Return how an address begins (``https``), in whatever way it is written; '' for a place in the project."""
    found = _SCHEME.match(_PASSED_OVER.sub('', plain(address)))
    return found[1].lower() if found else ''


def is_foreign(address: str) -> bool:
    """Tell whether an address begins in a way that no author needs: ``javascript:``, ``data:``, ``file:``."""
    return scheme_of(address) not in ('', *SCHEMES)


def is_comment(html: str) -> bool:
    """Tell whether a piece of HTML is one comment and nothing else, which no output shows."""
    return bool(_COMMENT.fullmatch(html))
