"""Words and letters in a language of their own, the same in every edition.

``{lv}`pašvaldība` `` is a word in Latvian: set in italics, and read, hyphenated and spelt as Latvian. There is a role
for every language of the project. ``{letter} lv`` is a text in Latvian to copy; translators never see it.
"""

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.cldr import locale_of
from publishing.core.nodes import is_foreign
from publishing.text.components import Block, panel


def foreign_words(name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, options=None, content=()):
    """Return an emphasis in the language that the role is named after."""
    return [nodes.emphasis(rawtext, text, classes=[f'language-{name}'])], []


class Letter(Block):
    """A text in one language, whichever, to be copied as it is."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        code = self.arguments[0]
        if code not in languages.codes(self.config) and locale_of(code) is None:
            self.problem(f'names the language "{code}"; expected a code such as "lv". Correct it.')
            return []
        if self.is_empty():
            return []
        letter = panel(tag='div', role='')
        letter['classes'] += ['letter', f'language-{code}']
        self.set_source_info(letter)
        letter += self.parse_content_to_nodes()
        for text in letter.findall(nodes.TextElement):
            text['translatable'] = False
        return [letter]


class LeaveOut(SphinxTransform):
    """Keep a text that is nothing but foreign words from the translators; there is nothing to translate."""

    default_priority = 6  # before ExtraTranslatableNodes (10) and Locale (20)

    def apply(self, **kwargs: object) -> None:
        for text in self.document.findall(nodes.TextElement):
            words = [child for child in text.children if isinstance(child, nodes.emphasis)]
            others = [child.astext() for child in text.children if child not in words]
            if words and all(map(is_foreign, words)) and not any(map(str.isalnum, ''.join(others))):
                text['translatable'] = False


def _add_roles(app: Sphinx, config: Config) -> None:
    for code in languages.codes(config):
        app.add_role(code, foreign_words, override=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register a role for each language, and the letters."""
    app.setup_extension('publishing.core.own_languages')
    app.setup_extension('publishing.text.components')
    app.add_directive('letter', Letter)
    app.add_transform(LeaveOut)
    app.connect('config-inited', _add_roles)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
