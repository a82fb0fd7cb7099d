"""Habits of the translation's language that a program can see: quotation marks, dashes, dates, "Nr.", percentages.

What the build mends by itself (no-break spaces, straight quotation marks; see ``typography``) is not looked at. The
digits themselves are the business of ``numbers``. What the original has too is right, unless it is an English habit.
"""

import re
from collections.abc import Iterator

from publishing.core import languages
from publishing.core.languages import Habit, Language
from publishing.translation.checks import dates
from publishing.translation.messages.words import ending, quoted, written

_BLANK = '[ \u00a0\u202f]'


#: For every language but English. What a language has besides is under ``habits`` in its ``language.toml``.
EVERY = (
    Habit(r'\S - \S', 'a dash with a space on each side, " – "', 'Type – for -.'),
    Habit(r'\S*—\S*', 'a dash with a space on each side, " – "', 'Type – for —.'),
    Habit(r'[^\W\d][)»”]?– |(?<= )–[^\W\d]\w*', 'a space on each side of the dash', 'Add the one that is missing.'),
    Habit(
        rf'\b(?:EUR|€|USD|Eur){_BLANK}?\d[\d,. \u00a0]*\d',
        'the currency after the amount',
        'Write "100 EUR".',
        english=True,
    ),
    Habit(r'\b\d+(?:st|nd|rd|th)\b', 'an ordinal of this language', 'Replace the English ending.', english=True),
    Habit(
        r'(?<!\.)\.\.(?!\.)|,,|;;|::|\w +[,;]|\( | \)',
        'one mark of punctuation, and no blank before it or inside brackets',
        'Delete what is too much.',
    ),
    Habit(r'\S  +\S', 'one space', 'Delete the others.'),
)
PERCENT = Habit(r'\b\d+%', 'a space before %', 'Write "26 %".', english=True)
QUOTES = '"„“”«»‟‹›'


def problems(original: str, translation: str, language: str) -> Iterator[str]:
    """Yield a sentence for each habit of ``language`` that ``translation`` breaks.

    Both are the words of a message (:class:`publishing.translation.messages.words.Words`).
    """
    own = languages.for_checks(language)
    for habit in (*EVERY, *([] if own.percent.endswith('0%') else [PERCENT]), *own.habits):
        pattern = re.compile(habit.never)
        found = list(pattern.finditer(translation))
        if len(found) > (0 if habit.english else len(pattern.findall(original))):
            yield f'"{quoted(found[0])}" stands in the translation; expected {habit.expected}. {habit.remedy}'
    yield from dates.problems(translation, language)
    yield from _quotation_marks(original, translation, own)
    yield from _brackets(original, translation)
    yield from _range_dash(original, translation)
    end, its_end = ending(original), ending(translation)
    if end in tuple('.:?!') and its_end not in tuple('.:;?!…"“”)'):
        last = quoted(found) if (found := re.search(r'\S+\s*$', translation)) else ''
        yield f'the translation ends with "{last}", without a mark; expected "{end}" as in the original. Add it.'


def _quotation_marks(original: str, translation: str, language: Language) -> Iterator[str]:
    allowed = set(''.join(language.quotes)) | {'"'}
    wrong = sorted({mark for mark in translation if mark in QUOTES} - allowed)
    if wrong:
        yield (
            f'the quotation mark {wrong[0]} is not one of this language; expected straight ones, "…", which the '
            'build sets. Replace it.'
        )
    elif translation.count('"') % 2 and not original.count('"') % 2:
        yield (
            f'one of the quotation marks, at "{_around(translation, translation.rindex(chr(34)))}", has no partner; '
            'expected pairs. Add the other one.'
        )


def _brackets(original: str, translation: str) -> Iterator[str]:
    if original.count('(') == original.count(')') and translation.count('(') != translation.count(')'):
        alone = _unpaired(translation)
        yield (
            f'the round bracket at "{_around(translation, alone)}" has no partner; expected pairs. Add the other one.'
        )


def _unpaired(text: str) -> int:
    """Return where a round bracket stands that is not opened, or else one that is not closed."""
    opened: list[int] = []
    for found in re.finditer(r'[()]', text):
        if found[0] == '(':
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            return found.start()
    return opened[-1]


def _around(words: str, place: int) -> str:
    """Return a sign with the words it touches, as they are written."""
    begin, end = words.rfind(' ', 0, place) + 1, words.find(' ', place)
    return written(words, begin, end if end >= 0 else len(words)).strip()


def _range_dash(original: str, translation: str) -> Iterator[str]:
    """Years and numbers from–to have a dash; a hyphen is right where the original has one (2024-1234)."""
    for found in re.finditer(r'(?<![\w-])(\d+)\.?-(\d+)(?![\w-])', translation):
        if f'{found[1]}–{found[2]}' in original:
            yield f'"{quoted(found)}" has a hyphen; expected a dash without spaces, –. Type – for -.'
