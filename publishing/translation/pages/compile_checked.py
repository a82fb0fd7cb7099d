"""Sphinx extension: a translation with an error stands on no page; the English is shown in its place.

An edition (``python -m publishing build``) is refused as long as there is one. Previews and drafts go on without it
and list it. A catalog that cannot be read as a whole (syntax, conflict, charset, header) is refused by all of them.
"""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Finding, FindingsError, in_order
from publishing.translation.checks import examine
from publishing.translation.pages.compiled import compile_catalogs

logger = logging.getLogger(__name__)
LOCALES = examine.LOCALES
#: Context and English text, as a catalog keeps its messages apart.
Key = tuple[str | None, str]


class CatalogError(SphinxError):
    """A catalog that cannot be read."""

    category = 'Catalog'


def held_back(language: str, locales: Path = LOCALES) -> dict[str, dict[Key, list[Finding]]]:
    """Return the messages of ``language`` that reach no page, by page, with the errors found in them."""
    folder = locales / language / 'LC_MESSAGES'
    found = {examined.path: examined.held_back for examined in examine.examine_language(language, locales)}
    return {
        path.relative_to(folder).with_suffix('').as_posix(): keys
        for path, keys in found.items()
        if keys and path.is_relative_to(folder)
    }


def refused(language: str, locales: Path = LOCALES, *, warn: Callable[[str], None] | None = None) -> list[Finding]:
    """Return the errors for which an edition of ``language`` is not built.

    :param warn: for a draft: called with those of single messages, and only those of whole catalogs are returned.
    """
    if warn is None:
        return examine.broken(language, locales)
    examined = list(examine.examine_language(language, locales))
    if text := report(finding for one in examined for findings in one.held_back.values() for finding in findings):
        warn(text)
    return [finding for one in examined for finding in one.faults]


def report(findings: Iterable[Finding]) -> str:
    """Return the errors of messages that are held back, one a line, and how many they are; '' where there is none."""
    found = in_order(findings)
    return '\n'.join([*map(str, found), summary(len(found))]) if found else ''


def summary(count: int) -> str:
    """Return what it means for the reader that ``count`` errors were found."""
    return (
        f'held back: {count} {"error" if count == 1 else "errors"} in messages; pages show the English there, and '
        'no edition is built until they are mended.'
    )


def compile_checked(app: Sphinx, config: Config) -> None:
    """Compile the catalogs without the messages that are held back, in Sphinx's place."""
    for locales in (Path(app.confdir, folder) for folder in config.locale_dirs):
        if not (locales / config.language / 'LC_MESSAGES').is_dir():
            continue
        try:
            written = compile_catalogs(config.language, locales)
        except FindingsError as error:
            raise CatalogError(str(error)) from error
        if config.gettext_auto_build:  # our own driver compiles before, and reports by itself
            examined = (examine.examine(path.with_suffix('.po'), config.language) for path in written)
            if text := report(finding for one in examined for found in one.held_back.values() for finding in found):
                logger.warning('%s', text)  # Python's own, which writes to stderr what Sphinx would count as a warning
        config.gettext_auto_build = False


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('config-inited', compile_checked)
    return {'version': '1', 'parallel_read_safe': True, 'parallel_write_safe': True}
