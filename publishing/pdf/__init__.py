"""The builder ``pdf``: a tagged book from any Sphinx project, laid out once, for screen and for print.

``book`` makes one HTML page of the project, ``layout`` has WeasyPrint lay it out and looks at the pages, ``tags``
writes the structure for screen readers, ``press`` the print file in inks, ``preflight`` looks at print files. Begin
with ``builder``. One line in a foreign ``conf.py`` is enough: ``extensions = ['publishing.pdf']``.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('builder', 'chapters')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
