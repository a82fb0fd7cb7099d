"""The lists for the native reviewers quote what the catalogs say today."""

import re

import pytest
from places import REPOSITORY

from publishing.translation.catalogs.catalog import Translation

LISTS = ('sentences', 'terms')
LANGUAGES = ('lv', 'lt')


def plain(text):
    """Return a message as it is quoted: without citations, other roles, links and stars."""
    text = re.sub(r'\s*\{(?:cite|numref)\}`[^`]*`', '', text)
    text = re.sub(r'\{[a-z]+\}`([^`<]*?)\s*(?:<[^`]*>)?`', r'\1', text)
    text = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', text)
    return ' '.join(text.replace('*', '').split())


def rows(markdown, name):
    """Return the rows of one of the two tables: number, page, English, translation, reason."""
    section = re.search(rf'^## The 30 {name}\n(.*?)(?=^## |\Z)', markdown, re.DOTALL | re.MULTILINE)[1]
    lines = [line for line in section.splitlines() if re.match(r'\| \d+ \|', line)]
    return [[cell.strip().strip('`') for cell in line.strip('|').split('|')] for line in lines]


def holds(text, quoted):
    """Return whether the pieces of a quotation, cut with …, stand in a text in this order."""
    return re.search('.*'.join(re.escape(plain(piece)) for piece in quoted.split('…')), text) is not None


@pytest.fixture(scope='module')
def messages():
    """Return, for a language, the English and the translation of every message of a page."""
    return {
        code: {
            catalog.page: [(plain(entry.msgid), plain(entry.msgstr)) for entry in catalog.file if not entry.obsolete]
            for catalog in Translation(code).catalogs()
        }
        for code in LANGUAGES
    }


@pytest.mark.parametrize('name', LISTS)
@pytest.mark.parametrize('code', LANGUAGES)
def test_list_has_thirty_rows_with_a_reason(code, name):
    found = rows((REPOSITORY / f'docs/review-{code}.md').read_text(encoding='utf-8'), name)
    assert [row[0] for row in found] == [str(number) for number in range(1, 31)]
    assert all(len(row) == 5 and all(row) for row in found)
    assert len({tuple(row[1:3]) for row in found}) == 30


@pytest.mark.parametrize('name', LISTS)
@pytest.mark.parametrize('code', LANGUAGES)
def test_quotations_stand_in_the_catalogs(code, name, messages):
    """If not: quote the wording of today, or put another doubt in the row's place."""
    found = rows((REPOSITORY / f'docs/review-{code}.md').read_text(encoding='utf-8'), name)
    stale = [
        f'{number} {page}: {english} | {translation}'
        for number, page, english, translation, _why in found
        if not any(
            holds(original, english) and holds(text, translation) for original, text in messages[code].get(page, [])
        )
    ]
    assert stale == [], f'docs/review-{code}.md, the 30 {name}, quotes what no message of the page says today'


def test_readers_of_the_lists_are_right():
    text = '## The 30 terms\n\n| No | Page |\n|---|---|\n| 1 | `a/b` | plan | plāns | why |\n\n## Next\n| 2 | c |\n'
    assert rows(text, 'terms') == [['1', 'a/b', 'plan', 'plāns', 'why']]
    message = '**A {term}`plan <spatial plan>`** of [two](#two) towns {cite}`a2020,b2021`; see {lv}`plāns`.'
    assert plain(message) == 'A plan of two towns; see plāns.'
    assert holds('A plan of two towns; see plāns.', 'A plan … see') and not holds('A plan', 'plans')
