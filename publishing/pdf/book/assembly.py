"""Join the pages of a Sphinx project into one HTML book with identifiers that are unique over the book.

Sphinx's own single-HTML output gives two documents the same identifier and writes links with two
hashes (sphinx-doc/sphinx#4814, #13149). Here every document is written on its own, exactly as for the
web; its identifiers and links are rewritten afterwards, on the finished HTML, so that raw HTML is
covered too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree, html
from sphinx.builders import Builder

from publishing.core.edition import edition_date
from publishing.core.escaping import css_string
from publishing.core.nodes import classes
from publishing.pdf.book import identifiers, words
from publishing.pdf.book.identifiers import anchor, parts

#: Identifiers of the pages only a book has; no document's name begins with a colon.
CONTENTS, FIGURES, TABLES, INDEX = ':contents', ':figures', ':tables', ':index'
HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')


#: Classes that the builder gives to what it makes of pages; on a page, the same word means something else.
OWN_CLASSES = re.compile(
    r'document|root|sub|part(-\d+)?|chapter|matter|part-(opener|number)|title-(page|part|chapter|matter|root|section-\d+)|'
    r'contents(-(part|chapter|sub|matter|section|heading|number|title|caption))?|caption-list|in-this-chapter(-title)?|many(-columns)?|'
    r'book-index|index-(columns|group|letter|entry|subentry|page)|page-ref|margin-caption|in-margin|missing-image|'
    r'cover(-[\w-]+)?|chapter-(code|code-words|address)|qr-code|address-part|footnote-(again|paragraph|point|words)'
)


@dataclass
class Document:
    """One source document in the book.

    ``level`` is 0 for the root document, 1 for those in its toctrees, and so on down;
    ``depth`` counts the levels below the document's own chapter; ``part`` is the part's number;
    ``caption`` is that of the toctree of which it is the first document.
    """

    name: str
    level: int
    body: etree._Element
    kind: str = ''
    part: int | None = None
    depth: int = 0
    caption: str = ''
    children: list['Document'] = field(default_factory=list)

    def walk(self) -> Iterator['Document']:
        """Yield this document and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(fragment: str) -> etree._Element:
    """Parse an HTML fragment into a ``div`` element, without comments, which no reader sees."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    return html.fragment_fromstring(fragment, create_parent='div', parser=parser)


def rename_classes(body: etree._Element) -> None:
    """Put ``page-`` before each class of a page that the builder uses for its own: docutils' "contents", say.

    Of notes, only those that docutils makes are notes to the builder.
    """
    for element in body.iter(etree.Element):
        if own := element.get('class'):
            names = own.split()
            new = [
                f'page-{name}'
                if OWN_CLASSES.fullmatch(name) or (name == 'footnote' and element.tag != 'aside')
                else name
                for name in names
            ]
            if new != names:
                element.set('class', ' '.join(new))


def toctree_placeholder(names: Iterable[str], caption: str = '') -> str:
    """Return what stands for a toctree in the HTML of its document until the documents are placed."""
    listed = ' '.join(anchor(name) for name in names)
    return f'<div class="book-toctree" data-documents="{escape(listed)}" data-caption="{escape(caption)}"></div>'


def read_document(name: str, level: int, write_body: Callable[[str], str], seen: set[str] | None = None) -> Document:
    """Write ``name`` and everything in its toctrees; a document in two of them stands where it comes first.

    :param write_body: returns the HTML of one document, with a ``toctree_placeholder`` where a toctree stood.
    """
    seen = {name} if seen is None else seen
    document = Document(name, level, parse(write_body(name)))
    rename_classes(document.body)
    for toctree in document.body.iter('div'):
        caption = toctree.attrib.pop('data-caption', '')
        for child in _listed(toctree):
            if child not in seen:
                seen.add(child)
                document.children.append(read_document(child, level + 1, write_body, seen))
                document.children[-1].caption, caption = caption, ''
    return document


def _listed(toctree: etree._Element) -> list[str]:
    return [parts(name)[0] for name in (toctree.get('data-documents') or '').split()]


def make_unique(document: Document) -> set[str]:
    """Give ``document`` identifiers that no other has, and return them."""
    return identifiers.make_unique(document.body, document.name)


def place_documents(document: Document) -> None:
    """Put every child document behind its parent's own text, in the order of the toctrees.

    Parts and the root hold their pages behind their own text as a whole, so that an opener can fill a page; other
    documents in the section that had the toctree, unless more text follows there.
    """
    children = {child.name: child for child in document.children}
    toctrees = [div for div in document.body.iter('div') if 'data-documents' in div.attrib]
    to_body = document.kind in ('part', 'root')
    if to_body or any(_has_text_behind(toctree, document.body) for toctree in toctrees):
        for toctree in toctrees:
            _move_to_end(toctree, document.body, to_body)
    for toctree in toctrees:
        names = _listed(toctree)
        del toctree.attrib['data-documents']
        for name in names:
            if child := children.pop(name, None):
                place_documents(child)
                toctree.append(child.body)


def _has_text_behind(toctree: etree._Element, body: etree._Element) -> bool:
    """Tell whether anything but other toctrees follows in a document."""
    place = toctree
    while place is not body:
        if (place.tail or '').strip() or any('book-toctree' not in classes(one) for one in place.itersiblings('*')):
            return True
        place = place.getparent()
    return False


def _move_to_end(toctree: etree._Element, body: etree._Element, to_body: bool) -> None:
    """Move a toctree to the end of the section that is the whole document, or of its body; the text behind it stays."""
    outermost = next((one for one in toctree.iterancestors('section') if one.getparent() is body), body)
    toctree.drop_tree()
    toctree.tail = None
    (body if to_body else outermost).append(toctree)


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
    page_words = words.page_number(config.language)
    before, _number, after = page_words.partition('%s')
    opened, closed = css_string(f'\N{NO-BREAK SPACE}({before}'), css_string(f'{after})')
    direction = ' dir="rtl"' if words.is_right_to_left(language) else ''
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"{direction} data-page="{escape(page_words)}">'
        f'<head><meta charset="utf-8">'
        f'<title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(config.author)}">'
        f'<meta name="generator" content="Sphinx">'
        f'<meta name="dcterms.created" content="{date}"><meta name="dcterms.modified" content="{date}">'
        f'<style>.page-ref::after {{ content: {opened} target-counter(attr(href), page) {closed}; }}'
        f'</style></head><body>{body}</body></html>'
    )
