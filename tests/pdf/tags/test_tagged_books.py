"""Whole books, tagged: a stranger's project, a small book, the handbook in each language."""

import re

import pikepdf
import pytest
from built_book import CODES, bare, need_built, pdf_path
from lxml import html
from mini_repository import EPOCH
from places import REPOSITORY, ROOTS
from tagged import NOTHING_GENERATED, STANDARDS, elements, judged, tags, text_of

from publishing.pdf.builder import PLAIN_STYLESHEET
from publishing.pdf.layout import layout as press

BOOK_STYLESHEET = REPOSITORY / 'theme' / 'print' / 'book.css'
BOOKS = {'plain': ('harbour-guide', PLAIN_STYLESHEET), 'book': ('small-book', BOOK_STYLESHEET)}


@pytest.fixture(scope='module')
def books(build_once):
    """Return folder, PDF and style sheet of each small project."""
    built = {}
    for root, (name, stylesheet) in BOOKS.items():
        folder = build_once(root, 'pdf', epoch=EPOCH, pdf_stylesheets=[str(stylesheet)])
        built[root] = folder, folder / f'{name}.pdf', stylesheet
    return built


def assert_same_text(folder, stylesheet, target, *pages):
    """Compare the tags with the HTML, laid out without what CSS adds to it."""
    text = (folder / 'book.html').read_text(encoding='utf-8')
    more = target.with_suffix('.css')
    more.write_text(NOTHING_GENERATED, encoding='utf-8')
    text = re.sub(r'<style>.*?</style></head>', '</head>', text)  # page numbers behind references
    layout = press.lay_out(text, folder.as_uri() + '/', [stylesheet, *pages, more])
    press.write_screen(layout, target, b'0' * 32)
    found, expected = bare(tags(target).text), text_of(html.fromstring(text).find('body'))
    place = next((place for place, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), 0)
    assert found == expected, (found[place - 40 : place + 40], expected[place - 40 : place + 40])


def assert_contents_are_right(path):
    """Compare each line of the contents and lists with what stands on the page it names."""
    tree = tags(path)
    kinds = {f'H{level}' for level in range(1, 7)} | {'Caption'}
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        pages = [numbers[element.Pg.objgen] for element in elements(pdf) if str(element.S)[1:] in kinds]
    standing: dict[int, list[str]] = {}
    for tag, number in zip(tree.find(*kinds), pages, strict=True):
        standing.setdefault(number, []).append(bare(tag.text))
    entries = [entry.find('Link')[0] for entry in tree.find('TOCI')]
    assert entries
    for entry in entries:
        *title, number = entry.kids
        line = bare(''.join(title))
        assert any(line.endswith(words) or words.startswith(line) for words in standing[int(number)]), (line, number)
    return len(entries)


@pytest.mark.parametrize('standard', STANDARDS)
def test_verapdf_finds_nothing(books, standard):
    paths = [path for _folder, path, _stylesheet in books.values()]
    assert judged(standard, *paths) == {path: [] for path in paths}


@pytest.mark.parametrize('root', BOOKS)
def test_text_of_the_tree_is_the_text_of_the_book(books, root, tmp_path):
    folder, _path, stylesheet = books[root]
    assert_same_text(folder, stylesheet, tmp_path / 'bare.pdf')


@pytest.mark.parametrize('root', BOOKS)
def test_contents_name_the_page_where_the_heading_stands(books, root):
    assert assert_contents_are_right(books[root][1]) >= 4


def test_what_a_strangers_project_has(books):
    tree = tags(books['plain'][1])
    assert len(tree.find('Note')) == 3
    assert bare(tree.find('Code')[0].text).startswith('defmoorship')
    assert len(tree.find('Formula')) == 1
    assert [item.kinds for item in tree.find('L')[1].kids] == [['Lbl', 'LBody']] * 2, 'a field list'
    again = [tag for tag in tree.find('Reference') if tag.kinds == ['Link']]
    assert any(bare(tag.text) == '1' for tag in again), 'the second call of a note'


# What else a stranger's HTML may hold, on pages so small that all of it is cut

SMALL_PAGES = ROOTS / 'test-stranger' / 'small.css'
SKIPPED = 'the heading "Three levels deeper" is of level 5 and follows one of level 2'


@pytest.fixture(scope='module')
def stranger(build_shared_app):
    """Return a built project of one page with everything in it."""
    return build_shared_app(
        'stranger', 'pdf', confoverrides={'pdf_stylesheets': [str(PLAIN_STYLESHEET), str(SMALL_PAGES)]}
    )


@pytest.fixture(scope='module')
def tree(stranger):
    return tags(stranger.outdir / 'stranger.pdf')


@pytest.mark.parametrize('standard', STANDARDS)
def test_verapdf_finds_nothing_in_it(stranger, standard):
    path = stranger.outdir / 'stranger.pdf'
    assert judged(standard, path) == {path: []}


def test_its_text_is_the_text_of_the_book(stranger, tmp_path):
    assert_same_text(stranger.outdir, PLAIN_STYLESHEET, tmp_path / 'bare.pdf', SMALL_PAGES)


def test_a_book_of_one_page_has_no_contents(tree):
    assert 'Contents' not in [tag.text for tag in tree.find('H1')]


def test_a_skipped_level_is_reported_and_closed(stranger, tree):
    """Readers get the next level; the author gets file, line and page, and no release."""
    warning = stranger.warning.getvalue()
    lines = (stranger.srcdir / 'index.rst').read_text(encoding='utf-8').splitlines()
    line = lines.index('Deep') + 2  # raw HTML has no line of its own but that of its section, where docutils has it
    assert re.search(rf'index\.rst:{line}: .*page \d+: {re.escape(SKIPPED)}', warning)
    assert tree.find('H3')[-1].text == 'Three levels deeper'
    assert not tree.find('H4', 'H5', 'H6')


def test_lists_of_paragraphs_and_lists_in_lists(tree):
    outer = tree.find('L')[0]
    first, second, *others = outer.kids
    assert [item.kinds for item in outer.kids] == [['Lbl', 'LBody']] * 19, 'one list over three pages'
    assert first.kids[1].kinds == ['P', 'P', 'L']
    inner = first.kids[1].kids[2]
    assert inner.kids[0].kids[1].kinds == ['P', 'L']
    assert inner.kids[0].kids[1].kids[1].attributes == {'ListNumbering': '/Decimal'}
    assert [bare(tag.text) for tag in second.kids[1].kids] == ['Seconditem', 'Note', 'Aboxinanitem', 'codeinanitem']
    assert all(item.kids[1].kinds == ['P'] for item in others)


def test_definitions_and_fields(tree):
    words, fields = (tag for tag in tree.find('L') if bare(tag.text).startswith(('Termclassifier', 'AuthorSomebody')))
    assert [item.kinds for item in words.kids] == [['Lbl', 'LBody']] * 2
    assert words.kids[0].kids[0].text.split() == ['Term', ':', 'classifier']
    assert words.kids[0].kids[1].kinds == ['P', 'P', 'L', 'L']
    assert [bare(item.kids[0].text) for item in fields.kids] == ['Author', 'Steps', 'Note']
    assert [item.kids[1].kinds for item in fields.kids] == [['P'], ['L'], ['P', 'P']]


def test_spans_of_a_table_cut_by_pages(tree):
    (table,) = tree.find('Table')
    head, body = table.find('THead'), table.find('TBody')
    assert len(head) == len(body) == 1, 'heads repeated on further pages are not read again'
    assert [tag.attributes.get('RowSpan', tag.attributes.get('ColSpan')) for tag in head[0].find('TH')] == [
        '2',
        '2',
        None,
        None,
    ]
    rows = body[0].find('TR')
    assert len(rows) == 37
    assert [
        (bare(cell.text), cell.attributes['RowSpan']) for cell in body[0].find('TD') if 'RowSpan' in cell.attributes
    ] == [('North', '18'), ('South', '18')]
    assert rows[-1].find('TD')[0].attributes == {'ColSpan': '3'}
    assert [len(row.kids) for row in rows] == ([3] + [2] * 17) * 2 + [1]


def test_code_over_pages_is_one_block_with_numbers_apart(tree):
    (code,) = (tag for tag in tree.find('Code') if 'sounded' in tag.text)
    assert code.text.count('fathom') == 45
    assert re.search(r'\b17\s+depth\[17\]', code.text)


def test_formulas_are_spoken(stranger):
    with pikepdf.open(stranger.outdir / 'stranger.pdf') as pdf:
        spoken = [str(element.Alt) for element in elements(pdf) if element.S == '/Formula']
    assert len(spoken) == 2 and all('square root of x' in words for words in spoken)


# The handbook


@pytest.fixture
def _built():
    need_built()


@pytest.mark.book
@pytest.mark.usefixtures('_built')
@pytest.mark.parametrize('standard', STANDARDS)
def test_verapdf_finds_nothing_in_the_handbook(standard):
    paths = [pdf_path(code) for code in CODES]
    assert judged(standard, *paths) == {path: [] for path in paths}


@pytest.mark.book
@pytest.mark.usefixtures('_built')
@pytest.mark.parametrize('code', CODES)
def test_every_annotation_of_the_handbook_has_its_tag(code):
    """Page numbers that ``index_pages`` takes out after the layout leave no link behind, nor a tag without one."""
    with pikepdf.open(pdf_path(code)) as pdf:
        tagged = [
            kid.Obj.objgen
            for element in elements(pdf)
            if '/K' in element
            for kid in (element.K if isinstance(element.K, pikepdf.Array) else [element.K])
            if isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') == '/OBJR'
        ]
        drawn = [note.objgen for page in pdf.pages for note in page.obj.get('/Annots', [])]
        assert len(tagged) == len(set(tagged)) == len(drawn) > 500
        assert set(tagged) == set(drawn)
        assert all(
            str(note.get('/Contents', '')) and '/StructParent' in note
            for page in pdf.pages
            for note in page.obj.get('/Annots', [])
        )
