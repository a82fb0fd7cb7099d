"""Words that must not be used, and what to write instead: ``locales/<language>/forbidden.csv``.

``word`` is one word or several, one after the other, in all their forms; "pielieto*" is every word that begins so. Two
cells hold English: a row holds only where ``when`` stands in the original (empty: always), and not where ``unless``
does. Their words are whole words, in any capitals and in the plural too; "renew*" again is all that begins so. In all
three ";" stands between variants. Between slashes English is a regular expression: ``/^This (chapter|part) shows/``.

Of two rows that forbid the same word of a text, the first one counts: what is special stands before what is general.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core import lists, patterns, stemmers
from publishing.core.findings import Finding, short
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import forms
from publishing.translation.messages.words import quoted, written

FILE = 'forbidden.csv'
NEEDED, ENGLISH = ('word', 'instead', 'reason'), ('when', 'unless')
#: A "*" that ends no beginning of a word.
STRAY = re.compile(r'\*\w|(?<!\w)\*')


@dataclass(frozen=True)
class Forbidden:
    """A word that must not be used.

    :ivar variants: of each variant the words, as their stem or, with a "*", as what they begin with.
    :ivar when: finds the English in whose translation the row holds; None: in every one.
    :ivar unless: finds the English in whose translation the word is right; None: in none.
    """

    word: str
    variants: tuple[tuple[tuple[str, bool], ...], ...]
    instead: str
    reason: str
    when: re.Pattern | None = None
    unless: re.Pattern | None = None

    def concerns(self, original: str) -> bool:
        """Return whether the word must not stand in the translation of ``original``."""
        wanted = not self.when or self.when.search(original)
        return bool(wanted) and not (self.unless and self.unless.search(original))

    def english(self, original: str) -> str:
        """Return the English that the row depends on, as it stands in ``original``; '' where it holds always."""
        return quoted(self.when.search(original)) if self.when else ''

    def sentence(self, original: str, used: str = '') -> str:
        """Return what to say where the word stands in the translation of ``original``.

        :param used: the form in which it stands there.
        """
        where = f' for "{english}"' if (english := self.english(original)) else ''
        return (
            f'"{used or self.word}" is not used{where} in this handbook ({self.reason}); expected "{self.instead}". '
            'Replace it.'
        )


def used(original: str, text: str, translation: Translation) -> Iterator[Forbidden]:
    """Yield each row of the language's list whose word stands in ``text``, where no row before it has said so.

    Both are the words of a message without markup; of the original itself they are the same.
    """
    words, said = forms.words_of(text, translation.code), set()
    for entry in entries(translation):
        places = {place for variant in entry.variants for place in _places(words, variant)}
        if places - said and entry.concerns(original):
            said |= places
            yield entry


def form(entry: Forbidden, text: str, translation: Translation) -> str:
    """Return the word of ``entry`` as it is written where it first stands in ``text``."""
    words, places = forms.words_of(text, translation.code), list(forms.WORD.finditer(text))
    for variant in entry.variants:
        for first in _places(words, variant):
            return written(text, places[first].start(), places[first + len(variant) - 1].end())
    return entry.word


@lru_cache
def entries(translation: Translation) -> tuple[Forbidden, ...]:
    """Return the language's list; empty where there is none."""
    return tuple(read(translation)[0])


def read(translation: Translation) -> tuple[list[Forbidden], list[Finding]]:
    """Return the rows of the language's list that can be used, and what is wrong with the file."""
    rows, faults = lists.read(translation.own / FILE, NEEDED, ENGLISH, translation.code)
    found = []
    for row in rows:
        if words := list(_wrong_with(row)):
            faults += map(row.fault, words)
        else:
            found.append(
                Forbidden(
                    row['word'],
                    tuple(_words(variant, translation.code) for variant in row.variants('word')),
                    row['instead'],
                    row['reason'],
                    *(_english(row[column]) for column in ENGLISH),
                )
            )
    return found, faults


def _wrong_with(row: lists.Row) -> Iterator[str]:
    for column in NEEDED:
        if not row[column]:
            yield f'the cell "{column}" is empty; expected words. Write them.'
    for variant in row.variants('word'):
        if STRAY.search(variant) or not re.search(r'\w', variant):
            yield (
                f'"{short(variant, 60)}" is no word; expected words, and a "*" only behind the beginning of one. '
                'Correct it.'
            )
    for column in ENGLISH:
        try:
            endless = patterns.fault(row[column][1:-1]) if _is_pattern(row[column]) else ''
            if not endless:
                _english(row[column])
            else:
                pattern = short(row[column], 60)
                yield (
                    f'the regular expression {pattern} in "{column}" may take for ever: {endless}; expected a plainer '
                    'one. Write the words with ";" between them.'
                )
        except re.error as error:
            yield (
                f'the regular expression {short(row[column], 60)} in "{column}" is wrong ({error}); expected one as '
                'Python reads it. Correct it.'
            )


def _words(text: str, language: str) -> tuple[tuple[str, bool], ...]:
    """Return each word as what is compared, and whether a word need only begin so."""
    return tuple(
        (stemmers.fold(word[:-1]), True) if word.endswith('*') else (forms.stems_of(word, language)[0], False)
        for word in re.findall(r'\w+\*?', text)
    )


def _is_pattern(cell: str) -> bool:
    return len(cell) > 2 and cell.startswith('/') and cell.endswith('/')


def _english(cell: str) -> re.Pattern | None:
    """Return what finds the English of a cell; None for an empty one.

    :raises re.error: for a regular expression that is none.
    """
    if _is_pattern(cell):
        return re.compile(cell[1:-1], re.IGNORECASE)
    found = [forms.english(words).pattern for words in lists.variants(cell)]
    return re.compile('|'.join(found), re.IGNORECASE) if found else None


def _places(words: list[tuple[str, str]], wanted: tuple[tuple[str, bool], ...]) -> Iterator[int]:
    """Yield the place of each word in ``words`` that stands where the wanted ones follow each other."""
    for at in range(len(words) - len(wanted) + 1):
        if all(
            word.startswith(part) if begins else stem == part
            for (stem, word), (part, begins) in zip(words[at:], wanted, strict=False)
        ):
            yield from range(at, at + len(wanted))
