"""Measure how long a book takes, as ratios within one run: seconds alone say little about another machine.

Prints, for each language, the seconds to read, to lay out and to write the book, its pages and pages a second, and
the largest memory; then how the time to lay out grows when the same book is laid out twice over.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

from publishing import languages, press, press_print, printers
from publishing.build import WORK, build
from publishing.languages import ROOT
from publishing.margins import Column

STYLESHEET = ROOT / 'theme' / 'print' / 'book.css'


def run_bench() -> int:
    """Measure every language; return 0."""
    print(f'{"language":<10}{"read":>8}{"lay out":>9}{"write":>8}{"pages":>7}{"pages/s":>9}{"MB":>7}')
    for language in languages.load().values():
        print(row(language), flush=True)
    print(growth())
    return 0


def row(language) -> str:
    """Build one language's book and return its line of the table."""
    total, outdir = timed(lambda: build('pdf', language, lambda text: None))
    text = (outdir / 'book.html').read_text(encoding='utf-8')
    layout_time, layout = timed(lambda: lay_out(text, outdir))
    target = WORK / 'bench.pdf'
    write_time, _nothing = timed(lambda: press.write_screen(layout, target, b'bench'))
    print_time, _nothing = timed(lambda: write_for_press(layout, target))
    target.unlink()
    read_time = total - layout_time - write_time - print_time
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (f'{language.code:<10}{read_time:>7.1f}s{layout_time:>8.1f}s{write_time + print_time:>7.1f}s'
            f'{layout.page_count:>7}{layout.page_count / layout_time:>9.1f}{memory:>7.0f}')


def write_for_press(layout: press.Layout, target: Path) -> None:
    """Write the pages and turn them into inks, as a build does."""
    press.write_print(layout, target, b'bench')
    printer = printers.load()
    press_print.finish(target, target, printer, press_print.Kind(printer.bleed, printer.multiple, has_back_cover=True))


def growth() -> str:
    """Return how much longer a book of double length takes, against twice the time of one."""
    source = next(language for language in languages.load().values() if language.is_source)
    outdir = WORK / f'pdf-{source.code}'
    text = (outdir / 'book.html').read_text(encoding='utf-8')
    once, _layout = timed(lambda: lay_out(text, outdir))
    head, body = text.split('<main>', 1)
    main, tail = body.rsplit('</main>', 1)
    twice, _layout = timed(lambda: lay_out(f'{head}<main>{main}{main.replace("id=", "data-id=")}</main>{tail}', outdir))
    return f'growth: the body twice takes {twice / once:.2f} times as long as once'


def lay_out(text: str, outdir: Path) -> press.Layout:
    return press.lay_out(text, outdir.as_uri() + '/', [STYLESHEET], Column())


def timed(work: Callable):
    """Return the seconds ``work`` takes, and what it returns."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result
