"""What is built after an edit is, byte for byte, what is built of the same files where nothing ever was.

Edits are drawn, each on top of those before; ``pytest tests/whole/test_incremental.py --long`` draws a hundred.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mini_repository import EPOCH, digests, make_repository, publishing

WORDS = ('quay', 'tide', 'harbour', 'light', 'winter', 'rope', 'signal', 'crew', 'timber', 'salt', 'lantern', 'buoy')
INDEX, CATALOG = 'handbook/index.md', 'locales/lv/LC_MESSAGES/ferry.po'
#: Edits, and after how many of them the PDFs are compared, too.
SHORT, LONG = (5, 5), (100, 4)


@dataclass
class Draft:
    """The files of a repository after some edits, and the chance that draws the next one."""

    root: Path
    chance: random.Random
    count: int = 0
    sections: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=lambda: ['ferry', 'harbour'])

    def words(self) -> str:
        return ' '.join(self.chance.choices(WORDS, k=self.chance.randint(3, 30)))

    def chapter(self) -> str:
        return f'handbook/{self.chance.choice(self.pages)}.md'

    def some(self, names: list[str]) -> str:
        return names.pop(self.chance.randrange(len(names)))

    def change(self, name: str, change: Callable[[str], str]) -> None:
        path = self.root / name
        path.write_text(change(path.read_text(encoding='utf-8')), encoding='utf-8')

    def change_all(self, change: Callable[[str], str]) -> None:
        for page in self.pages:
            self.change(f'handbook/{page}.md', change)


def add_a_section(draft: Draft) -> None:
    draft.sections.append(label := f'section-{draft.count}')
    draft.change(draft.chapter(), lambda text: f'{text}\n({label})=\n\n## Part {draft.count}\n\n{draft.words()}.\n')


def name_a_section(draft: Draft) -> None:
    label = draft.chance.choice([*draft.sections, 'ferry'])
    draft.change(draft.chapter(), lambda text: f'{text}\nSee {{ref}}`{label}`, {draft.words()}.\n')


def lose_a_section(draft: Draft) -> None:
    """Where it is named, both builds must say so."""
    if draft.sections:
        label = draft.some(draft.sections)
        draft.change_all(lambda text: re.sub(rf'\n\({label}\)=\n\n## .*\n\n.*\n', '', text))


def move_a_section(draft: Draft) -> None:
    if draft.sections:
        section = re.compile(rf'\n\({draft.chance.choice(draft.sections)}\)=\n\n## .*\n\n.*\n')
        found = [match[0] for page in draft.pages for match in section.finditer(chapter(draft, page))]
        draft.change_all(lambda text: section.sub('', text))
        draft.change(draft.chapter(), lambda text: text + ''.join(found))


def chapter(draft: Draft, page: str) -> str:
    return (draft.root / f'handbook/{page}.md').read_text(encoding='utf-8')


def change_words(draft: Draft) -> None:
    draft.change(draft.chapter(), lambda text: re.sub(r'(?m)^[a-z ]+\.$', f'{draft.words()}.', text, count=1))


def keep_the_time(draft: Draft) -> None:
    """Words change in a file that has the time it had, as an archive may bring it."""
    path = draft.root / draft.chapter()
    time = path.stat().st_mtime
    draft.change(path.relative_to(draft.root).as_posix(), lambda text: f'{text}\n{draft.words()}.\n')
    os.utime(path, (time, time))


def set_a_time(draft: Draft) -> None:
    """Of long ago, or far ahead."""
    name = draft.chance.choice((draft.chapter(), 'handbook/data/passengers.csv', CATALOG, 'theme/tokens.css'))
    os.utime(draft.root / name, 2 * (draft.chance.choice((1, 10**9, 4 * 10**9)),))


def add_a_page(draft: Draft) -> None:
    draft.pages.append(name := f'page-{draft.count}')
    (draft.root / f'handbook/{name}.md').write_text(f'# Page {draft.count}\n\n{draft.words()}.\n', encoding='utf-8')
    draft.change(INDEX, lambda text: text.replace('harbour\n', f'harbour\n{name}\n', 1))


def lose_a_page(draft: Draft) -> None:
    if draft.pages[2:]:
        name = draft.pages.pop()
        draft.sections = [label for label in draft.sections if f'({label})=' not in chapter(draft, name)]
        (draft.root / f'handbook/{name}.md').unlink()
        draft.change(INDEX, lambda text: text.replace(f'\n{name}\n', '\n', 1))


def rename_a_page(draft: Draft) -> None:
    if draft.pages[2:]:
        old, new = draft.pages.pop(), f'moved-{draft.count}'
        (draft.root / f'handbook/{old}.md').rename(draft.root / f'handbook/{new}.md')
        draft.pages.append(new)
        draft.change(INDEX, lambda text: text.replace(f'\n{old}\n', f'\n{new}\n', 1))


def change_data(draft: Draft) -> None:
    value = f'{draft.chance.uniform(0.1, 2):.2f}'
    draft.change('handbook/data/passengers.csv', lambda text: re.sub(r',[\d.]+\s*\Z', f',{value}\n', text))


def change_a_picture(draft: Draft) -> None:
    draft.change('handbook/coast.svg', lambda text: f'{text.rstrip()}\n<!-- {draft.words()} -->\n')


def change_a_translation(draft: Draft) -> None:
    forms = draft.chance.sample(('reižu', 'reizes'), 2)
    draft.change(CATALOG, lambda text: text.replace(f'divpadsmit {forms[0]} dienā', f'divpadsmit {forms[1]} dienā'))


def doubt_a_translation(draft: Draft) -> None:
    plain, doubted = '\nmsgid "The ferry"\n', '\n#, fuzzy\nmsgid "The ferry"\n'
    draft.change(
        CATALOG, lambda text: text.replace(doubted, plain) if doubted in text else text.replace(plain, doubted)
    )


def lose_a_catalog(draft: Draft) -> None:
    """Or find it again."""
    path = draft.root / 'locales/lv/LC_MESSAGES/harbour.po'
    aside = draft.root / 'harbour.po'
    path.rename(aside) if path.exists() else aside.rename(path)


def change_the_look(draft: Draft) -> None:
    draft.change('theme/screen/base.css', lambda text: f'{text}\n.edit-{draft.count} {{ margin: 0; }}\n')


def change_a_rule(draft: Draft) -> None:
    draft.change('locales/lv/language.toml', lambda text: f'{text}\n# {draft.words()}\n')


EDITS = (
    add_a_section,
    name_a_section,
    lose_a_section,
    move_a_section,
    change_words,
    keep_the_time,
    set_a_time,
    add_a_page,
    lose_a_page,
    rename_a_page,
    change_data,
    change_a_picture,
    change_a_translation,
    doubt_a_translation,
    lose_a_catalog,
    change_the_look,
    change_a_rule,
)


def mend(draft: Draft) -> None:
    """Take out what leads nowhere."""

    def known(found: re.Match) -> str:
        return found[0] if found[1] in (*draft.sections, 'ferry') else ''

    draft.change_all(lambda text: re.sub(r'\nSee \{ref\}`([\w-]+)`.*\n', known, text))


def built(root: Path, form: str) -> tuple:
    """Return exit code and messages of a build, and what readers get of it."""
    done = publishing(root, 'build', form, 'lv')
    said = re.sub(r' in \d+ s', '', done.stdout), done.stderr.replace(str(root), '')
    folder = root / 'build' / 'site' / {'html': 'lv', 'pdf': 'downloads'}[form]
    return done.returncode, *said, digests(folder) if done.returncode == 0 else None


def clean(root: Path, target: Path) -> Path:
    """Return a copy of ``root`` in which nothing was ever built, except fonts, which are made of the theme alone."""
    shutil.rmtree(target, ignore_errors=True)
    ignore = shutil.ignore_patterns('build', '*.mo', '.mo-made.json')
    shutil.copytree(root, target, symlinks=True, ignore=ignore)
    fonts = Path('build', 'work', 'webfonts')
    if (root / fonts).is_dir():
        shutil.copytree(root / fonts, target / fonts)
    return target


@pytest.fixture
def draft(tmp_path):
    root = make_repository(tmp_path / 'kept')
    assert built(root, 'html')[0] == 0
    return Draft(root, random.Random('edits'))


def test_after_any_edit_as_of_nothing(draft, tmp_path, request):
    edits, step = LONG if request.config.getoption('long') else SHORT
    assert built(draft.root, 'pdf')[0] == 0
    drawn, refused, is_faulty = [], 0, False
    for draft.count in range(1, edits + 1):
        edit = mend if is_faulty else draft.chance.choice(EDITS)
        drawn.append(edit.__name__)
        edit(draft)
        new = clean(draft.root, tmp_path / 'new')
        expected = built(new, 'html')
        assert built(draft.root, 'html') == expected, drawn
        is_faulty = expected[0] != 0
        refused += is_faulty
        if draft.count % step == 0 and not is_faulty:
            assert built(draft.root, 'pdf') == built(new, 'pdf'), drawn
    assert refused == drawn.count('mend') + is_faulty
    assert refused <= edits / 4


def test_after_a_clock_was_set_back(draft, tmp_path):
    """What was built "in the future" is younger than all that is saved now."""
    environment = {name: value for name, value in os.environ.items() if name not in ('PYTHONPATH', 'LD_PRELOAD')}
    environment |= {'SOURCE_DATE_EPOCH': EPOCH, 'PYTHONDONTWRITEBYTECODE': '1'}
    add_a_section(draft)
    command = ['faketime', '-f', '+400d', sys.executable, '-m', 'publishing', 'build', 'html', 'lv']
    done = subprocess.run(command, cwd=draft.root, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, '')
    for edit in (keep_the_time, change_a_translation, change_data, doubt_a_translation):
        edit(draft)
    assert built(draft.root, 'html') == built(clean(draft.root, tmp_path / 'new'), 'html')
