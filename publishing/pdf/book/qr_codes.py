"""A QR code of its web address in the margin of each chapter's first page; on the screen a link.

Only where ``html_baseurl`` says the address of the web pages. Where every language has a folder of its own,
``{language}`` stands for it: ``https://example.org/handbook/{language}/``.
"""

import re
from html import escape

from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.locale import _

from publishing.pdf.book.assembly import Document, parse
from publishing.pdf.book.contents import heading_of

#: White modules around the code, as the standard wants them.
QUIET = 4


def address(config: Config, docname: str) -> str:
    """Return the web address of a page, or '' where none is known."""
    if not config.html_baseurl:
        return ''
    base = config.html_baseurl.replace('{language}', config.language or 'en').rstrip('/')
    ending = config.html_link_suffix or config.html_file_suffix or '.html'
    return f'{base}/{docname}{ending}'


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
    block = parse(
        f'<aside class="chapter-code"><div class="in-margin"><a href="{escape(url)}">'
        f'{code_svg(url, _("QR code of the web address"))}'
        f'<span class="chapter-code-words">{escape(_("This chapter on the web"))}</span> '
        f'<span class="chapter-address">{shown}</span></a></div></aside>'
    )
    heading.addnext(block[0])
