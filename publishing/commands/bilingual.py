"""``make bilingual``: the book in two languages, side by side."""

import time
from contextlib import ExitStack

from publishing.bilingual import book
from publishing.commands.shared import add_stamp, print_findings, say, touch, warn
from publishing.core import locks
from publishing.core.downloads import pair_name, pairs
from publishing.core.findings import FindingsError, in_order
from publishing.core.project import DOWNLOADS
from publishing.core.stamps import note_fault
from publishing.pipeline.build import work_lock


def add_arguments(parser) -> None:
    """Take any number of pairs."""
    parser.add_argument('pairs', nargs='*', metavar='pair', help='two languages, as lv-lt; all when none is named')
    add_stamp(parser)


def run(options) -> int:
    """Build the pairs, each into its place; 1, and no further one, when one is not built."""
    try:
        wanted = [book.find_pair(name) for name in options.pairs]
    except FindingsError as error:
        note_fault(options.stamp, error.findings)
        raise
    for pair in wanted or pairs().values():
        started, name = time.monotonic(), pair_name(pair)
        try:
            with ExitStack() as stack:
                for language in sorted(one.code for one in pair):
                    stack.enter_context(locks.held(work_lock('pdf', language), shared=True))
                stack.enter_context(locks.held(locks.of_work(f'bilingual-{name}')))
                built = book.build(*pair)
                with locks.held(locks.SITE):
                    book.place(built, DOWNLOADS / built.name)
        except FindingsError as error:
            print_findings(error.findings)
            note_fault(options.stamp, in_order(error.findings))
            warn(f'{name} bilingual: not built; {len(error.findings)} to mend. The last good output is unchanged.')
            return 1
        say(f'{name} bilingual: done in {time.monotonic() - started:.0f} s')
    touch(options.stamp)
    return 0
