"""Read, update and write the catalogs: ``locales/<language>/LC_MESSAGES/<page>.po``.

The layout is sphinx-intl's. What its update loses is kept here: translators' comments, hints, the former
English text of a changed message (``#| msgid``), and the translation of a text that moved to another page.

* A text translated anywhere in the language is filled in wherever the very same text is new.
* A text that resembles one that is gone gets that one's translation as a proposal, marked ``fuzzy``. Where
  numbers or negations differ, or little is alike, the message is left empty and shows only the former text.
* Fuzzy messages are never published.
* A translation whose text is gone stays at the end of its catalog as ``#~``. When the page itself is gone,
  it moves to ``locales/<language>/memory.po``, which holds nothing but ``#~`` messages, so that no tool
  counts them.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polib

from publishing.core import languages
from publishing.core.files import remove, write_text
from publishing.core.findings import Code, Finding, FindingsError, Severity
from publishing.core.swaps import together
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.form import (
    complete_header,
    date_changes,
    date_header,
    format_catalog,
    without_change_note,
)
from publishing.translation.catalogs.mending import mend
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import extract
from publishing.translation.messages.memory import Memory
from publishing.translation.messages.plural_forms import complete_plural

__all__ = ['extract', 'format_catalog', 'merge', 'read_catalogs', 'update']


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


def merge(pots: dict[str, polib.POFile], catalogs: dict[str, polib.POFile], language: str) -> dict[str, polib.POFile]:
    """Return the catalogs as they should be for the messages in ``pots``; nothing is changed or written."""
    current = {entry.msgid for page, pot in pots.items() if page != INTERFACE for entry in pot}
    texts = [entry for page, catalog in catalogs.items() if page != INTERFACE for entry in catalog]
    memory = Memory.of(texts, current)
    # A page that is new may be one of those that are gone, renamed.
    left = {entry.msgid for page in catalogs.keys() - pots.keys() - {MEMORY} for entry in catalogs[page]}
    merged, settled = {}, set()
    for page, pot in pots.items():
        known = memory if page != INTERFACE else Memory.of(catalogs.get(page, ()), (entry.msgid for entry in pot))
        merged[page] = _merge_page(pot, catalogs.get(page), known, left)
        settled |= {entry.msgid for entry in merged[page] if entry.msgstr and not entry.fuzzy and page != INTERFACE}
    for page, catalog in merged.items():
        if page in catalogs:
            catalog.extend(_retired(catalogs[page], pots[page], settled if page != INTERFACE else set()))
    rest = {
        entry.msgid: entry
        for page in sorted(catalogs.keys() - pots.keys(), reverse=True)
        for entry in _retired(catalogs[page], (), settled)
    }
    if rest:
        merged[MEMORY] = _like(catalogs.get(MEMORY))
        merged[MEMORY].extend(rest[text] for text in sorted(rest))
    for page, catalog in merged.items():
        for entry in catalog:
            complete_plural(entry, language)
            mend(entry, language)
        project = pots[page].metadata.get('Project-Id-Version', '') if page in pots else 'pages that are gone'
        complete_header(catalog, language, project, page.removeprefix('../'))
    return merged


def update(translation: Translation, pots: dict[str, polib.POFile]) -> list[Path]:
    """Bring the catalogs up to date with ``pots``, all or none; return the files written or removed.

    :raises FindingsError: when a catalog cannot be read; then none is touched.
    """
    catalogs = read_catalogs(translation)
    merged = merge(pots, catalogs, translation.code)
    touched = []
    with together():
        for page, catalog in merged.items():
            path, text = translation.path(page), format_catalog(catalog)
            if not path.is_file() or path.read_bytes() != text.encode():
                write_text(path, text)
                touched.append(path)
        for page in catalogs.keys() - merged.keys():
            path = translation.path(page)
            remove(path.with_suffix('.mo'))
            remove(path)
            touched.append(path)
    return sorted(touched)


def lagging(translation: Translation, pots: Mapping[str, polib.POFile]) -> list[Finding]:
    """Return one warning for each catalog that has not the messages of its page.

    The English was changed, and ``make catalogs`` has not run since: until then translators do not see the change, and
    its date is not known.

    :param pots: the messages of the chapters as they are now.
    :raises FindingsError: when a catalog cannot be read.
    """
    catalogs, found = read_catalogs(translation), []
    for page in sorted((pots.keys() | catalogs.keys()) - {MEMORY}):
        now = {(entry.msgctxt, entry.msgid) for entry in pots.get(page, ())}
        there = {(entry.msgctxt, entry.msgid) for entry in catalogs.get(page, ()) if not entry.obsolete}
        parts = [f'{len(now - there)} of the page are missing'] if now - there else []
        parts += [f'{len(there - now)} are no longer on the page'] if there - now else []
        if parts:
            found.append(
                Finding(
                    translation.path(page),
                    None,
                    Code.PO_OUTDATED,
                    (
                        f'the catalog lags behind the English: of its messages {" and ".join(parts)}; expected the '
                        'same ones in both. Run "make catalogs" when the English is settled.'
                    ),
                    Severity.WARNING,
                )
            )
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


def _merge_page(pot: polib.POFile, old: polib.POFile | None, memory: Memory, left: set[str]) -> polib.POFile:
    before = {_key(entry): entry for entry in sorted(old or (), key=lambda entry: not entry.obsolete)}
    on_page = {entry.msgid for entry in before.values()} if old is not None else left
    new = _like(old)
    for source in pot:
        entry = polib.POEntry(
            msgctxt=source.msgctxt,
            msgid=source.msgid,
            msgid_plural=source.msgid_plural,
            comment=source.comment,
            occurrences=source.occurrences,
            flags=[flag for flag in source.flags if flag != 'fuzzy'],
            msgstr_plural=dict(source.msgstr_plural),
        )
        _fill(entry, before.get(_key(source)), memory, on_page)
        new.append(entry)
    date_changes(new, old)
    return new


def _fill(entry: polib.POEntry, old: polib.POEntry | None, memory: Memory, on_page: Iterable[str]) -> None:
    """Give ``entry`` the translation it had, or the one the same text has elsewhere, or a proposal."""
    if old is not None:
        entry.tcomment, entry.msgstr = old.tcomment, old.msgstr
        entry.msgstr_plural = dict(old.msgstr_plural) or entry.msgstr_plural
        entry.flags += [flag for flag in old.flags if flag == 'fuzzy']
        if entry.fuzzy or not entry.translated():
            entry.previous_msgid = old.previous_msgid
    if entry.msgid_plural or (entry.msgstr and not entry.fuzzy):
        return
    if translation := memory.translations.get(entry.msgid):
        entry.msgstr, entry.previous_msgid = translation, None
        entry.flags = [flag for flag in entry.flags if flag != 'fuzzy']
    elif old is None and (proposal := memory.proposal(entry.msgid, on_page)):
        entry.previous_msgid, entry.msgstr = proposal.former, proposal.translation
        entry.flags += ['fuzzy'] if proposal.translation else []


def _retired(old: Iterable[polib.POEntry], pot: Iterable[polib.POEntry], settled: set[str]) -> list[polib.POEntry]:
    """Return the messages of ``old`` that are gone but were translated, as ``#~``.

    Not those whose text has found a translation elsewhere, nor proposals nobody has worked on.
    """
    old, here = list(old), {_key(entry) for entry in pot}
    kept = {}
    published = {entry.msgstr for entry in old if not entry.fuzzy}
    for entry in old:
        proposal_only = entry.fuzzy and entry.msgstr and entry.msgstr in published
        if _key(entry) in here or not _has_translation(entry) or proposal_only or entry.msgid in settled:
            continue
        kept.setdefault(
            _key(entry),
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=entry.msgstr,
                msgstr_plural=dict(entry.msgstr_plural),
                tcomment=without_change_note(entry.tcomment),
                obsolete=True,
                flags=[flag for flag in entry.flags if flag == 'fuzzy'],
            ),
        )
    return list(kept.values())


def _like(old: polib.POFile | None) -> polib.POFile:
    """Return a catalog without messages and with the header of ``old``."""
    new = polib.POFile(wrapwidth=0)
    if old is not None:
        new.header, new.metadata = old.header, dict(old.metadata)
    return new


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _has_translation(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))
