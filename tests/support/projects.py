"""Small Sphinx projects: copied from ``tests/roots``, changed and built."""

import shutil
from collections.abc import Callable
from pathlib import Path

from places import ROOTS
from sphinx.testing.util import SphinxTestApp

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


def build_bilingual(build, work: Path) -> None:
    """Build the root test-bilingual in English and Latvian, each into a folder of ``work`` as the driver does it.

    :param build: the fixture ``build_app`` or ``build_shared_app``.
    """
    for code in ('en', 'lv'):
        app = build('bilingual', 'pdf', code)
        assert app.warning.getvalue() == ''
        shutil.copytree(app.outdir, work / f'pdf-{code}', ignore=shutil.ignore_patterns('*.pdf', 'press'))
