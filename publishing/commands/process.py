"""What surrounds every command: streams that nobody may be reading, requests to stop, a disk without room.

The work of a command does not hang on who listens. Where the reader of a pipe has left (``| head -1``, a pager), what
is left to say is dropped, the work is done to its end, and the exit code is the command's own.
"""

import errno
import io
import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from publishing.commands.shared import print_findings, unexpected, warn
from publishing.core import locks
from publishing.core.files import REFUSALS
from publishing.core.findings import Code, Finding
from publishing.core.swaps import STOPS, finish_others


class Stopped(KeyboardInterrupt):
    """Raised in the main thread when a person or the system asks the process to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Outlet(io.TextIOWrapper):
    """A stream that takes everything: after a piece that could not be written it leads nowhere, and ``lost`` says why.

    So do the streams of processes that are started later.
    """

    lost: OSError | None = None

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._lose(error)
        return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._lose(error)

    def _lose(self, error: OSError) -> None:
        self.lost = self.lost or error
        with Path(os.devnull).open('wb') as nowhere:
            os.dup2(nowhere.fileno(), self.fileno())


def run(command: Callable[[], int]) -> int:
    """Call ``command`` as the only thing this process does; return its exit code.

    When it is asked to stop, the process ends by that signal, so that whoever started it stops, too.
    """
    outlets = _open_streams()
    for number in STOPS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, _stop)
    try:
        code = _called(command)
        _flush()
        if (lost := outlets[0].lost) and lost.errno != errno.EPIPE:
            print_findings([_refused(lost, 'what the command says')])
            code = code or 1
        return code
    except KeyboardInterrupt as stop:
        number = getattr(stop, 'number', signal.SIGINT)
        warn('stopped before the end; no file is left half done. Run the command again.')
        _flush()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
        return 128 + number  # of a signal that something outside holds back
    finally:
        _flush()


def _called(command: Callable[[], int]) -> int:
    locks.tell_by(warn)
    try:
        finish_others()
        return command()
    except EOFError:
        warn('stopped: a question has no answer; expected one of those it names. Nothing is written.')
    except OSError as error:
        print_findings([_refused(error, 'a file') if error.errno in REFUSALS else unexpected(error, *_called_so())])
    except Exception as fault:  # a person can do nothing with its traceback
        print_findings([unexpected(fault, *_called_so())])
    return 1


def _called_so() -> tuple[str, str]:
    """Return what the command is called in a message, and in the name of a file."""
    verb = re.sub(r'[^a-z-]', '', ''.join(sys.argv[1:2]))
    return f'the command "{verb}"', verb


def _refused(error: OSError, what: str) -> Finding:
    text = (
        f'{what} cannot be written: {os.strerror(error.errno)}; expected room on the disk and the right to write. Give '
        'it and run the command again.'
    )
    return Finding(error.filename or '', None, Code.OUTPUT, text)


def _open_streams() -> list[Outlet]:
    """Have standard output and error take everything; return them.

    One that was closed leads nowhere: else the next file that is opened would take its number, and what a command says.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            os.set_inheritable(number, True)
    outlets = []
    for number, name in ((1, 'stdout'), (2, 'stderr')):
        before = getattr(sys, name)
        if before is not None:
            with suppress(OSError):
                before.flush()
        outlet = Outlet(
            os.fdopen(number, 'wb', closefd=False),
            encoding=getattr(before, 'encoding', 'utf-8'),
            errors=before.errors if before and before.errors != 'strict' else 'backslashreplace',
            line_buffering=getattr(before, 'line_buffering', False) or name == 'stderr',
        )
        setattr(sys, name, outlet)
        outlets.append(outlet)
    return outlets


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def _stop(number: int, _frame: FrameType | None) -> None:
    for one in STOPS:  # what is under way is put back once, and undisturbed
        signal.signal(one, signal.SIG_IGN)
    raise Stopped(number)
