"""Numbers: every slip is found, and no right sentence is blamed."""

import pytest

from publishing.translation.checks.markup import parse
from publishing.translation.messages.numbers import compare, doubts

NBSP, NARROW = '\u00a0', '\u202f'

RIGHT = [
    ('The budget was EUR 363,237.51.', 'lv', f'Budžets bija 363{NBSP}237,51{NBSP}EUR.'),
    ('The budget was EUR 363,237.51.', 'lt', 'Biudžetas buvo 363 237,51 EUR.'),
    ('It fell by 26% to 1,234.5 km².', 'lv', f'Samazinājās par 26{NBSP}% līdz 1{NARROW}234,5 km².'),
    ('It fell by 26% to 1,234.5 km².', 'lt', 'Sumažėjo 26 % iki 1234,5 km².'),
    ('Work began on 1 June 2020.', 'lv', 'Darbs sākās 2020. gada 1. jūnijā.'),
    ('Work began on 1 June 2020.', 'lt', 'Darbas prasidėjo 2020 m. birželio 1 d.'),
    ('Work began on 1 June 2020.', 'lt', 'Darbas prasidėjo 2020-06-01.'),
    ('From 1 June 2020 to 31 May 2022.', 'lv', 'No 01.06.2020. līdz 31.05.2022.'),
    ('The 2014–2020 programme', 'lv', '2014.–2020. gada programma'),
    ('Two regions and seven municipalities', 'lv', '2 reģioni un 7 pašvaldības'),
    ('It takes 3 hours.', 'lv', 'Tas prasa trīs stundas.'),
    ('All 7 municipalities of the 2 regions', 'lt', 'Visos septyniose dviejų regionų savivaldybėse'),
    ('In the 19th century', 'lt', 'XIX amžiuje'),
    ('In the 19th century', 'lv', '19. gadsimtā'),
    ('In the 1990s', 'lv', '20. gadsimta 90. gados'),
    ('In the 1990s', 'lt', 'Paskutiniame XX a. dešimtmetyje'),
    ('The 1st meeting', 'lt', '1-asis susitikimas'),
    ('The first meeting of the third group', 'lv', '3. grupas 1. sanāksme'),
    ('On the roads A11 and E67', 'lv', 'Uz autoceļiem A11 un E67'),
    (
        'Of 17,698 guests, 45.7% came from Lithuania in 2023.',
        'lv',
        f'2023. gadā no 17{NBSP}698 viesiem 45,7{NBSP}% bija no Lietuvas.',
    ),
    ('In 2020, 100 people and 5 buses', 'lv', '2020. gadā 100 cilvēku un 5 autobusi'),
    ('2, 3 and 14 km', 'lv', '2, 3 un 14 km'),
    ('Article 5.2 and section 4.2.3', 'lv', '5.2. pants un 4.2.3. sadaļa'),
    ('Attribution 4.0 (CC BY 4.0), code EUPL-1.2', 'lt', 'Priskyrimas 4.0 (CC BY 4.0), kodas EUPL-1.2'),
    ('The bus leaves at 8.30 pm.', 'lt', 'Autobusas išvyksta 20.30 val.'),
    ('1.2 million tonnes', 'lt', '1,2 mln. t'),
    ('A scale of 1:50,000', 'lv', 'Mērogs 1:50 000'),
    ('About half the residents', 'lv', 'Apmēram 50 % iedzīvotāju'),
    ('10,000 people', 'de', '10.000 Menschen'),
    ('In May 2021', 'lt', '2021 m. gegužę'),
    ('No numbers here', 'lv', 'Skaitļu nav'),
    # names, licences, versions
    ('licensed under Apache 2.0', 'lv', 'ar licenci Apache 2.0'),
    ('Open it in LibreOffice 7.4.', 'lv', 'Atveriet to ar LibreOffice 7.4.'),
    ('the height system LAS-2000,5', 'lv', 'augstumu sistēma LAS-2000,5'),
    ('v1.1 or v1.2 or v1.2', 'lv', 'v1.1 vai v1.2'),
    ('Attribution CC BY-SA 4.0, GPL-3.0 or GPLv3', 'lt', 'Priskyrimas CC BY-SA 4.0, GPL-3.0 arba GPLv3'),
    ('with GPT-4 or COVID-19', 'lv', 'ar GPT-4 vai COVID-19'),
    ('Python 1.6a1 and 1.5.2', 'es', 'Python 1.6a1 y 1.5.2'),
    ('in the file x86_64.txt', 'lv', 'failā x86_64.txt'),
    # passages
    ('strategic goal 3.2', 'lv', 'stratēģiskais mērķis 3.2.'),
    ('goals 3.2 and 3.3', 'lv', '3.2. un 3.3. mērķis'),
    ('3.2 The goals', 'lv', '3.2. Mērķi'),
    ('Chapter 4', 'lv', 'IV nodaļa'),
    ('Part II of annex I', 'lv', '1. pielikuma 2. daļa'),
    # thousands, millions
    ('100,000 people', 'lv', '100 tūkstoši cilvēku'),
    ('EUR 2,500,000', 'lv', '2,5 miljoni EUR'),
    ('EUR 7.0 billion', 'lv', '7,0 miljardi EUR'),
    ('EUR 7.0 billion', 'lt', '7 mlrd. EUR'),
    ('about 1.2 million', 'lv', 'aptuveni 1 200 000'),
    ('about 1.2 million', 'lv', 'aptuveni 1200 tūkst.'),
    ('33 million in 2023, 35.5 in 2024', 'lt', '2023 m. 33 mln., 2024 m. 35,5 mln.'),
    ('5 thousand', 'es', '5 mil'),
    ('1 million', 'fr', 'un million'),
    ('80 billion parameters', 'zh_CN', '总量为800亿'),
    ('30B parameters', 'zh_CN', '300 亿'),
    ('values of 4096 bytes', 'fr', 'valeurs de 4 096 octets'),
    # years
    ('the 2021–27 period', 'lv', '2021.–2027. gada periods'),
    ('the 2021-27 period', 'lt', '2021–2027 m. laikotarpis'),
    ('in 2023/24', 'lv', '2023./2024. gadā'),
    ('in 2023/24', 'lv', '2023./24. gadā'),
    ('the 2021–2027 period', 'lv', '2021.–27. gada periods'),
    ('in 1999/00', 'lv', '1999./2000. gadā'),
    ('since 2021-06', 'lv', 'kopš 2021. gada jūnija'),
    ('on 2021-06-01', 'lt', '2021 m. birželio 1 d.'),
    ('in the 90s', 'lv', '90. gados'),
    # hours
    ('Open until 10 p.m.', 'lv', 'Atvērts līdz plkst. 22.00'),
    ('Open until 10:30 pm', 'lv', 'Atvērts līdz plkst. 22.30'),
    ('borders, 1:10 million', 'lv', 'robežas, mērogs 1:10 000 000'),
    ('borders, 1:50,000', 'lv', 'robežas, 1:50 000'),
    ('Open until 10 p.m.', 'lv', 'Atvērts līdz plkst. 10 vakarā'),
    ('Open until 10 p.m.', 'lt', 'Atidaryta iki 22 val.'),
    ('Open until 10 p.m.', 'fr', "Ouvert jusqu'à 22 h"),
    ('Open until 10 p.m.', 'fr', "Ouvert jusqu'à 10 h du soir"),
    ('Open until 10 p.m.', 'ja', '午後10時まで'),
    ('Open 9 am–5 pm', 'lv', 'Atvērts 9.00–17.00'),
    ('from 10 to 11 p.m.', 'lv', 'no 22.00 līdz 23.00'),
    ('at 14:30', 'lv', 'plkst. 14.30'),
    ('until 12 am', 'fr', "jusqu'à minuit"),
    ('at 15:38:56,054', 'fr', 'à 15:38:56,054'),
    # fractions and words
    ('1½ hours', 'lv', '1,5 stundas'),
    ('0.5 or 1.25', 'lv', '½ vai 1¼'),
    ('1/2 of them', 'lv', '½ no tiem'),
    ('2/3 of them', 'lv', '2/3 no tiem'),
    ('twenty-five ports', 'lv', '25 ostas'),
    ('12 ports', 'lv', 'divpadsmit ostas'),
    ('15 ports', 'lt', 'penkiolika uostų'),
    ('zero or a pair', 'lv', '0 vai 2'),
    ('in the range [0,255]', 'fr', "dans l'intervalle [0,255]"),
    ('It is .875 here', 'fr', "C'est 0,875 ici"),
    ('EUR 5.20', 'lv', '5,2 EUR'),
]
WRONG = [
    ('6.9 million tonnes', 'lv', '9,6 miljoni tonnu', '6.9'),
    ('6.9 million tonnes', 'lv', '6.9 miljoni tonnu', 'expected 6,9'),
    ('1,234 residents', 'lt', '1,234 gyventojų', f'expected 1{NBSP}234'),
    ('EUR 363,237.51', 'lv', '363 237,15 EUR', '363,237.51'),
    ('It costs EUR 5.20.', 'lv', 'Tas maksā 5.20 EUR.', 'expected 5,20'),
    ('In 2021 the count was 26%.', 'lv', '2012. gadā tas bija 26 %.', '2021'),
    ('It has 86 measures, 49 of them now.', 'lt', 'Jame 86 priemonės.', '49'),
    ('The council agreed.', 'lv', 'Dome vienojās 2021. gadā.', '2021'),
    ('It takes 12 hours.', 'lv', 'Tas prasa 12,5 stundas.', '12'),
    ('It takes 5 hours.', 'lv', 'Tas prasa 2,5 stundas.', '5'),
    ('200 buses', 'lv', '5 200 autobusu', '5'),
    ('Work began on 1 June 2020.', 'lt', 'Darbas prasidėjo 2020 m. birželio 11 d.', 'the number 1 '),
    ('10,000 people', 'de', '10,000 Menschen', 'expected 10.000'),
    ('1 million people', 'lv', '1,000 cilvēku', '1 million'),
    ('1 million people', 'lv', '1 000 cilvēku', 'which has 1 000 instead'),
    ('1 million people', 'lv', '1 tūkstotis cilvēku', 'is written 1 tūkstotis'),
    ('6.9 million tonnes', 'lt', '6,9 mlrd. tonų', 'is written 6,9 mlrd'),
    ('5 people', 'lv', '5 miljoni cilvēku', 'is written 5 miljoni'),
    ('100,000 people', 'lv', '100 cilvēku', '100,000'),
    ('EUR 2,500,000', 'lv', '2,5 tūkstoši EUR', '2,500,000'),
    ('the 2021–27 period', 'lv', '2021.–2028. gada periods', 'the number 27 is not in the translation (which has 2028'),
    ('in 2023/24', 'lv', '2023./2025. gadā', 'expected 2024'),
    ('Open until 10 pm', 'lv', 'Atvērts līdz plkst. 10.00', 'expected 22.00'),
    ('Open until 10:30 pm', 'lv', 'Atvērts līdz plkst. 10.30', 'expected 22.30'),
    ('borders, 1:10 million', 'lv', 'robežas, 1:1 000 000', '10 million is not in the translation'),
    ('Open until 10 pm', 'lv', 'Atvērts līdz 10 no rīta', 'expected 22.00'),
    ('at 14:30', 'lv', 'plkst. 14.40', 'which has 14.40 instead'),
    ('the program GPT-4', 'lv', 'programma GPT-5', 'GPT-4'),
    ('on the A11', 'lv', 'uz A12', 'A11'),
    ('Apache 2.0', 'lv', 'Apache 2.1', '2.0'),
    ('strategic goal 3.2', 'lv', '3.3. mērķis', '3.2'),
    ('deprecated in Python 3.13', 'pt_BR', 'descontinuado no Python 3.9', '3.13'),
    ('12 ports', 'lv', 'trīspadsmit ostas', 'the number 12'),
    ('The council agreed.', 'lv', 'Dome vienojās 24 stundu laikā.', 'the number 24'),
    ('It costs EUR 2.5.', 'es', 'Cuesta 3.5 EUR.', '2.5'),
    ('20,000 words', 'fr', "20'000 mots", "is written 20'000"),
]
#: Right in some texts, wrong in others: English, language, translation, words of the message.
DOUBTFUL = [
    ('a 3.5 reduction', 'lv', 'samazinājums 3.5', 'is written 3.5; expected 3,5'),
    ('1.2 million people', 'lv', '1,2 cilvēki', 'is written 1,2; expected 1,2 with the word for "million"'),
    ('Open until 10 pm', 'lv', 'Atvērts līdz 10', 'is written 10; expected 22.00'),
    ('open 24 hours', 'lv', 'atvērts diennakti', 'the number 24 is not in'),
    ('5 of 5 ports', 'lv', 'visas 5 ostas', 'the number 5 is not in'),
    ('3 ports', 'fr', 'trois ports', 'the number 3 is not in'),
    ('It is 1,234.5 here.', 'es', 'Son 1,234.5 aquí.', 'is written 1,234.5; expected 1.234,5'),
    ('the W3C rules', 'lv', 'noteikumi', 'the number W3C is not in'),
    ('the bit is set', 'fr', 'le bit est à 1', 'the number 1 is in the translation only'),
]


@pytest.mark.parametrize(('original', 'language', 'translation'), RIGHT)
def test_right_translation_is_not_blamed(original, language, translation):
    assert compare(original, translation, language) == []
    assert doubts(original, translation, language) == []


@pytest.mark.parametrize(('original', 'language', 'translation', 'named'), WRONG)
def test_wrong_number_is_found_once(original, language, translation, named):
    found = compare(original, translation, language)
    assert len(found) == 1
    assert named in found[0]


@pytest.mark.parametrize(
    ('original', 'language', 'translation'),
    [
        ('Use pip (version >=25.1)', 'pt', 'Usar pip (versão >=25.1)'),
        ('Python 3.11 and above', 'pt', 'Python 3.11 ou superior'),
        ('CWL v1.0 tools, upgraded to v1.1', 'ru', 'CWL v1.0 до v1.1'),
        ('pip 25.1 or greater', 'pt', 'pip 25.1 ou superior'),
        ('taken Nov 23 2022', 'ja', '2022年11月23日'),
        ('a single line', 'ja', '1行'),
        ('a value', 'ja', '１つ'),
        ('Step 2: the 3rd', 'zh_CN', '步骤二：第三'),
        ('an E2E test', 'zh_CN', '端到端测试'),
        ('released 2025.12.13', 'zh_CN', '2025年12月13日'),
        ('see https://x.org/a/12 there', 'lv', 'skatiet https://x.org/a/12'),
        ('5 ports', 'lv', '5 ostas, visas 5'),
    ],
)
def test_what_foreign_projects_write_is_right(original, language, translation):
    assert compare(original, translation, language) == []


@pytest.mark.parametrize(
    ('original', 'translation'),
    [
        ('The new version has 3.5 % more.', 'Jaunajā versijā ir par 3.5 % vairāk.'),
        ('The share in Latvia is 3.5.', 'Latvijā tas ir 3.5.'),
        ('Version 2 covers 3.5 km.', '2. versijā ir 3.5 km.'),
    ],
)
def test_an_amount_is_no_version(original, translation):
    assert compare(original, translation, 'lv')


@pytest.mark.parametrize(('original', 'language', 'translation', 'named'), DOUBTFUL)
def test_what_may_be_right_is_a_doubt_and_no_error(original, language, translation, named):
    assert compare(original, translation, language) == []
    [doubt] = doubts(original, translation, language)
    assert named in doubt


def test_number_that_the_translation_marks_as_code_is_there():
    original, translation = parse('Why does 22 return 3?').text, parse('Kāpēc `22` ir `3`?').text
    assert compare(original, translation, 'lv') == doubts(original, translation, 'lv') == []
    assert compare(parse('Run `x5` in 5 ports.').text, parse('Palaidiet `x5`.').text, 'lv')


def test_listings_are_no_text():
    assert compare('>>> round(2.675, 2)\n2.67', '>>> round(2.675, 2)\n2,68', 'lv') == []
