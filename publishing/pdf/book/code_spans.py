"""Fewer elements in code: a span around every name and every dot makes WeasyPrint twenty times slower.

And of words that have elements of their own, with a blank alone between them, WeasyPrint 70 cuts the second in the
middle rather than begin a line with it.
"""

import re
from collections.abc import Callable, Iterable
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

    def says_nothing(span: etree._Element) -> bool:
        return span.tag == 'span' and not classes(span) & styled and not set(span.keys()) - {'class'}

    for code in list(body.iter('pre', 'code', 'dt')):
        if code.tag == 'dt' and 'sig' not in classes(code):
            continue
        for element in list(code.iter(etree.Element)):
            unwrap(element, says_nothing)


def unwrap(parent: etree._Element, is_plain: Callable[[etree._Element], bool]) -> None:
    """Take the tags of children off for which ``is_plain`` is true, and of such in them; their content stays.

    In one go: lxml's ``drop_tag`` counts the siblings and copies the text before it each time.
    """
    children = list(parent)
    if not any(map(is_plain, children)):
        return
    kept: list[etree._Element] = []
    texts: list[list[str]] = [[parent.text or '']]

    def add(elements: Iterable[etree._Element]) -> None:
        for child in elements:
            if is_plain(child):
                texts[-1].append(child.text or '')
                add(list(child))
            else:
                kept.append(child)
                texts.append([])
            texts[-1].append(child.tail or '')

    add(children)
    for child in children:
        parent.remove(child)
    parent.text = ''.join(texts[0]) or None
    for child, tail in zip(kept, texts[1:], strict=True):
        child.tail = ''.join(tail) or None
        parent.append(child)
