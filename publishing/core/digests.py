"""What files hold, in a few letters, to tell later whether it is still the same."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from publishing.core.files import is_file, is_folder, read_bytes
from publishing.core.findings import Code


def digest(places: Iterable[Path], aside: Sequence[Path] = ()) -> str:
    """Return a digest of files, and of all files below folders, with their names.

    :param aside: folders that do not count, like those in which Python keeps what it compiles.
    :raises FindingsError: for a file that may not be read.
    """
    found = hashlib.sha256()
    for place in places:
        for path in sorted(place.rglob('*')) if is_folder(place) else [place]:
            name = Path(place.name, path.relative_to(place))
            if is_file(path) and '__pycache__' not in name.parts and not any(map(path.is_relative_to, aside)):
                content = read_bytes(path, Code.OUTPUT)
                found.update(f'{name.as_posix()} {len(content)}\n'.encode() + content)
    return found.hexdigest()
