"""Measure how long the book takes, against sphinx-simplepdf on the same sources in the same run, and how it grows.

Seconds alone say little about another machine; what can be quoted are the ratios. Every build starts cold, in a
process of its own (``bench_job``, ``bench_simplepdf``), two at a time, as ``make`` does it
on two cores. Processor seconds hardly change when the machine has other work; the others do.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from publishing.core import languages
from publishing.core.project import BUILD, ROOT
from publishing.pipeline import bench_growth, bench_simplepdf
from publishing.pipeline.own_environment import MissingError

FOLDER = BUILD / 'bench'
CORES = 2
TIMES = (1, 2, 4)
#: What make bench allows: time per page at the last of ``TIMES`` against one book, and megabytes of one book.
GROWTH, MEMORY = 1.15, 1000


class BenchError(Exception):
    """A measured build has failed; the message says which, and where its output is."""


def measure(codes: Sequence[str], say: Callable[[str], None]) -> bool:
    """Measure the languages ``codes``, or all, and ``say`` each table; return whether ours keeps to its limits.

    :raises BenchError: when a build of ours fails.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    codes = [languages.get(code).code for code in codes or languages.load()]
    together, ours = all_together([(form, code) for form in ('pdf', 'epub') for code in long_first(codes)])
    say(table(ours, codes))
    say(
        f'all together: {len(codes)} languages, each with PDF, print file and EPUB: {together:.1f} s '
        f'({CORES} at a time), {_cpu(ours):.1f} of the processor\n'
    )
    say(comparison(together, ours, codes))
    say(chapter(job('chapter', codes[0]), ours['pdf', codes[0]]))
    say(besides(job('pdf', codes[0], 'extras')))
    lines, grown = growth([job('growth', code, str(times)) for code in codes[:1] for times in TIMES])
    say(f'{lines}\n')
    constructs = bench_growth.measure(job, two_at_a_time)
    say(bench_growth.table(constructs))
    return (
        all(one.is_kept for one in constructs.values())
        and grown <= GROWTH
        and max(one['mb'] for one in ours.values()) <= MEMORY
    )


def long_first(codes: list[str]) -> list[str]:
    """Return the languages in an order that keeps two cores busy: translations, which take longer, first."""
    return sorted(codes, key=lambda code: languages.get(code).is_source)


def all_together(jobs: list[tuple[str, str]]) -> tuple[float, dict[tuple[str, str], dict]]:
    """Run jobs, ``CORES`` at a time, the long ones first; return the seconds for all and what each has measured."""
    shutil.rmtree(FOLDER / 'work', ignore_errors=True)
    ready = {code: threading.Event() for form, code in jobs if form == 'pdf'}

    def measured(form: str, code: str) -> dict:
        if form == 'epub' and code in ready:  # it takes the PDF's doctrees and pages, as with make
            ready[code].wait()
        try:
            return job(form, code)
        finally:
            if form == 'pdf':
                ready[code].set()

    return two_at_a_time({key: lambda key=key: measured(*key) for key in jobs})


def two_at_a_time(jobs: dict[object, Callable[[], dict]]) -> tuple[float, dict]:
    """Call every job, ``CORES`` of them at a time; return the seconds for all, and their results."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        running = {key: pool.submit(call) for key, call in jobs.items()}
        results = {key: one.result() for key, one in running.items()}
    return time.perf_counter() - started, results


def job(*words: str) -> dict:
    """Run one measured build in a process of its own; return what it prints.

    :raises BenchError: when it fails.
    """
    done = subprocess.run(
        [sys.executable, '-m', 'publishing', 'bench-job', *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {'PYTHONPATH': str(ROOT)},
    )
    if done.returncode:
        log = FOLDER / f'{"-".join(words)}.log'
        log.write_text(done.stdout + done.stderr, encoding='utf-8')
        raise BenchError(
            f'the {" ".join(words)} could not be measured, because it was not built; its messages are in '
            f'{log.relative_to(ROOT)}. Mend what they name, then run make bench again.'
        )
    return json.loads(done.stdout.splitlines()[-1])


def table(ours: dict[tuple[str, str], dict], codes: list[str]) -> str:
    """Return a line of seconds, pages and megabytes for each language."""
    lines = [
        f'{"language":<10}{"read":>8}{"lay out":>9}{"write":>8}{"pages":>7}{"pages/s":>9}{"MB laid out":>13}'
        f'{"MB written":>12}{"EPUB":>8}'
    ]
    for code in codes:
        one, epub = ours['pdf', code], ours['epub', code]
        lines.append(
            f'{code:<10}{one["read"]:>7.1f}s{one["lay_out"]:>8.1f}s{one["write"]:>7.1f}s{one["pages"]:>7}'
            f'{one["pages"] / one["lay_out"]:>9.1f}{one["mb_lay_out"]:>13.0f}{one["mb"]:>12.0f}'
            f'{epub["seconds"]:>7.1f}s'
        )
    return '\n'.join(lines)


def comparison(together: float, ours: dict[tuple[str, str], dict], codes: list[str]) -> str:
    """Run sphinx-simplepdf on the same sources; return its table and the ratio."""
    try:
        environment = bench_simplepdf.environment(FOLDER / 'simplepdf')
    except MissingError as error:
        return f'no comparison: {error}\n'
    seconds, theirs = two_at_a_time(
        {
            code: lambda code=code: bench_simplepdf.measure(environment, code, FOLDER / 'simplepdf')
            for code in long_first(codes)
        }
    )
    lines = [f'{bench_simplepdf.NAME} {"seconds":>9}{"pages":>7}{"pages/s":>9}{"MB":>7}{"own: seconds":>14}{"MB":>7}']
    for code, one in theirs.items():
        own = ours['pdf', code]
        if one['code'] or not one['pages']:
            lines.append(f'{code:<{len(bench_simplepdf.NAME)}} failed; see {Path(one["log"]).relative_to(ROOT)}')
            continue
        lines.append(
            f'{code:<{len(bench_simplepdf.NAME)}} {one["seconds"]:>8.1f}s{one["pages"]:>7}'
            f'{one["pages"] / one["seconds"]:>9.1f}{one["mb"]:>7.0f}{own["seconds"]:>13.1f}s{own["mb"]:>7.0f}'
        )
    if not all(one['code'] == 0 and one['pages'] for one in theirs.values()):
        return '\n'.join([*lines, 'no ratio, since not all of it was built', ''])
    lines += [
        f'all together: {seconds:.1f} s for {len(codes)} untagged PDFs, {_cpu(theirs):.1f} of the processor',
        f'ours, with print files and EPUBs, take {_cpu(ours) / _cpu(theirs):.2f} times of the processor and '
        f'{together / seconds:.2f} times as long',
    ]
    return '\n'.join([*lines, ''])


def chapter(one: dict, book: dict) -> str:
    """Return what an author waits for after a change: the longest chapter alone, against the whole PDF."""
    return (
        f'one changed chapter ({one["name"]}, {one["pages"]} pages) alone: {one["seconds"]:.1f} s, {one["cpu"]:.1f} of '
        f'the processor, {one["cpu"] / book["cpu"]:.0%} of the whole PDF\n'
    )


def besides(one: dict) -> str:
    """Return what single chapters and worksheets cost, which the comparison leaves out: nobody else makes them."""
    more = one['extras']['cpu']
    return f'single chapters and worksheets besides: {more:.1f} of the processor a language, {more / one["cpu"]:.0%}\n'


def growth(measured: list[dict]) -> tuple[str, float]:
    """Return the table of the book once, twice and four times over, and the last time per page against the first."""
    lines = [f'{"growth":<10}{"lay out":>9}{"write":>8}{"pages":>7}{"s/page":>9}{"ratio":>8}{"MB":>7}']
    first = _per_page(measured[0])
    for times, one in zip(TIMES, measured, strict=True):
        lines.append(
            f'{times}×{"":<8}{one["lay_out"]:>8.1f}s{one["write"]:>7.1f}s{one["pages"]:>7}'
            f'{_per_page(one):>9.3f}{_per_page(one) / first:>8.2f}{one["mb"]:>7.0f}'
        )
    return '\n'.join([*lines, 'in processor seconds']), _per_page(measured[-1]) / first


def _cpu(measured: dict) -> float:
    return sum(one['cpu'] for one in measured.values())


def _per_page(one: dict) -> float:
    return (one['lay_out'] + one['write']) / one['pages']
