"""``make carry``: decide which changes of the English leave their translations valid, and write that down."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from publishing.core import lists, signs
from publishing.core.chapter_names import expected
from publishing.core.files import is_absent, read_text, write_text
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.core.project import LOCALES, chapter_path
from publishing.core.swaps import together
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.entries import checksum
from publishing.translation.catalogs.form import without_change_note
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import lagging, read_catalogs, translations, write_catalog
from publishing.translation.checks import examine
from publishing.translation.messages import facts
from publishing.translation.messages.memory import translated
from publishing.translation.messages.word_changes import marked
from publishing.translation.reviews import corrections, ledger

LOG = 'carried.csv'
LOG_COLUMNS = ('date', 'by', 'page', 'languages', 'before', 'after')


@dataclass(frozen=True)
class Change:
    """A message whose English changed, and in which languages its translation may become valid again.

    ``translations`` holds the translation of the former text by language, ``hindered`` why another has none.
    """

    page: str
    context: str | None
    before: str
    after: str
    translations: dict[str, str] = field(default_factory=dict)
    hindered: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What ``--yes`` takes: the first digits of the checksum of the English."""
        return checksum(self.context or '', self.after, '')[:8]

    @property
    def is_refused(self) -> bool:
        """Whether numbers, units, negations, links or roles differ: then only a translator can decide."""
        return not facts.same_facts(self.before, self.after) or not corrections.same_markup(self.before, self.after)

    @property
    def looks_trivial(self) -> bool:
        """Whether it looks like a correction."""
        return corrections.looks_trivial(self.before, self.after)


@dataclass(frozen=True)
class Outcome:
    """What became of the changes."""

    changes: list[Change]
    chosen: list[Change]

    def __str__(self) -> str:
        refused = sum(change.is_refused for change in self.changes)
        left = len(self.changes) - len(self.chosen)
        return f'{len(self.chosen)} carried over, {left} left to the translators' + (
            f' (in {refused} a number, unit, negation, link or the like differs)' if refused else ''
        )


def carry(
    pages: Sequence[str] = (),
    *,
    say: Callable[[str], None],
    ask: Callable[[str], str] | None = None,
    by: str = '',
    yes: Sequence[str] = (),
    all_trivial: bool = False,
    locales: Path = LOCALES,
) -> Outcome:
    """Show the changes, take decisions and write them.

    :param say: shows a change.
    :param ask: puts a question for each one that is not decided; None to decide nothing more.
    :param yes: names of changes that are decided already.
    :param all_trivial: so are all that look like corrections.
    :raises FindingsError: for catalogs that lag behind, unknown pages and changes, and when nobody decides.
    """
    languages = [Translation(language.code, locales) for language in translations()]
    pots = current_pots()
    if late := [finding for one in languages for finding in lagging(one, pots)]:
        raise FindingsError(replace(finding, severity=Severity.ERROR) for finding in late)
    if unknown := [page for page in pages if page not in pots]:
        raise FindingsError(
            Finding(
                locales,
                None,
                Code.REVIEW,
                f'there is no page "{page}"; {expected(page, pots)}',
            )
            for page in unknown
        )
    changes = find(languages, pages)
    if all_trivial or yes or (ask and changes):
        by = ledger.person(by or (ask('Your name: ') if ask else ''))
    if chosen := choose(changes, yes, all_trivial, ask, say):
        carry_over(chosen, by, locales)
    return Outcome(changes, chosen)


def find(languages: Iterable[Translation], pages: Sequence[str] = ()) -> list[Change]:
    """Return the messages whose English changed since they were translated, into any of ``languages``."""
    changes: dict[tuple, Change] = {}
    for translation in languages:
        code, catalogs = translation.code, read_catalogs(translation)
        memory = translated(entry for catalog in catalogs.values() for entry in catalog)
        for page in sorted(catalogs.keys() - {MEMORY, INTERFACE}):
            if pages and page not in pages:
                continue
            known = memory | translated(catalogs[page])  # a page's own translation before another's
            for entry in catalogs[page]:
                if entry.obsolete or not entry.previous_msgid or entry.msgid_plural:
                    continue
                key = (page, entry.msgctxt, entry.previous_msgid, entry.msgid)
                change = changes.setdefault(key, Change(page, entry.msgctxt, entry.previous_msgid, entry.msgid))
                text, why = _former(entry, known.get(entry.previous_msgid, ''), code)
                (change.hindered if why else change.translations)[code] = why or text
    return list(changes.values())


def _former(entry: polib.POEntry, known: str, code: str) -> tuple[str, str]:
    """Return the translation of the former text, or why it cannot be carried over."""
    translation = known or (entry.msgstr if entry.fuzzy else '')
    if not translation:
        return '', 'the former text was not translated'
    if entry.fuzzy and entry.msgstr and entry.msgstr != translation:
        return '', 'a translator is at work on it'
    valid = polib.POEntry(msgstr=translation, tcomment=entry.tcomment)
    errors = examine.refused(entry.msgid, valid, code)
    return translation, f'the translation would be held back: {errors[0].text}' if errors else ''


def choose(
    changes: Sequence[Change],
    yes: Sequence[str],
    all_trivial: bool,
    ask: Callable[[str], str] | None,
    say: Callable[[str], None],
) -> list[Change]:
    """Show each change and return those that are carried over.

    :raises FindingsError: when ``yes`` names one that does not exist or is never carried over.
    """
    known = {change.name: change for change in changes}
    findings = [
        Finding(
            'locales',
            None,
            Code.REVIEW,
            (
                f'there is no changed message {name}; expected one of {", ".join(known) or "none"}. Run "make carry" '
                'to see them.'
            ),
        )
        for name in yes
        if name not in known
    ]
    findings += [
        Finding(
            chapter_path(known[name].page),
            None,
            Code.REVIEW,
            (
                f'the change {name} is not carried over: {why_refused(known[name])}; expected the same facts and links '
                'before and after. Leave it to the translators.'
            ),
        )
        for name in yes
        if name in known and known[name].is_refused
    ]
    if findings:
        raise FindingsError(findings)
    chosen, asking = [], ask
    for change in changes:
        say(shown(change))
        decided = change.name in yes or (all_trivial and change.looks_trivial)
        if not decided and asking and not change.is_refused and change.translations:
            answer = asking('Is the meaning the same, so that the translations stay valid? [y/n/q] ').strip().lower()
            decided = answer in ('y', 'yes')
            asking = None if answer in ('q', 'quit') else asking
        if decided and change.translations:
            chosen.append(change)
    return chosen


def carry_over(changes: Iterable[Change], by: str, locales: Path = LOCALES) -> None:
    """Make the translations of ``changes`` valid again, take their reviews along, and log who decided: all or nothing.

    :raises FindingsError: when nobody is named; nothing is written then.
    """
    if not by:
        raise FindingsError(
            [
                Finding(
                    locales / LOG,
                    None,
                    Code.REVIEW,
                    ('nobody is named who decides; expected a name. Add BY="First Last".'),
                )
            ]
        )
    changes = list(changes)
    with together():
        _log(changes, by, locales / LOG)
        for code in sorted({code for change in changes for code in change.translations}):
            translation = Translation(code, locales)
            read_catalogs(translation)  # all of them can be read, or none is written
            for page in sorted({change.page for change in changes if code in change.translations}):
                here = {
                    (change.context, change.after): change
                    for change in changes
                    if change.page == page and code in change.translations
                }
                file = translation.catalog(page).copy()
                rows = _carry_page(file, here, ledger.read_page(translation, page), code, by)
                ledger.write_rows(ledger.ledger_path(translation, page), rows)
                write_catalog(translation, page, file)


def _carry_page(
    catalog: polib.POFile, changes: Mapping[tuple, Change], reviews: ledger.Reviews, code: str, by: str
) -> list[ledger.Row]:
    """Change ``catalog`` in place; return the rows of the page's ledger."""
    rows, former = list(reviews.rows), {(change.context, change.before) for change in changes.values()}
    for entry in catalog:
        change = changes.get((entry.msgctxt, entry.msgid))
        if entry.obsolete or change is None:
            continue
        before = polib.POEntry(msgctxt=entry.msgctxt, msgid=change.before, msgstr=change.translations[code])
        entry.msgstr, entry.previous_msgid = change.translations[code], None
        entry.flags = [flag for flag in entry.flags if flag != 'fuzzy']
        entry.tcomment = without_change_note(entry.tcomment)
        note = f'carried over {ledger.today()} by {by}'
        rows += [
            replace(ledger.row_for(entry, row.state, row.by, note), date=row.date) for row in reviews.decisions(before)
        ]
    for entry in [entry for entry in catalog if entry.obsolete and (entry.msgctxt, entry.msgid) in former]:
        catalog.remove(entry)  # its translation lives on
    return rows


def shown(change: Change) -> str:
    """Return a change as the author sees it."""
    verdict = (
        f'for translators only: {why_refused(change)}'
        if change.is_refused
        else 'looks like a correction'
        if change.looks_trivial
        else 'other words'
    )
    lines = [
        f'\n{change.name}  {change.page}  {verdict}',
        f'  before  {change.before}',
        f'  after   {change.after}',
        f'  change  {marked(change.before, change.after)}',
    ]
    lines += [f'  {code:<8}{text}' for code, text in sorted(change.translations.items())]
    lines += [f'  {code:<8}({why})' for code, why in sorted(change.hindered.items())]
    return '\n'.join(lines)


def why_refused(change: Change) -> str:
    """Return which facts differ, in words."""
    if texts := facts.changed_facts(change.before, change.after):
        return f'{", ".join(texts)} {"differs" if len(texts) == 1 else "differ"}'
    return 'a link, role, image, footnote or code differs'


def _log(changes: Iterable[Change], by: str, path: Path) -> None:
    rows = []
    if not is_absent(path):
        for line, cells in lists.records(read_text(path, Code.REVIEW)):
            if cells is None or len(cells) != len(LOG_COLUMNS):
                words = (
                    f'this line cannot be read; expected {len(LOG_COLUMNS)} cells: {", ".join(LOG_COLUMNS)}. Mend it.'
                )
                raise FindingsError([Finding(path, line, Code.REVIEW, words)])
            if tuple(cells) != LOG_COLUMNS:
                rows.append(cells)
    rows += [
        [ledger.today(), lists.as_text(by), change.page, ' '.join(sorted(change.translations)), *texts]
        for change in changes
        for texts in [[lists.as_text(signs.shown(text)) for text in (change.before, change.after)]]
    ]
    out = io.StringIO(newline='')
    csv.writer(out, lineterminator='\n').writerows([LOG_COLUMNS, *sorted(rows)])
    write_text(path, out.getvalue())
