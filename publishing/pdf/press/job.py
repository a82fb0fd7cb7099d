"""From one layout to a printer's files: the block, and a cover sheet as wide as back, spine and front.

The PDF builder writes the files of one printer and leaves a job (a JSON file) and the laid-out pages in its folder
``press``; every further printer is served from these without laying the book out again.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pikepdf
from sphinx.builders import Builder

from publishing.core import templates
from publishing.core.edition import edition_date
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.plain_messages import warn
from publishing.pdf.book import covers
from publishing.pdf.layout.fetching import Fetches, fetches_of
from publishing.pdf.layout.layout import POINT, LayoutError, lay_out, write_print
from publishing.pdf.press import print_file, printers
from publishing.pdf.press.print_file import Kind
from publishing.pdf.press.printers import Printer


def add_settings(add) -> None:
    """Register the settings about print."""
    add('pdf_print', True, '', bool, 'write the file for the print shop too')
    add('pdf_identifier', '', '', str, 'urn:uuid:… of the book, from which print files get theirs')
    add('pdf_printer', printers.DEFAULT, '', str, 'the print shop: a name in theme/printers or the path of a .toml')
    add('pdf_cover_sheet', '', '', str, 'Jinja template of back, spine and front on one sheet; default: no cover file')


@dataclass(frozen=True)
class Cover:
    """What a cover sheet is made of: the HTML of both covers, and the template and styles to put them together.

    ``folders`` and ``web`` are what the covers may name (``layout.fetching.Fetches``).
    """

    template: str
    stylesheets: list[str]
    base_url: str
    front: str
    back: str
    title: str
    language: str
    edition: int
    date: str
    folders: list[str] = field(default_factory=list)
    web: bool = False


@dataclass(frozen=True)
class Job:
    """A book ready for print: the name of its files, its pages, its cover sheet if there is one.

    ``documents`` are source files by their names in the book, for messages; ``identifier`` is that of the book.
    """

    name: str
    pages: str
    has_back_cover: bool
    cover: Cover | None
    documents: dict[str, str] = field(default_factory=dict)
    identifier: str = ''

    def save(self, path: Path) -> None:
        """Write the job to be read by ``load``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding='utf-8')


def write(builder: Builder, pages: Path, title: str, front: str, back: str) -> None:
    """Write the files for the print shop; what cannot be printed is a warning each, and the last files stay.

    :param pages: the laid-out pages, as ``layout.write_print`` wrote them.
    :param front: the HTML of the front cover; ``back``: of the back cover.
    """
    if not builder.config.pdf_print:
        return
    documents = {name: str(builder.env.doc2path(name)) for name in sorted(builder.env.found_docs)}
    cover, identifier = _cover(builder, title, front, back), builder.config.pdf_identifier
    job = Job(pages.stem, str(pages), bool(back), cover, documents, identifier)
    job.save(pages.with_suffix('.json'))
    try:
        make(job, printers.load(builder.config.pdf_printer), Path(builder.outdir))
    except FindingsError as error:
        for finding in error.findings:
            # With a colon in any case: without one, Sphinx takes a location for the name of a source page.
            warn(finding.code, finding.text, f'{finding.path}:{finding.line or ""}')


def _cover(builder: Builder, title: str, front: str, back: str) -> Cover | None:
    """Return what a cover sheet is made of, or None where a template is missing."""
    config = builder.config
    if not (config.pdf_cover_sheet and front and back):
        return None
    fetches = fetches_of(builder._app)
    return Cover(
        str(Path(builder.confdir, config.pdf_cover_sheet)),
        [str(Path(builder.confdir, path)) for path in config.pdf_stylesheets],
        Path(builder.outdir).as_uri() + '/',
        front,
        back,
        title,
        (config.language or 'en').replace('_', '-'),
        covers.values(builder, title)['edition'],
        edition_date(builder.srcdir).isoformat(),
        list(fetches.folders),
        fetches.web,
    )


def load(path: Path) -> Job:
    """Return the job that ``Job.save`` wrote."""
    raw = json.loads(path.read_text(encoding='utf-8'))
    return Job(**raw | {'cover': Cover(**raw['cover']) if raw['cover'] else None})


def file_names(name: str, printer: Printer) -> tuple[str, str]:
    """Return the names of block and cover; those for the general printer have no printer in them."""
    ending = '' if printer.key == printers.DEFAULT else f'-{printer.key}'
    return f'{name}-print{ending}.pdf', f'{name}-cover{ending}.pdf'


def serve(path: Path, printer: Printer, folder: Path) -> list[Path]:
    """Write the files of ``printer`` from the job that was saved as ``path`` into ``folder``; return them.

    :raises FindingsError: for what cannot be printed or laid out; the last files stay as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return make(load(path), printer, folder)
    except LayoutError as error:
        raise FindingsError(
            Finding(path, None, Code.LAYOUT, f'{words}; expected a cover that can be laid out. Mend what this names.')
            for words in error.messages
        ) from None


def make(job: Job, printer: Printer, folder: Path) -> list[Path]:
    """Write block and cover of ``job`` for ``printer`` into ``folder``, both or none; return the files.

    :raises FindingsError: for what cannot be printed.
    :raises LayoutError: when the cover sheet cannot be laid out.
    """
    block, cover = (folder / name for name in file_names(job.name, printer))
    beside = {block: block.with_suffix('.part')}
    apart = printer.covers == 'separate' and job.cover is not None
    try:
        pages = print_file.finish(
            Path(job.pages),
            beside[block],
            printer,
            Kind(printer.bleed, printer.multiple, job.has_back_cover, covers_apart=apart),
            job.documents,
            job.identifier,
        )
        if job.cover is not None:
            beside[cover] = cover.with_suffix('.part')
            _make_cover(job, printer, pages if apart else pages - 4, beside[cover])
        for target, part in beside.items():
            part.replace(target)
    except FindingsError as error:  # they name the file that would have been
        raise FindingsError(_renamed(error, beside)) from None
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)
    return list(beside)


def _renamed(error: FindingsError, beside: dict[Path, Path]) -> list[Finding]:
    names = {part.name: target.name for target, part in beside.items()}
    return [replace(finding, path=names.get(str(finding.path), finding.path)) for finding in error.findings]


def _make_cover(job: Job, printer: Printer, pages: int, target: Path) -> None:
    with pikepdf.open(job.pages) as pdf:
        left, bottom, right, top = (value / POINT for value in print_file.box(pdf.pages[0], '/TrimBox'))
    width, height, spine = round(right - left, 3), round(top - bottom, 3), printer.spine(pages)
    text = sheet_html(job.cover, printer, width, height, spine)
    sheets, fetches = [Path(path) for path in job.cover.stylesheets], Fetches(tuple(job.cover.folders), job.cover.web)
    layout = lay_out(text, job.cover.base_url, sheets, fetches=fetches)
    raw = target.with_suffix('.raw')
    try:
        write_print(layout, raw, b'')
        kind = Kind(printer.cover_bleed, folds=(width, width + spine))
        print_file.finish(raw, target, printer, kind, identifier=job.identifier)
    finally:
        raw.unlink(missing_ok=True)


def sheet_html(cover: Cover, printer: Printer, width: float, height: float, spine: float) -> str:
    """Return the cover sheet as HTML: back cover, spine and front cover side by side, in millimetres."""
    template = Path(cover.template)
    values = {
        'cover': cover,
        'width': width,
        'height': height,
        'spine': spine,
        'bleed': printer.cover_bleed,
        'with_spine_text': spine >= printer.spine_text_from,
    }
    return templates.render(templates.environment([template.parent]), template.name, values)
