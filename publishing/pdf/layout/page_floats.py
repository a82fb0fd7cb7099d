"""A figure that finds no room at the foot of a page lets the text behind it go first, so that no page stays half blank.

CSS has floats of pages as a draft (CSS Page Floats), which WeasyPrint 70 does not know (Kozea/WeasyPrint#259). A style
sheet turns them on with ``--page-float: near`` on figures, and off again with ``none``.

A figure may move only where the text names it with a link, so that readers find it, and stays in its section; one that
stands before the first section of a chapter may go into that. It goes behind the blocks that fill the page, or, at the
end of a section, up to the top of the page or the first place below it; never between a sentence that ends with a colon
and what it announces, nor before another figure, nor to a page before the one that names it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from weasyprint.formatting_structure import boxes

PROPERTY = '__page_float'
#: Of the height of the text: a blank that is no worse than a short last line of a page.
BLANK = 0.15
#: How many blocks a figure passes at most, forwards or backwards.
REACH = 6
#: What a figure passes; not another figure, since they are counted.
PASSED = frozenset({'p', 'ul', 'ol', 'dl', 'blockquote', 'table'})


@dataclass
class Page:
    """A page as it has been laid out, and where the next one begins (WeasyPrint's ``resume_at``)."""

    box: boxes.PageBox
    resume_at: dict | None


def fill(number: int, page: Page, root: boxes.Box, context: SimpleNamespace, lay_out: Callable[[int], Page]) -> Page:
    """Return page ``number`` (from 0) with the blank at its foot filled, where a figure has left one and may move.

    Only pages that are laid out for the first time are filled: those behind them do not know their place yet.

    :param root: the box of the document, whose figure is moved. :param context: WeasyPrint's.
    :param lay_out: lays out a page, this one once more or the next one to see what comes of it.
    """
    waiting = _path(root, page.resume_at)
    figure, stack = waiting[-1]
    if stack is not None or not _may_move(figure, root, context) or blank(page.box) < BLANK:
        return page
    parent, whole = waiting[-2][0], waiting[-2][0].children
    index = whole.index(figure)
    rest = [*whole[:index], *whole[index + 1 :]]
    for target, place in _places(parent, index, _begins(parent, root, context.page_maker[number][0])):
        others = rest if target is parent else target.children
        parent.children, former = rest, target.children
        target.children = [*others[:place], figure, *others[place:]]
        tried = lay_out(number)
        if blank(tried.box) < BLANK:
            is_behind = target is not parent or place >= index
            if not is_behind and _names_it(parent, whole[index - 1], root, tried):
                return tried
            if is_behind and not _waits_again(figure, root, lay_out(number + 1)):
                return lay_out(number)
        target.children = former
    parent.children = whole
    return lay_out(number)


def _waits_again(figure: boxes.Box, root: boxes.Box, page: Page) -> bool:
    """Return whether the figure, which is too high for what the text leaves, has made a blank of the next page."""
    return _path(root, page.resume_at)[-1][0] is figure and blank(page.box) >= BLANK


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
    if not any(token.type == 'ident' and token.value == 'near' for token in figure.style[PROPERTY] or ()):
        return False
    if 'named' not in context.__dict__:
        context.named = {link.get('href') for link in root.element.iter('a')}
    return f'#{figure.element.get("id")}' in context.named


def _begins(parent: boxes.Box, root: boxes.Box, start: dict | None) -> int:
    """Return the first child of ``parent`` that stands whole on the page that begins at ``start``, 0 when all do."""
    path = _path(root, start)
    for number, (box, _stack) in enumerate(path[:-1]):
        if box is parent:
            child, stack = path[number + 1]
            return parent.children.index(child) + (stack is not None)
    return 0


def _places(parent: boxes.Box, index: int, begins: int) -> Iterator[tuple[boxes.Box, int]]:
    """Yield boxes and where the figure may stand among their other children: behind its place, then before it."""
    rest = [*parent.children[:index], *parent.children[index + 1 :]]
    yield from ((parent, place) for place in _behind(rest, index))
    if index < len(rest) and rest[index].element_tag == 'section':
        yield from ((rest[index], place) for place in _behind(rest[index].children, 1))  # its heading comes first
    for place in range(index - 1, max(begins - 1, index - 1 - REACH, 0), -1):
        if not _is_passed(rest[place]):
            break
        if place == begins or (_is_passed(rest[place - 1]) and not _announces(rest[place - 1])):
            yield parent, place


def _behind(others: list, start: int) -> Iterator[int]:
    """Yield each place behind one block more, as long as they may be passed."""
    for number in range(start, min(start + REACH, len(others))):
        if not _is_passed(others[number]):
            break
        if not _announces(others[number]):
            yield number + 1


def _is_passed(box: boxes.Box) -> bool:
    return box.element_tag in PASSED


def _announces(box: boxes.Box) -> bool:
    return ''.join(box.element.itertext()).rstrip().endswith(':')


def _names_it(parent: boxes.Box, before: boxes.Box, root: boxes.Box, page: Page) -> bool:
    """Return whether the block that stood before the figure, which speaks of it, still begins on the page."""
    path = _path(root, page.resume_at)
    for number, (box, _stack) in enumerate(path[:-1]):
        if box is parent:
            child, stack = path[number + 1]
            return (parent.children.index(child), stack is not None) > (parent.children.index(before), False)
    return True  # the page has all of the section
