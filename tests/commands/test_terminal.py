"""What a terminal shows, and what a pipe: one line a job, colours, lines of several jobs that stay whole."""

import io
import os
import pty
import re
import subprocess
import sys

import pytest
from places import REPOSITORY

from publishing.commands import terminal

SETTINGS = ('NO_COLOR', 'FORCE_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE', 'TERM', 'CI')
JOB = """
import sys, time
from publishing.commands import terminal
from publishing.commands.shared import say, warn
terminal.BEAT = 0.05
line = terminal.Line('lv pdf', say)
with line:
    line.step('reading 3 pages')
    line.count('reading', 2, 3)
    time.sleep(0.3)
    warn('a.md:1: found')
    line.step('writing')
say(f'lv pdf: {terminal.painted("done", terminal.GOOD, sys.stdout)} in 1 s')
"""


class Stream(io.StringIO):
    def __init__(self, is_terminal):
        super().__init__()
        self.isatty = lambda: is_terminal


@pytest.mark.parametrize(
    ('is_terminal', 'environment', 'expected'),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {'NO_COLOR': '1'}, False),
        (True, {'NO_COLOR': ''}, True),  # https://no-color.org: "when present and not an empty string"
        (False, {'FORCE_COLOR': '1'}, True),
        (True, {'FORCE_COLOR': '1', 'NO_COLOR': '1'}, False),
        (False, {'FORCE_COLOR': '0'}, False),
        (False, {'CLICOLOR_FORCE': '1'}, True),
        (True, {'CLICOLOR': '0'}, False),
        (True, {'TERM': 'dumb'}, False),
        (True, {'CI': 'true'}, False),
    ],
)
def test_colours(monkeypatch, is_terminal, environment, expected):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('TERM', 'xterm')
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = Stream(is_terminal)
    assert terminal.has_colours(stream) is expected
    assert terminal.painted('done', terminal.GOOD, stream) == ('\x1b[32mdone\x1b[0m' if expected else 'done')


def environment(**values):
    return {name: value for name, value in os.environ.items() if name not in SETTINGS} | values


def on_terminal(code, **values):
    """Return what a program has written on a terminal of 60 columns."""
    master, slave = pty.openpty()
    command = [sys.executable, '-c', code]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment(TERM='xterm', COLUMNS='60', **values), stdout=slave, stderr=slave
    ) as process:
        os.close(slave)
        said = b''
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:  # Linux: nobody is left to write
                break
            if not piece:
                break
            said += piece
        process.wait()
    os.close(master)
    assert process.returncode == 0, said
    return said.decode()


def screen(said):
    """Return what stands on the screen in the end, by the few commands that we use."""
    lines, column = [''], 0
    for piece in re.findall(r'\r\n|\r|\n|\x1b\[K|\x1b\[\d*m|[^\r\n\x1b]+', said):
        if piece.endswith('\n'):
            lines.append('')
            column = 0
        elif piece == '\r':
            column = 0
        elif piece == '\x1b[K':
            lines[-1] = lines[-1][:column]
        elif not piece.startswith('\x1b'):
            lines[-1] = lines[-1][:column] + piece + lines[-1][column + len(piece) :]
            column += len(piece)
    return lines


def test_on_a_terminal_a_job_has_one_line():
    said = on_terminal(JOB)
    assert 'lv pdf: reading 2 of 3 pages, 0 s\r' in said
    assert screen(said) == ['a.md:1: found', 'lv pdf: done in 1 s', '']
    assert '\x1b[32mdone' in said
    assert '\x1b[32m' not in on_terminal(JOB, NO_COLOR='1')


def test_in_a_pipe_each_step_is_a_plain_line():
    done = subprocess.run(
        [sys.executable, '-c', JOB], cwd=REPOSITORY, env=environment(TERM='xterm'), capture_output=True, text=True
    )
    assert done.stdout == 'lv pdf: reading 3 pages\nlv pdf: writing\nlv pdf: done in 1 s\n'
    assert done.stderr == 'a.md:1: found\n'


def test_a_long_line_stays_on_one_line_of_the_screen():
    stream = Stream(is_terminal=True)
    line = terminal.Line('lv pdf', print, stream)
    line.is_live = True
    line.step('word ' * 100)
    shown = stream.getvalue()
    assert len(shown.strip('\r').removeprefix('\x1b[K')) < terminal.shutil.get_terminal_size().columns
    assert shown.endswith('\r'), 'what others write next must begin at the margin'


def test_lines_of_several_jobs_stay_whole():
    """Each is written by one call; of two calls another process would get between."""
    code = (
        'import sys; from publishing.commands.process import _open_streams; _open_streams();'
        'from publishing.commands.shared import say, warn\n'
        'for number in range(400): (say if number % 2 else warn)(f"{sys.argv[1] * 60}\\n{sys.argv[1] * 60} end")'
    )
    reading, writing = os.pipe()
    jobs = [
        subprocess.Popen([sys.executable, '-c', code, letter], cwd=REPOSITORY, stdout=writing, stderr=writing)
        for letter in 'abc'
    ]
    os.close(writing)
    with os.fdopen(reading, encoding='utf-8') as pipe:
        lines = pipe.read().splitlines()
    assert [job.wait() for job in jobs] == [0, 0, 0]
    assert len(lines) == 3 * 400 * 2
    assert all(re.fullmatch(r'(a{60}|b{60}|c{60})( end)?', line) for line in lines)
    assert all(one[0] == other[0] for one, other in zip(lines[::2], lines[1::2], strict=True))
