"""axe-core finds nothing on a page of each kind, in the light and in the dark, on a telephone and at a desk."""

from pathlib import Path

import axe_playwright_python
import pytest
from built_book import SITE, need_built
from driven import driven, window

AXE = Path(axe_playwright_python.__file__).with_name('axe.min.js')
#: Front, start, part, chapter with charts and tables, maps, case, form, questions, sources, index, search.
KINDS = (
    '../index.html',
    'index.html',
    'challenges/index.html',
    'challenges/rivers-nature.html',
    'where/two-regions.html',
    'cases/case-emric.html',
    'cases/by-theme.html',
    'living/work-money.html',
    'tools/worksheets.html',
    'genindex.html',
    'search.html?q=autobus',
)
#: Every rule that is in force, also those that are only good practice or on trial; not those of level AAA.
RULES = """(only) => axe.run(document, {
  resultTypes: ['violations'], preload: false,
  runOnly: {type: 'rule', values: only.length ? only : axe.getRules()
    .filter((rule) => !rule.tags.some((tag) => tag.endsWith('aaa') || tag === 'deprecated'))
    .map((rule) => rule.ruleId)},
}).then((found) => found.violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`)))"""
#: Widths of the window, whether what can be opened is, and the mode, which changes colours alone. The pages of the two
#: languages are alike, so each takes half of the states.
STATES = {
    'lv': ((360, True, 'light'), (1280, False, 'dark')),
    'lt': ((1280, False, 'light'), (360, True, 'dark')),
}
OPEN = '(open) => document.querySelectorAll("details").forEach((one) => (one.open = open))'


@pytest.fixture(scope='module')
def browser():
    need_built()
    with driven() as browser:
        yield browser


@pytest.mark.parametrize('name', KINDS)
@pytest.mark.parametrize('code', STATES)
def test_axe_finds_nothing(browser, code, name):
    with window(browser, 360) as page:
        page.goto(f'{(SITE / code).as_uri()}/{name}')
        page.evaluate(AXE.read_text(encoding='utf-8'))
        for width, is_open, mode in STATES[code]:
            page.set_viewport_size({'width': width, 'height': 740})
            page.emulate_media(color_scheme=mode)
            page.evaluate(OPEN, is_open)
            assert page.evaluate(RULES, ['color-contrast'] if mode == 'dark' else []) == [], (width, is_open, mode)


@pytest.mark.parametrize(
    ('piece', 'rule'),
    [
        ('<button style="width: 20px; height: 20px">a</button><button style="height: 20px">b</button>', 'target-size'),
        ('<table><tr><th></th><td>a</td></tr></table>', 'empty-table-header'),
        (
            '<div style="overflow-x: auto; width: 50px"><div style="width: 500px; height: 9px">a</div></div>',
            'scrollable',
        ),
        ('<p style="color: #ddd; background: #fff">faint</p>', 'color-contrast'),
        ('<h5>deep</h5>', 'heading-order'),
    ],
)
def test_axe_is_asked_for_each(browser, piece, rule):
    with window(browser, 360) as page:
        page.goto(f'{(SITE / "lv").as_uri()}/cases/case-emric.html')
        page.evaluate(AXE.read_text(encoding='utf-8'))
        page.evaluate('(piece) => document.querySelector("article").insertAdjacentHTML("beforeend", piece)', piece)
        assert any(one.startswith(rule) for one in page.evaluate(RULES, []))
