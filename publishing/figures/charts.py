"""``{chart}``: a CSV file becomes a chart, with the table behind it on the web.

Visible strings are translated through the page's catalog, numbers follow the language, colours belong to
the names in the source and hold in every language.
"""

from html import escape
from pathlib import Path

from babel import Locale
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.nodes import ONLY_IN_HTML
from publishing.figures.chart_bars import draw_bars
from publishing.figures.chart_columns import draw_columns
from publishing.figures.chart_layout import Chart, series_colours
from publishing.figures.chart_lines import draw_lines
from publishing.figures.data import ChartData, Text, format_number, read_chart
from publishing.figures.nodes import FigureDirective, drawing, style_for, with_language, write_drawing

KINDS = {'bar': draw_bars, 'column': draw_columns, 'line': draw_lines}
WIDTH, WIDE = 126.0, 178.0


class chart(drawing):  # noqa: N801
    """A chart: ``kind``, ``wide``, ``decimals`` and ``data`` (ChartData); its words are labels."""


class ChartDirective(FigureDirective):
    """Read ``{chart} /data/x.csv``."""

    code = Code.CHART_DATA
    option_spec = {
        'name': directives.unchanged,
        'class': directives.class_option,
        'kind': directives.unchanged,
        'title': directives.unchanged,
        'x-label': directives.unchanged,
        'y-label': directives.unchanged,
        'alt': directives.unchanged,
        'decimals': directives.unchanged,
    }

    def figure(self, path: Path) -> nodes.figure:
        """Return the figure drawn from ``path``."""
        findings = self._option_findings()
        try:
            data = read_chart(path)
        except FindingsError as error:
            findings += error.findings
        if not findings and not self.options.get('decimals', '').strip():
            findings += self._uneven(data)
        if findings:
            raise FindingsError(findings)
        decimals = self.options.get('decimals', '').strip()
        node = chart(
            '',
            kind=self._kind(),
            wide='wide' in self.options.get('class', []),
            data=data,
            decimals=int(decimals) if decimals else None,
        )
        self._add_labels(node, data, path)
        return self.framed(node, self.title(), self.content_nodes(), data.source, path)

    def _kind(self) -> str:
        return self.options.get('kind', 'bar').strip()

    def _option_findings(self) -> list[Finding]:
        """Return what is wrong with the options."""
        findings = self.missing()
        if not self.options.get('title', '').strip():
            findings.append(self.finding('the chart has no title; every chart needs one. Add a line ":title: …".'))
        if self._kind() not in KINDS:
            findings.append(
                self.finding(
                    f'kind "{self._kind()}" is not known; expected one of {", ".join(KINDS)}. Correct it.', 'kind'
                )
            )
        decimals = self.options.get('decimals', '').strip()
        if decimals and not (decimals.isdigit() and int(decimals) <= 6):
            findings.append(
                self.finding(
                    f'decimals "{decimals}" is not a number from 0 to 6. Correct it or remove the line.', 'decimals'
                )
            )
        return findings

    def _uneven(self, data: ChartData) -> list[Finding]:
        """Return a finding for the first series whose numbers have more and fewer decimals; a whole number has none."""
        for name, values in zip(data.series, data.values, strict=True):
            places = sorted(
                {
                    -value.as_tuple().exponent
                    for value in values
                    if value is not None and value != value.to_integral_value()
                }
            )
            if len(places) > 1:
                words = (
                    f'the numbers of "{name.text}" have {places[0]} and {places[-1]} decimals; expected as many in one '
                    f'series. Add the line ":decimals: {places[0]}", or give all of them as many.'
                )
                return [self.finding(words)]
        return []

    def _add_labels(self, node: chart, data: ChartData, path: Path) -> None:
        """Hang every visible string into the document; numbers as names (years) stay as they are."""
        for option in ('alt', 'x-label', 'y-label'):
            if self.options.get(option, '').strip():
                self.labelled(node, option, self.options[option])
        self.labelled(node, 'corner', data.corner, path)
        for group, texts in (('series', data.series), ('category', data.categories)):
            for number, text in enumerate(texts):
                if not _is_number(text):
                    self.labelled(node, f'{group}:{number}', text, path)


def _is_number(text: Text) -> bool:
    """Whether a name is a year, a range of years or another number, the same in every language."""
    return not any(character.isalpha() for character in text.text)


def _names(node: chart, group: str, texts: tuple[Text, ...]) -> list[str]:
    """Return the names of a group in the reader's language."""
    return [node.label(f'{group}:{number}') or text.text for number, text in enumerate(texts)]


def visit_chart(self, node: chart) -> None:
    """Write the drawing; on a web page also the table."""
    data, locale = node['data'], Locale.parse(languages.of(self.config).locale)
    fixed = self.config.chart_series_colours
    colours = series_colours([text.text for text in data.series], fixed)
    series, categories = _names(node, 'series', data.series), _names(node, 'category', data.categories)

    def number(value):
        return format_number(value, locale, node['decimals'])

    picture = KINDS[node['kind']](
        Chart(
            width=WIDE if node['wide'] else WIDTH,
            series=series,
            colours=colours,
            bar_colours=[fixed.get(text.text, colours[0]) for text in data.categories],
            categories=categories,
            values=data.values,
            x_label=node.label('x-label'),
            y_label=node.label('y-label'),
            number=number,
        ),
        style_for(self),
    )
    write_drawing(self, node, picture)
    if self.builder.name not in ('pdf', 'epub'):
        rows = list(zip(categories, zip(*data.values, strict=True), strict=True))
        table = _table([node.label('corner') or data.corner.text, *series], rows, number)
        self.body.append(with_language(table, node.children))
    raise nodes.SkipNode


def _table(header: list[str], rows: list, number) -> str:
    """Return the data as an HTML table that opens on demand."""
    head = ''.join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = ''.join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + ''.join(f'<td>{"–" if value is None else number(value)}</td>' for value in values)
        + '</tr>\n'
        for name, values in rows
    )
    return (
        f'<details class="chart-data"><summary>{escape(_("Data table"))}</summary>\n'
        f'<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</details>\n'
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and its node."""
    app.setup_extension('publishing.figures.nodes')
    app.add_node(chart, html=(visit_chart, None), **ONLY_IN_HTML)
    app.add_directive('chart', ChartDirective)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
