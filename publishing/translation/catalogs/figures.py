"""Messages without words: a number, a range, a number with its unit, a dash. Nobody need translate them."""

import re

import polib

from publishing.core import languages
from publishing.translation.catalogs.form import without_change_note
from publishing.translation.messages.number_forms import localised

#: Symbols of units that are the same wherever Latin letters are written.
UNITS = 'km²|km/h|km|m²|m³|cm|mm|m|ha|kg|t|kWh|MWh|GWh|kW|MW|GW'
NUMBER = r'\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?'
ALONE = re.compile(
    rf'[–—-]|(?P<figures>[-−+±]?(?:{NUMBER})(?:–(?:{NUMBER}))?)'
    rf'(?:[ \u00a0]?(?P<percent>%)|(?P<unit>[ \u00a0](?:{UNITS})))?'
)
#: It may be a year, which languages write with a mark or a word of their own.
YEAR = re.compile(r'(?:1[5-9]|20)\d\d(?:–\d{2,4})?')


def fill_figures(entry: polib.POEntry, language: str) -> None:
    """Translate ``entry`` where it has nothing to translate and no translation."""
    if not (entry.msgstr or entry.msgid_plural or entry.obsolete or entry.fuzzy) and (
        text := in_figures(entry.msgid, language)
    ):
        entry.msgstr, entry.previous_msgid, entry.tcomment = text, None, without_change_note(entry.tcomment)


def in_figures(text: str, language: str) -> str:
    """Return ``text`` as ``language`` writes it where it is a number or a dash and nothing else; else ''."""
    found = ALONE.fullmatch(text)
    if not found or YEAR.fullmatch(found['figures'] or ''):
        return ''
    if not found['figures']:
        return text
    figures = localised(found['figures'], language)
    if found['percent']:
        figures = re.sub('[#,.0]+', figures, languages.for_checks(language).percent, count=1)
    # Catalogs have ordinary blanks; the build makes them no-break ones.
    return f'{figures}{found["unit"] or ""}'.replace('\u00a0', ' ')
