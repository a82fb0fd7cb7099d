"""Lists that people keep as CSV files: terms, names, words. What is wrong with one is named with its line.

The first line names the columns. A cell holds several variants with ";" between them.
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from publishing.core import limits
from publishing.core.files import read_optional
from publishing.core.findings import Code, Finding, FindingsError, short

DIVIDER = re.compile(r';(?![^()]*\))')
#: What is wrong with a row that ``records`` cannot read.
UNREADABLE = (
    'a quotation mark is not closed, or stands inside a cell; expected a cell with commas or quotation marks as "…", '
    'each mark in it twice. Correct the row.'
)


@dataclass(frozen=True)
class Row:
    """One row of a list: where it begins, and its cells by the name of their column."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; '' where the list has no such column."""
        return self.cells.get(column, '')

    def variants(self, column: str) -> tuple[str, ...]:
        """Return the variants in a cell."""
        return variants(self[column])

    def fault(self, words: str) -> Finding:
        """Return a finding at this row."""
        return Finding(self.path, self.line, Code.LIST, words)


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet takes for words, whatever it begins with: "=1+1" is a formula to it."""
    return f"'{cell}" if cell.startswith(('=', '+', '-', '@')) else cell


def variants(cell: str) -> tuple[str, ...]:
    """Return what stands in ``cell`` between the ";"; one in brackets divides nothing."""
    return tuple(filter(None, (part.strip() for part in DIVIDER.split(cell))))


def read(
    path: Path, needed: Collection[str], others: Collection[str] = (), language: str = ''
) -> tuple[list[Row], list[Finding]]:
    """Return the rows of a list that can be read, and what is wrong with it; none of either where there is no file.

    :param needed: the columns it must have, in their order. :param others: those it may have too.
    :param language: the code of the language its words are in, '' for several.
    """
    try:
        text = read_optional(path, Code.LIST, language)
    except FindingsError as error:
        return [], error.findings
    rows, faults = [], []
    columns: list[str] = []
    for line, cells in records(text):
        if len(faults) >= limits.FAULTS:
            break
        row = Row(path, line, dict(zip(columns, cells or (), strict=False)))
        if cells is None:
            faults.append(row.fault(UNREADABLE))
        elif not columns:
            columns = cells
            said = otherwise_divided(','.join(cells))
            faults += [row.fault(words) for words in ([said] if said else _of_columns(columns, needed, others))]
            if said:
                break
        elif len(cells) == len(columns):
            rows.append(row)
        else:
            faults.append(
                row.fault(
                    f'the row has {len(cells)} cells; expected {len(columns)}: {_named(columns)}. Put a cell that '
                    'has commas in quotation marks, or add the commas that are missing.'
                )
            )
    return (rows if set(needed) <= set(columns) else []), faults


def records(text: str, first: int = 1) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line and the cells of each row of a table; None at one behind which nothing can be read.

    :param first: the number of the first line.
    """
    csv.field_size_limit(limits.CELL)  # of the whole process, in which nobody else reads tables
    reader = csv.reader((f'{line}\n' for line in text.split('\n')), strict=True)
    line = first
    try:
        for cells in reader:
            if cells:
                yield line, [cell.strip() for cell in cells]
            line = first + reader.line_num
    except csv.Error:
        yield line, None


def otherwise_divided(header: str) -> str:
    """Return what to say where the first row of a table has what spreadsheets put in the place of commas, else ''."""
    plain = re.sub('"[^"]*"', '', header)
    sign = 'semicolons' if plain.count(';') > plain.count(',') else 'tabs' if '\t' in plain and ',' not in plain else ''
    if not sign:
        return ''
    return (
        f'{sign} stand between the cells; expected commas. Save the table again as "CSV UTF-8 (comma delimited)"; '
        f'where your spreadsheet puts {sign} there too, replace decimal commas by points, then {sign} by commas.'
    )


def _of_columns(columns: list[str], needed: Collection[str], others: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the first line of a list."""
    for name in needed:
        if name not in columns:
            yield f'the column "{name}" is missing; expected {", ".join(needed)} in the first line. Add it.'
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield f'the column "{short(name, 60)}" stands twice; expected it once. Delete one.'
        elif name not in (*needed, *others):
            known = ', '.join((*needed, *others))
            yield f'the column "{short(name, 60)}" is unknown; expected one of {known}. Correct or remove it.'


def _named(columns: list[str]) -> str:
    return short(', '.join(columns), 200)
