"""Word breaks in print: pyphen's own mistakes stay mended, also in inflected forms."""

import dataclasses
from types import SimpleNamespace

import pyphen
import pytest

from publishing.core import languages
from publishing.pdf import builder
from publishing.pdf.book import hyphenation


@pytest.fixture
def shipped():
    """Put pyphen back as it was afterwards."""
    before = dict(pyphen.LANGUAGES)
    yield
    pyphen.LANGUAGES.update(before)


@pytest.fixture
def latvian(shipped, tmp_path):
    hyphenation.register(languages.get('lv'), tmp_path)
    return pyphen.Pyphen(lang='lv')


@pytest.fixture
def lithuanian(shipped, tmp_path):
    hyphenation.register(languages.get('lt'), tmp_path)
    return pyphen.Pyphen(lang='lt')


@pytest.fixture
def breaks(shipped, tmp_path):
    """Return a function that breaks a word in a Latvian with exceptions of its own."""

    def insert(word, *exceptions):
        language = dataclasses.replace(languages.get('lv'), hyphenation=exceptions)
        hyphenation.register(language, tmp_path)
        return pyphen.Pyphen(lang='lv').inserted(word)

    return insert


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


@pytest.mark.parametrize(
    ('word', 'exception', 'wrong', 'right'),
    [
        ('starptautiskajai', 'starp-t*', 'star-ptau-tis-ka-jai', 'starp-tau-tis-ka-jai'),
        ('nestarptautiska', 'starp-t*', 'ne-star-ptau-tis-ka', 'ne-star-ptau-tis-ka'),
        ('starpība', 'starp-t*', 'star-pī-ba', 'star-pī-ba'),
        ('vārdnīcu', '*rd-nī-c*', 'vār-dnī-cu', 'vārd-nī-cu'),
        ('iepirkties', '*pirk-t*', 'ie-pir-kties', 'ie-pirk-ties'),
        ('elektrostacijai', '*-elek-tro-st*', 'elek-tros-ta-ci-jai', 'elek-tro-sta-ci-jai'),
        ('hidroelektrostacija', '*-elek-tro-st*', 'hid-roe-lek-tros-ta-ci-ja', 'hid-ro-elek-tro-sta-ci-ja'),
        ('mežtakas', 'mež-*', 'mežta-kas', 'mež-ta-kas'),
    ],
)
def test_part_of_a_word(breaks, word, exception, wrong, right):
    """The marks hold for the letters of the exception, the patterns decide behind them."""
    assert breaks(word) == wrong
    assert breaks(word, exception) == right


@pytest.mark.parametrize(
    'marked',
    [
        'starp-tau-tis-ka-jam',
        'star-pība',
        'bez-darb-nieks',
        'part-ne-rība',
        'iepirk-ša-nās',
        'jāpie-slē-dzas',
        'jāno-skaidro',
        'nesa-sniedz',
        'vie-no-ša-nās',
        'vien-lai-kus',
        'augst-kalne',
        'aug-stā-kais',
        'mēne-šiem',
        'pārē-jie',
        'pār-ro-bežu',
        'līdz-da-lība',
        'līdzekļi',
        'hid-ro-elek-tro-sta-cija',
        'dien-vid-aus-tru-mos',
        'robež-upes',
        'ūdens-ob-jekti',
    ],
)
def test_seams_of_latvian_words(latvian, marked):
    assert pyphen.Pyphen(lang='lv', left=3, right=3).inserted(marked.replace('-', '')) == marked


@pytest.mark.parametrize(
    'marked',
    [
        'infra-struk-tū-ros',
        'paskelbti',
        'nepa-skelbta',
        'pagrin-di-nis',
        'san-trauka',
        'juod-raš-čiai',
        'tarp-re-gio-ni-nis',
        'tarp-vals-ty-bi-nis',
        'savi-val-dybė',
        'neį-trauk-tos',
        'neskai-čiuo-jami',
        'nesu-si-pra-ti-mas',
        'kon-tei-ne-rių',
        'val-gia-raš-tyje',
    ],
)
def test_seams_of_lithuanian_words(lithuanian, marked):
    assert pyphen.Pyphen(lang='lt', left=3, right=3).inserted(marked.replace('-', '')) == marked


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_exceptions_agree_with_each_other(code, shipped, tmp_path):
    """Where two differ on a place, it breaks: the marks of each must hold with all others registered."""
    exceptions = [marked.strip('*-') for marked in languages.get(code).hyphenation]
    assert len(set(exceptions)) == len(exceptions)
    hyphenation.register(languages.get(code), tmp_path)
    broken = pyphen.Pyphen(lang=code, left=1, right=1)
    assert [broken.inserted(marked.replace('-', '')) for marked in exceptions] == exceptions


def test_words_of_other_languages_in_an_edition(shipped, tmp_path, monkeypatch):
    """The English book has Latvian and Lithuanian words, which their own languages break."""

    def lay_out(*_arguments):
        broken = [pyphen.Pyphen(lang=lang).inserted(word) for lang, word in [('lv', 'pašvaldību'), ('lt', 'santrauka')]]
        return SimpleNamespace(problems=[], warnings=[], broken=broken)

    monkeypatch.setattr(builder, 'lay_out', lay_out)
    monkeypatch.setattr(builder, 'fetches_of', lambda _app: None)
    edition = SimpleNamespace(
        config=SimpleNamespace(language='en', languages_file=str(languages.REGISTRY), pdf_strict=True),
        env=SimpleNamespace(all_docs={}),
        doctreedir=tmp_path,
        outdir=tmp_path,
        _stylesheets=list,
        _say=lambda *_said: None,
        _app=None,
    )
    assert builder.PdfBuilder._lay_out(edition, '').broken == ['paš-val-dī-bu', 'san-trau-ka']


def test_language_without_exceptions_keeps_the_shipped_patterns(tmp_path):
    plain = dataclasses.replace(languages.get('lt'), hyphenation=())
    assert hyphenation.register(plain, tmp_path) is None
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
