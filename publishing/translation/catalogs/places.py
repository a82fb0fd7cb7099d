"""Which files of a language's folder are its own: no link to elsewhere, no second file of the same name.

What is a link is never read, so that no build tells what stands elsewhere on the machine.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from publishing.core.findings import Code, Finding


def findings(locales: Path, code: str) -> Iterator[Finding]:
    """Yield what is wrong with the files of the language ``code`` and those that all share, whatever stands in them."""
    shared = [path for path in locales.glob('*') if path.is_symlink() or not path.is_dir()]
    met: dict[str, Path] = {}
    for path in sorted([*shared, *files(locales / code)]):
        if path.is_symlink():
            words = f'this is a link to "{path.readlink()}"; expected a file. Put the file itself in its place.'
            yield Finding(path, None, Code.PO_PLACE, words)
        elif (path.exists() and not path.is_file() and not path.is_dir()) or (path.is_dir() and path.suffix == '.po'):
            yield Finding(path, None, Code.PO_PLACE, 'this is no file; expected a file. Remove it.')
        elif (twin := met.setdefault(_alike(path), path)) != path:
            words = (
                f'on some computers this file has the same name as {twin.name}, and one of the two is lost; expected '
                'names that differ in more than capitals and accents. Remove one.'
            )
            yield Finding(path, None, Code.PO_PLACE, words)


def files(folder: Path) -> Iterator[Path]:
    """Yield ``folder`` and everything below it, following no link."""
    yield folder
    if folder.is_dir() and not folder.is_symlink():
        yield from folder.rglob('*')


def is_own(path: Path, folder: Path) -> bool:
    """Tell whether ``path`` lies in ``folder``, and neither is a link, nor anything between the two."""
    between = [path, *(parent for parent in path.parents if parent == folder or folder in parent.parents)]
    return not any(part.is_symlink() for part in between)


def _alike(path: Path) -> str:
    """Return the name of ``path`` as file systems have it to which capitals and composed letters are the same."""
    return unicodedata.normalize('NFC', unicodedata.normalize('NFC', str(path)).casefold())
