"""The one way this project writes a catalog: ``format_catalog`` and the header that goes with it.

Long lines are not wrapped and places come without line numbers, so that a change in a text changes only
its own lines in the file.
"""

import copy
import datetime
import os
import re

import polib
from babel import Locale
from babel.messages.plurals import get_plural

#: Header lines in the order they are written; others follow in the order found.
HEADER = (
    'Project-Id-Version',
    'Report-Msgid-Bugs-To',
    'POT-Creation-Date',
    'PO-Revision-Date',
    'Last-Translator',
    'Language-Team',
    'Language',
    'Plural-Forms',
    'MIME-Version',
    'Content-Type',
    'Content-Transfer-Encoding',
)
#: Header lines that only say which program wrote the file last.
NOT_KEPT = ('Generated-By', 'X-Generator', 'X-Poedit-Basepath')
#: Flags that mean something; "python-brace-format" does not: Babel takes the role "{term}" for a placeholder.
FLAGS = ('fuzzy', 'python-format', 'no-python-format', 'no-wrap')
#: A comment that says since when a translation is of a former text.
CHANGED = re.compile(r'^handbook: the English changed on (\d{4}-\d\d-\d\d)$', re.MULTILINE)


def format_catalog(catalog: polib.POFile) -> str:
    """Return ``catalog`` as text, ready to be written in UTF-8."""
    entries = sorted(catalog, key=lambda entry: bool(entry.obsolete))  # stable: obsolete messages go last
    return '\n'.join(map(_text, [_header(catalog), *entries]))


def complete_header(catalog: polib.POFile, language: str, project: str, title: str) -> None:
    """Give ``catalog`` every header line it lacks and the right ones for its language."""
    code = Locale.parse(language)
    if not catalog.header:
        catalog.header = f'{code.get_language_name("en")} translation of the handbook: {title}'
    plural = get_plural(language)
    defaults = {
        'Project-Id-Version': project,
        'Report-Msgid-Bugs-To': '',
        'Last-Translator': 'Automatically generated',
        'Language-Team': 'none',
    }
    fixed = {
        'Language': language,
        'Plural-Forms': f'nplurals={plural.num_plurals}; plural={plural.plural_expr};',
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=UTF-8',
        'Content-Transfer-Encoding': '8bit',
    }
    catalog.metadata = defaults | {k: v for k, v in catalog.metadata.items() if k not in NOT_KEPT} | fixed
    catalog.metadata_is_fuzzy = False


def date_header(catalog: polib.POFile, before: polib.POFile | None) -> None:
    """Date ``catalog`` now where it differs from ``before`` in its messages; otherwise keep the dates."""
    stamp = _now().strftime('%Y-%m-%d %H:%M+0000')
    old = before if before is not None else polib.POFile()
    if 'POT-Creation-Date' not in catalog.metadata or _originals(catalog) != _originals(old):
        catalog.metadata['POT-Creation-Date'] = stamp
    if 'PO-Revision-Date' not in catalog.metadata or _translations(catalog) != _translations(old):
        catalog.metadata['PO-Revision-Date'] = stamp


def date_changes(catalog: polib.POFile, before: polib.POFile | None) -> None:
    """Note on every message of ``catalog`` that shows a former text since when it does, and on no other.

    The day is the one noted in ``before``, also for a text that has changed once more; else it is today.
    """
    known = {entry.previous_msgid: change_date(entry.tcomment) for entry in before or () if entry.previous_msgid}
    for entry in catalog:
        day = change_date(entry.tcomment) or known.get(entry.previous_msgid) or _now().date().isoformat()
        entry.tcomment = without_change_note(entry.tcomment)
        if entry.previous_msgid and not entry.obsolete:
            entry.tcomment = '\n'.join(filter(None, [entry.tcomment, f'handbook: the English changed on {day}']))


def change_date(comment: str | None) -> str:
    """Return since when the English differs, as an ISO date, or ''."""
    found = CHANGED.search(comment or '')
    return found[1] if found else ''


def without_change_note(comment: str | None) -> str:
    """Return a translator's comment without the line that :func:`date_changes` wrote."""
    return '\n'.join(line for line in (comment or '').splitlines() if not CHANGED.match(line.strip()))


def _now() -> datetime.datetime:
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    return (
        datetime.datetime.now(datetime.UTC)
        if epoch is None
        else datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    )


def _originals(catalog: polib.POFile) -> list[str]:
    return [entry.msgid for entry in catalog if not entry.obsolete]


def _translations(catalog: polib.POFile) -> list[tuple]:
    return sorted(
        (entry.msgid, entry.msgstr, str(entry.msgstr_plural), bool(entry.fuzzy), bool(entry.obsolete))
        for entry in catalog
    )


def _header(catalog: polib.POFile) -> polib.POEntry:
    order = {name: place for place, name in enumerate(HEADER)}
    names = sorted(catalog.metadata, key=lambda name: order.get(name, len(order)))
    lines = ''.join(f'{name}: {catalog.metadata[name]}\n' for name in names)
    return polib.POEntry(msgstr=lines, tcomment=catalog.header)


def _text(entry: polib.POEntry) -> str:
    """Return a message as polib writes it, not wrapped, with a line for each place and no blanks behind comments."""
    shown = copy.copy(entry)
    shown.tcomment, shown.comment = ('\n'.join((text or '').splitlines()) for text in (entry.tcomment, entry.comment))
    shown.flags = [flag for flag in FLAGS if flag in entry.flags]
    places = dict.fromkeys(re.sub(r':\d+$', '', place) for place, _line in entry.occurrences)
    shown.occurrences = [('\n#: '.join(places), '')] if places else []
    shown.previous_msgid = (entry.previous_msgid or None) if not entry.obsolete else None
    shown.previous_msgctxt = shown.previous_msgid_plural = None
    return re.sub(r'^(#.*?)[^\S\n]+$', r'\1', shown.__unicode__(wrapwidth=0), flags=re.MULTILINE)
