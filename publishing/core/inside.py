"""What lies inside the folders that a build may read: the gate for every file that a contribution names.

A path counts as where it really leads: dots are followed, and so are links of the file system.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from publishing.core.findings import Code, Finding

#: Said of a file.
NO_TEXT = 'the name of this file is no UTF-8; expected letters that every system can show. Rename it.'


def is_inside(path: Path, folders: Iterable[Path]) -> bool:
    """Tell whether ``path``, which need not exist, leads into one of ``folders``."""
    if '\0' in str(path):  # no system has such a name
        return False
    real = os.path.realpath(path)
    return any(Path(real).is_relative_to(os.path.realpath(folder)) for folder in folders)


def unfit(folder: Path) -> Iterator[Finding]:
    """Yield a finding for each file or folder below ``folder`` that no build may meet: a link, a name that is no text.

    Nobody needs a link of the file system to write a chapter or a translation, wherever it leads, and one can lead to
    any file of the machine, to a device that never ends, or in a circle. A name in another charset than UTF-8 can be
    written into no page and no list.
    """
    for place, folders, files in os.walk(folder):  # which follows none
        for path in (Path(place, name) for name in sorted(folders + files)):
            if path.is_symlink():
                words = (
                    f'a link to "{path.readlink()}"; expected a file or folder of its own, because a build reads '
                    'nothing from elsewhere. Put a copy in its place.'
                )
                yield Finding(path, None, Code.NOT_ALLOWED, words)
            elif not is_text(path.name):
                yield Finding(path, None, Code.NOT_ALLOWED, NO_TEXT)


def is_text(name: str) -> bool:
    """Tell whether the name of a file is UTF-8; Python has half a letter for each byte that is none."""
    return not re.search('[\ud800-\udfff]', name)
