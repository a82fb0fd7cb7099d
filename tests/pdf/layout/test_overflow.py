"""What a layout gets wrong in silence is named with page and document: overflow, missing letters, skipped headings."""

import re

import pytest
from places import REPOSITORY

from publishing.core.findings import Code
from publishing.pdf.layout import layout

FONT = (REPOSITORY / 'theme' / 'fonts' / 'SourceSerif4-Regular.ttf').as_uri()
CSS = (
    '@page { size: 100mm 100mm; margin: 20mm }'
    '@font-face { font-family: "Ours"; src: url("' + FONT + '") }'
    'body { font: 10pt/12pt "Ours"; hyphens: none; margin: 0 } h1, h2, h3 { font-size: 12pt }'
)
LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'


@pytest.fixture
def problems(tmp_path):
    """Return a function that lays out a page and returns what is wrong with it."""

    def run(body, css=''):
        path = tmp_path / 'style.css'
        path.write_text(CSS + css, encoding='utf-8')
        text = (
            f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>'
            f'<div class="document chapter" id="part/one">{body}</div></body></html>'
        )
        return layout.lay_out(text, tmp_path.as_uri() + '/', [path]).problems

    return run


PICTURE = (
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII='
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50" font-size="10" '
    'role="img" aria-label="A plan">{}</svg>'
)
GOOD = {
    'a text that fits': '<p>Some words that run over several lines of a narrow page and fit.</p>',
    'a long word that may break': f'<p style="overflow-wrap: anywhere">{LONG * 2}</p>',
    'a hanging indent': '<p style="padding-left: 4mm; text-indent: -4mm">Some words that hang out to the left.</p>',
    'justified lines': '<p style="text-align: justify">' + 'Some words that fill the line to its end. ' * 9 + '</p>',
    'a table': '<table><tr><td>one</td><td>two</td></tr></table>',
    'a table as wide as it asks to be': '<table style="width: 75mm; margin-right: -15mm"><tr><td>one</td></tr></table>',
    'a word that uses the padding': '<div style="width: 30mm; padding: 0 8mm; border: 1pt solid">'
    '<p>Donaudampfschifffahrt</p></div>',
    'a note in the margin': '<p>x <span style="position: absolute; left: 62mm; width: 15mm">a note</span></p>',
    'an inline block': '<p>x <span style="display: inline-block; width: 30mm">some words in a box</span></p>',
    'a fixed height that is enough': '<div style="height: 20mm">two<br>lines</div>',
    'hidden text': '<p style="visibility: hidden; position: absolute; left: 200mm">gone</p>',
    'an ornament that runs off the page': '<svg aria-hidden="true" width="400" height="500" viewBox="0 0 4 5" '
    'style="position: absolute; left: -40mm"><path d="M0 0 4 5"/></svg>',
    'a list': '<ul><li>one</li><li>two</li></ul>',
    'letters of Latvian and Lithuanian': '<p>āčēģīķļņšūž ąčęėįšųūž „“ – … €</p>',
    'soft hyphens and joiners': '<p>pa\u00adšap\u00adkalpo\u200bšanās\u2060 x\u00a0y\u202fz</p>',
    'a generic family may borrow': '<p style="font-family: Ours, sans-serif">☂</p>',
    'a picture that fits': f'<p><img src="{PICTURE}" alt="A picture" style="width: 30mm; height: 20mm"></p>',
    'a picture that fills the bleed': f'<img src="{PICTURE}" alt="" style="position: absolute; '
    'left: -20mm; top: -20mm; width: 100mm; height: 100mm">',
    'words in a drawing': '<p>'
    + DRAWN.format(
        '<text x="0" y="20">AB</text><text x="100" y="40" text-anchor="end">right'
        '</text><g transform="translate(60 0)"><text x="0" y="20" text-anchor="middle">mid</text></g>'
    )
    + '</p>',
    'a drawing that offers something for HTML': '<p>'
    + DRAWN.format('<switch><foreignObject><p>HTML</p></foreignObject><text x="0" y="20">HTML</text></switch>')
    + '</p>',
    'a frame that fits': '<div style="border: 1pt solid; padding: 2mm">framed</div>',
    'headings in order': '<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><h1>E</h1>',
    'a heading nobody sees': '<h1>A</h1><h4 style="display: none">B</h4>',
}
BAD = (
    (
        '<p>x</p><p style="margin-right: -40mm; white-space: nowrap">' + 'far out ' * 15 + '</p>',
        Code.OVERFLOW,
        'wider than its box',
    ),
    (f'<p>{LONG}</p>', Code.OVERFLOW, f'the text "{LONG[:40]} …" is .* mm wider than its box'),
    (
        '<p style="position: absolute; left: 75mm; width: 20mm">at the edge</p>',
        Code.OVERFLOW,
        'the text "at the edge" reaches .* beyond the edge of the page',
    ),
    ('<p style="margin-top: -25mm">above</p>', Code.OVERFLOW, '"above" reaches .* mm beyond the edge of the page'),
    ('<p style="margin-left: -25mm">to the left</p>', Code.OVERFLOW, 'reaches .* beyond the edge'),
    (
        f'<table><tr><td>{LONG}</td><td>{LONG}</td></tr></table>',
        Code.OVERFLOW,
        'the table that begins with "Donau.*" is .* wider than the page has room',
    ),
    (
        '<table style="width: 60mm; table-layout: fixed"><tr><td>a</td><td>b</td><td>c</td>'
        f'<td>{LONG}</td></tr></table>',
        Code.OVERFLOW,
        'wider than its box',
    ),
    (
        f'<div style="width: 20mm; padding: 0 2mm"><p style="background: #EEE">{LONG[:21]}</p></div>',
        Code.OVERFLOW,
        'wider than its box',
    ),
    ('<div style="height: 5mm">one<br>two<br>three</div>', Code.OVERFLOW, 'the text "three" stands .* below its box'),
    (
        '<div style="height: 30mm; position: relative"><div style="position: absolute; top: 0; bottom: 20mm">'
        'one<br>two<br>three<br>four</div></div>',
        Code.OVERFLOW,
        '"four" stands .* mm below its box',
    ),
    (
        '<pre>a line of code that is far too long for the narrow measure of this page</pre>',
        Code.OVERFLOW,
        'wider than its box',
    ),
    (
        '<p>x <span style="display: inline-block; width: 90mm">wide box</span></p>',
        Code.OVERFLOW,
        '"wide box" is .* wider than its box',
    ),
    (
        '<p>An umbrella ☂ in the text</p>',
        Code.GLYPH,
        r'the letter "☂" \(U\+2602\) in "An umbrella ☂ in the text" (is not in the font "Ours"|is in no font)',
    ),
    ('<p>Nobody draws \U0010fffd this</p>', Code.GLYPH, r'\(U\+10FFFD\) .* is in no font'),
    (
        f'<p><img src="{PICTURE}" alt="A quay" style="width: 10mm; height: 65mm"></p>',
        Code.OVERFLOW,
        'the picture "A quay" reaches .* mm below the place for text, over the foot of the page',
    ),
    (
        f'<img src="{PICTURE}" alt="A quay" style="display: block; width: 30mm; height: 120mm">',
        Code.OVERFLOW,
        'the picture "A quay" reaches 40.0 mm beyond the edge of the page and is cut',
    ),
    (
        f'<img src="{PICTURE}" alt="A quay" style="display: block; width: 70mm; height: 9mm">',
        Code.OVERFLOW,
        'the picture "A quay" is 10.0 mm wider than the place it stands in',
    ),
    (
        f'<p>x <img src="{PICTURE}" alt="A quay" style="width: 70mm; height: 9mm"></p>',
        Code.OVERFLOW,
        'the picture "A quay" is .* mm wider than its box',
    ),
    (
        '<p><svg xmlns="http://www.w3.org/2000/svg" class="formula" aria-label="a plus b" viewBox="0 0 9 9" '
        'width="70mm" height="9mm"><path d="M0 0H9V9Z"/></svg></p>',
        Code.OVERFLOW,
        'the formula "a plus b" is .* mm wider than its box',
    ),
    (
        '<div style="border: 1pt solid; width: 90mm">framed</div>',
        Code.OVERFLOW,
        'the frame around "framed" reaches .* mm beyond the edge of the page',
    ),
    (
        '<p>' + DRAWN.format('<text x="5" y="20">ship <tspan>\U0010fffd</tspan></text>') + '</p>',
        Code.GLYPH,
        r'\(U\+10FFFD\) in the drawing "A plan" is in no font',
    ),
    (
        '<p>' + DRAWN.format('<text x="80" y="20">too long</text>') + '</p>',
        Code.OVERFLOW,
        'the text "[to long]+" reaches beyond the edge of the drawing "A plan"',
    ),
    (
        '<p>' + DRAWN.format('<g opacity="0.5"><text x="20" y="20" text-anchor="end">to the left</text></g>') + '</p>',
        Code.OVERFLOW,
        'the text "to?t?h?e?" reaches beyond the edge of the drawing "A plan"',
    ),
    (
        '<p>' + DRAWN.format('<text x="5" y="20" font-size="medium">unseen</text>') + '</p>',
        Code.OVERFLOW,
        'the text "unseen" in the drawing "A plan" has no size',
    ),
    (
        '<p>' + DRAWN.format('<foreignObject><p>Words of HTML</p></foreignObject>') + '</p>',
        Code.OVERFLOW,
        'the text "Words of HTML" in the drawing "A plan" is HTML inside a drawing',
    ),
    (
        '<h1>A</h1><h3>Too deep</h3>',
        Code.HEADING,
        'the heading "Too deep" is of level 3 and follows one of level 1; expected level 2 or less',
    ),
    ('<h2>B</h2>', Code.HEADING, 'is of level 2 and is the first of the book; expected level 1'),
)


@pytest.mark.parametrize('name', GOOD)
def test_good(problems, name):
    assert [str(problem) for problem in problems(GOOD[name])] == []


@pytest.mark.parametrize(('body', 'code', 'words'), BAD)
def test_bad(problems, body, code, words):
    found = problems(body)
    assert [(problem.page, problem.document, problem.code) for problem in found] == [(1, 'part/one', code)], found
    assert re.search(words, found[0].text), found[0].text


def test_the_page_is_named(problems):
    found = problems(f'<p>fine</p><p style="break-before: page">fine</p><p style="break-before: page">{LONG}</p>')
    assert [problem.page for problem in found] == [3]
    assert str(found[0]).startswith('page 3: the text')


def test_a_wide_table_is_named_once_on_however_many_pages_it_stands(problems):
    row = f'<tr><td>{LONG}</td><td>{LONG}</td></tr>'
    found = problems(f'<table>{row * 30}</table><table>{row}</table>')
    assert [one.page for one in found] == [1, max(one.page for one in found)]
    assert found[1].page >= 3


def test_the_innermost_document_is_named(problems):
    found = problems(f'<div class="document sub" id="part/two"><p>{LONG}</p></div><p>{LONG}s</p>')
    assert [problem.document for problem in found] == ['part/two', 'part/one']


def test_running_heads_and_footnotes(problems):
    found = problems('<p>Text</p>', '@page { @top-center { content: "' + LONG * 2 + '"; white-space: nowrap } }')
    assert [problem.document for problem in found] == ['']
    found = problems(f'<p>Text<span style="float: footnote">{LONG}</span></p>')
    assert [(problem.code, problem.document) for problem in found] == [(Code.OVERFLOW, 'part/one')]


def test_each_letter_is_named_once(problems):
    found = problems('<p>☂ and ☂</p><p style="break-before: page">☂ and ☃</p>')
    assert [(problem.page, problem.text[:14]) for problem in found] == [(1, 'the letter "☂"'), (2, 'the letter "☃"')]


def test_the_builder_names_the_source_file(build_app):
    app = build_app('overflow', 'pdf')
    warning = re.sub(r'\x1b\[[0-9;]*m', '', app.warning.getvalue())
    assert re.search(
        r'wide\.md:3: WARNING: page \d+: the table that begins with "one" is .* wider than the page '
        r'has room; .* \[handbook\.overflow\]',
        warning,
    ), warning
    assert re.search(r'deep\.md:\d+: WARNING: page \d+: the heading "Far down" .* \[handbook\.heading\]', warning), (
        warning
    )
    assert len(warning.strip().splitlines()) == 2
