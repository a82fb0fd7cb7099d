"""Units, percentages and months of the original that a translation has not: warnings, since words may stand for them.

``numbers`` compares the digits; "5 km" that became "5 m", "26%" that became "26", and "1 June" that became "1. jūlijs"
have the same ones.
"""

import re
from collections.abc import Iterator

#: Symbols of the SI (Brochure, 9th edition) are the same in every language; words that may stand for them, by stem.
UNITS = {
    '%': r'%|procent|prosent|percent',
    'km': r'\bkm\b|kilometr',
    'm': r'\bm\b|metr',
    'cm': r'\bcm\b|centimetr',
    'mm': r'\bmm\b|milimetr',
    'km²': r'\bkm²|kvadrātkilometr|kvadratini',
    'm²': r'\bm²|kvadrātmetr|kvadratini',
    'm³': r'\bm³|kubikmetr|kubini',
    'ha': r'\bha\b|hektār|hektar',
    'kg': r'\bkg\b|kilogram',
    't': r'\bt\b|tonn|ton',
    'MW': r'\bMW\b|megav',
    'kW': r'\bkW\b|kilov',
    'GW': r'\bGW\b|gigav',
    'kWh': r'\bkWh\b|kilovat',
    'MWh': r'\bMWh\b|megavat',
    'GWh': r'\bGWh\b|gigavat',
    'km/h': r'\bkm/(?:h|st|val)',
}
_UNIT = re.compile(r'\d[ \u00a0\u202f]?(%|(?:km/h|km²|m²|m³|kWh|MWh|GWh|MW|kW|GW|km|cm|mm|ha|kg|m|t)(?![\w²³/]))')
_ENGLISH = (
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
)
#: Stems; nothing is said of a language that is not listed.
MONTHS = {
    'lv': ('janv', 'febr', 'mart', 'apr', 'maij', 'jūn', 'jūl', 'aug', 'sept', 'okt', 'nov', 'dec'),
    'lt': ('saus', 'vasar', 'kov', 'baland', 'geguž', 'birž', 'liep', 'rugpj', 'rugs', 'spal', 'lapkr', 'gruod'),
}
#: A month is one with a day or a year beside it; "may" and "march" are words, too.
_MONTH = re.compile(rf'(?:\b\d{{1,2}} |[–-]\d{{1,2}} )({"|".join(_ENGLISH)})\b|\b({"|".join(_ENGLISH)}) \d{{1,4}}\b')


def lost(original: str, translation: str, language: str) -> Iterator[str]:
    """Yield a sentence for each unit and month of ``original`` that ``translation`` has in no form.

    Both are the words of a message without markup.
    """
    for unit in dict.fromkeys(_UNIT.findall(original)):
        if not re.search(UNITS[unit], translation, re.IGNORECASE if unit == '%' else 0):
            yield (
                f'the unit "{unit}" is not in the translation; expected it, or its name, with the same number. '
                'Write it as in the original.'
            )
    stems = MONTHS.get(language)
    for match in _MONTH.finditer(original) if stems else ():
        place = _ENGLISH.index(match[1] or match[2])
        in_figures = re.search(rf'\b0?{place + 1}[.-]', translation)
        if not in_figures and not re.search(rf'\b{stems[place]}', translation, re.IGNORECASE):
            yield (
                f'the month of "{match[0].strip()}" is not in the translation; expected the same date. Compare the two.'
            )
