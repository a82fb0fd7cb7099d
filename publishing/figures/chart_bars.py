"""Lay out horizontal bars."""

from publishing.figures.chart_layout import CAP, GAP, LINE, SIZE, UNIT_SIZE, Chart
from publishing.figures.svg import Drawing, Style


def draw_bars(chart: Chart, style: Style) -> Drawing:
    """Draw horizontal bars: names left of the bars, or above them where a name is long."""
    drawing = Drawing(style, chart.width)
    longest = max(style.width_of(name, SIZE) for name in chart.categories)
    beside = longest <= 0.34 * chart.width
    left = longest + 3 if beside else 0.3
    ends, named = _bar_ends(chart), len(chart.series) > 1
    low, high = chart.ends
    room_left = max([style.width_of(text, SIZE, 600) + GAP for value, text, _name in ends if value < 0], default=0)
    scales = [
        (chart.width - left - room_left - _end_width(style, text, name if named else '')) / max(value - low, 1e-9)
        for value, text, name in ends
        if value >= 0
    ]
    scale = min([*scales, (chart.width - left - room_left) / max(high - low, 1e-9)])
    zero = left + room_left - low * scale
    y = _units(drawing, chart, 0 if beside else left, zero if beside else left)
    top, seen = y, set()
    thick = 5.2 if max(len(chart.rows(number)) for number in range(len(chart.categories))) == 1 else 4.4
    for number, category in enumerate(chart.categories):
        if not beside:
            for line in style.wrapped(category, chart.width, SIZE):
                drawing.text(0, y + CAP + 0.4, line)
                y += LINE
            top = y
        elif category:
            rows = chart.rows(number)
            drawing.text(0, y + (len(rows) * (thick + 0.7) - 0.7) / 2 + CAP / 2, category)
        for series, value in chart.rows(number):
            _bar(drawing, chart, (series, number, value), (zero, y, scale, thick), seen if named else None)
            y += thick + 0.7
        bottom = y - 0.7
        if not beside:
            drawing.line([(zero, top), (zero, bottom)], 'slate', 0.7)
        y += 2.4 if beside else 1.8
    if beside:
        drawing.line([(zero, top - 0.8), (zero, bottom + 0.8)], 'slate', 0.7)
    drawing.height = bottom + 1
    return drawing


def _bar(drawing: Drawing, chart: Chart, what: tuple, where: tuple, seen: set | None) -> None:
    """Draw one bar with its value and, the first time, its series' name."""
    (series, category, value), (zero, y, scale, thick) = what, where
    baseline = y + thick / 2 + CAP / 2
    if value is None:
        drawing.text(zero + GAP, baseline, '–', colour='slate')
        return
    length = float(value) * scale
    drawing.rectangle(min(zero, zero + length), y, abs(length), thick, chart.colour(series, category))
    text = chart.number(value)
    if value < 0:
        drawing.text(zero + length - GAP, baseline, text, weight=600, align='right')
        return
    drawing.text(zero + length + GAP, baseline, text, weight=600)
    if seen is not None and series not in seen:
        seen.add(series)
        after = zero + length + 2 * GAP + drawing.style.width_of(text, SIZE, 600) + 0.4
        drawing.text(after, baseline, chart.series[series], colour=chart.colours[series])


def _bar_ends(chart: Chart) -> list[tuple[float, str, str]]:
    """Return (value, its text, the series' name where it is to be written) of every bar."""
    ends, seen = [], set()
    for number in range(len(chart.categories)):
        for series, value in chart.rows(number):
            if value is not None:
                ends.append((float(value), chart.number(value), '' if series in seen else chart.series[series]))
                seen.add(series)
    return ends


def _end_width(style: Style, text: str, name: str) -> float:
    """Return the room that the words at a bar's end need."""
    width = GAP + style.width_of(text, SIZE, 600)
    return width + (GAP + 0.4 + style.width_of(name, SIZE) if name else 0) + 0.3


def _units(drawing: Drawing, chart: Chart, left: float, zero: float) -> float:
    """Write a bar chart's axis labels above it; return where the bars may begin."""
    if not (chart.x_label or chart.y_label):
        return 1.0
    if chart.y_label:
        drawing.text(left, CAP + 0.8, chart.y_label, size=UNIT_SIZE, colour='slate')
    if chart.x_label:
        touching = chart.y_label and left + drawing.style.width_of(chart.y_label, UNIT_SIZE) + 2 > zero
        y = CAP + 0.8 + (LINE if touching else 0)
        drawing.text(zero, y, chart.x_label, size=UNIT_SIZE, colour='slate')
        return y + 2.6
    return CAP + 3.4
