"""Signs that nobody sees, or that are not what they look like: which they are, where they stand, how they are mended.

They come from word processors, spreadsheets, PDFs and chats, and make two texts differ that look the same. Whoever
reads a text asks here: :func:`find` for what is wrong, :func:`mended` where a text comes from outside, :func:`readable`
where words are judged, so that a sign nobody sees never is the reason for a message about something else.

A sign that its neighbours need is meant: a joiner beside letters that join (Persian, Hindi) or within an emoji, marks
of direction in a text with letters from right to left, a soft hyphen between two letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.core.sign_kinds import Kind

_BLANK, _NO_BREAK = ' ', '\N{NO-BREAK SPACE}'
_RETURN, _SOFT, _JOINER = '\r', '\N{SOFT HYPHEN}', '\N{ZERO WIDTH JOINER}'
_LINES = '\v\f\r\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}'
_OVERRIDES = '\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}'
_DIRECTION = (
    '\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT EMBEDDING}'
    '\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}'
    '\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}'
)
#: Neither controls of format nor drawn: fillers, vowels that have no shape, the empty pattern of Braille.
_UNDRAWN = '\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0'
#: Put in by programs: for an object that did not come along, for what could not be read.
_PLACEHOLDERS = '\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}'
#: Controls of format that are drawn, or that notation needs, by the first word of their names.
_DRAWN = ('ARABIC', 'SYRIAC', 'KAITHI', 'EGYPTIAN', 'MUSICAL', 'SHORTHAND')
#: Where Unicode goes on adding emoji and ideographs: what Python does not know yet may be one.
_GROWING = ((0x1F000, 0x1FAFF), (0x20000, 0x3FFFF))
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x180B, 0x180D), (0x180F, 0x180F))
_TAGS = (0xE0000, 0xE007F)
_FLAG = '\N{WAVING BLACK FLAG}'
#: Scripts whose letters join, as the names of letters begin, and those that are written without blanks.
_JOINING = frozenset(
    'ARABIC SYRIAC MONGOLIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA KHMER '
    'MYANMAR TIBETAN NKO MANDAIC PHAGS-PA JAVANESE BALINESE'.split()
)
_UNSPACED = frozenset(
    'THAI LAO KHMER MYANMAR TIBETAN JAVANESE BALINESE CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA BOPOMOFO'.split()
)
_IDEOGRAPHIC = frozenset('CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA BOPOMOFO HANGUL IDEOGRAPHIC FULLWIDTH'.split())
#: Names that ``unicodedata`` does not have for controls.
_CONTROLS = {
    unicodedata.lookup(name): name
    for name in 'NULL,BACKSPACE,LINE TABULATION,FORM FEED,CARRIAGE RETURN,ESCAPE,DELETE,NEXT LINE'.split(',')
}
#: Letters of other alphabets that look like Latin ones.
_ALIKE = dict(zip('аеорсухіјѕԁһԛԝАВЕКМНОРСТХУІЈЅ', 'aeopcyxijsdhqwABEKMHOPCTXYIJS', strict=True)) | dict(
    zip('οανυιρκΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oavuipkABEZHIKMNOPTYX', strict=True)
)
_LETTERS = re.compile(r'[^\W\d_]+')
#: No language has as many marks upon one letter.
_MOST_MARKS = 8
_FLOOD = re.compile(
    rf'[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{_MOST_MARKS + 1},}}'
)


@dataclass(frozen=True)
class Found:
    """A sign, or a letter with its marks, at a place of a text."""

    kind: Kind
    at: int
    sign: str
    word: str

    @property
    def place(self) -> str:
        """What was found, and where."""
        return f'{named(self.sign)} stands in "{self.word}"'

    @property
    def text(self) -> str:
        """What to say: found, expected, remedy."""
        return f'{self.place}; expected {self.kind.expected}. {self.kind.remedy}{self._hint}.'

    @property
    def done(self) -> str:
        """What to say where it was mended."""
        return (
            f'{named(self.sign)} stood in "{self.word}"; expected {self.kind.expected}. It was mended: in its place is '
            f'{self.kind.becomes}.'
        )

    @property
    def _hint(self) -> str:
        if self.kind is Kind.ALIKE:
            return f': it looks like {unicodedata.name(_twin(self.sign))}'
        if self.kind is Kind.CONTROL and '\x80' <= self.sign <= '\x9f':
            meant = self.sign.encode('latin-1').decode('cp1252', 'ignore')
            return f': {meant} may have been meant' if meant else ''
        return ''


def find(text: str, language: str = '') -> list[Found]:
    """Return every sign in ``text`` that is not meant, in order.

    :param language: the tag of its language; one that is written from right to left may have marks of direction.
    """
    present = set(text)
    suspects = {sign for sign in present if _kind(sign)}
    found = [(_kind(sign), at, sign) for at, sign in enumerate(text) if sign in suspects] if suspects else []
    found = [(kind, at, sign) for kind, at, sign in found if not _is_meant(kind, text, at, language)]
    if not text.isascii():
        found += [(Kind.FLOOD, flood.start(), flood[0][0]) for flood in _FLOOD.finditer(text)]
    if not unicodedata.is_normalized('NFC', text):
        found += [(Kind.DECOMPOSED, at, letter) for at, letter in _decomposed(text)]
    if not present.isdisjoint(_ALIKE):
        found += [(Kind.ALIKE, at, letter) for at, letter in _alike(text)]
    return [Found(kind, at, sign, _word(text, at, sign)) for kind, at, sign in sorted(found, key=lambda one: one[1])]


def added(original: str, translation: str, language: str = '') -> list[Found]:
    """Return what is in ``translation`` and not in ``original`` too, the first of each sign."""
    theirs = {(one.kind, one.sign) for one in find(original)}
    ours = {(one.kind, one.sign): one for one in reversed(find(translation, language))}
    return sorted((one for key, one in ours.items() if key not in theirs), key=lambda one: one.at)


def mended(text: str, language: str = '') -> tuple[str, list[Found]]:
    """Return ``text`` with what can be mended for certain, and what that was, the first of each sign."""
    found = [one for one in find(text, language) if one.kind.becomes]
    first = {(one.kind, one.sign): one for one in reversed(found)}
    return _replaced(text, found), sorted(first.values(), key=lambda one: one.at)


def readable(text: str, language: str = '') -> str:
    """Return ``text`` as words are judged in it: mended, without controls, each word in one alphabet."""
    found = find(text, language)
    return _replaced(text, found) if found else text


def shown(text: str) -> str:
    """Return ``text`` with what nobody sees as ⟨U+200B⟩, for messages."""
    parts, end = [], 0
    for one in find(text):
        if one.kind is not Kind.DECOMPOSED:
            parts += [text[end : one.at], _point(one.sign)]
            end = one.at + 1
    return ''.join([*parts, text[end:]])


def named(sign: str) -> str:
    """Return the code point and the name of a sign: ``⟨U+200B⟩ ZERO WIDTH SPACE``."""
    return ' with '.join(f'{_point(one)} {_name(one)}' for one in sign)


def table() -> str:
    """Return the kinds of signs as a table in Markdown."""
    rows = [
        f'| {kind.signs} | {"warning" if kind.is_doubtful else "error"} '
        f'| {kind.becomes or ("taken, with the warning" if kind.is_doubtful else "refused")} |'
        for kind in Kind
    ]
    return '\n'.join(['| Signs | In chapters and catalogs | In a work package taken back |', '|---|---|---|', *rows])


# Which signs


@lru_cache(maxsize=4096)
def _kind(sign: str) -> Kind | None:
    """Return the kind of a sign that may be wrong, None for any other."""
    category, point = unicodedata.category(sign), ord(sign)
    if sign in ' \t\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}':
        return None
    for kind, signs in _LISTED:
        if sign in signs:
            return kind
    if any(first <= point <= last for first, last in _SELECTORS):
        return Kind.SELECTOR
    if category == 'Zs':
        return Kind.BLANK
    if category == 'Cc':
        return Kind.CONTROL
    if category == 'Cf' and _script(sign) not in _DRAWN:
        return Kind.UNKNOWN if _TAGS[0] <= point <= _TAGS[1] else Kind.UNSEEN
    if category in ('Co', 'Cs') or (category == 'Cn' and not any(one <= point <= last for one, last in _GROWING)):
        return Kind.UNKNOWN
    return None


_LISTED = (
    (Kind.LINE, _LINES),
    (Kind.OVERRIDE, _OVERRIDES),
    (Kind.DIRECTION, _DIRECTION),
    (Kind.UNSEEN, _UNDRAWN),
    (Kind.PLACEHOLDER, _PLACEHOLDERS),
)


def _is_meant(kind: Kind, text: str, at: int, language: str) -> bool:
    """Tell whether the neighbours of a sign, or the language, need it."""
    before, sign, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if kind is Kind.LINE:
        return sign == _RETURN and after == '\n'
    if kind is Kind.DIRECTION:
        return _is_right_to_left(language) or any(map(_is_from_right, text))
    if kind is Kind.SELECTOR:
        return _is_picture(before) or _script(before) in ('CJK', 'MONGOLIAN', 'MYANMAR', 'PHAGS-PA')
    if kind is Kind.UNKNOWN:
        return _TAGS[0] <= ord(sign) <= _TAGS[1] and _is_flag(text, at)
    if sign == '\N{IDEOGRAPHIC SPACE}':
        return not _IDEOGRAPHIC.isdisjoint(_near(text, at))
    if sign == _SOFT:
        return before.isalpha() and after.isalpha()
    if sign in '\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}':
        return not _JOINING.isdisjoint(map(_script, (before, after))) or (
            sign == _JOINER and _is_picture(before) and _is_picture(after)
        )
    if sign == '\N{ZERO WIDTH SPACE}':
        return not _UNSPACED.isdisjoint(_near(text, at))
    if sign in '\u115f\u1160':
        return 'HANGUL' in map(_script, (before, after))
    return sign == '\N{MONGOLIAN VOWEL SEPARATOR}' and _script(before) == 'MONGOLIAN'


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    """Return the script of a letter, as its name begins."""
    return unicodedata.name(sign, '').partition(' ')[0] if sign else ''


def _near(text: str, at: int) -> set[str]:
    """Return the scripts of the nearest letters on both sides, past marks and markup."""
    sides = (reversed(text[max(0, at - 8) : at]), text[at + 1 : at + 9])
    return {_script(letter) for side in sides if (letter := next((one for one in side if one.isalnum()), ''))}


def _is_picture(sign: str) -> bool:
    """Tell whether a sign may be part of an emoji."""
    return bool(sign) and (
        unicodedata.category(sign)[0] == 'S' or sign in '0123456789#*‼⁉〰\ufe0f' or 0x1F000 <= ord(sign) <= 0x1FAFF
    )


def _is_flag(text: str, at: int) -> bool:
    """Tell whether a tag belongs to the flag of a region."""
    while at and _TAGS[0] <= ord(text[at]) <= _TAGS[1]:
        at -= 1
    return text[at] == _FLAG


def _is_from_right(sign: str) -> bool:
    return sign.isalpha() and unicodedata.bidirectional(sign) in ('R', 'AL')


@lru_cache
def _is_right_to_left(language: str) -> bool:
    from publishing.core import cldr  # hardly ever asked for, and long to load

    locale = cldr.locale_of(language) if language else None
    return locale is not None and locale.character_order == 'right-to-left'


# Letters


def _decomposed(text: str) -> Iterator[tuple[int, str]]:
    """Yield each letter with marks for which Unicode has fewer signs."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _joins(text[at]):
            cluster = text[start:at]
            if 1 < at - start <= _MOST_MARKS and len(unicodedata.normalize('NFC', cluster)) < len(cluster):
                yield start, cluster
            start = at


def _joins(sign: str) -> bool:
    """Tell whether a sign goes with the letter before it; so do the vowels and finals of Korean syllables."""
    return bool(unicodedata.combining(sign)) or '\u1161' <= sign <= '\u11c2'


def _alike(text: str) -> Iterator[tuple[int, str]]:
    """Yield each letter of another alphabet than that of its word, for which it has a twin."""
    for word in _LETTERS.finditer(text):
        letters = word[0]
        if letters.isascii() or not any(one in _ALIKE for one in letters):
            continue
        scripts = list(map(_script, letters))
        latin = [one for one, script in zip(letters, scripts, strict=True) if script == 'LATIN']
        others = [one for one, script in zip(letters, scripts, strict=True) if script in ('CYRILLIC', 'GREEK')]
        if not latin or not others or len(letters) < (3 if 'GREEK' in scripts else 2):
            continue  # "Δx" is a formula
        # What has no twin tells the alphabet of the word; else that of most letters.
        own_latin = [one for one in latin if one not in _ALIKE.values()]
        own_others = [one for one in others if one not in _ALIKE]
        if own_latin and own_others:
            continue  # a name, a formula: nobody took one letter for the other
        is_latin = bool(own_latin) or (not own_others and len(latin) >= len(others))
        wrong = others if is_latin else latin
        yield from ((word.start() + at, one) for at, one in enumerate(letters) if one in wrong)


def _twin(letter: str) -> str:
    """Return the letter of the other alphabet that looks like ``letter``."""
    return _ALIKE.get(letter) or next(one for one, latin in _ALIKE.items() if latin == letter)


# Words


def _replaced(text: str, found: Iterable[Found]) -> str:
    """Return ``text`` with what stands in the place of each sign of ``found`` that a text can do without."""
    parts, end = [], 0
    for one in found:
        if one.kind in (Kind.PLACEHOLDER, Kind.UNKNOWN, Kind.FLOOD):
            continue
        after = one.at + len(one.sign)
        parts.append(text[end : one.at])
        if one.kind is Kind.DECOMPOSED:
            parts.append(unicodedata.normalize('NFC', one.sign))
        elif one.kind is Kind.ALIKE:
            parts.append(_twin(one.sign))
        elif one.kind in (Kind.LINE, Kind.BLANK):
            parts.append(_blank(''.join(parts)[-1:], text[after : after + 1], one.kind))
        end = after
    return ''.join([*parts, text[end:]])


def _blank(before: str, after: str, kind: Kind) -> str:
    """Return the blank between two signs: none at the ends of a line, or where there is one."""
    if kind is Kind.BLANK and before.isdigit() and after.isdigit():
        return _NO_BREAK
    return '' if not before or not after or before.isspace() or after in ' \t\n' else _BLANK


def _word(text: str, at: int, sign: str) -> str:
    """Return the word in which a sign stands, or the words on both sides of it, with the sign as its code point."""
    before = re.search(r'[^ \n]{0,24} ?\Z', text[max(0, at - 25) : at])[0]
    after = re.match(r' ?[^ \n]{0,24}', text[at + len(sign) : at + len(sign) + 25])[0]
    return ''.join([_pointed(before), ''.join(map(_point, sign)), _pointed(after)]).strip()


def _pointed(text: str) -> str:
    """Return ``text`` with every sign that may be unseen as its code point."""
    return ''.join(_point(sign) if _kind(sign) else sign for sign in text)


def _point(sign: str) -> str:
    return f'⟨U+{ord(sign):04X}⟩'


def _name(sign: str) -> str:
    category = unicodedata.category(sign)
    kinds = {'Cc': 'a control character', 'Co': 'a sign for private use', 'Cn': 'no sign of Unicode'}
    return _CONTROLS.get(sign) or unicodedata.name(sign, kinds.get(category, 'a sign without name'))
