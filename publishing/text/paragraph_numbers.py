"""Number the paragraphs of each page, the same in every language: "4.3, paragraph 12" is one place in all of them.

Counted are the blocks that stand directly in a chapter or one of its sections: paragraphs, lists and quotations, a
list or a quotation as one, because its items are cited by their own number or first words. What stands in a box, a
margin note, a table, a figure or a footnote is not counted. Every page begins at 1.

The numbers are given to the source text, before translations take its place, and so do not depend on them. They
are shown where sections are numbered, in a project without section numbers on every page but the first: on web
pages as a link to the paragraph, in the PDF beside the text. The identifier is ``par-12``.
"""

from collections.abc import Iterator
from html import escape

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core.nodes import ONLY_IN_HTML

COUNTED = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.block_quote)
#: Where counted blocks stand directly; ``only`` is gone in some formats, its blocks are counted in all.
OPEN = (nodes.section, addnodes.only)
NUMBER = 'paragraph_number'
#: Builders that put all pages into one file without making identifiers unique.
JOINING = {'singlehtml'}


class paragraph_number(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """The visible number. It holds no text, so that neither search nor translators meet it."""


def counted(parent: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the blocks of a page that have a number, in reading order."""
    for child in parent.children:
        if isinstance(child, OPEN):
            yield from counted(child)
        elif isinstance(child, COUNTED) and not all(isinstance(part, nodes.image) for part in child.children):
            yield child


class CountParagraphs(SphinxTransform):
    """Write each block's number into the doctree."""

    default_priority = 15  # before Locale (20), while the document has the structure of its source

    def apply(self, **kwargs: object) -> None:
        for number, block in enumerate(counted(self.document), start=1):
            block[NUMBER] = number


def shows_numbers(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether the paragraphs of a page are cited by number: not those of part openers and other matter."""
    if docname == env.config.root_doc or docname in getattr(env, 'part_numbers', {}):
        return False
    return bool(env.toc_secnumbers.get(docname)) or not any(env.toc_secnumbers.values())


class ShowParagraphNumbers(SphinxPostTransform):
    """Give each counted block its identifier and its visible number."""

    default_priority = 400
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        if self.env._app.builder.name in JOINING or not shows_numbers(self.env, self.env.docname):
            return
        taken = {identifier for node in self.document.findall(nodes.Element) for identifier in node.get('ids', ())}
        for block in list(self.document.findall(lambda node: isinstance(node, COUNTED) and NUMBER in node)):
            identifier = f'par-{block[NUMBER]}'
            while identifier in taken:  # somebody's own label
                identifier += '-'
            block['ids'].append(identifier)
            if (host := first_words(block)) is not None:
                host.insert(0, paragraph_number(number=block[NUMBER], target=identifier))


def first_words(block: nodes.Element) -> nodes.Element | None:
    """Return the element in which the text of ``block`` begins and a number may stand, or None."""
    while not isinstance(block, (nodes.paragraph, nodes.term)):
        first = next((child for child in block.children if not isinstance(child, nodes.Invisible)), None)
        if not isinstance(first, (*COUNTED, nodes.list_item, nodes.definition_list_item, nodes.term)):
            return block if isinstance(block, (nodes.list_item, nodes.block_quote)) else None
        block = first
    return block


def visit_paragraph_number(translator, node: paragraph_number) -> None:
    """Write the number; an e-reader needs the identifier only."""
    number, builder = node['number'], translator.builder
    if builder.name == 'pdf':
        translator.body.append(f'<span class="paragraph-number">{number}</span>')
    elif builder.name != 'epub':
        label = escape(_('Paragraph %s') % number)
        translator.body.append(
            f'<a class="paragraph-number" href="#{node["target"]}" title="{label}" aria-label="{label}">{number}</a>'
        )
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node and the two transforms."""
    app.add_node(paragraph_number, html=(visit_paragraph_number, None), **ONLY_IN_HTML)
    app.add_transform(CountParagraphs)
    app.add_post_transform(ShowParagraphNumbers)
    return {'version': '0.1', 'env_version': 1, 'parallel_read_safe': True, 'parallel_write_safe': True}
