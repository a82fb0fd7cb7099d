"""The few words that a book says of itself, in its language: ours, those of Sphinx's catalogs, or none.

In a language that nobody has put a word into, a book says a number without it rather than an English word. The title of
the contents alone is English where Sphinx has no words of the language at all; then "Note" and "Fig." are, too.
"""

import re
import unicodedata
from html import escape

from babel import Locale, UnknownLocaleError
from lxml import etree
from sphinx import locale
from sphinx.config import Config
from sphinx.locale import _

#: Messages of Sphinx's own, for LaTeX and for web pages.
#: A text that is an address, for the web or for mail.
ADDRESS = re.compile(r'(https?://|[\w.+-]+@)[!-~]+')
OF_SPHINX, LONG_TITLE = 'page', 'Table of Contents'


def said(message: str, language: str | None) -> str:
    """Return ``message`` in the language of the book, or '' where no catalog has it.

    :param language: the language of the project, as Sphinx has it.
    """
    words = str(_(message))
    return words if words != message or _is_english(language) or _is_translated(message) else ''


def page_number(language: str | None) -> str:
    """Return "page %s", with ``%s`` for the number."""
    if words := said('page %s', language):
        return words
    page = said(OF_SPHINX, language)
    return f'{page} %s' if page else '%s'


def list_title(message: str, kind: str, config: Config) -> str:
    """Return a title such as "List of figures"; where no catalog has it, the label of the captions: "Abb.".

    :param kind: the kind in Sphinx's ``numfig_format``.
    """
    return said(message, config.language) or str(config.numfig_format[kind]).replace('%s', '').strip() or message


def contents_title(language: str | None) -> str:
    """Return the title of the contents."""
    return said('Contents', language) or said(LONG_TITLE, language) or 'Contents'


def index_title(language: str | None, first: str, last: str) -> str:
    """Return the title of the index; where no catalog has the word, its ``first`` and ``last`` letter."""
    return said('Index', language) or (f'{first}–{last}' if first != last else first)


def part_label(number: int, language: str | None) -> str:
    """Return "Part 1" or, where no catalog has the word, the number."""
    return (said('Part %s', language) or '%s') % number


def set_directions(body: etree._Element, language: str) -> None:
    """Say the direction of addresses, and of what is in a language of its own that is written the other way round."""
    direction = is_right_to_left(language)
    for element in body.iter(etree.Element):
        if (own := element.get('lang')) and not element.get('dir') and is_right_to_left(own) != direction:
            element.set('dir', 'ltr' if direction else 'rtl')
        elif direction and element.tag == 'a' and not len(element) and ADDRESS.fullmatch(element.text or ''):
            element.set('dir', 'ltr')


def directed(text: str, language: str) -> str:
    """Return a line that is in no language of its own, such as a name, as HTML that is read from where it begins.

    Among words from the right, the point of "A. Stranger et al." would stand before it.
    """
    first = next(filter(('L', 'R', 'AL').__contains__, map(unicodedata.bidirectional, text)), '')
    return f'<bdi dir="ltr">{escape(text)}</bdi>' if first == 'L' and is_right_to_left(language) else escape(text)


def is_right_to_left(language: str) -> bool:
    """Tell whether a language, as HTML names it, is written from right to left."""
    try:
        return Locale.parse(language.replace('_', '-'), sep='-').text_direction == 'rtl'
    except (UnknownLocaleError, ValueError):
        return False


def _is_english(language: str | None) -> bool:
    return (language or 'en').replace('-', '_').partition('_')[0] == 'en'


def _is_translated(message: str) -> bool:
    """Tell whether a catalog has the message, which a language may write as English does: "Index" in French."""
    catalog = locale.translators.get(('general', 'sphinx'))
    while catalog is not None:
        if message in getattr(catalog, '_catalog', ()):
            return True
        catalog = getattr(catalog, '_fallback', None)
    return False
