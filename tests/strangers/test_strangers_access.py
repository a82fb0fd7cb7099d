"""A stranger who asks for PDF/UA-2 gets it, with PDF/A-4, and no file claims what it does not keep."""

import base64
import io
import re

import pikepdf
import pytest
import strangers
from lxml import etree
from PIL import Image
from tagged import elements, judged

from publishing.pdf.layout import layout

MATHML = '{http://www.w3.org/1998/Math/MathML}'
SSN = 'http://iso.org/pdf2/ssn'
BARE = {
    'conf.py': "project = 'Piers'\nextensions = ['myst_parser', 'publishing.pdf']\n",
    'index.md': '# Piers\n\nWords on a pier, <span lang="en_GB!">in some language</span>.\n',
}


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    app = strangers.build('access', tmp_path_factory.mktemp('access'))
    yield app
    app.cleanup()


@pytest.fixture(scope='module')
def path(built):
    return built.outdir / 'pier-sums.pdf'


@pytest.fixture(scope='module')
def pdf(path):
    with pikepdf.open(path) as opened:
        yield opened


@pytest.fixture
def bare(tmp_path):
    """Return a function that builds a page of its own and returns its PDF and what was warned of."""

    def build(change=lambda text: text, **settings):
        source = tmp_path / 'source'
        source.mkdir()
        for name, text in BARE.items():
            source.joinpath(name).write_text(change(text), encoding='utf-8')
        app = strangers.build(source, tmp_path / 'built', **settings)
        app.cleanup()
        [found] = (one for one in app.outdir.glob('*.pdf') if not one.stem.endswith('-print'))
        return found, strangers.warnings(app)

    return build


def kinds(pdf, *names):
    """Return the structure elements of these types."""
    return [element for element in elements(pdf) if str(element.S)[1:] in names]


def metadata(pdf) -> str:
    return pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize('standard', ['ua2', '4f'])
def test_verapdf_finds_nothing(path, standard):
    assert judged(standard, path) == {path: []}


def test_it_says_what_it_keeps(built, pdf):
    assert pdf.pdf_version == '2.0'
    assert re.search(r'pdfuaid:part="2" pdfuaid:rev="2024"', metadata(pdf))
    assert re.search(r'pdfaid:part="4" pdfaid:conformance="F"><pdfaid:rev>2020<', metadata(pdf))
    assert '/Info' not in pdf.trailer
    assert strangers.warnings(built) == []


def test_types_are_those_of_pdf_2(pdf):
    assert str(pdf.Root.StructTreeRoot.K[0].NS.NS) == SSN
    unnamed = {str(element.S)[1:] for element in elements(pdf) if '/NS' not in element}
    assert unnamed == {'TOC', 'TOCI', 'Reference', 'Code', 'BlockQuote'}
    assert [str(kid.S) for kid in kinds(pdf, 'Aside')[0].K] == ['/Caption', '/Figure']


def test_formulas_have_their_mathml(pdf):
    formulas = kinds(pdf, 'Formula')
    texts = []
    for formula in formulas:
        [file] = formula.AF
        assert (file.AFRelationship, file.EF.F.Subtype) == ('/Supplement', '/application/mathml+xml')
        math = etree.fromstring(file.EF.F.read_bytes())
        assert math.tag == f'{MATHML}math'
        texts.append(''.join(math.itertext()))
    assert texts[:2] == ['m', 'v'] and 'E=mv22' in texts and texts.count('m') == 2
    names = pdf.Root.Names.EmbeddedFiles.Names
    assert len(names) // 2 == len(set(texts)) < len(formulas), 'one file for what is said twice'


def test_notes_and_their_calls_know_each_other(pdf):
    [note] = kinds(pdf, 'FENote')
    first, again = (element for element in kinds(pdf, 'Reference') if '/Ref' in element)
    assert [call.objgen for call in note.Ref] == [first.objgen, again.objgen]
    assert {call.Ref[0].objgen for call in (first, again)} == {note.objgen}


def test_links_contents_and_bookmarks_lead_to_headings(pdf):
    below = kinds(pdf, 'H2')[1]
    links = [note for page in pdf.pages for note in page.get('/Annots', []) if '/SD' in note.get('/A', {})]
    assert links and not [note for page in pdf.pages for note in page.get('/Annots', []) if '/Dest' in note]
    to_below = [link for link in links if 'What lies below' in str(link.Contents)]
    assert to_below[0].A.SD[0].objgen in (below.objgen, below.P.objgen)
    assert '/S' not in pdf.Root.Names.Dests.Names[1].D[0], 'a page, for programs that know no structure'
    assert [item.Ref[0].get('/S') for item in kinds(pdf, 'TOCI')]
    outlines, item = [], pdf.Root.Outlines.First
    while item is not None:
        outlines.append((str(item.Title), str(item.A.SD[0].S)))
        item = item.get('/Next')
    assert outlines[-3:] == [('Loads on a pier', '/H1'), ('Words', '/H1'), ('Index', '/H1')]


def test_a_list_with_labels_says_how_they_are(pdf):
    lists = [element for element in kinds(pdf, 'L') if any(str(kid.S) == '/Lbl' for kid in element.K[0].K)]
    assert len(lists) >= 4 and '/None' not in {str(element.A.ListNumbering) for element in lists}


def test_contents_that_lead_out_of_the_book_are_a_list(tmp_path):
    links = '<li><a href="https://example.org/">Port</a><ol><li><a href="#pier">Pier</a></li></ol></li>'
    inside = '<ul><li>Here: <nav><ul><li><a href="#pier">Pier</a></li></ul></nav></li></ul>'
    whole = '<nav><ul><li><a href="#pier">Pier</a></li></ul></nav>'
    page = f'<html lang="en"><title>T</title><body><h1 id="pier">Pier</h1><nav><ol>{links}</ol></nav>{inside}{whole}'
    path = tmp_path / 'piers.pdf'
    layout.write_screen(layout.lay_out(page, tmp_path.as_uri() + '/', []), path, b'0' * 32, 'ua-2')
    with pikepdf.open(path) as pdf:
        outer, inner, *_others = kinds(pdf, 'L')
        assert [str(kid.S) for kid in outer.K[0].K] == ['/Lbl', '/LBody']
        assert inner.P.objgen == outer.K[0].K[1].objgen
        assert (len(kinds(pdf, 'L')), len(kinds(pdf, 'TOC'))) == (3, 2), 'a Sect may hold contents'
    assert judged('ua2', path) == {path: []}


def test_a_book_without_formulas_keeps_pdf_a_4(bare):
    path, warned = bare(pdf_standard='ua-2')
    assert warned == []
    with pikepdf.open(path) as pdf:
        assert 'pdfaid:part="4"><pdfaid:rev>' in metadata(pdf) and '/EmbeddedFiles' not in pdf.Root.get('/Names', {})
    for standard in ('ua2', '4'):
        assert judged(standard, path) == {path: []}


def test_a_formula_that_stands_as_latex_has_its_mathml_too(bare):
    path, warned = bare(
        lambda text: text.replace('Words', r'$\text{中} + 1$ Words'),
        pdf_standard='ua-2',
        myst_enable_extensions=['dollarmath'],
    )
    assert 'handbook.formula' in ' '.join(warned)
    with pikepdf.open(path) as pdf:
        [formula] = kinds(pdf, 'Formula')
        assert '中' in formula.AF[0].EF.F.read_bytes().decode()


def test_a_language_that_is_none_is_left_out(bare):
    path, _warned = bare()
    assert judged('ua1', path) == {path: []}


@pytest.mark.parametrize('standard', ['ua-1', 'ua-2'])
def test_what_readers_would_miss_withdraws_the_claims(bare, standard):
    path, warned = bare(lambda text: text.replace('# Piers', '').replace("'Piers'", "''"), pdf_standard=standard)
    told = [one for one in warned if '[handbook.standard]' in one]
    assert [re.search(r'does not say that it keeps (PDF/U?A)', one)[1] for one in told] == ['PDF/UA', 'PDF/A'], warned
    assert 'the book has no title' in told[0], told
    with pikepdf.open(path) as pdf:
        assert not re.search(r'pdfu?aid:part', metadata(pdf))


def test_so_does_an_error_while_the_file_is_written(tmp_path):
    """In a project that is not strict; in a strict one there is no file."""
    saved = io.BytesIO()
    Image.new('RGB', (9, 9)).save(saved, 'png')
    picture = f'<img src="data:image/png;base64,{base64.b64encode(saved.getvalue()).decode()}">'
    page = f'<html lang="en"><title>Piers</title><body><p>A pier {picture}</p>'
    laid_out = layout.lay_out(page, tmp_path.as_uri() + '/', [], strict=False)
    told = layout.write_screen(laid_out, tmp_path / 'piers.pdf', b'0' * 32)
    assert [one.partition(',')[0] for one in told] == ['PDF/UA-1', 'PDF/A-2a']
    assert 'has no required alt description' in told[0]
    with pytest.raises(layout.LayoutError):
        strict = layout.lay_out(page, tmp_path.as_uri() + '/', [])
        layout.write_screen(strict, tmp_path / 'strict.pdf', b'0' * 32)
