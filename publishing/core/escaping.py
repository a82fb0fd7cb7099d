"""Words are words wherever they are put: what a translator has written for a label never becomes markup or style.

Templates and the writers of Sphinx put many words of the interface into a page, and into its attributes, as they are.
"""

from html import escape

import tinycss2.serializer
from markupsafe import Markup
from markupsafe import escape as as_markup
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from publishing.core import repairs
from publishing.core.repairs import Repair, stock

PERMALINK = 'sphinx.writers.html5:HTML5Translator.add_permalink_ref'
FIGURE_NUMBER = 'sphinx.writers.html5:HTML5Translator.add_fignumber'


class EscapedWords:
    """The words of the interface for Jinja, which has them as text, inside an attribute too."""

    def __init__(self, translator) -> None:
        self._translator = translator

    def gettext(self, message: str) -> Markup:
        """Return the translation of a message."""
        return as_markup(self._translator.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> Markup:
        """Return the translation for a number."""
        return as_markup(self._translator.ngettext(singular, plural, number))


def escape_words(builder) -> None:
    """Have the templates of a builder of pages get escaped words."""
    builder.templates.environment.install_gettext_translations(EscapedWords(builder._translator))


def css_string(text: str) -> str:
    """Return ``text`` as a string of CSS that may stand in a ``style`` element."""
    return f'"{tinycss2.serializer.serialize_string_value(text).replace("<", chr(92) + "3c ")}"'


def add_permalink_ref(self, node, title: str) -> None:
    """Write the link to a heading or a figure; in a translation its title is what a translator has written."""
    stock(PERMALINK)(self, node, escape(str(title)))


def add_fignumber(self, node) -> None:
    """Write "Fig. 3"; in a translation the format of it is what a translator has written."""
    written = len(self.body)
    stock(FIGURE_NUMBER)(self, node)
    self.body[written:] = [
        text if text in ('<span class="caption-number">', '</span>') else escape(text, quote=False)
        for text in self.body[written:]
    ]


REPAIRS = (
    Repair(
        'Sphinx',
        'a word with a sign of HTML in it breaks the page',
        {PERMALINK: add_permalink_ref, FIGURE_NUMBER: add_fignumber},
        code='37b703631a6c',
    ),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the repairs in place."""
    repairs.apply(*REPAIRS)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
