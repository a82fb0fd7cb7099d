"""Which messages are kept as ``#~`` when their text is gone, and in which catalog.

Kept is what a translator would miss: a translation, a comment, the former English of a text that had changed. Not what
lives on: the same translation with the same comment on a page, or a proposal whose former text waits in another one.

* The former text of a changed message stands in the catalog of the page that shows it.
* What else is gone stays in the catalog of its page, also when that was renamed; when the page itself is gone, in
  ``memory.po``, with the name of the page as its context. So each page gets its own back when it returns, also where
  another page had another translation of the same English.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import polib

from publishing.translation.catalogs.catalog import MEMORY
from publishing.translation.catalogs.comments import whole_lines
from publishing.translation.catalogs.entries import comment_lines, is_confirmed, key, texts
from publishing.translation.catalogs.form import without_change_note
from publishing.translation.catalogs.moves import Catalogs, Places

#: What tells two states of one message apart: English, translations, and the former English of one not confirmed.
State = tuple[str, tuple[str, ...], str | None]


class _Live:
    """What is alive: the messages of the pages as they will be, and the comments that go with them."""

    def __init__(self, merged: Catalogs, catalogs: Catalogs) -> None:
        self.homes: dict[str, list[str]] = {}
        self.texts, self._comments, self._by_text = set(), {}, {}
        for page, catalog in merged.items():
            for entry in catalog:
                lines = set(comment_lines(entry))
                self.texts.add(entry.msgid)
                self._comments.setdefault(_state(entry), set()).update(lines)
                if is_confirmed(entry):
                    self._by_text.setdefault(entry.msgid, set()).update(lines)
                elif entry.previous_msgid:
                    self.homes.setdefault(entry.previous_msgid, []).append(page)
        everything = [entry for catalog in catalogs.values() for entry in catalog]
        self._published = {texts(entry) for entry in everything if is_confirmed(entry)}
        self._known = {line for entry in everything if is_confirmed(entry) for line in comment_lines(entry)}

    def has(self, entry: polib.POEntry) -> bool:
        """Tell whether nothing of ``entry`` would be lost without it."""
        lines = set(whole_lines(without_change_note(entry.tcomment).strip()))
        if _state(entry) in self._comments and lines <= self._comments[_state(entry)]:
            return True
        if is_confirmed(entry):
            return False
        if entry.msgid in self._by_text and lines <= self._by_text[entry.msgid]:
            return True
        is_mere_proposal = not any(texts(entry)) or texts(entry) in self._published
        former = entry.previous_msgid
        goes_on = not former or former in self.homes or former in self.texts
        return is_mere_proposal and goes_on and lines <= self._known


def retire(catalogs: Catalogs, merged: Catalogs, places: Places) -> dict[str, list[polib.POEntry]]:
    """Return by page what ``catalogs`` keep as ``#~``.

    :param merged: the messages of the pages as they will be.
    """
    live = _Live(merged, catalogs)
    pages = [*sorted(catalogs.keys() - {MEMORY}), *(catalogs.keys() & {MEMORY})]
    here = {page: set(map(key, catalog)) for page, catalog in merged.items()}
    left = [
        (page, entry)
        for page in pages
        for entry in catalogs[page]
        if key(entry) not in here.get(page, ()) and _says_something(entry) and not live.has(entry)
    ]
    kept: dict[str, dict[tuple, polib.POEntry]] = {}
    placed = set()
    for page, entry in left:
        place = places.renamed.get(page, page)
        if key(entry) not in here.get(place, {key(entry)}):
            kept.setdefault(place, {}).setdefault(key(entry), entry)
            placed.add(id(entry))
    placed |= set(_bring_home(left, kept, live, places, here))
    memory: dict[tuple, polib.POEntry] = {}
    for page, entry in left:
        if id(entry) not in placed:
            context = entry.msgctxt if page == MEMORY else entry.msgctxt or page
            memory.setdefault((context, entry.msgid), entry)
    result = {
        page: [_obsolete(entry, context) for (context, _text), entry in own.items()] for page, own in kept.items()
    }
    if memory:
        result[MEMORY] = list(_distinct(_obsolete(entry, context) for (context, _text), entry in memory.items()))
        result[MEMORY].sort(key=lambda entry: entry.msgctxt or '')
    return result


def _bring_home(
    left: list[tuple[str, polib.POEntry]],
    kept: dict[str, dict[tuple, polib.POEntry]],
    live: _Live,
    places: Places,
    here: Mapping[str, Collection[tuple]],
) -> Iterator[int]:
    """Put the former text of each changed message into the catalog that shows it; yield the ``id`` of what moved."""
    by_text: dict[str, list[tuple[str, polib.POEntry]]] = {}
    for page, entry in left:
        by_text.setdefault(entry.msgid, []).append((page, entry))
    for former, pages in live.homes.items():
        for page in pages:
            own = kept.setdefault(page, {})
            best = places.best(page, polib.POEntry(msgid=former))
            moving = [(other, entry) for other, entry in by_text.get(former, ()) if entry is best]
            if not moving or not is_confirmed(best) or (None, former) in own.keys() | here[page]:
                continue
            other, own[None, former] = places.renamed.get(moving[0][0], moving[0][0]), best
            yield id(best)
            if other not in pages:
                kept.get(other, {}).pop(key(best), None)


def _distinct(entries: Iterable[polib.POEntry]) -> Iterator[polib.POEntry]:
    """Yield ``entries`` without those of another page that say the same."""
    met: dict[State, set[str]] = {}
    for entry in entries:
        state, lines = _state(entry), set(comment_lines(entry))
        if state not in met or not lines <= met[state]:
            met.setdefault(state, set()).update(lines)
            yield entry


def _obsolete(entry: polib.POEntry, context: str | None) -> polib.POEntry:
    """Return ``entry`` as it is kept; one that was changed and not confirmed with its former text and the day."""
    former = None if is_confirmed(entry) else entry.previous_msgid
    return polib.POEntry(
        msgctxt=context,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=dict(entry.msgstr_plural),
        previous_msgid=former,
        tcomment=entry.tcomment if former else without_change_note(entry.tcomment),
        obsolete=True,
        flags=[flag for flag in entry.flags if flag == 'fuzzy'],
    )


def _state(entry: polib.POEntry) -> State:
    return entry.msgid, texts(entry), None if is_confirmed(entry) else entry.previous_msgid or ''


def _says_something(entry: polib.POEntry) -> bool:
    return bool(any(texts(entry)) or entry.previous_msgid or without_change_note(entry.tcomment).strip())
