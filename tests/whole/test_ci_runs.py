"""What continuous integration runs: one job builds, others take from it what it has built; nothing is fetched twice.

Scripts of the workflow run here as they stand, with stand-ins for what only the forge has.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from places import REPOSITORY
from ruamel.yaml import YAML

FORGE = REPOSITORY / '.github'
BUILD = YAML(typ='safe', pure=True).load(FORGE / 'workflows' / 'build.yml')
JOBS = BUILD['jobs']
SET_UP = YAML(typ='safe', pure=True).load(FORGE / 'actions' / 'set-up' / 'action.yml')['runs']['steps']
HAND_ON = REPOSITORY / '.ci' / 'hand-on'
CODES = tuple(tomllib.loads((REPOSITORY / 'locales' / 'languages.toml').read_text(encoding='utf-8')))
LIVES = '$/.github/actions/set-up'


def builds(script):
    """Return whether a shell script has make build the book, so far as it is not built."""
    calls = re.findall(r'\bmake\b([^\n|;&]*)', script)
    words = [[word for word in call.replace('"', '').split() if not word.startswith('-')] for call in calls]
    targets = [[word for word in call if '=' not in word] or ['all'] for call in words]
    return any(
        re.match(r'(all|html|pdf|print|epub|bilingual|site|test|release|preflight)\b', target)
        and 'PART=rest' not in call
        for call, named in zip(words, targets, strict=True)
        for target in named
    )


def place(job, word):
    """Return which step of a job, by number, has ``word`` in what it runs or uses."""
    (number,) = [n for n, step in enumerate(JOBS[job]['steps']) if word in step.get('run', '') + step.get('uses', '')]
    return number


def run(job, step, folder, **environment):
    """Run the script of the step of a job whose identifier or name begins with ``step``."""
    (script,) = [one['run'] for one in JOBS[job]['steps'] if step in (one.get('id'), one.get('name'))]
    command = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
    subprocess.run(command, cwd=folder, check=True, env=os.environ | environment)


def git(folder, *words):
    names = ('-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org')
    subprocess.run(['git', *names, *words], cwd=folder, check=True, capture_output=True)


# One job builds


def test_knows_what_builds():
    assert builds('sudo make GITHUB_ACTIONS="$GITHUB_ACTIONS"')
    assert builds('sudo make "html-$CODE"')
    assert builds('make PART=book test')
    assert not builds('make PART=rest test')
    assert not builds('make check | tee x; make BASE="$BASE" impact')


def test_one_job_builds_and_one_reads_what_it_has_built():
    who = {name for name, job in JOBS.items() if any(builds(step.get('run', '')) for step in job.get('steps', []))}
    assert who == {'build', 'test-book'}
    assert JOBS['test-book']['needs'] == 'build'
    order = [place('test-book', word) for word in ('checkout', 'download', 'unpack', LIVES, '--question', 'test')]
    assert order == sorted(order), 'what was built is there before make is asked, and make says so before the tests'


def test_nobody_waits_for_the_book_who_does_not_read_it():
    assert JOBS['test']['needs'] == 'plan'
    assert 'needs' not in JOBS['check']
    assert 'needs' not in JOBS['build']


def test_few_jobs_set_up():
    using = [name for name, job in JOBS.items() for step in job.get('steps', []) if step.get('uses') == LIVES]
    assert using == ['check', 'build', 'test', 'test-book']
    assert sum('checkout' in str(job) for job in JOBS.values()) == len(using) + 1  # and the list of languages


def test_what_is_handed_on_is_what_is_taken():
    (kept,) = [step['with'] for step in JOBS['build']['steps'] if step.get('with', {}).get('name') == 'built']
    (taken,) = [step['with'] for step in JOBS['test-book']['steps'] if 'download' in step.get('uses', '')]
    assert taken['name'] == kept['name']
    assert JOBS['build']['steps'][place('build', 'pack')]['run'].endswith(f'pack {kept["path"]}')
    assert f'unpack {kept["path"]} ' in JOBS['test-book']['steps'][place('test-book', 'unpack')]['run']


STAND_IN = 'import pathlib, sys; pathlib.Path(sys.argv[-1]).touch() if "--stamp" in sys.argv else None\n'


@pytest.fixture
def clones(tmp_path):
    """Two clones of a repository that has our Makefile; in the first all is built, by a command that only says so."""
    origin = tmp_path / 'origin'
    for name in ('handbook', 'theme', 'publishing', 'locales/en', 'locales/lv', '.ci'):
        (origin / name).mkdir(parents=True)
    for name in ('Makefile', '.ci/hand-on'):
        shutil.copy(REPOSITORY / name, origin / name)
    for name in ('conf.py', 'requirements.txt', 'apt.txt', 'third-party.toml', 'publishing/bootstrap.py'):
        (origin / name).write_text('', encoding='utf-8')
    (origin / 'handbook' / 'one page.md').write_text('A ferry.\n', encoding='utf-8')
    (origin / 'locales' / 'languages.toml').write_text('[en]\n[lv]\n', encoding='utf-8')
    for code in ('en', 'lv'):
        (origin / 'locales' / code / 'language.toml').write_text('', encoding='utf-8')
    (origin / 'stand_in.py').write_text(STAND_IN, encoding='utf-8')
    (origin / '.gitignore').write_text('build/\n', encoding='utf-8')
    git(origin, 'init', '-q')
    git(origin, 'add', '.')
    git(origin, 'commit', '-qm', 'All')
    for name in ('builder', 'tester'):
        git(tmp_path, 'clone', '-q', origin, name)
    builder, tester = tmp_path / 'builder', tmp_path / 'tester'
    hand_on(builder, 'times')
    (builder / 'build' / 'stamps').mkdir(parents=True)
    (builder / 'build' / 'stamps' / 'setup').touch()
    assert make(builder).returncode == 0
    hand_on(builder, 'pack', 'built.tar')
    (builder / 'built.tar').rename(tester / 'built.tar')
    return builder, tester


def make(root, *words):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(('MAKE', 'MFLAGS'))}
    command = ['make', f'RUN={sys.executable} stand_in.py', *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)


def hand_on(root, *words):
    subprocess.run([root / '.ci' / 'hand-on', *words], check=True)


def is_built(root):
    """Return whether make finds nothing to do, as the job asks before its tests."""
    return make(root, '--question', 'build/stamps/site').returncode == 0


def test_make_takes_over_what_another_clone_has_built(clones):
    _builder, tester = clones
    hand_on(tester, 'times')
    assert not is_built(tester)
    hand_on(tester, 'unpack', 'built.tar')
    assert is_built(tester)


def test_times_of_a_checkout_alone_make_it_old(clones):
    _builder, tester = clones
    hand_on(tester, 'unpack', 'built.tar')
    assert not is_built(tester)


@pytest.mark.parametrize('name', ['handbook/one page.md', 'conf.py', 'locales/lv/language.toml'])
def test_what_is_in_the_files_counts_as_before(clones, name):
    _builder, tester = clones
    (tester / name).write_text('# Another', encoding='utf-8')
    hand_on(tester, 'times')
    hand_on(tester, 'unpack', 'built.tar')
    assert not is_built(tester)


def test_a_wrong_call_of_hand_on_is_refused():
    said = subprocess.run([HAND_ON, 'unpick', 'x'], capture_output=True, text=True)
    assert said.returncode == 2
    assert 'expected times, pack FILE or unpack FILE' in said.stderr


# Which Pythons


@pytest.mark.parametrize(
    ('changed', 'event', 'pythons'),
    [
        (['handbook/a.md', 'locales/lv/b.po', 'CHANGELOG.md'], 'pull_request', ['3.13']),
        (['handbook/a.md', 'publishing/c.py'], 'pull_request', ['3.11', '3.13']),
        (['tests/roots/d.md'], 'pull_request', ['3.11', '3.13']),
        (['handbook/a.md'], 'push', ['3.11', '3.13']),
    ],
)
def test_texts_alone_are_tested_with_one_python(tmp_path, changed, event, pythons):
    git(tmp_path, 'init', '-q')
    git(tmp_path, 'commit', '-q', '--allow-empty', '-m', 'Before')
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('New', encoding='utf-8')
    git(tmp_path, 'add', '.')
    git(tmp_path, 'commit', '-qm', 'After')
    output = tmp_path / '.git' / 'output'
    given = {name: value for name, value in JOBS['plan']['env'].items() if '${{' not in value}
    run('plan', 'pythons', tmp_path, **given, EVENT=event, GITHUB_OUTPUT=str(output))
    name, _, value = output.read_text(encoding='utf-8').strip().partition('=')
    assert (name, json.loads(value)) == ('pythons', pythons)


def test_without_a_commit_before_all_pythons_are_tried(tmp_path):
    git(tmp_path, 'init', '-q')
    git(tmp_path, 'commit', '-q', '--allow-empty', '-m', 'Before')
    output = tmp_path / '.git' / 'output'
    run(
        'plan',
        'pythons',
        tmp_path,
        PYTHONS='["all"]',
        NEWEST='["one"]',
        EVENT='pull_request',
        GITHUB_OUTPUT=str(output),
    )
    assert output.read_text(encoding='utf-8') == 'pythons=["all"]\n'


# Previews


def preview(code):
    """Return what the preview of a language is called, and the patterns of what is in it."""
    (kept,) = [step['with'] for step in JOBS['preview']['steps'] if 'upload' in step['uses']]
    return tuple(kept[key].replace('${{ matrix.language }}', code) for key in ('name', 'path'))


@pytest.mark.parametrize('code', CODES)
def test_a_preview_has_all_of_its_language(tmp_path, code):
    pairs = [f'{one}-{two}' for n, one in enumerate(CODES) for two in CODES[n + 1 :]]
    for one in CODES:
        for name in ('', '-print', '-cover'):
            put(tmp_path / 'site' / 'downloads' / f'handbook-{one}{name}.pdf')
        put(tmp_path / 'site' / 'downloads' / f'handbook-{one}.epub')
        for name in (f'{one}/index.html', f'downloads/chapters/{one}/a.pdf', f'downloads/worksheets/{one}/a.docx'):
            put(tmp_path / 'site' / name)
    for pair in pairs:
        put(tmp_path / 'site' / 'downloads' / f'handbook-{pair}.pdf')
    name, patterns = preview(code)
    assert name == f'preview-{code}'
    found = [path for pattern in patterns.split() for path in tmp_path.glob(pattern)]
    names = {path.relative_to(tmp_path / 'site').as_posix() for path in found}
    wanted = {code, f'downloads/chapters/{code}', f'downloads/worksheets/{code}', f'downloads/handbook-{code}.epub'}
    wanted |= {f'downloads/handbook-{code}{name}.pdf' for name in ('', '-print', '-cover')}
    assert names == wanted | {f'downloads/handbook-{pair}.pdf' for pair in pairs if code in pair.split('-')}


def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def test_the_summary_has_a_row_for_each_preview(tmp_path):
    kept = [{'name': f'preview-{code}', 'id': n, 'size_in_bytes': 41_400_000} for n, code in enumerate(CODES)]
    kept.append({'name': 'site', 'id': 99, 'size_in_bytes': 1})
    (tmp_path / 'answer.json').write_text(json.dumps({'artifacts': kept}), encoding='utf-8')
    stand_in = tmp_path / 'bin' / 'gh'
    put(stand_in)
    stand_in.write_text('#!/bin/sh\necho "$2" > asked; cat answer.json\n', encoding='utf-8')
    stand_in.chmod(0o755)
    path = f'{stand_in.parent}:{os.environ["PATH"]}'
    given = {'REPOSITORY': 'us/handbook', 'RUN': '7', 'ADDRESS': 'https://example.org/artifacts', 'PATH': path}
    step = JOBS['previews']['steps'][0]
    run('previews', step['name'], tmp_path, **given, GITHUB_STEP_SUMMARY=str(tmp_path / 'summary'))
    assert given.keys() - {'PATH'} <= step['env'].keys()
    assert (tmp_path / 'asked').read_text().startswith('repos/us/handbook/actions/runs/7/artifacts')
    head, _line, *rows = (tmp_path / 'summary').read_text(encoding='utf-8').splitlines()
    assert head.count('|') == 4
    assert len(rows) == len(CODES)
    for number, code in enumerate(CODES):
        link = f'| [preview-{code}](https://example.org/artifacts/{number}) | 41 MB |'
        assert any(row.startswith(link) and f'{code}/index.html' in row for row in rows)


# Caches


def cache_steps():
    """Return the steps that read a cache and those that write one, by their paths."""
    read = {step['with']['path']: step for step in SET_UP if 'cache/restore' in step.get('uses', '')}
    written = [step for job in JOBS.values() for step in job['steps'] if 'cache/save' in step.get('uses', '')]
    return read, {step['with']['path']: step for step in written}


def test_what_is_written_is_what_is_read():
    read, written = cache_steps()
    assert read.keys() == written.keys()
    for path, step in written.items():
        (name,) = re.fullmatch(r'\$\{\{ steps\.set-up\.outputs\.(\w+) \}\}', step['with']['key']).groups()
        assert read[path]['with']['key'] == f'${{{{ steps.keys.outputs.{name} }}}}'
        assert 'restore-keys' not in read[path]['with'], 'no cache of other lists'


def test_a_cache_is_named_by_all_lists_it_comes_from():
    (keys,) = [step for step in SET_UP if step.get('id') == 'keys']
    lists = {name: set(re.findall(r"'([^']+)'", value)) for name, value in keys['env'].items()}
    assert lists['PACKAGES'] == {'requirements.txt', 'requirements-dev.txt'}
    assert lists['SYSTEM'] == {'apt.txt', 'tests/apt.txt'}
    script = keys['run']
    assert re.search(r'packages=pip-\S*\$PYTHON-\$PACKAGES"', script)
    assert re.search(r'system=apt-\S*\$SYSTEM"', script)
    assert script.count('$ID-$VERSION_ID') == 2, 'another system has other packages'


def test_apt_and_pip_keep_what_they_fetch_where_the_caches_are():
    script = '\n'.join(step.get('run', '') for step in SET_UP)
    read, _written = cache_steps()
    (packages,) = [path for path in read if path.endswith('pip')]
    (system,) = [path for path in read if path.endswith('/*.deb')]
    assert f'PIP_CACHE_DIR={packages} ' in script
    assert f'Dir::Cache::Archives {system.removesuffix("/*.deb")} ' in script
    # pip run by root uses no cache that is not root's, and what is root's the next step could not read.
    assert script.index('chown -R root') < script.index('sudo make') < script.rindex('chown -R "$(id -u)"')


# .ci/run


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
