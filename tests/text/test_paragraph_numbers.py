"""The same number for the same paragraph in every language, beside the text and nowhere else."""

import re

import pytest
from web_pages import main, words

from publishing.pdf.layout import layout as press
from publishing.pdf.layout.margins import MM, Column, _boxes

ALONE = ['myst_parser', 'publishing.text.paragraph_numbers']


def body(app, name):
    return main(app.outdir, f'{name}.html')


def numbered(tree):
    """Return {identifier: first words} of everything that has a number."""
    return {
        element.get('id'): words(element)[:24]
        for element in tree.iter('p', 'ul', 'ol', 'dl', 'blockquote')
        if (element.get('id') or '').startswith('par-')
    }


@pytest.fixture(scope='module')
def english(build_shared_app):
    app = build_shared_app('paragraphs')
    assert app.warning.getvalue() == ''
    return app


@pytest.fixture(scope='module')
def latvian(build_shared_app):
    app = build_shared_app('paragraphs', language='lv')
    assert app.warning.getvalue() == ''
    return app


def test_paragraphs_lists_and_quotations_are_counted_and_nothing_else(english):
    assert numbered(body(english, 'chapter')) == {
        'par-1': '1First paragraph.',
        'par-2': '2One more of it Two',
        'par-3': '3Step A paragraph of the',
        'par-4': '4Quoted.',
        'par-5-': '5Under a heading, with a',
        'par-6': '6termmeaning',
        'par-7': '7Last.',
    }


def test_number_is_a_named_link_to_its_paragraph(english):
    tree = body(english, 'chapter')
    links = tree.xpath('.//a[@class="paragraph-number"]')
    assert [link.text for link in links] == list('1234567')
    for link in links:
        assert tree.get_element_by_id(link.get('href')[1:]) in list(link.iterancestors())
        assert link.get('aria-label') == link.get('title') == f'Paragraph {link.text}'


def test_somebodys_own_label_keeps_its_identifier(english):
    tree = body(english, 'chapter')
    assert tree.get_element_by_id('par-5').tag == 'section'
    assert tree.get_element_by_id('par-5-').text_content().startswith('5Under a heading')


def test_numbers_are_the_same_in_a_translation(english, latvian):
    pages = [
        [
            (element.get('id'), element.tag)
            for element in body(app, 'chapter').iter()
            if (element.get('id') or '').startswith('par-')
        ]
        for app in (english, latvian)
    ]
    assert pages[0] == pages[1]
    assert numbered(body(latvian, 'chapter'))['par-7'] == '7Pēdējā.'


def test_parts_and_matter_have_no_numbers(english):
    for name in ('index', 'part', 'matter'):
        assert numbered(body(english, name)) == {}, name
        assert not body(english, name).xpath('.//*[@class="paragraph-number"]'), name


def test_search_does_not_find_the_numbers(english):
    index = (english.outdir / 'searchindex.js').read_text(encoding='utf-8')
    assert '"quot":' in index or 'quoted' in index  # the words of the page are there
    assert not re.search(r'"7":', index[index.index('terms') : index.index('titles')])


def test_a_project_without_section_numbers_has_them_on_every_page_but_the_first(build_app):
    app = build_app(
        'paragraphs',
        confoverrides={
            'extensions': ALONE,
            'root_doc': 'plain',
            'exclude_patterns': ['index.md', 'part.md', 'chapter.md'],
        },
    )
    assert list(numbered(body(app, 'matter'))) == ['par-1']
    assert numbered(body(app, 'plain')) == {}


def test_only_listed_extensions_number(build_app):
    app = build_app('paragraphs', confoverrides={'extensions': ['myst_parser', 'publishing.text.components']})
    assert 'par-1' not in (app.outdir / 'chapter.html').read_text(encoding='utf-8')


@pytest.mark.parametrize('builder', ['text', 'singlehtml', 'gettext'])
def test_other_builders_show_no_numbers(build_app, builder):
    app = build_app('paragraphs', builder)
    assert app.warning.getvalue() == ''
    name = {'text': 'chapter.txt', 'singlehtml': 'index.html', 'gettext': 'chapter.pot'}[builder]
    text = (app.outdir / name).read_text(encoding='utf-8')
    assert 'First paragraph.' in text
    assert 'paragraph-number' not in text and 'par-1"' not in text and '1First' not in text


# On paper


def pages(stylesheet, text):
    text = f'<!DOCTYPE html><html lang="en"><body>{text}</body></html>'
    layout = press.lay_out(text, 'file:///', [stylesheet], Column())
    assert layout.warnings == []
    for page in layout.document.pages:
        box = page._page_box
        for number in _boxes(box, frozenset({'paragraph-number'})):
            left = (number.position_x - box.content_box_x()) / MM
            yield box.page_type.side, left, left + number.margin_width() / MM, number


LINE = (
    '<div style="break-before: page"><aside class="margin-note"><div class="in-margin"><p>Note</p></div></aside>'
    '<p><span class="paragraph-number">{0}</span>A paragraph with words enough.</p>'
    '<ol><li><p><span class="paragraph-number">{0}</span>Indented.</p></li></ol></div>'
)


@pytest.mark.parametrize('number', [1, 12, 123])
def test_numbers_stand_between_text_and_margin_column(book_stylesheet, number):
    found = list(pages(book_stylesheet, LINE.format(number) * 2))
    assert [side for side, *_ in found] == ['right', 'right', 'left', 'left']
    for side, left, right, _box in found:
        if side == 'right':
            assert (left, right < 134 - 0.5) == (pytest.approx(128, abs=0.05), True)
        else:
            assert (right, left > -8 + 0.5) == (pytest.approx(-2, abs=0.05), True)


def test_numbers_stand_on_the_line_of_their_paragraph(book_stylesheet):
    for _side, _left, _right, box in pages(book_stylesheet, LINE.format(8)):
        number = box.children[0]
        line = box.position_y + 11.2 * 96 / 72  # the baseline of type of 10.5 points in a line of 15
        assert number.position_y + number.baseline == pytest.approx(line, abs=0.7)


def test_numbers_can_be_read(book_stylesheet):
    css = (book_stylesheet.parent / 'navigation.css').read_text(encoding='utf-8')
    rule = css[css.index('.paragraph-number {') :]
    assert 'color: var(--muted)' in rule[: rule.index('}')]
    assert re.search(r'font: \d+ 7pt', rule[: rule.index('}')])
