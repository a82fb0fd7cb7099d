"""Read a spreadsheet that came back from a translator."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from publishing.core import languages
from publishing.core.findings import FindingsError, short
from publishing.core.languages import Language
from publishing.translation.packages.rows import Returned, count_of, finding, wrong_language
from publishing.translation.packages.sheet import COLUMNS, GUIDE, MESSAGES
from publishing.translation.packages.workbook import load

#: What may stand in the column "Ready?", besides the words of the language.
YES, NO = {'yes', 'y', 'x'}, {'no', 'n'}

#: What a spreadsheet makes of a text, in plain words.
KINDS = {
    bool: 'a logical value (TRUE or FALSE)',
    float: 'a number',
    datetime.datetime: 'a date',
    datetime.date: 'a date',
    datetime.time: 'a time of day',
    datetime.timedelta: 'a span of time',
}
FORMULA = (
    'the spreadsheet program has taken the translation for a formula, because it begins with "="; expected text. '
    'Format the cell as "Text", then type the translation once more.'
)
#: How spreadsheets write a control, such as the carriage return of a pasted line; openpyxl leaves it as it is.
ESCAPED = re.compile(r'_x(00[01][0-9A-Fa-f]|00[7-9][0-9A-Fa-f])_')


def read_sheet(path: Path, language: str) -> tuple[str, list[Returned]]:
    """Return the chapter of a package and the messages in it; plural forms are joined to one message.

    :raises FindingsError: when the file cannot be read, is for another language, or is no package.
    """
    book = load(path)
    if missing := {GUIDE, MESSAGES} - {sheet.title for sheet in book.worksheets}:
        raise FindingsError(
            [
                finding(
                    path,
                    None,
                    (
                        f'the sheet "{min(missing)}" is missing; expected the sheets the package was made with. Copy '
                        'the translations into the file as it was sent.'
                    ),
                )
            ]
        )
    facts = {str(row[0]): row[1] for row in book[GUIDE].iter_rows(values_only=True, max_col=2) if row[0]}
    if (found := _fact(facts, 'Language')) != language:
        raise FindingsError([wrong_language(path, 1, found, language)])
    sheet = book[MESSAGES]
    named = [str(cell.value) for cell in sheet[1]]
    heads = {name: column for column, name in enumerate(named)}
    needed = ('No.', 'English', 'Translation', 'Ready?', 'Key')
    if twice := [name for name in needed if named.count(name) > 1]:
        words = f'the column "{twice[0]}" stands twice; expected it once. Delete the one that was added.'
        raise FindingsError([finding(path, 1, words)])
    if absent := [name for name in needed if name not in heads]:
        raise FindingsError(
            [
                finding(
                    path,
                    1,
                    (
                        f'the column "{absent[0]}" is missing; expected {", ".join(COLUMNS)}. Copy the translations '
                        'into the file as it was sent.'
                    ),
                )
            ]
        )
    expected = count_of(facts.get('Messages'))
    rows = list(_rows(path, sheet, heads, languages.find(language)))
    return _fact(facts, 'Chapter'), list(_joined(path, rows, expected))


def _fact(facts: dict[str, object], name: str) -> str:
    """Return what the first sheet says of the package."""
    value = facts.get(name)
    return '' if value is None else str(value)


def _rows(
    path: Path, sheet: Worksheet, heads: dict[str, int], language: Language
) -> Iterator[tuple[int | None, Returned]]:
    """Yield each row with its number in the column "No."."""
    yes, no = YES.union(language.yes), NO.union(language.no)
    for line, row in enumerate(sheet.iter_rows(min_row=2), start=2):
        if all(cell.value in (None, '') for cell in row):
            continue
        cells = {name: row[column].value for name, column in heads.items()}
        key, _space, state = str(cells['Key'] or '').partition(' ')
        translated = row[heads['Translation']]
        text, problem = _text(translated.value, translated.number_format)
        if translated.data_type == 'f':
            problem = FORMULA
        if not key:
            problem = 'this row was added: it has no key in the last, hidden column'
        mark = str(cells['Ready?'] or '').strip().lower()
        if mark and mark not in yes | no:
            problem = f'"{short(mark, 60)}" stands in the column "Ready?"; only "yes", "no" or nothing is understood'
        number = cells['No.'] if isinstance(cells['No.'], int) else None
        yield (
            number,
            Returned(
                path, line, key, _text(cells['English'])[0], (text,), None if not mark else mark in no, state, problem
            ),
        )


def _joined(path: Path, rows: list[tuple[int | None, Returned]], expected: int) -> Iterator[Returned]:
    """Yield a message for each number; name rows that are moved or missing."""
    highest, whole = 0, {}
    for number, row in rows:
        problem = row.problem
        if not problem and (number is None or number < highest):
            problem = 'this row was moved: the numbers in the first column are not in their order'
        highest = max(highest, number or 0)
        key = row.key.partition('[')[0]
        before = whole.get(key) if key and key != row.key else None
        if before is None:
            whole[key if key and key not in whole else (key, row.line)] = Returned(
                path, row.line, key, row.english, row.texts, row.unfinished, row.stamp, problem
            )
            continue
        whole[key] = Returned(
            path,
            before.line,
            key,
            before.english if before.english == row.english else '',
            (*before.texts, *row.texts),
            before.unfinished if row.unfinished is None else before.unfinished or row.unfinished,
            before.stamp,
            before.problem or problem,
        )
    yield from whole.values()
    present = {number for number, _row in rows}
    if lost := [str(number) for number in range(1, expected + 1) if number not in present]:
        yield Returned(
            path,
            1,
            lost=True,
            problem=(
                f'the rows No. {short(", ".join(lost), 60)} are missing; expected all {expected}. Nothing is lost: '
                'the catalog '
                'keeps what it has for them.'
            ),
        )


def _kind(value: object, number_format: str) -> str:
    """Return what a spreadsheet has made of a text; '' for a text, and for a whole number, which loses nothing."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and '%' in number_format:
        return 'a percentage'
    return '' if type(value) in (str, int) else KINDS.get(type(value), 'something else than text')


def _text(value: object, number_format: str = '') -> tuple[str, str]:
    """Return a cell as text, and what is wrong with it.

    :param number_format: the cell's; what is typed as 26 % is kept as 0.26.
    """
    if value is None:
        return '', ''
    if kind := _kind(value, number_format):
        shown = short(str(value).removesuffix(' 00:00:00'), 60)
        return shown, (
            f'the spreadsheet program has taken the translation for {kind} and keeps {shown} instead of what was '
            'typed; expected text. Format the cell as "Text", then type the translation once more.'
        )
    if '_x0000_' in str(value):  # polib takes it for the end of the text
        return '', 'the translation has a sign that nobody sees (U+0000)'
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace('\r\n', '\n').replace('\r', '\n'), ''
