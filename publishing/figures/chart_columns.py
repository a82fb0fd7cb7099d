"""Lay out vertical bars in groups."""

import math

from publishing.figures.chart_layout import CAP, LINE, SIZE, UNIT_SIZE, Chart, below_axis, ticks
from publishing.figures.svg import Drawing, Style


def draw_columns(chart: Chart, style: Style) -> Drawing:
    """Draw vertical bars in groups, names under each where there is room, else a key above."""
    drawing, low_high = Drawing(style, chart.width), chart.ends
    alone = chart.one_each
    members = 1 if alone else len(chart.series)
    left, pitch = 0.0, chart.width / len(chart.categories)
    widest = max(style.width_of(name, SIZE) for name in chart.series)
    named = members > 1 and (widest + 2) * members <= pitch - 4
    slot = max(widest + 2, 17) if named else min(17, (pitch - 4) / members)
    thick = min(slot - 0.8, 16)
    texts = [chart.number(value) for row in chart.values for value in row if value is not None]
    crowded = max(style.width_of(text, SIZE, 600) for text in texts) > slot - 0.4
    if crowded:
        left = max(style.width_of(chart.number(tick), UNIT_SIZE) for tick in ticks(*chart.ends)) + 3
        pitch = (chart.width - left) / len(chart.categories)
        slot = min(slot, (pitch - 2.5) / members)
        thick = min(slot - 0.5, 16)
    y = CAP + 0.8
    if chart.y_label:
        drawing.text(0, y, chart.y_label, size=UNIT_SIZE, colour='slate')
        y += LINE + 1
    if len(chart.series) > 1 and not named:
        y = _key(drawing, chart, y)
    top, height = y + (0 if crowded else 3.2), 50.0
    scale = height / max(low_high[1] - low_high[0], 1e-9)
    zero = top + low_high[1] * scale
    if crowded:
        _grid(drawing, chart, (left - 2, zero, scale))
    for number in range(len(chart.categories)):
        x = left + pitch * (number + 0.5) - slot * members / 2
        for place, (series, value) in enumerate(chart.rows(number) if alone else chart.cells(number)):
            middle = x + slot * (place + 0.5)
            _column(drawing, chart, (series, number, value), (middle, zero, scale, thick), not crowded)
            if len(chart.series) > 1 and not named and value is not None:
                _pattern(drawing, series, middle - thick / 2, zero, thick, float(value) * scale)
    drawing.line([(left, zero), (chart.width, zero)], 'slate', 0.7)
    y = top + height + CAP + 2
    if named:
        for number in range(len(chart.categories)):
            for series, name in enumerate(chart.series):
                x = left + pitch * (number + 0.5) + slot * (series + 0.5 - members / 2)
                drawing.text(x, y, name, align='center', colour=chart.colours[series])
        y += LINE + 0.4
    middles = [left + pitch * (number + 0.5) for number in range(len(chart.categories))]
    drawing.height = below_axis(drawing, chart, middles, pitch, y, 600 if named else 400)
    return drawing


def _column(drawing: Drawing, chart: Chart, what: tuple, where: tuple, valued: bool) -> None:
    """Draw one column with its value."""
    (series, category, value), (middle, zero, scale, thick) = what, where
    if value is None:
        drawing.text(middle, zero - 1, '–', align='center', colour='slate')
        return
    length = float(value) * scale
    x, y = middle - thick / 2, min(zero, zero - length)
    drawing.rectangle(x, y, thick, abs(length), chart.colour(series, category))
    if valued:
        drawing.text(
            middle, y - 1 if value >= 0 else y + abs(length) + CAP + 1, chart.number(value), weight=600, align='center'
        )


def _pattern(drawing: Drawing, series: int, x: float, foot: float, width: float, length: float) -> None:
    """Draw the n-th series' pattern on a column."""
    for line in pattern(series, x, min(foot, foot - length), width, abs(length)):
        drawing.line(line, 'paper', 0.45)


def pattern(series: int, x: float, y: float, width: float, height: float) -> list[list[tuple[float, float]]]:
    """Return the white lines on the fill of the n-th series: none, rising, falling, level, both."""
    lines, step = [], 2.0
    if series == 3:
        return [[(x, y + at), (x + width, y + at)] for at in _steps(step, height, step)]
    slopes = {1: (1,), 2: (-1,), 4: (1, -1)}.get(series, ())
    for slope in slopes:
        for at in _steps(step, width + height, step * 1.3):
            first = (max(0.0, at - height), min(at, height))
            last = (min(at, width), max(0.0, at - width))
            ends = [(across if slope > 0 else width - across, down) for across, down in (first, last)]
            lines.append([(x + across, y + down) for across, down in ends])
    return lines


def _steps(start: float, stop: float, step: float) -> list[float]:
    """Return start, start + step, … below stop."""
    return [start + step * number for number in range(max(0, math.ceil((stop - start) / step)))]


def _key(drawing: Drawing, chart: Chart, y: float) -> float:
    """Draw swatches with the series' names; return the next free line."""
    x = 0.0
    for number, name in enumerate(chart.series):
        width = 5 + drawing.style.width_of(name, SIZE) + 6
        if x and x + width > chart.width:
            x, y = 0.0, y + LINE
        drawing.rectangle(x, y - CAP - 0.6, 3.6, 3.2, chart.colours[number])
        _pattern(drawing, number, x, y - CAP - 0.6 + 3.2, 3.6, 3.2)
        drawing.text(x + 5, y, name)
        x += width
    return y + LINE + 1


def _grid(drawing: Drawing, chart: Chart, where: tuple[float, float, float]) -> None:
    """Draw level lines with their numbers, where columns are too narrow for values of their own."""
    left, zero, scale = where
    for tick in ticks(*chart.ends)[:-1] if chart.ends[1] else ticks(*chart.ends):
        y = zero - float(tick) * scale
        if tick:
            drawing.line([(left + 2, y), (chart.width, y)], 'line', 0.4)
        drawing.text(left, y + CAP / 2, chart.number(tick), size=UNIT_SIZE, align='right', colour='slate')
