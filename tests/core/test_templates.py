"""Templates are read as other files are: whatever is wrong with one is said with its line, in plain words."""

import pytest
from jinja2 import Environment

from publishing.core import templates
from publishing.core.findings import FindingsError
from publishing.core.plain_messages import stopped_by
from publishing.core.templates import Part, ThemeFileError, render, words_of

PAGE = (
    '{% extends "frame.html" %}\n{% block body %}\n<p>{{ title }}</p>\n{% endblock %}\n{% block foot %}{% endblock %}'
)
PART = Part('frame.html', fills=('body',), leaves=('foot',))


@pytest.fixture
def page(tmp_path):
    (tmp_path / 'frame.html').write_text('<main>{% block body %}{% endblock %}</main>', encoding='utf-8')
    path = tmp_path / 'page.html'
    path.write_text(PAGE, encoding='utf-8')
    return path


def found(path, part=PART):
    """Return what is said of a template, without its folder."""
    with pytest.raises(ThemeFileError) as error:
        templates.read(path, templates.environment([path.parent]), part)
    return [str(one).replace(f'{path.parent}/', '') for one in error.value.findings]


def test_a_whole_one(page):
    environment = templates.environment([page.parent])
    assert templates.read(page, environment, PART) == PAGE
    assert render(environment, 'page.html', {'title': 'Ferries & harbours'}).split() == [
        '<main>',
        *'<p>Ferries &amp; harbours</p></main>'.replace('</p>', '</p> ').split(),
    ]


@pytest.mark.parametrize('content', ['\ufeff' + PAGE, PAGE.replace('\n', '\r\n')])
def test_what_editors_do_to_it_makes_no_other_page(page, content):
    whole = render(templates.environment([page.parent]), 'page.html', {})
    page.write_bytes(content.encode())
    assert render(templates.environment([page.parent]), 'page.html', {}) == whole


@pytest.mark.parametrize(
    ('old', 'new', 'said'),
    [
        ('{% endblock %}\n{% block foot', '{% block foot', 'page.html:4: the template cannot be read (Unexpected end'),
        ('<p>', '{% if %}', 'page.html:3: the template cannot be read (Expected an expression'),
        ('{{ title }}', '{{ title|no }}', "page.html:3: the template cannot be read (No filter named 'no')"),
        ('foot', 'body', "page.html:5: the template cannot be read (block 'body' defined twice)"),
        ('{{ title }}', '{{ `title }}', "page.html:3: the template cannot be read (unexpected char '`');"),
        ('{{ title }}', f'{{{{ {"(" * 5000}1{")" * 5000} }}}}', 'page.html: the template cannot be read (too many'),
        (PAGE, ' \n', 'page.html: the template has no words'),
        (
            '{% extends "frame.html" %}',
            '',
            'page.html:1: the template extends no "frame.html"; expected {% ext',
        ),
        ('<p>{{ title }}</p>', '', 'page.html:2: the block "body" is not in the template, or is empty'),
        ('{% block foot %}{% endblock %}', '', 'page.html: the block "foot" is not in the template, or is empty'),
        ('<p>', '<<<<<<< main\n<p>', 'page.html:3: "<<<<<<< main" marks a merge conflict'),
        ('title', 'ti\u200btle', 'page.html:3: ⟨U+200B⟩'),
    ],
)
def test_a_damaged_one(page, old, new, said):
    page.write_text(PAGE.replace(old, new, 1), encoding='utf-8')
    (words,) = found(page)
    assert words.startswith(said), words
    assert '; expected ' in words and '\n' not in words


def test_what_is_no_text_and_no_file(page):
    page.write_bytes(PAGE.replace('<p>', '<p>š').encode('cp1257'))
    assert 'page.html:3: a letter in this line is not UTF-8' in found(page)[0]
    page.unlink()
    assert 'there is no file here' in found(page)[0]
    with pytest.raises(FindingsError, match=r'page\.html: there is no file here'):
        render(templates.environment([page.parent]), 'page.html', {})
    page.mkdir()
    assert 'this is a folder' in found(page)[0]


@pytest.mark.parametrize(
    ('call', 'said'),
    [
        ('{{ title.of.nothing }}', r"page\.html:3: no page can be made with the template \(.* has no attribute 'of'"),
        ('{% include "gone.html" %}', r'page\.html:3: no page .*\(there is no template "gone\.html"\); expected'),
        ('{{ title|sum }}', r'page\.html:3: no page .*\(unsupported operand'),
    ],
)
def test_one_that_fails_when_a_page_is_made(page, call, said):
    page.write_text(PAGE.replace('{{ title }}', call), encoding='utf-8')
    with pytest.raises(ThemeFileError, match=said):
        render(templates.environment([page.parent]), 'page.html', {'title': 'Ferries'})


def test_what_sphinx_raises_from_a_template_is_said_at_its_line(page):
    page.write_text(PAGE.replace('title', 'title.of.nothing'), encoding='utf-8')
    with pytest.raises(RuntimeError) as stopped:
        try:
            templates.environment([page.parent]).get_template('page.html').render(title='Ferries')
        except Exception as error:
            raise RuntimeError('An error happened in rendering the page ferry.') from error
    (finding,) = stopped_by(stopped.value)
    assert (finding.path, finding.line) == (str(page), 3)
    assert "has no attribute 'of'" in finding.text


def test_the_words_of_one_keep_their_lines():
    text = '<p>\n{#- a\ncomment -#}\n{% if one %} class="{{ two }}"\n{%- endif %}\n\n  <di>{{ three }}</di>'
    words = words_of(text, Environment())
    assert words.split('\n')[6] == '  <di>x</di>' and 'class="x"' in words.split('\n')[3]
