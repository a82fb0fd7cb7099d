"""A good and a bad example for every rule authors have to keep."""

import re
from pathlib import Path

import pytest

from publishing.text.author_rules import RULES, breaches

BAD = {
    ('index.md', 4): 'the substitution "region"',
    ('index.md', 7): 'Put the line "(index)=" above the title',
    ('index.md', 9): 'the heading starts with "1."',
    ('index.md', 11): 'the HTML <b>',
    ('index.md', 12): 'the line after "broken by hand, then"',
    ('index.md', 15): 'the link "[port]"',
    ('index.md', 17): 'a box, "[ ]"',
    ('index.md', 18): 'a box, "[x]"',
    ('index.md', 20): 'the HTML <div align="left">',
    ('index.md', 22): 'the picture "map.svg" has no description',
    ('index.md', 24): 'the picture "map.svg" has no description',
    ('index.md', 27): 'the HTML <br>',
    ('index.md', 31): 'the heading starts with "2)"',
    ('index.md', 33): 'the formula "a^2"',
}


@pytest.fixture
def warnings(build_app):
    """Return a function that builds the root test-rules and gives its warnings as (file, line, text)."""

    def run(**settings):
        app = build_app('rules', confoverrides=settings)
        return [
            (Path(path).name, int(line), text)
            for path, line, text in re.findall(r'(\S+\.md):(\d+): WARNING: (.+)', app.warning.getvalue())
        ]

    return run


def test_bad_page(warnings):
    found = warnings()
    for (file, line), words in BAD.items():
        assert [text for name, number, text in found if (name, number) == (file, line) and words in text], words
    places = sorted({(name, number) for name, number, _text in found})
    assert places == sorted(BAD)
    assert len(found) == len(BAD) + 1  # line 11 breaks two rules


def test_good_page(warnings):
    assert [entry for entry in warnings() if entry[0] == 'good.md'] == []


@pytest.mark.parametrize('text', ['| a | b |\n|---|---|\n| c |   |\n', '#\n', '-\n'])
def test_cells_and_headings_may_be_empty(text):
    assert [one for one in breaches(text, 'index') if one.rule not in ('page-label', 'pipe-table')] == []


def test_codes(warnings):
    found = warnings()
    assert found
    for _file, _line, text in found:
        code = 'alt-text' if 'the picture' in text else 'source-form'
        assert f'[handbook.{code}]' in text


def test_translations_are_not_checked(warnings):
    assert warnings(language='lv') == []


def test_rules_can_be_switched_off(warnings):
    assert {text.partition('"')[0] for _file, _line, text in warnings(author_rules=['task-list'])} == {
        'the list item starts with a box, '
    }


@pytest.mark.parametrize(
    ('rule', 'good', 'bad'),
    [
        ('numbered-heading', '## 2030 strategy\n', '## 2.1 Strategy\n'),
        ('numbered-heading', '## 12 regions\n', '## 12. Regions\n'),
        ('reference-link', '[a](https://b.c)\n', '[a]\n\n[a]: https://b.c\n'),
        ('reference-link', 'Text[^a]\n\n[^a]: Word\n', '[a]: <https://b.c> "Title"\n'),
        ('raw-html', 'a < b, `<b>`, <https://b.c>, <!-- x -->\n', 'a <br/> b\n'),
        ('raw-html', '```html\n<b>\n```\n', '```{note}\na <b>b</b>\n```\n'),
        ('hard-break', 'one\ntwo\n', 'one  \ntwo\n'),
        ('hard-break', ':::{list-table} T  \n* -  \n  - Latvia  \n:::\n', 'one\\\ntwo\n'),
        ('task-list', '- [a](b.md)\n- [x](https://b.c)\n', '* [X] done\n'),
        ('substitution', '---\nmyst:\n  enable_extensions: []\n---\n', '---\nmyst:\n  substitutions:\n    a: b\n---\n'),
        ('invisible-sign', 'paš\u00advaldība 👩\u200d🌾\n', 'A wo\u200brd.\n'),
        ('invisible-sign', 'می\u200cخواهم\u200f!\n', '---\nx: y\u2028\n---\n'),
        ('invisible-sign', 'A\u00a0b\u202fc\n', 'A line\x0bbroken.\n'),
        ('page-label', '(a)=\n# Title\n', '# Title\n\n(a)=\n## Next\n'),
        ('page-label', '---\nx: y\n---\n\n(a)=\n\n# Title\n', '---\nx: y\n---\n# Title\n'),
    ],
)
def test_text_rules(rule, good, bad):
    assert rule not in {breach.rule for breach in breaches(good, 'page')}
    assert rule in {breach.rule for breach in breaches(bad, 'page')}


def test_a_sign_that_nobody_sees_is_named_and_makes_no_other_fault(make_app):
    def write(folder):
        (folder / 'index.md').write_text('(start\u200b)=\n# T\n\nSee\u2028[it](#start)\u2060.\n', encoding='utf-8')
        (folder / 'good.md').unlink()

    app = make_app('rules', change=write)
    app.build()
    found = re.findall(r'index\.md:(\d+): WARNING: (.+)', app.warning.getvalue())
    assert [(int(line), text.partition(';')[0]) for line, text in found] == [
        (1, '⟨U+200B⟩ ZERO WIDTH SPACE stands in "(start⟨U+200B⟩)="'),
        (4, '⟨U+2028⟩ LINE SEPARATOR stands in "See⟨U+2028⟩[it](#start)⟨U+2060⟩."'),
        (4, '⟨U+2060⟩ WORD JOINER stands in "See⟨U+2028⟩[it](#start)⟨U+2060⟩."'),
    ]
    assert all('[handbook.sign]' in text for _line, text in found)


def test_lines_inside_nested_directives():
    source = '(a)=\n# T\n\n````{note}\nText\n\n```{tip}\n:class: x\n\n<b>\n```\n````\n'
    assert [(breach.line, breach.rule) for breach in breaches(source, 'a')] == [(10, 'raw-html')]


def test_rules_say_what_was_expected():
    for _code, text in RULES.values():
        assert '; expected' in text
