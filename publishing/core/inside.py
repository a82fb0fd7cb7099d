"""What lies inside the folders that a build may read: the gate for every file that a contribution names.

A path counts as where it really leads: dots are followed, and so are links of the file system.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from publishing.core.findings import Code, Finding


def is_inside(path: Path, folders: Iterable[Path]) -> bool:
    """Tell whether ``path``, which need not exist, leads into one of ``folders``."""
    real = os.path.realpath(path)
    return any(Path(real).is_relative_to(os.path.realpath(folder)) for folder in folders)


def links(folder: Path) -> Iterator[Finding]:
    """Yield a finding for each link of the file system below ``folder``, wherever it leads.

    Nobody needs one to write a chapter or a translation, and one can lead to any file of the machine, to a device that
    never ends, or in a circle.
    """
    for place, folders, files in os.walk(folder):  # which follows none
        for path in (Path(place, name) for name in sorted(folders + files)):
            if path.is_symlink():
                words = (
                    f'a link to "{path.readlink()}"; expected a file or folder of its own, because a build reads '
                    'nothing from elsewhere. Put a copy in its place.'
                )
                yield Finding(path, None, Code.NOT_ALLOWED, words)
