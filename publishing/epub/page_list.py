"""The pages of the PDF in the EPUB: marks where they begin, and a list that leads to them.

The PDF build says on which page each identifier and each block of a source line stands (``pages.json``); a page begins
in the EPUB before the first heading, paragraph, item, cell, figure or letter of the index that begins on it in the PDF.

No mark have, and the list leaves out: blank pages; the table of contents and the lists of figures and tables, which an
e-reader makes itself; the back cover; and a page on which nothing begins, being all within one paragraph or drawing.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from publishing.core.page_map import PageMap
from publishing.epub.parts import EPUB, XHTML
from publishing.pdf.book.source_lines import LINE, named_blocks

#: Elements that take a mark as their first child; in front of others it stands as their neighbour, …
INSIDE = {
    f'{XHTML}{tag}'
    for tag in (
        'p',
        'h1',
        'h2',
        'h3',
        'h4',
        'h5',
        'h6',
        'li',
        'dt',
        'dd',
        'td',
        'th',
        'div',
        'section',
        'aside',
        'blockquote',
        'body',
    )
}
#: … save lists and rows, which take none as a neighbour of their items: it goes into the first of them.
LISTS = {f'{XHTML}{tag}' for tag in ('ul', 'ol', 'dl', 'tr')}


def mark_pages(page_map: PageMap, documents: Mapping[str, Path]) -> list[tuple[int, str, str]]:
    """Write the marks into the files of an EPUB, and take out the lines of the source.

    :param documents: files by the name the page map has for them.
    :return: page number, name of the document and identifier of each mark, in the order of the pages.
    """
    listed, last, pages = [], 0, page_map.pages
    for name in sorted((name for name in documents if name in pages), key=lambda name: (pages[name], name)):
        tree = etree.parse(documents[name])
        marks = [(number, element) for number, element in _beginnings(tree, name, page_map) if number > last]
        for number, element in marks:
            if number <= last:
                continue
            last = number
            mark = etree.Element(
                f'{XHTML}span',
                {
                    f'{EPUB}type': 'pagebreak',
                    'role': 'doc-pagebreak',
                    'id': f'pdf-page-{number}',
                    'aria-label': str(number),
                },
            )
            _insert(mark, element)
            listed.append((number, name, mark.get('id')))
        lines = tree.xpath(f'//*[@{LINE}]')
        for element in lines:
            del element.attrib[LINE]
        if marks or lines:
            text = etree.tostring(tree.getroot(), encoding='utf-8', xml_declaration=True, doctype='<!DOCTYPE html>')
            documents[name].write_bytes(text + b'\n')
    return listed


def _beginnings(tree: etree._ElementTree, name: str, page_map: PageMap) -> Iterator[tuple[int, etree._Element]]:
    """Yield page and element of everything in a document whose page is known; first the document itself."""
    body = tree.find(f'{XHTML}body')
    yield page_map.pages[name], next(body.iter(f'{XHTML}h1'), body)
    elements = list(body.iter(f'{XHTML}*'))
    blocks = dict(named_blocks((element, name) for element in elements))
    for element in elements:
        number = page_map.pages.get(f'{name}:{element.get("id")}')
        if number is None:
            number = page_map.blocks.get(blocks.get(element, ''))
        if number:
            yield number, element


def _insert(mark: etree._Element, element: etree._Element) -> None:
    """Put ``mark`` where ``element`` begins."""
    if element.tag in LISTS and len(element):
        element = next(element.iterchildren('*'))
    if element.tag == f'{XHTML}section':
        element = next((child for child in element if child.tag in INSIDE), element)
    if element.tag in INSIDE:
        mark.tail, element.text = element.text, None
        element.insert(0, mark)
        return
    while element.getparent().tag not in INSIDE:
        element = element.getparent()
    element.addprevious(mark)


def list_element(listed: list[tuple[int, str]]) -> etree._Element:
    """Return the list for the navigation document; each entry is a page number and an address."""
    nav = etree.Element(f'{XHTML}nav', {f'{EPUB}type': 'page-list', 'role': 'doc-pagelist', 'hidden': 'hidden'})
    entries = etree.SubElement(nav, f'{XHTML}ol')
    for number, href in listed:
        link = etree.SubElement(etree.SubElement(entries, f'{XHTML}li'), f'{XHTML}a', href=href)
        link.text = str(number)
    return nav
