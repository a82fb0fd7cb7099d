"""Which messages of a language have an error, so that they are held back from every page and hold back its edition."""

from collections.abc import Callable, Iterable

from publishing.core.findings import Finding, in_order
from publishing.translation.catalogs import places
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.checks import examine
from publishing.translation.checks.examine import Key


def held_back(translation: Translation) -> dict[str, dict[Key, list[Finding]]]:
    """Return the messages that reach no page, by page, with the errors found in them."""
    found = {examined.catalog.page: examined.held_back for examined in examine.examine_language(translation)}
    return {page: keys for page, keys in found.items() if keys and page != MEMORY}


def refused(translation: Translation, *, warn: Callable[[str], None] | None = None) -> list[Finding]:
    """Return the errors for which an edition is not built.

    :param warn: for a draft: called with those of single messages, and only those of whole catalogs are returned.
    """
    if misplaced := list(places.findings(translation.locales, translation.code)):
        return misplaced
    if warn is None:
        return examine.broken(translation)
    examined = list(examine.examine_language(translation))
    if text := report(finding for one in examined for findings in one.held_back.values() for finding in findings):
        warn(text)
    return [finding for one in examined for finding in one.faults]


def report(findings: Iterable[Finding]) -> str:
    """Return the errors of messages that are held back, one a line, and how many they are; '' where there is none."""
    found = in_order(findings)
    return '\n'.join([*map(str, found), summary(len(found))]) if found else ''


def summary(count: int) -> str:
    """Return what it means for the reader that ``count`` errors were found."""
    return (
        f'held back: {count} {"error" if count == 1 else "errors"} in messages; pages show the English there, and '
        'no edition is built until they are mended.'
    )
