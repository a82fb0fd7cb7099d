"""Each page links to itself in the other languages, with plain relative links."""

import functools
import shutil

import pytest
from places import REPOSITORY
from sphinx.errors import ConfigError
from web_pages import page

from publishing.web import language_menu
from publishing.web.language_menu import Choice


@pytest.fixture(scope='module')
def build(build_once):
    """Return a function that builds the root and returns its output folder."""
    return functools.partial(build_once, 'menu')


def test_menu_of_a_page(build):
    links = page(build(language='lv'), 'sub/page.html').xpath('//nav[@class="languages"]//a')
    assert [
        (link.get('href'), link.get('lang'), link.get('hreflang'), link.text_content(), link.get('aria-current'))
        for link in links
    ] == [
        ('../../en/sub/page.html', 'en', 'en', 'English', None),
        ('../../lv/sub/page.html', 'lv', 'lv', 'Latviešu', 'true'),
        ('../../pt_BR/sub/page.html', 'pt-BR', 'pt-BR', 'Português', None),
    ]


def test_menu_on_the_start_page_and_other_folders(build):
    start = page(build(language_menu_folder='../../{language}/book/'))
    assert start.xpath('//nav[@class="languages"]//a/@href')[0] == '../../en/book/index.html'


def test_alternates(build):
    out = build(html_baseurl='https://example.org/en/')
    links = page(out, 'sub/page.html').xpath('//link[@rel="alternate"]')
    assert {link.get('hreflang'): link.get('href') for link in links} == {
        'en': 'https://example.org/en/sub/page.html',
        'lv': 'https://example.org/lv/sub/page.html',
        'pt-BR': 'https://example.org/pt-BR/sub/page.html',
        'x-default': 'https://example.org/en/sub/page.html',
    }


def test_script_keeps_the_place(build):
    scripts = page(build(), 'sub/page.html').xpath('//script/@src')
    assert [address.partition('?')[0] for address in scripts].count('../_static/language_menu.js') == 1
    assert 'target.hash = window.location.hash' in (build() / '_static/language_menu.js').read_text(encoding='utf-8')


def test_registry_beside_the_catalogs(build, tmp_path):
    (tmp_path / 'catalogs').mkdir()
    registry = tmp_path / 'catalogs' / 'languages.toml'
    shutil.copy(REPOSITORY / 'locales' / 'languages.toml', registry)
    out = build(language_menu_languages=None, locale_dirs=[str(registry.parent)])
    assert page(out).xpath('//nav[@class="languages"]//a/@lang') == ['en', 'lv', 'lt']


@pytest.mark.parametrize('languages', [None, [('en', 'English')]])
def test_no_menu_for_one_language(build, languages):
    start = page(build(language_menu_languages=languages))
    assert start.xpath('//nav[@class="languages"]') == []
    assert start.xpath('//link[@rel="alternate"]') == []


def test_wrong_setting_says_what_to_write(build):
    with pytest.raises(ConfigError, match=r'expected pairs of code and own name\. Write for example'):
        build(language_menu_languages=['en', 'lv', 3])


def test_other_builders_are_left_alone(build):
    out = build(builder='singlehtml')
    assert 'class="languages"' not in (out / 'index.html').read_text(encoding='utf-8')


def test_names_are_escaped():
    menu = [Choice('en', 'A & B', '../en/', True, ''), Choice('lv', '<b>', '../lv/', False, '')]
    assert 'A &amp; B' in language_menu.menu_html(menu) and '&lt;b&gt;' in language_menu.menu_html(menu)
