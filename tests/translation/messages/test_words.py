"""Words of a message: what is no words leaves a sign, and what a warning quotes stands in the message as written."""

import random
import re

import pytest
from places import PO

from publishing.core import languages
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.checks import examine, interface, records
from publishing.translation.checks.markup import parse
from publishing.translation.checks.warnings import advice, words_of
from publishing.translation.messages.words import PIECE, part, quoted, seen, written

TEXT = 'Run **`make`  now**, [a *long*\nway](a.md) off {cite}`x`&nbsp;and {lv}`Kā tā`.'


def test_each_piece_leaves_one_sign():
    assert words_of(TEXT) == f'Run {PIECE}  now, a long way off {PIECE}\xa0and {PIECE}.'


def test_what_a_reader_sees_has_the_pieces():
    assert seen(words_of(TEXT)) == 'Run make  now, a long way off […]\xa0and Kā tā.'


@pytest.mark.parametrize(
    ('words', 'as_written'),
    [
        (f'{PIECE}  now', '**`make`  now'),
        ('now, a', 'now**, [a'),
        ('long way', 'long*\nway'),
        (f'off {PIECE}\xa0and', 'off {cite}`x`&nbsp;and'),
        (f'and {PIECE}.', 'and {lv}`Kā tā`.'),
        ('Run', 'Run'),
    ],
)
def test_words_are_found_in_the_message_as_it_is_written(words, as_written):
    assert part(words_of(TEXT), words) == as_written


def test_words_without_markup_are_what_is_written():
    assert written('two  blanks', 3, 6) == '  b'
    assert quoted(re.search(r'  \w', words_of('two  blanks'))) == 'blanks'


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        ('One.<br>Two', f'One.{PIECE}Two'),
        ('H<sub>2</sub>O', 'H2O'),
        ('A <!-- todo --> b', f'A {PIECE} b'),
        ('A port [^one], a town', f'A port {PIECE}, a town'),
        ('One\n\nTwo', 'One Two'),
        ('A ![](map.svg) b', f'A {PIECE} b'),
        ('paš\u00advaldība', 'pašvaldība'),
    ],
)
def test_nothing_runs_together_and_no_blanks_meet(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ('original', 'translation'),
    [
        ('Run `make check`.', 'Komandu `make check` palaid.'),
        ('Read {ref}`harbour`.', 'Lasiet {ref}`harbour` tagad.'),
        ('The figures stand in {numref}`tbl-x`.', 'Skaitļi {numref}`tbl-x` ir doti tabulā.'),
        ('It is in {numref}`tbl-x`, here.', 'Tas ir {numref}`tbl-x`, te.'),
        ('The law is long [^law], too.', 'Likums [^law], arī garš.'),
        ('The state ({lv}`valsts`) plans.', 'Valsts ({lv}`valsts`) plāno.'),
        ('The port is called {lt}`Uostas`.', 'Ostu ({lt}`Uostas`) tā sauc.'),
        ('The port <br> is here.', 'Te ir <br> osta.'),
    ],
)
def test_pieces_are_no_blanks(original, translation):
    assert advice(original, translation, 'lv') == []


@pytest.mark.parametrize(
    ('original', 'translation', 'named'),
    [
        ('The port is here.', 'Osta **te  ir**  tagad.', '"te  ir"'),
        ('Run `make` now.', 'Tagad  `make` palaid.', '"Tagad  `make`"'),
        ('The sea is far.', '*Jūra* jūra ir tālu.', '"Jūra* jūra"'),
        ('Look here, now.', 'Skatiet [šeit](#a) ,, tagad.', '"šeit](#a) ,"'),
    ],
)
def test_true_fault_is_quoted_as_it_is_written(original, translation, named):
    [text] = [found.text for found in advice(original, translation, 'lv') if found.code.value != 'spelling']
    assert named in text


def test_code_and_foreign_words_count_as_letters():
    law = '{lv}`Par ostām un jūras telpisko plānošanu`'
    assert 'length' not in [found.code.value for found in advice(law, f'{law} (įstatymas)', 'lt')]
    assert [found.code.value for found in advice('Ports', f'Uostai ({law}, {law})', 'lt')] == ['length']


def _quotes(text):
    """Yield what a message quotes as found: from the first to the last mark before what is expected."""
    found = text.partition('; expected')[0]
    found = re.sub(r'⟨U\+(\w+)⟩', lambda code: chr(int(code[1], 16)), found)  # a sign that nobody sees
    found = re.sub(r' is not used for ".*', ' is not used', found)
    if match := re.search(r'"(.*)"', found, re.DOTALL):
        yield match[1]
    yield from re.findall(r'`([^`]+)`', found) if match is None else ()
    yield from re.findall(r'the number ([\d.,\s]*\d)', found)


def _not_there(found, *texts):
    """Return what the messages quote that stands in none of ``texts``; terms and names are named as their lists do."""
    return [
        (quote, one.text)
        for one in found
        if one.check.name not in ('term', 'name')
        for quote in _quotes(one.text)
        if not any(quote in text for text in texts)
    ]


def _messages(code):
    for catalog in Translation(code).all_catalogs():
        for entry in () if catalog.hindrances else catalog.file:
            if entry.translated():
                yield from ((catalog, one, other) for one, other in interface.pairs(entry))


def _found(catalog, original, translation):
    if catalog.is_interface:
        return advice(interface.words_of(original), interface.words_of(translation), catalog.code)
    return [
        *examine.differences(original, translation, catalog.code),
        *advice(original, translation, catalog.code),
    ]


LANGUAGES = [code for code, language in languages.load().items() if not language.is_source]


@pytest.mark.parametrize('code', LANGUAGES)
def test_what_is_quoted_from_our_catalogs_stands_there(code):
    for catalog, original, translation in _messages(code):
        assert _not_there(_found(catalog, original, translation), original, translation) == []


@pytest.mark.parametrize('path', sorted((PO / 'bad').glob('*.po')), ids=lambda path: path.stem)
def test_what_is_quoted_from_bad_catalogs_stands_there(path):
    catalog = Catalog.at(path, 'lv')
    for entry in () if catalog.hindrances else catalog.file:
        assert _not_there(_found(catalog, entry.msgid, entry.msgstr), entry.msgid, entry.msgstr) == []


@pytest.mark.parametrize('check', records.CHECKS, ids=lambda check: check.name)
def test_what_is_quoted_from_the_examples_stands_there(check):
    for example in check.examples:
        found = [
            *examine.differences(example.english, example.fails, example.language),
            *advice(example.english, example.fails, example.language),
        ]
        assert _not_there(found, example.english, example.fails) == []


SPOILED = (
    lambda text, at: f'{text[:at]}  {text[at:]}',
    lambda text, at: f'{text[:at]} , {text[at:]}',
    lambda text, at: f'{text[:at]} - {text[at:]}',
    lambda text, at: f'{text[:at]}ir ir{text[at:]}',
    lambda text, at: f'{text[:at]} EUR 1,234.5 26%{text[at:]}',
    lambda text, at: f'{text[:at]}**xyzq** ( {text[at:]}',
    lambda text, at: f'{text[:at]} No. 5 2020 gadā 1 jūnijā 2020{text[at:]}',
    lambda text, at: f'{text[:at]}&nbsp;—{text[at:]}',
)


@pytest.mark.parametrize('code', LANGUAGES)
def test_what_is_quoted_from_spoiled_translations_stands_there(code):
    """Faults at any place of a real translation: beside a link, inside a role, between two stars."""
    chance = random.Random(9)
    marked = [one for one in _messages(code) if not one[0].is_interface and parse(one[2]).text != one[2]]
    count = 0
    for catalog, original, translation in chance.sample(marked, 150):
        for spoil in SPOILED:
            spoiled = spoil(translation, chance.randrange(len(translation)))
            found = _found(catalog, original, spoiled)
            count += len(found)
            assert _not_there(found, original, spoiled) == []
    assert count > 150 * len(SPOILED)
