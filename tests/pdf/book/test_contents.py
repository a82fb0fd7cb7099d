"""Contents, lists and index, read from the assembled HTML."""

from lxml import etree

from publishing.pdf.book import assembly, contents
from publishing.pdf.book.assembly import parse


def chapter():
    return parse(
        '<h1 id="c"><span class="section-number">4 </span>The\n chap\u00a0ter<a class="headerlink" href="#c">¶</a></h1>'
        '<h2 class="title-section-1" id="s1"><span class="section-number">4.1 </span>One</h2>'
        '<h3 class="title-section-2" id="s2">Deep</h3><h2 class="title-section-1" id="s3">Two</h2>'
    )


def entries(nav):
    parts = ('string(a/span[@class="contents-number"])', 'string(a/span[@class="contents-title"])', 'string(a/@href)')
    return [(li.get('class').removeprefix('contents-'), *map(li.xpath, parts)) for li in nav.iter('li')]


def test_a_heading_without_its_permalink_and_notes():
    heading = parse(
        '<h2><span class="section-number">4.2. </span>A <em>b</em>'
        '<span class="footnote">note <b>x</b></span> c<a class="headerlink">¶</a></h2>'
    )[0]
    assert contents.heading_text(heading) == ('4.2', 'A b c')
    assert len(heading) == 4  # the heading itself stays whole


def test_unbreakable_blanks_stay():
    assert contents.heading_text(contents.heading_of(chapter())) == ('4', 'The chap\u00a0ter')


def test_contents():
    root = assembly.Document('index', 0, parse('<h1>Root</h1>'))
    part = assembly.Document('p', 1, parse('<h1 id="p">First</h1>'), 'part', 1)
    part.children = [assembly.Document('c', 2, chapter(), 'chapter', 1)]
    back = assembly.Document(
        'g', 1, parse('<h1 id="g">Glossary</h1><h2 class="title-section-1" id="gs">No</h2>'), 'matter'
    )
    bare = assembly.Document('n', 1, parse('<p>no heading</p>'), 'matter')
    root.children = [part, bare, back]
    expected = [
        ('part', 'Part 1', 'First', '#p'),
        ('chapter', '4', 'The chap\u00a0ter', '#c'),
        ('section', '4.1', 'One', '#s1'),
        ('section', '', 'Deep', '#s2'),
        ('section', '', 'Two', '#s3'),
        ('matter', '', 'Glossary', '#g'),
    ]
    assert entries(contents.contents(root, 2)) == expected
    assert entries(contents.contents(root, 1)) == [entry for entry in expected if entry[2] != 'Deep']
    assert [entry[0] for entry in entries(contents.contents(root, 0))] == ['part', 'chapter', 'matter']
    assert entries(contents.contents(root, 2, closed=['?'])) == [one for one in expected if one[0] != 'section']
    assert entries(contents.contents(root, 2, closed=['p*', 'd'])) == expected


def test_small_contents_need_three_sections():
    body = chapter()
    assert contents.in_this_chapter(body) is None
    body.append(parse('<h2 class="title-section-1" id="s4">Three</h2>')[0])
    assert [entry[3] for entry in entries(contents.in_this_chapter(body))] == ['#s1', '#s3', '#s4']


def test_many_short_sections_can_stand_in_two_columns():
    titles = [f'<h2 class="title-section-1" id="s{number}">Title {number}</h2>' for number in range(8)]
    assert contents.in_this_chapter(parse(''.join(titles))).get('class') == 'in-this-chapter many'
    assert contents.in_this_chapter(parse(''.join(titles[1:]))).get('class') == 'in-this-chapter'
    long = [*titles[1:], '<h2 class="title-section-1" id="s9">Which state insures whoever works in both?</h2>']
    assert contents.in_this_chapter(parse(''.join(long))).get('class') == 'in-this-chapter'


def test_lists_of_captions():
    text = (
        '<figure id="f1"><figcaption><p><span class="caption-number">1. attēls </span>'
        '<span class="caption-text">Coast</span></p></figcaption></figure>'
        '<figure><figcaption>unnumbered</figcaption></figure><figure id="f3"></figure>'
        '<table id="t1"><caption><span class="caption-number">Table 1 </span>'
        '<span class="caption-text">Ports <b>all</b></span></caption><tr><td><span>cell</span></td></tr></table>'
    )
    assert contents.captions(parse(text), 'figure') == [('f1', '1. attēls', 'Coast')]
    assert contents.captions(parse(text), 'table') == [('t1', 'Table 1', 'Ports all')]
    listed = contents.caption_list('Figures', 'x', contents.captions(parse(text), 'figure'))
    assert entries(listed) == [('caption', '1. attēls', 'Coast', '#f1')]
    assert contents.caption_list('Figures', 'x', []) is None


def lines(index):
    return [(p.get('class'), p.text, p.xpath('a/@href')) for p in index.iter('p')]


def test_index():
    groups = [
        ('B', [('bus & tram', [[('', 'u#1'), ('main', 'u#2'), ('', 'u#1')], [('fast', [('', 'u#3')])], None])]),
        ('S', [('see here', [[], [('see bus', [])], None])]),
    ]
    index = contents.index(groups, lambda uri: uri.replace('u#', 'book:'))
    assert [h2.text for h2 in index.iter('h2')] == ['B', 'S']
    assert lines(index) == [
        ('index-entry', 'bus & tram', ['#book:1', '#book:2']),
        ('index-subentry', 'fast', ['#book:3']),
        ('index-entry', 'see here', []),
        ('index-subentry', 'see bus', []),
    ]
    assert b'bus &amp; tram' in etree.tostring(index)


def test_entries_of_pages_outside_the_book_are_left_out():
    groups = [
        ('A', [('away', [[('', 'out')], [], None]), ('kept', [[('', 'out')], [('below', [('', 'in')])], None])]),
        ('Z', [('zone', [[('', 'out')], [], None])]),
    ]
    index = contents.index(groups, lambda uri: uri if uri == 'in' else '')
    assert lines(index) == [('index-entry', 'kept', []), ('index-subentry', 'below', ['#in'])]
    assert [h2.text for h2 in index.iter('h2')] == ['A']
    assert contents.index(groups[1:], lambda uri: '') is None
    assert contents.index([], str) is None
