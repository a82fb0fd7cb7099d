"""Whether a translation uses the terms of ``locales/termbase.csv`` and the official names of ``locales/names.csv``.

Both are looked for in whatever form the sentence needs. Of what stands inside one another in the original, the longest
counts: "Natura 2000 site" is a term, and neither the name "Natura 2000" nor the term "site".

A cell of the termbase may hold several variants with ";" between them. What stands in brackets is a remark: an
abbreviation or a country (capital letter) does not narrow the term; a remark in small letters, "opinion (of an
institution)", says that the word has other senses too, and such a row is for people, not for this check. In a name
brackets are part of it: "Regulation (EU) 2025/925".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core import languages, lists, names
from publishing.core.findings import Finding
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import forms

REMARK = re.compile(r'\s*\(([^()]*)\)')
#: An address; what stands in one names nothing.
ADDRESS = re.compile(r'\S*(?:://|@|www\.)\S*|(?<![\w-])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?')
TERMBASE = 'termbase.csv'


@dataclass(frozen=True)
class Term:
    """A term or name of the original: the pattern that finds it, and the stems of each of its translations."""

    name: str
    pattern: re.Pattern
    translations: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    is_name: bool = False


def missing(original: str, text: str, translation: Translation, said: Collection[str] = ()) -> Iterator[str]:
    """Yield a sentence for each term of ``original`` none of whose translations is in ``text``.

    Both are the words of a message without markup.

    :param said: translations that another finding on this text asks for.
    """
    for term in _missing(original, text, translation, are_names=False):
        if not set(said) & set(term.translations):
            yield (
                f'the term "{term.name}" has none of its translations here; expected a form of {_expected(term)}. '
                f'Use it, or add yours to locales/{TERMBASE} after a ";".'
            )


def missing_names(original: str, text: str, translation: Translation) -> Iterator[str]:
    """Yield a sentence for each name in ``original`` whose official counterpart is not in ``text``.

    :param text: with the words that it has in languages of their own.
    """
    for term in _missing(original, text, translation, are_names=True):
        yield (
            f'the name "{term.name}" is not here in its official form; expected a form of {_expected(term)}. '
            f'Use it, or correct the row in locales/{names.FILE}.'
        )


def standing_in(original: str, translation: Translation) -> Iterator[Term]:
    """Yield each term and name that stands in ``original``, the longest first; what stands inside one is none."""
    rest = ' '.join(ADDRESS.sub(' | ', original).split())  # a blank that may not break is a blank here
    lowered = rest.lower()
    for term in _terms_and_names(translation):
        if term.name[:-1].lower() in lowered and term.pattern.search(rest):
            rest = term.pattern.sub(' | ', rest)
            yield term


@lru_cache
def terms(translation: Translation) -> tuple[Term, ...]:
    """Return the terms that can be checked, longest first."""
    found = []
    rows, _faults = read_termbase(translation)
    for row in rows:
        translations = tuple(filter(None, map(plain, row.variants(translation.code))))
        for name in row.variants(_source()):
            if not translations or any(remark[:1].islower() for remark in REMARK.findall(name)) or ' / ' in name:
                continue
            name = plain(name)
            found.append(Term(name, _pattern(name), translations, _stems(translations, translation)))
    return tuple(sorted(found, key=_longest_first))


@lru_cache
def official_names(translation: Translation) -> tuple[Term, ...]:
    """Return the names of the names list, longest first; those without a counterpart have no translations."""
    found = []
    listed, _faults = read_names(translation)
    for one in listed:
        official = one.counterparts.get(translation.code, ())
        for name in one.originals:
            found.append(Term(name, _name_pattern(name), official, _stems(official, translation), is_name=True))
    return tuple(sorted(found, key=_longest_first))


def faults(translation: Translation) -> list[Finding]:
    """Return what is wrong with the files of both."""
    return [*read_termbase(translation)[1], *read_names(translation)[1]]


def read_termbase(translation: Translation) -> tuple[list[lists.Row], list[Finding]]:
    """Return the rows of the termbase, and what is wrong with the file."""
    others = _translated_into(translation)
    return lists.read(translation.locales / TERMBASE, [_source()], [*others, f'definition_{_source()}', 'source'])


def read_names(translation: Translation) -> tuple[list[names.Name], list[Finding]]:
    """Return the names, and what is wrong with their list."""
    return names.read(translation.locales, _source(), _translated_into(translation))


def _missing(original: str, text: str, translation: Translation, *, are_names: bool) -> Iterator[Term]:
    words = forms.words_of(text, translation.code)
    for term in standing_in(original, translation):
        if term.is_name is are_names and term.stems and not any(forms.holds(words, stems) for stems in term.stems):
            yield term


@lru_cache
def _terms_and_names(translation: Translation) -> tuple[Term, ...]:
    """Return both, longest first, and of one wording the name."""
    both = {term.name: term for term in (*terms(translation), *official_names(translation))}
    return tuple(sorted(both.values(), key=_longest_first))


def _longest_first(term: Term) -> tuple[int, str]:
    return -len(term.name), term.name


def _stems(translations: tuple[str, ...], translation: Translation) -> tuple[tuple[str, ...], ...]:
    return tuple(forms.stems_of(text, translation.code) for text in translations)


def _expected(term: Term) -> str:
    return ' or '.join(f'"{text}"' for text in term.translations)


def plain(text: str) -> str:
    """Return a term without the remarks in brackets."""
    return REMARK.sub('', text).strip()


def _pattern(name: str) -> re.Pattern:
    """Return what finds the term; one with capitals only as it is written."""
    return forms.english(name, 0 if re.search(r'\b[A-Z]\w*[a-z]', name) else re.IGNORECASE)


def _name_pattern(name: str) -> re.Pattern:
    """Return what finds the name; one with capitals only as it is written, "TAPIS" too."""
    return forms.english(name, re.IGNORECASE if name.islower() else 0)


def _source() -> str:
    """Return the code of the language of the original."""
    return next(code for code, language in languages.load().items() if language.is_source)


def _translated_into(translation: Translation) -> list[str]:
    """Return the codes that may be columns of a list: those of the project, and that of a catalog elsewhere."""
    return [code for code in dict.fromkeys((*languages.load(), translation.code)) if code != _source()]
