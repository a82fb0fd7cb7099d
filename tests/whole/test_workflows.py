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

from publishing.core.project import DOWNLOADS
from publishing.pipeline.pins import FILES
from publishing.web import bill

WORKFLOWS = sorted((REPOSITORY / '.github' / 'workflows').glob('*.yml'))
BUILD = REPOSITORY / '.github' / 'workflows' / 'build.yml'
AUDIT = BUILD.with_name('audit.yml')
#: Steps that several jobs share.
ACTIONS = sorted((REPOSITORY / '.github' / 'actions').glob('*/action.yml'))
BOT = REPOSITORY / '.github' / 'renovate.json'
BIN = Path(sys.executable).parent
#: Which job may write what; all others may read the contents, and nothing else.
RIGHTS = {
    'publish': {'pages': 'write', 'id-token': 'write'},
    'comment': {'pull-requests': 'write'},
    'previews': {'actions': 'read'},  # runs nothing of the repository
    'release': {'contents': 'write', 'actions': 'read'},  # runs nothing of the repository
}

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


#: One fault each, put into the workflow below: what it is called, what is replaced, by what.
SAFE = """
on: {push: {branches: [main], tags: ['v*']}, pull_request: }
permissions: {}
concurrency: {group: 'safe-${{ github.ref }}'}
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - uses: actions/cache/restore@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0
        if: ${{ !startsWith(github.ref, 'refs/tags/') }}
        with: {path: fetched, key: a}
      - run: make
      - uses: actions/cache/save@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0
        if: github.event_name == 'push' && github.ref == 'refs/heads/main' && true
        with: {path: fetched, key: a}
"""
ON = "{push: {branches: [main], tags: ['v*']}, pull_request: }"
PUSH = "        if: github.event_name == 'push' && github.ref == 'refs/heads/main' && true\n"
FAULTS = (
    ('on pull_request_target', ON, '[push, pull_request_target]'),
    ('on workflow_run', ON, '{workflow_run: {workflows: [Build]}}'),
    ('runs twice', ON, '[push, pull_request]'),
    ('runs twice', 'branches: [main]', "branches: ['**']"),
    ('runs twice', "branches: [main], tags: ['v*']", "paths: ['handbook/**']"),
    ('no concurrency', "concurrency: {group: 'safe-${{ github.ref }}'}", ''),
    ('no concurrency', '-${{ github.ref }}', ''),
    ('permissions for all jobs', 'permissions: {}', 'permissions: write-all'),
    ('permissions for all jobs', 'permissions: {}\n', ''),
    ('build: permissions', 'contents: read', 'contents: write'),
    ('build: permissions', '    permissions:\n      contents: read\n', ''),
    ('build: no time limit', '    timeout-minutes: 5\n', ''),
    ('build: not pinned', '08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0', 'v5'),
    ('build: not pinned', '08c6903cd8c0fde910a37f88322edcfb5dd907a8', '08c6903'),
    ('build: no version', ' # v5.0.0', ''),
    ('build: credentials stay', 'persist-credentials: false', 'persist-credentials: true'),
    ('build: credentials stay', '        with:\n          persist-credentials: false\n', ''),
    ('build: an expression in a script', 'run: make', 'run: echo "${{ github.head_ref }}"'),
    ('build: secrets', 'run: make', 'run: make\n        env:\n          KEY: ${{ secrets.KEY }}'),
    ('build: a tag reads a cache', "        if: ${{ !startsWith(github.ref, 'refs/tags/') }}\n", ''),
    ('build: not only the main branch writes a cache', PUSH, ''),
    ('build: not only the main branch writes a cache', "github.event_name == 'push' && ", ''),
    ('build: not only the main branch writes a cache', '&& true', '|| true'),
    ('build: a cache read and written in one', 'actions/cache/restore@', 'actions/cache@'),
    (
        'build: a cache read and written in one',
        'with: {path: fetched, key: a}\n      - run',
        'with: {cache: pip}\n      - run',
    ),
    ('build: no such action', 'run: make', 'uses: $/.github/actions/none'),
    ('build: not pinned', 'run: make', 'uses: ./.github/actions/set-up'),
    ('build: a workflow of others', 'runs-on: ubuntu-latest', 'uses: a/b/.github/workflows/c.yml@main'),
)


def pushes_of_the_main_branch(events):
    """Return whether a push counts on the main branch and for tags alone; other branches have their pull request."""
    return isinstance(events, dict) and (events['push'] or {}).get('branches') == ['main']


def broken_steps(steps, text):
    """Return which of our rules ``steps`` break; ``text`` is the file they stand in."""
    found = []
    for step in steps:
        uses, condition = step.get('uses', ''), str(step.get('if', ''))
        if uses.startswith('$/'):  # ours, of the very commit that runs
            if REPOSITORY / uses[2:] / 'action.yml' not in ACTIONS:
                found.append('no such action')
        elif uses and not re.fullmatch(r'[\w./-]+@[0-9a-f]{40}', uses):
            found.append('not pinned')
        elif uses and not re.search(re.escape(uses) + r' # v\d+\.\d+\.\d+$', text, re.MULTILINE):
            found.append('no version')
        if uses.startswith('actions/checkout@') and step.get('with', {}).get('persist-credentials') is not False:
            found.append('credentials stay')
        if uses.startswith('actions/cache@') or 'cache' in step.get('with', {}):
            found.append('a cache read and written in one')
        if uses.startswith('actions/cache/restore@') and condition != "${{ !startsWith(github.ref, 'refs/tags/') }}":
            found.append('a tag reads a cache')
        written = "github.event_name == 'push' && github.ref == 'refs/heads/main' && "
        if uses.startswith('actions/cache/save@') and (not condition.startswith(written) or '||' in condition):
            found.append('not only the main branch writes a cache')
        if '${{' in step.get('run', ''):
            found.append('an expression in a script')
    return found


def broken_rules(text):
    """Return which of our rules a workflow breaks, by job."""
    workflow = YAML(typ='safe', pure=True).load(text)
    found = [f'on {name}' for name in ('pull_request_target', 'workflow_run') if name in workflow['on']]
    if 'pull_request' in workflow['on'] and 'push' in workflow['on'] and not pushes_of_the_main_branch(workflow['on']):
        found.append('runs twice')
    if '${{ github.ref }}' not in (workflow.get('concurrency') or {}).get('group', ''):
        found.append('no concurrency')
    if workflow.get('permissions') != {}:
        found.append('permissions for all jobs')
    for name, job in workflow['jobs'].items():
        if job.get('permissions') != RIGHTS.get(name, {'contents': 'read'}):
            found.append(f'{name}: permissions')
        if not 0 < job.get('timeout-minutes', 0) <= 60:
            found.append(f'{name}: no time limit')
        if 'uses' in job:
            found.append(f'{name}: a workflow of others')
        if 'secrets.' in str(job):
            found.append(f'{name}: secrets')
        found += [f'{name}: {fault}' for fault in broken_steps(job.get('steps', []), text)]
    return found


def schema(*paths, name='vendor.github-workflows'):
    """Check workflows, or what ``name`` is for, against the schema that check-jsonschema carries with it."""
    command = [BIN / 'check-jsonschema', '--builtin-schema', name, *paths]
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
        call = re.sub(r'\b[A-Z_]+="?(\$\([^)]*\)|\S*?)"?(?=\s|$)', '', call)
        targets |= {word for word in call.replace('"', '').split() if not word.startswith('-')} or {'all'}
    return targets


def test_there_is_a_workflow():
    assert BUILD in WORKFLOWS


@pytest.mark.parametrize('path', WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_breaks_a_rule(path):
    assert broken_rules(path.read_text(encoding='utf-8')) == []


@pytest.mark.parametrize('path', ACTIONS, ids=lambda path: path.parent.name)
def test_no_action_of_ours_breaks_a_rule(path):
    text = path.read_text(encoding='utf-8')
    assert broken_steps(load(path)['runs']['steps'], text) == []
    freed = text.replace("if: ${{ !startsWith(github.ref, 'refs/tags/') }}", 'if: always()')
    assert 'a tag reads a cache' in broken_steps(YAML(typ='safe', pure=True).load(freed)['runs']['steps'], freed)


@pytest.mark.parametrize(
    ('called', 'old', 'new'), FAULTS, ids=[f'{one[0]} {number}' for number, one in enumerate(FAULTS)]
)
def test_a_broken_rule_is_noticed(called, old, new):
    assert broken_rules(SAFE) == []
    assert SAFE.count(old) == 1
    assert called in broken_rules(SAFE.replace(old, new))


def test_workflows_are_valid():
    for result in (schema(*WORKFLOWS), schema(*ACTIONS, name='vendor.github-actions')):
        assert result.returncode == 0, result.stdout + result.stderr


def test_workflows_are_safe():
    for path in [*WORKFLOWS, *ACTIONS]:
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
    named = {target for step in steps(load(path)) for target in make_targets(step.get('run', ''))}
    assert ({'audit'} if path == AUDIT else {'all', 'test', 'check', 'status', 'impact', 'commits'}) <= named
    listed = subprocess.run(
        ['make', '-pqR', '-f', 'Makefile', 'help'], cwd=REPOSITORY, capture_output=True, text=True
    ).stdout
    known = set(re.findall(r'^([\w/-]+):', listed, re.MULTILINE))
    assert not named - known
    assert 'no-such-target' not in known


def test_reads_calls_of_make():
    assert make_targets('make') == {'all'}
    assert make_targets('sudo make PYTHON="$(command -v python)"\n') == {'all'}
    assert make_targets(
        'sudo make PYTHON="$(command -v python)" status | tee x; make --question "build/stamps/$STAMP"'
    ) == {
        'status',
        'build/stamps/$STAMP',
    }


def test_languages_stand_in_one_place_only(tmp_path):
    """The matrix is what the first job reads from languages.toml; no language is named in the workflow."""
    workflow = load()
    jobs = workflow['jobs']
    assert jobs['preview']['strategy']['matrix']['language'] == '${{ fromJSON(needs.plan.outputs.codes) }}'
    script = next(step['run'] for step in jobs['plan']['steps'] if step.get('id') == 'read')
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
    assert RIGHTS.keys() <= jobs.keys()
    assert jobs['publish']['if'] == "startsWith(github.ref, 'refs/tags/v')"
    for name in ('publish', 'release'):
        assert set(jobs[name]['needs']) == {'check', 'build', 'test', 'test-book'}
        assert jobs[name]['if'] == "startsWith(github.ref, 'refs/tags/v')"
    assert not any('checkout' in step.get('uses', '') for step in jobs['release']['steps'])
    kept = [step['with']['path'] for step in steps(load()) if 'upload-pages-artifact' in step.get('uses', '')]
    assert kept == ['build/site']


def test_the_bill_of_materials_is_kept_and_published():
    kept = {
        step['with'].get('name'): step['with']['path'] for step in steps(load()) if 'upload' in step.get('uses', '')
    }
    assert kept['bill-of-materials'] == (DOWNLOADS / bill.NAME).relative_to(REPOSITORY).as_posix()
    assert kept['bill-of-materials'].startswith(kept['site'])


def test_weaknesses_are_asked_for_every_week():
    workflow = load(AUDIT)
    assert {'schedule', 'workflow_dispatch'} <= workflow['on'].keys()
    assert [make_targets(step['run']) for step in steps(workflow) if 'run' in step] == [{'audit'}]


# The update bot


def test_the_bot_is_set_up_by_its_schema():
    result = schema(BOT, name='vendor.renovate')
    assert result.returncode == 0, result.stdout + result.stderr


#: A person updates these: a server of its own, and books of others, which stand at one commit.
NOT_FOR_THE_BOT = {'tests/weblate/requirements.txt', 'publishing/pipeline/strangers-requirements.txt'}


def test_the_bot_finds_every_pinned_file_but_those_for_a_person():
    bot = json.loads(BOT.read_text(encoding='utf-8'))
    patterns = [pattern.strip('/') for pattern in bot['pip-compile']['managerFilePatterns']]
    found = {file for file in FILES if any(re.search(pattern, file) for pattern in patterns)}
    assert found == FILES.keys() - NOT_FOR_THE_BOT
    assert bot['enabledManagers'] == ['pip-compile', 'github-actions']
    assert bot['automerge'] is False


@pytest.mark.parametrize('file', sorted(FILES.keys() - NOT_FOR_THE_BOT))
def test_the_bot_can_run_the_command_at_the_head(file):
    """It wants a header, each value behind "=", and takes only what it knows of uv's options."""
    text = (REPOSITORY / file).read_text(encoding='utf-8')
    command = re.match(r'(?:#.*\n)+#    uv pip compile( .*)\n', text)[1].split()
    options = {word.partition('=')[0] for word in command if word.startswith('-')}
    assert options <= {
        '--universal',
        '--python-version',
        '--generate-hashes',
        '--extra',
        '--constraints',
        '--output-file',
    }
    assert all('=' in word for word in command if word.startswith(('--python', '--extra', '--constraints', '--output')))
    assert [word for word in command if not word.startswith('-')]


def test_comment_runs_nothing_of_the_pull_request():
    """The job that may write checks nothing out, and what it is given reaches the shell as variables only."""
    job = load()['jobs']['comment']
    assert all('uses' not in step for step in job['steps'])
    assert all('${{' not in step['run'] and 'make' not in step['run'] for step in job['steps'])
    assert 'head.repo.full_name == github.repository' in job['if']
    check = load()['jobs']['check']
    (impact,) = [step for step in check['steps'] if step.get('id') == 'impact']
    assert "github.event_name == 'pull_request'" in impact['if']
    assert 'GITHUB_STEP_SUMMARY' in impact['run']
    assert 'github.token' not in str(check)


def test_one_action_has_one_version():
    pins = {}
    shared = [step for path in ACTIONS for step in load(path)['runs']['steps']]
    for step in [*shared, *(step for path in WORKFLOWS for step in steps(load(path)))]:
        if uses := step.get('uses'):
            name, _, pin = uses.replace('/save@', '/restore@').partition('@')
            assert pins.setdefault(name, pin) == pin
