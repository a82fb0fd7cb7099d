"""Keep together what no line may tear: a range of years or numbers, a domain, a word with one letter before its hyphen.

A no-break space does for two words (``typography``); for these there is no sign that search, copying and screen readers
would all pass over, so that they stand in a ``span`` of the class ``unbroken``.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.text.typography import CAPITAL, CELL, is_in_cell, is_verbatim

CLASS = 'unbroken'
#: Longer ones would leave too wide a gap before them.
LONGEST = 28
_NUMBER = r'\d(?:[\d.,]|\xa0(?=\d))*'
PATTERN = re.compile(
    rf'(?<![\w.,–]){_NUMBER}–{_NUMBER}(?!\w)'  # 2021.–2027. and 750 000–800 000
    r'|(?<![\w.@/-])(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])'  # geolatvija.lv
    r'|(?<![\w-])[^\W\d_]-\w+'  # e-veselība
    rf'|(?<![\w-]){CAPITAL}{{1,5}}-{CAPITAL}{{1,2}}(?![\w-])'  # VI-A
)


class UnbrokenTransform(SphinxPostTransform):
    """Put a span around each such piece of running text."""

    default_priority = 910  # behind the last no-break spaces (900) and the columns of numbers (905)
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            longest = CELL if is_in_cell(text) else LONGEST
            if not is_verbatim(text) and (pieces := _pieces(str(text), longest)):
                text.parent.replace(text, pieces)


def _pieces(text: str, longest: int) -> list[nodes.Node]:
    """Return ``text`` cut up into what may be broken and what may not; nothing where all of it may."""
    pieces, end = [], 0
    for found in PATTERN.finditer(text):
        if len(found[0]) <= longest:
            pieces += [nodes.Text(text[end : found.start()])] if found.start() > end else []
            pieces.append(nodes.inline(found[0], found[0], classes=[CLASS]))
            end = found.end()
    return [*pieces, *([nodes.Text(text[end:])] if end < len(text) else [])] if pieces else []


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(UnbrokenTransform)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
