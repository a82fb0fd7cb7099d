"""The last look at a finished file, whatever its kind: one function, which the builders and the commands call."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from publishing.core.findings import Code, Finding
from publishing.core.templates import ThemeFileError
from publishing.outputs import books, documents, markup, scripts, styles
from publishing.outputs.markup import Fault
from publishing.outputs.policy import POLICY, STILL
from publishing.outputs.tags import of_html, of_xml

#: Web pages: what they have besides words is in files, by their policy.
PAGE = markup.Kind(styles=False, scripts=scripts.ADDRESSES, policy=POLICY)
#: The page in front of all editions.
LANDING = markup.Kind(styles=False, policy=STILL, elements=markup.BOOK.elements)
#: The page at an address that a page has left; ``goes_on`` says where it leads.
MOVED = markup.Kind(
    styles=False, policy=STILL, elements=frozenset('html head meta title link body main h1 p a'.split())
)
#: Files beside the pages that only hold data, and those a folder of Sphinx has besides.
DATA = books.PICTURES | books.FONTS | {'.csv', '.txt', '.md', '.json', '.ico', '.xlsx', '.zip', '.inv'}


def page(text: str, kind: markup.Kind) -> list[Fault]:
    """Return what is wrong with a page of HTML."""
    return list(markup.faults(of_html(text), kind))


def templates(words: Mapping[Path, str], kind: markup.Kind) -> None:
    """Look at the words of templates, which every page made with one would have.

    :param words: as ``core.templates.words_of`` returns them, by the file they stand in.
    :raises ThemeFileError: from everything that is wrong with them.
    """
    if found := [Finding(path, one.line, Code.UNSAFE, str(one)) for path in words for one in page(words[path], kind)]:
        raise ThemeFileError(found)


def file(path: Path, name: str, goes_on: str = '') -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with a file, each with the name of the file, or of the one in it.

    :param name: path of the file in the output, with slashes.
    :param goes_on: it is at an address that a page has left, and leads there.
    """
    data, suffix = path.read_bytes(), path.suffix.lower()
    if suffix == '.epub':
        yield from ((f'{name}, {inside}', fault) for inside, fault in books.faults(data))
        return
    if goes_on:
        yield from ((name, fault) for fault in page(data.decode('utf-8', 'replace'), replace(MOVED, goes_on=goes_on)))
        return
    yield from ((name, fault) for fault in _of_kind(name, suffix, data))


def _of_kind(name: str, suffix: str, data: bytes) -> Iterator[Fault]:
    if suffix == '.html':
        yield from page(data.decode('utf-8', 'replace'), PAGE)
    elif suffix == '.svg':
        yield from markup.faults(of_xml(data), markup.DRAWING)
    elif suffix == '.css':
        for fault in styles.faults(data.decode('utf-8', 'replace')):
            yield Fault(None, fault, 'only what lies in the same output')
    elif suffix == '.js':
        yield from scripts.faults(name, data)
    elif suffix == '.pdf':
        yield from documents.pdf_faults(data, has_fields='worksheets' in PurePosixPath(name).parts)
    elif suffix == '.docx':
        yield from documents.docx_faults(data)
    elif suffix not in DATA:
        yield Fault(None, f'it is a file of a kind that pages do not use ("{suffix}")', 'pages, pictures, documents')
