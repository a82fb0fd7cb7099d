"""Carry the line of the source into the HTML of the book: a fault of the layout is named where it was written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from docutils import nodes
from lxml import html

from publishing.core.nodes import classes
from publishing.pdf.book.identifiers import parts

#: Attribute of the HTML; the document is the one around it.
LINE = 'data-line'
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


def place_of(text: str, line: int) -> tuple[str, int | None]:
    """Return document and source line of what stands in a ``line`` of the book's HTML, '' and None where none is said.

    For what a parser may not understand: the last ones said before the end of that line.
    """
    before = ''.join(text.splitlines(keepends=True)[:line])
    name, since = '', 0
    for found in re.finditer(r'<\w+[^<>]*\bclass="document[ "][^<>]*>', before):
        name, since = parts(unescape(re.search(r'\bid="([^"]*)"', found[0])[1]))[0], found.end()
    lines = re.findall(rf'\b{LINE}="(\d+)"', before[since:])
    return name, int(lines[-1]) if lines else None


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


def places_of_address(text: str, address: str) -> list[tuple[str, int | None]]:
    """Return document and line of everything in the book's HTML that names ``address``, once each.

    :param address: a whole one, or the path of a file from the folder of the book.
    """
    found = [
        (name, line)
        for element, name, line in read(html.document_fromstring(text))
        if any(
            unquote(address) in unquote(value) for key, value in element.items() if key not in ('id', 'class', 'alt')
        )
    ]
    return list(dict.fromkeys(found))
