"""Read and check the CSV files behind charts and maps, and write their numbers in the reader's language.

Both kinds of file begin with a line ``# Source: …``, then the header, then one row per line::

    # Source: Central Statistical Bureau, table IRE010, 2024
    Year,North,South
    2024,237.4,344.1
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal

from publishing.core import limits, lists
from publishing.core.files import is_absent, read_text
from publishing.core.findings import Code, Finding, FindingsError, short

SOURCE = '# Source:'
#: Fifteen digits are what a drawing can tell apart.
NUMBER = re.compile(r'-?(?=[0-9.]{1,16}$)[0-9]+(\.[0-9]+)?')
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
                f'the header is "{short(",".join(header), 120)}"; expected "{",".join(PLACE_COLUMNS)}". Correct this '
                'line.',
            )
        )
        rows = []
    places = []
    for line, (kind, name, lat, lon, anchor) in rows:
        problem = _place_problem(kind, lat, lon, anchor, extent)
        if problem:
            findings.append(Finding(path, line, Code.MAP_DATA, problem))
        else:
            places.append(Place(kind, Text(name, line), float(lat), float(lon), anchor or ANCHORS[1]))
    _stop_at(findings)
    return MapData(source, tuple(places))


def _read(path: Path, code: Code) -> tuple[Text, int, list[str], list[tuple[int, list[str]]], list[Finding]]:
    """Return the source, the header with its line, the complete rows with theirs, and what was found.

    :raises FindingsError: when the file cannot be read as such a table at all.
    """
    if is_absent(path):
        raise FindingsError(
            [
                Finding(
                    path,
                    None,
                    code,
                    'this file does not exist; expected a CSV file. Correct the name in the directive or add the file.',
                )
            ]
        )
    first, _end, rest = (text := read_text(path, code)).partition('\n')
    second = rest.partition('\n')[0]
    for line, header in ((2, second),) if first.startswith('#') else ((1, first),):
        if words := lists.otherwise_divided(header):  # the cause; each row would say its consequences
            raise FindingsError([Finding(path, line, code, words)])
    findings = []
    source = Text('', 1)
    if first.startswith(SOURCE) and first[len(SOURCE) :].strip():
        source, text = Text(first[len(SOURCE) :].strip(), 1), rest
    else:
        findings.append(
            Finding(
                path,
                1,
                code,
                f'no source; the first line must read "{SOURCE} …" and say where the data come from. Add this line.',
            )
        )
    table = []
    for line, row in lists.records(text, 2 if source.text else 1):
        if row is None:
            findings.append(Finding(path, line, code, lists.UNREADABLE))
            _stop_at(findings)
        elif any(row):
            table.append((line, row))
    if len(table) < 2:
        findings.append(Finding(path, None, code, 'no data; expected a header and at least one row. Add them.'))
        raise FindingsError(findings)
    (header_line, header), rows = table[0], table[1:]
    if not all(header):
        findings.append(Finding(path, header_line, code, 'a column has no name; every column needs one. Add it.'))
    most = limits.ROWS_OF_CHART if code is Code.CHART_DATA else limits.PLACES
    if len(rows) > most:
        words = f'{len(rows)} rows; nobody can read more than {most} in a picture. Leave out what matters less.'
        findings.append(Finding(path, rows[most][0], code, words))
        raise FindingsError(findings)
    complete = []
    for line, row in rows:
        if long := [cell for cell in row if len(cell) > limits.LABEL]:
            words = (
                f'the cell "{short(long[0], 40)}" has {len(long[0])} letters; expected at most {limits.LABEL}, which '
                'can be read in a picture. Shorten it, or close its quotation mark.'
            )
            findings.append(Finding(path, line, code, words))
            continue
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
        f'"{short(cell, 60)}" is not a number; expected at most fifteen digits with a decimal point and without '
        'separators, such as 1234.5. Correct the cell, or leave it empty for "no data".'
    )


def _place_problem(kind: str, lat: str, lon: str, anchor: str, extent: Sequence[float]) -> str | None:
    """Say what is wrong with one place of a map, or None."""
    if kind not in PLACE_KINDS:
        return f'kind "{short(kind, 60)}" is not known; expected one of {", ".join(PLACE_KINDS)}. Correct it.'
    if anchor and anchor not in ANCHORS:  # an empty one is the most common, on the right
        return f'anchor "{short(anchor, 60)}" is not known; expected one of {", ".join(ANCHORS)}. Correct it.'
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
