"""The page in front of all editions and each language's start page, as a telephone and a desk show them."""

import pytest
from built_book import CODES, SITE, need_built, parse
from driven import driven, window
from web_pages import find

#: What WCAG 2.2 (1.4.12) has readers set.
SPACED = (
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } '
    'p { margin-bottom: 2em !important }'
)


@pytest.fixture(scope='module')
def browser():
    need_built()
    with driven() as browser:
        yield browser


@pytest.mark.parametrize(('width', 'height'), [(320, 568), (360, 640), (768, 1024), (1280, 720)])
def test_all_languages_stand_on_the_first_screen(browser, width, height):
    with window(browser, width, height) as page:
        page.goto((SITE / 'index.html').as_uri())
        for code in CODES:
            links = page.locator(f'a[href="{code}/index.html"]').all()
            boxes = [one.bounding_box() for one in links if one.is_visible()]
            assert any(box['y'] + box['height'] <= height and box['height'] >= 24 for box in boxes), code


@pytest.mark.parametrize('spaced', [False, True], ids=['plain', 'spaced'])
@pytest.mark.parametrize('width', [320, 360, 768, 895, 896, 1280, 1920])
def test_no_title_leaves_its_place(browser, width, spaced):
    with window(browser, width) as page:
        page.goto((SITE / 'index.html').as_uri())
        if spaced:
            page.add_style_tag(content=SPACED)
        assert page.evaluate('document.documentElement.scrollWidth') == width
        for title in page.locator('.landing h1, .landing h2, .landing .landing-choice a').all():
            assert title.evaluate('(title) => title.scrollWidth <= title.clientWidth')


def test_sizes_are_said_once():
    """A book in two languages has one size, which is no other in the other language."""
    pairs = find(parse(SITE / 'index.html'), '.landing-pairs .detail')
    assert pairs
    for pair in pairs:
        assert pair.text_content().count('MB') + pair.text_content().count('kB') == 1


@pytest.mark.parametrize('code', CODES)
def test_downloads_are_one_step_from_each_page_that_begins_something(code):
    for name, wanted in (
        ('index.html', ('.pdf', '.epub')),
        ('challenges/public-transport.html', ('.pdf',)),
        ('cases/case-emric.html', ('.pdf',)),
    ):
        links = [link.get('href') for link in find(parse(SITE / code / name), '.page-downloads a')]
        assert all(any(link.endswith(f'handbook-{code}{ending}') for link in links) for ending in wanted), name
        assert links[-1].endswith(f'../index.html#{code}')
    assert find(parse(SITE / 'index.html'), f'section#{code} .downloads')
