"""Word breaks in print: pyphen's own mistakes stay mended, also in inflected forms."""

import dataclasses

import pyphen
import pytest

from publishing.core import languages
from publishing.pdf.book import hyphenation


@pytest.fixture
def latvian(tmp_path):
    """Register the exceptions and put pyphen back as it was afterwards."""
    before = dict(pyphen.LANGUAGES)
    hyphenation.register(languages.get('lv'), tmp_path)
    yield pyphen.Pyphen(lang='lv')
    pyphen.LANGUAGES.update(before)


@pytest.mark.parametrize(
    'marked',
    [
        'paš-val-dī-ba',
        'paš-val-dī-bai',
        'paš-val-dī-bas',
        'paš-val-dī-bu',
        'paš-val-dī-bām',
        'dzelz-ceļš',
        'starp-val-stu',
        'ilgt-spē-jīgs',
        'infra-struk-tū-ra',
        'infra-struk-tū-rai',
        'pil-sēt-plā-no-ša-na',
        'pār-ro-be-žu',
    ],
)
def test_exceptions_break_at_their_marks(latvian, marked):
    assert latvian.inserted(marked.replace('-', '')) == marked


def test_exception_inside_a_compound(latvian):
    assert 'paš-val-dī-bu' in latvian.inserted('starppašvaldību')


def test_capital_letters(latvian):
    assert latvian.inserted('Pašvaldībai') == 'Paš-val-dī-bai'


def test_other_words_break_as_before(latvian):
    shipped = pyphen.Pyphen(filename=hyphenation._SHIPPED['lv'])
    for word in ('konstitucionalizēšana', 'reģionālais', 'sadarbība', 'teritorija', 'apskriestas'):
        assert latvian.inserted(word) == shipped.inserted(word)


def test_weasyprint_finds_the_dictionary(latvian):
    """WeasyPrint asks pyphen with the value of the lang attribute."""
    for lang in ('lv', 'lv-LV', 'LV'):
        name = pyphen.language_fallback(lang)
        assert pyphen.Pyphen(lang=name).inserted('pašvaldība') == 'paš-val-dī-ba'


def test_pyphen_alone_gets_pasvaldiba_wrong():
    """When this fails, pyphen's patterns have been mended and the exception can go."""
    assert pyphen.Pyphen(filename=hyphenation._SHIPPED['lv']).inserted('pašvaldība') != 'paš-val-dī-ba'


def test_language_without_exceptions_keeps_the_shipped_patterns(tmp_path):
    assert hyphenation.register(languages.get('lt'), tmp_path) is None
    assert pyphen.LANGUAGES['lt'] == hyphenation._SHIPPED['lt']
    assert not list(tmp_path.iterdir())


def test_language_without_patterns(tmp_path):
    unknown = dataclasses.replace(languages.get('lv'), code='tlh', locale='tlh')
    assert hyphenation.register(unknown, tmp_path) is None


def test_registering_twice_gives_the_same_file(tmp_path):
    language = languages.get('lv')
    before = dict(pyphen.LANGUAGES)
    try:
        first = hyphenation.register(language, tmp_path).read_bytes()
        assert hyphenation.register(language, tmp_path).read_bytes() == first
    finally:
        pyphen.LANGUAGES.update(before)
