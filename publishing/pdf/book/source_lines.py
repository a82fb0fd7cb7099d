"""Carry the line of the source into the HTML of the book: a fault of the layout is named where it was written."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from operator import itemgetter
from urllib.parse import unquote

from docutils import nodes
from lxml import html

from publishing.core.nodes import classes
from publishing.pdf.book.identifiers import parts

#: Attribute of the HTML; the document is the one around it.
LINE = 'data-line'
#: What says it in HTML that no parser has read: the beginning of a document, or a line.
SAID = re.compile(rf'<\w+[^<>]*\bclass="document[ "][^<>]*>|\b{LINE}="(\d+)"')
Place = tuple[str, int | None]
BLOCKS = {
    'p',
    'li',
    'dt',
    'dd',
    'table',
    'tr',
    'td',
    'th',
    'figure',
    'img',
    'pre',
    'div',
    'blockquote',
    'aside',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'section',
}


def mark(translator, path: str) -> None:
    """Let a translator write the line of each block; a block included from another file has none.

    :param path: the source file of the document. In a translation the line is that of the source, too.
    """
    stock = translator.starttag

    def starttag(node, tagname, *arguments, **attributes):
        if (
            tagname in BLOCKS
            and isinstance(node, nodes.Element)
            and node.line
            and (not node.source or str(node.source).startswith(path))
        ):
            attributes[LINE] = str(node.line)
        return stock(node, tagname, *arguments, **attributes)

    translator.starttag = starttag


def places_of_lines(text: str, lines: Iterable[int | None]) -> list[Place]:
    """Return document and source line of what stands in ``lines`` of the book's HTML; '' and None where unknown.

    For what a parser may not understand: the last ones said before the end of that line.
    """
    ends, said = [0], [(0, '', None)]
    for line in text.splitlines(keepends=True):
        ends.append(ends[-1] + len(line))
    for found in SAID.finditer(text):
        if found[1] is not None:
            said.append((found.end(), said[-1][1], int(found[1])))
        else:
            said.append((found.end(), parts(unescape(re.search(r'\bid="([^"]*)"', found[0])[1]))[0], None))
    last = (bisect_right(said, ends[min(line or 0, len(ends) - 1)], key=itemgetter(0)) - 1 for line in lines)
    return [said[place][1:] for place in last]


def line_of(element) -> int | None:
    """Return the line of an element of HTML, or of the nearest one around it that says one."""
    while element is not None:
        if (line := element.get(LINE, '')).isdigit():
            return int(line)
        element = element.getparent()
    return None


def named_blocks(elements: Iterable[tuple[object, str]]) -> Iterator[tuple[object, str]]:
    """Yield each block that has a line, with a name it has in every form of the book.

    The name is document, tag, line, and a count, since all rows of a table have the line where the table begins.

    :param elements: every element with the name of its document, in reading order.
    """
    count: Counter[str] = Counter()
    for element, document in elements:
        if isinstance(element.tag, str) and (line := element.get(LINE)):
            name = f'{document}:{element.tag.rpartition("}")[2]}:{line}'
            count[name] += 1
            yield element, f'{name}:{count[name]}'


def read(root) -> Iterator[tuple[object, str, int | None]]:
    """Yield every element of a book with the name of its document and its line, in reading order."""

    def visit(element, name: str, line: int | None) -> Iterator[tuple[object, str, int | None]]:
        if 'document' in classes(element):
            name, line = parts(element.get('id') or '')[0] or name, None
        if (own := element.get(LINE, '')).isdigit():
            line = int(own)
        yield element, name, line
        for child in element:
            yield from visit(child, name, line)

    yield from visit(root, '', None)


def addresses(text: str) -> dict[str, list[Place]]:
    """Return all that may name an address in the book's HTML, each with document and line where it stands."""
    found: dict[str, list[Place]] = {}
    for element, name, line in read(html.document_fromstring(text)):
        for key, value in element.items():
            if key not in ('id', 'class', 'alt', LINE):
                found.setdefault(unquote(value), []).append((name, line))
    return found


def places_of_address(values: Mapping[str, list[Place]], address: str) -> list[Place]:
    """Return document and line of everything that names ``address``, once each, in reading order.

    :param values: what ``addresses`` returns.
    :param address: a whole one, or the path of a file from the folder of the book.
    """
    address = unquote(address)
    return list(dict.fromkeys(place for value, places in values.items() if address in value for place in places))
