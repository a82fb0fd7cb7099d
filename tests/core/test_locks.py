"""One at a time: who waits says for whom, and a lock is gone with the process that held it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from places import REPOSITORY

from publishing.core import locks
from publishing.core.findings import FindingsError

#: Takes the lock in the file behind it, says so, and holds it until its input ends; with "child", so does a program.
HOLDER = """
import subprocess, sys
from pathlib import Path
from publishing.core import locks

path, kind = Path(sys.argv[1]), sys.argv[2]
with locks.held(path, shared=kind == 'shared'):
    if kind == 'child':
        subprocess.Popen(['cat'], stdout=subprocess.DEVNULL, pass_fds=locks.descriptors())
    print('held', flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / 'work' / 'pdf-lv.lock'


@pytest.fixture
def said(monkeypatch):
    """What somebody who waits is told; at once."""
    told: list[str] = []
    monkeypatch.setattr(locks, '_tell', [told.append])
    monkeypatch.setattr(locks, 'PATIENCE', 0)
    return told


@pytest.fixture
def hold(path):
    """Return ``hold(kind='')``, which has another process take the lock and returns the process."""
    started = []

    def hold(kind=''):
        command = [sys.executable, '-c', HOLDER, str(path), kind]
        environment = os.environ | {'PYTHONPATH': str(REPOSITORY)}
        pipe = {'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE, 'text': True}
        started.append(process := subprocess.Popen(command, env=environment, **pipe))
        assert process.stdout.readline() == 'held\n'
        return process

    yield hold
    for process in started:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            pipe.close()


def test_who_waits_says_for_whom(path, hold, said):
    other = hold()

    def let_go(text):
        said.append(text)
        other.stdin.close()

    locks.tell_by(let_go)
    with locks.held(path):
        assert other.wait(10) == 0
    [text] = said
    assert text.startswith(f'waiting for "{path} " (process {other.pid}, since 20')
    assert text.endswith(' to end; it works on the same files. Ctrl+C ends the waiting.')
    assert path.read_text(encoding='utf-8') == '', 'nobody holds it'


def test_nobody_hears_of_moments(path, hold, said, monkeypatch):
    monkeypatch.setattr(locks, 'PATIENCE', 30)
    other = hold()
    other.stdin.close()
    with locks.held(path):
        assert said == []


def test_lock_of_a_killed_process_is_free(path, hold, said):
    other = hold()
    other.kill()
    other.wait()
    assert path.read_text(encoding='utf-8').startswith(f'{other.pid}\t')
    assert locks.holder(path).endswith(', is gone)')
    with locks.held(path, wait=False):
        assert path.read_text(encoding='utf-8').startswith(f'{os.getpid()}\t')
    assert said == []


def test_program_that_writes_on_holds_the_lock_of_its_killed_parent(path, hold, said):
    other = hold('child')
    other.kill()
    other.wait()
    with pytest.raises(FindingsError, match='is gone\\) does this already'), locks.held(path, wait=False):
        pass
    other.stdin.close()  # its program ends
    with locks.held(path):
        pass


def test_who_does_not_wait_says_why(path, hold, said):
    other = hold()
    with pytest.raises(FindingsError) as caught, locks.held(path, wait=False):
        pass
    assert f'(process {other.pid}, since ' in str(caught.value)
    assert 'does this already; expected one at a time. End that one' in str(caught.value)


def test_readers_share_and_writers_wait(path, hold, said):
    other = hold('shared')
    with locks.held(path, shared=True):
        lines = path.read_text(encoding='utf-8').splitlines()
        assert [line.partition('\t')[0] for line in lines] == [str(other.pid), str(os.getpid())]
    with pytest.raises(FindingsError), locks.held(path, wait=False):
        pass
    other.kill()
    other.wait()
    with locks.held(path, wait=False):
        assert len(path.read_text(encoding='utf-8').splitlines()) == 1


def test_a_block_in_a_block_is_a_part_of_it(path):
    with locks.held(path):
        with locks.held(path, wait=False):
            assert len(locks.descriptors()) == 1
        assert len(locks.descriptors()) == 1
    assert locks.descriptors() == ()


def test_ctrl_c_ends_the_waiting(path, hold):
    hold()
    waiting = subprocess.Popen(
        [sys.executable, '-c', HOLDER, str(path), ''],
        env=os.environ | {'PYTHONPATH': str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.5)
    waiting.send_signal(signal.SIGINT)
    assert 'held' not in waiting.communicate(timeout=10)[0]
    assert waiting.returncode
