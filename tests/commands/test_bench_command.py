"""``bench``: a passed limit and a failed build are errors; ``bench-job`` prints one line of JSON."""

import json

import pytest

from publishing.commands import bench_job as job_command
from publishing.commands.parser import main
from publishing.pipeline import bench


@pytest.mark.parametrize('kept', [True, False])
def test_a_passed_limit_is_an_error(monkeypatch, capsys, kept):
    monkeypatch.setattr(bench, 'measure', lambda codes, say: say(f'all together: {codes}') or kept)
    assert main(['bench', 'lv']) == int(not kept)
    assert capsys.readouterr().out == "all together: ['lv']\n"


def test_a_failed_build_is_named(monkeypatch, capsys):
    def fail(codes, say):
        raise bench.BenchError('the pdf lv could not be measured')

    monkeypatch.setattr(bench, 'measure', fail)
    assert main(['bench']) == 1
    assert tuple(capsys.readouterr()) == ('', 'the pdf lv could not be measured\n')


@pytest.mark.parametrize(
    ('words', 'expected'),
    [
        (['pdf', 'lv'], ['pdf', 'lv', False]),
        (['pdf', 'lv', 'extras'], ['pdf', 'lv', True]),
        (['epub', 'lv'], ['epub', 'lv', False]),
        (['growth', 'lv', '4'], ['lv', 4]),
    ],
)
def test_a_job_prints_what_it_measured(monkeypatch, capsys, words, expected):
    monkeypatch.setattr(job_command, 'whole', lambda form, code, extras: [form, code, extras])
    monkeypatch.setattr(job_command, 'grown', lambda code, times: [code, times])
    assert main(['bench-job', *words]) == 0
    assert json.loads(capsys.readouterr().out) == expected
