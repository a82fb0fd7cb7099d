"""A contribution cannot bring what a build trusts: files in ``build`` and ``.venv``, which git passes over."""

import os
import shutil
import subprocess

import pytest
import under_git
from places import REPOSITORY


@pytest.fixture
def root(tmp_path):
    shutil.copyfile(REPOSITORY / 'Makefile', tmp_path / 'Makefile')
    (tmp_path / 'locales' / 'en').mkdir(parents=True)
    for name in ('languages.toml', 'en/language.toml'):
        (tmp_path / 'locales' / name).write_text('', encoding='utf-8')
    under_git.begin(tmp_path)
    under_git.commit(tmp_path, 'A handbook')
    return tmp_path


def make(root, *words):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(('MAKE', 'MFLAGS'))}
    return subprocess.run(['make', *words], cwd=root, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize('name', ['build/stamps/setup', 'build/site/index.html', 'build/a b.txt', '.venv/bin/python'])
@pytest.mark.parametrize('is_committed', [False, True])
def test_file_in_git_where_only_the_tools_write_stops_every_command(root, name, is_committed):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('', encoding='utf-8')
    assert make(root, '-n', 'help').returncode == 0  # of no contribution
    under_git.run(root, 'git', 'add', '-f', name)
    if is_committed:
        under_git.run(root, 'git', 'commit', '-qm', 'Words')
    for command in ('help', 'check', 'all', 'test'):
        done = make(root, '-n', command)
        assert (done.returncode, done.stdout) == (2, '')
        assert f'{name.split()[0]}: a file in git where only the tools write; expected none' in done.stderr
        assert done.stderr.count('\n') == 1


def test_outside_git_everything_goes_on(root):
    shutil.rmtree(root / '.git')
    assert make(root, '-n', 'help').returncode == 0


@pytest.mark.parametrize('name', ['`touch${IFS}ran`', '$(touch${IFS}ran)', 'lt|touch${IFS}ran', '$(shell touch ran)'])
def test_name_of_a_folder_is_no_command(root, name):
    (root / 'locales' / name).mkdir()
    (root / 'locales' / name / 'language.toml').write_text('', encoding='utf-8')
    assert make(root, 'help').returncode == 0
    assert not list(root.rglob('ran'))
