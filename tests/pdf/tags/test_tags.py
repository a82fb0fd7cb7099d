"""The tags of the screen PDF: one element per element of the HTML, in reading order, valid by veraPDF."""

import re

import pikepdf
import pytest
from built_book import bare
from lxml import html
from tagged import NOTHING_GENERATED, STANDARDS, artifacts, elements, judged, tags, text_of
from weasyprint.formatting_structure import boxes

from publishing.pdf.layout import layout as press
from publishing.pdf.tags import tags as tagging
from publishing.pdf.tags.links import Decoration, real

CSS = """@page { size: 120mm 100mm; margin: 15mm;
  @top-left { content: string(title) } @bottom-left { content: counter(page) } }
 nav ol { list-style: none }
 html { font: 11pt/15pt "DejaVu Sans" } h1 { string-set: title content() } p, li { orphans: 1; widows: 1 }
 .footnote { float: footnote } .leader::after { content: leader(".") target-counter(attr(href), page) }
 .group { opacity: 0.5 } .split { break-inside: auto }"""
LONG = ' '.join(f'word{number}' for number in range(260))
BODY = f"""<h1 id="top">Title</h1><nav><ol><li><a class="leader" href="#deep"><span>1</span> Deep</a></li></ol></nav>
<p id="long">{LONG}</p>
<h3 id="deep">Deep</h3><ul><li><p>one</p><p>{LONG}</p></li><li>two<ol><li>nested</li></ol></li></ul>
<dl><dt>term</dt><dt>other</dt><dd><p>meaning</p></dd><dt>next</dt><dd>plain</dd></dl>
<p>Words<span class="footnote">a note</span> behind, <em lang="de">Tram nach Kehl</em>, <code>x = 1</code>,
 <abbr title="European Union">EU</abbr> and <a href="https://example.org/"><span>a <em>long</em></span>
 <code>{' '.join(['link'] * 30)}</code></a>.</p>
<table><caption>Ports</caption><thead><tr><th>Port</th><th colspan="2">Depth</th></tr></thead><tbody>
<tr><th rowspan="2">Ada</th><td class="tall">{' '.join(['tall'] * 150)}</td><td></td></tr><tr><td>7</td><td>6</td></tr>
{''.join(f'<tr><th>Row {row}</th><td>{row}</td><td>c{row}</td></tr>' for row in range(20))}</tbody></table>
<figure><svg width="60" height="30" role="img"><title>A red box</title><rect width="60" height="30" fill="red"/>
<text x="5" y="20">label</text></svg><figcaption>A caption</figcaption></figure>
<svg width="9" height="9"><rect width="9" height="9"/></svg>
<div class="group"><p>faint words</p></div><pre><span>def</span> <span>moor</span>():
    return 1</pre><div>loose <b>words</b><p>and a paragraph</p></div>
<blockquote>quoted</blockquote><h4 id="last">Last</h4><p><a href="#top">up</a></p>"""
HTML = f'<!DOCTYPE html><html lang="en"><head><title>Title</title></head><body>{BODY}</body></html>'


def write(folder, text, css, name='book.pdf', more=''):
    style = folder / f'{name}.css'
    style.write_text(css + more, encoding='utf-8')
    layout = press.lay_out(text, folder.as_uri() + '/', [style])
    press.write_screen(layout, folder / name, b'0' * 32)
    return layout, folder / name


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp('tags')


@pytest.fixture(scope='module')
def book(folder):
    return write(folder, HTML, CSS)


@pytest.fixture(scope='module')
def tree(book):
    return tags(book[1])


@pytest.fixture
def pdf(book):
    with pikepdf.open(book[1]) as opened:
        yield opened


# veraPDF


def stock(layout, target):
    """Write the same pages with WeasyPrint's own tags."""
    layout.document.write_pdf(target, pdf_variant='pdf/ua-1')
    return target


@pytest.mark.parametrize('standard', STANDARDS)
def test_verapdf_finds_nothing(book, folder, standard):
    layout, path = book
    bad = stock(layout, folder / f'stock-{standard}.pdf')
    found = judged(standard, path, bad)
    assert found[path] == []
    assert found[bad], 'the judge would notice'


def test_metadata_names_both_standards(pdf):
    text = pdf.Root.Metadata.read_bytes().decode()
    assert 'pdfuaid:part="1"' in text
    assert 'pdfaid:part="2"' in text
    assert 'pdfaid:conformance="A"' in text
    assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ['/GTS_PDFA1']


def test_writing_again_gives_the_same_bytes(book, folder):
    layout, path = book
    press.write_print(layout, folder / 'print.pdf', b'0' * 32)
    press.write_screen(layout, folder / 'again.pdf', b'0' * 32)
    assert (folder / 'again.pdf').read_bytes() == path.read_bytes()


# The tree


def test_text_of_the_tree_is_the_text_of_the_html(folder):
    _layout, path = write(folder, HTML, CSS, 'bare.pdf', NOTHING_GENERATED)
    assert bare(tags(path).text) == text_of(html.fromstring(BODY))


def test_only_margin_boxes_leaders_and_repeated_heads_are_decoration(book, pdf):
    is_decoration = Decoration()

    def drawn(box, inside):
        box = real(box)
        inside = is_decoration(box) or inside
        if isinstance(box, boxes.TextBox):
            return inside and bool(box.text.strip())
        return sum(drawn(child, inside) for child in getattr(box, 'children', ()))

    expected = [drawn(page._page_box, False) for page in book[0].document.pages]
    assert [artifacts(page) for page in pdf.pages] == expected
    assert sum(expected) > 2 * len(expected) + 2


def test_a_paragraph_over_pages_is_one_element(tree, pdf):
    [found] = [tag for tag in tree.find('P') if tag.text.startswith('word0') and 'one' not in tag.text][:1]
    assert bare(found.text) == bare(LONG)
    pages = [element for element in elements(pdf) if element.S == '/P' and len(element.K) > 10]
    assert any(isinstance(kid, pikepdf.Dictionary) and kid.Type == '/MCR' for kid in pages[0].K)


def test_lists(tree):
    outer, nested, definitions = tree.find('L')
    assert [item.kinds for item in outer.kids] == [['Lbl', 'LBody'], ['Lbl', 'LBody']]
    assert outer.kids[0].kids[1].kinds == ['P', 'P']
    assert outer.kids[1].kids[1].kinds[-1] == 'L'
    assert nested.kids[0].kids[0].text.strip() == '1.'
    assert nested.attributes['ListNumbering'] == '/Decimal'
    assert [item.kinds for item in definitions.kids] == [['Lbl', 'Lbl', 'LBody'], ['Lbl', 'LBody']]


def test_contents_are_a_toc_with_the_page_of_the_heading(tree, book):
    [entry] = tree.find('TOCI')
    assert entry.kinds == ['Reference']
    number = press.page_numbers(book[0].document)['deep']
    assert number > 1
    assert bare(entry.text) == f'1Deep{number}'


def test_note_stands_behind_its_call(tree, pdf):
    paragraph = next(tag for tag in tree.find('P') if tag.find('Note'))
    kinds = paragraph.kinds
    assert kinds[kinds.index('Note') - 1] == 'Reference'
    assert bare(paragraph.text).startswith('Words11anotebehind')
    names = {str(element.ID) for element in elements(pdf) if '/ID' in element}
    assert names == {'call-1', 'note-1'}
    assert [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names][::2] == ['call-1', 'note-1']


def test_table_cut_by_pages_is_one_table(tree, pdf):
    [table] = tree.find('Table')
    assert table.kinds == ['Caption', 'THead', 'TBody']
    [head, body] = [kid for kid in table.kids if kid.kind in ('THead', 'TBody')]
    assert bare(head.text) == 'PortDepth'
    assert [cell.attributes['Scope'] for cell in table.find('TH')] == ['/Column'] * 2 + ['/Row'] * 21
    assert len(body.kids) == 22
    assert body.kids[0].kinds == ['TH', 'TD', 'TD'], 'empty cells stay'
    assert bare(body.kids[0].kids[1].text) == 'tall' * 150
    cells = [element for element in elements(pdf) if element.S == '/TH']
    assert cells[1].A.ColSpan == 2
    assert cells[2].A.RowSpan == 2


def test_figure_has_words_and_place(tree, pdf, book):
    [figure] = [element for element in elements(pdf) if element.S == '/Figure']
    assert str(figure.Alt) == 'A red box'
    number = next(place for place, page in enumerate(pdf.pages) if page.obj == figure.Pg)
    box = next(
        box
        for box in book[0].document.pages[number]._page_box.descendants()
        if isinstance(box, boxes.ReplacedBox) and box.width == 60
    )
    height = float(pdf.pages[number].mediabox[3])
    assert [float(value) for value in figure.A.BBox] == pytest.approx(
        [
            box.position_x * 0.75,
            height - (box.position_y + 30) * 0.75,
            (box.position_x + 60) * 0.75,
            height - box.position_y * 0.75,
        ],
        abs=0.01,
    )
    around = next(tag for tag in tree.find('Div') if tag.find('Figure'))
    assert sorted(around.kinds) == ['Caption', 'Figure']


def test_language_and_abbreviation(pdf):
    spans = [element for element in elements(pdf) if element.S == '/Span']
    assert [str(span.Lang) for span in spans if '/Lang' in span] == ['de']
    assert [str(span.E) for span in spans if '/E' in span] == ['European Union']


def test_headings_never_skip(tree):
    assert [(tag.kind, bare(tag.text)) for tag in tree.walk() if re.fullmatch(r'H\d', tag.kind)] == [
        ('H1', 'Title'),
        ('H2', 'Deep'),
        ('H3', 'Last'),
    ]


def test_loose_words_are_paragraphs(tree):
    texts = [bare(tag.text) for tag in tree.find('P')]
    assert {'loosewords', 'andaparagraph', 'quoted', 'faintwords'} <= set(texts)
    assert tree.find('BlockQuote')[0].kinds == ['P']
    assert [bare(tag.text) for tag in tree.find('Code')] == ['x1', 'link' * 30, 'defmoorreturn1']


# Links


def test_one_annotation_for_each_piece_of_a_link(book, pdf, tree):
    found = [
        (number, str(annotation.Contents))
        for number, page in enumerate(pdf.pages, start=1)
        for annotation in page.get('/Annots', [])
    ]
    out = [words for _page, words in found if 'example.org' in words]
    lines = sum(
        isinstance(real(box), boxes.InlineBox)
        and box.element_tag == 'a'
        and box.element.get('href') == 'https://example.org/'
        for page in book[0].document.pages
        for box in page._page_box.descendants()
    )
    assert len(out) == lines > 2
    assert out[0].startswith('a long link link')
    assert out[0].endswith(', https://example.org/')
    number = press.page_numbers(book[0].document)['deep']
    assert f'1 Deep, page {number}' in [words for _page, words in found]
    assert len(found) == lines + 2
    assert all(
        annotation.F == 4 and '/StructParent' in annotation
        for page in pdf.pages
        for annotation in page.get('/Annots', [])
    )


def test_weasyprint_is_as_it_was(book):
    import weasyprint.pdf

    assert weasyprint.pdf.add_tags is not tagging.add_tags
    assert 'srgb' not in book[0].document.color_profiles


def test_picture_without_alternative_text_is_refused(folder):
    with pytest.raises(press.LayoutError, match='no required alt'):
        write(
            folder,
            HTML.replace(
                '<h1',
                "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"><h1",
                1,
            ),
            CSS,
            'bad.pdf',
        )
