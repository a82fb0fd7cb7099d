"""The words of a message, as a reader sees them, and where each of them stands in the message as it is written.

What is no words – code, a reference, a citation, a placeholder – leaves one sign behind, which no rule takes for a
blank, a letter or a mark of punctuation. So nothing runs together, and no two blanks meet, where a piece was taken out.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Stands for a piece; Unicode has it for that.
PIECE = '\N{OBJECT REPLACEMENT CHARACTER}'
#: What only tells where a word may break.
SOFT_HYPHEN = '\N{SOFT HYPHEN}'
#: So far ahead a sign is looked for that is written in another way than it is read: ``\\*``, ``&amp;``.
NEAR = 12
WRITTEN = re.compile(r'&#?\w+;|.[\u0300-\u036f]*', re.DOTALL)
#: Tags inside a word or around some, which leave nothing behind.
INLINE = re.compile(
    r'</?(?:abbr|b|bd[io]|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]|u|var|a)\b[^<>]*>',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A part of a message: words, or a piece that is none.

    :ivar written: how it is written, without the marks around it.
    :ivar seen: of a piece, what a reader sees of it: '' for a mark, the words of a name.
    :ivar is_note: whether it belongs to the sentence before it: a citation, the mark of a footnote.
    """

    written: str
    is_piece: bool = False
    seen: str = ''
    is_note: bool = False


class Words(str):
    """The words of a message, with :data:`PIECE` for every piece.

    :ivar source: the message as it is written.
    :ivar parts: what it consists of, in order.
    """

    __slots__ = ('parts', 'source')

    def __new__(cls, source: str, parts: Iterable[Part] | None = None) -> 'Words':
        """Return the words of ``source``; without ``parts`` it is nothing but words."""
        parts = (Part(source),) if parts is None else tuple(part for part in parts if part.written)
        words = super().__new__(cls, _joined(PIECE if part.is_piece else part.written for part in parts))
        words.source, words.parts = source, parts
        return words


def written(words: str, begin: int, end: int) -> str:
    """Return how ``words[begin:end]`` is written in the message: with its markup and every piece."""
    if not isinstance(words, Words) or begin >= end:
        return words[begin:end]
    signs = _signs(words)
    return words.source[signs[begin][0] : signs[end - 1][1]]


def part(words: str, wanted: str) -> str:
    """Return how ``wanted``, which stands somewhere in ``words``, is written there."""
    at = words.index(wanted)
    return written(words, at, at + len(wanted))


def quoted(match: re.Match) -> str:
    """Return how that which was found in words is written, with the whole of the words at its ends."""
    words, (begin, end) = match.string, match.span()
    while 0 < begin < len(words) and words[begin - 1].isalnum() and words[begin].isalnum():
        begin -= 1
    while 0 < end < len(words) and words[end - 1].isalnum() and words[end].isalnum():
        end += 1
    return written(words, begin, end).strip()


def seen(words: str) -> str:
    """Return what a reader sees of ``words``, pieces included."""
    if not isinstance(words, Words):
        return words
    return _joined(part.seen if part.is_piece else part.written for part in words.parts)


def pieces(words: str) -> str:
    """Return what a reader sees of the pieces of ``words``."""
    return ' '.join(part.seen for part in getattr(words, 'parts', ()))


def ending(words: str) -> str:
    """Return the last sign of ``words``, before the notes behind it."""
    text = words.rstrip()
    parts = [part for part in getattr(words, 'parts', ()) if part.is_piece or part.written.strip()]
    while parts and parts[-1].is_note:
        parts.pop()
        text = text.removesuffix(PIECE).rstrip()
    return text[-1:]


def tag(content: str) -> Part:
    """Return the part that an HTML tag or comment is."""
    return Part('') if INLINE.fullmatch(content.strip()) else Part(content, is_piece=True)


def _joined(parts: Iterable[str]) -> str:
    return ''.join(parts).replace(SOFT_HYPHEN, '')


def _signs(words: Words) -> list[tuple[int, int]]:
    """Return where each sign of the words begins and ends in the message; a piece ends where words go on."""
    signs, pieces, at = [], [], 0
    for part in words.parts:
        found = words.source.find(part.written, at)
        if part.is_piece:
            pieces.append(at)
            at = found + len(part.written) if found >= 0 else at
            continue
        for offset, sign in enumerate(part.written):
            literal = found >= 0 and not part.written.isspace()
            begin, end = (found + offset, found + offset + 1) if literal else _near(words.source, sign, at)
            signs += [(piece, begin) for piece in pieces]
            pieces, at = [], end
            if sign != SOFT_HYPHEN:
                signs.append((begin, end))
    return signs + [(piece, len(words.source)) for piece in pieces]


def _near(source: str, sign: str, at: int) -> tuple[int, int]:
    """Return where a sign stands that may be written in another way: a blank as a line break, ``&`` as ``&amp;``."""
    for found in WRITTEN.finditer(source, at, at + NEAR):
        read = unicodedata.normalize('NFC', html.unescape(found[0]))
        if sign == (' ' if read == '\n' else read):
            return found.span()
    return at, at
