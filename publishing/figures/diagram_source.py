"""Read the list behind a diagram: what stands in which box, and what leads to it.

The structure is read from the source alone, where the first ": " of an item parts what stands before a box (an answer,
a column, a time) from its words. Every name and label is a message of its own, so a translation cannot break it.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from publishing.core.findings import many
from publishing.figures.data import Text

LISTS = ('bullet_list', 'ordered_list')
#: A number (of a week, say) or a month of a year, or two of them.
TIME = re.compile(r'(\d{1,3}|\d{4}-\d\d)(?:\s*[–-]\s*(\d{1,3}|\d{4}-\d\d))?')
MOST_UNITS = 60
HOW_TO_TIME = 'expected a number such as "4", two such as "2–6", or months such as "2026-09–2026-11"'

#: Where something is wrong, and what.
Problem = tuple[int, str]


@dataclass(frozen=True)
class Entry:
    """An item of the list and what stands below it."""

    text: str
    line: int
    lead: str = ''  # an answer
    strong: bool = False
    column: int = 0
    span: tuple[int, int] | None = None  # first and last unit of time; None for a point ends[0]
    start: int = 0
    numbered: bool = False  # whether what stands below is
    entries: tuple['Entry', ...] = ()

    def walk(self) -> Iterator['Entry']:
        """Yield the entry and all below it."""
        yield self
        for entry in self.entries:
            yield from entry.walk()


@dataclass(frozen=True)
class Shape:
    """What the list of a kind looks like."""

    depth: int  # how many levels it may have
    lead: str = ''  # what stands before the words of the lower levels: answer, column, time
    fewest: int = 1
    most: int = 10  # items at the first level
    boxes: int = 40  # items in all
    columns: tuple[int, int] = (0, 0)  # how many the option names
    full: bool = False  # whether each item of the first level needs some below it


SHAPES = {
    'steps': Shape(depth=2, fewest=2, most=12, boxes=36),
    'tree': Shape(depth=7, lead='answer', most=1, boxes=24),
    'lanes': Shape(depth=2, lead='column', most=8, boxes=36, columns=(2, 5), full=True),
    'timeline': Shape(depth=2, lead='time', most=6, boxes=48, full=True),
    'cycle': Shape(depth=1, fewest=3, most=8),
    'levels': Shape(depth=2, lead='column', fewest=2, most=7, boxes=36, columns=(2, 2), full=True),
}


def read_list(
    lines: Sequence[str], first_line: int, kind: str, columns: Sequence[str]
) -> tuple[tuple[Entry, ...], bool, int, list[Problem]]:
    """Return the entries, whether they are numbered, how many lines the list takes, and what is wrong.

    :param first_line: the number of ``lines[0]`` in its file.
    """
    root = SyntaxTreeNode(MarkdownIt('commonmark').parse('\n'.join(lines)))
    if not root.children or root.children[0].type not in LISTS:
        line = first_line + (root.children[0].map[0] if root.children else 0)
        return (), False, 0, [(line, _no_list(kind))]
    first = root.children[0]
    reader = _Reader(kind, columns, first_line)
    entries = reader.entries(first, 0)
    if not reader.problems:
        reader.check(entries, first_line + first.map[0])
    problems = sorted(reader.problems)
    return entries, first.type == 'ordered_list', first.map[1], problems


def _no_list(kind: str) -> str:
    sign = '1. …' if kind in ('steps', 'cycle') else '- …'
    return f'a diagram begins with its list; expected lines such as "{sign}" between the fences. Write them first.'


class _Reader:
    """Reads the items of one list."""

    def __init__(self, kind: str, columns: Sequence[str], first_line: int) -> None:
        self.kind, self.shape, self.columns, self.first_line = kind, SHAPES[kind], columns, first_line
        self.problems: list[Problem] = []

    def entries(self, node: SyntaxTreeNode, level: int) -> tuple[Entry, ...]:
        """Return the items of a list."""
        if level >= self.shape.depth:
            self._add(
                node,
                f'a list at level {level + 1}; a diagram of kind "{self.kind}" has at most '
                f'{many(self.shape.depth, "level")}. Move these items up or take them out.',
            )
            return ()
        found = [self._entry(item, level) for item in node.children]
        return tuple(entry for entry in found if entry)

    def _add(self, node: SyntaxTreeNode, text: str) -> None:
        self.problems.append((self.first_line + node.map[0], text))

    def _entry(self, item: SyntaxTreeNode, level: int) -> Entry | None:
        words, *rest = item.children or [None]
        if words is None or words.type != 'paragraph':
            self._add(item, 'an item has no words; every box needs some. Write them, or remove the item.')
            return None
        for other in rest:
            if other.type not in LISTS or other is not rest[0]:
                self._add(
                    other,
                    'this is neither the words of a box nor the one list below it; expected items such as "- …". '
                    'Join it to the item, or make it one.',
                )
                return None
        entry = self._words(words, ' '.join(words.children[0].content.split()), level)
        if entry is None or not rest:
            return entry
        below = self.entries(rest[0], level + 1)
        return replace(entry, numbered=rest[0].type == 'ordered_list', entries=below)

    def _words(self, node: SyntaxTreeNode, raw: str, level: int) -> Entry | None:
        """Return an entry with the words of an item, what leads to it taken off."""
        line, lead = self.first_line + node.map[0], ''
        raw, all_strong = _strong(raw)
        if self.shape.lead and level:
            lead, colon, rest = raw.partition(': ')
            if not colon:
                lead, rest = (raw[:-1], '') if raw.endswith(':') else ('', raw)
            raw = rest.strip()
            if not lead:
                self._add(node, f'"{raw}" has nothing before it; {self._how()}')
                return None
        raw, strong = _strong(raw)
        texts = [self._plain(node, text) for text in (lead, raw)]
        if None in texts:
            return None
        lead, text = texts
        if not text:
            self._add(node, f'nothing stands behind "{lead}:"; every box needs words. Write them, or remove the item.')
            return None
        entry = Entry(text, line, strong=strong or all_strong)
        if not lead:
            return entry
        added: dict[str, Callable] = {'answer': self._answer, 'column': self._column, 'time': self._time}
        return added[self.shape.lead](node, entry, lead)

    def _how(self) -> str:
        """Say what stands before the words."""
        if self.shape.lead == 'answer':
            return 'expected the answer that leads to it, such as "- Yes: …". Write it.'
        if self.shape.lead == 'column':
            return (
                f'expected one of the columns ({", ".join(self.columns)}), such as "- {self.columns[0]}: …". Write it.'
            )
        return f'{HOW_TO_TIME}, a colon and a blank. Write them.'

    def _plain(self, node: SyntaxTreeNode, raw: str) -> str | None:
        """Return a label without escapes; None if it has markup."""
        inline = MarkdownIt('commonmark').parseInline(raw)
        text = ''
        for child in (inline[0].children or []) if inline else []:
            if child.type not in ('text', 'text_special'):
                self._add(
                    node,
                    f'"{raw}" has markup; the words of a drawing are plain, only a whole label may be **bold**. '
                    'Take it out.',
                )
                return None
            text += child.content
        return text

    def _answer(self, _node: SyntaxTreeNode, entry: Entry, lead: str) -> Entry:
        return replace(entry, lead=lead)

    def _column(self, node: SyntaxTreeNode, entry: Entry, lead: str) -> Entry | None:
        if lead in self.columns:
            return replace(entry, column=self.columns.index(lead))
        near = difflib.get_close_matches(lead, self.columns, 1)
        meant = f' (did you mean "{near[0]}"?)' if near else ''
        self._add(
            node,
            f'"{lead}" is no column; expected one of {", ".join(self.columns)}{meant}. Correct it, or add it to '
            '":columns:".',
        )
        return None

    def _time(self, node: SyntaxTreeNode, entry: Entry, lead: str) -> Entry | None:
        """Return ``entry`` with its time."""
        ends = [unit(text) for text in found.groups() if text] if (found := TIME.fullmatch(lead)) else []
        if not ends or None in ends:
            self._add(node, f'"{lead}" is no time; {HOW_TO_TIME}. Correct it.')
            return None
        if len({'-' in text for text in found.groups() if text}) > 1:
            self._add(node, f'"{lead}" goes from a number to a month; {HOW_TO_TIME}. Correct it.')
            return None
        if ends[-1] < ends[0]:
            self._add(node, f'"{lead}" ends before it begins; expected the earlier time first. Correct it.')
            return None
        return replace(entry, lead=lead, start=ends[0], span=(ends[0], ends[1]) if len(ends) == 2 else None)

    def check(self, entries: tuple[Entry, ...], line: int) -> None:
        """Look at the list as a whole."""
        shape, count = self.shape, sum(1 for entry in entries for _one in entry.walk())
        if not shape.fewest <= len(entries) <= shape.most:
            wanted = f'{shape.fewest} to {shape.most}' if shape.most > shape.fewest else str(shape.fewest)
            self.problems.append(
                (
                    line,
                    f'{many(len(entries), "item")} at the first level; a diagram of kind "{self.kind}" has {wanted}. '
                    'Join some, or make two diagrams.',
                )
            )
        if count > shape.boxes:
            self.problems.append(
                (line, f'{count} boxes; nobody takes in more than {shape.boxes}. Join some, or make two diagrams.')
            )
        for entry in entries:
            if shape.full and not entry.entries:
                self.problems.append(
                    (entry.line, f'nothing stands below "{entry.text}"; expected at least one item. Add it, indented.')
                )
        if self.kind == 'tree':
            self._check_tree(entries)
        if self.kind == 'timeline':
            self._check_times(entries, line)

    def _check_tree(self, entries: tuple[Entry, ...]) -> None:
        for entry in (one for root in entries for one in root.walk()):
            if len(entry.entries) == 1:
                self.problems.append(
                    (entry.line, f'"{entry.text}" has one answer; expected two or more. Add the other, or take it out.')
                )
        if entries and not entries[0].entries:
            self.problems.append((entries[0].line, 'a tree of one box; expected answers below it. Add "  - Yes: …".'))

    def _check_times(self, entries: tuple[Entry, ...], line: int) -> None:
        times = [one for entry in entries for one in entry.entries]
        kinds = {is_month(one.lead): one for one in times}
        if len(kinds) > 1:
            odd = kinds[not is_month(times[0].lead)]
            self.problems.append(
                (odd.line, f'"{odd.lead}" stands among other times; expected all months or no months.')
            )
            return
        first, last = bounds(entries)
        if last - first + 1 > MOST_UNITS:
            self.problems.append(
                (line, f'{last - first + 1} units of time; at most {MOST_UNITS} can be told apart. Use longer ones.')
            )


def _strong(raw: str) -> tuple[str, bool]:
    """Return a label without the stars around it, and whether there were any."""
    found = re.fullmatch(r'\*\*([^*]+)\*\*', raw)
    return (found[1].strip(), True) if found else (raw, False)


def is_month(lead: str) -> bool:
    """Whether a time is written with months."""
    return bool(re.match(r'\d{4}-\d\d', lead))


def unit(text: str) -> int | None:
    """Return the number of a unit of time, for a month that of months since the year 0; None if there is none such."""
    if '-' not in text:
        return int(text)
    year, month = map(int, text.split('-'))
    return year * 12 + month - 1 if 1 <= month <= 12 else None


def bounds(entries: Sequence[Entry]) -> tuple[int, int]:
    """Return the first and the last unit of a timeline."""
    times = [one for entry in entries for one in entry.entries]
    return min(one.start for one in times), max(one.span[1] if one.span else one.start for one in times)


def labels_of(entries: Sequence[Entry], kind: str, place: str = '') -> Iterator[tuple[str, Text]]:
    """Yield key and text of every label."""
    for number, entry in enumerate(entries):
        key = f'{place}.{number}' if place else str(number)
        if SHAPES[kind].lead == 'answer' and entry.lead:
            yield f'lead:{key}', Text(entry.lead, entry.line)
        yield f'item:{key}', Text(entry.text, entry.line)
        yield from labels_of(entry.entries, kind, key)


def translated(entries: Sequence[Entry], texts: dict[str, str], place: str = '') -> tuple[Entry, ...]:
    """Return the entries in the reader's language; ``texts`` has the labels by their keys."""
    found = []
    for number, entry in enumerate(entries):
        key = f'{place}.{number}' if place else str(number)
        found.append(
            replace(
                entry,
                text=texts.get(f'item:{key}', entry.text),
                lead=texts.get(f'lead:{key}', entry.lead),
                entries=translated(entry.entries, texts, key),
            )
        )
    return tuple(found)
