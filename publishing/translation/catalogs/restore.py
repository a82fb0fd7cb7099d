"""Undo what another program's update of a catalog has lost: sphinx-intl's above all, which works with Babel.

Babel takes the former English (``#| msgid``) for a translator's comment and writes ``# | msgid``, wraps comments,
forgets that a message kept as ``#~`` was ``fuzzy``, and gives a changed text the translation of one that resembles it,
whatever numbers stand in it, without saying which. What it has left in the file is read back; what is lost comes from
the last version in git that no such program wrote, where there is one.

OmegaT knows no ``fuzzy``: it empties such a translation, takes the mark from those kept as ``#~``, and as it is set up
at first empties what is written in both languages alike. These come back from git too.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import polib

from publishing.core.findings import FindingsError
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.comments import OURS, WIDTH, lines
from publishing.translation.catalogs.entries import is_confirmed, key, texts
from publishing.translation.catalogs.form import with_header_of
from publishing.translation.catalogs.past_texts import git
from publishing.translation.messages.facts import same_facts

#: Babel's name in the header, or the former English as a comment.
SIGNS = re.compile(r'^("Generated-By: Babel |# \| ?msgid )', re.MULTILINE)
#: OmegaT begins the header on the line of its ``msgstr``, which no other program does.
OMEGAT = re.compile(r'^msgid ""\r?\nmsgstr "[A-Z][\w-]*: ', re.MULTILINE)
#: The beginning of a former text that has become a comment.
FORMER = re.compile(r'\|\s*(msgid|msgid_plural|msgctxt)\s+(?=")')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
#: What a new header says that nobody has filled in.
BLANKS = re.compile(r'FIRST AUTHOR|FULL NAME|EMAIL@ADDRESS|LL@li\.org|YEAR-MO-DA|SOME DESCRIPTIVE TITLE|ORGANIZATION')
#: How many versions of a catalog are looked at.
VERSIONS = 50


def is_foreign(text: str) -> bool:
    """Tell whether a program that loses former texts wrote the catalog ``text``."""
    return bool(SIGNS.search(text))


def restored(translation: Translation, files: Mapping[str, polib.POFile]) -> dict[str, polib.POFile]:
    """Return the catalogs ``files`` of a language as they would be had no other program updated them.

    Where one bears the signs, all were in its hands: what saved a catalog afterwards may have wiped them out there.
    """
    is_foreign_language = any(is_foreign(translation.catalog(page).text) for page in files)
    return {page: _restored(translation, page, file, is_foreign_language) for page, file in files.items()}


def _restored(translation: Translation, page: str, file: polib.POFile, foreign: bool) -> polib.POFile:
    text, path = translation.catalog(page).text, translation.path(page)
    if OMEGAT.search(text):
        file = _refilled(file, _last_own_version(path, text))
    is_guessed = any(entry.fuzzy and not entry.previous_msgid and not entry.obsolete for entry in file)
    is_untouched = foreign and not is_foreign(text) and next(_versions(path), '') == text
    if not is_guessed and (not foreign or is_untouched):
        return file
    last = _last_own_version(path, text)
    before = {key(entry): entry for entry in last}
    confirmed = {texts(entry) for entry in [*file, *last] if is_confirmed(entry)}
    used_up = {texts(entry) for name, entry in before.items() if any(texts(entry)) and name not in set(map(key, file))}
    new = with_header_of(file)
    if foreign:
        _clean_header(new)
    for entry in map(copy.copy, file):
        old = before.get(key(entry))
        if foreign:
            _read_back(entry, old)
        if old is not None and entry.fuzzy and texts(entry) == texts(old):
            entry.previous_msgid = entry.previous_msgid or old.previous_msgid
        is_new = old is None and entry.fuzzy and not entry.obsolete
        if is_new and not entry.previous_msgid and texts(entry) in used_up:
            continue  # a guess that does not say from which text: what may be offered is for our own rules to say
        if foreign and is_new and entry.previous_msgid and texts(entry) in confirmed:
            _offer(entry)  # what was proposed for one text was given to the next
        new.append(entry)
    if foreign or len(new) < len(file):
        _put_back(new, last)
    return new


def _refilled(file: polib.POFile, last: polib.POFile) -> polib.POFile:
    """Return ``file`` with what OmegaT has emptied and the marks it has taken away, as they are in ``last``."""
    before, new = {key(entry): entry for entry in last}, with_header_of(file)
    for entry in map(copy.copy, file):
        old = before.get(key(entry))
        if old is not None and old.obsolete == entry.obsolete and not entry.fuzzy:
            is_emptied = not any(texts(entry)) and (old.fuzzy or old.msgstr == old.msgid)
            if is_emptied or (entry.obsolete and old.fuzzy and texts(entry) == texts(old)):
                entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
                entry.flags = [*entry.flags, 'fuzzy'] if old.fuzzy else entry.flags  # the list is that of the file
                entry.previous_msgid = old.previous_msgid
        new.append(entry)
    return new


def _put_back(new: polib.POFile, last: polib.POFile) -> None:
    """Give ``new`` the messages of ``last`` that a program has used up for its guesses, each in its place."""
    here, place = {key(entry): entry for entry in new}, 0
    for entry in last:
        if key(entry) in here:
            place = new.index(here[key(entry)]) + 1
        elif not entry.obsolete:
            new.insert(place, entry)
            place += 1


def _offer(entry: polib.POEntry) -> None:
    """Leave ``entry`` its proposal only where both texts state the same facts."""
    if not same_facts(entry.previous_msgid, entry.msgid, in_words=False):
        entry.msgstr, entry.flags = '', [flag for flag in entry.flags if flag != 'fuzzy']


def _read_back(entry: polib.POEntry, old: polib.POEntry | None) -> None:
    """Take the former text out of the comment of ``entry``, and write the comment as it was before it was wrapped."""
    comment, former = _without_former(entry.tcomment or '')
    entry.tcomment = comment
    if not is_confirmed(entry):
        entry.previous_msgid = entry.previous_msgid or former or None
    if old is None:
        return
    if comment.split() == (old.tcomment or '').split():
        entry.tcomment = old.tcomment
    if entry.obsolete and texts(entry) == texts(old) and old.fuzzy and not entry.fuzzy:
        entry.flags = [*entry.flags, 'fuzzy']
        entry.previous_msgid = old.previous_msgid


def _without_former(comment: str) -> tuple[str, str]:
    """Return a translator's comment with its lines joined again, and the former English that stood in it."""
    kept, former = [], ''
    for line in _joined(lines(comment)):
        found = FORMER.match(line)
        if found and found[1] == 'msgid':
            former = polib.unescape(''.join(STRING.findall(line[found.end() :])))
        elif not found:
            kept.append(line)
    return '\n'.join(kept), former


def _joined(broken: list[str]) -> list[str]:
    """Return the lines ``broken`` as they were before a program broke those that were too long.

    A former text ends with its quotation mark. Of others, a line was broken where the next word had no room.
    """
    found: list[str] = []
    for line in broken:
        is_open = bool(found) and (
            (FORMER.match(found[-1]) and (STRING.sub('', found[-1]).count('"') % 2 or re.match(r'\|?\s*"', line)))
            or len(found[-1].rpartition('\n')[2]) + 1 + len(line.split(' ')[0]) > WIDTH
        )
        if not is_open or FORMER.match(line) or OURS.match(line):
            found.append(line)
        elif re.match(r'\|\s*"', line):  # a former text of several lines, each a string of its own
            found[-1] += ' ' + line.lstrip('| ')
        else:
            found[-1] += '\n' + line
    return [line.replace('\n', ' ') for line in found]


def _last_own_version(path: Path, now: str) -> polib.POFile:
    """Return the last version of the catalog ``path`` in git that differs from ``now`` and that we wrote, or none."""
    for text in _versions(path):
        if text != now and not is_foreign(text) and not OMEGAT.search(text):
            with suppress(FindingsError):
                return syntax.parsed(path, text)
    return polib.POFile()


def _versions(path: Path) -> Iterator[str]:
    """Yield the versions of ``path`` in git, the last first; none without git."""
    folder = path.parent
    with suppress(FindingsError, OSError):
        commits = git('log', f'-{VERSIONS}', '--format=%H', '--', path.name, root=folder, check=False).decode().split()
        for commit in commits:
            yield git('show', f'{commit}:./{path.name}', root=folder, check=False).decode('utf-8', 'replace')


def _clean_header(file: polib.POFile) -> None:
    """Take out of the header what a program has put there to be filled in."""
    if BLANKS.search(file.header or ''):
        file.header = ''
    file.metadata = {name: value for name, value in file.metadata.items() if not BLANKS.search(value)}
