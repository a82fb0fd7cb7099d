"""``make carry``: after corrections of the English, keep the translations valid."""

import sys

from publishing.commands.shared import catalogs_alone
from publishing.core.project import LOCALES
from publishing.translation.reviews.carry_over import carry


def add_arguments(parser) -> None:
    """Take pages, who decides, and what is decided already."""
    parser.add_argument('pages', nargs='*', help='such as where/border-today; all when none is named')
    parser.add_argument('--by', default='', help='who decides')
    parser.add_argument('--yes', nargs='+', default=[], metavar='ID', help='carry over these without asking')
    parser.add_argument('--all-trivial', action='store_true', help='carry over all that look like corrections')


def run(options) -> int:
    """Show the changes, ask for what is not decided where somebody can answer, and say what came of it."""
    ask = input if sys.stdin.isatty() and not (options.yes or options.all_trivial) else None
    with catalogs_alone():
        done = carry(
            options.pages,
            by=options.by,
            yes=options.yes,
            all_trivial=options.all_trivial,
            ask=ask,
            say=print,
            locales=LOCALES,
        )
    print(done)
    return 0
