"""When a passage was checked, the editors' judgement, words and letters in a language of their own."""

import datetime

import pytest
from projects import write_pages
from web_pages import parse

from publishing.core.findings import Severity
from publishing.core.project import LOCALES
from publishing.text import ages

AS_OF = ':::{as-of} 2026-11-03\n:until: 2027-03-31\n\n%s\n:::'


@pytest.fixture
def page(make_app):
    """Return a function that builds one page and gives its body and the warnings."""

    def build(text, builder='html', **settings):
        app = make_app(
            'book',
            builder,
            confoverrides={
                'extensions': [
                    'myst_parser',
                    'publishing.text.marks',
                    'publishing.text.foreign',
                    'publishing.text.paragraph_numbers',
                ],
                'myst_enable_extensions': ['colon_fence'],
                'locale_dirs': [str(LOCALES)],
                'suppress_warnings': ['toc', 'ref', 'config'],
                **settings,
            },
        )
        write_pages(app.srcdir, {'index.md': f'# Title\n\n{text}'})
        app.build()
        if builder == 'gettext':
            return (app.outdir / 'index.pot').read_text(encoding='utf-8'), app.warning.getvalue()
        return parse(app.outdir / 'index.html').get_element_by_id('title'), app.warning.getvalue()

    return build


def shown(page, text):
    body, warnings = page(text)
    assert warnings == ''
    return body


def words(element):
    return ' '.join(element.text_content().split())


def test_a_dated_paragraph_says_when_it_was_checked(page):
    body = shown(page, AS_OF % 'The call is open.\n\nIts limit is EUR 5.' + '\n\nNothing ages here.')
    assert [words(p) for p in body.xpath('./p')] == [
        'The call is open.',
        'Its limit is EUR 5. (as of November 2026)',
        'Nothing ages here.',
    ]
    assert not body.xpath('./div'), 'the block leaves its content where it is, so that paragraphs keep their numbers'


@pytest.mark.parametrize(
    ('content', 'path'),
    [('- One.\n- Two.', './ul/li[last()]'), ('```{list-table} The title\n* - A\n  - B\n```', './table/caption')],
)
def test_lists_and_tables_have_the_words_too(page, content, path):
    body = shown(page, AS_OF % content)
    assert len(body.xpath('.//span[@class="as-of"]')) == 1
    assert '(as of November 2026)' in words(body.xpath(path)[0])


def test_the_date_stands_in_the_readers_language(page):
    body, _warnings = page(AS_OF % 'Text.', language='lv')
    assert '2026. gada novembris' in words(body)


def test_no_date_stands_in_a_message(page):
    catalog, _warnings = page(AS_OF % 'The call is open.' + '\n\n:::{judgement}\nGo there.\n:::', 'gettext')
    assert 'msgid "The call is open."' in catalog
    assert 'msgid "Go there."' in catalog
    assert '2026-11-03' not in catalog
    assert '2027-03' not in catalog


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        (
            ':::{as-of} November 2026\n:until: 2027-01-01\n\nText.\n:::',
            'has the day "November 2026"; expected one such as',
        ),
        (':::{as-of} 2026-11-28\n\nText.\n:::', 'has no day as :until:'),
        (':::{as-of} 2026-11-28\n:until: soon\n\nText.\n:::', "has the day 'soon' as :until:"),
        (':::{as-of} 2026-11-31\n:until: 2027-01-01\n\nText.\n:::', 'has the day "2026-11-31"; expected one such as'),
        (':::{as-of} 2026-11-28\n:until: 2026-11-28\n\nText.\n:::', 'holds until 2026-11-28; expected a later day'),
        (':::{as-of} 2026-11-28\n:until: 2027-01-01\n:::', '{as-of} has no text'),
        (':::{judgement}\n:::', '{judgement} has no text'),
        (':::{judgement}\n```\ncode\n```\n:::', '{judgement} holds no running text'),
        (':::{letter} xx\nText.\n:::', '{letter} names the language "xx"; expected a code such'),
        (':::{letter} lv\n:::', '{letter} has no text'),
    ],
)
def test_misuse_is_said_with_its_place(page, text, expected):
    _body, warnings = page(text)
    assert 'index.md:3: ' in warnings
    assert expected in warnings
    assert '[handbook.markup]' in warnings


def test_a_judgement_has_a_sign_that_can_be_heard(page):
    body = shown(page, ':::{judgement}\nBegin in Skuodas.\n\n- Then Rucava.\n:::\n\nA fact.')
    signs = body.xpath('.//span[@class="judgement-sign"]')
    assert [sign.get('aria-label') for sign in signs] == ['The editors’ judgement'] * 2
    assert '◆' in words(body.xpath('./p')[0])
    assert '◆' not in words(body.xpath('./p')[-1])
    assert [one.tag for one in body][1:] == ['p', 'ul', 'p'], (
        'nothing stands around what is marked: it keeps its numbers'
    )


# Languages of their own


def test_foreign_words_have_their_language(page):
    body = shown(page, 'A {lv}`teritorijas plānojums` is like a {lt}`bendrasis planas`.')
    assert [(one.get('lang'), one.text) for one in body.xpath('.//em')] == [
        ('lv', 'teritorijas plānojums'),
        ('lt', 'bendrasis planas'),
    ]


def test_a_letter_is_the_same_in_every_edition(page):
    text = ':::{letter} lv\nLabdien! Lūdzam tikties.\n\n- vieta\n:::\n\nWords.\n\n{lt}`Labas rytas`\n'
    body = shown(page, text)
    letter = body.xpath('./div[@class="letter"]')[0]
    assert letter.get('lang') == 'lv'
    assert 'Lūdzam tikties.' in words(letter)
    catalog, _warnings = page(text, 'gettext')
    assert 'msgid "Words."' in catalog
    assert 'Labdien' not in catalog
    assert 'vieta' not in catalog
    assert 'Labas rytas' not in catalog


# What is overdue

SOURCE = """# Title

:::{as-of} 2025-01-31
:until: 2026-01-31
The **second** call is open.
:::

- A list.

  ````{as-of} 2026-11-28
  :until: 2027-11-28

  Later.
  ````
"""


def test_overdue_statements_are_listed_with_their_place(tmp_path):
    (tmp_path / 'part').mkdir()
    (tmp_path / 'part' / 'page.md').write_text(SOURCE, encoding='utf-8')
    (tmp_path / 'other.md').write_text(SOURCE.replace('2026-01-31', '2025-12-31'), encoding='utf-8')
    found = ages.overdue(tmp_path, datetime.date(2026, 11, 28))
    assert [(one.path.name, one.line, one.severity) for one in found] == [
        ('other.md', 3, Severity.WARNING),
        ('page.md', 3, Severity.WARNING),
    ]
    assert 'The **second** call is open.' in found[1].text
    assert 'to hold until 2026-01-31' in found[1].text
    assert not ages.overdue(tmp_path, datetime.date(2025, 12, 31)), 'it holds through its last day'
    assert len(ages.overdue(tmp_path, datetime.date(2027, 11, 29))) == 4
