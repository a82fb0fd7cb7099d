"""What all kinds of charts share. Numbers are millimetres, sizes of text and lines are points.

Names stand at what they name: a value at the end of its bar, a series at its first bar or at the end of
its line. Only columns too narrow for that get a key, and then a pattern each, so that grey paper will do.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publishing.figures.svg import Drawing

SIZE, UNIT_SIZE = 8.5, 8.0
LINE = 4.2  # from baseline to baseline
CAP = 2.0  # height of a capital
GAP = 1.4  # between a mark and its word
OTHER_COLOURS = ('slate', 'pine', 'heather', 'brick', 'sea', 'amber')


@dataclass(frozen=True)
class Chart:
    """What is to be drawn, in the reader's language; ``values[series][category]``."""

    width: float
    series: Sequence[str]
    colours: Sequence[str]
    bar_colours: Sequence[str]
    categories: Sequence[str]
    values: Sequence[Sequence[Decimal | None]]
    x_label: str
    y_label: str
    number: Callable[[Decimal], str]

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest value, with zero between them."""
        values = [float(value) for row in self.values for value in row if value is not None]
        return min([0.0, *values]), max([0.0, *values])

    def colour(self, series: int, category: int) -> str:
        """Return the colour of one bar."""
        return self.colours[series] if len(self.series) > 1 else self.bar_colours[category]

    def cells(self, category: int) -> list[tuple[int, Decimal | None]]:
        """Return the (series, value) of a category."""
        return [(number, row[category]) for number, row in enumerate(self.values)]

    def rows(self, category: int) -> list[tuple[int, Decimal | None]]:
        """Return the same without empty cells, unless nothing else is there."""
        return [cell for cell in self.cells(category) if cell[1] is not None] or [(0, None)]

    @property
    def one_each(self) -> bool:
        """Whether no category has values of two series."""
        return all(len(self.rows(number)) == 1 for number in range(len(self.categories)))


def series_colours(names: Sequence[str], fixed: dict[str, str]) -> list[str]:
    """Return a colour for each series: the one ``fixed`` for its name, else the next nobody has."""
    taken = {fixed[name] for name in names if name in fixed}
    free = iter([colour for colour in OTHER_COLOURS if colour not in taken])
    return [fixed[name] if name in fixed else next(free) for name in names]


def ticks(low: float, high: float, most: int = 5) -> list[Decimal]:
    """Return round numbers from below ``low`` to above ``high``."""
    rough = Decimal(str(max(high - low, 1e-9))) / most
    magnitude = Decimal(10) ** rough.adjusted()
    step = next(
        magnitude * factor
        for factor in (Decimal(1), Decimal(2), Decimal('2.5'), Decimal(5), Decimal(10))
        if magnitude * factor >= rough
    )
    first, last = math.floor(Decimal(str(low)) / step), math.ceil(Decimal(str(high)) / step)
    return [(step * number).normalize() + 0 for number in range(first, last + 1)]


def below_axis(
    drawing: Drawing, chart: Chart, middles: Sequence[float], pitch: float, y: float, weight: int = 400
) -> float:
    """Write the categories and the label under a level axis; return the chart's height."""
    style, deepest = drawing.style, y
    widest = max(style.width_of(name, SIZE, weight) for name in chart.categories)
    short = all(' ' not in name for name in chart.categories)
    every = max(1, math.ceil((widest + 2) / pitch)) if short else 1
    for number, (middle, name) in enumerate(zip(middles, chart.categories, strict=True)):
        if number % every:
            continue
        for row, line in enumerate(style.wrapped(name, max(pitch - 2, 8), SIZE, weight)):
            half = style.width_of(line, SIZE, weight) / 2
            x = min(max(middle, half), chart.width - half)
            drawing.text(x, y + row * LINE, line, align='center', weight=weight)
            deepest = max(deepest, y + row * LINE)
    if chart.x_label:
        deepest += LINE + 0.4
        drawing.text(chart.width, deepest, chart.x_label, size=UNIT_SIZE, align='right', colour='slate')
    return deepest + 1.6
