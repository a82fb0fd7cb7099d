"""``make move``: a chapter moves with all that belongs to it, or nothing happens and the reason is said."""

import os
import re
import shutil
import signal

import forked
import html5lib
import polib
import pytest
import under_git
from mini_repository import EPOCH, digests, half_written, publishing
from moving_book import make_book, state
from places import TESTS

FIRST = 'Begin with [the forms](forms.md); then read on in [the first step](#path-first).'
MONEY = 'Who pays for [the first step](#path-first) of [the way](#path)?'


@pytest.fixture(scope='module')
def book(tmp_path_factory):
    return make_book(tmp_path_factory.mktemp('move') / 'book')


@pytest.fixture
def root(book, tmp_path):
    """The book, to be changed, without git."""
    return shutil.copytree(book, tmp_path / 'book')


@pytest.fixture
def clone(root):
    """The book, to be changed, in a clone where all is committed."""
    under_git.begin(root)
    under_git.commit(root, 'All')
    return root


@pytest.fixture(scope='module')
def untouched(book, tmp_path_factory):
    """The book in a clone in which nothing ever changes, and its checksums."""
    root = shutil.copytree(book, tmp_path_factory.mktemp('untouched') / 'book')
    under_git.begin(root)
    under_git.commit(root, 'All')
    return root, chapters(root)


@pytest.fixture(scope='module')
def moved(book, tmp_path_factory):
    """The book in a clone after its chapter has moved, and what was said."""
    root = shutil.copytree(book, tmp_path_factory.mktemp('moved') / 'book')
    under_git.begin(root)
    under_git.commit(root, 'All')
    said = publishing(root, 'move', 'planning/way', 'tools/path')
    assert said.returncode == 0, said.stderr
    return root, said.stdout


def text(root, name):
    return (root / name).read_text(encoding='utf-8')


def chapters(root):
    """Return the checksums of everything but what commands make."""
    return {name: one for name, one in digests(root).items() if not name.startswith(('build/', '.git/'))}


def test_page_its_files_and_its_line_are_in_the_new_part(moved):
    root, _said = moved
    assert not (root / 'handbook/planning/way.md').exists()
    page = text(root, 'handbook/tools/path.md')
    for piece in ('(path)=\n# The way', '(path-first)=', '[the forms](forms.md)', '(#path-first)', '[money](#money)'):
        assert piece in page
    assert (
        '![The coast, drawn as one line.](path-coast.svg)' in page
        and ':::{chart} /data/path.csv\n:name: fig-way' in page
    )
    assert (root / 'handbook/tools/path-coast.svg').is_file() and (root / 'handbook/data/path.csv').is_file()
    assert not (root / 'handbook/planning/way-coast.svg').exists() and not (root / 'handbook/data/way.csv').exists()
    assert text(root, 'handbook/planning/index.md').endswith('```{toctree}\nmoney\n```\n')
    assert text(root, 'handbook/tools/index.md').endswith('```{toctree}\nforms\npath\n```\n')
    assert '[the way over the border](path.md)' in text(root, 'handbook/tools/forms.md')
    assert text(root, 'docs/review-lv.md') == '| 1 | `tools/path` | and planning/wayward |\n'


def test_catalogs_and_reviews_are_whole_so_that_a_refresh_finds_nothing_to_do(moved):
    root, _said = moved
    folder = root / 'locales/lv/LC_MESSAGES'
    assert not (folder / 'planning/way.po').exists()
    catalog = polib.pofile(str(folder / 'tools/path.po'))
    assert 'Latvian translation of the handbook: tools/path' in catalog.header
    places = {place for entry in catalog for place, _line in entry.occurrences}
    assert places == {'../../handbook/tools/path.md', '../../handbook/data/path.csv'}
    assert catalog.find(FIRST).msgstr == f'lv: {FIRST}'
    assert state(root, 'tools/path', FIRST) == 'reviewed' and state(root, 'planning/money', MONEY) == 'reviewed'
    assert not (root / 'locales/lv/reviews/planning/way.csv').exists()
    assert 'Begin with [the forms](forms.md)' in text(root, 'locales/lv/reviews/tools/path.csv')
    before = chapters(root)
    done = publishing(root, 'catalogs')
    assert (done.returncode, done.stderr) == (0, '')
    assert done.stdout == 'lv: nothing changed\nlt: nothing changed\n'
    assert chapters(root) == before
    assert all(
        entry.translated()
        for path in folder.rglob('*.po')
        if path.stem != 'sphinx'
        for entry in polib.pofile(str(path))
    )


def test_check_is_clean_also_once_it_is_committed(moved, tmp_path):
    root = shutil.copytree(moved[0], tmp_path / 'book')
    before = publishing(root, 'check')
    under_git.commit(root, 'The way moves to the tools')
    after = publishing(root, 'check')
    assert before.returncode == after.returncode == 0, before.stderr + after.stderr
    assert 'handbook.commit' not in after.stderr and 'lags behind' not in after.stdout + after.stderr
    assert publishing(root, 'commits').returncode == 0


def test_it_says_what_it_did_and_git_follows(moved):
    root, said = moved
    for line in (
        'handbook/tools/path.md: moved from handbook/planning/way.md; 2 labels renamed after it',
        'handbook/planning/index.md: line 8 taken out of the contents',
        'handbook/tools/index.md: line 8: listed as the last, move the line',
        'handbook/data/path.csv: moved from handbook/data/way.csv',
        'handbook/redirects.csv: the address "planning/way" leads to "tools/path"',
        'docs/review-lv.md: 1 time with the new name',
    ):
        assert f'{line}\n' in said
    assert re.search(
        r'^locales/lv/reviews/tools/path\.csv: moved from locales/lv/reviews/planning/way\.csv$', said, re.M
    )
    status = under_git.run(root, 'git', 'status', '--porcelain')
    assert 'R  handbook/planning/way.md -> handbook/tools/path.md' in status
    assert all(line[1] == ' ' for line in status.splitlines())


def test_old_address_leads_to_the_page_in_each_language(moved):
    root, _said = moved
    for code in ('en', 'lv'):
        built = publishing(root, 'build', 'html', code)
        assert built.returncode == 0, built.stderr
        old = root / 'build/site' / code / 'planning/way.html'
        tree = html5lib.parse(old.read_text(encoding='utf-8'), namespaceHTMLElements=False)
        links = [one.get('href') for one in tree.iter('a')]
        assert links == ['../tools/path.html'] and (old.parent / links[0]).resolve().is_file()
        assert [one.get('content') for one in tree.iter('meta') if one.get('http-equiv') == 'refresh'] == [
            f'0; url={links[0]}'
        ]
        assert next(tree.iter('h1')).text == {'en': 'This page has moved', 'lv': 'Šī lapa ir pārvietota'}[code]
        assert 'path-coast' in ' '.join(path.name for path in (root / 'build/site' / code).rglob('*.svg'))


def test_dry_run_says_the_same_and_does_nothing(clone, moved):
    before = chapters(clone)
    said = publishing(clone, 'move', 'planning/way', 'tools/path', '--dry-run')
    assert said.returncode == 0 and chapters(clone) == before
    assert not (clone / 'handbook/redirects.csv').exists()
    assert [line for line in moved[1].splitlines() if not line.startswith('move: ')] == [
        line for line in said.stdout.splitlines() if not line.startswith('move: ')
    ]
    assert 'nothing was done' in said.stdout
    assert under_git.run(clone, 'git', 'status', '--porcelain') == ''


def test_git_takes_the_move_back(clone):
    before = chapters(clone)
    assert publishing(clone, 'move', 'planning/way', 'tools/path').returncode == 0
    assert chapters(clone) != before
    under_git.run(clone, 'git', 'restore', '--staged', '--worktree', '.')
    assert chapters(clone) == before


def test_only_the_part_changes_in_a_folder_without_git(root):
    said = publishing(root, 'move', 'handbook/planning/way.md', 'tools/way')
    assert said.returncode == 0, said.stderr
    assert 'git' not in said.stdout
    page = text(root, 'handbook/tools/way.md')
    assert '(way)=' in page and '(#way-first)' in page and '[the forms](forms.md)' in page
    assert (root / 'handbook/tools/way-coast.svg').is_file() and (root / 'handbook/data/way.csv').is_file()
    assert 'Who pays for [the first step](#way-first)' in text(root, 'handbook/planning/money.md')
    assert publishing(root, 'catalogs').stdout == 'lv: nothing changed\nlt: nothing changed\n'


def test_another_name_in_the_same_part_keeps_its_place(root):
    assert publishing(root, 'move', 'planning/money', 'planning/who-pays').returncode == 0
    assert text(root, 'handbook/planning/index.md').endswith('```{toctree}\nwho-pays\nway\n```\n')
    assert 'and [money](#who-pays) helps' in text(root, 'handbook/planning/way.md')
    assert publishing(root, 'catalogs').stdout == 'lv: nothing changed\nlt: nothing changed\n'


def test_moves_one_after_another_and_back(root):
    for old, new, leads in (
        ('planning/way', 'tools/path', 'planning/way,tools/path\n'),
        ('tools/path', 'tools/road', 'planning/way,tools/road\ntools/path,tools/road\n'),
        ('tools/road', 'planning/way', 'tools/path,planning/way\ntools/road,planning/way\n'),
    ):
        said = publishing(root, 'move', old, new)
        assert said.returncode == 0, said.stderr
        assert text(root, 'handbook/redirects.csv') == f'old,new\n{leads}'
    assert '"planning/way" has a page again and leads nowhere else' in said.stdout
    assert state(
        root, 'planning/way', 'Begin with [the forms](../tools/forms.md); then read on in [the first step](#way-first).'
    )
    assert publishing(root, 'catalogs').stdout == 'lv: nothing changed\nlt: nothing changed\n'


def test_new_page_at_an_old_address_is_what_readers_get(root):
    assert publishing(root, 'move', 'planning/way', 'tools/path').returncode == 0
    (root / 'handbook/planning/way.md').write_text('(way)=\n# Another way\n\nText.\n', encoding='utf-8')
    contents = root / 'handbook/planning/index.md'
    contents.write_text(contents.read_text(encoding='utf-8').replace('money\n', 'money\nway\n'), encoding='utf-8')
    said = publishing(root, 'build', 'html', 'en')
    assert said.returncode == 0, said.stderr
    assert 'handbook/redirects.csv:2: warning: the address "planning/way" has a page again' in said.stderr
    assert 'Another way' in text(root, 'build/site/en/planning/way.html')
    assert 'has a page again' in publishing(root, 'check').stderr


@pytest.mark.parametrize(
    ('old', 'new', 'says'),
    [
        (
            'planning/wya',
            'tools/path',
            'there is no chapter "planning/wya"; expected the full name of one, most likely planning/way',
        ),
        ('', '', 'no chapter is named; expected the one that moves and its new name'),
        ('planning/way', 'tools/forms', 'handbook/tools/forms.md: there is a page "tools/forms"'),
        ('planning/way', 'planning/way', 'there is a page "planning/way"'),
        ('planning/way', 'tools/The Way', '"tools/The Way" is no name of a chapter'),
        ('planning/way', 'tools/../../way', 'there is no part "tools/../.."'),
        ('planning/way', 'tools/index', '"tools/index" is no name of a chapter'),
        ('planning/way', 'tolls/path', 'there is no part "tolls"; expected one of planning, tools'),
        ('planning/way', 'path', 'there is no part ""'),
        ('index', 'tools/start', 'this is the first page of the book'),
        ('planning/index', 'tools/planning', 'this is the first page of its part'),
        ('planning/way', 'tools/money', 'the page "planning/money" has the label "money"'),
    ],
)
def test_move_that_cannot_be_is_refused_with_nothing_changed(untouched, old, new, says):
    root, before = untouched
    said = publishing(root, 'move', old, new)
    assert said.returncode == 1 and says in said.stderr and '; expected ' in said.stderr
    assert chapters(root) == before


def test_part_without_contents_is_refused(root):
    (root / 'handbook/tools/index.md').write_text('(tools)=\n# Tools\n\nText.\n', encoding='utf-8')
    before = chapters(root)
    said = publishing(root, 'move', 'planning/way', 'tools/path')
    assert said.returncode == 1 and 'no contents list the pages of this part' in said.stderr
    assert chapters(root) == before


def test_second_time_it_says_that_it_is_done(root):
    assert publishing(root, 'move', 'planning/way', 'tools/path').returncode == 0
    before = chapters(root)
    said = publishing(root, 'move', 'planning/way', 'tools/path')
    assert said.returncode == 1
    assert 'handbook/tools/path.md: "planning/way" has moved here already' in said.stderr
    assert chapters(root) == before


@pytest.mark.parametrize('name', ['handbook/planning/way.md', 'locales/lt/LC_MESSAGES/planning/money.po'])
def test_work_that_is_in_no_commit_is_not_touched(clone, name):
    path = clone / name
    path.write_text(path.read_text(encoding='utf-8') + '\n', encoding='utf-8')
    before = chapters(clone)
    said = publishing(clone, 'move', 'planning/way', 'tools/path')
    assert said.returncode == 1
    assert f'{name}: this file holds what is in no commit' in said.stderr
    assert chapters(clone) == before


def test_work_in_other_files_stays_where_it_is(clone):
    path = clone / 'handbook/references.bib'
    path.write_text(path.read_text(encoding='utf-8') + '\n', encoding='utf-8')
    assert publishing(clone, 'move', 'planning/way', 'tools/path').returncode == 0
    assert ' M handbook/references.bib' in under_git.run(clone, 'git', 'status', '--porcelain').split('\n')


def test_catalog_with_a_fault_stops_all_of_it(root):
    path = root / 'locales/lt/LC_MESSAGES/planning/money.po'
    path.write_text(path.read_text(encoding='utf-8') + 'msgid "open\n', encoding='utf-8')
    before = chapters(root)
    said = publishing(root, 'move', 'planning/way', 'tools/path')
    assert said.returncode == 1 and 'locales/lt/LC_MESSAGES/planning/money.po:' in said.stderr
    assert chapters(root) == before


def test_message_whose_english_changed_keeps_its_former_text_and_its_review(root):
    page = root / 'handbook/planning/way.md'
    page.write_text(page.read_text(encoding='utf-8').replace('then read on in', 'then go on with'), encoding='utf-8')
    assert publishing(root, 'catalogs').returncode == 0
    assert publishing(root, 'move', 'planning/way', 'tools/path').returncode == 0
    entry = next(one for one in polib.pofile(str(root / 'locales/lv/LC_MESSAGES/tools/path.po')) if one.fuzzy)
    assert entry.msgid == FIRST.replace('then read on in', 'then go on with')
    assert entry.previous_msgid == FIRST and entry.msgstr == f'lv: {FIRST}'
    assert publishing(root, 'catalogs').stdout == 'lv: nothing changed\nlt: nothing changed\n'
    page = root / 'handbook/tools/path.md'
    page.write_text(page.read_text(encoding='utf-8').replace('then go on with', 'then read on in'), encoding='utf-8')
    assert publishing(root, 'catalogs').returncode == 0
    assert state(root, 'tools/path', FIRST) == 'reviewed'


@pytest.mark.parametrize('after', [1, 5, 9])
def test_crash_in_the_middle_leaves_the_old_state(clone, after):
    before = chapters(clone)
    place = clone / 'publishing/core/files.py'
    end = '    settle(path, beside)\n\n\ndef write_folder'
    fails = f"""    settle(path, beside)
    write_bytes.times = getattr(write_bytes, 'times', 0) + 1
    if write_bytes.times > {after}:
        raise OSError(28, 'No space left on device')


def write_folder"""
    broken = place.read_text(encoding='utf-8').replace(end, fails)
    assert 'write_bytes.times' in broken
    good = place.read_bytes()
    place.write_text(broken, encoding='utf-8')
    said = publishing(clone, 'move', 'planning/way', 'tools/path')
    place.write_bytes(good)
    assert said.returncode != 0
    assert chapters(clone) == before and half_written(clone) == []
    assert under_git.run(clone, 'git', 'status', '--porcelain') == ''


@pytest.fixture(scope='module')
def steps(book, tmp_path_factory):
    """How often the move changes a folder."""
    root = shutil.copytree(book, tmp_path_factory.mktemp('steps') / 'book')
    assert crash(root, 'count', 0).returncode == 0
    return int(root.with_name('steps').read_text(encoding='utf-8'))


def crash(root, action, number):
    """Move the chapter; something happens at a step (``support/crashing.py``)."""
    environment = {name: value for name, value in os.environ.items() if name != 'PYTHONPATH'}
    environment |= {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1', 'PYTHONPATH': str(TESTS / 'support')}
    return forked.run('crashing', (action, str(number), 'move', 'planning/way', 'tools/path'), root, environment)


@pytest.mark.parametrize('share', [0.1, 0.4, 0.65, 0.8, 0.95])
def test_killed_at_any_moment_it_is_done_or_not(root, moved, steps, share):
    before = chapters(root)
    assert crash(root, 'kill', round(1 + share * (steps - 1))).returncode == -signal.SIGKILL
    again = publishing(root, 'move', 'planning/way', 'tools/path')  # the next command does what was begun
    assert again.returncode == 0 or 'has moved here already' in again.stderr
    after = {name: one for name, one in chapters(moved[0]).items() if name != '.gitignore'}
    assert chapters(root) == after != before
    assert half_written(root) == []
