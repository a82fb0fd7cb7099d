"""Each repair to WeasyPrint: the fault is gone with it, and still there without it."""


import pytest
from weasyprint import HTML
from weasyprint.layout import inline

from publishing import weasyprint_patches

#: The words before the link fit on the line, the blank behind them does not.
PAGE = ('<style>@page {{ size: {width}pt 200pt; margin: 0 }} body {{ margin: 0; font: 10pt/12pt "DejaVu Sans Mono" }}'
        '</style><p style="margin: 0">aaaa bbbb cccc <b>dddddddd</b></p>')


def lines(width):
    page = HTML(string=PAGE.format(width=width)).render().pages[0]
    found = {}

    def collect(box):
        if getattr(box, 'text', None):
            found.setdefault(round(box.position_y), []).append(box.text)
        for child in getattr(box, 'children', ()):
            collect(child)

    collect(page._page_box)
    return [''.join(parts).strip() for _place, parts in sorted(found.items())]


@pytest.fixture
def narrow():
    """A width between that of the words and that of the words with their last blank."""
    return 14 * 6.02 + 2


def test_repaired(monkeypatch, narrow):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches.split_first_line)
    assert lines(narrow) == ['aaaa bbbb cccc', 'dddddddd']


def test_still_needed(monkeypatch, narrow):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    assert lines(narrow) != ['aaaa bbbb cccc', 'dddddddd'], (
        'WeasyPrint breaks this line well by itself now: '
        'split_first_line can go from publishing/weasyprint_patches.py.')


@pytest.mark.parametrize('width', [40, 61, 100, 160])
def test_other_lines_stay_as_they_are(monkeypatch, width):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    without = lines(width)
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches.split_first_line)
    assert lines(width) == without


def test_applying_twice_changes_nothing(monkeypatch):
    monkeypatch.setattr(inline, 'split_first_line', weasyprint_patches._split_first_line)
    weasyprint_patches.apply()
    weasyprint_patches.apply()
    assert inline.split_first_line is weasyprint_patches.split_first_line
    assert weasyprint_patches._split_first_line is not weasyprint_patches.split_first_line
