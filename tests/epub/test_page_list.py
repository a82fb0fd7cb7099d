"""The pages of the PDF in the EPUB: every mark where the page begins, every entry of the list with its mark."""

import os
import shutil
from zipfile import ZipFile

import forked
import pytest
from built_book import CODES, SITE, need_built, pdf_pages
from epub_files import OPF, X, build, epubcheck, part
from lxml import etree
from places import REPOSITORY, ROOTS
from projects import build_book

from publishing.core.page_map import PageMap, read_map, write_map
from publishing.epub.page_list import mark_pages
from publishing.pdf.book.assembly import CONTENTS, FIGURES, INDEX

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head>'
    '<body>{0}</body></html>'
)


def marked(tmp_path, text, pages, name='one', blocks=None):
    """Return what the marks make of one page: its body as text, and the list."""
    path = tmp_path / f'{name}.xhtml'
    path.write_text(PAGE.format(text), encoding='utf-8')
    found = mark_pages(PageMap('b.pdf', pages, blocks or {}), {name: path})
    body = etree.parse(path).find('{http://www.w3.org/1999/xhtml}body')
    for element in body.iter('{http://www.w3.org/1999/xhtml}span'):
        if element.get('role') == 'doc-pagebreak':
            assert element.get('id') == f'pdf-page-{element.get("aria-label")}'
            assert element.get('{http://www.idpf.org/2007/ops}type') == 'pagebreak'
    shown = etree.tostring(body, encoding='unicode')
    for space in (' xmlns="http://www.w3.org/1999/xhtml"', ' xmlns:epub="http://www.idpf.org/2007/ops"'):
        shown = shown.replace(space, '')
    for number, _name, mark in found:
        shown = shown.replace(
            f'<span epub:type="pagebreak" role="doc-pagebreak" id="{mark}" aria-label="{number}"/>', f'[{number}]'
        )
    return shown.removeprefix('<body>').removesuffix('</body>'), found


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        (
            '<section id="a"><h1>Title</h1><p id="b">Text</p></section>',
            '<section id="a"><h1>[3]Title</h1><p id="b">[4]Text</p></section>',
        ),
        (
            '<h1>T</h1><p>Words <span id="b">source</span></p>',
            '<h1>[3]T</h1><p>Words [4]<span id="b">source</span></p>',
        ),
        ('<h1>T</h1><ul id="b"><li><p>One</p></li></ul>', '<h1>[3]T</h1><ul id="b"><li>[4]<p>One</p></li></ul>'),
        ('<h1>T</h1><dl id="b"><dt>One</dt></dl>', '<h1>[3]T</h1><dl id="b"><dt>[4]One</dt></dl>'),
        ('<h1>T</h1><section id="b"><h2>U</h2></section>', '<h1>[3]T</h1><section id="b"><h2>[4]U</h2></section>'),
        (
            '<h1>T</h1><table><tbody><tr id="b"><td>c</td></tr></tbody></table>',
            '<h1>[3]T</h1><table><tbody><tr id="b"><td>[4]c</td></tr></tbody></table>',
        ),
        ('<h1>T</h1>words<figure id="b"><img/></figure>', '<h1>[3]T</h1>words[4]<figure id="b"><img/></figure>'),
        ('<p>No title</p>', '[3]<p>No title</p>'),
    ],
)
def test_marks_stand_where_a_page_begins(tmp_path, text, expected):
    assert marked(tmp_path, text, {'one': 3, 'one:b': 4})[0] == expected


def test_each_page_is_marked_once_and_none_backwards(tmp_path):
    text = '<h1>T</h1><p id="a">a</p><p id="b">b</p><p id="c">c</p><p id="d">d</p><p id="unknown">e</p>'
    shown, found = marked(tmp_path, text, {'one': 3, 'one:a': 3, 'one:b': 5, 'one:c': 5, 'one:d': 4})
    assert shown == '<h1>[3]T</h1><p id="a">a</p><p id="b">[5]b</p><p id="c">c</p><p id="d">d</p><p id="unknown">e</p>'
    assert [number for number, *_ in found] == [3, 5]


def test_documents_come_in_the_order_of_their_pages(tmp_path):
    files = {name: tmp_path / name for name in 'abc'}
    for path in files.values():
        path.write_text(PAGE.format('<h1>T</h1>'), encoding='utf-8')
    before = files['c'].read_bytes()
    assert mark_pages(PageMap('b.pdf', {'b': 1, 'a': 7}), files) == [(1, 'b', 'pdf-page-1'), (7, 'a', 'pdf-page-7')]
    assert files['c'].read_bytes() == before, 'a page that is not in the PDF stays as it is'


@pytest.fixture(scope='module')
def book(build_shared_app, tmp_path_factory):
    folder = tmp_path_factory.mktemp('page-list')
    write_map(
        folder / 'pages.json',
        PageMap('book.pdf', {'index': 1, 'chapter': 3, 'chapter:notes-and-words': 4, 'chapter:fig-a': 5, INDEX: 7}),
    )
    return build(build_shared_app, 'lv', epub_page_map=str(folder / 'pages.json'))


def test_list_leads_to_the_marks(book):
    links = part(book, 'nav.xhtml').xpath('//x:nav[@epub:type="page-list"]//x:a', namespaces=X)
    assert [link.text for link in links] == ['1', '3', '4', '5', '7']
    for link in links:
        name, _, identifier = link.get('href').partition('#')
        mark = part(book, name).xpath(f'//x:span[@id="{identifier}"]', namespaces=X)
        assert [one.get('aria-label') for one in mark] == [link.text]


def test_metadata_names_the_pdf(book):
    package = part(book, 'content.opf')
    features = package.xpath('//opf:meta[@property="schema:accessibilityFeature"]/text()', namespaces=OPF)
    assert {'pageBreakMarkers', 'pageNavigation'} < set(features)
    source = package.xpath('//dc:source/text()', namespaces=OPF)
    assert len(source) == 1 and 'book.pdf' in source[0]
    assert package.xpath('//opf:meta[@property="pageBreakSource"]/text()', namespaces=OPF) == source


def test_epubcheck_finds_nothing(book):
    assert epubcheck(book) == (0, '')


@pytest.mark.parametrize('settings', [{}, {'epub_page_map': 'missing.json'}])
def test_without_a_pdf_nothing_is_promised(build_app, settings):
    book = build(build_app, 'en', **settings)
    assert not part(book, 'nav.xhtml').xpath('//x:nav[@epub:type="page-list"]', namespaces=X)
    with ZipFile(book) as archive:
        package = archive.read('content.opf').decode()
        assert b'doc-pagebreak' not in archive.read('chapter.xhtml')
    assert 'pageBreak' not in package and 'dc:source' not in package


def test_the_pdf_build_writes_the_map(build_once):
    found = read_map(build_book(build_once) / 'pages.json')
    assert found.file == 'small-book.pdf'
    assert found.pages['index'] == 2, 'behind the cover'
    assert found.pages['one/first'] < found.pages['one/second'] < found.pages['two/third']
    assert found.pages['one/first:first'] == found.pages['one/first']


# Blocks without identifiers


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        (
            '<h1>T</h1><table><tbody><tr><td><p data-line="7">a</p></td></tr></tbody></table>',
            '<h1>[3]T</h1><table><tbody><tr><td><p>[4]a</p></td></tr></tbody></table>',
        ),
        ('<h1>T</h1><p data-line="7">a</p><p data-line="9">b</p>', '<h1>[3]T</h1><p>[4]a</p><p>b</p>'),
        (
            '<h1>T</h1><table><tr><td data-line="6">a</td></tr><tr><td data-line="6">b</td></tr></table>',
            '<h1>[3]T</h1><table><tr><td>a</td></tr><tr><td>[4]b</td></tr></table>',
        ),
        ('<h1>T</h1><li data-line="7">a</li><p data-line="8">b</p>', '<h1>[3]T</h1><li>a</li><p>b</p>'),
    ],
)
def test_blocks_are_known_by_their_line(tmp_path, text, expected):
    blocks = {'one:p:7:1': 4, 'two:li:7:1': 4, 'one:p:9:1': 4, 'two:p:8:1': 4, 'one:td:6:2': 4}
    assert marked(tmp_path, text, {'one': 3}, blocks=blocks)[0] == expected


EXTENSIONS = (
    'myst_parser',
    'publishing.core.edition',
    'publishing.text.components',
    'publishing.text.numbering',
    'publishing.pdf',
    'publishing.epub',
)
SETTINGS = (f'extensions={",".join(EXTENSIONS)}', 'epub_theme=handbook_epub', 'nitpicky=0', 'epub_show_urls=no')
LONG = '\n'.join(['## Long', '', '| a | b |', '|---|---|', *(f'| Row {number} | text |' for number in range(120)), ''])


def test_pages_in_the_middle_of_a_table_are_listed(tmp_path):
    """Through both builders: a long table, whose rows have no identifiers."""
    source, out = tmp_path / 'source', tmp_path / 'out'
    shutil.copytree(ROOTS / 'test-book', source)
    chapter = source / 'one' / 'first.md'
    before = chapter.read_text(encoding='utf-8')
    chapter.write_text(f'{before}\n{LONG}', encoding='utf-8')
    for builder in ('pdf', 'epub'):
        options = [word for setting in SETTINGS for word in ('-D', setting)]
        options += ['-q', '-b', builder, '-d', tmp_path / 'doctrees', '-D', f'epub_page_map={out}/pdf/pages.json']
        environment = os.environ | {'PYTHONPATH': str(REPOSITORY)}
        done = forked.run('sphinx', (*options, source, out / builder), tmp_path, environment)
        assert done.returncode == 0, done.stderr
    line = before.count('\n') + 2 + LONG.splitlines().index('| a | b |')
    found = read_map(out / 'pdf' / 'pages.json')
    last = found.blocks[f'one/first:tr:{line}:121']
    assert last >= found.pages['one/first:long'] + 2
    target = next(path for path in (out / 'epub').glob('*.epub'))
    links = part(target, 'nav.xhtml').xpath('//x:nav[@epub:type="page-list"]//x:a/text()', namespaces=X)
    assert {str(number) for number in range(found.pages['one/first'], last + 1)} <= set(links)
    with ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if b'data-line' in archive.read(name)]


# The handbook


def _left_out(code: str) -> set[int]:
    """Return the pages that no e-book has: blank ones, contents and lists up to the first chapter, the back cover."""
    pages = pdf_pages(code)
    found = read_map(REPOSITORY / 'build' / 'work' / f'pdf-{code}' / 'pages.json').pages
    first = min(number for name, number in found.items() if number > found[FIGURES] and not name.startswith(':'))
    lists = set(range(found[CONTENTS], first))
    return {number for number, text in enumerate(pages, 1) if not text.strip()} | lists | {len(pages)}


@pytest.mark.book
@pytest.mark.parametrize('code', CODES)
def test_list_of_the_handbook_has_every_page_with_text(code):
    need_built()
    path = SITE / 'downloads' / f'handbook-{code}.epub'
    links = part(path, 'nav.xhtml').xpath('//x:nav[@epub:type="page-list"]//x:a/text()', namespaces=X)
    numbers = [int(text) for text in links]
    assert numbers == sorted(set(numbers))
    assert set(numbers) == set(range(1, len(pdf_pages(code)) + 1)) - _left_out(code)
    assert len(numbers) > 75
