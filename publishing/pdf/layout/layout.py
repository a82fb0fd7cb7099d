"""Lay out a book once and write it as often as needed: for the screen, and for the print shop.

This module, ``margins``, ``overflow``, ``glyphs``, ``drawings`` and ``tags`` with its helpers know WeasyPrint's inside;
their tests fail when it changes. Crop marks are drawn later, by ``publishing.pdf.press``: WeasyPrint draws them inside
the bleed.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration

from publishing.core import repairs
from publishing.core.files import read_text
from publishing.core.findings import Code
from publishing.core.page_map import PageMap
from publishing.core.project import THEME
from publishing.pdf.book import footnotes
from publishing.pdf.book.source_lines import named_blocks
from publishing.pdf.layout import (
    baseline_grid,
    claims,
    drawings,
    overflow,
    picture_places,
    speedups,
    weasyprint_patches,
)
from publishing.pdf.layout.fetching import NOTHING_BESIDES, Fetches, GatedFetcher, Pictures, folder_of
from publishing.pdf.layout.margins import Column, arrange
from publishing.pdf.tags import tags

POINT = 72 / 25.4  # PDF points per millimetre
#: WeasyPrint knows no media queries with conditions; those in tokens.css are for screens and rightly passed over.
SCREEN_ONLY = ('Expected a media type, got', 'Invalid media type')
SRGB = 'srgb'
#: Pixels an inch that pictures have at most.
SCREEN_RESOLUTION, PRINT_RESOLUTION = 200, 300
#: How what footnotes hold stands in them, whatever else a style sheet says.
FOOTNOTES = Path(footnotes.__file__).with_suffix('.css')


class LayoutError(Exception):
    """Raised when WeasyPrint reports errors; holds its messages."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__('\n'.join(messages))


@dataclass(frozen=True)
class Layout:
    """A laid-out book: WeasyPrint's document, what it complained about without failing, and what it said nothing of.

    Where it is not ``strict``, errors are among the warnings, those met while writing too.
    """

    document: Document
    warnings: list[str]
    problems: list[overflow.Problem] = field(default_factory=list)
    strict: bool = True

    @property
    def page_count(self) -> int:
        return len(self.document.pages)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def collected_log():
    """Collect WeasyPrint's warnings and errors instead of letting them pass by on stderr."""
    collector, level, propagate = _Collector(), LOGGER.level, LOGGER.propagate
    handlers = LOGGER.handlers[:]
    LOGGER.handlers[:] = [collector]
    LOGGER.setLevel(logging.WARNING)
    LOGGER.propagate = False
    try:
        yield collector.records
    finally:
        LOGGER.handlers[:] = handlers
        LOGGER.setLevel(level)
        LOGGER.propagate = propagate


def _raise_errors(records: list[logging.LogRecord], strict: bool = True) -> list[str]:
    errors = [record.getMessage() for record in records if record.levelno >= logging.ERROR]
    if errors and strict:
        raise LayoutError(list(dict.fromkeys(errors)))
    return list(
        dict.fromkeys(
            message for message in map(logging.LogRecord.getMessage, records) if not message.startswith(SCREEN_ONLY)
        )
    )


def _note_errors(layout: Layout, records: list[logging.LogRecord]) -> None:
    """Add errors met while writing to the warnings of a layout that is not strict."""
    errors = [record for record in records if record.levelno >= logging.ERROR]
    layout.warnings.extend(text for text in _raise_errors(errors, layout.strict) if text not in layout.warnings)


def lay_out(
    book_html: str,
    base_url: str,
    stylesheets: list[Path],
    column: Column | None = None,
    fetches: Fetches = NOTHING_BESIDES,
    strict: bool = True,
    number_of: Callable[[int], int] = int,
) -> Layout:
    """Lay out a book.

    Its pages and styles may name files in the folder ``base_url``, beside the styles, in the theme, and in what
    ``fetches`` adds.

    :param column: the margin column, where the style sheets have one.
    :param strict: whether an error ends the layout; else it is one of the warnings, and what is missing is left out.
    :param number_of: returns the number of a page from its place (from 1), where they differ.
    :return: the pages, with everything that overflows or is missing on them (``publishing.pdf.layout.overflow``).
    :raises LayoutError: when WeasyPrint reports an error: a dead link, a missing image or font.
    :raises LibraryError: when another version of WeasyPrint is installed, whose tags are made differently.
    """
    repairs.require(tags.STAND_IN)  # before the layout, which takes minutes
    patches = weasyprint_patches, baseline_grid, drawings, speedups
    repairs.apply(*(repair for module in patches for repair in module.REPAIRS))
    with collected_log() as records:
        fonts = FontConfiguration()
        folders = [folder_of(base_url), THEME, *(sheet.parent for sheet in stylesheets), *map(Path, fetches.folders)]
        gate = GatedFetcher(folders, web=fetches.web)
        document = HTML(string=book_html, base_url=base_url, url_fetcher=gate).render(
            font_config=fonts,
            stylesheets=[CSS(string=read_text(FOOTNOTES, Code.OUTPUT)), *map(str, stylesheets)],
            cache=Pictures(),
        )
        if 'index-page' in book_html:
            from publishing.pdf.layout import index_pages  # here, since many books have no index

            index_pages.tidy(document)
        overfull = arrange(document, column, number_of) if column is not None else []
    return Layout(document, _raise_errors(records, strict) + overfull, overflow.check(document, number_of), strict)


def write_screen(layout: Layout, target: Path, identifier: bytes, name: str = 'ua-1') -> list[str]:
    """Write the PDF for screens: trimmed pages, links, bookmarks, tags; for readers and for archives.

    :param name: of what it is to keep, one of ``claims.STANDARDS``.
    :return: which of the two the file does not claim, and why; empty for a file that claims both.
    :raises LayoutError: as ``lay_out``.
    """
    standard, unclaimed = claims.STANDARDS[name], []
    with collected_log() as records:
        bleeds = [page.bleed for page in layout.document.pages]
        for page in layout.document.pages:
            page.bleed = dict.fromkeys(page.bleed, 0)
        try:
            with (
                tags.own_tags(layout.document) as formulas,
                picture_places.drawn_at(layout.document, SCREEN_RESOLUTION),
            ):
                layout.document.write_pdf(
                    target,
                    finisher=partial(_finish_screen, standard, records, unclaimed, formulas),
                    pdf_variant=standard.variant,
                    pdf_identifier=identifier,
                    pdf_version=standard.version,
                    pdf_tags=True,
                )
        finally:
            layout.document.color_profiles.pop(SRGB, None)
            for page, bleed in zip(layout.document.pages, bleeds, strict=True):
                page.bleed = bleed
    _note_errors(layout, records)
    return unclaimed


def _finish_screen(
    standard: claims.Standard,
    records: list[logging.LogRecord],
    unclaimed: list[str],
    formulas: tags.Formulas,
    document: Document,
    pdf: pydyf.PDF,
) -> None:
    """Say in a file written for archives that it is for all readers too, and give it what both need besides tags.

    What it breaks it does not claim; that goes to ``unclaimed``.
    """
    metadata = next(
        item for item in pdf.objects if isinstance(item, pydyf.Stream) and item.extra.get('Type') == '/Metadata'
    )
    if formulas:
        from publishing.pdf.tags import structure2  # here, since most books are PDF 1.7

        structure2.embed(pdf, formulas)
    breaches = claims.breaches(records, pdf, standard)
    metadata.stream = [claims.claimed(part, breaches, standard, has_files=bool(formulas)) for part in metadata.stream]
    unclaimed += claims.said(breaches)
    metadata.compress = False  # so that a search engine can read it
    intent = pydyf.Dictionary(
        {
            'Type': '/OutputIntent',
            'S': '/GTS_PDFA1',
            'OutputConditionIdentifier': pydyf.String('sRGB IEC61966-2.1'),
            'Info': pydyf.String('sRGB IEC61966-2.1'),
            'DestOutputProfile': document.color_profiles[SRGB].pdf_reference,
        }
    )
    pdf.catalog['OutputIntents'] = pydyf.Array([intent])
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get('Subtype') == '/Image':
            item.extra.pop('Interpolate', None)  # PDF/A shows images as they are


def write_print(layout: Layout, target: Path, identifier: bytes) -> None:
    """Write the pages for the print shop, still in screen colours: bleed, no links.

    ``print_file.finish`` makes of it what a printer gets.

    :raises LayoutError: as ``lay_out``.
    """
    # Photographs; of a drawing a printer may ask for twice as much.
    with collected_log() as records, picture_places.drawn_at(layout.document, PRINT_RESOLUTION, ('JPEG',)):
        layout.document.write_pdf(target, finisher=_finish_print, pdf_identifier=identifier, pdf_version='1.7')
    _note_errors(layout, records)


def _finish_print(document: Document, pdf: pydyf.PDF) -> None:
    pages = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get('Type') == '/Page']
    for page, laid_out in zip(pages, document.pages, strict=True):
        page.pop('Annots', None)
        left, bottom, right, top = page['TrimBox']
        sides = {side: width * 0.75 for side, width in laid_out.bleed.items()}  # WeasyPrint's own is 10 pt at most
        page['BleedBox'] = pydyf.Array(
            [left - sides['left'], bottom - sides['bottom'], right + sides['right'], top + sides['top']]
        )
    picture_places.note(document, pdf)


def page_map(document: Document, file: str) -> PageMap:
    """Return the page (from 1) on which each identifier stands and each block of the source begins."""
    names = dict(named_blocks((element, name) for element, (name, _line) in overflow.places(document).items()))
    blocks: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.descendants():
            if box.element in names and box.element_tag == box.element.tag:
                blocks.setdefault(names[box.element], number)
    return PageMap(file, page_numbers(document), blocks)


def page_numbers(document: Document) -> dict[str, int]:
    """Return the page (from 1) on which each identifier stands."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in page.anchors:
            numbers.setdefault(name, number)
    return numbers
