"""``make bilingual``: the book in two languages, side by side."""

import sys
from contextlib import ExitStack

from publishing.bilingual import book
from publishing.commands.shared import add_stamp, print_findings, say, touch, warn
from publishing.commands.terminal import BAD, GOOD, Line, painted
from publishing.core import locks
from publishing.core.downloads import pair_name, pairs
from publishing.core.findings import FindingsError, in_order
from publishing.core.project import DOWNLOADS, ROOT
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
        name = pair_name(pair)
        line = Line(f'{name} bilingual', say)
        try:
            with line, ExitStack() as stack:
                if line.is_live:
                    line.step('laying out')
                for language in sorted(one.code for one in pair):
                    stack.enter_context(locks.held(work_lock('pdf', language), shared=True))
                stack.enter_context(locks.held(locks.of_work(f'bilingual-{name}')))
                built = book.build(*pair)
                with locks.held(locks.SITE):
                    book.place(built, DOWNLOADS / built.name)
        except FindingsError as error:
            print_findings(error.findings)
            note_fault(options.stamp, in_order(error.findings))
            words = f'{name} bilingual: not built; {len(error.findings)} to mend. The last good output is unchanged.'
            warn(painted(words, BAD, sys.stderr))
            return 1
        where = (DOWNLOADS / built.name).relative_to(ROOT)
        say(f'{name} bilingual: {painted("done", GOOD, sys.stdout)} in {line.seconds} s: {where}')
    touch(options.stamp)
    return 0
