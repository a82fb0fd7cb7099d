"""The impact of a change as a table for the terminal, and as Markdown for a comment on a pull request."""

from collections.abc import Iterator, Mapping, Sequence

from publishing.core.findings import many, short
from publishing.translation.messages.word_changes import marked
from publishing.translation.reviews.impact import Cost, PageImpact
from publishing.translation.reviews.shares import count_words

#: How many changed messages are shown with their difference; a comment on GitHub holds 65,536 characters.
SHOWN, MOST = 20, 60_000
MARK = '<!-- handbook impact -->'
NOTHING = 'No message of the English has changed: this costs the translators nothing.'

Pages = Mapping[str, PageImpact]
Costs = Mapping[str, Mapping[str, Cost]]


def as_text(pages: Pages, costs: Costs, base: str, waiting: Sequence[str] = ()) -> str:
    """Return the report in plain words and columns.

    :param waiting: sentences on what is not confirmed in the catalogs as they are.
    """
    title = f'What the change since {base} costs the translators'
    if not pages:
        return '\n'.join([f'{title}:', NOTHING, *(['', *waiting] if waiting else [])])
    rows = [_head(costs), *_rows(pages, costs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        '  '.join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    ]
    lines.insert(-1, '-' * max(map(len, lines)))
    return '\n'.join([f'{title}:', *lines, '', *_sentences(costs), *waiting, '', *_differences(pages)]).rstrip()


def as_markdown(pages: Pages, costs: Costs, base: str, waiting: Sequence[str] = ()) -> str:
    """Return the report for a comment, marked so that the next one can take its place; ``waiting`` as above."""
    title = f'{MARK}\n### What this change costs the translators\n\nCompared with {base}.'
    listed = [_fenced('\n'.join(waiting))] if waiting else []
    if not pages:
        return '\n\n'.join([f'{title} {NOTHING}', *listed])
    rows = [_head(costs), *_rows(pages, costs)]
    table = [f'| {" | ".join(row)} |' for row in rows]
    table.insert(1, '|---' + '|---:' * (len(rows[0]) - 1) + '|')
    differences = '\n'.join(_differences(pages))
    room = MOST - sum(map(len, table)) - 2000
    if len(differences) > room:
        differences = differences[: max(room, 0)].rpartition('\n')[0] + '\n…'
    parts = [title, '\n'.join(table), '\n'.join(f'- {line}' for line in _sentences(costs)), *listed]
    if differences:
        parts.append(f'<details><summary>Changed messages</summary>\n\n{_fenced(differences)}\n\n</details>')
    return '\n\n'.join(parts)


def _fenced(text: str) -> str:
    """Return text of the handbook or of commits in a fence, so that nothing in it is a link or calls a person."""
    fence = '`' * 12
    return f'{fence}\n{text}\n{fence}'


def _head(costs: Costs) -> list[str]:
    return [
        'page',
        'changed',
        'words',
        'like corrections',
        'new',
        'words',
        'moved',
        'removed',
        *(f'words to do in {code}' for code in costs),
    ]


def _rows(pages: Pages, costs: Costs) -> Iterator[list[str]]:
    """Yield the cells of each page, and of all together."""
    total = [0] * 7
    for name, page in pages.items():
        trivial = [one for one in page.changed if one.trivial]
        numbers = [
            len(page.changed),
            sum(one.words for one in page.changed),
            len(trivial),
            len(page.new),
            sum(map(count_words, page.new)),
            len(page.moved),
            len(page.removed),
        ]
        total = [one + other for one, other in zip(total, numbers, strict=True)]
        yield _cells(name, [*numbers, *(cost[name].words for cost in costs.values())])
    yield _cells('in all', [*total, *(sum(one.words for one in cost.values()) for cost in costs.values())])


def _cells(name: str, numbers: Sequence[int]) -> list[str]:
    return [name, *(str(number) if number else '·' for number in numbers)]


def _sentences(costs: Costs) -> Iterator[str]:
    """Yield what is to do in each language, in words."""
    for code, pages in costs.items():
        cost = sum(pages.values(), Cost())
        text = (
            f'{code}: {many(cost.stale, "translation")} ({cost.stale_words} words) '
            f'{"goes" if cost.stale == 1 else "go"} stale; {many(cost.new, "message")} ({cost.new_words} words) '
            f'to translate anew.'
        )
        if cost.trivial:
            text += (
                f' {cost.trivial} of the stale ones ({cost.trivial_words} words) '
                f'{"looks like a correction" if cost.trivial == 1 else "look like corrections"} that can be '
                'carried over.'
            )
        if cost.void:
            text += f' {many(cost.void, "text")} {"has" if cost.void == 1 else "have"} to be reviewed again.'
        if cost.left:
            noun = 'comment or translation' if cost.left == 1 else 'comments or translations'
            text += f' {cost.left} {noun} cannot come along: "make catalogs" names them.'
        yield text


def _differences(pages: Pages) -> Iterator[str]:
    """Yield the changed messages with their difference, and how many more there are."""
    found = [(name, one) for name, page in pages.items() for one in page.changed]
    for name, one in found[:SHOWN]:
        hint = ' (looks like a correction)' if one.trivial else ''
        yield f'{name}{hint}: {short(marked(one.before, one.after), 600)}'
    if len(found) > SHOWN:
        yield f'… and {len(found) - SHOWN} more'
