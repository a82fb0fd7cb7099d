"""The guides in ``docs/`` as a site and a PDF: a project of its own, built as another project would be.

``docs/conf.py`` lists our extensions; what it says is all there is. Both are put in place together, when Sphinx and the
extensions have found no fault in either.
"""

from collections.abc import Callable
from pathlib import Path

from publishing.core import locks, sphinx_apart
from publishing.core.files import clear, write_bytes, write_folder
from publishing.core.findings import Finding, FindingsError, placed
from publishing.core.inside import unfit
from publishing.core.project import BUILD, ROOT, WORK
from publishing.core.swaps import together
from publishing.pipeline.build import UNPUBLISHED

SOURCE = ROOT / 'docs'
TARGET = BUILD / 'docs'
FORMATS = ('html', 'pdf')


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


def _found(form: str) -> list[Finding]:
    """Have Sphinx write one format anew; return what it and the extensions find fault with."""
    outdir = _outdir(form)
    clear(outdir)
    options = ['-b', form, '-q', '--no-color', '-E', '-d', WORK / f'doctrees-guides-{form}', SOURCE, outdir]
    return sphinx_apart.faults(options, ROOT, 'build the guides', 'docs/conf.py')
