"""What grows with a book grows with it and not with its square: counted, since seconds depend on the machine."""

import gc
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import quote

import pikepdf
import pytest
from docutils import nodes
from lxml import html
from projects import write_pages
from weasyprint import CSS, HTML
from weasyprint.draw import text as draw_text
from weasyprint.text import line_break

from publishing.core import garbage
from publishing.pdf import builder
from publishing.pdf.book import source_lines
from publishing.pdf.builder import PdfBuilder
from publishing.pdf.layout import drawings, index_pages, messages, overflow
from publishing.pdf.tags import tags


class Page(int):
    """A number of a page that counts how often it is asked for."""

    asked = 0

    def __hash__(self):
        Page.asked += 1
        return super().__hash__()

    def __eq__(self, other):
        Page.asked += 1
        return super().__eq__(other)


def asked(count):
    Page.asked = 0
    assert index_pages.kept([Page(number * 2) for number in range(count)]) == [', '] * count
    return Page.asked


def test_page_numbers_of_an_entry():
    assert asked(400) < 4.4 * asked(100)


def test_words_around_links_are_read_once(monkeypatch):
    """An entry of the index has a link for each page, and none of them has words."""
    links = ''.join(f'<a href="#t{number}"></a>' for number in range(20))
    targets = ''.join(f'<p id="t{number}">t</p>' for number in range(20))
    page = f'<html lang="en"><title>T</title><body>{targets}<p class="entry">ports {links}</p>'
    document = HTML(string=page).render(
        stylesheets=[CSS(string='a::after { content: target-counter(attr(href), page) }')]
    )
    read, slow = [], tags.words_of
    monkeypatch.setattr(tags, 'words_of', lambda element: read.append(element.get('class')) or slow(element))
    with tags.own_tags(document):
        written = document.write_pdf(pdf_variant='pdf/ua-1')
    with pikepdf.open(BytesIO(written)) as pdf:
        assert [str(one.Contents) for one in pdf.pages[0].Annots] == ['ports, page 1'] * 20
    assert read.count('entry') == 1


def test_the_book_is_read_once_for_all_messages(monkeypatch):
    text = ''.join(f'<div class="document" id="d{number}"><img src="p{number}.png"></div>' for number in range(9))
    read, slow, said = [], html.document_fromstring, []
    monkeypatch.setattr(source_lines.html, 'document_fromstring', lambda text: read.append(1) or slow(text))
    monkeypatch.setattr(messages, 'warn', lambda code, text, place: said.append(place))
    failed = [f"Failed to load image at 'file:///book/p{number}.png': gone" for number in range(9)]
    messages.report(f'<html><body>{text}</body></html>', failed, 'file:///book/', {f'd{number}' for number in range(9)})
    assert said == [(f'd{number}', None) for number in range(9)]
    assert read == [1]


@pytest.mark.parametrize('line', [None, 99])
def test_a_line_that_is_not_there(line):
    text = '<div id="one" class="document"><p data-line="7">c</p></div>\n'
    assert source_lines.places_of_lines(text, [line]) == [('', None) if line is None else ('one', 7)]


def test_garbage_is_collected_rarely_while_a_book_is_made():
    before, seen = gc.get_threshold(), []
    builder = SimpleNamespace(
        assemble=lambda: seen.append(gc.get_threshold()) or 1 / 0, config=SimpleNamespace(pdf_chapter='')
    )
    with pytest.raises(ZeroDivisionError):
        PdfBuilder.write_documents(builder, set())
    assert seen == [garbage.THRESHOLDS]
    assert gc.get_threshold() == before


def drawing(words):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><text x="9" y="20">{words}</text></svg>'


def book_of_drawings(monkeypatch, *drawn, kept=True):
    """Return a PDF of drawings, how often Pango was set up for it, and how many drawings were looked at."""
    monkeypatch.setattr(line_break, 'split_first_line', getattr(drawings, f'{"" if kept else "_"}split_first_line'))
    monkeypatch.setattr(draw_text, 'draw_first_line', drawings.draw_first_line)
    set_up, looked, setup, empty = [], [], line_break.Layout.setup, drawings.Paper.empty
    with monkeypatch.context() as patch:
        patch.setattr(line_break.Layout, 'setup', lambda layout, style: set_up.append(1) or setup(layout, style))
        patch.setattr(drawings.Paper, 'empty', lambda: looked.append(1) or empty())
        images = ''.join(f'<img alt="x" src="data:image/svg+xml,{quote(one)}">' for one in drawn)
        document = HTML(string=f'<html lang="en"><title>T</title><body><h1>T</h1>{images}').render()
        assert overflow.check(document) == []
        return document.write_pdf(pdf_identifier=b'0' * 32), len(set_up), len(looked)


def test_a_drawing_is_looked_at_once(monkeypatch):
    assert [book_of_drawings(monkeypatch, *[drawing('port')] * count)[2] for count in (1, 2, 8)] == [1, 1, 1]


def test_letters_of_drawings_are_laid_out_once(monkeypatch):
    words = [drawing(''.join(reversed('port')) if number % 2 else 'port') + '<!-- -->' * number for number in range(8)]
    few, many, all_again = (
        book_of_drawings(monkeypatch, *words[:count], kept=kept) for count, kept in ((2, True), (8, True), (8, False))
    )
    assert many[1] - few[1] <= 12  # the line in which they stand
    assert all_again[1] > 3 * many[1], (
        'WeasyPrint lays out letters of drawings once now: split_first_line can go from drawings.py.'
    )
    assert many[0] == all_again[0]


def test_no_doctree_is_held_while_pages_are_laid_out(make_app, monkeypatch):
    """They take as much memory as the layout, which is the most that a build needs."""
    alive, slow = [], builder.lay_out

    def lay_out(*arguments):
        alive.append([one['source'] for one in gc.get_objects() if isinstance(one, nodes.document)])
        return slow(*arguments)

    monkeypatch.setattr(builder, 'lay_out', lay_out)
    app = make_app('plain', 'pdf', confoverrides={'extensions': ['publishing.pdf']})
    pages = {f'page-{number}': f'Page {number}\n======\n\nWords.\n' for number in range(5)}
    contents = '.. toctree::\n\n' + ''.join(f'   {name}\n' for name in pages)
    pages['index'] = f'Book\n====\n\n{contents}'
    write_pages(app.srcdir, {f'{name}.rst': text for name, text in pages.items()})
    app.build()
    assert len(app.env.all_docs) > 5
    assert [name for name in alive[0] if str(app.srcdir) in name] == []
