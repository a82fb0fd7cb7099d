"""The ledger goes where the messages go: decisions on a text that moves to another page move to that page's file.

A decision counts on the page on which it was read, not wherever the same words stand: a heading such as "Sources" may
be right on one page and wrong on another. So ``make catalogs`` moves the lines of the ledger along, and a reader of the
files finds all of a page in one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import polib

from publishing.core.findings import Code, Finding, FindingsError, Severity, many
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.entries import original_sum
from publishing.translation.reviews import ledger
from publishing.translation.reviews.ledger import Reviews, Row

#: From this number of words on a text stands for itself, wherever it is; a heading needs its page.
SENTENCE = 5

Catalogs = Mapping[str, Iterable[polib.POEntry]]


def followed(reviews: Mapping[str, Reviews], before: Catalogs, after: Catalogs) -> dict[str, Reviews]:
    """Return the decisions by page once the catalogs ``before`` have become those ``after``.

    A decision stays while its English stands on its page, also as the former text of one that changed. Else it goes to
    the pages to which its English has come; what is void goes with its page, where that was renamed. The ledger of a
    page that was taken out stays whole, for the day on which the page comes back.
    """
    stood, stands, pairs = _originals(before), _originals(after), _pairs(after)
    come = {page: there - stood.get(page, frozenset()) for page, there in stands.items()}
    moved: dict[str, list[Row]] = {page: [] for page in reviews}
    for page, here in reviews.items():
        to = {row: [other for other, texts in come.items() if row.original in texts] for row in here.rows}
        heir = '' if page in stands else _heir(here, stood.get(page, frozenset()), come, pairs)
        stays = page not in stands and not heir and not all(to.values())
        for row, targets in to.items():
            if row.original in stands.get(page, ()):
                targets = [page]
            elif not targets:
                targets = [heir] if heir else [page, *(_only_place(row, pairs) if page in stands else ())]
            for target in dict.fromkeys([*targets, *([page] if stays else ())]):
                moved.setdefault(target, []).append(row)
    return {page: Reviews(rows) for page, rows in moved.items()}


def follow(translation: Translation, before: Catalogs, after: Catalogs) -> dict[Path, list[Row]]:
    """Return the ledger files that change with the catalogs, each with the lines it will have; nothing is written.

    They are written before the catalogs: whoever breaks off in between finds the same to do the next time.

    :raises FindingsError: naming every damaged line of every file.
    """
    reviews = ledger.read_language(translation)
    moved = followed(reviews, before, after)
    return {
        ledger.ledger_path(translation, page): here.rows
        for page, here in moved.items()
        if _bare(here) != _bare(reviews.get(page, Reviews()))
    }


def orphans(translation: Translation, pages: Iterable[str]) -> list[Finding]:
    """Return a warning for each ledger file whose page has no catalog; ``pages`` are those that have one."""
    try:
        reviews = ledger.read_language(translation)
    except FindingsError:
        return []  # said by others
    return [
        Finding(
            ledger.ledger_path(translation, page),
            None,
            Code.REVIEW,
            (
                f'{many(len(here.rows), "decision")} on the page "{page}", which is gone; expected ledgers of pages '
                'that are there. Run "make catalogs": where the page was renamed, they move along. If it comes back, '
                'leave the file; if it is gone for good, delete it.'
            ),
            Severity.WARNING,
        )
        for page, here in sorted(reviews.items())
        if here.rows and page not in set(pages)
    ]


def _bare(reviews: Reviews) -> set[Row]:
    return {replace(row, line=0) for row in reviews.rows}


def _originals(catalogs: Catalogs) -> dict[str, frozenset[str]]:
    """Return by page the checksums of the English that stands on it, now or as the former text of a change."""
    return {
        page: frozenset(
            checksum for entry in catalog if not entry.obsolete for checksum in (original_sum(entry), *_former(entry))
        )
        for page, catalog in catalogs.items()
        if page != MEMORY
    }


def _only_place(row: Row, pairs: Mapping[str, frozenset[tuple[str, str]]]) -> list[str]:
    """Return where a sentence stands that was decided on, if on one page: it moved before the decision was merged."""
    places = [page for page, there in pairs.items() if row.pair in there]
    return places if len(places) == 1 and _is_sentence(row) else []


def _former(entry: polib.POEntry) -> tuple[str, ...]:
    former = entry.previous_msgid
    return (original_sum(polib.POEntry(msgctxt=entry.msgctxt, msgid=former)),) if former else ()


def _pairs(catalogs: Catalogs) -> dict[str, frozenset[tuple[str, str]]]:
    return {
        page: frozenset(ledger.pair(entry) for entry in catalog if entry.translated())
        for page, catalog in catalogs.items()
        if page != MEMORY
    }


def _heir(
    here: Reviews,
    texts: frozenset[str],
    come: Mapping[str, frozenset[str]],
    pairs: Mapping[str, frozenset[tuple[str, str]]],
) -> str:
    """Return the page that one with the decisions ``here`` has become, or ''.

    It has got more than half of the ``texts``, or has more than half of the sentences that were decided on.
    """
    decided = {row.pair for row in here.rows if _is_sentence(row)}
    for whole, there in ((texts, come), (decided, pairs)):
        [(page, count)] = Counter({page: len(whole & one) for page, one in there.items()}).most_common(1) or [('', 0)]
        if 2 * count > len(whole):
            return page
    return ''


def _is_sentence(row: Row) -> bool:
    return len(row.text.split()) >= SENTENCE
