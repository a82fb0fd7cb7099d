"""Take the catalogs and the ledgers of a language along when a chapter moves: nothing is translated or read anew.

The catalog of the page goes to its new name, and so do its decisions. Where a link has another address now, it has it
in the English and in the translation of every message, also in those kept as ``#~`` and in former texts, and the ledger
has the checksums of what then stands there.
"""

from collections.abc import Callable
from dataclasses import replace

import polib

from publishing.core import lists
from publishing.core.findings import Code, Finding, FindingsError, many, short
from publishing.text.chapter_moves import Changes
from publishing.text.moved_links import Move
from publishing.translation.catalogs.catalog import MEMORY, Catalog, Translation
from publishing.translation.catalogs.entries import original_sum
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.reviews import ledger
from publishing.translation.reviews.ledger import Row


def follow(translation: Translation, move: Move, changes: Changes) -> None:
    """Add to ``changes`` what becomes of the catalogs and ledgers of a language.

    :raises FindingsError: for one that cannot be read, and where there is one of the new page.
    """
    if (path := translation.path(move.new)).exists():
        words = f'this is a catalog of the page "{move.new}", which there is not; expected none. Run "make catalogs", '
        words += 'which keeps its translations for the day on which the page comes back, and move then.'
        raise FindingsError([Finding(path, None, Code.PO_PLACE, words)])
    reviews = ledger.read_language(translation)
    sums: dict[str, dict[str, tuple[str, str]]] = {}
    for catalog in translation.all_catalogs():
        if not catalog.is_interface:
            sums[catalog.page] = _catalog(catalog, move, changes, translation)
    for page, here in reviews.items():
        known = sums.get(page, {})
        rows = [_row(row, known) for row in here.rows]
        path, target = (ledger.ledger_path(translation, name) for name in (page, move.page(page)))
        if page == move.old:
            there = reviews[move.new].rows if move.new in reviews else []
            changes.move(path, target, ledger.rows_text([*rows, *there]))
        elif rows != here.rows:
            changes.put(path, ledger.rows_text(rows), 'checksums of the new addresses')


def _catalog(catalog: Catalog, move: Move, changes: Changes, translation: Translation) -> dict[str, tuple[str, str]]:
    """Add what becomes of a catalog; return the new checksums of its texts by the old ones.

    With that of an English text come the first words of it as the ledger has them; with that of a translation nothing.
    """
    file, sums, count = catalog.copy(), {}, 0
    for entry in file:
        if catalog.page == MEMORY and entry.msgctxt == move.old:
            entry.msgctxt = move.new
            count += 1
        count += _message(entry, lambda text: move.words(text, catalog.page), sums)
        entry.occurrences = [(_place(place, move), line) for place, line in entry.occurrences]
    if catalog.page == move.old:
        file.header = file.header.replace(f': {move.old}', f': {move.new}')
        changes.move(catalog.path, translation.path(move.new), format_catalog(file))
        if (compiled := catalog.path.with_suffix('.mo')).exists():
            changes.contents[compiled] = None
    if count:
        path = translation.path(move.page(catalog.page))
        changes.put(path, format_catalog(file), f'{many(count, "message")} with the new address')
    return sums


def _place(place: str, move: Move) -> str:
    """Return where a message stands in the chapters now: on the page, or in a file that has gone with it."""
    for old, new in ((f'{move.old}.md', f'{move.new}.md'), *move.files.items()):
        if place.endswith(f'/{old}'):
            return place.removesuffix(old) + new
    return place


def _message(entry: polib.POEntry, moved: Callable[[str], str], sums: dict[str, tuple[str, str]]) -> bool:
    """Give a message the addresses that links have now, and note its checksums; tell whether that changes it."""
    original, translation = ledger.pair(entry)
    former = entry.previous_msgid and original_sum(polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.previous_msgid))
    before = (entry.msgid, entry.msgid_plural, entry.msgstr, dict(entry.msgstr_plural), entry.previous_msgid)
    entry.msgid, entry.msgid_plural, entry.msgstr = map(moved, (entry.msgid, entry.msgid_plural, entry.msgstr))
    entry.msgstr_plural = {number: moved(text) for number, text in entry.msgstr_plural.items()}
    entry.previous_msgid = moved(entry.previous_msgid) if entry.previous_msgid else entry.previous_msgid
    if before == (entry.msgid, entry.msgid_plural, entry.msgstr, entry.msgstr_plural, entry.previous_msgid):
        return False
    now = ledger.pair(entry)
    sums[original] = now[0], lists.as_text(short(entry.msgid, 48))
    sums[translation] = now[1], ''
    if former:
        current = polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.previous_msgid)
        sums[former] = original_sum(current), lists.as_text(short(entry.previous_msgid, 48))
    return True


def _row(row: Row, sums: dict[str, tuple[str, str]]) -> Row:
    """Return a decision with the checksums of the same texts as they are now."""
    original, text = sums.get(row.original, (row.original, ''))
    return replace(
        row, original=original, translation=sums.get(row.translation, (row.translation,))[0], text=text or row.text
    )
