"""How easily a page of the source language reads: long sentences, passive voice, hedges, acronyms without explanation.

Hints, not faults: a good sentence may be long. What counts as a hedge, a passive and a known acronym is data of the
language (``hedges``, ``passive``, ``acronyms`` in its ``language.toml``); a language without them gets fewer hints.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from publishing.core.languages import Language

#: Words in a sentence, and the share of sentences in the passive, from which a hint is given; the European Commission's
#: guide "How to write clearly" advises 20 words on average and the active voice.
LONGEST, AVERAGE, PASSIVE_SHARE = 32, 20, 0.35
#: One hedge in so many words is enough.
WORDS_PER_HEDGE = 500

WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d.,]*")
_END = re.compile(r'(?<=[.!?])(?P<close>["”’)]*)\s+(?=["“‘(]?[A-ZÀ-Ž0-9◆])')
_ABBREVIATION = re.compile(r'\b(?:[A-Z]|No|Nos|Art|art|p|pp|e\.g|i\.e|etc|vs|cf|St|Dr|approx|km|nr|Nr)\.$')
#: Numbers of chapters and acts (III, XIII-3096), codes (LT72), and names in capitals, which have no other words.
_NO_ACRONYM = re.compile(r'[IVXLC]+(?:-.*)?|.*\d.*|[A-Z]{7,}')
_ACRONYM = re.compile(r'(?<![\w@/.-])[A-Z][A-Za-z]?[A-Z]{1,}(?:-?[A-Z0-9]+)*s?(?![\w@/]|\.\w|-[a-z])')


@dataclass
class Page:
    """What was read of one page; lines are those of the messages."""

    sentences: list[tuple[int, str]] = field(default_factory=list)
    hedges: list[tuple[int, str]] = field(default_factory=list)
    acronyms: list[tuple[int, str]] = field(default_factory=list)
    words: int = 0
    passives: int = 0

    @property
    def too_long(self) -> list[tuple[int, int, str]]:
        """Line, words and text of each sentence above the longest."""
        counted = [(line, len(WORD.findall(text)), text) for line, text in self.sentences]
        return [one for one in counted if one[1] > LONGEST]

    @property
    def average(self) -> float:
        """Words in a sentence, on average."""
        return sum(len(WORD.findall(text)) for _line, text in self.sentences) / max(1, len(self.sentences))

    @property
    def passive_share(self) -> float:
        """Share of the sentences in the passive."""
        return self.passives / max(1, len(self.sentences))


def sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph; what has no end mark (a heading, a cell) is none."""
    text, found, begin = text.strip(), [], 0
    for end in _END.finditer(text):
        if not _ABBREVIATION.search(text[begin : end.start()]):
            found.append(text[begin : end.end('close')])
            begin = end.end()
    found.append(text[begin:])
    return [one for one in found if one.rstrip('"”’)').endswith(('.', '!', '?'))]


def read(texts: Iterable[tuple[int, str]], language: Language) -> Page:
    """Return what there is to say about a page.

    :param texts: the words of its messages in reading order, without markup, each with its line.
    """
    page = Page()
    hedges = [re.compile(rf'\b{re.escape(words)}\b', re.IGNORECASE) for words in language.hedges]
    passives = [re.compile(pattern) for pattern in language.passive]
    explained = set(language.acronyms)
    for line, text in texts:
        page.words += len(WORD.findall(text))
        page.hedges += [(line, found[0]) for hedge in hedges for found in hedge.finditer(text)]
        own = [(line, sentence) for sentence in sentences(text)]
        page.sentences += own
        page.passives += sum(any(one.search(sentence) for one in passives) for _line, sentence in own)
        if language.acronyms:
            page.acronyms += [(line, acronym) for acronym in unexplained(text, explained)]
    return page


def unexplained(text: str, explained: set[str]) -> Iterator[str]:
    """Yield the acronyms of ``text`` that stand there unexplained; add to ``explained`` those met.

    Explained is what stands in brackets behind other words, "the State Revenue Service (VID)", or has its words in
    brackets behind it, "VID (State Revenue Service)". A text that is nothing but an acronym is a cell of such a list.
    """
    if _ACRONYM.fullmatch(text.strip()):
        explained.add(text.strip())
        return
    for found in _ACRONYM.finditer(text):
        acronym = found[0].removesuffix('s')
        if acronym in explained or _NO_ACRONYM.fullmatch(acronym):
            continue
        explained.add(acronym)
        before, behind = text[: found.start()], text[found.end() :]
        in_brackets = re.search(r'\w[\w’"”]* ?[(\[][^()\[\]]*$', before)
        if not in_brackets and not re.match(r'["”’]? \([^()]*[a-z]{2}', behind):
            yield acronym


def hedge_rate(pages: Sequence[Page]) -> tuple[int, int]:
    """Return how many hedges stand in how many words."""
    return sum(len(page.hedges) for page in pages), sum(page.words for page in pages)
