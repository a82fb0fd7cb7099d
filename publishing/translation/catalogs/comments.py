"""The comments of a message, line by line, and those of ours that another program has wrapped.

A line that allows something (``handbook: allow number – …``) counts as one. Babel and polib break comments after 76
letters, editors elsewhere, and a line that was cut off allows nothing.
"""

import re

#: A line that allows something, or its beginning.
ALLOW = re.compile(r'\s*handbook:\s*allow\b')
OURS = re.compile(r'\s*handbook:')
#: What stands before the reason.
REASON = re.compile(r'\s*[–—:-]')
#: The end of one that was cut off before its reason.
HEAD_ENDS = re.compile(r'(allow|[,–—:-])\s*$')
#: How many letters programs leave in a line, and how long one is at most that a program has broken.
WIDTH, WIDEST = 76, 79


def lines(comment: str | None) -> list[str]:
    """Return the lines of a comment; only an end of line parts them, no other sign."""
    return comment.split('\n') if comment else []


def whole_lines(comment: str | None) -> list[str]:
    """Return the lines of a translator's comment; what allows something is one line again.

    A line goes on in the next where it stops before its reason, or is so full that the next word found no room in it.
    """
    whole: list[str] = []
    last = ''
    for line in lines(comment):
        if whole and ALLOW.match(whole[-1]) and _goes_on(whole[-1], last, line):
            whole[-1] = _joined(whole[-1], line)
        else:
            whole.append(line)
        last = line
    return whole


def _goes_on(whole: str, last: str, line: str) -> bool:
    """Tell whether ``line`` is the rest of ``whole``, of which ``last`` was the last piece."""
    if not line.strip() or OURS.match(line):
        return False
    if HEAD_ENDS.search(whole) or (REASON.match(line) and not REASON.search(whole.partition('allow')[2])):
        return True
    could_be_broken = len(last) <= WIDEST or ' ' not in last
    return could_be_broken and len(last) + 1 + len(line.split()[0]) > WIDTH


def _joined(before: str, after: str) -> str:
    """Return two pieces as one; programs also break a line behind a hyphen."""
    before, after = before.rstrip(), after.strip()
    return f'{before}{after}' if re.search(r'\w-$', before) else f'{before} {after}'
