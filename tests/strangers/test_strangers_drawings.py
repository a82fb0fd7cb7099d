"""Drawings of strangers: all their words are drawn or named, and a file claims no standard that it breaks."""

import re

import pikepdf
import pytest
import strangers
from PIL import Image
from places import REPOSITORY
from tagged import STANDARDS, judged

ROOT = REPOSITORY / 'tests' / 'strangers' / 'drawings'
CLAIMS = {'ua1': b'pdfuaid:part', '2a': b'pdfaid:part'}


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    app = strangers.build(ROOT, tmp_path_factory.mktemp('drawings'))
    yield app
    app.cleanup()


def warnings(app) -> list[str]:
    return re.sub(r'\x1b\[[0-9;]*m', '', app.warning.getvalue()).splitlines()


def metadata(path) -> bytes:
    with pikepdf.open(path) as pdf:
        return pdf.Root.Metadata.read_bytes()


def test_words_of_every_weight_are_drawn(built):
    words = strangers.lines(built.outdir / 'harbour-plans.pdf')
    assert [word for word in ('REGULAR', 'BOLD', 'SLOPED', 'HEAVY') if word not in words] == []


def test_what_is_wrong_is_named_with_page_and_line(built):
    found = warnings(built)
    assert any(
        re.search(r'index\.md:7: .*page \d+: the letter ".*" \(U\+10FFFD\) in .*crane\.svg', one) for one in found
    )
    assert not [one for one in found if 'A mast' in one], 'a picture higher than the page is made to fit'


def test_a_letter_of_no_font_withdraws_both_claims(built):
    path = built.outdir / 'harbour-plans.pdf'
    said = [one for one in warnings(built) if '[handbook.standard]' in one]
    kept_back = [re.search(r'keeps (PDF/\S+), because no font has the letter ', one)[1] for one in said]
    assert kept_back == list(STANDARDS.values())
    assert not any(claim in metadata(path) for claim in CLAIMS.values())
    assert b'Plans</rdf:li>' in metadata(path), 'the title stays'


def test_without_that_letter_both_are_claimed_and_kept(tmp_path):
    source = tmp_path / 'source'
    source.mkdir()
    for path in ROOT.iterdir():
        data = path.read_text(encoding='utf-8').replace('&#x10FFFD;', '').replace('height=500mm', '')
        (source / path.name).write_text(data, encoding='utf-8')
    app = strangers.build(source, tmp_path / 'built')
    try:
        path = app.outdir / 'harbour-plans.pdf'
        assert [one for one in warnings(app) if 'handbook.standard' in one or 'handbook.glyph' in one] == []
        assert all(claim in metadata(path) for claim in CLAIMS.values())
        for standard in STANDARDS:
            assert judged(standard, path) == {path: []}
    finally:
        app.cleanup()


def test_colours_of_a_press_withdraw_pdf_a_alone(tmp_path):
    source = tmp_path / 'source'
    source.mkdir()
    (source / 'conf.py').write_bytes((ROOT / 'conf.py').read_bytes())
    (source / 'index.md').write_text('# Plans\n\n![A quay](quay.jpg)\n', encoding='utf-8')
    Image.new('CMYK', (300, 300), (90, 10, 20, 5)).save(source / 'quay.jpg')
    app = strangers.build(source, tmp_path / 'built')
    try:
        path = app.outdir / 'harbour-plans.pdf'
        said = [one for one in warnings(app) if '[handbook.standard]' in one]
        assert len(said) == 1 and 'PDF/A-2a, because colours are in CMYK' in said[0]
        assert [claim in metadata(path) for claim in CLAIMS.values()] == [True, False]
        assert judged('ua1', path) == {path: []}
    finally:
        app.cleanup()
