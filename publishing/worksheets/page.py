"""A worksheet as a document of its own: a page of the book without what leads nowhere outside it, and its fields.

A table of class ``worksheet`` is a form; every empty cell below its headings is a field.
"""

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.builder import E
from sphinx.locale import _

from publishing.core.nodes import classes
from publishing.pdf.book import assembly, contents, footnotes

CLASS = 'worksheet'
#: Links to places in the book's own pages, and numbers by which its paragraphs are cited.
INSIDE_ONLY = {'headerlink', 'paragraph-number'}
#: More columns than these ask for a page on its side.
UPRIGHT_COLUMNS = 4
ADDRESS = re.compile(r'https?://\S+$')


@dataclass(frozen=True)
class Field:
    """An empty cell: ``name`` is the same in every language, ``label`` is what a screen reader says."""

    cell: etree._Element
    name: str
    label: str


@dataclass(frozen=True)
class Worksheet:
    """A page with a form. ``body`` holds its text and tables; ``sources`` the words behind its citations."""

    docname: str
    title: str
    body: etree._Element
    sources: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Tell whether the page is printed on its side."""
        return any('wide' in classes(table) or len(headings(table)) > UPRIGHT_COLUMNS for table in forms(self.body))


def read(docname: str, fragment: str, foot: tuple[str, ...], web_address: Callable[[str], str]) -> Worksheet:
    """Return a page as a worksheet.

    :param fragment: the page's HTML as ``publishing.pdf.builder.PdfBuilder.write_body`` writes it.
    :param foot: paragraphs for the end: source, edition, funding.
    :param web_address: returns the web address of an identifier of the book, or ''.
    """
    document = assembly.Document(docname, 1, assembly.parse(fragment))
    identifiers, body = assembly.make_unique(document) | {docname}, document.body
    for element in list(body.iter(etree.Element)):
        if INSIDE_ONLY & classes(element) or 'data-documents' in element.attrib:
            element.drop_tree()
    sources = {}
    for link in list(body.iter('a')):
        target = link.get('href', '')
        if not target.startswith('#') or target[1:] in identifiers:
            continue
        if words := link.attrib.pop('title', ''):
            sources[link.text_content()] = words
        if url := web_address(target[1:]):
            link.set('href', url)
        else:
            link.drop_tag()
    heading = contents.heading_of(body)
    title = docname if heading is None else contents.heading_text(heading)[1]
    return Worksheet(docname, title, body, tuple(sources.items()), foot)


def forms(body: etree._Element) -> list[etree._Element]:
    """Return the tables to fill in."""
    return [table for table in body.iter('table') if CLASS in classes(table)]


def headings(table: etree._Element) -> list[str]:
    """Return the words above each column, those of several rows of headings joined."""
    columns: list[list[str]] = []
    for row in table.xpath('./thead/tr'):
        for place, cell in enumerate(row.xpath('./th|./td')):
            columns += [[]] * (place >= len(columns))
            columns[place] = [*columns[place], *filter(None, [words(cell)])]
    return [', '.join(column) for column in columns]


def words(element: etree._Element) -> str:
    """Return the text of an element on one line."""
    return ' '.join(element.text_content().replace('\u00ad', '').split())


def is_empty(cell: etree._Element) -> bool:
    """Tell whether a cell is there to be filled in."""
    return not words(cell) and cell.find('.//img') is None and cell.find('.//svg') is None


def fields(body: etree._Element) -> Iterator[Field]:
    """Yield the fields of all forms in reading order."""
    tables = forms(body)
    for number, table in enumerate(tables, start=1):
        caption = table.find('caption')
        before = f'{words(caption)}: ' if len(tables) > 1 and caption is not None else ''
        columns, row_number = headings(table), 0
        for row in table.xpath('./tbody/tr'):
            cells = row.xpath('./th|./td')
            row_number += any(map(is_empty, cells))
            own = ', '.join(words(cell) for cell in cells if cell.tag == 'th' and not is_empty(cell))
            for place, cell in enumerate(cells):
                if is_empty(cell) and cell.tag == 'td':
                    column = columns[place] if place < len(columns) else ''
                    label = (
                        f'{column}, {own}'
                        if own
                        else (_('%(column)s, row %(row)s') % {'column': column, 'row': row_number})
                    )
                    yield Field(cell, f't{number}r{row_number}c{place + 1}', before + label)


def to_fill_in(sheet: Worksheet) -> str:
    """Return the page as HTML with a ``textarea`` for each field, sources and foot at its end."""
    body = copy.deepcopy(sheet.body)
    for field in list(fields(body)):
        for child in list(field.cell):
            field.cell.remove(child)
        field.cell.text = None
        field.cell.append(E.textarea({'name': field.name, 'title': field.label}))
    footnotes.to_page_foot(body)
    body.tag = 'main'
    body.set('class', 'worksheet-page landscape' if sheet.is_wide else 'worksheet-page')
    if sheet.sources:
        items = E.dl()
        for label, text in sheet.sources:
            items.extend([E.dt(f'[{label}]'), E.dd(*linked(text))])
        body.append(E.section({'class': 'worksheet-sources'}, E.h2(str(_('Sources'))), items))
    lines = [piece for text in sheet.foot for piece in (E.p(*linked(text)), ' ')]
    body.append(E.footer({'class': 'worksheet-foot'}, *lines))
    return html.tostring(body, encoding='unicode')


def linked(text: str) -> list:
    """Return a text whose address at its end is a link."""
    found = ADDRESS.search(text)
    if found is None:
        return [text]
    url = found[0].rstrip('.')
    return [text[: found.start()], E.a({'href': url, 'class': 'external'}, url), found[0][len(url) :]]
