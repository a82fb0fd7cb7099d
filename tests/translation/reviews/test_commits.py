"""A commit that refreshes catalogs and translates is named; each alone, and what make catalogs fills in, is not."""

import subprocess
import tarfile
from pathlib import Path

import polib
import pytest

from publishing.core.findings import FindingsError, Severity
from publishing.core.project import ROOT
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.past_texts import git
from publishing.translation.reviews import commits
from publishing.translation.reviews.commits import check_commits

FERRY, BUS, PORT = 'A ferry sails every day.', 'A bus goes twice a day.', 'The port is open.'


def pots(**pages):
    result = {}
    for page, texts in pages.items():
        result[page] = polib.POFile()
        places = [(f'../../handbook/{page}.md', '1')]
        result[page].extend(polib.POEntry(msgid=text, occurrences=places) for text in texts)
    return result


class Repository:
    """A repository with catalogs, and commits as people make them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git('init', '-q', '-b', 'main')
        for name, value in (('user.name', 'Test'), ('user.email', 'test@example.org'), ('commit.gpgsign', 'false')):
            self.git('config', name, value)

    def git(self, *arguments):
        return subprocess.run(['git', *arguments], cwd=self.root, check=True, capture_output=True, text=True).stdout

    def commit(self, subject):
        self.git('add', '-A')
        self.git('commit', '-qm', subject, '--allow-empty')

    def refresh(self, **pages):
        for language in ('lv', 'lt'):
            update.update(Translation(language, self.root / 'locales'), pots(**pages))

    def translate(self, page='a', language='lv', **translations):
        path = Translation(language, self.root / 'locales').path(page)
        catalog = polib.pofile(str(path))
        for text, translation in translations.items():
            entry = catalog.find(text)
            entry.msgstr = translation
            entry.flags = [flag for flag in entry.flags if flag != 'fuzzy']
        path.write_text(update.format_catalog(catalog))

    def found(self, span=''):
        return check_commits(span, self.root)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a repository with a translated page."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    found = Repository(tmp_path)
    found.commit('Start')
    found.refresh(a=[FERRY, PORT])
    found.commit('Catalogs')
    found.translate(**{FERRY: 'Prāmis kursē katru dienu.', PORT: 'Osta ir atvērta.'})
    found.commit('Latvian')
    return found


def test_each_alone_is_right(repository):
    assert repository.found('HEAD~2..HEAD') == []
    assert repository.found() == []


def test_works_where_archives_have_no_filters_yet(repository, monkeypatch):
    """As in Python 3.11.2, which Debian 12 has."""
    unpack = tarfile.TarFile.extractall
    monkeypatch.delattr(tarfile, 'data_filter', raising=False)
    monkeypatch.setattr(tarfile.TarFile, 'extractall', lambda archive, path: unpack(archive, path))
    repository.refresh(ferry=[FERRY])
    repository.commit('Refresh')
    assert check_commits('HEAD~1..HEAD', repository.root) == []


def test_both_in_one_commit_are_named_with_the_remedy(repository):
    repository.refresh(a=[FERRY, PORT, BUS])
    repository.translate(**{BUS: 'Autobuss kursē divreiz dienā.'})
    repository.commit('Buses')
    (finding,) = repository.found()
    assert str(finding.path) == 'locales/lv/LC_MESSAGES/a.po'
    assert finding.line
    assert (finding.code.value, finding.severity) == ('commit', Severity.ERROR)
    for words in ('“Buses” refreshes 2 catalogs', 'translates 1 message', BUS, 'git reset', 'make catalogs'):
        assert words in finding.text


def test_the_remedy_works(repository, monkeypatch):
    repository.refresh(a=[FERRY, PORT, BUS])
    repository.translate(**{BUS: 'Autobuss kursē divreiz dienā.'})
    repository.commit('Buses')
    remedy = repository.found()[0].text
    for command in ('git reset HEAD^', 'git stash push locales'):
        assert f'"{command}"' in remedy
        repository.git(*command.split()[1:])
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    repository.refresh(a=[FERRY, PORT, BUS])
    repository.commit('Refresh')
    command = 'git checkout stash@{0} -- locales'
    assert f'"{command}"' in remedy
    repository.git(*command.split()[1:])
    repository.commit('Translation')
    assert repository.found('HEAD~2..HEAD') == []
    path = Translation('lv', repository.root / 'locales').path('a')
    assert polib.pofile(str(path)).find(BUS).msgstr == 'Autobuss kursē divreiz dienā.'


def test_refresh_of_one_language_and_translation_of_another_too(repository):
    repository.refresh(a=[FERRY, PORT, BUS])
    repository.translate(language='lt', **{FERRY: 'Keltas plaukia kasdien.'})
    repository.commit('Mixed')
    assert len(repository.found()) == 1


@pytest.mark.parametrize(
    'pages',
    [
        {'a': [FERRY, PORT], 'b': [PORT]},  # the same text elsewhere
        {'a': [FERRY], 'b': [PORT]},  # moved
        {'renamed': [FERRY, PORT]},
        {'a': ['A ferry sails every single day.', PORT]},  # a proposal
        {'a': [PORT]},  # removed
    ],
)
def test_what_make_catalogs_fills_in_is_no_translation(repository, pages):
    repository.refresh(**pages)
    repository.commit('Refresh')
    assert repository.found() == []


def test_confirmed_proposal_may_go_with_its_refresh(repository):
    """A correction that is carried over."""
    repository.refresh(a=['A ferry, sails every day.', PORT])
    repository.translate(**{'A ferry, sails every day.': 'Prāmis kursē katru dienu.'})
    repository.commit('A comma')
    assert repository.found() == []


def mix(repository, text):
    """Commit a refresh and a translation together; return the commit."""
    repository.refresh(a=[FERRY, PORT, text])
    repository.translate(**{text: f'{text} lv'})
    repository.commit(text)
    return repository.git('rev-parse', 'HEAD').strip()


def subjects(findings):
    return [finding.text.partition('“')[2].partition('”')[0] for finding in findings]


def test_commits_before_the_rule_are_left_alone(repository, monkeypatch):
    """Wherever the file with the rule stands, and whatever was merged before."""
    repository.git('checkout', '-qb', 'aside')
    mix(repository, 'Aside.')
    repository.git('checkout', '-q', 'main')
    mix(repository, 'Before.')
    repository.git('merge', '-q', '-s', 'ours', 'aside')
    repository.commit('The rule')
    monkeypatch.setattr(commits, 'SINCE', repository.git('rev-parse', 'HEAD').strip())
    assert repository.found() == []
    mix(repository, 'After.')
    assert subjects(repository.found()) == ['After.']
    assert subjects(repository.found('HEAD')) == ['After.']
    monkeypatch.undo()
    assert subjects(repository.found('HEAD')) == ['Aside.', 'Before.', 'After.']


def test_shallow_clone_judges_what_it_has(repository, tmp_path_factory, monkeypatch):
    """The commit of the rule may be cut off; the oldest commit there is has nothing to be compared with."""
    monkeypatch.setattr(commits, 'SINCE', repository.git('rev-parse', 'HEAD').strip())
    mix(repository, 'One.')
    mix(repository, 'Two.')
    for depth, expected in ((1, []), (2, ['Two.']), (4, ['One.', 'Two.'])):
        clone = tmp_path_factory.mktemp('shallow') / 'clone'
        repository.git('clone', '-q', '--depth', str(depth), repository.root.as_uri(), str(clone))
        assert subjects(check_commits('HEAD', clone)) == expected


@pytest.mark.parametrize('commit', ['1260fabb', '03977810'])
def test_first_commits_of_this_handbook_are_not_judged(commit):
    """The second stood on a branch beside the rule's."""
    if not git('rev-parse', '--verify', '-q', f'{commit}^', root=ROOT, check=False):
        pytest.skip('needs a clone with the whole history')
    assert commits.mixed(commit)
    assert check_commits(f'{commit}^!') == []


def test_range_finds_each_and_skips_merges(repository):
    for text, translation in ((BUS, 'Autobuss kursē.'), ('New.', 'Jauns.')):
        repository.refresh(a=[FERRY, PORT, text])
        repository.translate(**{text: translation})
        repository.commit(translation)
    assert len(repository.found('HEAD~3..HEAD')) == 2
    with pytest.raises(FindingsError, match='git cannot tell'):
        repository.found('nothing..HEAD')
