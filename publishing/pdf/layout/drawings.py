"""Look at the words in drawings: WeasyPrint draws an SVG letter by letter, and says nothing of one that goes wrong.

Each drawing with words is drawn once on a paper that keeps only where the letters stand. Letters are kept for the next
drawing, and for the PDF: Pango needs longer for one than all else in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pydyf
from weasyprint.images import SVGImage
from weasyprint.layout import replaced
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.svg.text import Style
from weasyprint.text.line_break import line_size

from publishing.core.findings import Code, short
from publishing.core.repairs import Repair, stock
from publishing.pdf.layout import glyphs

SVG = '{http://www.w3.org/2000/svg}'
WORDS = {f'{SVG}text', f'{SVG}foreignObject'}
CAPITAL = 0.7  # height of a capital letter, in em
SMALLEST = 1e-6  # pixels; WeasyPrint draws no smaller letter
DRAW = 'weasyprint.draw.text:draw_first_line'
NEAR = 2.0  # pixels: side bearings, and the box of a drawing that is cut close

LAY_OUT = 'weasyprint.text.line_break:split_first_line'
#: What decides how letters of a drawing look, and how many are kept.
CHOSEN, MANY = ('font_style', 'font_weight', 'font_size', 'direction'), 5000

_draw_first_line = stock(DRAW)
_split_first_line = stock(LAY_OUT)


@dataclass(frozen=True)
class Letter:
    """A drawn letter: its corners in the drawing, whether it is seen, and whether a font has it."""

    text: str
    corners: tuple[tuple[float, float], ...]
    is_seen: bool
    has_font: bool

    def moved(self, matrix: Matrix) -> 'Letter':
        corners = tuple(matrix.transform_point(*corner) for corner in self.corners)
        return Letter(self.text, corners, self.is_seen, self.has_font)

    def outside(self, width: float, height: float) -> float:
        """Return how far it reaches out of a drawing of this size."""
        return max(max(-x, x - width, -y, y - height) for x, y in self.corners)


class Paper(Stream):
    """A stream of WeasyPrint that keeps letters; what is drawn in groups comes to its place with the group."""

    letters: list[Letter]
    groups: dict[str, 'Paper']

    @classmethod
    def empty(cls) -> 'Paper':
        resources = {name: {} for name in ('ExtGState', 'XObject', 'Pattern', 'Shading', 'ColorSpace')}
        paper = cls({}, (0, 0, 0, 0), pydyf.Dictionary(resources), {}, None, {}, None)
        paper.letters, paper.groups = [], {}
        return paper

    def add_group(self, *area):
        group = super().add_group(*area)
        group.__class__, group.letters, group.groups = Paper, [], {}
        self.groups[group.id] = group
        return group

    def draw_x_object(self, name):
        if name in self.groups:
            self.letters += [letter.moved(self.ctm) for letter in self.groups[name].letters]


def draw_first_line(stream: Stream, box, text_overflow: str, block_ellipsis, matrix: Matrix) -> list:
    """Keep the letters of a drawing that is looked at; draw all others."""
    if not isinstance(stream, Paper):
        return _draw_first_line(stream, box, text_overflow, block_ellipsis, matrix)
    text = box.text.strip()
    if text and text not in glyphs.INVISIBLE:
        line, _index = box.pango_layout.get_first_line()
        width, size = line_size(line, box.style)[0], box.style['font_size']
        corners = ((x, y) for x in (0, width) for y in (0, CAPITAL * size))
        letter = Letter(text, tuple(corners), size > SMALLEST, not glyphs.is_missing(line))
        stream.letters.append(letter.moved(matrix @ stream.ctm))
    return []


def split_first_line(text: str, style, *arguments, **options) -> tuple:
    """Lay out words of drawings once; for each letter of each one, WeasyPrint 70 sets up Pango twice."""
    if not isinstance(style, Style):
        return _split_first_line(text, style, *arguments, **options)
    kept = style.font_config.__dict__.setdefault('letters_of_drawings', {})
    key = (text, tuple(style['font_family']), *(style[name] for name in CHOSEN))
    if key not in kept:
        if len(kept) >= MANY:
            kept.clear()
        kept[key] = _split_first_line(text, style, *arguments, **options)
        layout = kept[key][0]
        layout.reactivate(style)
        layout.reactivate, layout.style = _stay, dict(style)  # which does not lead back to the fonts
    return kept[key]


def _stay(_style) -> None:
    """Leave a layout as it is."""


REPAIRS = (
    Repair(
        'WeasyPrint',
        'drawings with words are drawn more slowly',
        {LAY_OUT: split_first_line},
        code='c45710fc2425',
        is_signature_enough=True,
        leans_on=('weasyprint.svg.text:text', 'weasyprint.text.line_break:Layout'),
    ),
    Repair(
        'WeasyPrint',
        'words in drawings are not looked at',
        {DRAW: draw_first_line},
        code='5f24ed65640d',
        is_signature_enough=True,
        leans_on=('weasyprint.svg.text:text', 'weasyprint.svg:SVG.draw_node'),
    ),
)


def faults(box) -> Iterator[tuple[Code, str]]:
    """Yield what is wrong with the words of a drawing: letters that no font has, words unseen, cut off or lost.

    :param box: a replaced box of WeasyPrint; one that is no drawing has no words.
    """
    image = box.replacement
    if not isinstance(image, SVGImage):
        return
    root = image._svg.tree._etree_node
    if not any(element.tag in WORDS for element in root.iter()):
        return
    width, height = replaced.replacedbox_layout(box)[:2]
    if width <= 0 or height <= 0:
        return
    name = _name(box.element)
    yield from _lost(root, name)
    letters = _letters(image, width, height)
    for letter in dict.fromkeys(letter.text for letter in letters if not letter.has_font):
        yield (
            Code.GLYPH,
            f'the letter "{letter}" (U+{ord(letter[0]):04X}) in {name} is in no font and would print as an empty box; '
            'expected letters of a font that is there. Use another sign, or draw it as a shape.',
        )
    if words := _first(letters, lambda letter: not letter.is_seen):
        yield (
            Code.OVERFLOW,
            f'the text "{words}" in {name} has no size and is not seen; expected "font-size" with a number and a '
            'unit, such as 12px. Correct the drawing.',
        )
    if words := _first(letters, lambda letter: letter.is_seen and letter.outside(width, height) > NEAR):
        yield (
            Code.OVERFLOW,
            f'the text "{words}" reaches beyond the edge of {name}; expected text inside it. Make the drawing '
            '(its viewBox) larger, or shorten the text.',
        )


def _letters(image: SVGImage, width: float, height: float) -> list[Letter]:
    """Return the letters of a drawing of this size, which may stand on many pages."""
    kept = image.__dict__.setdefault('letters_at', {})
    if (width, height) not in kept:
        paper = Paper.empty()
        image.draw(paper, width, height, None)  # an error is said when the book is written
        kept[width, height] = paper.letters
    return kept[width, height]


def _lost(root, name: str) -> Iterator[tuple[Code, str]]:
    """Yield words in HTML inside a drawing, for which WeasyPrint has nothing; a ``switch`` offers something else."""
    switched = {child for switch in root.iter(f'{SVG}switch') for child in switch}
    for element in root.iter(f'{SVG}foreignObject'):
        words = ' '.join(''.join(element.itertext()).split())
        if words and element not in switched:
            yield (
                Code.OVERFLOW,
                f'the text "{short(words, 40)}" in {name} is HTML inside a drawing (foreignObject) and is not '
                'drawn; expected text of SVG. Let the program that made it write its text as SVG or as shapes.',
            )
            return


def _first(letters: list[Letter], is_wrong) -> str:
    """Return the first letters in a row that are wrong."""
    runs = (''.join(letter.text for letter in run) for wrong, run in groupby(letters, is_wrong) if wrong)
    return short(next(runs, ''), 40)


def _name(element) -> str:
    """Return how a message names a drawing: by its file, or by what it shows."""
    source = (element.get('src') or element.get('data') or '').partition('#')[0]
    file = '' if source.startswith('data:') else re.sub(r'.*/', '', source)
    shown = element.get('aria-label') or element.get('alt') or ''
    return f'the drawing "{file or short(shown, 40)}"' if file or shown else 'a drawing'
