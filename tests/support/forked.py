"""Run ``python -m MODULE`` in any folder, in a process of its own that has the libraries already.

Python, Sphinx, WeasyPrint and matplotlib take ten times as long to load as a small handbook takes to build. They are
loaded once, in a server that reads none of our code, and each command is a fork of it: what it reads of ``publishing``
comes from the folder it runs in, or from its ``PYTHONPATH``.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
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


def run(
    module: str, arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], timeout: int = 180
) -> subprocess.CompletedProcess:
    """Return what ``python -m module *arguments`` says and ends with in ``folder``.

    All commands of one process share the seed of its hashes; start a new Python where the seed matters.
    """
    with TemporaryDirectory() as said:
        paths = [Path(said) / name for name in ('stdout', 'stderr')]
        process = _server.Process(target=_become, args=(module, arguments, folder, dict(environment), *paths))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired([module, *arguments], timeout)
        shown = [path.read_text(encoding='utf-8') for path in paths]
    return subprocess.CompletedProcess([module, *arguments], process.exitcode, *shown)


def _become(
    module: str, arguments: tuple[str, ...], folder: Path, environment: dict[str, str], stdout: Path, stderr: Path
) -> None:
    """Make of this process the one that ``python -m module`` would start."""
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
