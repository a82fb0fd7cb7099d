"""A figure that finds no room at the foot of a page goes to the top of the next one, and the text behind it goes first.

CSS has floats of pages as a draft (CSS Page Floats), which WeasyPrint 70 does not know (Kozea/WeasyPrint#259). A style
sheet turns them on with ``--page-float: top`` on figures, and off again with ``none``.

A figure moves only where the text names it with a link, so that readers find it; never past another figure, since they
are counted, nor out of its chapter. Where no text follows that would fill the page, it goes to the top of this page, or
to the first place below it, if the sentence that names it stays on the page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace

from weasyprint.formatting_structure import boxes

PROPERTY = '__page_float'
#: Of the height of the text: a blank that is no worse than a short last line of a page.
BLANK = 0.15
#: What may be cut where the page ends, and before which blocks a figure may stand at the top of a page.
CUT = frozenset({'p', 'ul', 'ol', 'li', 'dl', 'dd', 'blockquote', 'em', 'strong', 'span'})
AROUND = frozenset({'section', 'div', 'body', 'html', 'main', 'article'})
#: What a figure passes on its way up this page.
PASSED = frozenset({'p', 'ul', 'ol', 'dl', 'blockquote'})
REACH = 6


@dataclass
class Page:
    """A page as it has been laid out, and where the next one begins (WeasyPrint's ``resume_at``)."""

    box: boxes.PageBox
    resume_at: dict | None


class UncutError(Exception):
    """Raised for a box that cannot be cut in two at the end of a page."""


def fill(number: int, page: Page, root: boxes.Box, context: SimpleNamespace, lay_out: Callable[[int], Page]) -> Page:
    """Return page ``number`` (from 0) with the blank at its foot filled, where a figure has left one and may move.

    Only pages that are laid out for the first time are filled: those behind them do not know their place yet.

    :param root: the box of the document, whose figure is moved. :param context: WeasyPrint's.
    :param lay_out: lays out the page once more.
    """
    waiting = _path(root, page.resume_at)
    figure, stack = waiting[-1]
    if stack is not None or not _may_move(figure, root, context) or blank(page.box) < BLANK:
        return page
    parent, whole = waiting[-2][0], waiting[-2][0].children
    index = whole.index(figure)
    rest = [*whole[:index], *whole[index + 1 :]]
    parent.children = rest
    tried = lay_out(number)
    if tried.resume_at and blank(tried.box) < BLANK and _figures(tried) <= _figures(page):
        holder, block, stack = _next(root, tried.resume_at)
        former, parts = holder.children, _parted(block, stack)
        place = former.index(block)
        behind = former[place + 1 :]
        if parts:
            holder.children = [*former[:place], *parts[:-1], figure, parts[-1], *behind]
            return lay_out(number)
        holder.children = [*former[: place + 1], figure, *behind]
        if figure.element in _figures(lay_out(number + 1)):
            return lay_out(number)
        holder.children = former
    begins, is_cut = _where(parent, root, context.page_maker[number][0]) or (0, False)
    for place in _places(rest, index, begins + is_cut):
        parent.children = [*rest[:place], figure, *rest[place:]]
        tried = lay_out(number)
        if blank(tried.box) < BLANK and _still_names(parent, whole[index - 1], root, tried):
            return tried
    parent.children = whole
    return lay_out(number)


def _path(root: boxes.Box, resume_at: dict | None) -> list[tuple[boxes.Box, dict | None]]:
    """Return the boxes from ``root`` down to the one at which a page begins, each with where it begins itself."""
    found = [(root, resume_at)]
    while resume_at:
        ((index, resume_at),) = resume_at.items()
        children = found[-1][0].children
        if not isinstance(found[-1][0], boxes.BlockContainerBox) or index >= len(children):
            break  # inside a line
        found.append((children[index], resume_at))
    return found


def blank(page: boxes.PageBox) -> float:
    """Return which share of the text's height is blank at the foot of the page, above its footnotes."""
    root, *others = page.children
    notes = sum(box.margin_height() for box in others if isinstance(box, boxes.FootnoteAreaBox))
    return 1 - (max(_edges(root), default=page.content_box_y()) - page.content_box_y()) / (page.height - notes)


def _edges(box: boxes.Box) -> Iterator[float]:
    """Yield the lower edges of what stands in ``box``, without what is set beside the text."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.BlockContainerBox) and not isinstance(child, boxes.TableCellBox):
            yield from _edges(child)
        elif isinstance(child, boxes.LineBox):
            yield child.position_y + child.height
        else:
            yield child.border_box_y() + child.border_height()


def _may_move(figure: boxes.Box, root: boxes.Box, context: SimpleNamespace) -> bool:
    if not any(token.type == 'ident' and token.value == 'top' for token in figure.style[PROPERTY] or ()):
        return False
    if 'named' not in context.__dict__:
        context.named = {link.get('href') for link in root.element.iter('a')}
    return f'#{figure.element.get("id")}' in context.named


# To the top of the next page


def _figures(page: Page) -> set:
    """Return the elements of the figures on a page."""
    return {box.element for box in page.box.descendants() if box.element_tag == 'figure'}


def _next(root: boxes.Box, resume_at: dict | None) -> tuple[boxes.Box, boxes.Box, dict | None]:
    """Return the block with which the next page begins, behind what is around it, and where in it."""
    path = _path(root, resume_at)
    around = [box.element_tag in AROUND for box, _stack in path]
    last = around.index(False) if False in around else len(path) - 1
    block, stack = path[last]
    while last > 1 and stack is None and path[last - 1][0].children[0] is block:
        last -= 1  # before a section, not before its heading
        block = path[last][0]
    return path[last - 1][0], block, stack


def _parted(block: boxes.Box, stack: dict | None) -> list[boxes.Box]:
    """Return what of ``block`` stands on the page, if anything, and the rest; nothing where it cannot be cut there."""
    try:
        return [block] if stack is None else _cut(block, stack)
    except UncutError:
        return []


def _cut(box: boxes.Box, stack: dict) -> list[boxes.Box]:
    """Return what of ``box`` stands before the end of a page, and the rest.

    :raises UncutError: for a table, say; for a link, whose page number is written later; and inside a word.
    """
    ((index, inner),) = stack.items()
    if isinstance(box, boxes.TextBox):
        before, behind = (part.decode() for part in (box.text.encode()[:index], box.text.encode()[index:]))
        if not (before.endswith((' ', '\u2013', '\u2014')) and before.strip() and behind.strip()):
            raise UncutError
        return [box.copy_with_text(before.rstrip(' ')), box.copy_with_text(behind)]
    if not (box.element_tag in CUT and hasattr(box, 'children')):
        raise UncutError
    before, behind = list(box.children[:index]), list(box.children[index:])
    if inner is not None:
        first, behind[0] = _cut(box.children[index], inner)
        before.append(first)
    if not before:
        raise UncutError
    return [box.copy_with_children(before), box.copy_with_children(behind)]


# To the top of this page


def _where(parent: boxes.Box, root: boxes.Box, resume_at: dict | None) -> tuple[int, bool] | None:
    """Return at which child of ``parent`` a page begins, and whether within it; None where it begins elsewhere."""
    path = _path(root, resume_at)
    for (box, _stack), (child, stack) in pairwise(path):
        if box is parent:
            return parent.children.index(child), stack is not None
    return None


def _places(rest: list, index: int, begins: int) -> Iterator[int]:
    """Yield where the figure may stand among the others of its section before its own place, the nearest first."""
    for place in range(index - 1, max(begins - 1, index - 1 - REACH, 0), -1):
        if rest[place].element_tag not in PASSED:
            break
        if place == begins or (rest[place - 1].element_tag in PASSED and not _announces(rest[place - 1])):
            yield place


def _announces(box: boxes.Box) -> bool:
    return ''.join(box.element.itertext()).rstrip().endswith(':')


def _still_names(parent: boxes.Box, before: boxes.Box, root: boxes.Box, page: Page) -> bool:
    """Return whether the block that stood before the figure, which speaks of it, still begins on the page."""
    ends = _where(parent, root, page.resume_at)
    return ends is None or ends > (parent.children.index(before), False)
