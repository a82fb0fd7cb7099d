"""Tables of formulas with the lines between their rows and columns, which ziamath 0.13 leaves out.

A class for an element stands in for the one before when it is made (``Mnode``); importing this module is enough.
"""

from ziamath import drawable
from ziamath.nodes.mtable import Mtable

DASH, GAP = 0.3, 0.2  # em


class RuledTable(Mtable, tag='mtable'):
    """A table; ``columnlines`` and ``rowlines`` say where it has lines (``table_lines``)."""

    def _setup(self, **kwargs) -> None:
        super()._setup(**kwargs)
        down, across = (self.element.get(name, '').split() for name in ('columnlines', 'rowlines'))
        cells = iter(list(zip(self.nodes, self.nodexy, strict=True)))
        rows = [[next(cells) for _cell in row] for row in self.element]
        width = self.units_to_points(self.font.math.consts.radicalRuleThickness)
        reach = 2 * width if self.parent.element.get('notation') == 'box' else 0.0  # how far off its frame is
        left, right, top, bottom = self.bbox.xmin, self.bbox.xmax, self.bbox.ymax, self.bbox.ymin
        if set(down) - {'none'}:
            columns = [[row[place] for row in rows if place < len(row)] for place in range(max(map(len, rows)))]
            begins = [min(x for _node, (x, _y) in column) for column in columns]
            ends = [max(x + node.bbox.xmax for node, (x, _y) in column) for column in columns]
            for style, x in zip(down, _between(begins, ends), strict=False):
                for start, length in self._strokes(style, top - bottom + 2 * reach):
                    self._add(drawable.VLine(length, width, style=self.style, **kwargs), x, start - top - reach)
        if set(across) - {'none'}:
            begins = [min(y - node.bbox.ymax for node, (_x, y) in row) for row in rows]
            ends = [max(y - node.bbox.ymin for node, (_x, y) in row) for row in rows]
            for style, y in zip(across, _between(begins, ends), strict=False):
                for start, length in self._strokes(style, right - left + 2 * reach):
                    self._add(drawable.HLine(length, width, style=self.style, **kwargs), left + start - reach, y)

    def _add(self, line: drawable.Drawable, x: float, y: float) -> None:
        self.nodes.append(line)
        self.nodexy.append((x, y))

    def _strokes(self, style: str, length: float) -> list[tuple[float, float]]:
        """Return where the strokes of a line begin, and how long they are."""
        if style == 'none':
            return []
        if style != 'dashed':
            return [(0.0, length)]
        dash, step = self.size_px(f'{DASH}em'), self.size_px(f'{DASH + GAP}em')
        return [(place * step, min(dash, length - place * step)) for place in range(int(length / step) + 1)]


def _between(begins: list[float], ends: list[float]) -> list[float]:
    """Return the middles between each of several things and the next."""
    return [(end + begin) / 2 for end, begin in zip(ends, begins[1:], strict=False)]
