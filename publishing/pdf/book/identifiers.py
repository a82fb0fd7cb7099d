"""Identifiers that are unique over the book, and everything on a page that names one.

An identifier of the book is ``document:identifier``, or ``document`` for the page itself. What an address or a list of
identifiers would read as a sign of its own is written as ``~`` with its code point here and nowhere else: in the book,
what leads to an identifier is ``#`` and the identifier, letter by letter.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote

import tinycss2
from lxml import etree

#: Pseudo-scheme of links between documents until ``make_unique`` rewrites them.
SCHEME = 'doc:'
#: Attributes that hold one identifier or several of them.
LISTS = (
    'for headers list form itemref popovertarget aria-activedescendant aria-controls aria-describedby aria-details '
    'aria-errormessage aria-flowto aria-labelledby aria-owns'
).split()
#: Attributes that hold an address; one with ``#`` in front leads to an identifier of the same page.
ADDRESSES = ('href', '{http://www.w3.org/1999/xlink}href', 'xlink:href', 'usemap', 'longdesc', 'cite')
#: Attributes that say at which event of which element a drawing begins to move.
TIMES = ('begin', 'end')

_SIGNS = re.compile(r'[\s%~#"\'()<>&\\]')
_CODES = re.compile(r'~([0-9A-F]+)\.')
_URL = re.compile(r'url\(\s*(["\']?)#([^"\')]*)\1\s*\)', re.IGNORECASE)
_EVENT = re.compile(r'(^|;)(\s*)([^;.\s]+)\.(?=[A-Za-z])')


def _code(found: re.Match) -> str:
    return f'~{ord(found[0]):X}.'


def _encoded(text: str) -> str:
    return _SIGNS.sub(_code, text)


def _decoded(text: str) -> str:
    return _CODES.sub(lambda found: chr(int(found[1], 16)), text)


def anchor(docname: str, identifier: str = '') -> str:
    """Return the identifier that ``identifier`` of document ``docname`` has in the book."""
    name = re.sub(':', _code, _encoded(docname))
    return f'{name}:{_encoded(identifier)}' if identifier else name


def parts(identifier: str) -> tuple[str, str]:
    """Return the document's name and the identifier in it that an identifier of the book stands for."""
    name, _colon, inside = identifier.partition(':')
    return _decoded(name), _decoded(inside)


def uri(docname: str) -> str:
    """Return the address that a document has until the book is joined."""
    return SCHEME + quote(docname)


def rewritten(link: str, docname: str, own: frozenset[str] | set[str] = frozenset()) -> str:
    """Return where ``link`` of document ``docname`` leads in the book.

    :param own: identifiers of the document as they were written; a name that is not among them is percent-encoded.
    """
    if link.startswith(SCHEME):
        target, _hash, identifier = link[len(SCHEME) :].partition('#')
        return '#' + anchor(unquote(target), unquote(identifier))
    if link.startswith('#') and len(link) > 1:
        return '#' + anchor(docname, link[1:] if link[1:] in own else unquote(link[1:]))
    return link


def make_unique(body: etree._Element, docname: str) -> set[str]:
    """Prefix every identifier of a document and rewrite all that names one; return the new identifiers.

    A translated document can hold one identifier twice (Sphinx counts anew in translated paragraphs); the
    second goes, so that links lead to the first.
    """
    identifiers: set[str] = {anchor(docname)}
    own: set[str] = set()
    for element in body.iter(etree.Element):
        if element.tag == 'a' and element.get('name'):
            element.set('id', element.attrib.pop('name'))
        elif element.tag == 'map' and element.get('name'):
            element.set('name', anchor(docname, element.get('name')))
        if (identifier := element.get('id')) and element is not body:
            own.add(identifier)
            new = anchor(docname, identifier)
            if new in identifiers:
                del element.attrib['id']
            else:
                identifiers.add(new)
                element.set('id', new)
    body.set('id', anchor(docname))

    def renamed(identifier: str) -> str:
        return anchor(docname, identifier if identifier in own else unquote(identifier))

    for element in body.iter(etree.Element):
        if element.tag == 'style' and element.text:
            element.text = _style(element.text, own, renamed)
        for name, value in element.items():
            if name in LISTS:
                element.set(name, ' '.join(anchor(docname, part) for part in value.split()))
            elif name in ADDRESSES:
                element.set(name, rewritten(value, docname, own))
            elif name in TIMES and '.' in value:
                element.set(name, _EVENT.sub(lambda found: _event(found, own, renamed), value))
            elif 'url(' in value.lower():  # gradients, clips and markers of drawings
                element.set(name, _URL.sub(lambda found: f'url(#{renamed(found[2])})', value))
    return identifiers


def _event(found: re.Match, own: set[str], renamed: Callable[[str], str]) -> str:
    return f'{found[1]}{found[2]}{renamed(found[3])}.' if found[3] in own else found[0]


def _style(text: str, own: set[str], renamed: Callable[[str], str]) -> str:
    """Return a style sheet of a page with the page's new identifiers in its selectors and addresses."""

    def selector(tokens: list) -> None:
        for token in tokens:
            if token.type == 'hash' and token.value in own:
                token.value, token.is_identifier = renamed(token.value), True
            selector(_inside(token))

    def rules(found: list) -> None:
        for rule in found:
            if rule.type == 'qualified-rule':
                selector(rule.prelude)
            elif rule.type == 'at-rule' and rule.content is not None and rule.lower_at_keyword != 'font-face':
                inner = tinycss2.parse_rule_list(rule.content)
                rules(inner)
                rule.content = inner

    found = tinycss2.parse_stylesheet(text)
    rules(found)
    return _URL.sub(lambda match: f'url(#{renamed(match[2])})', tinycss2.serialize(found))


def _inside(token) -> list:
    return getattr(token, 'content', None) or getattr(token, 'arguments', None) or []
