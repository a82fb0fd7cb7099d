"""What ``make check`` has found in each catalog, kept until something changes that may decide what is found.

Looking through all catalogs of a language takes ten times as long as everything else that the command does, and an
author who has changed one chapter has changed none of them. What is kept is what was found, never that nothing need be
looked at: the same text is told the same, however often. No build reads it.
"""

import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from publishing.core.digests import digest
from publishing.core.files import write_text
from publishing.core.findings import Code, Finding, Severity
from publishing.core.project import PACKAGE, ROOT, WORK
from publishing.translation.catalogs.catalog import FOLDER, Catalog, Translation
from publishing.translation.checks import examine, warnings

#: What decides for every language what is found: our code, the Markdown extensions, the versions of the libraries.
RULES = (PACKAGE, ROOT / 'conf.py', ROOT / 'requirements.txt')


def check_language(translation: Translation, work: Path = WORK) -> list[Finding]:
    """Return every finding in the catalogs, as ``examine.check_language`` does.

    :param work: the folder in which it is kept.
    """
    path = work / f'checked-{translation.code}.json'
    before, now, found = _read(path), {}, []
    rules = _rules(translation)
    for catalog in translation.all_catalogs():
        key = digest([catalog.path]) + rules
        rows = before.get(catalog.page, {})
        findings = _findings(catalog, rows.get('rows')) if rows.get('of') == key else None
        if findings is None:
            findings = examine.examine(catalog, advise=True).findings
        if all(finding.path == catalog.path for finding in findings):
            now[catalog.page] = {'of': key, 'rows': list(map(_row, findings))}
        found += findings
    if now != before:
        write_text(path, json.dumps(now, ensure_ascii=False, indent=0) + '\n')
    return found


def _rules(translation: Translation) -> str:
    """Return a digest of everything but the catalogs that may decide what is found: rules, lists, the dictionary."""
    lists = sorted(path for path in translation.locales.glob('*.*') if path.is_file())
    own = [path for path in sorted(translation.locales.glob('*/*')) if path.is_file() and path.parent.name != FOLDER]
    dictionary = warnings.speller(translation.code).path
    places = [one.with_suffix(suffix) for one in filter(None, [dictionary]) for suffix in ('.dic', '.aff')]
    return f'{sys.version} {_code()} {digest([*lists, *own])} {digest(places)}'


@lru_cache
def _code() -> str:
    return digest(RULES)


def _read(path: Path) -> dict:
    try:
        kept = json.loads(path.read_text(encoding='utf-8'))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) and all(isinstance(one, dict) for one in kept.values()) else {}


def _row(finding: Finding) -> list:
    return [finding.line, finding.code.value, finding.text, finding.severity.value]


def _findings(catalog: Catalog, rows: object) -> list[Finding] | None:
    """Return what was kept; None where it cannot be read."""
    try:
        return list(_kept(catalog, rows))
    except (TypeError, ValueError):
        return None


def _kept(catalog: Catalog, rows: object) -> Iterator[Finding]:
    for line, code, text, severity in rows:
        yield Finding(catalog.path, line, Code(code), text, Severity(severity))
