"""One grid for the lines of all pages, so that text on facing pages stands level.

CSS has a line grid only as a draft (CSS Rhythmic Sizing; CSS Line Grid) and WeasyPrint 70 knows neither. Margins and
line heights of the style sheet are multiples of the grid; what has a height of its own (tables, figures, panels with
borders) would put all text below it off the grid. So while pages are laid out, each block that ends between two grid
lines grows to the next one.

A style sheet turns it on with ``--grid: 7.5pt`` and off again below an element with ``--grid: none`` (an index, say,
with lines of 12 points). Nothing happens where no style sheet names it.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil

from weasyprint.formatting_structure import boxes

from publishing.core import repairs
from publishing.core.repairs import Repair, stock

POINT = 96 / 72  # CSS pixels per point
SLACK = 0.02  # pixels: sums of rounded lengths
PROPERTY = '__grid'
BLOCK, PAGE_BLOCK = 'weasyprint.layout.block:block_level_layout', 'weasyprint.layout.page:block_level_layout'

_block_level_layout = stock(BLOCK)


@dataclass
class _Place:
    """Where a layout is: the top of the page's text, and whether a box around sees to the grid itself."""

    top: float = 0.0
    is_inside: bool = False
    is_running_on: bool = False  # the page begins where the one before was full


def step(style) -> float:
    """Return the height of the grid in pixels that ``style`` (WeasyPrint's computed style) asks for, 0 for none."""
    for token in style[PROPERTY] or ():
        if token.type == 'dimension' and token.lower_unit == 'pt':
            return token.value * POINT
    return 0.0


def block_level_layout(context, box, bottom_space, skip_stack, containing_block, page_is_empty=True, *args, **options):
    """Lay out a block as WeasyPrint does, and let it grow to the next line of the grid."""
    place = context.__dict__.setdefault('grid_place', _Place())
    if isinstance(containing_block, boxes.PageBox):
        place.top = containing_block.content_box_y()
        place.is_running_on = _is_running_on(context)
    grid = 0.0 if place.is_inside else step(box.style)
    has_own_grid = place.is_inside or (grid and _has_own_height(box))
    with _inside(place, has_own_grid), _flush(place, box, grid, page_is_empty):
        result = _block_level_layout(
            context, box, bottom_space, skip_stack, containing_block, page_is_empty, *args, **options
        )
    laid_out, resume_at = result[:2]
    if grid and laid_out is not None and resume_at is None and _may_grow(laid_out):
        bottom = laid_out.border_box_y() + laid_out.border_height() - place.top
        more = ceil(bottom / grid - SLACK) * grid - bottom
        if more > SLACK and not context.overflows_page(bottom_space, bottom + more + place.top):
            laid_out.height += more
    return result


def _is_running_on(context) -> bool:
    """Return whether the page begins without a forced break; WeasyPrint's own answer is no on every named page."""
    page = context.current_page - 1
    if not 0 < page < len(context.page_maker):
        return False
    before, now = (context.page_maker[number][1] for number in (page - 1, page))
    return now['break'] == 'any' and now['page'] == before['page']


def _has_own_height(box) -> bool:
    """Return whether what stands in ``box`` is set on its own lines: tables, and panels with borders or padding."""
    style = box.style
    return isinstance(box, boxes.TableBox) or any(
        getattr(style[name], 'value', style[name])
        for name in ('padding_top', 'padding_bottom', 'border_top_width', 'border_bottom_width')
    )


def _may_grow(box) -> bool:
    return (
        not isinstance(box, boxes.ReplacedBox | boxes.TableBox)
        and box.is_in_normal_flow()
        and isinstance(box.height, int | float)
        and box.border_height() > 0
    )


@contextmanager
def _inside(place: _Place, is_inside: bool):
    before, place.is_inside = place.is_inside, bool(is_inside)
    try:
        yield
    finally:
        place.is_inside = before


@contextmanager
def _flush(place: _Place, box, grid: float, page_is_empty: bool):
    """Begin a page at its top: WeasyPrint 70 drops the space above a block there only in the outermost box."""
    style = box.style
    if (
        not grid
        or not page_is_empty
        or not place.is_running_on
        or abs(box.position_y - place.top) > SLACK
        or not getattr(style['margin_top'], 'value', 0)
    ):
        yield
        return
    box.style = style.copy()
    box.style['margin_top'] = style['margin_top']._replace(value=0)
    try:
        yield
    finally:
        box.style = style


REPAIRS = (
    Repair(
        'WeasyPrint',
        'lines of facing pages need not stand level',
        {BLOCK: block_level_layout, PAGE_BLOCK: block_level_layout},
        code='650b87bb9ef9',
        leans_on=('weasyprint.layout:LayoutContext.overflows_page', 'weasyprint.layout.page:remake_page'),
    ),
)


def apply() -> None:
    """Put the grid into WeasyPrint's layout; doing it twice changes nothing."""
    repairs.apply(*REPAIRS)
