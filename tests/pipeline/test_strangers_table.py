"""``make strangers``: what is taken of a repository, how a build goes, and what the table says of it."""

import json
import re
import subprocess
from dataclasses import replace

import pytest
from places import REPOSITORY

from publishing.commands.parser import main
from publishing.core.pinned import read_pins
from publishing.pipeline import own_environment, strangers, verapdf
from publishing.pipeline.strangers import Built, Project

CONF = """project = 'Stranger'
extensions = ['sphinx.ext.todo']
"""
DONE = Built(0, 12, 3.4, 2, 5, '', '2026-01-02')


def git(folder, *words):
    command = ['git', '-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope='module')
def stranger(tmp_path_factory):
    """A book in a repository of its own, one of whose files the repository has lost, and where it lies."""
    folder = tmp_path_factory.mktemp('repositories') / 'a+b'
    (folder / 'docs').mkdir(parents=True)
    for name, text in {'conf.py': CONF, 'index.rst': 'Book\n====\n\nWords.\n', 'lost.txt': 'large'}.items():
        (folder / 'docs' / name).write_text(text, encoding='utf-8')
    (folder / 'other.txt').write_text('not wanted', encoding='utf-8')
    (folder / 'docs' / 'link.txt').symlink_to('conf.py')
    git(folder, 'init', '--quiet')
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', '-m', 'a')
    lost = git(folder, 'rev-parse', 'HEAD:docs/lost.txt')
    (folder / '.git' / 'objects' / lost[:2] / lost[2:]).unlink()
    commit = git(folder, 'rev-parse', 'HEAD')
    settings = {'project': 'Settled', 'suppress_warnings': ['handbook.print']}
    book = Project('B', 'small', 'https://example.org/a/b', commit, 'docs', ('docs',), settings=settings)
    book = replace(book, files={'docs/more.txt': 'not asked of the web'})
    return book, str(folder.parent / '{owner}+{name}')


@pytest.fixture
def here(monkeypatch):
    """The environment of the tests for that of the books; no veraPDF."""
    monkeypatch.setattr(own_environment, 'environment', lambda *_: REPOSITORY / '.venv' / 'bin')
    monkeypatch.setattr(strangers, 'verdict', lambda pdf: '')


def test_a_book_is_taken_from_its_repository(stranger, tmp_path):
    book, mirror = stranger
    root = strangers.copy(book, strangers.repository(book, mirror, tmp_path), tmp_path / 'copy')
    found = {path.relative_to(root).as_posix() for path in root.rglob('*') if path.is_file()}
    assert found == {'docs/conf.py', 'docs/index.rst', 'docs/link.txt', 'docs/more.txt'}, (
        'none beside, none that is lost'
    )
    assert (root / 'docs' / 'link.txt').readlink().name == 'conf.py'
    assert (root / 'docs' / 'conf.py').read_text(encoding='utf-8') == CONF


def test_a_commit_that_is_not_there_is_named(stranger, tmp_path):
    book, mirror = stranger
    with pytest.raises(strangers.StrangersError, match='B: https://example.org/a/b at 0000.*; expected that commit'):
        strangers.repository(replace(book, commit='0' * 40), mirror, tmp_path)


def test_a_book_without_a_mirror_is_fetched(stranger, tmp_path):
    book, mirror = stranger
    address = mirror.format(owner='a', name='b')
    git(address, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    git(address, 'config', 'uploadpack.allowFilter', 'true')
    with pytest.raises(strangers.StrangersError):  # the lost file, which a server does not forgive
        strangers.repository(replace(book, repository=address), '', tmp_path)
    (tmp_path / 'whole').mkdir()
    git(tmp_path / 'whole', 'init', '--quiet')
    git(tmp_path / 'whole', 'commit', '--quiet', '--allow-empty', '-m', 'a')
    commit = git(tmp_path / 'whole', 'rev-parse', 'HEAD')
    whole = replace(book, name='W', repository=str(tmp_path / 'whole'), commit=commit)
    assert strangers.repository(whole, '', tmp_path) == tmp_path / 'git' / 'W'


def test_only_the_extension_is_added(stranger, here, tmp_path):
    book, mirror = stranger
    said = []
    assert strangers.measure([book], mirror, said.append, ['pdf'], tmp_path)
    [line] = said
    assert re.fullmatch(r'B: pdf \d pages, [\d.]+ s of the processor, 0 \+ 0 warnings, PDF/UA-1 passed', line)
    assert (tmp_path / 'sources' / 'B' / 'docs' / 'conf.py').read_text(encoding='utf-8') == CONF
    assert (tmp_path / 'out' / 'B' / 'pdf' / 'settled.pdf').is_file(), 'with the settings of the list'
    pages = strangers.measured(tmp_path)['B']['pdf'].pages
    assert len(list((tmp_path / 'out' / 'B' / 'pdf-pages').glob('*.png'))) == pages


@pytest.mark.parametrize(('builder', 'done'), [('pdf', False), ('simplepdf', True)])
def test_only_a_failure_of_ours_is_one(stranger, here, tmp_path, monkeypatch, builder, done):
    book, mirror = stranger
    monkeypatch.setitem(strangers.BUILDERS, builder, 'no_such_extension')
    said = []
    assert strangers.measure([book], mirror, said.append, [builder], tmp_path) is done
    assert said == [f'B: {builder} failed with 2; its messages are in {tmp_path}/out/B/{builder}.log']
    assert 'no_such_extension' in (tmp_path / 'out' / 'B' / f'{builder}.log').read_text(encoding='utf-8')


def test_warnings_are_counted_apart():
    log = (
        '/a.rst:1: WARNING: a picture … [handbook.print]\n/a.rst:2: ERROR: Unknown directive type "b". [docutils]\n'
        'WARNING: page 2 … [handbook.overflow]\nbuild succeeded, 3 warnings.\n'
    )
    assert strangers.warnings(log) == (2, 1)


def test_pages_from_the_first_to_the_last_are_drawn(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(subprocess, 'run', lambda command, **_: drawn.append(command[5]))
    strangers.draw(tmp_path / 'a.pdf', 801, tmp_path / 'pages')
    assert drawn == ['1', '161', '321', '481', '641', '801']


def test_rules_that_verapdf_names(tmp_path, monkeypatch):
    monkeypatch.setattr(verapdf, 'FOLDER', tmp_path)
    pdf = tmp_path / 'a.pdf'
    assert strangers.verdict(pdf) == '?'
    (tmp_path / 'greenfield-apps-1.jar').touch()
    verdicts = {
        f'PASS {pdf} ua1\n': '',
        f'FAIL {pdf} ua1\n  FAIL 7.21.8-1\n  FAIL 7.1-3\n  FAIL 7.1-3\n': '7.21.8-1, 7.1-3',
        f'FAIL {pdf} ua1\n': '?',
        'odd': '?',
    }
    for text, rules in verdicts.items():
        monkeypatch.setattr(subprocess, 'run', lambda *_, said=text, **__: subprocess.CompletedProcess([], 0, said, ''))
        assert strangers.verdict(pdf) == rules


def test_a_run_is_measured_and_ended_when_it_takes_too_long(tmp_path):
    def run(words, limit):
        binaries = REPOSITORY / '.venv' / 'bin'
        return own_environment.run(binaries, ['-c', words], tmp_path / 'log', tmp_path, {'NAME': 'value'}, limit)

    done = run('import os; print(os.environ["NAME"], os.getcwd()); list(range(5_000_000)); raise SystemExit(3)', 60)
    assert (tmp_path / 'log').read_text(encoding='utf-8').split() == ['value', str(tmp_path)]
    assert done.code == 3
    assert done.cpu > 0
    assert done.mb > 100
    ended = run('import time; time.sleep(60)', 0.5)
    assert ended.code < 0
    assert ended.seconds < 30


def test_the_table_says_what_was_measured():
    book = Project('B', 'small', 'https://example.org/a/b', 'abc', 'docs')
    failed = replace(DONE, code=2, pages=0, found='–', day='2026-01-03')
    both = {'B': {'pdf': DONE, 'simplepdf': failed}, 'C': {'pdf': DONE}}
    head, _rule, row, half = strangers.table([book, *(replace(book, name=name) for name in 'CD')], both).splitlines()
    assert half.endswith('| 12 | 3 | 2 + 5 | passes | not measured | – | – | – | 2026-01-02 |')
    cells = [cell.strip() for cell in row.strip('|').split('|')]
    assert len(cells) == head.count('|') - 1
    assert cells == [
        '[B](https://example.org/a/b/tree/abc/docs)',
        'small',
        *('12', '3', '2 + 5', 'passes'),
        *('not built (2)', '3', '7', '–'),
        '2026-01-02',
    ]


def test_what_was_measured_is_kept(tmp_path):
    strangers.keep({'B': {'pdf': DONE}}, tmp_path)
    assert strangers.measured(tmp_path) == {'B': {'pdf': DONE}}
    assert json.loads((tmp_path / 'measured.json').read_text(encoding='utf-8'))['B']['pdf']['pages'] == 12


def test_an_unknown_book_is_refused(capsys):
    assert main(['strangers', 'No such book']) == 1
    said = capsys.readouterr().err
    assert '"No such book" is no book of strangers.toml; expected one of OnionShare, ' in said


def test_the_list_has_every_kind_at_one_commit_each():
    listed = strangers.projects()
    assert len(listed) >= 8
    assert all(re.fullmatch('[0-9a-f]{40}', book.commit) for book in listed)
    assert all(re.fullmatch(r'https://github\.com/[\w.-]+/[\w.-]+', book.repository) for book in listed)
    kinds = ' '.join(book.kind for book in listed)
    for kind in ('MyST', 'autodoc', 'sphinx-design', 'notebooks', 'Chinese', 'right to left', 'very long', 'furo'):
        assert kind in kinds
    assert 'pydata-sphinx-theme' in kinds


def test_the_document_names_every_book():
    text = (REPOSITORY / 'docs' / 'strangers.md').read_text(encoding='utf-8')
    assert len(strangers.TABLE.findall(text)) == 1
    for book in strangers.projects():
        assert f'[{book.name}]({book.repository}/tree/{book.commit}/{book.source})' in text


def test_pins_are_ours_and_more():
    def pins(path):
        return {pin.name: pin.version for pin in read_pins(path) if not pin.marker}

    ours, theirs = pins(REPOSITORY / 'requirements.txt'), pins(strangers.REQUIREMENTS)
    assert {name: theirs[name] for name in ours.keys() & theirs.keys()} == {
        name: ours[name] for name in ours.keys() & theirs.keys()
    }
    assert {'sphinx', 'weasyprint', 'ziamath'} <= ours.keys() & theirs.keys()
    assert {'sphinx-simplepdf', 'furo', 'myst-nb', 'pydata-sphinx-theme'} <= theirs.keys() - ours.keys()
