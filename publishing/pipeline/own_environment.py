"""Environments for programs that are no part of the build: pinned files of their own, installed below ``build``."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from publishing.bootstrap import pip_install
from publishing.core.project import ROOT


class MissingError(Exception):
    """A program is not there and could not be installed."""


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
