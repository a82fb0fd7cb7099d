"""Write the tags of a PDF ourselves: one structure element per element of the HTML, over all its pages.

Stands in for ``weasyprint.pdf.add_tags``, which begins every paragraph, list and table anew on each page and
cannot give a valid PDF/UA-1 from Sphinx's HTML (Kozea/WeasyPrint#2903). ``publishing.pdf.tags.tree`` says which
structure element an element of the HTML is.
"""

from contextlib import contextmanager
from functools import cache, partial
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.pdf.stream import Stream

from publishing.core.nodes import classes
from publishing.core.repairs import Repair
from publishing.pdf.tags.links import Decoration, description, real, single_links, words_of
from publishing.pdf.tags.shape import shaped
from publishing.pdf.tags.tree import SVG, Annotation, Content, Node, Tree, language_of

#: Formulas in a PDF 2.0, with their MathML.
Formulas = list[tuple[pydyf.Dictionary, str]]
#: Marks a message of something that breaks PDF/UA (``layout.claims``).
BREACH = {'breaks_access': True}
POINTS = 0.75  # in a CSS pixel


@contextmanager
def own_tags(document: Document):
    """Let WeasyPrint write our tags, and one annotation per piece of a link.

    :return: a list that is filled with the formulas of a PDF 2.0 (``structure2.embed``).
    """
    formulas: Formulas = []
    stock, links = weasyprint.pdf.add_tags, [page.links for page in document.pages]
    for page, single in zip(document.pages, single_links(document), strict=True):
        page.links = single
    weasyprint.pdf.add_tags = partial(add_tags, formulas=formulas)
    try:
        yield formulas
    finally:
        weasyprint.pdf.add_tags = stock
        for page, before in zip(document.pages, links, strict=True):
            page.links = before


def add_tags(
    pdf: pydyf.PDF,
    document: Document,
    version: str,
    streams: list[Stream],
    formulas: Formulas | None = None,
) -> None:
    """Add the structure tree to ``pdf``, in PDF 2.0 that of PDF/UA-2; takes what WeasyPrint gives its own function."""
    reader = Reader(pdf, document)
    contents = [
        reader.read(number, page, stream)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True))
    ]
    is_second = version == '2.0' and formulas is not None
    document_node = shaped(reader.tree.document)
    if is_second:
        from publishing.pdf.tags import structure2  # here, since most books are PDF 1.7

        structure2.shape(reader.tree)
    writer = Writer(pdf, document_node)
    groups: dict[int, list[Stream]] = {}
    whole_pages = set(map(id, streams))
    for item in pdf.objects:
        if isinstance(item, Stream) and item._tags is not None and id(item) not in whole_pages:
            groups.setdefault(id(item._tags), []).append(item)
    for number, (stream, used) in enumerate(zip(streams, contents, strict=True)):
        writer.place_contents(number, stream, groups.get(id(stream._tags), []), used)
    writer.write()
    if is_second:
        formulas += structure2.complete(pdf, document, reader.tree, writer.written)
    if not document.metadata.lang:
        LOGGER.error('The book has no language', extra=BREACH)
    if not document.metadata.title:
        LOGGER.warning('The book has no title', extra=BREACH)


STAND_IN = Repair(
    'WeasyPrint',
    'screen readers would not read the PDF in order',
    {'weasyprint.pdf:add_tags': add_tags},
    code='4b0fecbfa6b5',
    is_signature_enough=True,
    is_needed=True,
    leans_on=(
        'weasyprint.pdf.stream:Stream.marked',
        'weasyprint.formatting_structure.boxes:Box.link_annotation',
        'weasyprint.formatting_structure.boxes:Box.widget_annotation',
    ),
)


class Reader:
    """Reads laid-out pages into a structure tree."""

    def __init__(self, pdf: pydyf.PDF, document: Document) -> None:
        self.pdf = pdf
        root = document.pages[0]._page_box.children[0].element
        self.tree, self.page_words = Tree(root), root.get('data-page')
        self.is_decoration = Decoration()
        self.words_around = cache(words_of)  # an entry of the index has as many links as pages
        self.pages: dict[str, int] = {}
        for number, page in enumerate(document.pages, start=1):
            for name in page.anchors:
                self.pages.setdefault(name, number)

    def read(self, number: int, page, stream: Stream) -> dict[int, Content]:
        """Take one page into the tree.

        :return: what is text or picture, by its number in the page's stream; the rest is decoration.
        """
        self.number, self.height, self.links = number, page.height, {id(link[3]): link for link in page.links}
        self.tags, self.found = dict(stream._tags), {}
        children = page._page_box.children
        for child in sorted(children, key=lambda child: isinstance(real(child), boxes.FootnoteAreaBox)):
            self._visit(real(child), isinstance(real(child), boxes.MarginBox))
        for box in self.tags:
            if (getattr(box, 'text', '') or '').strip():
                LOGGER.error('page %d: "%s" has no place in the reading order', number + 1, box.text, extra=BREACH)
        return self.found

    def _visit(self, box: boxes.Box, is_decoration: bool) -> None:
        is_decoration = self.is_decoration(box) or is_decoration
        element = box.element
        if element is not None:
            if element.tag == box.element_tag and element not in self.tree.blocks:
                display = box.style['display']
                self.tree.blocks[element] = display[0] == 'block' or display[0].startswith('table')
                if isinstance(style := box.style['list_style_type'], str):
                    self.tree.list_styles.setdefault(element, style)
            if not is_decoration:
                if box.element_tag.endswith('::footnote-call'):
                    self.tree.call(element)  # now, so that the note stands here
                if isinstance(box, boxes.TableCellBox) and element.tag == box.element_tag:
                    self.tree.outer(element)
                self._annotate(box, element)
        if (tag := self.tags.pop(box, None)) is not None and not is_decoration and element is not None:
            self._take(box, element, tag['mcid'])
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            self._visit(real(child), is_decoration)

    def _annotate(self, box: boxes.Box, element: Element) -> None:
        link, annotation = self.links.get(id(box)), box.link_annotation
        if link is not None and self._is_written(annotation):
            node = self.tree.link(element)
            source = element
            while source.tag != 'a' and source in self.tree.parents:
                source = self.tree.parents[source]
            above = partial(self.words_around, self.tree.parents.get(source, source))
            annotation['Contents'] = pydyf.String(
                description(link[0], link[1], source, above, self.pages, self.page_words)
            )
            node.kids.append(Annotation(self.number, annotation))
        if self._is_written(box.widget_annotation):
            self.tree.place(element).add('Form', kids=[Annotation(self.number, box.widget_annotation)])

    def _is_written(self, annotation: pydyf.Dictionary | None) -> bool:
        """Return whether an annotation belongs to this file; boxes keep those of files written before."""
        return annotation is not None and (
            annotation.number < len(self.pdf.objects) and self.pdf.objects[annotation.number] is annotation
        )

    def _take(self, box: boxes.Box, element: Element, mcid: int) -> None:
        pseudo = box.element_tag.partition('::')[2]
        if isinstance(box, boxes.ReplacedBox):
            node = None if pseudo else self._picture(box, element)
        elif not box.text.strip() or box.style['visibility'] != 'visible':
            node = None
        elif pseudo in ('marker', 'footnote-marker'):
            node = self.tree.label(element)
        elif pseudo == 'footnote-call':
            node = self.tree.call(element)
        else:
            node = self.tree.place(element)
        if node is not None:
            self.found[mcid] = Content(self.number, mcid)
            node.kids.append(self.found[mcid])

    def _picture(self, box: boxes.ReplacedBox, element: Element) -> Node | None:
        """Return the node of a picture, or None for one that only decorates."""
        title = element.find(f'{SVG}title')
        alt = element.get('aria-label') or element.get('alt') or ('' if title is None else words_of(title))
        if element.tag == 'img' and element.get('alt') is None:
            name = element.get('src', 'unknown')
            LOGGER.error('Image "%s" has no required alt description', name, extra=BREACH)
        is_hidden = element.get('aria-hidden') == 'true' or element.get('role') in ('presentation', 'none')
        if is_hidden or not alt.strip():
            return None
        kind = 'Formula' if 'formula' in classes(element) else 'Figure'
        left, top = box.content_box_x() * POINTS, (self.height - box.content_box_y()) * POINTS
        area = pydyf.Array([left, top - box.height * POINTS, left + box.width * POINTS, top])
        above = self.tree.parents[element]
        return self.tree.place(above).add(
            kind,
            alt=' '.join(alt.split()),
            attributes={'Layout': {'BBox': area}},
            lang=language_of(element),
            mathml=element.get('data-mathml', ''),
        )


class Writer:
    """Writes a structure tree into a PDF."""

    def __init__(self, pdf: pydyf.PDF, document: Node) -> None:
        self.pdf, self.document = pdf, document
        self.references = pdf.page_references
        self.parents: dict[int, pydyf.Array] = {}
        self.places: dict[Content, tuple] = {}
        self.kinds = {kid: node.kind for node in document.walk() for kid in node.kids if isinstance(kid, Content)}
        self.identifiers: list[tuple[str, bytes]] = []
        self.annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        self.next_key = len(self.references)
        self.written: dict[Node, pydyf.Dictionary] = {}

    def place_contents(self, number: int, stream: Stream, groups: list[Stream], used: dict[int, Content]) -> None:
        """Number what belongs to the tree, in the page and its groups, and mark the rest as decoration."""
        for one in (stream, *groups):
            found = [place for place, item in enumerate(one.stream) if isinstance(item, dict) and 'MCID' in item]
            if one is stream:
                key = number
            elif found:
                key, self.next_key = self.next_key, self.next_key + 1
                one.extra['StructParents'] = key
            else:
                continue
            self.parents[key] = pydyf.Array()
            count = 0
            for place in found:
                content = used.get(one.stream[place]['MCID'])
                if content is None or content not in self.kinds:
                    one.stream[place - 1] = '/Artifact'
                    one.stream[place] = pydyf.Dictionary({'Type': '/Layout'})
                    continue
                one.stream[place - 1] = f'/{self.kinds[content]}'
                one.stream[place] = pydyf.Dictionary({'MCID': count})
                self.places[content] = (count, key, None if one is stream else one)
                count += 1
            self.parents[key].extend([b'null'] * count)

    def write(self) -> None:
        """Add the tree's objects to the PDF."""
        root = pydyf.Dictionary({'Type': '/StructTreeRoot'})
        self.pdf.add_object(root)
        document, _page = self._element(self.document, root.reference)
        root['K'] = pydyf.Array([document])
        numbers = pydyf.Array()
        for annotation, reference in self.annotations:
            annotation['StructParent'] = self.next_key
            self.parents[self.next_key] = reference
            self.next_key += 1
        for key in sorted(self.parents):
            numbers.extend([key, self.parents[key]])
        parent_tree = pydyf.Dictionary({'Nums': numbers})
        self.pdf.add_object(parent_tree)
        root['ParentTree'], root['ParentTreeNextKey'] = parent_tree.reference, self.next_key
        if self.identifiers:
            names = pydyf.Array()
            for identifier, reference in sorted(self.identifiers):
                names.extend([pydyf.String(identifier), reference])
            root['IDTree'] = pydyf.Dictionary({'Names': names})
        catalog = self.pdf.catalog
        catalog['StructTreeRoot'] = root.reference
        catalog['MarkInfo'] = pydyf.Dictionary({'Marked': 'true'})
        catalog['ViewerPreferences'] = pydyf.Dictionary({'DisplayDocTitle': 'true'})

    def _element(self, node: Node, parent: bytes) -> tuple[bytes, int | None]:
        """Write a node and all below it; return its reference and the page where it begins."""
        element = pydyf.Dictionary({'Type': '/StructElem', 'S': f'/{node.kind}', 'P': parent})
        self.pdf.add_object(element)
        self.written[node] = element
        for key, value in (('Lang', node.lang), ('Alt', node.alt), ('E', node.expansion), ('ID', node.identifier)):
            if value:
                element[key] = pydyf.String(value)
        if node.identifier:
            self.identifiers.append((node.identifier, element.reference))
        owners = [pydyf.Dictionary({'O': f'/{owner}', **values}) for owner, values in node.attributes.items()]
        if owners:
            element['A'] = owners[0] if len(owners) == 1 else pydyf.Array(owners)
        first, kids = None, pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                reference, page = self._element(kid, element.reference)
                kids.append(reference)
            elif isinstance(kid, Content) and kid not in self.places:
                continue
            else:
                page = kid.page
                if first is None:
                    element['Pg'] = self.references[page]
                kids.append(self._leaf(kid, element.reference, page if first is None else first))
            first = page if first is None else first
            if first is not None and 'Pg' not in element:
                element['Pg'] = self.references[first]
        element['K'] = kids
        return element.reference, first

    def _leaf(self, kid: Content | Annotation, parent: bytes, first: int) -> object:
        if isinstance(kid, Annotation):
            self.annotations.append((kid.annotation, parent))
            return pydyf.Dictionary({'Type': '/OBJR', 'Obj': kid.annotation.reference, 'Pg': self.references[kid.page]})
        number, key, group = self.places[kid]
        self.parents[key][number] = parent
        if group is None and kid.page == first:
            return number
        reference = pydyf.Dictionary({'Type': '/MCR', 'Pg': self.references[kid.page], 'MCID': number})
        if group is not None:
            reference['Stm'] = group.reference
        return reference
