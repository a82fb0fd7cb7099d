"""Read what is written about languages: ``languages.toml``, and ``language.toml`` in the folder of each language.

Both hold the same keys. ``KEYS`` says what each must be; what is wrong is said with file and line.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError

from publishing.core import patterns
from publishing.core.files import text_of
from publishing.core.findings import Code, Finding, short
from publishing.core.tables import parsed

STATUSES = ('source', 'draft', 'released')
#: Which translations stay on the page when their original has changed: approved ones, reviewed, all, or none.
STALE = ('approved', 'reviewed', 'translated', 'english')
SHARES = ('translated', 'reviewed', 'approved')
HABIT = ('never', 'expected', 'remedy', 'english')

TEXT, WORDS, PATTERNS, HABITS, RELEASE = 'text', 'words', 'patterns', 'habits', 'release'
#: The keys that say how far a language is published. They stand in the list, where all languages can be compared.
PUBLICATION = {'status': TEXT, 'stale': TEXT, 'release': RELEASE}
#: The keys of a language, and what kind of value each has.
KEYS = {
    'own_name': TEXT,
    'locale': TEXT,
    'quotes': TEXT,
    'date': TEXT,
    'month_and_year': TEXT,
    'date_within': TEXT,
    'months_within': WORDS,
    'percent': TEXT,
    'alphabet': TEXT,
    'search': TEXT,
    'stemmer': TEXT,
    'dictionary': TEXT,
    'stop_words': WORDS,
    'hyphenation': WORDS,
    'hedges': WORDS,
    'acronyms': WORDS,
    'passive': PATTERNS,
    'yes': WORDS,
    'no': WORDS,
    'months': PATTERNS,
    'small_numbers': PATTERNS,
    'no_break': PATTERNS,
    'habits': HABITS,
} | PUBLICATION
WANTED = {
    TEXT: 'text between quotation marks',
    WORDS: 'a list of words: ["paš-val-dī-ba"]',
    PATTERNS: 'a list of regular expressions between single quotation marks',
    HABITS: f'tables [[habits]] with {", ".join(HABIT)}',
    RELEASE: f'a table with {", ".join(SHARES)}',
}
#: A word of ``hyphenation`` with its breaks, ``pār-rob*`` for the beginning of words, ``*-nie-k*`` for a part of them.
EXCEPTION = re.compile(r'(?:{0}|(?:\*-?)?{0}-?\*)'.format(r'[^\W\d_]+(?:-[^\W\d_]+)*'))
#: What goes into a command that readers copy, and into the name of a file.
NAMES = {'dictionary': re.compile(r'[a-z0-9][a-z0-9.+-]+'), 'search': re.compile(r'[a-z]{2,3}')}
WANTED_NAMES = {'dictionary': 'name of a Debian package', 'search': 'code of a language'}
#: In a pattern of ``no_break``: the space that may not break.
SPACE = '•'
#: What a pattern may name: the months of the language, and a year of our time.
MONTH, YEAR = '{month}', '{year}'


@dataclass(frozen=True)
class Table:
    """What one file says about one language; ``name`` is that of its table, '' where the file is the table."""

    path: Path
    text: str
    name: str
    values: dict[str, object]

    def finding(self, key: str, words: str) -> Finding:
        """Return a finding at the line of ``key``; '' is the table."""
        return Finding(self.path, line_of(self.text, self.name, key), Code.LANGUAGE_FILE, words)

    def says(self, key: str) -> object:
        """Return the value of ``key``; None where there is none."""
        return self.values.get(key) if isinstance(self.values, dict) else None

    @property
    def shown(self) -> str:
        """The table as messages name it."""
        return f'[{self.name}]' if self.name else self.path.name


def parse(path: Path, content: bytes) -> dict[str, object]:
    """Return what stands in a file.

    :raises FindingsError: when it is no TOML, or no text.
    """
    text = text_of(path, content, Code.LANGUAGE_FILE, path.parent.name)
    return parsed(path, text, Code.LANGUAGE_FILE, 'own_name = "Latviešu"')


def problems(code: str, tables: Collection[Table]) -> Iterator[Finding]:
    """Yield what is wrong with what is said about the language ``code``, the first fault of each table."""
    stands: dict[str, Table] = {}
    for table in tables:
        if fault := _fault(code, table):
            yield table.finding(*fault)
            continue
        for key in table.values:
            if (other := stands.setdefault(key, table)) is not table:
                yield table.finding(
                    key,
                    f'"{key}" of "{code}" stands here and in {other.path.name}; expected it once. '
                    'Remove it from one of the two.',
                )


def _fault(code: str, table: Table) -> tuple[str, str] | None:
    """Return the key at fault ('' for the table as a whole) and what is wrong with it, or None."""
    if not isinstance(table.values, dict):
        return code, f'"{code}" stands outside a language table; expected tables like [lv]. Move it under its language.'
    if unknown := sorted(set(table.values) - set(KEYS)):
        return unknown[0], (
            f'unknown key "{short(unknown[0], 60)}" in {table.shown}; expected {", ".join(sorted(KEYS))}. Correct or '
            'remove it.'
        )
    if not table.name and (listed := sorted(set(table.values) & set(PUBLICATION))):
        return listed[0], (
            f'"{listed[0]}" stands in {table.shown}; expected it in languages.toml, which says how far each language '
            f'is published. Move it below [{code}] there.'
        )
    for key, value in table.values.items():
        if words := _release_fault(table, value) if KEYS[key] == RELEASE else None:
            return words
        if not _fits(KEYS[key], value):
            return key, (
                f'the value of {key} in {table.shown} is {_said(value)}; expected {WANTED[KEYS[key]]}. Correct the '
                'line.'
            )
        if words := _value_fault(key, value, table):
            return key, words
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return '', (
            f'"{code}" is not a language code; expected an ISO 639 code such as "lv" or "et". '
            f'Correct the name of the {"table" if table.name else "folder"}.'
        )
    return None


def _fits(kind: str, value: object) -> bool:
    if kind == TEXT:
        return isinstance(value, str)
    if kind in (WORDS, PATTERNS):
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if kind == HABITS:
        return isinstance(value, list) and all(_is_habit(habit) for habit in value)
    return isinstance(value, dict)


def _is_habit(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {*HABIT[:3]} <= set(value) <= {*HABIT}
        and all(isinstance(value[key], str) for key in HABIT[:3])
        and isinstance(value.get('english', False), bool)
    )


def _value_fault(key: str, value: object, table: Table) -> str | None:
    """Return what is wrong with a value of the right kind, or None."""
    if key in ('status', 'stale'):
        wanted = STATUSES if key == 'status' else STALE
        return (
            None
            if value in wanted
            else (
                f'{key} "{short(value, 60)}" in {table.shown} is not known; expected one of {", ".join(wanted)}. Use '
                'one of these.'
            )
        )
    if key == 'quotes' and len(value) != 4:
        return (
            f'quotes "{short(value, 60)}" in {table.shown} are {len(value)} signs; expected four: '
            'opening and closing double, opening and closing single. Correct the line.'
        )
    if key == 'locale':
        try:
            Locale.parse(value)
        except (UnknownLocaleError, ValueError):
            return (
                f'locale "{short(value, 60)}" in {table.shown} is not known to CLDR; expected one such as "lv_LV". '
                'Correct the line.'
            )
    if key == 'stemmer' and value:
        from publishing.core import stemmers  # hardly ever written down, and long to load

        if value not in (known := sorted(stemmers.names())):
            return (
                f'stemmer "{short(value, 60)}" in {table.shown} is not known; expected one of {", ".join(known)}, or '
                '"" for none. '
                'Use one of these.'
            )
    if key in ('months', 'months_within') and len(value) != 12:
        return f'{len(value)} {key} in {table.shown}; expected twelve. Correct the list.'
    for word in value if key == 'hyphenation' else ():
        if not EXCEPTION.fullmatch(word):
            return (
                f'"{word}" under hyphenation in {table.shown} is no word with its breaks; expected "paš-val-dī-ba", '
                '"pār-rob*" for words that begin so, or "*rb-nie-k*" for what words contain. Correct the word.'
            )
    if key in NAMES and value and not NAMES[key].fullmatch(value):
        return f'{key} "{value}" in {table.shown} is no {WANTED_NAMES[key]}; expected one. Correct the line.'
    written = value if KEYS[key] == PATTERNS else [habit['never'] for habit in value] if key == 'habits' else ()
    for pattern in written:
        try:
            if endless := patterns.fault(expanded(pattern, ()).replace(SPACE, ' ')):
                said = short(pattern, 60)
                return f"'{said}' under {key} in {table.shown} may take for ever: {endless}. Write a plainer one."
        except re.error as error:
            return (
                f"'{short(pattern, 60)}' under {key} in {table.shown} is no regular expression ({error}); expected "
                'one as Python '
                'reads it. Correct the line.'
            )
        if key == 'no_break' and SPACE not in pattern:
            return (
                f"'{short(pattern, 60)}' under {key} in {table.shown} has no {SPACE}; expected this sign for the "
                'space that may '
                'not break. Put it in.'
            )
    return None


def _said(value: object) -> str:
    """Return a value as a message shows it."""
    return short(repr(value), 60)


def expanded(pattern: str, months: Collection[str]) -> str:
    """Return a pattern with the names of months, and years, for their placeholders."""
    return pattern.replace(MONTH, f'(?:{"|".join(months)})').replace(YEAR, r'(?:1[89]|20)\d\d')


def _release_fault(table: Table, value: object) -> tuple[str, str] | None:
    """Return what is wrong with the thresholds of a release, as :func:`_fault` does."""
    if not isinstance(value, dict):
        return 'release', (
            f'release in {table.shown} is {_said(value)}; expected a table [{table.name}.release] with '
            f'{", ".join(SHARES)}. Write it below the other lines.'
        )
    if unknown := sorted(set(value) - set(SHARES)):
        return unknown[0], (
            f'unknown key "{short(unknown[0], 60)}" in [{table.name}.release]; expected {", ".join(SHARES)}. Correct '
            'or remove it.'
        )
    for key, share in value.items():
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            return key, (
                f'{key} in [{table.name}.release] is {_said(share)}; expected a share from 0.0 to 1.0 such as 0.9. '
                'Correct the line.'
            )
    return None


def line_of(text: str, table: str, key: str) -> int:
    """Return the 1-based line of ``key`` in a table or its thresholds, else that of the table, else 1."""
    found, current = 1, ''
    for number, line in enumerate(text.split('\n'), start=1):
        if header := re.match(r'\s*\[+\s*"?([^]"]*?)"?\s*\]', line):
            current = header[1]
            if current in (table, f'{table}.{key}'.removeprefix('.')):
                found = number
        elif current in (table, f'{table}.release', '') and key and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return found
