"""Write the termbase as TBX (ISO 30042), the form in which Weblate and other programs keep glossaries.

A translation program compares words letter for letter, so that every variant of a term is an entry of its own. All rows
are taken, those too that are only for people: what stands in brackets goes into the explanations.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publishing.translation.catalogs.catalog import Translation
from publishing.translation.checks.terms import REMARK, plain, variants

#: The lists of words, of which a project may have one or the other.
LISTS = ('termbase.csv', 'names.csv')
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
        return '\n'.join(filter(None, (self.definition, self.note)))


def entries(translation: Translation) -> Iterator[Entry]:
    """Yield each term of the language with each of its translations, in the order of the lists."""
    for path in (translation.locales / name for name in LISTS):
        if not path.is_file():
            continue
        with path.open(encoding='utf-8', newline='') as file:
            for row in csv.DictReader(file):
                defined = row.get('definition_en') or row.get('kind')
                for name in variants(row['en']):
                    for text in variants(row.get(translation.code)):
                        yield Entry(
                            plain(name),
                            plain(text),
                            '\n'.join(filter(None, (*REMARK.findall(name), defined))),
                            '\n'.join(filter(None, (*REMARK.findall(text), row.get('source')))),
                        )


def write(translation: Translation, path: Path, source: str = 'en') -> int:
    """Write the terms of a translation to ``path``; return how many entries there are."""
    martif = etree.Element('martif', {'type': 'TBX', LANGUAGE: source})
    described = etree.SubElement(etree.SubElement(martif, 'martifHeader'), 'fileDesc')
    etree.SubElement(etree.SubElement(described, 'sourceDesc'), 'p').text = ', '.join(LISTS)
    body = etree.SubElement(etree.SubElement(martif, 'text'), 'body')
    seen = Counter()
    for entry in dict.fromkeys(entries(translation)):
        identity = re.sub(r'\W+', '-', entry.name.lower()).strip('-')
        seen[identity] += 1
        number = f'-{seen[identity]}' if seen[identity] > 1 else ''
        body.append(_entry(entry, identity + number, source, translation.code))
    doctype = '<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">'
    text = etree.tostring(martif, encoding='utf-8', xml_declaration=True, pretty_print=True, doctype=doctype)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
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
