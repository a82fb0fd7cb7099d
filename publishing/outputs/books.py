"""What may be in an EPUB: pages, drawings, pictures, fonts and the lists that lead through them."""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from publishing.core import addresses
from publishing.outputs import markup, styles
from publishing.outputs.markup import Fault
from publishing.outputs.tags import Tag, of_xml

#: Files that hold no more than what they show.
PICTURES = {'.png', '.jpg', '.jpeg', '.gif', '.webp'}
FONTS = {'.ttf', '.otf', '.woff', '.woff2'}
PAGES = {'.xhtml', '.html'}
#: Lists of an EPUB, and the one attribute by which each names a file.
LISTS = {'.opf': 'href', '.ncx': 'src', 'META-INF/container.xml': 'full-path'}
RUN = {'scripted', 'remote-resources'}


def faults(data: bytes) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong in an EPUB, each with the name of the file in it."""
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        yield '', Fault(None, f'it cannot be read ({error})', 'an EPUB')
        return
    with archive:
        names = set(archive.namelist())
        for name in archive.namelist():
            for fault in _of_file(name, archive.read(name), names):
                yield name, fault


def _of_file(name: str, data: bytes, names: set[str]) -> Iterator[Fault]:
    suffix = PurePosixPath(name).suffix.lower()
    if name.startswith('/') or '..' in PurePosixPath(name).parts:
        yield Fault(None, 'its name leaves the book', 'a file of the book')
    elif suffix in PAGES:
        yield from markup.faults(of_xml(data), markup.EPUB)
    elif suffix == '.svg':
        yield from markup.faults(of_xml(data), markup.DRAWING)
    elif suffix == '.css':
        for fault in styles.faults(data.decode('utf-8', 'replace')):
            yield Fault(None, fault, 'only what lies in the book')
    elif attribute := LISTS.get(name) or LISTS.get(suffix):
        yield from _of_list(name, data, attribute, names)
    elif name != 'mimetype' and suffix not in PICTURES | FONTS:
        yield Fault(None, 'it is of a kind that no page needs', 'pages, pictures, fonts')


def _of_list(name: str, data: bytes, attribute: str, names: set[str]) -> Iterator[Fault]:
    for tag in of_xml(data, every=True):
        if not isinstance(tag, Tag):
            yield Fault(tag.line, tag.what, 'a list that every program reads alike')
            continue
        address = tag.attributes.get(attribute, '')
        file = posixpath.normpath(unquote(address.partition('#')[0]))
        if address and (not addresses.may_fetch(address) or file not in names):
            yield Fault(tag.line, f'it names "{markup.shortened(address)}"', 'a file of the book')
        if run := RUN & set(tag.attributes.get('properties', '').split()):
            yield Fault(tag.line, f'a page is "{", ".join(sorted(run))}"', 'pages that run and fetch nothing')
