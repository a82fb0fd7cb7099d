"""The plural forms of a language: how many it has, and for which numbers each stands."""

from functools import lru_cache
from gettext import c2py

import polib
from babel.messages.plurals import get_plural


def forms(language: str) -> int:
    """Return how many forms the ``Plural-Forms`` header of ``language`` declares."""
    return get_plural(language).num_plurals


@lru_cache
def examples(language: str, form: int) -> str:
    """Return the first numbers that take ``form`` (0-based), such as ``1, 21, 31, …``."""
    choose = c2py(get_plural(language).plural_expr)
    found = [str(number) for number in range(200) if choose(number) == form]
    return ', '.join(found[:3]) + (', …' if len(found) > 3 else '')


def complete_plural(entry: polib.POEntry, language: str) -> None:
    """Give a plural message every form its language has, empty where there is none; drop empty ones beyond."""
    if not entry.msgid_plural or entry.obsolete:
        return
    count = forms(language)
    written = {int(number): text for number, text in entry.msgstr_plural.items()}
    entry.msgstr_plural = {number: written.get(number, '') for number in range(count)} | {
        number: text for number, text in written.items() if number >= count and text
    }
