"""Killed, without room, in a folder that nobody may write: what was good stays whole, and the next command does it all.

``pytest tests/whole/test_crashes.py --long`` kills fifty times.
"""

import os
import random
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import forked
import pytest
from mini_repository import EPOCH, digests, half_written, make_repository, publishing, replace
from places import TESTS


@dataclass(frozen=True)
class Command:
    """A command, where it writes for people, and how often it is killed in the short and in the long form.

    ``writes`` is the share of its steps after which nothing is left to be written.
    """

    words: tuple[str, ...]
    place: str
    short: int
    long: int
    writes: float = 0.6


COMMANDS = (
    Command(('build', 'html', 'lv'), 'build/site', 4, 20),
    Command(('build', 'pdf', 'lv'), 'build/site', 3, 16),
    Command(('catalogs',), 'locales', 0, 14, 0.3),
)
#: What happens, at which share of the steps that write or from which size of a file on, and what is said of it.
NO_ROOM = (
    'cannot be written: No space left on device; expected room on the disk and the right to write. Give it and run'
)
READ_ONLY = (
    'cannot be written: Read-only file system; expected room on the disk and the right to write. Give it and run'
)
REFUSED = (
    ('full', 0.1, NO_ROOM),
    ('full', 0.5, NO_ROOM),
    ('full', 0.9, NO_ROOM),
    ('locked', 0.0, READ_ONLY),
    ('locked', 0.8, READ_ONLY),
    ('limit', 20_000, 'cannot be written: File too large; expected room'),
)
STAMP, NOTES = Path('build', 'stamps', 'mini'), Path('build', '.renames')


@dataclass
class Kept:
    """A repository in which all is built, then changed; what its folders hold before and after the commands."""

    root: Path
    copy: Path
    before: dict[str, dict[str, str]]
    after: dict[Command, dict[str, str]] = field(default_factory=dict)
    steps: dict[Command, int] = field(default_factory=dict)

    def restore(self) -> Path:
        """Put the repository back; it lies where it was built, or Sphinx would read all of it anew."""
        shutil.rmtree(self.root)
        shutil.copytree(self.copy, self.root, symlinks=True)
        return self.root


def crash(
    root: Path, action: str, number: float, command: Command, timeout: float = 180
) -> subprocess.CompletedProcess:
    """Run a command to which something happens (``support/crashing.py``)."""
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONPATH'}
    environment |= {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1', 'PYTHONPATH': str(TESTS / 'support')}
    stamp = ('--stamp', str(STAMP)) if command.words[0] == 'build' else ()
    return forked.run('crashing', (action, str(int(number)), *command.words, *stamp), root, environment, timeout)


def seen(folder: Path) -> dict[str, str]:
    """Return what people and web servers find in ``folder``, and no command only for itself."""
    return {name: digest for name, digest in digests(folder).items() if not re.search(r'(^|/)\.|\.(mo|part)$', name)}


def chosen(config: pytest.Config) -> list[Command]:
    return [one for one in COMMANDS if one.short or config.getoption('long')]


@pytest.fixture(scope='module')
def kept(tmp_path_factory, request):
    folder = tmp_path_factory.mktemp('crashes')
    root = make_repository(folder / 'handbook')
    commands = chosen(request.config)
    for command in reversed(commands):  # the catalogs first
        done = publishing(root, *command.words)
        assert done.returncode == 0, done.stderr
    before = {name: seen(root / name) for name in ('build/site', 'locales')}
    replace(root / 'handbook' / 'ferry.md', 'twelve times a day', 'eleven times a day')
    replace(root / 'handbook' / 'harbour.md', 'three quays', 'four long quays')
    shutil.copytree(root, folder / 'copy', symlinks=True)
    found = Kept(root, folder / 'copy', before)
    for command in commands:
        found.restore()
        done = crash(root, 'count', 0, command)
        assert done.returncode == 0, done.stderr
        found.after[command], found.steps[command] = seen(root / command.place), int((folder / 'steps').read_text())
        assert found.after[command] != before[command.place]
    return found


def pytest_generate_tests(metafunc):
    """Draw when each command is killed: at a step, and every third time after a while."""
    if 'command' not in metafunc.fixturenames:
        return
    is_long, drawn, chance = metafunc.config.getoption('long'), [], random.Random('moments')
    for command in chosen(metafunc.config):
        count = command.long if is_long else command.short
        moments = [
            (('step', 'step', 'time')[one % 3], round((one + chance.random()) / count, 3)) for one in range(count)
        ]
        for moment in moments if 'moment' in metafunc.fixturenames else (None,):
            drawn.append((command, moment))
    names = ['-'.join([*command.words, *map(str, moment or ())]) for command, moment in drawn]
    if 'moment' in metafunc.fixturenames:
        metafunc.parametrize(('command', 'moment'), drawn, ids=names)
    else:
        metafunc.parametrize('command', [command for command, _moment in drawn], ids=names)


def test_killed_at_any_moment(kept, command, moment):
    root, (how, share), before = kept.restore(), moment, kept.before[command.place]
    if how == 'step':
        done = crash(root, 'kill', 1 + share * (kept.steps[command] - 1), command)
        assert (done.returncode, done.stdout.count('done in')) == (-signal.SIGKILL, 0), done.stderr
    else:
        with suppress(subprocess.TimeoutExpired):
            crash(root, 'none', 0, command, timeout=0.1 + 4 * share)
    left = each_is_old_or_new(kept, command)
    assert not (root / STAMP).exists() or left == kept.after[command], 'a stamp says that all is in place'
    if 'html' in command.words:  # one folder, which changes places with the one before
        assert left in (before, kept.after[command])
    comes_to_its_end(kept, command)


def each_is_old_or_new(kept, command) -> dict[str, str]:
    before, after, left = kept.before[command.place], kept.after[command], seen(kept.root / command.place)
    for name in left.keys() | before.keys():
        assert left.get(name) in (before.get(name), after.get(name)), name
    return left


def comes_to_its_end(kept, command):
    """See that the next run of the command does what a first one does, and nothing else lies about."""
    done = publishing(kept.root, *command.words)
    # What a killed command has started may still be at work.
    said = [line for line in done.stderr.splitlines() if not line.startswith('waiting for a program of "catalogs')]
    assert (done.returncode, said) == (0, [])
    assert seen(kept.root / command.place) == kept.after[command]
    assert half_written(kept.root) == []


def test_no_room_and_no_right_to_write(kept, command, request):
    root, before = kept.restore(), kept.before[command.place]
    is_whole = request.config.getoption('long') or command is COMMANDS[0]
    for action, number, expected in REFUSED if is_whole else REFUSED[-1:]:
        at = number if action == 'limit' else 1 + number * command.writes * kept.steps[command]
        done = crash(root, action, at, command)
        found = done.returncode, 'Traceback' in done.stderr, 'fault of the tools' in done.stderr
        assert found == (1, False, False), (action, number, done.stderr)
        assert expected in done.stderr, (action, number)
        assert seen(root / command.place) == before, (action, number)
        assert not (root / STAMP).exists()
    # When all is in its place, what is left lying about is no reason to refuse.
    done = crash(root, 'locked', 0.9 * kept.steps[command], command)
    assert 'Traceback' not in done.stderr
    if (root / NOTES).exists() and any((root / NOTES).iterdir()):
        # Between two renames, which can be neither done nor undone: the next command finds the note of them.
        assert done.returncode
        each_is_old_or_new(kept, command)
    else:
        assert seen(root / command.place) == (before if done.returncode else kept.after[command])
    comes_to_its_end(kept, command)


def test_two_at_once_give_what_one_gives(kept):
    root, command = kept.restore(), COMMANDS[0]
    environment = os.environ | {'SOURCE_DATE_EPOCH': EPOCH}
    running = [forked.start('publishing', command.words, root, environment) for _one in range(2)]
    for one in running:
        done = one.finish()
        assert (done.returncode, 'Traceback' in done.stderr) == (0, False), done.stderr
    assert seen(root / command.place) == kept.after[command]
    assert half_written(root) == []
