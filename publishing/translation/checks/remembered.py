"""What ``make check`` has found in each catalog and chapter, kept until something changes that may decide it.

Looking through all catalogs of a language takes ten times as long as everything else that the command does, and an
author who has changed one chapter has changed none of them. What is kept is what was found, never that nothing need be
looked at: the same text is told the same, however often. No build reads it.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from publishing.core.digests import digest
from publishing.core.files import write_text
from publishing.core.findings import Code, Finding, Severity
from publishing.core.project import PACKAGE, ROOT, WORK
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import FOLDER, Catalog, Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import Pots
from publishing.translation.checks import examine, source_text, warnings

Result = TypeVar('Result')

#: What decides for every language what is found: our code, the Markdown extensions, the versions of the libraries.
RULES = (PACKAGE, ROOT / 'conf.py', ROOT / 'requirements.txt')


@dataclass(frozen=True)
class Form(Generic[Result]):
    """How a result is written as JSON and read again; ``dump`` returns None for one that is not to be kept."""

    load: Callable[[object], Result]
    dump: Callable[[Result], object | None]


class Notes:
    """What was found out of each page, in a file.

    :param path: the file. :param rules: a digest of everything but the pages that may decide what is found.
    """

    def __init__(self, path: Path, rules: str) -> None:
        self._path, self._rules = path, rules
        self._before, self._now = _read(path), {}

    def recall(self, page: str, of: str, find: Callable[[], Result], form: Form) -> Result:
        """Return what ``find`` returned for ``page`` when it held the same, else what it returns now.

        :param of: a digest of what the page holds. :param form: how the result is written into the file and read again.
        """
        key, noted = of + self._rules, self._before.get(page, {})
        try:
            if noted.get('of') == key:
                result = form.load(noted.get('rows'))
                self._now[page] = noted
                return result
        except (TypeError, ValueError, KeyError):
            pass  # a damaged note is none
        result = find()
        if (rows := form.dump(result)) is not None:
            self._now[page] = {'of': key, 'rows': rows}
        return result

    def keep(self) -> None:
        """Write down what was recalled and found."""
        if self._now != self._before:
            write_text(self._path, json.dumps(self._now, ensure_ascii=False, indent=0) + '\n')


def check_language(translation: Translation, work: Path = WORK) -> list[Finding]:
    """Return every finding in the catalogs, as ``examine.check_language`` does.

    :param work: the folder in which it is kept.
    """
    notes, found = Notes(work / f'checked-{translation.code}.json', _rules(translation)), []
    for catalog in translation.all_catalogs():
        find = partial(_examined, catalog)
        found += notes.recall(catalog.page, digest([catalog.path]), find, _in_file(catalog.path))
    notes.keep()
    return found


def lagging(translation: Translation, pots: Pots, work: Path = WORK) -> list[Finding]:
    """Return what ``update.lagging`` does.

    :raises FindingsError: when a catalog cannot be read.
    """
    notes, found, paths = Notes(work / f'lagging-{translation.code}.json', _code()), [], translation.paths()
    for page in sorted({*pots, *paths}):
        path = translation.path(page)
        of = pots.digest(page) + digest([path] if path.is_file() else [])
        found += notes.recall(page, of, partial(update.lag, translation, page, pots), _in_file(path))
    notes.keep()
    return found


def check_source(pots: Pots, work: Path = WORK) -> list[Finding]:
    """Return what ``source_text.check_source`` does."""
    own = source_text.source()
    notes, looked = Notes(work / 'checked-source.json', _rules(own)), []
    for page in pots:
        if page != INTERFACE:
            looked.append(
                notes.recall(
                    page, pots.digest(page), lambda page=page: source_text.look(page, pots[page], own), _LOOKED
                )
            )
    notes.keep()
    return source_text.said(looked)


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


def _examined(catalog: Catalog) -> list[Finding]:
    return examine.examine(catalog, advise=True).findings


def _row(finding: Finding) -> list:
    return [finding.line, finding.code.value, finding.text, finding.severity.value]


def _finding(path: object, row: Sequence) -> Finding:
    line, code, text, severity = row
    return Finding(path, line, Code(code), text, Severity(severity))


def _in_file(path: Path) -> Form[list[Finding]]:
    """Return the form of findings that all stand in one file; others are not kept."""
    return Form(
        load=lambda rows: [_finding(path, row) for row in rows],
        dump=lambda found: list(map(_row, found)) if all(one.path == path for one in found) else None,
    )


def _load_looked(rows: object) -> source_text.Looked:
    unknown, findings, hedges, words = rows
    return source_text.Looked(
        [(str(word), _finding(Path(path), row)) for word, path, row in unknown],
        [_finding(Path(path), row) for path, row in findings],
        int(hedges),
        int(words),
    )


def _dump_looked(one: source_text.Looked) -> list:
    unknown = [[word, str(finding.path), _row(finding)] for word, finding in one.unknown]
    return [unknown, [[str(finding.path), _row(finding)] for finding in one.findings], one.hedges, one.words]


_LOOKED = Form(_load_looked, _dump_looked)
