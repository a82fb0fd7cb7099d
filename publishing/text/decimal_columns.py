"""Columns of numbers: flush right, with the decimal marks below each other, written as the language writes numbers.

CSS once had ``text-align: "."``; no layout engine learned it. So each number gets the space on its right that the
longest fraction of its column takes. Figures of tables are tabular, so a figure is ``1ch`` wide; a decimal mark is half
of it in the faces of the handbook, and nearly so in others.

A column takes part when each of its cells is a number (one at least with a figure) or a dash for "no data"; the first
column names the rows and stays. A table of class ``as-written`` (codes, years written with a mark) stays as it is.
"""

import re
from dataclasses import dataclass

from babel import Locale
from babel.numbers import format_decimal
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages

AS_WRITTEN = 'as-written'
MINUS, DASH, NO_BREAK = '\N{MINUS SIGN}', '\N{EN DASH}', '\N{NO-BREAK SPACE}'
SIGNS = f'[+±{MINUS}{DASH}-]'
#: Width of a decimal mark in figures.
MARK_WIDTH = 0.5
_NO_DATA = re.compile(r'[–—-]{1,3}|…|\.\.\.?')
_BLANKS = '[ \u00a0\u202f\u2009\u2007]'
_PREFIX = rf'(?P<prefix>(?:[€$£]|EUR|USD){_BLANKS}?)?'
_SUFFIX = rf'(?P<suffix>{_BLANKS}?(?:%|‰|€|EUR|km²|km|m²|m|ha|t|°C))?'


@dataclass(frozen=True)
class Number:
    """A number as it was written: what stands before and behind, its sign, its whole figures, its fraction."""

    prefix: str
    sign: str
    whole: str
    fraction: str
    suffix: str
    is_grouped: bool

    def shown(self, locale: Locale) -> str:
        """Return the number as ``locale`` writes it, with as many decimals as it had."""
        sign = {'-': MINUS, DASH: MINUS}.get(self.sign, self.sign)
        whole, mark = self.whole, locale.number_symbols['latn']['decimal']
        if (self.is_grouped or len(whole) > 4) and not whole.startswith('0'):
            whole = format_decimal(int(whole), locale=locale)
            if self.is_grouped and whole.isdigit():  # languages that leave four figures together
                whole = whole[:-3] + locale.number_symbols['latn']['group'] + whole[-3:]
        return (
            re.sub(_BLANKS, NO_BREAK, self.prefix)
            + sign
            + whole
            + (mark + self.fraction if self.fraction else '')
            + re.sub(_BLANKS, NO_BREAK, self.suffix)
        )

    @property
    def tail(self) -> float:
        """Width of mark and fraction, in figures."""
        return len(self.fraction) + MARK_WIDTH if self.fraction else 0.0


def read(text: str, locale: Locale) -> Number | None:
    """Return the number that ``text`` is in the notation of ``locale``, or None when it is anything else."""
    symbols = locale.number_symbols['latn']
    group = _BLANKS if symbols['group'].isspace() else re.escape(symbols['group'])
    found = re.fullmatch(
        rf'{_PREFIX}(?P<sign>{SIGNS}?)(?P<whole>\d{{1,3}}(?:{group}\d{{3}})+|\d+)'
        rf'(?:{re.escape(symbols["decimal"])}(?P<fraction>\d+))?{_SUFFIX}',
        text.strip(),
    )
    if found is None:
        return None
    whole = re.sub(r'\D', '', found['whole'])
    return Number(
        found['prefix'] or '',
        found['sign'],
        whole,
        found['fraction'] or '',
        found['suffix'] or '',
        whole != found['whole'],
    )


def column(texts: list[str], orders: list[list[Locale]], own: Locale) -> list[tuple[str, float]] | None:
    """Return text and space behind it (in figures) of each cell, or None when the column is not one of numbers.

    :param orders: for each cell, the notations it may be in, the likeliest first.
    :param own: how the page writes numbers.
    """
    numbers = [
        next(filter(None, (read(text, locale) for locale in order)), None)
        for text, order in zip(texts, orders, strict=True)
    ]
    known = [number for number in numbers if number is not None]
    others = [text.strip() for text, number in zip(texts, numbers, strict=True) if number is None]
    if not known or not all(not text or _NO_DATA.fullmatch(text) for text in others):
        return None
    if len({number.suffix.strip(f' {NO_BREAK}') for number in known}) > 1:
        return None
    room = max(number.tail for number in known)
    return [
        (number.shown(own), room - number.tail) if number else (re.sub('^[—-]+$', DASH, text.strip()), room)
        for text, number in zip(texts, numbers, strict=True)
    ]


class aligned_number(nodes.inline):  # noqa: N801 - docutils names nodes so
    """A number with ``room``: the space behind it, in figures."""


def visit_number(self, node: aligned_number) -> None:
    room = f' style="padding-right: {node["room"]:g}ch"' if node['room'] else ''
    self.body.append(f'<span class="aligned-number"{room}>')


def depart_number(self, node: aligned_number) -> None:
    self.body.append('</span>')


def _pass(self, node: nodes.Element) -> None:
    """Other formats write the number alone."""


class AlignNumbers(SphinxPostTransform):
    """Align the columns of every table, after translation and after references have got their texts."""

    default_priority = 905
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        own = Locale.parse(languages.of(self.config).locale)
        source = Locale.parse(languages.source(self.config).locale)
        if not any(node.get('translated') for node in self.document.findall(nodes.TextElement)):
            source = own  # a project in one language
        for table in self.document.findall(nodes.table):
            if AS_WRITTEN in table['classes'] or 'worksheet' in table['classes']:
                continue
            for group in table.findall(nodes.tgroup):
                align(group, own, source)


def align(group: nodes.tgroup, own: Locale, source: Locale) -> None:
    """Align the columns of numbers of one table; a table with cells over several rows or columns stays as it is."""
    if any('morecols' in entry or 'morerows' in entry for entry in group.findall(nodes.entry)):
        return
    rows = [list(row.children) for row in group.findall(nodes.row) if isinstance(row.parent, nodes.tbody)]
    heads = [list(row.children) for row in group.findall(nodes.row) if isinstance(row.parent, nodes.thead)]
    for place in range(1, len(rows[0]) if rows else 0):
        cells = [row[place] for row in rows]
        if not all(_plain(cell) for cell in cells):
            continue
        # What has no translation is still in the notation of the source.
        orders = [
            [own, source] if any(part.get('translated') for part in cell.findall(nodes.TextElement)) else [source, own]
            for cell in cells
        ]
        aligned = column([cell.astext() for cell in cells], orders, own)
        if aligned is None:
            continue
        for entry in (*cells, *(head[place] for head in heads)):
            entry['classes'] += ['text-right', 'numbers']
        for cell, (text, room) in zip(cells, aligned, strict=True):
            for node in list(cell.findall(nodes.Text)):
                node.parent.replace(node, aligned_number(text, text, room=room))


def _plain(cell: nodes.entry) -> bool:
    """Return whether a cell holds one run of text and no more: no notes, links or second paragraph."""
    return len(list(cell.findall(nodes.Text))) <= 1 and not list(cell.findall(nodes.reference))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the transform."""
    app.setup_extension('publishing.core.own_languages')
    app.add_node(
        aligned_number,
        html=(visit_number, depart_number),
        text=(_pass, _pass),
        latex=(_pass, _pass),
        man=(_pass, _pass),
        texinfo=(_pass, _pass),
    )
    app.add_post_transform(AlignNumbers)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
