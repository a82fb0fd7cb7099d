"""Pictures of a laid-out book: their files, and where in the source they stand.

The print file is made from a PDF, where a picture is an object with a number. ``note`` leaves an entry in that PDF's
catalog, ``read`` gets it back, so that a fault of a picture is named at the line where an author put it.
"""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pikepdf
import pydyf
from weasyprint.document import Document
from weasyprint.images import RasterImage

from publishing.pdf.layout import overflow

#: Entry of the catalog; ``publishing.pdf.press.print_file`` takes it out.
ENTRY = 'HandbookImages'
Place = tuple[str, int | None]
NOWHERE: Place = ('', None)


@contextmanager
def drawn_at(document: Document, resolution: int, kinds: Container[str] = ('JPEG', 'PNG')) -> Iterator[None]:
    """Have pictures drawn with ``resolution`` pixels an inch of their place at most; both files are of one layout.

    :param kinds: formats of the pictures that are meant; the others keep all they have.
    """
    pictures = {
        id(image): image
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(image := getattr(box, 'replacement', None), RasterImage) and image.format in kinds
    }
    before = [(image, image.image_data) for image in pictures.values()]  # in whose place it puts what it has made
    for image in pictures.values():
        image._dpi = resolution
    try:
        yield
    finally:
        for image, data in before:
            image._dpi, image.image_data = None, data


@dataclass(frozen=True)
class Picture:
    """The address of a picture's file in the HTML, and the document and line where it stands, by page from 1."""

    source: str
    places: dict[int, Place] = field(default_factory=dict)


def note(document: Document, pdf: pydyf.PDF) -> None:
    """Write files and places of all pictures into the catalog, by the names their objects get."""
    places, found = overflow.places(document), {}
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.descendants():
            image, element = getattr(box, 'replacement', None), box.element
            if isinstance(image, RasterImage) and element is not None and element.get('src'):
                picture = found.setdefault(image.id, Picture(element.get('src')))
                picture.places.setdefault(number, places.get(element, NOWHERE))
    # Two names: ``Stream.add_image`` has one for each way of drawing.
    pdf.catalog[ENTRY] = pydyf.Dictionary(
        {f'i{image}{kind}': _array(picture) for image, picture in found.items() for kind in (0, 1)}
    )


def _array(picture: Picture) -> pydyf.Array:
    values = [pydyf.String(picture.source)]
    for page, (document, line) in picture.places.items():
        values += [page, pydyf.String(document), line or 0]
    return pydyf.Array(values)


def read(pdf: pikepdf.Pdf) -> dict[str, Picture]:
    """Return the pictures by the names of their objects; none for a PDF that ``note`` has not seen."""
    found = {}
    for name, entry in pdf.Root.get(f'/{ENTRY}', pikepdf.Dictionary()).items():
        source, *rest = entry
        triples = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        found[name[1:]] = Picture(
            str(source), {int(page): (str(document), int(line) or None) for page, document, line in triples}
        )
    return found
