"""What comes back in a work package is held to what a catalog is: tricks are refused, entities are not resolved."""

import io
import re
import zipfile

import hostile_translations as messages
import polib
import pytest
from hostile_catalogs import HEAD
from openpyxl import load_workbook

from publishing.core import languages
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.packages import package as packages
from publishing.translation.packages.po import po_text
from publishing.translation.packages.sheet import sheet_bytes
from publishing.translation.packages.sheet_reader import read_sheet
from publishing.translation.packages.take import take

#: Without those that are refused for a sign which is mended on the way in.
REFUSED = [
    row
    for row in (*messages.ADDRESSES, *messages.MARKUP)
    if row.must == messages.MESSAGE and row.name != 'link-other-alphabet'
]
ENTITIES = {
    'laughs': ''.join(f'<!ENTITY e{n} "{(f"&e{n - 1};" if n else "ha") * 10}">' for n in range(12)),
    'file': '<!ENTITY e11 SYSTEM "file://SECRET">',
    'parameter': '<!ENTITY % p SYSTEM "file://SECRET"> %p; <!ENTITY e11 "x">',
}


@pytest.fixture
def package(tmp_path):
    """Return the package of a page with the English of every refused trick, and its translation."""
    folder = tmp_path / 'locales' / 'lv' / 'LC_MESSAGES'
    folder.mkdir(parents=True)
    pot = polib.POFile()
    pot.extend(polib.POEntry(msgid=row.original) for row in REFUSED)
    (folder / 'page.po').write_text(HEAD + '\n'.join(map(str, pot)), encoding='utf-8')
    translation = Translation('lv', tmp_path / 'locales')
    (made,) = packages.collect(languages.get('lv'), ['page'], locales=translation.locales, pots={'page': pot})
    return made, translation


def test_no_trick_is_taken_from_a_catalog(package, tmp_path):
    made, translation = package
    file, before = polib.pofile(po_text(made), wrapwidth=0), translation.path('page').read_bytes()
    for row in REFUSED:
        entry = file.find(row.original)
        entry.msgstr, entry.tcomment = row.translation, row.comment.removeprefix('# ')
    file.save(str(tmp_path / 'page.po'))
    [result] = take([tmp_path / 'page.po'], translation)
    assert (result.taken, result.refused) == (0, len(REFUSED))
    assert translation.path('page').read_bytes() == before


def test_no_trick_is_taken_from_a_spreadsheet(package, tmp_path):
    made, translation = package
    book, before = load_workbook(io.BytesIO(sheet_bytes(made))), translation.path('page').read_bytes()
    sheet = book['Messages']
    columns = {cell.value: cell.column for cell in sheet[1]}
    tricks = {row.original: row for row in REFUSED}
    for line in range(2, sheet.max_row + 1):
        row = tricks[sheet.cell(line, columns['English']).value]
        cell = sheet.cell(line, columns['Translation'])
        cell.value = row.translation
        cell.data_type = 's'
    book.save(tmp_path / 'page.xlsx')
    [result] = take([tmp_path / 'page.xlsx'], translation)
    assert (result.taken, result.refused) == (0, len(REFUSED))
    assert translation.path('page').read_bytes() == before


@pytest.mark.parametrize('name', ENTITIES)
def test_entities_of_a_spreadsheet_are_not_resolved(package, tmp_path, name):
    made, _translation = package
    path, changed = tmp_path / 'page.xlsx', 0
    (tmp_path / 'secret').write_text('xyzzy')
    entities = ENTITIES[name].replace('SECRET', str(tmp_path / 'secret'))
    with zipfile.ZipFile(io.BytesIO(sheet_bytes(made))) as old, zipfile.ZipFile(path, 'w') as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith('xl/worksheets/sheet') or part == 'xl/sharedStrings.xml':
                declared = f'<!DOCTYPE x [{entities}]>'.encode()
                head = re.match(rb'<\?xml.*?\?>\s*|', text, re.DOTALL)[0]
                text, count = re.subn(rb'<t([^>]*)>[^<]*</t>', rb'<t\1>&e11;</t>', text[len(head) :])
                text, changed = head + declared + text, changed + count
            new.writestr(part, text)
    assert changed
    try:
        shown = repr(read_sheet(path, 'lv'))
    except FindingsError as error:
        shown = str(error)
    assert len(shown) < 100_000
    assert 'xyzzy' not in shown
