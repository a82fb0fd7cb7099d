"""The review ledger: from draft to approved, void when either side changes, damaged lines named."""

import subprocess

import pytest
from reviewed_page import TEXTS, change, make_page, pot, share

from publishing.core.findings import FindingsError
from publishing.core.languages import Language, Release, get
from publishing.core.project import LOCALES
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import ledger, review, status
from publishing.translation.reviews.release import distance, refused
from publishing.translation.reviews.shares import Share


@pytest.fixture
def locales(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    make_page(tmp_path)
    return tmp_path


def record(locales, state, by, messages=''):
    """Record a decision; return on how many messages."""
    return review.record(review.read_page(Translation('lv', locales), 'part/a', messages), state, by).count


def test_line_names_who_when_and_what(locales):
    record(locales, 'reviewed', '  Bruno,  "B." ', '1')
    path = ledger.ledger_path(Translation('lv', locales), 'part/a')
    assert path == locales / 'lv' / 'reviews' / 'part' / 'a.csv'
    header, line = path.read_text(encoding='utf-8').splitlines()
    assert header == 'original,translation,state,by,date,note,text'
    assert line.endswith(',reviewed,"Bruno, ""B.""",2023-11-14,,Five words stand right here.')


def test_change_of_the_translation_makes_a_review_void(locales):
    record(locales, 'reviewed', 'Bruno', '1')
    change(locales, TEXTS[0], msgstr='Pieci vārdi šeit.')
    assert share(locales).reviewed == 0
    [expired] = ledger.read_page(Translation('lv', locales), 'part/a').expired(
        update.read_catalogs(Translation('lv', locales))['part/a']
    )
    assert (expired.why, expired.row.by) == ('the translation changed', 'Bruno')
    change(locales, TEXTS[0], msgstr='Pieci vārdi.')  # taken back
    assert share(locales).reviewed == 5


def test_change_of_the_english_makes_a_review_void(locales):
    record(locales, 'reviewed', 'Bruno', '1')
    now = ('Five words stood right here.', *TEXTS[1:])
    assert share(locales, *now).reviewed == 0
    lines = list(status._expired(Translation('lv', locales), {'part/a': pot(*now)}))
    assert lines == [
        'part/a: no longer reviewed (by Bruno, 2023-11-14), because the English changed: “Five words stand right here.”'
    ]
    assert not list(status._expired(Translation('lv', locales), {'part/a': pot(*TEXTS)}))


@pytest.mark.parametrize(
    ('line', 'words'),
    [
        ('0123456789ab,0123456789ab,reviewed,Anna', '4 cells'),
        ('<<<<<<< HEAD', 'merge conflict'),
        ('0123456789ab,xyz,reviewed,Anna,2026-11-22,,Text', 'a checksum is damaged'),
        ('0123456789ab,0123456789ab,rewieved,Anna,2026-11-22,,Text', 'the state "rewieved" is not known'),
        ('0123456789ab,0123456789ab,reviewed, ,2026-11-22,,Text', 'nobody is named'),
        ('0123456789ab,0123456789ab,reviewed,Anna,22.11.2026,,Text', 'the date "22.11.2026" is not one'),
        ('0123456789ab,0123456789ab,approved,Anna,2026-11-22,,Text', 'without a review by somebody else'),
    ],
)
def test_damaged_line_is_named(locales, line, words):
    record(locales, 'reviewed', 'Bruno', '1')
    path = ledger.ledger_path(Translation('lv', locales), 'part/a')
    path.write_text(path.read_text(encoding='utf-8') + line + '\n', encoding='utf-8')
    [finding] = ledger.damages(Translation('lv', locales))
    assert (finding.path, finding.line) == (path, 3)
    assert words in finding.text and finding.text.count(';') >= 1
    with pytest.raises(FindingsError):
        share(locales)


def test_file_that_is_not_utf8(locales):
    path = ledger.ledger_path(Translation('lv', locales), 'part/a')
    path.parent.mkdir(parents=True)
    path.write_bytes('ā'.encode('cp1257'))
    [finding] = ledger.damages(Translation('lv', locales))
    assert 'not UTF-8' in finding.text


def test_order_and_doubles_do_not_matter(locales):
    record(locales, 'reviewed', 'Bruno')
    path = ledger.ledger_path(Translation('lv', locales), 'part/a')
    header, *lines = path.read_text(encoding='utf-8').splitlines()
    assert lines == sorted(lines)
    path.write_text('\n'.join([*reversed(lines), header, *lines]), encoding='utf-8')
    assert share(locales).reviewed == 10
    assert len(ledger.read_page(Translation('lv', locales), 'part/a').rows) == 3


def test_git_merges_two_reviewers(locales):
    """Two people review different messages of one page in two branches; no conflict, both count."""

    def git(*arguments):
        return subprocess.run(
            ['git', '-c', 'user.name=x', '-c', 'user.email=x@example.org', *arguments],
            cwd=locales,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    root = LOCALES.parent
    (locales / '.gitattributes').write_text(
        (root / '.gitattributes').read_text(encoding='utf-8').replace('locales/', ''), encoding='utf-8'
    )
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-qm', 'start')
    for branch, message in (('one', '1'), ('two', '2'), ('three', '4')):
        git('checkout', '-q', 'main')
        git('checkout', '-q', '-b', branch)
        record(locales, 'reviewed', branch.title(), message)
        git('add', '-A')
        git('commit', '-qm', branch)
    git('merge', '-q', 'one', '-m', 'one')
    git('merge', '-q', 'two', '-m', 'two')
    assert share(locales).reviewed == 10
    assert {row.by for row in ledger.read_page(Translation('lv', locales), 'part/a').rows} == {'One', 'Two', 'Three'}


def language(**values):
    base = get('lv')
    return Language(**{name: getattr(base, name) for name in Language.__dataclass_fields__} | values)


def test_release_that_falls_short_is_refused():
    released = language(status='released', release=Release(1.0, 0.9, 0.5))
    findings = refused(released, Share(1000, 999, 0, 0, 900, 100))
    assert [finding.text.partition(';')[0] for finding in findings] == [
        '"lv" is called released, but 99% of the words are translated',
        '"lv" is called released, but 10% of the words are approved',
    ]
    assert 'which is 1 word more' in findings[0].text and 'which is 400 words more' in findings[1].text
    assert findings[0].path.name == 'languages.toml' and findings[0].line > 1
    assert refused(released, Share(1000, 1000, 0, 0, 900, 500)) == []


def test_held_back_messages_refuse_a_release():
    [finding] = refused(language(status='released'), Share(10, 10, 0, 0, 9), held_back=2)
    assert '2 of its messages are held back' in finding.text


def test_draft_is_never_refused_but_told_how_far_it_is():
    draft = language(status='draft')
    assert refused(draft, Share(10), 3) == []
    assert distance(draft, Share(1000, 1000, 0, 0, 871)) == (
        'Not ready for release: 87% reviewed of 90% (29 words to go).'
    )
    assert distance(draft, Share(10, 10, 0, 0, 9)).startswith('Ready for release')
