"""The plural forms of a language: how many it has, and for which numbers each stands."""

import re
from functools import lru_cache
from gettext import c2py

import polib
from babel.messages.plurals import get_plural

#: A ``Plural-Forms`` header: how many forms there are, and the expression that chooses one.
HEADER = re.compile(r'nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)')


def forms(language: str) -> int:
    """Return how many forms the ``Plural-Forms`` header of ``language`` declares."""
    return get_plural(language).num_plurals


@lru_cache
def is_ordered_otherwise(language: str, header: str) -> bool:
    """Tell whether a ``Plural-Forms`` header has as many forms as ``language``, but for other numbers."""
    own, declared = get_plural(language), HEADER.match(header)
    if not declared or int(declared[1]) != own.num_plurals:
        return False
    try:
        choose, choose_own = c2py(declared[2]), c2py(own.plural_expr)
        return any(choose(number) != choose_own(number) for number in range(1000))
    except (ValueError, ZeroDivisionError, OverflowError):  # no expression, which gettext says
        return False


@lru_cache
def is_usable(header: str) -> bool:
    """Tell whether a ``Plural-Forms`` header has a number, and an expression of C as gettext knows them."""
    try:
        return bool((found := HEADER.fullmatch(header.strip().removesuffix(';').rstrip())) and c2py(found[2]))
    except (ValueError, RecursionError):
        return False


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
