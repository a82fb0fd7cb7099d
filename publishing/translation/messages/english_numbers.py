"""The numbers of an English text, each with every form in which a translation may have it.

Dates may change order and months become figures, ordinals may become Roman, small numbers may be written out, millions
may become digits and digits millions, a time of day is counted by 24 hours: none of that is a difference.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core import languages
from publishing.translation.messages import number_forms as forms
from publishing.translation.messages.number_forms import FRACTIONS, exactly

MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
MONTH = re.compile(
    r'(?P<start>jan(?=uary|$)|feb(?=ruary|$)|mar(?=ch|$)|apr(?=il|$)|may(?=$)|jun(?=e|$)|jul(?=y|$)|aug(?=ust|$)|'
    r'sep(?=tember|t|$)|oct(?=ober|$)|nov(?=ember|$)|dec(?=ember|$))\w*'
)
UNITS = (
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen '
    'eighteen nineteen'
).split()
TENS = {word: ten for ten, word in enumerate('twenty thirty forty fifty sixty seventy eighty ninety'.split(), start=2)}
#: Other English words for which a translation may write figures.
WORD_VALUES = (
    {word: number for number, word in enumerate(UNITS, start=1)}
    | {word: 10 * ten for word, ten in TENS.items()}
    | {word: number for number, word in enumerate('first second third fourth fifth'.split(), start=1)}
    | {word: number for number, word in enumerate('sixth seventh eighth ninth tenth'.split(), start=6)}
    | {'single': 1, 'once': 1, 'twice': 2, 'double': 2, 'both': 2, 'half': 50}
    | {'hundred': 100, 'dozen': 12, 'thousand': 1000}
)
#: What may become a figure in other languages, and is none in what states a fact.
MORE_VALUES = {'zero': 0, 'twofold': 2, 'pair': 2, 'couple': 2, 'triple': 3, 'quarter': 25, 'million': 10**6} | {
    'binary': 2,
    'octal': 8,
    'decimal': 10,
    'hexadecimal': 16,
    'hex': 16,
}
SCALES = {'thousand': 10**3, 'million': 10**6, 'mln': 10**6, 'billion': 10**9, 'bn': 10**9, 'trillion': 10**12}
SUFFIXES = {'k': 10**3, 'K': 10**3, 'M': 10**6, 'B': 10**9}

#: Words and signs before an amount, and behind one.
CURRENCY = re.compile(r'(?:[€$£]|\b(?:EUR|USD|GBP|SEK|PLN|DKK))\s?$')
IS_AMOUNT = re.compile(
    r'(?:\b(?:is|are|was|were|be|been|about|nearly|almost|around|approximately|roughly|average|ratio of|'
    r'factor of)|[=≈~×<>≤≥])\s?$'
)
AMOUNT = re.compile(
    r'\s?-?(?:[%‰°€×]|(?:per ?cent|percentage|thousand|million|billion|trillion|mln|bn|times|'
    r'[kcm]?m[²³]?|ha|k?g|t|k?W|[MG]Wh?|[KMG]i?B|bytes?|'
    r'kilomet\w+|met(?:re|er)s?|hectares?|tonnes?|lit(?:re|er)s?|'
    r'seconds?|minutes?|hours?|days?|weeks?|months?|years?|people|inhabitants|residents|euros?|EUR|dollars?)\b)'
)
#: A message with these words speaks of versions, in which a dot is no decimal point.
VERSIONS = re.compile(r'\b(?i:versions?|versioning)\b|\bv\d|\d\.\d+\.\d')
NEWER = re.compile(r' (?:or|and) (?:newer|later|higher|greater|above|earlier|older|below)\b|\+(?!\d)|\.x\b')
#: After these "5.2" is the name of a passage and no decimal number: "article 5.2", "goals 3.2 and 3.3", "EUPL-1.2".
LABELLED = re.compile(
    r'(?:\b(?i:articles?|sections?|chapters?|parts?|points?|paragraphs?|measures?|priorit(?:y|ies)|objectives?|actions?|'
    r'tables?|figures?|no\.?|version|annex|items?|goals?|targets?|tasks?|steps?|indicators?|questions?|annexes|appendix|'
    r'clauses?|rules?|releases?|levels?|equations?|maps?|boxe?s?|cases?|python)\s?'
    r'|\b[A-Z]|[A-Za-z]-|\b(?!EUR|USD|GBP|SEK|PLN|DKK)[A-Z]{2,}\s)'
    r'(?:\d+(?:\.\d+)+(?:,? and |,? or |, | to |[–/-]))*$'
)
#: A word with a capital is a name with a number behind it, unless it begins a sentence as one of these.
NAMED = re.compile(r'(?:(?P<before>^|[.!?:]\s+)|\s|["“(*])(?P<word>[A-Z][\w+#&-]*)\s$')
STARTERS = frozenset(
    'a about above after all almost among an and approximately are around at average because before below between both '
    'but by down each for from if in is it its less more most nearly not of on only or other over roughly since so '
    'some than that the their there these they this those to under until up was were when where which with'.split()
)
NAME = re.compile(
    r'(?<![\w.,])(?!(?:mid|pre|post|non|early|late|sub|over|under)-)[^\W\d_]+[-_+/.]?\d[\w.,+/-]*', re.IGNORECASE
)
DATE = re.compile(
    r'(?P<year>(?:19|20)\d\d)(?P<dot>[.-])(?P<month>0?[1-9]|1[0-2])(?:(?P=dot)(?P<day>[12]\d|3[01]|0?[1-9]))?'
    r'(?![\d.-]\d|\d)'
)
#: Each language has a word of its own for these, or a book.
IDIOM = re.compile(r'(?<![\d.,])(?:24[ -]hours?|24/7|12[ -]months?)\b|(?<=ISBN )[\d-]{9,}[\dX]\b')
CLOCK = re.compile(
    r'(?<![\d.,:])(?:(?P<from>\d{1,2})(?:[:.](?P<from_minutes>[0-5]\d))?(?:\s?[–-]\s?| to | and ))?'
    r'(?P<hour>\d{1,2})(?:[:.](?P<minutes>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?',
    re.IGNORECASE,
)
#: With seconds, as programs write it.
STAMP = re.compile(r'(?<![\d.,:])\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?!\d)')
CLOCK_24 = re.compile(r'(?<![\d.,:])(?P<hour>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?![\d:,]| (?:thousand|million)\b)')
YEARS = re.compile(
    r'(?<![\d.,–/-])(?P<first>(?:1[89]|20)\d\d)(?P<dash>\s?[–/-]\s?)(?P<second>(?:1[89]|20)\d\d|\d\d)(?![\d–/-]|[.,]\d)'
)
DECADE = re.compile(r'(?<![\d.,])(?P<decade>(?:1[89]|20)?\d0)[’\']?s\b')
FRACTION = re.compile(
    r'(?<![\d.,/])(?P<whole>\d+[ \u2009]?)?(?P<sign>[½¼¾⅓⅔⅛⅜⅝⅞])|'
    r'(?<![\w.,/-])(?P<over>[1-9])/(?P<under>[2-9])(?![\d/]|\.\d)'
)
ENGLISH = re.compile(
    r"""
    (?<!\d)(?<!\d\.)
    (?P<number>[1-9]\d{0,2}(?:(?:,\d{3})+|(?:[\u00a0\u202f\u2009]\d{3})+)(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*|(?<![\w.])\.\d+)
    (?P<tail>st\b|nd\b|rd\b|th\b|[\s-]?(?:thousand|million|billion|trillion|mln|bn)\b)?
""",
    re.VERBOSE,
)
#: From two letters on, or behind a name: "I" is a word.
ROMAN = re.compile(r'\b(?:(?=[IVX]{2,}\b)|(?<=[a-z] )(?=[IVX]\b))(?P<numeral>X{0,3}(?:IX|IV|V?I{0,3}))\b')


@dataclass(frozen=True)
class Number:
    """A number of the original.

    :ivar shown: how it is written there.
    :ivar forms: what finds it in a translation, tried one after the other.
    :ivar expected: how it is written as a rule.
    :ivar doubtful: what finds it in a form that is right for some numbers only.
    :ivar optional: whether a translation may do without it.
    :ivar is_name: whether it is part of a name, such as A11.
    :ivar is_idiom: whether it is part of an idiom, such as 24/7, which other languages say without it.
    :ivar value: of a whole number, else None.
    """

    shown: str
    forms: tuple[str, ...]
    expected: str = ''
    doubtful: tuple[str, ...] = ()
    optional: bool = False
    is_name: bool = False
    is_idiom: bool = False
    value: int | None = None


def numbers(text: str, language: str) -> list[Number]:
    """Return every number of ``text``, and those that a translation into ``language`` may have for its words."""
    found, rest = [], text
    for pattern, read in READERS:
        for match in pattern.finditer(rest):
            if one := list(read(match, text, language)):
                found += one
                rest = blank(rest, *match.span())
    return found + list(_from_words(text))


def blank(text: str, begin: int, end: int) -> str:
    """Return ``text`` with signs that say nothing in place of what was read; everything else keeps its place."""
    return f'{text[:begin]}{"#" * (end - begin)}{text[end:]}'


def _date(match: re.Match, _text: str, language: str) -> Iterator[Number]:
    if not match['day'] and (match['dot'] == '.' or len(match['month']) == 1):
        return  # 2021.5 is a decimal number
    month = languages.for_checks(language).months[int(match['month']) - 1]
    yield Number(match['year'], (exactly(match['year']),), match['year'])
    yield Number(match['month'], (exactly(match['month']), rf'\b(?:{month})'), match['month'])
    if match['day']:
        yield Number(match['day'], (exactly(match['day']),), match['day'])


def _idiom(match: re.Match, _text: str, language: str) -> Iterator[Number]:
    for number in re.findall(r'\d+', match[0]):
        yield Number(number, forms.amounts(number, 1, language), number, is_idiom=True)


def _clock(match: re.Match, _text: str, language: str) -> Iterator[Number]:
    evening = match['half'].lower() == 'p'
    for hour, minutes, halves in (
        (match['from'], match['from_minutes'], (evening, not evening)),  # "10–11 p.m.", but also "11–1 p.m."
        (match['hour'], match['minutes'], (evening,)),
    ):
        if hour:
            number, minutes = int(hour), minutes or '00'
            found = [form for half in halves for form in forms.time_of_day(number, minutes, language, half)]
            # Another word than CLDR's may say which half of the day it is.
            other = forms.half_of_day(language, not evening)
            doubtful = rf'(?<!\d)0?{number}(?!\d|\s?[.:h]\s?\d|.{{0,16}}?{other})'
            expected = f'{number % 12 + 12 * evening:02}.{minutes}'
            yield Number(match[0].strip(), tuple(found), expected, (doubtful,) if minutes == '00' else ())


def _clock_24(match: re.Match, _text: str, language: str) -> Iterator[Number]:
    hour, minutes = match['hour'], match['minutes']
    apart = rf'{exactly(hour)}\D{{1,3}}{minutes}(?!\d)'
    yield Number(match[0], (apart, *forms.time_of_day(int(hour), minutes, language, None)), match[0])


def _stamp(match: re.Match, _text: str, _language: str) -> Iterator[Number]:
    figures = r'\D{1,3}'.join(re.findall(r'\d+', match[0]))
    yield Number(match[0], (rf'(?<!\d){figures}(?!\d)',), match[0])


def _years(match: re.Match, _text: str, _language: str) -> Iterator[Number]:
    first, second = match['first'], match['second']
    if len(second) == 2 and int(second) <= int(first[2:]) and (first[2:], second) != ('99', '00'):
        return  # 2021-06 is a month
    century = int(first[:2]) + (second == '00')
    full = second if len(second) == 4 else f'{century}{second}'
    yield Number(first, (exactly(first),), first)
    yield Number(second, (exactly(full), rf'(?<=[–/.\s-]){full[2:]}(?!\d)'), full)


def _decade(match: re.Match, _text: str, _language: str) -> Iterator[Number]:
    """ "the 1990s" are "20. gadsimta 90. gadi" or "dešimtasis dešimtmetis"."""
    decade = match['decade']
    yield Number(decade, (exactly(decade), exactly(decade[-2:])), decade, optional=True)
    if len(decade) == 4:
        yield Number(decade, (exactly(str(int(decade[:2]) + 1)),), decade, optional=True)


def _fraction(match: re.Match, _text: str, language: str) -> Iterator[Number]:
    """ "1½" is "1,5"; "2/3" may be "divas trešdaļas"."""
    if match['sign']:
        value = unicodedata.numeric(match['sign']) + int(match['whole'] or 0)
        found = [match['sign'], *(forms.digits(f'{value:g}', language) if value * 8 == int(value * 8) else ())]
        yield Number(match[0], tuple(found), match[0], optional=True)
    else:
        over, under = match['over'], match['under']
        signs = [sign for sign in FRACTIONS if abs(unicodedata.numeric(sign) - int(over) / int(under)) < 1e-9]
        yield Number(match[0], (rf'{exactly(over)}\s?[/⁄]\s?{exactly(under)}', *signs), match[0], optional=True)
        for part in (over, under):
            yield Number(part, (exactly(part),), part, optional=True)


def _name(match: re.Match, _text: str, _language: str) -> Iterator[Number]:
    """A11, UTF-16, LAS-2000,5: as it is, or at least its figures."""
    name = match[0].rstrip('.,/-')
    figures = re.findall(r'\d+', name)
    as_it_is = rf'(?<!\w){re.escape(name)}(?!\w)'
    yield Number(name, (as_it_is, r'\D{0,3}'.join(map(exactly, figures))), name, is_name=True)


def _number(match: re.Match, text: str, language: str) -> Iterator[Number]:
    shown, tail = re.sub(r'[\u00a0\u202f\u2009]', ',', match['number']), (match['tail'] or '').strip(' -')
    if shown.startswith('.'):
        as_it_is = rf'(?<![\w.]){re.escape(shown)}(?!\d)'
        return (
            yield Number(
                shown, forms.digits(f'0{shown}', language), forms.localised(f'0{shown}', language), (as_it_is,)
            )
        )
    before, after = text[: match.start()], text[match.end('number') :]
    scale = SCALES.get(tail, 1)
    if scale > 1:
        found = forms.amounts(shown, scale, language)
        found += (rf'(?<!\d ){forms.scales(language)[scale]}',) if shown == '1' else ()  # "un million"
        expected = f'{forms.localised(shown, language)} with the word for "{tail}"'
        doubtful = (*forms.bare(shown, language), *forms.in_english(shown, language))
        yield Number(f'{match["number"]} {tail}', found, expected, doubtful)
    elif shown.count('.') > 1:
        yield Number(shown, (re.escape(shown) + r'(?!\d)', *forms.digits(shown.partition('.')[0], language)), shown)
    elif '.' in shown:
        yield _decimal(shown, before, after, text, language)
    else:
        value = int(shown.replace(',', ''))
        found = forms.amounts(shown, 1, language) + forms.in_words(value, language) + _understood(shown, text, language)
        if tail or LABELLED.search(before):
            found += (rf'\b{forms.roman(value)}\b',) if value else ()
        # "E2E" and "A3B" are names, which may get words of their own; so are 3D and 0x20.
        is_name = bool(re.match(r'[^\W\d_]', after) and not tail) or bool(re.search(r'[^\W\d_]$', before))
        if size := SUFFIXES.get(after[:1] if not after[1:2].isalnum() else ''):
            found += forms.amounts(shown, size, language)
        found += forms.digits(shown, language) if is_name else ()
        # "[0,255]" and "(1,2)" have no decimals.
        found += (exactly(shown),) if re.search(r'\d,$', before) or re.match(r',\d', after) else ()
        in_english = forms.in_english(shown, language)
        yield Number(shown, found, forms.localised(shown, language), in_english, is_name=is_name, value=value)


def _decimal(shown: str, before: str, after: str, text: str, language: str) -> Number:
    """A decimal number; or the name of a version or passage, in which a dot is a dot."""
    expected = forms.localised(shown, language)
    found = forms.amounts(shown, 1, language) + _understood(shown, text, language)
    as_it_is = rf'(?<!\d){re.escape(shown)}(?!\d)'
    if ',' in shown or AMOUNT.match(after) or CURRENCY.search(before):
        return Number(shown, found, expected, forms.in_english(shown, language))
    if _is_label(before, after) or VERSIONS.search(text) or shown in _labels(text):
        return Number(shown, (as_it_is, *found), shown)
    in_english = forms.in_english(shown, language) if IS_AMOUNT.search(before) else (as_it_is,)
    return Number(shown, found, expected, in_english)


def _understood(shown: str, text: str, language: str) -> tuple[str, ...]:
    """ "33 million in 2023 and 39 in 2025": the word of the first holds for the others, too."""
    sizes = {SCALES[word] for word in SCALES if re.search(rf'\b{word}\b', text)}
    return tuple(form for size in sorted(sizes) for form in forms.scaled(shown, size, language))


@lru_cache(maxsize=64)
def _labels(text: str) -> frozenset[str]:
    """Return the numbers that are names in one place: what is a version there is one throughout the message."""
    return frozenset(
        match['number'] for match in ENGLISH.finditer(text) if _is_label(text[: match.start()], text[match.end() :])
    )


def _is_label(before: str, after: str) -> bool:
    """Tell 1.2 as a name ("Python 3.11", "Apache 2.0", "1.0 or newer", "3.2 The goals") from 1.2 as an amount."""
    if AMOUNT.match(after) or CURRENCY.search(before):
        return False
    if (
        LABELLED.search(before)
        or NEWER.match(after)
        or re.match(r'e[+-]?\d', after)
        or re.search(r'(?:\bv|[<>=~^]=?) ?$', before)
    ):
        return True
    if not before.strip():
        return bool(re.match(r'\.?\s+[A-Z]|\s*$', after))
    named = NAMED.search(before)
    return bool(named) and (named['word'].lower() not in STARTERS or named['before'] is None)


def _from_words(text: str) -> Iterator[Number]:
    """Yield what may be a figure in a translation: months, numbers in words, Roman ones."""
    words = re.findall(r'[a-z]+(?:-[a-z]+)*', text.lower())
    for word in words:
        if month := MONTH.fullmatch(word):
            yield Number(word, (exactly(str(MONTHS.index(month['start']) + 1)),), optional=True)
        for value in _values(word):
            yield Number(word, (forms.alone(str(value)),), optional=True)
    for numeral in ROMAN.findall(text):
        yield Number(numeral, (forms.alone(str(forms.from_roman(numeral))),), optional=True)


def _values(word: str) -> Iterator[int]:
    """Yield the values of a word such as "two", "twenty-five", "fourth" or "two-thirds"."""
    parts = [re.sub(r'(?<=[a-z]{3})s$', '', part) for part in word.split('-')]
    known = WORD_VALUES | MORE_VALUES
    if len(parts) == 2 and parts[0] in TENS and known.get(parts[1], 10) < 10:
        yield 10 * TENS[parts[0]] + known[parts[1]]
    for part in parts:
        stem = part.removesuffix('th').removesuffix('ie') + 'y' * part.endswith('ieth')
        if (value := known.get(part, known.get(stem))) is not None:
            yield value


READERS = (
    (DATE, _date),
    (IDIOM, _idiom),
    (CLOCK, _clock),
    (STAMP, _stamp),
    (CLOCK_24, _clock_24),
    (YEARS, _years),
    (DECADE, _decade),
    (FRACTION, _fraction),
    (NAME, _name),
    (ENGLISH, _number),
)
