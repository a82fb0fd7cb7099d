"""``review``: from draft to approved, in words and exit codes; what cannot be recorded is refused with the reason."""

import pytest
from reviewed_page import TEXTS, change, make_page, share

from publishing.commands import review as command
from publishing.commands.parser import main
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import ledger


@pytest.fixture
def locales(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    monkeypatch.setattr(command, 'LOCALES', tmp_path)
    make_page(tmp_path)
    return tmp_path


def record(state, by, messages=''):
    """Run the command as the Makefile does; return its exit code."""
    wanted = ['--state', state] if state else []
    return main(['review', 'lv', 'part/a', *wanted, '--by', by, '--messages', messages])


def test_from_draft_to_approved(locales, capsys):
    assert (share(locales).translated, share(locales).reviewed) == (10, 0)
    assert record('for-review', 'Anna') == 0
    assert (share(locales).asked, share(locales).reviewed) == (10, 0)
    assert record('reviewed', 'Bruno', '1-2') == 0
    assert (share(locales).asked, share(locales).reviewed, share(locales).approved) == (2, 8, 0)
    assert record('approved', 'Cilda', '1') == 0
    assert (share(locales).reviewed, share(locales).approved) == (8, 5)
    assert record('draft', '', '1') == 0
    assert (share(locales).translated, share(locales).reviewed, share(locales).approved) == (10, 3, 0)
    assert 'lv part/a: 3 messages for review; 1 not translated' in capsys.readouterr().out


@pytest.mark.parametrize(
    ('before', 'state', 'by', 'why'),
    [
        ([], 'approved', 'Anna', 'not reviewed yet'),
        ([('reviewed', 'Anna')], 'approved', 'anna', 'reviewed by the same person'),
        ([('for-review', 'Anna')], 'reviewed', ' Anna ', 'translated by the same person'),
        ([('reviewed', 'Anna')], 'for-review', 'Bruno', 'reviewed already'),
        ([('reviewed', 'Anna')], 'reviewed', 'Bruno', 'reviewed already'),
        ([], 'draft', '', 'draft already'),
        ([], 'reviewed', ' ', 'nobody is named'),
    ],
)
def test_transition_that_is_refused(locales, capsys, before, state, by, why):
    for known in before:
        assert record(*known, '1') == 0
    rows = ledger.read_page(Translation('lv', locales), 'part/a').rows
    assert record(state, by, '1') == 1
    assert why in capsys.readouterr().err
    assert ledger.read_page(Translation('lv', locales), 'part/a').rows == rows


@pytest.mark.parametrize(
    ('values', 'why'),
    [
        ({'msgstr': ''}, 'not translated'),
        ({'flags': ['fuzzy']}, 'not confirmed by the translator'),
        ({'msgstr': 'Plāno pilsēta.'}, 'held back for an error'),
    ],
)
def test_message_that_readers_do_not_see_cannot_be_reviewed(locales, capsys, values, why):
    change(locales, TEXTS[1], **values)
    assert record('reviewed', 'Bruno', '1-2') == 1
    assert why in capsys.readouterr().err
    assert not ledger.ledger_path(Translation('lv', locales), 'part/a').exists()
    assert record('reviewed', 'Bruno') == 0  # the page, as far as it goes
    assert share(locales).reviewed == 7


def test_listing_shows_numbers_and_states(locales, capsys):
    record('reviewed', 'Bruno', '1')
    capsys.readouterr()
    assert record(None, '') == 0
    text = capsys.readouterr().out
    assert '1  [reviewed by Bruno, 2023-11-14]\n    Five words stand right here.\n    Pieci vārdi.\n' in text
    assert '3  [not translated]\n    Not yet.\n4  [draft]' in text


@pytest.mark.parametrize('messages', ['0', '5', '3-2', 'x', '1,,2'])
def test_numbers_that_do_not_exist(locales, capsys, messages):
    assert record('reviewed', 'Bruno', messages) == 1
    assert 'names no messages of this page; expected numbers from 1 to 4' in capsys.readouterr().err


@pytest.mark.parametrize('page', ['', 'part', 'part/b', '../../etc'])
def test_page_that_does_not_exist(locales, capsys, page):
    assert main(['review', 'lv', page, '--state', 'reviewed', '--by', 'Bruno']) == 1
    assert '[handbook.review]' in capsys.readouterr().err
