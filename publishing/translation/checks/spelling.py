"""Spelling by the Hunspell dictionaries of the system, and the project's own words in ``locales/<language>/words.txt``.

A line of ``words.txt`` holds one word, and allows all its forms: those that share its stem. What stands in the
original too (names, titles, quotations) is not judged in a translation.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from publishing.core import cldr, languages
from publishing.core.files import read_optional
from publishing.core.findings import Code
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks.forms import stemmer_of

#: Where Debian, Ubuntu and others keep Hunspell's dictionaries.
FOLDERS = tuple(Path('/usr/share') / name for name in ('hunspell', 'myspell', 'myspell/dicts'))
WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\.?\w|[@/]\w|-)")
#: Units, abbreviations and names of projects: km², NUTS, VRGs, LatLitNaviPort.
NO_WORD = re.compile(r'.*[²³]|(?:.*[^\W\d_])?[A-Z]+s?$|\w*[a-z][A-Z]')
SHORTEST = 3


class Speller:
    """Tell right words of one language from wrong ones."""

    def __init__(self, translation: Translation, folders: Iterable[Path] = FOLDERS) -> None:
        self.language = translation.code
        self.own = _own_words(translation)
        locale = languages.find(self.language).locale
        self.path = next((path for folder in folders for path in sorted(folder.glob(f'{locale}*.dic'))), None)
        self._judged: dict[str, bool] = {}

    @property
    def available(self) -> bool:
        """Whether the dictionary is installed; without it every word counts as right."""
        return self.path is not None

    def wrong(self, text: str, original: str = '') -> list[str]:
        """Return the misspelt words of ``text``, without markup, in their order; none of them is in ``original``."""
        if not self.available:
            return []
        theirs = set(WORD.findall(original))
        words = dict.fromkeys(word for word in WORD.findall(text) if word not in theirs)
        return [word for word in words if not self.is_right(word)]

    def is_right(self, word: str) -> bool:
        """Return whether ``word`` is in the dictionary or the project's list, or no word to judge."""
        word = word.replace('’', "'").removesuffix("'s")
        if word not in self._judged:
            self._judged[word] = (
                len(word) < SHORTEST
                or bool(NO_WORD.match(word))
                or self.is_own(word)
                or self._lookup(word)
                or ('-' in word and all(self.is_right(part) for part in word.split('-')))
            )
        return self._judged[word]

    def is_own(self, word: str) -> bool:
        """Return whether the project's list has the word or another form of it."""
        stem = stemmer_of(self.language)(word)
        return any(
            word.lower()[: len(stem)] == own.lower()[: len(stem)] and (word[0].isupper() or own[0].islower())
            for own in self.own.get(stem, ())
        )

    def _lookup(self, word: str) -> bool:
        return _dictionary(self.path.stem, str(self.path.parent), self.path.stat().st_mtime_ns).spell(word)


def note(speller: Speller) -> str:
    """Return what to tell when a dictionary is missing: no fault, everything else is checked."""
    language = languages.find(speller.language)
    if language.dictionary:
        why = f'its Hunspell dictionary is not installed (Debian, Ubuntu: sudo apt-get install {language.dictionary})'
    else:  # packages are called as they like: myspell-et, hunspell-de-de, hunspell-no
        code = cldr.base(speller.language)
        why = (
            f'no Hunspell dictionary for {language.locale} is installed. All else was. Not every language has one; '
            f"Debian and Ubuntu list theirs with: apt-cache search -n '^(hunspell|myspell)-{code}'"
        )
    return f'check: the spelling of "{speller.language}" was not checked, because {why}'


@lru_cache
def _dictionary(name: str, folder: str, _time: int):
    """Return Hunspell with the dictionary ``name`` of ``folder``, read once as long as it does not change."""
    from hunspell import Hunspell  # often no word has to be looked up

    return Hunspell(name, hunspell_data_dir=folder)


def _own_words(translation: Translation) -> dict[str, set[str]]:
    """Return the words of the list by stem."""
    path, stems = translation.own / 'words.txt', {}
    lines = read_optional(path, Code.SPELLING, translation.code).split('\n')
    for word in filter(None, (line.partition('#')[0].strip() for line in lines)):
        stems.setdefault(stemmer_of(translation.code)(word), set()).add(word)
    return stems
