"""Rules about boxes and pages: size, bleed, marks, number and order of pages."""

from collections.abc import Iterator

from pikepdf import Rectangle

from publishing.pdf.preflight.marks import grown
from publishing.pdf.preflight.rules import (
    POINT,
    TOLERANCE,
    Book,
    Limits,
    Page,
    Problem,
    distances,
    inside,
    meets,
    millimetres,
    rule,
)

LINE = 0.5 * POINT  # a mark is a line no thicker than this …
LONG = 1.0 * POINT  # … and at least this long


def _size(box: Rectangle) -> str:
    return f'{box.width / POINT:.2f} × {box.height / POINT:.2f} mm'


def _differ(one: Rectangle, other: Rectangle) -> bool:
    return abs(one.width - other.width) > TOLERANCE or abs(one.height - other.height) > TOLERANCE


@rule(
    'trim-box',
    'Trim box on every page, of the ordered size',
    'WeasyPrint 70: MediaBox is the bleed box; printers: TrimBox or ArtBox, not both (pixfile)',
)
def trim_box(book: Book, limits: Limits) -> Iterator[Problem]:
    wanted = None if limits.trim is None else Rectangle(0, 0, *(side * POINT for side in limits.trim))
    for page in book.pages:
        if page.trim is None:
            yield Problem(page.number, 'no TrimBox')
        elif wanted and _differ(page.trim, wanted):
            yield Problem(page.number, f'the trim is {_size(page.trim)}; expected {_size(wanted)}')
        if '/ArtBox' in page.dictionary:
            yield Problem(page.number, 'an ArtBox beside the TrimBox; expected one of the two')


@rule('bleed-box', 'Bleed box wide enough on every side', 'printers in Latvia, Lithuania, Poland: 2–5 mm, mostly 3 mm')
def bleed_box(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        if page.bleed is None:
            yield Problem(page.number, 'no BleedBox')
            continue
        least = min(distances(page.finished, page.bleed))
        if least < limits.bleed * POINT - TOLERANCE:
            yield Problem(
                page.number, f'the bleed is {millimetres(least)} on one side; expected {limits.bleed:g} mm or more'
            )
        if not inside(page.bleed, page.media):
            yield Problem(page.number, 'the bleed reaches beyond the MediaBox')


@rule('bleed-filled', 'What touches the trim runs on through the bleed', 'why there is a bleed: the knife is not exact')
def bleed_filled(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        trim = page.finished
        for mark in page.painted.marks:
            is_area = mark.kind in ('image', 'shading') or (mark.kind == 'fill' and mark.is_plain)
            if not is_area or mark.colour.is_blank or not meets(mark.box, trim):
                continue  # art with an outline of its own may end anywhere
            reach = distances(trim, mark.box)
            if any(-TOLERANCE <= side < limits.bleed * POINT - 2 * TOLERANCE for side in reach):
                yield Problem(page.number, f'an area ({mark.kind}) ends at the trim or within the bleed')


@rule('page-size', 'Pages of one size, not turned or scaled', 'one imposition for the whole book')
def page_size(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        if _differ(page.finished, book.pages[0].finished):
            yield Problem(
                page.number, f'the page is {_size(page.finished)}; the first is {_size(book.pages[0].finished)}'
            )
        if int(page.dictionary.get('/Rotate', 0)) % 360:
            yield Problem(page.number, f'the page is turned by {int(page.dictionary.Rotate)}°')
        if float(page.dictionary.get('/UserUnit', 1)) != 1:
            yield Problem(page.number, f'the page is scaled by {float(page.dictionary.UserUnit):g} (UserUnit)')


@rule(
    'marks-outside-bleed',
    'Crop marks outside the bleed',
    'WeasyPrint 70 draws them inside it; en.help.pixfile.com: marks outside the BleedBox',
)
def marks_outside_bleed(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        trim, given = page.finished, page.bled
        least = grown(trim, limits.bleed * POINT)
        bleed = Rectangle(
            min(given.llx, least.llx), min(given.lly, least.lly), max(given.urx, least.urx), max(given.ury, least.ury)
        )
        for mark in page.painted.marks:
            if meets(mark.box, bleed) and not meets(mark.box, trim, TOLERANCE) and _is_printers_mark(mark):
                yield Problem(page.number, 'a crop mark begins inside the bleed')


def _is_printers_mark(mark) -> bool:
    """Tell marks from art that only touches the bleed: in every ink, or a thin straight line."""
    if mark.kind not in ('fill', 'stroke') or mark.colour.is_blank:
        return False
    thin, long = sorted((mark.box.width, mark.box.height))
    return mark.colour.is_registration or (mark.is_plain and thin <= LINE and long >= LONG)


@rule('page-count', 'Number of pages fits the sheets', 'sheets are folded: multiples of 4, 8 or 16')
def page_count(book: Book, limits: Limits) -> Iterator[Problem]:
    if not book.pages:
        yield Problem(None, 'no page at all')
    elif over := len(book.pages) % limits.pages_multiple:
        yield Problem(
            None,
            f'{len(book.pages)} pages; expected a multiple of {limits.pages_multiple}, so '
            f'{limits.pages_multiple - over} more',
        )


@rule(
    'page-sides',
    'First page on the right, blank pages only where meant',
    'drukarnia-suchecki.pl: single pages, blanks included; chapters begin on the right',
)
def page_sides(book: Book, limits: Limits) -> Iterator[Problem]:
    """A blank page is meant on the left before an opening page, and in the last pages before the back cover."""
    if limits.is_cover or not book.pages:
        return
    layout = str(book.pdf.Root.get('/PageLayout', ''))
    if layout in ('/TwoPageLeft', '/TwoColumnLeft'):
        yield Problem(1, f'the file shows its first page on the left ({layout[1:]}); expected a right-hand page')
    if str(book.pdf.Root.get('/ViewerPreferences', {}).get('/Direction', '/L2R')) == '/R2L':
        yield Problem(1, 'the file is bound on the right (Direction R2L); expected a right-hand first page')
    blanks = [page.number for page in book.pages if page.is_blank]
    if 1 in blanks:
        yield Problem(1, 'the first page is blank')
    closing = _closing(book.pages, blanks, limits.pages_multiple)
    for number in blanks:
        if number != 1 and number not in closing and (number % 2 or number + 1 in blanks):
            yield Problem(
                number, 'a blank page that is neither a left-hand page before an opening page nor one of the last'
            )
    if blanks:
        yield Problem(None, f'blank pages: {", ".join(map(str, blanks))}', is_note=True)


def _closing(pages: list[Page], blanks: list[int], multiple: int) -> set[int]:
    """Return the blank pages at the end that make up whole sheets; the last page itself may be the back cover."""
    found, number = set(), len(pages) if len(pages) in blanks else len(pages) - 1
    while number in blanks and len(found) < multiple:
        found.add(number)
        number -= 1
    return found


@rule('text-in-trim', 'No text outside the trim or too near to it', 'grafkarton.pl: 5 mm safe distance; ours: inside')
def text_in_trim(book: Book, limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        near = limits.text_distance * POINT
        safe = grown(page.finished, -near)
        for mark in page.painted.marks:
            if mark.kind == 'text' and not inside(mark.box, safe):
                yield Problem(
                    page.number,
                    f'text reaches {millimetres(-min(distances(mark.box, safe)))} beyond the '
                    + (f'{limits.text_distance:g} mm kept free' if near else 'trim'),
                )
