"""Translations of similar texts anywhere in the handbook, also of texts that are gone, for a translator to look at."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import polib

from publishing.translation.messages.memory import likeness

#: From this likeness on (0–1) a translation is worth showing.
SHOW = 0.6
#: How many are shown, and how many candidates with words in common are compared letter by letter.
MOST, COMPARED = 3, 24


@dataclass(frozen=True)
class Similar:
    """A text that was translated, its translation, and how alike it is to the text in question (0–1)."""

    text: str
    translation: str
    ratio: float


@dataclass
class Index:
    """All translated texts of a language, found by their words."""

    translations: dict[str, str] = field(default_factory=dict)
    by_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, entries: Iterable[polib.POEntry]) -> 'Index':
        """Return the index of ``entries``; what stands on a page counts before what is gone."""
        index = cls()
        for entry in sorted(entries, key=lambda entry: bool(entry.obsolete)):
            if entry.msgid and entry.msgstr and not entry.fuzzy and entry.msgid not in index.translations:
                index.translations[entry.msgid] = entry.msgstr
                for word in _words(entry.msgid):
                    index.by_word[word].add(entry.msgid)
        return index

    def proposals(self, text: str) -> list[Similar]:
        """Return the translations of the texts most like ``text``, itself left out, best first."""
        words = _words(text)
        shared = Counter(other for word in words for other in self.by_word.get(word, ()) if other != text)
        # Dice's coefficient over the words, highest first; the text decides between equals.
        ranked = sorted(shared, key=lambda other: (-2 * shared[other] / (len(words) + len(_words(other))), other))
        found = [
            Similar(other, self.translations[other], ratio)
            for other in ranked[:COMPARED]
            if (ratio := likeness(text, other, SHOW)) >= SHOW
        ]
        return sorted(found, key=lambda one: (-one.ratio, one.text))[:MOST]


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'\w+', text.lower()))
