"""Books of one construct each, in any number, to measure how the PDF builder's time and memory grow with it.

``BOOKS`` names them; each function takes a number and returns files by name: reStructuredText for a project that has no
extension but ``publishing.pdf``.
"""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

Files = dict[str, str | bytes]
EACH = 50  # constructs of a page
WORDS = 'The office of the region keeps a list of its plans and sends it to its neighbours at the end of each year.'
CONF = "project = 'Growth'\nextensions = ['publishing.pdf']\nexclude_patterns = ['out']\n"


def pages(count: int, one: Callable[[int], str]) -> Files:
    """Return a book with ``one`` text for each number from 0, on pages of ``EACH``, and its table of contents."""
    names, files = [], {'conf.py': CONF}
    for place in range(0, count, EACH):
        names.append(f'page{place // EACH:04}')
        texts = [one(number) for number in range(place, min(place + EACH, count))]
        files[f'{names[-1]}.rst'] = '\n\n'.join([_heading(f'Page {place // EACH}', '='), *texts, ''])
    files['index.rst'] = '\n'.join(
        [_heading('Growth', '='), '', '.. toctree::', '', *(f'   {name}' for name in names), '']
    )
    return files


def _heading(text: str, line: str) -> str:
    return f'{text}\n{line * len(text)}'


def _alone(text: str) -> Files:
    return {'conf.py': CONF, 'index.rst': f'{_heading("Growth", "=")}\n\n{text}\n'}


def _indented(lines: list[str]) -> str:
    return '\n'.join(f'   {line}' for line in lines)


def text(count: int) -> Files:
    return pages(count, lambda number: f'{number}. {WORDS * 3}')


def code(count: int) -> Files:
    """One listing."""
    lines = [
        f'plan_{number} = office.find(region, number={number}) or [name for name in "{number}"]'
        for number in range(count)
    ]
    return _alone(f'.. code-block:: python\n\n{_indented(lines)}')


def table(count: int) -> Files:
    """One table."""
    rows = [f'Region {number},{number * 37 % 1000},kept by the office' for number in range(count)]
    return _alone(f'.. csv-table:: Regions\n   :header: Name, Number, Note\n\n{_indented(rows)}')


def footnotes(count: int) -> Files:
    return pages(count, lambda number: f'{WORDS} [#]_\n\n.. [#] Note {number} says where the plan is kept.')


def index(count: int) -> Files:
    return pages(count, lambda number: f'.. index:: region {number % 500}; plan {number}, office {number}\n\n{WORDS}')


def references(count: int) -> Files:
    """Each section is named by one on another page."""
    other = lambda number: (number + count // 2) % count  # noqa: E731
    return pages(
        count,
        lambda number: (
            f'.. _label-{number}:\n\n{_heading(f"Section {number}", "-")}\n\n{WORDS} See :ref:`label-{other(number)}`.'
        ),
    )


def pictures(count: int) -> Files:
    """Different ones."""
    files = pages(
        count, lambda number: f'.. figure:: p{number}.png\n   :alt: Field {number}\n   :width: 16\n\n   Field {number}'
    )
    return files | {f'p{number}.png': _png(number) for number in range(count)}


def same_picture(count: int) -> Files:
    files = pages(
        count, lambda number: f'.. figure:: p.png\n   :alt: Field {number}\n   :width: 16\n\n   Field {number}'
    )
    return files | {'p.png': _png(0)}


def lists(count: int) -> Files:
    """One list after the other, six deep."""

    def deep(number: int) -> str:
        return '\n\n'.join(f'{"  " * level}* Item {number}.{level} is kept.' for level in range(6))

    return _alone('\n\n'.join(deep(number) for number in range(count)))


def long_list(count: int) -> Files:
    """One list."""
    return _alone('\n'.join(f'#. Item {number} is kept by the office.' for number in range(count)))


def terms(count: int) -> Files:
    """One glossary, and a text that names its terms."""
    files = pages(count, lambda number: f'{WORDS} See :term:`term {number}`.')
    entries = '\n'.join(f'   term {number}\n      Means {number}.' for number in range(count))
    files['index.rst'] += '   glossary\n'
    return files | {'glossary.rst': f'{_heading("Glossary", "=")}\n\n.. glossary::\n\n{entries}\n'}


def citations(count: int) -> Files:
    files = pages(count, lambda number: f'{WORDS} [Plan{number}]_')
    entries = '\n'.join(f'.. [Plan{number}] Office, Plan {number}.' for number in range(count))
    files['index.rst'] += '   works\n'
    return files | {'works.rst': f'{_heading("Works", "=")}\n\n{entries}\n'}


def drawings(count: int) -> Files:
    """Different ones, with words."""
    files = pages(count, lambda number: f'.. image:: d{number}.svg\n   :alt: Drawing {number}')
    return files | {f'd{number}.svg': _svg(number) for number in range(count)}


def formulas(count: int) -> Files:
    return pages(
        count, lambda number: f'.. math::\n\n   \\sum_{{i=1}}^{{{number}}} \\frac{{i^2 + {number}}}{{i + 1}} = x'
    )


#: Each with a number that takes a few seconds.
BOOKS: dict[str, tuple[Callable[[int], Files], int]] = {
    'table': (table, 1250),
    'code': (code, 1500),
    'text': (text, 400),
    'footnotes': (footnotes, 250),
    'index': (index, 400),
    'references': (references, 400),
    'pictures': (pictures, 250),
    'same picture': (same_picture, 250),
    'lists': (lists, 60),
    'long list': (long_list, 750),
    'terms': (terms, 250),
    'citations': (citations, 250),
    'drawings': (drawings, 100),
    'formulas': (formulas, 100),
}


def write(name: str, count: int, folder: Path) -> None:
    """Write the book of ``count`` constructs to a folder, which is made."""
    folder.mkdir(parents=True)
    for file, content in BOOKS[name][0](count).items():
        folder.joinpath(file).write_bytes(content if isinstance(content, bytes) else content.encode())


def _png(number: int) -> bytes:
    """Return a small picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    colour = bytes((number % 256, number // 256 % 256, 128))
    rows = (b'\0' + colour * 64) * 64
    header = struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b'')


def _svg(number: int) -> str:
    boxes = ''.join(
        f'<rect x="{place * 40}" y="10" width="36" height="20" fill="silver"/>'
        f'<text x="{place * 40 + 4}" y="24" font-size="8">N {number}.{place}</text>'
        for place in range(5)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40">{boxes}</svg>'
