"""What a change costs: stale, new, moved and removed messages, per page and language, from git's history."""

from pathlib import Path

import polib
import pytest
from mini_repository import make_repository, publishing, replace
from under_git import begin, commit, run

from publishing.core.findings import FindingsError
from publishing.translation.catalogs.past_texts import base_commit
from publishing.translation.reviews.impact import Cost, PageImpact, compare, cost, translated
from publishing.translation.reviews.impact_report import MOST, NOTHING, as_markdown, as_text

OLD = 'The ferry crosses the strait twelve times a day.'
NEW = 'The big ferry crosses the strait twelve times a day.'
COMMA = 'The ferry, crosses the strait twelve times a day.'


def test_changed_moved_new_and_removed_are_told_apart():
    before = {'a': [OLD, 'Stays.', 'A harbour is a place for ships.'], 'b': ['Gone from here for good and ever.']}
    after = {'a': [NEW, 'Stays.', 'Quite another thing altogether.'], 'c': ['A harbour is a place for ships.']}
    found = compare(before, after)
    (change,) = found['a'].changed
    assert (change.before, change.after, change.trivial, change.words) == (OLD, NEW, False, 10)
    assert found['a'].new == ['Quite another thing altogether.']
    assert found['a'].removed == []
    assert found['b'].removed == ['Gone from here for good and ever.']
    assert found['c'] == PageImpact(moved=['A harbour is a place for ships.'])


def test_nothing_changed_nothing_told():
    assert compare({'a': [OLD]}, {'a': [OLD]}) == {}
    assert NOTHING in as_text({}, {}, 'x')
    assert NOTHING in as_markdown({}, {}, 'x')


def test_renamed_page_costs_nothing():
    found = compare({'a': [OLD, 'More.']}, {'b': [OLD, 'More.']})
    assert found == {'b': PageImpact(moved=[OLD, 'More.'])}
    assert cost(found['b'], {OLD, 'More.'}) == Cost()


def test_correction_is_recognised():
    (change,) = compare({'a': [OLD]}, {'a': [COMMA]})['a'].changed
    assert change.trivial


def test_cost_depends_on_what_a_language_has():
    page = compare({'a': [OLD]}, {'a': [COMMA, 'Quite another thing altogether.']})['a']
    assert cost(page, {OLD}) == Cost(1, 9, 1, 9, 1, 4)
    assert cost(page, set()) == Cost(new=2, new_words=13), 'never translated, so nothing goes stale'
    assert cost(page, {OLD, COMMA}) == Cost(new=1, new_words=4), 'translated in the same change'


def test_only_confirmed_translations_count():
    catalog = polib.POFile()
    catalog.extend(
        [
            polib.POEntry(msgid='a', msgstr='x'),
            polib.POEntry(msgid='b', msgstr='x', flags=['fuzzy']),
            polib.POEntry(msgid='c'),
            polib.POEntry(msgid='d', msgstr='x', obsolete=True),
        ]
    )
    assert translated([catalog]) == {'a', 'd'}


def test_report_for_a_comment_is_safe_and_short():
    """Text of a pull request calls nobody and stays within a comment's length."""
    before = {'a': [f'{OLD} @maintainers ``` {number}' for number in range(3000)]}
    pages = compare({'a': before['a'][:40]}, {'a': [text.replace('ferry', 'red ferry') for text in before['a'][:40]]})
    text = as_markdown(pages, {'lv': {'a': cost(pages['a'], set(before['a']))}}, 'x')
    assert len(text) < MOST
    fenced = text.split('`' * 12)[1]
    assert '@maintainers' in fenced
    assert '@maintainers' not in text.replace(fenced, '')
    assert '… and 20 more' in fenced


@pytest.fixture(scope='module')
def repository(tmp_path_factory) -> Path:
    """Return a small handbook under git, with one commit."""
    root = begin(make_repository(tmp_path_factory.mktemp('impact') / 'handbook'))
    commit(root, 'Start')
    return root


def test_author_sees_the_cost_before_committing(repository):
    replace(repository / 'handbook' / 'ferry.md', 'twelve times a day', 'forty times a week')
    result = publishing(repository, 'impact')
    assert result.returncode == 0, result.stderr
    (row,) = [line for line in result.stdout.splitlines() if line.startswith('ferry ')]
    assert row.split()[1] == '1'
    assert 'lv: 1 translation (' in result.stdout
    assert 'goes stale' in result.stdout
    assert '[-twelve-]{+forty+} times a [-day-]{+week+}' in result.stdout
    output = repository / 'build' / 'impact.md'
    assert publishing(repository, 'impact', '--base', 'HEAD', '--markdown', '--output', str(output)).returncode == 0
    assert '| ferry | 1 |' in output.read_text()
    run(repository, 'git', 'checkout', '-q', 'handbook')
    assert NOTHING in publishing(repository, 'impact').stdout


def test_unknown_base_is_named_in_plain_words(repository):
    result = publishing(repository, 'impact', '--base', 'no-such-branch')
    assert result.returncode == 1
    assert 'name another commit' in result.stderr
    assert 'Traceback' not in result.stderr


def test_base_is_where_the_branch_left(repository):
    start = run(repository, 'git', 'rev-parse', 'HEAD').strip()
    run(repository, 'git', 'checkout', '-qb', 'topic')
    run(repository, 'git', 'commit', '-q', '--allow-empty', '-m', 'Topic')
    assert base_commit(root=repository) == (start, 'where it left main')
    run(repository, 'git', 'checkout', '-q', 'main')
    with pytest.raises(FindingsError):
        base_commit('--upload-pack=x', root=repository)
