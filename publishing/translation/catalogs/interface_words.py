"""The words of the interface in a language, for what is written outside of Sphinx: the landing page, proofs."""

import gettext
import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import INTERFACE


def translations(language: str) -> gettext.NullTranslations:
    """Return the words of the interface in ``language``; English where there is no catalog."""
    path = Translation(language).path(INTERFACE)
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open('rb') as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
