"""A file is there whole or not at all, and no other is left beside it."""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from publishing.core import files


def test_text_is_written_as_it_is(tmp_path):
    path = tmp_path / 'new' / 'folder' / 'file.po'
    files.write_text(path, 'ā\nb\r\n')
    assert path.read_bytes() == 'ā\nb\r\n'.encode()
    files.write_text(tmp_path / 'new' / 'folder' / '..' / 'folder' / 'file.po', 'c')
    assert path.read_text(encoding='utf-8') == 'c'
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_last_file(tmp_path):
    path = tmp_path / 'file.csv'
    files.write_text(path, 'good')
    with pytest.raises(UnicodeEncodeError):
        files.write_text(path, '\ud800')
    with pytest.raises(TypeError):
        files.write_bytes(path, None)
    assert path.read_bytes() == b'good'


def test_a_full_disk_is_said_of_the_file(tmp_path, monkeypatch):
    def fail(path, content):
        path.touch()
        raise OSError(errno.ENOSPC, 'No space left on device')

    monkeypatch.setattr(Path, 'write_bytes', fail)
    with pytest.raises(OSError, match='No space') as caught:
        files.write_text(tmp_path / 'file.csv', 'text')
    assert caught.value.filename == str(tmp_path / 'file.csv')
    assert list(tmp_path.iterdir()) == []


def folder(path, text):
    """Make a folder with a page in it, and in a deeper one."""
    (path / 'deep').mkdir(parents=True)
    for name in ('page.html', 'deep/page.html'):
        (path / name).write_text(text, encoding='utf-8')
    return path


def test_a_folder_is_replaced_whole(tmp_path):
    built, target = folder(tmp_path / 'built', 'new'), folder(tmp_path / 'site' / 'en', 'old')
    for path in (target / 'gone.html', built / '.buildinfo', built / 'objects.inv'):
        path.touch()
    files.write_folder(target, built, ('.buildinfo*', 'objects.inv'))
    assert (target / 'deep' / 'page.html').read_text(encoding='utf-8') == 'new'
    assert sorted(path.name for path in target.iterdir()) == ['deep', 'page.html']
    assert [path.name for path in target.parent.iterdir()] == ['en']


def test_a_folder_without_room_leaves_the_last_one(tmp_path, monkeypatch):
    built, target = folder(tmp_path / 'built', 'new'), folder(tmp_path / 'en', 'old')

    def fail(source, _target):
        if source.name == 'page.html':
            raise OSError(errno.ENOSPC, 'No space left on device')

    with monkeypatch.context() as patch:
        patch.setattr(shutil, 'copyfile', fail)
        with pytest.raises(OSError, match='No space') as caught:
            files.write_folder(target, built)
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(tmp_path / '.en.new' / 'deep' / 'page.html')
    assert (target / 'page.html').read_text(encoding='utf-8') == 'old'
    assert sorted(path.name for path in tmp_path.iterdir()) == ['built', 'en']
    files.write_folder(target, built)
    assert (target / 'page.html').read_text(encoding='utf-8') == 'new'


@pytest.mark.parametrize(('umask', 'modes'), [(0o022, {0o755, 0o644}), (0o077, {0o700, 0o600})])
def test_modes_are_those_of_the_umask(tmp_path, umask, modes):
    """Not a mixture with those that files of a checkout or of an earlier build have."""
    built, before = folder(tmp_path / 'built', 'new'), os.umask(umask)
    try:
        for path, mode in ((built / 'page.html', 0o400), (built / 'deep' / 'page.html', 0o666), (built, 0o777)):
            path.chmod(mode)
        files.write_folder(tmp_path / 'site' / 'en', built)
        (tmp_path / 'site' / 'older.html').touch(0o640)
        files.one_mode(tmp_path / 'site')
    finally:
        os.umask(before)
    found = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / 'site', *(tmp_path / 'site').rglob('*'))}
    assert found == modes
