"""Where the pages of the built handbook break, read from the layout of each edition.

The built HTML of the book is laid out once more: a PDF does not say which lines are one paragraph.
"""

from collections import Counter

import pytest
from built_book import CODES, need_built
from places import REPOSITORY
from weasyprint.formatting_structure import boxes

from publishing.core import languages
from publishing.pdf.book import hyphenation
from publishing.pdf.layout import layout, margins

pytestmark = pytest.mark.book

HEADINGS = {'h1', 'h2', 'h3', 'h4', 'h5', 'h6'}
STYLES = [REPOSITORY / 'theme' / 'print' / 'book.css']


def lines_of(box, in_tables=True):
    """Yield the lines of text in the flow of a page, with those in tables, without notes and margins."""
    for child in getattr(box, 'children', ()):
        if isinstance(child, boxes.MarginBox) or not hasattr(child, 'is_in_normal_flow'):
            continue
        if type(child).__name__ in ('FootnoteAreaBox', 'AbsolutePlaceholder') or child.is_absolutely_positioned():
            continue
        if isinstance(child, boxes.TableBox) and not in_tables:  # heads stand on each page of a table
            continue
        if isinstance(child, boxes.LineBox):
            if any(isinstance(item, boxes.TextBox | boxes.ReplacedBox) for item in child.descendants()):
                yield child
        else:
            yield from lines_of(child, in_tables)


@pytest.fixture(scope='module', params=CODES)
def document(request, tmp_path_factory):
    need_built()
    for language in languages.load().values():  # as in the builder, since each edition has words of the others
        hyphenation.register(language, tmp_path_factory.mktemp('patterns'))
    path = REPOSITORY / 'build' / 'work' / f'pdf-{request.param}' / 'book.html'
    text, base = path.read_text(encoding='utf-8'), path.parent.as_uri() + '/'
    return layout.lay_out(text, base, STYLES, margins.Column()).document


@pytest.fixture(scope='module')
def pages(document):
    return [list(lines_of(page._page_box)) for page in document.pages]


def words(line):
    return ''.join(item.text for item in line.descendants() if isinstance(item, boxes.TextBox))


def test_no_widows_and_no_orphans(document):
    """A paragraph that runs over a page has two lines at least on each side."""
    counts: dict = {}
    for number, page in enumerate(document.pages):
        for line in lines_of(page._page_box, in_tables=False):
            if line.element_tag in ('p', 'li', 'dd') and line.element is not None:
                counts.setdefault(line.element, Counter())[number] += 1
    split = {element: count for element, count in counts.items() if len(count) > 1}
    assert len(split) > 5
    short = [
        (sorted(count.items()), ''.join(element.itertext())[:60])
        for element, count in split.items()
        if count[min(count)] < 2 or count[max(count)] < 2
    ]
    assert not short


def test_no_heading_at_the_foot_of_a_page(pages):
    found = []
    for number, lines in enumerate(pages, start=1):
        if lines and len({line.element for line in lines}) > 1:
            last = max(lines, key=lambda line: line.position_y + line.height)
            if last.element_tag in HEADINGS:
                found.append((number, words(last)))
    assert not found


def test_last_page_of_a_chapter_has_some_lines(document, pages):
    starts, seen = set(), set()  # a chapter's box stands at the head of its later pages too
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if (
                box.element is not None
                and box.element_tag == 'div'
                and box.element.get('class', '').startswith('document')
                and {'chapter', 'sub'} & set(box.element.get('class').split())
                and box.element not in seen
            ):
                seen.add(box.element)
                if _begins(box, page):
                    starts.add(number)
    filled = [number for number, lines in enumerate(pages) if lines]
    last = [number for number in filled if number + 1 in starts or (number + 2 in starts and number + 1 not in filled)]
    short = [(number + 1, len(pages[number])) for number in last if len(pages[number]) < 4]
    assert len(starts) >= 9
    assert not short


def _begins(box, page):
    return box.position_y <= page._page_box.content_box_y() + 1


def test_figures_stand_near_their_mention(document):
    """On the page of the first mention or the next; never before the page of the first mention by more than one."""
    numbers = layout.page_numbers(document)
    far = []
    mentions: dict = {}
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.descendants():
            element = box.element
            if (
                element is not None
                and box.element_tag == 'a'
                and isinstance(box, boxes.InlineBox)
                and 'numref' in ' '.join(child.get('class') or '' for child in element.iter())
            ):
                mentions.setdefault(element.get('href')[1:], number)
    figures = {
        box.element.get('id')
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None and box.element_tag == 'figure' and box.element.get('id')
    }
    assert len(figures & set(mentions)) > 3
    for name in sorted(figures & set(mentions)):
        if not -1 <= numbers[name] - mentions[name] <= 1:
            far.append((name, numbers[name], mentions[name]))
    assert not far
