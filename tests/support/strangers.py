"""Small projects of strangers, as they write them (``tests/strangers``): built with our builders, and read again."""

import shutil
import subprocess
from pathlib import Path

from projects import clear_away
from sphinx.testing.util import SphinxTestApp


def build(source: Path, tmp_path: Path, builder: str = 'pdf', **settings) -> SphinxTestApp:
    """Build a copy of a project; the application has its warnings and its output folder."""
    copy = shutil.copytree(source, tmp_path / source.name)
    clear_away()
    app = SphinxTestApp(builder, copy, confoverrides=settings)
    app.build()
    return app


def text(pdf: Path) -> str:
    """Return the words of a PDF."""
    return subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True, check=True, text=True).stdout
