"""One link annotation for each piece of a link, and words that say where it leads.

WeasyPrint 70 makes one annotation for every box inside a link (Kozea/WeasyPrint#185); a screen reader would
name the same link again and again.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from sphinx.locale import _
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

LEFT_OUT = re.compile('[\u00ad\u2060\u200b]')


def real(box: boxes.Box | AbsolutePlaceholder) -> boxes.Box:
    """Return the box itself where WeasyPrint has left a placeholder for it."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


class Decoration:
    """Tells what on the pages is no part of the text: margin boxes, leaders, repeated heads of tables.

    Ask it once for each box, in the order of the pages.
    """

    def __init__(self) -> None:
        self._groups: set[Element] = set()

    def __call__(self, box: boxes.Box) -> bool:
        if isinstance(box, boxes.MarginBox) or box.is_leader:
            return True
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer) and box.element is not None:
            if box.element in self._groups:
                return True
            self._groups.add(box.element)
        return False


def single_links(document: Document) -> list[list]:
    """Return the links of each page, one for each piece; its rectangle holds those of all boxes inside."""
    is_decoration = Decoration()
    return [_page_links(page, is_decoration) for page in document.pages]


def _page_links(page, is_decoration: Callable[[boxes.Box], bool]) -> list:
    by_box = {id(real(link[3])): link for link in page.links}
    kept: list[list] = []

    def visit(box: boxes.Box, outer: list | None) -> None:
        box = real(box)
        if is_decoration(box):
            return
        if link := by_box.get(id(box)):
            kind, target, rectangle, _box = link
            if outer is not None and outer[:2] == [kind, target]:
                outer[2] = _union(outer[2], rectangle)
            else:
                outer = [kind, target, rectangle, box]
                kept.append(outer)
        for child in box.all_children():
            visit(child, outer)

    visit(page._page_box, None)
    return [tuple(link) for link in kept]


def _union(one: tuple, other: tuple) -> tuple:
    if other[0] == other[2] or other[1] == other[3]:
        return one
    if one[0] == one[2] or one[1] == one[3]:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def words_of(element: Element) -> str:
    """Return the text of an element on one line, pictures as their alternative text."""
    return ' '.join(LEFT_OUT.sub('', ''.join(_in_order(element))).split())


def _in_order(element: Element):
    if element.tag == 'img':
        yield element.get('alt', '')
    yield element.text or ''
    for child in element:
        if isinstance(child.tag, str):
            yield from _in_order(child)
            if (child.get('class') or '').endswith('-number'):
                yield ' '  # CSS sets it apart from the title
        yield child.tail or ''


def description(
    kind: str,
    target: str,
    link: Element,
    above: Callable[[], str],
    pages: dict[str, int],
    page_words: str | None = None,
) -> str:
    """Return what a screen reader says for a link: its words, and the page or address it leads to.

    :param above: returns the words around the link, for links whose words are a number that CSS writes.
    :param pages: page of each identifier.
    :param page_words: how the book says a page; in one of two languages, a link says its own.
    """
    words = words_of(link)
    if not any(letter.isalnum() for letter in words):
        words = above() or words
    if kind == 'internal':
        said = link.get('data-page') or page_words or str(_('page %s'))
        place = said % pages[target] if target in pages else ''
    else:
        place = '' if target.removeprefix('mailto:') in words else target
    return ', '.join(filter(None, (words, place))) or target
