"""The workflows are valid, safe by zizmor's rules, and call only what the Makefile has."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from places import REPOSITORY
from ruamel.yaml import YAML

WORKFLOWS = sorted((REPOSITORY / '.github' / 'workflows').glob('*.yml'))
BUILD = REPOSITORY / '.github' / 'workflows' / 'build.yml'
BIN = Path(sys.executable).parent

BROKEN_SCHEMA = """
name: Broken
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    step:
      - run: make
"""
UNSAFE = """
name: Unsafe
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: echo "${{ github.event.pull_request.title }}"
"""


def schema(*paths):
    """Check workflows against the schema that check-jsonschema carries with it."""
    command = [BIN / 'check-jsonschema', '--builtin-schema', 'vendor.github-workflows', *paths]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def zizmor(path):
    """Run zizmor's safety rules without network."""
    command = [BIN / 'zizmor', '--offline', '--no-progress', '--persona=pedantic', path]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=REPOSITORY)


def load(path=BUILD):
    return YAML(typ='safe', pure=True).load(path)


def steps(workflow):
    return [step for job in workflow['jobs'].values() for step in job.get('steps', [])]


def make_targets(script):
    """Return the targets of every call of make in a shell script."""
    targets = set()
    for call in re.findall(r'\bmake\b([^\n|;&]*)', script):
        call = re.sub(r'\b[A-Z]+="?(\$\([^)]*\)|\S*?)"?(?=\s|$)', '', call)
        targets |= set(re.findall(r'[\w$-]+', call.replace('"', ''))) or {'all'}
    return targets


def test_there_is_a_workflow():
    assert BUILD in WORKFLOWS


def test_workflows_are_valid():
    result = schema(*WORKFLOWS)
    assert result.returncode == 0, result.stdout + result.stderr


def test_workflows_are_safe():
    for path in WORKFLOWS:
        result = zizmor(path)
        assert result.returncode == 0, result.stdout + result.stderr


def test_an_invalid_workflow_is_noticed(tmp_path):
    path = tmp_path / 'broken.yml'
    path.write_text(BROKEN_SCHEMA)
    result = schema(path)
    assert result.returncode == 1
    assert 'steps' in result.stdout + result.stderr or 'step' in result.stdout + result.stderr


def test_an_unsafe_workflow_is_noticed(tmp_path):
    path = tmp_path / '.github' / 'workflows' / 'unsafe.yml'
    path.parent.mkdir(parents=True)
    path.write_text(UNSAFE)
    result = zizmor(path)
    assert result.returncode != 0
    for rule in ('template-injection', 'dangerous-triggers', 'unpinned-uses', 'artipacked'):
        assert rule in result.stdout, result.stdout


@pytest.mark.parametrize('path', WORKFLOWS, ids=lambda path: path.name)
def test_every_make_target_exists(path):
    codes = tomllib.loads((REPOSITORY / 'locales' / 'languages.toml').read_text(encoding='utf-8'))
    named = {target for step in steps(load(path)) for target in make_targets(step.get('run', ''))}
    named = {target.replace('$CODE', code) for target in named for code in codes}
    assert {'all', 'test', 'check', 'status', 'html-lv', 'pdf-lt', 'epub-en'} <= named
    listed = subprocess.run(
        ['make', '-pqR', '-f', 'Makefile', 'help'], cwd=REPOSITORY, capture_output=True, text=True
    ).stdout
    known = set(re.findall(r'^([\w-]+):', listed, re.MULTILINE))
    assert not named - known
    assert 'no-such-target' not in known


def test_reads_calls_of_make():
    assert make_targets('make') == {'all'}
    assert make_targets('sudo make PYTHON="$(command -v python)"\n') == {'all'}
    assert make_targets('sudo make PYTHON="$(command -v python)" status | tee x; make "html-$CODE" "pdf-$CODE"') == {
        'status',
        'html-$CODE',
        'pdf-$CODE',
    }


def test_languages_stand_in_one_place_only(tmp_path):
    """The matrix is what the first job reads from languages.toml; no language is named in the workflow."""
    workflow = load()
    jobs = workflow['jobs']
    assert jobs['build']['strategy']['matrix']['language'] == '${{ fromJSON(needs.languages.outputs.codes) }}'
    script = next(step['run'] for step in jobs['languages']['steps'] if step.get('id') == 'read')
    output = tmp_path / 'output'
    subprocess.run(
        ['bash', '-euo', 'pipefail', '-c', script],
        cwd=REPOSITORY,
        check=True,
        env=os.environ | {'GITHUB_OUTPUT': str(output)},
    )
    name, _, value = output.read_text().strip().partition('=')
    codes = tomllib.loads((REPOSITORY / 'locales' / 'languages.toml').read_text(encoding='utf-8'))
    assert (name, json.loads(value)) == ('codes', list(codes))
    assert not re.search(rf'-(?:{"|".join(codes)})\b', BUILD.read_text(encoding='utf-8'))


def test_publishes_from_tags_only_and_with_few_rights():
    jobs = load()['jobs']
    assert load()['permissions'] == {}
    for name, job in jobs.items():
        assert job['timeout-minutes'] <= 60, name
        expected = {'publish': {'pages': 'write', 'id-token': 'write'}, 'comment': {'pull-requests': 'write'}}
        assert job['permissions'] == expected.get(name, {'contents': 'read'}), name
    assert jobs['publish']['if'] == "startsWith(github.ref, 'refs/tags/v')"
    assert set(jobs['publish']['needs']) == {'check', 'build', 'test', 'site'}
    assert set(jobs['test']['strategy']['matrix']['python']) == {'3.11', '3.13'}
    kept = [step['with']['path'] for step in steps(load()) if 'upload-pages-artifact' in step.get('uses', '')]
    assert kept == ['build/site']


def test_comment_runs_nothing_of_the_pull_request():
    """The job that may write checks nothing out, and what it is given reaches the shell as variables only."""
    job = load()['jobs']['comment']
    assert all('uses' not in step for step in job['steps'])
    assert all('${{' not in step['run'] and 'make' not in step['run'] for step in job['steps'])
    assert 'head.repo.full_name == github.repository' in job['if']
    impact = load()['jobs']['impact']
    assert impact['if'] == "github.event_name == 'pull_request'"
    assert 'GITHUB_STEP_SUMMARY' in ' '.join(step.get('run', '') for step in impact['steps'])
    assert 'github.token' not in str(impact)


def test_actions_are_pinned_and_leave_no_credentials_behind():
    text = BUILD.read_text(encoding='utf-8')
    for step in steps(load()):
        if uses := step.get('uses'):
            assert re.fullmatch(r'[\w/-]+@[0-9a-f]{40}', uses), uses
            assert re.search(re.escape(uses) + r' # v\d+\.\d+\.\d+$', text, re.MULTILINE), uses
        if 'actions/checkout' in step.get('uses', ''):
            assert step['with']['persist-credentials'] is False


def test_one_action_has_one_version():
    pins = {}
    for step in steps(load()):
        if uses := step.get('uses'):
            name, _, pin = uses.partition('@')
            assert pins.setdefault(name, pin) == pin


def test_ci_run_calls_make_test_and_nothing_else():
    script = REPOSITORY / '.ci' / 'run'
    assert os.access(script, os.X_OK)
    lines = [line for line in script.read_text().splitlines() if line and not line.startswith('#')]
    assert lines[0] == 'set -euo pipefail'
    assert lines[-1] == 'exec make test'
    assert not re.search(r'\b(apt|apt-get|pip|uv|curl|npm)\b', '\n'.join(lines))


def test_ci_run_works_from_anywhere(tmp_path):
    """A stand-in for make shows where and with what the script calls it."""
    stand_in = tmp_path / 'bin' / 'make'
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\necho "$PWD $*"; exit 7\n')
    stand_in.chmod(0o755)
    result = subprocess.run(
        [REPOSITORY / '.ci' / 'run'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {'PATH': f'{stand_in.parent}:{os.environ["PATH"]}'},
    )
    assert (result.stdout.strip(), result.returncode) == (f'{REPOSITORY} test', 7)
