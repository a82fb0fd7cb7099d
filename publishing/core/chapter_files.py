"""The PDFs of single chapters: how their files are called, and the list of them that is written beside them."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.environment import BuildEnvironment

FOLDER, LIST = 'chapters', 'chapters.json'


@dataclass(frozen=True)
class ChapterFile:
    """One chapter's PDF, with the pages it has in the book."""

    file: str
    title: str
    first: int
    last: int


def file_name(number: int, docname: str) -> str:
    """Return the name of a chapter's file, the same in every language: ``04-two-systems.pdf``."""
    folders = docname.removesuffix('/index').split('/')
    return f'{number:02d}-{re.sub(r"[^A-Za-z0-9]+", "-", folders[-1]).strip("-").lower() or "chapter"}.pdf'


def chapter_number(env: BuildEnvironment, docname: str) -> tuple[int, ...]:
    """Return a page's number, or ()."""
    return tuple(env.toc_secnumbers.get(docname, {}).get('') or ())


def file_of_page(env: BuildEnvironment, docname: str) -> str:
    """Return the name of the file of the chapter that a page belongs to, or '' for a page outside the chapters."""
    chapter = chapter_of_page(env, docname)
    return file_name(chapter_number(env, chapter)[0], chapter) if chapter else ''


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


def write_list(folder: Path, chapters: list[ChapterFile]) -> None:
    """Write what ``read_list`` reads."""
    text = json.dumps([asdict(one) for one in chapters], ensure_ascii=False, indent=2)
    (folder / LIST).write_text(text + '\n', encoding='utf-8')


def read_list(folder: Path) -> list[ChapterFile]:
    """Return the chapters whose files are in ``folder``, in the order of the book."""
    path = folder / LIST
    known = json.loads(path.read_text(encoding='utf-8')) if path.is_file() else []
    return [one for values in known if (folder / (one := ChapterFile(**values)).file).is_file()]
