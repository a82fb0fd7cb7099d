"""SVG pictures that somebody brings: drawing only, nothing that runs, leads away or is fetched."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from publishing.core.files import read_bytes
from publishing.core.findings import Code, Finding, FindingsError, short

SVG = 'http://www.w3.org/2000/svg'
#: Namespaces whose elements a browser runs or shows; others are notes of a drawing program.
ACTIVE = {
    SVG,
    'http://www.w3.org/1999/xhtml',
    'http://www.w3.org/1998/Math/MathML',
    'http://www.w3.org/2001/xml-events',
    '',
}
ELEMENTS = frozenset(
    'svg g defs title desc metadata symbol use path rect circle ellipse line polyline polygon text tspan textPath '
    'image linearGradient radialGradient stop pattern clipPath mask marker style switch filter feBlend '
    'feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur '
    'feMerge feMergeNode feMorphology feOffset feTile feTurbulence view'.split()
)
_PICTURE = re.compile(r'data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*')
#: In a style: what is fetched, and a backslash, behind which it can hide.
_FETCHED = re.compile(r'@import|url\(\s*[\'"]?(?!\s*[\'"]?#)[^)]*\)?|\\.*|expression\s*\(|-moz-binding', re.IGNORECASE)


def faults(path: Path) -> Iterator[Finding]:
    """Yield a finding for each thing in the SVG file ``path`` that is no drawing; ``pictures`` says what is no file."""
    # Nothing that the file names is read: no entities, no DTD, no network.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(read_bytes(path, Code.PICTURE), parser).getroottree()
    except FindingsError:
        return
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, 'lineno', None) or 1
        yield _found(path, line, f'the drawing cannot be read ({error.args[0]})')
        return
    if tree.docinfo.internalDTD is not None:
        yield _found(path, 1, 'the drawing has a DOCTYPE, which can name other files')
    for piece in tree.xpath('//processing-instruction()'):
        yield _found(path, piece.sourceline, f'the drawing has the instruction <?{piece.target}>')
    for element in tree.iter(etree.Element):
        name = etree.QName(element)
        if (name.namespace or '') in ACTIVE and (name.namespace != SVG or name.localname not in ELEMENTS):
            yield _found(path, element.sourceline, f'the drawing has the element <{name.localname}>')
        style = element.text if name.localname == 'style' else ''
        for value in (style or '', *element.attrib.values()):
            if found := _FETCHED.search(value):
                yield _found(path, element.sourceline, f'the drawing has "{short(found[0], 60)}" in a style')
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname.lower()
            if attribute.startswith('on'):
                yield _found(path, element.sourceline, f'the drawing has the handler "{attribute}"')
            elif attribute in ('href', 'src') and not (value.startswith('#') or _PICTURE.fullmatch(value)):
                yield _found(path, element.sourceline, f'the drawing leads to "{short(value, 60)}"')


def _found(path: Path, line: int, text: str) -> Finding:
    words = f'{text}; expected shapes, texts and pictures of its own only. Take it out, or save the drawing as PNG.'
    return Finding(path, line, Code.NOT_ALLOWED, words)
