"""The builder ``pdf``: a small book with the handbook's style sheet, and a stranger's project without any setting."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import html
from mini_repository import EPOCH
from places import REPOSITORY, ROOTS
from projects import build_book, write_pages
from pypdf import PdfReader
from web_pages import parse

from publishing.pdf import builder
from publishing.pdf.builder import PdfError
from publishing.pdf.layout.layout import LayoutError


def squeeze(text):
    return ' '.join(text.split())


def read(path, text):
    """Return what the tests want to know about one PDF, pages counted from 1."""
    reader = PdfReader(path)
    destinations = {
        name: reader.get_destination_page_number(found) + 1 for name, found in reader.named_destinations.items()
    }
    pages = [None, *(squeeze(page.extract_text()) for page in reader.pages)]
    return SimpleNamespace(
        path=path,
        reader=reader,
        destinations=destinations,
        pages=pages,
        count=len(reader.pages),
        html=html.fromstring(text),
        outline=list(outline(reader, reader.outline)),
    )


def outline(reader, items, level=1):
    for item in items:
        if isinstance(item, list):
            yield from outline(reader, item, level + 1)
        else:
            yield level, item.title, reader.get_destination_page_number(item) + 1


def laid_out(book, page):
    """Return the text of a page line by line, as it is seen."""
    return squeeze(
        subprocess.run(
            ['pdftotext', '-layout', '-f', str(page), '-l', str(page), book.path, '-'],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )


def words_of(book, page):
    """Return (word, left, top) of every word of a page, in points from its upper left corner."""
    shown = subprocess.run(
        ['pdftotext', '-bbox', '-f', str(page), '-l', str(page), book.path, '-'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [
        (word.text, float(word.get('xmin')), float(word.get('ymin')))
        for word in html.fromstring(shown.encode()).iter('word')
    ]


def links(book):
    """Yield (page, target) of every internal link."""
    for number, page in enumerate(book.reader.pages, start=1):
        for reference in page.get('/Annots', ()):
            annotation = reference.get_object()
            if annotation['/Subtype'] == '/Link' and '/URI' not in annotation.get('/A', {}):
                yield number, str(annotation.get('/Dest') or annotation['/A']['/D'])


@pytest.fixture(scope='module')
def settings(book_stylesheet):
    return {'pdf_stylesheets': [str(book_stylesheet)]}


@pytest.fixture(scope='module')
def book(build_once):
    """The small book with the handbook's style sheet."""
    folder = build_book(build_once)
    return read(folder / 'small-book.pdf', (folder / 'book.html').read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def plain(tmp_path_factory):
    """A stranger's project, built by ``sphinx-build`` with only the repository on the path."""
    out = tmp_path_factory.mktemp('plain') / 'out'
    done = subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', '-b', 'pdf', '-d', out.parent / 'doctrees', ROOTS / 'test-plain', out],
        env=os.environ | {'PYTHONPATH': str(REPOSITORY), 'SOURCE_DATE_EPOCH': EPOCH},
        cwd=out.parent,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, '')
    return read(out / 'harbour-guide.pdf', (out / 'book.html').read_text(encoding='utf-8'))


@pytest.fixture(params=['book', 'plain'])
def any_book(request):
    return request.getfixturevalue(request.param)


# Both books


def test_identifiers_are_unique(any_book):
    found = Counter(any_book.html.xpath('//@id'))
    assert [name for name, times in found.items() if times > 1] == []


def test_every_internal_link_arrives(any_book):
    found = list(links(any_book))
    assert len(found) > 10
    assert [target for _page, target in found if target not in any_book.destinations] == []


def test_contents_name_the_page_where_the_heading_stands(any_book):
    lines = any_book.html.get_element_by_id(':contents').xpath('.//li/a')
    page = laid_out(any_book, any_book.destinations[':contents'])
    assert len(lines) >= 4
    headings = {(title, number) for _level, title, number in any_book.outline}
    place = 0
    for line in lines:
        words = squeeze(' '.join(line.itertext()))
        target = any_book.destinations[line.get('href')[1:]]
        found = re.compile(rf'{re.escape(words)} ?{target}(?!\d)').search(page, place)
        assert found, (words, target, page)
        place = found.end()
        title = squeeze(line.xpath('string(span[@class="contents-title"])'))
        assert any(number == target and shown.endswith(title) for shown, number in headings), (title, target)
        assert title in any_book.pages[target]


def test_print_file(any_book):
    printed = PdfReader(any_book.path.with_name(f'{any_book.path.stem}-print.pdf'))
    blanks = [''] * (-any_book.count % 4)
    assert [squeeze(page.extract_text()) for page in printed.pages] == any_book.pages[1:] + blanks
    for page in printed.pages:
        assert '/Annots' not in page
        size = [float(length) * 25.4 / 72 for length in (page.trimbox.width, page.trimbox.height)]
        assert size == pytest.approx([210, 297])
        assert float(page.bleedbox.left) == pytest.approx(float(page.trimbox.left) - 3 * 72 / 25.4)
        assert float(page.mediabox.left) == pytest.approx(float(page.trimbox.left) - 10 * 72 / 25.4)


def test_nothing_half_written_is_left(any_book):
    assert sorted(path.suffix for path in any_book.path.parent.iterdir() if path.is_file()) == [
        '.html',
        '.json',  # on which page each block begins
        '.json',  # the pages as HTML, for one chapter alone
        '.pdf',
        '.pdf',
    ]


# The small book


def test_outline(book):
    assert book.count == 19
    assert book.outline == [
        (1, 'A small book', 2),
        (1, 'Imprint', 3),
        (1, 'Contents', 5),
        (1, 'List of figures', 5),
        (1, 'List of tables', 5),
        (1, 'Part of beginnings', 7),
        (2, '1 First chapter', 9),
        (3, '1.1 Aims', 9),
        (3, '1.2 Means', 9),
        (4, 'Deeper means', 10),
        (3, '1.3 Ends', 10),
        (3, 'Details of the first', 11),
        (4, 'Aims', 11),
        (2, '2 Second chapter', 13),
        (3, '2.1 Aims', 13),
        (1, 'Part of endings', 15),
        (2, '3 Third chapter', 17),
        (3, '3.1 Aims', 17),
        (1, 'Glossary', 18),
        (1, 'Index', 19),
    ]


def test_parts_and_chapters_open_on_the_right(book):
    openings = [page for _level, title, page in book.outline if title.startswith('Part of') or 'chapter' in title]
    assert len(openings) == 5
    assert all(page % 2 for page in openings)


def test_metadata(book):
    assert book.reader.metadata.title == 'A small book'
    assert book.reader.metadata.author == 'Two Regions'
    assert book.reader.metadata['/CreationDate'].startswith('D:20231114')
    assert book.reader.trailer['/Root']['/Lang'] == 'en'


def test_links_between_documents_are_alive_and_name_their_page(book):
    references = book.html.xpath('//div[@id="one/first"]//a[contains(@class, "page-ref")]')
    assert [(link.text_content(), link.get('href')) for link in references] == [
        ('Second chapter', '#one/second:second'),
        ('Aims', '#one/second:aims-second'),
        ('Where the second aims stand', '#one/second:aims-second'),
    ]
    assert 'Second chapter (page 13) and Aims (page 13)' in book.pages[9].replace('\xa0', ' ')
    assert 'Where the second aims stand (page 13)' in book.pages[10].replace('\xa0', ' ')


def test_equal_identifiers_lead_to_their_own_documents(book):
    pages = {name: page for name, page in book.destinations.items() if name.endswith(':aims')}
    assert pages == {'one/first:aims': 9, 'one/details:aims': 11, 'one/second:aims': 13, 'two/third:aims': 17}
    assert book.html.xpath('//a[text()="raw link"]/@href') == ['#one/second:aims-second']
    assert book.html.xpath('//rect/@fill') == ['url(#one/second:fade)']


@pytest.mark.parametrize(
    ('page', 'call', 'note'),
    [
        (9, 'The first call', 'The first note tells where it comes from.'),
        (9, 'the second call', 'The other paragraph.'),
        (11, 'Words.', 'A note in a page below the chapter.'),
        (17, 'Text.', 'The same label as in the first chapter.'),
    ],
)
def test_footnotes_stand_at_the_foot_of_the_page_of_their_call(book, page, call, note):
    assert call in book.pages[page]
    assert note in book.pages[page]
    words = words_of(book, page)
    last = note.split()[-1]
    foot = max(top for word, _left, top in words if word == last)
    body = [top for word, _left, top in words if word in (*call.split(), 'Aims', 'Means') and top < 600]
    assert foot > 600  # points from the head of the page: 842 high, 28 mm of margin
    assert body  # the call and what stands around it


def test_footnotes_count_by_chapter_and_repeats_name_their_note(book):
    assert 'The first call1 and the second call2, again the first1.' in book.pages[9]
    assert 'Words.3' in book.pages[11]
    assert '3 A note in a page below' in book.pages[11]
    assert 'Text.1' in book.pages[17]


def test_figures_and_tables_are_numbered_listed_and_referred_to(book):
    contents = laid_out(book, 5)
    assert 'List of figures Fig. 1 The coast as a line 9 Fig. 2 The shore as a line 17' in contents
    assert 'List of tables Table 1 Ports 10 Table 2 A wide one 13' in contents
    assert 'Fig. 1 again and Fig. 2.' in book.pages[17]
    assert 'Fig. 1 The coast as a line' in book.pages[9]


def test_index_entries_have_their_pages(book):
    assert book.pages[19].startswith('Index')
    entries = {
        squeeze(p.text): [book.destinations[target[1:]] for target in p.xpath('a/@href')]
        for p in book.html.xpath('//section[@role="doc-index"]//p')
    }
    assert entries == {'harbour': [9], 'port': [], 'large': [13], 'small': [9], 'quay': [18]}
    for words in ('harbour, 9', 'large, 13', 'small, 9', 'quay, 18'):
        assert words in book.pages[19]


def test_margin_notes_stand_outside_and_apart(book):
    """On a right-hand page notes begin 156 mm from the left edge."""
    words = [(word, left * 25.4 / 72, top) for word, left, top in words_of(book, 9)]
    column = [(word, y) for word, x, y in words if x > 150]
    first, second = (next(y for word, y in column if word == start) for start in ('Beside', 'second'))
    assert min(x for word, x, _y in words if x > 150) == pytest.approx(156, abs=0.7)
    assert second > first + 20
    assert max(y for word, y in column if word != '9') < 842 - 28 * 72 / 25.4  # 9 is the folio


def test_the_same_input_gives_the_same_bytes(book, build_app, settings, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', EPOCH)
    app = build_app('book', 'pdf', confoverrides=settings)
    for name in ('small-book.pdf', 'small-book-print.pdf'):
        first, second = (
            hashlib.sha256((folder / name).read_bytes()).hexdigest() for folder in (book.path.parent, Path(app.outdir))
        )
        assert first == second, name


# The stranger's project


def test_plain_outline(plain):
    assert plain.outline == [
        (1, 'Guide to the harbour', 2),
        (1, 'Indices and tables', 2),
        (1, 'Contents', 3),
        (1, 'Mooring & casting off', 4),
        (2, 'Knots', 4),
        (1, 'Leaving the harbour', 6),
        (2, 'Knots', 6),
        (3, 'Deeper', 6),
        (1, 'Index', 8),
    ]


def test_plain_cover_and_introduction(plain):
    assert plain.pages[1] == 'Guide to the harbour Somebody Else 2.1'
    assert plain.reader.metadata.title == 'Guide to the harbour'
    assert 'knows nothing about the handbook' in plain.pages[2]
    assert 'Index (page 8)' in plain.pages[2].replace('\xa0', ' ')
    assert 'Search' not in plain.pages[2]
    assert 'Module Index' not in plain.pages[2]


def test_plain_chapters_hold_everything(plain):
    whole = ' '.join(plain.pages[1:])
    for words in (
        'Depth:',
        'nine metres',
        'channel nine',
        'Note Mind the tide.',
        'Warning Thin ice',
        'def moor(ship):',
        'Bowline',
        'What the term means.',
        'A quotation of a few words.',
        'Bea 112',
        'Text without any heading.',
        'quay, 4',
        'A note from Markdown.',
        'a point in a list',
        'Last paragraph.',
    ):
        assert words in whole, words
    assert 'sqrt' not in whole  # the formula is drawn
    assert plain.html.xpath('//div[@class="math"]//svg/@aria-label') == [
        'd equals square root of x squared plus y squared, end of root'
    ]


def test_plain_fonts_are_no_house_fonts(plain):
    fonts = subprocess.run(['pdffonts', plain.path], capture_output=True, text=True, check=True).stdout
    assert 'DejaVu' in fonts
    assert 'Source' not in fonts


def test_plain_style_sheet_needs_nothing_else():
    text = builder.PLAIN_STYLESHEET.read_text(encoding='utf-8')
    assert '@import' not in text
    assert 'var(' not in text
    assert 'url(' not in text


# Faults


def test_a_dead_link_is_named_with_its_page(make_app, settings):
    app = make_app('book', 'pdf', confoverrides=settings)
    with (app.srcdir / 'glossary.md').open('a', encoding='utf-8') as page:
        page.write('\n```{raw} html\n<a href="#nowhere">x</a>\n```\n')
    app.build()
    warning = re.sub(r'\x1b\[[0-9;]*m', '', app.warning.getvalue())
    assert 'glossary.md: WARNING: a link leads to "glossary:nowhere", which is not in the book' in warning
    assert '[handbook.cross-reference]' in warning


@pytest.mark.parametrize(
    ('css', 'words'),
    [
        ('.part-opener { background: url(missing.png) }', 'missing.png'),
        ('p::after { content: target-counter(url(#nowhere), page) }', 'nowhere'),
    ],
)
def test_an_error_of_weasyprint_stops_the_build_and_leaves_the_last_files(make_app, tmp_path, css, words):
    style = tmp_path / 'style.css'
    style.write_text(css, encoding='utf-8')
    app = make_app('book', 'pdf', confoverrides={'pdf_stylesheets': [str(style)], 'pdf_strict': True})
    for name in ('small-book.pdf', 'small-book-print.pdf'):
        (app.outdir / name).write_bytes(b'the last good file')
    with pytest.raises(PdfError) as caught:
        app.build()
    assert words in str(caught.value)
    assert '[handbook.layout]' in str(caught.value)
    assert {path.read_bytes() for path in Path(app.outdir).glob('*.pdf')} == {b'the last good file'}
    assert not list(Path(app.outdir).glob('*.part'))


def test_an_error_while_writing_leaves_both_last_files(make_app, settings, monkeypatch):
    app = make_app('book', 'pdf', confoverrides=settings)
    for name in ('small-book.pdf', 'small-book-print.pdf'):
        (app.outdir / name).write_bytes(b'the last good file')

    def fail(_layout, target, _identifier):
        target.write_bytes(b'half')
        raise LayoutError(['the disk is full'])

    monkeypatch.setattr(builder, 'write_print', fail)
    with pytest.raises(PdfError, match='the disk is full'):
        app.build()
    assert {path.read_bytes() for path in Path(app.outdir).glob('*.pdf')} == {b'the last good file'}
    assert not list(Path(app.outdir).glob('*.part'))


# Smaller things


def build_pages(make_app, pages, **config):
    """Build a project of the given pages and return the book's HTML and the warnings."""
    app = make_app('plain', 'pdf', confoverrides={'pdf_print': False, **config})
    write_pages(app.srcdir, {f'{name}.md': text for name, text in pages.items()})
    app.build()
    return parse(app.outdir / 'book.html'), app.warning.getvalue(), app


TREE = '# Book\n\n```{{toctree}}\n{0}\n```\n'


def test_headings_pushed_over_the_page_keep_their_number(make_app):
    """A section begins at the foot of a page while its heading already stands on the next."""
    block = '```{{raw}} html\n<div style="height: {0}mm; break-inside: avoid">x</div>\n```\n'
    text = ''.join(
        f'(label-{number})=\n## Section {number}.\n\n```{{index}} entry{number}.\n```\n\nWords\n\n'
        + block.format(number % 7 * 6 + 5)
        for number in range(40)
    )
    page, warnings, app = build_pages(make_app, {'index': TREE.format('a'), 'a': f'# A\n\n{text}'})
    assert warnings == ''
    book = read(Path(app.outdir) / 'harbour-guide.pdf', (app.outdir / 'book.html').read_text(encoding='utf-8'))
    stands = {title: number for _level, title, number in book.outline if title.startswith('Section')}
    assert len(set(stands.values())) > 5
    for number in range(40):
        assert f'Section {number}.' in book.pages[stands[f'Section {number}.']]
        assert book.destinations[f'a:label-{number}'] == stands[f'Section {number}.']
    for line in page.xpath('//section[@role="doc-index"]//p'):
        target = line.xpath('string(a/@href)')[1:]
        assert 'Words' in book.pages[book.destinations[target]]


def test_index_entries_of_pages_in_no_toctree_are_left_out(make_app):
    page, warnings, _app = build_pages(
        make_app,
        {
            'index': TREE.format('a'),
            'a': '# A\n\n```{index} inside\n```\n\nText.',
            'b': '---\norphan: true\n---\n# B\n\n```{index} outside\n```\n\nText.',
        },
    )
    assert warnings == ''
    assert [p.text for p in page.xpath('//section[@role="doc-index"]//p')] == ['inside']


def test_pages_named_like_parts_of_the_book(make_app):
    names = ('contents', 'cover', 'genindex', 'list-of-figures')
    page, warnings, app = build_pages(
        make_app,
        {
            'index': TREE.format('\n'.join(names)),
            **{name: f'# {name}\n\n```{{index}} {name}\n```\n\nText.' for name in names},
        },
    )
    assert warnings == ''
    assert max(Counter(page.xpath('//@id')).values()) == 1
    assert (app.outdir / 'harbour-guide.pdf').exists()


def test_links_to_the_title_lead_to_a_cover_made_by_a_template(make_app, tmp_path):
    template = tmp_path / 'cover.html'
    template.write_text('<section class="cover"><h1>{{ title }}, {{ date }}</h1></section>', encoding='utf-8')
    page, warnings, _app = build_pages(
        make_app,
        {'index': TREE.format('a') + '\n(mark)=\n## Hidden\n', 'a': '# A\n\n{doc}`index`, {ref}`mark`'},
        pdf_cover=str(template),
    )
    assert warnings == ''
    assert page.xpath('//section[@class="cover"]/@id') == ['index']
    assert set(page.xpath('//div[@id="a"]//a/@href')) == {'#index'}
    assert 'Hidden' not in page.xpath('string(//h2)')


def test_only_references_to_pages_name_the_page(make_app):
    page, _warnings, _app = build_pages(
        make_app,
        {
            'index': TREE.format('a\nb'),
            'a': '# A\n\n{py:func}`moor` {doc}`b`',
            'b': '# B\n\n```{py:function} moor()\n```\n',
        },
    )
    classes = {link.text_content(): 'page-ref' in link.get('class') for link in page.xpath('//div[@id="a"]//p/a')}
    assert classes == {'moor()': False, 'B': True}


def test_the_name_of_the_file_comes_from_the_project(make_app):
    _page, _warnings, app = build_pages(make_app, {'index': '# Book'}, project='Kurzeme / Klaipėda: 2.0')
    assert [path.name for path in Path(app.outdir).glob('*.pdf')] == ['kurzeme-klaipėda-2.0.pdf']


def test_formulas_that_cannot_be_drawn_are_shown_as_written(make_app):
    page, warnings, _app = build_pages(
        make_app,
        {'index': '# Book\n\nHere $a_1$ and $\\nosuch{x}$.\n\n$$\na &= b \\\\\nc &= d\n$$\n'},
        myst_enable_extensions=['dollarmath'],
    )
    assert warnings.count('[handbook.formula]') == warnings.count('WARNING') == 1, warnings
    assert 'index.md:3: ' in warnings and r'\nosuch{x}' in warnings
    assert page.xpath('//p/*[contains(@class, "formula")]/@aria-label') == ['a with index 1', '\\nosuch{x}']
    assert page.xpath('string(//code[@class="formula"])') == '\\nosuch{x}'
    assert page.xpath('//div[@class="math"]//@aria-label') == ['a equals b; c equals d']
