"""Work packages: what a translator without git needs to translate a chapter, as a ``.po`` and as a spreadsheet.

Each message comes with its former English and the difference, its terms, similar translations, the author's hints, its
place in the PDF and on the web. ``take`` brings the translations back. A message is known by its English text and by
a short identifier of it; a stamp says what its translation was when the package was made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polib

from publishing.core import languages, lists
from publishing.core.chapter_names import expected
from publishing.core.edition import edition_date
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import LOCALES, ROOT, typed_page
from publishing.translation.catalogs.catalog import MEMORY, Translation
from publishing.translation.catalogs.entries import checksum
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import current_pots
from publishing.translation.catalogs.update import merge, read_catalogs
from publishing.translation.checks import forbidden, terms, warnings
from publishing.translation.checks.held_back import held_back
from publishing.translation.messages.memory import Similar, similar, translated
from publishing.translation.packages.places import Place, places
from publishing.translation.reviews.shares import count_words

NEW, CHANGED, HELD_BACK, DONE = 'new', 'changed', 'has an error', 'translated'


@dataclass(frozen=True)
class Message:
    """One message and all that helps to translate it."""

    number: int
    entry: polib.POEntry
    state: str
    errors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    proposals: tuple[Similar, ...] = ()
    words: int = 0
    place: Place = Place()

    @property
    def unfinished(self) -> bool:
        """Whether the present translation, if any, is not published and has to be confirmed."""
        return bool(self.entry.fuzzy) or self.state == HELD_BACK


@dataclass(frozen=True)
class Package:
    """The messages of one chapter that a translator is to work on."""

    language: languages.Language
    page: str
    day: date
    metadata: dict[str, str]
    messages: list[Message] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many English words there are to translate."""
        return sum(message.words for message in self.messages)

    def count(self, state: str) -> int:
        """Return how many messages are in ``state``."""
        return sum(message.state == state for message in self.messages)


def stamp(translations: Sequence[str], *, fuzzy: bool) -> str:
    """Return what says whether a translation is still the one it was: 8 digits, and ``f`` for a fuzzy one."""
    return checksum('\x04'.join(translations))[:8] + ('f' if fuzzy else '')


def target_language(code: str) -> languages.Language:
    """Return the language ``code``.

    :raises FindingsError: for one that is not known, and for the one the handbook is written in.
    """
    language = languages.get(code)
    if language.is_source:
        raise FindingsError(
            [
                Finding(
                    'locales/languages.toml',
                    None,
                    Code.PACKAGE,
                    f'the handbook is written in "{code}"; expected a language it is translated into. Name another.',
                )
            ]
        )
    return language


def collect(
    language: languages.Language,
    pages: Sequence[str] = (),
    *,
    everything: bool = False,
    locales: Path = LOCALES,
    pots: dict[str, polib.POFile] | None = None,
) -> list[Package]:
    """Return a package for each of ``pages`` (all by default), also for those without work.

    :param everything: also the messages that need no work.
    :raises FindingsError: for an unknown page, and where a catalog is older than its English.
    """
    pots = current_pots() if pots is None else pots
    translation = Translation(language.code, locales)
    catalogs = read_catalogs(translation)
    named = _named(pages, pots, language.code)
    _refuse_outdated(named, pots, catalogs, translation)
    known = translated(entry for page, catalog in catalogs.items() if page != INTERFACE for entry in catalog)
    held = held_back(translation)
    day = edition_date(ROOT)
    packages = []
    for page in named:
        package = Package(language, page, day, dict(catalogs[page].metadata))
        found = places(page, pots[page], language.code)
        for entry in catalogs[page]:
            errors = tuple(one.text for one in held.get(page, {}).get((entry.msgctxt, entry.msgid), ()))
            state = _state(entry, errors)
            if not entry.obsolete and (everything or state != DONE):
                package.messages.append(
                    Message(
                        len(package.messages) + 1,
                        entry,
                        state,
                        errors,
                        tuple(_terms(entry.msgid, translation)),
                        tuple(similar(entry.msgid, known)) if page != INTERFACE else (),
                        count_words(entry.msgid),
                        found.get(entry.msgid, Place()),
                    )
                )
        packages.append(package)
    return packages


def summary(package: Package) -> str:
    """Return what is in ``package``: ``start/index: 3 messages, 57 words (1 changed, 2 new)``."""
    parts = [f'{count} {state}' for state in (NEW, CHANGED, HELD_BACK, DONE) if (count := package.count(state))]
    many = len(package.messages)
    return (
        f'{package.page}: {many} {"message" if many == 1 else "messages"}, {package.words} words ({", ".join(parts)})'
    )


def _state(entry: polib.POEntry, errors: Sequence[str]) -> str:
    if errors:
        return HELD_BACK
    if entry.translated():
        return DONE
    return CHANGED if entry.fuzzy or entry.previous_msgid else NEW


def _terms(text: str, translation: Translation) -> Iterator[str]:
    """Yield ``term → translation`` for terms and names, with the words that are not used for it.

    What is forbidden in the translation of this text, and of no term in it, follows as ``English → words (not: …)``.
    """
    words = warnings.words_of(text)
    barred = [row for row in forbidden.entries(translation) if row.concerns(words)]
    for term in terms.standing_in(words, translation):
        if not term.translations:
            continue
        wrong = [row for row in barred if set(lists.variants(row.instead)) & set(term.translations)]
        barred = [row for row in barred if row not in wrong]
        official = ', official name' if term.is_name else ''
        yield f'{term.name}{official} → {" / ".join(term.translations)}{_not(wrong)}'
    for row in barred:
        if english := row.english(words):
            yield f'{english} → {row.instead}{_not([row])}'


def _not(rows: Sequence[forbidden.Forbidden]) -> str:
    return f' (not: {", ".join(row.word for row in rows)})' if rows else ''


def _named(pages: Sequence[str], pots: dict[str, polib.POFile], code: str) -> list[str]:
    wanted = [typed_page(page) for page in pages]
    if unknown := [page for page in wanted if page not in pots]:
        raise FindingsError(
            Finding(
                f'locales/{code}',
                None,
                Code.PACKAGE,
                f'there is no chapter "{page}"; {expected(page, pots)}',
            )
            for page in unknown
        )
    return list(dict.fromkeys(wanted)) or list(pots)


def _refuse_outdated(named, pots, catalogs, translation: Translation) -> None:
    """Raise where the catalogs do not hold the English as it is: it would be translated in vain."""
    merged = merge(pots, catalogs, translation.code)
    findings = [
        Finding(
            translation.path(page),
            None,
            Code.PO_OUTDATED,
            (
                'the catalog is older than the English of its page; expected the same messages in both. Run "make '
                'catalogs", commit, then make the package.'
            ),
        )
        for page in named
        if page != MEMORY and (page not in catalogs or _messages(merged[page]) != _messages(catalogs[page]))
    ]
    if findings:
        raise FindingsError(findings)


def _messages(catalog: polib.POFile) -> list[tuple[str | None, str]]:
    return [(entry.msgctxt, entry.msgid) for entry in catalog if not entry.obsolete]
