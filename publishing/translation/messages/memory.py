"""What was translated before: the same text on another page, or a similar text that is gone from the handbook."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

import polib

from publishing.translation.messages.facts import same_facts

#: From this likeness on (0–1) an old translation is proposed for a changed text.
PROPOSE = 0.75
#: From this likeness on a text on the same page counts as changed rather than new, but gets no proposal.
CHANGED = 0.5


@dataclass(frozen=True)
class Proposal:
    """The former text a message seems to come from, and its translation where that may be offered."""

    former: str
    translation: str


@dataclass
class Memory:
    """All translations of one language by original text; ``gone`` holds those no page has any more."""

    translations: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[polib.POEntry], current: Iterable[str]) -> 'Memory':
        """Return the memory of ``entries``; where several translate one text, the first one counts.

        :param current: the texts the handbook holds now.
        """
        memory, current = cls(), set(current)
        for entry in entries:
            if entry.msgid and entry.msgstr and not entry.fuzzy:
                memory.translations.setdefault(entry.msgid, entry.msgstr)
                if entry.msgid not in current:
                    memory.gone.setdefault(entry.msgid, entry.msgstr)
        return memory

    def proposal(self, text: str, on_page: Iterable[str]) -> Proposal | None:
        """Return what the new ``text`` was before it changed, as far as one can tell.

        :param on_page: texts that stood on the same page; for them a weaker likeness is enough.
        """
        on_page = set(on_page)
        best, former = 0.0, None
        for candidate in self.gone:
            floor = CHANGED if candidate in on_page else PROPOSE
            ratio = likeness(text, candidate, max(floor, best))
            if ratio >= floor and ratio > best:
                best, former = ratio, candidate
        if former is None:
            return None
        offered = best >= PROPOSE and same_facts(text, former, in_words=False)
        return Proposal(former, self.gone[former] if offered else '')


def likeness(one: str, other: str, floor: float = 0.0) -> float:
    """Return how alike two texts are, 0 to 1; 0 as soon as it is sure to stay below ``floor``."""
    if 2 * min(len(one), len(other)) < floor * (len(one) + len(other)):
        return 0.0
    # Comparing letter by letter is slow; two long texts with hardly a word in common are not worth it.
    words, others = _words(one), _words(other)
    if min(len(words), len(others)) > 5 and len(words & others) < floor / 2 * min(len(words), len(others)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'\w+', text.lower()))
