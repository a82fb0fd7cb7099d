"""Run ``python -m MODULE`` in any folder, in a process of its own that has the libraries already.

Python, Sphinx, WeasyPrint and matplotlib take ten times as long to load as a small handbook takes to build. They are
loaded once, in a server that reads none of our code, and each command is a fork of it: what it reads of ``publishing``
comes from the folder it runs in, or from its ``PYTHONPATH``.
"""

import multiprocessing
import os
import resource
import runpy
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

#: What is loaded beforehand. Without one of them a command takes longer, and says the same.
LIBRARIES = [
    'fontTools.subset',
    'fontTools.varLib',
    'matplotlib.backends.backend_svg',
    'matplotlib.figure',
    'mpl_toolkits.mplot3d',
    'myst_parser.sphinx_ext.main',
    'pikepdf',
    'polib',
    'shapely',
    'snowballstemmer',
    'sphinx.application',
    'sphinx.builders.epub3',
    'sphinx.builders.gettext',
    'sphinx.builders.html',
    'sphinx.cmd.build',
    'sphinx.directives.code',
    'sphinxcontrib.bibtex',
    'weasyprint',
]
_server = multiprocessing.get_context('forkserver')
_server.set_forkserver_preload(LIBRARIES)


@dataclass(frozen=True)
class Running:
    """A command that has been started."""

    words: list[str]
    process: multiprocessing.Process
    said: TemporaryDirectory

    def finish(self, timeout: float = 180) -> subprocess.CompletedProcess:
        """Return what it says and ends with; kill it when that takes too long."""
        with self.said as folder:
            self.process.join(timeout)
            if self.process.exitcode is None:
                self.process.kill()
                self.process.join()
                raise subprocess.TimeoutExpired(self.words, timeout)
            shown = [Path(folder, name).read_text(encoding='utf-8') for name in ('stdout', 'stderr')]
        return subprocess.CompletedProcess(self.words, self.process.exitcode, *shown)


def start(
    module: str, arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], megabytes: int = 0
) -> Running:
    """Start ``python -m module *arguments`` in ``folder``.

    :param megabytes: of memory, beyond which it gets no more; 0 for no limit.

    All commands of one process share the seed of its hashes; start a new Python where the seed matters.
    """
    said = TemporaryDirectory()
    paths = [Path(said.name, name) for name in ('stdout', 'stderr')]
    process = _server.Process(target=_become, args=(module, arguments, folder, dict(environment), *paths, megabytes))
    process.start()
    return Running([module, *arguments], process, said)


def run(
    module: str,
    arguments: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    timeout: float = 180,
    megabytes: int = 0,
) -> subprocess.CompletedProcess:
    """Return what ``python -m module *arguments`` says and ends with in ``folder``."""
    return start(module, arguments, folder, environment, megabytes).finish(timeout)


def _become(
    module: str,
    arguments: tuple[str, ...],
    folder: Path,
    environment: dict[str, str],
    stdout: Path,
    stderr: Path,
    megabytes: int,
) -> None:
    """Make of this process the one that ``python -m module`` would start."""
    if megabytes:
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    for number, path in ((1, stdout), (2, stderr)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout, sys.stderr = (os.fdopen(number, 'w', encoding='utf-8', closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    libraries = [path for path in sys.path if path.startswith((sys.prefix, sys.base_prefix))]
    sys.path[:] = [str(folder), *filter(None, environment.get('PYTHONPATH', '').split(os.pathsep)), *libraries]
    sys.argv[1:] = map(str, arguments)
    sys.dont_write_bytecode = 'PYTHONDONTWRITEBYTECODE' in environment
    assert not [name for name in sys.modules if name.split('.')[0] == 'publishing']
    runpy.run_module(module, run_name='__main__', alter_sys=True)
