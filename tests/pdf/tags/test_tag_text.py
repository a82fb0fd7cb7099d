"""What no validator sees: the tags say what the book says, decoration is decoration, the contents are right.

Each truth is tested on the handbook in every language, and on a small book whose tags were broken on purpose.
"""

import pikepdf
import pytest
from built_book import CODES, SOURCE, bare, need_built, pdf_path
from places import REPOSITORY
from projects import build_book
from tag_text import Reader, below, contents_faults, decoration_faults, elements_with_page, text_fault, words_of


@pytest.fixture(scope='module')
def small(build_once):
    """Return the PDF and the HTML of a small book."""
    folder = build_book(build_once)
    return folder / 'small-book.pdf', (folder / 'book.html').read_text(encoding='utf-8')


@pytest.fixture
def pdf(small):
    with pikepdf.open(small[0]) as opened:
        yield opened


def faults(pdf, book_html):
    """Return what is wrong with the text, the decoration and the contents of an open file."""
    reader = Reader(pdf)
    return text_fault(reader, book_html), decoration_faults(reader), contents_faults(reader)[1]


def paragraph(pdf):
    """Return a paragraph with words of its own, and its page."""
    reader = Reader(pdf)
    return next(
        (element, number)
        for element, number in elements_with_page(reader)
        if element.S == '/P' and len(words_of(reader, element)) > 40
    )


def change_marks(pdf, number, is_meant, kind, values):
    """Give marked content of a page, and there must be some, another kind and number."""
    page, done, count = pdf.pages[number - 1], [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == 'BMC' or name == 'BDC':
            mark = operands[1].get('/MCID') if name == 'BDC' else None
            if is_meant(str(operands[0]), mark):
                operands, operator, count = [pikepdf.Name(kind), pikepdf.Dictionary(values)], 'BDC', count + 1
        done.append((operands, pikepdf.Operator(str(operator))))
    assert count
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(done))


def test_small_book_is_right(pdf, small):
    assert faults(pdf, small[1]) == ('', [], [])
    assert contents_faults(Reader(pdf))[0] >= 4


def test_words_in_the_wrong_order_are_found(pdf, small):
    element, _number = paragraph(pdf)
    kids = list(element.P.K)
    place = next(place for place, kid in enumerate(kids) if kid.objgen == element.objgen)
    kids.insert(0, kids.pop(place) if place else kids.pop())
    element.P.K = pikepdf.Array(kids)
    assert 'the book goes on with' in faults(pdf, small[1])[0]


def test_lost_words_are_found(pdf, small):
    element, _number = paragraph(pdf)
    element.K = pikepdf.Array([])
    assert faults(pdf, small[1])[0]


def test_words_said_twice_are_found(pdf, small):
    element, _number = paragraph(pdf)
    element.K = pikepdf.Array([*element.K, *element.K] if isinstance(element.K, pikepdf.Array) else [element.K] * 2)
    assert faults(pdf, small[1])[0]


def test_text_that_is_decoration_is_found(pdf, small):
    element, number = paragraph(pdf)
    mark = int(element.K[0] if isinstance(element.K, pikepdf.Array) else element.K)
    change_marks(pdf, number, lambda kind, number: (kind, number) == ('/P', mark), '/Artifact', {})
    text, decoration, _contents = faults(pdf, small[1])
    assert text
    assert [fault for fault in decoration if fault.startswith(f'page {number}: ')]


def test_running_head_in_the_tree_is_found(pdf, small):
    """A folio that is read out where the page happens to end."""
    reader = Reader(pdf)
    number = next(number for number, drawn in reader.pages.items() if any(bare(text) for text, _ in drawn.artifacts))
    page = pdf.pages[number - 1]
    change_marks(pdf, number, lambda kind, _number: kind == '/Artifact', '/P', {'/MCID': 9999})
    extra = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, Pg=page.obj, K=9999, P=pdf.Root.StructTreeRoot.K[0]
        )
    )
    pdf.Root.StructTreeRoot.K[0].K.append(extra)
    assert faults(pdf, small[1])[0]


def test_wrong_page_in_the_contents_is_found(pdf, small):
    reader = Reader(pdf)
    line = next(element for element, _number in elements_with_page(reader) if element.S == '/TOCI')
    link = next(below(line, '/Link'))
    annotation = next(kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and '/Obj' in kid)
    annotation.Dest = pikepdf.Array([pdf.pages[-1].obj, pikepdf.Name.Fit])
    assert any('leads to' in fault for fault in faults(pdf, small[1])[2])


# The handbook


@pytest.fixture(scope='module', params=CODES)
def built(request):
    """Return reader and assembled HTML of one language."""
    need_built()
    path = REPOSITORY / 'build' / 'work' / f'pdf-{request.param}' / 'book.html'
    if not path.is_file():
        pytest.fail(f'{path.relative_to(REPOSITORY)} is missing: run "make pdf-{request.param}" first.', pytrace=False)
    with pikepdf.open(pdf_path(request.param)) as pdf:
        yield Reader(pdf), path.read_text(encoding='utf-8'), request.param


@pytest.mark.book
def test_tags_say_what_the_handbook_says(built):
    assert text_fault(*built[:2]) == ''


@pytest.mark.book
def test_only_margin_boxes_repeated_heads_and_leaders_are_decoration(built):
    assert decoration_faults(built[0]) == []


@pytest.mark.book
def test_every_line_of_the_contents_names_the_page_of_its_heading(built):
    count, found = contents_faults(built[0])
    assert found == []
    with pikepdf.open(pdf_path(SOURCE)) as source:
        assert count == contents_faults(Reader(source))[0] > 100
