"""The languages of a project, and what each of them needs.

``languages.toml`` in the folder of the catalogs lists them, in the order of menus, and says how far each is published.
What a language needs is in its own folder, ``<code>/language.toml``; a folder that has this file is a language too,
a draft behind the listed ones. What nobody has written down comes from CLDR, so that every language has every value.

In Sphinx ``of(config)`` is the language of the edition, in any project: with a list of its own, which ``own_languages``
finds, or without one.
"""

import dataclasses
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_percent

from publishing.core import cldr, limits
from publishing.core.files import is_absent, read_bytes
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.language_files import STALE, Table, expanded, parse, problems
from publishing.core.project import LOCALES

if TYPE_CHECKING:  # commands have no need of Sphinx
    from sphinx.config import Config

REGISTRY = LOCALES / 'languages.toml'
#: What a folder of ``locales`` has when it is that of a language.
OWN = 'language.toml'
#: Folders that this process has filled with compiled catalogs, and the folders of the catalogs.
COMPILED: dict[Path, Path] = {}


@dataclass(frozen=True)
class Release:
    """Shares of the words, from 0 to 1, without which a language is not released."""

    translated: float = 1.0
    reviewed: float = 0.9
    approved: float = 0.0


@dataclass(frozen=True)
class Habit:
    """What no text of the language has: the pattern, what is expected instead, and what to do.

    ``english`` when English has it: there, copying it from the original is the fault.
    """

    never: str
    expected: str
    remedy: str
    english: bool = False


@dataclass(frozen=True)
class Language:
    """One language with its values; the head of each ``language.toml`` says what they are for."""

    code: str
    own_name: str
    locale: str
    quotes: str
    date: str
    month_and_year: str
    percent: str
    search: str
    dictionary: str
    months: tuple[str, ...]
    months_within: tuple[str, ...] = ()
    date_within: str = ''
    alphabet: str = ''
    stemmer: str | None = None
    stop_words: tuple[str, ...] = ()
    hyphenation: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    small_numbers: tuple[str, ...] = ()
    no_break: tuple[str, ...] = ()
    habits: tuple[Habit, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    status: str = 'draft'
    stale: str = STALE[0]
    release: Release = Release()

    @property
    def is_source(self) -> bool:
        """Whether the chapters are written in this language."""
        return self.status == 'source'

    def format_date(self, day: datetime.date) -> str:
        """Return ``day`` written out in the language's own order."""
        return format_date(day, format=self.date, locale=self.locale)

    def format_date_within(self, day: datetime.date, *, with_day: bool) -> str:
        """Return ``day``, or its month, as it stands behind a verb: "skatīts 2026. gada 28. novembrī".

        A language without ``months_within`` and ``date_within`` says it as it does elsewhere.
        """
        pattern = (self.date_within or self.date) if with_day else self.month_and_year
        if self.months_within and (self.date_within or not with_day):
            # CLDR has two cases of a month at most; quoted letters are no pattern to Babel.
            pattern = re.sub('MMMM|LLLL', f"'{self.months_within[day.month - 1]}'", pattern)
        return format_date(day, format=pattern, locale=self.locale)


def load(path: Path = REGISTRY) -> dict[str, Language]:
    """Return the languages by code: those that ``path`` lists in its order, then those that only have a folder.

    A translation whose own file is wrong is left out, so that it keeps no other from being published: :func:`faults`.

    :raises FindingsError: for a list that is not TOML, an unknown key or value, an unknown language code or locale in
        it, when not exactly one language is the source, or when its own file is wrong.
    """
    return dict(_known(path)[0])


def faults(path: Path = REGISTRY) -> dict[str, list[Finding]]:
    """Return what is wrong with the own files of the languages that :func:`load` leaves out, by their codes.

    :raises FindingsError: as :func:`load`.
    """
    return {code: list(findings) for code, findings in _known(path)[1].items()}


def all_codes(path: Path = REGISTRY) -> list[str]:
    """Return the codes of all languages in their order, also of those that :func:`load` leaves out.

    :raises FindingsError: as :func:`load`.
    """
    return list(_known(path)[2])


def _known(path: Path) -> tuple[dict[str, Language], dict[str, list[Finding]], list[str]]:
    """Return the languages, the faults of those that are left out, and the codes of both."""
    own, unread = [], {}
    for folder in sorted(path.parent.glob('*/')):
        file = folder / OWN
        if is_absent(file):
            continue
        try:
            own.append((file, read_bytes(file, Code.LANGUAGE_FILE)))
        except FindingsError as error:
            unread[folder.name] = error.findings
    files = ((path, read_bytes(path, Code.LANGUAGE_FILE)), *own)
    return _read(files, tuple((code, tuple(findings)) for code, findings in unread.items()))


@lru_cache(maxsize=8)
def _read(
    files: tuple[tuple[Path, bytes], ...], unread: tuple[tuple[str, tuple[Finding, ...]], ...]
) -> tuple[dict[str, Language], dict[str, list[Finding]], list[str]]:
    """Return what these files describe, the faults by language, and all codes; a build asks for them hundreds of times.

    :param unread: what is wrong with files that cannot be read, by language.
    """
    (path, content), *folders = files
    text, tables = content.decode('utf-8-sig', errors='replace'), {}
    faulty = {code: list(findings) for code, findings in unread}
    for code, values in parse(path, content).items():
        tables[code] = [Table(path, text, code, values)]
    listed = list(tables)
    for own, content in folders:
        try:
            table = Table(own, content.decode('utf-8-sig', errors='replace'), '', parse(own, content))
        except FindingsError as error:
            faulty[own.parent.name] = error.findings
            continue
        tables.setdefault(own.parent.name, []).append(table)
    languages = {}
    for code, described in tables.items():
        if sum(map(len, faulty.values())) >= limits.FAULTS:
            break
        if found := list(problems(code, described)):
            faulty.setdefault(code, []).extend(found)
        elif code not in faulty:
            languages[code] = _language(code, *(table.values for table in described))
    findings = [one for found in faulty.values() for one in found]
    is_source = {
        code for code, (first, *_own) in tables.items() if first.path == path and first.says('status') == 'source'
    }
    if any(one.path == path for one in findings) or is_source & set(faulty):
        raise FindingsError(findings)  # of what all of them need
    if len(is_source) != 1:
        words = 'expected exactly one. Set it for the language the chapters are written in.'
        words = f'{len(is_source)} languages have status = "source"; {words}'
        raise FindingsError([Finding(path, 1, Code.LANGUAGE_FILE, words)])
    return languages, faulty, [*listed, *sorted((tables.keys() | faulty.keys()) - {*listed})]


def _language(code: str, *tables: Mapping[str, object]) -> Language:
    """Return a language with the values of ``tables``, what ships with us for it, and CLDR's."""
    written = _shipped(code) | {key: value for table in tables for key, value in table.items()}
    values = cldr.values(code, written.get('locale', '')) | written
    months = values['months']
    patterns = {
        'no_break': [expanded(rule, months) for rule in values.get('no_break', ())],
        'habits': [Habit(**habit | {'never': expanded(habit['never'], months)}) for habit in values.get('habits', ())],
        'release': Release(**values.get('release', {})),
    }
    return Language(
        code=code,
        **{key: tuple(value) if isinstance(value, list) else value for key, value in (values | patterns).items()},
    )


@lru_cache
def _shipped(code: str) -> dict[str, object]:
    """Return what our own folder of a language says, which serves other projects as well; nothing while it is wrong."""
    path = REGISTRY.parent / code / OWN
    if is_absent(path):
        return {}
    try:
        values = parse(path, read_bytes(path, Code.LANGUAGE_FILE))
    except FindingsError:
        return {}
    return {} if any(problems(code, [Table(path, '', '', values)])) else values


@lru_cache
def _unlisted(tag: str) -> Language:
    language = _language(cldr.base(tag))
    return language if tag == language.code else dataclasses.replace(language, locale=cldr.values(tag)['locale'])


def find(tag: str, languages: Mapping[str, Language] | None = None) -> Language:
    """Return the language of a tag such as ``lv`` or ``pt-BR``: as the project describes it, else as it is known here.

    :param languages: the project's languages; when left out those listed here, none in a copy of our code alone.
    """
    if languages is None:
        languages = {} if is_absent(REGISTRY) else load()
    return languages.get(tag) or languages.get(cldr.base(tag)) or _unlisted(tag)


@lru_cache
def for_checks(tag: str) -> Language:
    """Return the same as :func:`find`, as it was when first asked for: a check asks again with every message."""
    return find(tag)


def get(code: str, languages: dict[str, Language] | None = None) -> Language:
    """Return the language ``code``, which must be one of the project's.

    :raises FindingsError: when there is none, or its own file is wrong.
    """
    languages = load() if languages is None else languages
    if code not in languages:
        if not is_absent(REGISTRY) and (wrong := faults(REGISTRY).get(code)):
            raise FindingsError(wrong)
        raise FindingsError(
            [
                Finding(
                    REGISTRY,
                    1,
                    Code.LANGUAGE_UNKNOWN,
                    f'no language "{code}" here; expected one of {", ".join(languages)}. '
                    'Use one of these codes or add a table for the new language.',
                )
            ]
        )
    return languages[code]


def percent(share: float, locale: str) -> str:
    """Return a share as the language of ``locale`` writes it."""
    return format_percent(share, format=find(locale).percent, locale=locale)


# In Sphinx


def known(config: 'Config') -> dict[str, Language]:
    """Return the languages of the project that is built; none where it has no list.

    :raises FindingsError: as :func:`load`.
    """
    path = getattr(config, 'languages_file', '')
    return load(Path(path)) if path else {}


def codes(config: 'Config') -> list[str]:
    """Return the codes of the project's languages, also of those whose own file is wrong.

    :raises FindingsError: as :func:`load`.
    """
    path = getattr(config, 'languages_file', '')
    return all_codes(Path(path)) if path else []


def folders(srcdir: Path, config: 'Config') -> list[Path]:
    """Return the folders in which the project has catalogs and lists; ``locale_dirs`` may be those of compiled ones."""
    return [COMPILED.get(path.resolve(), path) for path in (Path(srcdir, folder) for folder in config.locale_dirs)]


def of(config: 'Config') -> Language:
    """Return the language of the edition that is built.

    :raises FindingsError: as :func:`load`, and when its own file is wrong.
    """
    code, path = config.language or 'en', getattr(config, 'languages_file', '')
    there, wrong, _codes = _known(Path(path)) if path else ({}, {}, [])
    if code in wrong:
        raise FindingsError(wrong[code])
    return find(code, there)


def source(config: 'Config') -> Language:
    """Return the language the pages are written in: the one the list says, else that of ``fallback_language``."""
    listed = known(config)
    named = getattr(config, 'fallback_language', 'en')
    return next((language for language in listed.values() if language.is_source), find(named, listed))
