"""Build small EPUBs and read their parts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from java import SHORT_JAVA
from lxml import etree

#: Namespaces of the package file and of its pages.
OPF = {'opf': 'http://www.idpf.org/2007/opf', 'dc': 'http://purl.org/dc/elements/1.1/'}
X = {'x': 'http://www.w3.org/1999/xhtml', 'epub': 'http://www.idpf.org/2007/ops'}


def build(build_app, language: str, **settings) -> Path:
    """Build the root test-epub, which must give no warning, and return the EPUB's path.

    :param build_app: the fixture of this name, or ``build_shared_app``.
    """
    app = build_app('epub', 'epub', language, settings)
    assert app.warning.getvalue() == ''
    return next(app.outdir.glob('*.epub'))


def epubcheck(book: Path) -> tuple[int, str]:
    """Return how EpubCheck ends and what it says of a book: (0, '') for nothing."""
    if not shutil.which('java'):
        pytest.skip('epubcheck needs Java')
    done = subprocess.run(
        [sys.executable, '-m', 'epubcheck', book], capture_output=True, text=True, env=os.environ | SHORT_JAVA
    )
    return done.returncode, done.stdout.strip()


def part(book: Path, name: str) -> etree._Element:
    with ZipFile(book) as archive:
        return etree.fromstring(archive.read(name))
