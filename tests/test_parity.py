"""Every file in po/bad says itself what is wrong with it; nothing is found in po/good."""

import re
from pathlib import Path

import pytest

from publishing.checks import broken, check_catalog, check_language
from publishing.parity import compare, escape_block_openers, parse
from publishing.reporting import Code, Severity

FOLDER = Path(__file__).parent / 'po'


@pytest.mark.parametrize('path', sorted((FOLDER / 'bad').glob('*.po')), ids=lambda path: path.stem)
def test_bad_catalog(path):
    """What stands behind "expect:" is found, on its line, and nothing else."""
    expected = re.match(rb'(?:\xef\xbb\xbf)?# expect: (.*)', path.read_bytes())[1].decode().split(', ')
    found = [
        f'{finding.line} {finding.code.value}' + (' warning' if finding.severity is Severity.WARNING else '')
        for finding in check_catalog(path, 'lv')
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize('path', sorted((FOLDER / 'good').glob('*.po')), ids=lambda path: path.stem)
def test_good_catalog(path):
    assert check_catalog(path, 'lv') == []


def test_message_shows_both_texts_and_the_remedy():
    [finding] = check_catalog(FOLDER / 'bad' / 'term-target-lost.po', 'lv')
    assert 'Original: “A {term}`planning region` plans.”' in finding.text
    assert 'Translation: “{term}`Plānošanas reģions` plāno.”' in finding.text
    assert '{term}`translation <planning region>`' in finding.text


def test_language_is_checked_whole_and_warnings_break_nothing(tmp_path):
    folder = tmp_path / 'lv' / 'LC_MESSAGES' / 'start'
    folder.mkdir(parents=True)
    for name in ('code-added', 'link-lost'):
        (folder / f'{name}.po').write_bytes((FOLDER / 'bad' / f'{name}.po').read_bytes())
    assert [finding.code for finding in check_language('lv', tmp_path)] == [Code.CODE, Code.LINK]
    assert [finding.code for finding in broken('lv', tmp_path)] == [Code.LINK]


@pytest.mark.parametrize(('text', 'escaped'), [
    ('2021. gadā', '2021\\. gadā'),
    ('1) punkts', '1\\) punkts'),
    ('- svītra', '\\- svītra'),
    ('# virsraksts', '\\# virsraksts'),
    ('> citāts', '\\> citāts'),
    ('2021.gadā', '2021.gadā'),
    ('-5 grādi', '-5 grādi'),
    ('**Nauda.** Trūkst', '**Nauda.** Trūkst'),
    ('`kods` un :zīme:', '`kods` un :zīme:'),
    ('#1 vieta', '#1 vieta'),
])
def test_translation_is_one_paragraph_however_it_begins(text, escaped):
    """A Latvian sentence likes to begin with a year, which Markdown takes for a numbered list."""
    assert escape_block_openers(text) == escaped
    assert parse(text).blocks in ([], ['paragraph'])


def test_words_are_what_the_reader_sees():
    text = 'See [page 5](#p9) and {term}`two words <term 7>` {cite}`a2015`, `x1` in 3 of ![4 ports](m6.svg).'
    assert parse(text).text == 'See page 5 and two words ,  in 3 of 4 ports.'


def test_role_of_unknown_kind_keeps_its_target():
    assert [difference.code for difference in compare('{page}`abc`', '{page}`xyz`')] == [Code.ROLE]
