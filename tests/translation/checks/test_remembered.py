"""What was found in a catalog or chapter is told again without looking, and is found anew when anything has changed."""

import shutil

import pytest
from places import ROOTS

from publishing.core import findings
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.templates import Pots
from publishing.translation.checks import examine, remembered, source_text


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


def template(*texts, page='a'):
    entry = '#: ../../handbook/{}.md:{}\nmsgid "{}"\nmsgstr ""\n\n'
    return ''.join(entry.format(page, line, text) for line, text in enumerate(texts, 3))


@pytest.fixture
def chapters_looked_at(monkeypatch):
    """The chapters that were looked through."""
    seen, look = [], source_text.look
    monkeypatch.setattr(source_text, 'look', lambda page, *others: seen.append(page) or look(page, *others))
    return seen


def test_only_the_chapter_that_has_changed_is_looked_at(tmp_path, chapters_looked_at):
    texts = {'a': template('A word like harbuor.'), 'b': template('Again harbuor.', 'And jettty.', page='b')}
    first = remembered.check_source(Pots(texts), tmp_path)
    assert chapters_looked_at == ['a', 'b']
    assert first == source_text.check_source(Pots(texts))
    chapters_looked_at.clear()
    assert remembered.check_source(Pots(texts), tmp_path) == first
    assert chapters_looked_at == []
    texts['a'] = template('A word like harbour.')
    changed = remembered.check_source(Pots(texts), tmp_path)
    assert chapters_looked_at == ['a']
    assert changed == source_text.check_source(Pots(texts))  # the slip is told where it stands now first
    if first:  # where the dictionary is
        assert [str(one.path)[-4:] for one in first] == ['a.md', 'b.md']
        assert [str(one.path)[-4:] for one in changed] == ['b.md', 'b.md']


def test_lagging_catalogs_are_told_without_reading_them_again(translation, tmp_path, monkeypatch):
    pots = Pots({'index': template('A translated paragraph.', 'A new one.'), 'fresh': template('Only here.')})
    first = remembered.lagging(translation, pots, tmp_path)
    assert {translation.path(page) for page in ('fresh', 'index')} <= {one.path for one in first}
    asked, lag = [], update.lag
    monkeypatch.setattr(update, 'lag', lambda *words: asked.append(words[1]) or lag(*words))
    assert remembered.lagging(translation, pots, tmp_path) == first == update.lagging(translation, pots)
    assert sorted(asked) == sorted({*pots, *translation.paths()})  # by the last call, which remembers nothing
    asked.clear()
    pots = Pots({'index': template('A translated paragraph.', 'A newer one.'), 'fresh': template('Only here.')})
    assert len(remembered.lagging(translation, pots, tmp_path)) == len(first)
    assert asked == ['index']


def test_the_time_of_extraction_is_no_change():
    head = 'msgid ""\nmsgstr ""\n"POT-Creation-Date: {}\\n"\n\n'
    at = [Pots({'a': head.format(day) + template('One.')}).digest('a') for day in ('2026-01-01', '2026-02-02')]
    assert at[0] == at[1] != Pots({'a': head + template('Two.')}).digest('a')
