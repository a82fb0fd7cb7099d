"""What authors may write is what their guide teaches; a good and a bad example for each part of the gate."""

import re

import pytest
from markdown_it import MarkdownIt
from places import REPOSITORY
from projects import write_pages

from publishing.core import addresses, languages
from publishing.text import allowed, drawings

GUIDE = (REPOSITORY / 'docs' / 'authors.md').read_text(encoding='utf-8')
#: That part of it which teaches how to write.
TAUGHT = GUIDE.partition('## Messages and what to do')[0]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def code():
    """Return the pieces of code in the guide: those within lines, and the lines of those that stand alone."""
    tokens = MarkdownIt('commonmark').enable('table').parse(TAUGHT)
    inline = [child.content for token in tokens for child in token.children or () if child.type == 'code_inline']
    return inline, [line for token in tokens if token.type == 'fence' for line in token.content.split('\n')]


def test_the_directives_are_those_of_the_guide():
    inline, lines = code()
    taught = {found[1] for text in inline if (found := re.fullmatch(r'\{([a-z-]+)\}', text))} - set(languages.load())
    taught |= {found[1] for line in lines if (found := re.match(r'[:`]{3,}\{([a-z-]+)\}', line))}
    assert taught == set(allowed.DIRECTIVES)


def test_the_roles_are_those_of_the_guide():
    inline, lines = code()
    taught = {name for text in (*inline, *lines) for name in re.findall(r'\{([a-z]+)\}`', text)}
    taught |= {found[1] for text in inline if (found := re.fullmatch(r'\{([a-z]{2})\}', text))}
    assert taught == allowed.ROLES | set(languages.load())


def test_the_options_are_those_of_the_guide():
    inline, lines = code()
    taught = {found[1] for text in (*inline, *lines) if (found := re.match(r':([a-z-]+):(?:\s|$)', text))}
    assert taught == set().union(*allowed.DIRECTIVES.values())


def test_the_schemes_and_pictures_are_those_of_the_guide():
    for scheme in addresses.LINKS:
        assert f'`{scheme}:`' in TAUGHT
    for ending in allowed.PICTURES:
        assert f'`{ending}`' in TAUGHT


@pytest.mark.parametrize(
    ('address', 'scheme'),
    [
        ('https://e.example', 'https'),
        ('HTTPS://e.example', 'https'),
        ('mailto:a@e.example', 'mailto'),
        ('#label', ''),
        ('page.md#a:b', ''),
        ('/images/a:b.png', ''),
        ('images/a.png', ''),
        ('', ''),
        ('javascript:x', 'javascript'),
        ('JAVA\tSCRIPT:x', 'javascript'),
        (' \x01javascript:x', 'javascript'),
        ('java&#10;script&colon;x', 'javascript'),
        ('java%0Ascript%3Ax', 'javascript'),
        ('java%250Ascript:x', 'javascript'),
        ('\u200bdata:x', 'data'),
        ('view-source:x', 'view-source'),
    ],
)
def test_how_an_address_begins(address, scheme):
    assert addresses.scheme(address) == scheme
    assert addresses.is_foreign(address) is (scheme not in ('', 'http', 'https', 'mailto'))


@pytest.mark.parametrize(
    ('html', 'expected'),
    [
        ('<!-- words -->', True),
        ('<!-- two\nlines -->\n', True),
        ('<!-- a - b -- c -->', True),
        ('<!-- a --> b', False),
        ('<!-- a --><script>', False),
        ('<!--> <script> -->', False),
        ('<!---> <script> -->', False),
        ('<!-- a --!> <script> -->', False),
        ('<b>', False),
    ],
)
def test_a_comment_is_nothing_else(html, expected):
    assert allowed.is_comment(html) is expected


@pytest.mark.parametrize(
    'inside',
    [
        '<title>A</title><g id="a" class="b"><path d="M0 0" style="fill:url(#x);stroke:red"/></g>',
        '<defs><linearGradient id="x"><stop offset="0"/></linearGradient></defs><use xlink:href="#a"/>',
        '<image width="9" height="9" href="data:image/png;base64,iVBORw0KGgo="/>',
        '<style>.a { fill: red }</style><text font-family="x">A &lt; B</text>',
        '<x:namedview xmlns:x="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>',
    ],
)
def test_a_drawing_is_let_in(tmp_path, inside):
    path = tmp_path / 'a.svg'
    path.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + SVG.format(inside), encoding='utf-8')
    assert list(drawings.faults(path)) == []


@pytest.mark.parametrize(
    ('inside', 'words'),
    [
        ('<script>x</script>', '<script>'),
        ('<g ONCLICK="x"/>', '"onclick"'),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', '<p>'),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', '<script>'),
        ('<script xmlns=""/>', '<script>'),
        ('<math xmlns="http://www.w3.org/1998/Math/MathML"/>', '<math>'),
        ('<animate attributeName="href"/>', '<animate>'),
        ('<use href="other.svg#a"/>', '"other.svg#a"'),
        ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', 'data:image/svg'),
        ('<image href=" javascript:x"/>', 'javascript:x'),
        ('<path fill="url(other.svg#a)"/>', 'url(other.svg#a)'),
        ('<path style="fill: URL( \'http://e.example/\' )"/>', 'e.example'),
        (r'<style>a { fill: u\72l(http://e.example) }</style>', r'\72l'),
        ('<style>@IMPORT "a.css";</style>', '@IMPORT'),
    ],
)
def test_what_is_no_drawing_is_named_by_line(tmp_path, inside, words):
    path = tmp_path / 'a.svg'
    path.write_text(SVG.format(f'\n{inside}\n'), encoding='utf-8')
    found = list(drawings.faults(path))
    assert words in found[0].text
    assert found[0].line == 2


def test_a_project_is_not_strict_by_itself(make_app):
    """What others have built goes on: their heads, HTML, directives and files."""

    def write(folder):
        conf = (folder / 'conf.py').read_text(encoding='utf-8').replace('strict_authors = True\n', '')
        (folder / 'conf.py').write_text(conf, encoding='utf-8')
        (folder.parent / 'beside.txt').write_text('Words beside.', encoding='utf-8')
        text = (
            '---\nmyst:\n  enable_extensions: [substitution]\n  substitutions: {name: a name}\n---\n'
            '(start)=\n# Title\n\nA {{ name }}, a <b class="own">tag</b>.\n\n```{note}\nA note.\n```\n\n'
            '```{include} ../beside.txt\n```\n\n```{raw} html\n<i class="own">raw</i>\n```\n'
        )
        write_pages(folder, {'index.md': text})

    app = make_app('hostile', change=write, confoverrides={'author_rules': []})
    app.build()
    page = (app.outdir / 'index.html').read_text(encoding='utf-8')
    assert app.warning.getvalue() == ''
    for words in ('A a name, a <b class="own">tag</b>', 'A note.', 'Words beside.', '<i class="own">raw</i>'):
        assert words in page


def test_a_chart_of_another_folder_is_refused_in_any_project(make_app):
    def write(folder):
        conf = (folder / 'conf.py').read_text(encoding='utf-8').replace('strict_authors = True\n', '')
        (folder / 'conf.py').write_text(conf, encoding='utf-8')
        (folder.parent / 'beside.csv').write_text('# Source: A\nWhat,Number\nSECRETWORD,1\n', encoding='utf-8')
        (folder / 'link.csv').symlink_to(folder.parent / 'beside.csv')
        charts = ''.join(
            f'```{{chart}} {path}\n:kind: bar\n:title: T\n:alt: A\n```\n\n' for path in ('../beside.csv', 'link.csv')
        )
        write_pages(folder, {'index.md': f'(start)=\n# Title\n\n{charts}'})

    app = make_app('hostile', change=write)
    app.build()
    said = re.findall(r'index\.md:(\d+): the file "(.+?)" lies outside the folder', app.warning.getvalue())
    assert said == [('4', '../beside.csv'), ('10', 'link.csv')]
    assert 'SECRETWORD' not in (app.outdir / 'index.html').read_text(encoding='utf-8')


def test_a_page_that_is_no_markdown_is_refused(make_app):
    def write(folder):
        conf = (folder / 'conf.py').read_text(encoding='utf-8')
        (folder / 'conf.py').write_text(conf + "source_suffix = {'.md': 'markdown', '.rst': 'restructuredtext'}\n")
        write_pages(folder, {'index.rst': 'Title\n=====\n\n.. include:: ../x\n'})

    with pytest.raises(Exception, match='the page is no Markdown; expected one that ends in .md'):
        make_app('hostile', change=write).build()


def test_the_address_of_a_source_is_refused_by_its_line(make_app):
    def write(folder):
        path = folder / 'references.bib'
        path.write_text(path.read_text(encoding='utf-8').replace('https://e', 'JavaScript:e'), encoding='utf-8')

    with pytest.raises(Exception, match=r'references\.bib:1: the address "JavaScript:e\.example.*foreign scheme'):
        make_app('hostile', change=write).build()


def test_a_comment_is_not_published(make_app):
    def write(folder):
        text = '(start)=\n# Title\n\n<!-- a block -->\n\nWords <!-- inside --> go on.\n\n% a line\n'
        write_pages(folder, {'index.md': text})

    app = make_app('hostile', change=write)
    app.build()
    page = (app.outdir / 'index.html').read_text(encoding='utf-8')
    assert app.warning.getvalue() == ''
    assert 'Words  go on.' in page or 'Words go on.' in page
    assert not re.search('a block|inside|a line', page)
