"""Teach pyphen, and through it WeasyPrint, the words that its pattern files break in the wrong place.

The patterns stay as they are installed; a copy with the exceptions of ``language.toml`` appended is
written at build time (the Latvian file is LGPL, so a changed copy is not kept in the repository).
"""

import re
from pathlib import Path

import pyphen

from publishing.core.languages import Language

#: Dictionaries as pyphen ships them, remembered before any registration.
_SHIPPED = dict(pyphen.LANGUAGES)
#: What declension changes at the end of a word: vowels and a last s or š.
_ENDING = re.compile(r'[aāąeēęėiīįyouūų]*[sš]?$')
#: Even forbids a break and odd allows one; the higher number wins, and pattern files stay below 8.
_NO_BREAK, _BREAK = '8', '9'


def register(language: Language, workdir: Path) -> Path | None:
    """Make pyphen break the words of ``language.hyphenation`` at their marks only; see :func:`patterns`.

    Call it before WeasyPrint lays out. ``workdir`` receives the dictionary and is made when missing.
    Returns the dictionary's path, or None when nothing had to be written: no exceptions, or no patterns
    for this language.
    """
    name = pyphen.language_fallback(language.locale) or pyphen.language_fallback(language.code)
    shipped = _SHIPPED.get(name or '')
    if shipped is None:
        return None
    target = shipped
    if language.hyphenation:
        target = workdir / f'hyph_{name}.dic'
        workdir.mkdir(parents=True, exist_ok=True)
        extra = [pattern for word in language.hyphenation for pattern in patterns(word)]
        target.write_text('\n'.join(['UTF-8', _patterns_of(shipped), *extra, '']), encoding='utf-8')
        pyphen.hdcache.pop(target, None)
    for key, path in _SHIPPED.items():
        if path == shipped:
            pyphen.LANGUAGES[key] = target
    return None if target is shipped else target


def patterns(marked: str) -> list[str]:
    """Return the patterns for an exception, whose breaks are marked by ``-``.

    ``paš-val-dī-ba`` is a word, alone or in a compound. One pattern is for the stem, one for the stem without its
    last letter, which may change in declension (transportlīdzeklis, transportlīdzekļa).

    ``pār-rob*`` is how words begin, ``*rb-nie-k*`` what may stand anywhere in a word: the marks hold for these
    letters, and the pattern file decides on the rest of the word.
    """
    word = marked.strip('*').replace('-', '').lower()
    breaks, place = set(), 0
    for part in marked.strip('*').split('-')[:-1]:
        place += len(part)
        breaks.add(place)
    if marked.endswith('*'):
        edge = '' if marked.startswith('*') else '.'
        before, behind = (_BREAK if place in breaks else '' for place in (0, len(word)))
        return [edge + before + _pattern(word[:-1], breaks) + word[-1] + behind]
    stem = len(_ENDING.sub('', word)) or len(word)
    return [_pattern(word[:end], breaks) for end in (stem, stem - 1) if end > max(breaks, default=0) - 1]


def _pattern(letters: str, breaks: set[int]) -> str:
    return ''.join(letter + (_BREAK if place in breaks else _NO_BREAK) for place, letter in enumerate(letters, start=1))


def _patterns_of(path: Path) -> str:
    """Return the lines of a pattern file below the first, which names the encoding."""
    data = path.read_bytes()
    encoding, _separator, rest = data.partition(b'\n')
    return rest.decode(encoding.decode().strip()).rstrip()
