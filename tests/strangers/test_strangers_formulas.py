"""Formulas as strangers write them: aligned lines, matrices, cases, macros of the project, formulas in headings."""

import re
import shutil

import pikepdf
import pytest
from lxml import etree, html
from places import REPOSITORY
from projects import clear_away
from sphinx.testing.util import SphinxTestApp
from tagged import STANDARDS, elements, judged
from weasyprint import HTML

from publishing.figures import formulas, latex, mathml

ROOT = REPOSITORY / 'tests' / 'strangers' / 'formulas'
MATRICES = ('matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'vmatrix', 'Vmatrix', 'cases')
DRAWN = (
    r'\begin{aligned} a &= b \\ &= c \end{aligned}',
    r'\begin{gather} a = b \\ c = d \end{gather}',
    r'\begin{multline} a + b \\ = c \end{multline}',
    r'\begin{eqnarray} a &=& b \nonumber \\ cc &=& d \end{eqnarray}',
    r'\begin{alignat}{2} a &= b & c &= d \end{alignat}',
    r'\begin{split} a &= b \\ &= c \end{split}',
    r'{a + b \over c}',
    r'\frac{\frac{1}{2}}{\frac{x}{1 + \frac{y}{z}}}',
    r'\text{if $p \le q$, then} \quad \mbox{a < b}',
    r'\operatorname{arg\,max}_{x} f(x)',
    r'\left. \frac{\partial f}{\partial x} \right|_{x = 0}',
    r'\bigl\{ \Bigl( \biggl[ x \biggr] \Bigr) \bigr\}',
    r'\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^2',
    r'\newcommand{\half}[1]{\frac{#1}{2}} \half{x}',
    r'\def\d{\mathrm{d}} {\d \over \d x}',
)


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    source = tmp_path_factory.mktemp('formulas') / 'source'
    shutil.copytree(ROOT, source)
    clear_away()
    app = SphinxTestApp('pdf', source)
    app.build()
    yield app
    app.cleanup()


@pytest.mark.parametrize(
    'written', (*DRAWN, *(rf'\begin{{{name}}} 1 & 2 \\ 3 & 4 \end{{{name}}}' for name in MATRICES))
)
def test_is_drawn(written):
    assert formulas.drawing(written, block=True)


def starts(written: str) -> list[tuple[float, float]]:
    """Return where the letters of a drawing begin, from left, and how high."""
    svg = html.fromstring(formulas.drawing(written, block=True))
    data = ' '.join(path.get('d') for path in svg.iter('path'))
    return [(float(x), float(y)) for x, y in re.findall(r'M\s*(-?[\d.]+)[ ,](-?[\d.]+)', data)]


def test_lines_are_aligned():
    """The two strokes of each sign begin at one place, below each other."""
    above, below = starts(r'\begin{align} aaa &= \\ &= \end{align}'), starts(r'\begin{align} &= \\ aaa &= \end{align}')
    signs = [{x for x, _y in places} for places in (above, below)]
    assert len(above) == len(below) and {max(one) for one in signs} == {max(signs[0])}
    assert len([x for x, _y in above if x == max(signs[0])]) == 4


def strokes(written: str) -> tuple[list[float], list[float]]:
    """Return where the upright lines of a drawing stand, from left, and the level ones, from above."""
    svg = html.fromstring(formulas.drawing(written, block=True))
    data = ' '.join(path.get('d') for path in svg.iter('path'))
    drawn = [[float(number) for number in found] for found in re.findall(r'M (\S+) (\S+) h (\S+) v (\S+) h', data)]
    upright = sorted({x for x, _y, width, height in drawn if height > width})
    return upright, sorted({y for _x, y, width, height in drawn if width > height})


@pytest.mark.parametrize(
    ('columns', 'down', 'notation'),
    [('cc', 0, None), ('c|c', 1, None), ('|c|c', 2, 'left'), ('c|c|', 2, 'right'), ('|c|c|', 3, 'left right')],
)
def test_lines_between_columns(columns, down, notation):
    written = rf'\begin{{array}}{{{columns}}} a & b \\ c & d \end{{array}}'
    upright, level = strokes(written)
    assert (len(upright), level) == (down, [])
    frame = etree.fromstring(mathml.text_of(written, block=True)).find('.//{*}menclose')
    assert (None if frame is None else frame.get('notation')) == notation
    if columns == 'c|c':
        letters = sorted({x for x, _y in starts(written)} - set(upright))
        assert letters[0] < upright[0] < letters[-1]


def test_lines_between_rows():
    rows = r'a & b \\ \hline c & \begin{pmatrix} 1 \\ 2 \end{pmatrix} \\ \hdashline e & f'
    upright, level = strokes(rf'\begin{{array}}{{cc}} {rows} \end{{array}}')
    assert (upright, len(level)) == ([], 2)
    math = mathml.text_of(rf'\begin{{array}}{{cc}} {rows} \end{{array}}', block=True)
    assert re.findall('rowlines="([^"]*)"', math) == ['solid dashed'], 'of the outer table alone'


def test_a_framed_table_and_a_framed_formula():
    written = r'\begin{array}{|c|c|} \hline a & b \\ \hline c & d \\ \hline \end{array}'
    assert tuple(map(len, strokes(written))) == (1, 1)
    for framed in (written, r'\boxed{x = 1}'):
        assert '<rect ' in formulas.drawing(framed, block=True)
    assert '<rect ' not in formulas.drawing('x = 1', block=True)


def test_letters_of_no_font_are_refused():
    assert formulas.drawing(r'\text{中}') is None


def test_macros_of_the_settings_and_of_the_preamble():
    class Config:
        imgmath_latex_preamble = r'\newcommand{\A}[2][z]{#1_{#2}} \DeclareMathOperator{\Tr}{Tr} \def\E{\mathbb{E}}'
        mathjax3_config = {'tex': {'macros': {'B': [r'\mathbf{#1}', 1]}}}

    macros = latex.macros_of(Config)
    assert latex.expanded(r'\A{1} \A[y]{2} \B{x} \E x \\E', macros) == r'z_{1} y_{2} \mathbf{x} \mathbb{E} x \\E'
    assert latex.expanded(r'\Tr x', macros) == r'\operatorname{Tr} x'
    assert latex.expanded(r'\L', {'L': (0, None, r'\L x')}).startswith(r'\L'), 'one that uses itself ends'


def test_heading_bookmark_and_contents_say_the_formula(built):
    words = 'Energy E = mc2 of ships'
    page = html.parse(built.outdir / 'book.html')
    assert [' '.join(entry.text_content().split()) for entry in page.xpath('//nav//li')] == [words]
    with pikepdf.open(built.outdir / 'harbour-sums.pdf') as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root] + [item.title for top in outline.root for item in top.children]
    assert words in titles


def test_formulas_are_spoken_and_numbered(built):
    with pikepdf.open(built.outdir / 'harbour-sums.pdf') as pdf:
        spoken = [str(element.Alt) for element in elements(pdf) if element.S == '/Formula']
    assert 'open bracket row 1: 1, 2; row 2: 3, 4 close bracket' in ' '.join(spoken[1].split())
    assert '5 t' in ' '.join(spoken), 'a macro with an argument'
    page = html.parse(built.outdir / 'book.html')
    assert page.xpath('//*[@class="eqno"]/text()') == ['(1)', '(A)'], 'that of MyST, and the one of the author'


def test_what_cannot_be_drawn_stands_whole_with_one_warning(built):
    page = html.parse(built.outdir / 'book.html')
    written = page.xpath('//div[@class="math"]//code')
    assert [code.text for code in written] == ['one & \\nosuch{1} \\\\\ntwo & 2']
    told = [line for line in built.warning.getvalue().splitlines() if 'cannot be drawn' in line]
    assert len(told) == 1 and re.search(r'one\.md:\d+: ', told[0]), built.warning.getvalue()


def test_the_file_keeps_its_standards(built):
    path = built.outdir / 'harbour-sums.pdf'
    for standard in STANDARDS:
        assert judged(standard, path) == {path: []}


def test_a_single_upright_letter_is_upright():
    assert 'mathvariant="normal"' in mathml.text_of(r'\mathrm{t}')


def test_mathml_has_no_numbers_of_its_own():
    assert '(1)' not in mathml.text_of(r'\begin{align} a &= b \\ c &= d \end{align}', block=True)


def test_a_formula_too_wide_to_be_read_is_named(built):
    told = [line for line in built.warning.getvalue().splitlines() if 'shrinks to' in line]
    assert len(told) == 1 and re.search(r'one\.md:2\d: .*page \d+: the formula "a with index 10', told[0]), told


@pytest.mark.parametrize('family', ['DejaVu Serif', 'DejaVu Sans Mono'])
def test_letters_are_as_high_as_those_of_the_text(family):
    """A small letter of a formula fills as much height as the font of the text gives its own."""
    text = formulas.drawing('x')
    ruler = '<span style="display: inline-block; height: 1ex; width: 1px"></span>'
    page = HTML(string=f"<p style='font: 100px {family}'>{ruler}{text}").render().pages[0]._page_box
    ruler, letter = (box for box in page.descendants() if (box.element_tag or '').endswith(('span', 'svg')))
    shape = [
        float(y)
        for path in html.fromstring(text).iter('path')
        for y in re.findall(r'[\d.]+[ ,](-?[\d.]+)', path.get('d'))
    ]
    scale = letter.height / float(html.fromstring(text).get('viewbox').split()[3])
    assert (max(shape) - min(shape)) * scale == pytest.approx(ruler.height, rel=0.08)
