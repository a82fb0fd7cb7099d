"""Files of settings: every kind of value, every mistake with its line, fields by their names."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from publishing.core.findings import Code, FindingsError
from publishing.core.tables import entry, read

GOOD = """\
# A ship
name = "Ferry"

[hull]
length = 100
decks = 3
is-open = true
plan = "plan.txt"
kind = "car"
"""


@dataclass(frozen=True, kw_only=True)
class Ship:
    path: Path
    kind: str = entry('hull.kind', among=('car', 'train'))
    decks: int = entry('hull.decks')
    flag: str = entry('flag', default='LV')
    length: float = entry('hull.length', between=(1, 400))
    is_open: bool = entry('hull.is-open')
    plan: Path = entry('hull.plan')
    name: str = entry('name')


@pytest.fixture
def load(tmp_path):
    """Return a function that reads a ship from a text."""
    (tmp_path / 'plan.txt').touch()

    def run(text):
        path = tmp_path / 'ship.toml'
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, Ship, Code.PRINTER, 'name = "Ferry"', path=path)

    return run


def test_each_value_goes_to_the_field_of_its_key(load, tmp_path):
    assert load(GOOD) == Ship(
        path=tmp_path / 'ship.toml',
        kind='car',
        decks=3,
        flag='LV',
        length=100,
        is_open=True,
        plan=tmp_path / 'plan.txt',
        name='Ferry',
    )
    assert load(f'flag = "LT"\n{GOOD}').flag == 'LT'


@pytest.mark.parametrize(
    ('old', 'new', 'line', 'words'),
    [
        ('"Ferry"', '7', 2, '"name" is 7; expected text in quotation marks'),
        ('100', '"long"', 5, '"hull.length" is \'long\'; expected a number'),
        ('100', '500', 5, '"hull.length" is 500; expected 1 to 400'),
        ('100', 'true', 5, '"hull.length" is True; expected a number'),
        ('= 3', '= 3.5', 6, '"hull.decks" is 3.5; expected a whole number'),
        ('= true', '= 1', 7, '"hull.is-open" is 1; expected true or false'),
        ('plan.txt', 'none.txt', 8, 'the file "none.txt" is missing'),
        ('"car"', '"bus"', 9, '"hull.kind" is "bus"; expected one of car, train'),
        ('decks', 'deck', 6, 'the key "hull.deck" is unknown; expected one of hull.kind, hull.decks'),
        ('decks = 3', '', None, 'the key "hull.decks" is missing; expected a whole number. Add it.'),
        ('"Ferry"', 'Ferry', 2, 'this is not valid TOML ('),
    ],
)
def test_a_mistake_is_named_with_its_line(load, old, new, line, words):
    with pytest.raises(FindingsError) as caught:
        load(GOOD.replace(old, new, 1))
    found = {(finding.line, words in finding.text) for finding in caught.value.findings}
    assert (line, True) in found


def test_all_mistakes_are_named_at_once(load):
    with pytest.raises(FindingsError) as caught:
        load(GOOD.replace('100', '500').replace('"car"', '"bus"'))
    assert [finding.line for finding in caught.value.findings] == [9, 5]
    with pytest.raises(FindingsError, match='not UTF-8'):
        load(b'name = "\xff"')
