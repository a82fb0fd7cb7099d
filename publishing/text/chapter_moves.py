"""Move a chapter to another name and part: which files of the folder of chapters become what.

Nothing is written here. What makes a move impossible is said before anything is planned.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publishing.core import redirects
from publishing.core.chapter_names import expected
from publishing.core.files import decoded, read_bytes
from publishing.core.findings import Code, Finding, FindingsError, Severity, many, short, shown_path
from publishing.core.project import page_files
from publishing.text import skeletons
from publishing.text.moved_links import Move, entries, labels_of

START = 'index'


@dataclass
class Changes:
    """What files become: their content, None for one that goes; and what is said of each, in the order of saying."""

    contents: dict[Path, bytes | None] = field(default_factory=dict)
    said: dict[Path, str] = field(default_factory=dict)

    def put(self, path: Path, content: bytes | str, words: str) -> None:
        """Have ``content`` at ``path``; say ``words`` of it, behind what is said of it already."""
        self.contents[path] = content.encode() if isinstance(content, str) else content
        self.said[path] = f'{self.said[path]}; {words}' if path in self.said else words

    def move(self, path: Path, target: Path, content: bytes | str) -> None:
        """Have ``content`` at ``target`` and nothing at ``path``."""
        self.contents[path] = None
        self.put(target, content, f'moved from {shown_path(path)}')


def planned(typed_old: str, typed_new: str, folder: Path) -> tuple[Move, Changes]:
    """Return the move that somebody asks for, and what it does to the files in ``folder``, that of the chapters.

    :param typed_old: the page. :param typed_new: what it is to be called.
    :raises FindingsError: for a move that cannot be made.
    """
    pages = page_files(folder, '.md')
    old, new = (name.strip().removeprefix(f'{folder.name}/').removesuffix('.md') for name in (typed_old, typed_new))
    leads, found = redirects.read(folder / redirects.NAME, pages.keys())
    _refuse_old(old, new, pages, leads, folder)
    _refuse_new(new, pages, folder)
    if errors := [one for one in found if one.severity is Severity.ERROR]:
        raise FindingsError(errors)
    texts = {page: decoded(path, read_bytes(path, Code.MARKUP), Code.MARKUP) for page, path in pages.items()}
    known = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file())
    move = Move(old, new, _labels(old, new, texts, pages), known=known)
    move = Move(old, new, move.labels, _files(move, texts, folder), known)
    changes = _of_texts(move, texts, folder)
    for name, target in move.files.items():
        changes.move(folder / name, folder / target, read_bytes(folder / name, Code.IMAGE_MISSING))
    after = redirects.after_move(leads, old, new)
    words = f'the address "{old}" leads to "{new}"' if old in after else ''
    if gone := sorted(leads.keys() - after.keys()):
        words = '; '.join(filter(None, [words, f'"{", ".join(gone)}" has a page again and leads nowhere else']))
    changes.put(folder / redirects.NAME, redirects.text(after), words)
    return move, changes


def _refuse_old(old: str, new: str, pages: Mapping[str, Path], leads: Mapping[str, str], folder: Path) -> None:
    """Raise for a page that is none, or that others take for the beginning of something."""
    if old not in pages:
        if new in pages and leads.get(old) == new:
            words = f'"{old}" has moved here already; expected a page that has not moved. There is nothing to do.'
            raise FindingsError([Finding(pages[new], None, Code.CHAPTER_UNKNOWN, words)])
        words = f'there is no chapter "{short(old, 60)}"; {expected(old, pages)}'
        if not old:
            words = 'no chapter is named; expected the one that moves and its new name. Write make move '
            words += 'FROM=planning/method TO=tools/method.'
        raise FindingsError([Finding(folder, None, Code.CHAPTER_UNKNOWN, words)])
    if old.rpartition('/')[2] == START:
        what = 'the first page of the book' if old == START else 'the first page of its part'
        words = f'this is {what}; expected a chapter, because others are found by it. Move the chapters one by one.'
        raise FindingsError([Finding(pages[old], None, Code.NOT_IN_CONTENTS, words)])


def _refuse_new(new: str, pages: Mapping[str, Path], folder: Path) -> None:
    """Raise for a name that cannot be one, a part that is not there, and a page that is."""
    part, _slash, name = new.rpartition('/')
    parts = sorted({page.rpartition('/')[0] for page in pages if '/' in page})
    if not skeletons.NAME.fullmatch(name) or name == START:
        words = f'"{short(new, 60)}" is no name of a chapter; expected letters a–z, digits and hyphens, as in '
        words += f'TO={parts[0] if parts else "planning"}/bus-on-call. Give it so.'
    elif part not in parts:
        words = f'there is no part "{short(part, 60)}"; expected one of {", ".join(parts)}, as in TO={parts[0]}/{name}.'
        words += ' Give it so.' if parts else ''
    elif new in pages or (folder / f'{new}.md').exists():
        words = f'there is a page "{new}"; expected a name that is free. Choose another one.'
    else:
        return
    raise FindingsError([Finding(pages.get(new, folder), None, Code.NOT_IN_CONTENTS, words)])


def _labels(old: str, new: str, texts: Mapping[str, str], pages: Mapping[str, Path]) -> dict[str, str]:
    """Return the new names of the labels of a page that are called after it.

    :raises FindingsError: where another page has one of them.
    """
    before, after = (name.rpartition('/')[2] for name in (old, new))
    own = labels_of(texts[old])
    if before == after or before not in own:
        return {}
    labels = {label: after + label.removeprefix(before) for label in own if f'{label}-'.startswith(f'{before}-')}
    for page, text in texts.items():
        if taken := {*labels.values()}.intersection(label for label in labels_of(text) if label not in labels):
            words = f'the page "{page}" has the label "{min(taken)}"; expected each once. Choose another name.'
            raise FindingsError([Finding(pages[page], None, Code.NOT_IN_CONTENTS, words)])
    return labels


def _files(move: Move, texts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the new paths of data and pictures that only this page shows and that are called after it.

    :raises FindingsError: where there is such a file.
    """
    (part, before), (new_part, after) = (posixpath.split(name) for name in (move.old, move.new))
    used = {page: move.files_of(text, page) for page, text in texts.items()}
    shared = set().union(*(files for page, files in used.items() if page != move.old))
    files = {}
    for name in sorted(used[move.old] - shared):
        place, file = posixpath.split(name)
        if re.match(rf'{re.escape(before)}(?=[-.])', file):
            target = posixpath.join(new_part if place == part else place, after + file.removeprefix(before))
            if target == name:
                continue
            if target in move.known:
                words = f'this file is there, and the move would put "{name}" here; expected a free name. Rename one.'
                raise FindingsError([Finding(folder / target, None, Code.NOT_IN_CONTENTS, words)])
            files[name] = target
    return files


def _of_texts(move: Move, texts: Mapping[str, str], folder: Path) -> Changes:
    """Return what becomes of the chapters: the page, its line in the contents, the links that lead to it."""
    changes = Changes()
    page_path, target = folder / f'{move.old}.md', folder / f'{move.new}.md'
    changes.move(page_path, target, move.source(texts[move.old], move.old))
    if move.labels:
        changes.said[target] += f'; {many(len(move.labels), "label")} renamed after it'
    part, new_part = (name.rpartition('/')[0] for name in (move.old, move.new))
    now = {folder / f'{page}.md': text for page, text in texts.items() if page != move.old}
    listed = False
    for page, text in texts.items():
        if page == move.old:
            continue
        path, lines, gone = folder / f'{page}.md', text.split('\n'), []
        for number, name, _written in entries(lines, page):
            if name != move.old:
                continue
            if part != new_part and page.rpartition('/')[0] == part:
                gone.append(number)
            else:
                listed = True
        kept = '\n'.join(line for number, line in enumerate(lines) if number not in gone)
        after = move.source(kept, page)
        if after != text:
            now[path] = after
            if gone:
                changes.put(path, after, f'line {gone[0] + 1} taken out of the contents')
            if after != kept:
                changes.put(path, after, f'{many(_differing(kept, after), "line")} with the new address')
    if not listed:
        path, text, line = skeletons.entered(move.new, folder, now)
        changes.put(path, text, f'line {line}: listed as the last, move the line')
    return changes


def _differing(one: str, other: str) -> int:
    return sum(before != after for before, after in zip(one.split('\n'), other.split('\n'), strict=True))
