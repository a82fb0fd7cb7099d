"""Sphinx extension: all text reaches the catalogs, and every translation reaches the page.

Sphinx skips, without a word, texts whose node has no source (Markdown tables inside a directive), and
translations that Markdown takes for something other than a paragraph ("2021. gadā …" opens a numbered
list). On the other hand it offers formulas and code to the translator, and forgets the notes of translated headings.
And it keeps its whole memory of the project once more in each translated page. This extension mends all five.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core.nesting import followed
from publishing.core.plain_messages import TRANSLATED
from publishing.translation.checks.markup import escape_block_openers

#: What nobody may translate. A project that wants its code translated lists 'literal-block' in
#: gettext_additional_targets; Sphinx applies that after us.
UNTRANSLATABLE = (nodes.literal_block, nodes.doctest_block, nodes.math_block)


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


class NotesOfHeadings(SphinxTransform):
    """Let the marks in a translated heading take the place of those in the original, which have numbers and links.

    Sphinx does so for every other text (``sphinx.transforms.i18n._NodeUpdater.update_autofootnote_references``).
    """

    default_priority = 21  # after Locale (20), before docutils numbers the notes (620)

    def apply(self, **kwargs: object) -> None:
        marks = list(self.document.findall(nodes.footnote_reference))
        for mark in marks:
            known = self.document.footnote_refs.get(mark.get('refname'), [])
            replaced = [old for old in known if not any(old is one for one in marks)]
            if replaced and not any(mark is one for one in known):
                self._replace(replaced[0], mark)

    def _replace(self, old: nodes.footnote_reference, mark: nodes.footnote_reference) -> None:
        mark['ids'] = old['ids']
        self.document.ids.update(dict.fromkeys(mark['ids'], mark))
        name = mark['refname']
        for listed in (
            self.document.footnote_refs[name],
            self.document.refnames.get(name, []),
            self.document.autofootnote_refs,
        ):
            listed[:] = [mark if one is old else one for one in listed]


class OneDocument(SphinxTransform):
    """Let every node of a translation belong to its page, no longer to the document that Sphinx has read it into.

    That one's settings hold Sphinx's environment, and so a page's pickle would hold all pages, labels and sources again
    (``Builder.write_doctree`` takes the environment out of the page's own settings only).
    """

    default_priority = 22  # after Locale (20) and the notes above

    def apply(self, **kwargs: object) -> None:
        for node in self.document.findall():
            if node.document is not self.document:
                node.document = self.document


class OneParagraph:
    """For a parser of Markdown: a translation is always one paragraph, however it begins."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse ``inputstring`` into ``document``; Sphinx names the document of a translation so."""
        if document['source'].endswith(TRANSLATED):
            inputstring = self._as_paragraph(inputstring)
        with followed(document):
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


def extend_parser(app: Sphinx) -> None:
    """Have whichever parser the project reads Markdown with take translations so: MyST's, or one with a gate."""
    parser = app.registry.get_source_parser('markdown')
    if not issubclass(parser, OneParagraph):
        app.add_source_parser(type('TranslatedTextParser', (OneParagraph, parser), {}), override=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('myst_parser')
    app.add_transform(TextPlacesTransform)
    app.add_transform(NotesOfHeadings)
    app.add_transform(OneDocument)
    app.connect('builder-inited', extend_parser, priority=900)  # when every gate is in its place
    return {'version': '1', 'parallel_read_safe': True, 'parallel_write_safe': True}
