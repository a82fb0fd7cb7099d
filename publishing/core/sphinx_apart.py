"""Sphinx's own command in a process of its own, which hands over what it has found.

docutils keeps what a build has registered for as long as its process lives; a build that must not depend on what was
built before is made here.
"""

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from publishing.core import locks
from publishing.core.files import NO_ROOM
from publishing.core.findings import Code, Finding


class SphinxApartError(Exception):
    """Raised when Sphinx has stopped; its text is what it said on the way.

    ``findings`` are those of its warnings that say in plain words why: an extension has raised them as an error too.
    """

    def __init__(self, text: str, warned: Iterable[Finding] = ()) -> None:
        super().__init__(' '.join(text.split()))
        _warnings, _traceback, stopped = str(self).partition('Traceback')
        self.findings = [finding for finding in warned if finding.text in stopped]


def build(options: list[str | Path], folder: Path) -> list[Finding]:
    """Run ``sphinx-build`` with ``options`` in ``folder``; return its warnings.

    :raises SphinxApartError: when it did not come to an end.
    :raises OSError: when the system has refused it room.
    """
    with TemporaryDirectory() as temporary:
        found = Path(temporary, 'findings')
        command = [sys.executable, '-m', 'publishing', 'sphinx-job', found, *options]
        result = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            encoding='utf-8',
            check=False,
            pass_fds=locks.descriptors(),  # it writes on when this process is killed
        )
        if result.returncode:
            _raise_refusal(result.stderr)
            warned = pickle.loads(found.read_bytes()) if found.is_file() else []
            raise SphinxApartError(result.stderr, warned)
        return pickle.loads(found.read_bytes())


def faults(options: list[str | Path], folder: Path, cannot: str, conf: str) -> list[Finding]:
    """Have Sphinx build as :func:`build` does; return what it finds fault with, also where that has stopped it.

    :param cannot: what it cannot do then, in words before a colon. :param conf: the file at which that is said.
    :raises OSError: when the system has refused it room.
    """
    try:
        return build(options, folder)
    except SphinxApartError as error:
        words = f'Sphinx cannot {cannot}: {error}; expected it to read them all. Mend what it names.'
        return error.findings or [Finding(conf, None, Code.MARKUP, words)]


def _raise_refusal(said: str) -> None:
    """Raise what the system has refused Sphinx (room on the disk), as if it had been refused here."""
    for number, _words, _colon, name in re.findall(r"Error: \[Errno (\d+)\] ([^:\n]+)(: '(.*)')?", said):
        if int(number) in NO_ROOM:
            raise OSError(int(number), os.strerror(int(number)), name or None)


def save(found: list[Finding], target: Path) -> None:
    """Write what ``build`` reads."""
    target.write_bytes(pickle.dumps(found))
