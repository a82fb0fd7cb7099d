"""Words that must not be used: everywhere, or where the English says something; faults in the list."""

import dataclasses

import polib
import pytest

from publishing.core import languages, lists
from publishing.core.findings import Code, Severity
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import forbidden, source_text, warnings
from publishing.translation.checks.source_text import check_source
from publishing.translation.checks.spelling import Speller

OLD = """word,instead,unless,reason
pielieto*,lietot,,the prefix adds nothing
mājas lapa,tīmekļvietne,home page,everyday speech
"""
LIST = """when,word,instead,unless,reason
,pielieto*,lietot,,the prefix adds nothing
milestone,starpposm*,atskaites punkts,,another thing
renew*,atjauno* līgum*; atjauno* kontakt*,pārslēgt; aktualizēt,,another meaning
no money,bez naudas,bez finansējuma,,formal register
/\\bmoney\\b/,naud*,finansējums,money back,formal register
/^This (chapter|part) (?!as )/,šī nodaļa; šī daļa,šajā nodaļā,,a chapter does not act
"""


@pytest.mark.parametrize(
    ('pattern', 'words'),
    [
        ('(a+)+$', 'inside'),
        ('(a|a)*b', 'inside'),
        (r'(?:\w+\s?)*x', 'inside'),
        (r'\w*\w*!', 'side by side'),
        (r'a+b?a+', 'side by side'),
        (r'(a{0,90}){0,90}', 'inside'),
        (r'(a)\1', 'refers to a group'),
        ('a+b' * 7, '7 repetitions'),
        ('(' * 600 + ')' * 600, '1200 signs'),
    ],
)
def test_pattern_that_may_take_for_ever_is_named_and_not_used(listed, pattern, words):
    rows, faults = forbidden.read(listed(f'word,instead,reason,when\nosta,x,y,"/{pattern}/"\n'))
    assert rows == []
    [fault] = faults
    assert (fault.line, fault.code) == (2, Code.LIST)
    assert words in fault.text and 'may take for ever' in fault.text


@pytest.mark.parametrize(
    'pattern', [r'^This (chapter|part) (?!as )', r'\bmoney\b', r'\w+ly\s+\w+ed', 'a{2,5}b*', '(a|b)?c+']
)
def test_plain_pattern_is_used(listed, pattern):
    rows, faults = forbidden.read(listed(f'word,instead,reason,when\nosta,x,y,"/{pattern}/"\n'))
    assert (len(rows), faults) == (1, [])


@pytest.fixture
def listed(tmp_path):
    """Return ``listed(text)``: the Latvian translation of a project with this list."""

    def write(text):
        (tmp_path / 'lv').mkdir()
        (tmp_path / 'lv' / 'forbidden.csv').write_text(text, encoding='utf-8')
        return Translation('lv', tmp_path)

    return write


@pytest.mark.parametrize(
    ('original', 'translation', 'words'),
    [
        ('Use it.', 'Pielietojiet to.', ['pielieto*']),
        ('Use it.', 'Lietojiet to.', []),
        ('See the web site.', 'Skatiet mājas lapā.', ['mājas lapa']),
        ('See the home page.', 'Skatiet mājas lapā.', []),
        ('See the home pages.', 'Skatiet mājas lapās.', []),
        ('A leaf at home', 'Lapa mājās', []),
    ],
)
def test_a_list_without_english_holds_everywhere(listed, original, translation, words):
    assert [entry.word for entry in forbidden.used(original, translation, listed(OLD))] == words


@pytest.mark.parametrize(
    ('original', 'translation', 'words'),
    [
        ('Use it.', 'Pielietojiet to.', ['pielieto*']),
        ('Two milestones are shared.', 'Divi starpposmi ir kopīgi.', ['starpposm*']),
        ('MILESTONE', 'starpposms', ['starpposm*']),
        ('A stage of the plan', 'Plāna starpposms', []),
        ('Two milestones are shared.', 'Divi atskaites punkti ir kopīgi.', []),
        ('They renewed the agreements.', 'Viņi atjaunoja līgumus.', ['atjauno* līgum*; atjauno* kontakt*']),
        ('Renewal of contacts', 'Atjaunoti kontakti', ['atjauno* līgum*; atjauno* kontakt*']),
        ('They renewed the agreements.', 'Līgumus viņi atjaunoja.', []),
        ('They restored the contacts.', 'Viņi atjaunoja kontaktus.', []),
        ('Money is short.', 'Trūkst naudas.', ['naud*']),
        ('They want their money back.', 'Viņi vēlas naudu atpakaļ.', []),
        ('The monetary union', 'Naudas savienība', []),
        ('This chapter shows it.', 'Šī nodaļa to rāda.', ['šī nodaļa; šī daļa']),
        ('This chapter as PDF', 'Šī nodaļa PDF formātā', []),
        ('See how this chapter does it.', 'Skatiet, kā šī nodaļa to dara.', []),
    ],
)
def test_a_row_holds_where_the_english_says_so(listed, original, translation, words):
    assert [entry.word for entry in forbidden.used(original, translation, listed(LIST))] == words


def test_a_word_is_said_once_by_the_first_row(listed):
    found = list(forbidden.used('It needs no money.', 'Tas iztiek bez naudas.', own := listed(LIST)))
    assert [entry.instead for entry in found] == ['bez finansējuma']
    found = list(forbidden.used('No money here, money there', 'Šeit bez naudas, tur nauda', own))
    assert [entry.instead for entry in found] == ['bez finansējuma', 'finansējums']


def test_the_finding_names_the_english(listed):
    [entry] = forbidden.used('Two milestones', 'Divi starpposmi', listed(LIST))
    assert entry.sentence('Two milestones') == (
        '"starpposm*" is not used for "milestones" in this handbook (another thing); expected "atskaites punkts". '
        'Replace it.'
    )


@pytest.mark.parametrize(
    ('text', 'line', 'words'),
    [
        ('when,word,instead\nx,y,z\n', 1, 'the column "reason" is missing; expected word, instead, reason'),
        (
            'word,instead,reason,where\n',
            1,
            'the column "where" is unknown; expected one of word, instead, reason, when',
        ),
        ('when,word,instead,reason\n\n/(a/,b,c,d\n', 3, 'the regular expression /(a/ in "when" is wrong (missing )'),
        ('unless,word,instead,reason\n/*a/,b,c,d\n', 2, 'the regular expression /*a/ in "unless" is wrong (nothing to'),
        ('word,instead,reason\na*b,c,d\n', 2, '"a*b" is no word; expected words, and a "*" only behind'),
        ('word,instead,reason\na;*,c,d\n', 2, '"*" is no word;'),
        ('word,instead,reason\na,,d\n', 2, 'the cell "instead" is empty; expected words.'),
        ('word,instead,reason\na,b,c,d\n', 2, 'the row has 4 cells; expected 3: word, instead, reason.'),
        ('word,instead,reason\n"a,b,c\nd,e,f\n', 2, 'a quotation mark is not closed'),
    ],
)
def test_faults_are_named_with_their_line(listed, text, line, words):
    own = listed(text)
    entries, [fault] = forbidden.read(own)
    assert (fault.path, fault.line, fault.code) == (own.own / 'forbidden.csv', line, Code.LIST)
    assert fault.severity is Severity.ERROR
    assert words in fault.text
    assert [entry.word for entry in entries] == []


def test_a_row_at_fault_takes_no_other_with_it(listed):
    entries, faults = forbidden.read(listed(LIST + '/(/,a,b,,c\n,d,e,,f\n'))
    assert len(faults) == 1
    assert [entry.word for entry in entries][-1] == 'd'


def test_without_a_list_nothing_is_forbidden(tmp_path):
    assert forbidden.read(Translation('lv', tmp_path)) == ([], [])


TRANSLATED = [code for code, language in languages.load().items() if not language.is_source]


@pytest.mark.parametrize('code', TRANSLATED)
def test_the_list_of_the_handbook_can_be_read(code):
    entries, faults = forbidden.read(Translation(code))
    assert faults == []
    assert len(entries) > 40


@pytest.mark.parametrize(
    ('code', 'entry'), [(code, entry) for code in TRANSLATED for entry in forbidden.entries(Translation(code))]
)
def test_a_row_of_the_handbook_forbids_its_words_and_not_its_advice(monkeypatch, code, entry):
    alone = dataclasses.replace(entry, when=None, unless=None)
    monkeypatch.setattr(forbidden, 'entries', lambda _translation: (alone,))
    own = Translation(code)
    for words in lists.variants(entry.word):
        assert list(forbidden.used('', words.replace('*', ''), own)) == [alone]
    assert list(forbidden.used('', entry.instead, own)) == []


@pytest.mark.parametrize(
    ('code', 'english', 'fails', 'passes'),
    [
        ('lv', 'Two joint milestones, 2027 and 2030.', 'Divi kopīgi starpposmi.', 'Divi kopīgi atskaites punkti.'),
        ('lv', 'Our reading: it is so.', 'Mūsu skatījumā: tā ir.', 'Mūsuprāt, tā ir.'),
        ('lv', 'Who must be at the table', 'Kam jābūt pie galda', 'Kam jāpiedalās sarunās'),
        ('lv', 'This part gives you the ground.', 'Šī daļa dod pamatu.', 'Šajā daļā ir pamats.'),
        ('lt', 'Next programme, a project', 'Kitoje programoje, su projektu', 'Kitu programos laikotarpiu'),
        ('lt', 'This month, no money', 'Šį mėnesį, be pinigų', 'Šį mėnesį, be lėšų'),
        ('lt', 'The trial planned for 2024 was late.', '2024 m. planuotas bandymas vėlavo.', 'Bandymas vėlavo.'),
        (
            'lt',
            'No body makes a land-use plan.',
            'Niekas nerengia žemės naudojimo planų.',
            'Žemės naudojimo planavimas',
        ),
    ],
)
def test_rules_of_the_handbook(code, english, fails, passes):
    own = Translation(code)
    assert len(list(forbidden.used(english, fails, own))) == 1
    assert list(forbidden.used(english, passes, own)) == []


def test_one_thing_is_said_once(tmp_path, monkeypatch):
    """A forbidden word in place of a term is no missing term too."""
    (tmp_path / 'termbase.csv').write_text('en,lv\nmilestone,atskaites punkts\n', encoding='utf-8')
    (tmp_path / 'lv').mkdir()
    (tmp_path / 'lv' / 'forbidden.csv').write_text(LIST, encoding='utf-8')
    monkeypatch.setattr(warnings, 'Translation', lambda code: Translation(code, tmp_path))
    monkeypatch.setattr(warnings, 'speller', lambda code: Speller(Translation(code, tmp_path), []))
    [found] = [one for one in warnings.advice('A milestone', 'Starpposms', 'lv') if one.code is Code.TERM]
    assert found.text.startswith('"Starpposms" is not used for "milestone"')
    [found] = [one for one in warnings.advice('A milestone', 'Posms', 'lv') if one.code is Code.TERM]
    assert found.text.startswith('the term "milestone" has none of its translations')


def test_the_list_of_the_language_of_the_chapters_reads_its_own_text(tmp_path, monkeypatch):
    (tmp_path / 'en').mkdir()
    (tmp_path / 'en' / 'forbidden.csv').write_text(
        'when,word,instead,reason\nroad,utilise,use,plain words\n', encoding='utf-8'
    )
    monkeypatch.setattr(source_text, 'Translation', lambda code: Translation(code, tmp_path))
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='They utilise a road.', occurrences=[('../../handbook/port.md', '3')]))
    pot.append(polib.POEntry(msgid='They utilise a port.', occurrences=[('../../handbook/port.md', '5')]))
    [finding] = check_source({'port': pot})
    assert (finding.code, finding.line) == (Code.TERM, 3)
    assert 'expected "use"' in finding.text
