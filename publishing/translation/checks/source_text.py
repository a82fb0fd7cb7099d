"""Hints on the chapters themselves, read from the messages that translators get: spelling, words, readability.

They are warnings. Nothing here keeps an edition from being built.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polib

from publishing.core import languages
from publishing.core.findings import Code, Finding, Severity, many, short
from publishing.core.project import HANDBOOK, chapter_path
from publishing.text import readability
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import OUTDIR
from publishing.translation.checks import forbidden, warnings
from publishing.translation.messages.words import Words, part


def check_source(pots: Mapping[str, polib.POFile]) -> list[Finding]:
    """Return what there is to say about the words of the chapters."""
    own = source()
    return said(look(page, pot, own) for page, pot in pots.items() if page != INTERFACE)


@dataclass
class Looked:
    """What was found on one page; ``unknown`` are words that no dictionary has, each with its hint."""

    unknown: list[tuple[str, Finding]]
    findings: list[Finding]
    hedges: int
    words: int


def source() -> Translation:
    """Return the source language, with the lists that lie beside its catalogs."""
    return Translation(next(one.code for one in languages.load().values() if one.is_source))


def look(page: str, pot: polib.POFile, own: Translation) -> Looked:
    """Look through one page in the language ``own``."""
    language = languages.get(own.code)
    unknown, findings = [], []
    texts = [(place(page, entry), warnings.words_of(entry.msgid)) for entry in pot]
    for (path, line), text in texts:
        unknown += _unknown(path, line, text, own.code)
        for entry in forbidden.used(text, text, own):
            findings.append(_hint(path, line, Code.TERM, entry.sentence(text, forbidden.form(entry, text, own))))
    one = readability.read([(line, text) for (_path, line), text in texts], language)
    findings += _page_hints(chapter_path(page), one, [text for _place, text in texts])
    return Looked(unknown, findings, *readability.hedge_rate([one]))


def said(pages: Iterable[Looked]) -> list[Finding]:
    """Return what to say of all pages: a word that no dictionary has once, and hedges where all pages have many."""
    findings, met, hedges, words = [], set(), 0, 0
    for page in pages:
        for word, hint in page.unknown:
            if word not in met:
                met.add(word)
                findings.append(hint)
        findings += page.findings
        hedges, words = hedges + page.hedges, words + page.words
    if hedges * readability.WORDS_PER_HEDGE > words:
        findings.append(
            _hint(
                HANDBOOK,
                None,
                Code.STYLE,
                f'{many(hedges, "hedge")} in {words:,} words; expected at most one in {readability.WORDS_PER_HEDGE}. '
                'Find out what is uncertain, or say plainly what is known.',
            )
        )
    return findings


def misspelt(path: object, line: int | None, text: Words, code: str, seen: set[str]) -> Iterator[Finding]:
    """Yield a hint for each word of a message that no dictionary has; a word once, where it stands first.

    :param code: of the language. :param seen: the words that were said, to which these are added.
    """
    for word, hint in _unknown(path, line, text, code):
        if word not in seen:
            seen.add(word)
            yield hint


def _unknown(path: object, line: int | None, text: Words, code: str) -> Iterator[tuple[str, Finding]]:
    for word in warnings.speller(code).wrong(text):
        yield word, _hint(path, line, Code.SPELLING, warnings.misspelt(part(text, word), code))


def place(page: str, entry: polib.POEntry) -> tuple[object, int | None]:
    """Return the file and line of a message."""
    path, line = entry.occurrences[0] if entry.occurrences else ('', '')
    return (OUTDIR / path if path else chapter_path(page)), int(line) if line else None


def _page_hints(path, page: readability.Page, texts: Sequence[Words]) -> Iterator[Finding]:
    for line, count, sentence in page.too_long:
        text = part(next(one for one in texts if sentence in one), sentence)
        words = (
            f'a sentence of {count} words, "{short(text, 60)}"; expected at most {readability.LONGEST}. Make two of it.'
        )
        yield _hint(path, line, Code.STYLE, words)
    for line, acronym in page.acronyms:
        yield _hint(
            path,
            line,
            Code.STYLE,
            f'"{acronym}" stands here for the first time on this page without its words; expected '
            f'"the full name ({acronym})". Write it out.',
        )
    if len(page.sentences) < 10:  # a share of fewer says nothing
        return
    if page.average > readability.AVERAGE:
        most = readability.AVERAGE
        words = f'{page.average:.0f} words in a sentence on average; expected at most {most}. Shorten the longest.'
        yield _hint(path, None, Code.STYLE, words)
    if page.passive_share > readability.PASSIVE_SHARE:
        yield _hint(
            path,
            None,
            Code.STYLE,
            f'{page.passive_share:.0%} of the sentences are in the passive; expected at most '
            f'{readability.PASSIVE_SHARE:.0%}. Say who does it.',
        )
    if len(page.hedges) > 1 and len(page.hedges) * readability.WORDS_PER_HEDGE > page.words:
        lines = ', '.join(f'{line}: "{words}"' for line, words in page.hedges)
        yield _hint(
            path,
            page.hedges[0][0],
            Code.STYLE,
            f'{many(len(page.hedges), "hedge")} in {page.words:,} words (lines {lines}); expected at most one in '
            f'{readability.WORDS_PER_HEDGE}. Mark a conclusion of the editors with {{judgement}} and say it plainly.',
        )


def _hint(path, line: int | None, code: Code, text: str) -> Finding:
    return Finding(path, line, code, text, Severity.WARNING)
