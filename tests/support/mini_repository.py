"""A small repository to break: our own code and theme, three pages, two translations."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import forked
from places import REPOSITORY, ROOTS

MINI = ROOTS / 'test-mini'
#: The edition's day, so that two builds of the same text give the same bytes.
EPOCH = '1700000000'


def make_repository(target: Path, *, strict_authors: bool = False) -> Path:
    """Copy code, theme and the small handbook to ``target``; return it.

    :param strict_authors: as in the real one; without it pages may have whatever serves to break a build.
    """
    ignore = shutil.ignore_patterns('__pycache__', '*.mo')
    for name in ('publishing', 'theme'):
        shutil.copytree(REPOSITORY / name, target / name, ignore=ignore)
    for name in ('handbook', 'locales'):
        shutil.copytree(MINI / name, target / name, ignore=ignore)
    for name in ('conf.py', 'Makefile', 'pyproject.toml', 'requirements.txt', 'third-party.toml', 'apt.txt'):
        shutil.copyfile(REPOSITORY / name, target / name)
    if not strict_authors:
        replace(target / 'conf.py', 'strict_authors = True', 'strict_authors = False')
    # Only the languages the small handbook has, whichever the big one has by now.
    values = [f'{code}/language.toml' for code in ('en', 'lv', 'lt')]
    for name in ('languages.toml', *values, 'lv/LC_MESSAGES/sphinx.po', 'lt/LC_MESSAGES/sphinx.po'):
        place = target / 'locales' / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / 'locales' / name, place)
    if (REPOSITORY / 'build' / 'work' / 'webfonts').is_dir():  # packing fonts takes longer than all the rest
        shutil.copytree(REPOSITORY / 'build' / 'work' / 'webfonts', target / 'build' / 'work' / 'webfonts')
    return target


def publishing(
    root: Path, *arguments: str, is_new: bool = False, seconds: int = 180, megabytes: int = 0
) -> subprocess.CompletedProcess:
    """Run ``python -m publishing`` in ``root``, as the Makefile does.

    :param is_new: in a new Python, which takes seconds to load the libraries and has hash seeds of its own.
    :param seconds: after which it is stopped. :param megabytes: of memory for one that is not new; 0 for no limit.
    """
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONPATH'}
    environment |= {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1', 'COLUMNS': '200'}
    if not is_new:
        return forked.run('publishing', arguments, root, environment, seconds, megabytes)
    command = [sys.executable, '-m', 'publishing', *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=seconds)


def digests(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below ``folder``, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob('*'))
        if path.is_file()
    }


def half_written(root: Path) -> list[str]:
    """Return files and folders that a broken build left lying about."""
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob('*')
        if path.suffix in ('.part', '.new', '.old', '.tmp')
    ]


def replace(path: Path, old: str, new: str) -> int:
    """Replace ``old``, which must stand once in ``path``; return the line on which the change begins."""
    text = path.read_text(encoding='utf-8')
    assert text.count(old) == 1, f'{path.name} has {text.count(old)} times {old!r}'
    path.write_text(text.replace(old, new), encoding='utf-8')
    return text.count('\n', 0, text.index(old)) + 1
