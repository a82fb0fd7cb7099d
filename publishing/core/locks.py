"""One at a time: a lock on what a command writes, which says who holds it.

The lock is the system's (``flock``): it ends with the process that holds it, however that ends, so that none is ever
stale and nobody has to find out. What stands in its file is for people: the command, its process, since when. A program
that is started under a lock (``descriptors``) holds it, too: where its parent is killed, it may still be writing.

Who finds a lock held waits and says for whom. Waiting always ends in what was asked for, also in a script, and Ctrl+C
ends it; a refusal would leave it to a person to try again.
"""

import contextlib
import datetime
import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import BUILD, WORK

#: What every command that writes holds while it does: pages and downloads, catalogs with their ledgers, web fonts.
SITE, LOCALES, FONTS = (BUILD / f'.{name}.lock' for name in ('site', 'locales', 'fonts'))
#: Seconds of waiting that nobody needs to hear of.
PATIENCE = 3
#: Of the locks that this process holds: descriptor, how often it is held, for each file and thread.
_held: dict[tuple[Path, int], list[int]] = {}
_tell: list[Callable[[str], None]] = []


def of_work(name: str) -> Path:
    """Return the lock on the folders in ``build/work`` that are called after ``name``, such as ``pdf-lv``."""
    return WORK / f'{name}.lock'


def tell_by(say: Callable[[str], None]) -> None:
    """Have ``say`` called with a sentence whenever this process has to wait."""
    _tell[:] = [say]


def descriptors() -> tuple[int, ...]:
    """Return what to pass to a program (``pass_fds``) that writes under the locks of this process."""
    return tuple(descriptor for descriptor, _times in _held.values())


@contextlib.contextmanager
def held(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[None]:
    """Hold the lock in the file ``path`` for as long as the block lasts; wait until others have let go of it.

    A block inside one with the same lock is a part of that one.

    :param shared: with others who only read what the lock is on. :param wait: raise instead.
    :raises FindingsError: without ``wait``, when somebody else holds it.
    """
    key = path, threading.get_ident()
    if key in _held:
        _held[key][1] += 1
    else:
        _held[key] = [_taken(path, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, wait=wait), 1]
    try:
        yield
    finally:
        _held[key][1] -= 1
        if not _held[key][1]:
            descriptor = _held.pop(key)[0]
            if not shared:  # others who share it have their names there
                os.ftruncate(descriptor, 0)
            os.close(descriptor)


def _taken(path: Path, kind: int, *, wait: bool) -> int:
    """Return a descriptor that holds the lock in ``path``, with our name in the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise FindingsError([_refused(path)]) from None
            _wait(path, descriptor, kind)
        if kind == fcntl.LOCK_EX:
            os.ftruncate(descriptor, 0)
        with contextlib.suppress(OSError):  # a full disk: nobody needs to know, the lock holds all the same
            os.write(descriptor, f'{_signature()}\n'.encode())
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _wait(path: Path, descriptor: int, kind: int) -> None:
    """Take the lock as soon as others let go of it; say so when that is not soon."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:  # what make builds at once meets for moments
        time.sleep(0.02)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            return
    for say in _tell:
        say(f'waiting for {holder(path)} to end; it works on the same files. Ctrl+C ends the waiting.')
    fcntl.flock(descriptor, kind)


def _signature() -> str:
    words = ' '.join(sys.argv[1:]) or Path(sys.argv[0]).name
    return f'{os.getpid()}\t{datetime.datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\t{words}'


def holder(path: Path) -> str:
    """Return who holds the lock in ``path``, in words; of several the last one that is still there."""
    lines = [line.split('\t', 2) for line in path.read_text(encoding='utf-8', errors='replace').splitlines()]
    known = [(int(line[0]), *line[1:]) for line in reversed(lines) if len(line) == 3 and line[0].isdecimal()]
    for number, since, words in known:
        if is_there(number):
            return f'"{words}" (process {number}, since {since})'
    for number, since, words in known:  # killed; what it has started writes on
        return f'a program of "{words}" (process {number}, since {since}, is gone)'
    return 'another command'


def is_there(process: int) -> bool:
    """Tell whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass  # somebody else's
    return True


def _refused(path: Path) -> Finding:
    text = (
        f'{holder(path)} does this already; expected one at a time. End that one (Ctrl+C in its window) or use what it '
        'shows.'
    )
    return Finding(path, None, Code.OUTPUT, text)
