"""Messages of figures alone translate themselves when the catalogs are brought up to date."""

import re

import polib
import pytest

from publishing.core import languages
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.figures import in_figures


@pytest.mark.parametrize(
    ('text', 'language', 'expected'),
    [
        ('–', 'lv', '–'),
        ('7', 'lv', '7'),
        ('2–4', 'lt', '2–4'),
        ('588 km', 'lv', '588 km'),
        ('1,234.5', 'lv', '1 234,5'),
        ('26%', 'lv', '26 %'),
        ('26%', 'ar', '26%'),
        ('0.5–1.5 km', 'lt', '0,5–1,5 km'),
        # years, articles of a law and words have something to translate
        ('2024', 'lv', ''),
        ('2014–2020', 'lv', ''),
        ('5(1), 6–8', 'lv', ''),
        ('5 people', 'lv', ''),
        ('EUR 5', 'lv', ''),
    ],
)
def test_figures_alone_are_written_as_the_language_writes_them(text, language, expected):
    assert in_figures(text, language) == expected


def test_figures_are_filled_in_and_count_as_translated():
    pot = polib.POFile()
    pot.extend(polib.POEntry(msgid=text) for text in ('1,250', '—', 'Length', '2024'))
    merged = update.merge({'page': pot}, {}, 'lv')['page']
    assert {entry.msgid: entry.msgstr for entry in merged} == {'1,250': '1 250', '—': '—', 'Length': '', '2024': ''}
    assert [entry.msgid for entry in merged if entry.translated()] == ['1,250', '—']


def test_changed_figures_are_filled_in_too_and_leave_no_mark_of_a_change():
    before, after = polib.POFile(), polib.POFile()
    before.extend(
        [polib.POEntry(msgid='The ports of the coast', msgstr='Ostas'), polib.POEntry(msgid='26%', msgstr='26 %')]
    )
    after.extend([polib.POEntry(msgid='The ports of the coast'), polib.POEntry(msgid='27%')])
    merged = update.merge({'page': after}, {'page': before}, 'lv')['page']
    (entry,) = [entry for entry in merged if entry.msgid == '27%']
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid, entry.tcomment) == ('27 %', False, None, '')


@pytest.mark.parametrize('code', [code for code, one in languages.load().items() if not one.is_source])
def test_translators_write_figures_alone_so_too(code):
    """But for the blanks between thousands, which a translator may set where the English has none."""
    seen = 0
    for catalog in Translation(code).catalogs():
        for entry in catalog.file:
            if not entry.obsolete and (ours := in_figures(entry.msgid, code)):
                assert re.sub(r'(?<=\d) (?=\d)', '', entry.msgstr) == re.sub(r'(?<=\d) (?=\d)', '', ours)
                seen += 1
    assert seen > 20
