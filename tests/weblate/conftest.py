"""A Weblate with the handbook in it for all tests of a run, set up as ``docs/maintenance.md`` says."""

import shutil
import time

import pytest
from environment import FOLDER, prepare
from instance import weblate
from servers import MissingError
from trial import NOTES, Trial, export, fill, snapshot, version


@pytest.fixture(scope='session')
def trial():
    """Return the ``Trial``; when the tests are over, whatever happened, nothing of it runs any more."""
    try:
        prepare()
        folder = FOLDER / 'run'
        shutil.rmtree(folder, ignore_errors=True)
        repositories = folder / 'git'
        repositories.mkdir(parents=True)
        clone = snapshot(folder / 'clone', repositories / 'handbook.git')
        started = time.monotonic()
        with weblate(folder, repositories) as running:
            NOTES.append(f'Weblate {version()}: servers ready after {time.monotonic() - started:.0f} s')
            address = f'{running.repositories}/handbook.git'
            export(address)
            started = time.monotonic()
            fill(running)
            NOTES.append(f'import and glossaries: {time.monotonic() - started:.0f} s')
            yield Trial(running, clone)
    except MissingError as error:
        pytest.exit(str(error), returncode=1)


def pytest_terminal_summary(terminalreporter):
    """Tell what was counted and measured, below the results."""
    for note in NOTES:
        terminalreporter.write_line(note)
