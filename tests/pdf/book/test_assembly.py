"""Joining documents: identifiers, links, levels, places."""

from lxml import html

from publishing.pdf.book import assembly, links


def tree(bodies, root='index'):
    """Return the book of {name: HTML}; ``[a b]`` in the HTML stands for a toctree."""

    def write(name):
        return bodies[name].replace('[', '<div class="book-toctree" data-documents="').replace(']', '"></div>')

    return assembly.read_document(root, 0, write)


def shown(element):
    return html.tostring(element, encoding='unicode')


def test_documents_are_read_in_order_and_once():
    root = tree({'index': '<h1>I</h1>[a b][a]', 'a': '<h1>A</h1>[c index]', 'b': '<h1>B</h1>[c]', 'c': '<p>[a]</p>'})
    assert [(document.name, document.level) for document in root.walk()] == [('index', 0), ('a', 1), ('c', 2), ('b', 1)]


def test_identifiers_are_unique_over_the_book():
    root = tree({'index': '[a b]', **dict.fromkeys('ab', '<h2 id="x">X</h2><a name="old"></a><p id="x">again</p>')})
    found = [assembly.make_unique(document) for document in root.walk()]
    assert found == [{'index'}, {'a', 'a:x', 'a:old'}, {'b', 'b:x', 'b:old'}]
    every = [identifier for document in root.walk() for identifier in document.body.xpath('.//@id | ./@id')]
    assert sorted(every) == sorted({*found[0], *found[1], *found[2]})


def test_links_and_references_to_identifiers_follow():
    document = tree(
        {
            'index': (
                '<a href="#x">1</a><a href="doc:a/b#y">2</a><a href="doc:a/b">3</a><a href="https://example.org/#x">4</a>'
                '<a href="#">5</a><label for="x">6</label><svg aria-labelledby="x z"><use xlink:href="#x"></use>'
                '<rect fill="url(#fade)" style="clip-path: url(#cut)"></rect></svg><td headers="x"></td>'
            )
        }
    )
    assembly.make_unique(document)
    body = document.body
    assert body.xpath('.//a/@href') == ['#index:x', '#a/b:y', '#a/b', 'https://example.org/#x', '#']
    assert body.xpath('.//label/@for') == ['index:x']
    assert body.xpath('.//svg/@aria-labelledby') == ['index:x index:z']
    assert 'xlink:href="#index:x"' in shown(body)
    assert body.xpath('.//rect/@fill') == ['url(#index:fade)']
    assert body.xpath('.//rect/@style') == ['clip-path: url(#index:cut)']


def test_dead_links_are_unlinked_and_named():
    document = tree(
        {'index': '<p id="ā">x</p><a href="#%C4%81">good</a><a href="#gone">bad</a><a href="doc:no">bad</a>'}
    )
    identifiers = assembly.make_unique(document)
    assert links.dead_links(document, identifiers) == ['index:gone', 'no']
    assert [a.get('href') for a in document.body.iter('a')] == ['#index:ā', None, None]


def test_links_out_of_the_book_go_with_the_list_that_only_held_them():
    document = tree(
        {
            'index': (
                '<section><h2>Indices</h2><ul><li><p><a href="#search">Search</a></p></li></ul></section>'
                '<p>See <a href="#search">the search</a> or <a href="#start">the start</a>.</p>'
            )
        }
    )
    links.redirect(document, {'search': '', 'start': 'begin'})
    assert shown(document.body) == '<div><p>See <a>the search</a> or <a href="#begin">the start</a>.</p></div>'


def test_identifiers_move_to_the_words_they_mean():
    document = tree(
        {
            'index': (
                '<span id="before"></span>\n<section id="s"><span id="label"></span><h2>Title</h2>'
                '<span id="entry"></span><p>Words <span id="inside"></span>go on.</p></section>'
            )
        }
    )
    links.anchor_text(document)
    body = document.body
    assert body.xpath('.//h2/@id') == ['s']
    assert body.xpath('.//section/@id') == []
    assert sorted(body.xpath('.//h2/span/@id')) == ['before', 'label']
    assert body.xpath('.//p/span/@id') == ['entry', 'inside']
    assert body.xpath('string(.//h2)') == 'Title'
    assert body.xpath('string(.//p)') == 'Words go on.'


def kinds(root):
    return {document.name: (document.kind, document.part, document.depth) for document in root.walk()}


def test_kinds():
    root = tree({'index': '[imprint one two]', 'imprint': '', 'one': '[a]', 'a': '[b]', 'b': '', 'two': '[c]', 'c': ''})
    assembly.classify(root, {'one', 'two', 'a', 'b', 'c'}.__contains__, {'one': 1, 'two': 2})
    assert kinds(root) == {
        'index': ('root', None, 0),
        'imprint': ('matter', None, 0),
        'one': ('part', 1, 0),
        'a': ('chapter', 1, 0),
        'b': ('sub', 1, 1),
        'two': ('part', 2, 0),
        'c': ('chapter', 2, 0),
    }


def test_without_numbers_all_are_chapters():
    root = tree({'index': '[a b]', 'a': '[c]', 'b': '', 'c': ''})
    assembly.classify(root, lambda name: False, {})
    assert [kind for kind, _part, _depth in kinds(root).values()] == ['root', 'chapter', 'sub', 'chapter']


def test_heading_levels():
    headings = '<h1>t</h1><h2>s</h2><h5>deep</h5>'
    root = tree({'index': '[one]', 'one': '<h1>p</h1>[a]', 'a': headings + '[b]', 'b': headings})
    assembly.classify(root, lambda name: True, {'one': 1})
    for document in root.walk():
        assembly.set_heading_levels(document)
    found = {
        document.name: [(element.tag, element.get('class')) for element in document.body.iter(*assembly.HEADINGS)]
        for document in root.walk()
    }
    assert found['one'] == [('h1', 'title-part')]
    assert found['a'] == [('h2', 'title-chapter'), ('h3', 'title-section-1'), ('h6', 'title-section-4')]
    assert found['b'] == [('h3', 'title-section-1'), ('h4', 'title-section-2'), ('h6', 'title-section-5')]


def test_documents_stand_behind_the_text_of_their_parent():
    root = tree({'index': '[a]', 'a': '<p>before</p>[b c]<p>after</p>', 'b': '<p>B</p>', 'c': '<p>C</p>'})
    assembly.classify(root, lambda name: False, {})
    assembly.place_documents(root.children[0])
    assert ' '.join(root.children[0].body.itertext()) == 'before after B C'


def test_a_part_opens_with_its_own_text():
    root = tree({'index': '[one]', 'one': '<h1>Part</h1>[a]<p>What it holds</p>', 'a': '<p>A</p>'})
    assembly.classify(root, lambda name: True, {'one': 1})
    part = root.children[0]
    assembly.place_documents(part)
    opener, pages = assembly.opened(part)
    assert [element.tag for element in opener] == ['p', 'h1', 'p']
    assert opener[0].text == '1'
    assert pages.text_content() == 'A'
