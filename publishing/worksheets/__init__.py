"""Worksheets: a table of class ``worksheet`` as a PDF to fill in and a DOCX to change.

Begin with ``extension``; ``fields`` writes the fields of the PDF, ``docx`` the document.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('extension',)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
