"""Set two books that have the same structure beside each other: block with block, in one HTML tree.

Both are bodies of ``book.html`` (``publishing.pdf``), the same handbook in two languages. What holds blocks (a section,
a list, a panel) becomes one element around both; every block becomes a pair: ``div.pair`` with a ``div.side`` for each
language. A table or figure too wide for a column stands in a ``div.stack``, the first language above the second.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from publishing.core.nodes import classes
from publishing.pdf.book import contents

HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')
#: Elements that hold other blocks and are not text themselves.
HOLDERS = {'body', 'main', 'div', 'section', 'nav', 'article', 'header', 'ul', 'ol', 'dl'}
#: Blocks a holder may hold; an element with other children is text.
BLOCKS = HOLDERS | {*HEADINGS, 'p', 'li', 'dt', 'dd', 'table', 'figure', 'aside', 'blockquote', 'pre', 'hr', 'form'}
#: Holders that stay whole in their column.
WHOLE = {'cover', 'back-cover', 'step', 'copy-this', 'avoid-this', 'math', 'highlight'}
#: Made anew for each language, in its own order: first the one, then the other.
OWN_ORDER = {'book-index'}
#: What one language may have and the other not: the line that counts untranslated passages (``fallback``), and what has
#: changed since they were translated (``original_changes``).
ONE_SIDED = {'fallback-note', 'original-changes'}
#: Classes that say how far a passage is translated, how long its words are, or which edition it is; no structure.
NO_STRUCTURE = re.compile(r'untranslated|outdated|stale|many|language-.*|edition-\d+')
#: A table with more columns, or a column of a smaller share (per cent), does not fit into half a page.
MOST_COLUMNS, LEAST_SHARE = 3, 17.0
COLUMN_WIDTH = re.compile(r'width: ([\d.]+)%')
#: Letters of a text that may have less than four lines: it cannot break over pages (two lines stay together), so its
#: partner may not either, or the two would begin on different pages.
SHORT = 330
NUMBER = 'paragraph-number'
FIRST, SECOND = 'first', 'second'


class MisalignedError(Exception):
    """Raised where the two books differ in structure.

    :ivar page: name of the page in both books, '' outside all pages.
    :ivar words: what the first and the second book have there.
    """

    def __init__(self, page: str, words: str) -> None:
        self.page, self.words = page, words
        super().__init__(f'{page}: {words}')


def with_class(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield every element below ``root`` that has the class ``name``."""
    return (element for element in root.iter(etree.Element) if name in classes(element))


class Aligner:
    """Aligns two books.

    :param languages: code of the first and of the second language.
    """

    def __init__(self, languages: tuple[str, str]) -> None:
        self.languages = languages
        self.page = ''

    def align(self, first: etree._Element, second: etree._Element) -> etree._Element:
        """Return both elements as one; the two are used up.

        :raises MisalignedError: where their structures differ.
        """
        self._compare(first, second)
        if OWN_ORDER & classes(first) or self._is_wide(first):
            return self._stack(first, second)
        if first.tag == 'li':
            return self._item(first, second)
        if first.tag == 'div' and not len(first) and not len(second) and not (first.text or '').strip():
            return _shell(first)
        if not is_holder(first) or not is_holder(second):
            return self._pair([first], [second])
        holder, outer = _shell(first), self.page
        if 'document' in classes(first):
            self.page = first.get('id', '')
        content = self._definitions(first, second) if first.tag == 'dl' else self._blocks(first, second)
        holder.extend(list(content))
        self.page = outer
        return holder

    def _blocks(self, first: etree._Element, second: etree._Element) -> Iterator[etree._Element]:
        left, right = list(first.iterchildren('*')), list(second.iterchildren('*'))
        while left or right:
            if left and ONE_SIDED & classes(left[0]) and not (right and ONE_SIDED & classes(right[0])):
                yield self._pair([left.pop(0)], [])
            elif right and ONE_SIDED & classes(right[0]) and not (left and ONE_SIDED & classes(left[0])):
                yield self._pair([], [right.pop(0)])
            elif left and right:
                yield self.align(left.pop(0), right.pop(0))
            else:
                raise MisalignedError(self.page, self._count(left, right))

    def _count(self, left: list, right: list) -> str:
        (more, found), less = (
            ((self.languages[0], left), self.languages[1]) if left else ((self.languages[1], right), self.languages[0])
        )
        return f'"{more}" has {len(found)} more than "{less}", beginning with {shown(found[0])}'

    def _compare(self, first: etree._Element, second: etree._Element) -> None:
        """Raise ``MisalignedError`` unless the two are the same kind of block, with the same paragraph number."""
        kinds = [
            (element.tag, {name for name in classes(element) if not NO_STRUCTURE.fullmatch(name)})
            for element in (first, second)
        ]
        found = f'"{self.languages[0]}" has {shown(first)}, "{self.languages[1]}" has {shown(second)}'
        if kinds[0] != kinds[1]:
            raise MisalignedError(self.page, found)
        if not is_holder(first) or not is_holder(second):
            counts = [[len(list(element.iter(tag))) for tag in ('tr', 'td', 'th')] for element in (first, second)]
            numbers = [[mark.text for mark in with_class(element, NUMBER)] for element in (first, second)]
            if counts[0] != counts[1] or numbers[0] != numbers[1]:
                raise MisalignedError(self.page, found)

    @staticmethod
    def _is_wide(block: etree._Element) -> bool:
        if block.tag not in ('table', 'figure'):
            return False
        columns = max((len(row) for row in block.iter('tr')), default=0) if block.tag == 'table' else 0
        shares = [
            float(width[1]) for column in block.iter('col') if (width := COLUMN_WIDTH.search(column.get('style') or ''))
        ]
        return (
            bool({'wide', 'worksheet'} & classes(block))
            or columns > MOST_COLUMNS
            or min(shares, default=100) < LEAST_SHARE
        )

    def _item(self, first: etree._Element, second: etree._Element) -> etree._Element:
        """Return a list item: its text as a pair, lists inside it aligned in their turn."""
        item, place = _shell(first), 0
        left, right = _runs(first), _runs(second)
        if [is_list for is_list, _run in left] != [is_list for is_list, _run in right]:
            raise MisalignedError(
                self.page, f'"{self.languages[0]}" has {shown(first)}, "{self.languages[1]}" has {shown(second)}'
            )
        for (is_list, ours), (_same, theirs) in zip(left, right, strict=True):
            if is_list:
                item.append(self.align(ours[0], theirs[0]))
                continue
            pair = self._pair(ours, theirs)
            for side in pair:
                content = etree.SubElement(side, 'div', {'class': 'more' if place else 'item'})
                content.extend([child for child in side if child is not content])
            item.append(pair)
            place += 1
        return item

    def _definitions(self, first: etree._Element, second: etree._Element) -> Iterator[etree._Element]:
        """Yield the entries of a definition list in pairs.

        A glossary is sorted anew in each language; here the second language takes the order of the first.
        """
        left, right = _entries(first), _entries(second)
        own = f'{self.languages[1]}:'  # in front of the second book's identifiers
        names = [entry[0].get('id') or '' for entry in left]
        others = [(entry[0].get('id') or '').removeprefix(own) for entry in right]
        if '' not in names and len(set(names)) == len(names) and sorted(names) == sorted(others):
            right.sort(key=lambda entry: names.index(entry[0].get('id').removeprefix(own)))
        if len(left) != len(right):
            raise MisalignedError(
                self.page,
                f'"{self.languages[0]}" has {len(left)} entries, '
                f'"{self.languages[1]}" has {len(right)} in {shown(first)}',
            )
        for ours, theirs in zip(left, right, strict=True):
            yield self._pair(ours, theirs)

    def _pair(self, left: list, right: list) -> etree._Element:
        """Return blocks of both languages beside each other, with the paragraph's number between them, once."""
        kind = (left or right)[0]
        names = [kind.tag, *sorted(name for name in classes(kind) if not NO_STRUCTURE.fullmatch(name))]
        if kind.tag != 'table' and min(_letters(left), _letters(right)) < SHORT:
            names.append('short')
        pair = html.Element('div', {'class': ' '.join(['pair', *(f'pair-{name}' for name in names)])})
        for side, code, blocks in zip((FIRST, SECOND), self.languages, (left, right), strict=True):
            column = etree.SubElement(pair, 'div', {'class': f'side {side}', 'lang': code})
            column.extend(blocks)
            for block in blocks:
                block.tail = (block.tail or '').strip() and block.tail
        for number in list(with_class(pair[1], NUMBER)):
            number.drop_tree()
        if kind.tag in HEADINGS and left and right:
            left[0].set('data-bookmark', _bookmark(left[0], right[0]))
        return pair

    def _stack(self, first: etree._Element, second: etree._Element) -> etree._Element:
        stack = html.Element('div', {'class': f'stack stack-{first.tag}'})
        for side, code, block in zip((FIRST, SECOND), self.languages, (first, second), strict=True):
            etree.SubElement(stack, 'div', {'class': f'layer {side}', 'lang': code}).append(block)
        return stack


def is_holder(element: etree._Element) -> bool:
    """Tell whether ``element`` holds blocks only, which may be set in pairs one by one."""
    if element.tag not in HOLDERS or WHOLE & classes(element) or not len(element):
        return False
    texts = [element.text, *(child.tail for child in element)]
    return not any(text and text.strip() for text in texts) and all(
        child.tag in BLOCKS for child in element.iterchildren('*')
    )


def shown(element: etree._Element) -> str:
    """Return a few words that let a planner find a block."""
    words = ' '.join(''.join(element.itertext()).split())
    return f'<{element.tag}> “{words[:50]}{"…" if len(words) > 50 else ""}”'


def _letters(blocks: list[etree._Element]) -> int:
    return sum(len(' '.join(''.join(block.itertext()).split())) for block in blocks)


def _shell(element: etree._Element) -> etree._Element:
    return html.Element(element.tag, {name: value for name, value in element.items() if name != 'lang'})


def _runs(item: etree._Element) -> list[tuple[bool, list[etree._Element]]]:
    """Return the content of a list item as runs of (whether it is a list, elements); loose words become a span."""
    if (item.text or '').strip():
        words = html.Element('span')
        words.text, item.text = item.text, None
        item.insert(0, words)
    runs: list[tuple[bool, list[etree._Element]]] = []
    for child in item.iterchildren('*'):
        is_list = child.tag in ('ul', 'ol')
        if is_list or not runs or runs[-1][0]:
            runs.append((is_list, []))
        runs[-1][1].append(child)
    return runs


def _entries(definitions: etree._Element) -> list[list[etree._Element]]:
    """Return the entries of a definition list: terms, and what is said about them."""
    entries: list[list[etree._Element]] = []
    for child in definitions.iterchildren('*'):
        if child.tag == 'dt' and (not entries or entries[-1][-1].tag == 'dd') or not entries:
            entries.append([])
        entries[-1].append(child)
    return entries


def _bookmark(first: etree._Element, second: etree._Element) -> str:
    """Return what the bookmark of a heading says: its number, and both titles."""
    (number, title), (_number, other) = contents.heading_text(first), contents.heading_text(second)
    both = title if title == other else f'{title} · {other}'
    return f'{number} {both}'.strip()
