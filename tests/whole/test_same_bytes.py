"""The same commit gives the same files: on another day, in another folder and time zone, with another hash seed."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from places import REPOSITORY, ROOTS

from publishing.core import edition

EXTENSIONS = (
    'myst_parser',
    'publishing.core.edition',
    'publishing.text.components',
    'publishing.text.numbering',
    'publishing.figures.charts',
    'publishing.figures.maps',
    'publishing.epub',
    'publishing.pdf',
    'publishing.pdf.chapters',
    'publishing.worksheets',
)
TEMPLATES = REPOSITORY / 'theme' / 'templates'
SETTINGS = {
    'extensions': ','.join(EXTENSIONS),
    'pdf_stylesheets': REPOSITORY / 'theme' / 'print' / 'book.css',
    'pdf_chapters': 1,
    'worksheets': 1,
    'pdf_cover': TEMPLATES / 'cover.html',
    'pdf_back_cover': TEMPLATES / 'back-cover.html',
    'pdf_cover_sheet': TEMPLATES / 'cover-sheet.html',
    'epub_theme': 'handbook_epub',
    'epub_show_urls': 'no',
    'nitpicky': 0,
}
COMMITTED = {'GIT_AUTHOR_DATE': '2024-03-05T23:30:00+0000', 'GIT_COMMITTER_DATE': '2024-03-05T23:30:00+0000'}
#: Folder, days from today, jobs, whether the EPUB takes what the PDF has read (``build.READ_WITH``), environment.
PLACES = (
    ('here', 0, 1, False, {'TZ': 'America/New_York', 'PYTHONHASHSEED': '1'}),
    ('an other place/grāmata', 400, 2, True, {'TZ': 'Pacific/Kiritimati', 'PYTHONHASHSEED': '2', 'LC_ALL': 'C'}),
)


def git(folder, *words):
    environment = os.environ | COMMITTED | {'GIT_CONFIG_GLOBAL': os.devnull}
    subprocess.run(
        ['git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', *words],
        cwd=folder,
        check=True,
        env=environment,
        capture_output=True,
    )


def build(source, days, jobs, reads_once, environment):
    """Build all formats as if in so many days; return the output folder."""
    out = source.parent / 'out'
    clean = {name: value for name, value in os.environ.items() if name != 'SOURCE_DATE_EPOCH'}
    for builder in ('pdf', 'epub'):
        done = subprocess.run(
            [
                'faketime',
                '-f',
                f'+{days}d',
                sys.executable,
                '-m',
                'sphinx',
                '-q',
                '-a',
                '-j',
                str(jobs),
                '-b',
                builder,
                '-d',
                source.parent / ('doctrees' if reads_once else f'doctrees-{builder}'),
                *(word for name, value in SETTINGS.items() for word in ('-D', f'{name}={value}')),
                '-D',
                f'epub_page_map={out}/pdf/pages.json',
                source,
                out / builder,
            ],
            env=clean | environment | {'PYTHONPATH': str(REPOSITORY)},
            cwd=source.parent,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope='module', params=['book', 'charts'])
def outputs(request, tmp_path_factory):
    """The output folders of one commit, built twice."""
    folder = tmp_path_factory.mktemp('same')
    shutil.copytree(ROOTS / f'test-{request.param}', folder / 'source')
    if request.param == 'book':  # with worksheets
        shutil.copytree(ROOTS / 'test-worksheets' / 'tools', folder / 'source' / 'tools')
        index = folder / 'source' / 'index.md'
        index.write_text(
            index.read_text(encoding='utf-8').replace('\nimprint\n', '\nimprint\ntools/index\n', 1), encoding='utf-8'
        )
    git(folder / 'source', 'init')
    git(folder / 'source', 'add', '--all')
    git(folder / 'source', 'commit', '-m', 'All')
    found = []
    for place, *rest in PLACES:
        (folder / place).mkdir(parents=True)
        git(folder, 'clone', folder / 'source', folder / place / 'src')
        found.append(build(folder / place / 'src', *rest))
    return found


#: Of everything readers, printers and the site get.
ENDINGS = ('.pdf', '.epub', '.docx')


def files(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob('*'))
        if (path.suffix in ENDINGS and path.parent.name != 'press') or path.name == 'pages.json'
    }


def test_every_file_is_the_same(outputs):
    first, second = map(files, outputs)
    names = ' '.join(first)
    assert all(ending in names for ending in ('-print.pdf', '-cover.pdf', '.epub', 'pages.json'))
    assert first == second


@pytest.mark.parametrize('outputs', ['book'], indirect=True)
def test_the_small_book_has_every_kind_of_file(outputs):
    names = [path.relative_to(outputs[0]).as_posix() for path in sorted(outputs[0].rglob('*'))]
    for kind in (
        r'pdf/small-book\.pdf',
        r'pdf/chapters/\d\d-.*\.pdf',
        r'pdf/worksheets/.*\.pdf',
        r'pdf/worksheets/.*\.docx',
        r'pdf/small-book-print\.pdf',
        r'pdf/small-book-cover\.pdf',
        r'epub/.*\.epub',
    ):
        assert any(re.fullmatch(kind, name) for name in names), (kind, names)
    with zipfile.ZipFile(next((outputs[0] / 'epub').glob('*.epub'))) as archive:
        assert b'doc-pagelist' in archive.read('nav.xhtml')


def test_files_are_dated_by_the_commit_and_know_no_folder(outputs):
    for out in outputs:
        for path in out.rglob('*.pdf'):
            with pikepdf.open(path) as pdf:
                assert str(pdf.docinfo['/CreationDate']).startswith('D:20240305')
                texts = [
                    bytes(item.read_bytes())
                    for item in pdf.objects
                    if isinstance(item, pikepdf.Stream) and '/Subtype' not in item and '/Length1' not in item
                ]
                texts += [item.unparse() for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
            assert not [text for text in texts if b'/pytest-' in text or str(REPOSITORY).encode() in text]
        for path in out.rglob('*.epub'):
            with zipfile.ZipFile(path) as archive:
                opf = archive.read('content.opf').decode()
                assert len({item.date_time for item in archive.infolist()}) == 1
                for name in archive.namelist():
                    assert str(out.parent).encode() not in archive.read(name), name
            assert re.findall(r'<dc:date>(.*?)</dc:date>', opf) == ['2024-03-05T12:00:00Z']


def test_an_archive_is_dated_by_its_commit(tmp_path, monkeypatch):
    """``.gitattributes`` lets git write the date into archives, which have no history."""
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    repository = tmp_path / 'repository'
    (repository / 'publishing' / 'core').mkdir(parents=True)
    for name in ('.gitattributes', 'publishing/core/archive.txt'):
        shutil.copyfile(REPOSITORY / name, repository / name)
    git(repository, 'init')
    git(repository, 'add', '--all')
    git(repository, 'commit', '-m', 'All')
    git(repository, 'archive', '--prefix=unpacked/', '-o', tmp_path / 'archive.zip', 'HEAD')
    with zipfile.ZipFile(tmp_path / 'archive.zip') as archive:
        archive.extractall(tmp_path)
    stamp = tmp_path / 'unpacked' / 'publishing' / 'core' / 'archive.txt'
    assert stamp.read_text().strip().isdecimal()
    monkeypatch.setattr(edition, 'ARCHIVE', stamp)
    assert edition.edition_date(tmp_path / 'unpacked').isoformat() == '2024-03-05'
    assert edition.edition_date(Path('/')).isoformat() != '2024-03-05'  # somebody else's folder
    monkeypatch.setattr(edition, 'ARCHIVE', repository / 'publishing' / 'core' / 'archive.txt')  # not an archive
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(tmp_path))
    assert edition.edition_date(repository).isoformat() == '2024-03-05'
