"""Lay out line charts; names stand at the ends of the lines."""

from publishing.figures.chart_layout import CAP, GAP, LINE, SIZE, UNIT_SIZE, Chart, below_axis, ticks
from publishing.figures.svg import Drawing, Style

HEIGHT = 52.0


def draw_lines(chart: Chart, style: Style) -> Drawing:
    """Draw one line per series over years (to scale) or other categories (evenly spaced)."""
    drawing = Drawing(style, chart.width)
    values = [float(value) for row in chart.values for value in row if value is not None]
    low, high = min(values), max(values)
    # Start at nought unless the whole change would then be a flat line at the top.
    marks = ticks(low if low > 0.6 * high > 0 else min(0.0, low), high)
    bottom, top = float(marks[0]), float(marks[-1])
    y = CAP + 0.8
    if chart.y_label:
        drawing.text(0, y, chart.y_label, size=UNIT_SIZE, colour='slate')
        y += LINE
    upper = y + 1.5
    scale = HEIGHT / max(top - bottom, 1e-9)
    foot = upper + HEIGHT
    axis = max(style.width_of(chart.number(mark), UNIT_SIZE) for mark in marks) + 2.5
    lines = _names(chart, style)
    room = max((style.width_of(line, SIZE, 600) for name in lines for line in name), default=0) + 2 * GAP + 1
    middles = _across(chart, axis + 3, chart.width - room - 1)
    for mark in marks:
        height = foot - (float(mark) - bottom) * scale
        drawing.line(
            [(axis, height), (middles[-1] + 2, height)],
            'slate' if mark in (0, marks[0]) else 'line',
            0.7 if mark == 0 else 0.4,
        )
        drawing.text(axis - 2, height + CAP / 2, chart.number(mark), size=UNIT_SIZE, align='right', colour='slate')
    ends = []
    for series, row in enumerate(chart.values):
        points = [
            (x, foot - (float(value) - bottom) * scale) if value is not None else None
            for x, value in zip(middles, row, strict=True)
        ]
        _line(drawing, points, series, chart.colours[series])
        last = next((point for point in reversed(points) if point), None)
        if last:
            ends.append([last[1], series])
    _write_ends(drawing, chart, lines, ends, middles[-1] + 2 + GAP)
    pitch = min((b - a for a, b in zip(middles, middles[1:], strict=False)), default=chart.width)
    drawing.height = below_axis(drawing, chart, middles, pitch, foot + CAP + 2.2)
    return drawing


def _names(chart: Chart, style: Style) -> list[list[str]]:
    """Return each series' name in lines of at most a quarter of the width."""
    if len(chart.series) == 1:
        return [[]]
    return [style.wrapped(name, chart.width / 4, SIZE, 600) for name in chart.series]


def _across(chart: Chart, left: float, right: float) -> list[float]:
    """Return where each category stands: years in proportion, other names evenly."""
    names = chart.categories
    if all(name.isdigit() and len(name) == 4 for name in names) and len(names) > 1:
        years = [int(name) for name in names]
        span = max(max(years) - min(years), 1)
        return [left + (year - min(years)) / span * (right - left) for year in years]
    return [left + (right - left) * number / max(len(names) - 1, 1) for number in range(len(names))]


def _line(drawing: Drawing, points: list, series: int, colour: str) -> None:
    """Draw one series, broken where there is no data, with a dot at each value."""
    run: list = []
    for point in [*points, None]:
        if point:
            run.append(point)
            continue
        if len(run) > 1:
            drawing.line(run, colour, 1.6)
        run = []
    for point in filter(None, points):
        drawing.circle(*point, 0.9, colour if series % 2 == 0 else 'paper', colour, 1.1)


def _write_ends(drawing: Drawing, chart: Chart, lines: list[list[str]], ends: list, x: float) -> None:
    """Write value and name at the end of each line, pushed apart where they would touch."""
    ends.sort()
    heights: list[float] = []
    for y, series in ends:
        block = LINE * (1 + len(lines[series]))
        start = max(y - CAP / 2 - (block - LINE) / 2, heights[-1] if heights else -1e9)
        heights.append(start + block + 0.6)
        value = next(value for value in reversed(chart.values[series]) if value is not None)
        drawing.text(x, start + CAP, chart.number(value), weight=600, colour='text')
        for row, line in enumerate(lines[series], start=1):
            drawing.text(x, start + CAP + row * LINE, line, weight=600, colour=chart.colours[series])
