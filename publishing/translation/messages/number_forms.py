"""How a language writes a number: its digits, words for thousands and millions, small numbers, hours of the day.

Everything is a regular expression that finds the number in a text, in whatever way it may stand there. What a language
is like is known to CLDR; only the words for small numbers are in its ``language.toml``.
"""

import os
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.localedata import locale_identifiers

from publishing.core import languages

SPACES = '[ \u00a0\u202f\u2009]'
#: Where there are no words to tell, Unicode knows the value of a sign: 一, 三.
IDEOGRAPHS = range(0x4E00, 0xA000)
#: Abbreviations of a million and a milliard that are written in many languages, whatever CLDR has.
ABBREVIATED = {10**6: ('mln', 'mio'), 10**9: ('mlrd', 'mrd')}
#: So many letters the forms of a word have in common at least, when those are all that is looked for.
STEM = 5
#: A number in any language's way.
FIGURES = rf'\d+(?:(?:[.,]|(?:{SPACES}|[\'’])(?=\d{{3}}(?!\d)))\d+)*'
#: Between a number and a word for its size; and where Unicode has signs for private use, one for each size.
BEFORE = rf'{SPACES}?-?'
FIRST_MARK, LAST_MARK = '\ue000', '\ue0ff'
#: One sign for a fraction.
FRACTIONS = {sign: Decimal(str(unicodedata.numeric(sign))) for sign in '½¼¾⅛⅜⅝⅞'}
NUMERALS = 'M CM D CD C XC L XL X IX V IV I'.split()
SIZES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
#: The half of the day in which CLDR's words for its parts are.
MORNING, EVENING = ('am', 'morning'), ('pm', 'noon', 'afternoon', 'evening', 'night')
#: Hours with a name.
WHOLE = {0: 'midnight', 12: 'noon'}


def exactly(digits: str) -> str:
    """Return what finds ``digits`` as they are, but not among others; zeros before them do not count."""
    return rf'(?<!\d)0*{digits.lstrip("0") or "0"}(?!\d)'


def alone(digits: str) -> str:
    """Return what finds ``digits`` that are no part of another number."""
    return rf'(?<![\d.,])0?{digits}(?![.,]?\d)'


def localised(number: str, language: str) -> str:
    """Return the English ``number`` as ``language`` writes it."""
    group, decimal = symbols(language)
    return number.translate({ord(','): group, ord('.'): decimal})


@lru_cache
def symbols(language: str) -> tuple[str, str]:
    """Return what ``language`` puts between thousands and before decimals."""
    known = Locale.parse(languages.for_checks(language).locale).number_symbols['latn']
    return known['group'], known['decimal']


@lru_cache
def writes_english(language: str) -> bool:
    """Tell whether numbers are written as in English where the language is spoken, too: Spanish in Mexico."""
    return any(symbols(tag) == (',', '.') for tag in locale_identifiers() if tag.startswith(f'{language}_'))


def in_english(number: str, language: str) -> tuple[str, ...]:
    """Return what finds ``number`` as it is written in English, where some of those who speak the language do so."""
    return (rf'(?<!\d){re.escape(number)}(?!\d)',) if writes_english(language) else ()


def digits(number: str, language: str) -> tuple[str, ...]:
    """Return what finds the English ``number`` in digits of ``language``; English commas may be left out."""
    group, decimal = symbols(language)
    whole, _, fraction = number.replace(',', '').partition('.')
    grouped = re.findall(r'\d{1,3}(?=(?:\d{3})*$)', whole)
    separator = SPACES if group.isspace() else re.escape(group)
    ending = ''
    if fraction := fraction.rstrip('0'):
        ending = rf'{re.escape(decimal)}{fraction}0*'
    elif '.' in number:
        ending = rf'(?:{re.escape(decimal)}0+|(?![.,]\d))'
    # "12" must not be found in "12,5", nor "5" in "2,5"; but a comma may follow a number in a list.
    start, end = rf'(?<!\d)(?<!\d{re.escape(decimal)})0*', rf'(?!\d|{re.escape(decimal)}\d)'
    forms = [f'{start}{whole.lstrip("0") or "0"}{ending}{end}']
    if len(grouped) > 1:
        forms.insert(0, f'{start}{separator.join(grouped)}{ending}{end}')
    forms += [f'{start}{sign}' for sign in _fraction_signs(whole, fraction)]
    return tuple(forms)


def _fraction_signs(whole: str, fraction: str) -> list[str]:
    """Return "1½" for 1.5 and "½" for 0.5."""
    signs = [sign for sign, value in FRACTIONS.items() if fraction and value == Decimal(f'0.{fraction}')]
    return [f'{"" if whole.strip("0") == "" else whole + SPACES + "?"}{sign}' for sign in signs]


def amounts(number: str, scale: int, language: str) -> tuple[str, ...]:
    """Return what finds ``number`` times ``scale`` in a text with marks (:func:`marked`).

    "1.2 million" is "1,2 miljoni", "1200 tūkstoši" or "1 200 000", but not "1,2 miljardi".
    """
    value = Decimal(number.replace(',', '')) * scale
    found = []
    for size in scales(language):
        share = value / size
        if size == scale or (share >= 1 and share == round(share, 3)):
            found += scaled(number if size == scale else _plain(share), size, language)
    return (*found, *unscaled(number if scale == 1 else _plain(value), language))


def scaled(number: str, size: int, language: str) -> tuple[str, ...]:
    """Return what finds ``number`` with a word for ``size`` behind it."""
    return tuple(f'{form}{BEFORE}{_mark(size)}' for form in digits(number, language))


def unscaled(number: str, language: str) -> tuple[str, ...]:
    """Return what finds ``number`` with no word for thousands and more behind it."""
    return tuple(f'{form}(?!{BEFORE}[{FIRST_MARK}-{LAST_MARK}])' for form in digits(number, language))


def bare(number: str, language: str) -> tuple[str, ...]:
    """Return what finds ``number`` where a word for its size may have been lost: no such word, and no thousands."""
    return tuple(rf'{form}(?!{SPACES}\d{{3}}(?!\d))' for form in unscaled(number, language))


def marked(text: str, language: str) -> str:
    """Return ``text`` with a mark in each word for thousands and more that stands behind a number."""
    for size, words in scales(language).items():
        for word in re.finditer(rf'(?<!\d){FIGURES}{BEFORE}(?P<word>{words})', text, re.IGNORECASE):
            before = text[word.start() - 1 : word.start()]
            if not before.isalpha() or is_wide(before):  # "Py3k" is a name
                text = f'{text[: word.start("word")]}{_mark(size)}{text[word.start("word") + 1 :]}'
    return text


def _mark(size: int) -> str:
    return chr(ord(FIRST_MARK) + len(str(size)) - 1)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), 'f')


@lru_cache
def scales(language: str) -> dict[int, str]:
    """Return what finds the words for a thousand, a million and so on, in any form, by their size."""
    formats = Locale.parse(languages.for_checks(language).locale).compact_decimal_formats
    patterns: dict[int, set[str]] = {size: set(map(_whole, words)) for size, words in ABBREVIATED.items()}
    for size, words in _by_size(formats.get('short', {})).items():
        patterns.setdefault(size, set()).update(map(_whole, words))
    for size, words in _by_size(formats.get('long', {})).items():
        stem = os.path.commonprefix(sorted(words))
        forms = {stem} if len(stem) >= STEM else words
        patterns.setdefault(size, set()).update(map(_beginning, forms))
    return {
        size: f'(?:{"|".join(sorted(known))})' for size, known in sorted(patterns.items(), reverse=True) if size > 1
    }


def _by_size(formats: dict) -> dict[int, set[str]]:
    """Return the words of CLDR's patterns, such as ``00 tūkst'.'`` for ten thousand, by what they stand for."""
    words: dict[int, set[str]] = {}
    for by_power in formats.values():
        for power, pattern in by_power.items():
            if found := re.fullmatch(r"(0+)[ \u00a0\u202f]*([^\d\u00a0']+?)(?:'\.')?", str(pattern.pattern)):
                words.setdefault(int(power) // 10 ** (len(found[1]) - 1), set()).add(found[2])
    return words


def _whole(word: str) -> str:
    return word if is_wide(word[-1]) else rf'(?-i:{re.escape(word)})(?!\w)'


def _beginning(word: str) -> str:
    return _whole(word) if len(word) < STEM and word.isascii() else re.escape(word)


@lru_cache
def half_of_day(language: str, evening: bool) -> str:
    """Return what finds the words for the morning, or those for the rest of the day: "vakarā", "p. m."."""
    halves = {
        False: {r'a\.?\s?m\b', *_parts_of_day(language, MORNING)},
        True: {r'p\.?\s?m\b', *_parts_of_day(language, EVENING)},
    }
    return f'(?:{"|".join(sorted(halves[evening] - halves[not evening]))})'


def _parts_of_day(language: str, parts: tuple[str, ...]) -> list[str]:
    """Return what finds CLDR's words for parts of the day, in nearly any form."""
    contexts = Locale.parse(languages.for_checks(language).locale).day_periods.values()
    widths = [names for context in contexts for width, names in context.items() if width != 'narrow']
    words = {name for names in widths for part, name in names.items() if part.rstrip('12') in parts}
    return [re.escape(word[: max(STEM, len(word) - 2)]) for word in sorted(words)]


def time_of_day(hour: int, minutes: str, language: str, evening: bool | None) -> tuple[str, ...]:
    """Return what finds a time, by 24 hours or by twelve with a word for the half of the day.

    :param evening: the half; None where the English counts 24 hours.
    """
    full = hour if evening is None else hour % 12 + 12 * evening
    late = full >= 12
    forms = [_clock(full, minutes)] + [_clock(24, minutes)] * (full == 0)
    words, half = half_of_day(language, late), _clock(full % 12 or 12, minutes)
    if minutes == '00' and full in WHOLE:
        forms += _parts_of_day(language, (WHOLE[full],))
    return (*forms, rf'{half}(?=.{{0,16}}?{words})', rf'{words}\s?{half}')


def _clock(hour: int, minutes: str) -> str:
    written = rf'(?<!\d)0?{hour}(?:\s?[.:h時点시]\s?{minutes})(?!\d)'
    return rf'(?:{written}|(?<!\d)0?{hour}(?!\d|[.:]\d))' if minutes == '00' else written


def in_words(value: int, language: str) -> tuple[str, ...]:
    """Return what finds a small number in words of ``language`` or as a Chinese or Japanese sign."""
    small = languages.for_checks(language).small_numbers
    words = (rf'\b(?:{small[value - 1]})\w*',) if 0 < value <= len(small) else ()
    return words + ((f'[{_ideographs()[value]}]',) if value in _ideographs() else ())


@lru_cache
def _ideographs() -> dict[int, str]:
    """Return the signs that mean each small number; 両 and 兩 are not among those whose value Unicode knows."""
    signs = {2: '両兩'}
    for sign in map(chr, IDEOGRAPHS):
        if (value := unicodedata.numeric(sign, 0)) in range(1, 11):
            signs[int(value)] = signs.get(int(value), '') + sign
    return signs


def is_wide(sign: str) -> bool:
    """Tell whether a sign is Chinese, Japanese or Korean: there "1" stands where English has "a" or "single"."""
    return unicodedata.east_asian_width(sign) == 'W'


def from_roman(numeral: str) -> int:
    """Return the value of a Roman numeral below forty."""
    return next(value for value in range(1, 40) if roman(value) == numeral)


def roman(value: int) -> str:
    """Return ``value`` in Roman numerals."""
    text = ''
    for size, sign in zip(SIZES, NUMERALS, strict=True):
        text += sign * (value // size)
        value %= size
    return text
