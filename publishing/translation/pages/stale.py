"""Keep the translation of a former text on the page, marked, when the English has changed since.

``stale`` in ``languages.toml`` says which: ``approved`` ones (the default), ``reviewed``, all that are ``translated``,
or ``english``: none. Never one whose original had other numbers, units, dates or negations, nor one in which a check
finds an error against the new text (a link that is not there any more): those passages stand in English.
"""

from dataclasses import dataclass
from pathlib import Path

import polib

from publishing.core import languages
from publishing.core.findings import FindingsError, Severity
from publishing.translation.catalogs.syntax import INTERFACE
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


def kept_translations(path: Path, language: str, locales: Path) -> dict[tuple[str | None, str], Former]:
    """Return what stays on the page of the catalog ``path``, by context and English text.

    :raises FindingsError: when the ledger of the page is damaged.
    """
    if path.stem == INTERFACE or '\n#| ' not in path.read_text(encoding='utf-8'):
        return {}
    folder, enough = locales / language / 'LC_MESSAGES', ENOUGH[policy(language, locales)]
    reviews = ledger.read_page(language, path.relative_to(folder).with_suffix('').as_posix(), locales)
    catalog = polib.pofile(str(path), encoding='utf-8')
    known = {
        (entry.msgctxt, entry.msgid): entry
        for entry in sorted(catalog, key=lambda entry: not entry.obsolete)
        if entry.msgstr and not entry.fuzzy
    }
    kept = {}
    for entry in catalog:
        former = known.get((entry.msgctxt, entry.previous_msgid or ''))
        if (
            former is not None
            and not entry.obsolete
            and not entry.translated()
            and _state(former, reviews) in enough
            and is_safe(entry.msgid, former, language)
        ):
            kept[entry.msgctxt, entry.msgid] = Former(former.msgid, former.msgstr)
    return kept


def is_safe(now: str, former: polib.POEntry, language: str) -> bool:
    """Tell whether the translation of ``former`` says nothing wrong where the English is ``now``."""
    return facts.same_facts(former.msgid, now) and not any(
        one.severity is Severity.ERROR for one in examine.differences(now, former.msgstr, language)
    )


def policy(language: str, locales: Path) -> str:
    """Return ``stale`` of ``language``; the default for one that is not listed beside its catalogs."""
    try:
        known = languages.load(locales / languages.REGISTRY.name)
    except (OSError, FindingsError):
        return languages.STALE[0]
    return known[language].stale if language in known else languages.STALE[0]


def _state(entry: polib.POEntry, reviews: ledger.Reviews) -> str:
    rows = reviews.decisions(entry)  # also of a message that is no longer on the page
    return rows[-1].state if rows else ''
