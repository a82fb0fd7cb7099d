"""Two languages side by side: the same number on the same line, nothing lost, and what does not fit is refused."""

import copy
import json
import re
import shutil
import subprocess
from collections import Counter
from types import SimpleNamespace

import pikepdf
import pytest
from built_book import bare, need_built, pdf_path
from lxml import html
from places import REPOSITORY
from projects import build_bilingual
from pypdf import PdfReader
from tagged import elements, judged, tags
from web_pages import parse

from publishing.bilingual import alignment
from publishing.bilingual import book as bilingual
from publishing.bilingual.alignment import Aligner, MisalignedError
from publishing.core import languages
from publishing.core.downloads import pairs
from publishing.core.findings import FindingsError
from publishing.web import landing

EPOCH = '1700000000'
MIDDLE = 297 / 2 * 72 / 25.4  # of an A4 page across, in points
FOOT = (210 - 22) * 72 / 25.4  # where its text ends


def squeeze(text):
    return ' '.join(text.split())


def body_of(fragment):
    return html.document_fromstring(f'<html><body>{fragment}</body></html>').find('body')


def align(left, right):
    return Aligner(('en', 'lv')).align(body_of(left), body_of(right))


def pairs_of(tree):
    """Return the text of both sides of every pair."""
    return [tuple(squeeze(side.text_content()) for side in pair) for pair in alignment.with_class(tree, 'pair')]


# Alignment


def test_blocks_stand_beside_their_partners():
    tree = align(
        '<section><h2>A</h2><p>One</p><div class="lead"><p>Two</p></div></section>',
        '<section><h2>Ā</h2><p>Viens</p><div class="lead"><p>Divi</p></div></section>',
    )
    assert pairs_of(tree) == [('A', 'Ā'), ('One', 'Viens'), ('Two', 'Divi')]
    assert [side.get('lang') for side in tree.xpath('.//div[contains(@class, "side")]')] == ['en', 'lv'] * 3
    assert len(tree.xpath('.//div[@class="lead"]')) == 1


def test_items_of_nested_lists_stand_beside_their_partners():
    tree = align(
        '<ol><li><p>One</p><ul><li>a</li><li>b</li></ul></li><li>Two</li></ol>',
        '<ol><li><p>Viens</p><ul><li>ā</li><li>b</li></ul></li><li>Divi</li></ol>',
    )
    assert pairs_of(tree) == [('One', 'Viens'), ('a', 'ā'), ('b', 'b'), ('Two', 'Divi')]
    assert [len(found) for found in (tree.xpath('.//ol/li'), tree.xpath('.//ul/li'))] == [2, 2]


def test_glossary_takes_the_order_of_the_first_language():
    tree = align(
        '<dl><dt id="a">anchor</dt><dd>Holds.</dd><dt id="b">buoy</dt><dd>Shows.</dd></dl>',
        '<dl><dt id="lv:b">boja</dt><dd>Rāda.</dd><dt id="lv:a">enkurs</dt><dd>Tur.</dd></dl>',
    )
    assert pairs_of(tree) == [('anchorHolds.', 'enkursTur.'), ('buoyShows.', 'bojaRāda.')]


def test_definition_list_without_names_keeps_its_order():
    tree = align('<dl><dt>b</dt><dt>a</dt><dd>1</dd></dl>', '<dl><dt>c</dt><dt>d</dt><dd>2</dd></dl>')
    assert pairs_of(tree) == [('ba1', 'cd2')]


@pytest.mark.parametrize(
    ('table', 'is_wide'),
    [
        ('<table><tr><td>1</td><td>2</td><td>3</td></tr></table>', False),
        ('<table><tr><td>1</td><td>2</td><td>3</td><td>4</td></tr></table>', True),
        ('<table class="wide"><tr><td>1</td></tr></table>', True),
        ('<table><colgroup><col style="width: 10%"></colgroup><tr><td>1</td><td>2</td></tr></table>', True),
        ('<table><colgroup><col style="width: 30%"></colgroup><tr><td>1</td><td>2</td></tr></table>', False),
    ],
)
def test_only_what_is_too_wide_is_stacked(table, is_wide):
    tree = align(table, table)
    assert len(tree.xpath('.//div[contains(@class, "stack")]')) == is_wide
    assert [table.getparent().get('lang') for table in tree.iter('table')] == ['en', 'lv']


def test_note_on_missing_translations_stands_alone_and_moves_nothing():
    tree = align(
        '<h1>A</h1><p>One</p>',
        '<h1>Ā</h1><p class="fallback-note">1 nav tulkots</p><p class="untranslated language-en" lang="en">One</p>',
    )
    assert pairs_of(tree) == [('A', 'Ā'), ('', '1 nav tulkots'), ('One', 'One')]
    assert tree.xpath('.//div[@lang="lv"]/p[@lang="en"]/text()') == ['One']


def test_translations_of_a_former_text_stand_beside_the_present_one():
    tree = align(
        '<section><h2>A</h2><p class="many">One</p></section><p>Next</p>',
        '<section><h2 class="stale">Ā</h2><p class="stale">Viens</p>'
        '<div class="original-changes"><p>The original has changed</p></div></section><p>Tālāk</p>',
    )
    assert pairs_of(tree)[:2] == [('A', 'Ā'), ('One', 'Viens')]
    assert ('Next', 'Tālāk') in pairs_of(tree)


def test_texts_that_cannot_break_over_pages_keep_their_partners_from_it():
    tree = align(
        f'<p>{"One " * 120}</p><p>{"Two " * 120}</p><ul><li>Three</li></ul>',
        f'<p>{"Viens " * 10}</p><p>{"Divi " * 120}</p><ul><li>Trīs</li></ul>',
    )
    assert ['pair-short' in pair.get('class').split() for pair in alignment.with_class(tree, 'pair')] == [
        True,
        False,
        True,
    ]


def test_number_stands_once_and_bookmark_has_both_titles():
    number = '<span class="paragraph-number">7</span>'
    tree = align(
        f'<h2><span class="section-number">2 </span>Coast</h2><p>{number}One</p>',
        f'<h2><span class="section-number">2 </span>Krasts</h2><p>{number}Viens</p>',
    )
    assert [mark.text for mark in alignment.with_class(tree, 'paragraph-number')] == ['7']
    assert pairs_of(tree)[1] == ('7One', 'Viens')
    assert tree.xpath('.//h2/@data-bookmark') == ['2 Coast · Krasts']


@pytest.mark.parametrize(
    ('left', 'right', 'words'),
    [
        ('<p>One</p><p>Two</p>', '<p>Viens</p>', '"en" has 1 more than "lv", beginning with <p> “Two”'),
        ('<p>One</p>', '<p>Viens</p><p>Divi</p>', '"lv" has 1 more than "en", beginning with <p> “Divi”'),
        ('<p>One</p>', '<ul><li>Viens</li></ul>', '"en" has <p> “One”, "lv" has <ul> “Viens”'),
        ('<ul><li>1</li><li>2</li></ul>', '<ul><li>1</li></ul>', '"en" has 1 more than "lv", beginning with <li> “2”'),
        (
            '<p><span class="paragraph-number">1</span>A</p>',
            '<p><span class="paragraph-number">2</span>B</p>',
            '"en" has <p> “1A”, "lv" has <p> “2B”',
        ),
        (
            '<table><tr><td>1</td></tr></table>',
            '<table><tr><td>1</td><td>2</td></tr></table>',
            '"en" has <table> “1”, "lv" has <table> “12”',
        ),
        (
            '<ul><li><p>1</p><ul><li>a</li></ul></li></ul>',
            '<ul><li><p>1</p></li></ul>',
            '"en" has <li> “1a”, "lv" has <li>',
        ),
        (
            '<dl><dt>a</dt><dd>1</dd></dl>',
            '<dl><dt>a</dt><dd>1</dd><dt>b</dt><dd>2</dd></dl>',
            '"en" has 1 entries, "lv" has 2',
        ),
    ],
)
def test_books_that_differ_are_refused_with_page_and_place(left, right, words):
    page = '<div class="document chapter" id="one/page">{}</div>'
    with pytest.raises(MisalignedError) as fault:
        align(page.format(left), page.format(right))
    assert fault.value.page == 'one/page'
    assert words in fault.value.words


def test_every_two_languages_are_a_pair_in_file_order():
    codes = list(languages.load())
    names = list(pairs())
    assert names == [f'{one}-{other}' for place, one in enumerate(codes) for other in codes[place + 1 :]]
    shown = subprocess.run(['make', '-pn', 'help'], cwd=REPOSITORY, capture_output=True, text=True).stdout
    assert re.search(r'^PAIRS := (.*)$', shown, re.MULTILINE)[1].split() == names


# A small book


@pytest.fixture(scope='module')
def small(build_once, tmp_path_factory):
    """The small book in English and Latvian, and both languages beside each other."""
    work = tmp_path_factory.mktemp('work')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('SOURCE_DATE_EPOCH', EPOCH)
        build_bilingual(build_once, work)
        pair = languages.get('en'), languages.get('lv')
        path = bilingual.build(*pair, workdir=work)
    reader = PdfReader(path)
    return SimpleNamespace(
        work=work,
        pair=pair,
        path=path,
        reader=reader,
        html=html.parse(path.with_name('book.html')),
        tags=tags(path),
        words=words_of(path),
    )


def words_of(path):
    """Return (page, word, left, top, bottom) of every word, in points from the upper left corner."""
    shown = subprocess.run(['pdftotext', '-enc', 'UTF-8', '-bbox', path, '-'], capture_output=True, check=True).stdout
    return [
        (number, word.text, *(float(word.get(edge)) for edge in ('xmin', 'ymin', 'ymax')))
        for number, page in enumerate(html.document_fromstring(shown.decode()).iter('page'), start=1)
        for word in page.iter('word')
    ]


def assert_beside(words, first, second):
    """Assert that both words stand once, on one line of one page, left and right of the middle."""
    ((page, _word, left, top, _bottom),) = [found for found in words if found[1] == first]
    ((other, _word, right, height, _bottom),) = [found for found in words if found[1] == second]
    assert (page, top) == (other, pytest.approx(height, abs=0.2)), (first, second)
    assert left < MIDDLE < right


@pytest.mark.parametrize(
    'texts',
    [
        ('The ferry crosses the strait twelve times a day.', 'Prāmis šķērso šaurumu divpadsmit reižu dienā.'),
        ('Counted by hand.', 'Saskaitīts ar roku.'),
        ('Timber', 'Kokmateriāli'),
        ('Depth', 'Dziļums'),
        ('The coast of both regions', 'Abu reģionu krasts'),
        ('Holds a ship.', 'Tur kuģi.'),
        ('Two coasts', 'Divi krasti'),
    ],
)
def test_both_texts_are_there(small, texts):
    shown = bare(small.tags.text)
    for text in texts:
        assert bare(text) in shown


@pytest.mark.parametrize(
    ('first', 'second'),
    [
        ('neighbour.', 'kaimiņam.'),
        ('meet.', 'tiecieties.'),
        ('map.', 'karti.'),
        ('pencil.', 'zīmuli.'),
        ('hand.', 'roku.'),
        ('quays,', 'piestātnes,'),
        ('anchor', 'enkurs'),
        ('buoy', 'boja'),
    ],
)
def test_partners_stand_on_one_line(small, first, second):
    assert_beside(small.words, first, second)


def test_untranslated_paragraph_stands_beside_itself_in_its_own_language(small):
    rows = [(number, top) for number, word, _left, top, _bottom in small.words if word == 'nobody']
    assert len(rows) == 2
    assert rows[0] == rows[1]
    (mark,) = small.html.xpath('//div[@lang="lv"]/p[contains(@class, "untranslated")]')
    assert mark.get('lang') == 'en' or 'language-en' in mark.get('class')


def test_identifiers_are_unique_and_links_arrive(small):
    found = small.html.xpath('//@id')
    assert len(found) == len(set(found))
    targets = {link[1:] for link in small.html.xpath('//a/@href') if link.startswith('#')}
    assert targets <= set(found)
    assert {'ferry:ferry', 'lv:ferry:ferry'} <= targets


def test_each_passage_has_its_language_in_the_tags(small):
    with pikepdf.open(small.path) as pdf:
        found = [str(element.Lang) for element in elements(pdf) if '/Lang' in element]
        assert str(pdf.Root.Lang) == 'en'
    sides = small.html.xpath('//div[@class="side second" and node()]')
    assert found.count('lv') >= len(sides) > 20
    assert set(found) == {'en', 'lv'}  # English once: the passage that nobody has translated
    assert found.count('en') == 1


def test_lists_are_one_list_in_the_tags(small):
    lists = [found for found in small.tags.find('L') if 'neighbour' in found.text]
    assert len(lists) == 1
    assert lists[0].kinds == ['LI', 'LI', 'LI']


def test_running_heads_and_bookmarks_have_both_titles(small):
    titles = []

    def walk(items):
        for item in items:
            walk(item) if isinstance(item, list) else titles.append(squeeze(item.title))

    walk(small.reader.outline)
    assert '1 The ferry · Prāmis' in titles
    assert not [title for title in titles if title.startswith('Prāmis')]
    page = next(page.extract_text() for page in small.reader.pages if 'Kokmateriāli' in page.extract_text())
    for words in ('1 The ferry', '1 Prāmis', 'English', 'Latviešu'):
        assert words in squeeze(page)


def test_file_keeps_the_standards(small):
    for standard in ('ua1', '2a'):
        assert judged(standard, small.path) == {small.path: []}


def test_folio_and_tab_have_the_colour_of_the_part():
    sheet = bilingual.STYLESHEET.read_text(encoding='utf-8')
    for part in range(1, 7):
        (rule,) = re.findall(rf'@page part-{part} {{(.*?)\n}}', sheet, re.DOTALL)
        assert f'@bottom-center {{ color: var(--part-{part}); }}' in rule
        assert f'background: var(--part-{part}); margin-top: {22 * (part - 1)}mm' in rule


def test_same_bytes_twice(small, tmp_path):
    shutil.copytree(small.work, tmp_path / 'work', ignore=shutil.ignore_patterns('bilingual-*'))
    again = bilingual.build(*small.pair, workdir=tmp_path / 'work')
    assert again.read_bytes() == small.path.read_bytes()


def test_a_language_that_is_not_built_is_named(tmp_path):
    with pytest.raises(FindingsError, match=r'the book in "en" is not built; expected .* Run "make pdf-en" first'):
        bilingual.build(languages.get('en'), languages.get('lv'), workdir=tmp_path)


def test_books_that_differ_leave_the_last_file_alone(small, tmp_path):
    shutil.copytree(small.work, tmp_path / 'work', ignore=shutil.ignore_patterns('bilingual-*'))
    book = tmp_path / 'work' / 'pdf-lv' / 'book.html'
    text = book.read_text(encoding='utf-8')
    text = re.sub(r'<li[^<>]*><p[^<>]*>Tad tiecieties\..*?</ul>\s*</li>', '', text, count=1, flags=re.DOTALL)
    book.write_text(text, encoding='utf-8')
    assert 'tiecieties' not in book.read_text(encoding='utf-8')
    with pytest.raises(FindingsError, match=r'the page "ferry" is not built alike .*\[handbook.bilingual\]'):
        bilingual.build(*small.pair, workdir=tmp_path / 'work')
    assert not list((tmp_path / 'work').glob('bilingual-*'))


def test_unknown_pair_is_refused_with_those_that_exist():
    with pytest.raises(FindingsError, match='no two languages "lt-lv" in this order here; expected one of en-lv'):
        bilingual.find_pair('lt-lv')


# Manifest and landing page


def test_manifest_and_landing_page_offer_the_file(small, tmp_path):
    downloads = tmp_path / 'downloads'
    downloads.mkdir()
    shutil.copyfile(small.path, downloads / 'handbook-en-lv.pdf')
    landing.build_site(tmp_path)
    (entry,) = json.loads((downloads / 'manifest.json').read_text(encoding='utf-8'))['files']
    assert (entry['file'], entry['language'], entry['format']) == ('handbook-en-lv.pdf', 'en-lv', 'pdf-bilingual')
    assert entry['pages'] == len(small.reader.pages)
    (line,) = parse(tmp_path / 'index.html').xpath('//li[a/@href="downloads/handbook-en-lv.pdf"]')
    assert [(span.get('lang'), span.text) for span in line.xpath('a/span')] == [('en', 'English'), ('lv', 'Latviešu')]
    details = [(span.get('lang'), span.text) for span in line.xpath('span/span[@lang]')]
    assert [code for code, _text in details] == ['en', 'en', 'lv']  # the size once, the pages in both languages
    assert [text.endswith('B') for _code, text in details] == [True, False, False]


# The handbook


def first_lines(words):
    """Return (paragraph number, place left of it, place right of it) of each number between the columns.

    A place is (page, top) of the outermost word of the line beside the number, None where that side is empty.
    """
    numbers = [
        word for word in words if re.fullmatch('[0-9]{1,2}', word[1]) and -8 < word[2] - MIDDLE < 0 and word[3] < FOOT
    ]  # text ends 20 points before the middle
    size = Counter(round(bottom - top, 1) for _page, _word, _left, top, bottom in numbers).most_common(1)
    found = []
    for page, word, _left, top, bottom in numbers:
        if round(bottom - top, 1) != size[0][0]:
            continue  # words of a table that goes across the middle
        beside = [one for one in words if one[0] == page and abs(one[3] - top) < 7]
        columns = ([one for one in beside if one[2] < MIDDLE - 20], [one for one in beside if one[2] > MIDDLE + 18])
        found.append(
            (word, *((page, min(column, key=lambda one: one[2])[3]) if column else None for column in columns))
        )
    return found


def test_a_number_in_a_table_across_the_middle_is_no_number_of_a_paragraph():
    line = [(1, 'kairė', 50, 100, 112), (1, 'dešinė', 450, 100, 112)]
    numbers = [(1, str(number), MIDDLE - 5, 100 + 20 * number, 110.6 + 20 * number) for number in (1, 2)]
    table = [(1, 'prieinami', MIDDLE - 40, 200, 212), (1, '46', MIDDLE - 5, 200, 212), (1, 'km', MIDDLE + 8, 200, 212)]
    assert [number for number, *_places in first_lines([*line, *numbers, *table])] == ['1', '2']


@pytest.mark.book
def test_every_numbered_paragraph_of_the_handbook_stands_beside_its_partner():
    need_built()
    name, pair = list(pairs().items())[-1]
    books = [bilingual.read_book(language) for language in pair]
    expected = [
        [
            (mark.getparent().xpath('string(ancestor-or-self::*[@id][1]/@id)'), mark.text)
            for mark in alignment.with_class(book.body, alignment.NUMBER)
        ]
        for book in books
    ]
    assert expected[0] == expected[1]
    assert len(expected[0]) > 100
    body = bilingual.merge(*(copy.deepcopy(book) for book in books))
    rows = [
        (pair[0], pair[1])
        for pair in alignment.with_class(body, 'pair')
        if list(alignment.with_class(pair[0], alignment.NUMBER))
    ]
    assert len(rows) == len(expected[0])
    assert all(squeeze(left.text_content()) and squeeze(right.text_content()) for left, right in rows)
    path = pdf_path(name)
    assert path.is_file(), f'{path} is missing: run "make" first'
    starts = first_lines(words_of(path))
    for number, left, right in starts:  # (page, top) of the first line on either side
        assert left and right, number
        assert left[0] == right[0], number
        assert left[1] == pytest.approx(right[1], abs=1), number
    assert [number for number, _left, _right in starts] == [mark for _name, mark in expected[0]]


@pytest.mark.book
def test_a_book_in_two_languages_keeps_the_standards():
    need_built()
    path = pdf_path(list(pairs())[-1])
    for standard in ('ua1', '2a'):
        assert judged(standard, path) == {path: []}
