"""Worksheets to fill in on the screen (PDF) and to change (DOCX), made of the pages that hold a form.

A form is a table of class ``worksheet`` on any page. ``worksheets = True`` has the PDF builder write two files for
each of these pages to ``worksheets/`` beside the book; ``worksheet_url`` (``../files/{language}/{file}``, seen from the
start page) puts a line with links to them above the form on web pages. E-books and the book itself have no such line.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from publishing.core import edition, languages
from publishing.core.downloads import WORKSHEETS, Download, chapter_number, chapter_of_page, worksheet_stem, write_list
from publishing.core.findings import Code
from publishing.core.plain_messages import warn
from publishing.core.project import THEME
from publishing.pdf.book import assembly
from publishing.pdf.excerpt import web_address
from publishing.pdf.layout import claims, overflow
from publishing.pdf.layout.fetching import fetches_of
from publishing.pdf.layout.layout import Layout, lay_out, write_screen
from publishing.text.numbering import part_number
from publishing.translation.pages import state
from publishing.worksheets import docx, fields, page
from publishing.worksheets.page import CLASS

#: Key of a page's metadata.
MARK = 'has-worksheet'
STYLESHEET = THEME / 'print' / 'worksheet.css'
FONT = THEME / 'fonts' / 'SourceSans3-Regular.ttf'
TABLE = re.compile(rf'<table\b[^>]*\bclass="(?:[^"]*\s)?{CLASS}[\s"]')


# Reading


def note_forms(app: Sphinx, doctree: nodes.document) -> None:
    """Remember which pages hold a form, and say what is wrong with one."""
    for table in doctree.findall(nodes.table):
        if CLASS in table['classes']:
            app.env.metadata[app.env.docname][MARK] = True
            for problem in problems(table):
                warn(Code.WORKSHEET, f'the worksheet {problem}', (app.env.docname, get_source_line(table)[1]))


def problems(table: nodes.table) -> Iterator[str]:
    """Yield what is wrong with a form: found, expected, remedy."""
    entries = list(table.findall(nodes.entry))
    head = next(table.findall(nodes.thead), None)
    if any(entry.get('morecols') or entry.get('morerows') for entry in entries):
        yield (
            'has merged cells; expected one cell for each column and row, because a field is named after both. '
            'Write the cells one by one.'
        )
    if head is None:
        yield (
            'has no row of headings; expected one, because screen readers say the heading for each field. '
            'Add ":header-rows: 1" and the headings.'
        )
    elif any(not entry.astext().strip() for row in head.findall(nodes.row) for entry in row.findall(nodes.entry)):
        yield (
            'has a column without heading; expected one above each column, because screen readers say it for each '
            'field. Write the heading.'
        )
    if not any(
        not entry.astext().strip() and not list(entry.findall(nodes.image))
        for body in table.findall(nodes.tbody)
        for entry in body.findall(nodes.entry)
    ):
        yield 'has no empty cell; expected some to fill in. Add rows with empty cells or remove ":class: worksheet".'


# Files


def write(app: Sphinx, _layout: Layout, _identifier: bytes) -> None:
    """Write the files of all worksheets and the list of them.

    :raises LayoutError: when WeasyPrint reports an error.
    """
    if not app.config.worksheets:
        return
    folder = Path(app.outdir, WORKSHEETS)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    written = []
    for sheet in sheets(app):
        stem = worksheet_stem(app.env, sheet.docname)
        count = write_form(app, sheet, folder / f'{stem}.pdf')
        docx.write(
            sheet,
            folder / f'{stem}.docx',
            language_tag(app.config),
            app.config.author,
            edition.edition_date(app.srcdir),
        )
        written.append(Download(f'{stem}.pdf', 'pdf-form', count, sheet.title))
        written.append(Download(f'{stem}.docx', 'docx', title=sheet.title))
    write_list(folder, written)


def sheets(app: Sphinx) -> Iterator[page.Worksheet]:
    """Yield the worksheets in the order of the book; ``app`` builds the PDF."""
    for docname in pages(app):
        yield page.read(
            docname, app.builder.write_body(docname), foot(app, docname), lambda target: web_address(app, target)
        )


def pages(app: Sphinx) -> list[str]:
    """Return the pages with a form in the order of the book."""
    return [name for name in app.env.collect_relations() if app.env.metadata.get(name, {}).get(MARK)]


def write_form(app: Sphinx, sheet: page.Worksheet, target: Path) -> int:
    """Write a worksheet as a PDF with fields; return the number of its pages.

    :raises LayoutError: as ``lay_out``.
    """
    part = part_number(app, sheet.docname)
    body = f'<div class="part-{part or 0}">{page.to_fill_in(sheet)}</div>'
    text = assembly.page(app.builder, sheet.title, body)
    layout = lay_out(text, Path(app.outdir).as_uri() + '/', stylesheets(app), fetches=fetches_of(app))
    layout.document.metadata.description = sheet.foot[0]
    overflow.report(layout.problems, app.env.all_docs)
    for message in layout.warnings:
        warn(
            Code.LAYOUT,
            f'{message}; expected a style sheet and pages that WeasyPrint understands in full. Mend what it names.',
        )
    with fields.own_fields(FONT):
        identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
        claims.report(write_screen(layout, target, identifier, app.config.pdf_standard), target.name)
    return layout.page_count


def stylesheets(app: Sphinx) -> list[Path]:
    """Return the style sheets of the forms."""
    return [Path(app.confdir, path) for path in app.config.worksheet_stylesheets] or [STYLESHEET]


def foot(app: Sphinx, docname: str) -> tuple[str, ...]:
    """Return what stands at the end of a worksheet: where it comes from, which edition, who paid."""
    env, config = app.env, app.config
    book = env.titles[config.root_doc].astext()
    chapter = chapter_of_page(env, docname)
    if chapter:
        source = _('From “%(book)s”, chapter %(number)s, “%(chapter)s”.') % {
            'book': book,
            'number': chapter_number(env, chapter)[0],
            'chapter': env.titles[chapter].astext(),
        }
    else:
        source = _('From “%s”.') % book
    date = languages.of(config).format_date(edition.edition_date(app.srcdir)).rstrip('.')  # some languages end with one
    source += ' ' + _('Edition of %s') % date + '.'
    if url := web_address(app, docname):
        source += f' {url}'
    notes = [source, edition.root_block(app, 'edition')]
    if notice := state.edition_notice(config):
        notes.append(notice)
    return tuple(filter(None, [*notes, edition.root_block(app, 'funding')]))


def language_tag(config: Config) -> str:
    """Return the language with its country, as spelling checkers name it: ``lv-LV``."""
    return languages.of(config).locale.replace('_', '-')


# Web pages


def add_links(app: Sphinx, pagename: str, _templatename: str, context: dict, _doctree: nodes.document) -> None:
    """Put links to the files above the first form of a web page."""
    pattern = app.config.worksheet_url
    if not pattern or app.builder.embedded or MARK not in app.env.metadata.get(pagename, {}):
        return
    address = context['content_root'].removeprefix('./') + pattern.replace('{language}', app.config.language)
    stem = worksheet_stem(app.env, pagename)
    links = ' <span aria-hidden="true">·</span> '.join(
        f'<a href="{escape(address.replace("{file}", stem + ending))}">{escape(label)}</a>'
        for ending, label in (('.pdf', _('Fill in on screen (PDF)')), ('.docx', _('Edit (DOCX)')))
    )
    line = f'<p class="worksheet-files">{links}</p>'
    context['body'] = TABLE.sub(lambda found: line + found[0], context['body'], count=1)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to reading, to the web pages before the theme's hand, and behind the whole book."""
    app.setup_extension('publishing.pdf')
    app.setup_extension('publishing.translation.pages.state')
    app.add_config_value('worksheets', False, '', bool, 'write each page with a form as PDF to fill in and as DOCX')
    app.add_config_value(
        'worksheet_stylesheets',
        [],
        '',
        list,
        'style sheets of the forms, relative to conf.py; default: theme/print/worksheet.css',
    )
    app.add_config_value(
        'worksheet_url', '', 'html', str, 'address of the files, seen from the start page, with {language} and {file}'
    )
    app.connect('doctree-read', note_forms)
    app.connect('pdf-written', write)
    app.connect('html-page-context', add_links, priority=550)
    return {'version': '0.1', 'env_version': 1, 'parallel_read_safe': True, 'parallel_write_safe': True}
