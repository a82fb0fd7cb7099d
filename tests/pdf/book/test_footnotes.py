"""Footnotes move to their call, whole."""

from lxml import etree, html

from publishing.pdf.book import footnotes
from publishing.pdf.book.assembly import parse

NOTE = (
    '<aside class="footnote brackets" id="{0}" role="doc-footnote"><span class="label">1</span>'
    '<span class="backrefs">(<a href="#c">1</a>)</span>{1}</aside>'
)


def call(target, text='1'):
    return f'<a class="footnote-reference brackets" href="#{target}">{text}</a>'


def page(text, *notes):
    group = ''.join(NOTE.format(*note) for note in notes)
    rule = '<hr class="footnotes docutils">'
    return parse(f'{text}{rule}<aside class="footnote-list brackets">{group}</aside><p>end</p>')


def test_a_note_stands_at_its_call():
    body = page(f'<p>Before {call("f")} behind.</p>', ('f', '<p>Words of <em>the</em> note.</p>'))
    assert footnotes.to_page_foot(body) == 1
    note = body.xpath('.//p/span[@class="footnote"]')[0]
    assert note.text_content() == 'Words of the note.'
    assert (note.get('id'), note.get('role'), note.tail) == ('f', 'doc-footnote', ' behind.')
    assert body.xpath('.//p')[0].text == 'Before '
    assert note.xpath('.//em')
    assert not body.xpath('.//aside | .//hr')
    assert body.text_content().endswith('end')


def test_nothing_of_a_long_note_is_lost():
    body = page(
        f'<p>x{call("f")}</p>',
        (
            'f',
            '<p>One.</p><ul class="simple">\n<li><p>Point</p></li>\n</ul>'
            '<div class="highlight"><pre>code</pre></div><p>End.</p>',
        ),
    )
    footnotes.to_page_foot(body)
    note = body.xpath('.//span[@class="footnote"]')[0]
    assert note.text_content() == 'One.PointcodeEnd.'
    assert {element.tag for element in note.iter(etree.Element)} == {'span'}
    assert len(note.xpath('.//span[contains(@class, "footnote-point")]')) == 1
    again = html.fragment_fromstring(html.tostring(body, encoding='unicode'))
    # A block inside would have ended the paragraph.
    assert again.xpath('string(.//p[1])') == 'x\N{WORD JOINER}One.PointcodeEnd.'


def test_a_call_cannot_begin_a_line():
    body = page(f'<p>word{call("f")} <em>more</em>{call("g")}</p>', ('f', '<p>F</p>'), ('g', '<p>G</p>'))
    footnotes.to_page_foot(body)
    assert body.xpath('string(.//p[1]/text()[1])') == 'word\N{WORD JOINER}'
    spaced = page(f'<p>word {call("f")}</p>', ('f', '<p>F</p>'))
    footnotes.to_page_foot(spaced)
    assert spaced.xpath('string(.//p[1]/text()[1])') == 'word '


def test_a_second_call_becomes_a_link_with_the_number_in_the_book():
    body = page(f'<p>{call("f")} and {call("g")} and {call("g")}.</p>', ('f', '<p>F</p>'), ('g', '<p>G</p>'))
    body.set('class', 'document chapter')
    assert footnotes.to_page_foot(body) == 2
    other = page(f'<p>{call("f")}, {call("f", "7")}</p>', ('f', '<p>F</p>'))
    other.set('class', 'document sub')
    other.xpath('.//aside')[1].set('id', 'h')
    for link in other.xpath('.//a[@class]'):
        link.set('href', '#h')
    footnotes.to_page_foot(other)
    body.append(other)
    footnotes.number_repeats([body])
    again = body.xpath('.//a[@class="footnote-again"]')
    assert [(link.get('href'), link.text, link.tail) for link in again] == [('#g', '2', '.'), ('#h', '3', None)]


def test_numbers_begin_anew_in_each_chapter():
    bodies = []
    for name in 'ab':
        body = page(f'<p>{call(name)} {call(name)}</p>', (name, '<p>N</p>'))
        body.set('class', 'document chapter')
        footnotes.to_page_foot(body)
        bodies.append(body)
    footnotes.number_repeats(bodies)
    assert [body.xpath('string(.//a[@class="footnote-again"])') for body in bodies] == ['1', '1']


def test_a_note_nobody_calls_stays():
    body = page('<p>Text</p>', ('f', '<p>F</p>'))
    assert footnotes.to_page_foot(body) == 0
    assert body.xpath('.//aside[@id="f"]')
    assert body.xpath('.//hr')


def test_a_note_inside_a_note_is_not_lost():
    body = page(f'<p>{call("f")}</p>', ('f', f'<p>F, as {call("g")} says</p>'), ('g', '<p>G</p>'))
    footnotes.to_page_foot(body)
    assert body.xpath('count(.//*[@id="g"])') == 1
    assert 'G' in body.text_content()
