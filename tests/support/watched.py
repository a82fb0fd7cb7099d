"""What this process opens, whom it calls and what it runs, while somebody watches.

Python tells all of it (``sys.addaudithook``); a hook stays for the life of the process, so there is one, which listens
only inside :func:`watching`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_heard: list[list[tuple[str, str]]] = []
_is_hooked = False
#: What no build of a contribution has a reason for.
CALLS = ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'os.system', 'os.exec', 'os.posix_spawn')


def _hear(event: str, arguments: tuple) -> None:
    if not _heard:
        return
    if event == 'open' and isinstance(arguments[0], str | bytes | os.PathLike):
        _heard[-1].append((event, os.path.realpath(os.fsdecode(arguments[0]))))
    elif event in CALLS:
        _heard[-1].append((event, repr(arguments)))


@contextmanager
def watching() -> Iterator[list[tuple[str, str]]]:
    """Yield the list of what is done inside: ``('open', path)`` and ``(call, arguments)``."""
    global _is_hooked
    if not _is_hooked:
        sys.addaudithook(_hear)
        _is_hooked = True
    _heard.append([])
    try:
        yield _heard[-1]
    finally:
        _heard.pop()
