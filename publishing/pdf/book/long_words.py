"""Where lines may end in long words of the plain style: in the columns of tables, in signatures and in the index.

A column is never narrower than its longest word. Long names and addresses may therefore end a line behind a sign in
them, where readers look for it ("berthing_", "options_"); only a run of letters wider than its column is cut anywhere.
"""

import math
import re
from collections.abc import Iterator

from lxml import etree

from publishing.core.nodes import classes

#: Letters that a line of the plain style has in a table, those that go to the gap behind each column, and the same in
#: a table of so many columns that it is set smaller.
LETTERS, GAP = 83, 2
MANY, LETTERS_OF_MANY = 9, 100
#: Letters in a line of the index; letters of a word that a signature of a function has room for nearly everywhere.
INDEX_LETTERS, SIGNATURE_LETTERS = 34, 40
#: Letters that do not change where a word is cut: those of Arabic would lose their joints, and Chinese has no words.
WORD = '[!-\N{ARMENIAN HYPHEN}]'
#: Behind what a line may end in a long word: a sign in it, or a hump ("getPageSize").
END = re.compile(r'(?<=[\w)\]}"\'][_./:=,;?&@+|\\-])(?=[\w({\["\'])|(?<=[a-z])(?=[A-Z])')
SPACE, JOINER = '\N{ZERO WIDTH SPACE}', '\N{WORD JOINER}'
#: Between a blank and a word that begins with a dot ("a .po file"): no line ends there by itself, in Pango.
DOTTED = re.compile(r'(?<=\s)(?=\.\w)')
INLINE = {'a', 'abbr', 'b', 'code', 'em', 'i', 'kbd', 'samp', 'span', 'strong', 'tt'}
#: The hyphens of an option, behind which no line ends ("--verbose").
OPTION = re.compile(r'(?<![\w-])(--?)(?=\w)')


def fit_tables(body: etree._Element) -> None:
    """Let long words in the tables of a page break, and give tables of many columns the class ``many-columns``."""
    for table in body.iter('table'):
        rows = [row for row in table.iter('tr') if next(row.iterancestors('table')) is table]
        columns = max((sum(map(_span, row)) for row in rows), default=0)
        if columns >= MANY:
            table.set('class', f'{table.get("class", "")} many-columns'.strip())
        room = max(4, (LETTERS_OF_MANY if columns >= MANY else LETTERS) // max(columns, 1) - GAP)
        for row in rows:
            for cell in row:
                _break_words(cell, room)


def fit_signatures(body: etree._Element) -> None:
    """Let lines in the signatures of functions end in long names, and behind the bracket before the first parameter."""
    for signature in body.iter('dt'):
        if 'sig' in classes(signature):
            for element in _texts(signature):
                element.text = _opened(element.text)
                for child in element:
                    child.tail = _opened(child.tail)


def _opened(text: str | None) -> str | None:
    """Return words of a signature; no line would end between a bracket and what has an element of its own."""
    return re.sub(r'(?<=[(\[])$', SPACE, broken(text, SIGNATURE_LETTERS)) if text else text


def keep_options(body: etree._Element) -> None:
    """Keep the hyphens of options in code and the words behind them in one line; no sign for it is in the text."""
    for code in body.iter('code', 'pre'):
        for element in code.iter(etree.Element):
            element.text = OPTION.sub(rf'\1{JOINER}', element.text or '') or None
            for child in element:
                child.tail = OPTION.sub(rf'\1{JOINER}', child.tail or '') or None


def free_dots(body: etree._Element) -> None:
    """Let a line begin with a word that begins with a dot; what is not set in lines of text stays as it is."""
    before: tuple[etree._Element, str] | None = None  # where the words before stand, when a blank ends them
    for element, place in _places(body):
        text = getattr(element, place)
        if not text:
            continue
        if before and place == 'text' and element.tag in INLINE and DOTTED.match(f' {text}', 1):
            setattr(*before, getattr(*before) + SPACE)
        setattr(element, place, text := DOTTED.sub(SPACE, text))
        before = (element, place) if text[-1].isspace() else None


def _places(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield, in their order, an element and ``text`` or ``tail`` for all words in it but listings and drawings."""
    yield element, 'text'
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ('pre', 'svg', 'math', 'script', 'style'):
            yield from _places(child)
        yield child, 'tail'


def _span(cell: etree._Element) -> int:
    value = cell.get('colspan', '1')
    return int(value) if value.isdecimal() else 1


def _break_words(cell: etree._Element, room: int) -> None:
    for element in _texts(cell):
        element.text = broken(element.text, room)
        for child in element:
            child.tail = broken(child.tail, room)


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and all in it with words that may break: no listings, drawings or tables in a cell."""
    yield element
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ('pre', 'svg', 'table', 'script', 'style'):
            yield from _texts(child)


def broken(text: str | None, room: int) -> str | None:
    """Return ``text`` with a space without width wherever a line may end in a word of more than ``room`` letters."""
    if not text or len(text) <= room:
        return text
    return re.sub(rf'{WORD}{{{room + 1},}}', lambda word: SPACE.join(_pieces(word[0], room)), text)


def _pieces(word: str, room: int) -> Iterator[str]:
    for piece in END.split(word):
        size = math.ceil(len(piece) / math.ceil(len(piece) / room))
        yield from (piece[start : start + size] for start in range(0, len(piece), size))
