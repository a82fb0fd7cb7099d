"""The difference of two texts word by word, as a reader sees it: ``The [-state-]{+national+} plan``."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

PIECES = re.compile(r'\w+|[^\w\s]|\s+')


def pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of both texts in order as ``(kind, text)``; kind is ``same``, ``out`` or ``in``."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    for kind, start, end, others, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == 'equal':
            yield 'same', ''.join(old[start:end])
            continue
        if end > start:
            yield 'out', ''.join(old[start:end])
        if last > others:
            yield 'in', ''.join(new[others:last])


def marked(before: str, after: str) -> str:
    """Return both texts in one: what is gone as ``[-…-]``, what is new as ``{+…+}``."""
    marks = {'same': '{}', 'out': '[-{}-]', 'in': '{{+{}+}}'}
    return ''.join(outside_blanks(marks[kind], text) for kind, text in pieces(before, after))


def outside_blanks(mark: str, text: str) -> str:
    """Return ``text`` put into ``mark``, with the blanks around it outside."""
    bare = text.strip()
    if not bare or mark == '{}':
        return mark.format(text)
    start = text.index(bare)
    return text[:start] + mark.format(bare) + text[start + len(bare) :]
