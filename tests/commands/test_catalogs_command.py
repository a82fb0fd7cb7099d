"""``catalogs`` after a page was renamed: what check, status and impact say of waivers and reviews, and what waits."""

from pathlib import Path

import polib
import pytest
from mini_repository import make_repository, publishing, replace
from under_git import begin, commit, run

from publishing.translation.catalogs.form import format_catalog

QUAYS = 'The harbour has three quays, as {numref}`fig-passengers` does not show.'
LV = 'Ostai ir 5 piestātnes, ko {numref}`fig-passengers` nerāda.'
WAIVER = 'handbook: allow number – the port counts two more'


def change(root: Path, page: str, text: str, **values) -> None:
    path = root / 'locales' / 'lv' / 'LC_MESSAGES' / f'{page}.po'
    file = polib.pofile(str(path), wrapwidth=0)
    for name, value in values.items():
        setattr(file.find(text), name, value)
    path.write_text(format_catalog(file), encoding='utf-8')


def rename(root: Path) -> None:
    """Let the author rename a page."""
    run(root, 'git', 'mv', 'handbook/harbour.md', 'handbook/port.md')
    replace(root / 'handbook' / 'index.md', 'harbour\n```', 'port\n```')


def row(root: Path, page: str) -> list[str]:
    """Return the cells of ``page`` in the Latvian status."""
    lines = publishing(root, 'status').stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if '(lv)' in line)
    return next((line.split() for line in lines[start:] if line.startswith(f'{page} ')), [])


@pytest.fixture(scope='module')
def committed(tmp_path_factory) -> Path:
    """Return a small handbook under git with a waiver and a reviewed page."""
    root = begin(make_repository(tmp_path_factory.mktemp('renamed') / 'handbook'))
    assert publishing(root, 'catalogs').returncode == 0
    change(root, 'harbour', QUAYS, msgstr=LV, tcomment=WAIVER)
    result = publishing(root, 'review', 'lv', 'harbour', '--state', 'reviewed', '--by', 'Anna Liepa')
    assert result.returncode == 0, result.stderr
    commit(root, 'Start')
    return root


@pytest.fixture
def root(committed, tmp_path) -> Path:
    run(tmp_path, 'cp', '-r', str(committed), str(tmp_path / 'handbook'))
    return tmp_path / 'handbook'


def test_renamed_page_keeps_waiver_and_reviews(root):
    before = row(root, 'harbour')[1:]
    assert before[2] != '0', 'reviewed'
    assert 'handbook.number' not in publishing(root, 'check', 'lv').stderr
    rename(root)
    assert row(root, 'port')[1:] == before, 'also before the catalogs are touched'
    result = publishing(root, 'catalogs')
    assert result.returncode == 0
    assert 'lv: 2 catalogs' not in result.stdout
    assert '  wrote locales/lv/reviews/port.csv' in result.stdout
    assert '  removed locales/lv/reviews/harbour.csv' in result.stdout
    assert 'left behind' not in result.stdout
    checked = publishing(root, 'check', 'lv')
    assert (checked.returncode, 'handbook.number' in checked.stderr, 'reviews' in checked.stderr) == (0, False, False)
    assert row(root, 'port')[1:] == before
    impact = publishing(root, 'impact', '--base', 'HEAD').stdout
    assert 'to be reviewed again' not in impact and 'cannot come along' not in impact


def test_what_cannot_come_along_is_said_and_counted(root):
    now = QUAYS.replace('three', '4')
    rename(root)
    replace(root / 'handbook' / 'port.md', 'three quays', '4 quays')
    counted = publishing(root, 'impact', '--base', 'HEAD').stdout
    result = publishing(root, 'catalogs')
    assert f'  left behind: port: “{now[:40]}' in result.stdout
    assert f'the comment "{WAIVER}" stays with the former text; write it again if it still holds' in result.stdout
    assert 'left behind' not in publishing(root, 'catalogs').stdout, 'said once'
    for said in (counted, publishing(root, 'impact', '--base', 'HEAD').stdout):
        assert '1 text has to be reviewed again.' in said
        assert '1 comment or translation cannot come along' in said
    assert 'lv: 1 message (' in said and 'not confirmed, not committed yet: port (1)' in said


def test_page_taken_out_is_named_until_it_is_back(root):
    run(root, 'git', 'rm', '-q', 'handbook/harbour.md')
    replace(root / 'handbook' / 'index.md', 'harbour\n```', '```')
    replace(root / 'handbook' / 'ferry.md', ', and see {ref}`harbour`', '')
    assert publishing(root, 'catalogs').returncode == 0
    checked = publishing(root, 'check', 'lv')
    assert 'locales/lv/reviews/harbour.csv: warning: 2 decisions on the page "harbour", which is gone' in checked.stderr
    assert checked.returncode == 0, checked.stderr
    run(root, 'git', 'checkout', '-q', 'HEAD', '--', 'handbook')
    assert publishing(root, 'catalogs').returncode == 0
    assert 'reviews' not in publishing(root, 'check', 'lv').stderr
    changed = run(root, 'git', 'diff', '-U0', 'HEAD', '--', 'locales/lv').splitlines()
    lines = [line for line in changed if line[0] in '+-' and not line.startswith(('+++', '---'))]
    assert [line for line in lines if '-Date:' not in line] == [], 'nothing of it is lost'


def test_fuzzy_is_warned_of(root):
    path = root / 'locales' / 'lv' / 'LC_MESSAGES' / 'ferry.po'
    text = path.read_text(encoding='utf-8')
    path.write_text(
        text.replace('#: ../../handbook/ferry.md\nmsgid', '#: ../../handbook/ferry.md\n#, fuzzy\nmsgid'),
        encoding='utf-8',
    )
    run(root, 'git', 'commit', '-qam', 'Import')
    checked = publishing(root, 'check', 'lv')
    assert checked.returncode == 0, 'a warning stops nothing'
    [line] = [line for line in checked.stderr.splitlines() if line.endswith('[handbook.fuzzy]')]
    assert line.startswith('locales/lv/LC_MESSAGES: warning: ')
    assert 'not confirmed since commit' in line and '“Import”' in line and 'ferry (' in line
    assert 'Readers see English in place of ' in line
    assert '[handbook.fuzzy]' not in publishing(root, 'check', 'lt').stderr
