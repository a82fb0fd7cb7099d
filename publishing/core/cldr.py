"""What CLDR and docutils know of a language before anybody has described it: names, dates, months, quotation marks."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from docutils.utils.smartquotes import smartchars

#: docutils' table as it is installed, since Babel has no quotation marks; a language that it lacks has
#: those of English. The marks of a project are put into the one that is used.
_QUOTES = dict(smartchars.quotes)


def base(tag: str) -> str:
    """Return ``lv`` for ``lv_LV`` and ``lv-LV``."""
    return tag.replace('-', '_').split('_')[0]


def locale_of(tag: str) -> Locale | None:
    """Return the locale of a tag such as ``lv`` or ``pt-BR``, with the country that CLDR expects; None for no language.

    Dictionaries and word processors want the country too.
    """
    try:
        locale = Locale.parse(tag.replace('-', '_'))
    except (UnknownLocaleError, ValueError):
        return None
    likely = get_global('likely_subtags').get(locale.language, '')
    if locale.territory or not likely:
        return locale
    try:
        return Locale.parse(f'{locale.language}_{likely.rsplit("_", 1)[-1]}')
    except (UnknownLocaleError, ValueError):
        return locale


@lru_cache
def values(tag: str, locale: str = '') -> dict[str, object]:
    """Return the values of a language by the names of the keys in ``language.toml``; those of English for no language.

    :param locale: the locale to take them from, in place of that of ``tag``.
    """
    known = locale_of(locale or tag)
    found = known or Locale.parse('en')
    month = found.datetime_skeletons.get('yMMMM') or found.datetime_skeletons['yMMM']
    wide = (found.months['format']['wide'], found.months['stand-alone'].get('wide', {}))
    return {
        'own_name': (found.language_name or tag).capitalize() if known else tag,
        'locale': locale or str(found),
        'quotes': _QUOTES.get(base(tag), _QUOTES['en']),
        'date': found.date_formats['long'].pattern,
        'month_and_year': month.pattern,
        'percent': found.percent_formats[None].pattern,
        'months': tuple(
            '|'.join(dict.fromkeys(names[number] for names in wide if number in names)) for number in range(1, 13)
        ),
        'search': base(tag),
        'dictionary': '',
    }


@lru_cache
def groups_with_spaces(locale: str) -> bool:
    """Tell whether the language writes 12 345 for 12,345."""
    return Locale.parse(locale).number_symbols['latn']['group'].isspace()
