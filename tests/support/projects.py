"""Small Sphinx projects: copied from ``tests/roots``, changed and built."""

import shutil
from collections.abc import Callable
from pathlib import Path

from mini_repository import EPOCH
from places import REPOSITORY, ROOTS
from sphinx.testing.util import SphinxTestApp

#: Settings with which the root test-book has a file of each chapter.
CHAPTERS = {
    'extensions': [
        'myst_parser',
        'publishing.core.edition',
        'publishing.text.components',
        'publishing.text.numbering',
        'publishing.pdf',
        'publishing.pdf.chapters',
    ],
    'pdf_chapters': True,
}
#: The address on the web with which it has codes at the chapters' openings, and links from one file to others.
BASE = 'https://handbook.example.org/{language}/'

#: The application made last. Sphinx keeps directives, nodes and the interface language for the whole process, so that
#: one that goes before must be cleared away, or the next one warns of it or speaks its language.
_living: list[SphinxTestApp] = []


def clear_away() -> None:
    """Let Sphinx forget the application made last; its files and its environment stay."""
    while _living:
        _living.pop().cleanup()


def maker(folder: Path) -> Callable[..., SphinxTestApp]:
    """Return a function that copies roots to ``folder`` and makes applications of them."""
    made = 0

    def make(root, builder='html', language=None, confoverrides=None, change=None, **options) -> SphinxTestApp:
        nonlocal made
        source = root
        if isinstance(root, str):
            source = Path(shutil.copytree(ROOTS / f'test-{root}', folder / f'{root}-{made}'))
            made += 1
        if change:
            change(source)
        overrides = dict(confoverrides or {})
        if language:
            overrides['language'] = language
        clear_away()
        app = SphinxTestApp(builder, source, confoverrides=overrides, **options)
        _living.append(app)
        return app

    return make


def builder_of(make: Callable[..., SphinxTestApp]) -> Callable[..., SphinxTestApp]:
    """Return a function that takes what ``make`` takes and builds the application too."""

    def build(*arguments, **options) -> SphinxTestApp:
        app = make(*arguments, **options)
        app.build()
        return app

    return build


def write_pages(folder: Path, pages: dict[str, str]) -> None:
    """Leave a project these pages only, given as {file: text}."""
    for path in [*folder.rglob('*.md'), *folder.rglob('*.rst')]:
        path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding='utf-8')


def build_bilingual(build_once, work: Path) -> None:
    """Build the root test-bilingual in English and Latvian, each into a folder of ``work`` as the driver does it.

    :param build_once: the fixture of this name.
    """
    for code in ('en', 'lv'):
        out = build_once('bilingual', 'pdf', code)
        shutil.copytree(out, work / f'pdf-{code}', ignore=shutil.ignore_patterns('*.pdf', 'press'))


def build_pages(build_once, language: str) -> Path:
    """Build the root test-pages, which has a page of every kind, in the design of the handbook with its covers."""
    theme = REPOSITORY / 'theme'
    return build_once(
        'pages',
        'pdf',
        language,
        '1767225600',  # the day on the covers in tests/pictures
        pdf_stylesheets=[str(theme / 'print' / 'book.css')],
        pdf_cover=str(theme / 'templates' / 'cover.html'),
        pdf_back_cover=str(theme / 'templates' / 'back-cover.html'),
        languages_file=str(REPOSITORY / 'locales' / 'languages.toml'),  # a cover shows its language's place in the list
    )


def build_book(build_once, **settings) -> Path:
    """Build the root test-book with the style sheet of the handbook."""
    sheet = REPOSITORY / 'theme' / 'print' / 'book.css'
    return build_once('book', 'pdf', epoch=EPOCH, pdf_stylesheets=[str(sheet)], **settings)
