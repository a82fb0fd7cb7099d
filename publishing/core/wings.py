"""A wing as a Sphinx extension: the extensions in it, set up in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # importing a wing loads nothing
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def wing(package: str, *names: str) -> Callable[[Sphinx], ExtensionMetadata]:
    """Return the ``setup`` of the wing ``package``, with the extensions ``names`` in it."""

    def setup(app: Sphinx) -> ExtensionMetadata:
        for name in names:
            app.setup_extension(f'{package}.{name}')
        return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}

    return setup
