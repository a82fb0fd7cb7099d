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


def test_progress_and_faults_stand_apart(capsys):
    shared.say('writing')
    shared.warn('not built')
    assert tuple(capsys.readouterr()) == ('writing\n', 'not built\n')


def test_a_stamp_is_only_where_one_is_wanted(tmp_path):
    shared.touch(None)
    shared.touch(tmp_path / 'stamps' / 'pdf-en')
    assert [path.name for path in tmp_path.rglob('*')] == ['stamps', 'pdf-en']
