"""A release: what must be right before it, and what it writes. The number stands in ``conf.py`` alone.

The book prints it, ``pyproject.toml`` reads it from there, and the manifest and the bill of materials have it from the
build. What is released is not what lies in ``build/site``: the tag has the workflow build it once more, with the new
number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, many, short
from publishing.translation.catalogs import past_texts

NUMBER = re.compile(r'(\d+)\.(\d+)(?:\.(\d+))?')
#: Where the number stands, and what begins the news since the last one.
RELEASE = re.compile(r"^release = '([^']*)'$", re.MULTILINE)
UNRELEASED = '## Unreleased\n'


@dataclass(frozen=True)
class Release:
    """One release to be: its number, the day, and the folder of the repository."""

    number: str
    day: date
    root: Path

    @property
    def tag(self) -> str:
        """The name of its tag in git."""
        return f'v{self.number}'

    @property
    def settings(self) -> Path:
        """The file that has the number."""
        return self.root / 'conf.py'

    @property
    def changes(self) -> Path:
        """The file that has the news."""
        return self.root / 'CHANGELOG.md'

    def texts(self) -> dict[Path, str]:
        """Return what the files hold afterwards, by their paths."""
        settings = RELEASE.sub(f"release = '{self.number}'", read_text(self.settings, Code.RELEASE))
        head = f'{UNRELEASED}\n## {self.number}, {self.day.day} {self.day:%B %Y}\n'
        return {
            self.settings: settings,
            self.changes: read_text(self.changes, Code.RELEASE).replace(UNRELEASED, head, 1),
        }


def faults(release: Release) -> Iterator[Finding]:
    """Yield what keeps a release from being made, as far as files and git tell it."""
    settings = read_text(release.settings, Code.RELEASE)
    current = RELEASE.search(settings)
    line = settings.count('\n', 0, current.start()) + 1 if current else None
    if not NUMBER.fullmatch(release.number):
        given = short(release.number, 40)
        words = f'"{given}" is no number of a release; expected one such as 0.2 or 1.0.1. Give VERSION=….'
        yield Finding(release.settings, line, Code.RELEASE, words)
    elif not current or _parts(current[1]) >= _parts(release.number):
        now = current[1] if current else 'nothing'
        words = f'the number is {now} now; expected {release.number} to be higher. Give a higher one.'
        yield Finding(release.settings, line, Code.RELEASE, words)
    news = read_text(release.changes, Code.RELEASE).partition(UNRELEASED)[2]
    if not re.search(r'^- \S', news.partition('\n## ')[0], re.MULTILINE):
        words = 'there is nothing below "Unreleased"; expected what has changed. Write it there, a line for each.'
        yield Finding(release.changes, None, Code.RELEASE, words)
    yield from _git_faults(release)


def _parts(number: str) -> tuple[int, ...]:
    found = NUMBER.fullmatch(number)
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def _git_faults(release: Release) -> Iterator[Finding]:
    root = release.root
    if not git(root, 'symbolic-ref', '--quiet', 'HEAD'):
        words = 'git stands on no branch; expected one to commit to. Check one out: git switch main.'
        yield Finding(root, None, Code.RELEASE, words)
    if changed := git(root, 'status', '--porcelain'):
        first, count = short(changed.splitlines()[0], 60), many(len(changed.splitlines()), 'change')
        words = f'git has {count} in no commit, such as "{first}"; expected none. Commit or remove them.'
        yield Finding(root, None, Code.RELEASE, words)
    if git(root, 'tag', '--list', release.tag):
        words = f'git has the tag {release.tag} already; expected a number that was never given. Choose the next.'
        yield Finding(root, None, Code.RELEASE, words)


def git(root: Path, *words: str) -> str:
    """Return what a command of git prints; '' when it fails."""
    return past_texts.git(*words, root=root, check=False).decode(errors='replace').strip()
