"""What every verb prints: findings by file and line, on the right stream; and stamps for make."""

from publishing.commands import shared
from publishing.core.findings import Code, Finding, Severity


def test_findings_are_printed_by_file_and_line(capsys):
    errors = shared.print_findings(
        finding
        for finding in (
            Finding('b.md', 2, Code.LINK, 'third'),
            Finding('a.md', 10, Code.LINK, 'second', Severity.WARNING),
            Finding('a.md', None, Code.LINK, 'first'),
        )
    )
    assert errors == 2
    printed = capsys.readouterr()
    assert printed.out == ''
    assert [line.split(': ')[-1].split(' [')[0] for line in printed.err.splitlines()] == ['first', 'second', 'third']


def test_findings_are_shown_at_their_lines_of_a_pull_request(capsys, monkeypatch):
    monkeypatch.setenv('GITHUB_ACTIONS', 'true')
    shared.print_findings(
        [
            Finding('handbook/a.md', 3, Code.LINK, 'the link "x%\n::add-mask::y" leads nowhere'),
            Finding('handbook/b,c:d.md', None, Code.STYLE, 'long', Severity.WARNING),
            Finding('', None, Code.OUTPUT, 'no file'),
        ]
    )
    lines = capsys.readouterr().err.split('\n')
    assert [line for line in lines if line.startswith('::')] == [
        '::error file=handbook/a.md,line=3,title=handbook.link::the link "x%25%0A::add-mask::y" leads nowhere',
        '::warning file=handbook/b%2Cc%3Ad.md,line=1,title=handbook.style::long',
    ]


def test_progress_and_faults_stand_apart(capsys):
    shared.say('writing')
    shared.warn('not built')
    assert tuple(capsys.readouterr()) == ('writing\n', 'not built\n')


def test_a_stamp_is_only_where_one_is_wanted(tmp_path):
    shared.touch(None)
    shared.touch(tmp_path / 'stamps' / 'pdf-en')
    assert [path.name for path in tmp_path.rglob('*')] == ['stamps', 'pdf-en']
