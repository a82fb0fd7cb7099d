"""Set up whatever is missing: system libraries, the virtual environment, the pinned Python packages, a merge driver.

Runs before anything is installed, so it uses nothing but Python's own library:
``python3 publishing/bootstrap.py`` for the build, with ``--dev`` for the tests too; with ``--system``
the system packages alone, for whoever may install them: an administrator, or the first layers of a container.
"""

from __future__ import annotations  # an old Python has to get as far as the message that it is old

import argparse
import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / '.venv'
OLDEST = (3, 11)
#: How git merges catalogs in this clone (``merge=catalog`` in ``.gitattributes``): message by message. Where that
#: cannot be, for want of Python's packages or because a file cannot be read, it merges their lines as always.
DRIVER = {
    'merge.catalog.name': 'catalogs, message by message',
    'merge.catalog.driver': (
        '.venv/bin/python -m publishing merge-catalog %O %A %B %L; case $? in 0) ;; 3) exit 1 ;; '
        '*) git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B ;; esac'
    ),
}


#: How pip and its libraries call it when nobody answers.
UNREACHABLE = (
    'NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|Failed to establish a new '
    'connection|Temporary failure in name resolution|Network is unreachable'
)
NO_NETWORK = (
    'The Python packages cannot be fetched: the package index does not answer; expected a connection to the internet '
    '(behind a proxy: its address in HTTPS_PROXY). Nothing was installed. Connect and run the same make command again.'
)


def wanted_packages(paths: list[Path]) -> list[list[str]]:
    """Return the system packages of ``paths``; each item lists the names any of which will do."""
    lines = (line.split('#')[0].strip() for path in paths for line in path.read_text(encoding='utf-8').splitlines())
    return [[name.strip() for name in line.split('|')] for line in lines if line]


def is_installed(name: str) -> bool:
    """Return whether dpkg has the package ``name`` installed, or one that provides it, as ``myspell-et`` does."""
    return name in installed_packages()


@functools.cache
def installed_packages() -> frozenset[str]:
    """Return what dpkg has installed, and what these packages provide."""
    form = '${Status}\t${Package}, ${Provides}\n'
    shown = subprocess.run(['dpkg-query', '-W', f'-f={form}'], capture_output=True, text=True)
    found = (line.partition('\t') for line in shown.stdout.splitlines())
    names = (name for status, _tab, names in found if status.endswith('ok installed') for name in names.split(','))
    return frozenset(name.split('(')[0].strip() for name in names)


def is_available(name: str) -> bool:
    """Return whether apt could install the package ``name``."""
    shown = subprocess.run(['apt-cache', 'policy', name], capture_output=True, text=True)
    return 'Candidate:' in shown.stdout and 'Candidate: (none)' not in shown.stdout


def missing_packages(wanted: list[list[str]], installed=is_installed) -> list[list[str]]:
    """Return the items of ``wanted`` of which nothing is installed."""
    return [names for names in wanted if not any(installed(name) for name in names)]


def install_system(missing: list[list[str]]) -> int:
    """Install system packages when allowed; else print the one command to run. Returns an exit code."""
    is_root = hasattr(os, 'geteuid') and os.geteuid() == 0
    if is_root:
        run(['apt-get', 'update', '-qq'])
    names = [next((name for name in item if is_available(name)), item[0]) for item in missing]
    if not is_root:
        print(
            'Some system packages are missing. Run this command, then the same make command again:\n\n'
            f'  sudo apt-get update && sudo apt-get install -y {" ".join(names)}\n',
            file=sys.stderr,
        )
        return 1
    print(f'installing system packages: {" ".join(names)}', flush=True)
    environment = os.environ | {'DEBIAN_FRONTEND': 'noninteractive'}
    code = run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', *names], environment)
    if code:
        print(
            'The system packages cannot be installed; the lines above say why. Without a connection to the internet: '
            'connect and run the same make command again.',
            file=sys.stderr,
        )
    return code


def make_environment() -> int:
    """Create the virtual environment, anew where its Python has gone. Returns an exit code."""
    python = VENV / 'bin' / 'python'
    if python.exists() and subprocess.run([python, '-c', 'import pip'], capture_output=True).returncode == 0:
        return 0
    shutil.rmtree(VENV, ignore_errors=True)
    print('creating the virtual environment .venv', flush=True)
    return run([sys.executable, '-m', 'venv', VENV])


def install_python(files: list[Path]) -> int:
    """Install the pinned packages unless this exact set is there. Returns an exit code."""
    digest = hashlib.sha256(b''.join(path.read_bytes() for path in files)).hexdigest()
    marker = VENV / f'installed-{"-".join(path.stem for path in files)}'
    if marker.exists() and marker.read_text() == digest:
        return 0
    marker.unlink(missing_ok=True)  # broken off, it leaves neither the set of before nor the one of now
    print(f'installing Python packages from {", ".join(path.name for path in files)}', flush=True)
    errors: list[str] = []
    code = run([*pip_install(VENV), *(part for path in files for part in ('-r', path))], errors=errors)
    if code == 0:
        marker.write_text(digest)
    said = reasons(''.join(errors))
    if said != [NO_NETWORK]:
        print(''.join(errors), end='', file=sys.stderr)
    for line in said:
        print(line, file=sys.stderr)
    return code


def pip_install(venv: Path) -> list:
    """Return the call of pip that puts into ``venv`` nothing but the very files that were pinned.

    Nothing is compiled here: what a package needs for that would be fetched without a digest.
    """
    command = [venv / 'bin' / 'python', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps']
    return [*command, '--require-hashes', '--only-binary', ':all:']


def reasons(errors: str) -> list[str]:
    """Return, in plain words, why pip refused packages, read from its ``errors``; [] for what it says well itself."""
    if re.search(UNREACHABLE, errors) and 'No matching distribution' in errors:
        return [NO_NETWORK]
    said = [
        f'{_place(path)}:{line}: what came as {name} is another file than was pinned; expected one with a digest '
        'written here. Nothing was installed. Try again, from another network if you can. If it stays so, somebody has '
        'exchanged the file: ask whoever maintains the handbook, and take its digest over only if you know why.'
        for name, path, line in re.findall(r'(\S+==\S+) from .*\(from -r (.+) \(line (\d+)\)\):', errors)
    ]
    said += [
        f'{name} is pinned without a digest; expected one for each of its files. Nothing was installed. Run: make pins'
        for name in re.findall(r'^\s+(\S+==\S+) --hash=sha256:', errors, re.MULTILINE)
    ]
    said += [
        f'no file of {name} was found; expected one that is ready for Python {sys.version_info.major}.'
        f'{sys.version_info.minor} on this system. Nothing was installed. If other packages are not found either, the '
        'package index does not answer: try again. Else nobody has made one: run make PYTHON=python3.13'
        for name in re.findall(r'No matching distribution found for (\S+)', errors)
    ]
    return said


def _place(path: str) -> str:
    """Return where a file of requirements lies, as seen from the top."""
    return os.path.relpath(path, ROOT) if Path(path).is_relative_to(ROOT) else path


def set_up_merging() -> int:
    """Have git merge catalogs by :data:`DRIVER`, where this is a clone of its own. Returns 0: all else works without.

    Without git, in an unpacked archive, or as a folder of another repository nothing is written anywhere.
    """
    if shutil.which('git'):
        shown = subprocess.run(['git', 'rev-parse', '--show-toplevel'], cwd=ROOT, capture_output=True)
        if shown.returncode == 0 and Path(os.fsdecode(shown.stdout.rstrip(b'\n'))).resolve() == ROOT:
            for name, value in DRIVER.items():
                subprocess.run(['git', 'config', '--local', name, value], cwd=ROOT, capture_output=True)
    return 0


def run(command: list, environment: dict | None = None, errors: list[str] | None = None) -> int:
    """Run ``command``, showing its output; return its exit code, 127 when it does not exist.

    :param errors: what it says on its standard error is put here and not shown.
    """
    piped = {'stderr': subprocess.PIPE, 'text': True, 'errors': 'replace'} if errors is not None else {}
    try:
        with subprocess.Popen([str(part) for part in command], env=environment, **piped) as running:
            for line in running.stderr or ():
                errors.append(line)
        return running.returncode
    except FileNotFoundError:
        print(
            f'{command[0]} was not found; it is part of Debian and Ubuntu. On another system install the packages '
            'named in apt.txt by its own means.',
            file=sys.stderr,
        )
        return 127


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description='Set up what the build needs.')
    parser.add_argument('--dev', action='store_true', help='also what the tests need')
    parser.add_argument('--system', action='store_true', help='the system packages alone')
    parser.add_argument('--stamp', type=Path, help='file to touch when all is there')
    options = parser.parse_args(argv)
    if sys.version_info < OLDEST:
        print(
            f'Python {sys.version_info.major}.{sys.version_info.minor} is too old; {".".join(map(str, OLDEST))} or '
            'newer is needed. Install it and run: make PYTHON=python3.12',
            file=sys.stderr,
        )
        return 1
    lists = [ROOT / 'apt.txt'] + ([ROOT / 'tests' / 'apt.txt'] if options.dev else [])
    files = [ROOT / 'requirements.txt'] + ([ROOT / 'requirements-dev.txt'] if options.dev else [])
    steps = [] if options.system else [make_environment, lambda: install_python(files), set_up_merging]
    if shutil.which('dpkg-query') and (missing := missing_packages(wanted_packages(lists))):
        steps.insert(0, lambda: install_system(missing))
    for step in steps:
        if code := step():
            return code
    if options.stamp:
        options.stamp.parent.mkdir(parents=True, exist_ok=True)
        options.stamp.touch()
    return 0


if __name__ == '__main__':
    sys.exit(main())
