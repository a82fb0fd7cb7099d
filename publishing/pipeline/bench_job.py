"""One measured build, cold: seconds, pages and megabytes; it has a process of its own (``bench.job``)."""

import re
import resource
import shutil
import sys
import time
from pathlib import Path

from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from publishing.core import languages
from publishing.core.downloads import count_pages
from publishing.core.garbage import rare_collection
from publishing.core.nodes import classes
from publishing.core.project import BUILD, THEME
from publishing.pdf import builder
from publishing.pdf.layout import weasyprint_patches
from publishing.pdf.layout.layout import Layout, lay_out, write_print, write_screen
from publishing.pdf.layout.margins import Column
from publishing.pipeline import bench_books, bench_growth
from publishing.pipeline.build import build

WORK = BUILD / 'bench' / 'work'
STYLESHEET = THEME / 'print' / 'book.css'


def megabytes() -> float:
    """Return the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != 'darwin' else 1024**2)


class Watch:
    """Notes when the layout begins and ends, its pages and memory, and what else is made of the finished layout."""

    def __init__(self, extras: bool = True) -> None:
        self.extras = {'seconds': 0.0, 'cpu': 0.0}
        emit = Sphinx.emit

        def watched(app, event, *args, **options):
            if event != 'pdf-written':
                return emit(app, event, *args, **options)
            if not extras:
                return []
            seconds, cpu = time.perf_counter(), time.process_time()
            result = emit(app, event, *args, **options)
            self.extras = {'seconds': time.perf_counter() - seconds, 'cpu': time.process_time() - cpu}
            return result

        Sphinx.emit = watched
        self.began, self.laid_out, self.ended, self.pages, self.mb = time.perf_counter(), 0.0, 0.0, 0, 0.0
        self.slow = builder.lay_out
        builder.lay_out = self

    def __call__(self, *args, **options) -> Layout:
        started = time.perf_counter()
        layout = self.slow(*args, **options)
        if layout.page_count > self.pages:  # a small document may be laid out besides the book
            self.laid_out, self.ended = started, time.perf_counter()
            self.pages, self.mb = layout.page_count, megabytes()
        return layout


def whole(form: str, code: str, extras: bool = False) -> dict:
    """Build one format of one language, cold.

    :param extras: also what else is made of the finished layout: single chapters, worksheets.
    """
    started = time.perf_counter()
    watch = Watch(extras)
    build(form, languages.get(code), lambda text: None, workdir=WORK)
    seconds = time.perf_counter() - started
    found = {'seconds': seconds, 'cpu': time.process_time(), 'mb': megabytes(), 'extras': watch.extras}
    if watch.pages:
        found |= {
            'read': watch.laid_out - watch.began,
            'lay_out': watch.ended - watch.laid_out,
            'write': started + seconds - watch.ended,
            'pages': watch.pages,
            'mb_lay_out': watch.mb,
        }
    return found


def chapter(code: str) -> dict:
    """Build the longest chapter alone, as after a change, beside the book that ``whole('pdf', code)`` left."""
    tree = html.parse(WORK / f'pdf-{code}' / 'book.html')
    chapters = [one for one in tree.iter('div') if {'document', 'chapter'} <= classes(one)]
    name = max(chapters, key=lambda one: len(one.text_content())).get('id')
    (WORK / f'doctrees-pdf-{code}' / f'{name}.doctree').unlink()  # so that its text is read
    started = time.perf_counter()
    out = build('pdf', languages.get(code), lambda text: None, workdir=WORK, chapter=name)
    pages = sum(count_pages(path.read_bytes()) or 0 for path in out.glob('*.pdf'))
    return {'name': name, 'pages': pages, 'seconds': time.perf_counter() - started, 'cpu': time.process_time()}


def repeated(text: str, times: int) -> str:
    """Return the book with its body ``times`` times; only the first keeps its identifiers."""
    head, rest = text.split('<main>', 1)
    body, tail = rest.rsplit('</main>', 1)
    copy = re.sub(r'(<[^<>]*?)\sid="[^"]*"', r'\1', body)
    return f'{head}<main>{body}{copy * (times - 1)}</main>{tail}'


def grown(code: str, times: int) -> dict:
    """Lay out and write the book that ``whole('pdf', code)`` left, with its body ``times`` times.

    In processor seconds: a busy machine must not look like a book that grows badly.
    """
    outdir = WORK / f'pdf-{code}'
    text = repeated((outdir / 'book.html').read_text(encoding='utf-8'), times)
    folder = Path(WORK, f'growth-{times}')
    folder.mkdir(exist_ok=True)
    weasyprint_patches.apply()
    with rare_collection():
        started = time.process_time()
        layout = lay_out(text, outdir.as_uri() + '/', [STYLESHEET], Column())
        ended = time.process_time()
        write_screen(layout, folder / 'screen.pdf', b'0' * 32)
        write_print(layout, folder / 'print.pdf', b'0' * 32)
        written = time.process_time()
    shutil.rmtree(folder)
    return {'lay_out': ended - started, 'write': written - ended, 'pages': layout.page_count, 'mb': megabytes()}


def construct(name: str, count: int) -> dict:
    """Build a book with ``count`` times one construct, as a stranger does; return pages, ``cpu`` and ``mb``."""

    def build(name: str, count: int, folder: Path) -> int:
        bench_books.write(name, count, folder)
        out = folder / 'out'
        with docutils_namespace():
            app = Sphinx(folder, folder, out, out / 'doctrees', 'pdf', status=None, warning=None)
            app.build()
        return app.builder.page_count

    def usage() -> dict:
        return {'cpu': time.process_time(), 'mb': megabytes()}

    return bench_growth.cost(build, usage, name, count, BUILD / 'bench' / f'{name.replace(" ", "-")}-{count}')
