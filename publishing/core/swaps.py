"""Put several files and folders in their places, or none of them, whatever happens on the way.

What is written stands beside its place until it is renamed. Inside ``together`` the renames wait for the end of the
block: then all are in place, or, after whatever has gone wrong, none.

A process that is killed between two renames can do nothing any more, nor can one whose disk becomes read-only there.
It has written down before what it was about to do, and the next command does the rest (``finish_others``). Before that
note there is only what was; what lies beside its place without one is nobody's (``sweep``).
"""

import ctypes
import fcntl
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from publishing.core import locks
from publishing.core.project import BUILD

#: With which a person or the system asks a program to stop.
STOPS = tuple(getattr(signal, name) for name in ('SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT') if hasattr(signal, name))
#: Where each process notes the renames that it is about to do.
NOTES = BUILD / '.renames'
NEW, OLD = '.new', '.old'
#: Of the block around us: what stands beside its place, ready to be renamed; None for a file that is to go.
_waiting: ContextVar[dict[Path, Path | None] | None] = ContextVar('waiting', default=None)
#: renameat2 of Linux: the flag that lets two names change places.
_EXCHANGE, _HERE = 2, -100


class HalfDoneError(OSError):
    """Raised when some files are in their places, the others cannot be put there, and the former cannot come back."""


def beside_of(path: Path) -> Path:
    """Return where what is to stand at ``path`` is written."""
    return path.with_name(f'.{path.name}{NEW}')


def settle(path: Path, beside: Path | None) -> None:
    """Put the file or folder ``beside`` at ``path``, or have none there; in ``together`` at the end of the block."""
    waiting = _waiting.get()
    if waiting is None:
        _swap({path: beside})
        return
    if beside is None and (written := waiting.get(path)):
        _remove(written)
    waiting[path] = beside


@contextmanager
def together() -> Iterator[None]:
    """Have what is written or removed in this block put in its place at its end, all or none.

    Until then each file reads as it was. A block inside another one is a part of that one.
    """
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(waiting := {})
    try:
        yield
        _swap(waiting)
        waiting.clear()  # all are in their places
    except HalfDoneError:
        waiting.clear()  # what stands beside its place is renamed by whoever comes next
        raise
    finally:
        _waiting.reset(token)
        for beside in filter(None, waiting.values()):
            with suppress(OSError):  # the failure that is on its way says more
                _remove(beside)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a few renames come to their end before the process hears that it is to stop."""
    if threading.current_thread() is not threading.main_thread():  # only the main one hears it
        yield
        return
    came: list[int] = []
    before = {}
    try:
        for number in STOPS:
            if signal.getsignal(number) not in (None, signal.SIG_IGN):
                # Not blocked: what another thread receives would still be told to this one.
                before[number] = signal.signal(number, lambda number, _frame: came.append(number))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came[:1]:
            signal.raise_signal(number)


def finish_others() -> None:
    """Do the renames that a killed process has noted and not done; wait for those of a living one."""
    for note in sorted(NOTES.glob('*')):
        if note.suffix == NEW:  # a note that was never finished: nothing was renamed
            if not locks.is_there(int(note.stem.partition('-')[0])):
                note.unlink(missing_ok=True)
            continue
        with suppress(FileNotFoundError), note.open(encoding='utf-8') as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if note.exists():  # else its process has come to the end meanwhile
                for path, beside, number in json.load(file):
                    _redo(Path(path), beside and Path(beside), number)
                note.unlink()


def sweep(folder: Path) -> None:
    """Remove what killed processes have left beside its place in ``folder`` and below it, where nobody is writing."""
    for path in [*folder.rglob(f'.*{NEW}'), *folder.rglob(f'.*{OLD}')]:
        _remove(path)


def _swap(files: dict[Path, Path | None]) -> None:
    """Put each in its place; when one cannot be, give all places back what they had.

    :raises HalfDoneError: when that cannot be either; ``finish_others`` does the rest.
    """
    former: dict[Path, Path] = {}
    done: list[Path] = []
    to_go: list[Path] = []
    try:
        for path, beside in files.items() if len(files) > 1 else ():  # one alone is renamed or not
            if path.exists() and not (beside and beside.is_dir()):
                former[path] = path.with_name(f'.{path.name}{OLD}')
                _keep(path, former[path])
        with undisturbed(), _noted(files):
            try:
                for path, beside in files.items():
                    _put(path, beside)
                    done.append(path)
            except OSError as error:
                try:
                    for path in done:
                        _give_back(path, files[path], former.get(path))
                except OSError:
                    former.clear()
                    raise HalfDoneError(error.errno, error.strerror, error.filename) from error
                raise
        to_go = [beside for beside in files.values() if beside and beside.is_dir()]
    finally:
        for kept in [*former.values(), *to_go]:
            with suppress(OSError):  # a folder that has become read-only: the result stands, and ``sweep`` comes later
                _remove(kept)


@contextmanager
def _noted(files: dict[Path, Path | None]) -> Iterator[None]:
    """Have a note of the renames in ``files`` for as long as they last; none of a single file, which is one step."""
    if len(files) < 2 and not any(beside and beside.is_dir() for beside in files.values()):
        yield
        return
    NOTES.mkdir(parents=True, exist_ok=True)
    note = NOTES / f'{os.getpid()}-{threading.get_ident()}.json'
    beside = note.with_suffix(NEW)
    rows = [(str(path), beside and str(beside), beside and beside.stat().st_ino) for path, beside in files.items()]
    with beside.open('w', encoding='utf-8') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            json.dump(rows, file)
            file.flush()
            beside.replace(note)
            yield
        except HalfDoneError:
            raise  # with the note left to the next command
        except BaseException:
            try:
                _withdraw(note, beside)
            except OSError as error:  # the note stands, and is acted on
                raise HalfDoneError(error.errno, error.strerror, error.filename) from error
            raise
        with suppress(OSError):  # of what is done, nothing is left to the next command
            _withdraw(note, beside)


def _withdraw(*notes: Path) -> None:
    for path in notes:
        path.unlink(missing_ok=True)


def _redo(path: Path, beside: Path | None, number: int | None) -> None:
    """Put ``beside`` at ``path`` where that is not done yet; ``number`` is the one its file or folder has."""
    if beside is None:
        path.unlink(missing_ok=True)
    elif beside.exists() and beside.stat().st_ino == number:
        _put(path, beside)
    for left in (beside, path.with_name(f'.{path.name}{OLD}')):
        if left is not None:
            _remove(left)


def _put(path: Path, beside: Path | None) -> None:
    if beside is None:
        path.unlink(missing_ok=True)
    elif beside.is_dir() and path.exists():
        _exchange(path, beside)
    else:
        beside.replace(path)


def _give_back(path: Path, beside: Path | None, former: Path | None) -> None:
    """Undo :func:`_put`."""
    if former is not None:
        former.replace(path)
    elif beside is not None and path.is_dir():
        if beside.exists():
            _exchange(path, beside)
        else:
            path.replace(beside)
    else:
        path.unlink(missing_ok=True)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places, at no moment of which one is missing where the system can do that."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, 'renameat2') and not library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE):
        return
    aside = one.with_name(f'.{one.name}{OLD}')  # another system, or a file system that cannot
    _remove(aside)
    one.rename(aside)
    try:
        other.rename(one)
    except OSError:
        aside.rename(one)
        raise
    aside.rename(other)


def _keep(path: Path, target: Path) -> None:
    """Have ``target`` hold what ``path`` holds, whatever becomes of that."""
    target.unlink(missing_ok=True)
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        shutil.copyfile(path, target)


def _remove(path: Path) -> None:
    """Have neither a file nor a folder at ``path``."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
