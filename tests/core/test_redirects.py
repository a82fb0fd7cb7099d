"""Old addresses lead to pages that there are, in one step, and never away from a page."""

import pytest

from publishing.core import redirects
from publishing.core.findings import Severity

PAGES = {'index', 'planning/money', 'tools/way', 'tools/index'}


def read(tmp_path, *lines):
    """Return what a list of ``lines`` means, and what is said of it as (line, severity, words)."""
    path = tmp_path / redirects.NAME
    path.write_text('\n'.join(['old,new', *lines, '']), encoding='utf-8')
    leads, found = redirects.read(path, PAGES)
    assert all('; expected ' in one.text for one in found)
    return leads, [(one.line, one.severity, one.text) for one in found]


def test_without_a_list_nothing_leads_anywhere(tmp_path):
    assert redirects.read(tmp_path / redirects.NAME, PAGES) == ({}, [])


def test_chain_is_one_step_and_a_line_is_found_in_any_order(tmp_path):
    leads, found = read(tmp_path, 'a/way,b/way', 'c/way,a/way', 'b/way,tools/way')
    assert leads == dict.fromkeys(('a/way', 'b/way', 'c/way'), 'tools/way')
    assert found == []


def test_page_that_came_back_wins_with_a_message(tmp_path):
    leads, [(line, severity, words)] = read(tmp_path, 'a/way,planning/money', 'planning/money,tools/way')
    assert leads == {'a/way': 'planning/money'}
    assert (line, severity) == (3, Severity.WARNING)
    assert 'the address "planning/money" has a page again' in words


@pytest.mark.parametrize(
    ('line', 'says'),
    [
        ('a/way,b/none', 'the old address "a/way" leads to "b/none", which is no page'),
        ('a/way,a/way', 'the old address "a/way" leads back to itself'),
        ('../../way,tools/way', '"../../way" is no name of a page'),
        ('a/way,https://evil.example', '"https://evil.example" is no name of a page'),
        ('search,tools/way', '"search" is no name of a page'),
        ('a/way.html,tools/way', '"a/way.html" is no name of a page'),
        ('a/way', 'the row has 1 cells'),
    ],
)
def test_line_that_leads_nowhere_is_named(tmp_path, line, says):
    leads, [(number, severity, words)] = read(tmp_path, 'b/way,tools/way', line)
    assert leads == {'b/way': 'tools/way'}
    assert (number, severity) == (3, Severity.ERROR)
    assert says in words


def test_circle_and_address_that_stands_twice_are_named(tmp_path):
    leads, found = read(tmp_path, 'a/way,b/way', 'b/way,a/way', 'c/way,tools/way', 'c/way,index')
    assert leads == {'c/way': 'tools/way'}
    assert [line for line, _severity, _words in found] == [5, 2, 3]
    assert 'stands twice, first in line 4' in found[0][2]
    assert all('leads back to itself' in words for _line, _severity, words in found[1:])


def test_after_moves_no_line_leads_on():
    once = redirects.after_move({}, 'a/way', 'b/way')
    twice = redirects.after_move(once, 'b/way', 'c/way')
    assert once == {'a/way': 'b/way'}
    assert twice == {'a/way': 'c/way', 'b/way': 'c/way'}


def test_move_back_takes_its_line_away_and_keeps_the_others():
    leads = {'a/way': 'c/way', 'b/way': 'c/way', 'x/y': 'x/z'}
    assert redirects.after_move(leads, 'c/way', 'a/way') == {'b/way': 'a/way', 'c/way': 'a/way', 'x/y': 'x/z'}
    assert redirects.after_move({'a/way': 'b/way'}, 'b/way', 'a/way') == {'b/way': 'a/way'}


def test_list_is_read_as_it_is_written(tmp_path):
    path = tmp_path / redirects.NAME
    path.write_text(redirects.text({'a/way': 'tools/way', 'b/way': 'index'}), encoding='utf-8')
    assert path.read_text(encoding='utf-8') == 'old,new\na/way,tools/way\nb/way,index\n'
    assert redirects.read(path, PAGES) == ({'a/way': 'tools/way', 'b/way': 'index'}, [])
