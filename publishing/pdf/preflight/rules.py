"""A print file as the rules of preflight see it, what a printer asks of it, and how a rule is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
from pikepdf import Rectangle

from publishing.pdf.preflight.marks import Painted
from publishing.pdf.preflight.walk import Walker

POINT = 72 / 25.4  # points per millimetre
TOLERANCE = 0.05 * POINT  # boxes are written in rounded points


@dataclass(frozen=True)
class Limits:
    """What a print shop asks of a file; the defaults are the general profile.

    :param trim: width and height of the finished page in millimetres; None: any, the same throughout.
    :param bleed: millimetres on every side.
    :param text_distance: millimetres from the trim within which no text may stand.
    :param total_ink: per cent over all four inks.
    :param resolution: pixels per inch of an image at its placed size; ``line_art`` the same with one bit a pixel.
    :param hairline: millimetres of the thinnest line.
    :param text_size: points of the smallest type.
    :param standard: ``X-4`` or ``X-1a``.
    :param intent: name of the printing condition, for example ``FOGRA39``; empty: any registered one.
    :param pages_multiple: the page count is a multiple of it.
    :param is_cover: one unfolded sheet: no page count, no sides.
    """

    name: str = 'general'
    trim: tuple[float, float] | None = (210.0, 297.0)
    bleed: float = 3.0
    text_distance: float = 0.0
    total_ink: float = 300.0
    resolution: float = 300.0
    line_art: float = 600.0
    hairline: float = 0.12
    text_size: float = 5.0
    standard: str = 'X-4'
    intent: str = ''
    pages_multiple: int = 4
    is_cover: bool = False

    def __post_init__(self) -> None:
        if self.standard not in ('X-4', 'X-1a'):
            raise ValueError(f'"{self.standard}" is no standard known here; expected X-4 or X-1a.')

    def for_cover(self) -> 'Limits':
        """Return the same limits for a cover file: its size depends on the spine, so any is right."""
        return replace(self, trim=None, pages_multiple=1, is_cover=True)


@dataclass(frozen=True)
class Problem:
    """What a rule found; ``page`` is None for the whole file. A note is worth reading but no failure."""

    page: int | None
    text: str
    is_note: bool = False


@dataclass(frozen=True)
class Page:
    """One page: its boxes in points (None where the file has none) and everything it paints."""

    number: int
    media: Rectangle
    trim: Rectangle | None
    bleed: Rectangle | None
    dictionary: pikepdf.Dictionary
    painted: Painted

    @property
    def finished(self) -> Rectangle:
        """Return the trim, or the whole sheet where none is given."""
        return self.trim or self.media

    @property
    def bled(self) -> Rectangle:
        """Return the bleed box, or the trim where none is given."""
        return self.bleed or self.finished

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is printed on the finished page."""
        return not any(meets(mark.box, self.finished) and not mark.colour.is_blank for mark in self.painted.marks)


@dataclass
class Book:
    """A file that is checked; ``path`` is None for one that was never written."""

    pdf: pikepdf.Pdf
    path: Path | None = None
    pages: list[Page] = field(default_factory=list)

    @classmethod
    def read(cls, pdf: pikepdf.Pdf, path: Path | None = None) -> 'Book':
        """Walk every page of an open file."""
        walker, book = Walker(), cls(pdf, path)
        for number, page in enumerate(pdf.pages, start=1):
            book.pages.append(
                Page(
                    number,
                    Rectangle(page.mediabox),
                    _box(page.obj.get('/TrimBox')),
                    _box(page.obj.get('/BleedBox')),
                    page.obj,
                    walker.page(page),
                )
            )
        return book

    @property
    def info(self) -> dict[str, str]:
        """Return the document information as text, by name without the slash."""
        return {str(key)[1:]: str(value) for key, value in self.pdf.docinfo.items()}

    @property
    def xmp(self) -> str:
        """Return the XMP metadata as text; empty where there is none."""
        stream = self.pdf.Root.get('/Metadata')
        return stream.read_bytes().decode('utf-8', 'replace') if isinstance(stream, pikepdf.Stream) else ''


Check = Callable[[Book, Limits], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule with its code, its plain name and where it comes from."""

    code: str
    name: str
    source: str
    check: Check


def rule(code: str, name: str, source: str) -> Callable[[Check], Rule]:
    """Make a rule of the decorated function; files are held to it once ``preflight.RULES`` lists it."""
    return lambda check: Rule(code, name, source, check)


def _box(value: pikepdf.Array | None) -> Rectangle | None:
    return None if value is None else Rectangle(value)


def meets(one: Rectangle, other: Rectangle, by: float = 0.01) -> bool:
    """Return whether two boxes overlap by more than ``by`` points."""
    shared = one & other
    return shared.width > by and shared.height > by


def distances(one: Rectangle, other: Rectangle) -> tuple[float, float, float, float]:
    """Return how far each side of ``one`` lies inside ``other``; below 0 it lies outside."""
    return one.llx - other.llx, one.lly - other.lly, other.urx - one.urx, other.ury - one.ury


def inside(one: Rectangle, other: Rectangle, by: float = TOLERANCE) -> bool:
    """Return whether ``one`` lies in ``other``, give or take ``by`` points."""
    return min(distances(one, other)) >= -by


def millimetres(points: float) -> str:
    """Return a length for people."""
    return f'{points / POINT:.2f}'.rstrip('0').rstrip('.') + ' mm'
