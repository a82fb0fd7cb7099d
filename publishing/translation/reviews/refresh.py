"""What ``make catalogs`` does to one language: its catalogs and its ledger follow the English together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.left_behind import Left, left_behind
from publishing.translation.catalogs.update import merge, read_restored, write
from publishing.translation.reviews import follow, ledger


@dataclass(frozen=True)
class Refreshed:
    """The catalogs and the ledgers that were written or removed, and what could not come along."""

    catalogs: list[Path]
    ledgers: list[Path]
    left: list[Left]


def refresh(translation: Translation, pots: Mapping[str, polib.POFile]) -> Refreshed:
    """Bring catalogs and ledger up to date with the messages ``pots``.

    :raises FindingsError: when a catalog or a ledger cannot be read; then none is touched.
    """
    before = read_restored(translation)
    after = merge(pots, before, translation.code)
    ledgers = follow.follow(translation, before, after)
    for path, rows in ledgers.items():  # before the catalogs, which tell where the lines belong
        ledger.write_rows(path, rows)
    known = left_behind(before)
    left = [one for one in left_behind(after) if one not in known]
    return Refreshed(write(translation, before, after), sorted(ledgers), left)
