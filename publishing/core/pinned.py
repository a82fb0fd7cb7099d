"""The pinned packages: what a compiled ``requirements.txt`` says of each, with the digests of its files."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass
class Pin:
    """One package: which version, where it is wanted (``marker``), by whom, and the SHA-256 of every file it may be."""

    name: str
    version: str
    marker: str
    line: int
    digests: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)


def read_pins(path: Path) -> list[Pin]:
    """Return the pins of a file that ``uv pip compile`` has written, in its order.

    A package may stand there twice, with markers for different Pythons.
    """
    pins: list[Pin] = []
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        text = line.strip().removesuffix('\\').strip()
        if digest := re.fullmatch(r'--hash=sha256:([0-9a-f]{64})', text):
            pins[-1].digests.append(digest[1])
        elif text.startswith('#'):  # "# via sphinx", or a line for each behind "# via"
            name = re.match(r'#\s+(?:via\s+)?([\w.-]+)', text)
            if pins and name and name[1] != 'via':
                pins[-1].wanted_by.append(canonicalize_name(name[1]))
        elif text:
            one = Requirement(text)
            version = str(one.specifier).removeprefix('==')
            pins.append(Pin(canonicalize_name(one.name), version, str(one.marker or ''), number))
    return pins
