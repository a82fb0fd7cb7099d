"""``extensions = ['publishing.pdf']`` in a stranger's project loads what makes a PDF, and nothing else of ours."""

import os
import subprocess
import sys

from places import REPOSITORY

#: How many modules of ours a plain book needs, each package counted with them; two are the gate of files, a dozen the
#: last look at the book; one what may be too large to be read; four the names, pictures and words of foreign pages, and
#: what is said of them; two the words of drawings, and what a file claims; one the figures that go to another page; one
#: Python's collector of garbage; one the reader of templates; one the quick ways of laying out; two the long words of
#: tables, and their heads over pages; one the settings.
MOST = 82
#: Wings that have nothing to do with a plain book, and modules and libraries that few books need.
WINGS = ('publishing.translation', 'publishing.figures', 'publishing.text', 'publishing.pdf.preflight')
NOT_LOADED = (
    'docx',
    'hunspell',
    'latex2mathml',
    'matplotlib',
    'openpyxl',
    'polib',
    'publishing.core.design',
    'publishing.core.stemmers',
    'segno',
    'shapely',
    'sphinxcontrib.bibtex',
    'uvicorn',
    'watchfiles',
    'ziamath',
)
SCRIPT = """
import sys
from sphinx.application import Sphinx

app = Sphinx('.', '.', 'out', 'doctrees', 'pdf', status=None, warningiserror=True)
app.build()
print(*sorted(sys.modules), sep='\\n')
"""


def test_a_plain_book_loads_neither_translation_nor_drawing(tmp_path):
    (tmp_path / 'conf.py').write_text("project = 'Plain'\nextensions = ['publishing.pdf']\n", encoding='utf-8')
    (tmp_path / 'index.rst').write_text('Plain\n=====\n\nText, and a note. [#]_\n\n.. [#] Here.\n', encoding='utf-8')
    environment = os.environ | {'PYTHONPATH': str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, '-c', SCRIPT], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / 'out').glob('*.pdf')), 'the book is made'
    loaded = set(done.stdout.split())
    assert 'publishing.pdf.builder' in loaded
    assert {name for name in NOT_LOADED if name in loaded} == set()
    assert {name for name in loaded if name.startswith(WINGS)} == set()
    assert len([name for name in loaded if name.partition('.')[0] == 'publishing']) <= MOST
