"""The table of damages: what may happen to a file on its way from a person to us.

A row is a function: it gets what is in a file, and a source of chance, and returns what is in it afterwards (or gets
the path and changes what lies there). Its decorator names the kinds of input that it fits and what must come of it.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random


class Must(enum.Enum):
    """What must come of a damaged file."""

    REFUSED = 'an error that names the file'
    SAME = 'what comes of the whole file'
    EITHER = 'an error that names the file, or a result'


@dataclass(frozen=True)
class Damage:
    """One way to damage a file; ``families`` are the kinds of input that it fits."""

    name: str
    families: tuple[str, ...]
    must: Must
    apply: Callable[[Path, Random], None]

    def __str__(self) -> str:
        return self.name


#: Every damage by its name.
DAMAGES: dict[str, Damage] = {}


def damage(*families: str, must: Must = Must.EITHER) -> Callable:
    """Return a decorator that enters a function of bytes and chance into the table, under its own name."""

    def enter(change: Callable[[bytes, Random], bytes]) -> Callable:
        def apply(path: Path, random: Random) -> None:
            path.write_bytes(change(path.read_bytes(), random))

        return _enter(change, families, must, apply)

    return enter


def damage_of_lines(*families: str, must: Must = Must.EITHER) -> Callable:
    """Return the same as :func:`damage` for a function that changes a list of lines in place."""

    def enter(change: Callable[[list[str], Random], None]) -> Callable:
        def apply(path: Path, random: Random) -> None:
            lines = path.read_text(encoding='utf-8').splitlines()
            change(lines, random)
            path.write_text('\n'.join(lines) + '\n', encoding='utf-8')

        return _enter(change, families, must, apply)

    return enter


def damage_of_path(*families: str, must: Must = Must.EITHER) -> Callable:
    """Return the same as :func:`damage` for a function that changes what lies at a path."""

    def enter(change: Callable[[Path, Random], None]) -> Callable:
        return _enter(change, families, must, change)

    return enter


def _enter(change: Callable, families: tuple[str, ...], must: Must, apply: Callable) -> Callable:
    name = change.__name__.replace('_', '-')
    assert name not in DAMAGES, name
    DAMAGES[name] = Damage(name, families, must, apply)
    return change
