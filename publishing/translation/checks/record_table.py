"""The table of all checks in ``docs/maintenance.md``, written from their records."""

from publishing.core import signs
from publishing.core.findings import Severity
from publishing.translation.checks.records import CHECKS


def table() -> str:
    """Return the checks as a table in Markdown, each with its first example or files."""
    rows = ['| Kind | Code | | English | Fails | Passes | Allow |', '|---|---|---|---|---|---|---|']
    for check in CHECKS:
        if check.examples:
            first = check.examples[0]
            shown = [_cell(text) for text in (first.english, first.fails, first.passes)]
        else:
            shown = ['', ', '.join(_cell(f'{name}.po') for name in check.files), '']
        weight = 'E' if check.severity is Severity.ERROR else 'W'
        cells = (check.words, _cell(check.code.value), weight, *shown, 'yes' if check.waivable else 'no')
        rows.append(f'| {" | ".join(cells)} |')
    return '\n'.join(rows)


def _cell(text: str) -> str:
    """Return ``text`` as it is typed, in backquotes, on one line."""
    text = signs.shown(text).replace('\n', '⏎').replace('|', '\\|')
    return f'`` {text} ``' if '`' in text else f'`{text}`'
