"""What themes and extensions of strangers make for screens, and tables with more than their columns have room for."""

import re
import subprocess

import pypdf
import pytest
from strangers import build, warnings
from tagged import judged

from publishing.pdf.book import contents, long_words
from publishing.pdf.book.assembly import parse


@pytest.fixture(scope='module')
def app(tmp_path_factory):
    return build('themes', tmp_path_factory.mktemp('themes'), pdf_print=False)


@pytest.fixture(scope='module')
def pieces(app):
    """The pieces of text of each page: words, where they begin from the left, and the size of their letters."""

    def of(page):
        found = []

        def note(text, matrix, place, font, size):
            if text.strip():
                found.append((text.strip(), place[4] * matrix[0] + matrix[4], size * abs(place[0] * matrix[0])))

        page.extract_text(visitor_text=note)
        return found

    return [of(page) for page in pypdf.PdfReader(app.outdir / 'quay-manual.pdf').pages]


@pytest.fixture(scope='module')
def words(pieces):
    return '\n'.join(text for page in pieces for text, _left, _size in page)


def sizes(pieces, word):
    return [round(size, 1) for page in pieces for text, _left, size in page if word in text]


def test_nothing_sticks_out(app):
    assert not [line for line in warnings(app) if 'handbook.overflow' in line]


def test_the_title_of_a_book_is_no_heading_behind_its_words(pieces):
    assert [text for text, _left, _size in pieces[0]][0] == 'Quay manual'


@pytest.mark.parametrize(
    ('page', 'is_title'),
    [
        ('<section><h1>Quays</h1><p>Words.</p></section>', True),
        ('<p><img alt="Quays"/></p><section><h1>Quays</h1></section><section><h1>More</h1></section>', True),
        ('<p>Words.</p><section><h1>Quays</h1></section>', False),
        ('<section><h1 class="sd-d-none">Quays</h1><p>Words.</p></section>', False),
        ('<p>Words.</p>', False),
    ],
)
def test_titles_of_pages(page, is_title):
    heading = contents.title_of(parse(page))
    assert (heading is not None and heading.text == 'Quays') is is_title


def test_short_names_stay_whole_and_long_ones_end_a_line_behind_a_sign(words):
    lines = words.split('\n')
    assert 'boolean' in lines
    assert 'string' in lines
    name = 'berthing_options_all_quays_open_capacity_trigger'
    broken = [line for line in lines if len(line) > 5 and line in name]
    assert len(broken) > 1
    assert ''.join(broken) == name
    assert all(line.endswith('_') for line in broken[:-1])


def test_words_of_code_stay_whole(app):
    """Each has an element of its own, and there is room for it in the next line."""
    shown = subprocess.run(
        ['pdftotext', '-layout', app.outdir / 'quay-manual.pdf', '-'], capture_output=True, text=True
    )
    found = re.findall(r'\b([a-k])(\1*)\b', shown.stdout)
    assert {len(first + others) for first, others in found if others} == {10}
    assert [first for first, others in found if len(others) == 9] == [*'abcdefghijk', *'abcde']


def test_lines_of_signatures_end_behind_signs(app):
    shown = subprocess.run(
        ['pdftotext', '-layout', app.outdir / 'quay-manual.pdf', '-'], capture_output=True, text=True
    )
    lines = '\n'.join(map(str.strip, shown.stdout.splitlines()))
    assert (
        '\nquays.berths.mooring.lines.make_fast_for_a_long_stay_of_ships(\nconfiguration_of_the_harbour=None)\n'
        in lines
    )


def test_hyphens_of_options_stay_with_their_words(app):
    shown = subprocess.run(
        ['pdftotext', '-layout', app.outdir / 'quay-manual.pdf', '-'], capture_output=True, text=True
    )
    assert re.search(r'^ *--mooring-lines$', shown.stdout, re.MULTILINE), 'nor is there a sign in the text'
    body = parse('<p>--a</p><pre>x --b <b>-c</b> d-e --- f -- g</pre>')
    long_words.keep_options(body)
    assert body.xpath('string()') == f'--ax --{long_words.JOINER}b -{long_words.JOINER}c d-e --- f -- g'


def test_long_words_in_the_index_end_a_line_behind_a_sign(words):
    assert re.search(r'^quay_harbour\.berths\.mooring\.Storage$', words, re.MULTILINE)
    assert re.search(r'^CapacityOfAll$', words, re.MULTILINE)


def test_pages_of_links_in_tables_stay_whole(app):
    shown = subprocess.run(['pdftotext', app.outdir / 'quay-manual.pdf', '-'], capture_output=True, text=True)
    assert len(re.findall(r'\(page\s\d+\)', shown.stdout)) == 7


def test_a_table_of_many_columns_is_set_smaller(pieces, words):
    assert len(re.findall(r'^column( \d+)?$', words, re.MULTILINE)) == 12
    assert set(sizes(pieces, 'Header')) == {7}


def test_the_head_stands_on_each_page_of_a_long_row(pieces):
    pages = [' '.join(text for text, _left, _size in page) for page in pieces]
    long = [page for page in pages if page.count('quay ') > 50]
    assert len(long) > 1
    assert [page.count('FIRSTHEAD') for page in long] == [1] * len(long)


@pytest.mark.parametrize('word', ['SHOWCELL', 'HIDECELL', 'SPLASHSCREEN'])
def test_what_is_for_screens_only_is_left_out(words, word):
    assert word not in words


@pytest.mark.parametrize('word', ['SIDENOTE', 'GOES', 'HIDDENCODE', 'FIRSTLINE', 'LASTLINE', 'ONBLUE', 'ONWHITE'])
def test_what_readers_want_is_there(words, word):
    assert word in words


def test_headings_of_all_depths_and_code_in_them_have_their_size(pieces):
    assert sizes(pieces, 'SIXTH') == [10]
    code, heading = (max(sizes(pieces, word)) for word in ('INCODE', 'Heading'))
    assert 0.85 * heading < code < heading


def test_lists_in_the_middle_stand_at_their_points(pieces):
    [(left, page)] = [(left, page) for page in pieces for text, left, _size in page if text == 'LISTED']
    margin = min(left for _text, left, _size in page)
    assert left - margin < 40


def test_pictures_of_persons_have_the_size_of_their_class(app):
    listed = subprocess.run(['pdfimages', '-list', app.outdir / 'quay-manual.pdf'], capture_output=True, text=True)
    [(width, density)] = [(row.split()[3], row.split()[12]) for row in listed.stdout.splitlines()[2:]]
    assert round(int(width) / int(density) * 72) == 36


def test_standards_are_kept(app):
    path = app.outdir / 'quay-manual.pdf'
    assert judged('ua1', path) == {path: []}


@pytest.mark.parametrize(
    ('word', 'room', 'pieces'),
    [
        ('boolean', 18, ['boolean']),
        ('getPageSizeOfAll', 8, ['get', 'Page', 'Size', 'Of', 'All']),
        ('https://example.org/en/latest', 20, ['https://example.', 'org/', 'en/', 'latest']),
        ('Schifffahrtsgesellschaft', 10, ['Schifffa', 'hrtsgese', 'llschaft']),
        ('--show', 4, ['--s', 'how']),
        ('مصطلحات_المستودعات_الطويلة', 6, ['مصطلحات_المستودعات_الطويلة']),
        ('操作系统的特征与抽象', 4, ['操作系统的特征与抽象']),
    ],
)
def test_where_a_line_may_end_in_a_word(word, room, pieces):
    assert long_words.broken(f'a {word} b', room) == f'a {long_words.SPACE.join(pieces)} b'
