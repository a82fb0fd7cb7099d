"""What grows with a book grows with it and not with its square: counted, since seconds depend on the machine."""

import gc
from io import BytesIO
from types import SimpleNamespace

import pikepdf
import pytest
from lxml import html
from weasyprint import CSS, HTML

from publishing.core import garbage
from publishing.pdf.book import source_lines
from publishing.pdf.builder import PdfBuilder
from publishing.pdf.layout import index_pages, messages
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
    builder = SimpleNamespace(assemble=lambda: seen.append(gc.get_threshold()) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        PdfBuilder.write_documents(builder, set())
    assert seen == [garbage.THRESHOLDS]
    assert gc.get_threshold() == before
