"""Whose work is in what we publish and build with: the record names all of it, truly, and all of it goes with ours."""

import hashlib
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import PurePosixPath

import pytest
from doc_tables import check_table
from license_expression import get_spdx_licensing
from places import REPOSITORY

from publishing.core.pinned import read_pins
from publishing.web.bill import licence_of
from publishing.web.search import SCRIPTS

RECORD = tomllib.loads((REPOSITORY / 'third-party.toml').read_text(encoding='utf-8'))
#: Each file of pins, and the part of the record that has its packages.
FILES = {'requirements.txt': 'packages', 'requirements-dev.txt': 'test-packages'}
PACKAGES = RECORD['packages'] | RECORD['test-packages']
#: What is no text is somebody's work; in these folders it is the authors', or pictures of it that tests compare with.
OURS = ('handbook/', 'tests/', 'docs/pictures/own/')
TEXTS = {
    '',
    '.bib',
    '.css',
    '.csv',
    '.html',
    '.in',
    '.js',
    '.json',
    '.md',
    '.po',
    '.py',
    '.svg',
    '.toml',
    '.txt',
    '.yml',
}


def named(kind):
    """Return the names of the pins of a file."""
    return {pin.name for pin in read_pins(REPOSITORY / kind)}


def goes_with_ours(expression, allowed):
    """Return whether a licence does: one side of "OR", both of "AND", and a single one that is allowed."""
    parsed = get_spdx_licensing().parse(expression)

    def holds(part):
        kind = type(part).__name__
        if kind in ('AND', 'OR'):
            return (all if kind == 'AND' else any)(map(holds, part.args))
        return str(part) in allowed

    return holds(parsed)


def declared(about):
    """Return what a package says of its licence: an expression, one line, or the names of its classifiers."""
    line = (about.get('License') or '').strip()
    if about.get('License-Expression') or (line and '\n' not in line and len(line) < 60):
        return about.get('License-Expression') or line
    classifiers = about.get_all('Classifier') or []
    return '; '.join(one.rpartition(' :: ')[2] for one in classifiers if one.startswith('License'))


@pytest.mark.parametrize(
    ('expression', 'holds'),
    [
        ('MIT', True),
        ('GPL-3.0-or-later', False),
        ('MIT AND GPL-3.0-or-later', False),
        ('MIT OR GPL-3.0-or-later', True),
        ('MIT AND (GPL-2.0-only OR MPL-1.1)', True),
        ('LicenseRef-Mine', False),
    ],
)
def test_licences_are_judged(expression, holds):
    assert goes_with_ours(expression, {'MIT', 'MPL-1.1'}) is holds


@pytest.mark.parametrize('file', FILES)
def test_every_package_is_named_and_no_other(file):
    expected = named(file) - (named('requirements.txt') if file != 'requirements.txt' else set())
    missing, gone = expected - RECORD[FILES[file]].keys(), RECORD[FILES[file]].keys() - expected
    assert (missing, gone) == (set(), set()), f'third-party.toml, [{FILES[file]}]: one line for each package of {file}'


@pytest.mark.parametrize('name', PACKAGES)
def test_a_package_says_of_itself_what_the_record_has(name):
    entry = PACKAGES[name]
    says = entry if isinstance(entry, str) else entry['says']
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        markers = [pin.marker for file in FILES for pin in read_pins(REPOSITORY / file) if pin.name == name]
        assert markers and all(markers), f'{name} is not installed'
        return  # not for this system
    assert declared(about) == says, f'{name}: read its licence and write it into third-party.toml'


@pytest.mark.parametrize('name', PACKAGES)
def test_the_licence_of_a_package_goes_with_ours(name):
    is_good = goes_with_ours(licence_of(PACKAGES[name]), RECORD['allowed'])
    assert is_good or name in RECORD['exceptions']
    assert not (is_good and name in RECORD['exceptions']), f'{name} needs no exception'


def test_exceptions_are_for_tests_only_and_say_why():
    assert RECORD['exceptions'].keys() <= RECORD['test-packages'].keys()
    assert all(re.match(r'[\w.-]+(?: in part)?: \w.{20,}', reason) for reason in RECORD['exceptions'].values())


# What stands in the repository


@pytest.mark.parametrize('work', RECORD['works'], ids=lambda work: work['name'])
def test_a_work_is_what_the_record_says(work):
    for file, digest in work['files'].items():
        content = (REPOSITORY / file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest, f'{file} is another file than third-party.toml names'
    assert (REPOSITORY / work['text']).is_file()
    assert work['licence'] in RECORD['allowed']


def test_every_file_that_is_no_text_is_named():
    command = ['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z']
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split('\0')
    known = {file for work in RECORD['works'] for file in work['files']}
    others = {name for name in listed if name and not name.startswith(OURS) and (REPOSITORY / name).is_file()}
    found = {name for name in others if not name.startswith('.') and PurePosixPath(name).suffix not in TEXTS}
    assert found == known & found, f'third-party.toml does not name {sorted(found - known)}'
    assert known == found


# What readers get


def test_every_file_of_the_web_pages_is_ours_or_named(build_once):
    out = build_once('theme', language='en')
    ours = {'_static/handbook.css', '_static/language_menu.js', *(f'_static/{name}' for name in SCRIPTS)}
    ours |= {path.relative_to(out).as_posix() for path in (out / '_static').glob('search-*.js')}
    ours |= {path.relative_to(out).as_posix() for path in (out / '_static' / 'fonts').rglob('*.woff2')}
    pieces = {file for piece in RECORD['pieces'] for file in piece['files']}
    found = {path.relative_to(out).as_posix() for path in (out / '_static').rglob('*') if path.is_file()}
    assert found - ours == pieces
    assert {'_static/doctools.js', '_static/language_data.js'} <= pieces


def test_pieces_are_of_packages_that_the_build_has():
    assert {piece['package'] for piece in RECORD['pieces']} <= named('requirements.txt')
    assert {piece['licence'] for piece in RECORD['pieces']} <= set(RECORD['allowed'])


# The document


def test_the_document_has_all_of_it(request):
    path = REPOSITORY / 'THIRD-PARTY.md'
    works = [
        f'| {work["name"]} {work["version"]} | {work["by"]} | [{work["licence"]}]({work["text"]}) | {work["reaches"]} |'
        for work in RECORD['works']
    ]
    pieces = [f'| {one["package"]} | {one["what"]} | {one["licence"]} | {one["reaches"]} |' for one in RECORD['pieces']]
    lines = ['| Work | By | Licence | Reaches |', '|---|---|---|---|', *works]
    check_table(path, 'works', '\n'.join(lines), request)
    lines = ['| Package | Piece | Licence | Reaches |', '|---|---|---|---|', *pieces]
    check_table(path, 'pieces', '\n'.join(lines), request)
    for kind in FILES.values():
        rows = [f'| {name} | {licence_of(entry)} |' for name, entry in RECORD[kind].items()]
        check_table(path, kind, '\n'.join(['| Package | Licence |', '|---|---|', *rows]), request)
