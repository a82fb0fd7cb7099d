"""``make html``, ``make pdf``, ``make epub``: build one format of one language; ``make chapter-lv CHAPTER=…``."""

import sys
from pathlib import Path

from publishing.commands.shared import add_stamp, print_findings, say, touch, unexpected, warn
from publishing.commands.terminal import BAD, GOOD, Line, painted
from publishing.core import progress
from publishing.core.files import REFUSALS
from publishing.core.findings import FindingsError, in_order
from publishing.core.project import DRAFTS, ROOT, SITE, place
from publishing.core.stamps import note_fault
from publishing.pipeline import build


def add_arguments(parser) -> None:
    """Take format and language, and what ``make`` and a draft want."""
    parser.add_argument('form', choices=build.FORMATS)
    parser.add_argument('code')
    add_stamp(parser)
    parser.add_argument(
        '--draft',
        action='store_true',
        help=('go on without translations that have errors, into build/draft; the edition is left alone'),
    )
    parser.add_argument(
        '--chapter',
        metavar='NAME',
        help='a PDF of this page alone, into build/draft, with the page numbers of the last whole PDF',
    )


def run(options) -> int:
    """Build it; 1 when it is not built, 2 for a chapter of what is no PDF."""
    if options.chapter is not None and options.form != 'pdf':
        warn(f'--chapter with {options.form}; expected it with pdf. Leave it out, or write pdf.')
        return 2
    code = build_edition(options.form, options.code, options.stamp, draft=options.draft, chapter=options.chapter)
    if not code:
        touch(options.stamp)
    return code


def build_edition(
    form: str, code: str, stamp: Path | None = None, *, draft: bool = False, chapter: str | None = None
) -> int:
    """Build ``form`` in the language ``code``, print findings and progress; return an exit code.

    :param stamp: beside which it is noted why nothing is built.
    """
    line = Line(f'{code} {form}', say)
    progress.tell_by(line.count)
    try:
        with line:
            if chapter is None:
                build.edition(form, code, line.step, warn, draft=draft)
            else:
                path = build.chapter(chapter, code, line.step, warn)
        if chapter is not None:
            say(f'{code} {form}: wrote {path.relative_to(ROOT)}, with page numbers of the last whole PDF')
    except FindingsError as error:
        print_findings(error.findings)
        note_fault(stamp, in_order(error.findings))
        words = f'{code} {form}: not built; {len(error.findings)} to mend. The last good output is unchanged.'
        warn(painted(words, BAD, sys.stderr))
        return 1
    except Exception as fault:  # a fault of ours or of a library; a planner can do nothing with its traceback
        if isinstance(fault, OSError) and fault.errno in REFUSALS:
            raise
        finding = unexpected(fault, f'the {form} of "{code}"', f'{form}-{code}')
        print_findings([finding])
        note_fault(stamp, [finding])
        return 1
    where = f': {place(form, code, DRAFTS if draft else SITE).relative_to(ROOT)}' if chapter is None else ''
    say(f'{code} {form}: {painted("done", GOOD, sys.stdout)} in {line.seconds} s{where}')
    return 0
