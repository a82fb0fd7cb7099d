"""The EPUB: Sphinx's, with the language's words, the page numbers of the PDF and accessibility metadata.

Begin with ``builder``; ``parts`` mends single files of the book, ``page_list`` marks the pages of the PDF.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('builder',)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
