"""``languages.toml`` and ``language.toml``: what they give, and what is said about each way to get them wrong."""

import datetime
import re

import pytest
from places import REPOSITORY
from sphinx.errors import ConfigError

from publishing.core import languages
from publishing.core.findings import Code, FindingsError
from publishing.core.language_files import KEYS, PUBLICATION

EN = """[en]
own_name = "English"
locale = "en_GB"
status = "source"
quotes = "“”‘’"
date = "d MMMM y"
search = "en"
"""
LV = """
[lv]
own_name = "Latviešu"
locale = "lv_LV"
status = "draft"
quotes = "“”‘’"
date = "y. 'gada' d. MMMM"
search = "lv"
hyphenation = ["paš-val-dī-ba"]
"""


@pytest.fixture
def load(tmp_path):
    """Return a function that reads a list of languages from text."""
    path = tmp_path / 'languages.toml'

    def read(text):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return languages.load(path)

    return read


@pytest.fixture
def finding(load):
    """Return a function that gives the only finding of a bad list."""

    def read(text):
        with pytest.raises(FindingsError) as caught:
            load(text)
        assert len(caught.value.findings) == 1
        assert caught.value.findings[0].code is Code.LANGUAGE_FILE
        return caught.value.findings[0]

    return read


def test_good_list(load):
    known = load(EN + LV)
    assert list(known) == ['en', 'lv']
    assert known['en'].is_source
    assert not known['lv'].is_source
    assert known['lv'].hyphenation == ('paš-val-dī-ba',)
    assert known['en'].hyphenation == ()
    assert known['en'].alphabet == ''


def test_dates_are_written_in_each_language(load):
    known = load(EN + LV)
    day = datetime.date(2026, 11, 3)
    assert known['en'].format_date(day) == '3 November 2026'
    assert known['lv'].format_date(day) == '2026. gada 3. novembris'


def test_the_repositorys_own_list_is_good():
    known = languages.load()
    assert sum(language.is_source for language in known.values()) == 1
    assert all(len(language.quotes) == 4 for language in known.values())


@pytest.mark.parametrize(
    ('text', 'line', 'words'),
    [
        (EN + LV.replace('search =', 'serch ='), 15, ['unknown key "serch" in [lv]', 'search', 'Correct or remove']),
        (EN + LV + 'months = ["janvāris"]\n', 17, ['1 months in [lv]', 'expected twelve', 'Correct the list']),
        (EN + LV + "no_break = ['(p•']\n", 17, ["'(p•' under no_break in [lv]", 'no regular expression', 'as Python']),
        (EN + LV + "no_break = ['p']\n", 17, ["'p' under no_break in [lv] has no •", 'Put it in']),
        (EN + LV + "no_break = ['(a+)+•']\n", 17, ["'(a+)+•' under no_break in [lv] may take for ever", 'plainer']),
        (EN + LV + 'dictionary = "x; rm -rf ~"\n', 17, ['dictionary "x; rm -rf ~"', 'name of a Debian package']),
        (EN + LV.replace('search = "lv"', 'search = "../x"'), 15, ['search "../x" in [lv]', 'code of a language']),
        (EN + LV + 'stemmer = "klingon"\n', 17, ['stemmer "klingon" in [lv]', 'estonian, ', 'latvian, ', 'Use one']),
        (EN + LV + 'yes = "jā"\n', 17, ['yes in [lv] is', 'a list of words']),
        (EN + LV + "[[lv.habits]]\nnever = 'x'\n", 17, ['habits in [lv] is', 'never, expected, remedy, english']),
        (EN + LV.replace('[lv]', '[latvian]'), 9, ['"latvian" is not a language code', '"lv"', 'Correct the name']),
        (EN + LV.replace('lv_LV', 'lv_XYZ1'), 11, ['locale "lv_XYZ1" in [lv]', 'CLDR', 'Correct']),
        (EN + LV.replace('"draft"', '"done"'), 12, ['status "done" in [lv]', 'source, draft, released', 'Use one']),
        (EN + LV.replace('"draft"', '"source"'), 1, ['2 languages have status = "source"', 'exactly one', 'Set it']),
        (EN.replace('"source"', '"draft"'), 1, ['0 languages have status = "source"', 'exactly one']),
        (EN + LV.replace('"lv_LV"', '"lv_LV'), 11, ['not valid TOML', 'expected lines like', 'Correct the line']),
        (EN + '[lv', 8, ['not valid TOML']),
        (EN + LV + 'alphabet = """a b', 17, ['not valid TOML']),
        ('title = "Languages"\n' + EN, 1, ['"title" stands outside a language table', 'Move it']),
        ('# a comment\n\ntitle = "Languages"\n' + EN, 3, ['"title" stands outside']),
        (EN + LV.replace('["paš-val-dī-ba"]', '"paš-val-dī-ba"'), 16, ['hyphenation in [lv]', 'a list of words']),
        (EN + LV.replace('paš-', 'paš--'), 16, ['"paš--val-dī-ba" under hyphenation in [lv]', '"pār-rob*"', 'Correct']),
        (EN + LV.replace('paš-', 'pa*š-'), 16, ['"pa*š-val-dī-ba" under hyphenation in [lv]']),
        (EN + LV.replace('paš-', '*paš-'), 16, ['"*paš-val-dī-ba" under hyphenation in [lv]']),
        (EN + LV.replace('paš-', 'paš7'), 16, ['"paš7val-dī-ba" under hyphenation in [lv]']),
        (EN + LV.replace('"y. \'gada\' d. MMMM"', '7'), 14, ['date in [lv] is 7', 'quotation marks']),
        (
            EN + LV + 'stale = "keep"\n',
            17,
            ['stale "keep" in [lv]', 'approved, reviewed, translated, english', 'Use one'],
        ),
        (EN + LV + '[lv.release]\nreviewed = 90\n', 18, ['reviewed in [lv.release] is 90', 'from 0.0 to 1.0']),
        (EN + LV + '[lv.release]\nreviewed = true\n', 18, ['reviewed in [lv.release] is True']),
        (EN + LV + '[lv.release]\nread = 0.9\n', 18, ['unknown key "read" in [lv.release]', 'translated, reviewed']),
        (EN + LV + 'release = 0.9\n', 17, ['release in [lv] is 0.9', 'a table [lv.release]']),
        (EN + LV.replace('“”‘’', '“”'), 13, ['quotes "“”" in [lv] are 2 signs', 'expected four']),
    ],
)
def test_bad_lists(finding, text, line, words):
    found = finding(text)
    assert found.line == line, str(found)
    for part in words:
        assert part in found.text
    assert f'languages.toml:{line}: ' in str(found)
    assert str(found).endswith('[handbook.language-file]')


def test_wrong_encoding(finding):
    found = finding((EN + LV).encode('cp1257'))
    assert found.line == 5
    assert 'UTF-8' in found.text


def test_every_fault_is_said_at_once(load):
    with pytest.raises(FindingsError) as caught:
        load(EN.replace('search =', 'serch =') + LV.replace('"draft"', '"done"'))
    assert [item.line for item in caught.value.findings] == [7, 12]


def test_unknown_language_names_the_known(load):
    with pytest.raises(FindingsError) as caught:
        languages.get('et', load(EN + LV))
    assert caught.value.findings[0].code is Code.LANGUAGE_UNKNOWN
    assert 'no language "et" here; expected one of en, lv' in str(caught.value)
    assert languages.get('lv', load(EN + LV)).code == 'lv'


def test_thresholds_of_a_release(tmp_path):
    path = tmp_path / 'languages.toml'
    path.write_text(EN + LV + '[lv.release]\nreviewed = 0.5\napproved = 1\n', encoding='utf-8')
    known = languages.load(path)
    assert known['lv'].release == languages.Release(translated=1.0, reviewed=0.5, approved=1)
    assert known['en'].release == languages.Release(1.0, 0.9, 0.0)
    assert known['lv'].stale == 'approved'


def folder(tmp_path, code, text):
    """Write ``language.toml`` of a language beside the list."""
    path = tmp_path / code / languages.OWN
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding='utf-8')
    return path


def test_a_folder_makes_a_language(load, tmp_path):
    folder(tmp_path, 'lv', 'yes = ["jā"]\n')
    folder(tmp_path, 'et', 'quotes = "«»‹›"\n')
    known = load(EN + LV)
    assert list(known) == ['en', 'lv', 'et']
    assert known['lv'].yes == ('jā',) and known['lv'].hyphenation == ('paš-val-dī-ba',)
    assert known['et'].quotes == '«»‹›' and known['et'].own_name == 'Eesti'
    assert (known['et'].status, known['et'].stale) == ('draft', 'approved')
    (tmp_path / 'fi').mkdir()  # of words or catalogs alone
    assert 'fi' not in load(EN + LV)


@pytest.mark.parametrize(
    ('code', 'text', 'line', 'words'),
    [
        ('lv', 'yes = ["jā"]\nquotes = "“”‘’"\n', 2, ['"quotes" of "lv" stands here and in languages.toml', 'once']),
        ('et', 'quotes = "“”"\n', 1, ['quotes "“”" in language.toml are 2 signs', 'expected four']),
        ('et', '\nstatus = "released"\n', 2, ['"status" stands in language.toml', 'below [et] there']),
        ('et', 'no = ["ei"\n', 1, ['not valid TOML']),
        (
            'et',
            "[[habits]]\nnever = '('\nexpected = 'x'\nremedy = 'x'\n",
            1,
            ["'(' under habits", 'regular expression'],
        ),
        ('estonian', '', 1, ['"estonian" is not a language code', 'Correct the name of the folder']),
    ],
)
def test_bad_folders(load, tmp_path, code, text, line, words):
    """Such a language is left out, and keeps its place among the others."""
    path = folder(tmp_path, code, text)
    known, [found] = load(EN + LV), languages.faults(tmp_path / 'languages.toml')[code]
    assert code not in known and 'en' in known
    assert languages.all_codes(tmp_path / 'languages.toml') == list(dict.fromkeys(['en', 'lv', code]))
    assert (found.path, found.line, found.code) == (path, line, Code.LANGUAGE_FILE)
    for part in words:
        assert part in found.text


def test_a_bad_folder_of_the_original_stops_everything(load, tmp_path):
    path = folder(tmp_path, 'en', 'no = ["ei"\n')
    with pytest.raises(FindingsError) as caught:
        load(EN + LV)
    assert [one.path for one in caught.value.findings] == [path]


def test_nobody_makes_an_original_of_a_folder(load, tmp_path):
    folder(tmp_path, 'et', 'status = "source"\n')
    assert list(load(EN + LV)) == ['en', 'lv']
    assert list(languages.faults(tmp_path / 'languages.toml')) == ['et']


def test_a_language_left_out_is_refused_when_it_is_asked_for(monkeypatch, load, tmp_path):
    path = folder(tmp_path, 'et', 'quotes = "“”"\n')
    monkeypatch.setattr(languages, 'REGISTRY', tmp_path / 'languages.toml')
    with pytest.raises(FindingsError) as caught:
        languages.get('et', load(EN + LV))
    assert [(one.path, one.line) for one in caught.value.findings] == [(path, 1)]


def test_what_nobody_has_written_down_comes_from_cldr(load):
    known = load(EN + '[et]\n')['et']
    assert (known.own_name, known.locale, known.search, known.dictionary) == ('Eesti', 'et_EE', 'et', '')
    assert known.quotes == '„“‚‘'
    assert known.months[0] == 'jaanuar' and known.months[11] == 'detsember'
    assert known.format_date(datetime.date(2026, 11, 3)) == '3. november 2026'


def test_patterns_name_months_and_years(load):
    known = load(
        EN + "[et]\nno_break = ['\\d\\.•(?={month})']\n[[et.habits]]\nnever='{year}a'\nexpected=''\nremedy=''\n"
    )['et']
    assert known.no_break == (rf'\d\.•(?=(?:{"|".join(known.months)}))',)
    assert re.search(known.habits[0].never, 'in 2024a') and not re.search(known.habits[0].never, 'in 2100a')


@pytest.mark.parametrize(
    ('tag', 'code', 'locale'),
    [
        ('en', 'en', 'en_GB'),
        ('en-US', 'en', 'en_US'),
        ('lv', 'lv', 'lv_LV'),
        ('lv-LV', 'lv', 'lv_LV'),
        ('de', 'de', 'de_DE'),
        ('pt-BR', 'pt', 'pt_BR'),
        ('xx', 'xx', 'en'),
    ],
)
def test_any_language_is_found(tag, code, locale):
    found = languages.find(tag, {})
    assert (found.code, found.locale) == (code, locale)


def test_shares_are_written_as_the_language_does():
    assert languages.percent(0.26, 'en_GB') == '26%'
    assert languages.percent(0.26, 'lv_LV') == languages.percent(0.26, 'lt_LT') == '26\xa0%'


LIST = '[en]\nstatus = "source"\n[lv]\nquotes = "«»‹›"\n'


@pytest.mark.parametrize(
    ('place', 'settings'),
    [('locales/languages.toml', {}), ('languages.toml', {}), ('own.toml', {'languages_file': 'own.toml'})],
)
def test_a_project_has_its_own_list(make_app, place, settings):
    def write(source):
        (source / place).parent.mkdir(exist_ok=True)
        (source / place).write_text(LIST, encoding='utf-8')

    app = make_app('typography', language='lv', confoverrides={'locale_dirs': ['locales'], **settings}, change=write)
    assert list(languages.known(app.config)) == ['en', 'lv']
    assert languages.of(app.config).quotes == '«»‹›'
    assert languages.load()['lv'].quotes == '“”‘’'


def test_a_project_without_a_list_has_what_is_known(make_app):
    app = make_app('typography', language='de')
    assert languages.known(app.config) == {}
    assert languages.of(app.config).locale == 'de_DE'


def test_a_bad_list_stops_sphinx(make_app):
    with pytest.raises(ConfigError, match=r'languages.toml:2: unknown key "stat"'):
        make_app('typography', change=lambda source: (source / 'languages.toml').write_text('[en]\nstat = "source"\n'))


def test_pages_are_read_anew_when_the_language_changes(make_app):
    def write(quotes):
        return lambda source: (source / 'languages.toml').write_text(LIST.replace('«»‹›', quotes), encoding='utf-8')

    app = make_app('typography', language='lv', change=write('«»‹›'))
    app.build()
    again = make_app(app.srcdir, language='lv', change=write('“”‘’'))
    again.build()
    assert '“wide' in (again.outdir / 'index.html').read_text(encoding='utf-8')


def test_every_key_is_explained():
    guide = (REPOSITORY / 'docs' / 'developers.md').read_text(encoding='utf-8')
    table = guide[guide.index('### A language') : guide.index('### A kind of chart')]
    explained = {
        key for row in re.findall(r'^\| (`.*?) \|', table, re.MULTILINE) for key in re.findall(r'`(\w+)`', row)
    }
    assert explained == set(KEYS) - set(PUBLICATION)
    head = languages.REGISTRY.read_text(encoding='utf-8')
    assert all(f'#   {key} ' in head or f'.{key}]' in head for key in PUBLICATION)
