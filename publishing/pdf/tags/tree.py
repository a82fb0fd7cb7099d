"""The structure of a tagged PDF, made from the elements of the HTML: one node per element, however many pages it has.

``publishing.pdf.tags.tags`` hands over what is drawn, in reading order; ``Tree`` says in which structure element it
belongs; ``shaped`` then gives the tree the form PDF/UA-1 asks for. Nothing here knows PDF syntax.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from publishing.core.nodes import classes

SVG = '{http://www.w3.org/2000/svg}'
XML_LANG = '{http://www.w3.org/XML/1998/namespace}lang'
#: What a language may be called; with any other name readers know nothing of the text.
LANGUAGE = re.compile('[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*')
HEADINGS = {'h1', 'h2', 'h3', 'h4', 'h5', 'h6'}
#: HTML elements with one fitting structure type wherever they stand. All others are ``Div`` (blocks, dissolved
#: when the tree is shaped) or nothing (inline).
KINDS = {
    'p': 'P',
    'blockquote': 'BlockQuote',
    'section': 'Sect',
    'article': 'Art',
    'aside': 'Sect',
    'nav': 'Sect',
    'figcaption': 'Caption',
    'caption': 'Caption',
    'code': 'Code',
    'kbd': 'Code',
    'samp': 'Code',
    'q': 'Quote',
    'pre': 'P',
    'a': 'Link',
    'table': 'Table',
    **{heading: heading.upper() for heading in HEADINGS},
}
#: Elements that need a parent of a certain kind, and their own kind there.
KINDS_IN = {
    'thead': ({'Table'}, 'THead'),
    'tbody': ({'Table'}, 'TBody'),
    'tfoot': ({'Table'}, 'TFoot'),
    'tr': ({'Table', 'THead', 'TBody', 'TFoot'}, 'TR'),
    'td': ({'TR'}, 'TD'),
    'th': ({'TR'}, 'TH'),
}
NUMBERING = {
    'decimal': 'Decimal',
    'lower-roman': 'LowerRoman',
    'upper-roman': 'UpperRoman',
    'lower-alpha': 'LowerAlpha',
    'upper-alpha': 'UpperAlpha',
    'disc': 'Disc',
    'circle': 'Circle',
    'square': 'Square',
    'none': 'None',
}


@dataclass(frozen=True)
class Content:
    """Something drawn on a page: ``key`` finds it again in the page's stream."""

    page: int
    key: int


@dataclass(frozen=True)
class Annotation:
    """A link or a form field on a page."""

    page: int
    annotation: object


@dataclass(eq=False)
class Node:
    """One structure element; ``attributes`` by owner: ``{'Table': {'Scope': '/Row'}}``."""

    kind: str
    kids: list = field(default_factory=list)
    lang: str = ''
    alt: str = ''
    expansion: str = ''
    identifier: str = ''
    mathml: str = ''
    attributes: dict[str, dict] = field(default_factory=dict)
    keep: bool = False
    inner: 'Node | None' = None  # where the element's content goes

    def add(self, kind: str, **values) -> 'Node':
        node = Node(kind, **values)
        self.kids.append(node)
        return node

    def nodes(self) -> list['Node']:
        """Return the structure elements directly in this one."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator['Node']:
        """Yield this node and all below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


def language_of(element: Element) -> str:
    """Return the language that an element says of itself, or ''."""
    lang = element.get('lang') or element.get(XML_LANG) or ''
    return lang if LANGUAGE.fullmatch(lang) else ''


class Tree:
    """The structure of one document while it is being read."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.document = Node('Document')
        self.nodes: dict[Element, Node] = {root: self.document}
        self.blocks: dict[Element, bool] = {}  # whether an element's box is a block; told as boxes come
        self.list_styles: dict[Element, str] = {}
        self.labels: dict[Element, Node] = {}
        self.calls: dict[Element, Node] = {}
        self.calls_again: dict[Element, Node] = {}

    def place(self, element: Element) -> Node:
        """Return the node in which the content of ``element`` stands."""
        node = self.outer(element)
        if node.inner is None and node.kind == 'LI':
            node.inner = node.add('LBody')
        return node.inner or node

    def outer(self, element: Element) -> Node:
        """Return the node of ``element`` itself; for one without meaning that of its parent."""
        if element in self.nodes:
            return self.nodes[element]
        parent = self.outer(self.parents[element])
        node = self.nodes[element] = self._make(element, parent)
        return node

    def _make(self, element: Element, parent: Node) -> Node:
        tag = element.tag if isinstance(element.tag, str) else ''
        lang = language_of(element)
        if lang == self._lang(self.parents[element]):
            lang = ''
        if tag in ('dt', 'dd') and (found := self._definition(element, tag)) is not None:
            found.lang = lang
            return found
        node = self._of_kind(element, tag, parent)
        if node is None:
            node = self._plain(element, tag, lang)
        if lang and node is not parent:
            node.lang = lang
        return node

    def _of_kind(self, element: Element, tag: str, parent: Node) -> Node | None:
        """Return the node of an element that has a structure type of its own."""
        inside = self.place(self.parents[element])
        if tag in ('ul', 'ol', 'dl'):
            if tag != 'dl' and self._is_contents(element):
                return inside.add('TOC')
            style = 'none' if tag == 'dl' else self.list_styles.get(element, 'disc' if tag == 'ul' else 'decimal')
            numbering = NUMBERING.get(style, 'Decimal' if tag == 'ol' else 'Disc')
            return inside.add('L', attributes={'List': {'ListNumbering': f'/{numbering}'}})
        if tag == 'li' and parent.kind in ('L', 'TOC'):
            return parent.add('LI' if parent.kind == 'L' else 'TOCI')
        if tag in KINDS_IN:
            parents, kind = KINDS_IN[tag]
            return parent.add(kind, attributes=self._cell(element, tag)) if parent.kind in parents else None
        own = classes(element)
        if tag == 'table' and (element.get('role') in ('presentation', 'none') or 'hlist' in own):
            return None
        if tag == 'figure' or 'literal-block-wrapper' in own:
            return inside.add('Div', keep=True)
        if 'code-block-caption' in own:
            return inside.add('Caption')
        if tag == 'a' and element.get('href') is None:
            return None
        if 'formula' in own and element.get('aria-label'):  # written out in LaTeX
            return inside.add('Formula', alt=element.get('aria-label'), mathml=element.get('data-mathml', ''))
        if tag == 'code' and inside.kind == 'Code':
            return inside
        if tag not in KINDS:
            return None
        if element.get('role') == 'doc-noteref':  # a note called once more
            inside = self.calls_again[element] = inside.add('Reference')
        node = inside.add(KINDS[tag])
        if tag == 'pre':
            node.inner = node.add('Code')
        return node

    def _plain(self, element: Element, tag: str, lang: str) -> Node:
        """Return the node of an element that says nothing but block or inline, language, abbreviation."""
        inside = self.place(self.parents[element])
        if self.blocks.get(element, tag in ('html', 'body', 'div', 'main', 'header', 'footer', 'dl', 'li', 'dd', 'dt')):
            return inside.add('Div')
        if tag == 'abbr' and element.get('title'):
            return inside.add('Span', expansion=element.get('title'))
        return inside.add('Span') if lang else inside

    def _definition(self, element: Element, tag: str) -> Node | None:
        """Return the label or the body of one entry in a definition list."""
        above = self.parents[element]
        while above.tag == 'div' and above in self.parents:
            above = self.parents[above]
        definitions = self.outer(above)
        if above.tag != 'dl' or definitions.kind != 'L':
            return None
        entry = definitions.kids[-1] if definitions.kids else None
        has_body = isinstance(entry, Node) and any(kid.kind == 'LBody' for kid in entry.kids)
        if not isinstance(entry, Node) or entry.kind != 'LI' or (tag == 'dt' and has_body):
            entry = definitions.add('LI')
        return entry.add('Lbl' if tag == 'dt' else 'LBody')

    def _cell(self, element: Element, tag: str) -> dict[str, dict]:
        """Return what a table cell says about itself: the cells it stands for and those it spans."""
        attributes = {}
        if tag == 'th':
            scope = (element.get('scope') or '').lower()
            in_head = self.parents[self.parents[element]].tag == 'thead'
            attributes['Scope'] = '/Row' if scope.startswith('row') or (not scope and not in_head) else '/Column'
        for name, key in (('colspan', 'ColSpan'), ('rowspan', 'RowSpan')):
            value = element.get(name, '')
            if tag in ('td', 'th') and value.isdigit() and int(value) > 1:
                attributes[key] = int(value)
        return {'Table': attributes} if attributes else {}

    def _lang(self, element: Element) -> str:
        while element is not None:
            if lang := language_of(element):
                return lang
            element = self.parents.get(element)
        return ''

    def _is_contents(self, element: Element) -> bool:
        """Return whether a list stands in a ``nav``: contents, lists of figures, what a chapter holds."""
        above = self.parents.get(element)
        while above is not None:
            if above.tag == 'nav':
                return True
            above = self.parents.get(above)
        return False

    # What CSS makes of elements

    def label(self, element: Element) -> Node:
        """Return the label of a list item or note: its number or mark."""
        if element not in self.labels:
            node = self.outer(element)
            label = Node('Lbl')
            if node.kind in ('LI', 'TOCI', 'Note'):
                node.kids.insert(0, label)
                self.labels[element] = label
            else:
                self.labels[element] = self.place(element)
        return self.labels[element]

    def call(self, element: Element) -> Node:
        """Return the reference to the note ``element``; the note itself comes directly behind it."""
        if element not in self.calls:
            inside, number = self.place(self.parents[element]), len(self.calls) + 1
            self.calls[element] = inside.add('Reference', identifier=f'call-{number}')
            self.nodes[element] = inside.add('Note', identifier=f'note-{number}')
        return self.calls[element]

    def noted(self) -> Iterator[tuple[Node, Node]]:
        """Yield each call of a note, those once more too, with the note."""
        for element, call in self.calls.items():
            yield call, self.nodes[element]
        for link, call in self.calls_again.items():
            note = self.names.get(link.get('href', '').removeprefix('#'))
            if note in self.calls:
                yield call, self.nodes[note]

    @cached_property
    def names(self) -> dict[str, Element]:
        """Return the elements to which links may lead, by their names."""
        found: dict[str, Element] = {}
        for element in self.root.iter():
            for name in (element.get('id'), element.get('name') if element.tag == 'a' else None):
                if name:
                    found.setdefault(name, element)
        return found

    def link(self, element: Element) -> Node:
        """Return the link around ``element``."""
        above = element
        while above is not None:
            if above.tag == 'a' and above.get('href') is not None:
                return self.outer(above)
            above = self.parents.get(above)
        return self.place(element).add('Link')
