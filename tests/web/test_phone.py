"""The built pages on a telephone and in every other window: the bar, the contents, places, what scrolls sideways."""

import io
from statistics import median

import pytest
from built_book import CODES, SITE, need_built
from driven import driven, window
from PIL import Image

CHAPTER = 'challenges/public-transport.html'
PAGES = (CHAPTER, 'where/border-today.html', 'cases/case-emric.html', 'index.html')
WIDTHS = (320, 360, 414, 768, 959, 960, 1280, 1920)
PHONE = 360


@pytest.fixture(scope='module')
def browser():
    need_built()
    with driven() as browser:
        yield browser


def address(code, name=CHAPTER):
    return (SITE / code / name).as_uri()


#: The anchors of a page that come to stand below the bar or outside the window, when a link leads to them.
HIDDEN = """() => {
  const hidden = [], bar = document.querySelector('.bar');
  for (const element of document.querySelectorAll('main [id]')) {
    if (!element.checkVisibility() || element.closest('svg')) continue;
    element.scrollIntoView({behavior: 'instant'});
    const place = element.getBoundingClientRect();
    if (place.top < bar.getBoundingClientRect().bottom || place.top >= innerHeight) hidden.push(element.id);
  }
  return hidden;
}"""


@pytest.mark.parametrize('code', CODES)
def test_no_place_is_hidden_by_the_bar(browser, code):
    with window(browser, PHONE) as page:
        for name in PAGES:
            page.goto(address(code, name))
            assert page.locator('main [id]').count() > 1
            for width in WIDTHS:
                page.set_viewport_size({'width': width, 'height': 740})
                assert page.evaluate(HIDDEN) == [], (name, width)


def test_the_measure_finds_a_place_below_a_higher_bar(browser):
    with window(browser, PHONE) as page:
        page.goto(address('lv'))
        page.add_style_tag(content='.bar { height: 130px !important }')
        assert len(page.evaluate(HIDDEN)) > 50


#: How far the first thing seen in the bar begins from where the heading does, in pixels.
BESIDE = """() => {
  const left = (one) => one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft);
  const first = [...document.querySelectorAll('.bar a')].find((one) => one.checkVisibility());
  return left(first) - left(document.querySelector('main h1'));
}"""


@pytest.mark.parametrize('name', [CHAPTER, 'search.html'])
def test_on_a_telephone_the_bar_begins_where_the_text_does(browser, name):
    with window(browser, PHONE) as page:
        page.goto(address(CODES[0], name))
        assert abs(page.evaluate(BESIDE)) < 1


@pytest.mark.parametrize('code', CODES)
def test_the_bar_is_one_line_with_everything_in_reach(browser, code):
    """Not higher than 64 pixels, nothing beyond its edges, every target at least 24 pixels."""
    with window(browser, PHONE) as page:
        page.goto(address(code))
        for width in WIDTHS:
            page.set_viewport_size({'width': width, 'height': 740})
            assert page.locator('.bar').bounding_box()['height'] <= 64
            assert page.evaluate('document.documentElement.scrollWidth') == width
            shown = [one for one in page.locator('.bar :is(a, button, input)').all() if one.is_visible()]
            boxes = [one.bounding_box() for one in shown]
            assert len(boxes) >= len(CODES) + 2
            assert all(box['x'] >= 0 and box['x'] + box['width'] <= width for box in boxes), width
            assert all(box['width'] >= 24 and box['height'] >= 24 for box in boxes), width
            assert all(
                one['x'] + one['width'] <= other['x'] + 0.5 for one, other in zip(boxes, boxes[1:], strict=False)
            ), width


@pytest.mark.parametrize('code', CODES)
def test_contents_open_where_the_reader_is(browser, code):
    """Without a script: one step from the button to the first link; Escape leads back."""
    with window(browser, PHONE, java_script_enabled=False) as page:
        page.goto(address(code))
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(200)
        contents, button = page.locator('.contents'), page.locator('.contents-button')
        assert not contents.is_visible()
        button.click()
        box, bar = contents.bounding_box(), page.locator('.bar').bounding_box()
        assert (box['x'], box['width']) == (0, PHONE)
        assert box['y'] == pytest.approx(bar['y'] + bar['height'], abs=1)
        assert box['y'] + box['height'] == pytest.approx(740, abs=1)
        page.keyboard.press('Tab')
        assert page.locator('.contents a:focus').count() == 1
        assert page.locator('.contents a').first.get_attribute('href') == '../index.html'
        page.keyboard.press('Escape')
        assert not contents.is_visible()
        button.click()
        button.click()
        assert not contents.is_visible()


def test_contents_stay_beside_the_text_in_a_wide_window(browser):
    with window(browser, 1280) as page:
        page.goto(address('lv'))
        assert page.locator('.contents').is_visible() and not page.locator('.contents-button').is_visible()
        page.evaluate('scrollTo(0, 4000)')
        box = page.locator('.contents').bounding_box()
        assert 0 < box['y'] < 80 and box['y'] + box['height'] <= 740


SCROLLS = '(box) => box.scrollWidth > box.clientWidth'


def right_edge(box):
    """Return how light the right edge of a box is, in the middle of its pixels: some are letters, rules or the bar."""
    picture = Image.open(io.BytesIO(box.screenshot())).convert('L')
    return median(picture.getpixel((picture.width - 2, y)) for y in range(picture.height))


@pytest.mark.parametrize('kind', ['.table-scroll', '.map-drawing'])
def test_what_scrolls_sideways_shows_it(browser, kind):
    """A shade at the edge while there is more behind it, none at the end."""
    with window(browser, PHONE) as page:
        page.goto(address('lv', 'where/two-regions.html'))
        box = next(one for one in page.locator(kind).all() if one.evaluate(SCROLLS))
        shades = []
        for place in (0, 9999):
            box.evaluate('(box, place) => box.scrollLeft = place', place)
            shades.append(right_edge(box))
    assert shades[0] < 215 < 235 < shades[1]


def test_title_and_first_column_of_a_table_stay(browser):
    with window(browser, PHONE) as page:
        page.goto(address('lv'))
        tables = page.locator('.table-scroll:has(> table > caption)').all()
        seen = 0
        for box in tables:
            if not box.evaluate(SCROLLS):
                continue
            seen += 1
            box.evaluate('(box) => box.scrollLeft = 9999')
            left = box.bounding_box()['x']
            caption = box.locator('caption').bounding_box()
            assert caption['x'] == pytest.approx(left, abs=1) and caption['width'] <= box.bounding_box()['width']
            if not box.locator('[rowspan]').count():
                first = box.locator('tbody tr').first.locator('> :first-child').bounding_box()
                assert first['x'] == pytest.approx(left, abs=1)
                assert first['width'] < box.bounding_box()['width'] / 2
    assert seen
