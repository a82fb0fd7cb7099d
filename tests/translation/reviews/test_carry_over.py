"""Carry-over: what looks like a correction, what never does, and what a change leaves in the catalogs."""

import polib
import pytest
from corrected_page import MENDED, NOW, REWORDED, TYPO, entry, make_page, pot

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.messages.facts import changed_facts, same_facts
from publishing.translation.messages.word_changes import word_changes
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


@pytest.fixture
def locales(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    make_page(tmp_path)
    return tmp_path


def test_catalogs_that_keep_up_are_not_mentioned(locales):
    assert update.lagging(Translation('lv', locales), NOW) == []


def test_day_of_the_change_stays(locales, monkeypatch):
    note = 'handbook: the English changed on 2023-11-14'
    assert entry(locales, 'lv', MENDED).tcomment == note
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1800000000')
    assert update.update(Translation('lv', locales), NOW) == []
    again = 'The committee decides it.'
    update.update(Translation('lv', locales), {'a': pot(again, REWORDED)})  # and once more, before it was confirmed
    assert (entry(locales, 'lv', again).tcomment, entry(locales, 'lv', again).previous_msgid) == (note, TYPO)


def test_note_goes_when_the_translator_confirms(locales):
    path = Translation('lv', locales).path('a')
    catalog = polib.pofile(str(path))
    catalog.find(MENDED).flags.remove('fuzzy')
    catalog.save(str(path))
    update.update(Translation('lv', locales), NOW)
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
