"""Pictures of the pages: found from where the book stands, shown once, with words for those who do not see them."""

import posixpath
import re
from collections.abc import Iterator, Set
from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from lxml import etree

from publishing.core.files import is_file
from publishing.core.findings import Code
from publishing.core.nodes import classes
from publishing.core.plain_messages import warn
from publishing.pdf.book.assembly import Document
from publishing.pdf.book.code_spans import unwrap
from publishing.pdf.book.links import SCHEME
from publishing.pdf.book.source_lines import line_of


def need_alternative(image: nodes.image, docname: str) -> None:
    """Warn of a picture without alternative text and leave it empty; docutils would say the path of the file."""
    if 'alt' not in image:
        line = next((node.line for node in _upwards(image) if node.line), None)
        _warn_of_alternative(image['uri'], (docname, line))
        image['alt'] = ''


def _upwards(node: nodes.Node | None) -> Iterator[nodes.Node]:
    while node is not None:
        yield node
        node = node.parent


def _warn_of_alternative(picture: str, place: tuple[str, int | None]) -> None:
    name = '' if picture.startswith('data:') else f' "{picture.rpartition("/")[2]}"'
    warn(
        Code.ALT_TEXT,
        f'the picture{name} has no alternative text; expected words for those who do not see it. Say what it shows '
        '(:alt:), or leave them empty where it only decorates.',
        place,
    )


def place(document: Document, known: Set[str], folder: str) -> None:
    """Let pictures that a page names by itself, in HTML, be found from the book, which stands at the top.

    :param known: addresses that are right already; so are those in ``folder``.
    """
    for image in document.body.iter('img'):
        source = image.get('src', '').strip()
        if image.get('alt') is None:
            _warn_of_alternative(source, (document.name, line_of(image)))
            image.set('alt', '')
        _style_size(image)
        if source.startswith('//'):
            image.set('src', f'https:{source}')
        elif source and source not in known and not source.startswith(f'{folder}/') and not SCHEME.match(source):
            found = posixpath.join(posixpath.dirname(document.name), source)
            image.set('src', posixpath.normpath(found).lstrip('/'))


def _style_size(image: etree._Element) -> None:
    """Say in the style of a picture what its attributes say of its size, which WeasyPrint does not read."""
    style = image.get('style', '')
    for name in ('width', 'height'):
        size = re.fullmatch(r'\s*(\d+(?:\.\d+)?)\s*(%|px)?\s*', image.get(name, ''))
        if size and not re.search(rf'(?:^|;)\s*{name}\s*:', style):
            style = f'{name}: {size[1]}{size[2] or "px"}; {style}'.strip()
            image.set('style', style)


def replace_missing(document: Document, output: Path, folder: str, named: Set[str]) -> None:
    """Put its alternative text where an image file is missing.

    :param folder: the one in ``output`` that has what Sphinx has copied.
    :param named: addresses that Sphinx has warned of.
    """
    for image in list(document.body.iter('img')):
        source = image.get('src', '')
        if source.startswith(f'{folder}/') or SCHEME.match(source) or is_file(Path(output, unquote(source))):
            continue
        if source not in named:
            warn(
                Code.IMAGE_MISSING,
                f'there is no picture "{source}" in the output; expected one that html_static_path or html_extra_path '
                'brings. Its alternative text stands in its place.',
                (document.name, line_of(image)),
            )
        text = etree.Element('span', {'class': 'missing-image'})
        if image.get('id'):  # the index may lead there
            text.set('id', image.get('id'))
        text.text, text.tail = image.get('alt', ''), image.tail
        image.getparent().replace(image, text)


def drop_dark(body: etree._Element) -> None:
    """Take out what themes show on dark screens only; what they show on light ones stays."""
    for element in list(body.iter(etree.Element)):
        if 'only-dark' in classes(element) and element is not body:
            holder = element.getparent()
            element.drop_tree()
            if holder.tag in ('a', 'p') and not len(holder) and not (holder.text or '').strip():
                holder.drop_tree()


def unlink(body: etree._Element) -> None:
    """Take off links to the picture in them alone, which a book has no page for; the picture keeps their names."""
    links = [link for link in body.iter('a') if _is_of_picture(link)]
    for link in links:
        image = next(link.iter('img', 'object', 'span'), None)
        if link.get('id') and image is not None and not image.get('id'):
            image.set('id', link.get('id'))
    for holder in {link.getparent() for link in links}:
        unwrap(holder, _is_of_picture)


def _is_of_picture(element: etree._Element) -> bool:
    if element.tag != 'a' or 'image-reference' not in classes(element):
        return False
    return not re.match(r'#|[\w+.-]+:', element.get('href', ''))
