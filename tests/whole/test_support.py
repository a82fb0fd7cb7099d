"""What makes the tests quick changes nothing they see: forks are like new Pythons, what is shared is made once."""

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import forked
import pytest
from places import REPOSITORY
from shared import made_once
from tagged import DIGESTS, other_files

TOLD = """import os, sys
print(sys.argv[1:], os.getcwd(), sys.path[0], __name__, 'publishing' in sys.modules, 'ā', os.environ.get('PLACE'))
print(sys.path[-1], file=sys.stderr)
sys.exit(int(sys.argv[1]))
"""


@pytest.mark.parametrize('code', ['0', '3'])
def test_a_fork_is_like_a_new_python(tmp_path, code):
    (tmp_path / 'told.py').write_text(TOLD, encoding='utf-8')
    environment = {name: text for name, text in os.environ.items() if name != 'PYTHONPATH'} | {'PLACE': 'Ada'}
    command = [sys.executable, '-m', 'told', code, 'two words']
    new = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    fork = forked.run('told', (code, 'two words'), tmp_path, environment)
    assert (fork.returncode, fork.stdout, fork.stderr) == (new.returncode, new.stdout, new.stderr)
    assert fork.returncode == int(code)
    assert 'False ā Ada' in fork.stdout


def test_a_fork_reads_the_modules_of_its_folder(tmp_path):
    """Not those of this repository, and what one fork has loaded no other one has."""
    for words in ('first', 'second'):
        (tmp_path / words / 'publishing').mkdir(parents=True)
        (tmp_path / words / 'publishing' / '__main__.py').write_text(f'print("{words}")', encoding='utf-8')
        assert forked.run('publishing', (), tmp_path / words, os.environ).stdout == f'{words}\n'


def test_a_fork_that_fails_says_so(tmp_path):
    (tmp_path / 'told.py').write_text('1 / 0', encoding='utf-8')
    done = forked.run('told', (), tmp_path, os.environ)
    assert (done.returncode, 'ZeroDivisionError' in done.stderr) == (1, True)
    with pytest.raises(subprocess.TimeoutExpired):
        (tmp_path / 'told.py').write_text('import time; time.sleep(60)', encoding='utf-8')
        forked.run('told', (), tmp_path, os.environ, timeout=1)


def test_what_is_shared_is_made_once(tmp_path):
    made = []

    def make(folder):
        made.append(folder)
        (folder / 'half').touch()
        (folder / 'whole').write_text('all of it', encoding='utf-8')

    with ThreadPoolExecutor() as pool:
        folders = set(pool.map(lambda _time: made_once(tmp_path, 'one', make), range(8)))
    assert made == list(folders)
    assert (made[0] / 'whole').read_text(encoding='utf-8') == 'all of it'
    assert made_once(tmp_path, 'other', make) != made[0]


def test_what_failed_is_made_again_from_nothing(tmp_path):
    def fail(folder):
        (folder / 'half').touch()
        raise ValueError

    for _attempt in range(2):
        with pytest.raises(ValueError):
            made_once(tmp_path, 'one', fail)
    assert list(made_once(tmp_path, 'one', lambda _folder: None).iterdir()) == []


def test_files_other_than_pinned_are_named(tmp_path):
    folder, digests = tmp_path / 'verapdf', tmp_path / 'verapdf.sha256'
    folder.mkdir()
    for name in ('core.jar', 'parser.jar'):
        (folder / name).write_bytes(name.encode())
    digest = hashlib.sha256(b'core.jar').hexdigest()
    digests.write_text(f'{digest}  core.jar\n{digest}  parser.jar\n{digest}  rhino.jar\n', encoding='utf-8')
    changed, missing = other_files(folder, digests)
    assert changed.startswith('verapdf/parser.jar: another file than was pinned; expected the one whose SHA-256 is in ')
    assert missing.startswith('verapdf/rhino.jar: missing; expected')
    (folder / 'parser.jar').write_bytes(b'core.jar')
    (folder / 'rhino.jar').write_bytes(b'core.jar')
    assert other_files(folder, digests) == []
    (folder / 'more.jar').write_bytes(b'core.jar')
    assert [line.partition(':')[0] for line in other_files(folder, digests)] == ['verapdf/more.jar']


def test_every_file_of_verapdf_is_pinned():
    lines = DIGESTS.read_text(encoding='utf-8').splitlines()
    assert all(re.fullmatch(r'[0-9a-f]{64}  [\w.-]+\.jar', line) for line in lines)
    pom = (REPOSITORY / 'tests' / 'pom.xml').read_text(encoding='utf-8')
    version = re.search(r'<artifactId>greenfield-apps</artifactId>\s*<version>(.+)</version>', pom)[1]
    assert any(line.endswith(f' greenfield-apps-{version}.jar') for line in lines)
