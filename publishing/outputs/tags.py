"""The tags of a page or a drawing, as every reader's program sees them.

Browsers, WeasyPrint and lxml do not read broken HTML alike, so that what one takes for text may be an element to
another. Here a page is not mended but held to one form: each ``<`` begins a tag whose attributes have no ``<`` inside.
What is written so is the same to all of them, and reading it takes a hundredth of the time of a browser's parser.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

#: Of what readers show: pages, drawings, formulas.
NAMESPACES = {
    None,
    'http://www.w3.org/1999/xhtml',
    'http://www.w3.org/2000/svg',
    'http://www.w3.org/1998/Math/MathML',
}
#: Of attributes that lead or load, and of the one that says from where.
PREFIXES = {
    None: '',
    'http://www.w3.org/1999/xlink': 'xlink:',
    'http://www.w3.org/XML/1998/namespace': 'xml:',
}
VALUE = r"""(?:"[^"<]*"|'[^'<]*'|[^\s"'=<>`]+)"""
NAME = r"""[^\s"'<>/=]+"""
TAG = re.compile(
    rf'<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?P<attributes>(?:\s+{NAME}(?:\s*=\s*{VALUE})?)*)\s*/?>'
)
ATTRIBUTE = re.compile(rf'({NAME})(?:\s*=\s*({VALUE}))?')
#: What may stand between tags: the kind of document, and a comment that nobody can take for anything else.
BETWEEN = re.compile(r'<!DOCTYPE [^<>]*>|<!--[^<>]*-->', re.IGNORECASE)
#: Elements whose content is not read as HTML.
RAW = {'script', 'style'}


@dataclass(frozen=True)
class Tag:
    """A start tag, names in lower case, values decoded. ``text`` is what follows up to the next, of ``RAW`` only."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 1
    text: str = ''


@dataclass(frozen=True)
class Unclear:
    """What programs do not read alike, or what only XML can do."""

    what: str
    line: int | None = 1


def of_html(text: str) -> Iterator[Tag | Unclear]:
    """Yield the start tags of a page; with ``Unclear`` it ends."""
    line, place = 1, 0
    while (start := text.find('<', place)) >= 0:
        line += text.count('\n', place, start)
        found = TAG.match(text, start)
        if found is None and (found := BETWEEN.match(text, start)) is None:
            yield Unclear(f'"{text[start : start + 40]}" is no tag that every program reads alike', line)
            return
        if 'name' in found.groupdict() and not found['end']:
            name = found['name'].lower()
            end = text.find('<', found.end())
            own = text[found.end() : end if end >= 0 else None] if name in RAW else ''
            yield Tag(name, _attributes(found['attributes']), line, own)
        line += text.count('\n', start, found.end())
        place = found.end()


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(text):
        value = value[1:-1] if value[:1] in ('"', "'") else value
        found.setdefault(name.lower(), html.unescape(value))  # the first counts
    return found


def of_xml(data: bytes, *, every: bool = False) -> Iterator[Tag | Unclear]:
    """Yield the start tags of a page of an EPUB or of a drawing; with ``Unclear`` it ends.

    :param every: yield the elements of every vocabulary, not only of those that readers are shown.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Unclear(f'it is no well-formed XML ({error.msg})', error.lineno)
        return
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        yield Unclear('it declares entities of its own, which can hide or multiply anything', 1)
        return
    for element in root.iter():
        if isinstance(element, etree._ProcessingInstruction):
            yield Unclear(f'the instruction <?{element.target} …?> is for a program', element.sourceline)
        elif isinstance(element.tag, str):
            yield from _of_element(element, every)
    for node in root.xpath('preceding-sibling::processing-instruction() | following-sibling::processing-instruction()'):
        yield Unclear(f'the instruction <?{node.target} …?> is for a program', 1)


def _of_element(element: etree._Element, every: bool) -> Iterator[Tag]:
    name = etree.QName(element)
    if name.namespace not in NAMESPACES and not every:
        return
    attributes = {_attribute(key): value for key, value in element.items()}
    text = ''.join(element.itertext()) if name.localname.lower() in RAW else ''
    yield Tag(name.localname.lower(), attributes, element.sourceline or 1, text)


def _attribute(key: str) -> str:
    """Return the name of an attribute as HTML writes it; those of other vocabularies have one that means nothing."""
    name = etree.QName(key)
    prefix = PREFIXES.get(name.namespace, 'other:')
    return f'{prefix}{name.localname.lower()}'
