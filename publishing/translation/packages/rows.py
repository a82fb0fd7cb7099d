"""What comes back in a work package, whatever the form of the file."""

from dataclasses import dataclass
from pathlib import Path

from publishing.core.findings import Code, Finding, Severity


@dataclass(frozen=True)
class Returned:
    """One message as it came back.

    ``key`` is its identifier, ``english`` the English as the file has it (None where the identifier was made from it),
    ``unfinished`` whether the translator says that it is not done (None: she did not say), ``stamp`` what the
    translation was when the package was made. ``problem`` is what is wrong with the row itself; ``lost`` says that it
    stands for messages that are not there.
    """

    path: Path
    line: int
    key: str = ''
    english: str | None = None
    texts: tuple[str, ...] = ()
    unfinished: bool | None = None
    stamp: str = ''
    problem: str = ''
    lost: bool = False
    comment: str = ''


def count_of(words: object) -> int:
    """Return how many messages a package says that it has; 0 where it says no number that could be true."""
    words = str(words)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 6 else 0


def finding(path: Path, line: int | None, text: str, severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding about a package."""
    return Finding(path, line, Code.PACKAGE, text, severity)


def wrong_language(path: Path, line: int, found: str, expected: str) -> Finding:
    """Return the finding on a package of another language."""
    return finding(
        path, line, (f'the package is for "{found}"; expected one for "{expected}". Use "make take-{found}" for it.')
    )
