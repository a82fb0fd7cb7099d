"""Take translations back from work packages: nothing but translations, each of them checked, nothing overwritten.

A message is refused where the file does not say for certain which one it is, where its English or its translation has
changed in the catalog since the package was made, and where a check finds an error. All others are taken.
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from publishing.core import signs
from publishing.core.chapter_names import expected
from publishing.core.files import is_absent
from publishing.core.findings import Code, Finding, FindingsError, Severity, differing, short, shown_path
from publishing.core.swaps import together
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.entries import english, identifier, texts
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.mending import mended
from publishing.translation.catalogs.update import write_catalog
from publishing.translation.checks import examine
from publishing.translation.packages.package import stamp
from publishing.translation.packages.po import read_po
from publishing.translation.packages.rows import Returned, finding
from publishing.translation.packages.sheet_reader import read_sheet


@dataclass
class Taken:
    """What became of one package."""

    path: Path
    page: str = ''
    taken: int = 0
    unchanged: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, row: Returned, text: str) -> None:
        """Note that the message in ``row`` is not taken, and why."""
        self.refused += 1
        self.findings.append(finding(row.path, row.line, text))

    def __str__(self) -> str:
        return f'{shown_path(self.path)}: {self.taken} taken, {self.unchanged} unchanged, {self.refused} refused' + (
            f' ({self.page})' if self.page else ''
        )


def take(paths: Sequence[Path], translation: Translation) -> list[Taken]:
    """Take the packages ``paths`` into the catalogs of ``translation``; return what became of each.

    The catalogs are written at the end, all or none. Files are taken in the order given.
    """
    results, files = [], {}
    for path in paths:
        result = Taken(path)
        results.append(result)
        try:
            result.page, rows = _read(path, translation.code)
            if result.page not in files:
                files[result.page] = _catalog(path, result.page, translation).copy()
            _take_rows(result, rows, files[result.page], translation)
        except FindingsError as error:
            result.findings += error.findings
    with together():
        for page, file in files.items():
            if any(result.taken for result in results if result.page == page):
                write_catalog(translation, page, file)
    return results


def _read(path: Path, language: str) -> tuple[str, list[Returned]]:
    if is_absent(path):
        raise FindingsError([finding(path, None, 'there is no such file; expected a package. Correct the path.')])
    readers = {'.po': read_po, '.xlsx': read_sheet}
    if path.suffix.lower() not in readers:
        raise FindingsError(
            [
                finding(
                    path,
                    None,
                    (f'the file ends in "{path.suffix}"; expected .po or .xlsx. Save it in the form it was sent in.'),
                )
            ]
        )
    return readers[path.suffix.lower()](path, language)


def _catalog(path: Path, page: str, translation: Translation) -> Catalog:
    if page not in translation.paths():
        raise FindingsError(
            [
                finding(
                    path,
                    1,
                    (
                        f'the package is of the chapter "{short(page, 60)}", which has no catalog; '
                        f'{expected(page, translation.paths())} If it was renamed, write its new name there.'
                    ),
                )
            ]
        )
    return translation.catalog(page)


def _take_rows(result: Taken, rows: Sequence[Returned], catalog: polib.POFile, translation: Translation) -> None:
    """Put the translations of ``rows`` into ``catalog``; note in ``result`` what is refused."""
    entries = {identifier(entry): entry for entry in catalog if not entry.obsolete}
    met = Counter(row.key for row in rows)
    candidates: dict[str, Returned] = {}
    former: dict[str, tuple] = {}
    for row in rows:
        entry = entries.get(row.key)
        if row.lost:
            result.findings.append(finding(row.path, row.line, row.problem))
            continue
        if problem := _problem(row, entry, met):
            result.refuse(row, problem)
            continue
        typed = _mended(row, entry, translation.code)
        if _untouched(result, row, entry) or (typed != row and _untouched(result, typed, entry)):
            result.unchanged += 1
        elif problem := _conflict(typed, entry):
            result.refuse(row, problem)
        else:
            result.findings += _mendings(row, entry, translation.code)
            candidates[row.key] = row = typed
            former[row.key] = _fill(entry, row)
    _drop_wrong(result, candidates, former, entries, catalog, translation)
    result.taken += len(candidates)


def _problem(row: Returned, entry: polib.POEntry | None, met: Counter) -> str:
    """Return why nobody can say which message ``row`` is, or '' ."""
    if row.problem:
        said = row.problem if '; expected' in row.problem else f'{row.problem}; expected it as it was sent.'
        return f'{said} It is not taken: put it right and take the file again.'
    if met[row.key] > 1:
        return 'this message stands in the file twice; expected once. Neither is taken: delete one of the two.'
    if entry is None:
        return (
            'the catalog has no such message: its English has changed, or the text was removed, since the '
            'package was made; expected a message that the page has now. It is not taken: make a new package.'
        )
    if row.english is not None and signs.mended(row.english)[0] != signs.mended(english(entry))[0]:
        theirs, ours = differing(row.english, english(entry), 120)
        return (
            f'the English of this message was changed in the file, to “{theirs}”; expected “{ours}”. It is not taken: '
            'put the English back, or move the translation into its own row.'
        )
    if len(row.texts) != len(texts(entry)):
        return (
            f'the message has {len(row.texts)} forms in the file; expected {len(texts(entry))}. It is not taken: '
            'restore the rows.'
        )
    return ''


def _untouched(result: Taken, row: Returned, entry: polib.POEntry) -> bool:
    """Tell whether ``row`` brings nothing new."""
    if row.comment and _letters(row.comment) != _letters(entry.tcomment or ''):
        result.findings.append(
            finding(
                row.path,
                row.line,
                (
                    'the comment on this message was changed; expected only translations. It is not taken: write it '
                    'into the catalog, where it counts.'
                ),
                Severity.WARNING,
            )
        )
    if not any(row.texts):
        if any(texts(entry)):
            result.findings.append(
                finding(
                    row.path,
                    row.line,
                    ('the translation is empty here; expected a text. The catalog keeps the one it has.'),
                    Severity.WARNING,
                )
            )
        return True
    sent_fuzzy = row.stamp.endswith('f')
    as_sent = row.stamp.removesuffix('f') == stamp(row.texts, fuzzy=False)
    confirmed = sent_fuzzy and row.unfinished is False
    if as_sent and not confirmed:
        return True
    return row.texts == texts(entry) and (not entry.fuzzy or row.unfinished is not False)


def _letters(comment: str) -> str:
    """Return a comment without its blanks and ends of line, of which programs break a long one into several."""
    return ''.join(comment.split())


def _conflict(row: Returned, entry: polib.POEntry) -> str:
    """Return what to say where somebody else has changed the translation in the meantime, or ''."""
    now = stamp(texts(entry), fuzzy=bool(entry.fuzzy))
    if row.stamp == now or not any(texts(entry)):
        return ''
    if not row.stamp and entry.fuzzy:
        return ''
    ours, theirs = differing(' | '.join(texts(entry)), ' | '.join(row.texts), 120)
    return (
        'the translation was changed in the catalog since the package was made, and in the file too; expected one '
        'of the two. It is not overwritten: write the right one into the catalog. '
        f'| Catalog: “{ours}” | File: “{theirs}”'
    )


def _mended(row: Returned, entry: polib.POEntry, language: str) -> Returned:
    """Return ``row`` without the signs that its way through other programs has brought in; its comment was judged."""
    typed = tuple(mended(entry.msgid, text, language)[0] for text in row.texts)
    return row if typed == row.texts else dataclasses.replace(row, texts=typed, comment='')


def _mendings(row: Returned, entry: polib.POEntry, language: str) -> list[Finding]:
    """Return a warning for each thing that :func:`_mended` mends."""
    found = [one for text in row.texts for one in mended(entry.msgid, text, language)[1]]
    return [Finding(row.path, row.line, Code.SIGN, one.done, Severity.WARNING) for one in found]


def _fill(entry: polib.POEntry, row: Returned) -> tuple:
    """Give ``entry`` the translation of ``row``; return what it had, for :func:`_restore`."""
    former = entry.msgstr, dict(entry.msgstr_plural), list(entry.flags), entry.previous_msgid
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(row.texts))
    else:
        entry.msgstr = row.texts[0]
    entry.flags = [flag for flag in entry.flags if flag != 'fuzzy']
    if row.unfinished or not all(row.texts):
        entry.flags.append('fuzzy')
    else:
        entry.previous_msgid = None
    return former


def _restore(entry: polib.POEntry, former: tuple) -> None:
    entry.msgstr, entry.msgstr_plural, entry.flags, entry.previous_msgid = former


def _drop_wrong(result, candidates, former, entries, catalog, translation: Translation) -> None:
    """Check the messages in ``candidates``; put back and list those with errors, show the warnings on the others."""
    while candidates:
        found, others = _examine(catalog, translation, result.page)
        about = {key: found.get((entries[key].msgctxt, entries[key].msgid), []) for key in candidates}
        wrong = {key: findings for key, findings in about.items() if _has_error(findings)}
        if not wrong and _has_error(others):  # a fault of the file that no message owns: better take nothing
            wrong = dict.fromkeys(candidates, others)
        if not wrong:
            result.findings += [one for key, row in candidates.items() for one in _here(about[key], row)]
            return
        for key, findings in wrong.items():
            row = candidates.pop(key)
            _restore(entries[key], former[key])
            result.refused += 1
            result.findings += _here(findings, row)


def _examine(
    catalog: polib.POFile, translation: Translation, page: str
) -> tuple[dict[tuple, list[Finding]], list[Finding]]:
    """Return what the checks would find in each message of ``catalog``, and what would be wrong with the file."""
    text = format_catalog(catalog)
    written = Catalog(translation.path(page), translation.code, page, text.encode())
    examined = examine.examine(written, advise=True)
    found, others = {key: list(findings) for key, findings in examined.messages.items()}, []
    starts = _starts(text, catalog)
    for fault in examined.faults:
        owner = next((key for line, key in reversed(starts) if fault.line and line <= fault.line), None)
        if owner is None:
            others.append(fault)
        else:
            found.setdefault(owner, []).append(fault)
    return found, others


def _starts(text: str, catalog: polib.POFile) -> list[tuple[int, tuple]]:
    """Return the line in ``text`` on which each message begins, comments included, with its context and English."""
    blocks = [
        line
        for line, (before, now) in enumerate(zip(['', *text.split('\n')], text.split('\n'), strict=False), start=1)
        if not before and now
    ]
    ordered = sorted(catalog, key=lambda entry: bool(entry.obsolete))  # as format_catalog writes them
    return list(zip(blocks[1:], [(entry.msgctxt, entry.msgid) for entry in ordered], strict=False))


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _here(findings: Sequence[Finding], row: Returned) -> list[Finding]:
    """Return ``findings`` with the place in the package instead of that in the catalog."""
    return [dataclasses.replace(one, path=row.path, line=row.line) for one in findings]
