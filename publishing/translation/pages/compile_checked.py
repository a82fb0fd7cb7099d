"""Sphinx extension: a translation with an error stands on no page; the English is shown in its place.

An edition (``python -m publishing build``) is refused as long as there is one. Previews and drafts go on without it
and list it (``checks.held_back``). A catalog that cannot be read as a whole (syntax, conflict, charset, header) is
refused by all of them.
"""

import logging
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import FindingsError
from publishing.core.project import IS_INSTALLED
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import examine, markup
from publishing.translation.checks.held_back import report
from publishing.translation.pages.compiled import compile_catalogs

logger = logging.getLogger(__name__)


class CatalogError(FindingsError, SphinxError):
    """A catalog that cannot be read."""

    category = 'Catalog'


def compile_checked(app: Sphinx, config: Config) -> None:
    """Compile the catalogs without the messages that are held back, in Sphinx's place."""
    if IS_INSTALLED:  # in the repository its own settings count, also where catalogs are checked without a build
        markup.use_extensions(getattr(config, 'myst_enable_extensions', ()))
    for locales in (Path(app.confdir, folder) for folder in config.locale_dirs):
        translation = Translation(config.language, locales)
        if not translation.folder.is_dir():
            continue
        try:
            written = compile_catalogs(translation)
        except FindingsError as error:
            raise CatalogError(error.findings) from error
        if config.gettext_auto_build:  # our own driver compiles before, and reports by itself
            examined = (examine.examine(translation.catalog_of(path.with_suffix('.po'))) for path in written)
            if text := report(finding for one in examined for found in one.held_back.values() for finding in found):
                logger.warning('%s', text)  # Python's own, which writes to stderr what Sphinx would count as a warning
        config.gettext_auto_build = False


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('config-inited', compile_checked)
    return {'version': '1', 'parallel_read_safe': True, 'parallel_write_safe': True}
