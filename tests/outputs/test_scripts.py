"""Scripts of web pages are those of Sphinx and ours, and data that cannot become anything else."""

import json

import pytest

from publishing.outputs import look, scripts
from publishing.outputs.scripts import OWN

WORDS = (
    'Object.assign(Documentation.TRANSLATIONS, {});\n'
    'Documentation.PLURAL_EXPR = (n) => Number({});\nDocumentation.LOCALE = {};\n'
)
OPTIONS = "const DOCUMENTATION_OPTIONS = {{\n    LANGUAGE: '{}',\n    HAS_SOURCE: false,\n}};"
STEMMER = '/*\n * This script\n */\n\nconst stopwords = new Set({});\nwindow.stopwords = stopwords;\n'


def said(name, text):
    return [str(fault) for fault in scripts.faults(name, text.encode())]


def words(data='{"Search": "Meklēt"}', plural='(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2)', locale='"lv"'):
    return WORDS.format(data, plural, locale)


@pytest.mark.parametrize('name', OWN)
def test_ours_and_those_of_sphinx_are_known(name):
    text = OWN[name].read_text(encoding='utf-8')
    assert said(f'_static/{name}', text) == []
    assert said(f'_static/{name}', f'{text} ')
    assert said(f'_downloads/{name}', text)


@pytest.mark.parametrize(
    ('name', 'good', 'bad'),
    [
        ('searchindex.js', 'Search.setIndex({"a": "</script>"})', 'Search.setIndex({"a": alert(1)})'),
        ('searchindex.js', 'Search.setIndex({})', 'Search.setIndex({});alert(1)'),
        ('_static/search-index.js', 'HandbookSearch.index({"a": "</script>"});\n', 'HandbookSearch.index(alert(1));\n'),
        ('_static/search-text-4.js', 'HandbookSearch.text(4, [["a"]]);\n', 'HandbookSearch.text(5, [["a"]]);\n'),
        ('_static/search-words-0.js', 'HandbookSearch.words(0, {});\n', 'HandbookSearch.words(0, {});alert(1);\n'),
        ('_static/ui-strings.js', words(), words(data='{"a": alert(1)}')),
        ('_static/ui-strings.js', words(json.dumps({'a': '</script>"\\\n`${1}'})), words() + 'alert(1)\n'),
        ('_static/ui-strings.js', words(plural='n != 1'), words(plural='alert(1)')),
        ('_static/ui-strings.js', words(locale='"pt_BR"'), words(locale='alert(1)')),
        ('_static/documentation_options.js', OPTIONS.format('lv'), OPTIONS.format("lv', x: alert(1), y: '")),
        ('_static/language_data.js', STEMMER.format('["ir", "un"]'), STEMMER.format('[alert(1)]')),
        ('_static/translations.js', None, 'Documentation.addTranslations({})'),
        ('_static/lithuanian-stemmer.js', None, 'alert(1)'),
        ('_static/other.js', None, 'alert(1)'),
        ('_static/../x.js', None, 'alert(1)'),
    ],
)
def test_data_are_data(name, good, bad):
    assert said(name, bad)
    assert good is None or said(name, good) == []


@pytest.mark.parametrize(
    ('name', 'text', 'says'),
    [
        ('_downloads/1/a.html', '<script>alert(1)</script>', 'script'),
        ('_downloads/1/a.xhtml', '', 'of a kind that pages do not use'),
        ('_downloads/1/a.exe', '', 'of a kind that pages do not use'),
        ('_images/a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'onload'),
        ('_static/a.css', '@import "//evil.example";', 'fetched'),
        ('_downloads/1/a.pdf', 'x', 'cannot be read'),
        ('_downloads/1/a.docx', 'x', 'cannot be read'),
        ('_downloads/1/a.epub', 'x', 'cannot be read'),
    ],
)
def test_every_file_is_read_as_what_it_is(tmp_path, name, text, says):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding='utf-8')
    [(place, fault)] = look.file(path, name)
    assert place.startswith(name) and says in str(fault)


@pytest.mark.parametrize('name', ['a.csv', 'NEWS.md'])
def test_data_beside_the_pages_are_fine(tmp_path, name):
    (tmp_path / name).write_text('=1+1', encoding='utf-8')
    assert list(look.file(tmp_path / name, f'_downloads/{name}')) == []
