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

from publishing import editions
from publishing.languages import ROOT

EXTENSIONS = ('myst_parser', 'publishing.editions', 'publishing.components', 'publishing.numbering',
              'publishing.charts', 'publishing.epub', 'publishing.pdf')
COMMITTED = {'GIT_AUTHOR_DATE': '2024-03-05T23:30:00+0000', 'GIT_COMMITTER_DATE': '2024-03-05T23:30:00+0000'}
#: Folder, days from today, jobs, environment.
PLACES = (
    ('here', 0, 1, {'TZ': 'America/New_York', 'PYTHONHASHSEED': '1'}),
    ('an other place/grāmata', 400, 2, {'TZ': 'Pacific/Kiritimati', 'PYTHONHASHSEED': '2', 'LC_ALL': 'C'}),
)


def git(folder, *words):
    environment = os.environ | COMMITTED | {'GIT_CONFIG_GLOBAL': os.devnull}
    subprocess.run(['git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', *words], cwd=folder, check=True,
                   env=environment, capture_output=True)


def build(source, days, jobs, environment):
    """Build all formats as if in so many days; return the output folder."""
    out = source.parent / 'out'
    clean = {name: value for name, value in os.environ.items() if name != 'SOURCE_DATE_EPOCH'}
    for builder in ('pdf', 'epub'):
        done = subprocess.run(
            ['faketime', '-f', f'+{days}d', sys.executable, '-m', 'sphinx', '-q', '-E', '-j', str(jobs), '-b', builder,
             '-d', source.parent / f'doctrees-{builder}', '-D', f'extensions={",".join(EXTENSIONS)}',
             '-D', f'pdf_stylesheets={ROOT / "theme" / "print" / "book.css"}', '-D', 'epub_theme=handbook_epub',
             '-D', 'epub_show_urls=no', '-D', 'nitpicky=0', source, out / builder],
            env=clean | environment | {'PYTHONPATH': str(ROOT)}, cwd=source.parent, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope='module', params=['book', 'charts'])
def outputs(request, tmp_path_factory):
    """The output folders of one commit, built twice."""
    folder = tmp_path_factory.mktemp('same')
    shutil.copytree(ROOT / 'tests' / 'roots' / f'test-{request.param}', folder / 'source')
    git(folder / 'source', 'init')
    git(folder / 'source', 'add', '--all')
    git(folder / 'source', 'commit', '-m', 'All')
    found = []
    for place, *rest in PLACES:
        (folder / place).mkdir(parents=True)
        git(folder, 'clone', folder / 'source', folder / place / 'src')
        found.append(build(folder / place / 'src', *rest))
    return found


def files(folder):
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob('*')) if path.suffix in ('.pdf', '.epub')}


def test_every_file_is_the_same(outputs):
    first, second = map(files, outputs)
    assert len(first) >= 3  # screen, print, EPUB
    assert first == second


def test_files_are_dated_by_the_commit_and_know_no_folder(outputs):
    for out in outputs:
        for path in out.rglob('*.pdf'):
            with pikepdf.open(path) as pdf:
                assert str(pdf.docinfo['/CreationDate']).startswith('D:20240305')
                texts = [bytes(item.read_bytes()) for item in pdf.objects if isinstance(item, pikepdf.Stream)
                         and '/Subtype' not in item and '/Length1' not in item]
                texts += [item.unparse() for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
            assert not [text for text in texts if b'/pytest-' in text or str(ROOT).encode() in text]
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
    (repository / 'publishing').mkdir(parents=True)
    for name in ('.gitattributes', 'publishing/archive.txt'):
        shutil.copyfile(ROOT / name, repository / name)
    git(repository, 'init')
    git(repository, 'add', '--all')
    git(repository, 'commit', '-m', 'All')
    git(repository, 'archive', '--prefix=unpacked/', '-o', tmp_path / 'archive.zip', 'HEAD')
    with zipfile.ZipFile(tmp_path / 'archive.zip') as archive:
        archive.extractall(tmp_path)
    stamp = tmp_path / 'unpacked' / 'publishing' / 'archive.txt'
    assert stamp.read_text().strip().isdecimal()
    monkeypatch.setattr(editions, 'ARCHIVE', stamp)
    assert editions.edition_date(tmp_path / 'unpacked').isoformat() == '2024-03-05'
    assert editions.edition_date(Path('/')).isoformat() != '2024-03-05'  # somebody else's folder
    monkeypatch.setattr(editions, 'ARCHIVE', repository / 'publishing' / 'archive.txt')  # not an archive
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(tmp_path))
    assert editions.edition_date(repository).isoformat() == '2024-03-05'
