"""Rules about the file as a whole: standard, output intent, metadata, what a print file must not hold."""

import re
from collections.abc import Iterator

import pikepdf

from publishing.core.findings import short
from publishing.pdf.preflight.rules import Book, Limits, Problem, rule

REGISTRY = 'http://www.color.org'
#: Names in the registry of characterised printing conditions that a European or American press prints to.
CONDITIONS = re.compile(
    r'FOGRA\d{2}L?|CGATS TR ?00[1-6]|CGATS21-2-CRPC[1-7]|IFRA(?:22|26|30)|JC200103|JCN2002|JCW2003|'
    r'EUROSB104|EUROSB204|PSR_\w+|WOB_\w+|SC\d{3}\w*'
)
LATEST = {'X-4': '1.6', 'X-1a': '1.4'}


@rule('readable', 'A file that opens without repair, not encrypted', 'PDF/X: no encryption')
def readable(book: Book, _limits: Limits) -> Iterator[Problem]:
    if book.pdf.is_encrypted:
        yield Problem(None, 'the file is encrypted')
    for message in book.pdf.get_warnings():
        yield Problem(None, f'the file is damaged: {str(message).splitlines()[0]}')


@rule('pdf-version', 'PDF version the standard allows', 'titnagas.eu.lt, rauda.lv: PDF 1.4; X-4: PDF 1.6')
def pdf_version(book: Book, limits: Limits) -> Iterator[Problem]:
    latest = LATEST[limits.standard]
    if tuple(map(int, book.pdf.pdf_version.split('.'))) > tuple(map(int, latest.split('.'))):
        yield Problem(None, f'PDF {book.pdf.pdf_version}; expected {latest} or older for {limits.standard}')
    if limits.standard == 'X-1a' and '/W' in book.pdf.trailer:
        yield Problem(None, 'a compressed cross-reference table (PDF 1.5); expected none for X-1a')


@rule('standard-key', 'The file says which standard it keeps', 'X-4: in the XMP metadata; X-1a: document information')
def standard_key(book: Book, limits: Limits) -> Iterator[Problem]:
    named = re.search(r'pdfxid:GTS_PDFXVersion(?:>|=["\'])\s*([^<"\']+)', book.xmp)
    found = named[1].strip() if named else book.info.get('GTS_PDFXVersion', '')
    if limits.standard == 'X-4' and not (named and found == 'PDF/X-4'):
        yield Problem(
            None,
            f'the metadata name "{found}"; expected PDF/X-4'
            if found
            else 'no GTS_PDFXVersion in the metadata; expected PDF/X-4',
        )
    found = book.info.get('GTS_PDFXVersion', '')
    if limits.standard == 'X-1a':
        if not re.match(r'PDF/X-1(a:2003|:2001)$', found):
            yield Problem(None, f'GTS_PDFXVersion is "{found}"; expected PDF/X-1a:2003 or PDF/X-1:2001')
        elif found.endswith('2001') and book.info.get('GTS_PDFXConformance') != 'PDF/X-1a:2001':
            yield Problem(None, 'no GTS_PDFXConformance; expected PDF/X-1a:2001')


@rule(
    'output-intent',
    'One output intent: a registered printing condition and its CMYK profile',
    'WeasyPrint 70 writes the prose of the profile as name; X-4 wants the profile embedded',
)
def output_intent(book: Book, limits: Limits) -> Iterator[Problem]:
    intents = [item for item in book.pdf.Root.get('/OutputIntents', ()) if str(item.get('/S')) == '/GTS_PDFX']
    if len(intents) != 1:
        yield Problem(None, f'{len(intents) or "no"} output intents for PDF/X; expected one')
        return
    intent = intents[0]
    name = str(intent.get('/OutputConditionIdentifier', ''))
    if not CONDITIONS.fullmatch(name):
        yield Problem(
            None,
            f'the printing condition "{short(name, 60)}" is not one of the registered names known here; '
            'expected for example FOGRA39',
        )
    elif limits.intent and name != limits.intent:
        yield Problem(None, f'the printing condition is {name}; expected {limits.intent}')
    if str(intent.get('/RegistryName', '')).rstrip('/') != REGISTRY:
        yield Problem(None, f'RegistryName is "{intent.get("/RegistryName", "")}"; expected {REGISTRY}')
    profile = intent.get('/DestOutputProfile')
    if profile is None:
        if limits.standard == 'X-4':
            yield Problem(None, 'no embedded profile; expected one for X-4')
        return
    yield from _profile(profile)


def _profile(profile: pikepdf.Stream) -> Iterator[Problem]:
    if int(profile.get('/N', 0)) != 4:
        yield Problem(None, f'the profile has {int(profile.get("/N", 0))} components (N); expected 4')
    data = profile.read_bytes()
    if data[36:40] != b'acsp':
        yield Problem(None, 'the profile is no ICC profile')
    elif (data[12:16], data[16:20]) != (b'prtr', b'CMYK'):
        kind = f'{data[12:16].decode("latin-1")}, {data[16:20].decode("latin-1").strip()}'
        yield Problem(None, f'the profile is of another kind ({kind}); expected an output profile for CMYK')


@rule('trapped', 'The file says whether it is trapped', 'PDF/X: Trapped is True or False')
def trapped(book: Book, _limits: Limits) -> Iterator[Problem]:
    named = re.search(r'pdf:Trapped(?:>|=["\'])\s*(\w+)', book.xmp)
    said = {book.info['Trapped'].lstrip('/')} if 'Trapped' in book.info else set()
    said |= {named[1]} if named else set()
    if not said:
        yield Problem(None, 'no Trapped key; expected False, or True where it is')
    elif said not in ({'True'}, {'False'}):
        yield Problem(None, f'Trapped is {" and ".join(sorted(said))}; expected True or False, the same throughout')


@rule('dates-and-id', 'Title, dates and identifier', 'PDF/X: Title, CreationDate, ModDate, ID')
def dates_and_id(book: Book, _limits: Limits) -> Iterator[Problem]:
    for key in ('Title', 'CreationDate', 'ModDate'):
        if not book.info.get(key):
            yield Problem(None, f'no {key} in the document information')
    for key in ('CreationDate', 'ModDate'):
        if book.info.get(key) and not re.match(r"D:\d{4}(\d\d){0,5}(Z|[+-]\d\d'?(\d\d'?)?)?$", book.info[key]):
            yield Problem(None, f'{key} is "{short(book.info[key], 60)}"; expected a date such as D:20261122120000Z')
    identifier = book.pdf.trailer.get('/ID', ())
    if len(identifier) != 2 or not all(bytes(part) for part in identifier):
        yield Problem(None, 'no identifier (ID) of the file')


@rule('annotations', 'No links, notes, form fields', 'PDF/X: nothing that lies on top of the page')
def annotations(book: Book, _limits: Limits) -> Iterator[Problem]:
    for page in book.pages:
        kinds = sorted({str(item.get('/Subtype', '/unknown'))[1:] for item in page.dictionary.get('/Annots', ())})
        if kinds:
            yield Problem(page.number, f'annotations: {", ".join(kinds)}')
    if '/AcroForm' in book.pdf.Root:
        yield Problem(None, 'a form (AcroForm)')


@rule('no-extras', 'No scripts, attached files or layers', 'PDF/X: no actions; layers print or not, who knows')
def no_extras(book: Book, limits: Limits) -> Iterator[Problem]:
    root = book.pdf.Root
    names = root.get('/Names', {})
    found = {
        'a script': '/JavaScript' in names,
        'attached files': '/EmbeddedFiles' in names,
        'an action on opening': isinstance(root.get('/OpenAction'), pikepdf.Dictionary) or '/AA' in root,
        'layers': '/OCProperties' in root,
    }
    for what, is_there in found.items():
        if is_there:
            yield Problem(None, what)
    for page in book.pages:
        if '/AA' in page.dictionary:
            yield Problem(page.number, 'an action of the page')
