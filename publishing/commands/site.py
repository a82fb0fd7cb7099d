"""``make``, at the end: the landing page and the manifest, and what became of every job."""

import sys

from publishing.commands.shared import add_stamp, print_findings, say, touch
from publishing.commands.terminal import BAD, GOOD, painted
from publishing.core import languages, locks
from publishing.core.files import one_mode
from publishing.core.findings import Finding, FindingsError, short
from publishing.core.project import ROOT, SITE
from publishing.core.swaps import sweep
from publishing.pipeline import outcomes
from publishing.web.landing import build_site


def add_arguments(parser) -> None:
    """Take a stamp, and whether to sum up."""
    add_stamp(parser)
    parser.add_argument(
        '--summary',
        action='store_true',
        help='say of every edition whether it is built, where it is and what is to be mended; 1 when one is not',
    )


def run(options) -> int:
    """Write them and say where they are; with ``--summary`` 1 when an edition is not built from what is there now."""
    written, code = True, 0
    try:
        with locks.held(locks.SITE):
            sweep(SITE)
            paths = build_site()
            one_mode(SITE)
        for path in paths:
            print(f'wrote {path.relative_to(ROOT)}')
    except FindingsError as error:
        print_findings(error.findings)
        written = False
    if options.summary:
        code = _sum_up(is_written=written)
    if code or not written:
        return 1
    touch(options.stamp)
    return 0


def _sum_up(*, is_written: bool) -> int:
    """Say what is built, where it is, and what is to be mended; 1 when anything is."""
    try:
        jobs, faults = outcomes.jobs(languages.all_codes()), languages.faults()
    except FindingsError:  # said already: without a list there is nothing to sum up
        return 1
    built = [job for job in jobs if outcomes.is_built(job)]
    if built:
        say(painted(f'built, in {SITE.relative_to(ROOT)}:', GOOD, sys.stdout))
    for code in languages.all_codes():
        if forms := [outcomes.NAMES[job.form] for job in built if job.edition == code]:
            say(f'  {code}: {", ".join(forms)}')
    if pairs := [job.edition for job in built if job.form == outcomes.BILINGUAL]:
        say(f'  {outcomes.NAMES[outcomes.BILINGUAL]}: {", ".join(pairs)}')
    lacking = [job for job in jobs if job not in built]
    if lacking:
        say(painted(f'not built, {len(lacking)} of {len(jobs)}:', BAD, sys.stdout))
    for why, ones in _by_reason(lacking, faults).items():
        say(f'  {_listed(ones)}: {why}')
    for words, there in (('the last good one stays', True), ('not offered until then', False)):
        if ones := [job for job in lacking if job.place().exists() == there]:
            say(f'  {words}: {_listed(ones)}')
    if is_written:
        say(f'to read them all: open {(SITE / "index.html").relative_to(ROOT)} in a browser')
    if lacking:
        say('mend what is named above and run make again; what is built already is not built anew.')
    return 1 if lacking else 0


def _by_reason(lacking: list[outcomes.Job], faults: dict[str, list[Finding]]) -> dict[str, list[outcomes.Job]]:
    """Return, by the reason in one line, which jobs are not built."""
    found: dict[str, list[outcomes.Job]] = {}
    for job in lacking:
        wrong = next((found for code, found in faults.items() if code in job.codes), None)
        found.setdefault(str(wrong[0]) if wrong else outcomes.reason(job), []).append(job)
    return found


def _listed(jobs: list[outcomes.Job]) -> str:
    return ', '.join(short(job.target, 60) for job in jobs)
