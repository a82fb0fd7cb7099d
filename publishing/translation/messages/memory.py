"""What was translated before: the same text on another page, one that is gone and resembles it, or similar ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polib
from rapidfuzz import process
from rapidfuzz.distance import Indel

from publishing.translation.messages.facts import same_facts

#: From this likeness on (0–1) an old translation is proposed for a changed text.
PROPOSE = 0.75
#: From this likeness on a text on the same page counts as changed rather than new, but gets no proposal.
CHANGED = 0.5
#: From this likeness on a translation is worth showing to a translator.
SHOW = 0.6
#: How many similar texts are shown.
MOST = 3
#: How alike two texts are, 0 to 1: the share of the letters they have in common, in order; 0 below ``score_cutoff``.
likeness = Indel.normalized_similarity


@dataclass(frozen=True)
class Proposal:
    """The former text a message seems to come from, and its translation where that may be offered."""

    former: str
    translation: str


def proposal(text: str, gone: Mapping[str, str], on_page: Iterable[str]) -> Proposal | None:
    """Return what the new ``text`` was before it changed, as far as one can tell.

    :param gone: translations by text of what no page has any more.
    :param on_page: texts that stood on the same page; for them a weaker likeness is enough.
    """
    on_page = set(on_page)
    best, former = 0.0, None
    for candidate in gone:
        floor = CHANGED if candidate in on_page else PROPOSE
        ratio = likeness(text, candidate, score_cutoff=max(floor, best))
        if ratio > best:
            best, former = ratio, candidate
    if former is None:
        return None
    offered = best >= PROPOSE and same_facts(text, former, in_words=False)
    return Proposal(former, gone[former] if offered else '')


@dataclass(frozen=True)
class Similar:
    """A text that was translated, its translation, and how alike it is to the text in question (0–1)."""

    text: str
    translation: str
    ratio: float


def similar(text: str, known: Mapping[str, str]) -> list[Similar]:
    """Return the translations of the texts most like ``text``, itself left out, best first.

    :param known: translations by text, as ``translated`` returns them.
    """
    words = _words(text)
    found = [
        Similar(other, known[other], ratio)
        for other, ratio, _place in process.extract_iter(text, known.keys(), scorer=likeness, score_cutoff=SHOW)
        if other != text and words & _words(other)
    ]
    return sorted(found, key=lambda one: (-one.ratio, one.text))[:MOST]


def translated(entries: Iterable[polib.POEntry]) -> dict[str, str]:
    """Return the translations by their text; what stands on a page counts before what is gone, and the first first."""
    found: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: bool(entry.obsolete)):
        if entry.msgid and entry.msgstr and not entry.fuzzy:
            found.setdefault(entry.msgid, entry.msgstr)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'\w+', text.lower()))
