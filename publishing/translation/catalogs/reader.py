"""Read the text of a ``.po`` file by gettext's own grammar (``po-lex.c`` and ``po-gram-gen.y``).

The libraries for Python read line by line: they stumble over several strings on a line, a comment without a blank, an
octal escape, or a line separator within a text, all of which are right. Here a file is what it is to ``msgcat``, with
these differences: its charset is UTF-8 also where no header says so; flags on several lines are added up, and ``#=``
holds flags, as in newer versions of gettext; a line end of Windows is no part of a comment; ``# File: …, line: …`` is
a comment; a file may not be divided by ``domain``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polib

TOKEN = re.compile(
    r'[ \t\r\f\v]*(?:'
    r'"(?P<string>[^"\\\n]*(?:\\[^\n][^"\\\n]*)*)"'
    r'|(?P<newline>\n[ \t\r\f\v\n]*)'
    r'|(?P<word>[A-Za-z_$][\w$]*)'
    r'|(?P<mark>\#~\|?|\#\|)'
    r'|\#(?P<comment>[^\n]*)\n?'
    r'|(?P<number>[0-9]+)'
    r'|(?P<bracket>[][])'
    r'|\Z)',
    re.ASCII,
)
KEYWORDS = {'msgctxt', 'msgid', 'msgid_plural', 'msgstr'}
#: What stands before the name of a token behind ``#|`` or ``#~|``: it is of the former original.
FORMER = 'previous_'
CUT = re.compile(r'\\\n')
ESCAPE = re.compile(rb'\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))', re.DOTALL)
ESCAPED = dict(zip(b'ntbrfva\\"', b'\n\t\b\r\f\v\a\\"', strict=True))
#: A file and its line, or the file alone; a name between the two signs may have blanks in it.
PLACE = re.compile(r'((?:\u2068[^\u2069]*\u2069|[^ \t])+?)(?:[ \t]*:[ \t]*([0-9]+))?(?=[ \t]|$)')
FLAG = re.compile(r'range:[ \t]*[^ \t\r\f\v,]+|[^ \t\r\f\v,]+')


class PoSyntaxError(ValueError):
    """A place that gettext's grammar has no meaning for, in words like those of ``msgfmt``."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f'{line}: {words}')
        self.line, self.words = line, words


class Entry(polib.POEntry):
    """A message that knows two of its lines: ``linenum`` is that of its ``msgid``."""

    #: The line on which its translation begins.
    msgstr_line: int | None = None


class Token(NamedTuple):
    """One word of the grammar; ``kind`` is a keyword, ``string``, ``comment``, ``number``, a bracket, or ``end``."""

    kind: str
    text: str
    line: int
    is_obsolete: bool


def read(text: str) -> polib.POFile:
    """Return the messages of ``text``; the header, where there is one, as the metadata of the file.

    :raises PoSyntaxError: where ``msgcat`` would refuse it too.
    """
    file, comments, tokens, has_header = polib.POFile(wrapwidth=0), [], Tokens(text), False
    while tokens.next.kind != 'end':
        if tokens.next.kind == 'comment':
            comments.append(tokens.take().text)
            continue
        entry = _message(tokens)
        _annotate(entry, comments)
        comments = []
        if entry.msgid or entry.msgctxt is not None or entry.obsolete or has_header:
            file.append(entry)
        else:
            has_header = True
            file.header, file.metadata, file.metadata_is_fuzzy = entry.tcomment, _fields(entry.msgstr), entry.fuzzy
    return file


class Tokens:
    """The tokens of a text, one of them looked at in advance."""

    def __init__(self, text: str) -> None:
        self._rest = _tokens(text)
        self.next = next(self._rest)
        #: Whether the message that is being read is obsolete; None between two.
        self.is_obsolete: bool | None = None

    def take(self, kind: str = '') -> Token:
        """Return the next token and go on.

        :raises PoSyntaxError: when it is not of this ``kind``, or alone in its message (not) behind ``#~``.
        """
        token = self.next
        if kind and token.kind != kind:
            raise PoSyntaxError(token.line, 'syntax error')
        if self.is_obsolete not in (None, token.is_obsolete):
            raise PoSyntaxError(token.line, 'inconsistent use of #~')
        if token.kind != 'end':
            self.next = next(self._rest)
        return token

    def text(self, kind: str = 'string') -> str:
        """Return what the strings that come next say together."""
        line, parts = self.next.line, [self.take(kind).text]
        while self.next.kind == kind:
            parts.append(self.take().text)
        text = ''.join(parts)
        try:
            text.encode()
        except UnicodeEncodeError:  # bytes that were written as numbers
            try:
                text = text.encode('utf-8', 'surrogateescape').decode()
            except UnicodeDecodeError:
                raise PoSyntaxError(line, 'invalid multibyte sequence') from None
        return text


def _tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``, then ``end`` for ever.

    A backslash at the end of a line joins it with the next, wherever that may be.
    """
    cuts = [cut.start() - 2 * number for number, cut in enumerate(CUT.finditer(text))]
    text = CUT.sub('', text) if cuts else text
    place, line, is_obsolete, before = 0, 1, False, ''
    while place < len(text) and (found := TOKEN.match(text, place)):
        kind, place = found.lastgroup, found.end()
        value = found[kind] if kind else ''
        number = line + bisect_right(cuts, found.start(kind)) if cuts and kind else line
        if kind == 'newline':
            line, is_obsolete, before = line + value.count('\n'), False, ''
        elif kind == 'mark':
            is_obsolete, before = is_obsolete or '~' in value, before or (FORMER if '|' in value else '')
        elif kind == 'comment':
            yield Token(kind, value.removesuffix('\r'), number, False)
            line, is_obsolete = line + 1, False  # as in gettext, "#|" before a comment goes on after it
        elif kind == 'string':
            yield Token(before + kind, _unescaped(value, number), number, is_obsolete)
        elif kind == 'word':
            if value not in KEYWORDS or (before and value == 'msgstr'):
                words = 'domain directive' if value == 'domain' else f'keyword "{value}" unknown'
                raise PoSyntaxError(number, words)
            yield Token(before + value, '', number, is_obsolete)
        elif kind:
            yield Token(value if kind == 'bracket' else kind, value, number, is_obsolete)
    number = line + bisect_right(cuts, place)
    if place < len(text):
        is_open = text[place:].lstrip(' \t\r\f\v').startswith('"')
        raise PoSyntaxError(number, 'end-of-line within string' if is_open else 'syntax error')
    while True:
        yield Token('end', '', number, False)


def _message(tokens: Tokens) -> Entry:
    """Return the message that begins with the next token."""
    tokens.is_obsolete = tokens.next.is_obsolete
    entry = Entry(flags=[], occurrences=[], msgstr_plural={}, obsolete=tokens.is_obsolete)
    if tokens.next.kind.startswith(FORMER):
        entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural = _original(tokens, FORMER)
    entry.linenum = tokens.next.line
    entry.msgctxt, entry.msgid, plural = _original(tokens)
    entry.msgid_plural = plural or ''
    entry.msgstr_line = tokens.next.line
    if tokens.next.kind != 'msgstr':
        missing = 'msgstr' if plural is None else 'msgstr[]'
        raise PoSyntaxError(entry.linenum, f"missing '{missing}' section")
    if plural is None:
        tokens.take()
        entry.msgstr = tokens.text()
    while plural is not None and tokens.next.kind == 'msgstr':
        line = tokens.take().line
        tokens.take('[')
        number = int(tokens.take('number').text)
        tokens.take(']')
        if number != len(entry.msgstr_plural):
            raise PoSyntaxError(line, 'plural form has wrong index')
        entry.msgstr_plural[number] = tokens.text()
    tokens.is_obsolete = None
    return entry


def _original(tokens: Tokens, before: str = '') -> tuple[str | None, str, str | None]:
    """Return the context, the text and the plural that come next."""
    context = plural = None
    if tokens.next.kind == f'{before}msgctxt':
        tokens.take()
        context = tokens.text(f'{before}string')
    tokens.take(f'{before}msgid')
    text = tokens.text(f'{before}string')
    if tokens.next.kind == f'{before}msgid_plural':
        tokens.take()
        plural = tokens.text(f'{before}string')
    return context, text, plural


def _unescaped(text: str, line: int) -> str:
    """Return what a string says. Numbers stand for bytes; those that are no letter yet come as surrogates."""
    if '\\' in text:

        def byte(escape: re.Match) -> bytes:
            octal, hexadecimal, letter = escape.groups()
            if letter and ord(letter) not in ESCAPED:
                raise PoSyntaxError(line, 'invalid control sequence')
            value = ESCAPED[ord(letter)] if letter else int(octal or hexadecimal, 8 if octal else 16)
            return bytes([value & 0xFF])

        text = ESCAPE.sub(byte, text.encode()).decode('utf-8', 'surrogateescape')
    text = text.partition('\0')[0]  # where a string ends in C
    if '\4' in text:
        raise PoSyntaxError(line, 'context separator <EOT> within string')
    return text


def _annotate(entry: Entry, comments: Sequence[str]) -> None:
    """Give ``entry`` what the comments above it say."""
    own, extracted = [], []
    for comment in comments:
        if comment.startswith('.'):
            extracted.append(comment[1:].removeprefix(' '))
        elif comment.startswith(':'):
            entry.occurrences += PLACE.findall(comment[1:])
        elif comment.startswith((',', '=', '!')):
            entry.flags += FLAG.findall(comment[1:])
        else:
            own.append(comment.removeprefix(' '))
    entry.tcomment, entry.comment = '\n'.join(own), '\n'.join(extracted)


def _fields(header: str) -> dict[str, str]:
    """Return the lines of a header by their names; one without a name goes on with the line before."""
    fields, name = {}, ''
    for line in header.split('\n'):
        before, colon, after = line.partition(':')
        if colon:
            name = before
            fields[name] = after.strip()
        elif name and line.strip():
            fields[name] += f'\n{line.strip()}'
    return fields
