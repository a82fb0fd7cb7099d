"""A QR code of its web address in the margin of each chapter's first page; on the screen a link.

Only where ``html_baseurl`` says the address of the web pages.
"""

import re
from html import escape

from sphinx.builders import Builder

from publishing.pdf.book import words
from publishing.pdf.book.assembly import Document, parse
from publishing.pdf.book.contents import heading_of
from publishing.pdf.book.links import address

#: White modules around the code, as the standard wants them.
QUIET = 4


def code_svg(text: str, title: str) -> str:
    """Return the QR code of ``text`` as one SVG shape, so that no seams show between its modules."""
    import segno  # here, since only books with an address need all three
    from shapely import box, unary_union

    from publishing.core.design import read_colours

    matrix = segno.make(text, error='m', micro=False, boost_error=False).matrix
    dark = unary_union(
        [box(x, y, x + 1, y + 1) for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark]
    )
    rings = [ring for shape in dark.normalize().geoms for ring in (shape.exterior, *shape.interiors)]
    path = ''.join('M' + 'L'.join(f'{x:.0f},{y:.0f}' for x, y in ring.coords[:-1]) + 'Z' for ring in rings)
    size = len(matrix) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr-code" role="img" '
        f'viewBox="{-QUIET} {-QUIET} {size} {size}"><title>{escape(title)}</title>'
        f'<path fill="{read_colours()["text"]}" fill-rule="evenodd" d="{path}"></path></svg>'
    )


def add_code(builder: Builder, document: Document) -> None:
    """Put code and address of a chapter behind its title."""
    heading, url = heading_of(document.body), address(builder.config, document.name)
    if heading is None or not url:
        return
    # WeasyPrint knows no <wbr>; a line breaks between inline blocks.
    shown = ''.join(
        f'<span class="address-part">{escape(part)}</span>'
        for part in re.findall('[^/]*/?', url.partition('://')[2] or url)
        if part
    )
    language = builder.config.language
    lead = words.said('This chapter on the web', language)
    words_span = f'<span class="chapter-code-words">{escape(lead)}</span> ' if lead else ''
    block = parse(
        f'<aside class="chapter-code"><div class="in-margin"><a href="{escape(url)}">'
        f'{code_svg(url, words.said("QR code of the web address", language) or url)}'
        f'{words_span}'
        f'<span class="chapter-address">{shown}</span></a></div></aside>'
    )
    heading.addnext(block[0])
