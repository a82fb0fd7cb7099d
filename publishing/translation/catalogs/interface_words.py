"""The words of the interface in a language, for what is written outside of Sphinx: the landing page, proofs."""

import gettext
import io

from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.form import compiled
from publishing.translation.catalogs.syntax import INTERFACE


def translations(language: str) -> gettext.NullTranslations:
    """Return the words of the interface in ``language``; English where there is no catalog."""
    path = Translation(language).path(INTERFACE)
    if not path.is_file():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(compiled(Catalog.at(path, language).file, language)))
