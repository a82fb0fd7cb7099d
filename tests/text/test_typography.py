"""No-break spaces and quotation marks of each language."""

import pytest
from web_pages import start_page

from publishing.core import languages
from publishing.text.typography import no_break_spaces

#: "~" stands for the no-break space that must come out; every other space must stay.
GOOD = {
    'en': [
        'It is 12~km long and 5~m² wide',
        '26~% of it',
        'at 8~°C',
        'EUR~1,234 and 5~EUR',
        'one ~– two',
        'see p.~12 and pp.~12–14',
        'No.~5',
        '1~June 2020',
        'J.~R.~Ozols',
        '3~million people',
        'Article~5',
        '5 monkeys',
        'in 2020 people',
        'May 5 came',
        'the 3~km-long road',
        'a - b',
    ],
    'lv': [
        '2020.~gada~1.~jūnijā',
        '12~345~eiro',
        '1~234~567~EUR',
        '15~%',
        'pilsētas ~– un novadi',
        'J.~Bērziņš',
        'Nr.~5',
        'plkst.~18.00',
        'u.~c.',
        'u.~tml.',
        't.~i.',
        '7.–13.~lpp.',
        '1.~attēls',
        'Noteikumi 586 2022',
        'Tas bija 2020. Tad sākās',
        '50~km',
    ],
    'lt': [
        '2020~m.~birželio~1~d.',
        'miestas o~ne kaimas į~rytus',
        '18~val.',
        '26~%',
        't.~y.',
        'ir~pan.',
        'Nr.~5',
        '1~pav.',
        '1~lentelė',
        '12~345~Eur',
        'miestas ~– tai',
        'J.~Jonaitis',
        '5~mln. žmonių',
        '5 metai',
    ],
    'et': ['5~km', '26~%', 'J.~Tamm', 'p. 5'],
}


@pytest.mark.parametrize(
    ('language', 'expected'),
    [(language, text.replace(' ~', '~')) for language, texts in GOOD.items() for text in texts],
)
def test_no_break_spaces(language, expected):
    expected = expected.replace('~', '\xa0')
    mended = no_break_spaces(expected.replace('\xa0', ' '), languages.find(language))
    assert mended == expected
    assert no_break_spaces(mended, languages.find(language)) == mended


@pytest.fixture(params=['html', 'epub'])
def page(build_app, request):
    """Return a function that builds the root in a language and gives its page."""
    return lambda language: start_page(build_app('typography', request.param, language))


@pytest.mark.parametrize(('language', 'double', 'single'), [('en', '“”', '‘’'), ('lv', '“”', '‘’'), ('lt', '„“', '‚‘')])
def test_quotation_marks(page, language, double, single):
    paragraph = page(language).xpath('//p')[0].text_content()
    assert f'{double[0]}wide and {single[0]}deep{single[1]}{double[1]}' in paragraph
    assert '12 km "code"' in paragraph


def test_only_running_text_is_mended(page):
    document = page('en')
    assert document.xpath('//h1')[0].text_content().startswith('About 5\xa0km of “coast”')
    paragraph = document.xpath('//p')[0]
    assert 'deep’”\xa0– 12\xa0km and EUR\xa01,234, at 26\xa0%\xa0– with' in paragraph.text_content()
    assert paragraph.xpath('.//a')[0].text_content() == 'a link of 7\xa0km'
    assert paragraph.xpath('.//a/@href') == ['https://example.org/12%20km']
    assert document.xpath('//pre')[0].text_content() == '12 km "code" – EUR 5\n'


def test_contents_show_the_mended_title(build_app):
    assert build_app('typography').env.titles['index'].astext() == 'About 5\xa0km of “coast”'


def test_translators_see_plain_text(build_app):
    app = build_app('typography', 'gettext')
    assert '\xa0' not in (app.outdir / 'index.pot').read_text(encoding='utf-8')


def test_a_sentence_has_one_full_stop_where_a_label_ends_with_one(build_app):
    paragraph = start_page(build_app('stops')).xpath('//p')[0].text_content()
    assert paragraph == 'The sums stand in 1 lent. As 1 lent. shows, etc. It ends with a.. And so on etc.…'
