"""Addresses of web pages that have moved: a list with the columns ``old`` and ``new``, each the name of a page.

It lies among the chapters, ``make move`` writes it, and builders of web pages put a page at each old address. A line
may lead to a page that has moved itself; at an address that has a page again, the page is what readers get.
"""

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from publishing.core import lists
from publishing.core.findings import Finding, Severity, short
from publishing.core.project import page_files

#: What the list is called, in the folder of the chapters.
NAME = 'redirects.csv'
COLUMNS = ('old', 'new')
#: Names of pages as this project has them.
PAGE = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*')
#: Pages that no author writes.
MADE = ('genindex', 'search')


def read(path: Path, pages: Collection[str]) -> tuple[dict[str, str], list[Finding]]:
    """Return the page to which each old address leads, and what is wrong with the list; of no list neither.

    :param pages: the names of all pages that there are.
    """
    rows, found = lists.read(path, COLUMNS)
    known: dict[str, lists.Row] = {}
    for row in rows:
        old, new = row['old'], row['new']
        if not PAGE.fullmatch(old) or not PAGE.fullmatch(new) or old in MADE:
            bad = new if PAGE.fullmatch(old) and old not in MADE else old
            words = f'"{short(bad, 60)}" is no name of a page; expected one such as planning/money in each column.'
            found.append(row.fault(f'{words} Correct it, or delete the line.'))
        elif old in known:
            words = f'the address "{old}" stands twice, first in line {known[old].line}; expected each once.'
            found.append(row.fault(f'{words} Delete one of the lines.'))
        else:
            known[old] = row
    leads = {}
    for old, row in known.items():
        if old in pages:
            words = 'has a page again, which is what readers get; expected addresses without one. Delete the line.'
            found.append(replace(row.fault(f'the address "{old}" {words}'), severity=Severity.WARNING))
            continue
        met = [old]
        while (last := known[met[-1]]['new']) in known and last not in pages and last not in met:
            met.append(last)
        if last in pages:
            leads[old] = last
        else:
            what = 'leads back to itself' if last in met else f'leads to "{last}", which is no page'
            words = f'the old address "{old}" {what}; expected the name of a page that there is.'
            found.append(row.fault(f'{words} Correct it, or delete the line.'))
    return leads, found


def findings(folder: Path) -> list[Finding]:
    """Return what is wrong with the list among the chapters in ``folder``."""
    return read(folder / NAME, page_files(folder, '.md').keys())[1]


def after_move(leads: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Return the list once the page ``old`` has become ``new``: no line leads to one that leads on, or has a page."""
    moved = {one: new if page == old else page for one, page in leads.items()} | {old: new}
    return {one: page for one, page in sorted(moved.items()) if one not in (new, page)}


def text(leads: Mapping[str, str]) -> str:
    """Return the list as it is written."""
    out = io.StringIO(newline='')
    csv.writer(out, lineterminator='\n').writerows([COLUMNS, *leads.items()])
    return out.getvalue()
