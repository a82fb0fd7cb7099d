"""One book in two languages: paragraph beside paragraph, with one number between them.

Takes the books that the PDF builder leaves behind (``book.html`` of each language), aligns them
(``alignment``), lays the result out and writes it as the PDFs for screens are written. Every pair of
languages in ``languages.toml`` is an edition; the language that stands first there stands on the left.
"""

import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lxml import etree, html

from publishing.bilingual import alignment
from publishing.bilingual.alignment import with_class
from publishing.core import languages
from publishing.core.downloads import pair_name, pairs
from publishing.core.escaping import css_string
from publishing.core.files import write_bytes
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.garbage import rare_collection
from publishing.core.languages import Language
from publishing.core.nodes import classes
from publishing.core.project import THEME, WORK, book_name, chapter_path
from publishing.outputs import documents, look, markup
from publishing.pdf.book import assembly, hyphenation
from publishing.pdf.layout import claims
from publishing.pdf.layout.layout import LayoutError, lay_out, write_screen
from publishing.translation.pages.interface_words import translations

STYLESHEET = THEME / 'print' / 'bilingual.css'
#: Around a call of a note: the note stands behind these, or at the end of those.
BEHIND, INSIDE = {'table', 'figure'}, {'li', 'dd', 'aside', 'blockquote'}


@dataclass
class Book:
    """One language's assembled book."""

    language: Language
    title: str
    author: str
    date: str
    page_words: str  # "page %s", as the PDF builder writes it behind a reference
    body: etree._Element


def find_pair(name: str) -> tuple[Language, Language]:
    """Return the pair called ``lv-lt``.

    :raises FindingsError: when there is none of this name, or the own file of one of the two is wrong.
    """
    known = pairs()
    if wrong := [one for code, found in languages.faults().items() if code in name.split('-') for one in found]:
        raise FindingsError(wrong)
    if name not in known:
        raise FindingsError(
            [
                Finding(
                    languages.REGISTRY,
                    1,
                    Code.LANGUAGE_UNKNOWN,
                    f'no two languages "{name}" in this order here; expected one '
                    f'of {", ".join(known)}. Use one of these names.',
                )
            ]
        )
    return known[name]


def read_book(language: Language, workdir: Path = WORK, form: str = 'pdf') -> Book:
    """Return the book as the PDF builder has assembled it in ``workdir``, notes below their paragraphs.

    :param form: what was built: the PDF, or the book before its layout.
    :raises FindingsError: when the PDF of this language has not been built.
    """
    folder = workdir / f'{form}-{language.code}'
    path = folder / 'book.html'
    if not path.is_file():
        raise FindingsError(
            [
                Finding(
                    path,
                    None,
                    Code.OUTPUT,
                    f'the book in "{language.code}" is not built; expected '
                    f'it here. Run "make pdf-{language.code}" first.',
                )
            ]
        )
    tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding='utf-8'))
    head, body = tree.find('head'), tree.find('body')
    metadata = {meta.get('name'): meta.get('content') for meta in head.iter('meta')}
    for image in body.iter('img'):
        if not re.match(r'[a-z]+:', source := image.get('src', '')):
            image.set('src', f'{folder.name}/{source}')
    notes_below(body)
    return Book(
        language,
        head.findtext('title') or '',
        metadata.get('author') or '',
        metadata.get('dcterms.created') or '',
        translations(language.code).gettext('page %s'),
        body,
    )


def notes_below(body: etree._Element) -> None:
    """Put each note of the page's foot below the block that calls it, so that it stays in its language's column."""
    count = 0
    for element in list(body.iter(etree.Element)):
        if {'document', 'chapter'} <= classes(element):
            count = 0
        elif 'footnote' in classes(element):
            count += 1
            around = list(element.iterancestors())
            call = html.Element(
                'a', {'class': 'footnote-again', 'href': f'#{element.get("id", "")}', 'role': 'doc-noteref'}
            )
            call.text, call.tail, element.tail = str(count), element.tail, None
            element.getparent().replace(element, call)
            _put_note(_note(element, count), around)


def _note(element: etree._Element, number: int) -> etree._Element:
    """Return the note as a paragraph of its own."""
    note = html.Element('p', {'class': 'note', 'id': element.attrib.pop('id', '')})
    etree.SubElement(note, 'span', {'class': 'note-mark'}).text = str(number)
    element.set('class', 'note-text')
    element.attrib.pop('role', None)
    note.append(element)
    return note


def _put_note(note: etree._Element, around: list[etree._Element]) -> None:
    """Put a note where it belongs among the elements around its call, the innermost first."""
    place = next((above for above in reversed(around) if above.tag in BEHIND), None)
    inside = next((above for above in reversed(around) if above.tag in INSIDE), None)
    if place is None and inside is not None:
        inside.append(note)
        return
    if place is None:
        place = next(above for above in around if above.tag in alignment.BLOCKS)
    while (following := place.getnext()) is not None and following.get('class') == 'note':
        place = following
    note.tail, place.tail = place.tail, None
    place.addnext(note)


def merge(first: Book, second: Book) -> etree._Element:
    """Return both books as one body; the two are used up. Identifiers of the second get its code in front.

    :raises alignment.MisalignedError: where the books differ in structure.
    """
    code = second.language.code
    assembly.make_unique(assembly.Document(code, 0, second.body))
    body = alignment.Aligner((first.language.code, code)).align(first.body, second.body)
    identifiers = {element.get('id') for element in body.iter(etree.Element) if element.get('id')}
    for side, one in ((alignment.FIRST, first), (alignment.SECOND, second)):
        for column in with_class(body, side):
            for link in column.iter('a'):
                target = link.get('href', '')
                if not target.startswith('#'):
                    continue
                if target[1:] not in identifiers:  # what holds blocks is there once, with the first one's identifier
                    target = f'#{target[1:].removeprefix(f"{code}:")}'
                    link.set('href', target)
                if target[1:] not in identifiers:  # of another chapter, where there is only one
                    del link.attrib['href']
                    link.attrib.pop('class', None)
                    continue
                link.set('data-page', one.page_words)
    return body


def page(first: Book, second: Book, body: etree._Element) -> str:
    """Return the two books, aligned in ``body``, as one HTML page."""
    head = [
        '<meta charset="utf-8">',
        f'<title>{escape(" · ".join(dict.fromkeys((first.title, second.title))))}</title>',
        f'<meta name="author" content="{escape(first.author)}">',
        '<meta name="generator" content="Sphinx">',
        *(f'<meta name="dcterms.{name}" content="{max(first.date, second.date)}">' for name in ('created', 'modified')),
        '<style>',
    ]
    for side, one in ((alignment.FIRST, first), (alignment.SECOND, second)):
        before, _number, after = one.page_words.partition('%s')
        opened, closed = css_string(f'\N{NO-BREAK SPACE}({before}'), css_string(f'{after})')
        head.append(f'.{side} .page-ref::after {{ content: {opened} target-counter(attr(href), page) {closed}; }}')
    left, right = (css_string(one.language.own_name) for one in (first, second))
    head.append(f'body {{ string-set: first-language {left}, second-language {right}; }}')
    return (
        f'<!DOCTYPE html>\n<html lang="{first.language.code}"><head>{"".join(head)}</style></head>'
        f'{html.tostring(body, encoding="unicode")}</html>'
    )


def build(first: Language, second: Language, workdir: Path = WORK, stylesheet: Path = STYLESHEET) -> Path:
    """Lay out the book in both languages and return the PDF, which lies in a folder of its own in ``workdir``.

    :raises FindingsError: for books that are not built or cannot be aligned, and for faults of the layout.
    """
    name = pair_name((first, second))
    books = read_book(first, workdir), read_book(second, workdir)
    try:
        text = page(*books, merge(*books))
    except alignment.MisalignedError as fault:
        raise FindingsError([misaligned(fault, (first, second))]) from None
    outdir = workdir / f'bilingual-{name}'
    shutil.rmtree(outdir, ignore_errors=True)
    outdir.mkdir(parents=True)
    (outdir / 'book.html').write_text(text, encoding='utf-8')
    return write(text, outdir / f'{book_name(name)}.pdf', (first, second), workdir, stylesheet)


def misaligned(fault: alignment.MisalignedError, pair: tuple[Language, Language]) -> Finding:
    """Return what a planner has to know about books that differ in structure."""
    source = chapter_path(fault.page)
    return Finding(
        source if source.is_file() else fault.page or pair_name(pair),
        None,
        Code.BILINGUAL,
        f'the page "{fault.page}" is not built alike in both languages: {fault.words}; expected the same '
        'blocks in the same order. Build both PDFs anew; where it stays, compare this place in both.',
    )


@rare_collection()
def write(text: str, target: Path, pair: tuple[Language, Language], base: Path, stylesheet: Path) -> Path:
    """Lay out ``text`` and write the PDF ``target``: tagged, PDF/UA-1.

    :param base: folder from which pictures are found.
    :raises FindingsError: for whatever is wrong with the layout.
    """
    for language in (*languages.load().values(), *pair):  # words in a third language stand between them
        hyphenation.register(language, target.parent)
    identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
    _refuse(target, look.page(text, markup.BOOK))
    try:
        layout = lay_out(text, base.as_uri() + '/', [stylesheet])
        findings = [
            Finding(target.name, None, problem.code, f'{problem.document}, {problem}'.removeprefix(', '))
            for problem in layout.problems
        ]
        findings += [Finding(target.name, None, Code.LAYOUT, words) for words in layout.warnings]
        if findings:
            raise FindingsError(findings)
        claims.report(write_screen(layout, target, identifier), target.name)
    except LayoutError as error:
        raise FindingsError([Finding(target.name, None, Code.LAYOUT, words) for words in error.messages]) from None
    _refuse(target, documents.pdf_faults(target.read_bytes(), has_fields=False))
    return target


def _refuse(target: Path, faults: Iterable[markup.Fault]) -> None:
    if findings := [Finding(target.name, fault.line, Code.UNSAFE, str(fault)) for fault in faults]:
        raise FindingsError(findings)


def place(built: Path, target: Path) -> None:
    """Copy a finished file to where readers find it, by one rename."""
    write_bytes(target, built.read_bytes())
