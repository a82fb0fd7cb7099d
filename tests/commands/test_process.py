"""Pipes that nobody reads, closed streams, Ctrl+C and a full disk: no traceback, nothing half done."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from mini_repository import EPOCH, digests, half_written, make_repository, publishing, replace

from publishing.commands import process, shared

#: Put before everything else that Python loads: does ACTION when the catalog with the number COUNT is written beside
#: its place (STEP "write_bytes") or renamed ("replace"), or when the chapters are being read ("communicate").
HOOK = """
import os, pathlib, signal, subprocess, sys

STEP, ACTION, COUNT = os.environ['HOOK_STEP'], os.environ['HOOK_ACTION'], int(os.environ['HOOK_COUNT'])
seen = 0

def act():
    if ACTION == 'full':
        raise OSError(28, 'No space left on device')
    os.killpg(0, getattr(signal, ACTION))

def hooked(owner, name, is_meant):
    slow = getattr(owner, name)
    def method(self, *arguments, **options):
        global seen
        if is_meant(self):
            seen += 1
            if seen == COUNT:
                act()
        return slow(self, *arguments, **options)
    setattr(owner, name, method)

if STEP == 'communicate':
    hooked(subprocess.Popen, STEP, lambda one: 'sphinx-job' in one.args)
else:
    hooked(pathlib.Path, STEP, lambda path: path.name.endswith('.po.new'))
"""


@pytest.fixture(scope='module')
def changed(tmp_path_factory):
    """A repository with a changed chapter, which its catalogs do not know yet."""
    root = make_repository(tmp_path_factory.mktemp('pipes') / 'handbook')
    publishing(root, 'catalogs')
    replace(root / 'handbook' / 'ferry.md', 'twelve times a day', 'eleven times a day')
    replace(root / 'handbook' / 'harbour.md', 'three quays', 'four long quays')
    return root


@pytest.fixture
def repository(changed, tmp_path):
    return Path(shutil.copytree(changed, tmp_path / 'handbook', symlinks=True))


@pytest.fixture(scope='module')
def updated(changed, tmp_path_factory):
    """The catalogs as they are when nothing comes between."""
    root = Path(shutil.copytree(changed, tmp_path_factory.mktemp('updated') / 'handbook', symlinks=True))
    before = digests(root / 'locales')
    assert publishing(root, 'catalogs').returncode == 0
    after = digests(root / 'locales')
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {f'{code}/LC_MESSAGES/{page}.po' for code in ('lv', 'lt') for page in ('ferry', 'harbour')}
    return after


def start(root, *words, shell='', hook=None, **options):
    """Start ``python -m publishing`` in a new Python and a session of its own, as a terminal does."""
    environment = os.environ | {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1'}
    environment.pop('PYTHONPATH', None)
    if hook:
        folder = root.parent / 'hook'
        folder.mkdir(exist_ok=True)
        (folder / 'sitecustomize.py').write_text(HOOK, encoding='utf-8')
        step, action, count = hook
        environment |= {
            'PYTHONPATH': str(folder),
            'HOOK_STEP': step,
            'HOOK_ACTION': action,
            'HOOK_COUNT': str(count),
        }
    command = [sys.executable, '-m', 'publishing', *words]
    if shell:
        command = ['bash', '-c', shell, *command]
    return subprocess.Popen(command, cwd=root, env=environment, text=True, start_new_session=True, **options)


def finish(started):
    """Return exit code, output and errors of what was started."""
    said, errors = started.communicate(timeout=180)
    return started.returncode, said, errors


def test_first_line_of_an_update_and_both_languages_are_updated(repository, updated):
    shell = 'set -o pipefail; "$0" "$@" | head -1'
    code, said, errors = finish(
        start(repository, 'catalogs', shell=shell, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    )
    assert (code, said, errors) == (0, 'lv: 2 of 4 catalogs changed\n', '')
    assert digests(repository / 'locales') == updated


def nobody():
    """Return a pipe whose reader has left."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize(
    'words',
    [
        ('catalogs',),
        ('status',),
        ('carry',),
        ('commits',),
        ('package', 'lv'),
        ('review', 'lv', 'ferry'),
        ('weblate', 'https://example.org/handbook.git'),
        ('take', 'lv', 'nothing.po'),
        ('preflight', '--rules'),
        ('print', 'xx'),
        ('proof', 'lv', 'ferry'),
        ('build', 'html', 'xx'),
        ('check', 'lv'),
        ('impact',),
        ('--help',),
    ],
    ids=lambda words: words[0],
)
def test_no_command_minds_that_nobody_reads(repository, words):
    usual = finish(start(repository, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    assert 'Traceback' not in usual[2]
    pipe = nobody()
    code, _said, errors = finish(start(repository, *words, stdout=pipe, stderr=subprocess.PIPE))
    assert (code, 'Broken' in errors, 'Traceback' in errors) == (usual[0], False, False), errors
    assert finish(start(repository, *words, stdout=pipe, stderr=pipe))[0] == usual[0]
    os.close(pipe)


def test_lost_messages_leave_a_finding_a_finding(repository):
    replace(repository / 'handbook' / 'ferry.md', '{ref}`harbour`', '{ref}`nowhere`')
    pipe = nobody()
    assert finish(start(repository, 'check', stdout=pipe, stderr=pipe))[0] == 1
    os.close(pipe)


@pytest.mark.parametrize('shell', ['>&-', '2>&-', '>&- 2>&-', '<&- >&- 2>&-'])
def test_closed_streams(repository, updated, shell):
    started = start(
        repository, 'catalogs', shell=f'exec "$0" "$@" {shell}', stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    code, _said, errors = finish(started)
    assert (code, errors) == (0, '')
    assert digests(repository / 'locales') == updated
    assert (repository / 'build' / '.gettext.lock').read_text(encoding='utf-8') == ''  # not what the command says


def test_what_a_command_says_has_no_room(repository):
    with Path('/dev/full').open('w') as full:
        code, _said, errors = finish(start(repository, 'review', 'lv', 'ferry', stdout=full, stderr=subprocess.PIPE))
    assert code == 1
    assert errors == (
        'what the command says cannot be written: No space left on device; expected room on the disk and the right to '
        'write. Give it and run the command again. [handbook.output]\n'
    )


@pytest.mark.parametrize('number', ['SIGINT', 'SIGTERM', 'SIGHUP'])
@pytest.mark.parametrize(('step', 'count'), [('communicate', 1), ('write_bytes', 1), ('write_bytes', 4)])
def test_stopped_before_the_first_catalog_is_in_its_place(repository, updated, number, step, count):
    before = digests(repository / 'locales')
    started = start(repository, 'catalogs', hook=(step, number, count), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert finish(started) == (
        -getattr(signal, number),
        '',
        'stopped before the end; no file is left half done. Run the command again.\n',
    )
    assert digests(repository / 'locales') == before
    assert half_written(repository / 'locales') == []
    assert publishing(repository, 'catalogs').returncode == 0
    assert digests(repository / 'locales') == updated


@pytest.mark.parametrize('number', ['SIGINT', 'SIGTERM'])
@pytest.mark.parametrize('count', [1, 3, 4])
def test_stopped_while_catalogs_are_put_in_place(repository, updated, number, count):
    started = start(
        repository, 'catalogs', hook=('replace', number, count), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    code, _said, errors = finish(started)
    assert (code, 'Traceback' in errors) == (-getattr(signal, number), False)
    assert digests(repository / 'locales') == updated


@pytest.mark.parametrize('step', ['write_bytes', 'replace'])
@pytest.mark.parametrize('count', [1, 3])
def test_full_disk(repository, step, count):
    before = digests(repository / 'locales')
    started = start(repository, 'catalogs', hook=(step, 'full', count), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    code, said, errors = finish(started)
    assert (code, said) == (1, '')
    assert 'a file cannot be written: No space left on device; expected room on the disk' in errors
    assert 'Traceback' not in errors
    assert digests(repository / 'locales') == before


def test_preview_ends_with_ctrl_c(repository):
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    started = start(repository, 'live', 'lv', '--port', str(port), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lines = iter(started.stdout.readline, '')
    assert any('Ctrl+C ends it' in line for line in lines)
    os.killpg(started.pid, signal.SIGINT)
    assert finish(started) == (0, '', '')


def test_question_without_an_answer(capsys):
    def ask():
        raise EOFError

    assert process._called(ask) == 1
    assert capsys.readouterr().err.startswith('stopped: a question has no answer; ')


def test_fault_of_ours_is_not_taken_for_one_of_the_disk(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(shared, 'WORK', tmp_path / 'work')

    def look():
        return Path('nowhere').read_text(encoding='utf-8')

    assert process._called(look) == 1
    said = capsys.readouterr().err
    assert 'a fault of the tools and not of the text' in said and 'nowhere' in said
    assert 'cannot be' not in said and 'Traceback' not in said
    (log,) = (tmp_path / 'work').glob('fault-*.log')
    assert 'FileNotFoundError' in log.read_text(encoding='utf-8')


def test_fault_whose_traceback_cannot_be_kept(monkeypatch, tmp_path, capsys):
    (tmp_path / 'work').write_text('a file where the folder should be', encoding='utf-8')
    monkeypatch.setattr(shared, 'WORK', tmp_path / 'work')

    def stumble():
        raise ZeroDivisionError('by nought')

    assert process._called(stumble) == 1
    said = capsys.readouterr().err
    assert said.count('\n') == 1 and 'unexpected fault (by nought)' in said
    assert 'its traceback cannot be kept' in said and 'this file' not in said
