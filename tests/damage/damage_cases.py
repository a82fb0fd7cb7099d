"""One case: the file of an input, damaged by one row of the table by the chance of a seed, and what must come of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import damages_of_books
import damages_of_forms
import damages_of_texts
from damage_guard import MOST_BYTES, MOST_SECONDS, guarded
from damage_inputs import COMMANDS, INPUTS, Input
from damage_table import DAMAGES, Damage, Must
from mini_repository import digests, half_written, publishing

from publishing.core.findings import FindingsError, Severity

#: Modules that enter their damages into the table.
TABLES = (damages_of_texts, damages_of_forms, damages_of_books)
#: What a planner should never see.
NOT_PLAIN = re.compile(r'Traceback|WARNING:|ERROR:|\w+Error\b|Exception|fault of the tools|\bNone\b|<\w+ object|\.py\b')
#: Letters of a message, with its place; and seconds beyond which nobody waits for a small file.
LONGEST_MESSAGE, LONGEST_WAIT = 2300, 45
REFUSED, READ = 'refused', 'read'


@dataclass(frozen=True)
class Case:
    """A damage of an input; the seed decides where and how."""

    input: Input
    damage: Damage
    seed: int

    def __str__(self) -> str:
        return f'{self.input}:{self.damage}:{self.seed}'

    @property
    def must(self) -> Must:
        """What must come of it."""
        return Must[self.input.expects.get(self.damage.name, self.damage.must.name)]

    def apply(self, root: Path) -> None:
        """Damage the file in a project; it may be the same file as that of another one until then."""
        path = root / self.input.file
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        self.damage.apply(path, Random(str(self)))


def cases(inputs: tuple[Input, ...], seeds: int) -> Iterator[Case]:
    """Yield every damage of every input that it fits: ``seeds`` times, or once where chance decides little."""
    for one in inputs:
        for damage in DAMAGES.values():
            if set(damage.families) & set(one.families):
                if damage.name == 'unreadable' and one.command and not os.geteuid():
                    continue  # commands are run by root here, who may read everything
                if damage.name == 'vanishing' and one.command:
                    continue  # only readers can be watched
                for seed in range(seeds if damage.must is Must.EITHER else 1):
                    yield Case(one, damage, seed)


def named(name: str) -> Case:
    """Return the case that calls itself ``name``."""
    of, damage, seed = name.split(':')
    return Case(next(one for one in (*INPUTS, *COMMANDS) if one.name == of), DAMAGES[damage], int(seed))


def copied(sample: Path, target: Path) -> Path:
    """Return a copy of a project; only what is written by a rename is its own."""
    return Path(shutil.copytree(sample, target, symlinks=True, copy_function=os.link))


# Through a reader


def read(one: Input, root: Path, *, is_vanishing: bool = False) -> tuple[list[tuple[str, str]], object]:
    """Return the errors that a reader finds, each with the path of its file, and what it made of the file.

    :param is_vanishing: the file goes when it is first opened; only for a process that ends then.
    """
    os.chdir(root)
    if is_vanishing:
        goes = root / one.file

        def go(event: str, given: tuple) -> None:
            if event == 'open' and isinstance(given[0], (str, Path)) and Path(root, given[0]) == goes:
                goes.unlink(missing_ok=True)

        sys.addaudithook(go)
    try:
        found, value = one.read(root)
    except FindingsError as error:
        found, value = error.findings, None
    return [(str(finding.path), str(finding)) for finding in found if finding.severity is Severity.ERROR], value


def judged(case: Case, root: Path, good: Callable[[Input], object]) -> tuple[str, str]:
    """Return what came of a case, and what is wrong with that, or ''.

    :param root: a project that may be damaged. :param good: returns what a reader makes of the whole file.
    """
    case.apply(root)
    ended = guarded(
        lambda: read(case.input, root, is_vanishing=case.damage.name == 'vanishing'),
        as_nobody=case.damage.name == 'unreadable',
    )
    if ended.fault:
        return 'failed', ended.fault
    errors, value = ended.result
    result = REFUSED if errors else READ
    if ended.seconds > LONGEST_WAIT:
        return result, f'took {ended.seconds:.0f} seconds'
    for _path, words in errors:
        if NOT_PLAIN.search(words) or len(words) > LONGEST_MESSAGE:
            return result, f'not in plain words: {words[:500]}'
        if '\n' in words or not re.search(r'; .*\. .*\.|\. .*\.', words.replace('[handbook', '.')):
            return result, f'not found, expected, remedy on one line: {words[:500]}'
    name = Path(case.input.file).name
    if errors and not any(Path(path).name.endswith(name) for path, _words in errors):
        return result, f'the damaged file is not named: {errors[0][1][:500]}'
    return result, _other_than_it_must(case, errors, value, good)


def _other_than_it_must(case: Case, errors: list, value: object, good: Callable[[Input], object]) -> str:
    if case.must is Must.REFUSED and not errors:
        return 'taken without a word'
    if case.must is Must.SAME and errors:
        return f'refused: {errors[0][1][:500]}'
    if case.must is Must.SAME and value != good(case.input):
        return 'read otherwise than the whole file'
    return ''


# Through a command


def commanded(case: Case, root: Path) -> tuple[str, str]:
    """Return what came of a case in a project that has been built, and what is wrong with that, or ''."""
    case.apply(root)
    site = root / 'build' / 'site'
    before = digests(site)
    # A block in a chapter may name other files, which are then at fault; so is who cites a source that is gone.
    names = [Path(case.input.file).name, *(['handbook/'] if {'chapter', 'bib'} & set(case.input.families) else [])]
    try:
        ended = publishing(root, *case.input.command, seconds=MOST_SECONDS, megabytes=MOST_BYTES >> 20)
    except subprocess.TimeoutExpired:
        return 'failed', f'took more than {MOST_SECONDS} seconds'
    said = ended.stdout + ended.stderr
    result = REFUSED if ended.returncode else READ
    if NOT_PLAIN.search(said) or ended.returncode < 0 or max(map(len, said.splitlines()), default=0) > LONGEST_MESSAGE:
        return result, f'exit code {ended.returncode}, not in plain words: {said[:2000]}'
    if left := half_written(root):
        return result, f'left half done: {left}'
    if result == REFUSED and digests(site) != before:
        return result, 'the last good output was changed'
    if result == REFUSED and not any(name in ended.stderr for name in names):
        return result, f'the damaged file is not named: {said[:2000]}'
    if case.must is Must.REFUSED and result != REFUSED:
        return result, f'taken without a word: {said[:500]}'
    if case.must is Must.SAME and (result == REFUSED or digests(site) != before):
        return result, f'not as from the whole file: {said[:500]}'
    return result, ''


# Which cases

REPEAT = '.venv/bin/python -m pytest tests/damage --case {}'
#: Damages of which a case takes seconds; the long form has them all.
SLOW = {
    'far-too-large',
    'ten-thousand-lines',
    'long-line',
    'long-word',
    'cell-of-a-megabyte',
    'many-tables',
    'bomb',
    'bomb-in-a-part-of-its-own',
    'size-that-is-a-lie',
    'link-to-a-device',
    'texts-without-end',
}
#: Cases of the short list beside those of FOUND: of readers, and of commands, each of which takes a second.
SHORT = {True: 8, False: 1}
#: Seeds of each damage in the long form.
SEEDS = {True: 3, False: 1}


def long_list(inputs: tuple[Input, ...]) -> list[Case]:
    """Return all cases of the long form."""
    return list(cases(inputs, SEEDS[inputs is INPUTS]))


def short_list(inputs: tuple[Input, ...]) -> list[Case]:
    """Return the cases that every run of the tests tries: what was once wrong, and some more of each input."""
    found = [case for case in FOUND if case.input in inputs]
    for one in inputs:
        if one.is_slow:
            continue
        others = [case for case in cases((one,), 1) if case.damage.name not in SLOW and case not in found]
        found += Random(one.name).sample(others, min(SHORT[inputs is INPUTS], len(others)))
    return found


#: One case of each fault that there was, and what it was.
FOUND = tuple(
    named(line.split()[0])
    for line in Path(__file__).with_name('found.txt').read_text(encoding='utf-8').splitlines()
    if line and not line.startswith('#')
)
