"""The containers are made from the lists that ``make`` has, and from nothing else; nobody in them is root."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser
from places import REPOSITORY
from ruamel.yaml import YAML

from publishing import bootstrap
from publishing.pipeline.live import FIRST_PORT

DOCKERFILE = REPOSITORY / 'Dockerfile'
DEVCONTAINER = REPOSITORY / '.devcontainer' / 'devcontainer.json'
GUIDE = REPOSITORY / 'docs' / 'other-systems.md'
HADOLINT = Path(sys.executable).with_name('hadolint')
#: What each Debian that we name has as ``python3``.
PYTHON = {'12': '3.11', '13': '3.13'}
#: What a bare Debian wants before ``bootstrap.py`` can be run and the repository be used.
FIRST = {'ca-certificates', 'git', 'make', 'python3'}
UNSAFE = 'FROM debian\nRUN apt-get install make\nUSER root\n'


@pytest.fixture
def steps(tmp_path):
    """Return each instruction and its value, in their order."""
    shutil.copy(DOCKERFILE, tmp_path)
    parsed = DockerfileParser(str(tmp_path)).structure
    return [(step['instruction'], step['value']) for step in parsed if step['instruction'] != 'COMMENT']


def values(steps, instruction):
    return [value for name, value in steps if name == instruction]


def place(steps, instruction, pattern):
    """Return the place of the only such instruction."""
    [found] = [at for at, (name, value) in enumerate(steps) if name == instruction and re.search(pattern, value)]
    return found


def linted(text):
    if sys.platform != 'linux':
        pytest.skip('hadolint is pinned for Linux only')
    result = subprocess.run([HADOLINT, '--no-color', '-'], input=text, capture_output=True, text=True)
    return result.returncode, result.stdout


def test_hadolint_finds_nothing():
    assert linted(DOCKERFILE.read_text(encoding='utf-8')) == (0, '')


def test_hadolint_finds_what_is_wrong():
    code, said = linted(UNSAFE)
    assert code != 0
    assert {'DL3006', 'DL3008', 'DL3002'} <= set(re.findall(r'DL\d+', said))


def test_a_rule_that_is_passed_over_has_its_reason():
    lines = DOCKERFILE.read_text(encoding='utf-8').splitlines()
    for number, line in enumerate(lines):
        for rule in re.findall(r'DL\d+', line) if 'hadolint ignore' in line else ():
            assert rule in lines[number - 1], f'line {number + 1} does not say why {rule} does not hold'


def test_packages_come_from_the_lists(steps):
    installed = [words for value in values(steps, 'RUN') for words in re.findall(r'apt-get install ([^&]+)', value)]
    assert [{word for word in words.split() if not word.startswith('-')} for words in installed] == [FIRST]
    lists = bootstrap.wanted_packages([REPOSITORY / 'apt.txt', REPOSITORY / 'tests' / 'apt.txt'])
    named = {name for names in lists for name in names}
    assert not named & set(re.findall(r'[\w.+-]+', DOCKERFILE.read_text(encoding='utf-8')))
    system = place(steps, 'RUN', r'bootstrap\.py --dev --system')
    for pattern in (r'^apt\.txt', r'^tests/apt\.txt tests/$', r'^publishing/bootstrap\.py'):
        assert (
            min(at for at, (name, value) in enumerate(steps) if name == 'COPY' and re.search(pattern, value)) < system
        )
    assert 'pip' not in re.findall(r'\w+', ' '.join(values(steps, 'RUN'))), 'only bootstrap.py knows how'


def test_what_changes_most_comes_last(steps):
    system = place(steps, 'RUN', '--system')
    python = place(steps, 'RUN', r'^python3 publishing/bootstrap\.py$')
    pins = place(steps, 'COPY', r'requirements\.txt')
    everything = place(steps, 'COPY', r' \. \.$')
    assert system < pins < python < everything == len(steps) - 2
    assert steps[-1] == ('CMD', '["make"]')


def test_what_is_copied_is_there(steps):
    for value in values(steps, 'COPY'):
        *sources, _target = [word for word in value.split() if not word.startswith('--')]
        assert [source for source in sources if not (REPOSITORY / source).exists()] == []


def test_nobody_is_root(steps):
    assert values(steps, 'USER') == ['${ID}']
    assert 'ID=1000' in values(steps, 'ARG')
    assert place(steps, 'USER', '') < place(steps, 'COPY', r' \. \.$')
    assert all('--chown=planner' in value for value in values(steps[place(steps, 'USER', '') :], 'COPY'))


def test_base_and_python_are_those_that_we_say(steps):
    assert [value.split()[0] for value in values(steps, 'FROM')] == ['debian:${DEBIAN}-slim', 'tools']
    [debian] = [value.partition('=')[2] for value in values(steps, 'ARG') if value.startswith('DEBIAN=')]
    about = tomllib.loads((REPOSITORY / 'pyproject.toml').read_text(encoding='utf-8'))
    assert f'>={PYTHON[debian]}' == about['project']['requires-python']
    workflow = YAML(typ='safe').load((REPOSITORY / '.github' / 'workflows' / 'build.yml').read_text(encoding='utf-8'))
    assert json.loads(workflow['jobs']['plan']['env']['PYTHONS']) == sorted(PYTHON.values())
    for path in (DOCKERFILE, GUIDE):
        said = ' '.join(path.read_text(encoding='utf-8').split())
        assert all(re.search(rf'Debian {number}\b[^.]*Python {python}', said) for number, python in PYTHON.items()), (
            path
        )


def test_what_is_made_here_stays_outside():
    ignored = (REPOSITORY / '.dockerignore').read_text(encoding='utf-8').split('\n')
    patterns = [line.removeprefix('**/') for line in ignored if line and not line.startswith('#')]
    assert {'.venv', 'build', '__pycache__'} <= set(patterns)
    for name in ('.git', 'apt.txt', 'handbook', 'requirements-dev.txt'):
        assert not any(fnmatch(name, pattern) for pattern in patterns), name


def test_the_devcontainer_is_of_the_same_file(steps):
    about = json.loads(DEVCONTAINER.read_text(encoding='utf-8'))
    assert (DEVCONTAINER.parent / about['build']['dockerfile']).resolve() == DOCKERFILE
    assert (DEVCONTAINER.parent / about['build']['context']).resolve() == REPOSITORY
    assert about['build']['target'] in [value.split()[-1] for value in values(steps, 'FROM')]
    assert re.search(rf'useradd .*\b{about["remoteUser"]}\b', ' '.join(values(steps, 'RUN')))
    assert about['forwardPorts'] == [FIRST_PORT]
    assert list(about['portsAttributes']) == [str(FIRST_PORT)]
    program, target = about['postCreateCommand'].split()
    done = subprocess.run([program, '--dry-run', target], cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize('way', ['Docker, Podman', 'devcontainer', 'Windows', 'macOS'])
def test_the_guide_says_what_nobody_has_tried(way):
    [row] = [
        line for line in GUIDE.read_text(encoding='utf-8').splitlines() if re.match(rf'\| [^|]*{way}[^|]*\|', line)
    ]
    assert re.match(r'\| no\b', row[row.index('|', 1) :]), 'write into the table who has tried it and when'
