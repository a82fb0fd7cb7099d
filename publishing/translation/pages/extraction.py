"""Sphinx extension: all text reaches the catalogs, and every translation reaches the page.

Sphinx skips, without a word, texts whose node has no source (Markdown tables inside a directive), and
translations that Markdown takes for something other than a paragraph ("2021. gadā …" opens a numbered
list). On the other hand it offers formulas and code to the translator. This extension mends all three.
"""

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.translation.checks.markup import escape_block_openers

#: What nobody may translate. A project that wants its code translated lists 'literal-block' in
#: gettext_additional_targets; Sphinx applies that after us.
UNTRANSLATABLE = (nodes.literal_block, nodes.doctest_block, nodes.math_block)

_TRANSLATED = ':<translated>'


class TextPlacesTransform(SphinxTransform):
    """Give each text without source or line those of its nearest ancestor; take code and math out."""

    default_priority = 5  # before ExtraTranslatableNodes (10), which a project may use to ask for code, and Locale (20)

    def apply(self, **kwargs: object) -> None:
        for node in self.document.findall(nodes.TextElement):
            if isinstance(node, UNTRANSLATABLE):
                node['translatable'] = False
            if not node.source:
                node.source = _inherited(node, 'source') or self.document['source']
            if node.line is None:
                node.line = _inherited(node, 'line') or 1


class TranslatedTextParser(MystParser):
    """MyST, except that a translation is always one paragraph, however it begins."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse ``inputstring`` into ``document``; Sphinx names the document of a translation so."""
        if document['source'].endswith(_TRANSLATED):
            inputstring = self._as_paragraph(inputstring)
        super().parse(inputstring, document)

    @staticmethod
    def _as_paragraph(text: str) -> str:
        # Sphinx underlines the translation of a heading with a last line of "="; that one is meant.
        body, newline, underline = text.rpartition('\n')
        if newline and underline and not underline.strip('='):
            return f'{escape_block_openers(body)}\n{underline}'
        return escape_block_openers(text)


def _inherited(node: nodes.Element, attribute: str) -> object:
    """Return ``attribute`` of the nearest ancestor that has one."""
    ancestor = node.parent
    while ancestor is not None:
        if value := getattr(ancestor, attribute, None):
            return value
        ancestor = ancestor.parent
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('myst_parser')
    app.add_transform(TextPlacesTransform)
    app.add_source_parser(TranslatedTextParser, override=True)
    return {'version': '1', 'parallel_read_safe': True, 'parallel_write_safe': True}
