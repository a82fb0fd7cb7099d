"""sphinx-intl beside us: after ``sphinx-intl update``, ``make catalogs`` leaves the catalogs as if it had not been."""

import re
import sys
from pathlib import Path

import polib
import pytest
from mini_repository import EPOCH, make_repository, publishing, replace
from under_git import begin, commit, run

from publishing.translation.catalogs import restore
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.update import read_restored, update

OLD = 'The ferry crosses the strait twelve times a day.'
NEW = 'The big ferry crosses the strait twelve times a day.'
AGAIN = 'The very big ferry crosses the strait twelve times a day.'
WAIVER = 'handbook: allow number, term, length – the quays are counted by the port authority, which knows a fourth one'
QUAYS = 'The harbour has three quays, as {numref}`fig-passengers` does not show.'
READ = 'Read [the timetable](https://example.org/timetable) before you go, and see {ref}`harbour`.'


def sphinx_intl(root: Path) -> None:
    """Do what somebody does who is used to Sphinx, after a command that extracts the messages."""
    assert publishing(root, 'status').returncode == 0, publishing(root, 'status').stderr
    command = (sys.executable, '-m', 'sphinx_intl', 'update', '-p', 'build/gettext', '-d', 'locales', '-l', 'lv')
    run(root, *command)
    texts = [path.read_text(encoding='utf-8') for path in (root / 'locales' / 'lv').rglob('*.po')]
    assert any('Generated-By: Babel' in text for text in texts)


def like_poedit(root: Path) -> None:
    """Save the catalogs as Poedit does: wrapped, under its own name, with the comments as they are."""
    for path in (root / 'locales' / 'lv' / 'LC_MESSAGES').glob('*.po'):
        file = polib.pofile(str(path), wrapwidth=78)
        file.metadata.pop('Generated-By', None)
        file.metadata['X-Generator'] = 'Poedit 3.4'
        file.save(str(path))


def catalogs(root: Path) -> dict[str, str]:
    """Run ``make catalogs``; return what it leaves in the Latvian catalogs, without the day of the run."""
    result = publishing(root, 'catalogs')
    assert result.returncode == 0, result.stderr
    assert 'nothing changed' in publishing(root, 'catalogs', 'lv').stdout
    texts = {path.name: path.read_text(encoding='utf-8') for path in (root / 'locales' / 'lv').rglob('*.po')}
    return {
        name: re.sub(r'^"P[OT]+-(Creation|Revision)-Date:.*\n', '', text, flags=re.MULTILINE)
        for name, text in texts.items()
    }


def catalog(root: Path, page: str = 'ferry') -> Path:
    return root / 'locales' / 'lv' / 'LC_MESSAGES' / f'{page}.po'


def find(root: Path, text: str, page: str = 'ferry') -> polib.POEntry:
    return polib.pofile(str(catalog(root, page)), wrapwidth=0).find(text, include_obsolete_entries=True)


@pytest.fixture(scope='module')
def committed(tmp_path_factory) -> Path:
    """Return a small handbook under git: one text has changed long ago, another is allowed to differ."""
    root = begin(make_repository(tmp_path_factory.mktemp('intl') / 'handbook'))
    catalogs(root)
    harbour = catalog(root, 'harbour')
    text = harbour.read_text(encoding='utf-8')
    place = text.rindex('#: ', 0, text.index('msgid "The harbour has'))
    text = f'{text[:place]}# {WAIVER}\n# and a second line of the translator\n{text[place:]}'
    harbour.write_text(
        text.replace('"Last-Translator: Automatically generated', '"Last-Translator: Anna Liepa'), encoding='utf-8'
    )
    commit(root, 'Start')
    replace(root / 'handbook' / 'ferry.md', OLD, NEW)
    catalogs(root)
    commit(root, 'A change')
    return root


@pytest.fixture
def root(committed, tmp_path) -> Path:
    run(tmp_path, 'cp', '-r', str(committed), str(tmp_path / 'handbook'))
    return tmp_path / 'handbook'


def change(root: Path) -> None:
    """Let an author change a text that waits for its translator, one that has none, and add another."""
    replace(root / 'handbook' / 'ferry.md', NEW, AGAIN)
    replace(root / 'handbook' / 'ferry.md', 'Read [the timetable]', 'Read not [the timetable]')
    replace(root / 'handbook' / 'harbour.md', 'not show.', 'not show.\n\nA new last paragraph.')


@pytest.mark.parametrize('times', [1, 2])
@pytest.mark.parametrize('saved', [False, True], ids=['', 'saved'])
def test_as_if_it_had_not_been(root, tmp_path, times, saved):
    """What comes of it is what comes of ``make catalogs`` alone, byte by byte but for the dates."""
    change(root)
    run(root, 'cp', '-r', str(root), str(tmp_path / 'alone'))
    expected = catalogs(tmp_path / 'alone')
    for _time in range(times):
        sphinx_intl(root)
    assert find(root, AGAIN).previous_msgid is None, 'the former text is lost'
    if saved:
        like_poedit(root)
    assert catalogs(root) == expected
    assert (find(root, AGAIN).previous_msgid, find(root, AGAIN).fuzzy) == (OLD, True)
    assert 'handbook: the English changed on 2023-11-14' in find(root, AGAIN).tcomment
    read = READ.replace('Read [', 'Read not [')
    assert (find(root, read).msgstr, find(root, read).previous_msgid) == ('', READ), (
        'a "not" is new: nothing is offered'
    )
    assert find(root, QUAYS, 'harbour').tcomment.splitlines() == [WAIVER, 'and a second line of the translator']


def test_before_anything_was_committed(root, tmp_path):
    """``make catalogs`` had run, but nothing of it was committed yet."""
    change(root)
    catalogs(root)
    replace(root / 'handbook' / 'ferry.md', '# The ferry', '# The ferries')
    run(root, 'cp', '-r', str(root), str(tmp_path / 'alone'))
    sphinx_intl(root)
    assert catalogs(root) == catalogs(tmp_path / 'alone')


def test_work_of_a_translator_stays(root):
    """What she writes into the file that sphinx-intl left counts."""
    change(root)
    sphinx_intl(root)
    path = catalog(root)
    file = polib.pofile(str(path), wrapwidth=78)
    message = file.find(AGAIN)
    message.msgstr, message.flags = 'Ļoti lielais prāmis divpadsmit reižu dienā šķērso šaurumu.', []
    file.save(str(path))
    catalogs(root)
    assert (find(root, AGAIN).msgstr, find(root, AGAIN).fuzzy) == (message.msgstr, False)
    assert (find(root, AGAIN).tcomment, find(root, AGAIN).previous_msgid) == ('', None)


def test_the_mess_was_committed(root, tmp_path):
    change(root)
    run(root, 'cp', '-r', str(root), str(tmp_path / 'alone'))
    sphinx_intl(root)
    commit(root, 'Refresh')
    assert catalogs(root) == catalogs(tmp_path / 'alone')


def test_check_names_it_and_says_how_to_undo_it(root):
    change(root)
    sphinx_intl(root)
    said = publishing(root, 'check', 'lv').stderr
    assert 'locales/lv/LC_MESSAGES/ferry.po: warning: sphinx-intl or Babel has updated this catalog' in said
    assert 'Run "make catalogs" now' in said
    catalogs(root)
    assert 'sphinx-intl' not in publishing(root, 'check', 'lv').stderr


def test_without_git_the_comments_are_read_back(root):
    """The former text and the day stand in what Babel took for a comment."""
    replace(root / 'handbook' / 'harbour.md', 'not show.', 'not show.\n\nA new last paragraph.')
    replace(root / 'handbook' / 'ferry.md', 'Read [the', 'Read now [the')
    sphinx_intl(root)
    run(root, 'rm', '-r', '.git')
    assert '# | msgid "' in catalog(root).read_text(encoding='utf-8')
    catalogs(root)
    message = find(root, NEW)
    assert (message.previous_msgid, message.fuzzy) == (OLD, True)
    assert message.tcomment == 'handbook: the English changed on 2023-11-14'
    assert find(root, QUAYS, 'harbour').tcomment.splitlines() == [WAIVER, 'and a second line of the translator']


def test_new_page_gets_no_header_to_fill_in(root):
    (root / 'handbook' / 'tide.md').write_text('(tide)=\n# The tide\n\nThe sea comes and goes.\n', encoding='utf-8')
    replace(root / 'handbook' / 'index.md', 'harbour\n```', 'harbour\ntide\n```')
    sphinx_intl(root)
    assert 'FIRST AUTHOR' in catalog(root, 'tide').read_text(encoding='utf-8')
    catalogs(root)
    text = catalog(root, 'tide').read_text(encoding='utf-8')
    assert text.startswith('# Latvian translation of the handbook: tide\nmsgid ""')
    assert not re.search('FIRST AUTHOR|EMAIL@ADDRESS|LL@li.org|YEAR', text)
    assert '"Last-Translator: Automatically generated' in text


def test_kept_message_that_was_unconfirmed_stays_so(root):
    """Babel forgets that a message kept as #~ was fuzzy: when its text returned it would be printed."""
    replace(root / 'handbook' / 'ferry.md', NEW, 'Something else entirely.')
    catalogs(root)
    assert find(root, NEW).fuzzy and find(root, NEW).obsolete
    commit(root, 'Gone')
    replace(root / 'handbook' / 'harbour.md', 'not show.', 'not show.\n\nA new last paragraph.')
    replace(root / 'handbook' / 'ferry.md', 'Read [the', 'Read now [the')
    sphinx_intl(root)
    assert not find(root, NEW).fuzzy
    catalogs(root)
    assert find(root, NEW).fuzzy and find(root, NEW).obsolete


def test_our_own_catalogs_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', EPOCH)
    monkeypatch.setattr(restore, '_last_own_version', lambda *_: pytest.fail('asked git'))
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='a'))
    update(Translation('lv', tmp_path), {'p': pot})
    assert not restore.is_foreign(Translation('lv', tmp_path).path('p').read_text(encoding='utf-8'))
    read_restored(Translation('lv', tmp_path))


@pytest.mark.parametrize('is_committed', [False, True])
def test_what_a_translator_marks_is_no_guess(root, is_committed):
    """She calls a message unfinished whose words stand elsewhere, too; nothing tells it from which text it came."""
    replace(root / 'handbook' / 'harbour.md', 'not show.', 'not show.\n\nA new last paragraph.')
    catalogs(root)
    file = polib.pofile(str(catalog(root, 'harbour')), wrapwidth=0)
    words = file.find(QUAYS).msgstr
    message = file.find('A new last paragraph.')
    message.msgstr, message.flags, message.tcomment = words, ['fuzzy'], 'not sure'
    file.save(str(catalog(root, 'harbour')))
    if is_committed:
        commit(root, 'Work')
    catalogs(root)
    message = find(root, 'A new last paragraph.', 'harbour')
    assert (message.msgstr, message.fuzzy, message.tcomment) == (words, True, 'not sure')


def test_guesses_of_msgmerge_are_known_too(root):
    """It leaves no sign, but a translation whose own text is gone, given to one that has other facts."""
    replace(root / 'handbook' / 'ferry.md', 'Read [the timetable]', 'Read not [the timetable]')
    assert publishing(root, 'status').returncode == 0
    run(root, 'msgmerge', '-q', '-U', '--backup=none', str(catalog(root)), 'build/gettext/ferry.pot')
    read = READ.replace('Read [', 'Read not [')
    guess = find(root, read)
    assert guess.fuzzy and guess.msgstr
    guess = polib.pofile(str(catalog(root)), wrapwidth=0)
    guess.find(read).previous_msgid = None  # as without --previous
    guess.save(str(catalog(root)))
    catalogs(root)
    assert (find(root, read).msgstr, find(root, read).fuzzy, find(root, read).previous_msgid) == ('', False, READ)
    assert find(root, READ).obsolete and find(root, READ).msgstr
