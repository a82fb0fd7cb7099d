"""Setting up: what is missing, what is said without root, nothing twice."""

import ast
import hashlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest

from publishing import bootstrap


@pytest.fixture
def commands(monkeypatch):
    """Record commands instead of running them."""
    seen = []

    def run(command, environment=None, errors=None):
        seen.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(bootstrap, 'run', run)
    return seen


def test_lists_with_alternatives_and_comments(tmp_path):
    path = tmp_path / 'apt.txt'
    path.write_text('# what the build needs\none\n\ntwo | other  # either\n', encoding='utf-8')
    assert bootstrap.wanted_packages([path]) == [['one'], ['two', 'other']]


def test_one_alternative_is_enough():
    wanted = [['one'], ['two', 'other'], ['three', 'else']]
    assert bootstrap.missing_packages(wanted, {'one', 'other'}.__contains__) == [['three', 'else']]


def test_without_root_the_one_command_is_printed(monkeypatch, commands, capsys):
    monkeypatch.setattr(bootstrap.os, 'geteuid', lambda: 1000)
    monkeypatch.setattr(bootstrap, 'is_available', {'one', 'other'}.__contains__)
    assert bootstrap.install_system([['one'], ['two', 'other'], ['nowhere', 'neither']]) == 1
    said = capsys.readouterr().err
    assert len([line for line in said.splitlines() if 'sudo' in line]) == 1
    assert 'apt-get install -y one other nowhere\n' in said
    assert commands == []


def test_with_root_packages_are_installed(monkeypatch, commands):
    monkeypatch.setattr(bootstrap.os, 'geteuid', lambda: 0)
    monkeypatch.setattr(bootstrap, 'is_available', lambda name: True)
    assert bootstrap.install_system([['one', 'other']]) == 0
    assert commands[0][:2] == ['apt-get', 'update']
    assert commands[1][:2] == ['apt-get', 'install']
    assert commands[1][-1] == 'one'


def test_system_packages_that_cannot_be_had_are_told_in_plain_words(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.os, 'geteuid', lambda: 0)
    monkeypatch.setattr(bootstrap, 'is_available', lambda name: True)
    monkeypatch.setattr(bootstrap, 'run', lambda command, environment=None: 100)
    assert bootstrap.install_system([['one']]) == 100
    assert 'cannot be installed; the lines above say why' in capsys.readouterr().err


def test_a_package_that_provides_another_will_do(monkeypatch):
    listed = (
        'install ok installed\tmyspell-et, hunspell-dictionary, hunspell-et (= 1)\n'
        'deinstall ok config-files\thunspell-lv, \ninstall ok installed\tgettext, \n'
    )
    monkeypatch.setattr(
        bootstrap.subprocess, 'run', lambda command, **_options: subprocess.CompletedProcess(command, 0, listed)
    )
    bootstrap.installed_packages.cache_clear()
    try:
        assert [
            name for name in ('myspell-et', 'hunspell-et', 'hunspell-lv', 'gettext') if bootstrap.is_installed(name)
        ] == [
            'myspell-et',
            'hunspell-et',
            'gettext',
        ]
    finally:
        bootstrap.installed_packages.cache_clear()


def test_main_stops_at_missing_packages(monkeypatch, commands, capsys, tmp_path):
    monkeypatch.setattr(bootstrap.os, 'geteuid', lambda: 1000)
    monkeypatch.setattr(bootstrap.shutil, 'which', lambda name: '/usr/bin/dpkg-query')
    monkeypatch.setattr(bootstrap, 'missing_packages', lambda wanted: [['libpango-1.0-0']])
    monkeypatch.setattr(bootstrap, 'is_available', lambda name: True)
    assert bootstrap.main(['--stamp', str(tmp_path / 'stamp')]) == 1
    assert 'libpango-1.0-0' in capsys.readouterr().err
    assert commands == []
    assert not (tmp_path / 'stamp').exists()


def test_system_packages_alone(monkeypatch):
    """What the first layers of a container want: packages of the system, and no environment."""
    seen = []
    monkeypatch.setattr(bootstrap.shutil, 'which', lambda name: '/usr/bin/dpkg-query')
    monkeypatch.setattr(bootstrap, 'missing_packages', lambda wanted: wanted)
    monkeypatch.setattr(bootstrap, 'install_system', lambda missing: seen.extend(missing) or 0)
    for step in ('make_environment', 'install_python', 'set_up_merging'):
        monkeypatch.setattr(bootstrap, step, lambda *files: pytest.fail('only the system packages were asked for'))
    assert bootstrap.main(['--system']) == 0
    assert ['libpango-1.0-0'] in seen
    assert ['poppler-utils'] not in seen
    assert bootstrap.main(['--system', '--dev']) == 0
    assert ['poppler-utils'] in seen


def test_main_touches_the_stamp_when_all_is_there(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap.shutil, 'which', lambda name: None)
    monkeypatch.setattr(bootstrap, 'make_environment', lambda: 0)
    monkeypatch.setattr(bootstrap, 'install_python', lambda files: 0)
    assert bootstrap.main(['--stamp', str(tmp_path / 'deep' / 'stamp')]) == 0
    assert (tmp_path / 'deep' / 'stamp').exists()


def test_python_packages_are_installed_once(monkeypatch, commands, tmp_path):
    monkeypatch.setattr(bootstrap, 'VENV', tmp_path)
    wanted = tmp_path / 'requirements.txt'
    wanted.write_text('a==1\n', encoding='utf-8')
    assert [bootstrap.install_python([wanted]) for _time in range(2)] == [0, 0]
    assert len(commands) == 1
    assert {'--no-deps', '--require-hashes', '--only-binary'} <= set(commands[0])
    wanted.write_text('a==2\n', encoding='utf-8')
    bootstrap.install_python([wanted])
    assert len(commands) == 2


def test_a_failed_installation_is_tried_again(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, 'VENV', tmp_path)
    monkeypatch.setattr(bootstrap, 'run', lambda command, errors: 1)
    wanted = tmp_path / 'requirements.txt'
    wanted.write_text('a==1\n', encoding='utf-8')
    assert bootstrap.install_python([wanted]) == 1
    assert list(tmp_path.iterdir()) == [wanted]


#: A file that pip finds and takes for a package, without any network.
WHEEL = 'harbour-1.0-py3-none-any.whl'


@pytest.fixture
def refused(monkeypatch, tmp_path, capfd):
    """Return ``refused(line)``: install a line of requirements from a folder with one package; what is said then."""
    with ZipFile(tmp_path / WHEEL, 'w') as archive:
        archive.writestr('harbour.py', '')
        archive.writestr('harbour-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\nName: harbour\nVersion: 1.0\n')
        archive.writestr(
            'harbour-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'
        )
        archive.writestr('harbour-1.0.dist-info/RECORD', '')
    subprocess.run([sys.executable, '-m', 'venv', '--without-pip', tmp_path / 'venv'], check=True)
    monkeypatch.setattr(bootstrap, 'VENV', tmp_path / 'venv')
    monkeypatch.setattr(bootstrap, 'ROOT', tmp_path)
    own = bootstrap.pip_install(tmp_path / 'venv')
    pip = [sys.executable, '-m', 'pip', '--python', *own[:1], *own[3:], '--no-index', '--find-links', tmp_path]
    monkeypatch.setattr(bootstrap, 'pip_install', lambda venv: pip)

    def refused(line):
        (tmp_path / 'requirements.txt').write_text(f'# Pinned\n{line}\n', encoding='utf-8')
        code = bootstrap.install_python([tmp_path / 'requirements.txt'])
        is_there = bool(list((tmp_path / 'venv').glob('lib/*/site-packages/harbour.py')))
        return code, is_there, capfd.readouterr().err

    return refused


def test_a_file_with_another_digest_is_refused_in_plain_words(refused):
    code, is_there, said = refused(f'harbour==1.0 --hash=sha256:{"0" * 64}')
    assert (code, is_there) == (1, False)
    assert 'requirements.txt:2: what came as harbour==1.0 is another file than was pinned; expected one with a ' in said
    assert 'Nothing was installed.' in said and 'ask whoever maintains the handbook' in said


def test_a_package_without_a_digest_is_refused(refused):
    code, is_there, said = refused('harbour==1.0')
    assert (code, is_there) == (1, False)
    assert 'harbour==1.0 is pinned without a digest; expected one for each of its files' in said
    assert said.endswith('Run: make pins\n')


def test_a_package_that_nobody_has_is_named(refused):
    code, is_there, said = refused(f'harbour==2.0 --hash=sha256:{"0" * 64}')
    assert (code, is_there) == (1, False)
    assert 'no file of harbour==2.0 was found; expected one that is ready for Python' in said


def test_without_a_network_there_is_one_plain_line(monkeypatch, tmp_path, capfd):
    """Pip itself says a dozen, and in the end that no version was found."""
    monkeypatch.setattr(bootstrap, 'VENV', tmp_path)
    (tmp_path / 'requirements.txt').write_text(f'harbour==1.0 --hash=sha256:{"0" * 64}\n', encoding='utf-8')
    own = bootstrap.pip_install(tmp_path)
    pip = [sys.executable, '-m', 'pip', *own[3:], '--proxy', 'http://127.0.0.1:9', '--retries', '1', '--timeout', '5']
    for name in ('NO_PROXY', 'no_proxy'):
        monkeypatch.setenv(name, '')
    monkeypatch.setattr(bootstrap, 'pip_install', lambda venv: pip)
    assert bootstrap.install_python([tmp_path / 'requirements.txt']) == 1
    said = capfd.readouterr()
    assert said.err == f'{bootstrap.NO_NETWORK}\n'
    assert 'Nothing was installed.' in said.err and 'internet' in said.err


def test_the_very_file_is_installed(refused, tmp_path):
    digest = hashlib.sha256((tmp_path / WHEEL).read_bytes()).hexdigest()
    assert refused(f'harbour==1.0 --hash=sha256:{"0" * 64} --hash=sha256:{digest}')[:2] == (0, True)


def test_an_installation_that_was_broken_off_is_not_taken_for_the_one_before(monkeypatch, tmp_path):
    """Of the packages of "b" some are there by now, so those of "a" are no longer."""
    monkeypatch.setattr(bootstrap, 'VENV', tmp_path)
    wanted, done = tmp_path / 'requirements.txt', []

    def run(_command, errors):
        done.append(wanted.read_text(encoding='utf-8'))
        if len(done) == 2:
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(bootstrap, 'run', run)
    for name in 'aba':
        wanted.write_text(name, encoding='utf-8')
        with suppress(KeyboardInterrupt):
            assert bootstrap.install_python([wanted]) == 0
    assert done == ['a', 'b', 'a']


def test_an_environment_whose_python_has_gone_is_made_anew(monkeypatch, commands, tmp_path):
    venv = tmp_path / 'venv'
    (venv / 'bin').mkdir(parents=True)
    (venv / 'bin' / 'python').symlink_to('/nowhere/python3')
    monkeypatch.setattr(bootstrap, 'VENV', venv)
    assert bootstrap.make_environment() == 0
    assert commands == [[sys.executable, '-m', 'venv', str(venv)]]
    assert not venv.exists()


def test_a_missing_command_is_explained(capsys):
    assert bootstrap.run(['no-such-command-here']) == 127
    assert 'no-such-command-here was not found' in capsys.readouterr().err


def test_old_python(monkeypatch, commands, capsys):
    class Version(tuple):
        major, minor = 3, 9

    monkeypatch.setattr(bootstrap.sys, 'version_info', Version((3, 9)))
    assert bootstrap.main([]) == 1
    assert 'Python 3.9 is too old; 3.11 or newer is needed. Install it and run: make PYTHON=' in capsys.readouterr().err
    assert commands == []


def test_old_python_gets_as_far_as_the_message():
    source = Path(bootstrap.__file__).read_text(encoding='utf-8')
    tree = ast.parse(source, feature_version=(3, 8))
    futures = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == '__future__']
    assert futures[0].names[0].name == 'annotations'  # "dict | None" fails on 3.9 when it is evaluated


def test_nothing_but_pythons_own_library_is_needed():
    done = subprocess.run([sys.executable, '-I', '-S', bootstrap.__file__, '--help'], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert '--dev' in done.stdout
