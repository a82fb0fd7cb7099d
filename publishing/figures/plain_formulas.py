"""Formulas as words in a line, for headings and captions: letters, signs, raised and lowered parts.

What stands above and below in a formula stands side by side here, in brackets where it needs them: ``(a + b)/2``.
"""

from html import escape

from lxml import etree

#: Signs with a blank on both sides.
SPACED = frozenset('+−-=≠<>≤≥⩽⩾≈∼≃≅≡∝→←↔⇒⇐⇔∈∉⊂⊆⊃⊇∪∩±∓×÷∧∨∣')
SINGLE = {'mi', 'mn', 'mtext'}


def markup(math: str) -> str:
    """Return a ``math`` element, as text, in HTML of phrases: its text alone is readable too."""
    return ' '.join(_write(etree.fromstring(math)).split())


def _write(element: etree._Element) -> str:
    name = etree.QName(element).localname
    parts = list(element)
    if name == 'mfrac':
        return f'{_bracketed(parts[0])}/{_bracketed(parts[1])}'
    if name in ('msqrt', 'mroot'):
        inside = parts[:1] if name == 'mroot' else parts
        degree = f'<sup>{_write(parts[1])}</sup>' if name == 'mroot' else ''
        text = _row(inside)
        return f'{degree}√{text if _is_single(inside) else f"({text})"}'
    if name in ('msup', 'mover') and len(parts) == 2:
        return _write(parts[0]) + (_raised(parts[1]) if name == 'msup' else _write(parts[1]))
    if name in ('msub', 'munder') and len(parts) == 2:
        return f'{_write(parts[0])}<sub>{_write(parts[1])}</sub>'
    if name in ('msubsup', 'munderover') and len(parts) == 3:
        return f'{_write(parts[0])}<sub>{_write(parts[1])}</sub>{_raised(parts[2])}'
    if name == 'mtable':
        return f'({"; ".join(", ".join(map(_write, row)) for row in parts)})'
    if name == 'mspace':
        return ' '
    return _row(parts) if parts else _token(name, element)


def _token(name: str, element: etree._Element) -> str:
    text = element.text or ''
    if name == 'mi' and len(text) == 1 and text.isalpha() and element.get('mathvariant') != 'normal':
        return f'<i>{escape(text)}</i>'
    if name == 'mo' and len(text) > 1 and text.isalpha():  # a function's name
        return f'{escape(text)} '
    return escape(text)


def _row(parts: list[etree._Element]) -> str:
    text = ''
    for place, part in enumerate(parts):
        sign = (part.text or '').strip()
        written = _write(part)
        if etree.QName(part).localname == 'mo' and sign in SPACED and place:
            before = (parts[place - 1].text or '').strip()
            written = written if before and before in '([{,' else f' {written} '
        elif sign == ',':
            written = f'{written} '
        text += written
    return text


def _raised(element: etree._Element) -> str:
    text = _write(element)
    return text if text.strip('′*†') == '' else f'<sup>{text}</sup>'


def _bracketed(element: etree._Element) -> str:
    return _write(element) if _is_single([element]) else f'({_write(element)})'


def _is_single(parts: list[etree._Element]) -> bool:
    if len(parts) != 1:
        return False
    name = etree.QName(parts[0]).localname
    return name in SINGLE or name in ('msup', 'msub') or (name == 'mrow' and _is_single(list(parts[0])))
