"""Warnings: each rule with a bad and a good example; lists are read from a folder of the test's own."""

import os
import re

import polib
import pytest

from publishing.core import languages
from publishing.core.findings import Code, Severity
from publishing.core.project import LOCALES
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import style, terms, warnings
from publishing.translation.checks.examine import check_catalog
from publishing.translation.checks.slips import slips
from publishing.translation.checks.source_text import check_source
from publishing.translation.checks.spelling import Speller
from publishing.translation.checks.warnings import advice

TERMS = """en,lv,lt,definition_en,source
"planning region","plānošanas reģions","planavimo regionas (Latvija)","",""
"region","reģions; apgabals","regionas","",""
"special plan","speciālais plānojums (Lietuva)","specialusis planas","",""
"Espoo Convention","Espo konvencija","Espo konvencija","",""
"opinion (of an institution)","atzinums","išvada","",""
"local action group (LAG)","vietējā rīcības grupa (VRG)","vietos veiklos grupė (VVG)","",""
"parish / district","pagasts","valsčius","",""
"spatial plan (Latvia)","teritorijas plānojums","teritorijos planas (Latvija; panašus – bendrasis planas)","",""
"""


@pytest.fixture
def locales(tmp_path):
    (tmp_path / 'termbase.csv').write_text(TERMS, encoding='utf-8')
    return tmp_path


@pytest.mark.parametrize(
    ('original', 'translation', 'language', 'named'),
    [
        ('The planning regions agree.', 'Plānošanas apgabali vienojas.', 'lv', ['planning region']),
        ('The planning regions agree.', 'Plānošanas reģioniem jāvienojas.', 'lv', []),
        ('In regions of the planning region', 'Plānošanas reģiona apgabalos', 'lv', []),
        ('In the region', 'Apvidū', 'lv', ['region']),
        ('The subregional level', 'Vietējais līmenis', 'lv', []),
        ('Special plans decide.', 'Lemia specialiuosius sprendimus priimantys planai.', 'lt', []),
        ('Special plans decide.', 'Lemia detalieji planai.', 'lt', ['special plan']),
        ('the Espoo Convention', 'Espo konvencijoje', 'lt', []),
        ('an espoo convention', 'konvencija', 'lt', []),
        ('In our opinion', 'Mūsuprāt', 'lv', []),
        ('The parish', 'Draudze', 'lv', []),
        ('See region.example.org/region.', 'Skatiet region.example.org/region.', 'lv', []),
        ('Local action groups', 'VRG', 'lv', ['local action group']),
        ('The spatial plan', 'Teritorijos planas', 'lt', []),
        ('The spatial plan', 'Miesto planas', 'lt', ['spatial plan']),
        ('Local action groups', 'Vietējās rīcības grupas', 'lv', []),
    ],
)
def test_terms_are_found_in_any_form(locales, original, translation, language, named):
    found = list(terms.missing(original, translation, Translation(language, locales)))
    assert [text.split('"')[1] for text in found] == named
    assert all('; expected a form of "' in text for text in found)


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_the_termbase_can_be_read(code):
    assert len(terms.terms(Translation(code))) > 150
    assert terms.faults(Translation(code)) == []


STYLE = [
    ('lv', 'We – all', 'Mēs - visi', 'Mēs – visi'),
    ('lv', 'We – all', 'Mēs—visi', 'Mēs – visi'),
    ('lv', 'We – all', 'Mēs– visi', 'Liepāja–Rīga – ceļš'),
    ('lv', '26%', '26%', '26 %'),
    ('lv', 'EUR 1,500', 'EUR 1 500', '1 500 EUR'),
    ('lv', 'the 3rd plan', '3rd plāns', '3. plāns'),
    ('lv', 'No. 5', 'No. 5', 'Nr. 5'),
    ('lv', 'from 5', 'nr 5', 'no 5'),
    ('lt', 'No. 5', 'No. 5', 'Nr. 5'),
    ('lv', 'A, b.', 'A , b.', 'A, b.'),
    ('lv', 'A (b).', 'A ( b).', 'A (b).'),
    ('lv', 'A b.', 'A  b.', 'A b.'),
    ('lv', 'in 2024', '2024 gadā', '2024. gadā'),
    ('lv', '2021–2027', '2021–2027. gads', '2021.–2027. gads'),
    ('lv', '2021–2027', '2021.-2027. gads', '2021.–2027. gads'),
    ('lv', '1 June 2020', '1. jūnijā 2020', '2020. gada 1. jūnijā'),
    ('lv', '1 June 2020', '2020. gada 1 jūnijā', '2020. gada 1. jūnijā'),
    ('lt', 'in 2024', '2024m.', '2024 m.'),
    ('lt', '1 June 2020', '1 birželio 2020', '2020 m. birželio 1 d.'),
    ('lt', '1 June 2020', '2020 m. birželio 1', '2020 m. birželio 1 d.'),
    ('lt', '1 June 2020', 'birželio 1 2020', '2020 m. birželio 1–2 d.'),
    ('lt', 'in 2024', '2024. metais', '2024 metais'),
    ('lv', 'the "port"', 'tā „osta“', 'tā “osta”'),
    ('lt', 'the "port"', 'tas “uostas”', 'tas „uostas“'),
    ('lv', 'the "port"', 'tā "osta', 'tā "osta"'),
    ('lv', 'a (b)', 'a (b', 'a (b)'),
    ('lv', 'It is here.', 'Tas ir šeit', 'Tas ir šeit.'),
    ('lt', 'It is here.', 'Tai čia', 'Tai 2020 m.'),
]


@pytest.mark.parametrize(('language', 'original', 'bad', 'good'), STYLE, ids=lambda text: text)
def test_typography(language, original, bad, good):
    [text, *_more] = style.problems(original, bad, language)
    assert '; expected ' in text
    assert list(style.problems(original, good, language)) == []


def test_every_typographic_rule_has_a_bad_example():
    own = {code: language.habits for code, language in languages.load().items()}
    for language, habits in {'': (*style.EVERY, style.PERCENT), **own}.items():
        for habit in habits:
            examples = [bad for code, _original, bad, _good in STYLE if language in ('', code)]
            assert any(re.search(habit.never, bad) for bad in examples), (language, habit.never)


def test_the_name_of_a_page_elsewhere_may_stay():
    assert advice('[Some style guide](https://a.org/x)', '[Some style guide](https://a.org/x)', 'lv') == []


def test_hyphen_and_blank_of_the_original_may_stay():
    assert list(style.problems('VI-A 2024-1234', 'VI-A 2024-1234', 'lv')) == []
    assert advice('In 2027 {cite}`a2020`, later', '2027. gadā {cite}`a2020`, vēlāk', 'lv') == []


LONG = 'The two municipalities agree on a timetable and tell each other about changes.'


@pytest.mark.parametrize(
    ('original', 'translation', 'code'),
    [
        ('The sea is far.', 'The sea is far.', Code.UNTRANSLATED),
        ('Money', 'Money', Code.UNTRANSLATED),
        ('Rucava', 'Rucava', None),
        ('Rucava, LLI-431, www.example.org/some-page', 'Rucava, LLI-431, www.example.org/some-page', None),
        (LONG, 'Abas pašvaldības agree on a timetable and stāsta viena otrai par izmaiņām.', Code.UNTRANSLATED),
        ('The Bank of the City of Rīga', 'Banka "Bank of the City of Rīga"', Code.UNTRANSLATED),
        (LONG, 'Pašvaldības vienojas.', Code.LENGTH),
        ('Port', 'Osta, kurā ik dienu ienāk ļoti daudzi kuģi no visām pasaules malām', Code.LENGTH),
        ('The sea', 'Jūra jūra', Code.DOUBLED),
        ('It had had rain', 'Bija bija lijis', None),
        ('Answer "yes or no to the question" here', 'Uz "yes or no to the question" te atbildiet', None),
        ('pip install a==3.2 into some folder', 'pip install a==3.2 into some folder', None),
        ('| dataset | version | mode |', '| dataset | version | mode |', None),
        ('| the long text of it | 5 |', '| the long text of it | 5 |', Code.UNTRANSLATED),
        ('The code of conduct, in all of its length', '行動規範の長い全文がここにある', None),
        (LONG, 'Abas pašvaldības vienojas par grafiku un paziņo viena otrai par izmaiņām.', None),
    ],
)
def test_slips(original, translation, code):
    found = [difference.code for difference in slips(original, translation, lambda word: word == 'Rucava')]
    assert found == ([code] if code else [])


@pytest.fixture
def speller(tmp_path):
    """Return a Latvian speller with a dictionary of three words and a list of three."""
    (tmp_path / 'lv').mkdir()
    (tmp_path / 'lv' / 'words.txt').write_text('# ours\nSkoda  # Skuodas\nvalstspilsēta\nseņūnija\n', encoding='utf-8')
    (tmp_path / 'lv_LV.aff').write_text('SET UTF-8\nSFX A Y 1\nSFX A a ā a\n', encoding='utf-8')
    (tmp_path / 'lv_LV.dic').write_text('3\nosta/A\njūra/A\nun\n', encoding='utf-8')
    return lambda: Speller(Translation('lv', tmp_path), [tmp_path])


@pytest.mark.parametrize(
    ('text', 'wrong'),
    [
        ('Ostā un jūrā', []),
        ('Ostaa un jura', ['Ostaa', 'jura']),
        ('Skodā valstspilsētām, Valstspilsētu', []),
        ('skoda', ['skoda']),
        ('senūnija', ['senūnija']),
        ('ostā-jūrā ostā-xyzq', ['ostā-xyzq']),
        ('km² NUTS VRGs LatLitNaviPort LLI-431 e-tar.lt www.example.org a@b.lv', []),
        ('«jūras»', ['jūras']),
    ],
)
def test_spelling(speller, text, wrong):
    assert speller().wrong(text) == wrong


def test_words_of_the_original_are_not_judged(speller):
    assert speller().wrong('Hand un apskritis', 'Hand in *apskritis*') == []


def test_lists_and_dictionaries_count_as_they_are_now(speller, tmp_path):
    assert speller().wrong('osta jura') == ['jura']
    (tmp_path / 'lv' / 'words.txt').write_text('jura\n', encoding='utf-8')
    assert speller().wrong('osta jura') == []
    (tmp_path / 'lv' / 'words.txt').write_text('', encoding='utf-8')
    (tmp_path / 'lv_LV.dic').write_text('2\nosta\njura\n', encoding='utf-8')
    os.utime(tmp_path / 'lv_LV.dic', (1, 1))
    assert speller().wrong('osta jura') == []


def test_without_a_dictionary_nothing_is_wrong(tmp_path):
    speller = Speller(Translation('lv', tmp_path), [tmp_path])
    assert not speller.available
    assert speller.wrong('xyzq') == []


@pytest.mark.parametrize('code', [path.parent.name for path in sorted(LOCALES.glob('*/words.txt'))])
def test_word_lists_are_sorted_and_without_repetition(code):
    path = LOCALES / code / 'words.txt'
    words = [line.partition('#')[0].strip() for line in path.read_text(encoding='utf-8').splitlines()]
    words = [word for word in words if word]
    assert words == sorted(set(words), key=lambda word: (word.lower(), word))


def test_warning_shows_place_and_both_texts_and_can_be_waived(tmp_path):
    path = tmp_path / 'page.po'
    head = (
        'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
    )
    text = 'msgid "The sea is far."\nmsgstr "Jūra ir ir tālu."\n'
    path.write_text(head + text, encoding='utf-8')
    [finding] = check_catalog(path, 'lv')
    assert (finding.line, finding.code, finding.severity) == (8, Code.DOUBLED, Severity.WARNING)
    assert 'Original: “The sea is far.” | Translation: “Jūra ir ir tālu.”' in finding.text
    path.write_text(f'{head}# handbook: allow doubled – a quotation\n{text}', encoding='utf-8')
    assert check_catalog(path, 'lv') == []


def test_words_of_the_english_chapters_are_looked_up_once_each():
    pot = polib.POFile()
    for text in ('The harbour is far from the town.', 'A harbuor is near.', 'The harbuor again.'):
        pot.append(polib.POEntry(msgid=text, occurrences=[('../../handbook/port.md', '3')]))
    [finding] = check_source({'port': pot})
    assert 'harbuor' in finding.text
    assert (finding.code, finding.severity, finding.line) == (Code.SPELLING, Severity.WARNING, 3)
    assert str(finding.path).endswith('handbook/port.md')


def test_a_soft_hyphen_divides_no_word():
    assert warnings.words_of('Kopīga *kapitāl\u00adsabiedrība*') == 'Kopīga kapitālsabiedrība'
    assert not warnings.advice('A joint municipality.', 'Kopīga paš\u00advaldība.', 'lv')
