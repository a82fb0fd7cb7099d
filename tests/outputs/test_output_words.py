"""A word is a word wherever it is put: no translation, title or name becomes markup, style or script."""

import gettext
import json
import re
import zipfile

import html5lib
import pikepdf
import polib
import pytest
import tinycss2
from browser import REFUSED, opened
from lxml import etree
from places import REPOSITORY
from projects import write_pages
from sphinx import package_dir

from publishing.core.escaping import css_string
from publishing.outputs import look
from publishing.pdf.builder import PdfError
from publishing.web import landing, search, widths

#: Out of an attribute, an element, a comment, a style, a string of any kind; and what is only looked at by templates.
HOSTILE = (
    '"\'></title></script></style>--><img src=x onerror="boom()"><b onclick=\'boom()\'>\\"\\\n{{ 7 * 7 }}${boom()}]]>'
)
#: The same in the title of a page, whose author has Markdown take it for words.
TITLE = re.sub(r'([!-/:-@\[-`{-~])', r'\\\1', HOSTILE.replace('\n', ' '))
PAGE = f"""# {TITLE}

A ship {TITLE}.

```{{index}} single: x"><img src=x onerror=boom()>
```

:::{{list-table}} {TITLE}
:header-rows: 1
:widths: 33 67
:name: tbl-ships
* - {TITLE}
  - b
* - c
  - d
:::

{{numref}}`tbl-ships`

```{{toctree}}
:caption: x"><img src=x onerror=boom()>
other
```
"""
PAGES = {'index.md': PAGE, 'other.md': f'(other)=\n# Other {TITLE}\n\n{{ref}}`back <other>`\n'}


@pytest.fixture(scope='module')
def hostile_words(tmp_path_factory):
    """Return catalogs in which every word of the interface is followed by ``HOSTILE``."""
    folder = tmp_path_factory.mktemp('locales')
    known = {entry.msgid: entry for entry in polib.pofile(REPOSITORY / 'locales/lv/LC_MESSAGES/sphinx.po')}
    with (package_dir / 'locale/lv/LC_MESSAGES/sphinx.mo').open('rb') as file:
        shipped = {name for name in gettext.GNUTranslations(file)._catalog if isinstance(name, str) and name}
    catalog = polib.POFile()
    catalog.metadata = {
        'Content-Type': 'text/plain; charset=utf-8',
        'Plural-Forms': 'nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);',
    }
    for name in sorted(shipped | set(known)):
        plural = known[name].msgid_plural if name in known else ''
        words = f'{name} {HOSTILE}' if not name.startswith('%b') else name
        forms = dict.fromkeys(range(3), f'{plural} {HOSTILE}') if plural else {}
        catalog.append(
            polib.POEntry(msgid=name, msgstr='' if plural else words, msgid_plural=plural, msgstr_plural=forms)
        )
    target = folder / 'lv' / 'LC_MESSAGES' / 'sphinx.mo'
    target.parent.mkdir(parents=True)
    catalog.save_as_mofile(target)
    return folder


@pytest.fixture(scope='module')
def build(build_shared_app, hostile_words):
    """Return ``build(root, builder, **settings)``: it builds a project whose every word and name is hostile."""

    def make(root, builder, **settings):
        app = build_shared_app(
            root,
            builder,
            'lv',
            {
                'locale_dirs': [str(hostile_words)],
                'project': HOSTILE,
                'author': HOSTILE,
                'numfig': True,
                **settings,
            },
            change=lambda folder: write_pages(folder, PAGES),
        )
        assert app.warning.getvalue().splitlines() == []  # the last look is satisfied
        return app

    return make


def elements(text, namespaced=False):
    """Yield the elements of a page as browsers read it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder('lxml'), namespaceHTMLElements=False, strict=False)
    return [element for element in parser.parse(text).getroot().iter() if isinstance(element.tag, str)]


def assert_inert(text, name):
    """See that nothing of ``HOSTILE`` is an element or an attribute."""
    found = elements(text)
    assert [one.get('src') for one in found if one.tag in ('img', 'b')] == [], name
    assert {key for one in found for key in dict(one.items()) if key.startswith('on')} == set(), name
    assert all(one.get('src') and not one.text for one in found if one.tag == 'script'), name


@pytest.fixture(scope='module')
def site(build):
    app = build('theme', 'html', html_title=HOSTILE, language_menu_languages=[('lv', HOSTILE), ('lt', HOSTILE)])
    return app.outdir


def test_web_pages_have_words_only(site):
    pages = sorted(site.rglob('*.html'))
    assert {page.name for page in pages} == {'index.html', 'other.html', 'genindex.html', 'search.html'}
    for page in pages:
        text = page.read_text(encoding='utf-8')
        assert_inert(text, page.name)
        labels = [value for one in elements(text) for key, value in one.items() if key in ('aria-label', 'title')]
        assert sum(HOSTILE in label for label in labels) >= 5, page.name  # as it was written, quotation marks and all
        assert '49' not in text


def test_words_for_scripts_are_data(site):
    strings = (site / '_static' / search.STRINGS_FILE).read_text(encoding='utf-8')
    messages = json.loads(re.search(r'TRANSLATIONS, (\{.*\})\);\n', strings, re.DOTALL)[1])
    assert messages['Searching'] == f'Searching {HOSTILE}'
    assert list(look.file(site / '_static' / search.STRINGS_FILE, f'_static/{search.STRINGS_FILE}')) == []
    index = (site / '_static' / 'search-index.js').read_text(encoding='utf-8')
    pages = json.loads(index.removeprefix('HandbookSearch.index(').removesuffix(');\n'))['pages']
    titles = [title for _address, title, _kind in pages]
    assert any('<img src=x onerror=' in title for title in titles)


def test_a_search_shows_hostile_titles_as_words(site, tmp_path):
    page, console = opened(f'{(site / "search.html").as_uri()}?q=ship', tmp_path)
    [result] = page.xpath('//ul[contains(@class, "search")]/li/a')
    assert '</script></style>–><img src=x onerror=' in result.text_content()
    assert page.xpath('//img | //*[@onerror or @onclick]') == []
    assert console == []


@pytest.mark.parametrize('name', ['index.html', 'genindex.html', 'search.html'])
def test_nothing_hostile_runs_in_a_browser(site, name, tmp_path):
    page, console = opened((site / name).as_uri(), tmp_path)
    assert page.xpath('//img') == [] and console == []


def test_epubs_have_words_only(build):
    app = build('epub', 'epub', epub_publisher=HOSTILE, epub_description=HOSTILE, epub_title=HOSTILE, copyright=HOSTILE)
    with zipfile.ZipFile(next(app.outdir.glob('*.epub'))) as book:
        texts = {name: book.read(name) for name in book.namelist() if name.endswith(('.xhtml', '.opf', '.ncx'))}
    assert len(texts) > 5
    for name, text in texts.items():
        root = etree.fromstring(text)
        tags = {etree.QName(element).localname for element in root.iter('*')}
        assert not {'img', 'b', 'script'} & tags, name
        assert not [key for element in root.iter('*') for key in dict(element.items()) if key.startswith('on')], name
    assert HOSTILE.split('\n')[0] in ' '.join(etree.fromstring(texts['content.opf']).itertext())


def test_pdfs_have_words_only(build):
    app = build('book', 'pdf', release=HOSTILE)
    text = (app.outdir / 'book.html').read_text(encoding='utf-8')
    assert_inert(text, 'book.html')
    [style] = [one.text for one in elements(text) if one.tag == 'style']
    assert '</' not in style
    [rule] = tinycss2.parse_stylesheet(style, skip_whitespace=True)
    assert [one.name for one in tinycss2.parse_declaration_list(rule.content, skip_whitespace=True)] == ['content']
    with pikepdf.open(next(app.outdir.glob('*.pdf'))) as pdf:
        assert '<img src=x' in str(pdf.docinfo['/Author'])


def test_the_page_in_front_has_words_only(monkeypatch):
    words = gettext.NullTranslations()
    words.gettext = lambda message: f'{message} {HOSTILE}'
    words.ngettext = lambda one, many, number: f'{many} {HOSTILE}'
    monkeypatch.setattr(landing, 'translations', lambda _code: words)
    language = landing.languages.load()['lv']
    edition = landing.Edition(language, *[HOSTILE] * 4, words=10, share=None, has_pages=True, books=[])
    page = landing.landing_page([edition])
    assert_inert(page, 'index.html')
    assert look.page(page, look.LANDING) == []
    assert json.loads(landing.manifest_text([edition]))['files'] == []


def test_the_page_in_front_is_looked_at_before_it_is_written(tmp_path, monkeypatch):
    (tmp_path / 'index.html').write_text('the last good one', encoding='utf-8')
    monkeypatch.setattr(landing, 'landing_page', lambda *_: '<script>alert(1)</script>')
    monkeypatch.setattr(landing, 'bilingual_books', lambda _folder: [])
    monkeypatch.setattr(landing.languages, 'load', dict)
    with pytest.raises(landing.FindingsError, match=r'index\.html:1: an element <script>.* \[handbook\.unsafe\]'):
        landing.build_site(tmp_path)
    assert (tmp_path / 'index.html').read_text(encoding='utf-8') == 'the last good one'


@pytest.mark.parametrize(
    ('header', 'expression'),
    [
        ('nplurals=2; plural=(n != 1);', '(n != 1)'),
        ('nplurals=2; plural=fetch("https://evil.example");', ''),
        ('xplural=alert(1); plural=(n != 1);', ''),
        ('nplurals=2; plural=n;alert(1)', 'n'),
        ('nplurals=2; plural=n)+alert(1)+(n', ''),
        ('nplurals=2; plural=n[0]', ''),
        ('', ''),
    ],
)
def test_plural_forms_are_no_program(header, expression):
    assert search.plural_expression(header) == expression


@pytest.mark.parametrize(
    'text', ['a', 'a "b"', 'a"; } body { x: y', 'a\\', 'a\nb', '</style><script>', "'", '\\22', '(1)', '„ā–']
)
def test_strings_of_a_style_sheet_hold_their_words(text):
    written = css_string(text)
    [value] = tinycss2.parse_component_value_list(written)
    assert (value.type, value.value) == ('string', text)
    assert '</' not in written


@pytest.mark.parametrize(
    ('body', 'expected'),
    [
        ('<col style="width: 11.0%" />', '<col class="width-11" />'),
        ('<col style="width: 33.3%" />', '<col class="width-33" />'),
        ('<table class="a b" style="width: 50%">', '<table class="width-50 a b">'),
        ('<img alt="a" src="a.png" style="width: 200px; height: 100.5px;" />',
         '<img width="200" height="100" alt="a" src="a.png" />'),
        ('<img alt="a" src="a.png" style="width: 50mm; height: 1in" />',
         '<img width="188" height="96" alt="a" src="a.png" />'),
        ('<img alt="a" src="a.png" style="width: 40%" />', '<img class="width-40" alt="a" src="a.png" />'),
        ('<svg class="formula" style="width: 3.310em; height: 0.900em; vertical-align: -0.020em" viewBox="0 0 1 1">',
         '<svg width="3.310em" height="0.900em" class="depth-1 formula" viewBox="0 0 1 1">'),
        # What is no size stays, and the last look names it.
        ('<img style="position: fixed" src="a.png" />', '<img style="position: fixed" src="a.png" />'),
        ('<p>style="width: 11%"</p>', '<p>style="width: 11%"</p>'),
    ],
)  # fmt: skip
def test_sizes_become_classes(body, expected):
    assert widths.as_classes(body) == expected
    names = re.findall(r'width-\d+', expected)
    assert all(f'.{name}{{width:' in widths.rules() for name in names)


def test_a_refused_page_is_named_with_its_source(build_app):
    """What got into a page all the same, here as HTML in a chapter, stops the build of a project of ours."""
    app = build_app('theme', change=lambda folder: write_pages(folder, {'index.md': '# A\n\n<p onclick="x()">b</p>\n'}))
    [said] = app.warning.getvalue().splitlines()
    assert re.search(
        r'index\.md: WARNING: in the finished "index\.html", line \d+: <p> runs a script \(onclick="x\(\)"\); expected '
        r'pages without scripts of their own\. Take it out where it was written\. \[handbook\.unsafe\]',
        said,
    )
    assert REFUSED  # the name under which browsers say the same


def test_a_refused_book_is_named_with_its_line(make_app):
    pages = {'index.md': '# A\n\nb\n\nc <a href="file:///etc/hostname" rel="attachment">d</a>\n'}
    strict = {'pdf_strict': True}
    app = make_app('book', 'pdf', confoverrides=strict, change=lambda folder: write_pages(folder, pages))
    with pytest.raises(PdfError, match='Failed to load attachment'):  # the gate of files, behind the look
        app.build()
    said = re.sub(r'\x1b\[[\d;]*m', '', app.warning.getvalue())
    assert 'index.md:5: WARNING: in the book: <a> leads to "file:///etc/hostname"' in said
    assert 'index.md:5: WARNING: in the book: <a> attaches a file ("file:///etc/hostname")' in said


def test_pages_of_another_theme_are_their_own(build_app):
    page = '# A\n\n<script>alert(1)</script>\n'
    app = build_app('theme', confoverrides={'html_theme': 'basic', 'html_theme_options': {}},
                    change=lambda folder: write_pages(folder, {'index.md': page}))  # fmt: skip
    assert app.warning.getvalue() == ''
    assert REFUSED.replace(' ', '-') not in (app.outdir / 'index.html').read_text(encoding='utf-8')


def test_a_project_with_our_theme_may_want_more(build_app):
    page = '# A\n\n<script>alert(1)</script>\n'
    app = build_app('theme', confoverrides={'html_theme_options': {'strict': 'False'}},
                    change=lambda folder: write_pages(folder, {'index.md': page}))  # fmt: skip
    assert app.warning.getvalue() == ''
    assert REFUSED.replace(' ', '-') not in (app.outdir / 'index.html').read_text(encoding='utf-8')
