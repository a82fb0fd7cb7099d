"""Read what somebody has written, and write a file beside its place and rename it, so that nobody finds half of it.

Every text that comes from a person is read here, because an invisible sign in it would make two words differ that look
the same. What programs have made is read as it is.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publishing.core import signs
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.core.swaps import beside_of, settle

#: What the system refuses that a person can grant: room to write, or the right to do so.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
REFUSALS = (*NO_ROOM, errno.EACCES, errno.EPERM)


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
    beside = beside_of(path)
    try:
        with named(path):
            beside.write_bytes(content)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    settle(path, beside)


def write_folder(path: Path, source: Path, leave_out: tuple[str, ...] = ()) -> None:
    """Put a copy of the folder ``source`` at ``path``.

    All of it has the modes that the umask gives to new files: the files of a theme bring those of a checkout along.

    :param leave_out: patterns of names.
    """
    path = Path(os.path.normpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = beside_of(path)
    clear(beside)
    try:
        _copy(source, beside, leave_out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    settle(path, beside)


def _copy(source: Path, target: Path, leave_out: tuple[str, ...]) -> None:
    """Copy a folder file by file; unlike ``shutil.copytree`` stop at the first that has no room, and name it."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        if any(path.match(pattern) for pattern in leave_out):
            continue
        if path.is_dir():
            _copy(path, target / path.name, leave_out)
        else:
            with named(target / path.name):
                shutil.copyfile(path, target / path.name)


def clear(folder: Path) -> None:
    """Have no folder at ``folder``; what of it cannot be removed must not be taken for something new."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def one_mode(folder: Path) -> None:
    """Give every file and folder in ``folder``, and itself, the mode that the umask gives to new ones."""
    umask = os.umask(0)
    os.umask(umask)
    for path in (folder, *folder.rglob('*')):
        mode = (0o777 if path.is_dir() else 0o666) & ~umask
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) != mode:
            path.chmod(mode)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Give an error of the system that names no file, as that of a full disk, the name of the one being written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def write_text(path: Path, text: str) -> None:
    """Put a file with ``text`` at ``path``, in UTF-8 and with the ends of line it has."""
    write_bytes(path, text.encode())


def remove(path: Path) -> None:
    """Have no file at ``path``."""
    settle(Path(os.path.normpath(path)), None)
