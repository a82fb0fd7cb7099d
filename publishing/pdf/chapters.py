"""Each chapter as a PDF of its own, out of the book's one layout: the same pages with the same numbers.

Links inside the chapter work; links to other chapters lead to the web page, where ``html_baseurl`` names the
address of the web pages (``{language}`` stands for the language), and are plain text where it does not.
``pdf_chapters = True`` switches it on; the files and their list are written to ``chapters/`` beside the book.
"""

import hashlib
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from weasyprint.document import Document

from publishing.core.nodes import classes
from publishing.pdf.book import words
from publishing.pdf.book.identifiers import parts
from publishing.pdf.layout.layout import Layout, write_screen


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
    from publishing.pdf.excerpt import extract, web_address

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
