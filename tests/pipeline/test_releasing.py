"""A release is made whole, or not at all with the list of what is missing."""

import argparse
import datetime

import pytest
import under_git

from publishing.commands import release as command
from publishing.pipeline import releasing
from publishing.pipeline.releasing import Release

CHANGES = '# Changes\n\n## Unreleased\n\n**Readers**\n\n- A chapter on rail.\n\n## 0.1, 1 May 2026\n\n- The first.\n'
DAY = datetime.date(2026, 11, 9)


@pytest.fixture
def root(tmp_path):
    (tmp_path / 'conf.py').write_text("author = 'x'\nrelease = '0.1'\nversion = release\n", encoding='utf-8')
    (tmp_path / 'CHANGELOG.md').write_text(CHANGES, encoding='utf-8')
    under_git.begin(tmp_path)
    under_git.commit(tmp_path, 'A handbook')
    return tmp_path


def said(root, number='0.2'):
    return [str(one).partition(': ')[2] for one in releasing.faults(Release(number, DAY, root))]


def test_nothing_is_missing(root):
    assert said(root) == []


@pytest.mark.parametrize(
    ('number', 'says'),
    [
        ('0.1', 'the number is 0.1 now; expected 0.1 to be higher'),
        ('0.0.9', 'expected 0.0.9 to be higher'),
        ('two', '"two" is no number of a release'),
        ('0.2; rm -rf /', 'is no number of a release'),
        ('', '"" is no number of a release'),
    ],
)
def test_number_that_cannot_be_the_next(root, number, says):
    (one,) = said(root, number)
    assert says in one


def test_all_that_is_missing_is_listed(root):
    (root / 'CHANGELOG.md').write_text(CHANGES.replace('- A chapter on rail.\n', ''), encoding='utf-8')
    under_git.run(root, 'git', 'tag', 'v0.2')
    under_git.run(root, 'git', 'switch', '--quiet', '--detach')
    assert [one.split(';')[0] for one in said(root)] == [
        'there is nothing below "Unreleased"',
        'git stands on no branch',
        'git has 1 change in no commit, such as "M CHANGELOG.md"',
        'git has the tag v0.2 already',
    ]


@pytest.fixture
def called(root, monkeypatch):
    """Return a function that runs the command; its first argument is what the check and the preflight end with."""
    site = root / '.git' / 'site'  # where git does not look
    (site / 'downloads').mkdir(parents=True)
    (site / 'downloads' / 'manifest.json').write_text('{}', encoding='utf-8')
    monkeypatch.setattr(command, 'ROOT', root)
    monkeypatch.setattr(command, 'SITE', site)

    def run(ends=(0, 0), number='0.2', dry_run=False):
        monkeypatch.setattr(command.check, 'run', lambda options: ends[0])
        monkeypatch.setattr(command.preflight, 'run', lambda options: ends[1])
        return command.run(argparse.Namespace(number=number, dry_run=dry_run))

    return run


def test_release_is_numbered_committed_and_tagged(root, called):
    assert called(number='v0.2') == 0
    assert "\nrelease = '0.2'\n" in (root / 'conf.py').read_text(encoding='utf-8')
    today = datetime.datetime.now(datetime.UTC)
    changes = (root / 'CHANGELOG.md').read_text(encoding='utf-8')
    assert f'## Unreleased\n\n## 0.2, {today.day} {today:%B %Y}\n\n**Readers**\n\n- A chapter on rail.\n' in changes
    assert releasing.git(root, 'status', '--porcelain') == ''
    assert releasing.git(root, 'log', '-1', '--format=%s %D').startswith('Release 0.2 HEAD -> ')
    assert releasing.git(root, 'tag', '--list') == 'v0.2'
    assert called() == 1  # the same number is none any more


@pytest.mark.parametrize(('ends', 'count'), [((1, 0), 1), ((0, 1), 1), ((1, 1), 2)])
def test_nothing_is_written_where_something_is_missing(root, called, capsys, ends, count):
    assert called(ends) == 1
    assert f'release: not made; {count} to mend' in capsys.readouterr().err
    assert "release = '0.1'" in (root / 'conf.py').read_text(encoding='utf-8')
    assert releasing.git(root, 'tag', '--list') == ''


def test_dry_run_only_looks(root, called, capsys):
    assert called(dry_run=True) == 0
    assert 'It would write 0.2 into ' in capsys.readouterr().out
    assert releasing.git(root, 'tag', '--list') == '' and releasing.git(root, 'status', '--porcelain') == ''
