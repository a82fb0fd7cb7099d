"""Read and check the CSV files behind charts and maps, and write their numbers in the reader's language.

Both kinds of file begin with a line ``# Source: …``, then the header, then one row per line::

    # Source: Central Statistical Bureau, table IRE010, 2024
    Year,North,South
    2024,237.4,344.1
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError

SOURCE = '# Source:'
NUMBER = re.compile(r'-?\d+(\.\d+)?')
MOST_SERIES = 5

PLACE_COLUMNS = ('kind', 'name', 'lat', 'lon', 'anchor')
PLACE_KINDS = ('city', 'town', 'sea', 'region', 'country', 'crossing')
ANCHORS = ('left', 'right', 'top', 'bottom')


@dataclass(frozen=True)
class Text:
    """A string of the file and the line it stands on."""

    text: str
    line: int


@dataclass(frozen=True)
class ChartData:
    """A chart's table: ``values[series][category]``, None where there is no data."""

    source: Text
    corner: Text
    series: tuple[Text, ...]
    categories: tuple[Text, ...]
    values: tuple[tuple[Decimal | None, ...], ...]


@dataclass(frozen=True)
class Place:
    """A named point of a map; ``anchor`` is the side of the point on which the name stands."""

    kind: str
    name: Text
    lat: float
    lon: float
    anchor: str


@dataclass(frozen=True)
class MapData:
    """The names on a map."""

    source: Text
    places: tuple[Place, ...]


def read_chart(path: Path) -> ChartData:
    """Return the chart data of ``path``.

    :raises FindingsError: with everything that is wrong with the file, each with its line.
    """
    source, header_line, header, rows, findings = _read(path, Code.CHART_DATA)
    if len(header) < 2:
        findings.append(
            Finding(
                path,
                header_line,
                Code.CHART_DATA,
                'the header has one column; expected a column of categories and one for each series, such as '
                '"Category,North,South". Add the missing columns.',
            )
        )
    if len(header) - 1 > MOST_SERIES:
        findings.append(
            Finding(
                path,
                header_line,
                Code.CHART_DATA,
                f'{len(header) - 1} series; a reader can tell at most {MOST_SERIES} apart. Make two charts of it.',
            )
        )
    values: list[list[Decimal | None]] = [[] for _name in header[1:]]
    for line, row in rows:
        for column, cell in zip(values, row[1:], strict=True):
            if cell and not NUMBER.fullmatch(cell):
                findings.append(Finding(path, line, Code.CHART_DATA, _not_a_number(cell)))
                cell = ''
            column.append(Decimal(cell) if cell else None)
    if not findings and not any(value is not None for column in values for value in column):
        findings.append(Finding(path, None, Code.CHART_DATA, 'no numbers; every cell is empty. Fill them in.'))
    _stop_at(findings)
    return ChartData(
        source,
        Text(header[0], header_line),
        tuple(Text(name, header_line) for name in header[1:]),
        tuple(Text(row[0], line) for line, row in rows),
        tuple(map(tuple, values)),
    )


def read_map(path: Path, extent: Sequence[float]) -> MapData:
    """Return the places of ``path``; ``extent`` is west, south, east, north in degrees.

    :raises FindingsError: with everything that is wrong with the file, each with its line.
    """
    source, header_line, header, rows, findings = _read(path, Code.MAP_DATA)
    if tuple(header) != PLACE_COLUMNS:
        findings.append(
            Finding(
                path,
                header_line,
                Code.MAP_DATA,
                f'the header is "{",".join(header)}"; expected "{",".join(PLACE_COLUMNS)}". Correct this line.',
            )
        )
        rows = []
    places = []
    for line, (kind, name, lat, lon, anchor) in rows:
        problem = _place_problem(kind, lat, lon, anchor, extent)
        if problem:
            findings.append(Finding(path, line, Code.MAP_DATA, problem))
        else:
            places.append(Place(kind, Text(name, line), float(lat), float(lon), anchor))
    _stop_at(findings)
    return MapData(source, tuple(places))


def _read(path: Path, code: Code) -> tuple[Text, int, list[str], list[tuple[int, list[str]]], list[Finding]]:
    """Return the source, the header with its line, the complete rows with theirs, and what was found.

    :raises FindingsError: when the file cannot be read as such a table at all.
    """
    try:
        lines = read_text(path, code).splitlines(keepends=True)
    except FileNotFoundError:
        raise FindingsError(
            [
                Finding(
                    path,
                    None,
                    code,
                    'this file does not exist; expected a CSV file. Correct the name in the directive or add the file.',
                )
            ]
        ) from None
    findings = []
    source = Text('', 1)
    if lines and lines[0].startswith(SOURCE) and lines[0][len(SOURCE) :].strip():
        source = Text(lines.pop(0)[len(SOURCE) :].strip(), 1)
    else:
        findings.append(
            Finding(
                path,
                1,
                code,
                f'no source; the first line must read "{SOURCE} …" and say where the data come from. Add this line.',
            )
        )
    shift = 1 if source.text else 0
    reader = csv.reader(lines)
    table = [(reader.line_num + shift, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    if len(table) < 2:
        findings.append(Finding(path, None, code, 'no data; expected a header and at least one row. Add them.'))
        raise FindingsError(findings)
    (header_line, header), rows = table[0], table[1:]
    if not all(header):
        findings.append(Finding(path, header_line, code, 'a column has no name; every column needs one. Add it.'))
    complete = []
    for line, row in rows:
        if len(row) != len(header):
            findings.append(
                Finding(
                    path,
                    line,
                    code,
                    (
                        f'{len(row)} columns; the header has {len(header)}. Every row needs a cell for each column '
                        '(leave it empty for "no data"); put a text with a comma in it into "double quotes".'
                    ),
                )
            )
        elif not row[0]:
            findings.append(Finding(path, line, code, 'the first cell is empty; expected a name. Add it.'))
        else:
            complete.append((line, row))
    return source, header_line, header, complete, findings


def _stop_at(findings: list[Finding]) -> None:
    """Raise what was found, if anything."""
    if findings:
        raise FindingsError(findings)


def _not_a_number(cell: str) -> str:
    """Say how a number is written."""
    return (
        f'"{cell}" is not a number; expected digits with a decimal point and without separators, such as '
        '1234.5. Correct the cell, or leave it empty for "no data".'
    )


def _place_problem(kind: str, lat: str, lon: str, anchor: str, extent: Sequence[float]) -> str | None:
    """Say what is wrong with one place of a map, or None."""
    if kind not in PLACE_KINDS:
        return f'kind "{kind}" is not known; expected one of {", ".join(PLACE_KINDS)}. Correct it.'
    if anchor not in ANCHORS:
        return f'anchor "{anchor}" is not known; expected one of {", ".join(ANCHORS)}. Correct it.'
    for cell in (lat, lon):
        if not NUMBER.fullmatch(cell):
            return _not_a_number(cell)
    west, south, east, north = extent
    if not (south <= float(lat) <= north and west <= float(lon) <= east):
        return (
            f'latitude {lat}, longitude {lon} lies outside the map; expected {south:.2f}–{north:.2f} north and '
            f'{west:.2f}–{east:.2f} east. Correct the numbers (latitude comes first) or remove the row.'
        )
    return None


def format_number(value: Decimal, locale: Locale, decimals: int | None = None) -> str:
    """Return ``value`` as the language writes it; ``decimals`` None keeps the places it was written with."""
    if decimals is None:
        decimals = max(0, -value.as_tuple().exponent)
    pattern = '#,##0' + ('.' + '0' * decimals if decimals else '')
    # A hyphen is no minus; and a number never breaks at its group separator.
    return format_decimal(value, format=pattern, locale=locale).replace('-', '−').replace(' ', '\u00a0')
