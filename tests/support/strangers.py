"""Small projects as strangers write them (``tests/strangers``): copied, built with our builders, and read again."""

import re
import shutil
import subprocess
from pathlib import Path

from places import REPOSITORY
from projects import clear_away
from sphinx.testing.util import SphinxTestApp

STRANGERS = REPOSITORY / 'tests' / 'strangers'


def build(source: str | Path, tmp_path: Path, builder: str = 'pdf', **settings) -> SphinxTestApp:
    """Build a copy of a project, by its path or its name below ``tests/strangers``; return the application."""
    source = STRANGERS / source
    folder = Path(shutil.copytree(source, tmp_path / source.name))
    clear_away()
    app = SphinxTestApp(builder, folder, confoverrides=settings)
    try:
        app.build()
    finally:
        app.cleanup()
    return app


def warnings(app: SphinxTestApp) -> list[str]:
    """Return the warnings of a build, with the paths from the project's folder."""
    said = re.sub(r'\x1b\[[\d;]*m', '', app.warning.getvalue())
    return said.replace(f'{app.srcdir}/', '').splitlines()


def text(pdf: Path) -> list[str]:
    """Return the words of each page of a PDF, with one space between them."""
    return [' '.join(page.split()) for page in _read(pdf).split('\f')[:-1]]


def lines(pdf: Path) -> str:
    """Return the words of a PDF where they stand on its pages."""
    return _read(pdf, '-layout')


def _read(pdf: Path, *options: str) -> str:
    command = ['pdftotext', *options, '-enc', 'UTF-8', pdf, '-']
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
