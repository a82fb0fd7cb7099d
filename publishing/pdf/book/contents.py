"""The pages a book has besides its chapters: contents, lists of figures and tables, index.

Everything is read from the assembled HTML, so that a line in the contents and the heading it names
cannot differ. Page numbers are the layout's business: ``target-counter`` in theme/print/matter.css.
"""

import copy
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from lxml import etree
from lxml.builder import E

from publishing.core.nodes import classes
from publishing.pdf.book import long_words, words
from publishing.pdf.book.assembly import CONTENTS, HEADINGS, INDEX, Document

#: Sections, and the letters of their titles, from and up to which small contents can stand in two columns.
MANY, SHORT = 8, 34
BLANKS = re.compile(r'[ \t\r\n]+')  # not the blanks that typography has made unbreakable


def heading_of(body: etree._Element) -> etree._Element | None:
    """Return the first heading of a document, or None."""
    return next(body.iter(*HEADINGS), None)


def title_of(body: etree._Element) -> etree._Element | None:
    """Return the heading that is the title of a page, or None: no words stand before it, and readers of it see it."""
    heading = heading_of(body)
    if heading is None or 'sd-d-none' in classes(heading):
        return None
    first, own = (next(filter(str.strip, element.itertext()), '') for element in (body, heading))
    return heading if first == own else None


def heading_text(heading: etree._Element) -> tuple[str, str]:
    """Return a heading's number ('4.2', or '') and its text without footnotes and permalinks."""
    heading = copy.deepcopy(heading)
    number = ''
    for element in list(heading.iter(etree.Element)):
        own = classes(element)
        if 'section-number' in own:
            number = ''.join(element.itertext()).strip().rstrip('.')
            element.text = ''
        elif own & {'headerlink', 'footnote', 'footnote-again'}:
            for child in list(element):
                element.remove(child)
            element.text = ''
    return number, _words(heading)


def _words(element: etree._Element) -> str:
    return BLANKS.sub(' ', ''.join(element.itertext())).strip()


def anchor_of(heading: etree._Element) -> str:
    """Return the identifier that leads to a heading: its own, or that of its section."""
    return heading.get('id') or heading.getparent().get('id', '')


def contents(
    root: Document,
    depth: int,
    index: etree._Element | None = None,
    closed: Sequence[str] = (),
    language: str | None = None,
) -> etree._Element:
    """Return the table of contents: parts, chapters, and ``depth`` levels of sections below them; last the index.

    :param closed: patterns of the names of documents whose sections are left out; their own small contents have them.
    :param language: the language of the project, as Sphinx has it.
    """
    container = E.nav(
        {'class': 'contents', 'id': CONTENTS, 'role': 'doc-toc'},
        E.h1({'class': 'title-matter'}, words.contents_title(language)),
    )
    container.extend(_entries(root.children, depth, closed, language))
    if index is not None:
        if container[-1].tag != 'ol':
            container.append(E.ol())
        container[-1].append(
            E.li(
                {'class': 'contents-matter'},
                E.a({'href': f'#{INDEX}'}, E.span({'class': 'contents-title'}, heading_text(heading_of(index))[1])),
            )
        )
    return container


def _entries(
    documents: Iterable[Document], depth: int, closed: Sequence[str], language: str | None
) -> list[etree._Element]:
    """Return the list of documents, torn where a caption stands between two of them."""
    items = E.ol()
    pieces = [items]
    for document in documents:
        if document.caption:
            items = E.ol()
            pieces += [E.p({'class': 'contents-heading'}, E.strong(document.caption)), items]
        heading = heading_of(document.body)
        if heading is None:
            continue
        part = document.part if document.kind == 'part' else None
        item = E.li({'class': f'contents-{document.kind}'}, _line(heading, part, language))
        if document.kind == 'part':
            item.extend(_entries(document.children, depth, closed, language))
        elif document.kind == 'chapter':
            levels = 0 if any(fnmatchcase(document.name, one) for one in closed) else depth
            if (sections := _sections(document.body, levels)) is not None:
                item.append(sections)
        items.append(item)
    return [piece for piece in pieces if len(piece)]


def _sections(body: etree._Element, depth: int) -> etree._Element | None:
    """Return the sections of one chapter down to ``depth``, sub-documents included, flat in order."""
    items = E.ol()
    for heading in body.iter(*HEADINGS):
        if classes(heading) & {f'title-section-{level}' for level in range(1, depth + 1)}:
            items.append(E.li({'class': 'contents-section'}, _line(heading)))
    return items if len(items) else None


def _line(heading: etree._Element, part: int | None = None, language: str | None = None) -> etree._Element:
    number, text = heading_text(heading)
    link = E.a({'href': '#' + anchor_of(heading)})
    if part is not None:
        label = words.part_label(part, language)
        # "1. daļa" would run into the title: "1. daļa. Kur mēs esam", but "Part 1" and a gap.
        link.append(E.span({'class': 'contents-number'}, label if label[-1].isdigit() else f'{label}.'))
    elif number:
        link.append(E.span({'class': 'contents-number'}, number))
    title = E.span({'class': 'contents-title'}, text)
    if languages := heading.xpath('./span[@lang]/@lang'):  # not translated: publishing/translation/pages/fallback.py
        title.set('lang', languages[0])
    link.append(title)
    return link


def in_this_chapter(body: etree._Element, language: str | None = None) -> etree._Element | None:
    """Return the short list of a chapter's sections with their pages, or None for fewer than three.

    Many sections with short titles have the class ``many``: they can stand in two columns.
    """
    sections = _sections(body, 1)
    if sections is None or len(sections) < 3:
        return None
    title = [E.p({'class': 'in-this-chapter-title'}, said)] if (said := words.said('In this chapter', language)) else []
    many = len(sections) >= MANY and all(len(''.join(entry.itertext())) <= SHORT for entry in sections)
    return E.nav({'class': 'in-this-chapter many' if many else 'in-this-chapter'}, *title, sections)


def captions(book: etree._Element, element: str) -> list[tuple[str, str, str]]:
    """Return (identifier, number, caption) of every numbered ``figure`` or ``table`` in the book."""
    found = []
    for item in book.iter(element):
        caption = next(item.iter('caption' if element == 'table' else 'figcaption'), None)
        number = (
            next(item.iter('span'), None)
            if caption is None
            else next((span for span in caption.iter('span') if 'caption-number' in (span.get('class') or '')), None)
        )
        if caption is None or number is None or not item.get('id'):
            continue
        text = next((span for span in caption.iter('span') if 'caption-text' in (span.get('class') or '')), None)
        found.append((item.get('id'), _words(number), '' if text is None else _words(text)))
    return found


def caption_list(title: str, identifier: str, entries: list[tuple[str, str, str]]) -> etree._Element | None:
    """Return a list of figures or tables, or None when there is nothing to list."""
    if not entries:
        return None
    items = E.ol(
        *(
            E.li(
                {'class': 'contents-caption'},
                E.a(
                    {'href': f'#{target}'},
                    E.span({'class': 'contents-number'}, number),
                    E.span({'class': 'contents-title'}, text),
                ),
            )
            for target, number, text in entries
        )
    )
    return E.nav({'class': 'contents caption-list', 'id': identifier}, E.h1({'class': 'title-matter'}, title), items)


def index(groups: list, to_anchor, language: str | None = None) -> etree._Element | None:
    """Return the index in the order ``groups`` has, with a link for every page number.

    :param groups: what Sphinx's ``IndexEntries.create_index`` returns.
    :param to_anchor: turns a URI of the builder into an identifier of the book, or '' for what is not in it.
    """
    title = words.index_title(language, str(groups[0][0]), str(groups[-1][0])) if groups else ''
    body = E.section({'class': 'book-index', 'id': INDEX, 'role': 'doc-index'}, E.h1({'class': 'title-matter'}, title))
    columns = E.div({'class': 'index-columns'})
    for letter, entries in groups:
        heading = {'class': 'index-letter', 'id': f'{INDEX}:letter-{letter}'.replace(' ', '-')}
        group = E.div({'class': 'index-group'}, E.h2(heading, str(letter)))
        for name, (links, subentries, _key) in entries:
            below = [
                line
                for subname, sublinks in subentries
                if (line := _index_line(subname, sublinks, to_anchor, 'index-subentry')) is not None
            ]
            line = _index_line(name, links, to_anchor, 'index-entry', bool(below))
            if line is not None:
                group.extend([line, *below])
        if len(group) > 1:
            columns.append(group)
    body.append(columns)
    return body if len(columns) else None


def _index_line(name: str, links: list, to_anchor, css_class: str, needed: bool = False) -> etree._Element | None:
    """Return one line, or None where all its pages are outside the book; "see …" has no pages to begin with."""
    targets = list(filter(None, dict.fromkeys(to_anchor(uri) for _main, uri in links if uri)))
    if links and not targets and not needed:
        return None
    line = E.p({'class': css_class}, long_words.broken(name, long_words.INDEX_LETTERS))
    for target in targets:
        line.append(E.a({'class': 'index-page', 'href': f'#{target}'}))
    return line


def add_small(body: etree._Element, language: str | None = None) -> None:
    """Put a chapter's small contents behind the sentence that leads into it."""
    small = in_this_chapter(body, language)
    lead = next((div for div in body.iter('div') if 'lead' in classes(div)), None)
    if small is not None and lead is not None:
        lead.addnext(small)
