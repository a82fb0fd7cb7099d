"""Keep the translation of a former text on the page, marked, when the English has changed since.

``stale`` in ``languages.toml`` says which: ``approved`` ones (the default), ``reviewed``, all that are ``translated``,
or ``english``: none. Never one whose original had other numbers, units, dates or negations, nor one in which a check
finds an error against the new text (a link that is not there any more): those passages stand in English.
"""

from dataclasses import dataclass

import polib

from publishing.core import languages
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.checks import examine
from publishing.translation.messages import facts
from publishing.translation.reviews import ledger

#: Review states that are enough for each setting; '' is a draft.
ENOUGH = {
    'approved': (ledger.APPROVED,),
    'reviewed': (ledger.REVIEWED, ledger.APPROVED),
    'translated': ('', *ledger.STATES),
    'english': (),
}


@dataclass(frozen=True)
class Former:
    """The text a message was translated from, and that translation."""

    text: str
    translation: str


def kept_translations(catalog: Catalog, translation: Translation) -> dict[tuple[str | None, str], Former]:
    """Return what stays on the page of ``catalog``, by context and English text.

    :raises FindingsError: when the ledger of the page is damaged.
    """
    if catalog.is_interface or not any(entry.previous_msgid for entry in catalog.file):
        return {}
    enough, reviews = ENOUGH[policy(translation)], ledger.read_page(translation, catalog.page)
    known = {
        (entry.msgctxt, entry.msgid): entry
        for entry in sorted(catalog.file, key=lambda entry: not entry.obsolete)
        if entry.msgstr and not entry.fuzzy
    }
    kept = {}
    for entry in catalog.file:
        former = known.get((entry.msgctxt, entry.previous_msgid or ''))
        if (
            former is not None
            and not entry.obsolete
            and not entry.translated()
            and _state(former, reviews) in enough
            and is_safe(entry.msgid, former, catalog.code)
        ):
            kept[entry.msgctxt, entry.msgid] = Former(former.msgid, former.msgstr)
    return kept


def is_safe(now: str, former: polib.POEntry, language: str) -> bool:
    """Tell whether the translation of ``former`` says nothing wrong where the English is ``now``."""
    return facts.same_facts(former.msgid, now) and not examine.refused(now, former, language)


def policy(translation: Translation) -> str:
    """Return ``stale`` of the language; the default for one that is not listed beside its catalogs."""
    try:
        known = languages.load(translation.locales / languages.REGISTRY.name)
    except (OSError, FindingsError):
        return languages.STALE[0]
    return known[translation.code].stale if translation.code in known else languages.STALE[0]


def _state(entry: polib.POEntry, reviews: ledger.Reviews) -> str:
    rows = reviews.decisions(entry)  # also of a message that is no longer on the page
    return rows[-1].state if rows else ''
