"""A file is there whole or not at all, and no other is left beside it."""

import errno
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
