"""No trick of a translator brings more than words to a page, and none that nobody has checked.

A new trick is a row in ``tests/support/hostile_translations.py`` or ``hostile_catalogs.py``.
"""

import gettext
import re
import shutil
from pathlib import Path

import hostile_catalogs as catalogs
import hostile_translations as messages
import polib
import pytest
from hostile_catalogs import ENGLISH, EVIL, HEAD

from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.form import entry_text
from publishing.translation.checks import examine, held_back
from publishing.translation.checks.check import Brings
from publishing.translation.checks.records import CHECKS
from publishing.translation.pages.compiled import compile_catalogs, place

ROWS = (*messages.ADDRESSES, *messages.MARKUP, *messages.INTERFACE)


def examined(row):
    """Return what is found in a catalog with the message of ``row`` alone."""
    entry = polib.POEntry(msgid=row.original, msgstr=row.translation)
    if '%s' in row.original:
        entry.flags = ['python-format']
    name = 'sphinx' if row.place == 'interface' else 'page'
    text = f'{HEAD}{row.comment}\n{entry_text(entry)}'
    return examine.examine(Catalog(Path(f'{name}.po'), 'lv', name, text.encode()))


@pytest.mark.parametrize('row', ROWS, ids=lambda row: f'{row.place}-{row.name}')
@pytest.mark.parametrize('has_msgfmt', [True, False])
def test_message(row, has_msgfmt, monkeypatch):
    if not has_msgfmt:
        monkeypatch.setattr(shutil, 'which', lambda name: None)
    found = examined(row)
    is_published = [entry.msgid for entry in found.published] == [row.original] and not found.faults
    assert is_published is (row.must == messages.WORDS), [str(one) for one in found.findings]


def test_names_of_rows_are_their_own_and_there_are_many():
    assert len({(row.place, row.name) for row in ROWS}) == len(ROWS) >= 200
    assert len({row.name for row in catalogs.ROWS}) == len(catalogs.ROWS) >= 100


def test_comment_allows_nothing_that_brings_more_than_words():
    assert {brings for brings in Brings if brings.may_be_allowed} == {Brings.NOTHING, Brings.WORDS}
    for check in CHECKS:
        assert check.waivable is check.brings.may_be_allowed
    names = {'sign', 'link-changed', 'image-changed', 'role-changed', 'code-changed', 'html-lost', 'sign-of-code'}
    assert names <= {check.name for check in CHECKS if not check.waivable}


@pytest.fixture
def locales(tmp_path):
    """Return a function that writes the files of a row; beside them lies a catalog that no build may read."""
    (tmp_path / 'outside.po').write_text(HEAD + catalogs.MESSAGE, encoding='utf-8')
    (tmp_path / 'outside').mkdir()
    shutil.copy(tmp_path / 'outside.po', tmp_path / 'outside' / 'page.po')

    def write(row):
        folder = tmp_path / 'locales'
        for name, content in row.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                path.symlink_to(content)
            else:
                path.write_bytes(content)
        (folder / 'languages.toml').write_text('[en]\nstatus = "source"\n\n[lv]\nstatus = "draft"\n')
        return folder

    return write


@pytest.mark.parametrize('row', catalogs.ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize('has_msgfmt', [True, False])
def test_file(row, has_msgfmt, locales, tmp_path, monkeypatch):
    if not has_msgfmt:
        monkeypatch.setattr(shutil, 'which', lambda name: None)
    folder = locales(row)
    translations = [Translation(code, folder) for code in ('lv', 'en')]
    refused = held_back.refused(translations[0])
    if row.must == catalogs.UNUSED:
        assert refused == []
    else:
        assert refused
        assert all(EVIL not in str(one) for one in refused)
    try:
        for translation in translations:
            compile_catalogs(translation, tmp_path)
    except FindingsError:
        assert row.must == catalogs.REFUSED
    folder = place(tmp_path)
    for path in filter(Path.is_file, folder.rglob('*')):
        assert path.suffix in ('.mo', '.po', '.json'), path
        assert path.suffix != '.po' or path.read_bytes() == b''
    for code in ('lv', 'en'):
        words = gettext.translation('page', folder, [code], fallback=True)
        assert words.gettext(ENGLISH) == ENGLISH
        assert 'alert' not in repr(words.info())


def test_what_another_has_put_into_the_folder_of_compiled_catalogs_goes(locales, tmp_path):
    row = catalogs.Row('', catalogs.UNUSED, catalogs.page(HEAD))
    folder = place(tmp_path) / catalogs.FOLDER
    for name in ('page.mo', 'other.mo', 'sphinx.js', 'deep/er.mo'):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(catalogs.machine())
    compile_catalogs(Translation('lv', locales(row)), tmp_path)
    assert {path.name for path in folder.rglob('*.*')} == {'page.mo', 'page.po', 'made.json'}
    assert not re.search(EVIL.encode(), (folder / 'page.mo').read_bytes())
