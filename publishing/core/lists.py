"""Lists that people keep as CSV files: terms, names, words. What is wrong with one is named with its line.

The first line names the columns. A cell holds several variants with ";" between them.
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError

DIVIDER = re.compile(r';(?![^()]*\))')


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
        text = read_text(path, Code.LIST, language) if path.is_file() else ''
    except FindingsError as error:
        return [], error.findings
    lines = [f'{line}\n' for line in text.split('\n')]
    rows, faults = [], []
    columns: list[str] = []
    for line, cells in _records(lines):
        row = Row(path, line, dict(zip(columns, cells or (), strict=False)))
        if cells is None:
            faults.append(
                row.fault(
                    'a quotation mark is not closed, or stands inside a cell; expected a cell with commas or quotation '
                    'marks as "…", each mark in it twice. Correct the row.'
                )
            )
        elif not columns:
            columns = cells
            faults += [row.fault(words) for words in _of_columns(columns, needed, others)]
        elif len(cells) == len(columns):
            rows.append(row)
        else:
            faults.append(
                row.fault(
                    f'the row has {len(cells)} cells; expected {len(columns)}: {", ".join(columns)}. Put a cell that '
                    'has commas in quotation marks, or add the commas that are missing.'
                )
            )
    return (rows if set(needed) <= set(columns) else []), faults


def _records(lines: list[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line and the cells of each row; None at one behind which nothing can be read."""
    reader = csv.reader(lines, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error:
        yield line, None


def _of_columns(columns: list[str], needed: Collection[str], others: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the first line of a list."""
    for name in needed:
        if name not in columns:
            yield f'the column "{name}" is missing; expected {", ".join(needed)} in the first line. Add it.'
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            yield f'the column "{name}" stands twice; expected it once. Delete one.'
        elif name not in (*needed, *others):
            known = ', '.join((*needed, *others))
            yield f'the column "{name}" is unknown; expected one of {known}. Correct or remove it.'
