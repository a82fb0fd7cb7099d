"""Each quick way of laying out gives what WeasyPrint gives without it; and each is still quicker."""

import pytest
from weasyprint import HTML, css
from weasyprint.layout import block, percent
from weasyprint.text import line_break

from publishing.core.repairs import stock
from publishing.pdf.layout import speedups

#: Styles of every kind: features, languages, directions, lines under text, shares, calculated and logical lengths.
PAGE = """<style>
@page { size: 200pt 300pt; margin: 10% 12pt; @bottom-center { content: counter(page); font: small-caps 8pt serif } }
body { font: 10pt/1.2 "DejaVu Serif"; --wide: 40%; hyphens: auto; text-align: justify }
i { font-variant: small-caps; font-feature-settings: "liga" 0; letter-spacing: 1pt }
u { text-decoration: underline red }
.a { width: var(--wide); margin: 1em auto; padding: 2%; border: 1pt solid; box-sizing: border-box; float: left }
.b { width: calc(100% - 20pt); margin-inline-start: 9pt; padding-block: 3pt; min-height: 20pt; max-width: 150pt }
td { border: 1pt solid; padding: 1pt } .kept { border-collapse: collapse; width: 90% }
.own { position: absolute; top: 5% }
</style><body lang="en"><p>Plans of <i>neighbouring</i> <u>municipalities <b>beside</b></u> one border, and their words.
<div class="a">A float of some <s>words</s></div><p class="b" lang="lv">Plānošana pāri robežai ir kopīgs darbs.
<div dir="rtl" class="b">words from <span style="display: inline-block; width: 20%">right</span></div>
<table class="kept"><tr><td>one<td>two</table><table><tr><td>one<td style="width: 30%">two</table>
<svg width="80" height="20"><text x="1" y="9" font-size="9" text-decoration="underline">drawn words</text></svg>
<p style="height: 50%; columns: 2">In columns, which are laid out several times until both are of one height.</p>"""


def written() -> bytes:
    return HTML(string=PAGE).render().write_pdf(pdf_identifier=b'0' * 16, uncompressed_pdf=True)


def slowly(monkeypatch, chosen) -> None:
    """Take all repairs away but the chosen ones, for one test."""
    for repair in speedups.REPAIRS:
        for name, ours in repair.places.items():
            monkeypatch.setattr(name.replace(':', '.'), ours if repair in chosen else stock(name))


@pytest.mark.parametrize('repair', speedups.REPAIRS, ids=lambda repair: next(iter(repair.places)))
def test_the_same_bytes(repair, monkeypatch):
    slowly(monkeypatch, ())
    without = written()
    slowly(monkeypatch, (repair,))
    assert written() == without


def test_in_place():
    speedups.apply()
    assert line_break.Layout.setup is speedups.set_up
    assert block.resolve_percentages is speedups.resolve_percentages
    assert css.ComputedStyle.__missing__ is speedups.compute


@pytest.mark.parametrize(
    ('chosen', 'module', 'asked'),
    [
        (0, line_break, 'get_font_description'),
        (1, percent, 'resolve_one_percentage'),
        (2, css, 'check_math'),
    ],
)
def test_still_needed(chosen, module, asked, monkeypatch):
    """WeasyPrint asks itself much more often without the repair."""
    calls, slow = [], getattr(module, asked)

    def counted(*arguments):
        calls.append(asked)
        return slow(*arguments)

    monkeypatch.setattr(module, asked, counted)
    found = {}
    for is_quick in (True, False):
        calls.clear()
        slowly(monkeypatch, speedups.REPAIRS[chosen : chosen + is_quick])
        HTML(string=PAGE).render()
        found[is_quick] = len(calls)
    assert found[False] > 1.4 * found[True] >= 0, f'{asked} is asked {found}: the repair can go from speedups.py.'
