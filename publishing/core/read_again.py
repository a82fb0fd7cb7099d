"""Sphinx extension: what a build has found fault with, the next one reads again.

Sphinx reads a page again when its file is younger than what was read, and says what is wrong while it reads and writes:
a second build of the same text is silent. It also remembers one owner of each label, so that a label used twice is lost
when that one gives it up. Here

* the pages that a warning stands on, or names as the other owner of a label or term, are read again next time;
* so are those whose files hold something else than before, whatever their times say, and those whose contents list a
  page that is gone;
* all pages are when a warning is about none of them, when a build was broken off, or when the code that reads them (the
  project's own extensions, the versions of others) is not what it was;
* pages about to be read are forgotten together: a label that has moved from one to another is nowhere met twice.

What was read by what is noted in ``read.json`` beside the doctrees; a build takes the note away while it lasts.
It knows nothing of this handbook.
"""

import json
import logging
import os
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import docutils
import sphinx
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import NAMESPACE, WarningStreamHandler
from sphinx.util.typing import ExtensionMetadata

from publishing.core.digests import digest
from publishing.core.files import write_text

RECORD = 'read.json'
CATALOG = '.mo'
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


def forget_the_unsure(app: Sphinx, _config: Config) -> None:
    """Have Sphinx begin anew where the last build did not end, or its code was another one."""
    if read_record(Path(app.doctreedir)).get('code') != code_of(app):
        _environment(app).unlink(missing_ok=True)


def outdated(app: Sphinx, env: BuildEnvironment, _added: Set[str], _changed: Set[str], removed: Set[str]) -> list[str]:
    """Return pages to read again that Sphinx takes for the same; take the record away until the build has ended.

    Sphinx has just noted the compiled catalogs, and forgets those of each page that it reads anew: they are kept here.
    """
    before = read_record(Path(app.doctreedir)).get('files', {})
    Path(app.doctreedir, RECORD).unlink(missing_ok=True)
    app.read_again_digests = {}
    for file in {file for page in env.found_docs for file in files_of(env, page) if file.suffix == CATALOG}:
        _digest(app, file)
    return [
        page
        for page in env.all_docs
        if removed.intersection(env.toctree_includes.get(page, ()))
        or any(before.get(str(file)) != _digest(app, file) for file in files_of(env, page))
    ]


def end(app: Sphinx, error: Exception | None) -> None:
    """Note what was read and which pages are to be read again; after an error, or a fault of no page, forget all."""
    environment, pages = _environment(app), app.read_again_noted.pages()
    app.env.reread_always |= app.env.all_docs.keys() if pages is None else pages
    if error or pages is None:
        environment.unlink(missing_ok=True)
        return
    if pages and environment.exists():
        env = pickle.loads(environment.read_bytes())  # as it was before writing
        env.reread_always |= pages
        environment.write_bytes(pickle.dumps(env, pickle.HIGHEST_PROTOCOL))
    read = {file for page in app.env.all_docs for file in files_of(app.env, page)}
    read |= {file for file in app.read_again_digests if file.suffix == CATALOG}
    files = {str(file): _digest(app, file) for file in read}
    record = {'code': code_of(app), 'files': dict(sorted(files.items()))}
    write_text(Path(app.doctreedir, RECORD), json.dumps(record, indent=0) + '\n')


def files_of(env: BuildEnvironment, page: str) -> Iterator[Path]:
    """Yield the files that ``page`` is made from, also those that are not there."""
    yield Path(env.doc2path(page))
    yield from map(Path, env.dependencies.get(page, ()))


def read_record(doctrees: Path) -> dict:
    """Return what the last build has noted in the folder ``doctrees``; nothing when it did not end well."""
    try:
        return json.loads((doctrees / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}


def has_changed(doctrees: Path) -> bool:
    """Tell whether a file that the pages in ``doctrees`` are made from holds something else than it held."""
    return any(digest([Path(file)]) != held for file, held in read_record(doctrees).get('files', {}).items())


def code_of(app: Sphinx) -> str:
    """Return a digest of what reads the pages: the extensions that lie in the project, and the versions of all."""
    home, own = Path(app.confdir).resolve(), set()
    for name in app.extensions:
        file = getattr(sys.modules.get(name.partition('.')[0]), '__file__', None)
        if file and Path(file).resolve().is_relative_to(home) and 'site-packages' not in Path(file).parts:
            place = Path(file).resolve()
            own.add(place.parent if place.name == '__init__.py' else place)
    versions = sorted(f'{name} {extension.version}' for name, extension in app.extensions.items())
    return ' '.join([digest(sorted(own)), f'{sphinx.__version__} {docutils.__version__}', *versions])


def _digest(app: Sphinx, file: Path) -> str:
    """Return what ``file`` holds, as the build has first seen it: one saved meanwhile counts as changed."""
    known = app.read_again_digests
    if file not in known:
        known[file] = digest([file])
    return known[file]


def _environment(app: Sphinx) -> Path:
    return Path(app.doctreedir, ENV_PICKLE_FILENAME)  # Sphinx's own kind of path has the methods of a string


def setup(app: Sphinx) -> ExtensionMetadata:
    app.read_again_noted, app.read_again_digests = Noted(app), {}
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(app.read_again_noted)  # after those that suppress and locate
    app.connect('env-before-read-docs', forget_together, priority=1000)  # when the list is settled
    app.connect('config-inited', forget_the_unsure, priority=1000)  # when all extensions are there
    app.connect('env-get-outdated', outdated)
    app.connect('build-finished', end, priority=1000)  # when everything has been said
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
