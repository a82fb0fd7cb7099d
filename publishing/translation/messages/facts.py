"""What a text states as fact: numbers with their units, dates, amounts, negations and words that turn a sentence round.

A translation of a text stays right only while these stay the same; the words around them may be corrected.
"""

import re
from collections import Counter

from babel import Locale

from publishing.translation.messages.english_numbers import WORD_VALUES

#: Words that turn a sentence into its opposite.
NEGATIONS = re.compile(r"\b(not|no|never|without|none|neither|nor|cannot|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
NUMBERS = re.compile(r'(?<![\w])[-−±+]?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*')
#: A number and what stands behind it as its unit: "5 km", "26%", "12 MW"; letter case counts (mW, MW).
WITH_UNIT = re.compile(
    r'\d[ \u00a0\u202f]?(?P<unit>[%‰°€$£]|(?:(?:[kMGTmcdhµ]?(?:m|g|t|W|Wh|l|L|V|A|Hz|B|b)|ha|km/h|kt|Mt|min|h|s|'
    r'hectares?|metres?|kilomet(?:re|er)s?|meters?|tonnes?|tons?|lit(?:re|er)s?|hours?|minutes?|seconds?|days?|'
    r'weeks?|months?|years?|million|billion|trillion|thousand|euros?|eur|per\s?cent|percent|percentage\spoints?|'
    r'degrees?|nautical\smiles?|miles?|people|inhabitants|passengers)\b(?:[²³])?))',
    re.IGNORECASE,
)
SIGNS = re.compile(r'[%‰°€$£<>=≤≥±×?]|\b(?:EUR|USD|GBP|SEK|PLN|DKK)\b')
#: Who has one of them in place of another says something else: what is allowed, in which direction, how much.
WEIGHTY = frozenset(
    (
        'must may shall should can could might will minimum maximum least most more less fewer before after until '
        'since above below under over increase decrease increased decreased rise rose fall fell north south east west '
        'northern southern eastern western only except unless all some any every if allowed forbidden prohibited '
        'permitted required mandatory voluntary optional recommended winter spring summer autumn monday tuesday '
        'wednesday thursday friday saturday sunday'
    ).split()
)
MONTHS = frozenset(name.lower() for name in Locale('en').months['format']['wide'].values())
COUNTED = (
    frozenset(WORD_VALUES)
    | MONTHS
    | {'million', 'billion', 'trillion', 'zero', 'nil', 'quarter', 'third', 'triple', 'double', 'single'}
)


def facts(text: str) -> Counter:
    """Return everything in ``text`` that must be the same in a text of the same meaning, with how often it stands."""
    found = Counter(('number', number) for number in NUMBERS.findall(text))
    found.update(('unit', match['unit']) for match in WITH_UNIT.finditer(text))
    found.update(('sign', sign) for sign in SIGNS.findall(text))
    found.update(('negation', match[0].lower().replace('’', "'")) for match in NEGATIONS.finditer(text))
    # A month is also a verb, and a modal verb a month: counted as they are written.
    found.update(('word', word) for word in re.findall(r'[a-z]+', text.lower()) if word in COUNTED or word in WEIGHTY)
    return found


def same_facts(one: str, other: str, *, in_words: bool = True) -> bool:
    """Return whether two English texts state the same numbers, units, dates, directions and negations.

    :param in_words: count words too ("two", "June", "must", "north"), not only figures, units and negations.
    """
    return not any(in_words or kind != 'word' for kind, _text in _difference(one, other))


def changed_facts(before: str, after: str) -> list[str]:
    """Return the facts that only one of two texts has, as they are written, for a message."""
    return sorted({text for _kind, text in _difference(before, after)})


def _difference(before: str, after: str) -> list[tuple[str, str]]:
    one, other = facts(before), facts(after)
    return [*(one - other), *(other - one)]
