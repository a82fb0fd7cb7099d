"""Formulas for those who cannot see them: words in the edition's language in the PDF, MathML in the EPUB."""

from zipfile import ZipFile

import pikepdf
import pytest
from epub_files import epubcheck
from lxml import etree
from sphinx import locale
from tagged import STANDARDS, elements, judged

from publishing.figures import mathml
from publishing.translation.pages.interface_words import translations

M = {'m': 'http://www.w3.org/1998/Math/MathML', 'opf': 'http://www.idpf.org/2007/opf'}
SPOKEN = (
    (r'\frac{1}{2}', '1 over 2', '1 dalīts ar 2', '1 padalyta iš 2'),
    (
        r'\frac{a+b}{2}',
        'fraction, above a plus b, below 2, end of fraction',
        'daļa, skaitītājs a plus b, saucējs 2, daļas beigas',
        'trupmena, skaitiklis a plius b, vardiklis 2, trupmenos pabaiga',
    ),
    (
        r'\sum_{i=1}^{n} i',
        'sum from i equals 1 to n, of i',
        'summa no i ir vienāds ar 1 līdz n: i',
        'suma nuo i lygu 1 iki n: i',
    ),
    ('x^2', 'x squared', 'x kvadrātā', 'x kvadratu'),
    (
        'x^{n+1}',
        'x to the power of n plus 1, end of power',
        'x pakāpē n plus 1, pakāpes beigas',
        'x laipsniu n plius 1, laipsnio pabaiga',
    ),
    ('x_i^2', 'x with index i squared', 'x ar indeksu i kvadrātā', 'x su indeksu i kvadratu'),
    (r'\sqrt{2}', 'square root of 2', 'kvadrātsakne no 2', 'kvadratinė šaknis iš 2'),
    (
        r'\sqrt{x+1}',
        'square root of x plus 1, end of root',
        'kvadrātsakne no x plus 1, saknes beigas',
        'kvadratinė šaknis iš x plius 1, šaknies pabaiga',
    ),
    (r'\sqrt[3]{x}', 'root of degree 3 of x', 'sakne ar pakāpi 3 no x', 'šaknis, kurios laipsnis 3, iš x'),
    (
        r'1{,}5 \times 2 \leq 4',
        '1,5 times 2 is less than or equal to 4',
        '1,5 reiz 2 ir mazāks par vai vienāds ar 4',
        '1,5 kart 2 mažiau arba lygu 4',
    ),
    (r'\text{cars} = 12\,\%', 'cars equals 12 per cent', 'cars ir vienāds ar 12 procenti', 'cars lygu 12 procentų'),
    (
        r'\begin{matrix}1&2\\3&4\end{matrix}',
        'row 1: 1, 2; row 2: 3, 4',
        '1. rinda: 1, 2; 2. rinda: 3, 4',
        '1 eilutė: 1, 2; 2 eilutė: 3, 4',
    ),
)
WRITTEN = r'\nosuch{x}', r'\frac{1', r'x^', r'\left(x'


@pytest.mark.parametrize(('place', 'code'), ((1, 'en'), (2, 'lv'), (3, 'lt')))
def test_formulas_are_spoken(monkeypatch, place, code):
    monkeypatch.setitem(locale.translators, ('general', 'sphinx'), translations(code))
    for latex, *words in SPOKEN:
        assert mathml.spoken(latex) == words[place - 1]


@pytest.mark.parametrize('latex', WRITTEN)
def test_what_is_not_understood_is_left_as_written(latex):
    assert mathml.text_of(latex) == ''
    assert mathml.spoken(latex) == latex


def test_pdf_says_formulas_in_words(build_app):
    app = build_app('formulas', 'pdf')
    path = app.outdir / 'formulas.pdf'
    with pikepdf.open(path) as pdf:
        found = [str(element.Alt) for element in elements(pdf) if element.S == '/Formula']
    assert found == [
        '1 over 2',
        'fraction, above a plus b, below 2, end of fraction',
        'x squared',
        r'\nosuch{x}',
        'sum from i equals 1 to n, of x with index i squared is less than or equal to square root of '
        'y plus 1, end of root',
        'a equals 1,5; b equals root of degree 3 of 2',  # one drawing, or its signs could not be aligned
    ]
    for standard in STANDARDS:
        assert judged(standard, path) == {path: []}


def test_epub_has_mathml(build_app):
    app = build_app('formulas', 'epub')
    path = next(app.outdir.glob('*.epub'))
    with ZipFile(path) as archive:
        page, package = (etree.fromstring(archive.read(name)) for name in ('index.xhtml', 'content.opf'))
    found = page.findall('.//m:math', M)
    assert [math.get('display') for math in found] == ['inline'] * 3 + ['block'] * 2
    assert found[0].get('alttext') == '1 over 2'
    assert found[0].find('.//m:mfrac', M) is not None
    assert '1,5' in [number.text for number in page.iterfind('.//m:mn', M)]
    assert page.xpath('string(//*[@class="formula"])') == r'\nosuch{x}'
    item = package.find('.//opf:item[@href="index.xhtml"]', M)
    assert item.get('properties') == 'mathml'
    features = package.xpath('//opf:meta[@property="schema:accessibilityFeature"]/text()', namespaces=M)
    assert 'MathML' in features
    assert epubcheck(path) == (0, '')


def test_web_pages_need_not_choose_a_renderer(build_app):
    app = build_app('formulas', 'html')
    assert app.warning.getvalue() == ''
    assert 'aria-label="1 over 2"' in (app.outdir / 'index.html').read_text(encoding='utf-8')
