"""The downloads that are built: files of an edition, PDFs of its chapters, with what the manifest says of each."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from publishing.core.chapter_files import FOLDER, ChapterFile, read_list
from publishing.core.languages import Language
from publishing.core.project import book_name

#: End of a download's name, and its format in the manifest.
FORMATS = (('.pdf', 'pdf'), ('-print.pdf', 'pdf-print'), ('-cover.pdf', 'pdf-cover'), ('.epub', 'epub'))


@dataclass(frozen=True)
class Download:
    """One file: where it is, what it is, and what a reader wants to know before taking it."""

    path: Path
    format: str
    bytes: int
    pages: int | None
    sha256: str


@dataclass(frozen=True)
class Chapter:
    """One chapter's PDF: what the builder noted of it, and its file."""

    noted: ChapterFile
    url: str
    bytes: int
    sha256: str


def downloads(folder: Path, language: Language) -> Iterator[Download]:
    """Yield the downloads that exist for ``language``."""
    for ending, form in FORMATS:
        path = folder / f'{book_name(language.code)}{ending}'
        if path.is_file():
            content = path.read_bytes()
            pages = count_pages(content) if form.startswith('pdf') else None
            yield Download(path, form, len(content), pages, hashlib.sha256(content).hexdigest())


def chapters(folder: Path, language: Language) -> Iterator[Chapter]:
    """Yield the PDFs of single chapters that exist for ``language``."""
    place = f'{FOLDER}/{language.code}'
    for one in read_list(folder / place):
        content = (folder / place / one.file).read_bytes()
        yield Chapter(one, f'{place}/{one.file}', len(content), hashlib.sha256(content).hexdigest())


def count_pages(pdf: bytes) -> int | None:
    """Return how many pages a PDF has, or None where there is none to be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return len(opened.pages)
    except pikepdf.PdfError:
        return None
