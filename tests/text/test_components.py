"""The authors' blocks: one element, one class, and a message for each misuse."""

import re

import pytest
from places import REPOSITORY
from projects import write_pages
from web_pages import parse

from publishing.text.components import CLASSES, KINDS


@pytest.fixture
def page(make_app):
    """Return a function that builds one page and gives its body and the warnings."""

    def build(text, builder='html'):
        app = make_app(
            'book',
            builder,
            confoverrides={
                'extensions': ['myst_parser', 'publishing.text.components'],
                'suppress_warnings': ['toc', 'ref', 'config'],
            },
        )
        write_pages(app.srcdir, {'index.md': f'# Title\n\n{text}'})
        app.build()
        if builder == 'html':
            shown = parse(app.outdir / 'index.html').get_element_by_id('title')
        else:
            shown = (app.outdir / 'index.txt').read_text(encoding='utf-8')
        return shown, app.warning.getvalue()

    return build


def block(page, text):
    shown, warnings = page(text)
    assert warnings == ''
    return shown.xpath('./div[@class] | ./aside[@class]')[0]


def test_every_kind_makes_one_element_with_one_class(page):
    text = '\n\n'.join(f':::{{{name}}}\nWords of {name}.\n:::' for name in KINDS if name != 'ladder')
    shown, warnings = page(text)
    assert warnings == ''
    made = [(element.tag, element.get('class')) for element in shown if element.tag in ('div', 'aside')]
    assert made == [
        (kind.tag, {'margin': 'margin-note'}.get(name, name)) for name, kind in KINDS.items() if name != 'ladder'
    ]


def test_a_margin_note_has_a_title_with_markup_and_a_role(page):
    note = block(page, ':::{margin} A *short* title\n:name: here\n:class: extra\n\nText.\n:::')
    assert (note.tag, note.get('role'), note.get('class'), note.get('id')) == (
        'aside',
        'note',
        'margin-note extra',
        'here',
    )
    title = note.xpath('./p[@class="margin-note-title"]')[0]
    assert title.text_content() == 'A short title'
    assert title.xpath('./em')


def test_a_ladder_numbers_its_steps(page):
    ladder = block(page, '::::{ladder}\n:::{step} Talk\nOne.\n:::\n\n:::{step} Sign\nTwo.\n:::\n::::')
    assert [step.get('class') for step in ladder] == ['step step-1', 'step step-2']
    assert [step.xpath('string(p[@class="step-title"])') for step in ladder] == ['Talk', 'Sign']


def test_boxes_with_fixed_words(page):
    box = block(page, ':::{copy-this}\nDo it.\n:::')
    assert [(p.get('class'), p.text_content()) for p in box] == [('box-title', 'Copy this'), (None, 'Do it.')]


@pytest.mark.parametrize(
    ('text', 'line', 'words'),
    [
        (':::{margin} Title\n:::', 3, '{margin} has no text; expected some between its fences'),
        (':::{lead} Title\nText.\n:::', 3, '{lead} has a title, "Title"; this block takes none'),
        (':::{copy-this} Title\nText.\n:::', 3, '{copy-this} has a title, "Title"; this block takes none'),
        ('::::{ladder}\nWords.\n\n:::{step} One\nText.\n:::\n::::', 3, '{ladder} holds something besides steps'),
    ],
)
def test_misuse_is_said_with_its_place(page, text, line, words):
    _shown, warnings = page(text)
    assert f'index.md:{line}: ' in warnings
    assert words in warnings
    assert '[handbook.markup]' in warnings


def test_other_builders_write_the_words_alone(page):
    shown, warnings = page(':::{margin} Title\nText.\n:::\n\n:::{copy-this}\nDo it.\n:::', 'text')
    assert warnings == ''
    assert 'Text.' in shown
    assert 'Do it.' in shown


#: What a reader sees a page in, and the style sheets it has there.
SHEETS = {
    'screen': ('components/*.css', 'screen/*.css'),
    'paper': ('print/*.css',),
    'EPUB': ('handbook_epub/static/epub.css',),
}
#: Blocks of the start page; on paper the covers and the imprint have their words.
START = {'subtitle', 'publishers', 'funding', 'edition'}


@pytest.mark.parametrize('place', SHEETS)
@pytest.mark.parametrize('kind', KINDS)
def test_every_block_has_a_look_wherever_it_is_read(kind, place):
    theme = REPOSITORY / 'theme'
    texts = [path.read_text(encoding='utf-8') for pattern in SHEETS[place] for path in theme.glob(pattern)]
    assert texts
    css_class = CLASSES.get(kind, kind)
    is_styled = any(re.search(rf'\.{css_class}(?![\w-])', text) for text in texts)
    assert is_styled or (place == 'paper' and kind in START), f'no style sheet for {place} names .{css_class}'
