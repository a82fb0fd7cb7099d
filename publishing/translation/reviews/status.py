"""What is translated, reviewed, changed since and not yet translated: in words, per chapter and language.

The English chapters as they are now are compared with the catalogs, also before ``make catalogs`` has run.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from publishing.core import languages
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import OUTDIR, current_pots
from publishing.translation.catalogs.update import LOCALES, MEMORY, merge, read_catalogs
from publishing.translation.pages import compile_checked
from publishing.translation.reviews import ledger, release
from publishing.translation.reviews.ledger import APPROVED, ASKED, REVIEWED, Reviews

#: Key of the sum over all chapters in what :func:`coverage` returns.
TOTAL = 'total'
#: What a reader does not see: roles' names and targets, citations, addresses of links.
UNSEEN = re.compile(r'\{[\w:-]*cite[\w:]*\}`[^`]*`|\{[\w:-]+\}(?=`)|<[^<>\s][^<>]*>(?=`)|\]\([^)]*\)|\[\^[^\]]*\]')
#: No decisions: a page nobody has read.
NOT_READ = Reviews()
WORD = re.compile(r"\w[\w.,'’-]*")


@dataclass(frozen=True)
class Share:
    """Words of a chapter: all of them, those translated, those whose original changed since.

    Changed words are not counted as translated. ``messages_changed`` counts paragraphs, headings and the like. Of the
    words translated, some wait for review (``asked``), some are reviewed, and of those some are approved.
    """

    words: int = 0
    translated: int = 0
    changed: int = 0
    messages_changed: int = 0
    reviewed: int = 0
    approved: int = 0
    asked: int = 0

    @property
    def missing(self) -> int:
        """Words that were never translated."""
        return self.words - self.translated - self.changed

    @property
    def share(self) -> float:
        """Translated part, from 0 to 1."""
        return self.translated / self.words if self.words else 1.0

    def __add__(self, other: 'Share') -> 'Share':
        return Share(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def coverage(language: str, outdir: Path = OUTDIR, locales: Path = LOCALES) -> dict[str, Share]:
    """Return the share of each page (``start/index``), and under ``total`` that of the handbook.

    The texts of the interface count as the page ``sphinx``, but not in the total. English is always complete.

    :param outdir: where the messages are extracted to; done again only when a chapter has changed.
    :raises FindingsError: when the chapters or the catalogs cannot be read.
    """
    return shares(language, current_pots(outdir), locales)


def shares(language: str, pots: Mapping[str, polib.POFile], locales: Path = LOCALES) -> dict[str, Share]:
    """Return the share of each page of ``pots``, and their total."""
    known = languages.load()
    if language in known and known[language].is_source:
        pages = {page: _complete(pot) for page, pot in pots.items()}
    else:
        merged = merge(dict(pots), read_catalogs(language, locales), language)
        held_back = compile_checked.held_back(language, locales)
        reviews = ledger.read_language(language, locales)
        pages = {
            page: share_of(catalog, held_back.get(page, ()), reviews.get(page, NOT_READ))
            for page, catalog in merged.items()
            if page != MEMORY
        }
    total = sum((share for page, share in pages.items() if page != INTERFACE), Share())
    return pages | {TOTAL: total}


def count_words(text: str) -> int:
    """Return how many words of an English message a translator has before her."""
    return len(WORD.findall(UNSEEN.sub(' ', text)))


def table(name: str, pages: Mapping[str, Share], note: str) -> str:
    """Return the report on one language: one line a chapter, aligned."""
    order = [page for page in pages if page not in (TOTAL, INTERFACE)]
    order += [page for page in (INTERFACE,) if page in pages]
    labels = {INTERFACE: 'buttons and labels', TOTAL: 'handbook in all'}
    head = ('chapter', 'words', 'translated', 'reviewed', 'approved', 'changed since', 'not yet', '')
    rows = [(labels.get(page, page), *_cells(pages[page])) for page in [*order, TOTAL]]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [_aligned(row, widths) for row in [head, *rows]]
    lines.insert(-1, '-' * max(map(len, lines)))
    changed = sum(share.messages_changed for page, share in pages.items() if page != TOTAL)
    lines.append(
        {
            0: 'No message has changed since it was translated.',
            1: '1 message has changed since it was translated.',
        }.get(changed, f'{changed} messages have changed since they were translated.')
    )
    return f'{name}: {note}\n' + '\n'.join(lines)


def report(language: languages.Language, pots: Mapping[str, polib.POFile]) -> str:
    """Return what ``make status`` says of one language: the table, how far a release is, void reviews, errors."""
    pages = shares(language.code, pots)
    note = f'{language.status}; {pages[TOTAL].reviewed} words reviewed, {pages[TOTAL].approved} approved'
    lines = [
        table(f'{language.own_name} ({language.code})', pages, note),
        release.distance(language, pages[TOTAL]),
        *_expired(language.code, pots),
    ]
    return '\n'.join(lines) + _held_back(language.code)


def _expired(language: str, pots: Mapping[str, polib.POFile], locales: Path = LOCALES) -> Iterator[str]:
    """Yield the reviews that a change has made void, one a line."""
    if not (reviews := ledger.read_language(language, locales)):
        return
    merged = merge(dict(pots), read_catalogs(language, locales), language)
    for page in sorted(reviews.keys() & merged.keys()):
        for one in reviews[page].expired(merged[page]):
            yield (
                f'{page}: no longer {one.row.state} (by {one.row.by}, {one.row.date}), because {one.why}: '
                f'“{one.row.text}”'
            )


def _held_back(language: str) -> str:
    """Return the lines that list what is held back; none when there is nothing."""
    pages = compile_checked.held_back(language).values()
    findings = [finding for messages in pages for found in messages.values() for finding in found]
    return '\n'.join(['', compile_checked.summary(len(findings)), *map(str, findings)]) if findings else ''


def _complete(pot: polib.POFile) -> Share:
    words = sum(count_words(entry.msgid) for entry in pot)
    return Share(words, words, reviewed=words)


def share_of(
    catalog: polib.POFile, held_back: Collection[compile_checked.Key] = (), reviews: Reviews = NOT_READ
) -> Share:
    """Return the share of one page; what is held back counts as never translated, which is what readers see."""
    words = translated = changed = messages = 0
    read = dict.fromkeys((ASKED, REVIEWED, APPROVED), 0)
    for entry in catalog:
        if entry.obsolete:
            continue
        size = count_words(entry.msgid)
        words += size
        if entry.translated() and (entry.msgctxt, entry.msgid) not in held_back:
            translated += size
            if state := reviews.state(entry):
                read[state] += size
        elif entry.fuzzy or entry.previous_msgid:
            changed += size
            messages += 1
    return Share(words, translated, changed, messages, read[REVIEWED] + read[APPROVED], read[APPROVED], read[ASKED])


def _cells(share: Share) -> tuple[str, ...]:
    noun = 'message' if share.messages_changed == 1 else 'messages'
    remarks = [f'{share.messages_changed} {noun} changed'] if share.messages_changed else []
    remarks += [f'{share.asked} {"word" if share.asked == 1 else "words"} for review'] if share.asked else []
    numbers = (share.words, share.translated, share.reviewed, share.approved, share.changed, share.missing)
    return *map(str, numbers), '; '.join(remarks)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    label, *numbers, remark = row
    cells = [label.ljust(widths[0]), *(text.rjust(width) for text, width in zip(numbers, widths[1:], strict=False))]
    return '  '.join([*cells, remark]).rstrip()
