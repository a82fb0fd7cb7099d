"""How many words of each page are translated, reviewed and approved, changed since, or held back.

The English chapters as they are now are compared with the catalogs, also before ``make catalogs`` has run.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from publishing.core import languages
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import OUTDIR, current_pots
from publishing.translation.catalogs.update import merge, read_catalogs
from publishing.translation.checks.examine import Key
from publishing.translation.checks.held_back import held_back
from publishing.translation.reviews import ledger
from publishing.translation.reviews.follow import followed
from publishing.translation.reviews.ledger import APPROVED, ASKED, REVIEWED, Reviews

#: Key of the sum over all chapters in what :func:`coverage` returns.
TOTAL = 'total'
#: What a reader does not see: roles' names and targets, citations, addresses of links.
UNSEEN = re.compile(r'\{[\w:-]*cite[\w:]*\}`[^`]*`|\{[\w:-]+\}(?=`)|<[^<>\s][^<>]*>(?=`)|\]\([^)]*\)|\[\^[^\]]*\]')
#: No decisions: a page nobody has read.
NOT_READ = Reviews()
WORD = re.compile(r"\w[\w.,'’-]*")


@dataclass(frozen=True)
class Share:
    """Words of a chapter: all of them, those translated, those whose original changed since.

    Changed words are not counted as translated. ``messages_changed`` counts paragraphs, headings and the like. Of the
    words translated, some wait for review (``asked``), some are reviewed, and of those some are approved.
    """

    words: int = 0
    translated: int = 0
    changed: int = 0
    messages_changed: int = 0
    reviewed: int = 0
    approved: int = 0
    asked: int = 0

    @property
    def missing(self) -> int:
        """Words that were never translated."""
        return self.words - self.translated - self.changed

    @property
    def share(self) -> float:
        """Translated part, from 0 to 1."""
        return self.translated / self.words if self.words else 1.0

    def __add__(self, other: 'Share') -> 'Share':
        return Share(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def coverage(translation: Translation, outdir: Path = OUTDIR) -> dict[str, Share]:
    """Return the share of each page (``start/index``), and under ``total`` that of the handbook.

    The texts of the interface count as the page ``sphinx``, but not in the total. English is always complete.

    :param outdir: where the messages are extracted to; done again only when a chapter has changed.
    :raises FindingsError: when the chapters or the catalogs cannot be read.
    """
    return shares(translation, current_pots(outdir))


def shares(translation: Translation, pots: Mapping[str, polib.POFile]) -> dict[str, Share]:
    """Return the share of each page of ``pots``, and their total."""
    known, code = languages.load(), translation.code
    if code in known and known[code].is_source:
        pages = {page: _complete(pot) for page, pot in pots.items()}
    else:
        catalogs = read_catalogs(translation)
        merged = merge(dict(pots), catalogs, code)
        held = held_back(translation)
        reviews = followed(ledger.read_language(translation), catalogs, merged)
        pages = {
            page: share_of(catalog, held.get(page, ()), reviews.get(page, NOT_READ))
            for page, catalog in merged.items()
            if page != MEMORY
        }
    total = sum((share for page, share in pages.items() if page != INTERFACE), Share())
    return pages | {TOTAL: total}


def share_of(catalog: polib.POFile, held: Collection[Key] = (), reviews: Reviews = NOT_READ) -> Share:
    """Return the share of one page; what is ``held`` back counts as never translated, which is what readers see."""
    words = translated = changed = messages = 0
    read = dict.fromkeys((ASKED, REVIEWED, APPROVED), 0)
    for entry in catalog:
        if entry.obsolete:
            continue
        size = count_words(entry.msgid)
        words += size
        if entry.translated() and (entry.msgctxt, entry.msgid) not in held:
            translated += size
            if state := reviews.state(entry):
                read[state] += size
        elif entry.fuzzy or entry.previous_msgid:
            changed += size
            messages += 1
    return Share(words, translated, changed, messages, read[REVIEWED] + read[APPROVED], read[APPROVED], read[ASKED])


def count_words(text: str) -> int:
    """Return how many words of an English message a translator has before her."""
    return len(WORD.findall(UNSEEN.sub(' ', text)))


def _complete(pot: polib.POFile) -> Share:
    words = sum(count_words(entry.msgid) for entry in pot)
    return Share(words, words, reviewed=words)
