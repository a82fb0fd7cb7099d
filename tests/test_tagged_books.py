"""Whole books, tagged: a stranger's project, a small book, the handbook in each language."""

import re

import pikepdf
import pytest
from built_book import CODES, bare, need_built, pdf_path
from lxml import html
from tagged import STANDARDS, elements, judged, tags
from test_tags import NOTHING_GENERATED, text_of

from publishing import press
from publishing.languages import ROOT
from publishing.pdf import PLAIN_STYLESHEET

BOOK_STYLESHEET = ROOT / 'theme' / 'print' / 'book.css'
ROOTS = {'plain': ('harbour-guide', PLAIN_STYLESHEET), 'book': ('small-book', BOOK_STYLESHEET)}


@pytest.fixture(scope='module')
def books(make_shared_app):
    """Return folder, PDF and style sheet of each small project."""
    built = {}
    for root, (name, stylesheet) in ROOTS.items():
        app = make_shared_app(root, 'pdf', confoverrides={'pdf_stylesheets': [str(stylesheet)]})
        app.build()
        built[root] = app.outdir, app.outdir / f'{name}.pdf', stylesheet
    return built


def assert_same_text(folder, stylesheet, target):
    """Compare the tags with the HTML, laid out without what CSS adds to it."""
    text = (folder / 'book.html').read_text(encoding='utf-8')
    more = target.with_suffix('.css')
    more.write_text(NOTHING_GENERATED, encoding='utf-8')
    text = re.sub(r'<style>.*?</style></head>', '</head>', text)  # page numbers behind references
    layout = press.lay_out(text, folder.as_uri() + '/', [stylesheet, more])
    press.write_screen(layout, target, b'0' * 32)
    found, expected = bare(tags(target).text), text_of(html.fromstring(text).find('body'))
    place = next((place for place, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), 0)
    assert found == expected, (found[place - 40:place + 40], expected[place - 40:place + 40])


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


@pytest.mark.parametrize('root', ROOTS)
def test_text_of_the_tree_is_the_text_of_the_book(books, root, tmp_path):
    folder, _path, stylesheet = books[root]
    assert_same_text(folder, stylesheet, tmp_path / 'bare.pdf')


@pytest.mark.parametrize('root', ROOTS)
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
