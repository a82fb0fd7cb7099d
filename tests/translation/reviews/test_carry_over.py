"""Carry-over: what looks like a correction, what never does, and what a decision leaves in the catalogs."""

import csv

import polib
import pytest
from mini_repository import make_repository, publishing

from publishing.translation.catalogs import update
from publishing.translation.catalogs.entries import checksum
from publishing.translation.messages.facts import changed_facts, same_facts
from publishing.translation.messages.word_changes import word_changes
from publishing.translation.reviews import carry_over, ledger, review
from publishing.translation.reviews.corrections import looks_trivial

TRIVIAL = {
    'comma': ('Buses trains and ships, in short.', 'Buses, trains and ships, in short.'),
    'full stop': ('The border ends at the sea', 'The border ends at the sea.'),
    'hyphen': ('A cross border plan', 'A cross-border plan'),
    'dash': ('Kurzeme - a region', 'Kurzeme – a region'),
    'quotation marks': ('The "region" plans.', 'The “region” plans.'),
    'apostrophe': ("The region's plan", 'The region’s plan'),
    'capital letters': ('The baltic sea', 'The Baltic Sea'),
    'blanks': ('Two  words here', 'Two words here'),
    'British': ('The labor of the organization', 'The labour of the organisation'),
    'British programme': ('A program for the center', 'A programme for the centre'),
    'misspelt word': ('The comittee decides.', 'The committee decides.'),
    'swapped letters': ('The plan of the muncipiality', 'The plan of the municipality'),
    'bare letters': ('The port of Klaipeda', 'The port of Klaipėda'),
    'word twice': ('Ask the the neighbour.', 'Ask the neighbour.'),
    'article': ('This is an union of towns.', 'This is a union of towns.'),
    'emphasis': ('**Roads** are wide.', '*Roads* are wide.'),
}
MEANT = {
    'number': ('It takes 5 days.', 'It takes 6 days.'),
    'decimal point': ('It is 1.5 wide.', 'It is 15 wide.'),
    'sign': ('It is -5 outside.', 'It is 5 outside.'),
    'unit': ('It is 5 km away.', 'It is 5 m away.'),
    'letter case of a unit': ('It has 5 MW.', 'It has 5 mW.'),
    'currency': ('It costs EUR 5.', 'It costs USD 5.'),
    'percent': ('It grew by 5%.', 'It grew by 5.'),
    'number in words': ('Two towns', 'Ten towns'),
    'month': ('It begins in June.', 'It begins in July.'),
    'not': ('It is allowed.', 'It is not allowed.'),
    "n't": ("It isn't allowed.", 'It is allowed.'),
    'direction': ('The east coast', 'The west coast'),
    'duty': ('The town must answer.', 'The town may answer.'),
    'question': ('The town answers.', 'The town answers?'),
    'another word': ('The town decides.', 'The region decides.'),
    'another right word': ('The form of the plan', 'The from of the plan'),
    'plural': ('The region decides today.', 'The regions decides today.'),
    'word added': ('The town decides.', 'The small town decides.'),
    'order': ('Latvia asks Lithuania.', 'Lithuania asks Latvia.'),
    'two slips': ('The comittee of the muncipality', 'The committee of the municipality'),
    'link': ('See [the list](#a).', 'See [the list](#b).'),
    'role': ('A {term}`town`.', 'A {term}`region`.'),
    'code': ('Write `a b`.', 'Write `ab`.'),
    'source': ('So it is {cite}`a2020b`.', 'So it is {cite}`a2021b`.'),
}


@pytest.mark.parametrize(('before', 'after'), TRIVIAL.values(), ids=TRIVIAL)
def test_correction(before, after):
    assert looks_trivial(before, after)


@pytest.mark.parametrize(('before', 'after'), MEANT.values(), ids=MEANT)
def test_change_of_meaning(before, after):
    assert not looks_trivial(before, after)
    assert not looks_trivial(after, before)


def test_without_a_dictionary_only_sure_slips_count(monkeypatch):
    from publishing.translation.checks import warnings

    monkeypatch.setattr(type(warnings.speller('en')), 'available', property(lambda self: False))
    assert looks_trivial('The comittee decides.', 'The committee decides.')
    assert looks_trivial('The commitete decides.', 'The committee decides.')
    assert not looks_trivial('The komite decides.', 'The committee decides.')
    assert not looks_trivial('The goal is near.', 'The coal is near.')


@pytest.mark.parametrize(
    'name',
    [
        'number',
        'sign',
        'unit',
        'letter case of a unit',
        'currency',
        'percent',
        'not',
        "n't",
        'month',
        'number in words',
        'direction',
        'duty',
    ],
)
def test_facts_differ(name):
    assert not same_facts(*MEANT[name])


def test_changed_facts_are_named():
    assert changed_facts('It takes 5 days.', 'It takes 6 weeks, not more.') == [
        '5',
        '6',
        'days',
        'more',
        'not',
        'weeks',
    ]


BEFORE = {'lv': 'Komiteja lemj.', 'lt': 'Komitetas sprendžia.'}
TYPO, MENDED = 'The comittee decides.', 'The committee decides.'
OTHER, REWORDED = 'It takes 5 days to answer the letter.', 'It takes 6 days to answer the letter.'


def pot(*texts):
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


@pytest.fixture
def locales(tmp_path, monkeypatch):
    """Two languages; an author mends a typo, changes a number, and make catalogs has run."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    for code, translation in BEFORE.items():
        update.update(code, {'a': pot(TYPO, OTHER)}, tmp_path)
        set_text(tmp_path, code, TYPO, translation)
        set_text(tmp_path, code, OTHER, 'Atbilde: 5.')
    review.run_review('lv', 'a', 'reviewed', 'Bruno', '1', tmp_path)
    for code in BEFORE:
        update.update(code, NOW, tmp_path)
    monkeypatch.setattr(carry_over, 'current_pots', lambda: NOW)
    return tmp_path


NOW = {'a': pot(MENDED, REWORDED)}


def set_text(locales, code, text, translation):
    path = update.catalog_path(code, 'a', locales)
    catalog = polib.pofile(str(path))
    catalog.find(text).msgstr = translation
    catalog.save(str(path))


def entry(locales, code, text):
    return update.read_catalogs(code, locales)['a'].find(text)


def files(locales):
    return {path: path.read_bytes() for path in sorted(locales.rglob('*')) if path.is_file()}


def test_correction_is_carried_over_in_every_language(locales, capsys):
    assert entry(locales, 'lv', MENDED).fuzzy
    assert carry_over.run_carry(by='Anna Ozola', all_trivial=True, ask=None, locales=locales) == 0
    for code, translation in BEFORE.items():
        message = entry(locales, code, MENDED)
        assert (message.msgstr, message.fuzzy, message.previous_msgid) == (translation, False, None)
        assert 'handbook:' not in message.tcomment
        assert update.update(code, NOW, locales) == []
    assert '1 carried over, 1 left to the translators (in 1 a number' in capsys.readouterr().out


def test_who_decided_what_when_is_written_down(locales):
    carry_over.run_carry(by='Anna Ozola', all_trivial=True, ask=None, locales=locales)
    with (locales / 'carried.csv').open(encoding='utf-8', newline='') as file:
        assert list(csv.reader(file)) == [
            ['date', 'by', 'page', 'languages', 'before', 'after'],
            ['2023-11-14', 'Anna Ozola', 'a', 'lt lv', TYPO, MENDED],
        ]


def test_review_goes_along(locales):
    carry_over.run_carry(by='Anna', all_trivial=True, ask=None, locales=locales)
    [row] = ledger.read_page('lv', 'a', locales).decisions(entry(locales, 'lv', MENDED))
    assert (row.state, row.by, row.note) == ('reviewed', 'Bruno', 'carried over 2023-11-14 by Anna')
    assert not ledger.ledger_path('lt', 'a', locales).exists()


def name_of(after):
    return checksum('', after, '')[:8]


def test_numbers_are_never_carried_over(locales, capsys):
    before = files(locales)
    assert carry_over.run_carry(by='Anna', yes=[name_of(REWORDED)], ask=None, locales=locales) == 1
    assert 'is not carried over: 5, 6 differ' in capsys.readouterr().err
    asked = []
    assert carry_over.run_carry(by='Anna', ask=lambda text: asked.append(text) or 'n', locales=locales) == 0
    assert len(asked) == 1  # for the typo only
    assert files(locales) == before


def test_answers(locales):
    assert carry_over.run_carry(by='Anna', ask=lambda text: 'y', locales=locales) == 0
    assert entry(locales, 'lt', MENDED).msgstr == BEFORE['lt']
    assert not entry(locales, 'lt', MENDED).fuzzy
    assert entry(locales, 'lt', REWORDED).previous_msgid == OTHER


def test_list_only(locales, capsys):
    before = files(locales)
    assert carry_over.run_carry(ask=None, locales=locales) == 0
    shown = capsys.readouterr().out
    assert f'{name_of(MENDED)}  a  looks like a correction' in shown
    assert '  change  The [-comittee-]{+committee+} decides.' in shown
    assert '  lv      Komiteja lemj.' in shown
    assert files(locales) == before


@pytest.mark.parametrize(
    ('options', 'words'),
    [
        ({'by': ' ', 'all_trivial': True}, 'nobody is named'),
        ({'by': 'Anna', 'yes': ['00000000']}, 'there is no changed message 00000000'),
    ],
)
def test_wrong_call_changes_nothing(locales, capsys, options, words):
    before = files(locales)
    assert carry_over.run_carry(ask=None, locales=locales, **options) == 1
    assert words in capsys.readouterr().err
    assert files(locales) == before


@pytest.mark.parametrize('pages', [['nosuch'], ['a', 'nosuch']])
def test_unknown_page_is_named_before_anything_is_asked(locales, capsys, pages):
    before, asked = files(locales), []
    assert carry_over.run_carry(pages, ask=lambda text: asked.append(text) or 'y', locales=locales) == 1
    shown = capsys.readouterr()
    assert 'there is no page "nosuch"; expected one such as start/border-today. "make status"' in shown.err
    assert '[handbook.review]' in shown.err
    assert '"a"' not in shown.err
    assert (shown.out, asked) == ('', [])
    assert files(locales) == before


def test_page_that_is_there_is_carried_over_alone(locales, monkeypatch, capsys):
    now = NOW | {'b': pot('Another page.')}
    for code in BEFORE:
        update.update(code, now, locales)
    monkeypatch.setattr(carry_over, 'current_pots', lambda: now)
    for page, count in (('b', 0), ('a', 1)):
        assert carry_over.run_carry([page], by='Anna', all_trivial=True, ask=None, locales=locales) == 0
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


def test_what_a_translator_works_on_is_left_to_her(locales):
    set_text(locales, 'lv', MENDED, 'Komiteja nolemj.')
    carry_over.run_carry(by='Anna', all_trivial=True, ask=None, locales=locales)
    assert entry(locales, 'lv', MENDED).fuzzy and not entry(locales, 'lt', MENDED).fuzzy


def test_catalogs_that_lag_behind_are_updated_first(locales, monkeypatch, capsys):
    monkeypatch.setattr(carry_over, 'current_pots', lambda: {'a': pot(MENDED, 'New.'), 'b': pot('Page.')})
    assert carry_over.run_carry(by='Anna', all_trivial=True, ask=None, locales=locales) == 1
    messages = capsys.readouterr().err
    assert 'the catalog lags behind the English: of its messages 1 of the page are missing and 1 are no' in messages
    assert 'b.po' in messages and '[handbook.po-outdated]' in messages


def test_catalogs_that_keep_up_are_not_mentioned(locales):
    assert update.lagging('lv', NOW, locales) == []


def test_day_of_the_change_stays(locales, monkeypatch):
    note = 'handbook: the English changed on 2023-11-14'
    assert entry(locales, 'lv', MENDED).tcomment == note
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    assert update.update('lv', NOW, locales) == []
    again = 'The committee decides it.'
    update.update('lv', {'a': pot(again, REWORDED)}, locales)  # and once more, before it was confirmed
    assert (entry(locales, 'lv', again).tcomment, entry(locales, 'lv', again).previous_msgid) == (note, TYPO)


def test_note_goes_when_the_translator_confirms(locales):
    path = update.catalog_path('lv', 'a', locales)
    catalog = polib.pofile(str(path))
    catalog.find(MENDED).flags.remove('fuzzy')
    catalog.save(str(path))
    update.update('lv', NOW, locales)
    assert (entry(locales, 'lv', MENDED).tcomment, entry(locales, 'lv', MENDED).previous_msgid) == ('', None)


@pytest.mark.parametrize(
    ('before', 'after', 'parts'),
    [
        ('A b c', 'A x c', [('', 'A '), ('del', 'b'), ('ins', 'x'), ('', ' c')]),
        ('one two three', 'one 2 3', [('', 'one '), ('del', 'two three'), ('ins', '2 3')]),
        ('The end', 'The end.', [('', 'The end'), ('ins', '.')]),
        ('a b', 'b', [('del', 'a '), ('', 'b')]),
        ('', 'new', [('ins', 'new')]),
        ('1,234 km', '1,235 km', [('del', '1,234'), ('ins', '1,235'), ('', ' km')]),
    ],
)
def test_difference_by_words(before, after, parts):
    assert word_changes(before, after) == parts
    assert ''.join(text for kind, text in parts if kind != 'ins') == before
    assert ''.join(text for kind, text in parts if kind != 'del') == after
