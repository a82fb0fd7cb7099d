"""Read the words of tags and of decoration straight from the content streams, in a second or two a book.

``pdfinfo -struct-text`` (``tagged.tags``) takes minutes for a whole book; a page is drawn once here.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from built_book import bare
from lxml import html
from tagged import elements

from publishing.core import languages

HEADINGS = {f'H{level}' for level in range(1, 7)}
#: Classes of what print style sheets leave out.
HIDDEN = {'headerlink', 'chart-data'}
#: Stands behind the kind of an element that is a figure with its caption.
FIGURE = 'with its caption'
SHOWING = {'Tj', 'TJ', "'", '"'}


@dataclass
class Leaf:
    """What is drawn for one structure element at one place: its words and its page, from 1."""

    text: str
    page: int
    kinds: tuple[str, ...]  # of the elements around it, from the document inwards
    identifiers: tuple[str, ...]  # of the elements around it that have one


@dataclass
class Drawn:
    """One page: words by number of the marked content, with the object of its group, and words of decoration."""

    marked: dict[tuple, str] = field(default_factory=dict)
    artifacts: list[tuple[str, float]] = field(default_factory=list)  # with their height above the foot, in points
    loose: list[str] = field(default_factory=list)  # words with no mark at all


def letters(font: pikepdf.Dictionary) -> dict[bytes, str]:
    """Return what each code of a font means, by its ToUnicode map."""
    found: dict[bytes, str] = {}
    if '/ToUnicode' not in font:
        return found
    text = font.ToUnicode.read_bytes().decode('ascii')
    for block in re.findall(r'beginbfchar(.*?)endbfchar', text, re.DOTALL):
        for code, letter in re.findall(r'<(\w+)>\s*<(\w*)>', block):
            found[bytes.fromhex(code)] = bytes.fromhex(letter).decode('utf-16-be')
    for block in re.findall(r'beginbfrange(.*?)endbfrange', text, re.DOTALL):
        for low, high, first in re.findall(r'<(\w+)>\s*<(\w+)>\s*<(\w+)>', block):
            for number in range(int(low, 16), int(high, 16) + 1):
                found[number.to_bytes(2, 'big')] = chr(int(first, 16) + number - int(low, 16))
    return found


class Reader:
    """Reads the pages of one file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._letters: dict[tuple, dict[bytes, str]] = {}
        self.numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.pages = {number: self._page(page) for number, page in enumerate(pdf.pages, start=1)}

    def _page(self, page: pikepdf.Page) -> Drawn:
        drawn = Drawn()
        self._stream(page.obj, page.obj.get('/Resources', {}), drawn, [], None)
        return drawn

    def _stream(self, stream, resources, drawn: Drawn, marks: list, group: tuple | None) -> None:
        font, own, height = {}, len(marks), 0.0
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name == 'BMC':
                marks.append((str(operands[0]), None))
            elif name == 'BDC':
                values = operands[1]
                marks.append((str(operands[0]), int(values.MCID) if '/MCID' in values else None))
            elif name == 'EMC':
                marks.pop()
            elif name == 'Tf':
                found = resources['/Font'][operands[0]]
                font = self._letters.setdefault(found.objgen, None) or letters(found)
                self._letters[found.objgen] = font
            elif name == 'Tm':
                height = float(operands[5])
            elif name in SHOWING:
                self._show(operands[-1], font, drawn, marks, group, height)
            elif name == 'Do':
                inside = resources['/XObject'][operands[0]]
                if inside.get('/Subtype') == '/Form':
                    self._stream(inside, inside.get('/Resources', resources), drawn, marks, inside.objgen)
        assert len(marks) == own, 'a mark is not closed'

    @staticmethod
    def _show(shown, font, drawn: Drawn, marks: list, group, height: float) -> None:
        pieces = (
            [shown]
            if isinstance(shown, pikepdf.String)
            else [piece for piece in shown if isinstance(piece, pikepdf.String)]
        )
        codes = b''.join(map(bytes, pieces))
        text = ''.join(font.get(codes[place : place + 2], '\ufffd') for place in range(0, len(codes), 2))
        kind, number = next(
            ((kind, number) for kind, number in reversed(marks) if number is not None or kind == '/Artifact'),
            ('', None),
        )
        if kind == '/Artifact':
            drawn.artifacts.append((text, height))
        elif number is None:
            drawn.loose.append(text)
        else:
            # Inside a group the number may be that of the page around it.
            key = (number, group if marks and marks[-1][1] == number else None)
            drawn.marked[key] = drawn.marked.get(key, '') + text

    def leaves(self, element: pikepdf.Dictionary | None = None, figures: bool | None = None) -> Iterator[Leaf]:
        """Yield what the tree, or one element, holds in reading order; a picture is its alternative text.

        :param figures: only what belongs to figures with captions, or only the rest.
        """
        for leaf in self._below(element or self.pdf.Root.StructTreeRoot.K[0], None, (), ()):
            if figures is None or figures == (FIGURE in leaf.kinds):
                yield leaf

    def target(self, element: pikepdf.Dictionary) -> int | None:
        """Return the page to which the first link in an element leads."""
        kids = element.get('/K', [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') == '/OBJR':
                found = kid.Obj.get('/Dest', kid.Obj.get('/A', {}).get('/D'))
                if not isinstance(found, pikepdf.Array):
                    found = self._names()[str(found)]
                return self.numbers[found[0].objgen]
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid and (number := self.target(kid)):
                return number
        return None

    @functools.cache  # noqa: B019 (a reader lives as long as its test)
    def _names(self) -> dict[str, pikepdf.Array]:
        return {
            str(name): target if isinstance(target, pikepdf.Array) else target.D
            for name, target in pikepdf.NameTree(self.pdf.Root.Names.Dests).items()
        }

    def _below(self, element, page, kinds, identifiers) -> Iterator[Leaf]:
        page = element.get('/Pg', page)
        kinds += (str(element.S)[1:],)
        if element.S == '/Div' and any(kid.S == '/Caption' for kid in _elements_in(element)):
            kinds += (FIGURE,)
        if '/Alt' in element:
            yield Leaf(str(element.Alt), self.numbers[page.objgen], kinds, identifiers)
            return
        if '/ID' in element:
            identifiers += (str(element.ID),)
        kids = element.get('/K', [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
                yield from self._below(kid, page, kinds, identifiers)
                continue
            if isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') == '/OBJR':
                continue
            group, own = None, page
            if isinstance(kid, pikepdf.Dictionary):
                own, group = kid.get('/Pg', page), kid.Stm.objgen if '/Stm' in kid else None
                kid = kid.MCID
            number = self.numbers[own.objgen]
            text = self.pages[number].marked.get((int(kid), group))
            if text is not None:
                yield Leaf(text, number, kinds, identifiers)


def _elements_in(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    kids = element.get('/K', [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and '/S' in kid]


def compare(leaves: list[Leaf], expected: str, is_generated) -> str:
    """Return where the words of the tree leave those of the book; '' where they are the same.

    :param expected: the book's words, as ``bare`` writes them.
    :param is_generated: tells from a leaf whether a style sheet may have written it.
    """
    places, shown = {0}, ''
    for leaf in leaves:
        words = bare(leaf.text)
        if not words:
            continue
        found = {place + len(words) for place in places if expected.startswith(words, place)}
        if is_generated(leaf):
            found |= places
        if not found:
            place = max(places)
            return (
                f'page {leaf.page}: {"/".join(leaf.kinds)} has "{leaf.text}" behind "{shown[-60:]}"; the book goes '
                f'on with "{expected[place : place + 80]}"'
            )
        places, shown = found, shown + words
    return '' if len(expected) in places else f'the tree ends before "{expected[max(places) :][:80]}"'


# What must be true of every book


def page_words(book_html: str) -> re.Pattern:
    """Return how the number of a page, or a line's part of it, reads behind a reference: from the book's own style."""
    before, after = re.search(r'content: "(.*?)" target-counter\(attr\(href\), page\) "(.*?)"', book_html).groups()
    before, after = (re.escape(bare(words.replace('\\a0', ''))) for words in (before, after))
    return re.compile(rf'(?:{before})?\d*(?:{after})?')


def text_fault(reader: Reader, book_html: str) -> str:
    """Return where the words of the tags and those of the assembled book differ; '' for nowhere."""
    behind_reference = page_words(book_html)
    codes = set(languages.load())

    def is_generated(leaf: Leaf) -> bool:
        words = bare(leaf.text)
        if 'Lbl' in leaf.kinds or any(name.startswith('call-') for name in leaf.identifiers):
            return True
        if 'Link' in leaf.kinds and (words.isdigit() or behind_reference.fullmatch(words)):
            return True
        return words in codes  # behind a passage in another language

    body = html.fromstring(book_html).find('body')
    # Figures may go to another page than the text around them, and then stand there in the order of reading, too.
    text = compare(list(reader.leaves(figures=False)), book_words(body, figures=False), is_generated)
    leaves = sorted(reader.leaves(figures=True), key=lambda leaf: leaf.page)
    return text or compare(leaves, book_words(body, figures=True), is_generated)


def book_words(body: html.HtmlElement, figures: bool) -> str:
    """Return the words of the assembled book in order, pictures as their alternative text: of figures, or the rest."""

    def words(element) -> Iterator[str]:
        if element.tag == 'figure' and element.find('.//figcaption') is not None:
            if figures:
                yield from inside(element)
        elif figures:
            for child in element:
                yield from words(child)
        else:
            yield from inside(element)

    def inside(element) -> Iterator[str]:
        classes = set((element.get('class') or '').split())
        if not isinstance(element.tag, str) or element.tag in ('style', 'head') or classes & HIDDEN:
            return
        if element.tag in ('svg', 'img'):
            if element.get('aria-hidden') != 'true' and element.get('role') not in ('presentation', 'none'):
                yield element.get('aria-label') or element.get('alt') or element.findtext('title') or ''
            return
        yield element.text or ''
        for child in element:
            yield from inside(child) if figures else words(child)
            yield child.tail or ''

    return bare(''.join(words(body)))


def elements_with_page(reader: Reader) -> Iterator[tuple[pikepdf.Dictionary, int | None]]:
    for element in elements(reader.pdf):
        yield element, reader.numbers[element.Pg.objgen] if '/Pg' in element else None


def words_of(reader: Reader, element: pikepdf.Dictionary) -> str:
    return bare(''.join(leaf.text for leaf in reader.leaves(element)))


def decoration_faults(reader: Reader) -> list[str]:
    """Return what is no text by its mark and neither margin box, nor the repeated head of a table, nor a leader."""
    headings = [
        (words_of(reader, element), number)
        for element, number in elements_with_page(reader)
        if str(element.S)[1:] in HEADINGS
    ]
    heads = []
    for element, _number in elements_with_page(reader):
        if element.S == '/Table':
            pages = {leaf.page for leaf in reader.leaves(element)}
            cells = [words_of(reader, cell) for cell in below(element, '/THead', '/TH')]
            heads.append((pages, cells))
    found = []
    for number, drawn in reader.pages.items():
        running = {words for words, first in headings if first is not None and first <= number}
        running |= {re.match(r'\d*', words)[0] for words in running}  # on the thumb tab
        repeated = {cell for pages, cells in heads if number in pages and number > min(pages) for cell in cells}
        allowed = sorted(filter(None, {bare(label(reader, number))} | running | repeated), key=len, reverse=True)
        words = bare(''.join(text for text, _height in drawn.artifacts))
        if not re.fullmatch('(?:' + '|'.join(map(re.escape, allowed)) + ')*', words):
            found.append(f'page {number}: "{words}" is decoration')
        found += [f'page {number}: "{text}" has no mark' for text in drawn.loose if bare(text)]
    return found


def below(element: pikepdf.Dictionary, *kinds: str) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements of the last kind in those of the kind before, and so on."""
    for kid in element.get('/K', []) if isinstance(element.get('/K'), pikepdf.Array) else [element.get('/K')]:
        if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
            rest = kinds[1:] if kinds[0] == kid.S else kinds
            if rest:
                yield from below(kid, *rest)
            else:
                yield kid


def label(reader: Reader, number: int) -> str:
    return reader.pdf.pages[number - 1].label


def contents_faults(reader: Reader) -> tuple[int, list[str]]:
    """Return how many lines contents and lists have, and which name another page than that of what they list."""
    standing: dict[int, list[str]] = {}
    lines = []
    for element, number in elements_with_page(reader):
        kind = str(element.S)[1:]
        if kind in HEADINGS | {'Caption'}:
            standing.setdefault(number, []).append(words_of(reader, element))
        elif kind == 'TOCI':
            lines.append(element)
    found = []
    for line in lines:
        link = next(below(line, '/Link'))
        *title, printed = [leaf.text for leaf in reader.leaves(link)]
        words, number = bare(''.join(title)), reader.target(link)
        if label(reader, number) != printed.strip():
            found.append(f'"{words}" names page {printed} and leads to {label(reader, number)}')
        elif not any(words.endswith(one) or one.startswith(words) for one in standing.get(number, []) if one):
            found.append(f'"{words}" is not on page {number}')
    return len(lines), found
