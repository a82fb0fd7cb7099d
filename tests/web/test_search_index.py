"""The index of the search: what of a page is in it, by sections, how weighty, and how it is written."""

import json
import re

from publishing.web import search_index, search_names

PAGE = """<nav>Menu</nav><div role="main"><article><section id="top"><h1>Ports<a class="headerlink">¶</a></h1>
<p><a class="paragraph-number">7</a>Har\u00adbours <span class="bibtex-citation">[12]</span>.</p>
<section id="below"><h2>Boats</h2><p>A boat.</p></section>
<p>Behind.</p></section></article></div>"""
TERMS = """<div role="main"><section id="g"><h1>Words</h1><dl class="glossary"><dt id="t1">Port</dt><dd>Where boats are.
</dd><dt id="t2">Boat</dt><dd>What swims.</dd></dl></section></div>"""
SOURCES = (
    '<div role="main"><h1>Sources</h1><ol class="bibliography"><li>A book. <a>https://example.org</a></li></ol></div>'
)


def page(text, address='a.html'):
    return search_index.page_of(text.encode(), address)


def stems(*stop_words):
    return search_index.Stems(lambda word: word[:4], stop_words)


def places(words):
    """Return pages and weights by stem, as the script reads them."""
    found, before = {}, ''
    for word, line in zip(words['words'].split(' '), words['places'].split(' '), strict=True):
        before = before[: int(word[0], 36)] + word[1:]
        found[before] = re.findall(r'([a-z]*)(\d)', line)
    return found


def test_text_stands_in_its_section():
    parts = [(part.anchor, part.title, part.text()) for part in page(PAGE).parts]
    assert parts == [('top', 'Ports', 'Harbours. Behind.'), ('below', 'Boats', 'A boat.')]


def test_each_term_is_a_part_of_its_own():
    terms = page(TERMS)
    assert terms.kind == search_index.TERMS
    assert [(part.anchor, part.title, part.text()) for part in terms.parts] == [
        ('g', 'Words', ''),
        ('t1', 'Port', 'Where boats are.'),
        ('t2', 'Boat', 'What swims.'),
    ]


def test_a_list_of_sources_is_known_and_has_no_addresses():
    sources = page(SOURCES)
    assert sources.kind == search_index.SOURCES and page(PAGE).kind == search_index.TEXT
    assert 'book' in sources.parts[0].text() and 'example' not in sources.parts[0].text()


def test_numbers_are_found_as_wholes_and_in_parts():
    assert list(search_index.tokens('2025/925, 42 421 961 in 2019')) == [
        *('2025/925', '2025', '925'),
        *('42421961', '42', '421', '961'),
        *('in', '2019'),
    ]


def test_a_title_weighs_more_than_the_text_and_words_passed_over_nothing():
    index, words = search_index.index_of([page(PAGE), page(PAGE.replace('Ports', 'Boats'), 'b.html')], stems('a'))
    found = places(words[0])
    assert 'a' not in found
    (_, low), (_, high) = found['boat']
    assert int(low) < int(high)
    assert [address for address, _title, _kind in index['pages']] == ['a.html', 'b.html']


def test_a_large_index_is_in_parts_by_the_alphabet(monkeypatch):
    monkeypatch.setattr(search_index, 'SIZE', 20)
    index, words = search_index.index_of([page(PAGE)], stems())
    assert len(words) == len(index['starts']) > 1
    assert [min(places(part)) for part in words] == index['starts'] == sorted(index['starts'])


def test_what_is_written_is_data_and_old_texts_go(tmp_path):
    (tmp_path / 'search-text-7.js').write_text('old')
    pages = [page(PAGE)]
    search_index.write(tmp_path, pages, *search_index.index_of(pages, stems()))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ['search-index.js', 'search-text-0.js', 'search-words-0.js']
    text = (tmp_path / 'search-text-0.js').read_text(encoding='utf-8')
    assert json.loads(text.removeprefix('HandbookSearch.text(0, ').removesuffix(');\n'))[1][0] == 'below'


def test_names_of_other_languages_lead_to_those_of_the_pages(tmp_path):
    (tmp_path / 'names.csv').write_text(
        'en,lv,lt,kind,source\nLiepāja,Liepāja,Liepoja,place,own\nRiga,Rīga,Ryga,place,own\n', encoding='utf-8'
    )
    (tmp_path / 'termbase.csv').write_text(
        'en,lv,lt,definition_en,source\nlocal plan (LV),x,vietovės planas,,own\n', encoding='utf-8'
    )
    whole = search_index.Stems(lambda word: word, ())
    found = search_names.others(tmp_path, 'lt', ['en', 'lv', 'lt'], whole, {'liepoja', 'vietovės', 'planas'})
    assert found.split('\n') == ['liepāja=liepoja', 'local plan=vietovės planas', 'x=vietovės planas']
