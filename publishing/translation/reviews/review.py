"""Record in the ledger that messages wait for review, were reviewed or approved; or list them with their numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import polib

from publishing.core.findings import Code, Finding, FindingsError, print_findings, shown_path
from publishing.core.project import LOCALES
from publishing.translation.catalogs.syntax import read
from publishing.translation.catalogs.update import catalog_path, translations
from publishing.translation.checks.held_back import held_back
from publishing.translation.reviews import ledger
from publishing.translation.reviews.ledger import APPROVED, ASKED, REVIEWED, STATES, Reviews


def run_review(code: str, page: str, state: str | None, by: str, messages: str = '', locales: Path = LOCALES) -> int:
    """List the messages of ``page``, or set their state; return an exit code.

    :param messages: numbers as the list shows them, such as ``12-20,25``; all that can be reviewed when empty.
    """
    try:
        translations([code])
        path = catalog_path(code, page.removesuffix('.md').removesuffix('.po').strip('/'), locales)
        if not path.is_file():
            raise _refusal(
                locales / code,
                (
                    f'there is no page "{page}" in "{code}"; expected one such as start/border-today. "make status" '
                    'lists them.'
                ),
            )
        page = path.relative_to(locales / code / 'LC_MESSAGES').with_suffix('').as_posix()
        entries = [entry for entry in read(path, code) if not entry.obsolete]
        reviews = ledger.read_page(code, page, locales)
        held = held_back(code, locales).get(page, {})
        chosen = _chosen(path, entries, messages)
        if state is None:
            print(listing(chosen, reviews, held))
            return 0
        decided, passed_over = decide(path, chosen, reviews, state, by, held, named=bool(messages))
    except FindingsError as error:
        return 1 if print_findings(error.findings) else 0
    target = ledger.ledger_path(code, page, locales)
    ledger.write_rows(target, decided)
    done = len(chosen) - sum(passed_over.values())
    print(
        f'{code} {page}: {done} {"message" if done == 1 else "messages"} {state.replace("-", " ")}'
        + ''.join(f'; {count} {why}' for why, count in sorted(passed_over.items()))
    )
    if done:
        print(f'{"wrote" if target.exists() else "removed"} {shown_path(target)}')
    return 0 if done else 1


def decide(
    path: Path,
    chosen: dict[int, polib.POEntry],
    reviews: Reviews,
    state: str,
    by: str,
    held_back: Iterable,
    *,
    named: bool,
) -> tuple[list[ledger.Row], Counter]:
    """Return the rows of the ledger after the decision, and why how many messages were passed over.

    :param named: the messages were named one by one, so that none may be passed over.
    :raises FindingsError: then, and when nobody decides.
    """
    wanted = state.replace('-', ' ')
    if not ledger.person(by) and wanted != 'draft':
        raise _refusal(path, 'nobody is named; expected the name of who decides. Add BY="First Last".')
    rows, passed_over, findings = list(reviews.rows), Counter(), []
    for number, entry in chosen.items():
        why = _hindrance(entry, reviews, wanted, by, held_back)
        if why and named:
            findings.append(
                Finding(
                    path,
                    entry.linenum,
                    Code.REVIEW,
                    (
                        f'message {number} cannot be set to "{wanted}": {why}; expected a message for which that holds '
                        'not. Leave it out of MESSAGES, or change what is in the way.'
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


def _hindrance(entry: polib.POEntry, reviews: Reviews, wanted: str, by: str, held_back: Iterable) -> str:
    """Return why ``entry`` cannot be set to ``wanted`` by ``by``, or ''."""
    decisions = reviews.decisions(entry)
    if wanted == 'draft':
        return '' if decisions else 'draft already'
    if entry.fuzzy or (entry.previous_msgid and not entry.translated()):
        return 'changed and not confirmed by the translator'
    if not entry.translated():
        return 'not translated'
    if (entry.msgctxt, entry.msgid) in held_back:
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


def listing(chosen: dict[int, polib.POEntry], reviews: Reviews, held_back: Iterable) -> str:
    """Return the messages with number, state, both texts and who decided when."""
    blocks = []
    for number, entry in chosen.items():
        decisions = reviews.decisions(entry) if entry.translated() else []
        state = '; '.join(f'{row.state} by {row.by}, {row.date}' for row in decisions) or 'draft'
        if entry.fuzzy or (entry.previous_msgid and not entry.translated()):
            state = 'changed'
        elif not entry.translated():
            state = 'not translated'
        elif (entry.msgctxt, entry.msgid) in held_back:
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
