"""``languages.toml``: what it gives, and what is said about each way to get it wrong."""

import datetime

import pytest

from publishing.core import languages
from publishing.core.findings import Code, FindingsError

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
        (EN + LV.replace('search = "lv"\n', ''), 9, ['[lv] has no "search"', 'Add the line']),
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
        load(EN.replace('search = "en"\n', '') + LV.replace('"draft"', '"done"'))
    assert [item.line for item in caught.value.findings] == [1, 11]


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
