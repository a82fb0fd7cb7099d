"""The index and sorted glossaries follow the alphabet of the language."""

import inspect

import pytest
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries

from publishing.core import languages
from publishing.text import collation
from publishing.text.collation import Alphabet, sort_key, sorted_index


def index_of(app):
    """Return the index as a dict from heading to entries, as the builder would print it."""
    return {
        heading: [name for name, _rest in entries]
        for heading, entries in IndexEntries(app.env).create_index(app.builder)
    }


def terms_of(app):
    glossary = next(app.env.get_doctree('index').findall(addnodes.glossary))
    return [item[0].astext() for item in glossary[0]]


def test_latvian_index(build_app):
    app = build_app('collation', language='lv')
    index = index_of(app)
    assert list(index)[1:] == ['A', 'C', 'Č', 'E', 'I', 'J', 'P', 'S', 'Š', 'Z', 'Ž']
    assert next(iter(index.values())) == ['2020']
    assert index['C'] == ['cālis', 'cena', 'cita']
    assert index['Č'] == ['čakste', 'čaula']
    assert index['I'] == ['iela', 'yla', 'īve']
    assert index['S'] == ['sala', 'Sigulda']
    page = (app.outdir / 'genindex.html').read_text(encoding='utf-8')
    assert page.index('čehu') < page.index('saites') < page.index('šaurais')


def test_lithuanian_files_y_under_i(build_app):
    app = build_app('collation', language='lt')
    index = index_of(app)
    assert 'Y' not in index
    assert index['I'] == ['iela', 'yla', 'īve']
    assert index['E'] == ['ėjimas', 'ezeras']
    assert list(index)[-2:] == ['Z', 'Ž']


def test_english_is_left_as_sphinx_sorts_it_but_for_the_heading_of_numbers(build_app):
    app = build_app('collation', language='en')
    assert index_of(app) == {
        heading.replace('Symbols', '0–9'): [name for name, _rest in entries]
        for heading, entries in IndexEntries.create_index.__wrapped__(IndexEntries(app.env), app.builder)
    }
    assert 'Š' not in index_of(app)


@pytest.mark.parametrize(
    ('language', 'expected'),
    [
        ('lv', ['abava', 'ābols', 'cena', 'čaula', 'sala', 'šķērsgriezums', 'zāle']),
        ('en', ['abava', 'ābols', 'cena', 'čaula', 'sala', 'šķērsgriezums', 'zāle']),
    ],
)
def test_sorted_glossary(build_app, language, expected):
    app = build_app('collation', language=language)
    assert terms_of(app) == expected


@pytest.mark.parametrize(
    ('code', 'before', 'after'),
    [
        ('lv', 'cukurs', 'čaula'),
        ('lv', 'adata', 'ādaža'),
        ('lv', 'gājiens', 'ģērbt'),
        ('lv', 'zvans', 'žanrs'),
        ('lv', 'kaza', 'kāzas'),
        ('lv', 'abols', 'ābols'),
        ('lv', 'rīta aka', 'rītausma'),
        ('lv', 'balva', 'Balva'),
        ('lt', 'yla', 'ilgas'),
        ('lt', 'ėjimas', 'ezeras'),
        ('lt', 'suo', 'šuo'),
        ('lt', 'kaulas', 'kaūsas'),
    ],
)
def test_order_of_pairs(code, before, after):
    key = sort_key(languages.find(code))
    assert key(before) < key(after)


def test_letters_of_other_languages_stand_by_their_base():
    alphabet = Alphabet(languages.get('lv').alphabet)
    assert alphabet.heading('Öland') == 'O'
    assert alphabet.heading('Łódź') == 'L'
    assert alphabet.heading('Ŗujiena') == 'R'
    assert alphabet.heading('2020') is None
    assert alphabet.key('Oland') < alphabet.key('Öland') < alphabet.key('Olava')


def test_a_soft_hyphen_makes_no_second_entry():
    one, other = ('g\N{SOFT HYPHEN}rupė', (['a'], [], None)), ('grupė', (['b'], [('c', ['d'])], None))
    assert collation._joined([one, other]) == [('grupė', (['a', 'b'], [('c', ['d'])], None))]


def test_categories_keep_their_heading():
    entries = [('zeta', ([], [], 'B')), ('alfa', ([], [], None)), ('beta', ([], [], 'A'))]
    index = sorted_index([('X', entries)], Alphabet(languages.get('lv').alphabet))
    assert [heading for heading, _group in index] == ['A', 'B']


def test_upstream_shape():
    """What publishing/text/collation.py relies on in Sphinx; look at sphinx-doc/sphinx#1400 when this fails."""
    upstream = IndexEntries.create_index.__wrapped__
    assert list(inspect.signature(upstream).parameters)[:3] == ['self', 'builder', 'group_entries']
    source = inspect.getsource(upstream)
    assert 'group_list.append((entry_key, (targets, pairs, category_key)))' in source
    from sphinx.transforms import GlossarySorter

    assert GlossarySorter.default_priority == 500


def test_places_of_an_entry_come_in_reading_order(build_app):
    """The pages are listed as index, zinas, avoti; addresses would sort "avoti" first."""
    app = build_app('index-order', language='lv')
    index = IndexEntries(app.env).create_index(app.builder)
    entries = {name: found for _heading, group in index for name, found in group}
    pages = [address.partition('#')[0] for _main, address in entries['Bārta'][0]]
    assert pages == ['zinas.html', 'zinas.html', 'avoti.html']


def test_quotation_marks_of_entries_are_the_languages_and_do_not_count(build_app):
    app = build_app('index-order', language='lv')
    index = IndexEntries(app.env).create_index(app.builder)
    assert [(heading, [name for name, _found in group]) for heading, group in index] == [
        ('0–9', ['2018. gada nolīgums']),
        ('B', ['“Baltijas ceļš”', 'Bārta', 'Bārta (Bartuva)', 'brauciens']),
    ]


@pytest.mark.parametrize('language', ['en', 'ka'])
def test_numbers_have_their_heading_in_a_language_without_alphabet_too(build_app, language):
    app = build_app('index-order', language=language)
    assert [heading for heading, _group in IndexEntries(app.env).create_index(app.builder)][0] == '0–9'


def test_what_stands_in_brackets_is_no_sub_entry_in_any_language(build_app):
    app = build_app('index-order', language='ka')  # a language without alphabet here
    index = IndexEntries(app.env).create_index(app.builder)
    names = {name: [sub for sub, _targets in found[1]] for _heading, group in index for name, found in group}
    assert names['Bārta (Bartuva)'] == names['Bārta'] == []
