"""What no line may tear, in a span of its own, and nothing else."""

import pytest
from web_pages import start_page


@pytest.fixture
def page(build_app):
    return start_page(build_app('unbroken', 'html', 'lv'))


def pieces(page):
    return [span.text_content() for span in page.xpath('//span[contains(@class, "unbroken")]')]


def test_ranges_domains_and_words_of_one_letter_stay_whole(page):
    assert pieces(page) == [
        '2021–2027',
        '2021.–2027.',
        '750\xa0000–800\xa0000',
        'geolatvija.lv',
        'https://www.e-tar.lt',
        'e-service',
        'b-solutions',
        'VI-A',
        '12–14',
        '1,000–2,000',
        '2021–2027',
    ]


def test_no_letter_is_lost_or_added(page):
    text = page.xpath('//p')[0].text_content().replace('\xa0', ' ').replace('\n', ' ')
    assert text == (
        'Plans of 2021.–2027. gads, from 750 000–800 000 EUR, at geolatvija.lv or https://www.e-tar.lt/portal; '
        'an e-service, b-solutions and Interreg VI-A. A well-known plan, a map–based view, u.c., 12–14 July, '
        '2014–2020 in code, 1,000–2,000 ha.'
    )


def test_the_title_in_the_contents_is_plain(build_app):
    assert build_app('unbroken').env.titles['index'].astext() == 'The period 2021–2027'


def test_a_narrow_column_may_break_what_is_too_long_for_it(page):
    cells = [cell.text_content() for cell in page.xpath('//td')]
    assert cells == ['2021–2027', 'telerisdienasgramata.lv', '2018.\xa0gada 1.\xa0novembra', '2018.\xa0gadā']
