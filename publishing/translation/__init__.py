"""The gettext workbench: what translators get, what is checked, what reaches a page.

From below: ``messages`` (one message against another), ``catalogs`` (``.po`` files: syntax, form, extraction, update),
``checks`` (what is wrong with a translation), ``reviews`` (ledger, shares, status, release), ``packages`` (work
packages out and back), ``pages`` (the Sphinx extensions), ``weblate``. Begin with ``checks/examine``. Stands on
``core``, ``text`` and ``figures``.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

EXTENSIONS = ('pages.extraction', 'pages.hints', 'pages.compile_checked', 'pages.fallback', 'pages.state')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every extension of this wing."""
    for name in EXTENSIONS:
        app.setup_extension(f'{__name__}.{name}')
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
