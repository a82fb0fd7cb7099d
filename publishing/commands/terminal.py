"""What a terminal shows more than a pipe: colours, and one line for each job that says how far it is.

``make`` runs several jobs at once, each a process of its own that knows nothing of the others. So a line is written by
one call and whole, and the line that is still changing leaves the cursor where the next one begins: whatever is written
then stands in its place.
"""

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from typing import TextIO

#: Colours that can be read on light and dark grounds.
GOOD, BAD, PLAIN = '\x1b[32m', '\x1b[31m', '\x1b[0m'
#: Begin the line anew, without what stood there.
CLEAR = '\r\x1b[K'
#: Seconds between two looks at the clock.
BEAT = 1.0


def has_colours(stream: TextIO) -> bool:
    """Return whether to write colours: no-color.org before force-color.org and CLICOLOR, those before the terminal."""
    if os.environ.get('NO_COLOR'):
        return False
    for name in ('FORCE_COLOR', 'CLICOLOR_FORCE'):
        if os.environ.get(name, '0') not in ('', '0'):
            return True
    return os.environ.get('CLICOLOR') != '0' and is_terminal(stream)


def is_terminal(stream: TextIO) -> bool:
    """Return whether lines may be written anew: a person is looking, and not at the log of a workflow."""
    return stream.isatty() and os.environ.get('TERM', 'dumb') != 'dumb' and not os.environ.get('CI')


def painted(text: str, colour: str, stream: TextIO) -> str:
    """Return ``text`` in a colour, where there are any."""
    return f'{colour}{text}{PLAIN}' if has_colours(stream) else text


def write_line(text: str, stream: TextIO) -> None:
    """Write a line by one call, which no other process can tear, instead of a line that is still changing."""
    stream.write(f'{CLEAR if is_terminal(stream) else ""}{text}\n')
    stream.flush()


class Line:
    """The one line of a job: on a terminal it changes until the job ends, in a pipe each step is a line.

    A context: inside, time goes on by itself.
    """

    def __init__(self, job: str, say: Callable[[str], None], stream: TextIO | None = None) -> None:
        self.job, self.say, self.stream = job, say, stream or sys.stdout
        self.is_live = is_terminal(self.stream)
        self.text, self.started = 'checking', time.monotonic()
        self._ended, self._clock = threading.Event(), threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> 'Line':
        if self.is_live:
            self._clock.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._ended.set()
        if self.is_live:
            self._clock.join()
            self.stream.write(CLEAR)
            self.stream.flush()

    @property
    def seconds(self) -> int:
        """Return how long the job has taken."""
        return round(time.monotonic() - self.started)

    def step(self, text: str) -> None:
        """Say what is done now."""
        self.text = text
        if self.is_live:
            self._show()
        else:
            self.say(f'{self.job}: {text}')

    def count(self, what: str, done: int, total: int) -> None:
        """Say how many pages are done; only on a terminal, where it costs no line."""
        if self.is_live:
            self.text = f'{what} {min(done, total)} of {total} pages'

    def _show(self) -> None:
        width = shutil.get_terminal_size().columns - 1
        self.stream.write(f'{CLEAR}{f"{self.job}: {self.text}, {self.seconds} s"[:width]}\r')
        self.stream.flush()

    def _tick(self) -> None:
        while not self._ended.wait(BEAT):
            self._show()
