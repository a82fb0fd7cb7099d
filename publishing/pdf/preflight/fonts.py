"""Fonts of a PDF as preflight needs them: embedded or not, of which kind, how wide a text is."""

from dataclasses import dataclass, field

import pikepdf

SPACES = {' ', '\u00a0', '\u2002', '\u2003', '\u2007', '\u2009', '\u202f', '\u200b', '\u00ad', ''}


@dataclass(frozen=True, slots=True)
class Font:
    """One font.

    :param kind: ``Type0``, ``TrueType``, ``Type1``, ``Type3`` …
    :param is_wide: whether every letter takes two bytes.
    :param widths: in thousandths of the type size, by code; ``blanks`` are the codes that print nothing.
    """

    name: str
    kind: str
    is_embedded: bool
    is_wide: bool = False
    widths: dict[int, float] = field(default_factory=dict, compare=False)
    default_width: float = 1000.0
    blanks: frozenset[int] = frozenset()

    @classmethod
    def read(cls, font: pikepdf.Dictionary) -> 'Font':
        """Return what the font dictionary says."""
        kind = str(font.get('/Subtype', '/unknown'))[1:]
        name = str(font.get('/BaseFont', font.get('/Name', '/without a name')))[1:]
        is_wide = kind == 'Type0'
        own = font.DescendantFonts[0] if is_wide else font
        descriptor = own.get('/FontDescriptor', {})
        is_embedded = kind == 'Type3' or any(key in descriptor for key in ('/FontFile', '/FontFile2', '/FontFile3'))
        if is_wide:
            widths, default = _wide_widths(own.get('/W', ())), float(own.get('/DW', 1000))
        else:
            first = int(font.get('/FirstChar', 0))
            widths = {first + place: float(width) for place, width in enumerate(font.get('/Widths', ()))}
            default = float(descriptor.get('/MissingWidth', 500))
        if kind == 'Type3':
            scale = 1000 * float(font.get('/FontMatrix', (0.001,))[0])
            widths = {code: width * scale for code, width in widths.items()}
        blanks = frozenset() if is_wide else frozenset({32})
        if '/ToUnicode' in font:
            blanks |= _blanks(font.ToUnicode.read_bytes())
        return cls(name, kind, is_embedded, is_wide, widths, default, blanks)

    def codes(self, text: bytes) -> list[int]:
        """Return the codes of a string; with two bytes a letter the odd last byte is passed over."""
        if not self.is_wide:
            return list(text)
        return [text[place] << 8 | text[place + 1] for place in range(0, len(text) - 1, 2)]

    def width(self, text: bytes, size: float, spacing: float = 0.0, word_spacing: float = 0.0) -> float:
        """Return the width of a string in text space."""
        codes = self.codes(text)
        width = sum(self.widths.get(code, self.default_width) for code in codes) / 1000 * size + spacing * len(codes)
        return width + (0.0 if self.is_wide else word_spacing * codes.count(32))

    def has_ink(self, text: bytes) -> bool:
        """Return whether the string prints anything but blanks."""
        return any(code not in self.blanks for code in self.codes(text))


def _wide_widths(values) -> dict[int, float]:
    """Read the array W: ``code [width width …]`` or ``first last width``."""
    widths: dict[int, float] = {}
    values, place = list(values), 0
    while place < len(values) - 1:
        first = int(values[place])
        if isinstance(values[place + 1], pikepdf.Array):
            widths |= {first + step: float(width) for step, width in enumerate(values[place + 1])}
            place += 2
        else:
            last, width = int(values[place + 1]), float(values[place + 2])
            widths |= dict.fromkeys(range(first, last + 1), width)
            place += 3
    return widths


def _blanks(cmap: bytes) -> frozenset[int]:
    """Return the codes that a ToUnicode map calls blanks; only its single lines (``bfchar``) are read."""
    found, inside = set(), False
    for line in cmap.decode('latin-1').splitlines():
        if 'beginbfchar' in line:
            inside = True
        elif 'endbfchar' in line:
            inside = False
        elif inside and line.count('<') == 2:
            code, letters = (part.split('>')[0].strip() for part in line.split('<')[1:])
            text = bytes.fromhex(letters).decode('utf-16-be', 'replace')
            if text and all(letter in SPACES for letter in text):
                found.add(int(code, 16))
    return frozenset(found)
