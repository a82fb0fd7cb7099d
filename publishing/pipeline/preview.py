"""One language's web pages kept warm: a saved chapter or catalog is read into the same Sphinx application again.

A new process would import Sphinx, check every catalog and unpack every page before it writes one. Here only the
catalog that was saved is checked and compiled, and the pages that were read are written and told about before those
that only mention them. Whatever else has changed (theme, data, bibliography) gets a new application. A fault is said
with each save until it is mended (``publishing.core.read_again``); while a chapter cannot be read at all, the pages
stay as they were. Nothing that Sphinx or an extension raises ends it.
"""

import gettext
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.nodes import extract_messages

from publishing.core import languages
from publishing.core.files import conflict_findings, decoded, is_absent, read_bytes
from publishing.core.findings import Code, Finding, FindingsError, in_order, placed
from publishing.core.garbage import rare_collection
from publishing.core.plain_messages import collected, stopped_by
from publishing.core.project import page_name
from publishing.pipeline import speedups
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import is_interface
from publishing.translation.checks import examine, source_text, warnings
from publishing.translation.checks.held_back import held_back, report
from publishing.translation.pages.compiled import compile_catalogs, compiled_path, place, workplace
from publishing.translation.pages.unchanged import shared

#: Sphinx's name for the catalogs of pages.
NAMESPACE = 'general'
EMPTY = 'there is nothing in this file; expected a chapter. Save it again, or delete it.'


class Preview:
    """The pages of ``language``, written to ``outdir`` and kept up to date by :meth:`update`."""

    def __init__(
        self,
        srcdir: Path,
        confdir: Path,
        workdir: Path,
        language: str,
        locales: Path,
        written: Callable[[list[str]], None] = lambda pages: None,
        *,
        say: Callable[[str], None] = lambda text: None,
        warn: Callable[[str], None] = lambda text: None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Keep what an application needs; none is made yet.

        :param workdir: folder for pages and doctrees, each in a folder named after the language.
        :param locales: folder of the catalogs.
        :param written: called with the addresses (``start/index.html``) of pages that are new on the disk, twice for
            an update: first for the pages that were read, then for all others. It is called in the thread of
            :meth:`update`.
        :param say: called with what follows from a fault.
        :param warn: called with the faults themselves, one or several lines.
        :param failed: called with what is a fault of ours or of a library, after which it goes on; without it such a
            fault is raised.
        """
        self.srcdir, self.confdir, self.locales = srcdir.resolve(), confdir.resolve(), locales.resolve()
        self.outdir = workdir.resolve() / language
        self.doctreedir = workdir.resolve() / f'doctrees-{language}'
        self.language, self.written, self.say, self.warn, self.failed = language, written, say, warn, failed
        self.translation = Translation(language, self.locales)
        self.catalogs = self.translation.folder
        self.work = workplace(self.locales, workdir.resolve())
        self.app: Sphinx | None = None
        self._stack = ExitStack()
        self._found: list[Finding] = []
        self._read: set[str] = set()
        self._shown: tuple[dict[str, str], str] | None = None
        self._waiting: set[Path] = set()

    def start(self, *, whole: bool = False) -> bool:
        """Begin as :meth:`_start` does; return False where that fails for a fault of ours, too."""
        try:
            return self._start(whole=whole)
        except Exception as fault:
            self.app = None
            if self.failed is None:
                raise
            self.failed(fault)
            return False

    def _start(self, *, whole: bool = False) -> bool:
        """Make an application and bring all pages up to date; say what is wrong; return whether it could be made.

        A fault that is found with the help of what was read before is looked for again without it.

        :param whole: write every page, whether its words have changed or not.
        """
        was_read = self.doctreedir.is_dir()
        if self._holds_up(self.srcdir.rglob('*.md')):
            self.app = None
            return False
        try:
            self._compile_all()
            self._make_app()
            findings, done = self._run(whole=whole)
            if findings and was_read:
                shutil.rmtree(self.doctreedir)
                self._make_app()
                findings, done = self._run(whole=whole)
        except (SphinxError, FindingsError) as error:
            self._warn_of(placed([*self._found, *stopped_by(error)], self.srcdir))
            self._found.clear()
            self.app = None
            self.say('No pages are made until this is mended; save the file and they are tried again.')
            return False
        self._warn_of(findings)
        return done

    def _holds_up(self, paths: Iterable[Path]) -> bool:
        """Say which of these chapters cannot be read at all; return whether there is one."""
        found = [finding for path in sorted(paths) if path.suffix == '.md' for finding in unreadable(path)]
        self._warn_of(found)
        if found:
            self.say('The pages stay as they were until this is mended.')
        return bool(found)

    def _compile_all(self) -> None:
        if self.catalogs.is_dir():
            compile_catalogs(self.translation, self.work)
            held = held_back(self.translation).values()
            self._warn_of_held_back(one for page in held for found in page.values() for one in found)

    def _make_app(self) -> None:
        self._stack.close()
        self._stack, self.app = ExitStack(), None
        _forget_catalogs()
        speedups.apply()
        self._stack.enter_context(rare_collection())
        self._stack.enter_context(patch_docutils(self.confdir))
        self._stack.enter_context(docutils_namespace())
        with collected() as self._found:
            self.app = Sphinx(
                self.srcdir,
                self.confdir,
                self.outdir,
                self.doctreedir,
                'html',
                status=None,
                warning=None,
                confoverrides={
                    'language': self.language,
                    'locale_dirs': [str(place(self.work))],
                },
            )
        self.app.connect('env-before-read-docs', self._note_read)
        self.app.connect('env-purge-doc', _forget_in_search)
        self._pages_first(self.app.builder)

    def update(self, paths: Iterable[Path]) -> bool:
        """Take up saved files; say what is wrong in them; return whether the pages were written.

        A catalog that cannot be read changes nothing: its pages keep the words they had.
        """
        # Editors save beside the file and rename: what is gone and was never read was such a file.
        paths = [
            path
            for path in dict.fromkeys([*self._waiting, *map(Path.resolve, paths)])
            if path.exists() or path.suffix != '.po' or self._is_compiled(path)
        ]
        self._waiting = set(paths)
        if self._holds_up(path for path in paths if path.is_relative_to(self.srcdir)):
            return False
        self._waiting = set()
        try:
            return self._update(paths)
        except Exception:  # perhaps of what was read before: once more, without it
            shutil.rmtree(self.doctreedir, ignore_errors=True)
            return self.start(whole=True)

    def _update(self, paths: list[Path]) -> bool:
        catalogs = [path for path in paths if path.suffix == '.po' and path.is_relative_to(self.catalogs)]
        is_small = all(path in catalogs or path.suffix == '.md' for path in paths)
        if self.app is None or not is_small or any(is_interface(path) or not path.exists() for path in catalogs):
            return self.start(whole=not is_small)
        if catalogs and not self._compile(catalogs) and len(catalogs) == len(paths):
            return False
        findings, done = self._run()
        self._warn_of(findings)
        return done

    def misspelt(self, paths: Iterable[Path]) -> list[Finding]:
        """Return a hint for each word of these chapters that is in no dictionary; none of pages that are translated."""
        if self.app is None or not languages.find(self.language).is_source:
            return []
        found, seen = [], set()
        for path in paths:
            page = self.app.env.path2doc(str(path.resolve())) if path.suffix == '.md' else None
            if page in self.app.env.all_docs:
                for node, text in extract_messages(self.app.env.get_doctree(page)):
                    found += source_text.misspelt(path, node.line, warnings.words_of(text), self.language, seen)
        return found

    def _is_compiled(self, path: Path) -> bool:
        return (
            path.is_relative_to(self.catalogs)
            and compiled_path(page_name(path, self.catalogs), self.language, self.work).is_file()
        )

    def _compile(self, catalogs: list[Path]) -> bool:
        """Compile catalogs and say their faults; return whether one was compiled."""
        done = False
        for path in catalogs:
            try:
                written = compile_catalogs(self.translation, self.work, only=[path])
            except FindingsError as error:
                self._warn_of(error.findings)
                self.say('The pages keep the words they had before.')
                continue
            if written:
                done = True
                found = examine.examine(self.translation.catalog_of(path)).held_back.values()
                self._warn_of_held_back(one for findings in found for one in findings)
            _forget_catalogs(page_name(path, self.catalogs))
        return done

    def _run(self, *, whole: bool = False) -> tuple[list[Finding], bool]:
        """Build; return Sphinx's warnings with what has stopped it, and whether it came to its end."""
        app = self.app
        app.env.config_status = CONFIG_OK if app.env.all_docs and not whole else app.env.config_status
        vars(app.builder).pop('theme_statements', None)
        self._read.clear()
        stopped: list[Finding] = []
        try:
            app.build(force_all=whole)
        except SphinxError as error:
            stopped = stopped_by(error)
        if not self.doctreedir.joinpath(ENV_PICKLE_FILENAME).is_file():  # an error, or a fault of no page: begin anew
            self.app = None
        findings = placed([*self._found, *stopped], self.srcdir)
        self._found.clear()
        return findings, not stopped

    def _note_read(self, _app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
        self._read.update(names)
        for name in names:  # Sphinx keeps the doctree it had, read anew or not
            env._pickled_doctree_cache.pop(name, None)

    def _warn_of(self, findings: Iterable[Finding]) -> None:
        for finding in in_order(findings):
            self.warn(str(finding))

    def _warn_of_held_back(self, findings: Iterable[Finding]) -> None:
        if text := report(findings):
            self.warn(text)

    def _pages_first(self, builder) -> None:
        """Have ``builder`` write the pages that were read first, and tell who waits for them."""
        write, finish = builder.write_documents, builder.finish
        others: list[str] = []

        def address(name: str) -> str:
            return builder.get_target_uri(name)

        def write_documents(names: set[str]) -> None:
            titles = {name: str(title) for name, title in builder.env.titles.items()}
            shown = titles, shared(builder.env)
            if shown != self._shown:  # neighbours, contents and links of every page show them
                names = builder.env.found_docs
            self._shown = shown
            first, then = names & self._read, names - self._read
            for chosen in filter(None, (first, then)):
                write(chosen)
                if chosen is first:
                    self.written(sorted(map(address, first)))
            others[:] = sorted(map(address, then))

        def finish_and_tell() -> None:
            finish()
            self.written([*others, 'genindex.html', 'search.html'])

        builder.write_documents, builder.finish = write_documents, finish_and_tell


def _forget_catalogs(domain: str = '') -> None:
    """Have Sphinx and Python's gettext, which keep each catalog for the whole process, read it anew."""
    gettext._translations.clear()
    if domain:
        translators.pop((NAMESPACE, domain), None)
    else:
        translators.clear()


def _forget_in_search(_app: Sphinx, env: BuildEnvironment, name: str) -> None:
    """Take a page out of what Sphinx keeps for its search index: it forgets none that is gone, and then fails on it."""
    env._search_index_index_entries.pop(name, None)


def unreadable(path: Path) -> list[Finding]:
    """Return why nothing can be made of a chapter: it is no text, half of it is saved, or git has left two versions.

    One that is not there is no longer a chapter.
    """
    if is_absent(path):
        return []
    try:
        text = decoded(path, read_bytes(path, Code.MARKUP), Code.MARKUP)
    except FindingsError as error:
        return error.findings
    return list(conflict_findings(path, text, Code.MARKUP)) if text.strip() else [Finding(path, 1, Code.MARKUP, EMPTY)]
