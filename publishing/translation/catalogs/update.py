"""Read, update and write the catalogs: ``locales/<language>/LC_MESSAGES/<page>.po``.

The layout is sphinx-intl's. What its update loses is kept here: translators' comments, hints, the former
English text of a changed message (``#| msgid``), and all that belongs to a text that moved to another page.

* A text translated anywhere in the language is filled in wherever the very same text is new (``moves``).
* A text that resembles one that is gone gets that one's translation as a proposal, marked ``fuzzy``. Where
  numbers or negations differ, or little is alike, the message is left empty and shows only the former text.
* A message of figures or a dash alone is filled in as the language writes it (``figures``).
* Fuzzy messages are never published.
* A translation whose text is gone stays at the end of its catalog as ``#~`` (``retired``). When the page itself is
  gone, it moves to ``locales/<language>/memory.po``, which holds nothing but ``#~`` messages, so that no tool
  counts them.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import polib

from publishing.core import languages
from publishing.core.files import remove, write_text
from publishing.core.findings import Code, Finding, FindingsError, Severity, differing
from publishing.core.swaps import together
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.comments import whole_lines
from publishing.translation.catalogs.entries import is_confirmed, key, texts
from publishing.translation.catalogs.figures import fill_figures
from publishing.translation.catalogs.form import (
    complete_header,
    date_changes,
    date_header,
    format_catalog,
    with_header_of,
    without_waivers,
)
from publishing.translation.catalogs.mending import mend
from publishing.translation.catalogs.moves import Catalogs, Places, returned
from publishing.translation.catalogs.reader import Entry
from publishing.translation.catalogs.restore import is_foreign, restored
from publishing.translation.catalogs.retired import retire
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import extract
from publishing.translation.messages.plural_forms import complete_plural

__all__ = ['extract', 'format_catalog', 'merge', 'read_catalogs', 'update']

#: How like an edited message is to the one of the page, from 0 to 1; and the letters that are shown of each.
EDITED, QUOTED = 0.8, 120
#: What is said of a catalog that Babel wrote.
FOREIGN = (
    'sphinx-intl or Babel has updated this catalog, which loses what the English was before; expected an update by '
    '"make catalogs" only. Run "make catalogs" now: it brings back what is in the comments and in git.'
)


def read_catalogs(translation: Translation) -> dict[str, polib.POFile]:
    """Return the catalogs by page, and what is left of pages gone under ``MEMORY``; nobody may change their messages.

    :raises FindingsError: naming everything wrong in any of them.
    """
    catalogs, findings = {}, []
    for catalog in translation.all_catalogs():
        try:
            catalogs[catalog.page] = catalog.read()
        except FindingsError as error:
            findings += error.findings
    if findings:
        raise FindingsError(findings)
    return catalogs


def read_restored(translation: Translation) -> dict[str, polib.POFile]:
    """Return the same as :func:`read_catalogs`, without what other programs have lost and left in them.

    :raises FindingsError: naming everything wrong in any of them.
    """
    catalogs = read_catalogs(translation)
    return catalogs | restored(translation, {page: file for page, file in catalogs.items() if page != MEMORY})


def merge(pots: dict[str, polib.POFile], catalogs: dict[str, polib.POFile], language: str) -> dict[str, polib.POFile]:
    """Return the catalogs as they should be for the messages in ``pots``; nothing is changed or written."""
    before = returned(catalogs, pots)
    merged = {}
    apart = pots.keys() & {INTERFACE}
    for group in (apart, (pots.keys() | before.keys()) - apart):
        here = {page: catalog for page, catalog in before.items() if page in group}
        new = {page: pot for page, pot in pots.items() if page in group}
        merged |= _merge_group(new, here, Places(here, new))
    for page, catalog in merged.items():
        for entry in catalog:
            complete_plural(entry, language)
            mend(entry, language)
            fill_figures(entry, language)
        project = pots[page].metadata.get('Project-Id-Version', '') if page in pots else 'pages that are gone'
        complete_header(catalog, language, project, page.removeprefix('../'))
    return merged


def update(translation: Translation, pots: dict[str, polib.POFile]) -> list[Path]:
    """Bring the catalogs up to date with ``pots``, all or none; return the files written or removed.

    :raises FindingsError: when a catalog cannot be read; then none is touched.
    """
    catalogs = read_restored(translation)
    return write(translation, catalogs, merge(pots, catalogs, translation.code))


def write(translation: Translation, before: Catalogs, after: Catalogs) -> list[Path]:
    """Put the catalogs ``after`` in the place of those ``before``, all or none; return the files written or removed."""
    touched = []
    with together():
        for page, catalog in after.items():
            path, text = translation.path(page), format_catalog(catalog)
            if not path.is_file() or path.read_bytes() != text.encode():
                write_text(path, text)
                touched.append(path)
        for page in before.keys() - after.keys():
            path = translation.path(page)
            remove(path.with_suffix('.mo'))
            remove(path)
            touched.append(path)
    return sorted(touched)


#: How the finding of a catalog begins that has not the messages of its page.
LAGS = 'the catalog lags behind the English'


def lagging(translation: Translation, pots: Mapping[str, polib.POFile]) -> list[Finding]:
    """Return one warning for each catalog that has not the messages of its page.

    The English was changed, and ``make catalogs`` has not run since: until then translators do not see the change, and
    its date is not known.

    :param pots: the messages of the chapters as they are now.
    :raises FindingsError: when a catalog cannot be read.
    """
    catalogs = read_catalogs(translation)
    pages = sorted((pots.keys() | catalogs.keys()) - {MEMORY})
    return [one for page in pages for one in lag(translation, page, pots)]


def lag(translation: Translation, page: str, pots: Mapping[str, polib.POFile]) -> list[Finding]:
    """Return what :func:`lagging` says of one catalog.

    :raises FindingsError: when it cannot be read.
    """
    path, found = translation.path(page), []
    catalog = translation.catalog(page).read() if path.is_file() else ()
    now = set(map(key, pots.get(page, ())))
    there = {key(entry) for entry in catalog if not entry.obsolete}
    parts = [f'{len(now - there)} of the page are missing'] if now - there else []
    parts += [f'{len(there - now)} are no longer on the page'] if there - now else []
    line, edited = _edited(catalog, now, there)
    if path.is_file() and is_foreign(translation.catalog(page).text):
        found.append(Finding(path, None, Code.PO_OUTDATED, FOREIGN, Severity.WARNING))
    if parts:
        words = (
            f'{LAGS}: of its messages {" and ".join(parts)}; expected the same ones in both. Run "make catalogs" when '
            f'the English is settled.{edited}'
        )
        found.append(Finding(path, line, Code.PO_OUTDATED, words, Severity.WARNING))
    return found


def write_catalog(translation: Translation, page: str, file: polib.POFile) -> None:
    """Write ``file`` in the place of the catalog of ``page``, in the project's form."""
    date_header(file, translation.catalog(page).file)
    write_text(translation.path(page), format_catalog(file))


def translations(codes: Sequence[str] = ()) -> list[languages.Language]:
    """Return the languages ``codes`` name, or all; never the source language, which has no catalogs.

    :raises FindingsError: for a language that ``languages.toml`` does not list.
    """
    known = languages.load()
    named = [languages.get(code, known) for code in codes] or list(known.values())
    return [language for language in named if not language.is_source]


def _merge_group(pots: Catalogs, catalogs: Catalogs, places: Places) -> dict[str, polib.POFile]:
    """Return the catalogs of pages among which texts may move: those of all chapters, or that of the interface."""
    gone = catalogs.keys() - pots.keys() - {MEMORY}
    left = {entry.msgid for page in gone for entry in catalogs[page]}  # a new page may be one of those, renamed
    days = [entry for catalog in catalogs.values() for entry in catalog]
    origins, merged = {page: old for old, page in places.renamed.items()}, {}
    for page, pot in pots.items():
        old, origin = catalogs.get(page), origins.get(page, '')
        merged[page] = with_header_of(catalogs.get(origin) if old is None else old)
        merged[page].header = merged[page].header.replace(f': {origin}', f': {page}') if origin else merged[page].header
        before = {key(entry): entry for entry in sorted(old or (), key=lambda entry: not entry.obsolete)}
        on_page = {entry.msgid for entry in before.values()} if old is not None else left
        merged[page].extend(_message(source, before.get(key(source)), places, page, on_page) for source in pot)
        date_changes(merged[page], [*days, *(old or ())])
    kept = retire(catalogs, merged, places)
    if MEMORY in kept:
        merged[MEMORY] = with_header_of(catalogs.get(MEMORY))
    for page, entries in kept.items():
        merged[page].extend(entries)
    return merged


def _message(
    source: polib.POEntry, old: polib.POEntry | None, places: Places, page: str, on_page: Iterable[str]
) -> polib.POEntry:
    """Return the message ``source`` of ``page`` with what it had, or what came with its text, or with a proposal."""
    entry = polib.POEntry(
        msgctxt=source.msgctxt,
        msgid=source.msgid,
        msgid_plural=source.msgid_plural,
        comment=source.comment,
        occurrences=source.occurrences,
        flags=[flag for flag in source.flags if flag != 'fuzzy'],
        msgstr_plural=dict(source.msgstr_plural),
    )
    if old is not None:
        _take_over(entry, old)
    if is_confirmed(entry):
        return entry
    other = places.best(page, source)
    if other is not None and (is_confirmed(other) or old is None or not (any(texts(old)) or old.previous_msgid)):
        _take_over(entry, other)
    elif old is None and not entry.msgid_plural and (found := places.proposal(page, entry.msgid, on_page)):
        proposal, former = found
        entry.previous_msgid, entry.msgstr = proposal.former, proposal.translation
        entry.flags += ['fuzzy'] if proposal.translation else []
        # Allowed was a difference between other facts.
        entry.tcomment = former.tcomment if proposal.translation else without_waivers(former.tcomment)
    return entry


def _take_over(entry: polib.POEntry, known: polib.POEntry) -> None:
    """Give ``entry`` the translation of ``known`` and all that goes with it; comments it has stay."""
    lines = dict.fromkeys([*whole_lines(entry.tcomment), *whole_lines(known.tcomment)])
    entry.tcomment = '\n'.join(lines) if entry.tcomment else known.tcomment
    if bool(entry.msgid_plural) != bool(known.msgid_plural):
        _propose_first_form(entry, known)
        return
    entry.msgstr = known.msgstr
    entry.msgstr_plural = dict(known.msgstr_plural) or entry.msgstr_plural
    entry.flags = [flag for flag in entry.flags if flag != 'fuzzy'] + [flag for flag in known.flags if flag == 'fuzzy']
    entry.previous_msgid = None if is_confirmed(entry) else known.previous_msgid


def _propose_first_form(entry: polib.POEntry, known: polib.POEntry) -> None:
    """Give a message that has got a plural, or has none any more, the first form of ``known`` as a proposal."""
    if not (first := next(iter(texts(known)), '')):
        return
    if entry.msgid_plural:
        entry.msgstr_plural = {**entry.msgstr_plural, 0: first}
    else:
        entry.msgstr = first
    entry.flags = [*(flag for flag in entry.flags if flag != 'fuzzy'), 'fuzzy']
    entry.previous_msgid = known.msgid


def _edited(catalog: Iterable[Entry], now: set, there: set) -> tuple[int | None, str]:
    """Return the line of the first message that the page has not, and what to do where somebody has edited it there.

    :param now: the keys of the messages of the page. :param there: those of the catalog.
    """
    gone = [entry for entry in catalog if not entry.obsolete and key(entry) in there - now]
    if not gone:
        return None, ''
    texts = [text for _context, text in now - there]
    for entry in gone:
        if near := get_close_matches(entry.msgid, texts, 1, EDITED):
            ours, theirs = differing(entry.msgid, near[0], QUOTED)
            return entry.linenum, (
                f' If this msgid was edited here, put the English back, which is not changed in catalogs. | Page: '
                f'“{theirs}” | Catalog: “{ours}”'
            )
    return gone[0].linenum, ''
