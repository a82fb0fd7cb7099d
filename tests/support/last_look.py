"""What no output of an author's words may hold: anything that runs, frames, sends or leads to a foreign scheme."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from lxml import etree, html

FRAMES = {'iframe', 'frame', 'object', 'embed', 'applet', 'base', 'foreignobject'}
#: Addresses of the book itself begin in none of these ways.
SCHEME = re.compile(r'([a-z][a-z0-9+.-]*):', re.IGNORECASE)
ADDRESSES = {'href', 'src', 'data', 'action', 'formaction', 'poster', 'ping', 'to'}
HARMLESS = {'http', 'https', 'mailto'}


def in_markup(markup: bytes, *, own_scripts: bool = False) -> Iterator[str]:
    """Yield what runs or leads away in a page or drawing.

    :param own_scripts: pass over scripts and forms of the theme: those that name a file beside the pages.
    """
    tree = etree.HTML(markup, html.HTMLParser(encoding='utf-8'))
    for element in tree.iter(etree.Element):
        name = element.tag.rpartition(':')[2].lower()
        is_own = own_scripts and '_static/' in element.get('src', '')
        if (name == 'script' and not is_own) or name in FRAMES:
            yield f'<{name}>'
        if name == 'meta' and element.get('http-equiv', '').lower() in ('refresh', 'set-cookie'):
            yield '<meta refresh>'
        for key, value in element.items():
            local = key.rpartition(':')[2].lower()
            if local.startswith('on') or local in ('target', 'ping', 'srcdoc'):
                yield f'{name} {key}'
            if local == 'style' and re.search(r'url\(|position', value):
                yield f'{name} style {value}'
            found = SCHEME.match(re.sub(r'[\x00-\x20]', '', value)) if local in ADDRESSES else None
            if found and (found[1].lower() not in HARMLESS or local in ('src', 'data')):
                yield f'{name} {key} {value[:60]}'


def in_folder(folder: Path) -> list[str]:
    """Return what runs or leads away in the pages and drawings of a folder; search and index pages are the theme's."""
    return [
        f'{path.name}: {fault}'
        for path in sorted(folder.rglob('*'))
        if path.suffix in ('.html', '.xhtml', '.svg') and path.name not in ('search.html',)
        for fault in in_markup(path.read_bytes(), own_scripts=True)
    ]


def in_epub(book: Path) -> list[str]:
    with ZipFile(book) as archive:
        return [
            f'{name}: {fault}'
            for name in archive.namelist()
            if name.endswith(('.xhtml', '.html', '.svg'))
            for fault in in_markup(archive.read(name))
        ]


def in_pdf(book: Path) -> list[str]:
    """Return the actions of a PDF other than going to a page of it, or to a page of the web."""
    found = []
    with pikepdf.open(book) as pdf:
        for thing in pdf.objects:
            if not isinstance(thing, pikepdf.Dictionary):
                continue
            if kind := thing.get('/S'):
                address = str(thing.get('/URI', ''))
                if str(kind) in ('/JavaScript', '/Launch', '/GoToR', '/SubmitForm', '/ImportData'):
                    found.append(str(kind))
                if address and SCHEME.match(address)[1].lower() not in HARMLESS:
                    found.append(address)
            found += [key for key in ('/JS', '/AA', '/EmbeddedFiles') if key in thing]
    return found


def holds(folder: Path, word: str) -> list[str]:
    """Return the files of a folder in which ``word`` stands, in EPUBs and PDFs too."""
    return [path.name for path in sorted(folder.rglob('*')) if path.is_file() and word.encode() in _bytes(path)]


def _bytes(path: Path) -> bytes:
    if path.suffix == '.epub':
        with ZipFile(path) as archive:
            return b'\n'.join(archive.read(name) for name in archive.namelist())
    if path.suffix == '.pdf':
        with pikepdf.open(path) as pdf:
            streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
            return b'\n'.join(_read(stream) for stream in streams)
    return path.read_bytes()


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except (pikepdf.PdfError, zlib.error):  # a picture
        return b''
