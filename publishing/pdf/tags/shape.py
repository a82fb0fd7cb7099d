"""Give a structure tree the form PDF/UA-1 asks for: paragraphs around loose words, nothing empty, headings in steps."""

from collections.abc import Iterable, Iterator

from publishing.pdf.tags.tree import Annotation, Content, Node

GROUPS = {'Document', 'Part', 'Sect', 'Art', 'BlockQuote', 'Div'}
#: Elements that hold words or paragraphs, but not both.
CONTAINERS = {'LBody', 'TD', 'TH', 'Note', 'Caption'}
INLINE = {'Span', 'Link', 'Code', 'Quote', 'Reference', 'Note', 'Form', 'Figure', 'Formula'}
PICTURES = {'Figure', 'Formula'}
#: What stays although there is nothing in it: a table without its empty cells would lose its columns.
KEPT_EMPTY = {'TR', 'TD', 'TH'}


def shaped(document: Node) -> Node:
    """Return ``document``, changed in place."""
    _shape(document, True)
    _number_headings(document)
    return document


def _shape(node: Node, takes_blocks: bool) -> None:
    takes_blocks = node.kind in GROUPS | CONTAINERS if node.kind != 'Div' else takes_blocks
    kids = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        _shape(kid, takes_blocks)
        if not kid.kids and kid.kind not in KEPT_EMPTY:
            continue
        if (kid.kind == 'Div' and not kid.keep) or (kid.kind == 'Link' and not _has_annotation(kid)):
            kids += _spread(kid)
        else:
            kids.append(kid)
    if node.kind in ('L', 'TOC'):
        kids = list(_items(node.kind, kids))
    elif node.kind == 'TOCI':
        kids = list(_wrapped(kids, 'Reference'))
    elif takes_blocks and (node.kind in GROUPS or any(map(_is_block, kids))):
        kids = list(_wrapped(kids, 'P'))
    node.kids = kids


def _has_annotation(link: Node) -> bool:
    return any(isinstance(kid, Annotation) for kid in link.kids)


def _is_block(kid: Node | Content | Annotation) -> bool:
    return isinstance(kid, Node) and kid.kind not in INLINE | {'Lbl'}


def _spread(node: Node) -> Iterator[Node | Content | Annotation]:
    """Yield what is in a node that goes; what it said about language stays with its children."""
    for kid in node.kids:
        if not node.lang:
            yield kid
        elif isinstance(kid, Node):
            kid.lang = kid.lang or node.lang
            yield kid
        else:
            yield Node('Span', [kid], lang=node.lang)


def _wrapped(kids: Iterable, kind: str) -> Iterator[Node]:
    """Yield blocks as they are, and runs of words in a node of their own; a picture alone needs none."""
    run: list = []
    for kid in [*kids, None]:
        if kid is not None and not _is_block(kid) and not (isinstance(kid, Node) and kid.kind == 'Lbl'):
            run.append(kid)
            continue
        if run and all(isinstance(one, Node) and one.kind in PICTURES for one in run):
            yield from run
        elif run:
            yield Node(kind, run)
        run = []
        if kid is not None:
            yield kid


def _items(kind: str, kids: Iterable) -> Iterator[Node]:
    """Yield the items of a list; anything else becomes one."""
    item = 'LI' if kind == 'L' else 'TOCI'
    for kid in kids:
        if isinstance(kid, Node) and kid.kind in (item, kind, 'Caption'):
            yield kid
        elif kind == 'L':
            yield Node('LI', [Node('LBody', [kid])])
        else:
            yield Node('TOCI', [Node('Reference', [kid])])


def _number_headings(document: Node) -> None:
    """Give headings levels without a gap: one below its own chapter is at most one deeper than the last."""
    open_levels: list[int] = []
    for node in document.walk():
        if len(node.kind) == 2 and node.kind[0] == 'H' and node.kind[1].isdigit():
            level = int(node.kind[1])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            node.kind = f'H{len(open_levels)}'
