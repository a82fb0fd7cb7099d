"""One slip of a translator is one message, which names it, quotes it and says what to write."""

import pytest

from publishing.core.findings import Severity
from publishing.translation.checks import dates
from publishing.translation.checks.examine import check_catalog, differences, named_in
from publishing.translation.checks.warnings import advice

HEADER = 'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n' + (
    '"Plural-Forms: nplurals=3; plural=(n % 10 == 0 || n % 100 >= 11 && n % 100 <= 19 ? 0 : n % 10 == 1 && n % 100 != '
    '11 ? 1 : 2);\\n"\n'
)


@pytest.mark.parametrize(
    ('written', 'words'),
    [
        ("{term}'pašvaldības'", "other signs, ' (apostrophe)"),
        ('{term}"pašvaldības"', 'other signs, " (quotation mark)'),
        ('{term}„pašvaldības“', 'other signs, „ (double low-9 quotation mark)'),
        ('{term}´pašvaldības´', 'other signs, ´ (acute accent)'),
        ('{term}‘pašvaldības’', 'other signs, ‘ (left single quotation mark)'),
        ('{term}(pašvaldības)', 'other signs, ( (left parenthesis)'),
        ('{term} `pašvaldības`', 'a blank stands between {term} and the backquote'),
        ('{term}`pašvaldības', 'the words behind {term} are not closed'),
        ('{term}pašvaldības', 'the words behind {term} have no sign around them'),
    ],
)
def test_a_role_with_wrong_signs_is_one_error_that_names_the_sign(written, words):
    (found,) = differences('The {term}`municipality` is old.', f'Veca ir {written} ēka.', 'lv')
    assert (found.code.value, found.severity) == ('role', Severity.ERROR)
    assert words in found.text
    assert 'Write {term}`translation <municipality>`' in found.text


def test_of_two_roles_each_wrong_one_is_named_and_the_right_one_is_not():
    english = 'See {numref}`tbl-a`, {cite}`b` and {term}`port`.'
    found = differences(english, "Skat. {numref}‘tbl-a’, {cite}'b' un {term}`ostu <port>`.", 'lv')
    assert [one.text.split(' stand')[0] for one in found] == ['the words behind {numref}', 'the words behind {cite}']


def test_code_between_other_signs_is_told_so():
    (found,) = differences('We use `make` here.', 'Mēs lietojam ´make´ šeit.', 'lv')
    assert found.text.startswith('the code make stands between ´ and ´; expected ` (backquote)')


@pytest.mark.parametrize('english', ['It costs EUR 250 a year.', 'It costs EUR 250.00 a year, or EUR 250.00.'])
@pytest.mark.parametrize('language', ['lv', 'lt'])
def test_an_amount_in_the_english_way_is_told_once_and_as_a_whole(english, language):
    translation = 'Cena EUR 250.00' + (' vai EUR 250.00.' if ' or ' in english else '.')
    (found,) = differences(english, translation, language)
    assert 'is written 250.00; expected 250' in found.text
    assert 'number 00' not in found.text


@pytest.mark.parametrize(
    ('language', 'written', 'right'),
    [
        ('lv', '1. augustā 2019', '2019. gada 1. augusts'),
        ('lv', '1 augustā 2019', '2019. gada 1. augusts'),
        ('lv', 'augustā 1, 2019', '2019. gada 1. augusts'),
        ('lv', '1. augustā, 2019', '2019. gada 1. augusts'),
        ('lv', 'augustā 2019', '2019. gada augustā'),
        ('lt', '1 rugpjūčio 2019', '2019 m. rugpjūčio 1 d.'),
        ('lt', 'rugpjūčio 1, 2019', '2019 m. rugpjūčio 1 d.'),
        ('lt', '2019 rugpjūčio 1', '2019 m. rugpjūčio 1 d.'),
        ('lt', 'rugpjūtį 2019', '2019 m. rugpjūtį'),
    ],
)
def test_dates_in_the_english_order_are_told_with_the_right_form(language, written, right):
    (said,) = dates.problems(f'Tas {written} sākās.', language)
    assert f'"{written}' in said
    assert f'Write "{right}"' in said


@pytest.mark.parametrize(
    ('language', 'written'),
    [
        ('lv', '2019. gada 1. augustā'),
        ('lv', '2019. gada augustā'),
        ('lv', '2019. gada 1. augustā, 2020. gada 2. maijā un 2021. gadā'),
        ('lv', '2019. gada 30. augusts un 2020. gads'),
        ('lt', '2019 m. rugpjūčio 1 d.'),
        ('lt', '2019 m. rugpjūčio 1 d., 2020 m. gegužės 2 d.'),
        ('lt', '2019 m. rugpjūtį, 2020 m.'),
        ('lt', 'Liepoja 2027'),  # a town, not July
        ('lv', '1. jūnijā pulksten 10.00'),
    ],
)
def test_dates_as_the_language_writes_them_are_right(language, written):
    assert list(dates.problems(f'Tas {written}.', language)) == []


ENGLISH = 'The line ends at the sea. The two towns share one bus. Buses run daily. We saw the planning region office.'


@pytest.mark.parametrize(
    ('translation', 'left'),
    [
        ('Līnija beidzas pie jūras. The two towns share one bus. Mēs redzējām biroju.', 'The two towns share one bus.'),
        ('Līnija beidzas pie jūras. Divas pilsētas. Buses run daily. Mēs redzējām biroju.', 'Buses run daily.'),
        ('Līnija beidzas pie jūras. Divas two towns share one pilsētas. Mēs redzējām.', 'two towns share one'),
    ],
)
def test_english_left_in_a_translation_is_quoted(translation, left):
    found = [one.text for one in advice(ENGLISH, translation, 'lv') if one.code.value == 'untranslated']
    assert len(found) == 1
    assert f'"{left}"' in found[0]


@pytest.mark.parametrize(
    'translation',
    [
        'Līnija beidzas pie jūras. Mēs redzējām plānošanas reģiona (planning region office) biroju.',
        'Mēs redzējām "Interreg VI-A Latvia–Lithuania Programme" biroju.',
    ],
)
def test_terms_in_brackets_and_names_are_no_english_left(translation):
    english = f'{ENGLISH} Interreg VI-A Latvia–Lithuania Programme.'
    assert not [one for one in advice(english, translation, 'lv') if one.code.value == 'untranslated']


def test_addresses_are_no_english_left():
    text = 'Rīga, [varam.gov.lv](https://varam.gov.lv), info@csp.gov.lv; kem.gov.lv.'
    assert not [one for one in advice(f'Office: {text}', f'Birojs: {text}', 'lv') if one.code.value == 'untranslated']


@pytest.mark.parametrize(
    ('english', 'translation', 'fault'),
    [
        ('See [the list](#a) at the end.', 'Skat. [sarakstu](#b) beigās.', '(#b)'),
        ('There are 1,250 km.', 'Tur ir 1,250 km.', '1,250'),
        ('The {term}`municipality` is old.', "Veca ir {term}'pašvaldība'.", '{term}'),
        ('It began on 1 August 2019.', 'Tas sākās 1. augustā 2019.', '1. augustā 2019'),
        ('The "port" is here (small).', 'Šeit ir "osta (maza.', '(maza'),
    ],
)
def test_both_sides_are_shown_where_the_fault_is(tmp_path, english, translation, fault):
    """However long the paragraph before it."""
    page = tmp_path / 'page.po'
    before = 'Gara rindkopa par ostām, ceļiem, dzelzceļu, robežu un jūru, un ' * 6
    page.write_text(
        f'{HEADER}\nmsgid ""\n"{before}"\n"{escaped(english)}"\nmsgstr ""\n"{before}"\n"{escaped(translation)}"\n'
    )
    sides = [str(one).partition('| Translation: ')[2] for one in check_catalog(page, 'lv')]
    assert sides
    assert any(fault in side for side in sides)
    assert all(side.startswith('“… ') for side in sides if fault in side)


def escaped(text):
    return text.replace('"', '\\"')


def test_what_a_sentence_names_is_found_in_a_text():
    assert named_in('the number 5 is written 5.0; expected 5', 'In 1985 and 5.0 km') == '5.0'
    assert named_in('the role {cite}`b` is not in the translation; expected it', 'x {cite}`b` y') == '{cite}`b`'
    assert named_in('the translation has 5 letters; expected 9', 'nothing of it') == ''
