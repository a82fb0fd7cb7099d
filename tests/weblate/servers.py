"""Servers on loopback, each in a folder below ``build/weblate-test`` and on a port of its own, gone after the tests."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: PostgreSQL refuses to run as root; Debian's package makes this user.
DATABASE_USER = 'postgres'
PATIENCE = 60


class MissingError(Exception):
    """Something is not there, in words that say what to install."""


def free_port() -> int:
    """Return a port on loopback that nothing listens on."""
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def is_open(port: int) -> bool:
    """Return whether something listens on ``port``."""
    with socket.socket() as one:
        return one.connect_ex(('127.0.0.1', port)) == 0


@contextmanager
def running(command: list, port: int, log: Path, **options) -> Iterator[int]:
    """Run ``command`` until the block ends, with what it says in ``log``; give ``port`` as soon as it answers."""
    with log.open('w') as file:
        process = subprocess.Popen([str(one) for one in command], stdout=file, stderr=file, **options)
        try:
            limit = time.monotonic() + PATIENCE
            while not is_open(port):
                if process.poll() is not None or time.monotonic() > limit:
                    raise RuntimeError(f'{command[0]} does not answer on port {port}:\n{log.read_text()[-2000:]}')
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            if process.poll() is None:
                process.kill()
                process.wait()


@contextmanager
def postgresql(folder: Path, programs: Path) -> Iterator[int]:
    """Run a new cluster in ``folder`` with the database "weblate"; give its port.

    :param programs: folder of ``initdb`` and ``postgres``.
    """
    folder.mkdir()
    options = {}
    if os.geteuid() == 0:
        shutil.chown(folder, DATABASE_USER)
        # A login of root's own would bring folders the other user may not enter.
        options = {'user': DATABASE_USER, 'group': DATABASE_USER, 'extra_groups': [], 'cwd': folder}
    initdb = [
        programs / 'initdb',
        '-D',
        folder / 'data',
        '-U',
        'weblate',
        '--auth=trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
    ]
    made = subprocess.run(initdb, capture_output=True, text=True, **options)
    if made.returncode:
        raise MissingError(f'PostgreSQL could not make a cluster in {folder}: {made.stderr.strip()}')
    port = free_port()
    settings = {'listen_addresses': '127.0.0.1', 'port': port, 'unix_socket_directories': '', 'fsync': 'off'}
    command = [programs / 'postgres', '-D', folder / 'data', *(f'--{name}={value}' for name, value in settings.items())]
    with running(command, port, folder.parent / 'postgresql.log', **options):
        address = ['-h', '127.0.0.1', '-p', str(port), '-U', 'weblate']
        limit = time.monotonic() + PATIENCE
        while subprocess.run([programs / 'pg_isready', *address], capture_output=True).returncode:
            if time.monotonic() > limit:
                raise RuntimeError('PostgreSQL does not get ready')
            time.sleep(0.1)
        subprocess.run([programs / 'createdb', *address, 'weblate'], check=True)
        yield port


@contextmanager
def redis(folder: Path) -> Iterator[int]:
    """Run a Redis that keeps nothing on disk; give its port."""
    port = free_port()
    settings = ['--bind', '127.0.0.1', '--port', port, '--save', '', '--dir', folder]
    with running(['redis-server', *settings], port, folder / 'redis.log'):
        yield port


@contextmanager
def git_daemon(folder: Path) -> Iterator[int]:
    """Serve the repositories in ``folder``, for reading and writing; give the port."""
    port = free_port()
    options = [f'--base-path={folder}', '--export-all', '--enable=receive-pack', '--reuseaddr', '--listen=127.0.0.1']
    # Without "exec", git stays between us and the daemon, and the daemon outlives it.
    daemon = Path(subprocess.run(['git', '--exec-path'], capture_output=True, text=True).stdout.strip(), 'git-daemon')
    with running([daemon, *options, f'--port={port}'], port, folder.parent / 'git-daemon.log'):
        yield port
