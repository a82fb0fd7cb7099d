"""The names list, ``locales/names.csv``: the official name of every body, act, programme and place in each language.

A row has the name in the language of the original, a column for each translation, its kind, and where the names were
seen ("own" for one of our making). The first variant in a cell is the name itself; the others are allowed too.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from publishing.core import lists
from publishing.core.findings import Finding

FILE = 'names.csv'
#: Of a body that several states have made, whose name is official in each of their languages.
INTERNATIONAL = 'international body'
KINDS = (
    'act',
    'body',
    INTERNATIONAL,
    'document',
    'place',
    'priority',
    'product',
    'programme',
    'project',
)


@dataclass(frozen=True)
class Name:
    """One thing that has a name: what the original calls it, its kind, and its names by language."""

    originals: tuple[str, ...]
    kind: str
    counterparts: dict[str, tuple[str, ...]]


def read(locales: Path, source: str, codes: Collection[str]) -> tuple[list[Name], list[Finding]]:
    """Return the names in a folder of translations, and what is wrong with their list; nothing where there is none.

    :param source: the code of the language of the original. :param codes: those of the translations.
    """
    rows, faults = lists.read(locales / FILE, [source, 'kind', 'source'], codes)
    names: list[Name] = []
    first: dict[str, int] = {}
    for row in rows:
        originals = row.variants(source)
        if not originals:
            faults.append(row.fault(f'the name is missing; expected it in the column "{source}". Write it.'))
        if row['kind'] not in KINDS:
            faults.append(row.fault(f'the kind is "{row["kind"]}"; expected one of {", ".join(KINDS)}. Correct it.'))
        if not row['source']:
            faults.append(row.fault('the source is missing; expected where the names were seen, or "own". Add it.'))
        for name in originals:
            if first.setdefault(name, row.line) != row.line or originals.count(name) > 1:
                faults.append(
                    row.fault(f'"{name}" stands in line {first[name]} too; expected it once. Make one row of both.')
                )
        names.append(Name(originals, row['kind'], {code: row.variants(code) for code in codes}))
    return names, faults
