"""Read formulas aloud: MathML in, words of the edition's language out, for the alternative text in PDF and EPUB.

The words are announced in the order of the formula, so that they need no cases in Latvian and Lithuanian; what has
several parts says where it ends. A sign without a word of its own is passed on: screen readers know its name.
"""

from collections.abc import Callable

from lxml import etree
from sphinx.locale import _

#: Parts that need no word to mark their end.
SIMPLE = {'mi', 'mn', 'mtext'}
BIG = '∑∏∫'


def _signs() -> dict[str, str]:
    return {
        '+': _('plus'),
        '−': _('minus'),
        '-': _('minus'),
        '±': _('plus or minus'),
        '×': _('times'),
        '·': _('times'),
        '⋅': _('times'),
        '*': _('times'),
        '÷': _('divided by'),
        '/': _('divided by'),
        ':': _('to'),
        '=': _('equals'),
        '≠': _('is not equal to'),
        '<': _('is less than'),
        '>': _('is greater than'),
        '≤': _('is less than or equal to'),
        '≥': _('is greater than or equal to'),
        '⩽': _('is less than or equal to'),
        '⩾': _('is greater than or equal to'),
        '≈': _('is about equal to'),
        '→': _('tends to'),
        '∞': _('infinity'),
        '%': _('per cent'),
        '∈': _('is in'),
        '!': _('factorial'),
        '′': _('prime'),
        '∑': _('sum'),
        '∏': _('product'),
        '∫': _('integral'),
        '(': _('open bracket'),
        ')': _('close bracket'),
        '[': _('open bracket'),
        ']': _('close bracket'),
        '{': _('open bracket'),
        '}': _('close bracket'),
        '|': _('vertical bar'),
        'lim': _('limit'),
        '…': _('and so on'),
        '⋯': _('and so on'),
    }


def spoken_math(math: str) -> str:
    """Return one ``math`` element, as text, in words."""
    return ' '.join(_Reader(_signs()).read(etree.fromstring(math)).split())


class _Reader:
    """Reads MathML elements with the words of one language."""

    def __init__(self, signs: dict[str, str]) -> None:
        self.signs = {sign: str(word) for sign, word in signs.items()}
        self.kinds: dict[str, Callable[[etree._Element], str]] = {
            'mfrac': self._fraction,
            'msqrt': self._root,
            'mroot': self._root,
            'msup': self._power,
            'msub': self._index,
            'msubsup': self._limits,
            'munderover': self._limits,
            'munder': self._index,
            'mover': self._above,
            'mtable': self._table,
            'annotation': lambda element: '',
            'mspace': lambda element: ' ',
        }

    def read(self, element: etree._Element) -> str:
        """Return the words of one element."""
        kind = etree.QName(element).localname
        if kind in self.kinds:
            return self.kinds[kind](element)
        if len(element):
            return ' '.join(map(self.read, element))
        text = (element.text or '').strip()
        return self.signs.get(text, text) if kind != 'mtext' else text

    def _is_simple(self, *elements: etree._Element) -> bool:
        """Return whether each is one letter, number or word."""
        return all(
            etree.QName(element).localname in SIMPLE
            or (etree.QName(element).localname == 'mrow' and len(element) == 1 and self._is_simple(element[0]))
            for element in elements
        )

    def _fraction(self, element: etree._Element) -> str:
        above, below = map(self.read, element)
        if self._is_simple(*element):
            return _('%(above)s over %(below)s') % {'above': above, 'below': below}
        return _('fraction, above %(above)s, below %(below)s, end of fraction') % {'above': above, 'below': below}

    def _root(self, element: etree._Element) -> str:
        is_square = etree.QName(element).localname == 'msqrt'
        inside = ' '.join(map(self.read, element)) if is_square else self.read(element[0])
        words = (
            _('square root of %s') % inside
            if is_square
            else _('root of degree %(degree)s of %(inside)s') % {'degree': self.read(element[1]), 'inside': inside}
        )
        return words if self._is_simple(*(element if is_square else element[:1])) else _('%s, end of root') % words

    def _power(self, element: etree._Element) -> str:
        base, power = map(self.read, element)
        if power == self.signs['′']:
            return f'{base} {power}'
        if power in ('2', '3'):
            return (_('%s squared') if power == '2' else _('%s cubed')) % base
        words = _('%(base)s to the power of %(power)s') % {'base': base, 'power': power}
        return words if self._is_simple(element[1]) else _('%s, end of power') % words

    def _index(self, element: etree._Element) -> str:
        base, index = map(self.read, element)
        if self._is_big(element[0]):
            return _('%(base)s for %(index)s, of') % {'base': base, 'index': index}
        return _('%(base)s with index %(index)s') % {'base': base, 'index': index}

    def _is_big(self, element: etree._Element) -> bool:
        return (element.text or '').strip() in (*BIG, 'lim')

    def _limits(self, element: etree._Element) -> str:
        base, low, high = map(self.read, element)
        if self._is_big(element[0]):
            return _('%(base)s from %(low)s to %(high)s, of') % {'base': base, 'low': low, 'high': high}
        base = _('%(base)s with index %(index)s') % {'base': base, 'index': low}
        if high in ('2', '3'):
            return (_('%s squared') if high == '2' else _('%s cubed')) % base
        return _('%(base)s to the power of %(power)s') % {'base': base, 'power': high}

    def _above(self, element: etree._Element) -> str:
        mark = (element[1].text or '').strip()
        if mark in ('¯', '―', '‾'):
            return _('%s with a line above') % self.read(element[0])
        return f'{self.read(element[0])} {self.read(element[1])}'

    def _table(self, element: etree._Element) -> str:
        if element.get('displaystyle') == 'true':  # lines of an equation, aligned
            return '; '.join(filter(None, (' '.join(map(self.read, row)).strip() for row in element)))
        rows = [' , '.join(map(self.read, row)).replace(' ,', ',') for row in element]
        return '; '.join(
            _('row %(number)s: %(cells)s') % {'number': number, 'cells': cells}
            for number, cells in enumerate(rows, start=1)
        )
