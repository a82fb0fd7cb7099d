"""Whether a translation uses the terms of ``locales/termbase.csv``, in whatever form the sentence needs.

A cell may hold several variants with ";" between them. What stands in brackets is a remark: an abbreviation or a
country (capital letter) does not narrow the term; a remark in small letters, "opinion (of an institution)", says that
the word has other senses too, and such a row is for people, not for this check.

``locales/<language>/forbidden.csv`` lists words that must not be used and what to write instead. "pielieto*" stands for
every word that begins so; other words for all their forms.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from publishing.core import languages, stemmers
from publishing.core.files import read_text
from publishing.core.findings import Code
from publishing.translation.catalogs.catalog import Translation

REMARK = re.compile(r'\s*\(([^()]*)\)')
WORD = re.compile(r'\w+')
#: From this length on, a word counts as a form of a stem it begins with; from the second, two letters may differ
#: at the end: definite adjectives (specialusis, specialiuosius) go through more forms than stemmers know.
STEM_FROM, LONG_FROM = 4, 8


@dataclass(frozen=True)
class Term:
    """A term of the original: the pattern that finds it, its name, and the stems of each of its translations."""

    name: str
    pattern: re.Pattern
    translations: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Forbidden:
    """A word that must not be used; ``unless`` is the English in whose translation it is right."""

    word: str
    stems: tuple[str, ...]
    instead: str
    unless: str
    reason: str


def missing(original: str, text: str, translation: Translation) -> Iterator[str]:
    """Yield a sentence for each term of ``original`` none of whose translations is in ``text``.

    Both are the words of a message without markup.
    """
    rest, lowered = original, original.lower()
    words = _words(text, translation.code)
    for term in terms(translation):
        if term.name[:-1].lower() not in lowered or not term.pattern.search(rest):
            continue
        rest = term.pattern.sub(' | ', rest)
        if not any(_holds(words, stems) for stems in term.stems):
            expected = ' or '.join(f'"{text}"' for text in term.translations)
            yield (
                f'the term "{term.name}" has none of its translations here; expected a form of {expected}. '
                'Use it, or add yours to locales/termbase.csv after a ";".'
            )


def forbidden(original: str, text: str, translation: Translation) -> Iterator[str]:
    """Yield a sentence for each word of ``text`` that the language's list forbids."""
    words = _words(text, translation.code)
    for entry in forbidden_words(translation):
        if entry.unless and re.search(rf'\b{re.escape(entry.unless)}', original, re.IGNORECASE):
            continue
        if _follows(words, entry):
            yield (
                f'"{entry.word}" is not used in this handbook ({entry.reason}); expected "{entry.instead}". Replace it.'
            )


@lru_cache
def terms(translation: Translation) -> tuple[Term, ...]:
    """Return the terms that can be checked, longest first."""
    found = []
    for row in _rows(translation.locales / 'termbase.csv'):
        translations = tuple(plain(part) for part in variants(row.get(translation.code)))
        for name in variants(row['en']):
            if not translations or any(remark[:1].islower() for remark in REMARK.findall(name)) or ' / ' in name:
                continue
            name = plain(name)
            stems = tuple(tuple(stem for stem, _word in _words(text, translation.code)) for text in translations)
            found.append(Term(name, _pattern(name), translations, stems))
    return tuple(sorted(found, key=lambda term: (-len(term.name), term.name)))


@lru_cache
def forbidden_words(translation: Translation) -> tuple[Forbidden, ...]:
    """Return the language's list of forbidden words; empty where there is none."""
    return tuple(
        Forbidden(
            row['word'],
            tuple(stem for stem, _word in _words(row['word'], translation.code)),
            row['instead'],
            row['unless'],
            row['reason'],
        )
        for row in _rows(translation.own / 'forbidden.csv')
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        yield from csv.DictReader(read_text(path, Code.TERM, path.parent.name).split('\n'))


def variants(cell: str | None) -> list[str]:
    """Return the variants in a cell of the termbase; a ";" in brackets divides none."""
    return [part.strip() for part in re.split(r';(?![^()]*\))', cell or '') if plain(part)]


def plain(text: str) -> str:
    """Return a term without the remarks in brackets."""
    return REMARK.sub('', text).strip()


def _pattern(name: str) -> re.Pattern:
    """Return what finds the English term, in the plural too; names with capitals only as they are written."""
    last = name[:-1] + '(?:y|ies)' if re.search('[^aeiou]y$', name) else name + '(?:s|es)?'
    flags = 0 if re.search(r'\b[A-Z]\w*[a-z]', name) else re.IGNORECASE
    return re.compile(rf'(?<![\w-]){last}(?![\w-])', flags)


def _words(text: str, language: str) -> list[tuple[str, str]]:
    """Return each word of ``text`` as its stem and itself, both folded."""
    return [(_stem(word, language), stemmers.fold(word)) for word in WORD.findall(text)]


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    return stemmer_of(language)(word)


def stemmer_of(code: str) -> Callable[[str], str]:
    """Return how words of a language's lists are reduced: its terms, the words of the project."""
    language = languages.for_checks(code)
    return stemmers.stemmer(stemmers.algorithm(language.search) if language.stemmer is None else language.stemmer)


def _is_form(word: tuple[str, str], stem: str) -> bool:
    if len(stem) >= LONG_FROM:
        stem = stem[:-2]
    return word[0] == stem or (len(stem) >= STEM_FROM and word[1].startswith(stem))


def _holds(words: list[tuple[str, str]], stems: tuple[str, ...]) -> bool:
    """Return whether every stem is in ``words``: the order is the language's business."""
    return all(any(_is_form(word, stem) for word in words) for stem in stems)


def _follows(words: list[tuple[str, str]], entry: Forbidden) -> bool:
    """Return whether the words of ``entry`` stand in ``words`` one after the other."""
    if entry.word.endswith('*'):
        return any(word.startswith(stemmers.fold(entry.word[:-1])) for _stem, word in words)
    found, length = [stem for stem, _word in words], len(entry.stems)
    return bool(length) and any(tuple(found[at : at + length]) == entry.stems for at in range(len(found)))
