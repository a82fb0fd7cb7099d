"""What has passed its day: statements that an author marked with ``{as-of}`` and ``:until:``.

Read from the chapters themselves, so that "make check" needs no build; the same chapters say something else
tomorrow, which is why no build looks at the calendar.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from publishing.core.files import decoded
from publishing.core.findings import Code, Finding, Severity, short
from publishing.text.marks import day

_MARK = re.compile(r'^\s*(?:`{3,}|:{3,})\{as-of\}\s*(?P<checked>\S+)\s*$')
_OPTION = re.compile(r'^\s*:until:\s*(?P<until>\S+)\s*$')


def overdue(folder: Path, today: datetime.date) -> list[Finding]:
    """Return a warning for each marked statement in the chapters of ``folder`` whose day is over, the oldest first."""
    found = [
        (until, Finding(path, line, Code.AGE, _words(checked, until, text), Severity.WARNING))
        for path in sorted(folder.rglob('*.md'))
        for line, checked, until, text in marked(decoded(path, path.read_bytes(), Code.AGE))
        if until < today
    ]
    return [finding for _until, finding in sorted(found, key=lambda one: one[0])]


def marked(source: str) -> Iterator[tuple[int, str, datetime.date, str]]:
    """Yield each marked statement: its 1-based line, when it was checked, until when it holds, its first words."""
    lines = source.split('\n')
    for number, line in enumerate(lines, start=1):
        if not (mark := _MARK.match(line)):
            continue
        until, text = None, ''
        for following in lines[number:]:
            if option := _OPTION.match(following):
                until = day(option['until'])
            elif following.strip() and not following.lstrip().startswith(':'):
                text = following.strip()
                break
        if until:
            yield number, mark['checked'], until, text


def _words(checked: str, until: datetime.date, text: str) -> str:
    return (
        f'"{short(text, 60)}" was checked on {checked} and was to hold until {until}; expected it to be read against '
        'its source again. Correct the statement, then write both days anew.'
    )
