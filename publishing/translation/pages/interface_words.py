"""The words of the interface in a language, for what is written outside of Sphinx: the landing page, proofs."""

import gettext
import io

import polib

from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.form import compiled
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.checks import examine


def translations(language: str) -> gettext.NullTranslations:
    """Return the words of the interface in ``language``; English where there is no catalog to read, or an error."""
    translation = Translation(language)
    if not translation.path(INTERFACE).is_file():
        return gettext.NullTranslations()
    file = polib.POFile()
    try:
        file.extend(examine.examine(translation.catalog(INTERFACE)).published)
    except FindingsError:  # for whoever builds this language
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(compiled(file, language)))
