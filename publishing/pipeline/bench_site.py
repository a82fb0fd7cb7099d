"""Measure the search of finished pages: how many queries of lists lead to a page that they name, size, time.

A list is a table with tabs, ``NAME-CODE.tsv``, or ``NAME.tsv`` with the language in its first column: the query, and
the pages of which one is expected among the first ten, "|" between them. Without a page nothing may be found.
The queries run in Node, through the scripts and the data of the pages themselves.
"""

import gzip
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publishing.core.files import read_text
from publishing.core.findings import Code

RUNNER = Path(__file__).parent / 'bench_site.js'
#: Of a list whose words the search passes over, and says so.
PASSED = 'stop-words'


class NoNodeError(Exception):
    """Node is not here."""


@dataclass(frozen=True)
class Score:
    """What came of a list in a language: the queries, those that are right, and those that are not."""

    language: str
    name: str
    count: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / self.count


@dataclass(frozen=True)
class Measured:
    """The search of a language: scores, milliseconds of a query (median, and 95 of 100), kilobytes when packed.

    ``loaded`` is what a query of one word loads besides the texts it shows, ``whole`` all but the texts.
    """

    scores: tuple[Score, ...]
    milliseconds: tuple[float, float]
    loaded: float
    whole: float


def lists(folder: Path, code: str) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield the name of each list that has queries in a language, and these with the pages expected."""
    for path in sorted(folder.glob('*.tsv')):
        header, *rows = (line.split('\t') for line in read_text(path, Code.LIST).splitlines() if line)
        name, _, language = path.stem.rpartition('-')
        if header[0] == 'language':
            name, rows = path.stem, [row[1:] for row in rows if row[0] == code]
        elif language != code:
            continue
        if rows:
            yield name, [(row[0], row[1].split('|') if row[1] else []) for row in rows]


def measure(pages: Path, folder: Path, code: str) -> Measured:
    """Measure the search of the pages of a language.

    :param pages: the folder of the pages. :param folder: that of the lists.
    :raises NoNodeError: where there is no Node.
    """
    if not (node := shutil.which('node')):
        raise NoNodeError
    queries = dict(lists(folder, code))
    asked = [query for rows in queries.values() for query, _pages in rows]
    run = subprocess.run(
        [node, RUNNER, pages / '_static'],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    found = json.loads(run.stdout)
    answers = iter(found['answers'])
    scores = tuple(
        Score(code, name, len(rows), tuple(q for q, wanted in rows if not is_right(name, wanted, next(answers))))
        for name, rows in queries.items()
    )
    times = sorted(found['times'])
    packed = {
        path.name: len(gzip.compress(path.read_bytes(), 9)) / 1000 for path in (pages / '_static').glob('search-*.js')
    }
    index = packed['search-index.js']
    words = [size for name, size in packed.items() if name.startswith('search-words-')]
    return Measured(
        scores, (times[len(times) // 2], times[len(times) * 95 // 100]), index + max(words), index + sum(words)
    )


def is_right(name: str, wanted: list[str], answer: dict) -> bool:
    """Tell whether an answer is what a list expects: a page of it, nothing, or that a word is passed over."""
    if name == PASSED:
        return answer['passed']
    return any(page in answer['pages'] for page in wanted) if wanted else not answer['pages']
