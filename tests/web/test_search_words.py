"""The search finds what people type: lists of queries by somebody who has not written the stemmers.

The lists are in ``search_words``; no rule of the search is made for a word of theirs. ``FLOORS`` are what was reached.
"""

from pathlib import Path

import pytest
from built_book import CODES, SITE, need_built

from publishing.pipeline import bench_site

LISTS = Path(__file__).parent / 'search_words'
FLOORS = {
    'inflected': 0.98,
    'folded': 0.97,
    'typo': 0.95,
    'derived': 0.83,
    'english-terms': 0.98,
    'names': 0.95,
    'numbers': 0.99,
    'phrases': 1.0,
    'stop-words': 1.0,
}
#: Milliseconds of 95 in 100 queries; on a busy machine they take several times as long.
SLOW = 500
#: Kilobytes, packed, that a word loads besides the texts shown.
LOADED = 60


@pytest.fixture(scope='module')
def measured():
    need_built()
    try:
        return {code: bench_site.measure(SITE / code, LISTS, code) for code in CODES}
    except bench_site.NoNodeError:
        pytest.skip('no Node here')


@pytest.mark.parametrize('name', FLOORS)
def test_what_is_looked_for_is_among_the_first_ten(name, measured):
    scores = [score for found in measured.values() for score in found.scores if score.name == name]
    assert scores
    assert [(score.language, score.missed) for score in scores if score.share < FLOORS[name]] == []


def test_a_query_loads_little_and_is_soon_answered(measured):
    for found in measured.values():
        assert found.milliseconds[1] < SLOW
        assert found.loaded < LOADED


def test_an_answer_is_right_when_a_page_of_the_list_is_there():
    found = {'passed': False, 'pages': ['a', 'b']}
    assert bench_site.is_right('typo', ['b', 'c'], found)
    assert not bench_site.is_right('typo', ['c'], found)
    assert not bench_site.is_right('phrases', [], found)
    assert bench_site.is_right('phrases', [], {'passed': False, 'pages': []})
    assert not bench_site.is_right('stop-words', [], found)


def test_lists_are_read_by_language(tmp_path):
    (tmp_path / 'typo-lv.tsv').write_text(
        'query\texpected\tform in the text\tnote\nupee\ta|b\tupe\t\n', encoding='utf-8'
    )
    (tmp_path / 'numbers.tsv').write_text('language\tquery\texpected\nlv\t2019\ta\nlt\t2020\t\n', encoding='utf-8')
    assert dict(bench_site.lists(tmp_path, 'lv')) == {'numbers': [('2019', ['a'])], 'typo': [('upee', ['a', 'b'])]}
    assert dict(bench_site.lists(tmp_path, 'lt')) == {'numbers': [('2020', [])]}
