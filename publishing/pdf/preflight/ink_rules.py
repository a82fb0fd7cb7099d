"""Rules about what is printed: colours, ink, images, type, lines, transparency."""

from collections import Counter
from collections.abc import Iterator

from publishing.pdf.preflight.colours import RGB
from publishing.pdf.preflight.marks import Mark
from publishing.pdf.preflight.rules import POINT, Book, Limits, Page, Problem, meets, millimetres, rule

#: A rectangle this long, or longer, is a drawn line when it is thin enough.
RULED = 2.0 * POINT
WORDS = {
    'text': 'text',
    'fill': 'areas',
    'stroke': 'lines',
    'image': 'images',
    'mask': 'stencils',
    'shading': 'gradients',
}


def _printed(page: Page) -> Iterator[Mark]:
    """Yield what lies at least partly on the finished page; the rest is cut off before anyone sees it."""
    for mark in page.painted.marks:
        if meets(mark.box, page.finished, -0.01):
            yield mark


@rule('colour-spaces', 'Only CMYK and grey', 'WeasyPrint 70 leaves text, borders, SVG in DeviceRGB; printers: all CMYK')
def colour_spaces(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        found = Counter(
            (mark.kind, str(mark.colour.space))
            for mark in page.painted.marks
            if mark.kind != 'image' and not mark.colour.space.is_printable
        )
        for kind, space in sorted(found):
            yield Problem(page.number, f'{WORDS[kind]} in {space}')


@rule(
    'black-only',
    'Black and grey text and lines in black ink only',
    'printers: K100 for text (grafkarton.pl, hansaprint.fi, rauda.lv): four inks never register on small type',
)
def black_only(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for mark in _printed(page):
            is_line = mark.kind == 'stroke' or (mark.kind == 'fill' and mark.is_plain and _thin(mark))
            if (mark.kind == 'text' or is_line) and (mark.colour.is_mixed_black or mark.colour.is_registration):
                what = 'text' if mark.kind == 'text' else 'a line'
                yield Problem(page.number, f'{what} in {mark.colour}; expected black ink only')


def _thin(mark: Mark, limit: float = POINT) -> bool:
    return min(mark.box.width, mark.box.height) <= limit and max(mark.box.width, mark.box.height) >= RULED


@rule('image-colours', 'No RGB images', 'WeasyPrint 70 leaves RGB images as they are; jusudruka.lv: RGB to CMYK')
def image_colours(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for mark in page.painted.marks:
            if mark.kind == 'image' and not mark.colour.space.is_printable:
                what = 'an RGB image' if mark.colour.space.name == RGB else f'an image in {mark.colour.space}'
                yield Problem(page.number, what)


@rule(
    'image-resolution',
    'Images fine enough at their placed size',
    'grafkarton.pl: 300 dpi; blackmore.co.uk: 300 ppi, line art 600–1200',
)
def image_resolution(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for mark in _printed(page):
            if mark.kind in ('image', 'mask'):
                least = limits.line_art if mark.bits == 1 else limits.resolution
                if mark.size < least - 0.5:
                    kind = 'a black-and-white image' if mark.bits == 1 else 'an image'
                    yield Problem(
                        page.number,
                        f'{kind} of {mark.size:.0f} ppi, {millimetres(mark.box.width)} × '
                        f'{millimetres(mark.box.height)}; expected {least:g} ppi or more',
                    )


@rule('total-ink', 'Flat colours within the ink limit', 'jusudruka.lv: 300 %; folded.lv: 320/260 %')
def total_ink(book: Book, limits: Limits) -> Iterator[Problem]:
    """Only flat colours: images and gradients hold their ink in their data."""
    for page in book.pages:
        for mark in _printed(page):
            total = mark.colour.total
            if total is not None and total > limits.total_ink + 0.5:
                yield Problem(
                    page.number,
                    f'{WORDS[mark.kind]} with {total:.0f} % ink ({mark.colour}); '
                    f'expected {limits.total_ink:g} % or less',
                )


@rule('fonts', 'Every font embedded, none of Type 3', 'PDF/X: all fonts embedded; Type 3 cannot be hinted or mended')
def fonts(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for font in page.painted.fonts.values():
            if font.kind == 'Type3':
                yield Problem(page.number, f'the font "{font.name}" is of Type 3')
            elif not font.is_embedded:
                yield Problem(page.number, f'the font "{font.name}" is not embedded')


@rule('text-size', 'No type smaller than can be read', 'ours: 5 pt, the smallest that prints cleanly')
def text_size(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for mark in _printed(page):
            if mark.kind == 'text' and mark.size < limits.text_size - 0.01:
                yield Problem(page.number, f'type of {mark.size:.1f} pt; expected {limits.text_size:g} pt or more')


@rule('hairlines', 'No line thinner than can be printed', 'titnagas.eu.lt: 0.12 mm; grafkarton.pl: 0.3 pt')
def hairlines(book: Book, limits: Limits) -> Iterator[Problem]:
    least = limits.hairline * POINT - 0.001
    for page in book.pages:
        for mark in _printed(page):
            if mark.kind == 'stroke':
                width = mark.size
            elif mark.kind == 'fill' and mark.is_plain and _thin(mark, least):
                width = min(mark.box.width, mark.box.height)
            else:
                continue
            if width < least and not mark.colour.is_blank:
                yield Problem(page.number, f'a line of {millimetres(width)}; expected {limits.hairline:g} mm or more')


@rule(
    'transparency',
    'No transparency for X-1a; listed for X-4',
    'WeasyPrint 70 keeps it in x-1a files too; rauda.lv: no transparency',
)
def transparency(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        for what in sorted(page.painted.transparency):
            yield Problem(page.number, what, is_note=limits.standard != 'X-1a')
        space = page.dictionary.get('/Group', {}).get('/CS')
        if space is not None and str(space) in ('/DeviceRGB', '/CalRGB'):
            yield Problem(page.number, 'transparency is mixed in RGB (Group CS); expected DeviceCMYK')
