"""Call a function in a process of its own that may not take more time or memory than a reader may."""

import os
import pickle
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

MOST_SECONDS, MOST_BYTES = 60, 1 << 30


@dataclass(frozen=True)
class Ended:
    """How a call ended: what it returned, or why it did not."""

    result: object = None
    fault: str = ''
    seconds: float = 0.0
    megabytes: int = 0


def guarded(function: Callable[[], object], *, as_nobody: bool = False) -> Ended:
    """Return what ``function`` returns or how it failed: by an exception, by a limit.

    :param as_nobody: without the rights of root, who may read everything.
    """
    reader, writer = os.pipe()
    started, process = time.monotonic(), os.fork()
    if not process:
        os.close(reader)
        _child(function, writer, as_nobody)
    os.close(writer)
    content, is_late = b'', False
    while True:
        left = MOST_SECONDS - (time.monotonic() - started)
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            is_late = True
            os.kill(process, signal.SIGKILL)
            break
        if not (piece := os.read(reader, 1 << 16)):
            break
        content += piece
    os.close(reader)
    _, status, usage = os.wait4(process, 0)
    seconds, megabytes = time.monotonic() - started, usage.ru_maxrss // 1024
    if is_late:
        return Ended(None, f'took more than {MOST_SECONDS} seconds', seconds, megabytes)
    if status or not content:
        return Ended(None, f'ended with status {status}', seconds, megabytes)
    result, fault = pickle.loads(content)
    return Ended(result, fault, seconds, megabytes)


def _child(function: Callable[[], object], writer: int, as_nobody: bool) -> None:
    """Call the function and say how it ended; never returns."""
    try:
        own = int(open('/proc/self/statm').read().split()[5]) * resource.getpagesize()  # noqa: SIM115, PTH123
        resource.setrlimit(resource.RLIMIT_DATA, (own + MOST_BYTES,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if as_nobody and not os.geteuid():
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        said = function(), ''
    except BaseException:
        said = None, traceback.format_exc()[-3000:]
    with os.fdopen(writer, 'wb') as out:
        out.write(pickle.dumps(said))
    os._exit(0)
