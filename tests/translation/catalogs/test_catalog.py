"""A catalog is read and examined once a process, and anew when its file has changed."""

import dataclasses
import os
import shutil
from collections import Counter

import polib
import pytest

from publishing.commands import check, parser, status
from publishing.core import languages
from publishing.core.findings import Code, FindingsError
from publishing.core.project import LOCALES
from publishing.translation.catalogs import syntax, update
from publishing.translation.catalogs.catalog import MEMORY, Catalog, Translation
from publishing.translation.catalogs.templates import Pots
from publishing.translation.checks import examine, held_back
from publishing.translation.pages.compiled import compile_catalogs
from publishing.translation.pages.state import state_of
from publishing.translation.reviews import release

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: lv\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"\n\n'
)
PO = f'{HEAD}msgid "Two buses, 12 trips."\nmsgstr "Divi autobusi, 12 braucienu."\n'


@pytest.fixture
def translation(tmp_path):
    """Return a translation with the page start/index."""
    found = Translation('lv', tmp_path)
    found.path('start/index').parent.mkdir(parents=True)
    found.path('start/index').write_text(PO, encoding='utf-8')
    return found


@pytest.fixture
def counted(monkeypatch):
    """Return how often each catalog was read, tried with msgfmt, and examined, by path."""
    counts = Counter()

    def count(module, name, path_of):
        function = getattr(module, name)

        def counting(*arguments):
            counts[name, path_of(arguments[0])] += 1
            return function(*arguments)

        monkeypatch.setattr(module, name, counting)

    for name in ('parsed', 'hindrances'):
        count(syntax, name, lambda path: path)
    for name in ('_errors_of', '_advice_on'):
        count(examine, name, lambda one: getattr(one, 'catalog', one).path)
    return counts


def once(*names):
    """Return what is counted when every catalog of the handbook is read and examined once."""
    paths = [one.path for code in languages.load() for one in Translation(code).all_catalogs()]
    assert len(paths) > 40
    return {(name, path): 1 for path in paths for name in ('parsed', 'hindrances', '_errors_of', *names)}


def as_they_are():
    """Return the messages of the chapters, as the Latvian catalogs have them."""
    return Pots({one.page: one.text for one in Translation('lv').catalogs()})


@pytest.mark.parametrize('called', ['draft', 'released'])
def test_a_check_reads_and_examines_each_catalog_once(counted, monkeypatch, called):
    known = {
        code: one if one.is_source else dataclasses.replace(one, status=called)
        for code, one in languages.load().items()
    }
    monkeypatch.setattr(languages, 'load', lambda path=languages.REGISTRY: known)
    pots = as_they_are()
    monkeypatch.setattr(check, 'current_pots', lambda: pots)
    monkeypatch.setattr(check, 'check_commits', lambda severity: [])
    monkeypatch.setattr(check.remembered, '_read', lambda path: {})  # nothing is known yet
    parser.main(['check'])
    assert counted == once('_advice_on')


def test_a_status_reads_and_examines_each_catalog_once(counted, monkeypatch):
    pots = as_they_are()
    monkeypatch.setattr(status, 'current_pots', lambda: pots)
    assert parser.main(['status']) == 0
    assert counted == once()


def test_a_build_reads_and_examines_each_catalog_once(counted, tmp_path):
    """What ``pipeline.build`` and the extensions ask for, one after the other."""
    for path in (LOCALES / 'languages.toml', *LOCALES.glob('lv/**/*.*')):
        target = tmp_path / path.relative_to(LOCALES)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    translation, language = Translation('lv', tmp_path), languages.get('lv')
    assert held_back.refused(translation) == []
    released = dataclasses.replace(language, status='released')
    release.refused_edition(released, as_they_are(), tmp_path)
    made = compile_catalogs(translation, tmp_path)
    state_of(language, tmp_path)
    counts = {name: number for name, number in counted.items() if name[1].is_relative_to(tmp_path)}
    assert len(made) == len(translation.paths()) > 20
    assert set(counts.values()) == {1}
    assert len(counts) == 3 * len(made)


def test_a_file_that_was_saved_is_read_and_examined_anew(translation, counted):
    path, place = translation.path('start/index'), ('parsed', translation.path('start/index'))
    before = translation.catalog('start/index')
    assert held_back.held_back(translation) == {}
    assert translation.catalog('start/index') is before
    written = path.stat()
    path.write_text(PO.replace('12 brauc', '21 brauc'), encoding='utf-8')
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))  # within one tick, and of the same size
    assert path.stat().st_size == written.st_size
    assert [*held_back.held_back(translation)] == ['start/index']
    assert translation.catalog('start/index') is not before
    assert before.file[0].msgstr == 'Divi autobusi, 12 braucienu.', 'who has it keeps what it was'
    assert counted[place] == 2
    path.write_text(PO, encoding='utf-8')
    assert held_back.held_back(translation) == {}


def test_who_changes_messages_has_a_copy(translation):
    changed = translation.catalog('start/index').copy()
    changed[0].msgstr = 'Divi autobusi, divpadsmit braucienu.'
    assert translation.catalog('start/index').read()[0].msgstr == 'Divi autobusi, 12 braucienu.'
    update.write_catalog(translation, 'start/index', changed)
    assert translation.catalog('start/index').read()[0].msgstr == 'Divi autobusi, divpadsmit braucienu.'
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='Two buses, 12 trips.'))
    before = translation.catalog('start/index')
    text = str(before.file)
    update.update(translation, {'start/index': pot, 'new': pot})
    assert str(before.file) == text
    assert translation.catalog('new').read()[0].msgstr == 'Divi autobusi, divpadsmit braucienu.'


def test_a_translation_knows_its_catalogs(translation):
    translation.path(MEMORY).write_text(PO, encoding='utf-8')
    translation.path('other').write_text(PO, encoding='utf-8')
    assert [one.page for one in translation.catalogs()] == ['other', 'start/index']
    assert [one.page for one in translation.all_catalogs()] == ['other', 'start/index', MEMORY]
    assert translation.catalog_of(translation.path('start/index')) is translation.catalog('start/index')
    assert translation.catalog(MEMORY).path == translation.own / 'memory.po'


def test_what_cannot_be_read_is_a_finding_for_each_who_asks(translation):
    path = translation.path('start/index')
    path.write_text(f'{PO}nonsense\n', encoding='utf-8')
    broken = translation.catalog('start/index')
    for ask in (broken.read, broken.copy, lambda: broken.file):
        with pytest.raises(FindingsError) as raised:
            ask()
        assert [finding.code for finding in raised.value.findings] == [Code.PO_SYNTAX]
    path.write_bytes(PO.encode('utf-16'))
    assert [finding.code for finding in translation.catalog('start/index').faults] == [Code.PO_CHARSET]


def test_what_is_found_out_is_kept_with_the_content(tmp_path):
    path = tmp_path / 'page.po'
    path.write_text(PO, encoding='utf-8')
    found = []
    for _time in range(2):
        Catalog.at(path, 'lv').kept('what', lambda: found.append(1))
    assert found == [1]
    assert Catalog.at(path, 'lt').kept('what', lambda: 'of another language') == 'of another language'
