"""What could not come along when texts moved or changed: it is kept as ``#~``, and somebody should know."""

from collections.abc import Iterator
from dataclasses import dataclass

import polib

from publishing.core.findings import short
from publishing.translation.catalogs.catalog import MEMORY
from publishing.translation.catalogs.comments import ALLOW, whole_lines
from publishing.translation.catalogs.entries import is_confirmed, texts
from publishing.translation.catalogs.moves import Catalogs
from publishing.translation.catalogs.syntax import INTERFACE


@dataclass(frozen=True)
class Left:
    """What stays behind: of which message, and what in words."""

    page: str
    text: str
    what: str

    def __str__(self) -> str:
        return f'{self.page}: “{short(self.text, 60)}”: {self.what}'


def left_behind(catalogs: Catalogs) -> list[Left]:
    """Return what the messages of ``catalogs`` have lost to the ``#~`` messages in any of them.

    That is what was allowed for the former text of a message that has other facts now, and a translation of the same
    English that gave way to another one.
    """
    gone: dict[str, list[tuple[str, polib.POEntry]]] = {}
    for page, catalog in catalogs.items():
        for entry in catalog if page != INTERFACE else ():
            if entry.obsolete and is_confirmed(entry):
                gone.setdefault(entry.msgid, []).append((page, entry))
    return [
        Left(page, entry.msgid, what)
        for page, catalog in catalogs.items()
        for entry in (catalog if page != INTERFACE else ())
        if not entry.obsolete
        for what in _left(entry, gone)
    ]


def _left(entry: polib.POEntry, gone: dict[str, list[tuple[str, polib.POEntry]]]) -> Iterator[str]:
    for _page, former in gone.get(entry.previous_msgid or '', ()):
        for line in whole_lines(former.tcomment):
            if ALLOW.match(line) and line not in whole_lines(entry.tcomment):
                yield f'the comment "{line.strip()}" stays with the former text; write it again if it still holds'
    if is_confirmed(entry):
        for page, other in gone.get(entry.msgid, ()):
            if texts(other) != texts(entry):
                place = 'memory.po' if page == MEMORY else f'{page}.po'
                yield f'another translation, “{short(" | ".join(texts(other)), 60)}”, stays as #~ in {place}'
