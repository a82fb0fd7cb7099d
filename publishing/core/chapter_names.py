"""What to say of a chapter that somebody has named and that does not exist: the nearest names there are."""

from collections.abc import Collection
from difflib import get_close_matches

#: So many names are offered.
OFFERED = 3
#: How like a name must be to what was typed, from 0 to 1.
LIKENESS = 0.6


def nearest(typed: str, known: Collection[str]) -> list[str]:
    """Return the names of chapters that are most likely meant by ``typed``, the likeliest first.

    Those that end so come first (``coast-path`` for ``planning/coast-path``), then those that are written alike.
    """
    last = typed.rpartition('/')[2].casefold()
    ends = [name for name in known if name.rpartition('/')[2].casefold() == last]
    alike = get_close_matches(typed, known, OFFERED, LIKENESS)
    by_last = {name.rpartition('/')[2]: name for name in known}
    alike += [by_last[name] for name in get_close_matches(last, by_last, OFFERED, LIKENESS)]
    return list(dict.fromkeys([*ends, *alike]))[:OFFERED]


def expected(typed: str, known: Collection[str]) -> str:
    """Return what was expected in place of ``typed``, and where all names are: to be put behind a semicolon."""
    if near := nearest(typed, known):
        return f'expected the full name of one, most likely {" or ".join(near)}. "make status" lists all of them.'
    return f'expected one such as {", ".join(list(known)[:OFFERED])}. "make status" lists all of them.'
