"""Sphinx extension: what a build has found fault with, the next one reads again.

Sphinx reads a page again when its file has changed, and says what is wrong while it reads and writes: a second build of
the same text is silent. It also remembers one owner of each label, so that a label used twice is lost when that one
gives it up. Here

* the pages that a warning stands on, or names as the other owner of a label or term, are read again next time;
* all pages are when a warning is about none of them, or when a build was broken off;
* pages about to be read are forgotten together: a label that has moved from one to another is nowhere met twice.

It knows nothing of this handbook.
"""

import logging
import os
import pickle
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, WarningStreamHandler
from sphinx.util.typing import ExtensionMetadata

#: Every build says by itself what is wrong before it reads, except of files that an extension reads only when they have
#: changed: sphinxcontrib-bibtex its bibliographies.
READ_ONCE = ('bibtex',)


class Noted(logging.Filter):
    """Note where each warning stands and what it names. Lets every record through."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._warnings: list[tuple[str, list[str]]] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if self._app.phase is not BuildPhase.INITIALIZATION or getattr(record, 'type', None) in READ_ONCE:
            arguments = record.args if isinstance(record.args, tuple) else ()
            self._warnings.append(
                (
                    getattr(record, 'location', None) or '',
                    [str(one) for one in arguments if isinstance(one, str | os.PathLike)],
                )
            )
        return True

    def pages(self) -> set[str] | None:
        """Return the pages of all warnings since the last call; None when one of them is about no page."""
        env, warnings = self._app.env, self._warnings
        self._warnings = []
        files = pages_by_file(env) if warnings else {}
        stands_on = [pages_at(place, files) for place, _names in warnings]
        if not all(stands_on):
            return None
        named = {page for _place, names in warnings for name in names for page in (name, env.path2doc(name))}
        return set().union(named & env.all_docs.keys(), *stands_on)


def pages_by_file(env: BuildEnvironment) -> dict[Path, set[str]]:
    """Return the pages made from each file: their own, and those they include or draw."""
    files = defaultdict(set)
    for page in env.all_docs:
        for file in (env.doc2path(page), *env.dependencies.get(page, ())):
            files[Path(file).resolve()].add(page)
    return files


def pages_at(place: str, files: Mapping[Path, set[str]]) -> set[str]:
    """Return the pages made from the file that ``place`` names, with or without ``:line`` behind it."""
    while place:
        if pages := files.get(Path(place).resolve()):
            return pages
        place = place.rpartition(':')[0]
    return set()


def forget_together(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Forget all pages that will be read before the first one is; Sphinx forgets each when its turn comes."""
    for page in pages:
        app.emit('env-purge-doc', env, page)
        env.clear_doc(page)


def begin_writing(app: Sphinx, _builder: Builder) -> None:
    """Put the environment aside until the build has ended: one that is broken off may not have said everything."""
    _set_aside(app)


def end(app: Sphinx, error: Exception | None) -> None:
    """Put the environment back, with the pages to read again; after an error, or a fault of no page, without it."""
    unfinished = _set_aside(app)
    pages = app.read_again_noted.pages()
    app.env.reread_always |= app.env.all_docs.keys() if pages is None else pages
    if error or pages is None:
        unfinished.unlink(missing_ok=True)
    elif unfinished.exists():
        if pages:
            env = pickle.loads(unfinished.read_bytes())  # as it was before writing
            env.reread_always |= pages
            unfinished.write_bytes(pickle.dumps(env, pickle.HIGHEST_PROTOCOL))
        unfinished.replace(_environment(app))


def _set_aside(app: Sphinx) -> Path:
    environment = _environment(app)
    unfinished = environment.with_suffix('.unfinished')
    if environment.exists():
        environment.replace(unfinished)
    return unfinished


def _environment(app: Sphinx) -> Path:
    return Path(app.doctreedir, ENV_PICKLE_FILENAME)  # Sphinx's own kind of path has the methods of a string


def setup(app: Sphinx) -> ExtensionMetadata:
    app.read_again_noted = Noted(app)
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(app.read_again_noted)  # after those that suppress and locate
    app.connect('env-before-read-docs', forget_together, priority=1000)  # when the list is settled
    app.connect('write-started', begin_writing)
    app.connect('build-finished', end, priority=1000)  # when everything has been said
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
