"""Every way to name a page, its labels and its files follows a move, and nothing else changes."""

import pytest

from publishing.text.moved_links import Move, labels_of, without_targets

MOVE = Move(
    'planning/way',
    'tools/path',
    {'way': 'path', 'way-first': 'path-first'},
    {'planning/way-map.png': 'tools/path-map.png', 'data/way.csv': 'data/path.csv'},
    frozenset(
        'planning/way.md planning/money.md planning/coast.png planning/way-map.png tools/forms.md data/way.csv '
        'data/other.csv index.md'.split()
    ),
)


@pytest.mark.parametrize(
    ('text', 'after'),
    [
        ('See [it](#way) and [its start](#way-first).', 'See [it](#path) and [its start](#path-first).'),
        ('[it](<#way>) [it](#way "Title")', '[it](<#path>) [it](#path "Title")'),
        ('[](way) <project:#way>', '[](path) <project:#path>'),
        ('{ref}`way`, {ref}`its start <way-first>`', '{ref}`path`, {ref}`its start <path-first>`'),
        ('[it](../planning/way.md)', '[it](path.md)'),
        ('[it](../planning/way.md#way-first)', '[it](path.md#path-first)'),
        ('[it](/planning/way.md)', '[it](/tools/path.md)'),
        ('{doc}`../planning/way`, {doc}`it </planning/way>`', '{doc}`path`, {doc}`it </tools/path>`'),
        ('![A map](../planning/way-map.png)', '![A map](path-map.png)'),
        (':::{chart} /data/way.csv\n:::', ':::{chart} /data/path.csv\n:::'),
        (':::{figure} ../planning/way-map.png\n:name: fig-way\n:::', ':::{figure} path-map.png\n:name: fig-way\n:::'),
        ('```{toctree}\nforms\nThe way <../planning/way>\n```', '```{toctree}\nforms\nThe way <path>\n```'),
        ('```{toctree}\r\nforms\r\n../planning/way\r\n```', '```{toctree}\r\nforms\r\npath\r\n```'),
    ],
)
def test_link_from_another_page_follows(text, after):
    assert MOVE.source(text, 'tools/forms') == after


@pytest.mark.parametrize(
    'text',
    [
        'The way is [long](#wayward), see [this](#far-way) and `way`, <b>, a < b.',
        '[web](https://example.org/planning/way.md#way) <https://example.org/way>',
        '[money](../planning/money.md) {cite}`way` {term}`way <way>`',
        ':::{margin} way\nway\n:::\n\n:::{chart} /data/other.csv\n:class: way\n:::',
        '(wayward)=\n# Way\n\nway\n',
        '```{toctree}\n:maxdepth: 1\n\nforms\n/index\nWeb <https://example.org/way>\n```\n\nplanning/way',
    ],
)
def test_what_is_no_link_to_the_page_stays(text):
    assert MOVE.source(text, 'tools/forms') == text


@pytest.mark.parametrize(
    ('text', 'after'),
    [
        ('(way)=\n# The way\n\n(way-first)=\n## First', '(path)=\n# The way\n\n(path-first)=\n## First'),
        ('## First {#way-first}', '## First {#path-first}'),
        (':::{figure} coast.png\n:name: way-first\n:::', ':::{figure} ../planning/coast.png\n:name: path-first\n:::'),
        ('[money](money.md) ![x](coast.png)', '[money](../planning/money.md) ![x](../planning/coast.png)'),
        ('[forms](../tools/forms.md) [all](../index.md)', '[forms](forms.md) [all](../index.md)'),
        ('![x](way-map.png)', '![x](path-map.png)'),
        ('```{toctree}\nmoney\n```', '```{toctree}\n../planning/money\n```'),
    ],
)
def test_page_itself_is_the_same_from_its_new_place(text, after):
    assert MOVE.source(text, 'planning/way') == after


def test_word_that_is_no_path_stays_also_beside_the_page():
    text = '```{index} way\n```\n\n:::{margin} way\nway\n:::\n\n:::{figure} coast.png\n:class: way\n:::\n'
    assert MOVE.source(text, 'planning/money') == text
    assert MOVE.source(text, 'planning/way') == text.replace('coast.png', '../planning/coast.png')


def test_message_is_rewritten_in_any_language():
    assert MOVE.words('Skatiet [ceļu](#way) un [naudu](money.md).', 'planning/way') == (
        'Skatiet [ceļu](#path) un [naudu](../planning/money.md).'
    )


def test_files_and_labels_of_a_page_are_found():
    source = '(way)=\n# Way\n\n:::{chart} /data/way.csv\n:name: fig-way\n:::\n\n'
    source += '![x](coast.png) [m](money.md)\n\n{#way-x}\n'
    assert MOVE.files_of(source, 'planning/way') == {'data/way.csv', 'planning/coast.png'}
    assert labels_of(source) == ['way', 'fig-way', 'way-x']


def test_words_without_targets_keep_web_addresses():
    one, other = 'Skatiet [ceļu](#way), {ref}`to <way>`.', 'Skatiet [ceļu](#path), {ref}`to <path>`.'
    assert without_targets(one) == without_targets(other)
    assert without_targets('[x](https://a.example)') != without_targets('[x](https://b.example)')
    assert without_targets('Eju [ceļu](#way).') != without_targets('Eju [taku](#way).')
