"""Read ``locales/languages.toml``, the only list of languages."""

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from publishing.reporting import Code, Finding, FindingsError

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = ROOT / 'locales' / 'languages.toml'

#: Value of every key a language may have; a key without a default is mandatory.
DEFAULTS = {'alphabet': '', 'hyphenation': ()}
STATUSES = ('source', 'draft', 'released')


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
    text = path.read_text(encoding='utf-8')
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r'line (\d+)', str(error))
        raise FindingsError([Finding(
            path, int(line[1]) if line else 1, Code.LANGUAGE_FILE,
            f'this is not valid TOML ({error}); expected lines like: own_name = "Latviešu". Correct the line.',
        )]) from None
    findings, languages = [], {}
    for code, table in tables.items():
        line = _line_of(text, f'[{code}]')
        problem = _problem(code, table)
        if problem:
            findings.append(Finding(path, line, Code.LANGUAGE_FILE, problem))
            continue
        values = DEFAULTS | table
        languages[code] = Language(code=code, **values | {'hyphenation': tuple(values['hyphenation'])})
    sources = [language.code for language in languages.values() if language.is_source]
    if not findings and len(sources) != 1:
        findings.append(Finding(
            path, 1, Code.LANGUAGE_FILE,
            f'{len(sources)} languages have status = "source"; expected exactly one. Set it for the language '
            'the chapters are written in.',
        ))
    if findings:
        raise FindingsError(findings)
    return languages


def get(code: str, languages: dict[str, Language] | None = None) -> Language:
    """Return the language ``code``.

    :raises FindingsError: when ``languages.toml`` does not list it.
    """
    languages = load() if languages is None else languages
    if code not in languages:
        raise FindingsError([Finding(
            REGISTRY, 1, Code.LANGUAGE_UNKNOWN,
            f'no language "{code}" here; expected one of {", ".join(languages)}. '
            'Use one of these codes or add a table for the new language.',
        )])
    return languages[code]


def _problem(code: str, table: object) -> str | None:
    """Say what is wrong with one language's table, or None."""
    if not isinstance(table, dict):
        return f'"{code}" stands outside a language table; expected tables like [lv]. Move it under its language.'
    known = {name for name in Language.__dataclass_fields__ if name != 'code'}
    if unknown := sorted(set(table) - known):
        return f'unknown key "{unknown[0]}" in [{code}]; expected {", ".join(sorted(known))}. Correct or remove it.'
    if missing := sorted(known - set(table) - set(DEFAULTS)):
        return f'[{code}] has no "{missing[0]}"; every language needs it. Add the line {missing[0]} = "…".'
    if table['status'] not in STATUSES:
        return f'status "{table["status"]}" in [{code}] is not known; expected one of {", ".join(STATUSES)}.'
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return (f'"{code}" is not a language code; expected an ISO 639 code such as "lv" or "et". '
                'Correct the name of the table.')
    try:
        Locale.parse(table['locale'])
    except (UnknownLocaleError, ValueError):
        return f'locale "{table["locale"]}" in [{code}] is not known to CLDR; expected one such as "lv_LV".'
    return None


def _line_of(text: str, needle: str) -> int:
    """Return the 1-based line that starts with ``needle``, or 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(needle):
            return number
    return 1
