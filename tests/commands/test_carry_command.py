"""``carry``: what is shown and asked, and what a decision leaves in the catalogs."""

import csv
import sys
from types import SimpleNamespace

import pytest
from corrected_page import BEFORE, MENDED, NOW, OTHER, REWORDED, TYPO, entry, make_page, pot, set_text
from mini_repository import make_repository, publishing

from publishing.commands import carry as command
from publishing.commands.parser import main
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.entries import checksum
from publishing.translation.reviews import carry_over, ledger


@pytest.fixture
def locales(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    monkeypatch.setattr(command, 'LOCALES', tmp_path)
    monkeypatch.setattr(carry_over, 'current_pots', lambda: NOW)
    make_page(tmp_path)
    return tmp_path


@pytest.fixture
def carry(monkeypatch):
    """Return ``carry(*words, ask=None)``, which runs the command; with ``ask``, somebody sits there and answers."""

    def run(*words, ask=None):
        monkeypatch.setattr(sys, 'stdin', SimpleNamespace(isatty=lambda: ask is not None))
        monkeypatch.setattr('builtins.input', ask)
        return main(['carry', *words])

    return run


def files(locales):
    return {path: path.read_bytes() for path in sorted(locales.rglob('*')) if path.is_file()}


def test_correction_is_carried_over_in_every_language(locales, carry, capsys):
    assert entry(locales, 'lv', MENDED).fuzzy
    assert carry('--all-trivial', '--by', 'Anna Ozola') == 0
    for code, translation in BEFORE.items():
        message = entry(locales, code, MENDED)
        assert (message.msgstr, message.fuzzy, message.previous_msgid) == (translation, False, None)
        assert 'handbook:' not in message.tcomment
        assert update.update(Translation(code, locales), NOW) == []
    assert '1 carried over, 1 left to the translators (in 1 a number' in capsys.readouterr().out


def test_who_decided_what_when_is_written_down(locales, carry):
    carry('--all-trivial', '--by', 'Anna Ozola')
    with (locales / 'carried.csv').open(encoding='utf-8', newline='') as file:
        assert list(csv.reader(file)) == [
            ['date', 'by', 'page', 'languages', 'before', 'after'],
            ['2023-11-14', 'Anna Ozola', 'a', 'lt lv', TYPO, MENDED],
        ]


def test_review_goes_along(locales, carry):
    carry('--all-trivial', '--by', 'Anna')
    [row] = ledger.read_page(Translation('lv', locales), 'a').decisions(entry(locales, 'lv', MENDED))
    assert (row.state, row.by, row.note) == ('reviewed', 'Bruno', 'carried over 2023-11-14 by Anna')
    assert not ledger.ledger_path(Translation('lt', locales), 'a').exists()


def name_of(after):
    return checksum('', after, '')[:8]


def test_numbers_are_never_carried_over(locales, carry, capsys):
    before = files(locales)
    assert carry('--by', 'Anna', '--yes', name_of(REWORDED)) == 1
    assert 'is not carried over: 5, 6 differ' in capsys.readouterr().err
    asked = []
    assert carry('--by', 'Anna', ask=lambda text: asked.append(text) or 'n') == 0
    assert len(asked) == 1  # for the typo only
    assert files(locales) == before


def test_answers(locales, carry):
    assert carry('--by', 'Anna', ask=lambda text: 'y') == 0
    assert entry(locales, 'lt', MENDED).msgstr == BEFORE['lt']
    assert not entry(locales, 'lt', MENDED).fuzzy
    assert entry(locales, 'lt', REWORDED).previous_msgid == OTHER


def test_list_only(locales, carry, capsys):
    before = files(locales)
    assert carry() == 0
    shown = capsys.readouterr().out
    assert f'{name_of(MENDED)}  a  looks like a correction' in shown
    assert '  change  The [-comittee-]{+committee+} decides.' in shown
    assert '  lv      Komiteja lemj.' in shown
    assert files(locales) == before


@pytest.mark.parametrize(
    ('options', 'words'),
    [
        (['--by', ' ', '--all-trivial'], 'nobody is named'),
        (['--by', 'Anna', '--yes', '00000000'], 'there is no changed message 00000000'),
    ],
)
def test_wrong_call_changes_nothing(locales, carry, capsys, options, words):
    before = files(locales)
    assert carry(*options) == 1
    assert words in capsys.readouterr().err
    assert files(locales) == before


@pytest.mark.parametrize('pages', [['nosuch'], ['a', 'nosuch']])
def test_unknown_page_is_named_before_anything_is_asked(locales, carry, capsys, pages):
    before, asked = files(locales), []
    assert carry(*pages, ask=lambda text: asked.append(text) or 'y') == 1
    shown = capsys.readouterr()
    assert 'there is no page "nosuch"; expected one such as a. "make status"' in shown.err
    assert '[handbook.review]' in shown.err
    assert '"a"' not in shown.err
    assert (shown.out, asked) == ('', [])
    assert files(locales) == before


def test_page_that_is_there_is_carried_over_alone(locales, carry, monkeypatch, capsys):
    now = NOW | {'b': pot('Another page.')}
    for code in BEFORE:
        update.update(Translation(code, locales), now)
    monkeypatch.setattr(carry_over, 'current_pots', lambda: now)
    for page, count in (('b', 0), ('a', 1)):
        assert carry(page, '--by', 'Anna', '--all-trivial') == 0
        assert f'{count} carried over' in capsys.readouterr().out


def test_command_names_an_unknown_page(tmp_path):
    root = make_repository(tmp_path / 'handbook')
    assert publishing(root, 'catalogs').returncode == 0
    before = files(root / 'locales')
    for options in ((), ('--all-trivial', '--by', 'Anna')):
        done = publishing(root, 'carry', 'index', 'nosuch', *options)
        assert (done.returncode, done.stdout) == (1, '')
        assert 'locales: there is no page "nosuch"' in done.stderr
        assert done.stderr.count('there is no page') == 1
        assert 'Traceback' not in done.stderr
    assert files(root / 'locales') == before


def test_what_a_translator_works_on_is_left_to_her(locales, carry):
    set_text(locales, 'lv', MENDED, 'Komiteja nolemj.')
    carry('--all-trivial', '--by', 'Anna')
    assert entry(locales, 'lv', MENDED).fuzzy and not entry(locales, 'lt', MENDED).fuzzy


def test_catalogs_that_lag_behind_are_updated_first(locales, carry, monkeypatch, capsys):
    monkeypatch.setattr(carry_over, 'current_pots', lambda: {'a': pot(MENDED, 'New.'), 'b': pot('Page.')})
    assert carry('--all-trivial', '--by', 'Anna') == 1
    messages = capsys.readouterr().err
    assert 'the catalog lags behind the English: of its messages 1 of the page are missing and 1 are no' in messages
    assert 'b.po' in messages and '[handbook.po-outdated]' in messages


def test_what_a_comment_allows_is_carried_over_with_it(locales, carry):
    """The waiver of the former text came to the changed one, so its translation is not held back."""
    before, after = 'The comittee has 5 seats.', 'The committee has 5 seats.'
    update.update(Translation('lv', locales), {'a': pot(before)})
    path = Translation('lv', locales).path('a')
    text = path.read_text(encoding='utf-8')
    waiver = '# handbook: allow number – the five are named\n'
    place = text.index('#: ../../handbook/a.md')
    text = text[:place] + waiver + text[place:].replace('msgstr ""', 'msgstr "Komiteja."', 1)
    path.write_text(text, encoding='utf-8')
    now = {'a': pot(after)}
    for code in BEFORE:
        update.update(Translation(code, locales), now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(carry_over, 'current_pots', lambda: now)
        assert carry('--all-trivial', '--by', 'Anna') == 0
    message = entry(locales, 'lv', after)
    assert (message.msgstr, message.fuzzy) == ('Komiteja.', False)
    assert message.tcomment == waiver.strip('# \n')


def test_page_gets_its_own_translation_back(locales, carry, monkeypatch):
    """Two pages translated the text each its own way; a correction on both leaves it so."""
    before, after = 'Ask the harbor for a list of quays.', 'Ask the harbour for a list of quays.'
    for page, words in (('a', 'Komiteja ir atvērta.'), ('b', 'Komiteja strādā.')):
        pots = {'a': pot(before), 'b': pot(before)}
        update.update(Translation('lv', locales), pots)
        path = Translation('lv', locales).path(page)
        text = path.read_text(encoding='utf-8')
        head, _message, rest = text.partition(f'msgid "{before}"\nmsgstr "')
        path.write_text(f'{head}{_message}{words}"' + rest[rest.index('"') + 1 :], encoding='utf-8')
    now = {'a': pot(after), 'b': pot(after)}
    for code in BEFORE:
        update.update(Translation(code, locales), now)
    monkeypatch.setattr(carry_over, 'current_pots', lambda: now)
    assert carry('--all-trivial', '--by', 'Anna') == 0
    catalogs = update.read_catalogs(Translation('lv', locales))
    assert [catalogs[page].find(after).msgstr for page in 'ab'] == ['Komiteja ir atvērta.', 'Komiteja strādā.']
    assert not any(catalogs[page].find(after).fuzzy for page in 'ab')
