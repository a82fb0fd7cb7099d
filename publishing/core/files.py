"""Read what somebody has written, and write a file beside its place and rename it, so that nobody finds half of it.

Every file that comes from a person is read here: it may be a folder, a link to a device that never ends, or larger than
the machine; and an invisible sign in a text would make two words differ that look the same. What programs have made is
read as it is.
"""

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publishing.core import limits, signs
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.core.swaps import beside_of, settle

#: What the system refuses that a person can grant: room to write, or the right to do so.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
REFUSALS = (*NO_ROOM, errno.EACCES, errno.EPERM)

#: The line that git puts above two versions of the same lines, and what is said of it.
IN_CONFLICT = (
    '"{0}" marks a merge conflict, two versions of the same lines; expected one of them. Keep the right version and '
    'delete the other and the lines that begin with <<<<<<<, =======, >>>>>>>.'
)
CONFLICT = re.compile(r'^<{7}(?: .*)?$', re.MULTILINE)
#: What keeps a file from being opened, and what to do.
UNOPENED = {
    errno.ENOENT: 'there is no file here; expected one. Put it back (git restore), or correct its name',
    errno.ENOTDIR: 'there is no file here; expected one. Put it back (git restore), or correct its name',
    errno.EISDIR: 'this is a folder; expected a file. Move the folder elsewhere and put the file here (git restore)',
    errno.ELOOP: 'links that lead to each other in a circle; expected a file. Put the file here (git restore)',
    errno.EACCES: 'this file may not be read; expected the right to read it. Give it (chmod u+r)',
    errno.EPERM: 'this file may not be read; expected the right to read it. Give it (chmod u+r)',
}
NO_FILE = 'this is a pipe or a device; expected a file. Put the file here (git restore)'
STRAYED = (
    'this is a link to a place outside of the project; expected a file inside, because a build reads nothing from '
    'elsewhere. Put a copy in its place'
)


def read_bytes(path: Path, code: Code) -> bytes:
    """Return what is in a file that a person has written or sent.

    :param code: of the finding where it cannot be read.
    :raises FindingsError: where there is none, for what is no file, for one that may not be read, that lies outside of
        the project it is in by name, or that is larger than ``limits.FILE``.
    """
    if _strays(path):
        raise _unread(path, code, STRAYED)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), 'rb') as file:  # a pipe, too
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise _unread(path, code, UNOPENED[errno.EISDIR] if stat.S_ISDIR(mode) else NO_FILE)
            content = file.read(limits.FILE + 1)
    except OSError as error:
        words = UNOPENED.get(
            error.errno, f'this file cannot be read ({os.strerror(error.errno)}); expected one. Mend it'
        )
        raise _unread(path, code, words) from None
    if len(content) > limits.FILE:
        words = (
            f'the file is larger than {limits.shown(limits.FILE)} bytes; expected less than that. Make several of it'
        )
        raise _unread(path, code, words)
    return content


def _strays(path: Path) -> bool:
    """Tell whether links lead out of the project: the nearest folder that git keeps, or else that has a ``conf.py``."""
    place, real = Path(os.path.normpath(Path.cwd() / path)), Path(os.path.realpath(path))
    if place == real:
        return False
    homes = (next((one for one in place.parents if (one / mark).exists()), None) for mark in ('.git', 'conf.py'))
    home = next(filter(None, homes), None)
    return home is not None and not real.is_relative_to(os.path.realpath(home))


def _unread(path: Path, code: Code, words: str) -> FindingsError:
    return FindingsError([Finding(path, None, code, f'{words}.')])


def is_absent(path: Path) -> bool:
    """Tell whether there is nothing at ``path``, neither a folder nor a dead link: a file that may be left out is."""
    return not os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Tell whether a file lies at ``path``; a name of thousands of letters is none, and no error."""
    with suppress(OSError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Tell the same of a folder."""
    with suppress(OSError):
        return path.is_dir()
    return False


def read_text(path: Path, code: Code, language: str = '') -> str:
    """Return the text of a file as :func:`text_of` does.

    :raises FindingsError: as that, and as :func:`read_bytes`.
    """
    return text_of(path, read_bytes(path, code), code, language)


def read_optional(path: Path, code: Code, language: str = '') -> str:
    """Return the same as :func:`read_text`; '' where there is nothing."""
    return '' if is_absent(path) else read_text(path, code, language)


def text_of(path: Path, content: bytes, code: Code, language: str = '') -> str:
    """Return ``content`` as text with one kind of line ends and without the byte-order mark of some editors.

    Letters that were typed as two signs, and blanks of another width, are mended; ``make check`` says so.

    :param code: of the finding where it is no UTF-8. :param language: as for ``signs.find``.
    :raises FindingsError: for what is no UTF-8, for the marks of a merge conflict, and for each sign that nobody sees.
    """
    text = decoded(path, content, code)
    if conflicts := list(conflict_findings(path, text, code)):
        raise FindingsError(conflicts)
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
        kind = 'CSV UTF-8 (comma delimited)' if path.suffix.lower() == '.csv' else 'UTF-8'
        words = (
            'a letter in this line is not UTF-8; expected a file in UTF-8 throughout. Save it again so: "Save as", '
            f'with "{kind}" as the encoding or the file type.'
        )
        raise FindingsError([Finding(path, line, code, words)]) from None
    return text.replace('\r\n', '\n').replace('\r', '\n')


def conflict_findings(path: Path, text: str, code: Code) -> Iterator[Finding]:
    """Yield a finding for each place where git has left two versions of the same lines."""
    for line, mark in conflicts(text):
        yield Finding(path, line, code, IN_CONFLICT.format(mark))


def conflicts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each such place and the beginning of its mark."""
    for found in CONFLICT.finditer(text):
        yield text.count('\n', 0, found.start()) + 1, found[0][:30].rstrip()


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
