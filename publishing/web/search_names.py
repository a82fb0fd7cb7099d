"""What terms and names are called in the other languages, so that a search for "Liepāja" finds "Liepoja".

The lists are those of the translators: ``termbase.csv`` and ``names.csv``. A row is of use where its own words stand on
the pages; what it is called elsewhere is then in the index, by stems of the pages' language, as a query is stemmed.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from publishing.core import lists, names
from publishing.translation.checks.terms import TERMBASE, plain
from publishing.web.search_index import Stems


def others(locales: Path, code: str, codes: Collection[str], stems: Stems, known: Iterable[str]) -> str:
    """Return a line for each term and name of another language: its stems, "=", and what stands on the pages instead.

    :param locales: the folder of the lists. :param code: the language of the pages. :param codes: all languages of the
        project, that of the original first. :param known: the stems that stand on the pages.
    """
    known = set(known)
    found: dict[str, dict[str, None]] = {}
    elsewhere = [other for other in codes if other != code]
    for file in (TERMBASE, names.FILE):
        rows, _faults = lists.read(locales / file, list(codes)[:1], list(codes)[1:])  # `make check` names the faults
        for row in rows:
            own = [' '.join(words) for name in row.variants(code) if (words := stems.of(plain(name)))]
            own = [name for name in own if known.issuperset(name.split())]
            for name in (name for other in elsewhere for name in row.variants(other)):
                there = ' '.join(stems.of(plain(name)))
                if there and set(own) - {there}:
                    found.setdefault(there, {}).update(dict.fromkeys(one for one in own if one != there))
    return '\n'.join(f'{there}={"|".join(found[there])}' for there in sorted(found))
