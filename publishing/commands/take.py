"""``make take-lv FILE=…``: take translations back from work packages."""

from pathlib import Path

from publishing.commands.shared import add_language, catalogs_alone, print_findings, warn
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks.examine import spelling_note
from publishing.translation.packages.package import target_language
from publishing.translation.packages.take import take


def add_arguments(parser) -> None:
    """Take a language and the files that came back."""
    add_language(parser)
    parser.add_argument('paths', nargs='+', type=Path, metavar='file', help='.po or .xlsx')


def run(options) -> int:
    """Take the files and say what became of each; 1 where anything was refused."""
    errors = 0
    with catalogs_alone():
        taken = take(options.paths, Translation(target_language(options.code).code))
    for result in taken:
        errors += print_findings(result.findings)
        print(result)
    if note := spelling_note(options.code):
        warn(note)
    return 1 if errors else 0
