"""Sphinx extension: a translated message holds words, in every project; no directive, no head, no template.

Sphinx parses a message like a page of its own, so that a translator could include a file with it or change how the page
is read. It knows nothing of this handbook.
"""

from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util.docutils import CustomReSTDispatcher
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code
from publishing.core.plain_messages import TRANSLATED, warn

#: Directives that Sphinx itself puts into messages, where a project has pictures translated.
OF_SPHINX = {'image', 'figure'}


class Nothing(Directive):
    """A directive that takes anything and does nothing."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list:
        return []


class MessageDispatcher(CustomReSTDispatcher):
    """Look directives up as ever, except for those in messages."""

    def directive(self, name, language_module, document):
        source = document['source'] or ''
        if source.endswith(TRANSLATED) and name.lower() not in OF_SPHINX:
            words = f'the translation has the directive "{name}"; expected words only. Write the message without it.'
            warn(Code.NOT_ALLOWED, words, source)
            return Nothing, []
        return super().directive(name, language_module, document)


def _watch(_app: Sphinx, _docname: str, _content: list[str]) -> None:
    MessageDispatcher().enable()  # until the page is read: then Sphinx puts its own look-up back


def _parse_messages(app: Sphinx) -> None:
    """Have MyST read messages without their head, where nobody else has put a parser in its place."""
    if 'myst_parser' in app.extensions:
        from myst_parser.parsers.sphinx_ import MystParser

        from publishing.core.message_parser import MessageParser

        if app.registry.source_parsers.get('markdown') is MystParser:
            app.add_source_parser(MessageParser, override=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('source-read', _watch)
    app.connect('builder-inited', _parse_messages)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
