"""Pages of one kind have one form."""

import pytest
from projects import write_pages
from sphinx.errors import ConfigError

FORM = {
    'case-*': {
        'headings': ['Solutions', 'Checklist'],
        'blocks': ['key-facts'],
        'facts': ['Where', 'When'],
        'leads': ['Problem.', 'Result.'],
        'except': ['case-none'],
    }
}
GOOD = """# Title

Where
: Here

When
: Now

**Problem.** One.

**Result.** Two.

:::{key-facts} Facts
- One.
:::

## Solutions

Text.

## Checklist

Text.
"""


@pytest.fixture
def warnings(make_app):
    """Return a function that reads one page and gives the warnings."""

    def build(text, name='case-one', forms=FORM):
        app = make_app(
            'book',
            'dummy',
            confoverrides={
                'extensions': ['publishing.core', 'myst_parser', 'publishing.text.components', 'publishing.text.forms'],
                'myst_enable_extensions': ['colon_fence', 'deflist'],
                'page_forms': forms,
                'suppress_warnings': ['toc', 'ref', 'config'],
            },
        )
        write_pages(app.srcdir, {'index.md': '# Start', f'{name}.md': text})
        app.build()
        return app.warning.getvalue()

    return build


def test_a_page_in_its_form_is_right(warnings):
    assert 'handbook.form' not in warnings(GOOD)


@pytest.mark.parametrize(
    ('good', 'bad', 'line', 'expected'),
    [
        (
            '## Solutions',
            '## Ideas',
            17,
            'the heading "Ideas" is none of this kind of page; expected',
        ),
        ('## Solutions\n\nText.\n\n', '', 1, 'the page has no heading "Solutions"'),
        ('Where\n: Here\n\n', '', 1, 'the page has no fact "Where"; expected "Where", "When"'),
        ('**Result.**', '**Outcome.**', 11, 'the paragraph that begins with "Outcome." is none'),
        (':::{key-facts} Facts\n- One.\n:::', '', 1, 'the page has no {key-facts} block'),
    ],
)
def test_what_differs_is_said_at_its_line(warnings, good, bad, line, expected):
    assert good in GOOD
    said = warnings(GOOD.replace(good, bad))
    assert expected in said
    assert f'case-one.md:{line}: ' in said
    assert '[handbook.form]' in said


def test_another_order_is_said_once(warnings):
    text = GOOD.replace('## Solutions', '## X').replace('## Checklist', '## Solutions').replace('## X', '## Checklist')
    said = warnings(text)
    assert said.count('handbook.form') == 1
    assert 'case-one.md:17: ' in said
    assert 'the headings stand in another order; expected "Solutions", "Checklist"' in said


@pytest.mark.parametrize('name', ['case-none', 'other'])
def test_other_pages_are_free(warnings, name):
    assert 'handbook.form' not in warnings('# Title\n\nText.', name)


def test_a_wrong_setting_is_refused(warnings):
    with pytest.raises(ConfigError, match=r'page_forms\["case-\*"\] has "heading"; expected some of headings'):
        warnings(GOOD, forms={'case-*': {'heading': ['Solutions']}})
