"""WeasyPrint opens files of the book only, and asks the web for nothing where a project is strict."""

import pytest
from PIL import Image
from watched import watching

from publishing.pdf.layout.fetching import Fetches, GatedFetcher, folder_of
from publishing.pdf.layout.layout import LayoutError, lay_out, write_screen

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def folders(tmp_path):
    """Return the folder of a book and one beside it, each with a picture."""
    for name in ('book', 'outside'):
        (tmp_path / name).mkdir()
        (tmp_path / name / 'a b.svg').write_text(PICTURE, encoding='utf-8')
    return tmp_path / 'book', tmp_path / 'outside'


def test_a_file_of_the_book(folders):
    book, _outside = folders
    assert folder_of(book.as_uri() + '/') == book
    (book / 'x').mkdir()
    for address in ((book / 'a b.svg').as_uri(), (book / 'x' / '..' / 'a b.svg').as_uri() + '?x'):
        response = GatedFetcher([book]).fetch(address)
        assert response.read() == PICTURE.encode()
        response.close()


@pytest.mark.parametrize(
    'address',
    [
        'file://{outside}/a%20b.svg',
        'FILE://{outside}/a%20b.svg',
        'file://{book}/../outside/a%20b.svg',
        'file://{book}/%2e%2e/outside/a%20b.svg',
        'file://{book}/..%2foutside%2fa%20b.svg',
        'file:{outside}/a%20b.svg',
        'file://localhost{outside}/a%20b.svg',
        'file://127.0.0.1{book}/a%20b.svg',
        'file:///etc/passwd',
        'file://{book}/link',
        'http://127.0.0.1:9/a.svg',
        'https://127.0.0.1:9/a.svg',
        'HTTP://127.0.0.1:9/a.svg',
        'ftp://127.0.0.1/a.svg',
        'gopher://127.0.0.1/a',
        'a.svg',
    ],
)
def test_everything_else_is_refused(folders, address):
    book, outside = folders
    (book / 'link').symlink_to(outside / 'a b.svg')
    with (
        watching() as done,
        pytest.raises(ValueError, match=r'outside the folders|disallowed protocol|Not an absolute'),
    ):
        GatedFetcher([book]).fetch(address.format(book=book, outside=outside))
    assert done == []


def test_data_in_the_page_is_there_for_all(folders):
    assert GatedFetcher([]).fetch('data:text/plain,words').read() == b'words'


@pytest.mark.parametrize(
    'markup',
    [
        '<img src="file://{outside}/a%20b.svg" alt="A">',
        '<img src="../outside/a%20b.svg" alt="A">',
        '<p style="background: url(\'{outside}/a%20b.svg\')">A</p>',
        '<style>@import url("file://{outside}/a.css");</style>',
        '<link rel="stylesheet" href="file://{outside}/a.css">',
        '<img src="http://127.0.0.1:9/a.png" alt="A">',
        '<svg width="9" height="9"><image href="file://{outside}/a%20b.svg" width="9" height="9"/></svg>',
    ],
)
def test_a_page_gets_at_nothing(folders, markup):
    book, outside = folders
    (outside / 'a.css').write_text('p { color: red }', encoding='utf-8')
    page = f'<!DOCTYPE html><html lang="en"><body>{markup.format(outside=outside)}</body></html>'
    with watching() as done:
        try:
            lay_out(page, book.as_uri() + '/', [])
        except LayoutError as error:
            assert 'outside the folders of this book' in str(error) or 'disallowed protocol' in str(error)
    assert [path for call, path in done if call != 'open' or path.startswith(str(outside))] == []


def test_a_project_may_add_folders(folders):
    book, outside = folders
    page = '<!DOCTYPE html><html lang="en"><body><img src="../outside/a%20b.svg" alt="A"></body></html>'
    assert lay_out(page, book.as_uri() + '/', [], fetches=Fetches((str(outside),))).page_count == 1


@pytest.mark.parametrize('page', ['<img src="pier.png" alt="">', '<img src="pier.svg" alt="">'])
def test_a_picture_has_no_folder_in_its_name(tmp_path, page):
    files = []
    for place in ('one', 'other'):
        folder = tmp_path / place
        folder.mkdir()
        Image.new('RGB', (4, 4), 'red').save(folder / 'pier.png')
        (folder / 'pier.svg').write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="pier.png" width="9" height="9"/>'
            '</svg>',
            encoding='utf-8',
        )
        layout = lay_out(f'<html lang="en"><title>Pier</title><h1>Pier</h1>{page}', folder.as_uri() + '/', [])
        write_screen(layout, folder / 'book.pdf', b'pier')
        files.append((folder / 'book.pdf').read_bytes())
    assert b'/Subtype /Image' in files[0]
    assert files[0] == files[1]
