"""Catalogs that lag behind the chapters: the English was changed, and ``make catalogs`` has not run since.

Until then translators do not see the change, and its date is not known.
"""

from collections.abc import Mapping
from pathlib import Path

import polib

from publishing.core.findings import Code, Finding, Severity
from publishing.core.project import LOCALES
from publishing.translation.catalogs.update import MEMORY, catalog_path, read_catalogs


def lagging(language: str, pots: Mapping[str, polib.POFile], locales: Path = LOCALES) -> list[Finding]:
    """Return one warning for each catalog of ``language`` that has not the messages of its page.

    :param pots: the messages of the chapters as they are now.
    :raises FindingsError: when a catalog cannot be read.
    """
    catalogs, found = read_catalogs(language, locales), []
    for page in sorted((pots.keys() | catalogs.keys()) - {MEMORY}):
        now = {(entry.msgctxt, entry.msgid) for entry in pots.get(page, ())}
        there = {(entry.msgctxt, entry.msgid) for entry in catalogs.get(page, ()) if not entry.obsolete}
        parts = [f'{len(now - there)} of the page are missing'] if now - there else []
        parts += [f'{len(there - now)} are no longer on the page'] if there - now else []
        if parts:
            found.append(
                Finding(
                    catalog_path(language, page, locales),
                    None,
                    Code.PO_OUTDATED,
                    (
                        f'the catalog lags behind the English: of its messages {" and ".join(parts)}; expected the '
                        'same ones in both. Run "make catalogs" when the English is settled.'
                    ),
                    Severity.WARNING,
                )
            )
    return found
