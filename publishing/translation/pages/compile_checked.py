"""Sphinx extension: a translation with an error stands on no page; the English is shown in its place.

An edition (``python -m publishing build``) is refused as long as there is one. Previews and drafts go on without it
and list it (``checks.held_back``). A catalog that cannot be read as a whole (syntax, conflict, charset, header) is
refused by all of them.
"""

import logging
from pathlib import Path

import sphinx
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.findings import FindingsError
from publishing.core.project import IS_INSTALLED, page_name
from publishing.translation.catalogs.catalog import FOLDER, Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.checks import examine, markup
from publishing.translation.checks.held_back import report
from publishing.translation.pages.compiled import compile_catalogs, place, workplace

#: Where Sphinx keeps the words of the interface, by this and the name of the catalog.
NAMESPACE = 'general'

logger = logging.getLogger(__name__)


class CatalogError(FindingsError, SphinxError):
    """A catalog that cannot be read."""

    category = 'Catalog'


def compile_checked(app: Sphinx, config: Config) -> None:
    """Compile the catalogs without the messages that are held back, in Sphinx's place, and let it read no others."""
    if IS_INSTALLED:  # in the repository its own settings count, also where catalogs are checked without a build
        markup.use_extensions(getattr(config, 'myst_enable_extensions', ()))
    config.gettext_auto_build = False
    folders = [Path(app.srcdir, folder) for folder in config.locale_dirs]
    if any(folder.resolve() in languages.COMPILED for folder in folders):
        return  # our own driver has compiled them and reports by itself
    config.locale_dirs = []
    for number, locales in enumerate(folders):
        translation = Translation(config.language, locales)
        work = workplace(locales, Path(app.doctreedir, f'words-{number}'))
        config.locale_dirs.append(str(place(work)))
        try:
            written = compile_catalogs(translation, work)
        except FindingsError as error:
            raise CatalogError(error.findings) from error
        pages = (page_name(path, place(work) / translation.code / FOLDER) for path in written)
        examined = (examine.examine(translation.catalog(page)) for page in pages)
        if text := report(finding for one in examined for found in one.held_back.values() for finding in found):
            logger.warning('%s', text)  # Python's own, which writes to stderr what Sphinx would count as a warning
    _read_words_anew(app)


def _read_words_anew(app: Sphinx) -> None:
    """Give the interface the words that were compiled here: Sphinx has looked for them before any extension."""
    locale.translators.pop((NAMESPACE, INTERFACE), None)
    places = [*app.config.locale_dirs, None, Path(sphinx.__file__).parent / 'locale']
    app.translator, _found = locale.init(places, app.config.language)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.connect('config-inited', compile_checked, priority=50)  # before whatever asks for words
    return {'version': '2', 'parallel_read_safe': True, 'parallel_write_safe': True}
