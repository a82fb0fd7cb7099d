"""Lay out and finish a page for the print shop that has every kind of colour, and read what it draws."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

from publishing.pdf.layout import layout as press
from publishing.pdf.press import print_file, printers
from publishing.pdf.press.print_file import Kind
from publishing.pdf.press.printers import Printer

GENERAL = printers.load()
CSS = """
@page { size: A4; bleed: 5mm; margin: 20mm; background: #00639A }
@page plain { background: none }
.new { break-before: page; page: plain }
body { color: #1A1A1A; font-family: "DejaVu Sans" }
hr { border: 0; border-top: 0.5pt solid #1A1A1A }
.grey { color: #999999 } .sea { color: #0B4F6C } .own { color: device-cmyk(1 1 1 1) }
.fade { width: 40mm; height: 10mm; background: linear-gradient(#FF0000, #0000FF) }
.tiles { width: 40mm; height: 10mm; background: url(tile.svg) 0 0 / 2mm 2mm }
.veil { opacity: 0.5; background: #8A5A00 }
img { width: 10mm }
"""
TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5" fill="#6B3F7A"/></svg>'
)
HTML = """<!DOCTYPE html><html lang="lv"><head><title>Ostas &amp; krasti</title>
<meta name="author" content="Divi reģioni">
<meta name="dcterms.created" content="2026-11-22"><meta name="dcterms.modified" content="2026-11-22"></head><body>
<h1 id="a">One</h1><p>Black <a href="#b">to two</a>, <span class="grey">grey</span>, <span class="sea">sea</span>,
<span class="own">four inks</span></p><hr><div class="fade"></div><div class="tiles"></div><img src="photo.png" alt="x">
<h1 id="b" class="new">Two</h1><p>More.</p>{0}</body></html>"""
PLAIN = HTML.format('')


def finished(
    folder: Path,
    text: str = PLAIN,
    css: str = CSS,
    printer: Printer = GENERAL,
    kind: Kind | None = None,
    pixels: int = 200,
) -> Path:
    """Lay out HTML and finish it for print; the raw pages are ``raw.pdf`` beside, those for screens ``screen.pdf``."""
    (folder / 'style.css').write_text(css, encoding='utf-8')
    (folder / 'tile.svg').write_text(TILE, encoding='utf-8')
    noise = np.random.default_rng(2).integers(0, 256, (pixels, pixels, 3), dtype=np.uint8)
    Image.fromarray(noise).save(folder / 'photo.png')
    layout = press.lay_out(text, folder.as_uri() + '/', [folder / 'style.css'])
    press.write_screen(layout, folder / 'screen.pdf', b'0' * 32)
    press.write_print(layout, folder / 'raw.pdf', b'0' * 32)
    target = folder / 'print.pdf'
    print_file.finish(folder / 'raw.pdf', target, printer, kind or Kind(printer.bleed, printer.multiple))
    return target


def streams(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Yield (kind, stream) of everything with drawing instructions: pages, forms, tiling patterns."""
    for page in pdf.pages:
        yield 'page', page
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (item.get('/Subtype') == '/Form' or item.get('/PatternType') == 1):
            yield 'form' if '/Subtype' in item else 'pattern', item
