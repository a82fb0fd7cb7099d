"""How time and memory of a PDF grow with one construct of books (``bench_books``), from some to four times as many.

What each costs is measured in processor seconds, after a book of one construct in the same process, so that neither the
start nor a busy machine counts. On a very busy machine even they differ: what is over a limit is measured again.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publishing.pipeline.bench_books import BOOKS

TIMES = 4
#: What is allowed, against what grows in step.
TIME, MEMORY = 1.15, 1.1

Job = Callable[..., dict]
Together = Callable[[dict], tuple[float, dict]]


@dataclass(frozen=True)
class Growth:
    """What some constructs, and ``TIMES`` as many, have cost."""

    one: dict
    more: dict

    @property
    def time(self) -> float:
        return self.more['cpu'] / self.one['cpu'] / TIMES

    @property
    def memory(self) -> float:
        return self.more['mb'] / self.one['mb'] / TIMES

    @property
    def is_kept(self) -> bool:
        return self.time <= TIME and self.memory <= MEMORY


def measure(job: Job, together: Together) -> dict[str, Growth]:
    """Measure every construct, twice where it grows faster than is allowed.

    :param job: runs ``bench-job``. :param together: calls several at a time (``bench.two_at_a_time``).
    """

    def measured(names) -> dict[str, Growth]:
        sizes = [(name, BOOKS[name][1] * times) for name in names for times in (TIMES, 1)]
        _seconds, found = together({size: lambda size=size: job('construct', size[0], str(size[1])) for size in sizes})
        return {name: Growth(found[name, BOOKS[name][1]], found[name, BOOKS[name][1] * TIMES]) for name in names}

    found = measured(BOOKS)
    again = measured([name for name, growth in found.items() if not growth.is_kept])
    return found | {name: min(found[name], growth, key=lambda one: one.time) for name, growth in again.items()}


def table(found: dict[str, Growth]) -> str:
    """Return a line for each construct."""
    lines = [f'{"construct":<14}{"number":>8}{"pages":>7}{"seconds":>9}{"of linear":>11}{"MB":>7}{"of linear":>11}']
    for name, growth in found.items():
        more = growth.more
        lines.append(
            f'{name:<14}{BOOKS[name][1] * TIMES:>8}{more["pages"]:>7}{more["cpu"]:>8.1f}s{growth.time:>11.2f}'
            f'{more["mb"]:>7.0f}{growth.memory:>11.2f}{"" if growth.is_kept else "  too much"}'
        )
    return '\n'.join([*lines, f'in processor seconds, against {TIMES} times of a {TIMES}th', ''])


def cost(
    build: Callable[[str, int, Path], int], usage: Callable[[], dict], name: str, count: int, folder: Path
) -> dict:
    """Build a book of one construct and then one of ``count``; return what the second has cost besides.

    :param build: builds a book in a folder and returns its pages. :param usage: what the process has used so far.
    """
    shutil.rmtree(folder, ignore_errors=True)
    build(name, 1, folder / 'one')
    before = usage()
    pages = build(name, count, folder / 'many')
    shutil.rmtree(folder)
    return {'pages': pages} | {key: value - before[key] for key, value in usage().items()}
