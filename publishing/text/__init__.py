"""What authors write: boxes, numbers of chapters and paragraphs, bibliography, typography, the alphabet, rules.

Each module is one feature and a Sphinx extension of its own. Begin with ``components``: a node, a directive, its HTML
and ``setup`` at the end. ``author_rules`` finds what would be lost in print or in translation. Stands on ``core``
alone; everything above may import it.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = (
    'components',
    'numbering',
    'paragraph_numbers',
    'references',
    'typography',
    'decimal_columns',
    'collation',
    'author_rules',
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
