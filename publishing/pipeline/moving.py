"""Move a chapter: all files that have to do with it together, in a clone so that its history goes along.

The chapters are planned in ``text.chapter_moves``, catalogs and reviews in ``translation.reviews.moved_page``; here are
the lists that name pages, what git has to say, and the one moment in which all of it is put in place.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from publishing.core.files import decoded, is_file, read_bytes, remove, write_bytes
from publishing.core.findings import Code, Finding, FindingsError, many, shown_path
from publishing.core.project import HANDBOOK, LOCALES, ROOT
from publishing.core.swaps import NEW, OLD, sweep, together
from publishing.text import chapter_moves
from publishing.text.chapter_moves import Changes
from publishing.text.moved_links import Move
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.past_texts import git
from publishing.translation.catalogs.update import translations
from publishing.translation.reviews import moved_page

#: Files besides chapters and catalogs in which people name pages.
LISTS = ('conf.py', 'Makefile', 'README.md', 'third-party.toml', 'docs/**/*.md', 'locales/**/*.md', 'locales/**/*.csv')
#: Where only programmers name them: shown, not changed.
CODE = ('publishing/**/*.py', 'tests/**/*.py', '.github/**/*.yml')
#: What may stand before the name of a page that is written with slashes.
FOLDERS = ('handbook/', 'LC_MESSAGES/', 'reviews/')


def planned(old: str, new: str) -> tuple[Move, Changes]:
    """Return a move and what it does to all files, which stay as they are.

    :raises FindingsError: for a move that cannot be made, and for a file with what is in no commit.
    """
    move, changes = chapter_moves.planned(old, new, HANDBOOK)
    for language in translations([]):
        moved_page.follow(Translation(language.code), move, changes)
    for path in _found(LISTS):
        if path.is_relative_to(LOCALES) and 'reviews' in path.parts:
            continue  # those of the page are moved, and in none of them a page is named
        text = decoded(path, read_bytes(path, Code.LIST), Code.LIST)
        after, count = renamed(text, move)
        if count:
            changes.put(path, after, f'{many(count, "time")} with the new name')
    if (ROOT / '.git').exists():
        _refuse_uncommitted(changes)
    return move, changes


def make(changes: Changes) -> bool:
    """Put all files in place, or none; in a clone tell git, and return whether it has taken note."""
    with together():
        for path, content in changes.contents.items():
            if content is None:
                remove(path)
            else:
                write_bytes(path, content)
    if not (ROOT / '.git').exists():
        return False
    paths = [str(path) for path in changes.contents if path.suffix != '.mo']
    git('add', '--all', '--', *paths, check=False)
    return not git('diff', '--name-only', '--', *paths, check=False)


def tidy() -> None:
    """Remove what a killed move has left beside files that it was about to write; catalogs have a lock of theirs."""
    for folder in (HANDBOOK, ROOT / 'docs'):
        sweep(folder)
    for name in LISTS:
        for ending in () if '/' in name else (NEW, OLD):
            ROOT.joinpath(f'.{name}{ending}').unlink(missing_ok=True)


def named_in_code(move: Move) -> list[str]:
    """Return where else the page is named, as ``file:line``."""
    return [
        f'{shown_path(path)}:{number}'
        for path in _found(CODE)
        for number, line in enumerate(decoded(path, read_bytes(path, Code.LIST), Code.LIST).split('\n'), start=1)
        if renamed(line, move)[1]
    ]


def _found(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in sorted(ROOT.glob(pattern)) if is_file(path) and not path.is_symlink())


def renamed(text: str, move: Move) -> tuple[str, int]:
    """Return a text with the new names of the page and its files, and how often they stand there.

    A page of no part has the name of a word, so that it counts only behind the name of a folder and as a table's cell.
    """
    count = 0
    for old, new in ((move.old, move.new), *move.files.items()):
        pattern = re.compile(rf'(?<![\w-]){re.escape(old)}(?![\w-])(?!\.[\w-]*/)')

        def change(found: re.Match, new: str = new, old: str = old) -> str:
            nonlocal count
            before = found.string[: found.start()]
            is_named = before.endswith(FOLDERS) or (
                before.endswith('| `') and found.string.startswith('` |', found.end())
            )
            if (before.endswith('/') or '/' not in old) and not is_named:
                return found[0]
            count += 1
            return new

        text = pattern.sub(change, text)
    return text, count


def _refuse_uncommitted(changes: Changes) -> None:
    """Raise where a file holds what no commit has: nobody could take the move back without losing it."""
    paths = sorted(str(path) for path in changes.contents if path.exists() and path.suffix != '.mo')
    said = git('status', '--porcelain', '-z', '--untracked-files=all', '--', *paths).decode()
    names = [line[3:] for line in said.split('\0') if len(line) > 3 and line[2] == ' ']
    top = Path(git('rev-parse', '--show-toplevel').decode().strip())
    words = (
        'this file holds what is in no commit; expected none in files that the move changes, so that "git restore '
        '--staged --worktree ." takes back the move alone. Commit it (git add, git commit), or set it aside (git '
        'stash).'
    )
    if names:
        raise FindingsError([Finding(top / name, None, Code.COMMIT, words) for name in names])
