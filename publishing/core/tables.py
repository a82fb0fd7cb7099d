"""Files of settings in TOML: a dataclass says which keys a file has, and what is wrong with one is named with its line.

    @dataclass(frozen=True, kw_only=True)
    class Printer:
        bleed: float = entry('bleed', between=(0, 20))
        mark_length: float = entry('marks.length', between=(1, 20))
        condition: str = entry('intent.condition', default='')

``read`` makes such a ``Printer`` of a file, each field by its name. A key of a section is written ``section.key``.
"""

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError, short

#: Levels of tables and lists in a file of settings.
DEEPEST = 8
#: What a field may hold, in words.
KINDS = {
    str: 'text in quotation marks',
    bool: 'true or false',
    int: 'a whole number',
    float: 'a number',
    Path: 'the path of a file in quotation marks',
}


def entry(
    key: str, between: tuple[float, float] | None = None, among: tuple[str, ...] = (), called: str = 'file', **options
):
    """Return a field of a dataclass that stands in a file as ``key``; one with a ``default`` may be left out.

    :param between: the least and the greatest number. :param among: the words that are known.
    :param called: what a file is.
    """
    return dataclasses.field(metadata={'key': key, 'between': between, 'among': among, 'called': called}, **options)


def read(path: Path, kind: type, code: Code, example: str, /, **more):
    """Return the ``kind`` that a file describes; ``more`` are its fields that stand in no file.

    :param example: a line such as the file has.
    :raises FindingsError: naming everything that is wrong with the file.
    """
    text = read_text(path, code)
    raw = parsed(path, text, code, example)
    entries = {one.metadata['key']: one for one in dataclasses.fields(kind) if 'key' in one.metadata}
    values = dict(_flat(raw))
    faults = [
        (key, f'the key "{short(key, 60)}" is unknown; expected one of {", ".join(entries)}. Correct or remove it.')
        for key in values
        if key not in entries
    ]
    for key, one in entries.items():
        if key in values:
            if words := _fault(one, values[key], path.parent):
                faults.append((key, words))
        elif one.default is dataclasses.MISSING:
            faults.append((key, f'the key "{key}" is missing; expected {KINDS[one.type]}. Add it.'))
    if faults:
        raise FindingsError(Finding(path, line_of(text, key), code, words) for key, words in faults)
    return kind(**more, **{entries[key].name: _value(entries[key], value, path) for key, value in values.items()})


def parsed(path: Path, text: str, code: Code, example: str) -> dict[str, object]:
    """Return what stands in the text of a file of settings.

    :param example: a line such as the file has.
    :raises FindingsError: when it is no TOML, or holds what no setting is.
    """
    try:
        raw = tomllib.loads(text)
        if _depth(raw) <= DEEPEST:
            return raw
        why = f'it is more than {DEEPEST} levels deep'
    except RecursionError:
        why = f'it is more than {DEEPEST} levels deep'
    except ValueError as error:  # TOMLDecodeError, and for a number of thousands of digits
        why = short(str(error), 120)
    found = re.search(r'line (\d+)', why)  # else "at end of document"
    line = int(found[1]) if found else max(1, text.rstrip('\n').count('\n') + 1)
    words = f'this is not valid TOML ({why}); expected lines like: {example}. Correct the line.'
    raise FindingsError([Finding(path, line, code, words)])


def _depth(value: object) -> int:
    """Return how many levels of tables and lists a value has; it stops counting beyond ``DEEPEST``."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        holders = [one for one in level if isinstance(one, (dict, list))]
        level = [inner for one in holders for inner in (one.values() if isinstance(one, dict) else one)]
        depth += bool(holders)
    return depth


def line_of(text: str, key: str) -> int | None:
    """Return the line, from 1, on which a key of a file stands."""
    section = ''
    for number, line in enumerate(text.split('\n'), start=1):
        if header := re.match(r'\s*\[([^]]*)]', line):
            section = f'{header[1].strip()}.'
        elif section + line.partition('=')[0].strip() == key:
            return number
    return None


def _flat(raw: dict, section: str = '') -> Iterator[tuple[str, object]]:
    for key, value in raw.items():
        if isinstance(value, dict):
            yield from _flat(value, f'{section}{key}.')
        else:
            yield f'{section}{key}', value


def _fault(one: dataclasses.Field, value: object, folder: Path) -> str:
    """Return what is wrong with a value and what to do, or ''."""
    key, between, among = (one.metadata[name] for name in ('key', 'between', 'among'))
    wanted = {float: (int, float), Path: str}.get(one.type, one.type)
    if not isinstance(value, wanted) or (isinstance(value, bool) and one.type is not bool):
        return f'"{key}" is {short(repr(value), 60)}; expected {KINDS[one.type]}. Correct it.'
    if between and not between[0] <= value <= between[1]:
        return f'"{key}" is {short(str(value), 60)}; expected {between[0]} to {between[1]}. Correct it.'
    if among and value not in among:
        return f'"{key}" is "{short(value, 60)}"; expected one of {", ".join(among)}. Correct it.'
    called = one.metadata['called']
    if one.type is Path and not (folder / value).is_file():
        return (
            f'the {called} "{short(value, 60)}" is missing; expected a file, its path seen from this one. Put the '
            f'{called.split()[-1]} there or correct {key}.'
        )
    return ''


def _value(one: dataclasses.Field, value: object, path: Path) -> object:
    return path.parent / value if one.type is Path else value
