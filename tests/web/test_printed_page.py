"""A web page that a reader prints: the data of its charts are on the paper, notes keep their distance."""

import pytest
from built_book import SITE, need_built
from driven import driven, window

PAGE = 'challenges/public-transport.html'
GAPS = """(one) => [
  one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().bottom,
  one.nextElementSibling.getBoundingClientRect().top - one.getBoundingClientRect().bottom]"""


@pytest.fixture(scope='module')
def browser():
    need_built()
    with driven() as browser:
        yield browser


def test_closed_data_of_charts_are_printed(browser):
    with window(browser, 1280) as page:
        page.goto((SITE / 'lv' / PAGE).as_uri())
        row = page.locator('.chart-data tbody tr').first
        assert not row.is_visible() and not page.locator('.chart-data[open]').count()
        page.emulate_media(media='print')
        assert row.is_visible()
        for name in ('.bar', '.contents', '.page-downloads', '.chart-data summary'):
            assert not page.locator(name).first.is_visible(), name


def test_notes_keep_their_distance(browser):
    with window(browser, 700) as page:
        page.goto((SITE / 'lv' / 'cases' / 'case-emric.html').as_uri())
        page.emulate_media(media='print')
        facts = page.locator('.case-facts').first
        gaps = facts.evaluate(GAPS)
        assert all(gap >= 8 for gap in gaps), gaps
