"""Some pages of a laid-out book as a document of their own, with the numbers they have in the book."""

import copy
from urllib.parse import quote

import pydyf
from sphinx.application import Sphinx
from weasyprint.document import Document

from publishing.pdf.book.identifiers import parts
from publishing.pdf.book.links import address


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
