"""A note's mark has its number and its links wherever it stands, in every language: in headings, too."""

import functools
from collections import Counter

import pytest
from web_pages import main, words

#: Where marks stand in the test's page, and the text before each in the translation.
PLACES = {
    '#title': 'Piekrastes',
    '#part': 'No divām2 otrā daļa',
    '#english': 'An English part',
    '#table': 'Ostas pa gadiem',
    '#cell': 'Gads',
    '#figure': 'Zīmējuma paraksts',
    '#term': 'Piestātne',
    '#definition': 'Vieta kuģiem.',
    '#box': 'Ievērojiet',
    '#entry': 'Prāmis',
    '#glossary': 'Kuģis.',
    '#list': 'Otra tabula',
    '#rubric': 'Mazs virsraksts',
}


@pytest.fixture(scope='module')
def body(build_once):
    """Return the page in a language."""
    return functools.cache(lambda language: main(build_once('notes', language=language)))


def marks(body):
    return body.xpath('.//a[contains(@class, "footnote-reference")]')


def test_every_mark_has_the_number_of_the_original(body):
    numbers = [Counter((mark.get('href'), words(mark)) for mark in marks(body(code))) for code in ('en', 'lv')]
    assert numbers[0] == numbers[1]
    assert numbers[0].total() == len(PLACES) + 4  # one note has three marks, one is a figure
    assert all(number.strip('[]').isdigit() for _target, number in numbers[0])


@pytest.mark.parametrize(('target', 'before'), PLACES.items())
def test_mark_stands_in_its_place(body, target, before):
    [mark] = [mark for mark in marks(body('lv')) if mark.get('href') == target]
    text = words(mark.getparent()).replace('[', '').replace(']', '')
    assert before in text


@pytest.mark.parametrize('language', ['en', 'lv'])
def test_every_note_leads_back_to_its_marks(body, language):
    page = body(language).getroottree()
    back = page.xpath('//aside[contains(@class, "footnote")]//a[starts-with(@href, "#")]/@href')
    assert len(back) == len(marks(body(language)))
    assert sorted(back) == sorted(f'#{mark.get("id")}' for mark in marks(body(language)))
