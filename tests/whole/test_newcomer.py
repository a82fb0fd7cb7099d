"""What a newcomer relies on: small files, values in conf.py, verbs in the Makefile, nothing from outside."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from places import REPOSITORY, ROOTS, TESTS

from publishing.core.pinned import read_pins
from publishing.pipeline.pins import COMMAND, FILES

MAKEFILE_LINES, CONF_LINES, MODULE_LINES = 80, 120, 400
#: Written in two halves, or this file would find itself.
SHARED = '../' + 'shared'
MACHINE_PATHS = ('/work/', '/root/')
REGISTRIES = re.compile(
    r'pypi\.org|pythonhosted\.org|test\.pypi|registry\.npmjs|npmmirror|conda\.anaconda|(?:--|\b)(?:extra-)?index-url'
    r'|trusted-host|deb\.debian\.org|archive\.ubuntu\.com|artifactory|nexus',
    re.IGNORECASE,
)
ALLOWED_AT_TOP = {'handbook', 'locales', 'conf.py', 'Makefile', 'tests', 'requirements.txt'}
MODULES = sorted((REPOSITORY / 'publishing').rglob('*.py'))
#: All Python of the tests but the small projects they build.
TEST_MODULES = sorted(path for path in TESTS.rglob('*.py') if not path.is_relative_to(ROOTS))


def relative(path):
    return path.relative_to(REPOSITORY).as_posix()


def tracked():
    """Return every file that is, or would be, part of the repository."""
    listed = subprocess.run(
        ['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = [REPOSITORY / name for name in listed.split('\0') if name and (REPOSITORY / name).is_file()]
    assert {REPOSITORY / 'conf.py', Path(__file__).resolve()} <= set(found)
    return found


def texts():
    for path in tracked():
        try:
            yield path, path.read_text(encoding='utf-8')
        except UnicodeDecodeError:
            continue


def lines_of(path):
    return len(path.read_text(encoding='utf-8').splitlines())


def behaviour(source):
    """Return what in a conf.py is more than values: functions, classes, subprocesses, the environment."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            found.append(type(node).__name__)
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        names += [node.id] if isinstance(node, ast.Name) else []
        names += [node.attr] if isinstance(node, ast.Attribute) else []
        found += [name for name in names if name in ('subprocess', 'environ', 'getenv', 'system', 'exec', 'eval')]
    return found


def test_public_face_is_at_the_top():
    assert {path for path in ALLOWED_AT_TOP if (REPOSITORY / path).exists()} == ALLOWED_AT_TOP


def test_conf_has_values_only():
    source = (REPOSITORY / 'conf.py').read_text(encoding='utf-8')
    assert behaviour(source) == []
    assert len(source.splitlines()) <= CONF_LINES


@pytest.mark.parametrize(
    'source',
    [
        'def setup(app): pass',
        'import subprocess',
        'import os\nx = os.environ["X"]',
        'from os import getenv',
        'f = lambda: 1',
    ],
)
def test_behaviour_in_conf_is_noticed(source):
    assert behaviour(source)


def test_makefile_has_verbs_only():
    text = (REPOSITORY / 'Makefile').read_text(encoding='utf-8')
    assert len(text.splitlines()) <= MAKEFILE_LINES
    recipes = re.findall(r'(?:^\t.*\n)+', text, re.MULTILINE)
    assert recipes
    assert all(recipe.count('\n') == 1 for recipe in recipes), 'one command a recipe'


@pytest.mark.parametrize('path', MODULES, ids=relative)
def test_modules_are_short(path):
    assert lines_of(path) <= MODULE_LINES


def test_modules_and_tests_are_found():
    """The rules for modules below look at all of them, whatever folder they stand in."""
    assert {'publishing/commands/parser.py', 'publishing/bootstrap.py'} <= set(map(relative, MODULES))
    assert {'tests/conftest.py', relative(Path(__file__).resolve())} <= set(map(relative, TEST_MODULES))
    assert len(MODULES) > 100 and len(TEST_MODULES) > 80


def test_every_module_says_what_it_is_for():
    assert [
        relative(path)
        for path in (*MODULES, *TEST_MODULES)
        if not ast.get_docstring(ast.parse(path.read_text(encoding='utf-8')))
    ] == []


def borrowed(source):
    """Return the test modules that a source imports from."""
    return re.findall(r'^\s*(?:from|import) (?:\w+\.)*(test_\w+)', source, re.MULTILINE)


def test_no_test_imports_from_another():
    """What several share stands in a module of its own, or one could not be moved, or run, without the other."""
    found = {relative(path): borrowed(path.read_text(encoding='utf-8')) for path in TEST_MODULES}
    assert {name: names for name, names in found.items() if names} == {}


def test_borrowing_is_noticed():
    assert borrowed('import re\nfrom test_tags import text_of\nimport test_theme') == ['test_tags', 'test_theme']
    assert borrowed('from tests.pdf.test_tags import text_of') == ['test_tags']
    assert borrowed('from tagged import text_of\nimport contest_x') == []


def test_nothing_comes_from_outside_the_repository():
    for path, text in texts():
        text = re.sub(r'https?://\S+', '', text)  # a public address may have such a folder
        assert SHARED not in text, path
        if path != Path(__file__).resolve():
            assert not [place for place in MACHINE_PATHS if place in text], path


def test_no_registry_is_named():
    for path, text in texts():
        if path != Path(__file__).resolve():
            assert not REGISTRIES.search(text), (path, REGISTRIES.search(text))


def test_registries_would_be_noticed():
    for line in ('--index-url https://x.example/simple', 'https://files.pythonhosted.org/x', 'pip --trusted-host a'):
        assert REGISTRIES.search(line)
    assert not REGISTRIES.search('sphinx==9.0.4\n# the index of the book\nindex.md')


@pytest.mark.parametrize('name', FILES)
def test_dependencies_are_pinned_exactly_and_by_digest(name):
    lines = (REPOSITORY / name).read_text(encoding='utf-8').splitlines()
    known = r'[a-z0-9._-]+==[\w.]+(?: ; .+)? \\| {4}--hash=sha256:[0-9a-f]{64}(?: \\)?| *#.*'
    assert [line for line in lines if not re.fullmatch(known, line)] == []
    assert [pin.name for pin in read_pins(REPOSITORY / name) if not pin.digests] == []
    assert len(read_pins(REPOSITORY / name)) > 20


def test_there_are_no_other_pins():
    """Else nobody would compile them anew."""
    found = {relative(path) for path in tracked() if re.search(r'requirements[\w-]*\.txt$', path.name)}
    assert found == set(FILES)


@pytest.mark.parametrize(('file', 'sources'), FILES.items(), ids=FILES.keys())
def test_a_compiled_file_begins_with_its_command(file, sources):
    """So whoever has no Make, and the update bot, run what "make pins" runs."""
    head, command = (REPOSITORY / file).read_text(encoding='utf-8').splitlines()[:2]
    assert head == '# This file was autogenerated by uv via the following command:'
    assert command == f'#    uv {" ".join([*COMMAND, *sources, f"--output-file={file}"])}'


def test_nothing_built_is_in_the_repository():
    for path in tracked():
        assert path.suffix not in ('.mo', '.pot', '.pyc', '.pdf', '.epub'), path
        assert path.relative_to(REPOSITORY).parts[0] not in ('build', '.venv')


@pytest.mark.parametrize('command', [('check',), ('format', '--check')], ids=' '.join)
def test_linter_has_nothing_to_say(command):
    result = subprocess.run(
        [sys.executable, '-m', 'ruff', *command, '--no-cache', '.'],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_linter_is_awake(tmp_path):
    path = tmp_path / 'bad.py'
    path.write_text('import os\nx = undefined\n')
    command = [sys.executable, '-m', 'ruff', 'check', '--no-cache', '--config', REPOSITORY / 'pyproject.toml', path]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 1
    assert 'F401' in result.stdout
    assert 'F821' in result.stdout
