"""Numbers: every slip is found, and no right sentence is blamed."""

import pytest

from publishing.translation.messages.numbers import compare

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
]


@pytest.mark.parametrize(('original', 'language', 'translation'), RIGHT)
def test_right_translation_is_not_blamed(original, language, translation):
    assert compare(original, translation, language) == []


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
