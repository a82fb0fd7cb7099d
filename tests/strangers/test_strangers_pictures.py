"""Pictures of strangers have the size and the name that the page gives them; signatures of code are no prose."""

import subprocess

import pytest
from lxml import html
from strangers import build, text, warnings


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    """The application, the book as HTML and the PDF."""
    app = build('pictures', tmp_path_factory.mktemp('pictures'), pdf_print=False)
    [pdf] = app.outdir.glob('*.pdf')
    return app, html.document_fromstring((app.outdir / 'book.html').read_text(encoding='utf-8')), pdf


def test_pictures_are_as_large_as_the_page_says(built):
    """Of 600 by 200 pixels each, at 96 an inch."""
    _app, _book, pdf = built
    listed = subprocess.run(['pdfimages', '-list', pdf], capture_output=True, text=True, check=True).stdout
    found = [int(line.split()[12]) for line in listed.splitlines()[2:]]
    low, half, plain, narrow, quarter = found
    assert low == pytest.approx(96 * 200 / 40, abs=2)
    assert half == pytest.approx(96 * 600 / 300, abs=2)
    assert narrow == pytest.approx(96 * 600 / 150, abs=2)
    assert quarter == pytest.approx(4 * plain, rel=0.03), 'a quarter of the column, which the plain one fills'


def test_links_lead_to_pictures_by_their_names(built):
    app, book, _pdf = built
    linked = [a.get('href')[1:] for a in book.xpath('//p[contains(., "the low one")]//a')]
    assert linked == ['index:low', 'index:linked', 'index:plain']
    assert [book.get_element_by_id(name).get('alt') for name in linked] == ['low', 'linked', 'plain']
    assert not [line for line in warnings(app) if 'anchor' in line or 'cross-reference' in line]


def test_messages_of_docutils_are_no_part_of_the_book(built):
    """They name folders of the author's computer."""
    app, _book, pdf = built
    whole = ' '.join(text(pdf))
    assert 'GONE' in whole
    assert 'System Message' not in whole
    assert str(app.srcdir) not in whole
    assert [line for line in warnings(app) if 'Cannot scale image' in line], 'the author is told'


def test_messages_of_docutils_are_no_part_of_an_epub(tmp_path):
    app = build('pictures', tmp_path, 'epub', extensions=['publishing.epub'])
    [page] = app.outdir.glob('index.xhtml')
    assert 'System Message' not in page.read_text(encoding='utf-8')


def test_names_in_signatures_are_not_hyphenated(built):
    _app, _book, pdf = built
    whole = ''.join(''.join(text(pdf)).split())
    for name in (
        'HarbourAdministrationRegistration',
        'EnvironmentalTransportationPermission',
        'IndependentHarbourmasterRepresentation',
        'MultidimensionalAccommodation',
    ):
        assert name in whole
