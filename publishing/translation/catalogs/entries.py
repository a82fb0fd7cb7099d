"""One message of a catalog: its texts, and the short numbers by which other files know it.

The two numbers of the English side differ because both stand in files that people have: :func:`identifier` in work
packages, :func:`original_sum` in the review ledger.
"""

import hashlib

import polib

from publishing.translation.catalogs.comments import whole_lines


def texts(entry: polib.POEntry) -> tuple[str, ...]:
    """Return the translations of ``entry``: one, or one for each plural form."""
    if entry.msgid_plural:
        return tuple(text for _number, text in sorted(entry.msgstr_plural.items(), key=lambda item: int(item[0])))
    return (entry.msgstr,)


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    """Return context and English, by which a catalog keeps its messages apart."""
    return entry.msgctxt, entry.msgid


def is_confirmed(entry: polib.POEntry) -> bool:
    """Tell whether ``entry`` has a translation that counts, on a page or kept for one that is gone."""
    return all(texts(entry)) and bool(texts(entry)) and not entry.fuzzy


def comment_lines(entry: polib.POEntry) -> list[str]:
    """Return what translators wrote about ``entry``, line by line, without the blank ones at the ends."""
    return whole_lines((entry.tcomment or '').strip())


def english(entry: polib.POEntry) -> str:
    """Return the English a translator sees: with the plural below the singular."""
    return f'{entry.msgid}\n{entry.msgid_plural}' if entry.msgid_plural else entry.msgid


def identifier(entry: polib.POEntry) -> str:
    """Return 12 hexadecimal digits that stand for context and English of ``entry``."""
    return checksum('\x04'.join(_sides(entry)))


def original_sum(entry: polib.POEntry) -> str:
    """Return the checksum of the English side: its context and its text."""
    return checksum(*_sides(entry))


def checksum(*texts: str) -> str:
    """Return twelve hexadecimal digits that stand for ``texts``."""
    return hashlib.sha256('\0'.join(texts).encode()).hexdigest()[:12]


def _sides(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or '', entry.msgid, entry.msgid_plural or ''
