"""The guides in ``docs/`` as a site and a PDF: a project of its own, built as another project would be.

``docs/conf.py`` lists our extensions; what it says is all there is. Both are put in place together, when Sphinx and the
extensions have found no fault in either.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from publishing.core import locks, sphinx_apart
from publishing.core.files import clear, write_bytes, write_folder
from publishing.core.findings import Code, Finding, FindingsError, placed
from publishing.core.inside import unfit
from publishing.core.project import BUILD, ROOT, WORK
from publishing.core.swaps import together

SOURCE = ROOT / 'docs'
TARGET = BUILD / 'docs'
FORMATS = ('html', 'pdf')
#: Patterns of what Sphinx leaves among the pages and no reader needs.
UNPUBLISHED = ('.buildinfo*', 'objects.inv')


def build(say: Callable[[str], None]) -> list[Path]:
    """Build the guides, put them in ``build/docs`` and return the start page and the PDF.

    :param say: called with each step.
    :raises FindingsError: for whatever is to be mended; the last good output stays as it was.
    """
    with locks.held(locks.of_work('guides')):
        if findings := list(unfit(SOURCE)):  # before anything reads what they lead to
            raise FindingsError(findings)
        for form in FORMATS:
            say(f'guides, {form}')
            findings += _found(form)
        if findings:
            raise FindingsError(placed(findings, SOURCE))
        site, [pdf] = _outdir('html'), _outdir('pdf').glob('*.pdf')
        write_bytes(site / pdf.name, pdf.read_bytes())
        with together():
            write_folder(TARGET, site, UNPUBLISHED)
    return [TARGET / 'index.html', TARGET / pdf.name]


def _outdir(form: str) -> Path:
    return WORK / f'guides-{form}'


def _found(form: str) -> Iterator[Finding]:
    """Have Sphinx write one format anew; yield what it and the extensions find fault with."""
    outdir = _outdir(form)
    clear(outdir)
    options = ['-b', form, '-q', '--no-color', '-E', '-d', WORK / f'doctrees-guides-{form}', SOURCE, outdir]
    try:
        found = sphinx_apart.build(options, ROOT)
    except sphinx_apart.SphinxApartError as error:
        words = f'Sphinx cannot build the guides: {error}; expected it to read them all. Mend what it names.'
        found = error.findings or [Finding('docs/conf.py', None, Code.MARKUP, words)]
    yield from found
