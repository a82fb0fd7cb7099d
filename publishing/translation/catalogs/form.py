"""The one way this project writes a catalog: ``format_catalog`` and the header that goes with it.

Long lines are not wrapped and places come without line numbers, so that a change in a text changes only
its own lines in the file.
"""

import datetime
import os
import re
from collections.abc import Iterable

import polib
from babel import Locale
from babel.messages.plurals import get_plural

from publishing.translation.catalogs.comments import ALLOW, lines, whole_lines

#: Header lines in the order they are written; others follow in the order found.
HEADER = (
    'Project-Id-Version',
    'Report-Msgid-Bugs-To',
    'PO-Revision-Date',
    'Last-Translator',
    'Language-Team',
    'Language',
    'Plural-Forms',
    'MIME-Version',
    'Content-Type',
    'Content-Transfer-Encoding',
)
#: Header lines that only say which program wrote the file last, or when: two branches would differ in them for nothing.
NOT_KEPT = ('POT-Creation-Date', 'Generated-By', 'X-Generator', 'X-Poedit-Basepath')
#: Flags that mean something; "python-brace-format" does not: Babel takes the role "{term}" for a placeholder.
FLAGS = ('fuzzy', 'python-format', 'no-python-format', 'no-wrap')
#: A comment that says since when a translation is of a former text.
CHANGED = re.compile(r'^handbook: the English changed on (\d{4}-\d\d-\d\d)$', re.MULTILINE)
#: How signs are written that would end a text, or that nobody sees.
ESCAPES = {ord(sign): f'\\{letter}' for sign, letter in zip('\\"\a\b\f\n\r\t\v', '\\"abfnrtv', strict=True)}


def format_catalog(catalog: polib.POFile) -> str:
    """Return ``catalog`` as text, ready to be written in UTF-8."""
    entries = sorted(catalog, key=lambda entry: bool(entry.obsolete))  # stable: obsolete messages go last
    return '\n'.join([header_text(catalog), *map(entry_text, entries)])


def with_header_of(old: polib.POFile | None) -> polib.POFile:
    """Return a catalog without messages and with the header of ``old``, if there is one."""
    new = polib.POFile(wrapwidth=0)
    if old is not None:
        new.header, new.metadata = old.header, dict(old.metadata)
    return new


def header_text(catalog: polib.POFile) -> str:
    """Return the header of ``catalog`` with the comment above it."""
    order = {name: place for place, name in enumerate(HEADER)}
    kept = (name for name in catalog.metadata if name not in NOT_KEPT)
    names = sorted(kept, key=lambda name: order.get(name, len(order)))
    text = ''.join(f'{name}: {catalog.metadata[name]}\n' for name in names)
    return entry_text(polib.POEntry(msgstr=text, tcomment=catalog.header))


def entry_text(entry: polib.POEntry) -> str:
    """Return a message not wrapped, with a line for each place."""
    mark = '#~ ' if entry.obsolete else ''
    written = [_comment('# ', line) for line in whole_lines(entry.tcomment)]
    if not entry.obsolete:
        places = dict.fromkeys(re.sub(r':\d+$', '', place) for place, _line in entry.occurrences)
        written += [_comment('#. ', line) for line in lines(entry.comment)]
        written += [_comment('#: ', place) for place in places]
    if flags := [flag for flag in FLAGS if flag in entry.flags]:
        written.append(f'#, {", ".join(flags)}')
    if entry.previous_msgid:
        written += _field('#~| ' if entry.obsolete else '#| ', 'msgid', entry.previous_msgid)
    if entry.msgctxt is not None:
        written += _field(mark, 'msgctxt', entry.msgctxt)
    written += _field(mark, 'msgid', entry.msgid)
    if entry.msgid_plural or entry.msgstr_plural:
        written += _field(mark, 'msgid_plural', entry.msgid_plural)
    for number in sorted(entry.msgstr_plural):
        written += _field(mark, f'msgstr[{number}]', entry.msgstr_plural[number])
    if not entry.msgstr_plural:
        written += _field(mark, 'msgstr', entry.msgstr)
    return ''.join(f'{line}\n' for line in written)


def compiled(catalog: polib.POFile, language: str) -> bytes:
    """Return the confirmed translations of ``catalog`` as the ``.mo`` that Sphinx and Python's gettext read.

    It has no dates: Sphinx would read a page anew for them.
    """
    machine = polib.POFile()
    machine.metadata = fixed_header(language)
    machine.extend(catalog)
    return machine.to_binary()


def complete_header(catalog: polib.POFile, language: str, project: str, title: str) -> None:
    """Give ``catalog`` every header line it lacks and the right ones for its language."""
    code = Locale.parse(language)
    if not catalog.header:
        catalog.header = f'{code.get_language_name("en")} translation of the handbook: {title}'
    defaults = {
        'Project-Id-Version': project,
        'Report-Msgid-Bugs-To': '',
        'PO-Revision-Date': _stamp(),  # of a new catalog; only who translates sets it later
        'Last-Translator': 'Automatically generated',
        'Language-Team': 'none',
    }
    catalog.metadata = defaults | catalog.metadata | fixed_header(language)
    catalog.metadata_is_fuzzy = False


def fixed_header(language: str) -> dict[str, str]:
    """Return the header lines that are the same in every catalog of a language."""
    plural = get_plural(language)
    return {
        'Language': language,
        'Plural-Forms': f'nplurals={plural.num_plurals}; plural={plural.plural_expr};',
        'MIME-Version': '1.0',
        'Content-Type': 'text/plain; charset=UTF-8',
        'Content-Transfer-Encoding': '8bit',
    }


def date_header(catalog: polib.POFile, before: polib.POFile) -> None:
    """Date ``catalog`` now where a translation differs from ``before``. A refresh is no revision and dates nothing."""
    if 'PO-Revision-Date' not in catalog.metadata or _translations(catalog) != _translations(before):
        catalog.metadata['PO-Revision-Date'] = _stamp()


def date_changes(catalog: Iterable[polib.POEntry], before: Iterable[polib.POEntry] | None) -> None:
    """Note on every message of ``catalog`` that shows a former text since when it does, and on no other.

    The day is the one noted in ``before``, also for a text that has changed once more; else it is today.
    """
    known = {entry.previous_msgid: day for entry in before or () if (day := change_date(entry.tcomment))}
    for entry in catalog:
        day = change_date(entry.tcomment) or known.get(entry.previous_msgid) or _now().date().isoformat()
        entry.tcomment = without_change_note(entry.tcomment)
        if entry.previous_msgid:
            entry.tcomment = '\n'.join(filter(None, [entry.tcomment, f'handbook: the English changed on {day}']))


def change_date(comment: str | None) -> str:
    """Return since when the English differs, as an ISO date, or ''."""
    found = CHANGED.search(comment or '')
    return found[1] if found else ''


def without_change_note(comment: str | None) -> str:
    """Return a translator's comment without the line that :func:`date_changes` wrote."""
    return '\n'.join(line for line in lines(comment) if not CHANGED.match(line.strip()))


def without_waivers(comment: str | None) -> str:
    """Return a translator's comment without what it allows."""
    return '\n'.join(line for line in whole_lines(comment) if not ALLOW.match(line))


def _stamp() -> str:
    return _now().strftime('%Y-%m-%d %H:%M+0000')


def _now() -> datetime.datetime:
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    return (
        datetime.datetime.now(datetime.UTC)
        if epoch is None
        else datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    )


def _translations(catalog: polib.POFile) -> list[tuple]:
    return sorted(
        (entry.msgid, entry.msgstr, str(entry.msgstr_plural), bool(entry.fuzzy), bool(entry.obsolete))
        for entry in catalog
    )


def _comment(mark: str, text: str) -> str:
    """Return a comment without blanks behind it, except after a backslash, which would join the next line to it."""
    line = f'{mark}{text}'.rstrip()
    return f'{line} ' if line.endswith('\\') else line


def _field(mark: str, name: str, text: str) -> list[str]:
    """Return the lines of one text: several where it has several."""
    parts = [f'"{part.translate(ESCAPES)}"' for part in re.findall(r'[^\n]*\n|[^\n]+', text)] or ['""']
    parts = [*([] if len(parts) == 1 else ['""']), *parts]
    return [f'{mark}{name} {parts[0]}', *(f'{mark}{part}' for part in parts[1:])]
