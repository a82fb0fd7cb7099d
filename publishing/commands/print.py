"""``make print PROFILE=…``: the files of one printer, from the last layout."""

import time

from publishing.commands.build import build_edition
from publishing.commands.shared import add_languages, print_findings, say, warn
from publishing.core import languages, locks
from publishing.core.findings import FindingsError, shown_path
from publishing.core.project import BUILD, DOWNLOADS, WORK, book_name
from publishing.pdf.press import job, printers
from publishing.pipeline.build import work_lock


def add_arguments(parser) -> None:
    """Take languages and a printer."""
    add_languages(parser)
    parser.add_argument('--printer', default=printers.DEFAULT)


def run(options) -> int:
    """Write the files of each language, laying out its book first where that was never done."""
    printer, known, code = printers.load(options.printer), languages.load(), 0
    # The general files are for every reader; those for one print shop do not belong on a web site.
    folder = DOWNLOADS if printer.key == printers.DEFAULT else BUILD / 'print'
    for language in options.codes or list(known):
        languages.get(language, known)
        path = WORK / f'pdf-{language}' / 'press' / f'{book_name(language)}.json'
        if not path.is_file() and (code := build_edition('pdf', language) or code):
            continue
        started = time.monotonic()
        try:
            with locks.held(work_lock('pdf', language)), locks.held(locks.SITE):
                files = job.serve(path, printer, folder)
        except FindingsError as error:
            print_findings(error.findings)
            warn(f'{language} print: not made for {printer.name}; the last good files are unchanged.')
            code = 1
            continue
        shown = ', '.join(map(shown_path, files))
        say(f'{language} print: {shown} for {printer.name} in {time.monotonic() - started:.1f} s')
    return code
