"""Status: a changed sentence shows as changed in every translation, before any catalog was touched."""

import polib
import pytest

from publishing.translation.catalogs import templates, update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews.shares import Share, count_words, coverage, shares
from publishing.translation.reviews.status import table


def pot(*texts):
    """Return a template as Sphinx extracts it."""
    result = polib.POFile()
    result.extend(polib.POEntry(msgid=text, occurrences=[('../../handbook/a.md', '1')]) for text in texts)
    return result


def translate(locales, language, text, translation):
    path = Translation(language, locales).path('a')
    catalog = polib.pofile(str(path))
    catalog.find(text).msgstr = translation
    catalog.save(str(path))


@pytest.fixture
def locales(tmp_path):
    """Return catalogs of one page in two languages, half translated."""
    for language in ('lv', 'lt'):
        update.update(Translation(language, tmp_path), {'a': pot('Five words stand right here.', 'Not yet.')})
        translate(tmp_path, language, 'Five words stand right here.', 'Tulkots.')
    return tmp_path


def test_words_of_each_page_and_in_all(locales):
    pages = shares(
        Translation('lv', locales),
        {'a': pot('Five words stand right here.', 'Not yet.'), 'b': pot('Three more words'), 'sphinx': pot('Search')},
    )
    assert pages['a'] == Share(7, 5, 0, 0)
    assert pages['b'] == Share(3, 0, 0, 0)
    assert pages['total'] == Share(10, 5, 0, 0)
    assert pages['total'].share == 0.5


@pytest.mark.parametrize('language', ['lv', 'lt'])
@pytest.mark.parametrize('sentence', ['Six words now stand right here.', 'Five words do not stand right here.'])
def test_changed_sentence_shows_as_changed_in_both_translations(locales, language, sentence):
    path = Translation(language, locales).path('a')
    before = path.read_bytes()
    share = shares(Translation(language, locales), {'a': pot(sentence, 'Not yet.')})['a']
    assert (share.translated, share.changed, share.messages_changed) == (0, len(sentence.split()), 1)
    assert path.read_bytes() == before
    update.update(Translation(language, locales), {'a': pot(sentence, 'Not yet.')})
    assert shares(Translation(language, locales), {'a': pot(sentence, 'Not yet.')})['a'] == share


def test_english_is_complete(locales):
    assert shares(Translation('en', locales), {'a': pot('Two words')})['total'].share == 1.0


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        ('Plain words, three.', 3),
        ('EUR 1,234.50 on 1 June 2020', 6),
        ('A {term}`planning region <planning region>` works {cite}`a2015,b2016`.', 4),
        ('See [the list](#some-long-label).[^note]', 3),
        ('{numref}`tbl-ports`', 1),
    ],
)
def test_only_words_a_translator_has_before_her_count(text, words):
    assert count_words(text) == words


def test_table_is_aligned_and_has_one_line_a_chapter():
    text = table(
        'Latviešu (lv)',
        {
            'a': Share(7, 5, 2, 1, 4, 3, 1),
            'long/name': Share(1234, 0, 0, 0),
            'sphinx': Share(1, 1),
            'total': Share(1241, 5, 2, 1, 4, 3, 1),
        },
        'draft',
    )
    assert text.splitlines() == [
        'Latviešu (lv): draft',
        'chapter             words  translated  reviewed  approved  changed since  not yet',
        'a                       7           5         4         3              2        0  1 message changed; '
        '1 word for review',
        'long/name            1234           0         0         0              0     1234',
        'buttons and labels      1           1         0         0              0        0',
        '-' * 119,
        'handbook in all      1241           5         4         3              2     1234  1 message changed; '
        '1 word for review',
        '1 message has changed since it was translated.',
    ]


def test_extraction_is_skipped_while_nothing_changes(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(templates, '_build', lambda outdir: calls.append(outdir) or [])
    coverage(Translation('en', tmp_path), tmp_path / 'gettext')
    coverage(Translation('en', tmp_path), tmp_path / 'gettext')
    assert len(calls) == 1
    monkeypatch.setattr(templates, 'inputs_hash', lambda: 'another')
    coverage(Translation('en', tmp_path), tmp_path / 'gettext')
    assert len(calls) == 2


def test_translation_in_the_file_counts_at_once(locales):
    translate(locales, 'lv', 'Not yet.', 'Tagad gan.')
    assert (
        shares(Translation('lv', locales), {'a': pot('Five words stand right here.', 'Not yet.')})['total'].share == 1.0
    )
