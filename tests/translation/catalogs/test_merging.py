"""Two people, two branches: different messages merge, what both do to the same one stays a conflict."""

import os
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from places import REPOSITORY
from translate.storage.pypo import pofile

from publishing import bootstrap
from publishing.commands import merge_catalog, parser
from publishing.core.findings import Code, FindingsError
from publishing.translation.catalogs import update
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.merging import merged
from publishing.translation.catalogs.reader import read

FERRY, BUS, PORT, TRAIN = (
    'A ferry sails every day.',
    'A bus goes at night.',
    'The port is open.',
    'No train goes there.',
)
HEADER = {
    'Project-Id-Version': 'Handbook 0.1',
    'PO-Revision-Date': '2026-11-01 12:00+0000',
    'Last-Translator': 'Automatically generated',
    'Language-Team': 'none',
    'Language': 'lv',
    'Plural-Forms': 'nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);',
    'Content-Type': 'text/plain; charset=UTF-8',
}


def message(msgid: str, msgstr: str = '', **fields) -> polib.POEntry:
    places = [] if fields.get('obsolete') else [('../../handbook/a.md', '')]
    return polib.POEntry(**{'msgid': msgid, 'msgstr': msgstr, 'occurrences': places} | fields)


def text(*messages: polib.POEntry, header: str = 'lv: a', **lines: str) -> str:
    file = polib.POFile()
    file.header = header
    file.metadata = HEADER | {name.replace('_', '-'): value for name, value in lines.items()}
    file.extend(messages)
    return format_catalog(file)


def settled(base: str, ours: str, theirs: str) -> dict[str, polib.POEntry]:
    """Return the messages of what is merged without a conflict; either side may be ours."""
    result, conflicts = merged(base, ours, theirs)
    assert conflicts == 0, result
    other, conflicts = merged(base, theirs, ours)
    assert conflicts == 0
    found = {entry.msgid: entry for entry in read(result)}
    assert {entry.msgid: entry.msgstr for entry in read(other)} == {name: one.msgstr for name, one in found.items()}
    assert merged(base, result, theirs) == merged(ours, result, result) == (result, 0), 'the driver run twice'
    assert merged(result, result, result) == (result, 0)
    return found


def disputed(base: str, ours: str, theirs: str) -> str:
    """Return what is merged with one conflict."""
    result, conflicts = merged(base, ours, theirs)
    assert conflicts == 1
    return result


BASE = text(message(FERRY, 'Prāmis.'), message(BUS), message(PORT, 'Osta.'))


def test_messages_side_by_side_are_no_conflict():
    """Added comments and flags touch each other in the lines, not in the messages."""
    ours = text(message(FERRY, 'Prāmis iet.', tcomment='mine'), message(BUS), message(PORT, 'Osta.'))
    theirs = text(message(FERRY, 'Prāmis.'), message(BUS, 'Autobuss.', flags=['fuzzy']), message(PORT, 'Ostā.'))
    found = settled(BASE, ours, theirs)
    assert [(one.msgstr, one.tcomment, one.fuzzy) for one in found.values()] == [
        ('Prāmis iet.', 'mine', False),
        ('Autobuss.', '', True),
        ('Ostā.', '', False),
    ]


def test_same_message_changed_twice_keeps_both_texts_and_nothing_else():
    ours, theirs = (
        BASE.replace('"Osta."', '"Osta ir."'),
        BASE.replace('"Osta."', '"Ostas."').replace('"Prā', '"Liels prā'),
    )
    result = disputed(BASE, ours, theirs)
    assert result.endswith(
        f'msgid "{PORT}"\n<<<<<<< ours\nmsgstr "Osta ir."\n=======\nmsgstr "Ostas."\n>>>>>>> theirs\n'
    )
    assert 'msgstr "Liels prāmis."' in result.replace('Prāmis', 'prāmis')
    assert merged(BASE, ours, theirs, 9)[0].count('\n<<<<<<<<< ours\n') == 1


def test_a_translation_is_never_half_of_one_side_and_half_of_the_other():
    """One has corrected a proposal and left it unconfirmed, the other has confirmed it as it was."""
    proposal = {'flags': ['fuzzy'], 'previous_msgid': 'A port.'}
    base = text(message(PORT, 'Osta.', **proposal))
    ours, theirs = text(message(PORT, 'Osta ir.', **proposal)), text(message(PORT, 'Osta.'))
    assert f'#, fuzzy\n#| msgid "A port."\nmsgid "{PORT}"\nmsgstr "Osta ir."\n=======' in disputed(base, ours, theirs)
    assert settled(base, base, theirs)[PORT].fuzzy is False


def test_one_refreshes_while_another_translates():
    """The old translation stands corrected at the end of the file; nothing of the refresh is lost."""
    ours = text(
        message(FERRY + ' Twice.', 'Prāmis.', flags=['fuzzy'], previous_msgid=FERRY),
        message(BUS, comment='a hint'),
        message(TRAIN),
        message(PORT, 'Osta.', occurrences=[('../../handbook/b.md', '')]),
        message(FERRY, 'Prāmis.', obsolete=True),
    )
    theirs = text(message(FERRY, 'Prāmis iet.', tcomment='mine'), message(BUS, 'Autobuss.'), message(PORT, 'Osta.'))
    found = settled(BASE, ours, theirs)
    assert list(found) == [FERRY + ' Twice.', BUS, TRAIN, PORT, FERRY]
    assert (found[FERRY].obsolete, found[FERRY].msgstr, found[FERRY].tcomment) == (True, 'Prāmis iet.', 'mine')
    assert (found[BUS].msgstr, found[BUS].comment) == ('Autobuss.', 'a hint')
    assert found[PORT].occurrences == [('../../handbook/b.md', '')]
    assert found[FERRY + ' Twice.'].previous_msgid == FERRY
    assert found[FERRY + ' Twice.'].tcomment.startswith('handbook: the English changed on ')


def test_both_refresh_differently():
    ours = text(message(TRAIN), message(FERRY, 'Prāmis.'), message(BUS), message(PORT, 'Osta.'))
    theirs = text(message(FERRY, 'Prāmis.'), message(PORT, 'Osta.'), message('New.'), message('Newer.'))
    assert set(settled(BASE, ours, theirs)) == {TRAIN, FERRY, PORT, 'New.', 'Newer.'}
    assert [entry.msgid for entry in read(merged(BASE, ours, theirs)[0])] == [TRAIN, FERRY, PORT, 'New.', 'Newer.']


def test_same_new_message_on_both_sides():
    """Whoever has gone on to translate it counts."""
    base, new = text(message(PORT, 'Osta.')), {'flags': ['fuzzy'], 'previous_msgid': BUS, 'tcomment': ''}
    proposed = text(message(PORT, 'Osta.'), message(FERRY, 'Buss.', **new), message(TRAIN))
    translated = text(message(PORT, 'Osta.'), message(FERRY, 'Prāmis.'), message(TRAIN, 'Vilciens.'))
    assert [one.msgstr for one in settled(base, proposed, translated).values()] == ['Osta.', 'Prāmis.', 'Vilciens.']
    assert [one.msgstr for one in settled('', proposed, translated).values()] == ['Osta.', 'Prāmis.', 'Vilciens.']
    assert 'msgstr "Prāmis."\n=======\nmsgstr "Prāmji."\n' in disputed(
        base, translated, translated.replace('"Prāmis."', '"Prāmji."')
    )


@pytest.mark.parametrize(
    ('base', 'ours', 'theirs', 'expected'),
    [
        ('', 'new', 'new', 'new'),
        ('', 'mine', 'theirs', 'mine\ntheirs'),
        ('old', 'old\nmine', 'theirs\nold', 'old\nmine\ntheirs'),
        ('old\nrest', 'rest', 'old\nrest\nmore', 'rest\nmore'),
        ('', 'handbook: allow number – one', 'handbook: allow number – one', 'handbook: allow number – one'),
    ],
)
def test_comments_of_both_stay(base, ours, theirs, expected):
    texts = [text(message(PORT, 'Osta.', tcomment=one)) for one in (base, ours, theirs)]
    result, conflicts = merged(*texts)
    assert (read(result)[0].tcomment, conflicts) == (expected, 0)


def test_one_takes_a_message_out():
    untouched = text(message(FERRY, 'Prāmis.'), message(PORT, 'Osta.'))
    assert BUS not in settled(BASE, untouched, BASE)
    translated = BASE.replace(f'msgid "{BUS}"\nmsgstr ""', f'msgid "{BUS}"\nmsgstr "Autobuss."')
    kept = settled(BASE, untouched, translated)[BUS]
    assert (kept.obsolete, kept.msgstr) == (True, 'Autobuss.')


def test_one_takes_a_translated_message_out_and_the_other_corrects_it():
    """Only because the text stands on another page now is a translated one taken out: somebody has to look."""
    moved = text(message(FERRY, 'Prāmis.'), message(BUS))
    result = disputed(BASE, moved, BASE.replace('"Osta."', '"Ostas."'))
    assert result.endswith(
        f'<<<<<<< ours\n=======\n#: ../../handbook/a.md\nmsgid "{PORT}"\nmsgstr "Ostas."\n>>>>>>> theirs\n'
    )
    assert PORT not in settled(BASE, moved, BASE)
    retired = text(message(FERRY, 'Prāmis.'), message(BUS), message(PORT, 'Osta.', obsolete=True))
    assert settled(BASE, moved, retired)[PORT].obsolete


def test_header_is_that_of_the_later_revision():
    ours = text(
        message(PORT, 'Osta ir.'),
        PO_Revision_Date='2026-11-28 14:00+0200',
        Last_Translator='Anna Liepa <anna@example.org>',
        X_Generator='Poedit 3.4',
        Language_Team='Latvian',
    )
    theirs = text(
        message(PORT, 'Osta.', tcomment='x'),
        header='lv: a\nsecond line',
        PO_Revision_Date='2026-11-28 13:00+0000',
        POT_Creation_Date='2026-11-28 13:00+0000',
        Project_Id_Version='Handbook 0.2',
    )
    result, conflicts = merged(text(message(PORT, 'Osta.')), ours, theirs)
    found = read(result)
    assert conflicts == 0
    assert found.header == 'lv: a\nsecond line'
    assert found.metadata == HEADER | {
        'PO-Revision-Date': '2026-11-28 13:00+0000',
        'Language-Team': 'Latvian',
        'Project-Id-Version': 'Handbook 0.2',
    }
    later = theirs.replace('2026-11-28 13:00+0000', 'YEAR-MO-DA HO:MI+ZONE')
    assert read(merged(text(message(PORT, 'Osta.')), ours, later)[0]).metadata['Last-Translator'].startswith('Anna')


def test_former_text_with_two_dates_has_one():
    new = {'flags': ['fuzzy'], 'previous_msgid': BUS}
    texts = [
        text(message(FERRY, 'Prāmis.', tcomment=f'handbook: the English changed on 2026-11-{day}', **new))
        for day in ('20', '25')
    ]
    assert read(merged('', *texts)[0])[0].tcomment == 'handbook: the English changed on 2026-11-20'


def test_plural_forms_are_one_translation():
    def pages(*forms):
        return text(message('page', '', msgid_plural='pages', msgstr_plural=dict(enumerate(forms))))

    base = pages('lapa', '', '')
    assert settled(base, base, pages('lapa', 'lapas', 'lapu'))['page'].msgstr_plural == {
        0: 'lapa',
        1: 'lapas',
        2: 'lapu',
    }
    assert 'msgstr[1] "x"\nmsgstr[2] ""\n=======\n' in disputed(base, pages('lapa', 'x', ''), pages('lapa', '', 'lapu'))


def test_what_cannot_be_read_is_left_to_git(tmp_path):
    paths = [tmp_path / name for name in ('base', 'ours', 'theirs')]
    for broken in (BASE.replace('"Osta."', '"Osta.'), BASE + BASE, f'<<<<<<< ours\n{BASE}'):
        with pytest.raises(FindingsError):
            merged(BASE, BASE, broken)
        for path, content in zip(paths, (BASE, BASE, broken), strict=True):
            path.write_text(content)
        assert parser.main(['merge-catalog', *map(str, paths), '7']) == merge_catalog.UNREADABLE
        assert paths[1].read_text() == BASE
    paths[2].write_bytes(BASE.encode('utf-16'))
    assert parser.main(['merge-catalog', *map(str, paths), '7']) == merge_catalog.UNREADABLE


# ----- with git


class Clone:
    """A clone whose root has a blank in its name, with one translated page and our merge driver, unless it has none."""

    def __init__(self, root: Path, *, has_driver: bool = True) -> None:
        self.root, self.translation = root, Translation('lv', root / 'locales')
        self.path = self.translation.path('part one/a page')
        root.mkdir(parents=True)
        self.git('init', '-q', '-b', 'main')
        (root / '.git' / 'info' / 'exclude').write_text('/.venv\n/publishing\n')
        for name in ('.venv', 'publishing'):
            (root / name).symlink_to(REPOSITORY / name)
        shutil.copy(REPOSITORY / '.gitattributes', root)
        settings = {'user.name': 'Test', 'user.email': 'test@example.org', 'commit.gpgsign': 'false'}
        for name, value in (settings | (bootstrap.DRIVER if has_driver else {})).items():
            self.git('config', name, value)
        self.refresh(FERRY, BUS, PORT)
        self.commit('Catalogs')
        self.translate(**{FERRY: 'Prāmis.', BUS: 'Autobuss.', PORT: 'Osta.'})
        self.commit('Latvian')

    def git(self, *arguments: str, code: int = 0) -> str:
        environment = os.environ | {'GIT_EDITOR': 'true', 'GIT_CONFIG_GLOBAL': os.devnull}
        result = subprocess.run(['git', *arguments], cwd=self.root, capture_output=True, text=True, env=environment)
        assert result.returncode == code, result.stdout + result.stderr
        return result.stdout

    def commit(self, subject: str) -> None:
        self.git('add', '-A')
        self.git('commit', '-qm', subject)

    def branch(self, name: str, start: str = 'main') -> None:
        self.git('checkout', '-q', '-b', name, start)

    def refresh(self, *texts: str) -> None:
        pot = polib.POFile()
        pot.extend(message(one) for one in texts)
        update.update(self.translation, {'part one/a page': pot})

    def translate(self, date: str = '', by: str = '', **translations: str) -> None:
        """Write translations as Poedit or Weblate does, which date the file."""
        catalog = polib.pofile(str(self.path))
        for name, value in translations.items():
            catalog.find(name).msgstr = value
        if date:
            catalog.metadata |= {'PO-Revision-Date': date, 'Last-Translator': by, 'X-Generator': 'Poedit 3.4'}
        catalog.save(str(self.path))  # breaks lines

    def words(self) -> list[str]:
        return [entry.msgstr for entry in Catalog.at(self.path, 'lv').read()]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    return Clone(tmp_path / 'my handbook')


def two_branches(clone: Clone, ours: dict, theirs: dict) -> None:
    """Make a branch for each, dated and signed; leave the clone on the first."""
    clone.branch('one')
    clone.translate('2026-11-27 12:00+0200', 'Anna Liepa <anna@example.org>', **ours)
    clone.commit('One')
    clone.branch('two')
    clone.translate('2026-11-28 12:00+0200', 'Jonas Ozols <jonas@example.org>', **theirs)
    clone.commit('Two')
    clone.git('checkout', '-q', 'one')


@pytest.mark.parametrize('how', [('merge', 'two'), ('rebase', 'two'), ('cherry-pick', 'two')], ids=lambda how: how[0])
def test_different_messages_of_one_catalog_merge(clone, how):
    two_branches(clone, {FERRY: 'Prāmis iet.', BUS: 'Buss.'}, {PORT: 'Osta ir vaļā.'})
    clone.git(*how)
    assert clone.git('status', '--porcelain') == ''
    assert clone.words() == ['Prāmis iet.', 'Buss.', 'Osta ir vaļā.']
    header = read(clone.path.read_text()).metadata
    assert (header['PO-Revision-Date'], header['Last-Translator'][:5]) == ('2026-11-28 12:00+0200', 'Jonas')
    assert 'X-Generator' not in header


@pytest.mark.parametrize('how', ['merge', 'rebase', 'cherry-pick'])
def test_same_message_changed_twice_stays_a_conflict_that_check_names(clone, how):
    two_branches(clone, {PORT: 'Osta ir.', FERRY: 'Prāmis iet.'}, {PORT: 'Ostas.'})
    clone.git(how, 'two', code=1)
    assert clone.git(
        'diff', '--name-only', '--diff-filter=U'
    ).strip() == f'"{clone.path.relative_to(clone.root)}"'.strip('"')
    lines = clone.path.read_text().split('\n')
    assert {'msgstr "Osta ir."', 'msgstr "Ostas."', 'msgstr "Prāmis iet."'} <= set(lines)
    [fault] = Catalog.at(clone.path, 'lv').faults
    assert (fault.code, fault.line) == (Code.PO_CONFLICT, lines.index('<<<<<<< ours') + 1)
    kept = [line for line in lines if line not in ('<<<<<<< ours', '=======', '>>>>>>> theirs', 'msgstr "Ostas."')]
    clone.path.write_text('\n'.join(kept))
    assert clone.words() == ['Prāmis iet.', 'Autobuss.', 'Osta ir.']


def test_refresh_and_translation_merge(clone):
    clone.branch('refresh')
    clone.refresh(TRAIN, FERRY, 'A bus goes at midnight.')
    clone.commit('Refresh')
    clone.branch('translation')
    clone.translate(
        '2026-11-28 12:00+0200', 'Anna Liepa <anna@example.org>', **{BUS: 'Buss iet naktī.', PORT: 'Ostas.'}
    )
    clone.commit('Latvian')
    clone.git('merge', '-q', 'refresh')
    assert clone.git('status', '--porcelain') == ''
    assert {'Prāmis.', 'Buss iet naktī.', 'Ostas.'} <= set(clone.words())
    clone.refresh(TRAIN, FERRY, BUS, PORT)
    assert clone.words()[:4] == ['', 'Prāmis.', 'Buss iet naktī.', 'Ostas.']


@pytest.mark.parametrize('lost', ['.venv', 'publishing'])
def test_where_the_driver_cannot_run_git_merges_the_lines(clone, lost):
    """A worktree that is not set up, or a commit from before the driver: never one side's file for both."""
    two_branches(clone, {FERRY: 'Prāmis iet.'}, {PORT: 'Osta ir vaļā.'})
    (clone.root / lost).unlink()
    clone.git('merge', 'two', code=1)
    text_now = clone.path.read_text()
    assert '<<<<<<< ours\n"PO-Revision-Date: 2026-11-27' in text_now
    assert 'msgstr "Prāmis iet."' in text_now and 'msgstr "Osta ir vaļā."' in text_now


@pytest.mark.parametrize('width', [77, 65535])  # Weblate's own, and: only where a text has an end of line
def test_server_without_the_driver_rebases_over_a_refresh(tmp_path, monkeypatch, width):
    """As Weblate does: its commits date the header; a refresh upstream dates nothing."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    clone = Clone(tmp_path / 'upstream', has_driver=False)
    clone.path.write_text(format_catalog(Catalog.at(clone.path, 'lv').copy()))
    clone.commit('Refresh')
    for round_number, words in enumerate(('Prāmis iet.', 'Prāmis peld.')):
        clone.branch(f'weblate-{round_number}')
        store = pofile.parsefile(str(clone.path))
        store.wrapper.width = width
        [unit] = [one for one in store.units if one.source == FERRY]
        unit.target = words
        store.updateheader(
            add=True,
            x_generator='Weblate 5.14',
            po_revision_date=f'2026-11-2{round_number} 12:00+0000',
            last_translator='Anna Liepa <anna@example.org>',
            language_team='Latvian <https://hosted.weblate.org/projects/handbook/a/lv/>',
        )
        store.save()
        clone.commit('Translated using Weblate')
        clone.git('checkout', '-q', 'main')
        clone.refresh(*([TRAIN] if round_number else []), FERRY, BUS, PORT, 'The last word.')
        clone.commit(f'Refresh {round_number}')
        clone.git('rebase', '-q', 'main', f'weblate-{round_number}')
        clone.git('checkout', '-q', 'main')
        clone.git('merge', '-q', '--ff-only', f'weblate-{round_number}')
        assert words in clone.words()
        assert f'2026-11-2{round_number} 12:00' in clone.path.read_text()


# ----- set up


@pytest.fixture
def somewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, 'ROOT', tmp_path)
    return tmp_path


def settings(folder: Path) -> str:
    command = ['git', 'config', '--local', '--get-regexp', '^merge\\.catalog\\.']
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def test_a_clone_is_set_up_once_and_for_all(somewhere):
    subprocess.run(['git', 'init', '-q'], cwd=somewhere, check=True)
    for _time in range(2):
        assert bootstrap.set_up_merging() == 0
        assert settings(somewhere).splitlines() == [f'{name} {value}' for name, value in bootstrap.DRIVER.items()]


def test_a_folder_of_another_repository_is_left_alone(somewhere, monkeypatch):
    subprocess.run(['git', 'init', '-q'], cwd=somewhere, check=True)
    (somewhere / 'part').mkdir()
    monkeypatch.setattr(bootstrap, 'ROOT', somewhere / 'part')
    assert bootstrap.set_up_merging() == 0
    assert settings(somewhere) == ''


def test_without_git_or_a_repository_nothing_happens(somewhere, monkeypatch):
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(somewhere.parent))
    assert bootstrap.set_up_merging() == 0
    monkeypatch.setattr(bootstrap.shutil, 'which', lambda name: None)
    assert bootstrap.set_up_merging() == 0
    assert list(somewhere.iterdir()) == []


def test_every_catalog_has_the_driver():
    paths = ['locales/lv/LC_MESSAGES/start/index.po', 'locales/lt/LC_MESSAGES/sphinx.po', 'locales/lv/memory.po']
    shown = subprocess.run(
        ['git', 'check-attr', 'merge', *paths, 'tests/po/good/crlf.po'],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.splitlines() == [
        *(f'{path}: merge: catalog' for path in paths),
        'tests/po/good/crlf.po: merge: unspecified',
    ]
