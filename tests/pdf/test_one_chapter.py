"""One chapter alone has the pages that the whole book has: the same words in the same places with the same numbers."""

import json
import shutil
import subprocess

import pytest
from mini_repository import EPOCH
from projects import CHAPTERS, build_book
from pypdf import PdfReader

from publishing.core import page_map
from publishing.core.findings import Code
from publishing.pdf import one_chapter

NAMES = ('one/first', 'one/second', 'two/third', 'glossary')


@pytest.fixture(scope='module')
def whole(build_once):
    return build_book(build_once, **CHAPTERS)


@pytest.fixture
def build(build_app, book_stylesheet, monkeypatch, tmp_path, whole):
    """Return a function that builds one chapter of the book, changed or not, and returns its PDF and its warnings."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', EPOCH)

    def build(name, change=None, folder=whole):
        app = build_app(
            'book',
            'pdf',
            confoverrides=CHAPTERS
            | {'pdf_stylesheets': [str(book_stylesheet)], 'pdf_chapter': name, 'pdf_whole': str(folder)},
            change=change,
        )
        return app.outdir / f'small-book-{name.replace("/", "-")}.pdf', app.warning.getvalue()

    return build


def words(pdf, first=1, last=-1):
    """Return every page with its words and their places."""
    last = last if last > 0 else len(PdfReader(pdf).pages)
    command = ['pdftotext', '-bbox', '-f', str(first), '-l', str(last), pdf, '-']
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split('<doc>')[1]


@pytest.mark.parametrize('name', NAMES)
def test_as_in_the_book(name, build, whole):
    pdf, warnings = build(name)
    first = one_chapter.numbers_of(whole)[name]
    count = len(PdfReader(pdf).pages)
    assert warnings == ''
    assert words(pdf) == words(whole / 'small-book.pdf', first, first + count - 1)
    assert PdfReader(pdf).page_labels == [str(number) for number in range(first, first + count)]
    assert not (pdf.parent / 'pages.json').exists()


def test_a_changed_paragraph(build, whole):
    def change(source):
        page = source / 'one' / 'first.md'
        page.write_text(page.read_text().replace('A harbour and a small port.', 'A changed word for a port.'))

    pdf, warnings = build('one/first', change)
    text = PdfReader(pdf).pages[0].extract_text()
    assert warnings == ''
    assert 'A changed word' in ' '.join(text.split())
    assert words(pdf).count('>changed<') == 1
    assert words(pdf).replace('>changed<', '') != words(whole / 'small-book.pdf', 9, 11)


def test_what_is_kept_is_never_printed(build, whole, tmp_path):
    """Whatever HTML an older book has left, the chapter is written anew; numbers come from one place only."""
    stale = tmp_path / 'stale'
    stale.mkdir()
    shutil.copy(whole / page_map.NUMBERS, stale)
    bodies = json.loads((whole / page_map.BODIES).read_bytes())
    old = {name: body.replace('chapter', 'OLD').replace('Text', 'OLD') for name, body in bodies.items()}
    page_map.write_bodies(stale / page_map.BODIES, old)
    pdf, warnings = build('two/third', folder=stale)
    assert warnings == ''
    assert words(pdf) == words(whole / 'small-book.pdf', 17, 17)


@pytest.mark.parametrize('kept', [None, '', '{"one/first": "<p>cut', '[]'])
def test_without_what_is_kept(kept, build, whole, tmp_path):
    folder = tmp_path / 'damaged'
    folder.mkdir()
    shutil.copy(whole / page_map.NUMBERS, folder)
    if kept is not None:
        (folder / page_map.BODIES).write_text(kept)
    pdf, _warnings = build('two/third', folder=folder)
    assert words(pdf) == words(whole / 'small-book.pdf', 17, 17)


def test_problems_name_the_number_in_the_book(build):
    def change(source):
        page = source / 'one' / 'first.md'
        page.write_text(page.read_text().replace('A harbour', f'`{"x" * 300}` a harbour'))

    _pdf, warnings = build('one/first', change)
    assert 'page 9: ' in warnings


def test_an_unknown_chapter(build):
    with pytest.raises(one_chapter.UnknownError) as caught:
        build('one/nobody')
    assert caught.value.findings[0].code is Code.CHAPTER_UNKNOWN
    assert 'expected one of index, imprint, one/first, one/second, two/third, glossary.' in str(caught.value)


def test_no_whole_book_yet(tmp_path):
    with pytest.raises(one_chapter.UnknownError, match='Build the whole PDF once'):
        one_chapter.numbers_of(tmp_path)
