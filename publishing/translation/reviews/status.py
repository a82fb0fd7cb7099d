"""What is translated, reviewed, changed since and not yet translated: in words, per chapter and language.

The English chapters as they are now are compared with the catalogs, also before ``make catalogs`` has run.
"""

from collections.abc import Iterator, Mapping, Sequence

import polib

from publishing.core import languages
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.update import merge, read_catalogs
from publishing.translation.checks import held_back
from publishing.translation.reviews import ledger, release
from publishing.translation.reviews.follow import followed
from publishing.translation.reviews.shares import TOTAL, Share, shares


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
    translation = Translation(language.code)
    pages = shares(translation, pots)
    note = f'{language.status}; {pages[TOTAL].reviewed} words reviewed, {pages[TOTAL].approved} approved'
    lines = [
        table(f'{language.own_name} ({language.code})', pages, note),
        release.distance(language, pages[TOTAL]),
        *_expired(translation, pots),
    ]
    return '\n'.join(lines) + _held_back(translation)


def _expired(translation: Translation, pots: Mapping[str, polib.POFile]) -> Iterator[str]:
    """Yield the reviews that a change has made void, one a line."""
    if not (reviews := ledger.read_language(translation)):
        return
    catalogs = read_catalogs(translation)
    merged = merge(dict(pots), catalogs, translation.code)
    reviews = followed(reviews, catalogs, merged)
    for page in sorted(reviews.keys() & merged.keys()):
        for one in reviews[page].expired(merged[page]):
            yield (
                f'{page}: no longer {one.row.state} (by {one.row.by}, {one.row.date}), because {one.why}: '
                f'“{one.row.text}”'
            )


def _held_back(translation: Translation) -> str:
    """Return the lines that list what is held back; none when there is nothing."""
    pages = held_back.held_back(translation).values()
    findings = [finding for messages in pages for found in messages.values() for finding in found]
    return '\n'.join(['', held_back.summary(len(findings)), *map(str, findings)]) if findings else ''


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
