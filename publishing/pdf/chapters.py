"""Each chapter as a PDF of its own, out of the book's one layout: the same pages with the same numbers.

Links inside the chapter work; links to other chapters lead to the web page, where ``html_baseurl`` names the
address of the web pages (``{language}`` stands for the language), and are plain text where it does not.
``pdf_chapters = True`` switches it on; the files and their list are written to ``chapters/`` beside the book.
"""

import copy
import hashlib
import shutil
from pathlib import Path
from urllib.parse import quote

import pydyf
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from weasyprint.document import Document

from publishing.core.nodes import classes
from publishing.pdf.book import words
from publishing.pdf.book.identifiers import parts
from publishing.pdf.book.links import address
from publishing.pdf.layout.layout import Layout, write_screen


class ChapterDocument(Document):
    """Some pages of a book; readers show the numbers that the pages have in the book."""

    first = 1

    def write_pdf(self, target=None, zoom=1, finisher=None, **options):
        def finish(document, pdf):
            if finisher is not None:
                finisher(document, pdf)
            label = pydyf.Dictionary({'S': '/D', 'St': self.first})
            pdf.catalog['PageLabels'] = pydyf.Dictionary({'Nums': pydyf.Array([0, label])})

        return super().write_pdf(target, zoom, finish, **options)


def chapter_pages(document: Document) -> dict[str, tuple[int, int]]:
    """Return the first and last page, from 1, of each chapter by its identifier; blank pages around it are not its."""
    spans: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in _chapters_on(page._page_box):
            spans[name] = (spans.get(name, (number,))[0], number)
    return spans


def _chapters_on(box) -> list[str]:
    found = []
    for child in getattr(box, 'children', ()):
        element = child.element
        if element is None or child.element_tag != element.tag:
            continue
        if {'document', 'chapter'} <= classes(element):
            found.append(parts(element.get('id'))[0])
        else:
            found += _chapters_on(child)
    return found


def extract(document: Document, first: int, last: int, address) -> ChapterDocument:
    """Return the pages ``first`` to ``last`` as a document.

    :param address: returns the web address of an identifier of the book, or ''.
    """
    pages = [copy.copy(page) for page in document.pages[first - 1 : last]]
    anchors = {name for page in pages for name in page.anchors}
    for page in pages:
        page.links = [found for link in page.links if (found := _kept(link, anchors, address)) is not None]
    chapter = ChapterDocument(
        pages,
        copy.copy(document.metadata),
        document.url_fetcher,
        document.font_config,
        document.color_profiles,
        document.output_intent,
    )
    chapter.first = first
    chapter._html = document._html
    return chapter


def _kept(link: tuple, anchors: set[str], address) -> tuple | None:
    kind, target, rectangle, box = link
    if kind != 'internal' or target in anchors:
        return link
    if url := address(target):
        return 'external', url, rectangle, box
    box.link_annotation = None  # that of the whole book, which has been written before
    return None


def web_address(app: Sphinx, target: str) -> str:
    """Return where the web pages have what the book calls ``target``, or '' when nobody knows their address."""
    docname, identifier = parts(target)
    url = address(app.config, docname) if docname in app.env.all_docs else ''
    return f'{url}#{quote(identifier)}' if url and identifier else url


def subject(first: int, last: int, book: str, language: str | None = None) -> str:
    """Return where in the book the pages stand."""
    if first == last:
        said, number = words.said('Page %(first)s of “%(book)s”', language), str(first)
    else:
        said, number = words.said('Pages %(first)s–%(last)s of “%(book)s”', language), f'{first}–{last}'
    return said % {'first': first, 'last': last, 'book': book} if said else f'{book}, {number}'


def write(app: Sphinx, layout: Layout, identifier: bytes) -> None:
    """Write every chapter's file and the list of them.

    :raises LayoutError: when WeasyPrint reports an error.
    """
    if not app.config.pdf_chapters:
        return
    from publishing.core.downloads import CHAPTERS, Download, chapter_file, chapter_number, write_list

    folder = Path(app.outdir, CHAPTERS)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    chapters, book = [], layout.document.metadata.title or ''
    for place, (name, (first, last)) in enumerate(chapter_pages(layout.document).items(), start=1):
        document = extract(layout.document, first, last, lambda target: web_address(app, target))
        title = document.metadata.title = app.env.titles[name].astext()
        document.metadata.description = subject(first, last, book, app.config.language)
        file = chapter_file(next(iter(chapter_number(app.env, name)), place), name)
        own = hashlib.sha256(identifier + name.encode()).hexdigest()[:32].encode()
        write_screen(Layout(document, []), folder / file, own, app.config.pdf_standard)
        chapters.append(Download(file, 'pdf-chapter', last - first + 1, title, first))
    write_list(folder, chapters)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect behind the whole book (``publishing.pdf``)."""
    app.setup_extension('publishing.pdf.builder')
    app.add_config_value('pdf_chapters', False, '', bool, 'write each chapter as a PDF of its own too')
    app.connect('pdf-written', write)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
