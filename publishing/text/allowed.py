"""What authors may write in a strict project: what ``docs/authors.md`` teaches, held to it by a test.

A list of what is allowed, because a list of what is forbidden would be wrong with the next version of a library.
"""

import re

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

#: A comment that ends for a browser where it ends for Markdown.
_COMMENT = re.compile(r'\s*<!--(?!-?>)(?:(?!--!?>|<!--).)*-->\s*', re.DOTALL)


def is_comment(html: str) -> bool:
    """Tell whether a piece of HTML is one comment and nothing else, which no output shows."""
    return bool(_COMMENT.fullmatch(html))
