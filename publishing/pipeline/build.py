"""Build one format of one language: check, build beside, and put the result in place only when all is well.

A build that finds a fault leaves the last good output as it was.
"""

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from publishing.core import languages, locks, progress, redirects
from publishing.core.design import token_findings
from publishing.core.downloads import CHAPTERS, WORKSHEETS
from publishing.core.edition import edition_date
from publishing.core.files import clear, write_bytes, write_folder
from publishing.core.findings import Finding, FindingsError, Severity, placed
from publishing.core.garbage import rare_collection
from publishing.core.inside import unfit
from publishing.core.languages import Language
from publishing.core.project import BOOK, DRAFTS, HANDBOOK, LOCALES, ROOT, SITE, WORK, book_name
from publishing.core.swaps import together
from publishing.pipeline import speedups
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import held_back
from publishing.translation.pages.compiled import compile_catalogs, place
from publishing.translation.reviews import release

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FORMATS = ('html', 'pdf', 'epub')
#: What one format read serves another: the EPUB comes after the PDF of its language.
READ_WITH = {'epub': 'pdf', 'book': 'pdf'}
#: The book as one HTML page, before its layout: what a proof is made of.
ASSEMBLED = 'book'
#: Patterns of what Sphinx leaves among the pages and no reader needs.
UNPUBLISHED = ('.buildinfo*', 'objects.inv', '.doctrees')


def edition(
    form: str, code: str, say: Callable[[str], None], warn: Callable[[str], None], *, draft: bool = False
) -> None:
    """Build ``form`` in the language ``code`` and put it where readers find it.

    :param say: called with each step.
    :param warn: called with what is held back in a draft, and with an old address that has a page again.
    :param draft: go on without the messages that are held back, into a folder of its own that no reader sees.
    :raises FindingsError: for whatever is to be mended; the last good output stays as it was.
    """
    language = languages.get(code)
    with locks.held(work_lock(form, code)):
        refuse_bad_input(language, warn, draft=draft)
        if form == 'html':  # what is wrong with them stops the build, and what does nothing is said
            for one in redirects.findings(HANDBOOK):
                if one.severity is Severity.WARNING:
                    warn(str(one))
        publish(form, language, build(form, language, say), DRAFTS if draft else SITE)


def chapter(
    name: str, code: str, say: Callable[[str], None], warn: Callable[[str], None], drafts: Path = DRAFTS
) -> Path:
    """Write one page of the book as a PDF, with the page numbers of the last whole PDF; return its path.

    :raises FindingsError: for whatever is to be mended, and for a page that the last whole PDF has not.
    """
    language = languages.get(code)
    with locks.held(work_lock('pdf', code)):
        refuse_bad_input(language, warn, draft=True)
        outdir = build('pdf', language, say, chapter=name)
        file = f'{book_name(code)}-{name.replace("/", "-")}.pdf'
        write_bytes(drafts / file, (outdir / file).read_bytes())
    return drafts / file


def work_lock(form: str, code: str) -> Path:
    """Return the lock on the folders that a build of ``form`` works in."""
    return locks.of_work(f'{READ_WITH.get(form, form)}-{code}')


def refuse_bad_input(language: Language, warn: Callable[[str], None], *, draft: bool = False) -> None:
    """Raise ``FindingsError`` for a link among texts, a missing font or a catalog with errors, before Sphinx starts.

    :param draft: ``warn`` of messages with errors, which are then held back; raise for catalogs that cannot be read.
    """
    findings = [*unfit(HANDBOOK), *unfit(LOCALES)]
    if findings:  # before anything reads what they lead to
        raise FindingsError(findings)
    findings = token_findings()
    if not language.is_source:
        findings += held_back.refused(Translation(language.code), warn=warn if draft else None)
        findings += [] if draft or findings else release.refused_edition(language)
    if findings:
        raise FindingsError(findings)


def build(
    form: str,
    language: Language,
    say: Callable[[str], None],
    srcdir: Path = HANDBOOK,
    workdir: Path = WORK,
    chapter: str = '',
) -> Path:
    """Run Sphinx for one format; return the folder with the result.

    With ``chapter`` a PDF has only that page, beside the whole book that was built before.

    What was read before saves time and decides nothing: a fault that is found with its help is looked for again
    without it.

    :raises FindingsError: for anything Sphinx or an extension finds fault with.
    """
    os.environ.setdefault('SOURCE_DATE_EPOCH', str(_noon(srcdir)))
    outdir = workdir / f'{"chapter" if chapter else form}-{language.code}'
    doctrees = workdir / f'doctrees-{READ_WITH.get(form, form)}-{language.code}'
    compile_catalogs(Translation(language.code))
    was_read = doctrees.is_dir()
    findings = _run_sphinx(form, language, say, srcdir, outdir, doctrees, chapter)
    if findings and was_read:
        shutil.rmtree(doctrees)
        findings = _run_sphinx(form, language, lambda text: None, srcdir, outdir, doctrees, chapter)
    if findings:
        for folder in (doctrees, outdir):  # nobody may take a faulty book for a good one
            shutil.rmtree(folder, ignore_errors=True)
        raise FindingsError(findings)
    return outdir


def _run_sphinx(
    form: str,
    language: Language,
    say: Callable[[str], None],
    srcdir: Path,
    outdir: Path,
    doctrees: Path,
    chapter: str = '',
) -> list[Finding]:
    """Have Sphinx fill ``outdir`` anew; return what it and the extensions find fault with."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from publishing.core.plain_messages import collected, stopped_by

    clear(outdir)  # a page that is gone must not come back
    overrides = {'language': language.code, 'pdf_basename': book_name(language.code)}
    overrides['locale_dirs'] = [str(place())]
    if form == ASSEMBLED:
        overrides['pdf_layout'] = False
    if form == 'epub':  # of the PDF, which make builds before
        overrides['epub_page_map'] = str(outdir.with_name(f'pdf-{language.code}') / 'pages.json')
    if chapter:
        overrides |= {'pdf_chapter': chapter, 'pdf_whole': f'../{form}-{language.code}'}
    with collected() as found:
        try:
            speedups.apply()
            with rare_collection(), patch_docutils(ROOT), docutils_namespace():  # as sphinx-build does
                app = Sphinx(
                    srcdir=srcdir,
                    confdir=ROOT,
                    outdir=outdir,
                    doctreedir=doctrees,
                    buildername='pdf' if form == ASSEMBLED else form,
                    confoverrides=overrides,
                    status=None,
                    warning=None,
                )
                say(f'reading {len(app.project.discover())} pages')
                _count(app)
                app.connect('env-updated', lambda app, env: say('writing'))
                if 'pdf-assembled' in app.events.events:
                    app.connect('pdf-assembled', speedups.forget)
                app.build(force_all=True)  # any page may show what has changed on another
        except SphinxError as error:
            found += stopped_by(error)
    return placed(found, srcdir)


def _count(app: 'Sphinx') -> None:
    """Have each page that is read or written counted."""
    counts = {'reading': 0, 'writing': 0}
    names: list[str] = []
    app.connect('env-before-read-docs', lambda app, env, docnames: names.extend(docnames))

    def read(*_arguments: object) -> None:
        counts['reading'] += 1
        progress.step('reading', counts['reading'], len(names))

    def written(*_arguments: object) -> None:
        counts['writing'] += 1
        progress.step('writing', counts['writing'], len(app.project.docnames))

    app.connect('source-read', read)
    app.connect('html-page-context', written)


def _noon(folder: Path) -> int:
    """Return noon of the edition's day as a Unix time."""
    day = edition_date(folder)
    return int(datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC).timestamp())


def publish(form: str, language: Language, outdir: Path, site: Path = SITE) -> None:
    """Put the built files where readers find them: all of this format, or none."""
    downloads = site / 'downloads'
    with locks.held(locks.SITE), together():
        if form == 'html':
            write_folder(site / language.code, outdir, UNPUBLISHED)
            return
        for name, target in _names(form, language, outdir).items():
            write_bytes(downloads / target, (outdir / name).read_bytes())
        for folder in (CHAPTERS, WORKSHEETS):
            if (outdir / folder).is_dir():
                write_folder(downloads / folder / language.code, outdir / folder)


def _names(form: str, language: Language, outdir: Path) -> dict[str, str]:
    """Return what the whole books in ``outdir`` are called among the downloads."""
    name = book_name(language.code)
    if form == 'epub':
        return {f'{BOOK}.epub': f'{name}.epub'}
    files = [f'{name}.pdf', f'{name}-print.pdf']
    if (outdir / (cover := f'{name}-cover.pdf')).exists():
        files.append(cover)
    return dict(zip(files, files, strict=True))
