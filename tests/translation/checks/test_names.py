"""The names list: official names in a translation, what stands inside a name, and faults in the list."""

import pytest

from publishing.core import languages, names
from publishing.core.findings import Code, Severity
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import terms, warnings
from publishing.translation.checks.spelling import Speller

NAMES = '''en,lv,lt,kind,source
European Commission,Eiropas Komisija;EK,Europos Komisija,international body,own
"State Land Service",Valsts zemes dienests,,body,own
Natura 2000,Natura 2000,Natura 2000,place,own
TAPIS,TAPIS,TAPIS,product,own
"Regulation (EU) 2025/925",Regula (ES) 2025/925,Reglamentas (ES) 2025/925,act,own
Cabinet Regulation;cabinet order of 2020,Ministru kabineta noteikumi,,act,own
Latvia's State Forests,Latvijas valsts meži,Latvijos valstybiniai miškai;Latvijas valsts meži,body,own
"Association ""Klaipėda Region""","biedrība ""Klaipēdas reģions""",asociacija „Klaipėdos regionas“,body,own
'''
TERMS = """en,lv,lt
land service,zemes dienests,žemės tarnyba
Natura 2000 site,Natura 2000 teritorija,Natura 2000 teritorija
site,vieta,vieta
regulation,noteikumi,taisyklės
"""


@pytest.fixture
def advice(tmp_path, monkeypatch):
    """Return ``advice(original, translation, language)``: the names and terms that are said to be missing, in order."""
    (tmp_path / 'names.csv').write_text(NAMES, encoding='utf-8')
    (tmp_path / 'termbase.csv').write_text(TERMS, encoding='utf-8')
    monkeypatch.setattr(warnings, 'Translation', lambda code: Translation(code, tmp_path))
    monkeypatch.setattr(warnings, 'speller', lambda code: Speller(Translation(code, tmp_path), []))

    def said(original, translation, language='lv'):
        found = warnings.advice(original, translation, language)
        return [(one.code.value, one.text.split('"')[1]) for one in found if one.code in (Code.NAME, Code.TERM)]

    return said


COMMISSION, SERVICE, FORESTS = 'European Commission', 'State Land Service', "Latvia's State Forests"


@pytest.mark.parametrize(
    ('original', 'translation', 'language', 'said'),
    [
        # in any form, in any order, as it is written
        (f'The {COMMISSION} agrees.', 'Eiropas komiteja piekrīt.', 'lv', [('name', COMMISSION)]),
        (f'The {COMMISSION} agrees.', 'Eiropas Komisijai nav iebildumu.', 'lv', []),
        (f'The {COMMISSION} agrees.', 'EK piekrīt.', 'lv', []),
        (f'The {COMMISSION} agrees.', 'Komisijos, Europos vykdomosios, sutikimas', 'lt', []),
        (f'The **{COMMISSION}** agrees.', 'Eiropas Savienība piekrīt.', 'lv', [('name', COMMISSION)]),
        ('The European\N{NO-BREAK SPACE}Commission agrees.', 'Savienība piekrīt.', 'lv', [('name', COMMISSION)]),
        ('A european commission agrees.', 'Komisija piekrīt.', 'lv', []),
        ('The tapis is long.', 'Paklājs ir garš.', 'lv', []),
        ('TAPIS is open.', 'Sistēma ir atvērta.', 'lv', [('name', 'TAPIS')]),
        ('Cabinet order of 2020', '2020. gada rīkojums', 'lv', [('name', 'cabinet order of 2020')]),
        # signs that mean something else in a pattern
        ('See Regulation (EU) 2025/925.', 'Skatiet regulu (ES) 2025/925.', 'lv', []),
        ('See Regulation (EU) 2025/925.', 'Skatiet regulu (ES) 2025/1.', 'lv', [('name', 'Regulation (EU) 2025/925')]),
        ('Ask Association "Klaipėda Region".', 'Jautājiet biedrībai "Klaipēdas reģions".', 'lv', []),
        ('Ask Association "Klaipėda Region".', 'Klauskite centro.', 'lt', [('name', 'Association ')]),
        # the longest counts
        (f'Ask the {SERVICE}.', 'Jautājiet Valsts zemes dienestam.', 'lv', []),
        (f'Ask the {SERVICE}.', 'Jautājiet zemes birojam.', 'lv', [('name', SERVICE)]),
        ('Ask the land service.', 'Jautājiet zemes birojam.', 'lv', [('term', 'land service')]),
        ('A Natura 2000 site', 'Vieta tīklā', 'lv', [('term', 'Natura 2000 site')]),
        ('A Cabinet Regulation', 'Ministru kabineta noteikumi', 'lv', []),
        # no counterpart in the language: nothing, and no term inside it
        (f'Ask the {SERVICE}.', 'Klauskite agentūros.', 'lt', []),
        # what is no text
        (f'Read it {{cite}}`{COMMISSION}`, please.', 'Lūdzu, izlasiet {cite}`European Commission`.', 'lv', []),
        ('Write `European Commission` here.', 'Šeit rakstiet `European Commission`.', 'lv', []),
        ('See <https://example.org/TAPIS>.', 'Skatiet <https://example.org/TAPIS>.', 'lv', []),
        ('Write to TAPIS@example.org.', 'Rakstiet uz adresi.', 'lv', []),
        ('See [the system](https://example.org/TAPIS).', 'Skatiet [to](https://example.org/TAPIS).', 'lv', []),
        # a name kept in a language of its own counts where it is the counterpart
        (f'Ask {FORESTS}.', 'Klauskite įmonės {lv}`Latvijas valsts meži`.', 'lt', []),
        (f'Ask {FORESTS}.', 'Klauskite įmonės {lv}`Latvijas valsts ceļi`.', 'lt', [('name', FORESTS)]),
        # not translated: said by another check
        (COMMISSION, COMMISSION, 'lv', []),
    ],
)
def test_official_names(advice, original, translation, language, said):
    assert advice(original, translation, language) == said


def test_the_finding_says_what_is_expected(tmp_path):
    (tmp_path / 'names.csv').write_text(NAMES, encoding='utf-8')
    [text] = terms.missing_names('The European Commission', 'Komiteja', Translation('lv', tmp_path))
    assert text == (
        'the name "European Commission" is not here in its official form; expected a form of "Eiropas Komisija" '
        'or "EK". Use it, or correct the row in locales/names.csv.'
    )


def test_without_a_list_there_are_no_names(tmp_path):
    own = Translation('lv', tmp_path)
    assert terms.read_names(own) == ([], [])
    assert list(terms.missing_names('The European Commission', 'Komiteja', own)) == []


HEAD = 'en,lv,lt,kind,source\n'


@pytest.mark.parametrize(
    ('text', 'line', 'words'),
    [
        ('en,lv,kind\n', 1, 'the column "source" is missing; expected en, kind, source in the first line.'),
        ('en,lv,pl,kind,source\n', 1, 'the column "pl" is unknown; expected one of en, kind, source, lv, lt.'),
        ('en,lv,lv,kind,source\n', 1, 'the column "lv" stands twice; expected it once.'),
        (HEAD + '\nA,B,C,place,own\n"",B,C,place,own\n', 4, 'the name is missing; expected it in the column "en".'),
        (HEAD + '"A","B\nb",C,place,own\nD,E,F,planet,own\n', 4, 'the kind is "planet"; expected one of act, body,'),
        (HEAD + 'A,B,C,place,\n', 2, 'the source is missing; expected where the names were seen, or "own".'),
        (HEAD + 'A;X,B,C,place,own\nX,Y,Z,place,own\n', 3, '"X" stands in line 2 too; expected it once.'),
        (HEAD + 'A,B,C,D,place,own\n', 2, 'the row has 6 cells; expected 5: en, lv, lt, kind, source.'),
        (HEAD + 'A,"B"b,C,place,own\n', 2, 'a quotation mark is not closed, or stands inside a cell;'),
    ],
)
def test_faults_are_named_with_their_line(tmp_path, text, line, words):
    (tmp_path / 'names.csv').write_text(text, encoding='utf-8')
    [fault] = terms.faults(Translation('lv', tmp_path))
    assert (fault.path, fault.line, fault.code) == (tmp_path / 'names.csv', line, Code.LIST)
    assert fault.severity is Severity.ERROR
    assert words in fault.text


def test_a_file_in_another_encoding_is_said(tmp_path):
    (tmp_path / 'names.csv').write_bytes((HEAD + 'Rīga,Rīga,Ryga,place,own\n').encode('cp1257'))
    [fault] = terms.faults(Translation('lv', tmp_path))
    assert (fault.line, fault.code) == (2, Code.LIST)
    assert 'not UTF-8' in fault.text


CODES = [code for code, language in languages.load().items() if not language.is_source]


@pytest.mark.parametrize('code', CODES)
def test_the_list_of_the_handbook_can_be_read(code):
    listed, faults = terms.read_names(Translation(code))
    assert faults == []
    assert len(listed) > 400
    assert all(one.counterparts[code] for one in listed)
    assert sum(one.kind == names.INTERNATIONAL for one in listed) > 10


@pytest.mark.parametrize('code', CODES)
def test_every_name_of_the_handbook_is_found_where_it_stands(code):
    own = Translation(code)
    for term in terms.official_names(own):
        assert term.pattern.search(f'Ask {term.name}, please.'), term.name
        assert list(terms.missing_names(f'Ask {term.name}.', '–', own))[0].startswith(f'the name "{term.name}"')
        for official in term.translations:
            assert list(terms.missing_names(f'{term.name}', f'{official}', own)) == []
