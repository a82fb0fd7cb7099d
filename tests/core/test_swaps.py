"""Several files are in their places, all or none, and no other is left beside them."""

import errno
import os
import signal
from pathlib import Path

import pytest

from publishing.core import files, swaps


@pytest.fixture
def three(tmp_path):
    """Three files with their names in them, and what reads them and lists what else lies there."""
    for name in 'abc':
        (tmp_path / name).write_text(name, encoding='utf-8')
    return lambda: {path.name: path.read_text(encoding='utf-8') for path in sorted(tmp_path.iterdir())}


def change(folder):
    files.write_text(folder / 'a', 'A')
    files.write_text(folder / 'd', 'D')
    files.remove(folder / 'b')
    files.remove(folder / 'nothing')
    files.write_text(folder / 'c', 'C')


def test_files_of_a_block_are_in_place_at_its_end(tmp_path, three):
    with swaps.together():
        change(tmp_path)
        with swaps.together():
            files.write_text(tmp_path / 'a', 'AA')
            files.write_text(tmp_path / 'e', 'E')
            files.remove(tmp_path / 'e')
        assert {name: text for name, text in three().items() if name[0] != '.'} == {'a': 'a', 'b': 'b', 'c': 'c'}
    assert three() == {'a': 'AA', 'c': 'C', 'd': 'D'}
    files.write_text(tmp_path / 'a', 'a')  # outside it is written at once
    assert three()['a'] == 'a'


@pytest.mark.parametrize('reason', [KeyboardInterrupt, OSError])
def test_after_a_failure_in_the_block_nothing_is_changed(tmp_path, three, reason):
    def fail():
        with swaps.together():
            change(tmp_path)
            raise reason

    with pytest.raises(reason):
        fail()
    assert three() == {'a': 'a', 'b': 'b', 'c': 'c'}


@pytest.mark.parametrize('links', [True, False])
@pytest.mark.parametrize('count', [1, 2, 3])
def test_after_a_failure_at_its_end_all_places_have_what_they_had(tmp_path, three, monkeypatch, links, count):
    replace, seen = Path.replace, []

    def fail(path, target):
        if path.suffix == '.new':
            seen.append(path)
            if len(seen) == count:
                raise PermissionError(errno.EACCES, 'Permission denied')
        return replace(path, target)

    def refuse(*_paths):
        raise OSError(errno.EPERM, 'Operation not permitted')

    monkeypatch.setattr(Path, 'replace', fail)
    if not links:
        monkeypatch.setattr(os, 'link', refuse)
    with pytest.raises(PermissionError), swaps.together():
        change(tmp_path)
    assert three() == {'a': 'a', 'b': 'b', 'c': 'c'}


def test_renames_come_to_their_end_before_the_process_is_stopped(tmp_path, three, monkeypatch):
    replace, seen = Path.replace, []

    def stop(path, target):
        if not seen:
            os.kill(os.getpid(), signal.SIGINT)
        seen.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, 'replace', stop)
    with pytest.raises(KeyboardInterrupt), swaps.together():
        change(tmp_path)
    assert three() == {'a': 'A', 'c': 'C', 'd': 'D'}
