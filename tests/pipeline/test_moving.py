"""Lists that name a page have its new name, and words that only look like it stay."""

import pytest

from publishing.pipeline.moving import renamed
from publishing.text.moved_links import Move

MOVE = Move('planning/way', 'tools/path', files={'planning/way-map.png': 'tools/path-map.png'})


@pytest.mark.parametrize(
    ('text', 'after'),
    [
        ('`planning/way`, CHAPTER=planning/way', '`tools/path`, CHAPTER=tools/path'),
        ("'except': ['planning/way']", "'except': ['tools/path']"),
        ('handbook/planning/way.md:12: x', 'handbook/tools/path.md:12: x'),
        ('locales/lv/LC_MESSAGES/planning/way.po', 'locales/lv/LC_MESSAGES/tools/path.po'),
        ('"handbook/planning/way-map.png"', '"handbook/tools/path-map.png"'),
    ],
)
def test_name_of_the_page_is_replaced(text, after):
    assert renamed(text, MOVE) == (after, text.count('planning/way'))


@pytest.mark.parametrize(
    'text', ['planning/wayward', 'planning/way-first', 'urban-planning/way', 'https://example.org/planning/way', 'way']
)
def test_what_only_looks_like_it_stays(text):
    assert renamed(text, MOVE) == (text, 0)


def test_page_of_no_part_is_told_from_its_word():
    move = Move('glossary', 'tools/terms')
    text = '| 1 | `glossary` | the glossary | `glossary` directive; handbook/glossary.md; x/glossary |'
    assert renamed(text, move) == (
        '| 1 | `tools/terms` | the glossary | `glossary` directive; handbook/tools/terms.md; x/glossary |',
        2,
    )
