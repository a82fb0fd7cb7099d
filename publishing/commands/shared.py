"""What several verbs share: findings and progress as they are printed, languages as arguments, stamps for ``make``."""

import os
import sys
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from publishing.commands import terminal
from publishing.core import locks
from publishing.core.files import write_text
from publishing.core.findings import Code, Finding, Severity, count_errors, in_order, short, shown_path
from publishing.core.project import LOCALES, WORK
from publishing.core.stamps import forget_fault
from publishing.core.swaps import beside_of, sweep

#: When this command has begun, in nanoseconds.
STARTED = time.time_ns()


def say(text: str) -> None:
    """Print how far the work is; at once, since the next step may take long."""
    terminal.write_line(text, sys.stdout)


def warn(text: str) -> None:
    """Print what is wrong, apart from what a command was asked for."""
    terminal.write_line(text, sys.stderr)


def print_findings(findings: Iterable[Finding]) -> int:
    """Print ``findings`` by file and line; return how many of them are errors."""
    findings = in_order(findings)
    is_annotated = os.environ.get('GITHUB_ACTIONS') == 'true'
    for finding in findings:
        warn(' '.join(str(finding).splitlines()) if is_annotated else str(finding))  # or a word begins a command there
        if is_annotated and finding.path:
            warn(annotation(finding))
    return count_errors(findings)


def print_faults(codes: Sequence[str] = ()) -> int:
    """Print what is wrong with the languages that are left out when none is named; return how many errors that is."""
    from publishing.core import languages  # babel, which --help can do without

    return 0 if codes else print_findings(one for found in languages.faults().values() for one in found)


def annotation(finding: Finding) -> str:
    """Return a finding as GitHub's runner wants it, which shows it at its line of a pull request.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands: what a contribution has in a
    name or a word is escaped, or it could give the runner commands of its own.
    """
    kind = 'error' if finding.severity is Severity.ERROR else 'warning'
    place = {
        'file': shown_path(finding.path),
        'line': str(finding.line or 1),
        'title': f'handbook.{finding.code.value}',
    }
    listed = ','.join(
        f'{name}={_escaped(value).replace(":", "%3A").replace(",", "%2C")}' for name, value in place.items()
    )
    return f'::{kind} {listed}::{_escaped(finding.text)}'


def _escaped(text: str) -> str:
    return text.replace('%', '%25').replace('\r', '%0D').replace('\n', '%0A')


def unexpected(fault: Exception, what: str, name: str) -> Finding:
    """Return what to say where ``what`` has stopped on a fault of ours or of a library; its traceback goes into a file.

    :param name: part of the name of that file.
    """
    log = WORK / f'fault-{name}.log'
    try:
        write_text(log, ''.join(traceback.format_exception(fault)))
        path, how = log, 'with this file'
    except OSError as error:  # a full disk, say, which may be why it has stopped
        path, how = '', f'with the command you gave; its traceback cannot be kept ({error.strerror})'
    text = (
        f'{what} stopped on an unexpected fault ({short(str(fault), 200)}), a fault of the tools and not of the text. '
        f'Report it {how}. The last good output is unchanged.'
    )
    return Finding(path, None, Code.OUTPUT, text)


def add_language(parser: ArgumentParser) -> None:
    """Take one language, as ``options.code``."""
    parser.add_argument('code', help='language, as in languages.toml')


def add_languages(parser: ArgumentParser) -> None:
    """Take any number of languages, as ``options.codes``."""
    parser.add_argument('codes', nargs='*', metavar='code', help='languages; all when none is named')


def add_stamp(parser: ArgumentParser) -> None:
    """Take the file that says when it was done, as ``options.stamp``."""
    parser.add_argument('--stamp', type=Path)


def touch(stamp: Path | None) -> None:
    """Tell ``make`` that all is in place as it was when the command began: what was saved since is younger."""
    if stamp:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        beside = beside_of(stamp)
        beside.touch()
        os.utime(beside, ns=(STARTED, STARTED))
        beside.replace(stamp)
        forget_fault(stamp)


@contextmanager
def catalogs_alone() -> Iterator[None]:
    """Let no other command write catalogs and ledgers meanwhile; remove what a killed one has left beside them."""
    with locks.held(locks.LOCALES):
        sweep(LOCALES)
        yield
