"""Which commit brought the lines of a file, by ``git blame``; nothing where git does not know."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from publishing.core.findings import FindingsError, short
from publishing.translation.catalogs.past_texts import git

#: What git blames for lines that are in no commit yet.
NOBODY = '0' * 40
HEAD_LINE = re.compile(r'([0-9a-f]{40}) \d+ (\d+)(?: \d+)?')


@dataclass(frozen=True)
class Origin:
    """A commit: the first digits of its name, the first line of its message, and its day; '' where there is none yet.

    ``is_known`` is False where the history that is here begins later: in a shallow clone.
    """

    commit: str = ''
    subject: str = ''
    day: str = ''
    is_known: bool = True

    def __str__(self) -> str:
        if not self.is_known:
            return 'since before the history that this clone has'
        return f'since commit {self.commit} “{self.subject}” of {self.day}' if self.commit else 'not committed yet'


def is_versioned(folder: Path) -> bool:
    """Tell whether ``folder`` lies in a clone, and git is there to ask."""
    try:
        return git('rev-parse', '--is-inside-work-tree', root=folder, check=False).strip() == b'true'
    except (FindingsError, OSError):
        return False


def origins(path: Path) -> dict[int, Origin]:
    """Return the commit of each line of ``path``, by its number; none for a file that no commit has."""
    shown = git('blame', '--porcelain', '--', path.name, root=path.parent, check=False).decode('utf-8', 'replace')
    is_shallow = git('rev-parse', '--is-shallow-repository', root=path.parent, check=False).strip() == b'true'
    commits: dict[str, dict[str, str]] = {}
    lines: dict[int, str] = {}
    now: dict[str, str] = {}
    for line in shown.split('\n'):
        if found := HEAD_LINE.fullmatch(line):
            now = commits.setdefault(found[1], {})
            lines[int(found[2])] = found[1]
        elif not line.startswith('\t'):
            name, _blank, value = line.partition(' ')
            now[name] = value
    known = {name: _origin(name, values, is_shallow) for name, values in commits.items()}
    return {number: known[name] for number, name in lines.items()}


def _origin(name: str, values: dict[str, str], is_shallow: bool) -> Origin:
    if name == NOBODY:
        return Origin()
    if is_shallow and 'boundary' in values:
        return Origin(is_known=False)
    moment = datetime.datetime.fromtimestamp(int(values['committer-time']), datetime.UTC)
    return Origin(name[:10], short(values['summary'], 60), moment.date().isoformat())
