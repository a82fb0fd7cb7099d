"""Regular expressions that people write into lists: which of them Python could look for without end.

Python has no limit of time for a search. A repetition within a repetition, or two side by side, of which each may take
what the other leaves, tries every way to share a text among them: with thirty letters a thousand million.
"""

import re
from collections.abc import Iterator

#: From how many times on a repetition counts as one without end, and how many of these a pattern may have.
ENDLESS, MOST = 10, 6
LONGEST = 500

#: One letter of each kind that a pattern can tell apart.
LETTERS = (*map(chr, range(256)), *'āĀЖж–“’ \u2009')

# what ``re.compile`` itself reads patterns with
_parser, _names, _compiler = re._parser, re._constants, re._compiler


def fault(pattern: str) -> str:
    """Return why ``pattern`` may be looked for without end, or ''.

    :raises re.error: for what is no regular expression.
    """
    if len(pattern) > LONGEST:
        return f'it has {len(pattern)} signs, more than {LONGEST}'
    try:
        parsed = _parser.parse(pattern)
    except (OverflowError, RecursionError):
        return 'it is too deep, or repeats something too often'
    if any(name in (_names.GROUPREF, _names.GROUPREF_EXISTS) for name, _value in _all(parsed)):
        return 'it refers to a group'
    endless = [value for name, value in _all(parsed) if _is_endless(name, value)]
    if len(endless) > MOST:
        return f'it has {len(endless)} repetitions, more than {MOST}'
    inside = (name for _low, _high, repeated in endless for name, _value in _all(repeated) if name in _CHOICES)
    if any(inside):
        return 'a repetition has a repetition or a choice inside'
    if any(_side_by_side(sequence) for sequence in _sequences(parsed)):
        return 'two repetitions stand side by side'
    return ''


_REPEATS = (_names.MAX_REPEAT, _names.MIN_REPEAT)
_CHOICES = (*_REPEATS, _names.BRANCH)


def _is_endless(name: object, value: object) -> bool:
    return name in _REPEATS and value[1] >= ENDLESS


def _side_by_side(sequence: list) -> bool:
    """Tell whether two endless repetitions of the same letters have nothing between them that must be there."""
    before = None
    for name, value in sequence:
        if _is_endless(name, value):
            if before is not None and _share(before, value[2]):
                return True
            before = value[2]
        elif not (name in _REPEATS and value[0] == 0):
            before = None
    return False


def _share(one: object, other: object) -> bool:
    """Tell whether there is a letter that both parts take; of a part that takes several at once nobody can tell."""
    if {one.getwidth(), other.getwidth()} != {(1, 1)}:
        return True
    both = [_compiler.compile(part) for part in (one, other)]
    return any(all(part.fullmatch(letter) for part in both) for letter in LETTERS)


def _all(parsed: object) -> Iterator[tuple]:
    """Yield every part of a parsed pattern as its name and its value."""
    for sequence in _sequences(parsed):
        yield from sequence


def _sequences(parsed: object) -> Iterator[list]:
    """Yield each run of parts that follow one another."""
    if isinstance(parsed, _parser.SubPattern):
        yield list(parsed)
        for _name, value in parsed:
            yield from _sequences(value)
    elif isinstance(parsed, list | tuple):
        for one in parsed:
            yield from _sequences(one)
