"""The difference of two texts, word by word, as parts and as a reader sees it: ``The [-state-]{+national+} plan``."""

import re
from difflib import SequenceMatcher

SAME, GONE, NEW = '', 'del', 'ins'
#: How parts are marked where there is only plain text.
MARKS = {SAME: '{}', GONE: '[-{}-]', NEW: '{{+{}+}}'}
_TOKEN = re.compile(r'\s+|[^\w\s]|\w+(?:[.,\'’-]\w+)*')


def marked(before: str, after: str) -> str:
    """Return both texts in one: what is gone as ``[-…-]``, what is new as ``{+…+}``."""
    return ''.join(mark(kind, text) for kind, text in word_changes(before, after))


def mark(kind: str, text: str) -> str:
    """Return a part with its mark; the blanks around it stay outside."""
    bare = text.strip() or text
    before, _bare, after = text.partition(bare)
    return before + MARKS[kind].format(bare) + after


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return the parts of both texts in reading order: ``(SAME | GONE | NEW, text)``.

    Parts that are ``SAME`` or ``GONE`` make up ``before``, those that are ``SAME`` or ``NEW`` make up ``after``.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[tuple[str, str]] = []
    for kind, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == 'equal':
            parts.append((SAME, ''.join(old[start:end])))
            continue
        parts += [(GONE, ''.join(old[start:end]))] if end > start else []
        parts += [(NEW, ''.join(new[from_:to]))] if to > from_ else []
    return _without_islands(parts)


def _without_islands(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join changes between which only blanks have stayed, so that phrases read as phrases."""
    joined: list[tuple[str, str]] = []
    run: list[tuple[str, str]] = []
    for number, part in enumerate([*parts, (SAME, '')]):
        is_island = part[0] == SAME and part[1].isspace() and run and number + 1 < len(parts)
        if part[0] != SAME or is_island:
            run.append(part)
            continue
        gone = ''.join(text for kind, text in run if kind != NEW)
        new = ''.join(text for kind, text in run if kind != GONE)
        if any(kind == GONE for kind, _text in run):
            joined.append((GONE, gone))
        if any(kind == NEW for kind, _text in run):
            joined.append((NEW, new))
        run = []
        if part[1]:
            joined.append(part)
    return joined
