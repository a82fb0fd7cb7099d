"""Whatever happens to a file on its way, its reader says so in plain words or reads it right; never a traceback.

A few cases of every kind of file; ``--long`` tries thousands, and ``--case NAME`` the one that a failure has named.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from damage_cases import FOUND, REPEAT, copied, judged, long_list, read
from damage_guard import guarded
from damage_inputs import COMMANDS, INPUTS, make_sample
from damage_table import DAMAGES
from damages_of_texts import TREE

CASES_OF = INPUTS


@pytest.fixture(scope='module')
def base():
    """Return a folder that everybody may go into, also who is not the owner of the folders of tests."""
    folder = Path(tempfile.mkdtemp(prefix='damage-'))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope='module')
def sample(base):
    """Return a small project with a file of every kind."""
    root = make_sample(base / 'sample' / TREE)
    shutil.rmtree(root / 'publishing')  # what reads it is our own
    return root


@pytest.fixture(scope='module')
def good(base, sample):
    """Return a function that says what a reader makes of the whole file."""
    known = {}

    def value(one):
        if one.name not in known:
            root = copied(sample, base / f'good-{one}' / TREE)
            ended = guarded(lambda: read(one, root))
            assert not ended.fault, ended.fault
            errors, known[one.name] = ended.result
            assert errors == []
        return known[one.name]

    return value


@pytest.mark.parametrize('one', INPUTS, ids=str)
def test_the_whole_file_is_read(one, good):
    assert good(one)


def test_a_damaged_file_is_refused_in_plain_words_or_read(case, base, sample, good, came):
    root = copied(sample, base / 'case' / TREE)
    try:
        result, wrong = judged(case, root, good)
    finally:
        shutil.rmtree(root.parent, ignore_errors=True)
    came[case.input.name]['failed' if wrong else result] += 1
    assert not wrong, f'{wrong}\nThe same again: {REPEAT.format(case)}'


def test_there_are_as_many_cases_as_are_said():
    assert len(long_list(INPUTS)) + len(long_list(COMMANDS)) >= 2000
    assert {str(case) for case in FOUND} <= {str(case) for one in (INPUTS, COMMANDS) for case in long_list(one)}
    assert all(
        any(set(one.families) & set(damage.families) for one in INPUTS + COMMANDS) for damage in DAMAGES.values()
    )


# The guard


def test_what_takes_too_much_memory_or_ends_by_itself_is_noticed():
    assert 'MemoryError' in guarded(lambda: bytearray(3 << 30)).fault
    assert 'by nought' in guarded(lambda: (_ for _ in ()).throw(ZeroDivisionError('by nought'))).fault
    assert 'status' in guarded(lambda: os._exit(3)).fault
    assert guarded(lambda: ('found', 5)).result == ('found', 5)


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr('damage_guard.MOST_SECONDS', 1)
    ended = guarded(lambda: os.read(os.pipe()[0], 1))
    assert ended.fault == 'took more than 1 seconds'
