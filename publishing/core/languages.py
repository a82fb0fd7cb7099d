"""Read ``locales/languages.toml``, the only list of languages."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_percent

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import LOCALES

REGISTRY = LOCALES / 'languages.toml'

#: Value of every key a language may have; a key without a default is mandatory.
DEFAULTS = {'alphabet': '', 'hyphenation': (), 'stale': 'approved', 'release': {}}
STATUSES = ('source', 'draft', 'released')
#: Which translations stay on the page when their original has changed: approved ones, reviewed, all, or none.
STALE = ('approved', 'reviewed', 'translated', 'english')


@dataclass(frozen=True)
class Release:
    """Shares of the words, from 0 to 1, without which a language is not released."""

    translated: float = 1.0
    reviewed: float = 0.9
    approved: float = 0.0


@dataclass(frozen=True)
class Language:
    """One edition's language, as ``languages.toml`` describes it."""

    code: str
    own_name: str
    locale: str
    status: str
    quotes: str
    date: str
    search: str
    alphabet: str = ''
    hyphenation: tuple[str, ...] = ()
    stale: str = 'approved'
    release: Release = Release()

    @property
    def is_source(self) -> bool:
        """Whether the handbook is written in this language."""
        return self.status == 'source'

    def format_date(self, day: datetime.date) -> str:
        """Return ``day`` written out in the language's own order."""
        return format_date(day, format=self.date, locale=self.locale)


def load(path: Path = REGISTRY) -> dict[str, Language]:
    """Return the languages of ``path`` by code, in file order.

    :raises FindingsError: for a file that is not TOML, a missing or unknown key, an unknown language
        code or locale, or when not exactly one language is the source.
    """
    return dict(_read(path, path.read_bytes()))


@lru_cache(maxsize=8)
def _read(path: Path, content: bytes) -> dict[str, Language]:
    """Return the languages in ``content``; a build asks for them hundreds of times."""
    text = content.decode('utf-8', errors='replace')
    try:
        tables = tomllib.loads(content.decode('utf-8'))
    except UnicodeDecodeError as error:
        raise FindingsError(
            [
                Finding(
                    path,
                    content.count(b'\n', 0, error.start) + 1,
                    Code.LANGUAGE_FILE,
                    'this is not UTF-8 text; expected letters such as ā and ė in UTF-8. '
                    'Save the file with this encoding.',
                )
            ]
        ) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r'line (\d+)', str(error))  # else "at end of document"
        raise FindingsError(
            [
                Finding(
                    path,
                    int(line[1]) if line else max(1, len(text.splitlines())),
                    Code.LANGUAGE_FILE,
                    f'this is not valid TOML ({error}); expected lines like: own_name = "Latviešu". Correct the line.',
                )
            ]
        ) from None
    findings, languages = [], {}
    for code, table in tables.items():
        if problem := _problem(code, table):
            key, words = problem
            findings.append(Finding(path, line_of(text, code, key), Code.LANGUAGE_FILE, words))
            continue
        values = DEFAULTS | table
        languages[code] = Language(
            code=code, **values | {'hyphenation': tuple(values['hyphenation']), 'release': Release(**values['release'])}
        )
    sources = [language.code for language in languages.values() if language.is_source]
    if not findings and len(sources) != 1:
        findings.append(
            Finding(
                path,
                1,
                Code.LANGUAGE_FILE,
                f'{len(sources)} languages have status = "source"; expected exactly one. Set it for the language '
                'the chapters are written in.',
            )
        )
    if findings:
        raise FindingsError(findings)
    return languages


def get(code: str, languages: dict[str, Language] | None = None) -> Language:
    """Return the language ``code``.

    :raises FindingsError: when ``languages.toml`` does not list it.
    """
    languages = load() if languages is None else languages
    if code not in languages:
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
    """Return a share as the language writes it; CLDR sets Latvian without the space that valoda.lv asks for."""
    text = format_percent(share, locale=locale)
    return text if locale.startswith('en') else re.sub(r'(?<=\d)%', '\N{NO-BREAK SPACE}%', text)


def _problem(code: str, table: object) -> tuple[str, str] | None:
    """Return the key at fault ('' for the table as a whole) and what is wrong with it, or None."""
    if not isinstance(table, dict):
        return code, f'"{code}" stands outside a language table; expected tables like [lv]. Move it under its language.'
    known = {name for name in Language.__dataclass_fields__ if name != 'code'}
    if unknown := sorted(set(table) - known):
        return unknown[0], (
            f'unknown key "{unknown[0]}" in [{code}]; expected {", ".join(sorted(known))}. Correct or remove it.'
        )
    if missing := sorted(known - set(table) - set(DEFAULTS)):
        return '', f'[{code}] has no "{missing[0]}"; every language needs it. Add the line {missing[0]} = "…".'
    if problem := _release_problem(code, table.get('release', {})):
        return problem
    for key, value in table.items():
        if key == 'release':
            continue
        if key == 'hyphenation':
            fits = isinstance(value, list) and all(isinstance(word, str) for word in value)
        else:
            fits = isinstance(value, str)
        if not fits:
            wanted = 'a list of words: ["paš-val-dī-ba"]' if key == 'hyphenation' else 'text between quotation marks'
            return key, f'the value of {key} in [{code}] is {value!r}; expected {wanted}. Correct the line.'
    if table['status'] not in STATUSES:
        return 'status', (
            f'status "{table["status"]}" in [{code}] is not known; expected one of '
            f'{", ".join(STATUSES)}. Use one of these.'
        )
    if table.get('stale', 'approved') not in STALE:
        return 'stale', (
            f'stale "{table["stale"]}" in [{code}] is not known; expected one of {", ".join(STALE)}. Use one of these.'
        )
    if len(table['quotes']) != 4:
        return 'quotes', (
            f'quotes "{table["quotes"]}" in [{code}] are {len(table["quotes"])} signs; expected four: '
            'opening and closing double, opening and closing single. Correct the line.'
        )
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return '', (
            f'"{code}" is not a language code; expected an ISO 639 code such as "lv" or "et". '
            'Correct the name of the table.'
        )
    try:
        Locale.parse(table['locale'])
    except (UnknownLocaleError, ValueError):
        return 'locale', (
            f'locale "{table["locale"]}" in [{code}] is not known to CLDR; expected one such as "lv_LV". '
            'Correct the line.'
        )
    return None


def _release_problem(code: str, table: object) -> tuple[str, str] | None:
    """Return what is wrong with the thresholds of a release, as :func:`_problem` does."""
    names = list(Release.__dataclass_fields__)
    if not isinstance(table, dict):
        return 'release', (
            f'release in [{code}] is {table!r}; expected a table [{code}.release] with '
            f'{", ".join(names)}. Write it below the other lines.'
        )
    if unknown := sorted(set(table) - set(names)):
        return unknown[0], (
            f'unknown key "{unknown[0]}" in [{code}.release]; expected {", ".join(names)}. Correct or remove it.'
        )
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            return key, (
                f'{key} in [{code}.release] is {value!r}; expected a share from 0.0 to 1.0 such as 0.9. '
                'Correct the line.'
            )
    return None


def line_of(text: str, table: str, key: str) -> int:
    """Return the 1-based line of ``key`` in a table or its thresholds, else that of the table, else 1."""
    found, current = 1, ''
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r'\s*\[+\s*"?([^]"]*?)"?\s*\]', line):
            current = header[1]
            found = number if current == table else found
        elif current in (table, f'{table}.release', '') and key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return found
