"""Build small print files that keep every rule of preflight, to be spoilt one fault at a time."""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from places import REPOSITORY

from publishing.pdf.preflight.rules import POINT

FONT = REPOSITORY / 'theme' / 'fonts' / 'SourceSerif4-Regular.ttf'
WIDTH, HEIGHT = 210 * POINT, 297 * POINT
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>'
    '<pdf:Trapped>False</pdf:Trapped></rdf:Description></rdf:RDF></x:xmpmeta>'
)


def box(more: float) -> list[float]:
    """Return the page's box, ``more`` millimetres wider on each side."""
    return [-more * POINT, -more * POINT, WIDTH + more * POINT, HEIGHT + more * POINT]


def rectangle(more: float = 0.0) -> str:
    left, bottom, right, top = box(more)
    return f'{left} {bottom} {right - left} {top - bottom} re'


def marks(near: float = 4.0, far: float = 9.0) -> str:
    """Return corner marks that begin ``near`` millimetres outside the trim, all in one path as ``press`` does it."""
    lines = []
    for x, out in ((0, -1), (WIDTH, 1)):
        for y, up in ((0, -1), (HEIGHT, 1)):
            lines.append(f'{x + out * near * POINT} {y} m {x + out * far * POINT} {y} l')
            lines.append(f'{x} {y + up * near * POINT} m {x} {y + up * far * POINT} l')
    return f'q 1 1 1 1 K 0.25 w {" ".join(lines)} S Q'


def text(words: str = 'Text', size: float = 10, x: float = 100, y: float = 600, colour: str = '0 g') -> str:
    return f'{colour} BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET'


GROUND = f'0.2 0 0.1 0 k {rectangle(3)} f'
IMAGE = 'q 72 0 0 72 100 100 cm /Im1 Do Q'
LINE = '0 G 0.5 w 100 300 m 300 300 l S'


def image(pdf: Pdf, space: str = 'DeviceCMYK', pixels: int = 300, bits: int = 8, **more) -> Stream:
    """Return an image of one colour, as many pixels wide as high."""
    components = {'DeviceCMYK': 4, 'DeviceRGB': 3, 'DeviceGray': 1}[space]
    data = bytes((pixels * components * bits + 7) // 8 * pixels)
    return Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels,
        Height=pixels,
        ColorSpace=Name(f'/{space}'),
        BitsPerComponent=bits,
        **more,
    )


def profile(pdf: Pdf, kind: bytes = b'prtr', space: bytes = b'CMYK', components: int = 4) -> Stream:
    """Return the head of an ICC profile."""
    data = bytearray(128)
    data[12:16], data[16:20], data[36:40] = kind, space.ljust(4), b'acsp'
    return pdf.make_indirect(Stream(pdf, bytes(data), N=components))


def font(pdf: Pdf) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name('/AAAAAA+Serif'),
        Flags=32,
        FontBBox=[0, -200, 1000, 800],
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_indirect(Stream(pdf, FONT.read_bytes())),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name('/AAAAAA+Serif'),
            FirstChar=32,
            LastChar=126,
            Widths=[500] * 95,
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def add_page(pdf: Pdf, content: str, resources: Dictionary) -> None:
    page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    page.obj.MediaBox, page.obj.TrimBox, page.obj.BleedBox = Array(box(10)), Array(box(0)), Array(box(3))
    page.obj.Resources = resources
    page.obj.Contents = Stream(pdf, f'{content} {marks()}'.encode())


def good(pages: int = 4) -> Pdf:
    """Return a file by the rules: X-4, A4, the second page blank."""
    pdf = Pdf.new()
    resources = Dictionary(Font=Dictionary(F1=font(pdf)), XObject=Dictionary(Im1=pdf.make_indirect(image(pdf))))
    for number in range(1, pages + 1):
        add_page(pdf, '' if number == 2 else f'{GROUND} {text()} {LINE} {IMAGE}', resources)
    pdf.docinfo['/Title'] = 'Sample'
    pdf.docinfo['/CreationDate'] = pdf.docinfo['/ModDate'] = 'D:20261122120000Z'
    pdf.docinfo['/Trapped'] = Name('/False')
    pdf.Root.Metadata = Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier='FOGRA39',
                RegistryName='http://www.color.org',
                DestOutputProfile=profile(pdf),
            )
        ]
    )
    return pdf


def draw(pdf: Pdf, content: str, page: int = 0) -> None:
    """Paint more on a page."""
    pdf.pages[page].contents_add(content.encode())


def save(pdf: Pdf, path: Path, version: str = '1.6', **options) -> Path:
    pdf.save(path, force_version=version, static_id=True, **options)
    return path


def encrypted(pdf: Pdf, path: Path) -> Path:
    pdf.save(path, force_version='1.6', encryption=pikepdf.Encryption(owner='owner', user='', R=4))
    return path
