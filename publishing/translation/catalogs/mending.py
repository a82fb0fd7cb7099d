"""What ``make catalogs`` mends in translations: signs that nobody sees, letters typed as two signs, odd blanks.

A program has brought them in, and who translates can neither see them nor type them anew. What only a person can tell
stays, and the checks name it.
"""

from collections.abc import Iterator

import polib

from publishing.core import signs
from publishing.core.findings import Code, Finding, Severity
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.entries import texts


def mended(original: str, translation: str, language: str) -> tuple[str, list[signs.Found]]:
    """Return ``translation`` with what can be mended, and what that was; what the original has too stays."""
    found = [one for one in signs.added(original, translation, language) if one.kind.becomes]
    return (signs.mended(translation, language)[0] if found else translation), found


def mend(entry: polib.POEntry, language: str) -> None:
    """Mend the translations of ``entry``."""
    entry.msgstr = mended(entry.msgid, entry.msgstr, language)[0]
    for number, text in entry.msgstr_plural.items():
        entry.msgstr_plural[number] = mended(entry.msgid, text, language)[0]


def findings(translation: Translation) -> Iterator[Finding]:
    """Yield a warning for each thing that :func:`mend` mends in the catalogs as they are.

    :raises FindingsError: when a catalog cannot be read.
    """
    for catalog in translation.all_catalogs():
        for entry in catalog.read():
            for text in texts(entry):
                for one in mended(entry.msgid, text, translation.code)[1]:
                    yield Finding(catalog.path, entry.linenum, Code.SIGN, one.done, Severity.WARNING)
