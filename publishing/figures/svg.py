"""Draw a figure with matplotlib, in millimetres, and finish it as one clean SVG element.

What leaves this module holds nothing but paths and texts: real ``<text>`` with plain attributes (as
WeasyPrint reads them), a colour class on each (``fill-sea``, ``stroke-line``) so that a page's dark mode
can recolour it, no identifiers but the title's, and the same bytes for the same figure every time.
"""

import functools
import io
import re
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib
from lxml import etree
from matplotlib import font_manager
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D

#: Browsers have a font for every letter, and a letter that the book has none for is found on its page.
warnings.filterwarnings('ignore', r'Glyph \d+ ', UserWarning)

FAMILY, FALLBACK = 'Source Sans 3', 'DejaVu Sans'
MM = 72 / 25.4
SVG = '{http://www.w3.org/2000/svg}'

Point = tuple[float, float]


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with ``share`` (0–1) of ``other`` in it."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(other[1:]), strict=True)
    return '#' + ''.join(f'{round(a + (b - a) * share):02x}' for a, b in pairs)


class Style:
    """Faces and colours of the drawings; measures text."""

    def __init__(self, fonts_dir: Path, colours: dict[str, str], *, text_as_paths: bool = False) -> None:
        paper = colours['paper'].lower()
        self.colours = colours | {'paper': paper, 'line': mixed(colours['slate'], paper, 0.72)}
        for name in ('sea', 'pine', 'amber', 'heather', 'brick', 'slate'):
            self.colours[f'{name}-tint'] = mixed(colours[name], paper, 0.72)
        self.text_as_paths = text_as_paths
        self.family = _register(fonts_dir)

    @functools.cache  # noqa: B019 - a style lives as long as the build
    def font(self, size: float, weight: int = 400, italic: bool = False) -> font_manager.FontProperties:
        """Return matplotlib's name of a face; ``size`` in points."""
        if self.family == FALLBACK and weight > 400:
            weight = 700  # its only heavy face; asking for another makes matplotlib complain
        return font_manager.FontProperties(
            family=[self.family], size=size, weight=weight, style='italic' if italic else 'normal'
        )

    @functools.cache  # noqa: B019
    def width_of(self, text: str, size: float, weight: int = 400, italic: bool = False) -> float:
        """Return the width of a line of text in millimetres."""
        font = self.font(size, weight, italic)
        return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / MM

    def wrapped(self, text: str, width: float, size: float, weight: int = 400) -> list[str]:
        """Return ``text`` in lines of at most ``width`` millimetres; no-break spaces hold."""
        lines = ['']
        for word in text.split(' '):
            longer = f'{lines[-1]} {word}'.strip()
            if lines[-1] and self.width_of(longer, size, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


@functools.cache
def _register(fonts_dir: Path) -> str:
    """Make the fonts in ``fonts_dir`` known to matplotlib; return the family to draw with."""
    for file in sorted(fonts_dir.glob('*.[to]tf')):
        font_manager.fontManager.addfont(file)
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return FAMILY if FAMILY in known else FALLBACK


class Drawing:
    """A sheet in millimetres, the origin at its upper left corner; ``height`` may be set at the end.

    Colours are names of the style. Line widths are in points.
    """

    def __init__(self, style: Style, width: float, height: float = 0) -> None:
        self.style, self.width, self.height = style, width, height
        self._figure = Figure()
        FigureCanvasSVG(self._figure)
        self._figure.patch.set_visible(False)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()

    def area(
        self, rings: Iterable[Sequence[Point]], fill: str | None, stroke: str | None = None, width: float = 0.5
    ) -> None:
        """Draw closed rings; a ring inside another one is a hole if it turns the other way."""
        outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
        self._add(PathPatch(outline), fill, stroke, width)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle."""
        self.area([[(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]], fill)

    def line(
        self, points: Sequence[Point], stroke: str = 'slate', width: float = 0.5, dash: Sequence[float] | None = None
    ) -> None:
        """Draw an open line; ``dash`` gives dash and gap in points."""
        patch = PathPatch(Outline(points))
        if dash:
            patch.set_linestyle((0, [length / width for length in dash]))
            patch.set_capstyle('round')
        self._add(patch, None, stroke, width)

    def circle(
        self, x: float, y: float, radius: float, fill: str, stroke: str | None = None, width: float = 0.5
    ) -> None:
        """Draw a circle."""
        self._add(Circle((x, y), radius), fill, stroke, width)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 8.5,
        weight: int = 400,
        italic: bool = False,
        align: str = 'left',
        colour: str = 'text',
    ) -> None:
        """Write one line whose baseline is at ``y`` and whose left end, centre or right end is at ``x``."""
        if not self.style.text_as_paths:
            self._axes.text(
                x,
                y,
                text,
                ha=align,
                va='baseline',
                color=self.style.colours[colour],
                parse_math=False,
                fontproperties=self.style.font(size, weight, italic),
                gid=f'fill-{colour}',
            )
            return
        shift = {'left': 0, 'center': 0.5, 'right': 1}[align] * self.style.width_of(text, size, weight, italic)
        outline = TextPath((0, 0), text.replace('$', r'\$'), size=size, prop=self.style.font(size, weight, italic))
        placed = Affine2D().scale(1 / MM, -1 / MM).translate(x - shift, y)
        self._add(PathPatch(outline.transformed(placed)), colour, None, 0)

    def _add(self, patch: PathPatch | Circle, fill: str | None, stroke: str | None, width: float) -> None:
        """Colour a patch, remember its colours' names in its identifier and put it on the sheet."""
        patch.set_facecolor(self.style.colours[fill] if fill else 'none')
        patch.set_edgecolor(self.style.colours[stroke] if stroke else 'none')
        patch.set_linewidth(width)
        patch.set_gid(' '.join(f'{use}-{name}' for use, name in (('fill', fill), ('stroke', stroke)) if name))
        patch.set_clip_on(False)
        self._axes.add_artist(patch)  # as a patch it would also be measured, for limits that svg() sets

    def svg(self, name: str, alt: str) -> str:
        """Return the drawing as an SVG element with ``alt`` as its title; ``name`` is unique in the document."""
        self._figure.set_size_inches(self.width / 25.4, self.height / 25.4)
        self._axes.set_xlim(0, self.width)
        self._axes.set_ylim(self.height, 0)
        raw = io.BytesIO()
        with matplotlib.rc_context({'svg.fonttype': 'none', 'svg.hashsalt': name, 'path.simplify': False}):
            self._figure.savefig(raw, format='svg', dpi=72, metadata={'Date': None})
        root = etree.Element(
            f'{SVG}svg',
            {
                'role': 'img',
                'aria-labelledby': f'{name}-alt',
                'width': f'{self.width:g}mm',
                'height': f'{self.height:.4g}mm',
                'viewBox': f'0 0 {self.width * MM:.2f} {self.height * MM:.2f}',
                'fill': 'none',
                'stroke-linejoin': 'round',
                'overflow': 'visible',
            },
            nsmap={None: SVG[1:-1]},
        )
        title = etree.SubElement(root, f'{SVG}title', id=f'{name}-alt')
        title.text = alt
        for element in etree.fromstring(raw.getvalue()).iter(f'{SVG}path', f'{SVG}text'):
            if (classes := element.getparent().get('id', '')).startswith(('fill-', 'stroke-')):
                root.append(_plain(element, classes, self.style.family))
        return etree.tostring(root, encoding='unicode')


def _plain(element: etree._Element, classes: str, family: str) -> etree._Element:
    """Return a copy of matplotlib's path or text with plain attributes instead of a style."""
    style = dict(part.split(': ', 1) for part in element.get('style', '').split('; ') if ': ' in part)
    copy = etree.Element(element.tag, {'class': classes})
    if element.tag == f'{SVG}path':
        copy.set('d', _rounded(' '.join(element.get('d').split())))
        names = ('fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap')
    else:
        copy.set('x', _rounded(element.get('x')))
        copy.set('y', _rounded(element.get('y')))
        copy.set('font-family', f"'{family}', sans-serif")
        copy.text = element.text
        names = ('fill', 'font-size', 'font-weight', 'font-style', 'text-anchor')
    for name in names:
        if name in style and style[name] != 'none':
            value = style[name].removesuffix('px')
            copy.set(name, value if value.startswith('#') else _rounded(value))
    return copy


def _rounded(numbers: str) -> str:
    """Return ``numbers`` with two decimals at most: a hundredth of a point."""
    return re.sub(r'-?\d+\.\d+', lambda match: f'{float(match[0]):.2f}'.rstrip('0').rstrip('.'), numbers)
