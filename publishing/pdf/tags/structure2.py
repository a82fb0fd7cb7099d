"""What PDF/UA-2 asks of a structure tree besides (ISO 14289-2): types of PDF 2.0, notes and calls that know each other,
links and bookmarks that lead to structure elements, formulas as MathML in files of their own.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.document import Document

from publishing.pdf.tags.tree import Node, Tree

NAMESPACE = 'http://iso.org/pdf2/ssn'
#: Types of PDF 2.0 that ``tree`` uses, by their names there; all others (TOC, Code, BlockQuote …) are of PDF 1.7, as is
#: whatever names no name space.
KINDS = {kind: kind for kind in 'Document Sect P Lbl Span Link Form L LI LBody Caption Figure Formula'.split()}
KINDS |= {kind: kind for kind in 'Table TR TH TD THead TBody TFoot H1 H2 H3 H4 H5 H6'.split()}
#: A Div, here a picture or listing with its caption, would leave the caption to what is around it.
KINDS |= {'Div': 'Aside', 'Note': 'FENote'}
MIME = '/application#2fmathml+xml'
#: Structure elements in a PDF, by their nodes.
Written = dict[Node, pydyf.Dictionary]
#: Formulas in a PDF, with their MathML.
Formulas = list[tuple[pydyf.Dictionary, str]]


def shape(tree: Tree) -> None:
    """Give a tree that is right for PDF/UA-1 what must be known before it is written."""
    _make_lists(tree.document, _targets(tree))
    for node in tree.document.walk():
        if node.kind == 'L' and any(kid.kind == 'Lbl' for item in node.nodes() for kid in item.nodes()):
            numbering = node.attributes.setdefault('List', {})
            if numbering.get('ListNumbering', '/None') == '/None':
                numbering['ListNumbering'] = '/Description'
        elif node.kind == 'Note':
            node.attributes['FENote'] = {'NoteType': '/Footnote'}
        for kid in node.kids[1:-1]:
            if isinstance(kid, Node) and kid.kind == 'Caption':
                kid.kind = 'P'


def _make_lists(node: Node, targets: dict[Node, Element], *, within: bool = False) -> None:
    """Make lists of contents that stand in a list, or of which an entry leads nowhere in the book.

    :param within: whether all that is below ``node`` belongs to such contents.
    """
    for kid in node.nodes():
        is_list = within or (
            kid.kind == 'TOC'
            and (node.kind == 'LBody' or any(one.kind == 'TOCI' and _link(one) not in targets for one in kid.walk()))
        )
        _make_lists(kid, targets, within=is_list)
        if is_list and kid.kind == 'TOC':
            kid.kind = 'L'
        elif is_list and kid.kind == 'TOCI':
            labels = [label for label in kid.nodes() if label.kind == 'Lbl']
            kid.kind, kid.kids = 'LI', [*labels, Node('LBody', [one for one in kid.kids if one not in labels])]


def _targets(tree: Tree) -> dict[Node, Element]:
    """Return where links inside the book lead, by their nodes."""
    links = (
        (node, tree.names.get(link.get('href', '')[1:])) for link, node in tree.nodes.items() if node.kind == 'Link'
    )
    return {node: target for node, target in links if target is not None}


def _link(item: Node) -> Node | None:
    """Return the link of an entry of contents; those of the entries below it are theirs."""
    for kid in item.nodes():
        if kid.kind == 'Link' or (kid.kind != 'TOC' and (kid := _link(kid)) is not None):
            return kid
    return None


def complete(pdf: pydyf.PDF, document: Document, tree: Tree, written: Written) -> Formulas:
    """Change the tree of a finished ``pdf`` to what PDF/UA-2 asks for; return what ``embed`` takes."""
    space = pydyf.Dictionary({'Type': '/Namespace', 'NS': pydyf.String(NAMESPACE)})
    pdf.add_object(space)
    root = next(item for item in pdf.objects if isinstance(item, dict) and item.get('Type') == '/StructTreeRoot')
    root['Namespaces'] = pydyf.Array([space.reference])
    root['RoleMap'] = pydyf.Dictionary({'Aside': '/Div', 'FENote': '/Note'})  # for programs that know PDF 1.7 only
    for node, element in written.items():
        if node.kind in KINDS:
            element['S'], element['NS'] = f'/{KINDS[node.kind]}', space.reference
    targets = _targets(tree)
    for call, note in tree.noted():
        if call in written and note in written:
            for one, other in ((call, note), (note, call)):
                written[one].setdefault('Ref', pydyf.Array()).append(written[other].reference)
    places = dict(_places(tree, written))
    for node, target in [(node, targets[_link(node)]) for node in written if node.kind == 'TOCI']:
        written[node]['Ref'] = pydyf.Array([written[places[target]].reference])
    _lead(pdf, document, tree, written, places)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get('Subtype') == '/Widget' and 'TU' in item:
            item['Contents'] = item['TU']  # a field has no label beside it in the tree
    return [(element, node.mathml) for node, element in written.items() if node.mathml]


def _lead(pdf: pydyf.PDF, document: Document, tree: Tree, written: Written, places: dict[Element, Node]) -> None:
    """Let links and bookmarks lead to structure elements; programs that know pages only still find the place."""
    bookmarked = iter([element for page in document.pages for element in _bookmarked(page._page_box)])
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and 'Dest' in item:
            page = item.pop('Dest')
            element = next(bookmarked) if 'Title' in item else tree.names.get(page.string)
            item['A'] = pydyf.Dictionary(
                {'S': '/GoTo', 'D': page, 'SD': _destination(written, places.get(element, tree.document))}
            )
    if dests := pdf.catalog.get('Names', {}).get('Dests'):
        values = dests['Names']
        for place in range(0, len(values), 2):
            node = places.get(tree.names.get(values[place].string), tree.document)
            values[place + 1] = pydyf.Dictionary({'D': values[place + 1], 'SD': _destination(written, node)})


def _destination(written: Written, node: Node) -> pydyf.Array:
    return pydyf.Array([written[node].reference, '/Fit'])


def _places(tree: Tree, written: Written) -> Iterator[tuple[Element, Node]]:
    """Yield for each element of the HTML the node where it begins: its own, or the first behind its beginning."""
    behind = tree.document
    for element in reversed(list(tree.root.iter())):
        behind = node if (node := tree.nodes.get(element)) in written else behind
        yield element, behind


def _bookmarked(box) -> Iterator[Element]:
    """Yield the elements that have bookmarks on a page, in their order (``weasyprint.anchors.gather_anchors``)."""
    if box.bookmark_label and box.style['bookmark_level'] != 'none':
        yield box.element
    for child in box.all_children():
        yield from _bookmarked(child)


def embed(pdf: pydyf.PDF, formulas: Formulas) -> None:
    """Add the MathML of formulas as files, each once, and let the structure elements name them.

    WeasyPrint would take them for files that belong to the whole document: call it when it has written its own.
    """
    files: dict[str, pydyf.Dictionary] = {}
    for element, mathml in formulas:
        if mathml not in files:
            files[mathml] = _file(pdf, mathml, f'formula-{len(files) + 1:05}.mml')
        element['AF'] = pydyf.Array([files[mathml].reference])
    names = pydyf.Array(part for file in files.values() for part in (file['F'], file.reference))
    pdf.catalog.setdefault('Names', pydyf.Dictionary())['EmbeddedFiles'] = pydyf.Dictionary({'Names': names})


def _file(pdf: pydyf.PDF, text: str, name: str) -> pydyf.Dictionary:
    content = text.encode()
    extra = {'Type': '/EmbeddedFile', 'Subtype': MIME, 'Params': pydyf.Dictionary({'Size': len(content)})}
    stream = pydyf.Stream([content], extra, compress=True)
    pdf.add_object(stream)
    file = pydyf.Dictionary(
        {
            'Type': '/Filespec',
            'F': pydyf.String(name),
            'UF': pydyf.String(name),
            'Desc': pydyf.String('MathML'),
            'EF': pydyf.Dictionary({'F': stream.reference, 'UF': stream.reference}),
            'AFRelationship': '/Supplement',
        }
    )
    pdf.add_object(file)
    return file
