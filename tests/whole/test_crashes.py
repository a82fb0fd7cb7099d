"""Killed, without room, in a folder that nobody may write: what was good stays whole, and the next command does it all.

``pytest tests/whole/test_crashes.py --long`` kills fifty times.
"""

import os
import random
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import forked
import pytest
from mini_repository import EPOCH, digests, half_written, make_repository, publishing, replace
from places import TESTS

#: What each command writes for people, and how often it is killed, in the short and in the long form.
WRITES = {
    ('build', 'html', 'lv'): ('build/site', 3, 20),
    ('build', 'pdf', 'lv'): ('build/site', 3, 16),
    ('catalogs',): ('locales', 2, 14),
}
#: What happens, at which share of a command's steps or from which size of a file on, and what is said of it.
NO_ROOM = (
    'cannot be written: No space left on device; expected room on the disk and the right to write. Give it and run'
)
REFUSED = (
    ('full', 0.1, NO_ROOM),
    ('full', 0.5, NO_ROOM),
    ('locked', 0.3, 'cannot be written: Read-only file system; expected room'),
    ('locked', 0.6, 'cannot be written: Read-only file system; expected room'),
    ('limit', 20_000, 'cannot be written: File too large; expected room'),
)
STAMP = Path('build', 'stamps', 'mini')


@dataclass
class Kept:
    """A repository in which all is built, then changed; what its folders hold before and after the commands."""

    root: Path
    copy: Path
    before: dict[str, dict[str, str]]
    after: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    steps: dict[tuple[str, ...], int] = field(default_factory=dict)

    def restore(self) -> Path:
        """Put the repository back; it lies where it was built, or Sphinx would read all of it anew."""
        shutil.rmtree(self.root)
        shutil.copytree(self.copy, self.root, symlinks=True)
        return self.root


def crash(root: Path, action: str, number: float, *words: str, timeout: float = 180) -> subprocess.CompletedProcess:
    """Run a command to which something happens (``support/crashing.py``)."""
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONPATH'}
    environment |= {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1', 'PYTHONPATH': str(TESTS / 'support')}
    stamp = ('--stamp', str(STAMP)) if words[0] == 'build' else ()
    return forked.run('crashing', (action, str(int(number)), *words, *stamp), root, environment, timeout)


def seen(folder: Path) -> dict[str, str]:
    """Return what people and web servers find in ``folder``, and no command only for itself."""
    return {name: digest for name, digest in digests(folder).items() if not re.search(r'(^|/)\.|\.(mo|part)$', name)}


@pytest.fixture(scope='module')
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp('crashes')
    root = make_repository(folder / 'handbook')
    for words in (('catalogs',), ('build', 'html', 'en'), ('build', 'html', 'lv'), ('build', 'pdf', 'lv'), ('site',)):
        done = publishing(root, *words)
        assert done.returncode == 0, done.stderr
    before = {name: seen(root / name) for name in ('build/site', 'locales')}
    replace(root / 'handbook' / 'ferry.md', 'twelve times a day', 'eleven times a day')
    replace(root / 'handbook' / 'harbour.md', 'three quays', 'four long quays')
    shutil.copytree(root, folder / 'copy', symlinks=True)
    found = Kept(root, folder / 'copy', before)
    for words, (place, _short, _long) in WRITES.items():
        found.restore()
        shutil.rmtree(root / 'build' / 'work')  # a clean one
        shutil.copytree(folder / 'copy' / 'build' / 'work' / 'webfonts', root / 'build' / 'work' / 'webfonts')
        done = crash(root, 'count', 0, *words)
        assert done.returncode == 0, done.stderr
        found.after[words], found.steps[words] = seen(root / place), int((folder / 'steps').read_text())
        assert found.after[words] != before[place]
    return found


def pytest_generate_tests(metafunc):
    """Draw when each command is killed: at a step, and every third time after a while."""
    if 'moment' in metafunc.fixturenames:
        chance = random.Random('moments')
        count = 2 if metafunc.config.getoption('long') else 1
        drawn = [
            pytest.param(words, (('step', 'step', 'time')[number % 3], (number + chance.random()) / row[count]))
            for words, row in WRITES.items()
            for number in range(row[count])
        ]
        metafunc.parametrize(('words', 'moment'), drawn, ids=lambda value: '-'.join(map(str, value))[:22])


def test_killed_at_any_moment(kept, words, moment):
    root, place, (how, share) = kept.restore(), WRITES[words][0], moment
    if how == 'step':
        done = crash(root, 'kill', 1 + share * (kept.steps[words] - 1), *words)
        assert (done.returncode, done.stdout.count('done in')) == (-signal.SIGKILL, 0), done.stderr
    else:
        try:
            crash(root, 'none', 0, *words, timeout=0.1 + 4 * share)
        except subprocess.TimeoutExpired:
            assert not (root / STAMP).exists()
    left = seen(root / place)
    for name in left.keys() | kept.before[place].keys():
        assert left.get(name) in (kept.before[place].get(name), kept.after[words].get(name)), name
    if words[1:2] == ('html',):  # one folder, which changes places with the one before
        assert left in (kept.before[place], kept.after[words])
    done = publishing(root, *words)
    assert (done.returncode, done.stderr) == (0, '')
    assert seen(root / place) == kept.after[words]
    assert half_written(root) == []


@pytest.mark.parametrize('words', WRITES, ids='-'.join)
def test_no_room_and_no_right_to_write(kept, words):
    root, place = kept.restore(), WRITES[words][0]
    for action, number, expected in REFUSED:
        at = number if action == 'limit' else 1 + number * kept.steps[words]
        done = crash(root, action, at, *words)
        assert (done.returncode, 'Traceback' in done.stderr, 'fault of the tools' in done.stderr) == (1, False, False)
        assert expected in done.stderr, (action, number)
        assert seen(root / place) == kept.before[place], (action, number)
        assert not (root / STAMP).exists()
    for share in (0.85, 0.95):  # when all is in its place, what is left lying about is no reason to refuse
        done = crash(root, 'locked', share * kept.steps[words], *words)
        assert 'Traceback' not in done.stderr
        assert seen(root / place) == (kept.before[place] if done.returncode else kept.after[words])
    done = publishing(root, *words)
    assert (done.returncode, done.stderr) == (0, '')
    assert seen(root / place) == kept.after[words]
    assert half_written(root) == []


def test_two_at_once_give_what_one_gives(kept):
    """The same command twice, and one whose files it works on, started together."""
    root = kept.restore()
    words = ('build', 'pdf', 'lv')
    running = [forked.start('publishing', words, root, os.environ | {'SOURCE_DATE_EPOCH': EPOCH}) for _one in range(2)]
    for one in running:
        done = one.finish()
        assert (done.returncode, 'Traceback' in done.stderr) == (0, False), done.stderr
    assert seen(root / 'build' / 'site') == kept.after[words]
    assert half_written(root) == []
