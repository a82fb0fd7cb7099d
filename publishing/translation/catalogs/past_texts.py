"""Files and English messages of an earlier commit, read from git into ``build/work``."""

import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import polib

from publishing.core import locks
from publishing.core.files import clear
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import ROOT, WORK
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.interface_texts import interface_pot
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import read_pots

PAST = WORK / 'past'
#: Branches a change is usually meant for, in the order they are looked for.
MAIN = ('origin/main', 'main', 'origin/master', 'master')
DONE = '.done'


def git(*arguments: str, root: Path = ROOT, check: bool = True) -> bytes:
    """Return what git prints; with ``check=False`` nothing where it fails.

    :raises FindingsError: where git is missing, or refuses.
    """
    try:
        result = subprocess.run(['git', *arguments], cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise FindingsError([_no_git(str(error))]) from error
    if result.returncode and check:
        raise FindingsError([_no_git(result.stderr.decode(errors='replace').strip())])
    return result.stdout if not result.returncode else b''


def base_commit(base: str = '', root: Path = ROOT) -> tuple[str, str]:
    """Return the commit a change starts from, and how it was found.

    :param base: a commit or branch; by default the point where the present branch left the main one, and the last
        commit where there is no other branch.
    """
    if base:
        found = git('rev-parse', '--verify', '--end-of-options', f'{base}^{{commit}}', root=root).decode().strip()
        return found, base
    for branch in MAIN:
        if found := git('merge-base', 'HEAD', branch, root=root, check=False).decode().strip():
            return found, f'where it left {branch}'
    return git('rev-parse', 'HEAD', root=root).decode().strip(), 'the last commit'


def unpack(commit: str, target: Path, paths: Sequence[str] = (), root: Path = ROOT) -> Path:
    """Write the files of ``commit`` (those below ``paths``) into the folder ``target`` and return it."""
    with tarfile.open(fileobj=io.BytesIO(git('archive', '--format=tar', commit, *paths, root=root))) as archive:
        # Debian 12's Python 3.11.2 has no filters yet (they came with 3.11.4); the archive is git's own.
        archive.extractall(target, **({'filter': 'data'} if hasattr(tarfile, 'data_filter') else {}))
    return target


def past_pots(commit: str, root: Path = ROOT, work: Path = PAST) -> dict[str, polib.POFile]:
    """Return the English messages of ``commit`` by page; extracted once, with that commit's own code.

    :raises FindingsError: when its chapters cannot be read.
    """
    folder = work / commit
    with locks.held(work.with_suffix('.lock')):
        if not (folder / DONE).is_file():
            _extract(commit, folder, root)
        return read_pots(folder / 'gettext')


def _extract(commit: str, folder: Path, root: Path) -> None:
    """Write the messages of ``commit`` into ``folder``.

    :raises FindingsError: as :func:`past_pots`.
    """
    clear(folder.parent)  # those of other commits too: one is compared at a time
    tree, outdir = unpack(commit, folder / 'tree', root=root), folder / 'gettext'
    command = [
        sys.executable,
        '-m',
        'sphinx',
        '-b',
        'gettext',
        '-q',
        '--no-color',
        '-c',
        tree,
        '-d',
        folder / 'doctrees',
        tree / 'handbook',
        outdir,
    ]
    result = subprocess.run(
        command, cwd=tree, capture_output=True, text=True, check=False, pass_fds=locks.descriptors()
    )
    if result.returncode:
        raise FindingsError(
            [
                Finding(
                    'handbook',
                    None,
                    Code.MARKUP,
                    (
                        f'Sphinx cannot read the chapters of commit {commit[:10]}: '
                        f'{" ".join(result.stderr.split())[-300:]}; expected it to read them. Name a later commit '
                        'with BASE=….'
                    ),
                )
            ]
        )
    (outdir / f'{INTERFACE}.pot').write_text(format_catalog(interface_pot(tree)), encoding='utf-8')
    shutil.rmtree(tree)
    (folder / DONE).touch()


def _no_git(reason: str) -> Finding:
    return Finding(
        '.git',
        None,
        Code.COMMIT,
        (
            f'git cannot tell what was before ({reason}); expected a clone with its history and a commit or branch '
            'that it knows. Run the command in a clone, or name another commit.'
        ),
    )
