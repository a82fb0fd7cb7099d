"""The kinds of signs that nobody sees, or that are not what they look like; ``signs`` finds them."""

from enum import Enum


class Kind(Enum):
    """A group of signs: its name, which they are, what is expected, what to do, and what becomes of them.

    ``becomes`` says what a text from outside has in their place, in words; '' where nobody but its writer can tell,
    and it is refused. A kind that is ``doubtful`` is only warned of.
    """

    LINE = (
        'line',
        'line and paragraph separator (U+2028, U+2029), next line, vertical tab, form feed, a carriage return alone',
        'no break in a line but the end of the line',
        'Put a blank in its place',
        'a blank',
    )
    BLANK = (
        'blank',
        'blanks of another width: en, em, thin, hair, figure and others; the ideographic one outside of ideographs',
        'an ordinary blank, or a no-break one (U+00A0, U+202F)',
        'Type a blank in its place',
        'a blank; between digits a no-break one',
        True,
    )
    UNSEEN = (
        'unseen',
        'zero-width space, joiners (but where letters join, and in emoji), word joiner, byte-order mark, a soft hyphen '
        'that is not between two letters, fillers',
        'no sign that nobody sees',
        'Delete it, or type the word anew',
        'nothing: it is deleted',
    )
    DIRECTION = (
        'direction',
        'marks, embeddings and isolates of direction in a text without letters from right to left',
        'no mark of direction in a text from left to right',
        'Delete it, or type the word anew',
        'nothing: it is deleted',
    )
    SELECTOR = (
        'selector',
        'variation selectors behind anything but an emoji, a symbol or an ideograph',
        'no sign that nobody sees',
        'Delete it, or type the word anew',
        'nothing: it is deleted',
    )
    DECOMPOSED = (
        'decomposed',
        'a letter and its mark as two signs ("a" and U+0304) where there is one for both',
        'one sign for the letter and its mark',
        'Type the letter anew',
        'one sign',
        True,
    )
    OVERRIDE = (
        'override',
        'left-to-right and right-to-left override',
        'text in the order in which it is read',
        'Type the words anew',
    )
    CONTROL = (
        'control',
        'other control characters (C0, C1), among them the remains of a wrong encoding',
        'letters and marks only',
        'Type the word anew',
    )
    FLOOD = (
        'flood',
        'more than eight marks upon one letter, which cover the lines above and below',
        'the marks that a letter has in its language',
        'Type the word anew',
    )
    PLACEHOLDER = (
        'placeholder',
        'the signs for an object and for what could not be read (U+FFFC, U+FFFD)',
        'the letters that a program has lost here',
        'Look them up where the text came from',
    )
    UNKNOWN = (
        'unknown',
        'signs for private use, tags outside of a flag, and what Unicode has not assigned',
        'a sign that Unicode knows',
        'Replace it: every font shows another one, or none',
    )
    ALIKE = (
        'alike',
        'a Cyrillic or Greek letter in a Latin word that looks like a Latin one, and the other way round',
        'all letters of a word from one alphabet',
        'Type the letter anew',
        '',
        True,
    )

    def __init__(
        self, key: str, signs: str, expected: str, remedy: str, becomes: str = '', doubtful: bool = False
    ) -> None:
        self.key, self.signs, self.expected, self.remedy = key, signs, expected, remedy
        self.becomes, self.is_doubtful = becomes, doubtful
