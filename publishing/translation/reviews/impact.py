"""What a change of the English costs the translators: compared with an earlier commit, page by page and language.

A message that is gone and a similar one that is new on the same page (or a very similar one elsewhere) count as one
that changed: its translation goes stale. A message that only stands elsewhere now is moved: its translation, comments
and reviews go along. What cannot is counted: reviews of a text that changed, and what ``catalogs.left_behind`` finds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polib

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.left_behind import left_behind
from publishing.translation.catalogs.past_texts import base_commit, past_pots
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import merge, read_catalogs, translations
from publishing.translation.messages.memory import CHANGED, PROPOSE, likeness
from publishing.translation.reviews import ledger
from publishing.translation.reviews.corrections import looks_trivial
from publishing.translation.reviews.shares import count_words

Texts = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Changed:
    """A message before and after, and whether the change looks like a mere correction."""

    before: str
    after: str
    trivial: bool

    @property
    def words(self) -> int:
        """Words of the message as it is now."""
        return count_words(self.after)


@dataclass
class PageImpact:
    """What happened to the messages of one page."""

    changed: list[Changed] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.new or self.moved or self.removed)


@dataclass(frozen=True)
class Cost:
    """What is to do in one language: messages and words whose translation goes stale, and those that have none yet.

    ``void`` are the messages whose review counts no longer; ``left`` comments and translations that stay behind.
    """

    stale: int = 0
    stale_words: int = 0
    trivial: int = 0
    trivial_words: int = 0
    new: int = 0
    new_words: int = 0
    void: int = 0
    left: int = 0

    @property
    def words(self) -> int:
        """All words a translator has to look at."""
        return self.stale_words + self.new_words

    def __add__(self, other: 'Cost') -> 'Cost':
        return Cost(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def compare(before: Texts, after: Texts) -> dict[str, PageImpact]:
    """Return the impact on each page that is not as it was; both are English messages by page."""
    old = {page: list(dict.fromkeys(texts)) for page, texts in before.items()}
    new = {page: list(dict.fromkeys(texts)) for page, texts in after.items()}
    everywhere = {text for texts in old.values() for text in texts}
    now = {text for texts in new.values() for text in texts}
    gone = {page: [text for text in texts if text not in now] for page, texts in old.items()}
    fresh = [(page, text) for page, texts in new.items() for text in texts if text not in everywhere]
    pairs = _pairs(fresh, gone)
    paired = set(pairs.values())
    result = {}
    for page in sorted(old.keys() | new.keys()):
        here = PageImpact(
            moved=[text for text in new.get(page, ()) if text in everywhere and text not in old.get(page, ())],
            removed=[text for text in gone.get(page, ()) if (page, text) not in paired],
        )
        for text in (text for place, text in fresh if place == page):
            if (page, text) in pairs:
                former = pairs[page, text][1]
                here.changed.append(Changed(former, text, looks_trivial(former, text)))
            else:
                here.new.append(text)
        if here:
            result[page] = here
    return result


def cost(
    page: PageImpact, valid: set[str], decided: Collection[str] = (), left: Mapping[str, int] = MappingProxyType({})
) -> Cost:
    """Return what ``page`` costs in a language.

    :param valid: the English texts that have a confirmed translation.
    :param decided: those among them whose translation is reviewed, approved or waits for it.
    :param left: how much stays behind by English text of the page.
    """
    stale = [one for one in page.changed if one.before in valid and one.after not in valid]
    trivial = [one for one in stale if one.trivial]
    new = [text for text in page.new if text not in valid]
    new += [one.after for one in page.changed if one.before not in valid and one.after not in valid]
    return Cost(
        len(stale),
        sum(one.words for one in stale),
        len(trivial),
        sum(one.words for one in trivial),
        len(new),
        sum(map(count_words, new)),
        sum(one.before in decided and one.after not in decided for one in page.changed),
        sum(left.get(text, 0) for text in {*page.moved, *(one.after for one in page.changed)}),
    )


def translated(catalogs: Iterable[polib.POFile]) -> set[str]:
    """Return the English texts that have a confirmed translation, also those no page has any more."""
    return {
        entry.msgid
        for catalog in catalogs
        for entry in catalog
        if not entry.fuzzy and (entry.msgstr or any(entry.msgstr_plural.values()))
    }


def measure(base: str = '') -> tuple[dict[str, PageImpact], dict[str, dict[str, Cost]], str]:
    """Return what differs by page between ``base`` and the working tree, what it costs by language, and since when.

    :param base: a commit or branch; by default where this branch left the main one.
    """
    commit, found = base_commit(base)
    pots = current_pots()
    pages = compare(_texts(past_pots(commit)), _texts(pots))
    costs: dict[str, dict[str, Cost]] = {}
    for language in translations():
        translation = Translation(language.code)
        catalogs = read_catalogs(translation)
        left = Counter((one.page, one.text) for one in left_behind(merge(pots, catalogs, language.code)))
        interface = translated(filter(None, [catalogs.pop(INTERFACE, None)]))
        valid, decided = translated(catalogs.values()), _decided(translation, catalogs)
        costs[language.code] = {
            page: cost(
                impact,
                interface if page == INTERFACE else valid,
                decided,
                {text: count for (place, text), count in left.items() if place == page},
            )
            for page, impact in pages.items()
        }
    return pages, costs, f'{commit[:10]} ({found})'


def _decided(translation: Translation, catalogs: Mapping[str, polib.POFile]) -> set[str]:
    """Return the English texts whose translation somebody has decided on, also those no page has any more."""
    pairs = {row.pair for reviews in ledger.read_language(translation).values() for row in reviews.rows}
    return {entry.msgid for catalog in catalogs.values() for entry in catalog if ledger.pair(entry) in pairs}


def _texts(pots: Mapping[str, polib.POFile]) -> dict[str, list[str]]:
    return {page: [entry.msgid for entry in pot] for page, pot in pots.items()}


def _pairs(fresh: list[tuple[str, str]], gone: Texts) -> dict[tuple[str, str], tuple[str, str]]:
    """Return for each new message, as page and text, the gone one it was, the most alike first; each is used once."""
    candidates = []
    for page, text in fresh:
        for other, texts in gone.items():
            if INTERFACE in (page, other) and page != other:
                continue
            floor = CHANGED if other == page else PROPOSE
            candidates += [
                (ratio, (page, text), (other, former))
                for former in texts
                if (ratio := likeness(text, former, score_cutoff=floor)) >= floor
            ]
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for _ratio, message, former in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if message not in pairs and former not in pairs.values():
            pairs[message] = former
    return pairs
