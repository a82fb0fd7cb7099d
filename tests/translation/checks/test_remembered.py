"""What was found in a catalog is told again without looking, and is found anew when anything has changed."""

import shutil

import pytest
from places import ROOTS

from publishing.core import findings
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks import examine, remembered


@pytest.fixture
def translation(tmp_path):
    """A translation with an error and a warning in one catalog."""
    locales = tmp_path / 'locales'
    shutil.copytree(ROOTS / 'test-fallback' / 'locales', locales)
    one = Translation('lv', locales)
    path = one.path('index')
    text = path.read_text(encoding='utf-8')
    fault = 'msgid "A translated paragraph."\nmsgstr "'
    assert fault in text
    path.write_text(text.replace(fault, f'{fault}[x](y) '), encoding='utf-8')
    return one


@pytest.fixture
def looked_at(monkeypatch):
    """The pages that were looked through."""
    seen, look = [], examine.examine
    monkeypatch.setattr(
        examine, 'examine', lambda catalog, **options: seen.append(catalog.page) or look(catalog, **options)
    )
    return seen


def test_same_is_told_without_looking_again(translation, tmp_path, looked_at):
    first = remembered.check_language(translation, tmp_path)
    assert findings.count_errors(first) == 1
    assert set(looked_at) == set(translation.paths())
    looked_at.clear()
    assert remembered.check_language(translation, tmp_path) == first
    assert looked_at == []


def test_only_the_catalog_that_has_changed_is_looked_at(translation, tmp_path, looked_at):
    remembered.check_language(translation, tmp_path)
    looked_at.clear()
    path = translation.path('index')
    path.write_text(path.read_text(encoding='utf-8').replace('[x](y) ', ''), encoding='utf-8')
    assert findings.count_errors(remembered.check_language(translation, tmp_path)) == 0
    assert looked_at == ['index']


@pytest.mark.parametrize('name', ['termbase.csv', 'lv/words.txt', 'lv/forbidden.csv', 'en/language.toml'])
def test_list_that_decides_has_all_looked_at(translation, tmp_path, looked_at, name):
    remembered.check_language(translation, tmp_path)
    looked_at.clear()
    path = translation.locales / name
    path.parent.mkdir(exist_ok=True)
    path.write_text('', encoding='utf-8')
    remembered.check_language(translation, tmp_path)
    assert set(looked_at) == set(translation.paths())


@pytest.mark.parametrize('damage', ['', '[]', '{"index": {"of": 1}}', '{"index": []}', 'no json'])
def test_damaged_note_is_no_note(translation, tmp_path, damage):
    first = remembered.check_language(translation, tmp_path)
    (tmp_path / 'checked-lv.json').write_text(damage, encoding='utf-8')
    assert remembered.check_language(translation, tmp_path) == first
