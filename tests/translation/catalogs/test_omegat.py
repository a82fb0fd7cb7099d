"""OmegaT beside us: what it loses in a catalog comes back, what was translated in it stays."""

import re
import subprocess

import polib
import pytest

from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Translation

FORMER = '#, fuzzy\n#| msgid "An old port."\n'


def by_omegat(text: str) -> str:
    """Return ``text`` as OmegaT 3.6 writes it, as it is set up at first, when nothing is translated in it."""
    text = text.replace('msgid ""\nmsgstr ""\n"', 'msgid ""\nmsgstr "', 1)
    text = re.sub(r'^#, fuzzy\n((?:#\|.*\n)*msgid .*\nmsgstr) .*', r'\1 ""', text, flags=re.MULTILINE)
    text = re.sub(r'^msgid "(.+)"\nmsgstr "\1"', r'msgid "\1"\nmsgstr ""', text, flags=re.MULTILINE)
    return re.sub(r'^#, fuzzy\n(?=#~)', '', text, flags=re.MULTILINE)


@pytest.fixture
def translation(tmp_path, monkeypatch):
    """Return a translation under git: a proposal, a name, a translation nobody has confirmed of a text that is gone."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1900000000')
    found = Translation('lv', tmp_path / 'locales')
    path = found.path('p')
    path.parent.mkdir(parents=True)
    update.update(found, {'p': english()})
    text = path.read_text(encoding='utf-8')
    for msgid, msgstr in (('Rucava', 'Rucava'), ('A bus.', 'Autobuss.'), ('A new port.', 'Osta.')):
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"')
    text = text.replace('msgid "A new port.', f'{FORMER}msgid "A new port.')
    text += '\n#, fuzzy\n#~ msgid "Gone."\n#~ msgstr "Prom?"\n'
    path.write_text(text, encoding='utf-8')
    update.update(found, {'p': english()})
    run = ('git', '-C', tmp_path, '-c', 'user.name=Test', '-c', 'user.email=test@example.org')
    subprocess.run([*run, 'init', '-q'], check=True)
    subprocess.run([*run, 'add', 'locales'], check=True)
    subprocess.run([*run, 'commit', '-qm', 'Start'], check=True)
    return found


def english() -> polib.POFile:
    pot = polib.POFile()
    pot.extend(polib.POEntry(msgid=text) for text in ('A new port.', 'Rucava', 'A bus.', 'A ship.'))
    return pot


def test_what_omegat_loses_comes_back(translation):
    path = translation.path('p')
    before = path.read_text(encoding='utf-8')
    assert 'msgstr "Osta."' in before and '#, fuzzy\n#~ msgid "Gone."' in before
    saved = by_omegat(before)
    assert 'fuzzy' not in saved and 'msgstr "Osta."' not in saved and 'msgstr "Rucava"' not in saved
    path.write_text(saved.replace('"Autobuss."', '"Autobuss!"'), encoding='utf-8')
    update.read_restored(translation)  # as "make catalogs" does for the ledgers; it changes nothing
    update.update(translation, {'p': english()})
    assert path.read_text(encoding='utf-8') == before.replace('"Autobuss."', '"Autobuss!"')
    assert update.update(translation, {'p': english()}) == []


def test_what_was_translated_or_emptied_stays(translation):
    """A proposal that was confirmed; a translation that was taken out is none of OmegaT's losses."""
    path = translation.path('p')
    saved = by_omegat(path.read_text(encoding='utf-8')).replace('"Autobuss."', '""')
    path.write_text(saved.replace('"A new port."\nmsgstr ""', '"A new port."\nmsgstr "Jauna osta."'), encoding='utf-8')
    update.update(translation, {'p': english()})
    entries = {entry.msgid: entry for entry in translation.catalog('p').read()}
    port, bus = entries['A new port.'], entries['A bus.']
    assert (port.msgstr, port.fuzzy, port.previous_msgid, bus.msgstr) == ('Jauna osta.', False, None, '')
