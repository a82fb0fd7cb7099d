"""Each page links to itself in the other languages, with plain relative links."""

import shutil
from pathlib import Path

import pytest
from lxml import html
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp

from publishing import language_menu
from publishing.language_menu import Choice

ROOTS = Path(__file__).parent / 'roots'


def build(tmp_path, builder='html', **overrides):
    source = tmp_path / 'src'
    shutil.copytree(ROOTS / 'test-menu', source)
    app = SphinxTestApp(builder, source, confoverrides=overrides)
    try:
        app.build()
        assert 'WARNING' not in app.warning.getvalue()
    finally:
        app.cleanup()
    return Path(app.outdir)


def page(path):
    return html.parse(str(path), html.HTMLParser(encoding='utf-8')).getroot()


def test_menu_of_a_page(tmp_path):
    links = page(build(tmp_path, language='lv') / 'sub' / 'page.html').xpath('//nav[@class="languages"]//a')
    assert [(link.get('href'), link.get('lang'), link.get('hreflang'), link.text, link.get('aria-current'))
            for link in links] == [
        ('../../en/sub/page.html', 'en', 'en', 'English', None),
        ('../../lv/sub/page.html', 'lv', 'lv', 'Latviešu', 'true'),
        ('../../pt_BR/sub/page.html', 'pt-BR', 'pt-BR', 'Português', None),
    ]


def test_menu_on_the_start_page_and_other_folders(tmp_path):
    start = page(build(tmp_path, language_menu_folder='../../{language}/book/') / 'index.html')
    assert start.xpath('//nav[@class="languages"]//a/@href')[0] == '../../en/book/index.html'


def test_alternates(tmp_path):
    out = build(tmp_path, html_baseurl='https://example.org/en/')
    links = page(out / 'sub/page.html').xpath('//link[@rel="alternate"]')
    assert {link.get('hreflang'): link.get('href') for link in links} == {
        'en': 'https://example.org/en/sub/page.html', 'lv': 'https://example.org/lv/sub/page.html',
        'pt-BR': 'https://example.org/pt-BR/sub/page.html', 'x-default': 'https://example.org/en/sub/page.html',
    }


def test_script_keeps_the_place(tmp_path):
    assert 'target.hash = window.location.hash' in (build(tmp_path) / 'sub/page.html').read_text(encoding='utf-8')


def test_registry_beside_the_catalogs(tmp_path):
    (tmp_path / 'catalogs').mkdir()
    registry = tmp_path / 'catalogs' / 'languages.toml'
    shutil.copy(Path(__file__).parent.parent / 'locales' / 'languages.toml', registry)
    out = build(tmp_path, language_menu_languages=None, locale_dirs=[str(registry.parent)])
    assert page(out / 'index.html').xpath('//nav[@class="languages"]//a/@lang') == ['en', 'lv', 'lt']


@pytest.mark.parametrize('languages', [None, [('en', 'English')]])
def test_no_menu_for_one_language(tmp_path, languages):
    start = page(build(tmp_path, language_menu_languages=languages) / 'index.html')
    assert start.xpath('//nav[@class="languages"]') == []
    assert start.xpath('//link[@rel="alternate"]') == []


def test_wrong_setting_says_what_to_write(tmp_path):
    with pytest.raises(ConfigError, match=r'expected pairs of code and own name\. Write for example'):
        build(tmp_path, language_menu_languages=['en', 'lv', 3])


def test_other_builders_are_left_alone(tmp_path):
    out = build(tmp_path, builder='singlehtml')
    assert 'class="languages"' not in (out / 'index.html').read_text(encoding='utf-8')


def test_names_are_escaped():
    menu = [Choice('en', 'A & B', '../en/', True, ''), Choice('lv', '<b>', '../lv/', False, '')]
    assert 'A &amp; B' in language_menu.menu_html(menu) and '&lt;b&gt;' in language_menu.menu_html(menu)
