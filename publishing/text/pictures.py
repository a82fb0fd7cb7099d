"""Pictures that somebody brings: whether each can be read to its end, and is no larger once it is drawn than it says.

A picture of some kilobytes can have more pixels than a machine has memory, and a drawing can hold itself. Browsers show
half of a picture that was cut off; a PDF has none of it.
"""

import io
import math
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from lxml import etree
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.i18n import get_image_filename_for_language
from sphinx.util.typing import ExtensionMetadata

from publishing.core import limits
from publishing.core.files import is_absent, read_bytes
from publishing.core.findings import Code, Finding, FindingsError, short
from publishing.core.plain_messages import report

#: What a file of each ending holds, as Pillow calls it.
KINDS = {'.png': 'PNG', '.jpg': 'JPEG', '.jpeg': 'JPEG', '.gif': 'GIF', '.webp': 'WEBP'}
#: Attributes of a drawing that hold no numbers.
WORDS = frozenset('id class href type role lang font-family aria-label aria-labelledby aria-describedby'.split())
#: Elements of a drawing once everything that it repeats is drawn.
ELEMENTS = 200_000
SVG, LINK = '{http://www.w3.org/2000/svg}', '{http://www.w3.org/1999/xlink}href'
#: What no drawing needs, and letters or lines that large can nobody draw: numbers of eight digits, or with an exponent.
LARGE = re.compile(r'(?<![\w#.-])[+-]?(?:\d{8,}(?:\.\d*)?|\d*\.?\d+e\+?\d+)(?![\w.])', re.IGNORECASE | re.ASCII)
#: What an attribute, or a property in a style, has drawn besides: markers, masks, clipping paths, patterns.
REFERENCE = re.compile(r'([\w-]+)?\s*:?\s*url\(\s*["\']?#([^)"\']+)')
POINT = re.compile(r'[A-Za-z]|[\d.]+')
SIZE = re.compile(r'\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(?:px|pt|pc|mm|cm|in|em|ex|%)?\s*', re.IGNORECASE | re.ASCII)


def faults(path: Path) -> list[Finding]:
    """Return what is wrong with a picture; other kinds of files are not looked into."""
    try:
        content = read_bytes(path, Code.PICTURE)
    except FindingsError as error:
        return error.findings
    if path.suffix.lower() == '.svg':
        found = next(_of_drawing(content), None)
    elif kind := KINDS.get(path.suffix.lower()):
        found = _of_pixels(content, kind)
    else:
        found = None
    return [Finding(path, found[0], Code.PICTURE, found[1])] if found else []


def _of_pixels(content: bytes, kind: str) -> tuple[int | None, str] | None:
    """Return the line and the words of what is wrong with a picture of pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # of Pillow's own, smaller limit
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
                if picture.format != kind:
                    words = (
                        f'the file holds a picture in {picture.format}; expected {kind}, as its name says. Rename it.'
                    )
                    return None, words
                if max(width, height) > limits.SIDE or width * height > limits.PIXELS:
                    return None, (
                        f'the picture has {width} × {height} pixels; expected at most {limits.shown(limits.SIDE)} on a '
                        f'side and {limits.shown(limits.PIXELS)} in all. Save it smaller.'
                    )
                picture.load()
    except Exception:  # Pillow ends by whatever a broken file leads it to
        return None, f'the picture cannot be read to its end; expected a whole {kind} file. Save it again.'
    return None


def _of_drawing(content: bytes) -> Iterator[tuple[int | None, str]]:
    """Yield the lines and the words of what is wrong with an SVG file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, 'lineno', None) or 1
        yield line, f'the drawing cannot be read ({short(str(error), 120)}); expected an SVG file. Save it again.'
        return
    if root.tag != f'{SVG}svg':
        yield (
            root.sourceline,
            'the file is no drawing; expected <svg xmlns="http://www.w3.org/2000/svg"> first. Save it again.',
        )
    if root.getroottree().docinfo.internalDTD is not None and list(root.iter(etree.Entity)):
        yield 1, 'the drawing has entities of its own; expected shapes and texts. Save it again as "plain SVG".'
    for name in ('width', 'height', 'viewBox'):
        for words in re.split(r'[\s,]+', root.get(name, '').strip()) if root.get(name) is not None else ():
            size = _number(words)
            is_extent = name != 'viewBox'
            if size is None or abs(size) > limits.SIDE or (is_extent and size <= 0):
                yield (
                    root.sourceline,
                    (
                        f'the drawing has the {name} "{short(root.get(name), 40)}"; expected numbers above 0 and up to '
                        f'{limits.shown(limits.SIDE)}. Save it again with a size.'
                    ),
                )
    yield from _large_numbers(root)
    for gradient in root.xpath('//*[@spreadMethod[. != "pad"]]'):
        yield (
            gradient.sourceline,
            'the drawing has a gradient that repeats, which can be drawn without end; expected one that ends. Remove '
            'spreadMethod.',
        )
    if (count := _drawn(root)) > ELEMENTS:
        shown = 'parts that hold themselves' if count == math.inf else f'more than {limits.shown(ELEMENTS)} parts'
        yield root.sourceline, f'the drawing has {shown} once all of it is drawn; expected fewer. Simplify it.'


def _large_numbers(root: etree._Element) -> Iterator[tuple[int, str]]:
    for element in root.iter(etree.Element):
        style = element.text if element.tag == f'{SVG}style' else ''
        given = [value for name, value in element.attrib.items() if name[0] != '{' and name not in WORDS]
        for found in (found for value in (style or '', *given) for found in LARGE.finditer(value)):
            if not abs(float(found[0])) <= limits.NUMBER:
                yield (
                    element.sourceline,
                    (
                        f'the drawing has the number {short(found[0], 40)}; expected none above '
                        f'{limits.shown(limits.NUMBER)}. Save it again as "plain SVG".'
                    ),
                )


def _number(words: str) -> float | None:
    found = SIZE.fullmatch(words)
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None


def _drawn(root: etree._Element) -> float:
    """Return how many elements are drawn, what is used or referred to each time; infinite for one that holds itself."""
    named = {element.get('id'): element for element in root.iter(etree.Element) if element.get('id')}
    known: dict[etree._Element, float] = {}

    def count(element: etree._Element) -> float:
        if element not in known:
            known[element] = math.inf  # while it is counted
            parts = [count(child) for child in element.iterchildren(etree.Element)]
            link = element.get(LINK) or element.get('href') or ''
            if element.tag == f'{SVG}use' and (used := named.get(link.removeprefix('#'))) is not None:
                parts.append(count(used))
            for name, value in element.attrib.items():
                for found in REFERENCE.finditer(value):
                    used, is_marker = named.get(found[2]), 'marker' in (found[1] or name)
                    if used is not None:  # a marker stands at each point of a line
                        parts.append(count(used) * (len(POINT.findall(element.get('d', ''))) if is_marker else 1))
            known[element] = 1 + sum(parts)
        return known[element]

    try:
        return count(root)
    except RecursionError:
        return math.inf


def check_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """Report each faulty picture of a page, and leave it out: nobody may wait for one that never ends."""
    page = app.env.doc2path(app.env.current_document.docname)
    for image in list(doctree.findall(nodes.image)):
        found = [one for path in _files(app, page, image['uri']) for one in faults(path)]
        report(found)
        if found:
            app.env.note_reread()
            image.parent.remove(image)


def _files(app: Sphinx, page: Path, uri: str) -> list[Path]:
    """Return the files that a picture may be shown from, by the names somebody has given them; none that is absent."""
    if '://' in uri or uri.startswith('data:'):
        return []
    folder, name = (Path(app.srcdir), uri.lstrip('/')) if uri.startswith('/') else (Path(page).parent, uri)
    names = [Path(name), Path(get_image_filename_for_language(name, app.env))]
    paths = [found for one in names for found in (_matching(folder, name) if '*' in name else [folder / one])]
    return [path for path in dict.fromkeys(paths) if not is_absent(path)]


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Return the files that ``picture.*`` may stand for; what is no pattern fits none."""
    try:
        return sorted(folder.glob(pattern))
    except ValueError:
        return []


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('doctree-read', check_pictures, priority=100)  # before Sphinx, which follows links
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
