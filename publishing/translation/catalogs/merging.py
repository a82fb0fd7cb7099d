"""Merge what two branches have made of one catalog, message by message; git's merge driver ``catalog`` calls it.

Git merges line by line. It stops where two programs have dated the same header or two people have worked side by side,
and it may join half of what one did to half of what the other did. Here the parts of each message are merged:

* its translation as a whole (with ``fuzzy`` and the former English, which say what it is worth): what one side has
  changed counts; where both have changed it, each otherwise, the conflict stays, with both texts;
* a translator's comments: what either side has added or taken away;
* whether it is obsolete, its places and hints: from the side that has refreshed the catalog;
* the header: of a line that both have changed, that of the later revision.

A message that one side has taken out and the other translated meanwhile is kept as obsolete. Where it had a translation
before, a refresh takes it out only because the text now stands elsewhere; then the conflict stays, since only a person
can carry the new words there.
"""

import datetime
from collections.abc import Callable, Iterable
from itertools import chain, pairwise, takewhile
from pathlib import Path
from typing import TypeVar

import polib

from publishing.core.findings import FindingsError
from publishing.translation.catalogs import syntax
from publishing.translation.catalogs.comments import lines
from publishing.translation.catalogs.entries import key
from publishing.translation.catalogs.form import date_changes, entry_text, header_text

#: Header lines that are set together, by whoever saves a translation.
REVISION = ('PO-Revision-Date', 'Last-Translator')
EARLIEST = datetime.datetime.min.replace(tzinfo=datetime.UTC)

Part = TypeVar('Part')
Key = tuple[str | None, str]
#: A message as it is to be in ours and in theirs; None where it is to be gone. Where they differ, a person decides.
Pair = tuple[polib.POEntry | None, polib.POEntry | None]


def merged(base: str, ours: str, theirs: str, marker: int = 7) -> tuple[str, int]:
    """Return the merged catalog in the project's form, and how many messages both sides have changed, each otherwise.

    :param marker: how many signs a line has that marks a conflict.
    :raises FindingsError: when one of the three cannot be read.
    """
    files = [_file(text) for text in (base, ours, theirs)]
    known = [{key(entry): entry for entry in file} for file in files]
    pairs = [_message(*(one.get(name) for one in known)) for name in _order(*map(list, known))]
    pairs = sorted(filter(any, pairs), key=lambda pair: bool((pair[0] or pair[1]).obsolete))
    date_changes([entry for pair in pairs for entry in pair if entry], None)
    both = [tuple(entry_text(entry) if entry else '' for entry in pair) for pair in pairs]
    blocks = [header_text(_header(*files)), *(_block(one, other, marker) for one, other in both)]
    return '\n'.join(blocks), sum(one != other for one, other in both)


def _file(text: str) -> polib.POFile:
    path = Path('catalog.po')
    file = syntax.parsed(path, text)
    if found := syntax.duplicates(path, file):
        raise FindingsError(found)
    return file


def _order(base: list[Key], ours: list[Key], theirs: list[Key]) -> list[Key]:
    """Return the messages of both sides in the order of the one that has changed it, else of ours."""
    order, others = (theirs, ours) if ours == base else (ours, theirs)
    order = list(order)
    for before, name in pairwise([None, *others]):
        if name not in order:
            order.insert(order.index(before) + 1 if before else 0, name)
    return order


def _message(base: polib.POEntry | None, ours: polib.POEntry | None, theirs: polib.POEntry | None) -> Pair:
    if ours and theirs:
        return _parts(base, ours, theirs)
    left = ours or theirs
    if base is None:
        return left, left
    was_moved = bool(left.obsolete) != bool(base.obsolete)
    if (_translation(left), left.tcomment) == (_translation(base), base.tcomment):
        return (left, left) if was_moved else (None, None)
    if _worth(base) == CONFIRMED:
        return ours, theirs
    kept = (left if was_moved else _like(left, obsolete=True)) if _worth(left) else None
    return kept, kept


def _parts(base: polib.POEntry | None, ours: polib.POEntry, theirs: polib.POEntry) -> Pair:
    """Return a message that both sides have, merged part by part."""
    base = base or _common(ours, theirs)

    def settled(part: Callable[[polib.POEntry], Part]) -> Part:
        return _settled(part(base), part(ours), part(theirs), otherwise=part(ours))

    same = {
        'tcomment': _comment(base.tcomment, ours.tcomment, theirs.tcomment),
        'comment': settled(lambda entry: entry.comment),
        'occurrences': settled(lambda entry: entry.occurrences),
        'obsolete': settled(lambda entry: bool(entry.obsolete)),
    }
    flags = settled(lambda entry: [flag for flag in entry.flags if flag != 'fuzzy'])
    base, *sides = map(_translation, (base, ours, theirs))
    if base in sides or sides[0] == sides[1]:
        sides = [_settled(base, *sides, otherwise=base)] * 2
    return tuple(_like(ours, **same, **words, flags=[*flags, *fuzzy]) for words, fuzzy in sides)


def _common(ours: polib.POEntry, theirs: polib.POEntry) -> polib.POEntry:
    """Return what a message that is new on both sides can be said to come from: the less finished of the two, or none.

    A refresh on both sides has made the same message; one of them may have gone on to translate it.
    """
    less = min(ours, theirs, key=_worth)
    empty = (
        {} if _worth(ours) != _worth(theirs) or not _worth(less) else {'msgstr': '', 'msgstr_plural': {}, 'flags': []}
    )
    return _like(less, tcomment='', obsolete=True, **empty)


#: What a translation is worth: none, not confirmed, confirmed.
NONE, UNFINISHED, CONFIRMED = range(3)


def _worth(entry: polib.POEntry) -> int:
    if not (entry.msgstr or any(entry.msgstr_plural.values())):
        return NONE
    return UNFINISHED if entry.fuzzy else CONFIRMED


def _translation(entry: polib.POEntry) -> tuple[dict, list[str]]:
    """Return the translation with what says what it is worth; the latter's flag apart."""
    names = ('msgid_plural', 'msgstr', 'msgstr_plural', 'previous_msgid')
    return {name: getattr(entry, name) for name in names}, ['fuzzy'] if entry.fuzzy else []


def _like(entry: polib.POEntry, **changes: object) -> polib.POEntry:
    """Return a copy of ``entry`` with ``changes``."""
    return polib.POEntry(**(vars(entry) | changes))


def _settled(base: Part, ours: Part, theirs: Part, otherwise: Part) -> Part:
    """Return what one side has changed, or both alike; else ``otherwise``."""
    if base in (ours, theirs) or ours == theirs:
        return theirs if ours == base else ours
    return otherwise


def _comment(base: str, ours: str, theirs: str) -> str:
    """Return the lines of a comment that nobody has taken away, and those that somebody has added."""
    before, here, there = map(lines, (base, ours, theirs))
    kept = [line for line in here if line in there or line not in before]
    return '\n'.join([*kept, *(line for line in there if line not in here and line not in before)])


def _header(base: polib.POFile, ours: polib.POFile, theirs: polib.POFile) -> polib.POFile:
    """Return a catalog that has only a header: its lines, and the comment above them."""
    later = theirs if _date(theirs) > _date(ours) else ours

    def settled(names: Iterable[str]) -> dict[str, str]:
        parts = [
            {name: one.metadata[name] for name in names if name in one.metadata} for one in (base, ours, theirs, later)
        ]
        return _settled(*parts)

    fields = dict(chain.from_iterable(settled([name]).items() for name in {**ours.metadata, **theirs.metadata}))
    header = polib.POFile()
    header.metadata = {name: value for name, value in fields.items() if name not in REVISION} | settled(REVISION)
    header.header = _comment(base.header, ours.header, theirs.header)
    return header


def _date(file: polib.POFile) -> datetime.datetime:
    """Return when a translation was saved last; of dates that cannot be read the earliest."""
    try:
        return datetime.datetime.strptime(file.metadata['PO-Revision-Date'], '%Y-%m-%d %H:%M%z')
    except (KeyError, ValueError):
        return EARLIEST


def _block(ours: str, theirs: str, marker: int) -> str:
    """Return one message; between git's marks what differs in it."""
    if ours == theirs:
        return ours
    here, there = (text.split('\n')[:-1] for text in (ours, theirs))
    before = _alike(here, there)
    here, there = here[before:], there[before:]
    after = _alike(here[::-1], there[::-1])
    rest = here[len(here) - after :]
    marked = [
        *('<' * marker + ' ours', *here[: len(here) - after], '=' * marker),
        *(*there[: len(there) - after], '>' * marker + ' theirs'),
    ]
    return ''.join(f'{line}\n' for line in [*ours.split('\n')[:before], *marked, *rest])


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many lines are the same from the first on."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
