"""Check the catalogs: the file as such, then message by message links, roles, code and numbers, and advice.

A translator allows a difference that is meant with a comment on the message, which has to say why::

    # handbook: allow number – the Latvian law counts in another unit
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from publishing.core import languages
from publishing.core.findings import Code, Finding, Severity, short
from publishing.core.project import LOCALES, chapter_path
from publishing.translation.catalogs.syntax import INTERFACE, inspect
from publishing.translation.catalogs.templates import OUTDIR
from publishing.translation.catalogs.update import MEMORY, catalog_path
from publishing.translation.checks import interface, markup, records, spelling, warnings
from publishing.translation.checks.records import WAIVABLE, Difference
from publishing.translation.messages import numbers

WAIVER = re.compile(r'^\s*handbook:\s*allow\s+(?P<codes>[a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:[–—:-]\s*(?P<reason>.*))?$')

#: What returns the warnings on one message: original, translation, language.
Advice = Callable[[str, str, str], list[Difference]]


@dataclass
class Examined:
    """What was found in one catalog: about the file, and by message (context and English text)."""

    path: Path
    faults: list[Finding] = field(default_factory=list)
    unreadable: bool = False
    read: int = 0  # messages looked at
    messages: dict[tuple[str | None, str], list[Finding]] = field(default_factory=dict)

    @property
    def findings(self) -> list[Finding]:
        """Everything found."""
        return self.faults + [finding for findings in self.messages.values() for finding in findings]

    @property
    def held_back(self) -> dict[tuple[str | None, str], list[Finding]]:
        """The errors of each message that must not reach a page."""
        errors = {key: _errors(findings) for key, findings in self.messages.items()}
        return {key: findings for key, findings in errors.items() if findings}


def examine_language(code: str, locales: Path = LOCALES, *, advise: bool = False) -> Iterator[Examined]:
    """Yield what was found in each catalog of the language ``code``.

    :param advise: also look for what is only a warning and takes longer: terms, spelling, typography.
    """
    folder = locales / code / 'LC_MESSAGES'
    for path in [*sorted(folder.rglob('*.po')), catalog_path(code, MEMORY, locales)]:
        if path.is_file():
            yield examine(path, code, advise=advise)


def check_language(code: str, locales: Path = LOCALES) -> list[Finding]:
    """Return every finding in the catalogs of the language ``code``."""
    return [finding for examined in examine_language(code, locales, advise=True) for finding in examined.findings]


def broken(code: str, locales: Path = LOCALES) -> list[Finding]:
    """Return the errors in the catalogs of ``code``: what must not be published."""
    return _errors(finding for examined in examine_language(code, locales) for finding in examined.findings)


def check_catalog(path: Path, language: str) -> list[Finding]:
    """Return every finding in one catalog."""
    return examine(path, language, advise=True).findings


def examine(path: Path, language: str, *, advise: bool | Advice = False) -> Examined:
    """Return what was found in one catalog. Fuzzy and empty messages are not looked at: nobody reads them.

    :param advise: also look for what is only a warning, by the lists of this handbook or with another function.
    """
    advise = warnings.advice if advise is True else advise
    faults, catalog = inspect(path, language)
    examined = Examined(path, faults, catalog is None)
    if catalog is None:
        return examined
    lines = path.read_text(encoding='utf-8').splitlines()
    for entry in catalog:
        is_read = entry.translated() and not entry.fuzzy and not entry.obsolete
        examined.read += bool(is_read)
        if is_read and (found := list(_check_entry(path, lines, entry, language, advise or None))):
            examined.messages[entry.msgctxt, entry.msgid] = found
    return examined


def differences(original: str, translation: str, language: str) -> list[Difference]:
    """Return all that is wrong with one translation."""
    if translation == original:
        return []
    one, other = markup.parse(original), markup.parse(translation)
    return markup.compare(original, translation) + [
        records.found('number', text) for text in numbers.compare(one.text, other.text, language, ' '.join(one.code))
    ]


def spelling_note(code: str) -> str:
    """Return what to say when there was no dictionary of the language ``code`` to look in, else ''."""
    speller = warnings.speller(code)
    return '' if speller.available else spelling.note(speller)


def check_source(pots: dict[str, polib.POFile]) -> list[Finding]:
    """Return the words of the chapters that no dictionary of the source language has."""
    code = next(language.code for language in languages.load().values() if language.is_source)
    speller, findings = warnings.speller(code), {}
    for page, pot in pots.items():
        for entry in pot if page != INTERFACE else ():
            place, line = entry.occurrences[0] if entry.occurrences else (f'{page}.md', '')
            for word in speller.wrong(warnings.words_of(entry.msgid)):
                path = chapter_path(page) if not place else OUTDIR / place
                finding = Finding(
                    path, int(line) if line else None, Code.SPELLING, warnings.misspelt(word, code), Severity.WARNING
                )
                findings.setdefault(word, finding)  # a word once, where it stands first
    return list(findings.values())


def _errors(findings) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _check_entry(
    path: Path,
    lines: Sequence[str],
    entry: polib.POEntry,
    language: str,
    advise: Advice | None,
) -> Iterator[Finding]:
    is_interface = path.stem == INTERFACE
    found = (
        interface.differences(entry, language, advise)
        if is_interface
        else differences(entry.msgid, entry.msgstr, language)
    )
    if advise and not found and not is_interface:  # lost markup leaves stray signs behind, which are no second fault
        found += advise(entry.msgid, entry.msgstr, language)
    allowed, problems = _waivers(entry.tcomment or '')
    if not found and not problems:
        return
    line = _line(lines, entry)
    for problem in problems:
        yield Finding(path, line, Code.PO_SYNTAX, problem)
    for difference in found:
        if not (difference.waivable and difference.code.value in allowed):
            ours = entry.msgstr or ' / '.join(entry.msgstr_plural.values())
            sides = f' | Original: “{short(entry.msgid, 160)}” | Translation: “{short(ours, 160)}”'
            yield Finding(path, line, difference.code, difference.text + sides, difference.severity)


def _waivers(comment: str) -> tuple[set[str], list[str]]:
    """Return the codes a translator's comment allows, and what is wrong with the comment."""
    allowed, problems = set(), []
    for line in comment.splitlines():
        waiver = WAIVER.match(line)
        if not waiver:
            continue
        codes = {code.strip() for code in waiver['codes'].split(',')}
        if unknown := sorted(codes - WAIVABLE):
            choice = ', '.join(sorted(WAIVABLE))
            problems.append(f'the comment allows "{unknown[0]}"; expected one of {choice}. Correct it.')
        if not (waiver['reason'] or '').strip():
            problems.append('the comment "handbook: allow …" gives no reason; expected one after a dash. Add it.')
        else:
            allowed |= codes
    return allowed, problems


def _line(lines: Sequence[str], entry: polib.POEntry) -> int:
    """Return the line of the translation; polib knows that of the first line of the message."""
    for number in range(max(entry.linenum, 1), len(lines) + 1):
        if lines[number - 1].startswith('msgstr'):
            return number
    return entry.linenum
