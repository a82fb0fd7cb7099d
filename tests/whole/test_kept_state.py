"""What was built, read or refused before hides no message, invents none and changes no byte of what is built.

Each case is told three times: twice where the books were built before the change, once where nothing was.
"""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from mini_repository import digests, make_repository, publishing, replace

SOURCE = '@book{%s,\n title = {%s},\n author = {Some Region},\n publisher = {It},\n year = 2020\n}\n'
SECTION = '\n(quays)=\n## Quays\n\nThree of them.\n'
BUILDS = (('build', 'html', 'en'), ('build', 'html', 'lv'))


def add(path: Path, text: str) -> None:
    path.write_text((path.read_text(encoding='utf-8') if path.exists() else '') + text, encoding='utf-8')


def make_richer(root: Path) -> None:
    """Give the small repository what a page may be made from: sources, a glossary, a shared text, data."""
    handbook = root / 'handbook'
    add(
        handbook / 'harbour.md',
        '\n:::{glossary}\nquay\n  Where ships lie.\n:::\n\nBy {cite}`one` and {cite}`two`.\n\n'
        '```{include} /shared.txt\n```\n\n```{include} /../beside.txt\n```\n\n```{bibliography}\n```\n',
    )
    (handbook / 'shared.txt').write_text('Words of many.\n', encoding='utf-8')
    (root / 'beside.txt').write_text('Words from outside.\n', encoding='utf-8')
    for name in ('one', 'two'):
        add(handbook / 'references.bib', SOURCE % (name, name.title()))
    add(handbook / 'ferry.md', f'\nA {{term}}`quay`.\n{SECTION}')
    (handbook / 'plans.md').write_text('(plans)=\n# Plans\n\nSee {ref}`quays` and {ref}`ferry`.\n', encoding='utf-8')
    replace(handbook / 'index.md', 'harbour\n', 'harbour\nplans\n')


@dataclass(frozen=True)
class Places:
    """A repository in which everything is built, and the same one in which nothing ever was."""

    kept: Path
    new: Path

    def both(self, change: Callable[[Path], object]) -> None:
        for root in (self.kept, self.new):
            change(root)

    def same(self, *words: str) -> tuple[int, str]:
        """Return exit code and messages of a command, which must be the same whatever was before."""
        new = said(self.new, *words)
        for time in ('first', 'second'):
            assert said(self.kept, *words) == new, f'{" ".join(words)} where all was built, the {time} time'
        return new[0], new[2]


def said(root: Path, *words: str) -> tuple[int, str, str]:
    result = publishing(root, *words)
    return result.returncode, re.sub(r' in \d+ s', '', result.stdout), result.stderr.replace(str(root), '')


@pytest.fixture(scope='module')
def built(tmp_path_factory):
    """A folder with a repository in which everything is built, and a copy of it."""
    folder = tmp_path_factory.mktemp('state')
    root = make_repository(folder / 'kept')
    make_richer(root)
    for words in (('catalogs',), ('check',), *BUILDS):
        code, _said, errors = said(root, *words)
        assert code == 0, errors
    shutil.copytree(root, folder / 'copy', symlinks=True)
    return folder


@pytest.fixture
def places(built):
    """Both repositories; the one that was built lies where it was built, or Sphinx would read all of it anew."""
    found = Places(built / 'kept', built / 'new')
    for root in (found.kept, found.new):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(built / 'copy', root, symlinks=True)
    fonts = found.new / 'build' / 'work' / 'webfonts'
    shutil.rmtree(found.new / 'build')
    if (built / 'copy' / 'build' / 'work' / 'webfonts').is_dir():  # made from the theme alone, and slowly
        shutil.copytree(built / 'copy' / 'build' / 'work' / 'webfonts', fonts)
    return found


def moved_to(name: str) -> Callable[[Path], None]:
    """Return what moves a section with its label from one page to another, which is new where there is none."""

    def move(root: Path) -> None:
        handbook = root / 'handbook'
        replace(handbook / 'ferry.md', SECTION, '')
        if not (handbook / name).exists():
            add(handbook / name, '(new)=\n# New\n')
            replace(handbook / 'index.md', 'harbour\n', f'harbour\n{Path(name).stem}\n')
        add(handbook / name, SECTION)

    return move


def put(name: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: replace(root / name, old, new)


def behind(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: add(root / name, text)


def without(*names: str) -> Callable[[Path], None]:
    def leave_out(root: Path) -> None:
        for name in names:
            (root / name).unlink()

    return leave_out


def all_of(*changes: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def with_its_time(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what puts another text into a file and leaves its time, as unpacking an archive may do."""

    def change(root: Path) -> None:
        time = (root / name).stat().st_mtime
        replace(root / name, old, new)
        os.utime(root / name, (time, time))

    return change


def rename_picture(root: Path) -> None:
    (root / 'handbook' / 'coast.svg').rename(root / 'handbook' / 'shore.svg')


def without_language(root: Path) -> None:
    registry = root / 'locales' / 'languages.toml'
    text = re.sub(r'^\[lt\].*?(?=^\[|\Z)', '', registry.read_text(encoding='utf-8'), flags=re.DOTALL | re.MULTILINE)
    registry.write_text(text, encoding='utf-8')


#: What nothing is wrong with, each of another kind.
HARMLESS = (
    moved_to('harbour.md'),
    without('handbook/plans.md'),
    put('handbook/index.md', 'plans\n', ''),
    rename_picture,
    put('handbook/ferry.md', 'coast.svg', 'shore.svg'),
    put('handbook/references.bib', 'title = {Two}', 'title = {Second}'),
    with_its_time('handbook/data/passengers.csv', '2.5', '3.5'),
    with_its_time('beside.txt', 'outside', 'without'),
    behind('locales/lv/words.txt', 'red\n'),
    behind('locales/en/language.toml', '\npercent = "#,##0 %"\n'),
    without('locales/lv/LC_MESSAGES/ferry.po'),
    without_language,
)
#: What to change, and words that are said then; '' for a change that nothing is wrong with. All are told by the reading
#: for the catalogs and by that of the translated pages; those in ``ENGLISH`` by that of the English ones, too.
ENGLISH = ('section moved to a new page before', 'what nothing is wrong with', 'rule changed')
CASES = {
    'section moved to a new page before': (moved_to('a-split.md'), ''),
    'section moved to a new page after': (moved_to('z-split.md'), ''),
    'what nothing is wrong with': (all_of(*HARMLESS), ''),
    'directive with a typing error': (behind('handbook/ferry.md', '\n:::{nosuch}\nText.\n:::\n'), '"nosuch"'),
    'page gone': (without('handbook/plans.md'), 'list "plans", but there is no such page'),
    'source and term gone': (
        all_of(
            put('handbook/references.bib', '@book{two,', '@book{three,'),
            put('handbook/harbour.md', 'quay\n  Where', 'jetty\n  Where'),
        ),
        '"quay"',
    ),
    'fault of a file from outside': (behind('beside.txt', '\n{nosuch}`x`\n'), '"nosuch"'),
    'fault in a file as old as it was': (
        with_its_time('handbook/ferry.md', '{ref}`harbour`', '{ref}`nowhere`'),
        'leads to "nowhere"',
    ),
    'rule changed': (
        put('publishing/text/author_rules.py', "_BOX = re.compile(r'", "_BOX = re.compile(r'Read|"),
        'starts with a box, "Read"',
    ),
    'language changed': (put('locales/lv/language.toml', 'quotes = ', 'nosuch = '), 'language-file'),
}


@pytest.mark.parametrize('name', CASES)
def test_what_was_built_before_changes_no_answer(places, name):
    change, words = CASES[name]
    places.both(change)
    errors = ''
    for command in (('check',), *(BUILDS if name in ENGLISH else BUILDS[1:])):
        code, messages = places.same(*command)
        errors += messages
        if code == 0 and command[0] == 'build':
            pages = Path('build', 'site', command[-1])
            assert digests(places.kept / pages) == digests(places.new / pages)
    assert words in errors
    if not words:
        assert not re.search('^(?!.*: warning: )handbook/', errors, re.MULTILINE), errors
