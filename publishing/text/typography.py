"""Set no-break spaces and quotation marks as the language of the edition wants them.

Authors and translators type ordinary spaces and straight quotation marks. Sources of the rules: the
style guides of the European Union (lv 10.1, 10.5; lt 10.3), valoda.lv, CLDR; see docs/decisions.md.
"""

import functools
import re

from docutils import nodes
from docutils.utils.smartquotes import smartchars
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages

NBSP = '\N{NO-BREAK SPACE}'
_UNITS = 'km²|km2|km|m²|m³|mm|cm|m|ha|kg|t|l|km/h|°C|°|%|‰|MW|GW|kW|MWh|GWh|TWh|kWh|EUR|€|USD|MB|GB'
_CAPITAL = '[A-ZÀ-ÖØ-ÞĀĄČĒĖĘĢĪĮĶĻŅŌŖŠŪŲŽŁŚŹŻĆŃ]'
_CURRENCIES = 'EUR|USD|€|£|\\$'

#: Per language, what a single space stands in when it may not break. "•" marks the space.
_EVERY = (
    rf'(?<=\d)•(?=(?:{_UNITS})(?!\w))',
    rf'(?<!\w)(?:{_CURRENCIES})•(?=\d)',
    r'(?<=\S)•(?=[–—](?:\s|$))',  # a spaced dash never starts a line
    r'(?<!\w)§•(?=\d)',
    rf'(?<!\w){_CAPITAL}\.•(?={_CAPITAL})',  # initials
)
_THOUSANDS = (r'(?<![\d.,])\d{1,3}•(?=\d{3}(?!\d))', r'(?<=[ \xa0]\d{3})•(?=\d{3}(?!\d))')
_RULES = {
    'en': (
        r'(?<!\w)(?:[Pp]p?|[Nn]os?|[Aa]rts?|[Cc]h|[Ff]igs?|[Tt]ab|[Vv]ol)\.•(?=\d)',
        r'(?<!\w)(?:No|Nos|Article|Articles|Figure|Table|Chapter|Section|Part|Regulation|Directive)•(?=\d)',
        r'(?<=\d)•(?=(?:million|billion|thousand)(?!\w))',
        r'(?<!\w)\d{1,2}•(?=(?:January|February|March|April|May|June|July|August|September|October|November'
        r'|December)(?!\w))',
    ),
    'lv': (
        r'(?<=\d\.)•(?=[a-zāčēģīķļņšūž])',  # 2020. gada, 1. jūnijs, 1. attēls, 12. lpp.
        r'(?<!\w)(?:[Nn]r|[Pp]lkst|[Sk]k|[Ll]pp|[Ss]al|[Tt]el)\.•(?=\d)',
        r'(?<!\w)(?:[Uu]\.•(?=c\.|tml\.|tjpr\.)|[Tt]\.•(?=i\.|sk\.|s\.)|[Pp]\.•(?=m\.\s*ē\.))',
        r'(?<=\d)•(?=(?:milj|mljrd|tūkst|g|gs|lpp|eiro|gadi|gadu|gados)(?!\w))',
        *_THOUSANDS,
    ),
    'lt': (
        r'(?<=\d)•(?=(?:m|d|val|min|proc|mln|mlrd|tūkst|p|psl|pav|str|lentelė|lentelės|lentelėje|Eur|eurų|a)(?!\w))',
        r'(?<=\d)•(?=d\.|m\.)',
        r'(?<!\w)(?:saus|vasar|kov|baland|geguž|birž|liep|rugpj|rugs|spal|lapkr|gruod)\w*•(?=\d{1,2}\sd\.)',
        r'(?<!\w)(?:[Nn]r|[Pp]vz|[Žž]r|[Pp])\.•(?=\d)',
        r'(?<!\w)(?:[Tt]\.•(?=y\.|t\.)|[Ii]r•(?=pan\.|kt\.|t\.))',
        *_THOUSANDS,
    ),
}
#: Text in these stays as it is, to the letter.
_VERBATIM = (nodes.literal, nodes.FixedTextElement, nodes.raw, nodes.math, nodes.math_block, nodes.Invisible)


def no_break_spaces(text: str, language: str) -> str:
    """Return ``text`` with no-break spaces where a line must not end in ``language``; idempotent.

    An unknown language gets the rules for units, currencies and dashes.
    """
    for rule in _rules(language.replace('-', '_').split('_')[0]):
        text = rule.sub(lambda found: found[0].replace(' ', NBSP), text)
    return text


@functools.cache
def _rules(language: str) -> list[re.Pattern]:
    return [re.compile(rule.replace('•', '[ ]')) for rule in (*_EVERY, *_RULES.get(language, ()))]


def mend(document: nodes.document, language: str) -> None:
    """Set no-break spaces in every text node of ``document`` that is running text."""
    for text in list(document.findall(nodes.Text)):
        if ' ' not in text or _is_verbatim(text):
            continue
        mended = no_break_spaces(str(text), text.parent.get_language_code(language))
        if mended != text:
            text.parent.replace(text, nodes.Text(mended))


def _is_verbatim(node: nodes.Node) -> bool:
    while node := node.parent:
        if isinstance(node, _VERBATIM):
            return True
    return False


class TypographyTransform(SphinxTransform):
    """Mend the pages after translation and quotation marks, before their titles are collected for the contents."""

    default_priority = 760

    def apply(self, **kwargs: object) -> None:
        if self.env._builder_cls.name != 'gettext':  # translators see what the author wrote
            mend(self.document, self.config.language)


class LateTypographyTransform(SphinxPostTransform):
    """Mend what came in later: the bibliography, numbers of figures, cross-references."""

    default_priority = 900
    formats = ('html', 'latex')

    def run(self, **kwargs: object) -> None:
        mend(self.document, self.config.language)


def set_quotation_marks(app: Sphinx) -> None:
    """Give Sphinx's smart quotes the marks of ``languages.toml``; docutils has other ones for Latvian."""
    language = languages.load().get(app.config.language.replace('-', '_').split('_')[0])
    if language is None:
        return
    app.env.settings['smartquotes_locales'] = [(language.code, language.quotes)]
    # Sphinx leaves a language alone for which docutils itself knows no marks.
    smartchars.quotes.setdefault(language.code, language.quotes)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(TypographyTransform)
    app.add_post_transform(LateTypographyTransform)
    app.connect('builder-inited', set_quotation_marks)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
