"""Fuzzy is visible: how many messages of which pages wait, since which commit, and what readers see instead."""

import re
from pathlib import Path

import polib
import pytest
from under_git import begin, run

from publishing.core.languages import REGISTRY
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.update import format_catalog, update
from publishing.translation.pages.unconfirmed import findings, sentences
from publishing.translation.reviews.impact import PageImpact
from publishing.translation.reviews.impact_report import as_markdown, as_text

TEXTS = [f'This is sentence {word} of the page.' for word in ('one', 'two', 'three', 'four')]
LEAF = [text.replace('page', 'other leaf').replace('sentence ', '') for text in TEXTS]


def commit(root: Path, message: str, day: str) -> str:
    run(root, 'git', 'add', '-A')
    environment = ('env', f'GIT_COMMITTER_DATE={day}T12:00:00Z', f'GIT_AUTHOR_DATE={day}T12:00:00Z')
    run(root, *environment, 'git', 'commit', '-qm', message)
    return run(root, 'git', 'rev-parse', 'HEAD').strip()[:10]


def pot(*texts):
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


def mark(root: Path, page: str, *texts: str) -> None:
    """Mark messages fuzzy, as an import does."""
    path = Translation('lv', root / 'locales').path(page)
    file = polib.pofile(str(path), wrapwidth=0)
    for text in texts:
        file.find(text).flags.append('fuzzy')
    path.write_text(format_catalog(file), encoding='utf-8')


@pytest.fixture
def root(tmp_path) -> Path:
    """Return a translated handbook of two pages, without git."""
    translation = Translation('lv', tmp_path / 'locales')
    update(translation, {'a': pot(*TEXTS), 'part/b': pot(*LEAF)})
    for path in translation.paths().values():
        path.write_text(
            re.sub('msgstr ""\n(?!")', 'msgstr "Teikums."\n', path.read_text(encoding='utf-8')), encoding='utf-8'
        )
    return tmp_path


@pytest.fixture
def clone(root) -> Path:
    begin(root)
    commit(root, 'Start', '2026-01-01')
    return root


def said(root: Path) -> list[str]:
    return sentences(Translation('lv', root / 'locales'))


def test_nothing_waits(clone):
    assert said(clone) == []
    assert findings(Translation('lv', clone / 'locales')) == []


def test_import_is_named_with_its_commit(clone):
    mark(clone, 'a', *TEXTS)
    mark(clone, 'part/b', LEAF[1])
    name = commit(clone, 'Import from the old server', '2026-02-03')
    assert said(clone) == [
        f'5 messages (35 words) not confirmed since commit {name} “Import from the old server” of 2026-02-03: '
        'a (4), part/b (1)',
        'Readers see English in place of 62% of the text.',
    ]
    [finding] = findings(Translation('lv', clone / 'locales'))
    assert str(finding).startswith(str(clone / 'locales' / 'lv' / 'LC_MESSAGES') + ': warning: 5 messages')
    assert finding.text.count(';') == 2 and str(finding).endswith('[handbook.fuzzy]')


def test_each_commit_has_its_own(clone):
    mark(clone, 'a', TEXTS[0])
    first = commit(clone, 'One', '2026-02-03')
    mark(clone, 'a', TEXTS[1], TEXTS[2])
    second = commit(clone, 'Two', '2026-02-04')
    mark(clone, 'part/b', LEAF[3])
    lines = said(clone)
    assert [re.search('since commit .{10}|not committed yet', line)[0] for line in lines[:-1]] == [
        f'since commit {second}',
        'not committed yet',
        f'since commit {first}',
    ]
    assert lines[1] == '1 message (7 words) not confirmed, not committed yet: part/b (1)'


def test_change_of_the_english_counts_too(clone):
    """Also where nothing is proposed, since a number differs: then the message is empty, not fuzzy."""
    translation = Translation('lv', clone / 'locales')
    update(translation, {'a': pot('This is sentence 7 of the page.', *TEXTS[1:]), 'part/b': pot(*LEAF)})
    name = commit(clone, 'Refresh', '2026-02-03')
    update(translation, {'c': pot('This is sentence 7 of the page.', *TEXTS[1:]), 'part/b': pot(*LEAF)})
    run(clone, 'git', 'add', '-A')
    assert said(clone)[0] == (
        f'1 message (7 words) not confirmed since commit {name} “Refresh” of 2026-02-03: c (1)'
    ), 'git knows it under its new name'


def test_many_commits_are_summed_up(clone):
    for number, text in enumerate([*TEXTS, *LEAF]):
        mark(clone, ('a', 'part/b')[number // 4], text)
        commit(clone, f'Number {number}', '2026-02-03')
    lines = said(clone)
    assert len(lines) == 5
    assert lines[3].startswith('5 messages (35 words) not confirmed since 5 other commits: ')


def test_without_git_no_commit_is_named(root):
    mark(root, 'a', TEXTS[0])
    assert said(root) == [
        '1 message (7 words) not confirmed: a (1)',
        'Readers see English in place of 12% of the text.',
    ]


def test_shallow_clone_claims_nothing(clone, tmp_path):
    mark(clone, 'a', TEXTS[0])
    commit(clone, 'Import', '2026-02-03')
    (clone / 'other').write_text('x')
    commit(clone, 'Other', '2026-02-04')
    run(tmp_path, 'git', 'clone', '-q', '--depth', '1', f'file://{clone}', 'shallow')
    assert 'not confirmed since before the history that this clone has: a (1)' in said(tmp_path / 'shallow')[0]


def test_what_stays_on_the_page_is_no_english(clone):
    """Where the language keeps translations of former texts, readers see those, marked."""
    translation = Translation('lv', clone / 'locales')
    (clone / 'locales' / REGISTRY.name).write_text(
        '[en]\nstatus = "source"\n\n[lv]\nstatus = "draft"\nstale = "translated"\n', encoding='utf-8'
    )
    update(translation, {'a': pot('This is the sentence one of the page.', *TEXTS[1:]), 'part/b': pot(*LEAF)})
    assert said(clone)[-1] == '1 message keeps the translation of the former text, marked as old.'


def test_impact_report_has_it():
    lines = ['lv: 5 messages not confirmed since commit 0123456789 “By @someone” of 2026-02-03: a (5)']
    for pages in ({}, {'a': PageImpact(moved=['x'])}):
        assert lines[0] in as_text(pages, {}, 'x', lines)
        shown = as_markdown(pages, {}, 'x', lines)
        fenced = shown.split('`' * 12)[1]
        assert lines[0] in fenced and '@someone' not in shown.replace(fenced, '')
    assert 'confirmed' not in as_text({}, {}, 'x')
