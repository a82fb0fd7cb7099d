"""Reduce a word to what all its forms share, so that a search for one form finds the others.

Every stemmer here gives the same stem with and without diacritics typed where the language allows it.
The Latvian one follows the light stemmer of Kārlis Krēsliņš (1996), applied to folded words; its rules are data
that the search page's JavaScript (``search_stemmer.js``) reads as well, so both sides cannot drift apart.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer
from babel import Locale, UnknownLocaleError

#: Endings of nouns and adjectives without diacritics. The longest that fits is cut.
LATVIAN_ENDINGS = (
    'iem',
    'ais',
    'ai',
    'ei',
    'am',
    'em',
    'im',
    'um',
    'us',
    'as',
    'es',
    'os',
    'is',
    'ij',
    'ie',
    'a',
    'e',
    'i',
    'o',
    'u',
    's',
)
#: Pairs (end of a stem, what it becomes): softened lip consonants. Folding hardens the other ones (š, ž, ļ, ņ).
LATVIAN_SOFTENED = (('bj', 'b'), ('mj', 'm'), ('pj', 'p'), ('vj', 'v'))
#: Shortest stem that is left.
LATVIAN_SHORTEST = 2
#: From this length on, the -āj- of agent nouns and definite adjectives is cut too (lielajā, liels; iedzīvotāja) …
LATVIAN_AJ_FROM = 5
#: … except where it belongs to the root.
LATVIAN_AJ_KEPT = ('liepaj',)
#: From this length on, -ies- is the softened -iet- (latvieši, latvietis).
LATVIAN_IET_FROM = 6


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics."""
    decomposed = unicodedata.normalize('NFD', text.lower())
    return ''.join(letter for letter in decomposed if not unicodedata.category(letter).startswith('M'))


def latvian(word: str) -> str:
    """Return the folded stem of a Latvian word."""
    stem = fold(word)
    for ending in LATVIAN_ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= LATVIAN_SHORTEST:
            stem = stem[: -len(ending)]
            break
    for soft, hard in LATVIAN_SOFTENED:
        if stem.endswith(soft) and len(stem) > len(soft):
            stem = stem[: -len(soft)] + hard
    if stem.endswith('aj') and len(stem) >= LATVIAN_AJ_FROM and stem not in LATVIAN_AJ_KEPT:
        stem = stem[:-2]
    if stem.endswith('ies') and len(stem) >= LATVIAN_IET_FROM:
        stem = stem[:-1] + 't'
    return stem


def latvian_rules() -> dict:
    """Return the rules above as ``search_stemmer.js`` expects them."""
    return {
        'endings': LATVIAN_ENDINGS,
        'shortest': LATVIAN_SHORTEST,
        'softened': LATVIAN_SOFTENED,
        'ajFrom': LATVIAN_AJ_FROM,
        'ajKept': LATVIAN_AJ_KEPT,
        'ietFrom': LATVIAN_IET_FROM,
    }


#: Algorithms of our own, by name.
OWN = {'latvian': latvian}
#: What stands before a verb and the nouns made of it, folded, by algorithm; the search looks behind it.
PREFIXES = {
    'latvian': ('aiz', 'ap', 'at', 'ie', 'iz', 'ja', 'ne', 'no', 'pa', 'par', 'pie', 'sa', 'uz'),
    'lithuanian': ('ap', 'api', 'at', 'ati', 'be', 'i', 'is', 'ne', 'nu', 'pa', 'par', 'per', 'pra', 'pri', 'su', 'uz'),
}
#: Algorithms of languages without diacritics of their own: those of names go first.
FOLDED_FIRST = frozenset(('english',))


@lru_cache
def algorithm(code: str) -> str:
    """Return the name of the algorithm for a language, which is its English name; '' where there is none."""
    try:
        name = Locale.parse(code).get_language_name('en').lower()
    except (UnknownLocaleError, ValueError):
        return ''
    return name if name in names() else ''


def names() -> set[str]:
    """Return the names of all algorithms."""
    return {*OWN, *snowballstemmer.algorithms()}


@lru_cache
def stemmer(name: str) -> Callable[[str], str]:
    """Return the function from word to folded stem that the algorithm ``name`` is; '' only folds."""
    if not name or name in OWN:
        return OWN.get(name, fold)
    stem = snowballstemmer.stemmer(name).stemWord
    if name in FOLDED_FIRST:
        return lambda word: stem(fold(word))
    return lambda word: fold(stem(unicodedata.normalize('NFC', word.lower())))
