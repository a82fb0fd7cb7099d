"""What was saved since one last looked, whatever way an editor, git or a program that synchronises has saved it.

The system tells of single changes, and not of all: a file that was renamed over another one is no longer watched, a
folder that was moved says nothing of what is in it, and a network drive may say nothing at all. So it only wakes, and
what counts is which files there are now, and which there were.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

#: What tells two states of a file apart: its number, its size, and when it was changed or renamed.
State = tuple[int, int, int, int]


class Saved:
    """The files below some places, as they were when :meth:`changes` was last called, or when this was made."""

    def __init__(self, places: Iterable[Path], counts: Callable[[Path], bool] = lambda path: True) -> None:
        """Look for the first time.

        :param places: files and folders, also those that are not there yet. :param counts: tells which files matter.
        """
        self._places, self._counts = list(places), counts
        self._known = self._look()

    def changes(self) -> list[Path]:
        """Return the files that are new, gone or other than they were."""
        before, self._known = self._known, self._look()
        return sorted(path for path in before.keys() | self._known.keys() if before.get(path) != self._known.get(path))

    def _look(self) -> dict[Path, State]:
        found = {}
        for place in self._places:
            names = [place] if place.is_file() else _below(place)
            for path in names:
                if self._counts(path) and (state := _state(path)):
                    found[path] = state
        return found


def is_under_way(path: Path) -> bool:
    """Tell whether a file may be half saved: gone, or nothing in it yet."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def _below(folder: Path) -> Iterable[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != '__pycache__' and not name.startswith('.')]
        yield from (Path(place, name) for name in names)


def _state(path: Path) -> State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
