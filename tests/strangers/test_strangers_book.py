"""Books of strangers: order, names, links, missing pictures, words in their language, extensions for web pages."""

import re
import time

import pytest
from lxml import html
from strangers import build, text, warnings

from publishing.pdf.book import code_spans, identifiers


def built(name):
    """Return a fixture with the application of a project, its book as HTML and the words of its pages."""

    @pytest.fixture(scope='module')
    def fixture(tmp_path_factory):
        app = build(name, tmp_path_factory.mktemp(name), pdf_print=False)
        [pdf] = app.outdir.glob('*.pdf')
        book = html.document_fromstring((app.outdir / 'book.html').read_text(encoding='utf-8'))
        return app, book, text(pdf)

    return fixture


signs, german, arabic, page, notebook = map(built, ['signs', 'german', 'arabic', 'page', 'notebook'])


def order(pages, *words):
    """Tell whether words stand behind each other, each where it comes last."""
    whole = ' '.join(pages)
    places = [whole.rfind(word) for word in words]
    return places == sorted(places) and -1 not in places


def targets(book):
    return {element.get('id') for element in book.iter() if isinstance(element.tag, str)}


# Order and names


def test_own_text_stands_before_the_pages_below_it(signs):
    assert order(signs[2], 'Before the pages', 'INTRODUCTION', 'OWN words', 'INNER words', 'SHARP words', 'BLANK words')


def test_captions_stand_in_the_contents_before_their_pages(signs):
    _app, book, pages = signs
    [listed] = book.xpath('//nav[@role="doc-toc"]')
    captions = [(p.text_content(), p.getnext().xpath('string(.//a)')) for p in listed.iterfind('p')]
    assert captions == [('For beginners', 'Chapter'), ('For masters & crew', 'C sharp')]
    [contents] = [one for one in pages if 'For masters & crew' in one]
    assert order([contents], 'For beginners', 'Chapter', 'Inner', 'For masters & crew', 'C sharp', 'Blanks', 'Hundred')


def test_signs_in_names_of_files_are_names(signs):
    app, book, pages = signs
    linked = [a.get('href') for a in book.xpath('//p[contains(., "Before the pages")]//a')]
    assert len(linked) == 3
    assert {link[1:] for link in linked} <= targets(book)
    opening = next(one for one in pages if 'Before the pages' in one)
    for name, words in [('C sharp', 'SHARP'), ('words with blanks', 'BLANK'), ('Hundred', 'HUNDRED')]:
        number = next(place for place, one in enumerate(pages, start=1) if f'{words} words' in one)
        assert f'{name} (page {number})' in opening
    half = book.xpath('//a[starts-with(., "half")]/@href')
    assert half == ['#' + identifiers.anchor('100%', '50%')] * 2
    assert half[0][1:] in targets(book)


@pytest.mark.parametrize('name', ['a b', 'c#', '100%', 'a:b', "it's", 'a~23.b', 'ā/b(c)', 'a&b', '<x>'])
def test_names_are_the_same_before_and_after(name):
    for inside in ('', 'x', '50% of:all', 'a~20.b'):
        written = identifiers.anchor(name, inside)
        assert identifiers.parts(written) == (name, inside)
        assert not re.search(r'[\s%#"\'()<>&]', written)
    assert identifiers.rewritten(identifiers.uri(name), 'other') == '#' + identifiers.anchor(name)


def test_everything_that_names_an_identifier_follows_it():
    body = html.fragment_fromstring(
        '<div><a name="old"></a><map name="m"><area href="#x"></map><img usemap="#m"><p id="x">x</p>'
        '<style>#x, p:not(#x) { fill: url("#x"); color: #fff }</style><svg><rect id="r"/>'
        '<animate begin="r.click; 1.5s" end="x.end+2s"/><path style="fill: url(#x)" mask="url( \'#r\' )"/></svg></div>'
    )
    found = identifiers.make_unique(body, 'c#')
    assert found == {'c~23.', 'c~23.:old', 'c~23.:x', 'c~23.:r'}
    written = html.tostring(body, encoding='unicode')
    assert 'usemap="#c~23.:m"' in written and '<map name="c~23.:m">' in written
    assert 'href="#c~23.:x"' in written
    assert 'begin="c~23.:r.click; 1.5s"' in written and 'end="c~23.:x.end+2s"' in written
    assert 'style="fill: url(#c~23.:x)"' in written and 'mask="url(#c~23.:r)"' in written
    style = body.find('style').text.replace('\\', '')
    assert style.startswith('#c~23.:x, p:not(#c~23.:x)') and 'url(#c~23.:x)' in style and '#fff' in style


def test_ordinary_class_names_are_no_signs_of_the_builder(signs, page):
    _app, _book, pages = signs
    [number] = [place for place, one in enumerate(pages) if 'INTRODUCTION' in one]
    for words in ('CONTENTS of a crate', 'CHAPTER of a story', 'MISSING words', 'OWN words'):
        assert words in pages[number], 'no page of its own'
    [guide] = [one for one in page[2] if 'OPENING words' in one]
    assert order([guide], 'OPENING words', 'First', 'Second')
    assert len(re.findall('First', guide)) == 2, 'the contents of the page stand below its heading'


def test_names_in_the_index_are_no_markup(signs):
    assert 'List<T>, 4' in signs[2][-1]
    assert 'R&D <lab>, 4' in signs[2][-1]


def test_a_single_page_has_no_contents_behind_it(page):
    _app, book, pages = page
    assert not book.xpath('//nav[@role="doc-toc"]')
    assert 'quay, 2' in pages[-1], 'it stands before a picture that is missing'
    assert not [one for one in warnings(page[0]) if '[handbook.layout]' in one]


# Links


def test_no_link_leads_to_a_folder_of_the_author(signs):
    app, book, _pages = signs
    assert [link for link in book.xpath('//a/@href') if not link.startswith('#')] == []
    assert str(app.outdir).encode() not in next(app.outdir.glob('*.pdf')).read_bytes()
    [said] = [one for one in warnings(app) if 'file:///home' in one]
    assert said.startswith('chapter.md')
    assert len(warnings(app)) == 1


def test_downloads_lead_to_the_web_where_it_is_known(tmp_path):
    app = build('signs', tmp_path, pdf_print=False, html_baseurl='https://example.org/guide/')
    written = (app.outdir / 'book.html').read_text(encoding='utf-8')
    [link] = re.findall(r'href="([^"]*data\.csv)"', written)
    assert re.fullmatch(r'https://example\.org/guide/_downloads/\w+/data\.csv', link)


# Pictures


def test_a_picture_that_does_not_answer_is_named_and_replaced(page):
    app, _book, pages = page
    said = warnings(app)
    for name, line in [('build', 12), ('again', 15)]:
        [one] = [one for one in said if f'https://badge.invalid/{name}.svg' in one]
        assert one.startswith(f'index.rst:{line}: WARNING: '), one
        assert one.endswith('[handbook.image-missing]')
    whole = ' '.join(pages)
    for words in ('STATE of the build', 'STATE again', 'PLACE without a picture'):
        assert words in whole


def test_comments_of_html_are_no_part_of_the_book(page):
    _app, book, pages = page
    assert any('BOLD words' in one for one in pages)
    assert 'NOTE' not in html.tostring(book, encoding='unicode')


def test_a_strict_book_is_refused_without_its_picture(tmp_path):
    from publishing.pdf.builder import PdfError

    with pytest.raises(PdfError, match=r'badge\.invalid/build\.svg'):
        build('page', tmp_path, pdf_strict=True, pdf_print=False)


def test_a_picture_without_words_is_named_and_never_a_path(page):
    app, book, _pages = page
    assert [one for one in warnings(app) if 'index.rst:18' in one and '[handbook.alt-text]' in one]
    assert [image.get('alt') for image in book.iter('img')] == ['STATE of the build', 'STATE again', '']


# Words and directions


def test_words_of_a_german_book(german):
    _app, book, pages = german
    number = next(
        place for place, one in enumerate(pages, start=1) if 'Die Kais' in one and 'Zwei' in one and '88' in one
    )
    whole = ' '.join(pages)
    assert f'Siehe Zwei (Seite {number}).' in whole
    assert book.xpath('string(//nav[@role="doc-toc"]/h1)') == 'Inhalt'
    assert not re.search(r'\b(page|pages|Contents|List of|Index|In this chapter)\b', whole)
    assert 'Stichwortverzeichnis' in whole or 'K–M' in whole


def test_an_arabic_book_is_read_from_the_right(arabic):
    _app, book, _pages = arabic
    assert (book.get('lang'), book.get('dir')) == ('ar', 'rtl')
    assert [(p.get('lang'), p.get('dir')) for p in book.iter('p') if p.get('lang')] == [('en', 'ltr'), ('he', None)]


def test_names_on_the_cover_are_read_from_where_they_begin(arabic):
    _app, book, _pages = arabic
    [author], [title] = book.xpath('//p[@class="cover-author"]'), book.xpath('//h1[@class="cover-title"]')
    assert [(child.tag, child.get('dir'), child.text) for child in author] == [('bdi', 'ltr', 'A. Stranger et al.')]
    assert len(title) == 0


def test_an_address_is_read_from_the_left_in_an_arabic_book(arabic):
    app, book, pages = arabic
    [link] = book.xpath('//a[starts-with(@href, "mailto:")]')
    assert link.get('dir') == 'ltr'
    assert (link.text, len(link)) == ('harbour-watch@port.example.org', 0), 'without the spans that docutils puts in'
    assert 'harbour-watch@port.example.org' in ' '.join(pages)


def test_a_book_from_the_left_says_no_direction(german):
    assert german[1].get('dir') is None


# Extensions for web pages


def test_outputs_come_as_on_web_pages(notebook):
    _app, _book, pages = notebook
    whole = ' '.join(pages)
    assert 'TABLE of an output' in whole and 'WORDS for pages' in whole
    assert 'PLAIN' not in whole and 'LATEX' not in whole


def test_what_runs_at_the_end_finds_its_folder(notebook):
    app, _book, _pages = notebook
    assert warnings(app) == []
    assert (app.outdir / '_static' / 'stranger.css').is_file()
    assert app.builder.name == 'pdf'


def test_links_to_pages_of_code_are_left_out(page):
    app, _book, pages = page
    assert 'stranger_harbour.sail(knots: float) → float' in ' '.join(pages)
    assert '[source]' not in ' '.join(pages)
    assert not [one for one in warnings(app) if '_modules' in one or 'leads' in one]


# Speed


def seconds(lines):
    row = '<span class="k">return</span> <span class="n">a</span><span class="o">[</span><span class="s">"x"</span>'
    body = html.fragment_fromstring(f'<div><pre>{f"{row * 2}{chr(10)}" * lines}</pre></div>')
    before = time.process_time()
    code_spans.merge(body, set())
    return time.process_time() - before, body


def test_a_long_listing_costs_what_its_lines_cost():
    seconds(100)
    short, body = seconds(1000)
    assert body.find('pre').text.count('\n') == 1000 and not len(body.find('pre'))
    assert body.text_content().startswith('return a["x"return a["x"\n')
    assert seconds(8000)[0] < 16 * short + 0.2


def test_spans_that_a_style_tells_apart_stay_in_order():
    body = html.fragment_fromstring(
        '<div><pre>a<span class="k">b<span class="c">c</span>d</span>e<span class="n" id="x">f</span>g</pre></div>'
    )
    code_spans.merge(body, {'c'})
    assert html.tostring(body, encoding='unicode') == (
        '<div><pre>ab<span class="c">c</span>de<span class="n" id="x">f</span>g</pre></div>'
    )
