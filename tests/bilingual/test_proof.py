"""The proof of one chapter: source, translation, room to write, and what is known of the translation."""

import subprocess

import pytest
from built_book import bare
from lxml import html
from projects import build_bilingual
from tagged import tags

from publishing.bilingual import proof
from publishing.bilingual.alignment import with_class
from publishing.core import languages
from publishing.core.findings import FindingsError


@pytest.fixture(scope='module')
def work(build_once, tmp_path_factory):
    """The small book in English and Latvian."""
    work = tmp_path_factory.mktemp('work')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('SOURCE_DATE_EPOCH', '1700000000')
        build_bilingual(build_once, work)
    return work


@pytest.fixture(scope='module')
def ferry(work):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('SOURCE_DATE_EPOCH', '1700000000')
        return proof.build(languages.get('lv'), 'ferry', work, work / 'proof')


def test_proof_has_one_chapter_in_both_languages(ferry, work):
    assert ferry == work / 'proof' / 'lv' / 'ferry.pdf'
    words = bare(tags(ferry).text)
    for text in ('The ferry crosses the strait', 'Prāmis šķērso šaurumu', 'Saskaitīts ar roku', 'Kokmateriāli'):
        assert bare(text) in words
    for text in ('The harbour has three quays', 'Ostā ir trīs piestātnes'):
        assert bare(text) not in words


def test_proof_has_its_head_date_and_lines_in_the_language_of_the_reviewer(ferry):
    shown = subprocess.run(['pdftotext', '-enc', 'UTF-8', '-layout', ferry, '-'], capture_output=True, check=True)
    pages = shown.stdout.decode().split('\f')[:-1]
    for page in pages:
        assert 'Korektūra, 2023. gada 14. novembris' in page
    for text in ('Pārskatīja:', 'Datums:', 'Tulkojuma melnraksts'):
        assert text in pages[0]
    assert pages[0].split()[-1] == f'1/{len(pages)}'
    assert sum(page.count('nav tulkots') for page in pages) == 1  # beside the passage that nobody has translated


def test_every_pair_has_room_beside_it(work):
    from publishing.bilingual import book as bilingual

    pair = languages.get('en'), languages.get('lv')
    books = [bilingual.read_book(language, work) for language in pair]
    for book in books:
        book.body = proof.only(book.body, 'ferry')
    body = bilingual.merge(*books)
    proof.add_room(body, pair[1])
    pairs = list(with_class(body, 'pair'))
    assert len(pairs) > 8
    assert all(pair[-1].get('class') == 'room' for pair in pairs)
    (beside,) = [pair for pair in pairs if with_state(pair)]
    assert 'nobody has translated' in beside[0].text_content()


def with_state(pair):
    return pair.xpath('div[@class="room"]/p')


def test_proof_has_no_pages_of_parts():
    sheet = proof.STYLESHEET.read_text(encoding='utf-8')
    assert '.part-1, .part-2, .part-3, .part-4, .part-5, .part-6, .part-7, .part-8 { page: auto; }' in sheet


def test_title_of_the_chapter_is_the_first_heading():
    body = html.document_fromstring(
        '<body><div class="document chapter" id="one"><h2>A</h2><h4>B</h4></div>'
        '<div class="document chapter" id="two"><h2>C</h2></div></body>'
    ).find('body')
    assert [(heading.tag, heading.text) for heading in proof.only(body, 'one').iter('h1', 'h2', 'h3', 'h4')] == [
        ('h1', 'A'),
        ('h3', 'B'),
    ]


@pytest.mark.parametrize(
    ('code', 'chapter', 'words'),
    [
        ('lv', 'fery', 'no chapter "fery"; expected the full name of one, most likely ferry'),
        ('lv', '', 'no chapter is named; expected one such as index. Write "make proof-lv CHAPTER=index"'),
        ('en', 'ferry', '"en" is the language the handbook is written in'),
        ('lt', 'ferry', r'the book in "lt" is not built.*make pdf-lt'),
    ],
)
def test_wrong_calls_are_refused_in_plain_words(work, tmp_path, code, chapter, words):
    with pytest.raises(FindingsError, match=words):
        proof.build(languages.get(code), chapter, work, tmp_path)
    assert not list(tmp_path.rglob('*.pdf'))
