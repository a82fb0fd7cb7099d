"""Whatever surrounds a build (language, home, umask, the name of its folder), it gives the same bytes."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import forked
import pytest
from mini_repository import EPOCH, digests, make_repository, publishing

SHORT = (('build', 'html', 'lv'), ('build', 'pdf', 'lv'), ('site',))
#: With ``--long``.
LONG = (('catalogs',), ('check',), *SHORT[:2], ('build', 'epub', 'lv'), *SHORT[2:])
PLACE = 'it\'s a "grāmata" & more; 100 % [šī] #1 $HOME'
#: What is set, and what is not; None for the latter.
ASCII = {'LC_ALL': 'C', 'LANG': 'C', 'PYTHONUTF8': '0', 'PYTHONCOERCECLOCALE': '0', 'PYTHONIOENCODING': None}
SURROUNDINGS = {
    'letters of ASCII only': ASCII,
    'no home': {'HOME': None, 'XDG_CACHE_HOME': None, 'USER': None, 'LOGNAME': None},
    'home and temporary folder that are not there': {'HOME': '/nowhere/home', 'TMPDIR': '/nowhere/tmp'},
}


def run(root, words, environment, umask=0o022, *, is_new=True):
    """Run a command, in a new Python where that matters; return its exit code and errors."""
    surroundings = {**os.environ, 'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1', **environment}
    kept = {name: value for name, value in surroundings.items() if value is not None and name != 'PYTHONPATH'}
    if not is_new:
        done = forked.run('publishing', words, root, kept)
        return done.returncode, done.stderr
    command = [sys.executable, '-m', 'publishing', *words]
    done = subprocess.run(command, cwd=root, env=kept, umask=umask, capture_output=True)
    return done.returncode, done.stderr.decode()


@pytest.fixture(scope='module')
def usual(tmp_path_factory, request):
    """A repository in which nothing was built, and what each command says and all of them leave in another one."""
    folder = tmp_path_factory.mktemp('usual')
    root = make_repository(folder / 'repository')
    shutil.copytree(root, folder / 'new', symlinks=True)
    said = {}
    for words in LONG if request.config.getoption('long') else SHORT:
        done = publishing(root, *words)
        said[words] = done.returncode, done.stderr
        assert done.returncode == 0, done.stderr
    return folder / 'new', said, made_in(root)


def made_in(root: Path) -> dict[str, dict[str, str]]:
    """Return what the commands write for people."""
    found = {name: digests(root / name) for name in ('build/site', 'locales')}
    return {
        place: {name: digest for name, digest in files.items() if '/.' not in name} for place, files in found.items()
    }


def pytest_generate_tests(metafunc):
    """Leave out what takes a new Python and is tried together with all the rest anyway."""
    if 'name' in metafunc.fixturenames:
        is_long = metafunc.config.getoption('long')
        metafunc.parametrize('name', [name for name, one in SURROUNDINGS.items() if is_long or one is not ASCII])


def test_pages_are_the_same(usual, tmp_path, name):
    new, said, made = usual
    root = Path(shutil.copytree(new, tmp_path / 'handbook', symlinks=True))
    words = ('build', 'html', 'lv')
    assert run(root, words, SURROUNDINGS[name], is_new=SURROUNDINGS[name] is ASCII) == said[words]
    pages = {file.removeprefix('lv/'): digest for file, digest in made['build/site'].items() if file.startswith('lv/')}
    assert digests(root / 'build' / 'site' / 'lv') == pages


def test_all_of_it_at_once_in_an_odd_folder(usual, tmp_path):
    new, said, made = usual
    root = Path(shutil.copytree(new, tmp_path / PLACE, symlinks=True))
    together = {name: value for one in SURROUNDINGS.values() for name, value in one.items()}
    for words, expected in said.items():
        assert run(root, words, together, umask=0o077) == expected, words
    assert made_in(root) == made
    published = [root / 'build' / 'site', *(root / 'build' / 'site').rglob('*')]
    assert {stat.S_IMODE(path.stat().st_mode) for path in published} == {0o700, 0o600}
    assert run(root, ('site',), {}) == said['site',]
    assert {stat.S_IMODE(path.stat().st_mode) for path in published} == {0o755, 0o644}
