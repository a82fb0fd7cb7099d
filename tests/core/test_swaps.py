"""Several files are in their places, all or none, and no other is left beside them."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from places import REPOSITORY

from publishing.core import files, swaps


@pytest.fixture(autouse=True)
def notes(tmp_path_factory, monkeypatch):
    """Where renames are noted; nothing of it stays."""
    folder = tmp_path_factory.mktemp('notes') / 'renames'
    monkeypatch.setattr(swaps, 'NOTES', folder)
    yield folder
    assert list(folder.glob('*')) == []


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


def test_what_can_be_neither_done_nor_undone_is_done_by_the_next_one(tmp_path, three, monkeypatch, notes):
    """At any step both folders become read-only; a command that reports no error has done all."""
    old, new = {'a': 'a', 'b': 'b', 'c': 'c'}, {'a': 'A', 'c': 'C', 'd': 'D'}
    came = set()
    for count in range(1, 40):
        for path in tmp_path.iterdir():
            path.unlink()
        for name, text in old.items():
            (tmp_path / name).write_text(text, encoding='utf-8')
        steps, is_refused = [], False
        with monkeypatch.context() as patch:
            for owner, name in ((Path, 'replace'), (Path, 'unlink'), (os, 'link')):
                patch.setattr(owner, name, read_only_from(count, getattr(owner, name), steps))
            try:
                with swaps.together():
                    change(tmp_path)
            except OSError as error:
                assert error.errno == errno.EROFS
                is_refused = True
        left = {name: text for name, text in three().items() if name[0] != '.'}
        swaps.finish_others()
        swaps.sweep(tmp_path)
        assert three() in (old, new), count
        assert is_refused or left == new, count
        came.add((is_refused, left == old, left == new))
        if len(steps) < count:
            break
    # Nothing is done; a part; all of it, with things left about or without.
    assert came == {(True, True, False), (True, False, False), (False, False, True)}


def read_only_from(count, function, steps):
    def refuse(*arguments, **options):
        steps.append(arguments)
        if len(steps) >= count:
            raise OSError(errno.EROFS, 'Read-only file system', str(arguments[0]))
        return function(*arguments, **options)

    return refuse


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


# Folders


@pytest.fixture(params=[True, False], ids=['exchanged', 'two renames'])
def two(request, tmp_path, monkeypatch):
    """A folder and a file with "old" in them, what is to take their places, and ``read()``; with both ways to swap."""
    if not request.param:
        monkeypatch.setattr(swaps.ctypes, 'CDLL', lambda *_names, **_options: object())
    for name, text in (('pages', 'old'), ('.pages.new', 'new')):
        (tmp_path / name).mkdir()
        (tmp_path / name / 'page').write_text(text, encoding='utf-8')
    (tmp_path / 'book').write_text('old', encoding='utf-8')
    return lambda: {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding='utf-8')
        for path in sorted(tmp_path.rglob('*'))
        if path.is_file()
    }


def test_folder_and_file_are_replaced_together(tmp_path, two):
    with swaps.together():
        swaps.settle(tmp_path / 'pages', tmp_path / '.pages.new')
        files.write_text(tmp_path / 'book', 'new')
    assert two() == {'pages/page': 'new', 'book': 'new'}
    assert sorted(path.name for path in tmp_path.iterdir()) == ['book', 'pages']


@pytest.mark.parametrize('count', [1, 2])
def test_folder_goes_back_when_a_file_cannot_be_replaced(tmp_path, two, monkeypatch, count):
    replace, seen = Path.replace, []

    def fail(path, target):
        if path.parent == tmp_path and path.suffix == '.new':
            seen.append(path)
            if len(seen) == count:
                raise PermissionError(errno.EACCES, 'Permission denied')
        return replace(path, target)

    monkeypatch.setattr(Path, 'replace', fail)
    (tmp_path / '.more.new').mkdir()
    with pytest.raises(PermissionError), swaps.together():
        swaps.settle(tmp_path / 'pages', tmp_path / '.pages.new')
        swaps.settle(tmp_path / 'more', tmp_path / '.more.new')
        files.write_text(tmp_path / 'book', 'new')
    assert two() == {'pages/page': 'old', 'book': 'old'}
    assert sorted(path.name for path in tmp_path.iterdir()) == ['book', 'pages']


# Killed

#: Does the renames of ``change`` and of a folder, and is killed at step ``COUNT``.
KILLED = """
import os, signal, sys
from pathlib import Path
from publishing.core import files, swaps

folder, notes, count, seen = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), []
swaps.NOTES = notes

def hook(event, arguments):
    if event in ('os.rename', 'os.remove'):
        seen.append(event)
        if len(seen) == count:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
with swaps.together():
    for name in 'acd':
        files.write_text(folder / name, name.upper())
    files.remove(folder / 'b')
print(len(seen))
"""


def killed(folder, notes, count):
    command = [sys.executable, '-c', KILLED, str(folder), str(notes), str(count)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | {'PYTHONPATH': str(REPOSITORY)})


def test_renames_of_a_killed_process_are_done_by_the_next_one(tmp_path, three, notes):
    old, new = {'a': 'a', 'b': 'b', 'c': 'c'}, {'a': 'A', 'c': 'C', 'd': 'D'}
    seen = []
    for count in range(1, 30):
        for path in tmp_path.iterdir():
            path.unlink()
        for name, text in old.items():
            (tmp_path / name).write_text(text, encoding='utf-8')
        done = killed(tmp_path, notes, count)
        assert (done.returncode, done.stderr) in ((-signal.SIGKILL, ''), (0, ''))
        swaps.finish_others()
        swaps.sweep(tmp_path)
        assert three() in (old, new), count
        seen.append(three() == new)
        if done.returncode == 0:
            break
    assert seen == sorted(seen), 'first all as they were, then all new'
    assert 3 < seen.count(True) < len(seen)


def test_note_of_a_living_process_is_left_to_it(tmp_path, two, notes):
    """It is locked until its renames are done; one that is not written to its end stays, too."""
    with swaps._noted({tmp_path / 'pages': tmp_path / '.pages.new', tmp_path / 'book': None}):
        [note] = notes.iterdir()
        rows = json.loads(note.read_text(encoding='utf-8'))
        assert [row[0] for row in rows] == [str(tmp_path / 'pages'), str(tmp_path / 'book')]
        note.rename(note.with_suffix('.new'))
        swaps.finish_others()
        assert note.with_suffix('.new').exists()
        assert two()['book'] == 'old'


def test_folders_that_have_changed_places_do_not_change_back(tmp_path, two, notes):
    pages, beside = tmp_path / 'pages', tmp_path / '.pages.new'
    rows = [[str(pages), str(beside), beside.stat().st_ino]]
    notes.mkdir()
    for _time in range(2):
        (notes / '1-1.json').write_text(json.dumps(rows), encoding='utf-8')
        swaps.finish_others()
        assert two() == {'pages/page': 'new', 'book': 'old'}
