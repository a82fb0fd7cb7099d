"""sphinx-simplepdf on our sources, for ``make bench``: its own environment, its own settings, its seconds and memory.

It is no part of the build: pinned in ``bench-requirements.txt`` and installed below ``build/bench`` only when measured.
"""

import shutil
from dataclasses import asdict
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
    words = f'-m sphinx -b simplepdf -D language={code} -D gettext_auto_build=0'.split()
    words += ['-c', conf, '-d', out / 'doctrees', HANDBOOK, out / 'pdf']
    run = own_environment.run(binaries, words, log, ROOT, {})
    pdf = out / 'pdf' / 'book.pdf'
    pages = count_pages(pdf.read_bytes()) or 0 if pdf.is_file() else 0
    return asdict(run) | {'pages': pages, 'log': str(log)}
