"""The index of the book: every page stands once, pages in a row as a range, and the index is in the contents."""

import re

import pytest
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes

from publishing.pdf.book import assembly as book_module
from publishing.pdf.book import contents
from publishing.pdf.layout import index_pages


@pytest.mark.parametrize(
    ('pages', 'shown'),
    [
        ([9], ', 9'),
        ([9, 9], ', 9'),
        ([9, 10], ', 9, 10'),
        ([9, 10, 11], ', 9–11'),
        ([9, 9, 10, 11, 11, 14], ', 9–11, 14'),
        ([3, 5, 6, 7, 8, 20, 21], ', 3, 5–8, 20, 21'),
        ([11, 9, 10], ', 11, 9, 10'),
        ([], ''),
    ],
)
def test_numbers_of_an_entry(pages, shown):
    before = index_pages.kept(pages)
    assert ''.join(text + str(page) for text, page in zip(before, pages, strict=True) if text) == shown


def lines(document):
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox):
                yield box, ''.join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox))


def book(css=''):
    targets = ''.join(
        f'<h1 id="t{number}" style="break-before: page">{number}</h1><p id="u{number}">x</p>' for number in range(1, 9)
    )

    def entry(name, *names):
        links = ''.join(f'<a class="index-page" href="#{target}"></a>' for target in names)
        return f'<p class="index-entry">{name}{links}</p>'

    index = entry('ports', 't2', 'u2', 't3', 't4', 'u4', 't7') + entry('rail', 't5') + entry('sea', 't6', 'u6')
    document = HTML(
        string=f'<html lang="en"><body>{targets}<section style="break-before: page">{index}</section></body></html>'
    ).render(
        stylesheets=[
            CSS(
                string="""
        .index-page::before { content: ", " } .index-page::after { content: target-counter(attr(href), page) }
        h1 { bookmark-level: none }"""
                + css
            )
        ]
    )
    index_pages.tidy(document)
    return document


def test_laid_out_index():
    document = book()
    last = [text for _line, text in lines(document)][-3:]
    assert last == ['ports, 2–4, 7', 'rail, 5', 'sea, 6']
    line = [line for line, _text in lines(document)][-3]
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    ends = [(box.position_x, box.position_x + box.width) for box in texts]
    assert all(abs(end - start) < 0.1 for (_, end), (start, _) in zip(ends, ends[1:], strict=False)), 'closed up'
    links = [link for link in document.pages[-1].links if link[0] == 'internal']
    assert len({link[1] for link in links}) == 5


def test_lines_left_empty_go():
    document = book('section { width: 70px; font: 16px/20px serif }')
    found = [(line.position_y, text) for line, text in lines(document)][-6:]
    assert all(re.search(r'\w', text) for _top, text in found)
    tops = [top for top, _text in found if top]
    index = [top for top, text in found if text.startswith(('ports', 'rail', 'sea'))]
    assert index == sorted(index)
    assert len(set(tops)) == len(tops)


def test_index_stands_in_the_contents():
    root = book_root()
    with_index = contents.contents(
        root, 1, contents.index([('B', [('boat', ([('', 'x')], [], None))])], lambda uri: uri)
    )
    assert [link.get('href') for link in with_index.iter('a')][-1] == '#:index'
    assert '#:index' not in [link.get('href') for link in contents.contents(root, 1).iter('a')]


def book_root():
    bodies = {'index': '<h1>I</h1><div class="book-toctree" data-documents="a"></div>', 'a': '<h1 id="a">A</h1>'}
    return book_module.read_document('index', 0, bodies.__getitem__)
