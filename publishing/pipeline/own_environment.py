"""Environments for programs that are no part of the build: pinned files of their own, installed below ``build``."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publishing.bootstrap import pip_install
from publishing.core.project import ROOT


class MissingError(Exception):
    """A program is not there and could not be installed."""


@dataclass(frozen=True)
class Run:
    """What a program took: its exit code, seconds, those of the processor, and megabytes at the most."""

    code: int
    seconds: float
    cpu: float
    mb: float


def environment(folder: Path, requirements: Path, name: str) -> Path:
    """Return the ``bin`` folder of the environment ``folder/venv`` with what is pinned, made now where it is not there.

    :raises MissingError: when it cannot be installed; it says that of ``name``.
    """
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    venv = folder / 'venv'
    marker = venv / 'installed'
    if marker.is_file() and marker.read_text() == digest:
        return venv / 'bin'
    shutil.rmtree(venv, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for command in ([sys.executable, '-m', 'venv', venv], [*pip_install(venv), '-r', requirements]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            (folder / 'install.log').write_text(done.stdout + done.stderr, encoding='utf-8')
            raise MissingError(f'{name} could not be installed; see {(folder / "install.log").relative_to(ROOT)}')
    marker.write_text(digest)
    return venv / 'bin'


def run(
    binaries: Path, words: Sequence[object], log: Path, folder: Path, environ: Mapping[str, str], limit: float = 3600
) -> Run:
    """Run Python of an environment in ``folder``, its messages into ``log``; return what it took.

    What it starts is included. Seconds of the processor hardly change when the machine has other work.

    :param environ: what it is told besides. :param limit: seconds after which it is ended.
    """
    path = {'PATH': f'{binaries}{os.pathsep}{os.environ["PATH"]}'}
    started = time.perf_counter()
    with log.open('w', encoding='utf-8') as messages:
        running = subprocess.Popen(
            [binaries / 'python', *words], stdout=messages, stderr=messages, cwd=folder, env=os.environ | path | environ
        )
        end = threading.Timer(limit, running.kill)
        end.start()
        _pid, status, used = os.wait4(running.pid, 0)
        end.cancel()
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    return Run(running.returncode, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
