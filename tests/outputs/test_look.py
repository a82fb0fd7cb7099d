"""The last look at real books: it finds every file that readers get, and nothing wrong with ours."""

import shutil
from pathlib import Path

import pytest
from places import REPOSITORY
from projects import build_pages

from publishing.outputs import extension, look
from publishing.pdf.book.source_lines import places_of_lines

LOCALES = [str(REPOSITORY / 'locales')]
BOOKS = {
    'theme': ('html', {'language': 'lv', 'locale_dirs': LOCALES}, {'.html', '.css', '.js', '.woff2'}),
    'worksheets': ('pdf', {}, {'.pdf', '.docx'}),
    'pages': ('pdf', {}, {'.pdf'}),
    'epub': ('epub', {}, {'.epub'}),
}


@pytest.mark.parametrize('root', BOOKS)
def test_nothing_is_wrong_with_small_books(build_once, root):
    builder, settings, endings = BOOKS[root]
    outdir = build_pages(build_once, 'en') if root == 'pages' else build_once(root, builder, **settings)
    files = list(extension.finished(outdir, builder))
    assert {path.suffix for path in files} >= endings
    assert [str(one) for path in files for one in look.file(path, path.relative_to(outdir).as_posix())] == []


def test_a_book_of_ours_with_something_in_it_is_named(build_once, tmp_path):
    """The same files, changed: what makes them ours is what is in them."""
    outdir = Path(shutil.copytree(build_once('theme', language='lv', locale_dirs=LOCALES), tmp_path / 'site'))
    for name, text in (
        ('_static/doctools.js', '\nalert(1)'),
        ('_static/handbook.css', '@import "https://evil.example";'),
        ('part/chapter.html', '<script src="x.js"></script>'),
        ('_static/search-index.js', ';alert(1)'),
    ):
        with (outdir / name).open('a', encoding='utf-8') as file:
            file.write(text)
    (outdir / '_downloads').mkdir()
    (outdir / '_downloads' / 'a.js').write_text('alert(1)', encoding='utf-8')
    named = {
        place
        for path in extension.finished(outdir, 'html')
        for place, _fault in look.file(path, path.relative_to(outdir).as_posix())
    }
    assert named == {
        '_static/doctools.js', '_static/handbook.css', 'part/chapter.html', '_static/search-index.js',
        '_downloads/a.js',
    }  # fmt: skip


def test_a_page_that_was_fine_is_not_read_again(build_app, monkeypatch):
    app = build_app('theme')
    read = []
    real = look.file
    monkeypatch.setattr(look, 'file', lambda path, name, to: read.append(name) or real(path, name, to))
    extension.look_through(app, None)
    assert read == []
    page = app.outdir / 'index.html'
    page.write_text(page.read_text(encoding='utf-8') + '<iframe></iframe>', encoding='utf-8')
    for _again in range(2):  # said until it is mended
        extension.look_through(app, None)
    assert read == ['index.html', 'index.html']
    assert app.warning.getvalue().count('an element <iframe>') == 2
    extension.look_through(app, ValueError('stopped'))
    assert len(read) == 2


def test_a_place_in_the_book_is_told_from_what_stands_before_it():
    text = (
        '<div id="index" class="document matter">\n<p data-line="2">a</p>\n'
        '<div id="one/a" class="document chapter"><h1 data-line="1">b</h1>\n<p data-line="7">c</p>\n</div>'
    )
    assert places_of_lines(text, (1, 2, 3, 4, 5)) == [
        ('index', None), ('index', 2), ('one/a', 1), ('one/a', 7), ('one/a', 7),
    ]  # fmt: skip
