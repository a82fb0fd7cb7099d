"""Fewer elements in coloured code: a span around every name and every dot makes WeasyPrint twenty times slower."""

import re
from pathlib import Path

from lxml import etree

from publishing.core.nodes import classes

IMPORT = re.compile(r'@import\s+(?:url\()?["\']([^"\']+)["\']')
CLASS = re.compile(r'\.(-?[A-Za-z_][\w-]*)')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def styled_classes(stylesheets: list[Path]) -> set[str]:
    """Return every class that ``stylesheets``, and what they import, may name."""
    found: set[str] = set()
    queue = list(stylesheets)
    for path in queue:
        if not path.is_file():
            continue  # WeasyPrint reports it
        text = COMMENT.sub('', path.read_text(encoding='utf-8'))
        found |= set(CLASS.findall(text))
        queue += [other for name in IMPORT.findall(text) if (other := path.parent / name) not in queue]
    return found


def merge(body: etree._Element, styled: set[str]) -> None:
    """Take the spans out of code that no style sheet tells from the text around them."""
    for code in body.iter('pre'):
        for span in list(code.iter('span')):
            if not classes(span) & styled and not set(span.keys()) - {'class'}:
                span.drop_tag()
