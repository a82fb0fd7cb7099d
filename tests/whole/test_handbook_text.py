"""The handbook holds what it promises: chapters, answers, cases, forms, letters, pictures, terms, sources."""

import datetime
import re
from collections import Counter

import pytest
from built_book import SOURCE, chapter_names, need_built, page, text_of
from pybtex.database import parse_file

from publishing.core import languages
from publishing.core.project import HANDBOOK, page_files
from publishing.text import ages, readability

CHAPTERS = page_files(HANDBOOK, '.md')
TEXTS = {name: path.read_text(encoding='utf-8') for name, path in CHAPTERS.items()}
CHALLENGES = [name for name in TEXTS if name.startswith('challenges/') and not name.endswith(('/index', '/overview'))]
CARDS = [name for name in TEXTS if name.startswith('cases/case-')]
WORDS = readability.WORD
CITED = r'\{cite\}`([^`]*)`'


def directives(name, text=None):
    """Return the argument of each directive ``name`` in the handbook."""
    texts = TEXTS.values() if text is None else [text]
    return [found for one in texts for found in re.findall(rf'^:{{3,}}\{{{name}\}} ?(.*)$', one, re.MULTILINE)]


def test_there_are_nine_challenges_in_one_form():
    """``page_forms`` in conf.py holds each to its ten sections; here they are counted."""
    assert len(CHALLENGES) == 9
    for name in CHALLENGES:
        assert re.findall(r'\]\(#case-', TEXTS[name]), f'{name} links to no case'
        assert directives('(?:chart|map|list-table)', TEXTS[name]), f'{name} has no figures'
    overview = TEXTS['challenges/overview']
    assert all(f'(#{name.rpartition("/")[2]})' in overview for name in CHALLENGES)


def test_a_ladder_has_its_four_steps():
    steps = ['This month, no money', 'This year, small money', 'Next programme, a project', 'Needs a law or a treaty']
    for name in CHALLENGES:
        assert directives('step', TEXTS[name]) == steps, name


def test_questions_are_answered_shortly_with_source_and_office():
    answers = {}
    for name in TEXTS:
        if name.startswith('living/') and not name.endswith('/index'):
            for part in re.split(r'^## ', TEXTS[name], flags=re.MULTILINE)[1:]:
                question, _newline, answer = part.partition('\n')
                if question.endswith('?'):
                    lines = answer.partition('```{index}')[0].splitlines()
                    answers[name, question] = '\n'.join(line for line in lines if line[:1] not in ('(', ':'))
    assert len(answers) >= 25
    for place, answer in answers.items():
        assert '{cite}`' in answer, place
        assert 'Ask' in answer, place
        words = len(WORDS.findall(re.sub(CITED, '', answer.partition('**Ask')[0])))
        assert words < 90, (place, words)


def test_cards_fit_a_page_and_say_whether_our_regions_took_part():
    assert len(CARDS) >= 30
    index = ''.join(TEXTS[name] for name in TEXTS if name.startswith('cases/') and name not in CARDS)
    for name in CARDS:
        assert re.search(r'^Our regions\n: (?:Both|Neither|Kurzeme|Klaipėda region) ', TEXTS[name], re.MULTILINE), name
        label = re.search(r'^\((case-[\w-]+)\)=$', TEXTS[name], re.MULTILINE)[1]
        assert f'(#{label})' in index, f'the index of cases has no {label}'
        assert len(WORDS.findall(re.sub(CITED, '', TEXTS[name]))) <= 260, name


def test_tools():
    forms = [name for name in TEXTS if name.startswith('tools/worksheet-')]
    assert len(forms) >= 12
    assert all(re.search(r'^:class: worksheet', TEXTS[name], re.MULTILINE) for name in forms)
    letters = Counter(directives('letter', TEXTS['tools/letters']))
    assert letters == dict.fromkeys(languages.load(), 4), 'four letters in each language'


def test_pictures():
    assert len(directives('map')) >= 4
    assert len(directives('chart')) >= 12
    assert len(directives('diagram')) >= 6
    kinds = re.findall(r'^:kind: (\w+)$', ''.join(TEXTS.values()), re.MULTILINE)
    assert {'steps', 'tree', 'lanes', 'timeline', 'cycle', 'levels'} <= set(kinds)


def test_glossary_and_abbreviations():
    terms = re.findall(r'^(?![ :`(#])(\S.*)\n  \S', TEXTS['glossary'], re.MULTILINE)
    assert len(terms) == len(set(terms))
    assert len(terms) >= 150
    assert TEXTS['abbreviations'].count('\n* - ') > 50


def test_sources_say_when_they_were_read():
    sources = parse_file(str(HANDBOOK / 'references.bib')).entries
    cited = {
        key for text in TEXTS.values() for keys in re.findall(r'\{cite\}`([^`]*)`', text) for key in keys.split(',')
    }
    cited |= {
        key.strip()
        for path in HANDBOOK.rglob('*.csv')
        for keys in re.findall(r'\{cite\}`([^`]*)`', path.read_text(encoding='utf-8'))
        for key in keys.split(',')
    }
    assert not cited - set(sources)
    assert not set(sources) - cited, 'sources that nothing cites'
    assert not [key for key, one in sources.items() if 'url' in one.fields and 'urldate' not in one.fields]


def test_dated_statements_are_dated():
    """Whether one is overdue is for "make check" to say: this test must hold tomorrow too."""
    marked = [one for text in TEXTS.values() for one in ages.marked(text)]
    assert len(marked) == sum(len(re.findall(r'\{as-of\}', text)) for text in TEXTS.values())
    assert len(marked) >= 20
    assert all(
        datetime.date(2026, 1, 1) < until < datetime.date(2029, 1, 1) for _line, _checked, until, _words in marked
    )


def test_hedges_are_few():
    english = languages.get(SOURCE)
    pages = [readability.read(enumerate(text.split('\n')), english) for text in TEXTS.values()]
    hedges, words = readability.hedge_rate(pages)
    assert hedges * readability.WORDS_PER_HEDGE < words, hedges


@pytest.mark.book
def test_the_text_is_as_long_as_a_handbook():
    """Running text: no tables, figures, letters, sources, glossary or lists of abbreviations."""
    need_built()
    words = 0
    passed_over = (
        './/table | .//figure | .//details | .//nav'
        ' | .//*[contains(@class, "letter") or contains(@class, "toctree") or contains(@class, "case-facts")]'
    )
    for name in chapter_names():
        if name in ('index.html', 'bibliography.html', 'glossary.html', 'abbreviations.html', 'imprint.html'):
            continue
        article = page(SOURCE, name).xpath('//main//article')[0]
        left_out = set(article.xpath(passed_over))
        for block in article.xpath('.//p | .//li[not(.//p)] | .//dd[not(.//p)]'):
            if not left_out & {block, *block.iterancestors()}:
                cited = ' '.join(text_of(link) for link in block.xpath('.//a[contains(@href, "bibliography.html")]'))
                words += len(WORDS.findall(text_of(block))) - len(WORDS.findall(cited))
    assert 30_000 <= words <= 40_000, words


@pytest.mark.book
def test_the_index_leads_to_many_places():
    need_built()
    entries = page(SOURCE, 'genindex.html').xpath('//ul[contains(@class, "index-entries")]/li')
    assert len(entries) >= 400
