"""How far a long step is, for whoever wants to show it: nobody, unless a command asks."""

from collections.abc import Callable

_tell: list[Callable[[str, int, int], None]] = []


def tell_by(show: Callable[[str, int, int], None] | None) -> None:
    """Have ``show`` called with what is done, how many are done and of how many; None: nobody."""
    _tell[:] = [show] if show else []


def step(what: str, done: int, total: int) -> None:
    """Say that ``done`` of ``total`` pages are done."""
    for show in _tell:
        show(what, done, total)
