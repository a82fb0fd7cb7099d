"""What git calls to merge a catalog: ``.gitattributes`` says so, and ``publishing/bootstrap.py`` sets it up."""

from pathlib import Path

from publishing.core.findings import FindingsError
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.merging import merged

#: Exit codes: both sides have changed the same message; git's own merge of lines has to do.
CONFLICT, UNREADABLE = 3, 2


def add_arguments(parser) -> None:
    """Take the files git names: ``%O %A %B``, and ``%L``, how long its marks are."""
    for name in ('base', 'ours', 'theirs'):
        parser.add_argument(name, type=Path)
    parser.add_argument('marker', type=int)


def run(options) -> int:
    """Write the merged catalog in the place of ours; leave that as it is when one of the three cannot be read."""
    try:
        paths = options.base, options.ours, options.theirs
        text, conflicts = merged(*(syntax.decoded(path, path.read_bytes()) for path in paths), options.marker)
    except (FindingsError, OSError):
        return UNREADABLE
    options.ours.write_bytes(text.encode())
    return CONFLICT if conflicts else 0
