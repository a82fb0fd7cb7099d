"""Charts, maps and formulas: drawn from data, labelled in words that translators see.

Begin with ``charts``: a directive reads its CSV (``data``), lays it out (``chart_layout``, one module for each kind of
chart) and draws it (``svg``). ``maps`` does the same with ``map_layout`` and ``map_names``. ``nodes`` is what both
are in a document. ``formulas`` draws formulas and ``spoken_formulas`` says them. Stands on ``core`` alone.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('charts', 'maps')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
