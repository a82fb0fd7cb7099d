"""The command line: verbs, exit codes, no traceback for what a planner can mend."""

import re
import subprocess
import sys

import pytest
from places import REPOSITORY

from publishing.commands import parser as cli
from publishing.core.findings import Code, Finding, FindingsError
from publishing.pipeline import build
from publishing.translation.catalogs import templates, update
from publishing.translation.checks import examine
from publishing.translation.reviews import status
from publishing.web import landing


def test_help_lists_every_verb_that_the_makefile_calls(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(['--help'])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    makefile = (REPOSITORY / 'Makefile').read_text(encoding='utf-8')
    called = set(re.findall(r'\$\(RUN\) (\w\S*)', makefile))
    for targets in re.findall(r'^(.+):.*\n\t@?\$\(RUN\) \$@', makefile, re.MULTILINE):
        called |= set(targets.split())
    assert {'build', 'status'} <= called
    assert called <= {words[0] for words in map(str.split, shown.splitlines()) if words}


@pytest.mark.parametrize('argv', [[], ['nosuch'], ['build'], ['build', 'docx', 'en'], ['live']])
def test_wrong_calls_exit_with_2(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(argv)
    assert caught.value.code == 2
    assert 'usage: python -m publishing' in capsys.readouterr().err


def test_build_passes_its_arguments_and_its_code(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(build, 'run_build', lambda *arguments, draft: seen.append((*arguments, draft)) or 1)
    assert cli.main(['build', 'pdf', 'lv', '--stamp', str(tmp_path / 'x')]) == 1
    assert seen == [('pdf', 'lv', tmp_path / 'x', False)]


@pytest.mark.parametrize(
    ('verb', 'module', 'name'), [('catalogs', update, 'run_catalogs'), ('status', status, 'run_status')]
)
def test_verbs_for_several_languages(monkeypatch, verb, module, name):
    seen = []
    monkeypatch.setattr(module, name, lambda codes: seen.append(codes) or 0)
    assert cli.main([verb]) == 0
    assert cli.main([verb, 'lv', 'lt']) == 0
    assert seen == [[], ['lv', 'lt']]


def test_site_writes_its_stamp_in_a_new_folder(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(landing, 'build_site', lambda: [REPOSITORY / 'build' / 'site' / 'index.html'])
    assert cli.main(['site', '--stamp', str(tmp_path / 'stamps' / 'site')]) == 0
    assert capsys.readouterr().out == 'wrote build/site/index.html\n'
    assert (tmp_path / 'stamps' / 'site').exists()


def refuse(*_arguments):
    raise FindingsError([Finding('a.md', 3, Code.LINK, 'broken.')])


def test_findings_are_printed_without_a_traceback(monkeypatch, capsys):
    monkeypatch.setattr(status, 'run_status', refuse)
    assert cli.main(['status']) == 1
    assert capsys.readouterr().err == 'a.md:3: broken. [handbook.link]\n'


def test_check_goes_on_to_the_catalogs_when_the_chapters_have_faults(monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(templates, 'current_pots', refuse)
    monkeypatch.setattr(examine, 'run_check', lambda codes: seen.append(codes) or 0)
    assert cli.main(['check', 'lv']) == 1
    assert seen == [['lv']]
    assert capsys.readouterr().err.startswith('a.md:3: broken. [handbook.link]\n')


def test_check_of_an_unknown_language(monkeypatch, capsys):
    monkeypatch.setattr(templates, 'current_pots', lambda: pytest.fail('read the chapters'))
    assert cli.main(['check', 'et']) == 1
    assert 'no language "et" here' in capsys.readouterr().err


def test_it_starts_as_a_module():
    done = subprocess.run(
        [sys.executable, '-m', 'publishing', '--help'], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith('usage: python -m publishing')
