"""Where each message of a language stands and stood: what a page gets back when a text comes to it.

A text comes to a page when an author moves a paragraph, renames, splits or joins pages, or brings back a page that was
taken out. Its translation then comes with all that belongs to it: the translator's comment with its waivers, the mark
``fuzzy``, the former English and the day of the change. Of several translations of one English text a page gets

1. one that is confirmed before one that is not,
2. one that is leaving its page before one that stays where it is, and that before one kept as ``#~``,
3. its own of former days, and then that of the page it is most like, going by the texts that come from there.
"""

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polib

from publishing.translation.catalogs.catalog import MEMORY
from publishing.translation.catalogs.entries import is_confirmed, key, texts
from publishing.translation.catalogs.form import with_header_of
from publishing.translation.messages.memory import Proposal, proposal

#: Whether a message goes away from its page, stays on it, or is kept as ``#~``; in this order.
LEAVING, STAYING, KEPT = range(3)

#: How alike a page that is new and one that is gone have to be to count as the same, renamed: more than this (0–1).
RENAMED = 0.7

Catalogs = Mapping[str, polib.POFile]


@dataclass(frozen=True)
class Stood:
    """A message and the page it stands or stood on, '' where nobody knows."""

    page: str
    entry: polib.POEntry
    state: int


class Places:
    """The messages of ``catalogs`` by their English, for pages that have the messages ``pots`` now.

    ``renamed`` names the new page that one which is gone has become.
    """

    def __init__(self, catalogs: Catalogs, pots: Catalogs) -> None:
        self._stood: dict[str, list[Stood]] = {}
        now = {page: set(map(key, pot)) for page, pot in pots.items()}
        current = {text for keys in now.values() for _context, text in keys}
        for page, catalog in catalogs.items():
            for entry in catalog:
                gone = key(entry) not in now.get(page, ())
                state = KEPT if entry.obsolete else LEAVING if gone else STAYING
                place = (entry.msgctxt or '') if page == MEMORY else page
                self._stood.setdefault(entry.msgid, []).append(Stood(place, entry, state))
        self._sizes = {page: sum(not entry.obsolete for entry in catalog) for page, catalog in catalogs.items()}
        self._alike = {page: self._origins(pot) for page, pot in pots.items()}
        self.renamed = self._renamed(pots.keys() - catalogs.keys(), catalogs.keys() - pots.keys() - {MEMORY})
        confirmed = {text for text, all_ in self._stood.items() if any(is_confirmed(one.entry) for one in all_)}
        self._gone = sorted(confirmed - current)
        self._former: dict[str, dict[str, polib.POEntry]] = {}  # what each page would get of them

    def _origins(self, pot: polib.POFile) -> dict[str, float]:
        """Return from which pages texts come to the page with the messages ``pot``, and how alike both are, 0 to 1."""
        shared = Counter(one.page for entry in pot for one in self._stood.get(entry.msgid, ()) if one.state == LEAVING)
        return {page: 2 * count / (len(pot) + self._sizes[page]) for page, count in shared.items()}

    def _renamed(self, new: Iterable[str], gone: Collection[str]) -> dict[str, str]:
        """Return the new page that each one ``gone`` has become, where most of both is the same."""
        pairs = [(share, old, page) for page in new for old, share in self._alike[page].items() if old in gone]
        found: dict[str, str] = {}
        for share, old, page in sorted(pairs, key=lambda one: (-one[0], *one[1:])):
            if share > RENAMED and old not in found and page not in found.values():
                found[old] = page
        return found

    def best(self, page: str, source: polib.POEntry) -> polib.POEntry | None:
        """Return the message from which ``page`` takes the translation of ``source``, and what goes with it."""
        alike = self._alike.get(page, {})
        ranked = [
            ((_promise(one.entry), one.state, one.page != page, -alike.get(one.page, 0)), one.entry)
            for one in self._stood.get(source.msgid, ())
            if one.entry.msgid_plural == source.msgid_plural and (is_confirmed(one.entry) or one.state != STAYING)
        ]
        return min(ranked, key=lambda one: one[0])[1] if ranked else None

    def proposal(self, page: str, text: str, on_page: Iterable[str]) -> tuple[Proposal, polib.POEntry] | None:
        """Return what the new ``text`` of ``page`` was before it changed, and the message it then was.

        :param on_page: texts that stood on the same page; for them a weaker likeness is enough.
        """
        if page not in self._former:
            former = {text: self.best(page, polib.POEntry(msgid=text)) for text in self._gone}
            self._former[page] = {text: entry for text, entry in former.items() if entry and is_confirmed(entry)}
        known = {text: entry.msgstr for text, entry in self._former[page].items()}
        found = proposal(text, known, on_page)
        return (found, self._former[page][found.former]) if found else None


def _promise(entry: polib.POEntry) -> int:
    """Return 0 for a confirmed message, 1 for one with a translation or a former text to go by, 2 for others."""
    return 0 if is_confirmed(entry) else 1 if any(texts(entry)) or entry.previous_msgid else 2


def returned(catalogs: Catalogs, pots: Catalogs) -> dict[str, polib.POFile]:
    """Return ``catalogs`` with those of pages that come back, made of what ``memory.po`` has kept of them as ``#~``."""
    found = dict(catalogs)
    if MEMORY not in catalogs:
        return found
    back = {entry.msgctxt for entry in catalogs[MEMORY] if entry.msgctxt} & (pots.keys() - catalogs.keys())
    for page in back:
        found[page] = with_header_of(None)
        for entry in catalogs[MEMORY]:
            if entry.msgctxt == page:
                own = copy.copy(entry)
                own.msgctxt = None
                found[page].append(own)
    if back:
        found[MEMORY] = with_header_of(catalogs[MEMORY])
        found[MEMORY].extend(entry for entry in catalogs[MEMORY] if entry.msgctxt not in back)
    return found
