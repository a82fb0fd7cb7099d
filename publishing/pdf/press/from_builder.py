"""What the PDF builder does for the print shop: the files of one printer, and a job from which others are made."""

from pathlib import Path

from sphinx.builders import Builder
from sphinx.util.logging import getLogger

from publishing.core.edition import edition_date
from publishing.core.findings import FindingsError
from publishing.pdf.book import covers
from publishing.pdf.press import job as press_job
from publishing.pdf.press import printers

logger = getLogger(__name__)


def add_settings(add) -> None:
    """Register the settings about print."""
    add('pdf_print', True, '', bool, 'write the file for the print shop too')
    add('pdf_printer', printers.DEFAULT, '', str, 'the print shop: a name in theme/printers or the path of a .toml')
    add('pdf_cover_sheet', '', '', str, 'Jinja template of back, spine and front on one sheet; default: no cover file')


def write(builder: Builder, pages: Path, title: str, front: str, back: str) -> None:
    """Write the files for the print shop; what cannot be printed is a warning each, and the last files stay.

    :param pages: the laid-out pages, as ``press.write_print`` wrote them.
    :param front: the HTML of the front cover; ``back``: of the back cover.
    """
    if not builder.config.pdf_print:
        return
    documents = {name: str(builder.env.doc2path(name)) for name in sorted(builder.env.found_docs)}
    job = press_job.Job(pages.stem, str(pages), bool(back), _cover(builder, title, front, back), documents)
    job.save(pages.with_suffix('.json'))
    try:
        press_job.make(job, printers.load(builder.config.pdf_printer), Path(builder.outdir))
    except FindingsError as error:
        for finding in error.findings:
            # In the text, since Sphinx takes a location for the name of a source page.
            place = f'{finding.path}:{finding.line}' if finding.line else finding.path
            logger.warning('%s: %s', place, finding.text, type='handbook', subtype=finding.code.value)


def _cover(builder: Builder, title: str, front: str, back: str) -> press_job.Cover | None:
    """Return what a cover sheet is made of, or None where a template is missing."""
    config = builder.config
    if not (config.pdf_cover_sheet and front and back):
        return None
    return press_job.Cover(
        str(Path(builder.confdir, config.pdf_cover_sheet)),
        [str(Path(builder.confdir, path)) for path in config.pdf_stylesheets],
        Path(builder.outdir).as_uri() + '/',
        front,
        back,
        title,
        (config.language or 'en').replace('_', '-'),
        covers.values(builder, title)['edition'],
        edition_date(builder.srcdir).isoformat(),
    )
