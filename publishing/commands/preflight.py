"""``make preflight``: check print files against our rules."""

from pathlib import Path

from publishing.commands.shared import add_languages
from publishing.core.findings import shown_path
from publishing.pdf.preflight.check import RULES, check, limits_of, print_files
from publishing.pdf.press import printers


def add_arguments(parser) -> None:
    """Take languages or files, and a printer."""
    add_languages(parser)
    parser.add_argument('--file', action='append', type=Path, default=[], help='a PDF, instead of the built ones')
    parser.add_argument('--printer', help="check against this printer's profile, whatever the file's name says")
    parser.add_argument('--rules', action='store_true', help='list the rules and where each comes from')


def run(options) -> int:
    """Print a table for each file and one closing line; 1 when a rule is broken."""
    limits = limits_of(printers.load(options.printer)) if options.printer else None
    if options.rules:
        for rule in RULES:
            print(f'{rule.code}: {rule.name} [{rule.source}]')
        return 0
    reports = [check(path, limits) for path in options.file or print_files(options.codes)]
    for report in reports:
        print(f'{report}\n')
    broken = [report for report in reports if report.failed]
    for report in broken:
        print(f'{shown_path(report.path)}: breaks {len(report.failed)} rules: {", ".join(report.failed)}')
    outcome = f'{len(broken)} of {len(reports)} files broke a rule' if broken else f'{len(reports)} files without fault'
    print(f'{outcome}; checked against our {len(RULES)} rules')
    return 1 if broken else 0
