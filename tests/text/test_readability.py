"""Long sentences, the passive, hedges and acronyms without explanation are noticed; good English is not."""

import dataclasses

import polib
import pytest

from publishing.core import languages
from publishing.core.findings import Severity
from publishing.text import readability
from publishing.translation.checks.source_text import check_source

ENGLISH = languages.load()['en']
LONG = 'The council of the town ' + 'and the council of the village ' * 5 + 'meet.'


def read(*texts):
    return readability.read(enumerate(texts, start=1), ENGLISH)


@pytest.mark.parametrize(
    ('text', 'count'),
    [
        ('One sentence. Another one!', 2),
        ('Regulation No. 5 is in force. See Art. 3 of it.', 2),
        ('It costs 12.5 million, e.g. for a bridge. "Why?" he asks.', 2),
        ('A heading without an end', 0),
        ('J. Bērziņš signed it on 1.2.2020 in Rīga.', 1),
    ],
)
def test_sentences_end_where_they_end(text, count):
    assert len(readability.sentences(text)) == count


def test_long_sentences_and_averages():
    page = read(LONG, 'A short one.')
    assert [(line, text) for line, _count, text in page.too_long] == [(1, LONG)]
    assert page.average == pytest.approx((len(readability.WORD.findall(LONG)) + 3) / 2)


def test_the_passive_is_counted():
    assert read('The plan was adopted. The road is being built. The council decides.').passives == 2
    assert read('She is tired of it.').passives == 1, 'a hint only: it does not know adjectives'
    assert read('The council adopts the plan. They are in Skuodas.').passives == 0


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('Our reading: it may.', ['Our reading']),
        ('We found no source, and it seems late.', ['found no', 'no source', 'it seems']),
        ('The office found nothing wrong.', []),
    ],
)
def test_hedges(text, found):
    assert sorted(words for _line, words in read(text).hedges) == sorted(found)


@pytest.mark.parametrize(
    ('text', 'found'),
    [
        ('The SPF pays.', ['SPF']),
        ('The Small Project Fund (SPF) pays. The SPF pays again.', []),
        ('VID (the State Revenue Service) answers.', []),
        ('The EU and 700 MW of GDP.', ['MW']),
        ('Write to the VSAAs or to a@LV.lv.', ['VSAA']),
        ('An SPF, and the SPF again.', ['SPF']),
        ('Part III of Law XIII-3096 on LT72 in TRANSWAT.', []),
        ('SPF', []),
    ],
)
def test_acronyms_are_explained_where_they_stand_first(text, found):
    language = dataclasses.replace(ENGLISH, acronyms=('EU', 'GDP'))
    assert [acronym for _line, acronym in readability.read([(1, text)], language).acronyms] == found


def test_a_language_without_lists_gets_no_hints_of_theirs():
    language = dataclasses.replace(ENGLISH, acronyms=(), hedges=(), passive=())
    page = readability.read([(1, 'The SPF was not found.')], language)
    assert (page.acronyms, page.hedges, page.passives) == ([], [], 0)


def pot(*messages):
    return [
        polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', str(line))])
        for line, text in enumerate(messages, start=1)
    ]


def test_hints_are_warnings_with_their_place():
    found = check_source({'a': pot(LONG, 'The SPF of *{term}`Skuodas`* pays {cite}`no1`.')})
    assert all(one.severity is Severity.WARNING for one in found)
    assert [(one.line, one.text[:36]) for one in found] == [
        (1, 'a sentence of 36 words, "The council'),
        (2, '"SPF" stands here for the first time'),
    ]


def test_hedges_are_counted_on_the_page_and_in_the_book():
    plain = 'The council decides on the plan today and the next one decides on it tomorrow. ' * 12
    found = check_source({'a': pot(plain, 'Our reading: it may.', 'It seems late.')})
    assert [one.line for one in found] == [2, None]
    assert '2 hedges in' in found[0].text
    assert '(lines 2: "Our reading", 3: "It seems")' in found[0].text
    assert 'expected at most one in 500' in found[1].text
    assert not check_source({'a': pot(plain * 40, 'Our reading: it may.')})
