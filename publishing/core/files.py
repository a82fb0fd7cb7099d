"""Read what somebody has written, and write a file beside its place and rename it, so that nobody finds half of it.

Every text that comes from a person is read here, because an invisible sign in it would make two words differ that look
the same. What programs have made is read as it is.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from publishing.core import signs
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.core.swaps import settle


def read_text(path: Path, code: Code, language: str = '') -> str:
    """Return the text of a file as :func:`text_of` does."""
    return text_of(path, path.read_bytes(), code, language)


def text_of(path: Path, content: bytes, code: Code, language: str = '') -> str:
    """Return ``content`` as text with one kind of line ends and without the byte-order mark of some editors.

    Letters that were typed as two signs, and blanks of another width, are mended; ``make check`` says so.

    :param code: of the finding where it is no UTF-8. :param language: as for ``signs.find``.
    :raises FindingsError: for what is no UTF-8, and for each sign that nobody sees.
    """
    text = decoded(path, content, code)
    if found := [one for one in sign_findings(path, text, language) if one.severity is Severity.ERROR]:
        raise FindingsError(found)
    return signs.mended(text, language)[0]


def decoded(path: Path, content: bytes, code: Code) -> str:
    """Return ``content`` as text like :func:`text_of`, whatever signs are in it.

    :raises FindingsError: for what is no UTF-8.
    """
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        line = content.count(b'\n', 0, error.start) + 1
        words = 'a letter in this line is not UTF-8; expected a file in UTF-8 throughout. Save it again so.'
        raise FindingsError([Finding(path, line, code, words)]) from None
    return text.replace('\r\n', '\n').replace('\r', '\n')


def sign_findings(path: Path, text: str, language: str = '') -> Iterator[Finding]:
    """Yield a finding for the first of each sign in each line of ``text`` that is not meant, a warning where in doubt.

    A text all of whose letters are written in two signs is one finding.
    """
    met = set()
    for number, line in enumerate(text.split('\n'), start=1):
        for one in signs.find(line, language):
            key = one.kind if one.kind is signs.Kind.DECOMPOSED else (number, one.sign)
            if key not in met:
                met.add(key)
                severity = Severity.WARNING if one.kind.is_doubtful else Severity.ERROR
                yield Finding(path, number, Code.SIGN, one.text, severity)


def write_bytes(path: Path, content: bytes) -> None:
    """Put a file with ``content`` at ``path``, in folders that are made where they are missing."""
    path = Path(os.path.normpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f'.{path.name}.new')
    try:
        beside.write_bytes(content)
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # a full disk names no file
            error.filename = str(path)
        raise
    settle(path, beside)


def write_text(path: Path, text: str) -> None:
    """Put a file with ``text`` at ``path``, in UTF-8 and with the ends of line it has."""
    write_bytes(path, text.encode())


def remove(path: Path) -> None:
    """Have no file at ``path``."""
    settle(Path(os.path.normpath(path)), None)
