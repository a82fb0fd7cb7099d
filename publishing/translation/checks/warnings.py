"""Warnings on one translation: terms, spelling, typography, and slips. None of them stops a build."""

import re
from collections.abc import Iterator
from functools import lru_cache

from publishing.core import languages, lists, signs
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import forbidden, style, terms, units, unseen
from publishing.translation.checks.lost_markup import MARKDOWN, Syntax
from publishing.translation.checks.records import Difference, found
from publishing.translation.checks.slips import slips
from publishing.translation.checks.spelling import Speller
from publishing.translation.messages import numbers
from publishing.translation.messages.words import Words, part

ROLE = re.compile(r'\{(?P<name>[\w-]+)\}`(?P<words>[^`]*)`')
#: A message that is nothing but the name of a page elsewhere, which may well be English.
TITLE_ELSEWHERE = re.compile(r'\[[^\[\]]*\]\(https?://[^\s()]*\)[.:]?')


def advice(original: str, translation: str, language: str) -> list[Difference]:
    """Return every warning on ``translation``; both are messages with their markup, or their words."""
    ours, theirs = words_of(original), words_of(translation)
    if _is_title_elsewhere(ours, theirs):
        return []
    differences = [*unseen.advice(ours.source, theirs.source, language), *_advice(ours, theirs, language)]
    if ours != theirs:
        every_word = words_of(with_foreign_words(theirs.source))
        differences += [found('name', text) for text in terms.missing_names(ours, every_word, Translation(language))]
    return differences


def general_advice(original: str, translation: str, language: str) -> list[Difference]:
    """Return the warnings that hold in any project: slips, and the habits of a language that is known here."""
    ours, theirs = words_of(original), words_of(translation)
    if _is_title_elsewhere(ours, theirs):
        return []
    differences = [*unseen.advice(ours.source, theirs.source, language), *slips(ours, theirs, lambda _word: True)]
    if ours != theirs:
        differences += [found('number-doubt', text) for text in numbers.doubts(ours, theirs, language)]
    if languages.for_checks(language).habits and ours != theirs:
        differences += [found('typography', text) for text in style.problems(ours, theirs, language)]
    return differences


def words_of(text: str, syntax: Syntax = MARKDOWN) -> Words:
    """Return the words of a message without its markup and what nobody sees."""
    if isinstance(text, Words):
        return text
    words = syntax.parse(signs.readable(text)).text
    return words if words.source == text else Words(text, words.parts)


def with_foreign_words(text: str) -> str:
    """Return ``text`` in which ``{lv}`pašvaldība` `` is read like the words around it."""
    return ROLE.sub(lambda role: role['words'] if role['name'] in _codes() else role[0], text)


def _is_title_elsewhere(original: Words, translation: Words) -> bool:
    return original.source == translation.source and bool(TITLE_ELSEWHERE.fullmatch(original.source))


def _advice(original: str, translation: str, language: str) -> Iterator[Difference]:
    own, whole = speller(language), Translation(language)
    yield from slips(original, translation, own.is_own)
    if original == translation:
        return
    barred = list(forbidden.used(original, translation, whole))
    expected = [words for entry in barred for words in lists.variants(entry.instead)]
    for text in terms.missing(original, translation, whole, said=expected):
        yield found('term', text)
    for entry in barred:
        yield found('forbidden', entry.sentence(original, forbidden.form(entry, translation, whole)))
    for text in style.problems(original, translation, language):
        yield found('typography', text)
    for text in numbers.doubts(original, translation, language):
        yield found('number-doubt', text)
    for text in units.lost(original, translation, language):
        yield found('unit', text)
    for word in own.wrong(translation, original):
        yield found('spelling', misspelt(part(translation, word), language))


def misspelt(word: str, language: str) -> str:
    """Return what to say about a word that no dictionary has."""
    return (
        f'the word "{word}" is in no dictionary; expected a word of the language. Correct it, or add it to '
        f'locales/{language}/words.txt.'
    )


@lru_cache
def _codes() -> frozenset[str]:
    """Return the codes of the project's languages, which are the names of their roles too."""
    return frozenset(languages.load())


@lru_cache
def speller(language: str) -> Speller:
    return Speller(Translation(language))
