"""Web pages: theme, search by any word form, language menu, and the landing page in front of all editions.

Begin with ``theme``, which puts style sheets and fonts together. ``landing`` is no extension: it lists what was built.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('theme', 'search', 'language_menu')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
