"""Put several files in their places, or none of them.

What ``files`` writes stands beside its place until it is renamed. Inside ``together`` the renames wait for the end of
the block: then all files are in place, or, after whatever has gone wrong, none.
"""

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

#: With which a person or the system asks a program to stop.
STOPS = tuple(getattr(signal, name) for name in ('SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT') if hasattr(signal, name))
#: Of the block around us: what stands beside its place, ready to be renamed; None for a file that is to go.
_waiting: ContextVar[dict[Path, Path | None] | None] = ContextVar('waiting', default=None)


def settle(path: Path, beside: Path | None) -> None:
    """Put the file ``beside`` at ``path``, or have none there; inside ``together`` at the end of the block."""
    waiting = _waiting.get()
    if waiting is None:
        _swap({path: beside})
        return
    if beside is None and (written := waiting.get(path)):
        written.unlink()
    waiting[path] = beside


@contextmanager
def together() -> Iterator[None]:
    """Have the files that are written or removed in this block put in their places at its end, all or none.

    Until then each file reads as it was. A block inside another one is a part of that one.
    """
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(waiting := {})
    try:
        yield
        _swap(waiting)
    finally:
        _waiting.reset(token)
        for beside in filter(None, waiting.values()):
            beside.unlink(missing_ok=True)


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


def _swap(files: dict[Path, Path | None]) -> None:
    """Rename each file to its place; when one cannot be, give all places back what they had."""
    former: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path in files if len(files) > 1 else ():  # one alone is renamed or not
            if path.exists():
                former[path] = path.with_name(f'.{path.name}.old')
                _keep(path, former[path])
        with undisturbed():
            try:
                for path, beside in files.items():
                    if beside is None:
                        path.unlink(missing_ok=True)
                    else:
                        beside.replace(path)
                    done.append(path)
            except OSError:
                for path in done:
                    if path in former:
                        former[path].replace(path)
                    else:
                        path.unlink(missing_ok=True)
                raise
    finally:
        for kept in former.values():
            kept.unlink(missing_ok=True)


def _keep(path: Path, target: Path) -> None:
    """Have ``target`` hold what ``path`` holds, whatever becomes of that."""
    target.unlink(missing_ok=True)
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        shutil.copyfile(path, target)
