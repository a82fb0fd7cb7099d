"""``python -m crashing ACTION NUMBER WORDS``: ``python -m publishing WORDS``, to which something happens on the way.

A step is whatever changes a folder: a file opened to be written, renamed or removed, a folder made. At step NUMBER

* ``kill`` kills the process, which can do nothing about it,
* ``full`` leaves no room on the disk from then on; what is written already stays,
* ``locked`` lets nobody write any more: the folder is read-only,
* ``count`` does nothing; the number of steps is written into the file ``steps`` in the folder above.

``limit`` lets no file grow beyond NUMBER bytes: the system itself refuses, also to libraries written in C.
"""

import errno
import os
import resource
import runpy
import signal
import sys
from pathlib import Path

#: Python's own events (https://docs.python.org/3/library/audit_events.html) that need room, and that need none.
WRITING, MOVING = ('open', 'os.mkdir', 'os.link'), ('os.rename', 'os.remove', 'os.rmdir')
ERRORS = {'full': errno.ENOSPC, 'locked': errno.EROFS}


class Steps:
    """An audit hook that counts the steps below ``root`` and acts when its number has come."""

    def __init__(self, action: str, number: int, root: Path) -> None:
        self.action, self.number, self.root, self.count, self.process = action, number, root, 0, os.getpid()

    def __call__(self, event: str, arguments: tuple) -> None:
        if event not in WRITING + MOVING or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = str(self.root / os.fsdecode(arguments[0]))
        if event == 'open' and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        if not path.startswith(str(self.root)) or os.getpid() != self.process:
            return
        self.count += 1
        if self.count < self.number or (self.action == 'full' and event in MOVING):
            return
        if self.action == 'kill':
            os.kill(self.process, signal.SIGKILL)
        if self.action in ERRORS:
            raise OSError(ERRORS[self.action], os.strerror(ERRORS[self.action]), path)


def main(action: str, number: int, words: list[str]) -> None:
    """Run the command ``words`` in this folder."""
    root = Path.cwd()
    steps = Steps(action, number, root)
    sys.argv[1:] = words
    if action == 'limit':
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    else:
        sys.addaudithook(steps)
    try:
        runpy.run_module('publishing', run_name='__main__', alter_sys=True)
    finally:
        steps.process = 0  # nothing counts any more
        if action == 'count':
            root.with_name('steps').write_text(str(steps.count), encoding='utf-8')


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
