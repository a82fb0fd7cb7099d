"""What ``make weblate-test`` stands on, without a Weblate: servers end with their block, what is missing is named."""

import sys

import environment
import pytest
from servers import MissingError, free_port, is_open, running


def test_server_answers_within_its_block_and_is_gone_after_a_failure(tmp_path):
    port = free_port()
    command = [sys.executable, '-m', 'http.server', port, '--bind', '127.0.0.1', '--directory', tmp_path]
    with pytest.raises(ZeroDivisionError), running(command, port, tmp_path / 'log') as given:
        assert given == port
        assert is_open(port)
        raise ZeroDivisionError
    assert not is_open(port)


def test_server_that_does_not_start_says_why(tmp_path):
    command = [sys.executable, '-c', 'raise SystemExit("no room left")']
    with pytest.raises(RuntimeError, match='no room left'), running(command, free_port(), tmp_path / 'log'):
        pytest.fail('it has not started')


def test_missing_packages_are_named_with_the_command(monkeypatch, capsys):
    monkeypatch.setattr(environment.shutil, 'which', lambda name: f'/usr/bin/{name}')
    monkeypatch.setattr(environment.bootstrap, 'is_available', lambda name: True)
    monkeypatch.setattr(
        environment.bootstrap, 'missing_packages', lambda wanted: [one for one in wanted if 'redis-server' in one]
    )
    monkeypatch.setattr(environment.bootstrap.os, 'geteuid', lambda: 1000)
    with pytest.raises(MissingError, match='the command above'):
        environment.prepare()
    assert 'sudo apt-get update && sudo apt-get install -y redis-server' in capsys.readouterr().err


def test_missing_database_is_named(monkeypatch):
    monkeypatch.setattr(environment.Path, 'glob', lambda self, pattern: [])
    with pytest.raises(MissingError, match='install the package postgresql'):
        environment.postgresql_programs()
