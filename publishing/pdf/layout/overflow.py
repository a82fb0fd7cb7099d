"""Find what a layout got wrong without a word: what is out of its box, off the page or over its foot, skipped headings.

CSS lets content overflow in silence, so every page is looked at after the layout. Letters that no font has:
``glyphs``. Words in drawings: ``drawings``. Each finding names the page and, where the book was joined by ``assembly``,
document and line.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes

from publishing.core.findings import Code, short
from publishing.core.nodes import classes
from publishing.core.plain_messages import warn
from publishing.pdf.book import source_lines
from publishing.pdf.layout import drawings, glyphs, repagination

MM = 96 / 25.4  # CSS pixels per millimetre
READABLE = 0.7  # of its size: a formula that shrinks more has indices one cannot read
SLACK = 1.0  # pixels: rounding of justified lines
NOWHERE = ('', None)
HEADINGS = {f'h{level}': level for level in range(1, 7)}


@dataclass(frozen=True)
class Problem:
    """Something wrong on a page; ``document`` is the name of the source document, empty where it is not known."""

    page: int
    document: str
    code: Code
    text: str
    line: int | None = None  # of the source, where it is known

    def __str__(self) -> str:
        return f'page {self.page}: {self.text}'


def check(document: Document, number_of: Callable[[int], int] = int) -> list[Problem]:
    """Return everything that overflows, is missing or is skipped in a laid-out book, in page order.

    :param number_of: returns the number of a page from its place (from 1), where they differ.
    """
    located = places(document)
    found, pages, wide, letters = [], {}, set(), glyphs.Letters()
    for number, page in enumerate(document.pages, start=1):
        walk = _Page(number_of(number), page, located, pages, wide, letters)
        found += walk.problems()
    found += [
        _at(number, located.get(element, NOWHERE), Code.GLYPH, text) for number, element, text in letters.missing()
    ]
    found += [
        _at(number, located.get(element, NOWHERE), Code.LAYOUT, text)
        for number, element, text in repagination.faults(document, number_of)
    ]
    found += _skipped(located, pages)
    return sorted(dict.fromkeys(found), key=lambda problem: problem.page)


def report(problems: Iterable[Problem], names: Iterable[str]) -> None:
    """Log each problem as a warning of Sphinx at its document.

    :param names: documents of the project; the contents, for example, are none.
    """
    names = set(names)
    for problem in problems:
        warn(problem.code, str(problem), (problem.document, problem.line) if problem.document in names else None)


def places(document: Document) -> dict:
    """Return document and line of every element of the book, by element in reading order."""
    roots = [box.element for box in document.pages[0]._page_box.children if box.element_tag == 'html']
    return {element: (name, line) for root in roots for element, name, line in source_lines.read(root)}


def _at(page: int, place: tuple[str, int | None], code: Code, text: str) -> Problem:
    return Problem(page, place[0], code, text, place[1])


class _Page:
    """One page while it is looked at."""

    def __init__(self, number: int, page, places: dict, pages: dict, wide: set, letters: 'glyphs.Letters') -> None:
        self.number, self.places, self.pages, self.wide, self.letters = number, places, pages, wide, letters
        self.box, self.bleed = page._page_box, page.bleed
        self.width, self.height = self.box.margin_width(), self.box.margin_height()
        self.foot = self.box.content_box_y() + self.box.height

    def problems(self) -> Iterator[Problem]:
        for child in self.box.children:
            yield from self._look(child, self.box, is_loud=False, spare=(0.0, 0.0), in_flow=child.element_tag == 'html')

    def _problem(self, box, text: str, code: Code = Code.OVERFLOW) -> Problem:
        return _at(self.number, self.places.get(box.element, NOWHERE), code, text)

    def _look(self, box, parent, is_loud: bool, spare: tuple[float, float], in_flow: bool) -> Iterator[Problem]:
        """Look at a box and all in it.

        :param is_loud: whether something around it was reported already, or is turned, so that places say nothing.
        :param spare: padding around it, left and right, which its text may use before it sticks out.
        :param in_flow: whether it belongs to the text, whose place ends above the foot of the page.
        """
        box = getattr(box, '_box', box)  # what is out of the flow comes wrapped
        in_flow = in_flow and box.is_in_normal_flow()
        if box.element_tag in HEADINGS:
            self.pages.setdefault(box.element, self.number)
        if isinstance(box, boxes.TextBox):
            self.letters.add(self.number, box)
            if not is_loud:
                yield from self._off_the_page(box, in_flow)
            return
        is_loud = is_loud or bool(box.style['transform'])
        if isinstance(box, boxes.ReplacedBox):
            if box.style['visibility'] == 'visible':
                yield from (self._problem(box, text, code) for code, text in drawings.faults(box))
                if not is_loud:
                    yield from self._picture(box, parent, in_flow)
            return
        if _has_edges(box) or not box.is_in_normal_flow():
            spare = (0.0, 0.0)
        if not is_loud:
            for problem in (
                *self._too_wide(box, parent),
                *self._lines(box, spare),
                *self._too_tall(box),
                *self._frame(box, in_flow),
            ):
                if box.element not in self.wide:
                    yield problem
                is_loud = True
            if is_loud and getattr(box, 'is_table_wrapper', False):
                self.wide.add(box.element)  # once, on however many pages it stands
        spare = tuple(
            more + (side if isinstance(side, int | float) else 0)
            for more, side in zip(
                spare, (getattr(box, 'padding_left', 0), getattr(box, 'padding_right', 0)), strict=True
            )
        )
        for child in box.all_children():
            yield from self._look(child, box, is_loud, spare, in_flow)

    def _off_the_page(self, box, in_flow: bool) -> Iterator[Problem]:
        over = max(
            -box.position_x,
            -box.position_y,
            box.position_x + box.width - self.width,
            box.position_y + box.height - self.height,
        )
        if over > SLACK and box.text.strip() and box.style['visibility'] == 'visible':
            yield self._problem(
                box,
                f'the text "{short(box.text, 40)}" reaches {_millimetres(over)} beyond the edge of '
                'the page; expected text inside it. Shorten it, or tell a maintainer.',
            )
        elif in_flow and (over := box.position_y + box.baseline - self.foot) > SLACK and box.text.strip():
            yield self._below(box, f'the text "{short(box.text, 40)}"', over)

    def _below(self, box, name: str, over: float) -> Problem:
        return self._problem(
            box,
            f'{name} reaches {_millimetres(over)} below the place for text, over the foot of the page; expected what '
            'fits on a page. Make it smaller, or divide it.',
        )

    def _picture(self, box, parent, in_flow: bool) -> Iterator[Problem]:
        """A picture has the size that its file or the style says, whatever room there is; in a line, see ``_lines``."""
        name = _picture_name(box)
        left, top = box.border_box_x(), box.border_box_y()
        right, bottom = left + box.border_width(), top + box.border_height()
        if not box.width or not box.height:
            return
        if box.element.get('aria-hidden') == 'true':
            return  # an ornament, such as a ground that runs off the page
        if (
            over := max(
                -left - self.bleed['left'],
                -top - self.bleed['top'],
                right - self.width - self.bleed['right'],
                bottom - self.height - self.bleed['bottom'],
            )
        ) > SLACK:
            yield self._problem(
                box,
                f'{name} reaches {_millimetres(over)} beyond the edge of the page and is cut; expected one that fits. '
                'Make it smaller, with a width or height.',
            )
        elif in_flow and (over := bottom - self.foot) > SLACK:
            yield self._below(box, name, over)
        elif 'formula' in classes(box.element) and (share := box.width / _wished(box)) < READABLE:
            yield self._problem(
                box,
                f'{name} is wider than its column and shrinks to {share:.0%} of its size; expected at least '
                f'{READABLE:.0%}, to be readable. Divide it into lines, with "aligned" or "multline".',
            )
        elif (
            isinstance(box, boxes.BlockLevelBox)
            and not box.is_absolutely_positioned()
            and isinstance(parent.width, int | float)
            and (over := box.border_width() - parent.width) > SLACK
        ):
            yield self._problem(
                box,
                f'{name} is {_millimetres(over)} wider than the place it stands in; expected one that fits. '
                'Make it smaller, with a width.',
            )

    def _frame(self, box, in_flow: bool) -> Iterator[Problem]:
        """A box whose border or ground one sees is cut at the edge of the page even where its text is not."""
        if not in_flow or not isinstance(box, boxes.BlockLevelBox) or not _has_edges(box):
            return
        left, right = box.border_box_x(), box.border_box_x() + box.border_width()
        if (over := max(-left - self.bleed['left'], right - self.width - self.bleed['right'])) > SLACK:
            yield self._problem(
                box,
                f'the frame around "{short(_words(box), 40)}" reaches {_millimetres(over)} beyond the edge of the page '
                'and is cut; expected one that fits. Make it narrower, or tell a maintainer.',
            )

    def _too_wide(self, box, parent) -> Iterator[Problem]:
        """A table grows with its longest words, whatever room there is."""
        if not getattr(box, 'is_table_wrapper', False) or not isinstance(parent.width, int | float):
            return
        table = next((child for child in box.children if isinstance(child, boxes.TableBox)), None)
        if table is None:
            return
        room = parent.width
        if (wish := table.style['width']) != 'auto' and getattr(wish, 'unit', '') == 'px':
            room = max(room, wish.value)
        over = max(box.width, table.border_width()) - room
        if over > SLACK:
            first = next((item.text for item in table.descendants() if isinstance(item, boxes.TextBox)), '')
            yield self._problem(
                box,
                f'the table that begins with "{short(first, 40)}" is {_millimetres(over)} wider than '
                'the page has room; expected one that fits. Take out a column, shorten long words, '
                'or give the table the class "wide".',
            )

    def _lines(self, box, spare: tuple[float, float]) -> Iterator[Problem]:
        """A line that cannot be broken sticks out of its box."""
        lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
        if not lines:
            return
        left, right = box.border_box_x() - spare[0], box.border_box_x() + box.border_width() + spare[1]
        for line in lines:
            for item in _in_line(line):
                over = max(left - item.position_x, item.position_x + item.margin_width() - right)
                if over > SLACK:
                    wide = f'is {_millimetres(over)} wider than its box; expected'
                    if isinstance(item, boxes.ReplacedBox):
                        text = f'{_picture_name(item)} {wide} one that fits. Make it smaller, or shorten it.'
                    else:
                        words = item.text if isinstance(item, boxes.TextBox) else _words(item)
                        text = (
                            f'the text "{short(words, 40)}" {wide} text that fits. Shorten it, or break a long word '
                            'or address.'
                        )
                    yield self._problem(box, text)
                    return

    def _too_tall(self, box) -> Iterator[Problem]:
        """A box of fixed height does not grow with its text."""
        is_fixed = isinstance(box, boxes.MarginBox) or (
            isinstance(box, boxes.BlockBox)
            and (
                box.style['height'] != 'auto'
                or (box.style['position'] == 'absolute' and 'auto' not in (box.style['top'], box.style['bottom']))
            )
        )
        if not is_fixed:
            return
        bottom = box.border_box_y() + box.border_height()
        texts = [item for item in _in_flow(box) if isinstance(item, boxes.TextBox) and item.text.strip()]
        # Leading above and below a line is not text: the baseline and a little count.
        lowest = max(texts, key=lambda item: item.position_y + item.baseline, default=None)
        if lowest is not None and (over := lowest.position_y + lowest.baseline - bottom) > SLACK:
            yield self._problem(
                box,
                f'the text "{short(lowest.text, 40)}" stands {_millimetres(over)} below its box; '
                'expected text that fits. Shorten what stands before it, or tell a maintainer.',
            )


def _has_edges(box) -> bool:
    """Return whether one sees where the box ends, so that its text must not pass that place."""
    style = box.style
    return getattr(style['background_color'], 'alpha', 1) > 0 or any(
        style[f'border_{side}_style'] not in ('none', 'hidden') for side in ('left', 'right')
    )


def _in_line(box) -> Iterator:
    """Yield texts and boxes that stand in a line and print something."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            if child.text.strip():
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _in_line(child)
        elif isinstance(child, boxes.AtomicInlineLevelBox) and child.margin_width():
            yield child


def _in_flow(box) -> Iterator:
    for child in box.children:
        if child.is_in_normal_flow():
            yield child
            yield from _in_flow(child)


def _skipped(places: dict, pages: dict) -> Iterator[Problem]:
    """Headings go down one level at a time, or a reader who jumps from heading to heading loses the thread."""
    before = 0
    for element in places:
        if element not in pages:  # not a heading, or not shown
            continue
        level = HEADINGS[element.tag]
        if level > before + 1:
            words = short(''.join(element.itertext()), 40)
            after = f'follows one of level {before}' if before else 'is the first of the book'
            yield _at(
                pages[element],
                places[element],
                Code.HEADING,
                f'the heading "{words}" is of level {level} and {after}; expected level {before + 1} or '
                'less. Leave no level out.',
            )
        before = level


def _wished(box) -> float:
    """Return the width that a box would have with room enough."""
    wish = box.style['width']
    return wish.value if getattr(wish, 'unit', '') == 'px' and wish.value else box.width


def _picture_name(box) -> str:
    """Return how a message names a picture, drawing or formula: by what it shows, or by its file."""
    element = box.element
    kind = 'formula' if 'formula' in classes(element) else 'picture'
    shown = element.get('aria-label') or element.get('alt') or ''
    if not shown and not (source := element.get('src') or '').startswith('data:'):
        shown = source.rpartition('/')[2]
    return f'the {kind} "{short(shown, 40)}"' if shown else f'a {kind}'


def _words(box) -> str:
    return ''.join(item.text for item in box.descendants() if isinstance(item, boxes.TextBox)) or f'({box.element_tag})'


def _millimetres(pixels: float) -> str:
    return f'{pixels / MM:.1f} mm'
