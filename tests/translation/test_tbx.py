"""The termbase as TBX: every row and variant an entry, remarks in the explanations, read by others as it is meant."""

import csv
import re

import pytest
from translate.storage.tbx import tbxfile

from publishing.core.project import LOCALES
from publishing.translation import tbx
from publishing.translation.catalogs.catalog import Translation

TERMS = """en,lv,lt,definition_en,source
port,osta,uostas,Where ships land.,LV: law
municipality,pašvaldība;novads,savivaldybė,,
opinion (of an institution),atzinums (Latvija; rakstisks),,A text.,
functional zone (land use),zona,zona,,
functional zone,zona,zona,,
"""
NAMES = """en,lv,lt,kind,source
Baltic Sea,Baltijas jūra,Baltijos jūra,water,LV: likums
"""


@pytest.fixture
def latvian(tmp_path):
    (tmp_path / 'termbase.csv').write_text(TERMS, encoding='utf-8')
    (tmp_path / 'names.csv').write_text(NAMES, encoding='utf-8')
    return Translation('lv', tmp_path)


def test_variants_are_entries_and_remarks_explanations(latvian):
    assert list(tbx.entries(latvian)) == [
        tbx.Entry('port', 'osta', 'Where ships land.', 'LV: law'),
        tbx.Entry('municipality', 'pašvaldība', '', ''),
        tbx.Entry('municipality', 'novads', '', ''),
        tbx.Entry('opinion', 'atzinums', 'of an institution\nA text.', 'Latvija; rakstisks'),
        tbx.Entry('functional zone', 'zona', 'land use', ''),
        tbx.Entry('functional zone', 'zona', '', ''),
        tbx.Entry('Baltic Sea', 'Baltijas jūra', 'water', 'LV: likums'),
    ]


def test_rows_without_a_translation_are_left_out(latvian):
    names = [entry.name for entry in tbx.entries(Translation('lt', latvian.locales))]
    assert names == ['port', 'municipality', 'functional zone', 'functional zone', 'Baltic Sea']


def test_another_program_reads_what_was_written(latvian, tmp_path):
    path = tmp_path / 'deep' / 'termbase-lv.tbx'
    assert tbx.write(latvian, path) == 7
    read = tbxfile.parsefile(str(path))
    read.settargetlanguage('lv')
    assert [(unit.source, unit.target) for unit in read.units][1:3] == [
        ('municipality', 'pašvaldība'),
        ('municipality', 'novads'),
    ]
    names = [unit.getid() for unit in read.units]
    assert names[1:3] == ['municipality', 'municipality-2']
    assert len(set(names)) == 7
    assert read.units[3].getnotes('definition') == 'of an institution\nA text.'
    assert read.units[3].getnotes('translator') == 'of an institution\nA text.\nLatvija; rakstisks'


@pytest.mark.parametrize('code', ['lv', 'lt'])
def test_no_row_of_the_handbook_is_lost(code):
    found = {(entry.name, entry.text) for entry in tbx.entries(Translation(code))}
    for path, remark in ((LOCALES / 'termbase.csv', r'\s*\([^()]*\)'), (LOCALES / 'names.csv', '(?!)')):
        for row in csv.DictReader(path.read_text(encoding='utf-8').splitlines()):
            name, text = (re.sub(remark, '', row[column]).split(';')[-1].strip() for column in ('en', code))
            assert not text or (name, text) in found, row
