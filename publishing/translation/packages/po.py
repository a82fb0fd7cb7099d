"""A work package as a ``.po``: valid for msgfmt, opens in Poedit; what helps stands in the notes of each message."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import polib

from publishing.core import signs
from publishing.core.files import read_bytes
from publishing.core.findings import Code, FindingsError
from publishing.translation.catalogs.catalog import Catalog
from publishing.translation.catalogs.comments import lines
from publishing.translation.catalogs.entries import identifier, texts
from publishing.translation.catalogs.form import format_catalog
from publishing.translation.catalogs.reader import Entry
from publishing.translation.messages.word_changes import marked
from publishing.translation.packages.package import HELD_BACK, Message, Package, stamp, summary
from publishing.translation.packages.rows import Returned, count_of, finding, wrong_language

HEADER = 'X-Handbook-Package'
MARK = 'handbook:'


def po_text(package: Package) -> str:
    """Return ``package`` as the text of a catalog."""
    catalog = polib.POFile(wrapwidth=0)
    catalog.header = (
        f'Work package of {package.day}: {summary(package)}\n'
        'Fill msgstr, remove "fuzzy" where the translation is right; leave everything else as it is.'
    )
    catalog.metadata = package.metadata | {HEADER: f'{package.page}, {len(package.messages)} messages, {package.day}'}
    catalog.extend(_entry(message, package) for message in package.messages)
    return format_catalog(catalog)


def read_po(path: Path, language: str) -> tuple[str, list[Returned]]:
    """Return the chapter of a package and the messages in it.

    :raises FindingsError: when the file cannot be read, is in another language, or is no package.
    """
    # Under this name a lost placeholder of the interface is the fault of a message, not of the file.
    catalog = Catalog(Path('package.po'), language, 'package', read_bytes(path, Code.PACKAGE))
    faults = catalog.faults
    if not catalog.hindrances and (declared := catalog.file.metadata.get('Language', language)) != language:
        faults = [wrong_language(path, 1, declared, language)]
    if faults:
        raise FindingsError(dataclasses.replace(fault, path=path) for fault in faults)
    named = catalog.file.metadata.get(HEADER, '')
    page, _comma, rest = named.partition(',')
    if not page:
        raise FindingsError(
            [
                finding(
                    path,
                    1,
                    (
                        f'the file has no header line {HEADER}, so its chapter is unknown; expected a file that '
                        '"make package-…" wrote. Put the line back, or give the file to a maintainer.'
                    ),
                )
            ]
        )
    returned = [_returned(path, entry) for entry in catalog.file if not entry.obsolete]
    expected = rest.split()
    if expected and (count := count_of(expected[0])) > len(returned):
        returned.append(
            Returned(
                path,
                1,
                problem=(
                    f'{count - len(returned)} of {count} messages are missing in the file; expected '
                    'all of them. Nothing is lost: the catalog keeps what it has for them.'
                ),
                lost=True,
            )
        )
    return page, returned


def _entry(message: Message, package: Package) -> polib.POEntry:
    entry = message.entry
    flags = [flag for flag in entry.flags if flag != 'fuzzy'] + (['fuzzy'] if message.unfinished else [])
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=dict(entry.msgstr_plural),
        previous_msgid=entry.previous_msgid,
        tcomment=entry.tcomment,
        occurrences=entry.occurrences,
        flags=flags,
        comment='\n'.join(_notes(message, package)),
    )


def _notes(message: Message, package: Package) -> Iterator[str]:
    """Yield the notes of a message, each on a line."""
    entry = message.entry
    yield from lines(entry.comment)
    if message.state == HELD_BACK:
        yield from (f'Error: {text}' for text in message.errors)
    if entry.previous_msgid:
        yield f'Difference: {_one_line(marked(entry.previous_msgid, entry.msgid))}'
    yield from (f'Term: {term}' for term in message.terms)
    for one in message.proposals:
        yield f'Memory {one.ratio:.0%}: {_one_line(one.text)} → {_one_line(one.translation)}'
    place = [f'page {message.place.pdf_page} of the PDF'] if message.place.pdf_page else []
    place += [message.place.web] if message.place.web else []
    yield f'Place: {"; ".join([*place, f"{message.words} words"])}'
    state = stamp(texts(entry), fuzzy=bool(entry.fuzzy))
    yield f'{MARK} {message.number} of {len(package.messages)}, {identifier(entry)} {state}'


def _returned(path: Path, entry: Entry) -> Returned:
    mark = next((line for line in lines(entry.comment) if line.startswith(MARK)), '')
    said = mark.rpartition(', ')[2].split() if mark.count(',') == 1 else []
    key, state = said if len(said) == 2 else ('', '')
    problem = ''
    if key and key not in (identifier(entry), identifier(_typed(entry))):
        problem = 'the English of this message was changed in the file'
    return Returned(
        path,
        entry.msgstr_line,
        key or identifier(entry),
        None,
        texts(entry),
        bool(entry.fuzzy),
        state,
        problem,
        comment=entry.tcomment or '',
    )


def _typed(entry: polib.POEntry) -> polib.POEntry:
    """Return the English of ``entry`` without what a program may have brought in, such as letters as two signs."""
    english = {name: signs.mended(getattr(entry, name) or '')[0] for name in ('msgctxt', 'msgid', 'msgid_plural')}
    return polib.POEntry(**english)


def _one_line(text: str) -> str:
    return ' '.join(text.split())
