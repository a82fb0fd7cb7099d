"""``make strangers``: build books of others with our extension added, and with sphinx-simplepdf; renew the table."""

from publishing.commands.shared import say, warn
from publishing.core.project import ROOT
from publishing.pipeline import strangers
from publishing.pipeline.own_environment import MissingError

DOCUMENT = ROOT / 'docs' / 'strangers.md'


def add_arguments(parser) -> None:
    """Take names of books, and where their repositories lie."""
    parser.add_argument('names', nargs='*', metavar='BOOK', help='only these; their rows in the table change')
    parser.add_argument('--builder', choices=strangers.BUILDERS, action='append', help='only this one')
    parser.add_argument(
        '--mirror',
        default='',
        help='git directories to take the books from instead of the web: a path with {owner} and {name} in it',
    )


def run(options) -> int:
    """Measure them and renew the table; 1 when a book was not built with our extension."""
    try:
        chosen = strangers.projects(options.names)
        done = strangers.measure(chosen, options.mirror, say, options.builder or tuple(strangers.BUILDERS))
    except (strangers.StrangersError, MissingError) as error:
        warn(str(error))
        return 1
    strangers.write(DOCUMENT, strangers.table(strangers.projects(), strangers.measured()))
    say(f'{DOCUMENT.relative_to(ROOT)}: the table is renewed')
    return 0 if done else 1
