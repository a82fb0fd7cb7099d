"""Whether words of a text are forms of words in a list, in whatever case the sentence needs; and English in a list."""

import re
from collections.abc import Callable
from functools import lru_cache

from publishing.core import languages, stemmers

WORD = re.compile(r'\w+')
#: From this length on, a word counts as a form of a stem it begins with; from the second, two letters may differ
#: at the end: definite adjectives (specialusis, specialiuosius) go through more forms than stemmers know.
STEM_FROM, LONG_FROM = 4, 8


def words_of(text: str, language: str) -> list[tuple[str, str]]:
    """Return each word of ``text`` as its stem and itself, both folded."""
    return [(_stem(word, language), stemmers.fold(word)) for word in WORD.findall(text)]


def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Return the stem of each word of ``text``."""
    return tuple(stem for stem, _word in words_of(text, language))


def holds(words: list[tuple[str, str]], stems: tuple[str, ...]) -> bool:
    """Return whether every stem is in ``words``: the order is the language's business."""
    return all(any(_is_form(word, stem) for word in words) for stem in stems)


def stemmer_of(code: str) -> Callable[[str], str]:
    """Return how words of a language's lists are reduced: its terms, the words of the project."""
    language = languages.for_checks(code)
    return stemmers.stemmer(stemmers.algorithm(language.search) if language.stemmer is None else language.stemmer)


def english(words: str, flags: int = re.IGNORECASE) -> re.Pattern:
    """Return what finds ``words`` of the original as whole words, in the plural too; "plan*" is all that begins so.

    A small letter at their beginning may be a capital, as where a sentence begins.
    """
    last = words[:-1] if re.search(r'[^aeiou]y$|\*$', words) else words
    ending = r'\w*' if words.endswith('*') else '(?:y|ies)' if last != words else '(?:s|es)?'
    typed = r'\s+'.join(re.escape(word) for word in last.split())
    if last[:1].islower():
        typed = f'[{last[0]}{last[0].upper()}]{typed[1:]}'
    return re.compile(rf'(?<![\w-]){typed}{ending}(?![\w-])', flags)


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    return stemmer_of(language)(word)


def _is_form(word: tuple[str, str], stem: str) -> bool:
    if len(stem) >= LONG_FROM:
        stem = stem[:-2]
    return word[0] == stem or (len(stem) >= STEM_FROM and word[1].startswith(stem))
