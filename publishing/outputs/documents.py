"""What may be in a PDF and in a DOCX: words, pictures and links."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pikepdf
from lxml import etree

from publishing.core import addresses
from publishing.outputs import markup
from publishing.outputs.markup import Fault, shortened
from publishing.outputs.tags import Unclear, of_xml

#: Kinds of actions (ISO 32000-2, 12.6.4) besides those that show a place of the same file or follow a link.
ACTIONS = set(
    '/JavaScript /Launch /SubmitForm /ImportData /ResetForm /GoToR /GoToE /GoToDp /Named /Sound /Movie /Rendition '
    '/RichMediaExecute /Hide /SetOCGState /Thread /Trans /GoTo3DView'.split()
)
#: Keys of a dictionary that run something or hold something besides the pages.
KEYS = {
    '/JS': 'a script',
    '/JavaScript': 'scripts',
    '/AA': 'an action that nobody asks for',
    '/EF': 'an attached file',
    '/EmbeddedFiles': 'attached files',
    '/XFA': 'a form of another kind',
    '/RichMediaContent': 'a film or a program',
    '/Collection': 'attached files',
}
ANNOTATIONS = {'/Link', '/Widget'}
#: The one kind of files that may lie in a PDF: what a reader's program says of a formula.
FORMULA = pikepdf.Name('/application/mathml+xml')
WORDS = 'pages with links, bookmarks, MathML of formulas and, on worksheets, fields to fill in'


def pdf_faults(data: bytes, *, has_fields: bool) -> Iterator[Fault]:
    """Yield what is wrong with a PDF.

    :param has_fields: it is a worksheet; any other PDF has no form.
    """
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PdfError as error:
        yield Fault(None, f'it cannot be read ({error})', 'a PDF')
        return
    with pdf:
        opening = pdf.Root.get('/OpenAction')
        if isinstance(opening, pikepdf.Dictionary) and opening.get('/S') != '/GoTo':
            yield Fault(None, 'it does something when it is opened', 'a file that shows its first page')
        if '/AcroForm' in pdf.Root and not has_fields:
            yield Fault(None, 'it has a form', 'fields on worksheets only')
        for item in pdf.objects:
            yield from _of_object(item)


def _of_object(item: pikepdf.Object) -> Iterator[Fault]:
    """Yield the faults of an object and of what it holds itself; ``pdf.objects`` has every other one."""
    if isinstance(item, pikepdf.Array):
        yield from _of_parts(item)
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    held = dict(item.items())
    for key in KEYS.keys() & held.keys():
        if key in ATTACHED and ATTACHED[key](held[key]):
            continue
        yield Fault(None, f'it has {KEYS[key]} ({key})', WORDS)
    kind = held.get('/S')
    if isinstance(kind, pikepdf.Name) and str(kind) in ACTIONS:
        yield Fault(None, f'it has an action of the kind {str(kind)[1:]}', WORDS)
    if '/URI' in held and not isinstance(held['/URI'], pikepdf.Dictionary):
        address = bytes(held['/URI']).decode('utf-8', 'replace') if isinstance(held['/URI'], pikepdf.String) else ''
        if addresses.scheme(address) not in addresses.LINKS:
            yield Fault(None, f'a link leads to "{shortened(address)}"', addresses.EXPECTED)
    if '/Rect' in held and held.get('/Subtype') not in (*ANNOTATIONS, None):
        yield Fault(None, f'a page has a note or a thing of the kind {str(held["/Subtype"])[1:]}', WORDS)
    yield from _of_parts(held.values())


def _are_formulas(files: pikepdf.Object) -> bool:
    """Return whether attached files are MathML and nothing else."""
    return all(
        isinstance(file, pikepdf.Stream)
        and file.get('/Subtype') == FORMULA
        and not any(markup.faults(of_xml(file.read_bytes()), markup.FORMULA))
        for file in files.values()
    )


def _are_looked_at(names: pikepdf.Object) -> bool:
    """Return whether every file of a list is an object of its own with its file, which is looked at itself."""
    files = list(names.get('/Names', ()))[1::2]
    return bool(files) and all(isinstance(file, pikepdf.Dictionary) and '/EF' in file for file in files)


ATTACHED = {'/EF': _are_formulas, '/EmbeddedFiles': _are_looked_at}


def _of_parts(parts: Iterable) -> Iterator[Fault]:
    for part in parts:
        if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
            yield from _of_object(part)


# DOCX

#: Kinds of files in a DOCX; no macros, no objects of other programs.
PARTS = re.compile(
    r'(\[Content_Types\]\.xml|_rels/\.rels|docProps/\w+\.xml|word/.*\.(xml|rels|png|jpe?g|gif)|customXml/.*\.(xml|rels))'
)
#: Elements that fetch, compute or hold what another program made.
OBJECTS = {'altchunk', 'object', 'oleobject', 'control', 'attachedtemplate', 'subdoc', 'frameset', 'script', 'movie'}
#: Fields that only number or name.
FIELDS = {'PAGE', 'NUMPAGES', 'SEQ', 'REF', 'PAGEREF', 'TITLE', 'AUTHOR', 'TOC', 'STYLEREF'}
HYPERLINK = '/hyperlink'


def docx_faults(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a DOCX."""
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        yield Fault(None, f'it cannot be read ({error})', 'a DOCX')
        return
    with archive:
        for name in archive.namelist():
            if not PARTS.fullmatch(name) or '..' in name:
                yield Fault(None, f'it holds "{name}"', 'text and pictures only')
            elif name.endswith(('.xml', '.rels')):
                for what in _of_part(archive.read(name)):
                    yield Fault(None, f'in its part "{name}" {what}', 'text, pictures and links only')


def _of_part(data: bytes) -> Iterator[str]:
    unclear = next((one for one in of_xml(data) if isinstance(one, Unclear)), None)
    if unclear:
        yield unclear.what
        return
    for element in etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)).iter('*'):
        held, name = (
            {etree.QName(key).localname: value for key, value in element.items()},
            etree.QName(element).localname,
        )
        if name == 'Relationship' and held.get('TargetMode') == 'External':
            target = held.get('Target', '')
            if not held.get('Type', '').endswith(HYPERLINK) or addresses.scheme(target) not in addresses.LINKS:
                yield f'"{shortened(target)}" is fetched or run'
        elif name in ('Override', 'Default') and 'macro' in held.get('ContentType', '').lower():
            yield 'there are macros'
        elif name.lower() in OBJECTS:
            yield f'there is an element <{name}>'
        elif name in ('instrText', 'fldSimple'):
            words = (held.get('instr') or element.text or '').split()
            if words and words[0].upper() not in FIELDS:
                yield f'a field computes or fetches ("{shortened(" ".join(words))}")'
