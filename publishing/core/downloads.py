"""The downloads: what they are called, which there are, and what the manifest says of each.

Whole books are known by their names. A folder of many files, ``chapters`` or ``worksheets``, has a list of them beside
them, ``files.json``, by who wrote the files.
"""

import hashlib
import io
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from sphinx.environment import BuildEnvironment

from publishing.core import languages
from publishing.core.languages import Language
from publishing.core.project import book_name

CHAPTERS, WORKSHEETS, LIST = 'chapters', 'worksheets', 'files.json'
#: End of a whole book's name, and its format in the manifest.
BOOKS = {'.pdf': 'pdf', '-print.pdf': 'pdf-print', '-cover.pdf': 'pdf-cover', '.epub': 'epub'}
#: What who writes a file notes of it; the rest is measured where the list is read.
NOTED = ('file', 'format', 'pages', 'title', 'first_page')


@dataclass(frozen=True)
class Download:
    """One file: what it is, and what a reader wants to know before taking it.

    ``file`` is its name in the list beside it, and its path below the folder of all downloads where it was found there.
    ``pages`` is None where their number is not fixed; ``first_page`` is that of a chapter in the book.
    """

    file: str
    format: str
    pages: int | None = None
    title: str | None = None
    first_page: int | None = None
    language: str = ''
    bytes: int = 0
    sha256: str = ''

    @property
    def last_page(self) -> int | None:
        """Return a chapter's last page in the book."""
        return self.first_page and self.first_page + self.pages - 1

    def entry(self) -> dict:
        """Return what the manifest says of the file."""
        names = ['file', 'language', 'format', 'bytes', 'pages', 'sha256']
        names += [name for name in ('title', 'first_page', 'last_page') if getattr(self, name) is not None]
        return {name: getattr(self, name) for name in names}


def books(folder: Path, language: Language) -> list[Download]:
    """Return the whole books of ``language`` in ``folder``, that of all downloads."""
    code, name = language.code, book_name(language.code)
    return _found(folder, [Download(f'{name}{ending}', form, language=code) for ending, form in BOOKS.items()])


def bilingual_books(folder: Path) -> list[Download]:
    """Return the books in two languages in ``folder``, in the order of ``pairs``."""
    return _found(folder, [Download(f'{book_name(name)}.pdf', 'pdf-bilingual', language=name) for name in pairs()])


def write_list(folder: Path, files: Iterable[Download]) -> None:
    """Write the list of the files in ``folder``, in the order of the book."""
    noted = [{name: getattr(one, name) for name in NOTED} for one in files]
    (folder / LIST).write_text(json.dumps(noted, ensure_ascii=False, indent=2) + '\n', encoding='utf-8')


def read_list(downloads: Path, folder: str, language: str = '') -> list[Download]:
    """Return the listed files that exist, in the order of the book.

    :param folder: ``CHAPTERS`` or ``WORKSHEETS``; with a folder for each language, except where they were built.
    """
    place = Path(folder, language)
    path = downloads / place / LIST
    noted = json.loads(path.read_text(encoding='utf-8')) if path.is_file() else []
    return _found(
        downloads,
        [Download(**one | {'file': (place / one['file']).as_posix(), 'language': language}) for one in noted],
    )


def _found(folder: Path, files: list[Download]) -> list[Download]:
    """Return those of ``files`` that are there, measured."""
    return [_measured(one, (folder / one.file).read_bytes()) for one in files if (folder / one.file).is_file()]


def _measured(file: Download, content: bytes) -> Download:
    pages = count_pages(content) if file.pages is None and file.format.startswith('pdf') else file.pages
    return replace(file, bytes=len(content), pages=pages, sha256=hashlib.sha256(content).hexdigest())


def count_pages(pdf: bytes) -> int | None:
    """Return how many pages a PDF has, or None where there is none to be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return len(opened.pages)
    except pikepdf.PdfError:
        return None


# Names


def pairs() -> dict[str, tuple[Language, Language]]:
    """Return every two languages by their name, ``lv-lt``, in the order of ``languages.toml``.

    :raises FindingsError: when that file is wrong.
    """
    return {pair_name(pair): pair for pair in itertools.combinations(languages.load().values(), 2)}


def pair_name(pair: tuple[Language, Language]) -> str:
    """Return ``lv-lt``."""
    return '-'.join(language.code for language in pair)


def chapter_file(number: int, docname: str) -> str:
    """Return the name of a chapter's file, the same in every language: ``04-two-systems.pdf``."""
    return f'{number:02d}-{_plain(docname.removesuffix("/index").rpartition("/")[2]) or "chapter"}.pdf'


def worksheet_stem(env: BuildEnvironment, docname: str) -> str:
    """Return the name of a page's files, the same in every language; with its folders where two pages share it."""
    last = docname.rpartition('/')[2]
    shared = sum(name.rpartition('/')[2] == last for name in env.all_docs) > 1
    return _plain(docname if shared else last) or 'worksheet'


def _plain(name: str) -> str:
    return re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-').lower()


def chapter_number(env: BuildEnvironment, docname: str) -> tuple[int, ...]:
    """Return a page's number, or ()."""
    return tuple(env.toc_secnumbers.get(docname, {}).get('') or ())


def chapter_file_of_page(env: BuildEnvironment, docname: str) -> str:
    """Return the name of the file of the chapter that a page belongs to, or '' for a page outside the chapters."""
    chapter = chapter_of_page(env, docname)
    return chapter_file(chapter_number(env, chapter)[0], chapter) if chapter else ''


def chapter_of_page(env: BuildEnvironment, docname: str) -> str:
    """Return the page with which the chapter of a page begins, or '' for a page outside the chapters."""
    seen: set[str] = set()
    while not (number := chapter_number(env, docname)[:1]):  # pages below a chapter may have no number of their own
        seen.add(docname)
        parents = [name for name, below in env.toctree_includes.items() if docname in below and name not in seen]
        if not parents:
            return ''
        docname = parents[0]
    return next((name for name in env.toc_secnumbers if chapter_number(env, name) == number), '')
