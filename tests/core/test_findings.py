"""Messages: one form, sorted, counted."""

import pytest

from publishing.core.findings import (
    Code,
    Finding,
    FindingsError,
    Severity,
    count_errors,
    differing,
    excerpt,
    in_order,
    many,
    placed,
    short,
    shown_path,
)


def test_a_finding_reads_like_a_compilers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = Finding(tmp_path / 'handbook' / 'a.md', 7, Code.ALT_TEXT, 'words.')
    assert str(found) == 'handbook/a.md:7: words. [handbook.alt-text]'
    assert str(Finding('a.md', None, Code.MARKUP, 'words.')) == 'a.md: words. [handbook.markup]'
    assert str(Finding('a.md', 1, Code.MARKUP, 'x', Severity.WARNING)) == 'a.md:1: warning: x [handbook.markup]'


def test_what_concerns_no_file_has_no_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = Finding('', None, Code.LAYOUT, 'a: b')
    assert str(found) == 'a: b [handbook.layout]'
    [one] = placed([found, found], tmp_path / 'handbook')
    assert str(one) == 'handbook: a: b [handbook.layout]'


def test_what_is_said_twice_is_placed_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = [
        Finding('b.md', 1, Code.LINK, 'x'),
        Finding(tmp_path / 'a.md', 1, Code.LINK, 'x'),
        Finding('a.md', 1, Code.LINK, 'x'),
        Finding('a.md', 2, Code.LINK, 'x'),
        Finding('a.md', 1, Code.ROLE, 'x'),
    ]
    said = ['b.md:1: x [handbook.link]', 'a.md:1: x [handbook.link]', 'a.md:2: x [handbook.link]']
    assert [str(one) for one in placed(found, tmp_path)] == [*said, 'a.md:1: x [handbook.role]']


def test_paths_elsewhere_stay_whole(tmp_path, monkeypatch):
    (tmp_path / 'here').mkdir()
    monkeypatch.chdir(tmp_path / 'here')
    assert shown_path(tmp_path / 'b.md') == str(tmp_path / 'b.md')


def test_findings_stand_by_file_and_line():
    findings = [
        Finding('b.md', 2, Code.LINK, 'third'),
        Finding('a.md', 10, Code.LINK, 'second', Severity.WARNING),
        Finding('a.md', None, Code.LINK, 'first'),
    ]
    assert [finding.text for finding in in_order(findings)] == ['first', 'second', 'third']
    assert count_errors(findings) == 2


def test_the_error_carries_all():
    error = FindingsError(Finding('a.md', line, Code.LINK, 'x') for line in (1, 2))
    assert len(error.findings) == 2
    assert str(error) == 'a.md:1: x [handbook.link]\na.md:2: x [handbook.link]'


def test_a_link_is_named_where_it_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'link.md').symlink_to('/etc/passwd')
    assert shown_path(tmp_path / 'link.md') == 'link.md'


def test_codes_are_unique_words():
    values = [code.value for code in Code]
    assert len(values) == len(set(values))
    assert all(value == value.lower() and ' ' not in value for value in values)


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        ('A few words', 'A few words'),
        ('Two\n  lines', 'Two lines'),
        ('A\u00a0B', 'A\u00a0B'),
        ('hy\u00adphen', 'hyphen'),
        ('Words that take too much room', 'Words that take too …'),
        ('Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahr …'),
    ],
)
def test_a_long_text_is_cut_between_words(text, shown):
    assert short(text, 20) == shown


def test_one_or_many():
    assert [many(count, 'message') for count in (0, 1, 2)] == ['0 messages', '1 message', '2 messages']


LONG = ' '.join(f'word{number}' for number in range(100))


@pytest.mark.parametrize('fault', ['word0', 'word50', 'word50 word51', 'word99'])
def test_an_excerpt_holds_the_fault_wherever_it_stands(fault):
    shown = excerpt(LONG, 80, fault)
    assert fault in shown
    assert len(shown) <= 80 + len('… ') + len(' …')
    assert shown.startswith('… ') == (fault != 'word0')
    assert shown.endswith(' …') == (fault != 'word99')
    assert all(word in LONG.split() for word in shown.strip('… ').split())


def test_an_excerpt_of_a_short_text_or_without_fault_is_its_beginning():
    assert excerpt('a b c', 80, 'c') == 'a b c'
    assert excerpt(LONG, 80, 'nosuch') == short(LONG, 80) == excerpt(LONG, 80)
    assert '5' in excerpt(f'{"1985 " * 40}5 km', 60, '5').split()  # a number, not a part of one


def test_two_texts_are_shown_from_where_they_differ():
    one, other = differing(LONG, LONG.replace('word90', 'other'), 60)
    assert 'word90' in one and 'other' in other
    assert one.startswith('… ') and other.startswith('… ')
    assert differing('a b', 'a c', 60) == ('a b', 'a c')
    assert differing(LONG, LONG + ' more', 60)[1].endswith('more')
