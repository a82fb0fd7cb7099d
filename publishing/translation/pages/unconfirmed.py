"""What waits to be confirmed: how many messages on which pages, since which commit, and what readers see instead.

Many messages become ``fuzzy`` at once when somebody changes the English, and also when a program does what nobody asked
for: an import, a refresh, a merge. Such a thing should be seen on the day it happens.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polib

from publishing.core.findings import Code, Finding, FindingsError, Severity, many
from publishing.translation.catalogs.catalog import Catalog, Translation
from publishing.translation.catalogs.entries import key
from publishing.translation.catalogs.origins import Origin, is_versioned, origins
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.pages import stale
from publishing.translation.reviews.shares import count_words

#: How many commits are named, and how many pages for each.
COMMITS, PAGES = 3, 5
MARK = re.compile(r'#\||#,.*\bfuzzy\b')
#: The same, somewhere in a file.
MARKS = re.compile(rf'^\s*(?:{MARK.pattern})', re.MULTILINE)


@dataclass(frozen=True)
class Waiting:
    """A message that is not confirmed; ``since`` is None where git does not say."""

    page: str
    words: int
    is_english: bool
    since: Origin | None


def waiting(translation: Translation) -> list[Waiting]:
    """Return the messages whose translation is not confirmed, page by page."""
    has_git = is_versioned(translation.locales)
    return [one for catalog in translation.catalogs() for one in _of(catalog, translation, has_git)]


def sentences(translation: Translation) -> list[str]:
    """Return what waits, one sentence a commit, the most messages first, and in the last what readers see."""
    found = waiting(translation)
    groups: dict[Origin | None, list[Waiting]] = {}
    for one in found:
        groups.setdefault(one.since, []).append(one)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), str(item[0])))
    shown = [_sentence(group, _since(since)) for since, group in ordered[:COMMITS]]
    if others := ordered[COMMITS:]:
        shown.append(
            _sentence([one for _since, group in others for one in group], f' since {len(others)} other commits')
        )
    return [*shown, _readers(found, translation)] if found else []


def findings(translation: Translation) -> list[Finding]:
    """Return a warning where messages wait, for ``make check``."""
    *shown, readers = sentences(translation) or ['']
    if not shown:
        return []
    text = (
        f'{"; ".join(shown)}; expected translations that somebody has confirmed. {readers} Compare both English texts, '
        'correct the translation and take the mark off; or undo what set the marks.'
    )
    return [Finding(translation.folder, None, Code.FUZZY, text, Severity.WARNING)]


def _of(catalog: Catalog, translation: Translation, has_git: bool) -> Iterator[Waiting]:
    try:
        if not MARKS.search(catalog.text):  # most have none, and reading takes time
            return
        entries = [entry for entry in catalog.read() if _waits(entry)]
        kept = stale.kept_translations(catalog, translation) if entries else {}
    except FindingsError:
        return  # said by others
    commits = origins(catalog.path) if entries and has_git else {}
    lines = catalog.text.split('\n')
    for entry in entries:
        since = commits.get(_mark(entry, lines), Origin()) if has_git else None
        yield Waiting(catalog.page, count_words(entry.msgid), key(entry) not in kept, since)


def _waits(entry: polib.POEntry) -> bool:
    return not entry.obsolete and (entry.fuzzy or bool(entry.previous_msgid and not entry.translated()))


def _mark(entry: polib.POEntry, lines: list[str]) -> int:
    """Return the number of the line above ``entry`` that says that it is not confirmed."""
    number = entry.linenum - 1
    while number > 0 and lines[number - 1].startswith('#'):
        number -= 1
    marks = (place for place in range(number + 1, entry.linenum) if MARK.match(lines[place - 1]))
    return next(marks, 0)


def _since(since: Origin | None) -> str:
    if since is None:
        return ''
    return f' {since}' if since.commit or not since.is_known else f', {since}'


def _sentence(group: list[Waiting], since: str) -> str:
    pages = Counter(one.page for one in group).most_common()
    shown = [f'{page} ({count})' for page, count in pages[:PAGES]]
    shown += [f'{many(len(pages) - PAGES, "more page")}'] if len(pages) > PAGES else []
    words = sum(one.words for one in group)
    return f'{many(len(group), "message")} ({many(words, "word")}) not confirmed{since}: {", ".join(shown)}'


def _readers(found: list[Waiting], translation: Translation) -> str:
    """Return what readers see in place of what waits."""
    english = sum(one.words for one in found if one.is_english and one.page != INTERFACE)
    whole = sum(
        count_words(entry.msgid)
        for catalog in translation.catalogs()
        if catalog.page != INTERFACE and not catalog.hindrances
        for entry in catalog.file
        if not entry.obsolete
    )
    share = 100 * english / whole if whole else 0.0
    said = 'less than 1%' if share < 1 else f'{share:.0f}%'
    kept = sum(not one.is_english for one in found)
    parts = [f'Readers see English in place of {said} of the text'] if english else []
    keep = 'keeps' if kept == 1 else 'keep'
    parts += [f'{many(kept, "message")} {keep} the translation of the former text, marked as old'] if kept else []
    return f'{"; ".join(parts) or "Readers see English there"}.'
