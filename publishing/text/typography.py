"""Set no-break spaces and quotation marks as the language of the edition wants them.

Authors and translators type ordinary spaces and straight quotation marks. Sources of the rules: the
style guides of the European Union (lv 10.1, 10.5; lt 10.3), valoda.lv, CLDR; see docs/decisions.md.
"""

import functools
import re
from collections.abc import Mapping

from docutils import nodes
from docutils.utils.smartquotes import smartchars
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.cldr import groups_with_spaces
from publishing.core.language_files import SPACE
from publishing.core.languages import Language

NBSP = '\N{NO-BREAK SPACE}'
_UNITS = 'km²|km2|km|m²|m³|mm|cm|m|ha|kg|t|l|km/h|°C|°|%|‰|MW|GW|kW|MWh|GWh|TWh|kWh|EUR|€|USD|MB|GB'
CAPITAL = '[A-ZÀ-ÖØ-ÞĀĄČĒĖĘĢĪĮĶĻŅŌŖŠŪŲŽŁŚŹŻĆŃ]'
_CURRENCIES = 'EUR|USD|€|£|\\$'

#: In every language, what a single space stands in when it may not break: "•". What a language has besides is
#: ``no_break`` in its ``language.toml``.
_EVERY = (
    rf'(?<=\d)•(?=(?:{_UNITS})(?!\w))',
    rf'(?<!\w)(?:{_CURRENCIES})•(?=\d)',
    r'(?<=\S)•(?=[–—](?:\s|$))',  # a spaced dash never starts a line
    r'(?<!\w)§•(?=\d)',
    rf'(?<!\w){CAPITAL}\.•(?={CAPITAL})',  # initials
)
#: In languages that write 12 345.
_THOUSANDS = (r'(?<![\d.,])\d{1,3}•(?=\d{3}(?!\d))', r'(?<=[ \xa0]\d{3})•(?=\d{3}(?!\d))')
#: As many letters fit into the narrow columns of tables.
CELL = 18
#: Text in these stays as it is, to the letter.
_VERBATIM = (nodes.literal, nodes.FixedTextElement, nodes.raw, nodes.math, nodes.math_block, nodes.Invisible)


def no_break_spaces(text: str, language: Language) -> str:
    """Return ``text`` with no-break spaces where a line must not end in ``language``; idempotent.

    A language about which nothing is known gets the rules for units, currencies and dashes.
    """
    for rule in _rules(language.no_break, groups_with_spaces(language.locale)):
        text = rule.sub(lambda found: found[0].replace(' ', NBSP), text)
    return text


@functools.cache
def _rules(own: tuple[str, ...], spaces: bool) -> list[re.Pattern]:
    rules = (*_EVERY, *own, *(_THOUSANDS if spaces else ()))
    return [re.compile(rule.replace(SPACE, '[ ]')) for rule in rules]


def mend(document: nodes.document, language: str, known: Mapping[str, Language]) -> None:
    """Set no-break spaces in every text node of ``document`` that is running text.

    :param known: the languages of the project, since a passage may be in another one than the page.
    """
    for text in list(document.findall(nodes.Text)):
        if ' ' not in text or is_verbatim(text):
            continue
        mended = no_break_spaces(str(text), languages.find(text.parent.get_language_code(language), known))
        mended = loosened(mended) if is_in_cell(text) else mended
        if mended != text:
            text.parent.replace(text, nodes.Text(mended))


def loosened(text: str) -> str:
    """Return ``text`` with a space in the middle of what is too long for a column: "2018. gada 1. novembra"."""

    def loosen(found: re.Match) -> str:
        words = found[0].split(NBSP)
        middle = len(words) // 2 if len(found[0]) > CELL else 0
        return ' '.join(NBSP.join(part) for part in (words[:middle], words[middle:]) if part)

    return re.sub(rf'\S+(?:{NBSP}\S+){{2,}}', loosen, text)


def is_in_cell(node: nodes.Node) -> bool:
    """Return whether ``node`` stands in a table."""
    return _stands_in(node, nodes.entry)


def drop_double_stops(document: nodes.document) -> None:
    """Take the full stop of a sentence away where what stands before it ends with one: "as 7 pav. shows", "in 7 pav."

    Only the page knows how a label, a cross-reference or a citation ends; who writes the sentence does not.
    """
    for text in list(document.findall(nodes.Text)):
        if not re.match(r'\.(?!\.)', text) or is_verbatim(text):
            continue
        place = text.parent.index(text)
        before = text.parent[place - 1] if place else None
        if not isinstance(before, nodes.Inline) or is_verbatim(before) or not before.astext().endswith('.'):
            continue
        text.parent[place : place + 1] = [nodes.Text(text[1:])] if len(text) > 1 else []


def is_verbatim(node: nodes.Node) -> bool:
    """Return whether ``node`` is, or stands in, what stays as it is to the letter."""
    return _stands_in(node, _VERBATIM)


def _stands_in(node: nodes.Node | None, kinds: type | tuple[type, ...]) -> bool:
    while node is not None and not isinstance(node, kinds):
        node = node.parent
    return node is not None


class TypographyTransform(SphinxTransform):
    """Mend the pages after translation and quotation marks, before their titles are collected for the contents."""

    default_priority = 760

    def apply(self, **kwargs: object) -> None:
        if self.env._builder_cls.name != 'gettext':  # translators see what the author wrote
            mend(self.document, self.config.language, languages.known(self.config))


class LateTypographyTransform(SphinxPostTransform):
    """Mend what came in later: the bibliography, numbers of figures, cross-references."""

    default_priority = 900
    formats = ('html', 'latex')

    def run(self, **kwargs: object) -> None:
        drop_double_stops(self.document)
        mend(self.document, self.config.language, languages.known(self.config))


def quotation_marks(text: str, language: Language) -> str:
    """Return ``text`` with the marks of ``language`` for straight ones: for what no transform reaches, the index."""
    opening, closing = language.quotes[:2]
    text = re.sub(r'"([^"]*)"', rf'{opening}\1{closing}', text)
    return re.sub(r"(?<=\w)'(?=\w)", '\N{RIGHT SINGLE QUOTATION MARK}', text)


def set_quotation_marks(app: Sphinx) -> None:
    """Give Sphinx's smart quotes the marks of the language where docutils has other ones, or none."""
    language = languages.of(app.config)
    if smartchars.quotes.get(language.code) == language.quotes:
        return
    app.env.settings['smartquotes_locales'] = [(language.code, language.quotes)]
    # Sphinx leaves a language alone for which docutils itself knows no marks.
    smartchars.quotes.setdefault(language.code, language.quotes)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.add_transform(TypographyTransform)
    app.add_post_transform(LateTypographyTransform)
    app.connect('builder-inited', set_quotation_marks)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
