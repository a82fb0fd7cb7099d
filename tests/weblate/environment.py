"""What Weblate needs on this machine: system packages, and an environment of its own below ``build/weblate-test``."""

import shutil
import sys
from pathlib import Path

from servers import MissingError

from publishing import bootstrap
from publishing.core.project import BUILD

HERE = Path(__file__).parent
FOLDER = BUILD / 'weblate-test'
VENV = FOLDER / 'venv'
PINS = HERE / 'requirements.txt'


def prepare() -> None:
    """Install what is missing, as ``make`` does: system packages where that is allowed, else say which."""
    if not shutil.which('dpkg-query'):
        raise MissingError(f'Weblate is only set up on Debian and Ubuntu; {HERE / "apt.txt"} names what it needs.')
    missing = bootstrap.missing_packages(bootstrap.wanted_packages([HERE / 'apt.txt']))
    if missing and bootstrap.install_system(missing):
        raise MissingError('system packages are missing; the command above installs them')
    if not (VENV / 'bin' / 'python').exists():
        bootstrap.run([sys.executable, '-m', 'venv', VENV])
    pip = [VENV / 'bin' / 'python', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps']
    if bootstrap.run([*pip, '--require-hashes', '-r', PINS]):  # some are only to be had as source
        raise MissingError(f'Weblate could not be installed from {PINS} into {VENV}; the lines above say why')


def postgresql_programs() -> Path:
    """Return the folder of the newest PostgreSQL's programs; Debian keeps them off the path."""
    found = sorted(Path('/usr/lib/postgresql').glob('*/bin/initdb'), key=lambda path: float(path.parts[-3]))
    if not found:
        raise MissingError('PostgreSQL was not found below /usr/lib/postgresql; install the package postgresql')
    return found[-1].parent


def weblate_program() -> Path:
    """Return the command ``weblate``."""
    return VENV / 'bin' / 'weblate'
