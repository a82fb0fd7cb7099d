"""The same as ``test_damage`` through the commands that people give, in a small repository that has been built.

A command says what is wrong and names the file, and the last good output stays; or it does its work.
"""

import compileall
import shutil
from pathlib import Path

import pytest
from damage_cases import REPEAT, commanded, copied
from damage_inputs import COMMANDS, make_sample
from damages_of_texts import TREE
from mini_repository import publishing

CASES_OF = COMMANDS


@pytest.fixture(scope='module')
def built(tmp_path_factory, request) -> Path:
    """Return a small repository with a file of every kind, of which all has been built that a case builds."""
    root = make_sample(tmp_path_factory.mktemp('built') / TREE)
    compileall.compile_dir(root / 'publishing', quiet=2)
    chosen = [item.callspec.params['case'] for item in request.session.items if item.path == request.path]
    for command in dict.fromkeys(case.input.command for case in chosen if case and case.input.command[0] != 'take'):
        result = publishing(root, *command)
        assert result.returncode == 0, result.stderr
    return root


def test_a_command_refuses_a_damaged_file_in_plain_words_or_does_its_work(case, built, tmp_path, came):
    root = copied(built, tmp_path / TREE)
    try:
        result, wrong = commanded(case, root)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    came[case.input.name]['failed' if wrong else result] += 1
    assert not wrong, f'{wrong}\nThe same again: {REPEAT.format(case)}'
