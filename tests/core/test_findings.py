"""Messages: one form, sorted, counted."""

from publishing.core.findings import Code, Finding, FindingsError, Severity, count_errors, in_order, shown_path


def test_a_finding_reads_like_a_compilers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = Finding(tmp_path / 'handbook' / 'a.md', 7, Code.ALT_TEXT, 'words.')
    assert str(found) == 'handbook/a.md:7: words. [handbook.alt-text]'
    assert str(Finding('a.md', None, Code.MARKUP, 'words.')) == 'a.md: words. [handbook.markup]'
    assert str(Finding('a.md', 1, Code.MARKUP, 'x', Severity.WARNING)) == 'a.md:1: warning: x [handbook.markup]'


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


def test_codes_are_unique_words():
    values = [code.value for code in Code]
    assert len(values) == len(set(values))
    assert all(value == value.lower() and ' ' not in value for value in values)
