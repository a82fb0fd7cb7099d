"""The head of a table above each piece of a row that is longer than a page; ``weasyprint_patches`` puts it in place."""

from weasyprint.layout.block import remove_placeholders

from publishing.core.repairs import stock

TABLE = 'weasyprint.layout.table:table_layout'

_table_layout = stock(TABLE)


def lay_out(context, table, bottom_space, skip_stack, block, page_is_empty, absolute_boxes, fixed_boxes):
    """Repeat the head of a table above a row that is longer than a page, too.

    WeasyPrint 70 cuts a row with ``break-inside: avoid`` only on a page where nothing else stands, and takes the head
    away for it (Kozea/WeasyPrint#2679). Here such a row may be cut below the head.
    """
    page = context, table, bottom_space, skip_stack, block, page_is_empty, absolute_boxes, fixed_boxes
    widths = list(table.column_widths)  # which are turned round for languages that are written from right to left

    def stock_layout():
        table.column_widths = widths[:]
        return _table_layout(*page)

    found = stock_layout()
    if not page_is_empty or found[0] is None or not _has_head(table) or _has_head(found[0]):
        return found
    if (row := _first_row(table, skip_stack)) is None:
        return found
    remove_placeholders(context, [found[0]], absolute_boxes, fixed_boxes)
    kept = {box: box.style for box in (row, *row.children)}
    for box, style in kept.items():
        box.style = style.copy()
        box.style['break_inside'] = 'auto'
    try:
        again = stock_layout()
    finally:
        for box, style in kept.items():
            box.style = style
    if again[0] is not None and _has_head(again[0]) and _filled(again[0]) == _filled(found[0]):
        return again
    if again[0] is not None:
        remove_placeholders(context, [again[0]], absolute_boxes, fixed_boxes)
    return stock_layout()  # something cannot be cut that only fits without the head


def _has_head(table) -> bool:
    return bool(table.children) and table.children[0].is_header


def _filled(table) -> list[bool]:
    """Return which cells of the first row below the head have something on this page."""
    body = next((group for group in table.children if not group.is_header), None)
    return [not cell.empty for cell in body.children[0].children] if body else []


def _first_row(table, skip_stack):
    """Return the row below the head with which a table goes on (``skip_stack`` of WeasyPrint), or begins, or None."""
    ((number, rows),) = (skip_stack or {0: None}).items()
    below = [row for group in table.children[number:] if not group.is_header for row in group.children]
    return next(iter(below[next(iter(rows)) if rows else 0 :]), None)
