"""Contrast of every text against what it stands on, from the style sheets' own rules and from laid-out pages; grey."""

import ast
import re

import pytest
from contrast import contrast, luminance, tokens
from lxml import etree
from places import REPOSITORY
from projects import build_pages
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes

from publishing.web import theme

LEAST = 4.5
NAMES = {*theme.PAGE_STYLES, *theme.LANDING_STYLES} - {'tokens.css'}
SHEETS = sorted(theme.THEME / name for name in NAMES)
#: Lines, grounds and a mark for the keyboard; no text is set in them.
NO_TEXT = {'rule', 'focus', 'mark', 'sand', 'sand-deep', 'paper', 'sea-tint', 'amber-tint', 'pine-tint', 'brick-tint'}
GROUNDS = ('paper', 'sand')
#: A drawn line takes its colour from here.
DRAWN = {'.coast'}


def rules(css):
    """Yield selector and declarations of each rule without nested ones."""
    css = re.sub(r'/\*.*?\*/', '', css, flags=re.DOTALL)
    for selector, body in re.findall(r'([^{}]+)\{([^{}]*)\}', css):
        yield selector.strip(), dict(re.findall(r'([\w-]+)\s*:\s*([^;]+);?', body))


def colour(value, mode):
    """Return the colours a value may stand for: a part or an edition may have any of its own."""
    name = value.strip().removeprefix('var(--').removesuffix(')')
    text = (theme.THEME / 'tokens.css').read_text(encoding='utf-8')
    if name in ('part', 'edition') or re.fullmatch(r'(part|edition)-\d', name):
        family = name.partition('-')[0]
        return {other: tokens()[mode][other] for other in re.findall(rf'--{family}-\d: var\(--(\w+)\)', text)}
    if alias := re.search(rf'--{name}: var\(--([\w-]+)\)', text):
        return colour(f'var(--{alias[1]})', mode)
    return {name: tokens()[mode][name]} if name in tokens()[mode] else {}


@pytest.mark.parametrize('mode', ['light', 'dark'])
def test_text_colours_of_the_screen_against_their_grounds(mode):
    """Each rule's own ground counts; where it has none, text may stand on paper or on a sand panel."""
    pairs = 0
    for sheet in SHEETS:
        for selector, style in rules(sheet.read_text(encoding='utf-8')):
            if selector in DRAWN:
                continue
            inks = colour(style.get('color', ''), mode)
            ground = colour(style.get('background', style.get('background-color', '')), mode)
            grounds = ground or {name: tokens()[mode][name] for name in GROUNDS}
            if set(inks) & NO_TEXT and not ground:
                continue  # text on a coloured ground that another rule sets: tested below with white
            for ink, on in ((ink, on) for ink in inks for on in grounds):
                pairs += 1
                found = contrast(inks[ink], grounds[on])
                assert found >= LEAST, f'{sheet.name}: {selector}: {ink} on {on} is {found:.2f}:1'
    assert pairs > 60


@pytest.mark.parametrize('family', ['part', 'edition'])
def test_white_on_parts_and_covers(family):
    colours = colour(f'var(--{family})', 'light')
    assert len(colours) >= 4
    assert {
        name: contrast(value, '#FFFFFF') for name, value in colours.items() if contrast(value, '#FFFFFF') < LEAST
    } == {}


# On paper


def as_hex(value):
    return '#' + ''.join(f'{round(max(0, min(1, part)) * 255):02X}' for part in value.coordinates[:3])


def grounds_below(box, ground):
    """Yield each text of a page with the ground it stands on."""
    for child in getattr(box, 'children', ()):
        child = getattr(child, '_box', child)
        own = child.style['background_color']
        own = child.style['color'] if own == 'currentcolor' else own
        on = as_hex(own) if getattr(own, 'alpha', 0) == 1 else ground
        if isinstance(child, boxes.TextBox):
            if child.text.strip() and child.style['visibility'] == 'visible':
                yield child, ground
        else:
            yield from grounds_below(child, on)


def faint(document):
    """Return the texts whose contrast is too low: words, colour, ground."""
    found, count = set(), 0
    for page in document.pages:
        paper = page._page_box.style['background_color']
        for box, ground in grounds_below(page._page_box, as_hex(paper) if paper.alpha == 1 else '#FFFFFF'):
            count += 1
            ink = as_hex(box.style['color'])
            if contrast(ink, ground) < LEAST:
                found.add((box.text[:30], ink, ground))
    assert count > 0
    return found


@pytest.fixture(scope='module')
def small_book(build_once):
    return build_pages(build_once, 'en') / 'book.html'


def test_contrast_on_laid_out_pages(small_book):
    document = HTML(small_book).render(stylesheets=[CSS(theme.THEME / 'print' / 'book.css')])
    assert faint(document) == set()


@pytest.mark.parametrize('css', ['p { color: #999999 }', '.key-facts { background: #777777 }'])
def test_faint_text_is_found(small_book, css):
    sheets = [CSS(theme.THEME / 'print' / 'book.css'), CSS(string=css)]
    assert faint(HTML(small_book).render(stylesheets=sheets))


# Without colour


def lightness(value):
    """Return CIE L* of a colour, 0 to 100."""
    light = luminance(value)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def drawings(small_book):
    return etree.HTML(small_book.read_text(encoding='utf-8')).xpath('//figure//svg')


def test_drawings_are_read_without_colour(small_book):
    """Grounds that touch are apart in lightness; every other area has its name written beside it or on it."""
    found = drawings(small_book)
    assert len(found) == 2
    for svg in found:
        texts = [' '.join(''.join(text.itertext()).split()) for text in svg.iter('text')]
        assert texts, 'names are text'
        for text in svg.iter('text'):
            assert contrast(text.get('fill', '#1A1A1A').upper(), '#FFFFFF') >= LEAST, ''.join(text.itertext())
    chart = next(' '.join(''.join(svg.itertext()).split()) for svg in found if 'Liepāja' in ''.join(svg.itertext()))
    assert 'Klaipėda' in chart
    assert re.search(r'1,250', chart) and re.search(r'2,400', chart), 'the values stand at their bars'


def test_series_of_charts_have_their_names_at_them(build_app):
    """Where two series are nearer than 15 L*, the name of each stands at its columns or its line."""
    app = build_app('charts')
    pages = etree.HTML((app.outdir / 'index.html').read_bytes())
    checked = 0
    for figure in pages.xpath('//figure[.//details]'):
        header = [''.join(cell.itertext()) for cell in figure.xpath('.//details//thead//th')][1:]
        drawing = ' '.join(''.join(text.itertext()) for text in figure.xpath('.//svg//*[local-name()="text"]'))
        if len(header) > 1:
            checked += 1
            assert [name for name in header if name not in ' '.join(drawing.split())] == []
    assert checked


def test_lightness_tells_what_the_eye_sees():
    assert lightness('#000000') == pytest.approx(0)
    assert lightness('#FFFFFF') == pytest.approx(100)
    assert abs(lightness(tokens()['light']['sea-tint']) - lightness(tokens()['light']['sea-mid'])) > 15


def test_every_sheet_is_looked_at():
    assert len(SHEETS) > 10
    assert all(path.is_relative_to(REPOSITORY) for path in SHEETS)


# Where colours stand

#: Drawings cannot read tokens.css: their colours are the same, written again.
DRAWINGS = {
    'theme/templates/cover.html',
    'theme/templates/back-cover.html',
    'theme/templates/eu-emblem.svg',
    'theme/print/proof.css',
}
#: The book of a project without our theme has colours of its own.
PLAIN = 'publishing/pdf/plain.css'
COLOUR = re.compile(
    r'(?<![\w/])(?:#|%23)(?:[0-9A-Fa-f]{3}){1,2}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|device-cmyk)a?\([^)v]*\d[^)v]*\)|'
    r'(?<=[:\s])(?:white|black|gr[ae]y|red|green|blue|yellow|orange|purple)(?=\s*[;}!])'
)


def written_colours(path):
    """Return the colours that a file sets, whatever it says in comments."""
    text = path.read_text(encoding='utf-8')
    if path.suffix == '.py':
        words = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
        text = '\n'.join(node.value for node in words if isinstance(node.value, str) and '\n' not in node.value)
    return COLOUR.findall(re.sub(r'/\*.*?\*/|<!--.*?-->', '', text, flags=re.DOTALL))


def test_colours_stand_in_the_tokens_alone():
    known, found = {value.upper() for value in tokens()['light'].values()}, {}
    for folder in ('theme', 'publishing'):
        for path in sorted((REPOSITORY / folder).rglob('*')):
            if path.suffix in ('.css', '.html', '.svg', '.js', '.py') and path.name != 'tokens.css':
                colours = {colour.replace('%23', '#').upper() for colour in written_colours(path)}
                name = path.relative_to(REPOSITORY).as_posix()
                colours -= known if name in DRAWINGS else colours if name == PLAIN else set()
                if colours:
                    found[name] = sorted(colours)
    assert found == {}, 'write these into theme/tokens.css and say var(--name)'


@pytest.mark.parametrize(
    'text',
    ['a { color: #abc; }', 'a { background: #0B4F6C }', 'a { color: white; }', 'a{border: 1px solid rgb(1, 2, 3)}'],
)
def test_a_colour_is_found(tmp_path, text):
    path = tmp_path / 'a.css'
    path.write_text(text)
    assert len(written_colours(path)) == 1
    path.write_text(f'/* {text} */ a {{ color: var(--white); width: calc(1px) }}')
    assert written_colours(path) == []
