"""sphinx-simplepdf on our sources, for ``make bench``: its own environment, its own settings, its seconds and memory.

It is no part of the build: pinned in ``bench-requirements.txt`` and installed below ``build/bench`` only when measured.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from publishing.core.downloads import count_pages
from publishing.core.project import HANDBOOK, ROOT
from publishing.pipeline import own_environment

NAME = 'sphinx-simplepdf'
REQUIREMENTS = Path(__file__).with_name('bench-requirements.txt')
#: What reads our pages is shared with it; what writes our formats is not.
OWN_WRITERS = ('publishing.core', 'publishing.web', 'publishing.epub', 'publishing.pdf')
CONF = """import os, sys
sys.path.insert(0, {root!r})
from conf import *
extensions = [name for name in extensions if name not in {writers!r}] + ['publishing.core.edition', 'sphinx_simplepdf']
html_theme = 'simplepdf_theme'
html_theme_options = {{}}
simplepdf_file_name = 'book.pdf'
"""


def environment(folder: Path) -> Path:
    """Return the ``bin`` folder of an environment with the pinned version, made now where it is not there.

    :raises MissingError: when it cannot be installed.
    """
    return own_environment.environment(folder, REQUIREMENTS, NAME)


def measure(binaries: Path, code: str, folder: Path) -> dict:
    """Build one language cold; return seconds, pages, megabytes, exit code and the place of its messages."""
    conf, out = folder / 'conf', folder / code
    conf.mkdir(parents=True, exist_ok=True)
    (conf / 'conf.py').write_text(CONF.format(root=str(ROOT), writers=OWN_WRITERS), encoding='utf-8')
    shutil.rmtree(out, ignore_errors=True)
    log = folder / f'{code}.log'
    command = [binaries / 'python', *f'-m sphinx -b simplepdf -D language={code} -D gettext_auto_build=0'.split()]
    command += ['-c', conf, '-d', out / 'doctrees', HANDBOOK, out / 'pdf']
    environ = os.environ | {'PATH': f'{binaries}{os.pathsep}{os.environ["PATH"]}'}
    started = time.perf_counter()
    with log.open('w') as messages:
        running = subprocess.Popen(command, stdout=messages, stderr=messages, cwd=ROOT, env=environ)
        _pid, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    pdf = out / 'pdf' / 'book.pdf'
    return {
        'seconds': seconds,
        'cpu': used.ru_utime + used.ru_stime,
        'mb': used.ru_maxrss / 1024,
        'pages': count_pages(pdf.read_bytes()) or 0 if pdf.is_file() else 0,
        'code': running.returncode,
        'log': str(log),
    }
