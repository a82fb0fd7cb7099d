"""What charts, maps and diagrams share in Sphinx: the directive's frame, translatable labels, where a drawing goes.

Each is an ordinary docutils figure, so that Sphinx numbers, names and links it. Inside stands our
node, whose labels are translated like any text of the page, without a Markdown parser looking at them; the
drawing is made from them only when a page is written.
"""

import functools
import posixpath
import re
from collections.abc import Iterable
from html import escape, unescape
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from publishing.core.design import read_colours
from publishing.core.findings import Code, Finding, FindingsError, short
from publishing.core.inside import is_inside
from publishing.core.nodes import ONLY_IN_HTML, readers_language, skip
from publishing.core.plain_messages import report
from publishing.core.project import THEME
from publishing.figures.data import Text
from publishing.figures.svg import Drawing, Style

SOURCE_CLASS = 'figure-source'


class figure_label(nodes.Element, addnodes.translatable):  # noqa: N801 - docutils names nodes so
    """One string of a drawing; ``node['key']`` says which, ``node['text']`` is what a reader sees."""

    def preserve_original_messages(self) -> None:
        """Keep the original for the gettext builder."""
        self.setdefault('original', self['text'])

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take the catalog's text."""
        self['text'] = ' '.join(translated_message.split())
        self['translated'] = True

    def extract_original_messages(self) -> list[str]:
        """Return the one message."""
        return [self.get('original', self['text'])]


class drawing(nodes.General, nodes.Element):  # noqa: N801
    """Base of the nodes of charts, maps and diagrams; its children are labels."""

    def label(self, key: str) -> str:
        """Return the text of a label in the reader's language, '' if there is none."""
        return next((child['text'] for child in self.children if child['key'] == key), '')

    def labels(self, group: str) -> list[str]:
        """Return the texts of a group: ``labels('series')`` those with the keys series:0, series:1, …"""
        return [child['text'] for child in self.children if child['key'].startswith(f'{group}:')]


class FigureDirective(SphinxDirective):
    """Base of ``{chart}`` and ``{map}``: one CSV file, checked options, a figure."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    code: Code

    def run(self) -> list[nodes.Node]:
        """Return the figure; on bad input report everything found and return nothing."""
        try:
            return [self.figure(self.file())]
        except FindingsError as error:
            report(error.findings)
            self.env.note_reread()
            return []

    def file(self) -> Path:
        """Return the file with the data; the page depends on it.

        :raises FindingsError: for one outside the source folder, which is not opened, in whatever project.
        """
        relative, absolute = self.env.relfn2path(self.arguments[0])
        if not is_inside(Path(absolute), [self.env.srcdir]):
            words = (
                f'the file "{short(self.arguments[0], 60)}" lies outside the folder of the chapters; expected one '
                'inside, because a build reads nothing from elsewhere. Put it there and correct the path.'
            )
            raise FindingsError([self.finding(words, code=Code.NOT_ALLOWED)])
        self.env.note_dependency(relative)
        return Path(absolute)

    def figure(self, path: Path) -> nodes.figure:
        """Return the figure drawn from ``path``.

        :raises FindingsError: for bad data or options.
        """
        raise NotImplementedError

    def option_line(self, name: str) -> int:
        """Return the line of an option, or the directive's own."""
        for number, line in enumerate(self.block_text.splitlines()):
            if re.match(rf'\s*:{name}:', line):
                return self.lineno + number
        return self.lineno

    def finding(self, text: str, option: str = '', code: Code | None = None) -> Finding:
        """Return a finding about this directive."""
        line = self.option_line(option) if option else self.lineno
        return Finding(self.env.doc2path(self.env.docname), line, code or self.code, text)

    def missing(self) -> list[Finding]:
        """Return a finding if the alternative text is missing."""
        if self.options.get('alt', '').strip():
            return []
        return [
            self.finding(
                'no alternative text; people who cannot see the figure need one or two sentences that say what it '
                'shows. Add a line ":alt: …".',
                code=Code.ALT_TEXT,
            )
        ]

    def labelled(self, node: drawing, key: str, text: str | Text, path: Path | None = None) -> None:
        """Give ``node`` a label; ``path`` is the file a ``Text`` comes from."""
        if isinstance(text, Text):
            place, text = (str(path), text.line), text.text
        else:
            source, _line = self.get_source_info()
            place = source, self.option_line(key)
        label = figure_label('', key=key, text=' '.join(text.split()))
        label.source, label.line = place
        label['original'] = label['text']
        node += label

    def content_nodes(self) -> list[nodes.Node]:
        """Return the parsed text between the directive's fences."""
        box = nodes.Element()
        self.state.nested_parse(self.content or StringList(), self.content_offset, box)
        return list(box.children)

    def title(self) -> nodes.caption:
        """Return the caption that the option holds."""
        title = ' '.join(self.options['title'].split())
        children, _messages = self.state.inline_text(title, self.option_line('title'))
        caption = nodes.caption(title, '', *children)
        caption.source, caption.line = self.get_source_info()[0], self.option_line('title')
        return caption

    def framed(
        self, node: drawing, caption: nodes.caption, notes: Iterable[nodes.Node], source: Text | None, path: Path
    ) -> nodes.figure:
        """Return the figure around ``node``."""
        figure = nodes.figure('', node, caption)
        figure['classes'] += [node.tagname.removesuffix('_drawing'), *self.options.get('class', [])]
        legend = nodes.legend('', *notes)
        if source:
            children, messages = self.state.inline_text(source.text, self.lineno)
            paragraph = nodes.paragraph(source.text, '', *children, classes=[SOURCE_CLASS])
            for element in paragraph.findall(nodes.Element):
                element.source, element.line = str(path), source.line
            legend.extend([paragraph, *messages])
        if legend.children:
            figure += legend
        for element in (figure, node, figure[-1]):
            self.set_source_info(element)
        self.add_name(figure)
        return figure


class SourceWord(SphinxTransform):
    """Put "Source: " before the sources, once they are translated."""

    default_priority = 25  # directly behind Sphinx's Locale transform (20)

    def apply(self, **_kwargs: object) -> None:
        """Change the document."""
        for paragraph in self.document.findall(nodes.paragraph):
            if SOURCE_CLASS in paragraph['classes']:
                word = str(_('Source: '))
                # The word is always in the reader's language, whatever the sources are in.
                own = readers_language(paragraph, self.config.language)
                paragraph.insert(0, nodes.inline(word, word, classes=['figure-source-label', *own]))


@functools.cache
def _style(fonts_dir: str, colours: tuple[tuple[str, str], ...], text_as_paths: bool) -> Style:
    """Return a style, made once."""
    return Style(Path(fonts_dir), dict(colours), text_as_paths=text_as_paths)


def style_for(translator) -> Style:
    """Return the style for a builder: an EPUB's pictures cannot use its fonts."""
    return style_of(translator.config, translator.builder.name == 'epub')


def style_of(config: Config, text_as_paths: bool = False) -> Style:
    """Return the style of a project."""
    return _style(str(config.chart_fonts_dir), tuple(config.chart_colours.items()), text_as_paths)


def with_language(markup: str, labels: Iterable[nodes.Element]) -> str:
    """Return a drawing or table with ``lang`` at every element that holds nothing but an untranslated label."""
    texts = {label['text']: label['lang'] for label in labels if label.get('lang')}
    if not texts:
        return markup

    def tagged(match: re.Match) -> str:
        words = unescape(match['text']).strip()
        # A long label is drawn in several lines.
        language = next((texts[text] for text in texts if words == text or f' {words} ' in f' {text} '), None)
        return f'<{match["tag"]} lang="{language}">{match["text"]}</' if language and words else match[0]

    return re.sub(r'<(?P<tag>(?:text|title|th|span)\b[^<>]*)>(?P<text>[^<>]+)</', tagged, markup)


def write_drawing(translator, node: drawing, picture: Drawing, variant: str = '') -> None:
    """Put the picture into the page: inline, or as a file in an EPUB.

    :param variant: what follows the class of this picture, if it is one that only style sheets of ours show.
    """
    kind = node.tagname.removesuffix('_drawing')
    name = (node.parent.get('ids') or [kind])[0] + variant
    svg, builder = with_language(picture.svg(name, node.label('alt')), node.children), translator.builder
    if builder.name == 'epub':
        file = f'{builder.current_docname.replace("/", "-")}-{name}.svg'
        target = Path(builder.outdir, builder.imagedir, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n', encoding='utf-8')
        source = posixpath.join(builder.imgpath, file)
        language = next((label['lang'] for label in node.children if label['key'] == 'alt' and label.get('lang')), '')
        attribute = f' lang="{language}"' if language else ''
        svg = f'<img src="{escape(source)}" alt="{escape(node.label("alt"))}"{attribute} />'
    hidden = ' hidden' if variant else ''
    translator.body.append(f'<div class="{kind}-drawing{variant}"{hidden}>{svg}</div>\n')


def _read_colours(_app: Sphinx, config: Config) -> None:
    """Make the colours part of the configuration, so that pages are written again when they change."""
    config.chart_colours = read_colours(Path(config.chart_tokens)) | config.chart_colours


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add what both kinds of figure need."""
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('chart_fonts_dir', str(THEME / 'fonts'), '', str, 'folder with Source Sans 3')
    app.add_config_value('chart_tokens', str(THEME / 'tokens.css'), '', str, 'stylesheet with the colours')
    app.add_config_value('chart_colours', {}, 'html', dict, 'colours by name, in place of the stylesheet')
    app.add_config_value(
        'chart_series_colours',
        {},
        'html',
        dict,
        'names, in the language of the source, that have the same colour everywhere',
    )
    app.add_node(figure_label, html=(skip, None), **ONLY_IN_HTML)
    app.add_transform(SourceWord)
    app.connect('config-inited', _read_colours)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
