"""Join the pages of a Sphinx project into one HTML book with identifiers that are unique over the book.

Sphinx's own single-HTML output gives two documents the same identifier and writes links with two
hashes (sphinx-doc/sphinx#4814, #13149). Here every document is written on its own, exactly as for the
web; its identifiers and links are rewritten afterwards, on the finished HTML, so that raw HTML is
covered too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree, html
from sphinx.builders import Builder
from sphinx.locale import _

from publishing.core.edition import edition_date
from publishing.core.escaping import css_string

#: Pseudo-scheme of links between documents until ``make_unique`` rewrites them.
SCHEME = 'doc:'
#: Identifiers of the pages only a book has; no document's name begins with a colon.
CONTENTS, FIGURES, TABLES, INDEX = ':contents', ':figures', ':tables', ':index'
#: Attributes that hold one identifier or several of them.
ID_REFERENCES = ('for', 'headers', 'aria-labelledby', 'aria-describedby', 'aria-controls')
HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')


def anchor(docname: str, identifier: str = '') -> str:
    """Return the identifier that ``identifier`` of document ``docname`` has in the book."""
    return f'{docname}:{identifier}' if identifier else docname


@dataclass
class Document:
    """One source document in the book.

    ``level`` is 0 for the root document, 1 for those in its toctrees, and so on down;
    ``depth`` counts the levels below the document's own chapter; ``part`` is the part's number.
    """

    name: str
    level: int
    body: etree._Element
    kind: str = ''
    part: int | None = None
    depth: int = 0
    children: list['Document'] = field(default_factory=list)

    def walk(self) -> Iterator['Document']:
        """Yield this document and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(fragment: str) -> etree._Element:
    """Parse an HTML fragment into a ``div`` element."""
    return html.fragment_fromstring(fragment, create_parent='div')


def read_document(name: str, level: int, write_body: Callable[[str], str], seen: set[str] | None = None) -> Document:
    """Write ``name`` and everything in its toctrees; a document in two of them stands where it comes first.

    :param write_body: returns the HTML of one document; stands where a toctree stood:
        ``<div class="book-toctree" data-documents="a b c"></div>``.
    """
    seen = {name} if seen is None else seen
    document = Document(name, level, parse(write_body(name)))
    for toctree in document.body.iter('div'):
        for child in (toctree.get('data-documents') or '').split():
            if child not in seen:
                seen.add(child)
                document.children.append(read_document(child, level + 1, write_body, seen))
    return document


def make_unique(document: Document) -> set[str]:
    """Prefix every identifier of ``document`` and rewrite every link; return the new identifiers.

    A translated document can hold one identifier twice (Sphinx counts anew in translated paragraphs); the
    second goes, so that links lead to the first.
    """
    identifiers: set[str] = set()
    document.body.set('id', document.name)
    for element in document.body.iter(etree.Element):
        if (identifier := element.get('id')) and element is not document.body:
            element.set('id', anchor(document.name, identifier))
        for attribute in ID_REFERENCES:
            if value := element.get(attribute):
                element.set(attribute, ' '.join(anchor(document.name, part) for part in value.split()))
        if element.tag == 'a' and element.get('name'):
            element.set('id', anchor(document.name, element.attrib.pop('name')))
        if (own := element.get('id')) in identifiers:
            del element.attrib['id']
        elif own:
            identifiers.add(own)
        for attribute in ('href', '{http://www.w3.org/1999/xlink}href', 'xlink:href'):
            if link := element.get(attribute):
                element.set(attribute, rewritten(link, document.name))
        for attribute, value in element.items():  # gradients, clips and markers of drawings
            if 'url(#' in value:
                element.set(attribute, re.sub(r'url\(#', f'url(#{document.name}:', value))
    return identifiers


def rewritten(link: str, docname: str) -> str:
    """Return where ``link`` of document ``docname`` leads in the book."""
    if link.startswith(SCHEME):
        target, _hash, identifier = link[len(SCHEME) :].partition('#')
        return '#' + anchor(target, identifier)
    if link.startswith('#') and len(link) > 1:
        return '#' + anchor(docname, link[1:])
    return link


def place_documents(document: Document) -> None:
    """Put every child document where its parent's toctree stands.

    Parts and the root hold their pages behind their own text, so that an opener can fill a page.
    """
    children = {child.name: child for child in document.children}
    for toctree in list(document.body.iter('div')):
        names = toctree.attrib.pop('data-documents', None)
        if names is None:
            continue
        for name in names.split():
            if child := children.pop(name, None):
                place_documents(child)
                toctree.append(child.body)
        if document.kind in ('part', 'root'):
            document.body.append(toctree)


def opened(document: Document) -> etree._Element:
    """Return the document's body; a part's own text is wrapped, so that it can fill a page."""
    if document.kind != 'part':
        return document.body
    opener = html.Element('div', {'class': 'part-opener'})
    number = html.Element('p', {'class': 'part-number'})
    number.text = str(document.part)
    opener.append(number)
    for child in list(document.body):
        if 'book-toctree' not in (child.get('class') or ''):
            opener.append(child)
    document.body.insert(0, opener)
    return document.body


def title_page(root: Document) -> etree._Element:
    """Return the root document's own text: title and introduction, without the toctrees."""
    for toctree in list(root.body.iter('div')):
        if toctree.attrib.pop('data-documents', None) is not None:
            toctree.drop_tree()
    for heading in root.body.iter(*HEADINGS):
        heading.set('class', heading.get('class').replace('title-root', 'title-matter'))
    root.body.set('class', 'document matter title-page')
    return root.body


def set_heading_levels(document: Document) -> None:
    """Give each heading of one document the level of its place in the book, never deeper than h6.

    The class says what it is the title of: ``title-part``, ``title-chapter``, ``title-matter``,
    ``title-section-1`` and so on.
    """
    for element in list(document.body.iter(*HEADINGS)):
        own = int(element.tag[1])
        below_chapter = own - 1 + document.depth
        title = f'section-{below_chapter}' if below_chapter else document.kind
        element.tag = f'h{min(6, own + max(0, document.level - 1))}'
        element.set('class', f'{element.get("class", "")} title-{title}'.strip())


def classify(root: Document, is_numbered: Callable[[str], bool], parts: dict[str, int]) -> None:
    """Give every document its kind: root, part, chapter, matter (unnumbered front or back), or sub.

    :param is_numbered: whether a document stands in a numbered toctree; where none does, all are chapters.
    :param parts: part numbers by document name (``publishing.text.numbering``).
    """
    root.kind = 'root'
    any_numbered = any(is_numbered(document.name) for document in root.walk()) or bool(parts)
    for child in root.children:
        if child.name in parts:
            child.kind, child.part = 'part', parts[child.name]
            for chapter in child.children:
                _set_chapter(chapter, 'chapter', child.part)
        else:
            kind = 'chapter' if is_numbered(child.name) or not any_numbered else 'matter'
            _set_chapter(child, kind, None)


def _set_chapter(chapter: Document, kind: str, part: int | None) -> None:
    for document in chapter.walk():
        document.part = part
        document.kind = kind if document is chapter else 'sub'
        document.depth = document.level - chapter.level


def page(builder: Builder, title: str, body: str) -> str:
    """Return the whole book as one HTML page with its language, metadata and words for page references."""
    config, date = builder.config, edition_date(builder.srcdir).isoformat()
    language = (config.language or 'en').replace('_', '-')
    before, _number, after = _('page %s').partition('%s')
    opened, closed = css_string(f'\N{NO-BREAK SPACE}({before}'), css_string(f'{after})')
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(config.author)}">'
        f'<meta name="generator" content="Sphinx">'
        f'<meta name="dcterms.created" content="{date}"><meta name="dcterms.modified" content="{date}">'
        f'<style>.page-ref::after {{ content: {opened} target-counter(attr(href), page) {closed}; }}'
        f'</style></head><body>{body}</body></html>'
    )
