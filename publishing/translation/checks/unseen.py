"""Signs that nobody sees in one translation, and those that are not what they look like.

What the original has too is right: a joiner in a quotation, a blank that an author wanted. Everything else that is
found out about a message is found in its text without these signs.
"""

from collections.abc import Iterator
from pathlib import Path

from publishing.core import signs
from publishing.core.files import decoded, sign_findings
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.translation.checks.records import Difference, found

#: What is read for doubtful signs, below the folders of chapters and of languages; catalogs are read by message.
SUFFIXES = ('.md', '.csv', '.bib', '.toml', '.txt')


def differences(original: str, translation: str, language: str) -> Iterator[Difference]:
    """Yield an error for each sign in ``translation`` that must not be there."""
    for one in signs.added(original, translation, language):
        if not one.kind.is_doubtful:
            yield found('sign', one.text)


def advice(original: str, translation: str, language: str) -> Iterator[Difference]:
    """Yield a warning for each sign in ``translation`` that is most likely not what was meant."""
    for one in signs.added(original, translation, language):
        if one.kind.is_doubtful:
            yield found('alike' if one.kind is signs.Kind.ALIKE else 'sign-other', one.text)


def doubtful_in_files(*folders: Path) -> list[Finding]:
    """Return the warnings about what is written below ``folders`` beside the catalogs."""
    paths = (path for folder in folders for path in sorted(folder.rglob('*')) if path.suffix in SUFFIXES)
    return [finding for path in paths for finding in _doubtful(path)]


def _doubtful(path: Path) -> Iterator[Finding]:
    try:
        text = decoded(path, path.read_bytes(), Code.SIGN)
    except FindingsError:  # who needs the file will say it
        return
    yield from (one for one in sign_findings(path, text) if one.severity is Severity.WARNING)
