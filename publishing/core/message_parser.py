"""MyST for translated messages: no head that configures MyST, no template beside the names that ``conf.py`` gives."""

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from publishing.core.findings import Code, short
from publishing.core.nesting import followed
from publishing.core.plain_messages import TRANSLATED, warn


class MessageRenderer(SphinxRenderer):
    """MyST's renderer, for which a substitution is a name and no piece of Jinja."""

    def render_substitution(self, token, inline: bool) -> None:
        if token.content.strip() in self.md_config.substitutions:
            super().render_substitution(token, inline)
            return
        words = (
            f'the translation has the template "{short(token.content, 40)}"; expected the name of a substitution in '
            'conf.py, or words. Copy it from the original.'
        )
        warn(Code.NOT_ALLOWED, words, self.document['source'])


def render(text: str, document: nodes.document, renderer: type[SphinxRenderer]) -> None:
    """Read ``text`` into ``document`` as MyST does, but with the settings of ``conf.py`` alone: it has no head."""
    parser = create_md_parser(document.settings.env.myst_config, renderer)
    parser.options['document'] = document
    with followed(document):
        parser.render(text)


class MessageParser(MystParser):
    """Parse pages as MyST does, and messages without their head."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        if not document['source'].endswith(TRANSLATED):
            with followed(document):
                super().parse(inputstring, document)
            return
        render(inputstring, document, MessageRenderer)
