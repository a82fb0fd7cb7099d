"""All checks of the catalogs of one language: syntax, then markup and numbers message by message.

A translator allows a difference that is meant with a comment on the message, which has to say why::

    # handbook: allow number – the Latvian law counts in another unit
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from publishing import numbers, parity
from publishing.catalogs import LOCALES, MEMORY, catalog_path, translations
from publishing.parity import Difference
from publishing.po_syntax import INTERFACE, inspect
from publishing.reporting import Code, Finding, FindingsError, Severity, print_findings

WAIVER = re.compile(r'^\s*handbook:\s*allow\s+(?P<codes>[a-z-]+(?:\s*,\s*[a-z-]+)*)\s*(?:[–—:-]\s*(?P<reason>.*))?$')
WAIVABLE = {code.value for code in (Code.LINK, Code.ROLE, Code.IMAGE, Code.CODE, Code.NUMBER, Code.MARKUP)}


def check_language(code: str, locales: Path = LOCALES) -> list[Finding]:
    """Return every finding in the catalogs of the language ``code``."""
    folder = locales / code / 'LC_MESSAGES'
    paths = [path for path in [*sorted(folder.rglob('*.po')), catalog_path(code, MEMORY, locales)] if path.is_file()]
    return [finding for path in paths for finding in check_catalog(path, code)]


def broken(code: str, locales: Path = LOCALES) -> list[Finding]:
    """Return the errors in the catalogs of ``code``: what must not be published."""
    return [finding for finding in check_language(code, locales) if finding.severity is Severity.ERROR]


def check_catalog(path: Path, language: str) -> list[Finding]:
    """Return every finding in one catalog. Fuzzy and empty messages are not looked at: nobody reads them."""
    findings, catalog = inspect(path, language)
    if catalog is None or path.stem == INTERFACE:  # texts of the interface are not Markdown; msgfmt knows them
        return findings
    lines = path.read_text(encoding='utf-8').splitlines()
    for entry in catalog:
        if entry.msgstr and not entry.fuzzy and not entry.obsolete:
            findings += _check_entry(path, lines, entry, language)
    return findings


def differences(original: str, translation: str, language: str) -> list[Difference]:
    """Return all that is wrong with one translation."""
    if translation == original:
        return []
    words, translated = parity.parse(original).text, parity.parse(translation).text
    return parity.compare(original, translation) + [
        Difference(Code.NUMBER, text) for text in numbers.compare(words, translated, language)
    ]


def run_check(codes: Sequence[str] = ()) -> int:
    """Check the catalogs of ``codes``, all translations by default; print findings; return 1 when there are errors."""
    try:
        findings = [finding for language in translations(codes) for finding in check_language(language.code)]
    except FindingsError as error:
        findings = error.findings
    return 1 if print_findings(findings) else 0


def _check_entry(path: Path, lines: Sequence[str], entry: polib.POEntry, language: str) -> Iterator[Finding]:
    found = differences(entry.msgid, entry.msgstr, language)
    allowed, problems = _waivers(entry.tcomment or '')
    if not found and not problems:
        return
    line = _line(lines, entry)
    for problem in problems:
        yield Finding(path, line, Code.PO_SYNTAX, problem)
    for difference in found:
        if not (difference.waivable and difference.code.value in allowed):
            sides = f' | Original: “{_short(entry.msgid)}” | Translation: “{_short(entry.msgstr)}”'
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


def _short(text: str, length: int = 160) -> str:
    return text if len(text) <= length else text[:length].rsplit(' ', 1)[0] + ' …'
