"""Find letters that the chosen fonts have not: an empty box in the book, or a letter borrowed from another font.

Pango borrows silently, and which font it finds differs from machine to machine. A family such as
``sans-serif`` at the end of a list allows borrowing; an empty box is never allowed.
"""

from collections import defaultdict
from collections.abc import Iterator

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

GENERIC = {
    'serif',
    'sans-serif',
    'monospace',
    'cursive',
    'fantasy',
    'system-ui',
    'emoji',
    'math',
    'fangsong',
    'ui-serif',
    'ui-sans-serif',
    'ui-monospace',
    'ui-rounded',
}
#: What decides which font a text gets.
CHOICE = ('font_style', 'font_weight', 'font_stretch', 'font_variant_caps', 'font_variation_settings', 'lang')
#: Drawn by nobody: soft hyphen, joiners, marks of direction, byte order, variation selectors.
INVISIBLE = frozenset('\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f\t\n\r ')


class Letters:
    """The letters of a book by chosen font, each with the first place where it stands."""

    def __init__(self) -> None:
        self._places: dict[tuple, dict[str, tuple]] = defaultdict(dict)
        self._styles: dict[tuple, object] = {}

    def add(self, page: int, box) -> None:
        """Note the letters of a text box."""
        style = box.style
        key = (tuple(style['font_family']), *(style[name] for name in CHOICE))
        places = self._places[key]
        self._styles.setdefault(key, style)
        for letter in set(box.text).difference(INVISIBLE, places):
            places[letter] = (page, box.element, box.text)

    def missing(self) -> Iterator[tuple[int, object, str]]:
        """Yield page, element and message for every letter that no chosen font has."""
        for key, places in self._places.items():
            families = {family.lower() for family in key[0]}
            for letter, family in _fonts(self._styles[key], sorted(places)):
                page, element, text = places[letter]
                name = f'the letter "{letter}" (U+{ord(letter):04X}) in "{_around(text, letter)}"'
                chosen = f'"{key[0][0]}"'
                if family is None:
                    yield (
                        page,
                        element,
                        (
                            f'{name} is in no font and would print as an empty box; expected letters of '
                            f'the font {chosen}. Use another sign, or tell a maintainer.'
                        ),
                    )
                elif family.lower() not in families and not families & GENERIC:
                    yield (
                        page,
                        element,
                        (
                            f'{name} is not in the font {chosen} and would be borrowed from "{family}"; '
                            'expected letters of the chosen fonts. Use another sign, or tell a '
                            'maintainer.'
                        ),
                    )


def _fonts(style, letters: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each letter with the family of the font it gets, None where there is none."""
    layout = Layout(style)
    for letter in letters:
        layout.set_text(letter)
        line, _index = layout.get_first_line()
        run = line.runs[0]
        if run == ffi.NULL:
            continue
        yield letter, None if is_missing(line) else _family(run.data.item.analysis.font)


def is_missing(line) -> bool:
    """Return whether the first run of a line of Pango has a letter that no font has."""
    run = line.runs[0]
    if run == ffi.NULL:
        return False
    glyphs = run.data.glyphs
    return any(
        glyphs.glyphs[place].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
        and glyphs.glyphs[place].glyph != pango.PANGO_GLYPH_EMPTY
        for place in range(glyphs.num_glyphs)
    )


def _family(font) -> str:
    description = ffi.gc(pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free)
    return ffi.string(pango.pango_font_description_get_family(description)).decode()


def _around(text: str, letter: str, length: int = 30) -> str:
    """Return the words around a letter."""
    place = text.index(letter)
    start = max(0, place - length // 2)
    return ' '.join(text[start : start + length].replace('\u00ad', '').split())
