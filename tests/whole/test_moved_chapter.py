"""A chapter of the real handbook moves in a copy of it: no message, translation or review is lost. Nothing is built."""

import re
import shutil

import polib
import pytest
from mini_repository import publishing
from places import REPOSITORY

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.reviews import ledger

OLD, NEW = 'planning/method', 'tools/approach'
#: Pages with reviews before the move: of the chapter, and of one that leads to it.
REVIEWED = (OLD, 'planning/two-systems')


def messages(root, code):
    """Return the messages of a language as (page, English, translation), with links as they are after the move."""
    translation = Translation(code, root / 'locales')
    found = []
    for page, path in translation.paths().items():
        for entry in polib.pofile(str(path)):
            texts = (re.sub(r'\(#method(?=[-)])', '(#approach', text) for text in (entry.msgid, entry.msgstr))
            found.append((NEW if page == OLD else page, *texts))
    return found


def states(root):
    """Return how many messages of each page are reviewed in Latvian, of those that the ledger has lines for."""
    translation = Translation('lv', root / 'locales')
    return {
        page: sum(here.state(entry) == ledger.REVIEWED for entry in polib.pofile(str(translation.path(page))))
        for page, here in ledger.read_language(translation).items()
    }


@pytest.fixture(scope='module')
def handbook(tmp_path_factory):
    """A copy with every message of two pages reviewed; its messages and reviews; and what the move said."""
    root = tmp_path_factory.mktemp('whole') / 'handbook'
    for name in ('handbook', 'locales', 'publishing', 'theme', 'docs'):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns('__pycache__', '*.mo'))
    for name in ('conf.py', 'Makefile', 'README.md', 'third-party.toml'):
        shutil.copyfile(REPOSITORY / name, root / name)
    translation = Translation('lv', root / 'locales')
    for page in REVIEWED:
        entries = [one for one in polib.pofile(str(translation.path(page))) if one.translated()]
        rows = [ledger.row_for(one, ledger.REVIEWED, 'Anna') for one in entries]
        ledger.write_rows(ledger.ledger_path(translation, page), rows)
    before = {code: messages(root, code) for code in ('lv', 'lt')}, states(root)
    said = publishing(root, 'move', OLD, NEW)
    assert said.returncode == 0, said.stderr
    return root, before, said.stdout


def test_no_message_is_lost_and_none_is_translated_anew(handbook):
    root, (before, _states), _said = handbook
    for code, texts in before.items():
        assert sorted(messages(root, code)) == sorted(texts)
        assert sum(page == NEW for page, _english, _translation in texts) > 100


def test_no_review_is_lost(handbook):
    root, (_texts, before), _said = handbook
    assert states(root) == {NEW if page == OLD else page: count for page, count in before.items()}
    assert min(before.values()) > 50


def test_refresh_of_the_catalogs_finds_nothing_to_do(handbook):
    root, _before, _said = handbook
    said = publishing(root, 'catalogs', seconds=600)
    assert (said.returncode, said.stderr) == (0, '')
    assert said.stdout == 'lv: nothing changed\nlt: nothing changed\n'


def test_nothing_of_the_book_names_the_old_page(handbook):
    root, _before, said = handbook
    assert 'handbook/tools/approach.md: moved from handbook/planning/method.md' in said
    left = [
        path.relative_to(root).as_posix()
        for folder in ('handbook', 'locales', 'docs')
        for path in (root / folder).rglob('*')
        if path.suffix in ('.md', '.po', '.csv')
        and re.search(r'planning/method\b|\(#method[-)]|^\(method[-)]', path.read_text(encoding='utf-8'), re.MULTILINE)
    ]
    assert left == ['handbook/redirects.csv']
