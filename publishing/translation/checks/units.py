"""Units, percentages and months of the original that a translation has not: warnings, since words may stand for them.

``numbers`` compares the digits; "5 km" that became "5 m", "26%" that became "26", and "1 June" that became "1. jūlijs"
have the same ones. How a language names a unit is known to CLDR.
"""

import os
import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.units import format_unit

from publishing.core import languages
from publishing.translation.messages.words import quoted

#: Symbols of the SI (Brochure, 9th edition), which are the same in every language, with CLDR's names of the units.
UNITS = {
    '%': 'concentr-percent',
    'km': 'length-kilometer',
    'm': 'length-meter',
    'cm': 'length-centimeter',
    'mm': 'length-millimeter',
    'km²': 'area-square-kilometer',
    'm²': 'area-square-meter',
    'm³': 'volume-cubic-meter',
    'ha': 'area-hectare',
    'kg': 'mass-kilogram',
    't': 'mass-tonne',
    'MW': 'power-megawatt',
    'kW': 'power-kilowatt',
    'GW': 'power-gigawatt',
    'kWh': 'energy-kilowatt-hour',
    'MWh': 'power-megawatt',
    'GWh': 'power-gigawatt',
    'km/h': 'speed-kilometer-per-hour',
}
_UNIT = re.compile(r'\d[ \u00a0\u202f]?(%|(?:km/h|km²|m²|m³|kWh|MWh|GWh|MW|kW|GW|km|cm|mm|ha|kg|m|t)(?![\w²³/]))')
#: CLDR has no name for these, but one for what they begin with.
_BORROWED = ('MWh', 'GWh')
#: Of these amounts a language has every form of a noun.
_AMOUNTS = (0, 1, 2, 3, 5, 11, 21, 100, 1.5)
#: So many letters of a name stay in all its forms, at least.
_SHORTEST = 3
_ENGLISH = tuple(Locale('en').months['format']['wide'].values())
#: A month is one with a day or a year beside it; "may" and "march" are words, too.
_MONTH = re.compile(rf'(?:\b\d{{1,2}} |[–-]\d{{1,2}} )({"|".join(_ENGLISH)})\b|\b({"|".join(_ENGLISH)}) \d{{1,4}}\b')


def lost(original: str, translation: str, language: str) -> Iterator[str]:
    """Yield a sentence for each unit and month of ``original`` that ``translation`` has in no form.

    Both are the words of a message (:class:`publishing.translation.messages.words.Words`).
    """
    for unit in dict.fromkeys(_UNIT.findall(original)):
        if not re.search(unit_pattern(unit, language), translation):
            yield (
                f'the unit "{unit}" is not in the translation; expected it, or its name, with the same number. '
                'Write it as in the original.'
            )
    for match in _MONTH.finditer(original):
        place = _ENGLISH.index(match[1] or match[2])
        in_figures = re.search(rf'\b0?{place + 1}[.-]', translation)
        if not in_figures and not re.search(month_pattern(place, language), translation, re.IGNORECASE):
            yield (
                f'the month of "{quoted(match)}" is not in the translation; expected the same date. Compare the two.'
            )


@lru_cache
def unit_pattern(symbol: str, language: str) -> str:
    """Return what finds a unit: its symbol, the language's abbreviation of it, or its name in any form."""
    unit, locale = UNITS[symbol], languages.for_checks(language).locale
    written = {symbol, *(_names(unit, 'short', locale)[:1] if symbol not in _BORROWED else ())}
    patterns = [rf'(?<!\w){re.escape(text.rstrip("."))}(?![\w²³/])' for text in sorted(written - {'%'})]
    # A square kilometre is told from a kilometre by its first word, a metric tonne is a tonne.
    words = [name.split(' ')[-1 if symbol == 't' else 0] for name in _names(unit, 'long', locale)]
    stem = os.path.commonprefix(words)
    if len(stem) >= _SHORTEST and '/' not in symbol:
        patterns.append(rf'(?i:{re.escape(stem)})')
    return '|'.join(['%', *patterns] if symbol == '%' else patterns)


def _names(unit: str, length: str, locale: str) -> list[str]:
    """Return how CLDR writes amounts of a unit, without the figures."""
    shown = (format_unit(amount, unit, length, locale=locale) for amount in _AMOUNTS)
    return [re.sub(r'[\d.,\u00a0\u202f]*\d', '', text).strip() for text in shown]


@lru_cache
def month_pattern(place: int, language: str) -> str:
    """Return what finds a month, the first being 0: its name in any form, or CLDR's abbreviation."""
    known = languages.for_checks(language)
    short = Locale.parse(known.locale).months['format']['abbreviated'][place + 1].rstrip('.')
    return rf'\b(?:{known.months[place]})|\b{re.escape(short)}\b'
