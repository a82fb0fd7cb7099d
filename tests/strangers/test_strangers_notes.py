"""Footnotes of strangers: whatever they hold is kept, and one in a heading is no part of what repeats the heading."""

import re
import subprocess

import pikepdf
import pytest
import strangers
from lxml import etree, html
from places import REPOSITORY
from tagged import STANDARDS, judged

KEPT = 'NOTEONE Before TABLECELL nine FOURTH FIFTH ADMONISHED DEFINED VERSE SUMMED HEADED UNKNOWN'


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    app = strangers.build(REPOSITORY / 'tests' / 'strangers' / 'notes', tmp_path_factory.mktemp('notes'))
    yield app
    app.cleanup()


@pytest.fixture(scope='module')
def words(built):
    return strangers.lines(built.outdir / 'harbour-notes.pdf')


def test_nothing_is_lost(words):
    assert [word for word in KEPT.split() if word not in words] == []


def test_all_of_a_note_stays_in_its_paragraph(built):
    page = html.parse(built.outdir / 'book.html')
    note = page.xpath('//p/span[@class="footnote"][contains(., "Before")]')[0]
    assert 'UNKNOWN' in note.text_content()
    assert note.xpath('.//svg'), 'the formula'


def test_forms_stay(words):
    assert re.search(r'TABLECELL +nine', words), 'one row'
    assert re.search(r'4\. +FOURTH point\n+ *5\. +FIFTH', words), 'the numbers of the author'
    assert re.search(r'first line\n+ *second line', words), 'lines of code'


def of(items):
    for item in items:
        yield item.title
        yield from of(item.children)


def test_what_repeats_the_heading_is_without_the_note(built, words):
    path = built.outdir / 'harbour-notes.pdf'
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = list(of(outline.root))
    assert {'Chapter', 'Section'} <= set(titles) and not [title for title in titles if title[-1].isdigit()], titles
    page = html.parse(built.outdir / 'book.html')
    assert page.xpath('//nav//span[@class="contents-title"]/text()')[:2] == ['Chapter', 'Section']
    pages = [page.strip().splitlines()[0].strip() for page in words.split('\f') if page.strip()]
    assert 'Chapter' in pages, 'the running head'


def test_a_note_of_a_heading_looks_like_any(built):
    """Its letters are of the same font and size as those of the other."""
    path = built.outdir / 'harbour-notes.pdf'
    run = ['pdftohtml', '-xml', '-stdout', '-i', '-fontfullname', path]
    page = etree.fromstring(subprocess.run(run, capture_output=True, check=True).stdout)
    fonts = {
        font.get('id'): (font.get('size'), font.get('family'), font.get('color')) for font in page.iter('fontspec')
    }
    found = {''.join(text.itertext()).strip(): fonts[text.get('font')] for text in page.iter('text')}
    one, two = ([font for words, font in found.items() if start in words] for start in ('NOTEONE', 'Before.'))
    assert len(one) == 1 and one == two, found


def test_the_file_keeps_its_standards(built):
    path = built.outdir / 'harbour-notes.pdf'
    for standard in STANDARDS:
        assert judged(standard, path) == {path: []}
