"""``make pins``: pin the packages, with the digests of their files."""

from publishing.commands.shared import say, warn
from publishing.pipeline.own_environment import MissingError
from publishing.pipeline.pins import compile_pins


def add_arguments(parser) -> None:
    """Take the packages that may become newer."""
    parser.add_argument('names', nargs='*', metavar='NAME', help='packages to pin at their newest version')
    parser.add_argument('--upgrade', action='store_true', help='all packages at their newest version')


def run(options) -> int:
    """Compile every file anew; 1 when that cannot be."""
    try:
        return 1 if compile_pins(say, options.names, options.upgrade) else 0
    except MissingError as error:
        warn(str(error))
        return 1
