"""Record in the ledger that messages wait for review, were reviewed or approved; or list them with their numbers."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polib

from publishing.core.chapter_names import expected
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import typed_page
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.update import translations
from publishing.translation.checks.held_back import held_back
from publishing.translation.reviews import ledger
from publishing.translation.reviews.ledger import APPROVED, ASKED, REVIEWED, STATES, Reviews


@dataclass(frozen=True)
class Page:
    """A page's catalog, what its ledger says, which messages are held back, and those chosen, by their numbers."""

    code: str
    name: str
    path: Path
    reviews: Reviews
    held_back: Collection[tuple[str | None, str]]
    chosen: dict[int, polib.POEntry]
    ledger: Path
    is_choice: bool = False


@dataclass(frozen=True)
class Recorded:
    """What was recorded: for how many messages, why others were passed over, and in which file."""

    page: Page
    state: str
    count: int
    passed_over: Counter

    @property
    def path(self) -> Path:
        """The ledger, which is removed with its last line."""
        return self.page.ledger

    def __str__(self) -> str:
        noun = 'message' if self.count == 1 else 'messages'
        return f'{self.page.code} {self.page.name}: {self.count} {noun} {self.state.replace("-", " ")}' + ''.join(
            f'; {count} {why}' for why, count in sorted(self.passed_over.items())
        )


def read_page(translation: Translation, name: str, messages: str = '') -> Page:
    """Return the page ``name`` of a translation.

    :param messages: numbers as the list shows them, such as ``12-20,25``; all when empty.
    :raises FindingsError: for a page that does not exist or cannot be read, and for numbers it has not.
    """
    translations([translation.code])
    path = translation.path(typed_page(name))
    if not path.is_file():
        raise _refusal(
            translation.own,
            f'there is no page "{name}" in "{translation.code}"; {expected(typed_page(name), translation.paths())}',
        )
    catalog = translation.catalog_of(path)
    entries = [entry for entry in catalog.read() if not entry.obsolete]
    return Page(
        translation.code,
        catalog.page,
        path,
        ledger.read_page(translation, catalog.page),
        held_back(translation).get(catalog.page, {}),
        _chosen(path, entries, messages),
        ledger.ledger_path(translation, catalog.page),
        bool(messages),
    )


def record(page: Page, state: str, by: str) -> Recorded:
    """Set the chosen messages to ``state`` and write the ledger.

    :raises FindingsError: when nobody decides, and when a message that was named cannot be set.
    """
    rows, passed_over = decide(page, state, by)
    ledger.write_rows(page.ledger, rows)
    return Recorded(page, state, len(page.chosen) - sum(passed_over.values()), passed_over)


def decide(page: Page, state: str, by: str) -> tuple[list[ledger.Row], Counter]:
    """Return the rows of the ledger after the decision, and why how many messages were passed over.

    :raises FindingsError: when nobody decides, and when a message that was named cannot be set.
    """
    wanted = state.replace('-', ' ')
    if not ledger.person(by) and wanted != 'draft':
        raise _refusal(page.path, 'nobody is named; expected the name of who decides. Add BY="First Last".')
    rows, passed_over, findings = list(page.reviews.rows), Counter(), []
    for number, entry in page.chosen.items():
        why = _hindrance(entry, page, wanted, by)
        if why and page.is_choice:
            findings.append(
                Finding(
                    page.path,
                    entry.linenum,
                    Code.REVIEW,
                    (
                        f'message {number} cannot be set to "{wanted}", because it {"was" if " by " in why else "is"} '
                        f'{why}; expected messages without such a hindrance. Leave {number} out of MESSAGES, or remove '
                        'the hindrance first.'
                    ),
                )
            )
        elif why:
            passed_over[why] += 1
        elif wanted == 'draft':
            rows = [row for row in rows if row.pair != ledger.pair(entry)]
        else:
            rows.append(ledger.row_for(entry, wanted, by))
    if findings:
        raise FindingsError(findings)
    return rows, passed_over


def _hindrance(entry: polib.POEntry, page: Page, wanted: str, by: str) -> str:
    """Return why ``entry`` cannot be set to ``wanted`` by ``by``, or ''."""
    decisions = page.reviews.decisions(entry)
    if wanted == 'draft':
        return '' if decisions else 'draft already'
    if entry.fuzzy or (entry.previous_msgid and not entry.translated()):
        return 'changed and not confirmed by the translator'
    if not entry.translated():
        return 'not translated'
    if (entry.msgctxt, entry.msgid) in page.held_back:
        return 'held back for an error'
    if decisions and STATES.index(decisions[-1].state) >= STATES.index(wanted):
        return f'{decisions[-1].state} already'
    who = {row.state: row.by for row in decisions}
    if wanted == REVIEWED and ASKED in who and ledger.same_person(who[ASKED], by):
        return 'translated by the same person'
    if wanted == APPROVED and REVIEWED not in who:
        return 'not reviewed yet'
    if wanted == APPROVED and ledger.same_person(who[REVIEWED], by):
        return 'reviewed by the same person'
    return ''


def listing(page: Page) -> str:
    """Return the messages with number, state, both texts and who decided when."""
    blocks = []
    for number, entry in page.chosen.items():
        decisions = page.reviews.decisions(entry) if entry.translated() else []
        state = '; '.join(f'{row.state} by {row.by}, {row.date}' for row in decisions) or 'draft'
        if entry.fuzzy or (entry.previous_msgid and not entry.translated()):
            state = 'changed'
        elif not entry.translated():
            state = 'not translated'
        elif (entry.msgctxt, entry.msgid) in page.held_back:
            state = 'held back for an error'
        text = ' | '.join(filter(None, entry.msgstr_plural.values())) or entry.msgstr
        blocks.append(f'{number}  [{state}]\n    {entry.msgid}' + (f'\n    {text}' if text else ''))
    return '\n'.join(blocks)


def _chosen(path: Path, entries: list[polib.POEntry], messages: str) -> dict[int, polib.POEntry]:
    """Return the messages that ``12-20,25`` names, by number.

    :raises FindingsError: for anything else, and for numbers the page has not.
    """
    everything = dict(enumerate(entries, start=1))
    if not messages.strip():
        return everything
    numbers: set[int] = set()
    for part in messages.replace('–', '-').split(','):
        found = re.fullmatch(r'\s*(\d+)\s*(?:-\s*(\d+)\s*)?', part)
        if not found or not 1 <= int(found[1]) <= int(found[2] or found[1]) <= len(entries):
            raise _refusal(
                path,
                (
                    f'"{part.strip()}" names no messages of this page; expected numbers from 1 to '
                    f'{len(entries)}, such as 12-20,25. Leave out STATE to see them with their numbers.'
                ),
            )
        numbers |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    return {number: everything[number] for number in sorted(numbers)}


def _refusal(path: Path, text: str) -> FindingsError:
    return FindingsError([Finding(path, None, Code.REVIEW, text)])
