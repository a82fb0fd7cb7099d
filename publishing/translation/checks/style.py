"""Habits of the translation's language that a program can see: quotation marks, dashes, dates, "Nr.", percentages.

What the build mends by itself (no-break spaces, straight quotation marks; see ``typography``) is not looked at. The
digits themselves are the business of ``numbers``. What the original has too is right, unless it is an English habit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core import languages

_MONTHS = {
    'lv': 'janvār|februār|mart|aprīl|maij|jūnij|jūlij|august|septembr|oktobr|novembr|decembr',
    'lt': 'saus|vasar|kov|baland|geguž|birž|liep|rugpj|rugs|spal|lapkr|gruod',
}
#: Stands where the words leave out a citation.
NOTHING = '\u2060'
_YEAR = r'(?:1[89]|20)\d\d'
_BLANK = '[ \u00a0\u202f]'


@dataclass(frozen=True)
class Rule:
    """What must not stand in a translation: the pattern, what is expected instead, and what to do.

    ``english`` when the original may well have it: copying it is the fault.
    """

    pattern: re.Pattern
    expected: str
    remedy: str
    english: bool = False


def _rule(pattern: str, expected: str, remedy: str, flags: int = 0, *, english: bool = False) -> Rule:
    return Rule(re.compile(pattern, flags), expected, remedy, english)


#: For every language but English.
EVERY = (
    _rule(r'\S - \S', 'a dash with a space on each side, " – "', 'Type – for -.'),
    _rule(r'\S*—\S*', 'a dash with a space on each side, " – "', 'Type – for —.'),
    _rule(r'[^\W\d][)»”]?– |(?<= )–[^\W\d]\w*', 'a space on each side of the dash', 'Add the one that is missing.'),
    _rule(r'\b\d+%', 'a space before %', 'Write "26 %".', english=True),
    _rule(
        rf'\b(?:EUR|€|USD|Eur){_BLANK}?\d[\d,. \u00a0]*\d',
        'the currency after the amount',
        'Write "100 EUR".',
        english=True,
    ),
    _rule(r'\b\d+(?:st|nd|rd|th)\b', 'an ordinal of this language', 'Replace the English ending.', english=True),
    _rule(
        r'\bNo\. ?\d+|№ ?\d+|\b[Nn]r \d+|\b[Nn]r\.\d+',
        '"Nr." and a space before the number',
        'Write "Nr. 5".',
        english=True,
    ),
    _rule(
        r'(?<!\.)\.\.(?!\.)|,,|;;|::|\w +[,;]|\( | \)',
        'one mark of punctuation, and no blank before it or inside brackets',
        'Delete what is too much.',
    ),
    _rule(r'\S  +\S', 'one space', 'Delete the others.'),
)
RULES = {
    'lv': (
        _rule(rf'\b{_YEAR} (?:gad|g\.)\w*', 'a full stop after the year', 'Write "2020. gads".'),
        _rule(rf'\b{_YEAR}[–-]{_YEAR}\. ?(?:gad|g\.)\w*', 'a full stop after both years', 'Write "2021.–2027. gads".'),
        _rule(
            rf'\b\d{{1,2}}\.? (?:{_MONTHS["lv"]})\w*,? {_YEAR}|\b(?:{_MONTHS["lv"]})\w* \d{{1,2}},? {_YEAR}',
            'year, day, month',
            'Write "2020. gada 1. jūnijs".',
            re.IGNORECASE,
        ),
        _rule(
            rf'\b{_YEAR}\. gad\w* \d{{1,2}} (?:{_MONTHS["lv"]})\w*',
            'a full stop after the day',
            'Write "2020. gada 1. jūnijs".',
            re.IGNORECASE,
        ),
    ),
    'lt': (
        _rule(r'\b\d+(?:m|d)\.', 'a space before "m." and "d."', 'Write "2020 m. birželio 1 d.".'),
        _rule(
            rf'\b\d{{1,2}} (?:{_MONTHS["lt"]})\w*,? {_YEAR}|\b(?:{_MONTHS["lt"]})\w* \d{{1,2}},? {_YEAR}',
            'year, month, day',
            'Write "2020 m. birželio 1 d.".',
            re.IGNORECASE,
        ),
        _rule(
            rf'\b{_YEAR} m\. (?:{_MONTHS["lt"]})\w* \d{{1,2}}(?!\d| d\.|[–-])',
            '"d." after the day',
            'Write "2020 m. birželio 1 d.".',
            re.IGNORECASE,
        ),
        _rule(rf'\b{_YEAR}\. (?:m\.|met)\w*', 'no full stop after the year', 'Write "2020 m.".'),
    ),
}
QUOTES = '"„“”«»‟‹›'


def problems(original: str, translation: str, language: str) -> Iterator[str]:
    """Yield a sentence for each habit of ``language`` that ``translation`` breaks.

    Both are the words of a message without markup.
    """
    for rule in (*EVERY, *RULES.get(language, ())):
        found = rule.pattern.findall(translation)
        if len(found) > (0 if rule.english else len(rule.pattern.findall(original))):
            yield f'"{found[0].strip()}" stands in the translation; expected {rule.expected}. {rule.remedy}'
    yield from _quotation_marks(original, translation, language)
    yield from _brackets(original, translation)
    yield from _range_dash(original, translation)
    end, its_end = (text.rstrip(f' {NOTHING}')[-1:] for text in (original, translation))
    if end in tuple('.:?!') and its_end not in tuple('.:;?!…"“”)'):
        yield f'the translation has no mark at its end; expected "{end}" as in the original. Add it.'


def _quotation_marks(original: str, translation: str, language: str) -> Iterator[str]:
    allowed = set(_own_quotes(language)) | {'"'}
    wrong = sorted({mark for mark in translation if mark in QUOTES} - allowed)
    if wrong:
        yield (
            f'the quotation mark {wrong[0]} is not one of this language; expected straight ones, "…", which the '
            'build sets. Replace it.'
        )
    elif translation.count('"') % 2 and not original.count('"') % 2:
        yield 'a quotation is opened or closed only; expected pairs of quotation marks. Add the other one.'


def _brackets(original: str, translation: str) -> Iterator[str]:
    if original.count('(') == original.count(')') and translation.count('(') != translation.count(')'):
        yield 'a round bracket is opened or closed only; expected pairs. Add the other one.'


def _range_dash(original: str, translation: str) -> Iterator[str]:
    """Years and numbers from–to have a dash; a hyphen is right where the original has one (2024-1234)."""
    for found in re.finditer(r'(?<![\w-])(\d+)\.?-(\d+)(?![\w-])', translation):
        if f'{found[1]}–{found[2]}' in original:
            yield f'"{found[0]}" has a hyphen; expected a dash without spaces, –. Type – for -.'


@lru_cache
def _own_quotes(language: str) -> str:
    known = languages.load()
    return known[language].quotes if language in known else QUOTES
