"""Whether a translation has the numbers of its original, each written as its own language writes numbers.

English "1,234.5" is "1 234,5" in Latvian and Lithuanian. Dates may change order and months become figures,
ordinals may become Roman, small numbers may be written out: none of that is a difference. Numbers in words
("two") are not looked at.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from publishing.core import languages

SPACES = '[ \u00a0\u202f\u2009]'
MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
MONTH = re.compile(
    r'(?P<start>jan(?=uary|$)|feb(?=ruary|$)|mar(?=ch|$)|apr(?=il|$)|may(?=$)|jun(?=e|$)|jul(?=y|$)|aug(?=ust|$)|'
    r'sep(?=tember|t|$)|oct(?=ober|$)|nov(?=ember|$)|dec(?=ember|$))\w*'
)
ADDRESS = re.compile(r'https?://[^\s)>\]]+')
FULL_WIDTH = {ord('０') + digit: str(digit) for digit in range(10)}
#: Where there are no words to tell, Unicode knows the value of a sign: 一, 三.
IDEOGRAPHS = range(0x4E00, 0xA000)
#: A message with these words speaks of versions, in which a dot is no decimal point.
VERSIONS = re.compile(r'\b(?i:versions?|versioning)\b|\bv\d|\d\.\d+\.\d')
#: A date as some write it: 2025.12.13.
DATE = re.compile(r'(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])')
#: After these words and signs a number is an amount all the same.
AMOUNT = re.compile(
    r'\s?(?:%|°|(?:per ?cent|percentage|thousand|million|billion|km|m|ha|kg|t|GB|MB|hours?|euros?|EUR)\b)'
)
NEWER = re.compile(r' or (?:newer|later|higher|greater|above)\b|\+(?!\d)')
WORDS = (
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'thirteen',
    'fourteen',
    'fifteen',
    'sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
)
#: Other English words for which a translation may write figures.
WORD_VALUES = {word: number for number, word in enumerate(WORDS, start=1)} | {
    'single': 1,
    'first': 1,
    'second': 2,
    'third': 3,
    'fourth': 4,
    'fifth': 5,
    'sixth': 6,
    'seventh': 7,
    'eighth': 8,
    'ninth': 9,
    'tenth': 10,
    'once': 1,
    'twice': 2,
    'double': 2,
    'both': 2,
    'half': 50,
    'twenty': 20,
    'thirty': 30,
    'forty': 40,
    'fifty': 50,
    'sixty': 60,
    'seventy': 70,
    'eighty': 80,
    'ninety': 90,
    'hundred': 100,
    'dozen': 12,
    'thousand': 1000,
}
ENGLISH = re.compile(
    r"""
    (?<![\d.,])
    (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)
    (?P<tail>st\b|nd\b|rd\b|th\b|s\b|\s?(?:am|pm|a\.m\.|p\.m\.)(?![a-z]))?
""",
    re.VERBOSE,
)
#: After these "5.2" is the name of a passage or a version rather than a decimal number: "article 5.2", "EUPL-1.2",
#: "CC BY 4.0"; but an amount after the sign of a currency is a number.
LABELLED = re.compile(
    r'\b(?i:articles?|sections?|chapters?|parts?|points?|paragraphs?|measures?|priority|objectives?|actions?|tables?|'
    r'figures?|no\.?|version|annex|item)\s?$|\b[A-Z]$|[A-Za-z]-$|\b(?!EUR|USD|GBP|SEK|PLN|DKK)[A-Z]{2,}\s$'
)


@dataclass(frozen=True)
class Number:
    """A number of the original: how it is written there, how it may be written, and whether it may be missing."""

    shown: str
    forms: tuple[str, ...]
    optional: bool = False


def compare(original: str, translation: str, language: str, elsewhere: str = '') -> list[str]:
    """Return what is wrong with the numbers of ``translation``, one sentence each.

    Both are the words of a message without markup (:attr:`publishing.translation.checks.markup.Markup.text`).

    :param elsewhere: what the original has besides words; its numbers may be said in words, too.
    """
    original, translation = (ADDRESS.sub(' ', text).translate(FULL_WIDTH) for text in (original, translation))
    if not re.search(r'\d', original + translation):
        return []
    return list(_differences(original, translation, language, elsewhere))


def _differences(original: str, translation: str, language: str, elsewhere: str) -> Iterator[str]:
    rest, missing = translation, []
    numbers = list(_numbers(original, language))
    for number in sorted(numbers, key=lambda number: (number.optional, -len(number.shown))):
        for form in number.forms:
            if place := re.search(form, rest, re.IGNORECASE):
                rest = rest[: place.start()] + ' # ' + rest[place.end() :]
                break
        else:
            if not number.optional:
                missing.append(number.shown)
    left = [found[0] for found in re.finditer(rf'\d+(?:(?:[.,]|{SPACES}(?=\d{{3}}(?!\d)))\d+)*', rest)]
    for number in missing:
        # The same figures in another order of dots, commas and blanks: a slip of form rather than of fact.
        digits = re.sub(r'\D', '', number)
        same = next((other for other in left if re.sub(r'\D', '', other) == digits), None)
        if same is not None:
            left.remove(same)
            yield (
                f'the number {number} is written {same}; expected {localised(number, language)}. '
                'Write it as the language does.'
            )
        else:
            yield (
                f'the number {number} is not in the translation{_instead(left)}; expected '
                f'{localised(number, language)}. Correct it.'
            )
    said = set(re.findall(r'\d+', f'{original} {elsewhere}'))
    for number in left:
        # A number said once more is no new fact; nor is "1" where the English has "a" and the script no small words.
        is_known = set(re.findall(r'\d+', number)) <= said or (number == '1' and any(map(_is_wide, translation)))
        if not missing and not is_known:
            yield (
                f'the number {number} is in the translation only; expected no other numbers than in the original. '
                'Correct it.'
            )


def _instead(left: list[str]) -> str:
    return f' (which has {", ".join(left)} instead)' if left else ''


def localised(number: str, language: str) -> str:
    """Return the English ``number`` as ``language`` writes it."""
    group, decimal = _symbols(language)
    return number.translate({ord(','): group, ord('.'): decimal})


@lru_cache
def _symbols(language: str) -> tuple[str, str]:
    symbols = Locale.parse(language).number_symbols['latn']
    return symbols['group'], symbols['decimal']


def _numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of the English ``text``, and those a translation may add for words."""
    small = languages.for_checks(language).small_numbers
    # What is a version in one place of the message is one throughout.
    names = {found['number'] for found in ENGLISH.finditer(text) if LABELLED.search(text[: found.start()])}
    versions = bool(VERSIONS.search(text))
    for match in ENGLISH.finditer(text):
        shown, tail = match['number'], (match['tail'] or '').strip()
        if tail in ('am', 'pm', 'a.m.', 'p.m.'):
            yield from (Number(part, _exact(part) + _afternoon(part)) for part in shown.split('.'))
        elif DATE.fullmatch(shown):
            yield from (Number(part, _exact(str(int(part)))) for part in shown.split('.'))
        elif shown.count('.') > 1 or (
            '.' in shown and ',' not in shown and (shown in names or _is_version(text, match, versions))
        ):
            yield Number(shown, (*_exact(shown.replace('.', '[.]')), *_forms(shown, language)))
        elif tail == 's' and shown.isdigit():
            # "the 1990s" are "20. gadsimta 90. gadi" or "dešimtasis dešimtmetis".
            yield Number(shown, _exact(shown) + _exact(shown[-2:]), optional=True)
            yield Number(shown, _exact(str(int(shown[:-2] or 0) + 1)), optional=True)
        else:
            value = int(shown) if shown.isdigit() else 0
            forms = _forms(shown, language)
            if tail and value:
                forms += (rf'\b{_roman(value)}\b',)
            if 0 < value <= len(small):
                forms += (rf'\b(?:{small[value - 1]})\w*',)
            if value in _ideographs():
                forms += (f'[{_ideographs()[value]}]',)
            # "E2E" and "A3B" are names, which may get words of their own.
            yield Number(
                shown,
                forms,
                optional=bool(
                    re.search(r'[A-Za-z]$', text[: match.start()]) and re.match(r'[A-Za-z]', text[match.end() :])
                ),
            )
    yield from _from_words(text)


def _is_version(text: str, number: re.Match, versions: bool) -> bool:
    """Tell 1.2 as the name of a version ("Python 3.11", "v1.2", "1.0 or newer") from 1.2 as an amount.

    :param versions: whether the message speaks of versions.
    """
    before, after = text[: number.start()], text[number.end() :]
    return not AMOUNT.match(after) and bool(
        versions
        or re.search(r'(?:\bv|[<>=~^]) ?$', before)
        or NEWER.match(after)
        or re.search(r'\b(?:Python|Java|Windows|Ubuntu|Debian) $', before)
    )


@lru_cache
def _ideographs() -> dict[int, str]:
    """Return the signs that mean each small number; 両 and 兩 are not among those whose value Unicode knows."""
    signs = {2: '两両兩'}
    for sign in map(chr, IDEOGRAPHS):
        if (value := unicodedata.numeric(sign, 0)) in range(1, 11):
            signs[int(value)] = signs.get(int(value), '') + sign
    return signs


def _is_wide(sign: str) -> bool:
    """Tell whether a sign is Chinese, Japanese or Korean: there "1" stands where English has "a" or "single"."""
    return unicodedata.east_asian_width(sign) == 'W'


def _from_words(text: str) -> Iterator[Number]:
    for word in re.findall(r'[a-z]+', text.lower()):
        if month := MONTH.fullmatch(word):
            yield Number(word, _exact(str(MONTHS.index(month['start']) + 1)), optional=True)
        elif word in WORD_VALUES:
            yield Number(word, _exact(str(WORD_VALUES[word])), optional=True)
        elif word.endswith('th') and word.removesuffix('th') in WORD_VALUES:
            yield Number(word, _exact(str(WORD_VALUES[word.removesuffix('th')])), optional=True)


def _exact(digits: str) -> tuple[str, ...]:
    return (rf'(?<!\d)0?{digits}(?!\d)',)


def _afternoon(hour: str) -> tuple[str, ...]:
    return _exact(str(int(hour) + 12)) if hour.isdigit() and int(hour) < 12 else ()


def _forms(number: str, language: str) -> tuple[str, ...]:
    """Return patterns for every way ``language`` may write the English ``number``."""
    group, decimal = _symbols(language)
    whole, _, fraction = number.partition('.')
    parts = whole.split(',')
    if len(parts) == 1 and len(whole) > 4 and not fraction:
        parts = re.findall(r'\d{1,3}(?=(?:\d{3})*$)', whole)
    separator = SPACES if group.isspace() else re.escape(group)
    ending = re.escape(decimal) + fraction if fraction else ''
    # "12" must not be found in "12,5", nor "5" in "2,5"; but a comma may follow a number in a list.
    start, end = rf'(?<!\d)(?<!\d{re.escape(decimal)})0?', rf'(?!\d|{re.escape(decimal)}\d)'
    joined = f'{start}{separator.join(parts)}{ending}{end}'
    return (joined, f'{start}{"".join(parts)}{ending}{end}') if len(parts) > 1 else (joined,)


def _roman(value: int) -> str:
    numerals = (
        (1000, 'M'),
        (900, 'CM'),
        (500, 'D'),
        (400, 'CD'),
        (100, 'C'),
        (90, 'XC'),
        (50, 'L'),
        (40, 'XL'),
        (10, 'X'),
        (9, 'IX'),
        (5, 'V'),
        (4, 'IV'),
        (1, 'I'),
    )
    text = ''
    for size, sign in numerals:
        text += sign * (value // size)
        value %= size
    return text
