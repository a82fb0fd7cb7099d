"""Finish a laid-out PDF for a print shop, by the rules of PDF/X-4 or PDF/X-1a:2003.

In goes what ``layout.write_print`` writes, out come pages in inks alone, with exact boxes, crop marks in the slug, an
output intent and fixed dates. Held to the rules written here and in
``publishing.pdf.press.colours``; no open validator certifies it.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from publishing.core.findings import Code, Finding, FindingsError
from publishing.pdf.layout import picture_places
from publishing.pdf.layout.layout import POINT
from publishing.pdf.layout.picture_places import ENTRY
from publishing.pdf.press.colours import Fault, Separation, numbers
from publishing.pdf.press.inks import Inks, InksError
from publishing.pdf.press.printers import Printer

MARK_WIDTH = 0.25  # points
MARK_ROOM = 1.0  # millimetres of paper beyond the marks
VERSIONS = {'x-4': ('1.6', 'PDF/X-4'), 'x-1a': ('1.4', 'PDF/X-1a:2003')}


@dataclass(frozen=True)
class Kind:
    """What is being made: a block with or without its covers, or a cover sheet with folds at ``spine`` millimetres."""

    bleed: float
    multiple: int = 1
    has_back_cover: bool = False
    covers_apart: bool = False
    folds: tuple[float, ...] = ()


def finish(
    source: Path,
    target: Path,
    printer: Printer,
    kind: Kind,
    documents: Mapping[str, str] | None = None,
    identifier: str = '',
) -> int:
    """Write ``source`` for ``printer`` to ``target``; return the number of pages.

    :param documents: source files by the names of documents, for faults whose place is known.
    :param identifier: of the book in all its editions, ``urn:uuid:…``; that of the file is made from it.
    :raises FindingsError: naming every page with something no print shop should get; nothing is written then.
    """
    with pikepdf.open(source, allow_overwriting_input=source == target) as pdf:
        try:
            separation = Separation(Inks(printer.icc, printer.ink_limit), printer.resolution, picture_places.read(pdf))
        except InksError as error:
            raise FindingsError(
                [Finding(printer.icc, None, Code.PRINTER, (f'{error}. Mend intent.icc in {printer.path.name}.'))]
            ) from None
        contents = [separation.page(page, number) for number, page in enumerate(pdf.pages, start=1)]
        faults = separation.faults + _bleed_faults(pdf, kind) + _font_faults(pdf)
        if printer.standard == 'x-1a':
            faults += [
                Fault(
                    page,
                    'something is transparent; expected nothing, for this printer takes PDF/X-1a. Use '
                    'full colours instead of opacity, or a printer that takes PDF/X-4.',
                )
                for page in separation.transparent
            ]
        if faults:
            raise FindingsError(_finding(fault, target, documents or {}) for fault in faults)
        for page, content in zip(pdf.pages, contents, strict=True):
            _dress(pdf, page, content, printer, kind)
        _clean(pdf, keep_groups=bool(separation.transparent))
        _impose(pdf, printer, kind)
        _describe(pdf, printer, identifier)
        pages = len(pdf.pages)
        if kind.covers_apart:
            pdf.remove_unreferenced_resources()
        modern = printer.standard == 'x-4'
        mode = pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.disable
        pdf.save(
            target,
            force_version=VERSIONS[printer.standard][0],
            object_stream_mode=mode,
            deterministic_id=True,
            compress_streams=True,
        )
    return pages


def _finding(fault: Fault, target: Path, documents: Mapping[str, str]) -> Finding:
    """Return a fault as a finding at its place in the source, else at the file that would have been."""
    name, line = fault.place
    path, line = (documents[name], line) if name in documents else (target.name, None)
    return Finding(path, line, Code.PRINT, f'page {fault.page}: {fault.text}' if fault.page else fault.text)


def box(page: pikepdf.Page, name: str) -> list[float]:
    """Return a box of a page in points."""
    return [float(value) for value in page.obj[name]]


def _bleed_faults(pdf: pikepdf.Pdf, kind: Kind) -> list[Fault]:
    """The layout must reach as far out as the printer wants; what reaches further is cut off."""
    page = pdf.pages[0]
    found = (box(page, '/TrimBox')[0] - box(page, '/BleedBox')[0]) / POINT
    if found >= kind.bleed - 0.01:
        return []
    return [
        Fault(
            0,
            f'the layout has {found:.1f} mm of bleed; expected at least {kind.bleed:.1f} mm, as the printer '
            f'wants. Set "bleed: {kind.bleed:g}mm" for @page in the print style sheet.',
        )
    ]


def _font_faults(pdf: pikepdf.Pdf) -> list[Fault]:
    faults = []
    for font in (font for fonts in _resources(pdf, '/Font') for font in fonts.values()):
        name = str(font.get('/BaseFont', '/without name')).lstrip('/').rpartition('+')[2]
        outlines = font['/DescendantFonts'][0] if font.get('/Subtype') == '/Type0' else font
        if font.get('/Subtype') == '/Type3':
            faults.append(
                Fault(
                    0,
                    f'the font "{name}" is drawn letter by letter (Type 3); expected outlines. '
                    'Use another font: bitmap and colour fonts cannot be printed.',
                )
            )
        elif not {'/FontFile', '/FontFile2', '/FontFile3'} & set(outlines.get('/FontDescriptor', Dictionary()).keys()):
            faults.append(
                Fault(
                    0,
                    f'the font "{name}" is not in the file; expected every font embedded. '
                    'Use a font whose licence allows embedding.',
                )
            )
    return list(dict.fromkeys(faults))


def _resources(pdf: pikepdf.Pdf, kind: str) -> Iterator[Dictionary]:
    """Yield the dictionaries of one kind of resource, whether objects of their own or not."""
    for item in pdf.objects:
        if isinstance(item, Dictionary | Stream):
            for resources in (item, item.get('/Resources')):
                if isinstance(resources, Dictionary | Stream) and isinstance(resources.get(kind), Dictionary):
                    yield resources[kind]


def _dress(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes, printer: Printer, kind: Kind) -> None:
    """Set boxes, cut the content at the bleed and draw marks outside it."""
    trim = box(page, '/TrimBox')
    bleed = [round(value + sign * kind.bleed * POINT, 6) for value, sign in zip(trim, (-1, -1, 1, 1), strict=True)]
    slug = max(kind.bleed, printer.mark_offset + printer.mark_length + MARK_ROOM if printer.crop else 0) * POINT
    media = [round(value + sign * slug, 6) for value, sign in zip(trim, (-1, -1, 1, 1), strict=True)]
    left, bottom, right, top = bleed
    cut = f'q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n\n'.encode()
    marks = _marks(trim, printer, kind).encode() if printer.crop else b''
    page.obj['/Contents'] = pdf.make_stream(cut + content + b'\nQ\n' + marks)
    page.obj['/TrimBox'] = Array(numbers(round(value, 6) for value in trim))
    page.obj['/BleedBox'], page.obj['/MediaBox'] = Array(numbers(bleed)), Array(numbers(media))
    for key in ('/Annots', '/CropBox', '/ArtBox', '/Group', '/StructParents', '/Tabs', '/AA'):
        if key in page.obj:
            del page.obj[key]


def _marks(trim: list[float], printer: Printer, kind: Kind) -> str:
    """Return crop marks at the corners, and fold marks, in all inks: they lie in the slug, where no ink limit rules."""
    near, far = printer.mark_offset * POINT, (printer.mark_offset + printer.mark_length) * POINT
    left, bottom, right, top = trim
    lines = []
    for x, out in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            lines += [(x + out * near, y, x + out * far, y), (x, y + up * near, x, y + up * far)]
    for fold in kind.folds:
        x = left + fold * POINT
        lines += [(x, bottom - near, x, bottom - far), (x, top + near, x, top + far)]
    drawn = '\n'.join('{:.4f} {:.4f} m {:.4f} {:.4f} l'.format(*line) for line in lines)
    return f'q 1 1 1 1 K {MARK_WIDTH} w\n{drawn}\nS Q\n'


def _clean(pdf: pikepdf.Pdf, keep_groups: bool) -> None:
    """Take out what is for screens, unused colour spaces, and groups where nothing is transparent."""
    for key in (
        '/Names',
        '/Dests',
        '/Outlines',
        '/PageMode',
        '/AcroForm',
        '/StructTreeRoot',
        '/MarkInfo',
        '/OpenAction',
        '/ViewerPreferences',
        '/OutputIntents',
        '/Metadata',
        '/AF',
        f'/{ENTRY}',
    ):
        if key in pdf.Root:
            del pdf.Root[key]
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get('/Subtype') == '/Form' and '/Group' in item and not keep_groups:
            del item['/Group']
    for spaces in list(_resources(pdf, '/ColorSpace')):  # ``Separation`` left no stream that uses one
        for name in list(spaces.keys()):
            del spaces[name]
    if keep_groups:
        for page in pdf.pages:
            page.obj['/Group'] = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)


def _impose(pdf: pikepdf.Pdf, printer: Printer, kind: Kind) -> None:
    """Fill up to whole sheets with blank pages: before the back cover, which must stay the last page of the last sheet.

    Where covers are printed apart, the front cover's leaf goes when its back is empty; otherwise the cover becomes a
    blank page, so that odd pages stay on the right. Numbers of pages never change.
    """
    pages = pdf.pages
    last = len(pages) - 1 if kind.has_back_cover and len(pages) > 1 else len(pages)
    model = pages[0].obj

    def blank() -> pikepdf.Page:
        marks = _marks(box(pages[0], '/TrimBox'), printer, kind).encode() if printer.crop else b''
        page = Dictionary(Type=Name.Page, Resources=Dictionary(), Contents=pdf.make_stream(marks))
        for key in ('/MediaBox', '/BleedBox', '/TrimBox'):
            page[key] = Array(model[key])
        return pikepdf.Page(pdf.make_indirect(page))

    if kind.covers_apart:
        first_blank = blank()
        if last < len(pages):
            del pages[last]
        while len(pages) > 2 and is_blank(pages[-1]):
            del pages[-1]
        if len(pages) > 2 and is_blank(pages[1]):
            del pages[1]
            del pages[0]
        else:
            pages[0] = first_blank
        last = len(pages)
    for _ in range(-len(pages) % kind.multiple):
        pages.insert(last, blank())


def is_blank(page: pikepdf.Page) -> bool:
    """Tell whether a page shows nothing but marks in registration colour."""
    drawn = {'Tj', 'TJ', 'f', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do'}
    in_marks = False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == 'K':
            in_marks = all(float(value) == 1 for value in operands)
        elif str(operator) in drawn and not in_marks:
            return False
    return True


# What the file says of itself


def _describe(pdf: pikepdf.Pdf, printer: Printer, identifier: str) -> None:
    """Set the document information, its twin in XMP, and the output intent."""
    old = pdf.trailer.get('/Info', Dictionary())
    title, author = str(old.get('/Title', 'Untitled')), str(old.get('/Author', ''))
    day = ''.join(filter(str.isdigit, str(old.get('/CreationDate', 'D:20000101'))))[:8]
    version, language = VERSIONS[printer.standard][1], str(pdf.Root.get('/Lang', 'x-unknown'))
    info = Dictionary(
        Title=String(title),
        Creator=String('Sphinx'),
        Producer=String('WeasyPrint, pikepdf'),
        Trapped=Name('/False'),
        CreationDate=String(f'D:{day}120000Z'),
        ModDate=String(f'D:{day}120000Z'),
    )
    if author:
        info['/Author'] = String(author)
    if printer.standard == 'x-1a':
        info['/GTS_PDFXVersion'] = String(version)
    pdf.trailer['/Info'] = pdf.make_indirect(info)
    digest = hashlib.sha256(b''.join(page.obj['/Contents'].read_raw_bytes() for page in pdf.pages)).hexdigest()
    space = uuid.UUID(identifier) if identifier else uuid.NAMESPACE_URL
    identity = uuid.uuid5(space, f'{title} {language} {day} {printer.key} {digest}')
    metadata = pdf.make_stream(_xmp(title, author, day, version, language, identity).encode())
    metadata['/Type'], metadata['/Subtype'] = Name.Metadata, Name.XML
    pdf.Root['/Metadata'] = metadata
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name('/GTS_PDFX'),
        OutputConditionIdentifier=String(printer.intent),
        RegistryName=String(printer.registry),
        Info=String(printer.condition or printer.intent),
    )
    if printer.condition:
        intent['/OutputCondition'] = String(printer.condition)
    if printer.embed:
        intent['/DestOutputProfile'] = pdf.make_stream(printer.icc.read_bytes(), N=4)
    pdf.Root['/OutputIntents'] = Array([pdf.make_indirect(intent)])


def _xmp(title: str, author: str, day: str, version: str, language: str, identity: uuid.UUID) -> str:
    date = f'{day[:4]}-{day[4:6]}-{day[6:]}T12:00:00Z'
    creator = f'<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>\n' if author else ''
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>WeasyPrint, pikepdf</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>Sphinx</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>{version}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
