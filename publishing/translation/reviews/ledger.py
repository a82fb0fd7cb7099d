"""The review ledger: which translations were read by whom, in ``locales/<language>/reviews/<page>.csv``.

One line says: this translation of this English text was reviewed by her on that day. Both texts stand in it as
checksums, so a line is void by itself as soon as either side changes, and counts again when the change is taken back.
Lines are independent of each other and sorted, so that git merges them (``.gitattributes`` tells it to keep both
sides), and the first words of the English stand at the end of each for who opens the file in a spreadsheet.

A message without a line in force is a draft. ``for review``: its translator asks for a reader. ``reviewed``: someone
else has read it. ``approved``: a third look, by another person than the reviewer, for the office that answers for it.
"""

import csv
import datetime
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polib

from publishing.core import limits, lists, signs
from publishing.core.files import read_text, remove, write_text
from publishing.core.findings import Code, Finding, FindingsError, short
from publishing.core.project import page_files
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.entries import checksum, original_sum

FOLDER = 'reviews'
ASKED, REVIEWED, APPROVED = 'for review', 'reviewed', 'approved'
#: From the least to the most; what has none of them is a draft.
STATES = (ASKED, REVIEWED, APPROVED)
COLUMNS = ('original', 'translation', 'state', 'by', 'date', 'note', 'text')
CHECKSUM = re.compile(r'[0-9a-f]{12}')


@dataclass(frozen=True)
class Row:
    """One decision on one pair of texts; ``line`` is where it stands, 0 while it does not."""

    original: str
    translation: str
    state: str
    by: str
    date: str
    note: str = ''
    text: str = ''
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """The checksums of both texts."""
        return self.original, self.translation


@dataclass(frozen=True)
class Expired:
    """A decision that counts no longer, and which side changed."""

    row: Row
    why: str


class Reviews:
    """The decisions on the messages of one page."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows = list(rows)
        self._by_pair: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            self._by_pair.setdefault(row.pair, []).append(row)

    def decisions(self, entry: polib.POEntry) -> list[Row]:
        """Return the decisions on ``entry`` as it is now, the least first."""
        rows = self._by_pair.get(pair(entry), [])
        return sorted(rows, key=lambda row: STATES.index(row.state))

    def state(self, entry: polib.POEntry) -> str:
        """Return how far ``entry`` has come, one of ``STATES``, or '' for a draft."""
        rows = self.decisions(entry) if entry.translated() else []
        return rows[-1].state if rows else ''

    def expired(self, catalog: Iterable[polib.POEntry]) -> list[Expired]:
        """Return the last decision on each message of ``catalog`` that a change has made void, in catalog order."""
        found = []
        for entry in catalog:
            if entry.obsolete or self.state(entry):
                continue
            now, former = original_sum(entry), entry.previous_msgid
            voided = [row for row in self.rows if row.original == now]
            why = 'the translation changed'
            if former and not voided:
                before = polib.POEntry(msgctxt=entry.msgctxt, msgid=former)
                voided, why = [row for row in self.rows if row.original == original_sum(before)], 'the English changed'
            if voided:
                found.append(Expired(max(voided, key=lambda row: (row.date, STATES.index(row.state))), why))
        return found


def pair(entry: polib.POEntry) -> tuple[str, str]:
    """Return the checksums of both sides of ``entry``."""
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] or [entry.msgstr]
    return original_sum(entry), checksum(*forms)


def row_for(entry: polib.POEntry, state: str, by: str, note: str = '') -> Row:
    """Return today's decision of ``by`` on ``entry``."""
    said = (lists.as_text(words) for words in (note, short(entry.msgid, 48)))
    return Row(*pair(entry), state, lists.as_text(person(by)), today(), *said)


def person(name: str) -> str:
    """Return ``name`` with single blanks and without what nobody sees: else one person could be two."""
    return ' '.join(signs.readable(name).split())


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are the same, whatever their letter case."""
    return person(one).casefold() == person(other).casefold()


def today() -> str:
    """Return the day in UTC as an ISO date, or that of ``SOURCE_DATE_EPOCH``."""
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    moment = (
        datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        if epoch.isdecimal()
        else datetime.datetime.now(datetime.UTC)
    )
    return moment.date().isoformat()


def ledger_path(translation: Translation, page: str) -> Path:
    """Return where the decisions on ``page`` stand."""
    return translation.own / FOLDER / f'{page}.csv'


def read_page(translation: Translation, page: str) -> Reviews:
    """Return the decisions on ``page``; none when it has no file.

    :raises FindingsError: naming every damaged line.
    """
    path = ledger_path(translation, page)
    return Reviews(read_rows(path) if path.is_file() else ())


def read_language(translation: Translation) -> dict[str, Reviews]:
    """Return the decisions on all messages by page.

    :raises FindingsError: naming every damaged line of every file.
    """
    folder, pages, findings = translation.own / FOLDER, {}, []
    for page, path in page_files(folder, '.csv').items():
        try:
            pages[page] = Reviews(read_rows(path))
        except FindingsError as error:
            findings += error.findings
    if findings:
        raise FindingsError(findings)
    return pages


def damages(translation: Translation) -> list[Finding]:
    """Return what is wrong in the ledger, for ``make check``."""
    try:
        read_language(translation)
    except FindingsError as error:
        return error.findings
    return []


def read_rows(path: Path) -> list[Row]:
    """Return the lines of one ledger file, in any order; the same line twice counts once.

    :raises FindingsError: naming every damaged line.
    """
    rows, findings = {}, []
    for line, cells in lists.records(read_text(path, Code.REVIEW)):
        if cells and tuple(cells) == COLUMNS:
            continue
        if problem := _problem(cells):
            findings.append(Finding(path, line, Code.REVIEW, problem))
            if len(findings) >= limits.FAULTS:
                break
            continue
        row = Row(*cells, line=line)
        rows.setdefault(replace(row, line=0), row)
    findings += _without_four_eyes(path, list(rows.values()))
    if findings:
        raise FindingsError(findings)
    return list(rows.values())


def _problem(cells: list[str] | None) -> str:
    """Return what is wrong with one line, or ''."""
    if cells is None:
        return lists.UNREADABLE
    if len(cells) != len(COLUMNS):
        return (
            f'this line has {len(cells)} cells; expected {len(COLUMNS)} cells: {", ".join(COLUMNS)}. Keep whole lines '
            'only, or '
            'restore an older version of the file.'
        )
    row = Row(*cells)
    if not CHECKSUM.fullmatch(row.original) or not CHECKSUM.fullmatch(row.translation):
        return (
            'a checksum is damaged; expected twelve digits 0–9 and a–f in the first two cells. Delete the line and '
            'record the review again with "make review-…".'
        )
    if row.state not in STATES:
        return (
            f'the state "{short(row.state, 60)}" is not known; expected one of {", ".join(STATES)}. Correct it, or '
            'delete the '
            'line: a message without one is a draft.'
        )
    if not row.by.strip():
        return 'nobody is named; expected the name of who decided in the fourth cell. Add it, or delete the line.'
    try:
        if datetime.date.fromisoformat(row.date).isoformat() != row.date:
            raise ValueError(row.date)
    except ValueError:
        return f'the date "{short(row.date, 60)}" is not one; expected a day such as 2026-11-22. Correct it.'
    return ''


def _without_four_eyes(path: Path, rows: list[Row]) -> Iterator[Finding]:
    """Yield a finding for each approval without a review by someone else."""
    reviewers: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.state == REVIEWED:
            reviewers.setdefault(row.pair, []).append(row.by)
    for row in rows:
        if row.state == APPROVED and all(same_person(row.by, name) for name in reviewers.get(row.pair, ())):
            yield Finding(
                path,
                row.line,
                Code.REVIEW,
                (
                    f'approved by {row.by} without a review by somebody else; expected two people, one of whom has '
                    'reviewed it. Let another person review the message, or delete the line.'
                ),
            )


def rows_text(rows: Iterable[Row]) -> str:
    """Return the ledger file that has ``rows``, sorted, each once; '' for none."""
    ordered = sorted(
        {replace(row, line=0) for row in rows},
        key=lambda row: (row.original, row.translation, STATES.index(row.state), row.date, row.by, row.note),
    )
    if not ordered:
        return ''
    out = io.StringIO(newline='')
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, name) for name in COLUMNS] for row in ordered)
    return out.getvalue()


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write ``rows`` by one rename; a file without rows is removed."""
    if text := rows_text(rows):
        write_text(path, text)
    else:
        remove(path)
