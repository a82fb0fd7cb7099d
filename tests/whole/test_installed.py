"""What pip installs: the package with its files, in an environment that knows nothing of the repository."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from importlib import metadata
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import REPOSITORY
from tagged import judged

from publishing.core.pinned import read_pins

ABOUT = tomllib.loads((REPOSITORY / 'pyproject.toml').read_text(encoding='utf-8'))['project']
LIBRARIES = Path(sysconfig.get_path('purelib'))
DATA = PurePosixPath('publishing', '_data')
#: Fonts are three quarters of it; what makes it larger than this came in by mistake.
MEGABYTES = 3
#: A project for all wings at once; the page has a box, a chart, a formula and a worksheet.
WINGS = ('core', 'text', 'figures', 'translation', 'web', 'epub', 'pdf', 'worksheets')
PAGE = """(harbour)=
# Harbour

:::{margin}
Depths are those of spring.
:::

:::{chart} /ships.csv
:kind: bar
:title: Ships
:x-label: ships
:alt: North has most ships.
:::

$$d = \\sqrt{x}$$

:::{table} Berths
:class: worksheet

| Berth | Ship |
|-------|------|
| North |      |
:::
"""
DATA_OF_CHART = '# Source: Harbour office, 2025\nBerth,Ships\nNorth,5\nSouth,3\n'
CATALOG = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Language: lv\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\n"

msgid "See [the quay](https://example.org)."
msgstr "Skatiet [piestātni](https://example.org)."
"""
SETTINGS = """
author_rules = ['alt-text']
bibtex_bibfiles = []
epub_theme = 'handbook_epub'
html_theme = 'handbook'
myst_enable_extensions = ['colon_fence', 'dollarmath']
worksheets = True
"""
#: Runs in the environment: builds a project and writes down the files of the modules that were loaded.
BUILD = """import pathlib, sys
from sphinx.cmd.build import main
code = main(sys.argv[2:])
files = [file for module in sys.modules.values() if (file := getattr(module, '__file__', None))]
pathlib.Path(sys.argv[1]).write_text('\\n'.join(files), encoding='utf-8')
sys.exit(code)
"""


def run(command, folder, code=0, **environment):
    """Run a command, which ends with ``code``, where only the environment it belongs to is on Python's path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(('PYTHON', 'COV', 'PYTEST'))}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=kept | environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope='module')
def wheel(tmp_path_factory):
    """What ``pip install .`` makes of the repository before it installs it."""
    folder = tmp_path_factory.mktemp('wheel')
    run(
        [sys.executable, '-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps']
        + ['--no-build-isolation', '--wheel-dir', folder, REPOSITORY],
        folder,
    )
    (path,) = folder.glob('*.whl')
    return path


@pytest.fixture(scope='module')
def python(wheel, tmp_path_factory):
    """The interpreter of an empty environment with the package; the libraries it needs are those of this one."""
    folder = tmp_path_factory.mktemp('installed') / 'venv'
    run([sys.executable, '-m', 'venv', '--without-pip', folder], folder.parent)
    found = folder / 'bin' / 'python'
    run(
        [sys.executable, '-m', 'pip', '--python', found, 'install', '--quiet', '--disable-pip-version-check']
        + ['--no-deps', '--no-index', wheel],
        folder.parent,
    )
    (packages,) = folder.glob('lib/python*/site-packages')
    (packages / 'libraries.pth').write_text(f'{LIBRARIES}\n', encoding='utf-8')
    return found


@pytest.fixture
def project(python, tmp_path):
    """Return ``project(*extensions, settings='')``: a fresh project of sphinx-quickstart with these in its conf.py."""

    def make(*extensions, settings=''):
        folder = tmp_path / 'project'
        run(
            [python, '-m', 'sphinx.cmd.quickstart', '--quiet', '--no-sep', '--project', 'Harbour Guide', '--author']
            + ['Somebody Else', '-v', '1', '--language', 'en', '--extensions', ','.join(extensions), folder],
            tmp_path,
        )
        with (folder / 'conf.py').open('a', encoding='utf-8') as conf:
            conf.write(settings)
        return folder

    return make


@pytest.fixture
def build(python, tmp_path):
    """Return ``build(folder, builder)``: build a project without a warning; the files that Python loaded for it."""

    def build(folder, builder):
        loaded = tmp_path / 'loaded.txt'
        done = run(
            [python, '-c', BUILD, loaded, '-q', '-W', '-b', builder, folder, tmp_path / builder],
            tmp_path,
            XDG_CACHE_HOME=str(python.parents[2] / 'cache'),
        )
        assert (done.stdout, done.stderr) == ('', '')
        files = [Path(line) for line in loaded.read_text(encoding='utf-8').splitlines()]
        ours = [path for path in files if 'publishing' in path.parts]
        assert ours
        assert [path for path in ours if not path.is_relative_to(python.parents[1])] == []
        return files

    return build


def names(wheel):
    with ZipFile(wheel) as archive:
        return {PurePosixPath(name) for name in archive.namelist()}


def tracked(*folders):
    """Return the files of these folders of the repository."""
    command = ['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z', *folders]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split('\0')
    return {PurePosixPath(name) for name in listed if name and (REPOSITORY / name).is_file()}


def named_requirements():
    """Return what the package says it needs: always, and for the commands of the handbook."""
    always = [Requirement(line) for line in ABOUT['dependencies']]
    return always, [Requirement(line) for line in ABOUT['optional-dependencies']['handbook']]


# The wheel


def test_the_wheel_has_all_modules_and_the_whole_theme(wheel):
    expected = tracked('publishing') | {DATA / path for path in tracked('theme') if path.suffix != '.py'}
    found = {path for path in names(wheel) if not path.is_relative_to(DATA / 'locales')}
    assert {path for path in found if not path.parts[0].endswith('.dist-info')} == expected
    assert DATA / 'theme' / 'fonts' / 'SourceSans3-Regular.ttf' in expected


def test_it_has_the_languages_without_the_texts_of_the_handbook(wheel):
    found = {path.relative_to(DATA) for path in names(wheel) if path.is_relative_to(DATA / 'locales')}
    assert PurePosixPath('locales/languages.toml') in found
    assert found <= tracked('locales')
    assert [path for path in found if path.suffix in ('.po', '.mo', '.md') or path.name == 'termbase.csv'] == []


def test_it_is_no_larger_than_the_fonts_make_it(wheel):
    assert wheel.stat().st_size < MEGABYTES * 1_000_000


def test_it_says_whose_it_is_and_what_it_needs(wheel):
    with ZipFile(wheel) as archive:
        (place,) = [name for name in archive.namelist() if name.endswith('.dist-info/METADATA')]
        about = archive.read(place).decode('utf-8')
    release = re.search(r"^release = '(.+)'", (REPOSITORY / 'conf.py').read_text(encoding='utf-8'), re.MULTILINE)[1]
    assert f'\nVersion: {release}\n' in about
    assert '\nLicense-Expression: EUPL-1.2 AND OFL-1.1 AND Zlib\n' in about
    for name in ('LICENSE', 'theme/fonts/LICENSE-SourceSans3.md', 'theme/icc/LICENSE-FOGRA39L_coated.md'):
        assert f'\nLicense-File: {name}\n' in about


def test_what_is_pinned_is_what_it_may_be():
    pins = read_pins(REPOSITORY / 'requirements.txt')
    for needed in sum(named_requirements(), []):
        found = [pin.version for pin in pins if pin.name == canonicalize_name(needed.name)]
        assert found, f'{needed.name} is not in requirements.txt; run make pins'
        assert all(needed.specifier.contains(one) for one in found), (str(needed), found)


# Installed


def test_a_fresh_project_becomes_a_pdf_that_verapdf_passes(project, build, tmp_path):
    build(project('myst_parser', 'publishing.pdf'), 'pdf')
    (path,) = [path for path in (tmp_path / 'pdf').glob('*.pdf') if not path.stem.endswith('-print')]
    assert path.name == 'harbour-guide.pdf'
    assert judged('ua1', path) == {path: []}


@pytest.mark.parametrize('name', ['epub', 'worksheets', 'figures.charts', 'text.components'])
def test_an_extension_works_alone(project, build, name):
    build(project('myst_parser', f'publishing.{name}'), 'html')


def test_a_translation_is_read_by_the_settings_of_its_project(project, build, tmp_path):
    settings = "language = 'lv'\nlocale_dirs = ['locale']\n"
    folder = project('myst_parser', 'publishing.translation', settings=settings)
    (folder / 'index.rst').unlink()
    (folder / 'index.md').write_text('# Harbour\n\nSee [the quay](https://example.org).\n', encoding='utf-8')
    catalog = folder / 'locale' / 'lv' / 'LC_MESSAGES' / 'index.po'
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG, encoding='utf-8')
    build(folder, 'html')
    assert 'Skatiet <a class="reference external" href="https://example.org">' in (
        tmp_path / 'html' / 'index.html'
    ).read_text(encoding='utf-8')


def test_a_command_for_the_handbook_says_that_it_is_not_here(python, tmp_path):
    done = run([python, '-m', 'publishing', 'status'], tmp_path, 2)
    assert done.stderr.startswith('This command works on the handbook, which is not here; expected')


def test_commands_for_any_project_work(python, tmp_path):
    (tmp_path / 'index.po').write_text(CATALOG, encoding='utf-8')
    done = run([python, '-m', 'publishing', 'check', '--catalogs', tmp_path, '--language', 'lv'], tmp_path)
    assert done.stderr == 'check: judged as Markdown (MyST)\ncheck: 1 translated messages; nothing to mend\n'


@pytest.fixture
def whole(project):
    """A project with all wings."""
    folder = project('myst_parser', *(f'publishing.{name}' for name in WINGS), settings=SETTINGS)
    (folder / 'index.rst').unlink()
    (folder / 'index.md').write_text(PAGE, encoding='utf-8')
    (folder / 'ships.csv').write_text(DATA_OF_CHART, encoding='utf-8')
    return folder


@pytest.mark.parametrize('builder', ['html', 'epub', 'pdf'])
def test_all_wings_work_with_what_pip_installs_for_them(whole, build, tmp_path, builder):
    loaded = {
        path.relative_to(LIBRARIES).as_posix() for path in build(whole, builder) if path.is_relative_to(LIBRARIES)
    }
    assert {'matplotlib/__init__.py', 'docx/__init__.py', 'sphinxcontrib/bibtex/__init__.py'} <= loaded
    assert sorted(loaded - files_of(needed())) == []
    assert list((tmp_path / builder).rglob({'html': 'handbook.css', 'epub': '*.epub', 'pdf': '*.docx'}[builder]))


def files_of(names):
    """Return the installed files of these distributions, as their records name them."""
    records = [metadata.distribution(name).read_text('RECORD').splitlines() for name in names]
    return {line.partition(',')[0] for record in records for line in record}


def needed():
    """Return the names of all distributions that pip installs with the package."""
    found, open_ones = set(), [(one, '') for one in named_requirements()[0]]
    while open_ones:
        one, of_extra = open_ones.pop()
        if one.marker and not one.marker.evaluate({'extra': of_extra}):
            continue
        for extra in one.extras or {''}:
            key = canonicalize_name(one.name), extra
            if key not in found:
                found.add(key)
                open_ones += [(Requirement(line), extra) for line in metadata.requires(one.name) or ()]
    return {name for name, _extra in found}
