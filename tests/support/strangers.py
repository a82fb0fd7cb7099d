"""Small projects as strangers write them: copied from ``tests/strangers`` and built."""

import re
import shutil
import subprocess
from pathlib import Path

from places import REPOSITORY
from projects import clear_away
from sphinx.testing.util import SphinxTestApp

STRANGERS = REPOSITORY / 'tests' / 'strangers'


def build(source: str, tmp_path: Path, builder: str = 'pdf', **settings) -> SphinxTestApp:
    """Build the project ``tests/strangers/<source>`` in ``tmp_path``; return the application, its warnings plain."""
    folder = Path(shutil.copytree(STRANGERS / source, tmp_path / source))
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
    done = subprocess.run(['pdftotext', '-enc', 'UTF-8', pdf, '-'], capture_output=True, text=True, check=True)
    return [' '.join(page.split()) for page in done.stdout.split('\f')[:-1]]
