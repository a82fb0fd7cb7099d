"""Repairs to libraries, put in place only over the code for which they were made.

With the version that it was tested with, a repair is put in place. With any other version the code it touches is
compared first. Where that is the same, the repair is put in place without a word. Where it differs, the repair is left
out and this is said once, or, where something wrong would then be written in silence, the work is refused.
"""

import functools
import hashlib
import inspect
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pkgutil import resolve_name

from sphinx.errors import SphinxError

from publishing.core.findings import Code, Finding, FindingsError, Severity

#: The versions that the repairs were made for and are tested with; requirements.txt pins the same.
TESTED = {'MyST-Parser': '5.2.0', 'pybtex': '0.26.1', 'pydyf': '0.13.0', 'Sphinx': '9.0.4', 'WeasyPrint': '70.0'}
#: What :func:`stock` returns for a name that a library does not have.
GONE = object()

#: Python's own log, which prints to stderr: Sphinx counts what its log says, and with -W the build would fail.
logger = logging.getLogger(__name__)


class LibraryError(FindingsError, SphinxError):
    """Raised where the installed version of a library is too different for the work to be done well."""

    category = 'Another version of a library is needed'


@dataclass(frozen=True, eq=False)
class Repair:
    """What is put in place of code of a library: of all that ``places`` names, or of none.

    ``library`` is the name by which pip knows it. ``without`` says what happens without the repair; it stands behind
    "but" or "without which". ``places`` has ours by the name of theirs (``package.module:Class.function``), ``code``
    the :func:`fingerprint` of the tested version. ``leans_on`` names what else ours was written for.

    Where ``is_signature_enough``, ours goes with any code that is called in the same way. Where one that ``is_needed``
    does not fit, something wrong would be written in silence.
    """

    library: str
    without: str
    places: Mapping[str, object]
    code: str
    leans_on: tuple[str, ...] = ()
    is_signature_enough: bool = False
    is_needed: bool = False

    def __post_init__(self) -> None:
        for name in self.places:
            stock(name)  # while it still is what stands there


@functools.cache
def stock(name: str):
    """Return what the library itself has under a name, or ``GONE``, and remember it: ours may soon stand there."""
    try:
        return resolve_name(name)
    except (ImportError, AttributeError):
        return GONE


@functools.cache
def installed(library: str) -> str:
    """Return the version that is installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return 'a version without number'


@functools.cache
def fits(repair: Repair) -> bool:
    """Return whether the installed library has the code for which a repair was made."""
    return installed(repair.library) == TESTED[repair.library] or fingerprint(repair) == repair.code


def fingerprint(repair: Repair) -> str:
    """Return a digest of the code that a repair is put over and leans on."""
    read = inspect.signature if repair.is_signature_enough else inspect.getsource
    texts = [_read(name, read) for name in repair.places] + [_read(name, inspect.getsource) for name in repair.leans_on]
    return hashlib.sha256('\n'.join(texts).encode()).hexdigest()[:12]


def _read(name: str, read) -> str:
    found = stock(name)
    try:
        return str(read(found.fget if isinstance(found, property) else found))
    except (OSError, TypeError, ValueError):  # a value, nothing at all, or a module without its source
        return type(found).__name__


def apply(*repairs: Repair) -> None:
    """Put repairs in place and say which are left out; doing it twice changes nothing.

    :raises LibraryError: as :func:`require`.
    """
    require(*repairs)
    left_out: dict[str, list[str]] = {}
    for repair in repairs:
        if not fits(repair):
            left_out.setdefault(repair.library, []).append(repair.without)
            continue
        for name, ours in repair.places.items():
            owner, attribute = re.split(r'[:.](?=\w+$)', name)
            setattr(resolve_name(owner), attribute, ours)
    for library, losses in left_out.items():
        _say(
            _finding(
                library,
                'we repair it',
                f'. It works without the repair, but {"; ".join(dict.fromkeys(losses))}. To have it',
                Severity.WARNING,
            )
        )


def require(*repairs: Repair) -> None:
    """Refuse to go on where a repair that is needed does not fit.

    :raises LibraryError: naming the library and the version to install.
    """
    unfit = [repair for repair in repairs if repair.is_needed and not fits(repair)]
    if unfit:
        raise LibraryError(
            _finding(repair.library, 'ours stands in for it', f', without which {repair.without}. Run')
            for repair in unfit
        )


@functools.cache
def _say(finding: Finding) -> None:
    """Say it once in a process."""
    logger.warning('%s', finding)


def _finding(library: str, where: str, end: str, severity: Severity = Severity.ERROR) -> Finding:
    tested = TESTED[library]
    return Finding(
        library,
        None,
        Code.OUTPUT,
        (
            f'{installed(library)} is installed, and its code differs from that of {tested} where {where}; '
            f'expected {tested}{end}: pip install {library}=={tested}'
        ),
        severity,
    )
