r"""Lines of tables in formulas, ``|`` and ``\hline``: read from LaTeX, said in MathML.

latex2mathml 3.81 says some of them only, and not where they stand: ``|c|c`` and ``c|c|`` are the same to it. MathML has
attributes for the lines inside a table; those around it are a frame, which may have fewer sides than four.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from publishing.figures import latex as tex

SPACE = '{http://www.w3.org/1998/Math/MathML}'
#: Whatever latex2mathml makes a table of.
TABLE = re.compile(r'\\begin\{(array|cases|split|align\*|(?:small|[pbBvV])?matrix\*?)\}|\\substack')
SIGN = re.compile(r'\\(?:begin|end)\{[^}]*\}|\\\\|\\hline\b|\\hdashline\b|\\[{}]|[{}]|\\[A-Za-z]+|[^\s{}\\]')
STYLES = {r'\hline': 'solid', r'\hdashline': 'dashed'}
#: Lines want more room than columns alone.
ROOM = {'columnspacing': '0.8em', 'rowspacing': '0.5em'}


@dataclass(frozen=True)
class Lines:
    """Where a table has lines, with their style: before the first column or row 0, behind the last their number."""

    columns: int
    rows: int
    down: dict[int, str]
    across: dict[int, str]


def rule(root: etree._Element, latex: str) -> bool:
    """Give the tables below ``root`` the lines that ``latex`` has; return whether it is clear which table has them."""
    tables = list(root.iter(f'{SPACE}mtable'))
    found = list(_lines(latex))
    if not any(lines.down or lines.across for lines in found):
        return True
    if len(tables) != len(found):
        return False
    for table, lines in zip(tables, found, strict=True):
        for name in ('columnlines', 'rowlines'):
            table.attrib.pop(name, None)
        if not lines.down and not lines.across:
            continue
        for name, value in ROOM.items():
            table.set(name, value)
        for name, places, count in (('columnlines', lines.down, lines.columns), ('rowlines', lines.across, lines.rows)):
            inside = [places.get(place, 'none') for place in range(1, count)]
            if set(inside) - {'none'}:
                table.set(name, ' '.join(inside))
        sides = {
            'left': 0 in lines.down,
            'right': lines.columns in lines.down,
            'top': 0 in lines.across,
            'bottom': lines.rows in lines.across,
        }
        if any(sides.values()):
            _frame(table, [side for side, is_there in sides.items() if is_there])
    return True


def _frame(table: etree._Element, sides: list[str]) -> None:
    notation = 'box' if len(sides) == 4 else ' '.join(sides)
    frame = etree.Element(f'{SPACE}menclose', notation=notation, nsmap=table.nsmap)
    table.getparent().replace(table, frame)
    frame.append(table)


def _lines(latex: str) -> Iterator[Lines]:
    """Yield the lines of each table in the order in which the tables begin."""
    for table in TABLE.finditer(latex):
        if table[1] == 'array':
            columns, place = tex.argument(latex, table.end())
        else:
            columns, place = '', table.end()
        down: dict[int, str] = {}
        letters = 0
        for sign in columns:
            if sign == '|':
                down[letters] = 'solid'
            letters += sign in 'lcr'
        rows, across = _across(latex, place) if table[1] else (1, {})
        yield Lines(letters, rows, down, across)


def _across(latex: str, place: int) -> tuple[int, dict[int, str]]:
    """Return the number of rows of the table that begins at ``place``, and the lines between them."""
    depth, row, is_empty = 0, 0, True
    across: dict[int, str] = {}
    for match in SIGN.finditer(latex, place):
        sign = match[0]
        if sign.startswith(r'\end{') and not depth:
            break
        if sign == '{' or sign.startswith(r'\begin{'):
            depth += 1
        elif sign == '}' or sign.startswith(r'\end{'):
            depth -= 1
        elif not depth and sign == r'\\':
            row, is_empty = row + 1, True
            continue
        elif not depth and sign in STYLES:
            across[row] = STYLES[sign]
            continue
        is_empty = False
    return row + (not is_empty), across
