"""``{diagram}``: a nested list becomes a drawing of boxes and arrows, with the list behind it on the web.

Web pages also get a drawing for narrow windows, whose boxes stand one below the other.
"""

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from babel.dates import format_date
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.findings import Code, Finding, FindingsError, shown_path
from publishing.core.nodes import ONLY_IN_HTML
from publishing.core.plain_messages import warn
from publishing.figures.chart_layout import series_colours
from publishing.figures.charts import WIDE, WIDTH
from publishing.figures.data import Text
from publishing.figures.diagram_cycle import draw_cycle
from publishing.figures.diagram_lanes import draw_lanes
from publishing.figures.diagram_layout import Diagram, Sheet, WordTooWideError
from publishing.figures.diagram_levels import draw_levels
from publishing.figures.diagram_source import SHAPES, Entry, is_month, labels_of, read_list, translated
from publishing.figures.diagram_steps import draw_steps
from publishing.figures.diagram_timeline import draw_timeline
from publishing.figures.diagram_tree import draw_tree
from publishing.figures.nodes import FigureDirective, drawing, style_for, style_of, with_language, write_drawing

KINDS = {
    'steps': draw_steps,
    'tree': draw_tree,
    'lanes': draw_lanes,
    'timeline': draw_timeline,
    'cycle': draw_cycle,
    'levels': draw_levels,
}
NARROW = 86.0
HIGHEST = 225.0  # what fits on a page with a line of its text


class diagram(drawing):  # noqa: N801
    """A diagram: ``kind``, ``wide``, ``entries``, ``numbered`` and ``columns``; its words are labels."""


class DiagramDirective(FigureDirective):
    """Read the list in ``{diagram}``; what stands behind the list is a note."""

    required_arguments = 0
    code = Code.DIAGRAM
    option_spec = {
        'name': directives.unchanged,
        'class': directives.class_option,
        'kind': directives.unchanged,
        'title': directives.unchanged,
        'alt': directives.unchanged,
        'columns': directives.unchanged,
        'x-label': directives.unchanged,
        'centre': directives.unchanged,
        'source': directives.unchanged,
    }

    def file(self) -> Path:
        """Return the page: the list stands in it."""
        return Path(self.get_source_info()[0])

    def figure(self, path: Path) -> nodes.figure:
        """Return the figure."""
        kind, columns = self.options.get('kind', '').strip(), self._columns()
        findings = [*self.missing(), *self._option_findings(kind, columns)]
        if kind not in KINDS or (not columns and SHAPES[kind].columns[1]):
            raise FindingsError(findings)
        first_line = self._first_line()
        entries, numbered, length, problems = read_list(list(self.content), first_line, kind, columns)
        findings += [Finding(path, line, self.code, text) for line, text in problems]
        if kind == 'timeline' and not problems and not self._option('x-label') and not _has_months(entries):
            findings.append(
                self.finding(
                    'the times are numbers and nothing says of what; expected the unit and where it begins. Add a line '
                    'such as ":x-label: week after the decision".'
                )
            )
        if findings:
            raise FindingsError(findings)
        node = diagram(
            '',
            kind=kind,
            wide='wide' in self.options.get('class', []),
            entries=entries,
            numbered=numbered,
            columns=columns,
        )
        for option in ('alt', 'x-label', 'centre'):
            if self._option(option):
                self.labelled(node, option, self.options[option])
        for number, name in enumerate(columns):
            self.labelled(node, f'column:{number}', Text(name, self.option_line('columns')), path)
        for key, text in labels_of(entries, kind):
            self.labelled(node, key, text, path)
        self.content, self.content_offset = self.content[length:], self.content_offset + length
        source = Text(self._option('source'), self.option_line('source')) if self._option('source') else None
        return self.framed(node, self.title(), self.content_nodes(), source, path)

    def _option(self, name: str) -> str:
        return self.options.get(name, '').strip()

    def _columns(self) -> list[str]:
        return [' '.join(name.split()) for name in self._option('columns').split(',') if name.strip()]

    def _first_line(self) -> int:
        """Return the number of the first line of the content."""
        lines, content = self.block_text.splitlines(), [line.strip() for line in self.content]
        for start in range(len(lines)):
            if content and [line.strip() for line in lines[start : start + len(content)]] == content:
                return self.lineno + start
        return self.lineno

    def _option_findings(self, kind: str, columns: Sequence[str]) -> Iterator[Finding]:
        """Yield what is wrong with the options."""
        if not self._option('title'):
            yield self.finding('the diagram has no title; every diagram needs one. Add a line ":title: …".')
        if kind not in KINDS:
            known, line = ', '.join(KINDS), 'kind' if kind else ''
            found = f'kind "{kind}" is not known' if kind else 'the diagram has no kind'
            yield self.finding(f'{found}; expected one of {known}. {"Correct it" if kind else "Add :kind:"}.', line)
            return
        fewest, most = SHAPES[kind].columns
        if not fewest <= len(columns) <= most or len(set(columns)) < len(columns):
            wanted = str(most) if fewest == most else f'{fewest} to {most}'
            remedy = (
                f'has {wanted}. Write a line such as ":columns: North, South".' if most else 'has none. Remove them.'
            )
            yield self.finding(f'{len(set(columns))} columns; a diagram of kind "{kind}" {remedy}', 'columns')
        if self._option('centre') and kind != 'cycle':
            yield self.finding('only a cycle has words in its centre; expected none here. Remove the line.', 'centre')
        if self._option('x-label') and kind != 'timeline':
            yield self.finding('only a timeline has an axis; expected no label of it here. Remove the line.', 'x-label')


def _has_months(entries: Sequence[Entry]) -> bool:
    return is_month(entries[0].entries[0].lead)


def _month(locale: str, number: int) -> tuple[str, str]:
    """Return name and year of a month, as a language writes them."""
    day = datetime.date(number // 12, number % 12 + 1, 1)
    return format_date(day, 'LLL', locale=locale), str(day.year)


def _drawn(node: diagram, config: Config, width: float) -> Diagram:
    """Return what is to be drawn."""
    texts = {child['key']: child['text'] for child in node.children}
    named = node['columns'] or [entry.text for entry in node['entries']]
    fixed = config.chart_series_colours | config.diagram_colours
    locale = languages.of(config).locale
    return Diagram(
        width=width,
        entries=translated(node['entries'], texts),
        columns=node.labels('column'),
        colours=series_colours(named, fixed) if node['kind'] in ('lanes', 'levels', 'timeline') else (),
        x_label=texts.get('x-label', ''),
        centre=texts.get('centre', ''),
        month=(lambda number: _month(locale, number))
        if node['kind'] == 'timeline' and _has_months(node['entries'])
        else None,
    )


def _sheet(node: diagram, config: Config, style, narrow: bool = False) -> Sheet:
    """Return the drawing.

    :raises WordTooWideError: if a word is wider than its box.
    """
    width = NARROW if narrow else WIDE if node['wide'] else WIDTH
    return KINDS[node['kind']](_drawn(node, config, width), style)


class Fitting(SphinxTransform):
    """Say which words of a diagram do not fit, once they are translated."""

    default_priority = 26  # behind Sphinx's Locale transform (20)

    def apply(self, **_kwargs: object) -> None:
        """Lay each diagram out."""
        for node in self.document.findall(diagram):
            label, text = node.children[0], ''
            try:
                height = _sheet(node, self.config, style_of(self.config)).height
                if height > HIGHEST:
                    text = (
                        f'the drawing is {height:.0f} mm high; expected at most {HIGHEST:.0f} mm, so that it fits on a '
                        'page. Shorten its words, or make two diagrams.'
                    )
            except WordTooWideError as error:
                label = next((child for child in node.children if child['text'] == error.text), label)
                text = (
                    f'the word "{error.word}" is wider than its box ({error.room:.0f} mm); expected words that fit. '
                    'Use a shorter one, fewer columns or the class "wide"; a soft hyphen (U+00AD) says where a word '
                    'may break.'
                )
            if text:
                warn(Code.DIAGRAM, text, f'{shown_path(label.source)}:{label.line}')
                self.env.note_reread()


def visit_diagram(self, node: diagram) -> None:
    """Write the drawing; on a web page also the narrow one and the list."""
    style = style_for(self)
    try:
        picture = _sheet(node, self.config, style)
    except WordTooWideError:
        raise nodes.SkipNode from None  # said when the page was read
    write_drawing(self, node, picture)
    if self.builder.name not in ('pdf', 'epub'):
        with contextlib.suppress(WordTooWideError):  # then it is the same picture, only smaller
            picture = _sheet(node, self.config, style, narrow=True)
        write_drawing(self, node, picture, '-narrow')
        self.body.append(with_language(_as_list(node, _drawn(node, self.config, WIDTH), self.config), node.children))
    raise nodes.SkipNode


def _as_list(node: diagram, drawn: Diagram, config: Config) -> str:
    """Return the diagram as a list of HTML that opens on demand."""
    language = languages.of(config)

    def items(entries: Sequence[Entry], numbered: bool) -> str:
        tag = 'ol' if numbered else 'ul'
        return f'<{tag}>\n' + ''.join(map(item, entries)) + f'</{tag}>\n'

    def item(entry: Entry) -> str:
        lead = entry.lead
        if SHAPES[node['kind']].columns[1] and not entry.entries:
            lead = drawn.columns[entry.column]
        elif lead and node['kind'] == 'timeline':
            lead = _time(entry, language, drawn.month is not None)
        words = f'<span>{escape(lead)}</span>: ' if lead else ''
        below = items(entry.entries, entry.numbered) if entry.entries else ''
        return f'<li>{words}<span>{escape(entry.text)}</span>{below}</li>\n'

    above = ''.join(f'<p><span>{escape(text)}</span></p>\n' for text in (drawn.centre, drawn.x_label) if text)
    return (
        f'<details class="chart-data diagram-text"><summary>{escape(_("The same as a list"))}</summary>\n'
        f'{above}{items(drawn.entries, node["numbered"])}</details>\n'
    )


def _time(entry: Entry, language: languages.Language, months: bool) -> str:
    """Return the time of a bar or point in words."""
    ends = entry.span or (entry.start,)
    if months:
        days = [datetime.date(number // 12, number % 12 + 1, 1) for number in ends]
        return ' – '.join(format_date(day, language.month_and_year, locale=language.locale) for day in days)
    return '–'.join(map(str, ends))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and its node."""
    app.setup_extension('publishing.figures.nodes')
    app.add_config_value(
        'diagram_colours',
        {},
        'html',
        dict,
        'names of colours by the names of columns and lanes, in the language of the source',
    )
    app.add_node(diagram, html=(visit_diagram, None), **ONLY_IN_HTML)
    app.add_directive('diagram', DiagramDirective)
    app.add_transform(Fitting)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
