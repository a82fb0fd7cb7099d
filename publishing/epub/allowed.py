"""Hold a page to the elements and attributes that EPUB 3 allows, whatever raw HTML, themes and extensions bring.

What readers see stays: an element that is none of HTML's gives way to a plain one, what plays or frames something to a
link, a box to tick to its sign. Only what runs goes as a whole.
"""

import re
from collections.abc import Iterator

from lxml import etree

from publishing.core import addresses
from publishing.core.nodes import classes
from publishing.outputs.markup import HTML, MATHML, SVG

SPACE = 'http://www.w3.org/1999/xhtml'
XHTML = f'{{{SPACE}}}'
SPACES = {'svg': 'http://www.w3.org/2000/svg', 'math': 'http://www.w3.org/1998/Math/MathML'}
#: Elements of old HTML: what stands for them, and how it looks.
OLD = {
    'acronym': ('abbr', ''),
    'big': ('span', 'font-size: larger'),
    'center': ('div', 'text-align: center'),
    'strike': ('s', ''),
    'tt': ('code', ''),
}
#: What runs, and what only a program shows.
RUNS = {'script', 'noscript', 'template', 'base'}
#: What plays or frames something else, and the attribute that names it.
FRAMES = dict.fromkeys(('iframe', 'frame', 'embed', 'video', 'audio'), 'src') | {'object': 'data'}
#: Parts of forms, and what is left of each.
FORMS = {'form': 'div', 'fieldset': 'div', 'legend': 'p', 'button': 'span', 'label': 'span', 'textarea': 'span'}
FORMS |= {'select': 'span', 'option': 'span', 'output': 'span'}
#: Elements of which lines are made: there is no block in them …
PHRASES = set(
    'p h1 h2 h3 h4 h5 h6 pre span em strong b i u s small cite q dfn abbr time data code var samp kbd sub sup mark bdi '
    'bdo summary'.split()
)
#: … but for those that can become a block themselves.
TURNED = PHRASES - set('h1 h2 h3 h4 h5 h6 pre summary'.split())
BLOCKS = set(
    'header footer nav main section article aside div h1 h2 h3 h4 h5 h6 hgroup p hr pre blockquote address ol ul menu '
    'dl figure table details'.split()
)
#: The only children of some elements, and what takes in the others.
CHILDREN = {
    'ul': ({'li'}, 'li'),
    'ol': ({'li'}, 'li'),
    'menu': ({'li'}, 'li'),
    'dl': ({'dt', 'dd', 'div'}, 'dd'),
}
EVERYWHERE = set(
    'class id lang dir title style hidden role tabindex translate about content datatype inlist prefix property rel '
    'resource rev typeof vocab'.split()
)
#: By element: its own attributes (HTML, section 3.1 and those of the elements).
OWN = {
    name: set(text.split())
    for name, text in {
        'a': 'href hreflang rel target type',
        'bdo': 'dir',
        'blockquote': 'cite',
        'col': 'span',
        'colgroup': 'span',
        'data': 'value',
        'del': 'cite datetime',
        'details': 'open',
        'html': 'xmlns',
        'img': 'alt src srcset sizes width height usemap ismap',
        'ins': 'cite datetime',
        'li': 'value',
        'link': 'href rel media hreflang type sizes',
        'meta': 'name content charset http-equiv',
        'ol': 'start reversed type',
        'q': 'cite',
        'source': 'src srcset sizes media type',
        'style': 'type media',
        'td': 'colspan rowspan headers',
        'th': 'colspan rowspan headers scope abbr',
        'time': 'datetime',
    }.items()
}
NUMBERS = {'colspan', 'rowspan', 'span', 'start', 'value', 'width', 'height', 'tabindex'}
#: Attributes of old HTML that say how something looks, in CSS.
LOOKS = {'align': 'text-align', 'valign': 'vertical-align', 'bgcolor': 'background-color', 'width': 'width'}
LOOKS |= {'height': 'height', 'color': 'color'}
NUMBER, LENGTH = re.compile(r'-?\d+'), re.compile(r'\d+(\.\d+)?%?')
#: Roles that the accessibility standard has given up.
GIVEN_UP = {'doc-biblioentry', 'doc-endnote'}
#: Contents of tabs, of which web pages show one.
TABS = {'sd-tab-content', 'sphinx-tabs-panel', 'tab-content'}


def hold(root: etree._Element) -> list[str]:
    """Leave of a page what an EPUB may have; return what gave way to something else, as ``<name>``."""
    gone = list(_elements(root))
    _identifiers(root)
    _children(root)
    _phrases(root)
    for element in list(root.iter(f'{XHTML}*')):
        _attributes(element)
    return list(dict.fromkeys(gone))


def _name(element: etree._Element) -> str:
    """Return the name of an element of HTML, '' for others."""
    tag = element.tag
    return tag[len(XHTML) :] if isinstance(tag, str) and tag.startswith(XHTML) else ''


def _elements(root: etree._Element) -> Iterator[str]:
    head = root.find(f'{XHTML}head')
    for element in list(root.iter(f'{XHTML}*')):
        name = _name(element)
        inside = head is None or head not in element.iterancestors()
        if name in SPACES and element.getparent() is not None:
            for part in element.iter(f'{XHTML}*'):
                if _name(part).lower() in SVG | MATHML:
                    part.tag = f'{{{SPACES[name]}}}{_name(part)}'
        elif name in RUNS:
            if inside:
                yield f'<{name}>'
            drop(element)
        elif name in FRAMES:
            yield f'<{name}>'
            _link(
                element,
                element.get(FRAMES[name]) or next((one.get('src') for one in element.iter() if one.get('src')), ''),
            )
        elif name == 'input':
            _sign(element)
        elif name in FORMS:
            yield from [f'<{name}>'] if name in ('form', 'button', 'textarea') else []
            element.tag = XHTML + FORMS[name]
        elif name in OLD:
            element.tag = XHTML + OLD[name][0]
            _look(element, OLD[name][1])
        elif name not in HTML:
            element.tag = XHTML + ('div' if any(_name(one) in BLOCKS for one in element.iter()) else 'span')
        elif name in ('style', 'link') and inside and head is not None:
            parent, tail = element.getparent(), element.tail
            element.tail = None
            _keep_tail(element, parent, tail)
            head.append(element)
        if classes(element) & TABS:
            element.attrib.pop('hidden', None)
            _look(element, 'display: block')
        if name == 'details':
            element.set('open', 'open')


def drop(element: etree._Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    _keep_tail(element, parent, element.tail)
    parent.remove(element)


def _keep_tail(element: etree._Element, parent: etree._Element, tail: str | None) -> None:
    if not tail:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or '') + tail
    else:
        before.tail = (before.tail or '') + tail
    element.tail = None


def _link(element: etree._Element, source: str) -> None:
    """Make of what plays or frames something a link to it; else what it has for programs that cannot show it stays."""
    words = element.get('title') or element.get('aria-label') or ''
    if addresses.may_lead(source) and '://' in source:
        for child in list(element):
            element.remove(child)
        element.tag, element.text = f'{XHTML}a', words or source
        keep = {'href': source}
    else:
        element.tag = f'{XHTML}div' if any(_name(one) in BLOCKS for one in element.iter()) else f'{XHTML}span'
        for child in list(element):
            if _name(child) in ('source', 'track', 'param'):
                drop(child)
        keep = {}
    keep |= {name: element.get(name) for name in ('id', 'class') if element.get(name)}
    element.attrib.clear()
    element.attrib.update(keep)


def _sign(element: etree._Element) -> None:
    """Put a sign for a box to tick; other fields have nothing to read."""
    if element.get('type') == 'checkbox':
        sign = '\N{BALLOT BOX WITH CHECK}' if element.get('checked') is not None else '\N{BALLOT BOX}'
        element.tail = sign + (element.tail or '')
    drop(element)


def _identifiers(root: etree._Element) -> None:
    """Let each identifier be one word and stand once."""
    seen = set()
    for element in root.iter(etree.Element):
        own = element.get('id')
        if own is None and _name(element) == 'a':
            own = element.attrib.pop('name', None)
        if own is None:
            continue
        word = '-'.join(own.split())
        if not word or word in seen:
            element.attrib.pop('id', None)
        else:
            seen.add(word)
            element.set('id', word)


def _children(root: etree._Element) -> None:
    """Wrap what may not stand in a list by itself."""
    for name, (allowed, wrapper) in CHILDREN.items():
        for element in list(root.iter(XHTML + name)):
            for child in list(element):
                if isinstance(child.tag, str) and _name(child) not in allowed:
                    around = etree.Element(XHTML + wrapper)
                    child.addprevious(around)
                    around.append(child)
                    around.tail, child.tail = child.tail, None
                    if wrapper == 'li':
                        _look(around, 'list-style: none')


def _phrases(root: etree._Element) -> None:
    """Let no block stand in a line: what is around it becomes a block, or itself a part of the line."""
    for element in reversed(list(root.iter(f'{XHTML}*'))):
        name = _name(element)
        if name not in BLOCKS:
            continue
        around = element.getparent()
        while around is not None and (_name(around) in PHRASES or _name(around) in ('a', 'ins', 'del')):
            if _name(around) in TURNED:
                around.tag = f'{XHTML}div'
            elif _name(around) in PHRASES and name in ('div', 'p', 'section', 'article', 'aside', 'header', 'footer'):
                element.tag = f'{XHTML}span'
                _look(element, 'display: block')
                break
            around = around.getparent()


def _attributes(element: etree._Element) -> None:
    name = _name(element)
    allowed = EVERYWHERE | OWN.get(name, set())
    for attribute, value in element.items():
        if attribute.startswith(('{', 'aria-', 'data-')):
            continue
        is_number = NUMBER.fullmatch(value) is not None
        if attribute in ('lang', 'hreflang'):
            element.set(attribute, bcp47(value))
        elif (
            (attribute == 'role' and value in GIVEN_UP)
            or (attribute == 'dir' and value not in ('ltr', 'rtl', 'auto'))
            or (attribute == 'type' and name == 'ol' and value not in tuple('1aAiI'))
        ):
            del element.attrib[attribute]
        elif attribute not in allowed or (attribute in NUMBERS and name != 'data' and not is_number):
            del element.attrib[attribute]
            if attribute in LOOKS and name not in ('a', 'meta', 'link'):
                length = attribute in ('width', 'height')
                if not length or LENGTH.fullmatch(value):
                    unit = '' if not length or value.endswith('%') else 'px'
                    _look(element, f'{LOOKS[attribute]}: {value}{unit}')
    if name == 'img' and element.get('alt') is None:
        element.set('alt', '')


def bcp47(language: str) -> str:
    """Return a language as XML names it; Sphinx has gettext's names: zh_CN, sr@latin."""
    return language.replace('@latin', '_Latn').replace('@cyrillic', '_Cyrl').partition('@')[0].replace('_', '-')


def _look(element: etree._Element, css: str) -> None:
    if css:
        element.set('style', '; '.join(filter(None, [element.get('style', '').rstrip('; '), css])))
