"""Each chapter as a PDF of its own: the pages, numbers, links and bookmarks it has in the book."""

import functools
import json
from pathlib import Path

import pikepdf
import pytest
from projects import BASE, CHAPTERS, build_book
from pypdf import PdfReader

from publishing.core import downloads
from publishing.core.downloads import Download
from publishing.pdf import chapters
from publishing.pdf.layout import layout as press

NAMES = ['01-first.pdf', '02-second.pdf', '03-third.pdf']


@pytest.fixture(scope='module')
def make_book(build_once):
    """Return a function that builds the small book and returns its output folder."""
    return functools.partial(build_book, build_once, **CHAPTERS)


@pytest.fixture(scope='module')
def alone(make_book):
    return make_book()


@pytest.fixture(scope='module')
def with_web(make_book):
    return make_book(html_baseurl=BASE)


def texts(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def links(path):
    """Return the targets of all links: names inside the file, and addresses."""
    inside, outside = [], []
    for page in PdfReader(path).pages:
        for annotation in page.get('/Annots', ()):
            one = annotation.get_object()
            if '/A' in one:
                outside.append(str(one['/A']['/URI']))
            else:
                inside.append(str(one['/Dest']))
    return inside, outside


def test_files_and_their_list(alone):
    folder = alone / 'chapters'
    assert sorted(path.name for path in folder.iterdir()) == [*NAMES, 'files.json']
    assert [(one.file, one.title, one.first_page, one.last_page) for one in downloads.read_list(alone, 'chapters')] == [
        ('chapters/01-first.pdf', 'First chapter', 9, 11),
        ('chapters/02-second.pdf', 'Second chapter', 13, 13),
        ('chapters/03-third.pdf', 'Third chapter', 17, 17),
    ]


def test_pages_are_those_of_the_book(alone):
    book = texts(alone / 'small-book.pdf')
    for one in downloads.read_list(alone, 'chapters'):
        path = alone / one.file
        assert texts(path) == book[one.first_page - 1 : one.last_page]
        assert PdfReader(path).page_labels == [str(number) for number in range(one.first_page, one.last_page + 1)]
        assert PdfReader(path).pages[0].mediabox == PdfReader(alone / 'small-book.pdf').pages[0].mediabox


def test_metadata_and_bookmarks(alone):
    first, second = (PdfReader(alone / 'chapters' / name) for name in NAMES[:2])
    assert (first.metadata.title, first.metadata.subject) == ('First chapter', 'Pages 9–11 of “A small book”')
    assert second.metadata.subject == 'Page 13 of “A small book”'
    assert first.metadata.author == 'Two Regions'
    assert first.trailer['/Root']['/MarkInfo']['/Marked']
    assert [item.title for item in first.outline if not isinstance(item, list)][0] == '1 First chapter'
    assert PdfReader(alone / 'small-book.pdf').metadata.title == 'A small book'
    assert PdfReader(alone / 'small-book.pdf').metadata.subject is None


def test_links_inside_work_and_others_are_text(alone):
    for name in NAMES:
        path = alone / 'chapters' / name
        inside, outside = links(path)
        assert set(inside) <= set(PdfReader(path).named_destinations)
        assert not [address for address in outside if 'example.org/en' in address]
    inside, _outside = links(alone / 'chapters' / '01-first.pdf')
    assert 'one/first:means' in inside
    assert not [target for target in inside if target.startswith('one/second')]


def test_links_to_other_chapters_lead_to_the_web(with_web):
    inside, outside = links(with_web / 'chapters' / '01-first.pdf')
    assert 'https://handbook.example.org/en/one/second.html#aims-second' in outside
    assert 'one/first:means' in inside
    # In the whole book only the codes at the chapters' openings lead to the web.
    whole = [address for address in links(with_web / 'small-book.pdf')[1] if 'example.org/en' in address]
    assert len(whole) == len(NAMES) and not [address for address in whole if '#' in address]


def referred_by(kids):
    """Yield the annotations that a part of the tag tree refers to."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if kid.get('/Type') == '/OBJR':
            yield kid.Obj.objgen
        elif '/K' in kid:
            yield from referred_by(kid.K)


def test_no_object_is_missing(alone, with_web):
    """A link that is left out must not leave a hole in the tag tree."""
    paths = [*alone.glob('chapters/*.pdf'), *with_web.glob('chapters/*.pdf')]
    assert len(paths) == 2 * len(NAMES)
    for path in paths:
        with pikepdf.open(path) as pdf:
            annotations = {one.objgen for page in pdf.pages for one in page.get('/Annots', ())}
            referred = set(referred_by(pdf.Root.StructTreeRoot.K))
            assert pdf.check_pdf_syntax() == []
        assert annotations == referred


def test_the_book_is_the_same_with_and_without(alone, make_book):
    without = make_book(pdf_chapters=False)
    assert not (without / 'chapters').exists()
    for name in ('small-book.pdf', 'small-book-print.pdf'):
        assert (without / name).read_bytes() == (alone / name).read_bytes()


def test_an_error_leaves_no_list(make_app, book_stylesheet, monkeypatch):
    app = make_app(
        'book',
        'pdf',
        confoverrides={'pdf_stylesheets': [str(book_stylesheet)], **CHAPTERS},
    )
    write = press.write_screen

    def fail(layout, target, identifier, *standard):
        if target.parent.name == 'chapters':
            raise press.LayoutError(['the disk is full'])
        write(layout, target, identifier, *standard)

    monkeypatch.setattr(chapters, 'write_screen', fail)
    with pytest.raises(Exception, match='the disk is full'):
        app.build()
    assert not (Path(app.outdir) / 'chapters' / 'files.json').exists()


def test_only_files_that_are_there_are_listed(tmp_path):
    assert downloads.read_list(tmp_path, 'chapters') == []
    folder = tmp_path / 'chapters'
    folder.mkdir()
    noted = [Download('01-a.pdf', 'pdf-chapter', 2, 'Ā', 1), Download('02-b.pdf', 'pdf-chapter', 1, 'B', 3)]
    downloads.write_list(folder, noted)
    (folder / '02-b.pdf').touch()
    assert [one.file for one in downloads.read_list(tmp_path, 'chapters')] == ['chapters/02-b.pdf']
    assert json.loads((folder / 'files.json').read_text(encoding='utf-8'))[0]['title'] == 'Ā'


@pytest.mark.parametrize(
    ('docname', 'name'),
    [
        ('where/two-regions', '04-two-regions.pdf'),
        ('start/index', '04-start.pdf'),
        ('index', '04-index.pdf'),
        ('a/Āb c', '04-b-c.pdf'),
        ('ā', '04-chapter.pdf'),
    ],
)
def test_file_names(docname, name):
    assert downloads.chapter_file(4, docname) == name


def test_web_pages_know_the_file_of_their_chapter(build_app):
    app = build_app('book', 'html')
    found = {name: downloads.chapter_file_of_page(app.env, name) for name in app.env.all_docs}
    assert {name: file for name, file in found.items() if file} == {
        'one/first': '01-first.pdf',
        'one/details': '01-first.pdf',
        'one/second': '02-second.pdf',
        'two/third': '03-third.pdf',
    }
