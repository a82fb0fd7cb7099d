"""Write the termbase as TBX (ISO 30042), the form in which Weblate and other programs keep glossaries.

A translation program compares words letter for letter, so that every variant of a term is an entry of its own. All rows
are taken, those too that are only for people: what stands in brackets goes into the explanations.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publishing.core import languages, lists, names
from publishing.core.files import write_bytes
from publishing.core.findings import FindingsError
from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks.terms import REMARK, TERMBASE, plain

LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'


@dataclass(frozen=True)
class Entry:
    """An English term and one of its translations, with what explains the one and the other."""

    name: str
    text: str
    definition: str
    note: str

    @property
    def explanation(self) -> str:
        """Everything that explains the two."""
        return _lines((self.definition, self.note))


def entries(translation: Translation, source: str = 'en') -> Iterator[Entry]:
    """Yield each term and name of the language with each of its translations, in the order of the lists.

    :raises FindingsError: where rows of a list cannot be read.
    """
    for file in (TERMBASE, names.FILE):
        others = (*languages.load(), translation.code, f'definition_{source}', 'kind', 'source')
        rows, faults = lists.read(translation.locales / file, [source], others)
        if faults:
            raise FindingsError(faults)
        for row in rows:
            parted = _without_remarks if file == TERMBASE else _whole
            for name, about_name in map(parted, row.variants(source)):
                for text, about_text in map(parted, row.variants(translation.code)):
                    defined = row[f'definition_{source}'] or row['kind']
                    yield Entry(name, text, _lines((*about_name, defined)), _lines((*about_text, row['source'])))


def _without_remarks(term: str) -> tuple[str, list[str]]:
    return plain(term), REMARK.findall(term)


def _whole(name: str) -> tuple[str, list[str]]:
    """Return a name, of which brackets are a part: "Regulation (EU) 2025/925"."""
    return name, []


def _lines(parts: tuple[str, ...]) -> str:
    return '\n'.join(filter(None, parts))


def write(translation: Translation, path: Path, source: str = 'en') -> int:
    """Write the terms of a translation to ``path``; return how many entries there are.

    :raises FindingsError: where rows of the lists cannot be read; nothing is written then.
    """
    martif = etree.Element('martif', {'type': 'TBX', LANGUAGE: source})
    described = etree.SubElement(etree.SubElement(martif, 'martifHeader'), 'fileDesc')
    etree.SubElement(etree.SubElement(described, 'sourceDesc'), 'p').text = f'{TERMBASE}, {names.FILE}'
    body = etree.SubElement(etree.SubElement(martif, 'text'), 'body')
    seen = Counter()
    for entry in dict.fromkeys(entries(translation, source)):
        identity = re.sub(r'\W+', '-', entry.name.lower()).strip('-')
        seen[identity] += 1
        number = f'-{seen[identity]}' if seen[identity] > 1 else ''
        body.append(_entry(entry, identity + number, source, translation.code))
    doctype = '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'
    text = etree.tostring(martif, encoding='utf-8', xml_declaration=True, pretty_print=True, doctype=doctype)
    write_bytes(path, text)
    return len(body)


def _entry(entry: Entry, identity: str, source: str, code: str) -> etree._Element:
    """Return the element of a term.

    The definition stands in it twice: Weblate shows notes of translators, and loses what describes the English.
    """
    made = etree.Element('termEntry', id=identity)
    if entry.definition:
        etree.SubElement(made, 'descrip').text = entry.definition
    for language, text in ((source, entry.name), (code, entry.text)):
        words = etree.SubElement(made, 'langSet', {LANGUAGE: language})
        etree.SubElement(etree.SubElement(words, 'tig'), 'term').text = text
    if explanation := entry.explanation:
        etree.SubElement(made, 'note', {'from': 'translator'}).text = explanation
    return made
