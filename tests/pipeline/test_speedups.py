"""Each quick way gives what the slow way gives; and each slow way is still slow without it."""

import gc
import io

import pydyf
import pytest
from docutils.parsers.rst import Parser
from lxml import html
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils import base as myst
from pybtex import plugin as pybtex
from pybtex.plugin import PluginNotFound
from pybtex.richtext import Text
from pybtex.style.formatting import BaseStyle

from publishing.core import garbage
from publishing.pdf.book import code_spans
from publishing.pdf.layout import weasyprint_patches
from publishing.pipeline import speedups
from publishing.text.source_files import text_of

GROUP = 'pybtex.style.formatting'


@pytest.fixture
def looked_up(monkeypatch):
    """The names that pybtex looks for among all installed packages."""
    names = []
    search = pybtex.entry_points

    def counted(**wanted):
        names.append(wanted['name'])
        return search(**wanted)

    monkeypatch.setattr(pybtex, 'entry_points', counted)
    speedups._entry_point.cache_clear()
    return names


def test_plugins_are_looked_up_once(looked_up):
    assert speedups.load_entry_point(GROUP, 'plain') is speedups.load_entry_point(GROUP, 'plain', use_aliases=True)
    assert looked_up == ['plain']
    with pytest.raises(PluginNotFound):
        speedups.load_entry_point(GROUP, 'nobody', use_aliases=True)


def test_a_plugin_registered_later_wins(looked_up, monkeypatch):
    monkeypatch.setattr(pybtex, '_RUNTIME_PLUGINS', {})
    speedups.load_entry_point(GROUP, 'plain')
    pybtex._RUNTIME_PLUGINS[GROUP] = {'plain': BaseStyle}
    assert speedups.load_entry_point(GROUP, 'plain') is BaseStyle


def test_plugins_are_still_looked_up_each_time_without(looked_up):
    for _time in range(2):
        speedups._load_entry_point(GROUP, 'plain')
    assert looked_up == ['plain', 'plain']


def test_settings_are_equal_and_not_shared():
    first, second = speedups.get_default_settings(Parser), speedups.get_default_settings(Parser)
    slow = speedups._get_default_settings(Parser)
    assert set(vars(first)) == set(vars(slow))
    assert first.language_code == slow.language_code
    first.language_code = 'xx'
    first.strip_classes = ['x']
    assert second.language_code == speedups.get_default_settings(Parser).language_code == slow.language_code


def test_settings_are_still_made_for_a_document_that_is_given(monkeypatch):
    def made():
        raise ZeroDivisionError

    monkeypatch.setattr(myst, 'make_document', made)
    renderer = myst.DocutilsRenderer.__new__(myst.DocutilsRenderer)
    with pytest.raises(ZeroDivisionError):
        renderer.setup_render({'myst_config': None, 'document': object()}, {})


def test_garbage_is_collected_rarely_and_then_as_before():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), garbage.rare_collection():
        assert gc.get_threshold() == garbage.THRESHOLDS
        _ = 1 / 0
    assert gc.get_threshold() == before


def small_pdf():
    pdf = pydyf.PDF()
    for number in range(3):
        stream = pydyf.Stream([f'{number} 0 m'.encode() * 200], compress=True)
        pdf.add_object(stream)
        pdf.add_page(pydyf.Dictionary({'Type': '/Page', 'Parent': pdf.pages.reference, 'Contents': stream.reference}))
    return pdf


def written(write, monkeypatch):
    """Return the bytes of a file, and how often a stream was compressed for them."""
    compressed = []
    slow = weasyprint_patches._stream_data
    monkeypatch.setattr(
        weasyprint_patches, '_stream_data', property(lambda stream: compressed.append(stream) or slow.fget(stream))
    )
    monkeypatch.setattr(pydyf.Stream, 'data', weasyprint_patches._stream_data)
    output = io.BytesIO()
    write(small_pdf(), output, identifier=b'x', compress=True)
    return output.getvalue(), len(compressed)


def test_streams_are_compressed_once_for_the_same_file(monkeypatch):
    quickly, once = written(weasyprint_patches.write, monkeypatch)
    monkeypatch.undo()
    slowly, twice = written(weasyprint_patches._write, monkeypatch)
    assert quickly == slowly
    assert once == 5  # three pages, the objects, the table
    assert twice == 9


def test_page_references_are_kept_until_there_are_more_pages():
    pdf = small_pdf()
    slow = weasyprint_patches._page_references.fget
    assert weasyprint_patches.page_references(pdf) == slow(pdf)
    assert weasyprint_patches.page_references(pdf) is weasyprint_patches.page_references(pdf)
    assert slow(pdf) is not slow(pdf)
    pdf.add_page(pydyf.Dictionary({'Type': '/Page'}))
    assert weasyprint_patches.page_references(pdf) == slow(pdf)


def test_spans_without_a_style_leave_code(tmp_path):
    (tmp_path / 'book.css').write_text('@import url("code.css"); .n .lost { } /* .p */', encoding='utf-8')
    (tmp_path / 'code.css').write_text('@import "book.css"; pre .k, pre .kn { font-weight: bold }', encoding='utf-8')
    styled = code_spans.styled_classes([tmp_path / 'book.css', tmp_path / 'missing.css'])
    assert styled == {'n', 'lost', 'k', 'kn'} | (styled & {'css'})
    body = html.fromstring(
        '<div><pre><span></span><span class="kn">import</span><span class="w"> </span>'
        '<span class="nn">a</span><span class="p" id="x">.</span></pre>'
        '<p><span class="w">text</span></p></div>'
    )
    text = body.text_content()
    code_spans.merge(body, styled)
    assert html.tostring(body, encoding='unicode') == (
        '<div><pre><span class="kn">import</span> a<span class="p" id="x">.</span></pre>'
        '<p><span class="w">text</span></p></div>'
    )
    assert body.text_content() == text


class Renderer:
    """Gives the text back, upper-case; a text in braces is parsed on its own while the outer one is."""

    __output__ = 'test'
    config = MdParserConfig()

    def __init__(self, parser):
        self.seen = []

    def render(self, tokens, options, env):
        text = ''.join(token.content for token in tokens)
        if text.startswith('{'):
            inner = speedups.create_md_parser(self.config, Renderer)
            assert inner.renderer is not self
            return inner.render(text[1:-1]) + '!'
        return text.upper()


def test_one_parser_reads_one_message_after_the_other():
    first = speedups.create_md_parser(Renderer.config, Renderer)
    first.options['document'] = object()
    assert first.render('a') == 'A'
    again = speedups.create_md_parser(Renderer.config, Renderer)
    assert again is first
    assert 'document' not in again.options
    assert again.render('{b}') == 'B!'


def test_another_configuration_gets_another_parser():
    first = speedups.create_md_parser(Renderer.config, Renderer)
    first.render('a')
    other = speedups.create_md_parser(MdParserConfig(enable_extensions={'dollarmath'}), Renderer)
    assert other is not first
    assert 'math_inline' in other.get_active_rules()['inline']


def test_without_it_each_message_has_a_parser_made():
    assert speedups._create_md_parser(Renderer.config, Renderer) is not speedups._create_md_parser(
        Renderer.config, Renderer
    )


class Environment:
    """Counts how often a doctree is unpickled."""

    def __init__(self):
        self._pickled_doctree_cache, self.read = {}, []

    def get_doctree(self, name):
        self._pickled_doctree_cache.setdefault(name, name.encode())
        self.read.append(name)
        return [name]


def test_readers_share_a_doctree_and_writers_do_not():
    env = Environment()
    ask = speedups._reading(lambda self, env, name: env.get_doctree(name))
    assert ask(None, env, 'a') is ask(None, env, 'a')
    assert env.read == ['a']
    assert env.get_doctree('a') is not ask(None, env, 'a')
    env._pickled_doctree_cache['a'] = b'read again'
    ask(None, env, 'a')
    assert env.read == ['a', 'a', 'a']
    other = Environment()
    assert ask(None, other, 'a') is not ask(None, env, 'a')


@pytest.mark.parametrize(
    'text',
    [
        'Saules iela',
        'Rīga–Klaipėda',
        'a - b',
        "l'eau",
        '“x”',
        '\\"A',
        '{A} b',
        'a--b',
        "''x''",
        ' a',
        'a  b',
        '5 % x',
        'a\tb',
        'A, B; C: (d) [e] /f/ *g* +h= 1.2.3 @i',
        'https://example.org/a_b?c=d&e',
        'no-break\u00a0space',
        'x!',
        '¿',
    ],
)
def test_plain_fields_need_no_latex(text):
    assert text_of(text) == Text.from_latex(text)
