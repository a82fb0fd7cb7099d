"""Give each language's edition its own title, taken from the root document's translated heading."""

import datetime
import os
import subprocess
from pathlib import Path

import docutils.languages
import docutils.parsers.rst.languages
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages

#: Git writes the commit's time into this file when it makes an archive (``.gitattributes``).
ARCHIVE = Path(__file__).resolve().parent / 'archive.txt'


def edition_date(folder: Path) -> datetime.date:
    """Return the day this edition stands for: ``SOURCE_DATE_EPOCH``, else the last commit's day, else today.

    :param folder: any folder inside the repository, or inside an archive of it.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    if not epoch and ARCHIVE.parents[2] in (Path(folder).resolve(), *Path(folder).resolve().parents):
        epoch = ARCHIVE.read_text(encoding='utf-8').strip() if ARCHIVE.is_file() else ''
    if epoch and epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    try:
        shown = subprocess.run(['git', 'log', '-1', '--format=%ct'], cwd=folder, capture_output=True, text=True)
        return datetime.datetime.fromtimestamp(int(shown.stdout), datetime.UTC).date()
    except (OSError, ValueError):
        return datetime.datetime.now(datetime.UTC).date()


def prepare_language(app: Sphinx, config: Config) -> None:
    """Let docutils and the search page accept the edition's language.

    docutils has no labels for some languages (Estonian among them) and warns on every page. Nothing here prints its
    labels; asked once without a reporter, it takes its English ones and says nothing later.
    """
    for module in (docutils.languages, docutils.parsers.rst.languages):
        module.get_language(config.language)
    if config.html_search_language is None:
        config.html_search_language = languages.of(config).search


def set_titles(app: Sphinx, builder: Builder) -> None:
    """Name the edition and its publishers after the root document, which the catalogs translate.

    Not before pages are written: the settings are kept with what was read, and one that changed has all read again.
    """
    title = app.env.titles.get(app.config.root_doc)
    if title is not None:
        app.config.html_title = app.config.epub_title = title.astext()
        if publishers := root_block(app, 'publishers'):
            app.config.author = app.config.epub_author = app.config.epub_publisher = publishers


def root_block(app: Sphinx, css_class: str) -> str:
    """Return the plain text of the root document's block of this class, translated, or ''."""
    doctree = app.env.get_doctree(app.config.root_doc)
    for node in doctree.findall(nodes.Element):
        if css_class in node.get('classes', []):
            return ' '.join(node.astext().split())
    return ''


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the language to the settings, the title to the beginning of writing."""
    app.setup_extension('publishing.core.own_languages')
    app.connect('config-inited', prepare_language)
    app.connect('write-started', set_titles, priority=100)  # before what writes with the title
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
