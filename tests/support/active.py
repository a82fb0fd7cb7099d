"""What in a finished page or PDF does something, or leads somewhere, besides words; for tests of every output."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pikepdf
from lxml import etree, html

#: Attributes with an address, and elements that bring a program, a frame or a form along.
ADDRESSES = ('href', 'src', 'action', 'formaction', 'data', 'poster', 'srcset', 'background', 'cite', 'longdesc')
PROGRAMS = ('script', 'iframe', 'frame', 'object', 'embed', 'base', 'applet', 'form', 'portal')


def of_tree(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what each element does or leads to, as its kind and what it says."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in PROGRAMS:
            yield name, ' '.join([*map('='.join, sorted(element.items())), (element.text or '').strip()])
        for key, value in element.items():
            attribute = etree.QName(key).localname.lower()
            if attribute.startswith('on') or attribute in ('style', 'srcdoc', 'http-equiv', 'target'):
                yield attribute, value
            elif attribute in ADDRESSES:
                address = urlsplit(re.sub(r'[\s\x00-\x1f]', '', value).lower())
                yield (
                    ('address', f'{address.scheme}://{address.netloc}')
                    if address.scheme or address.netloc
                    else (
                        ('outside', value)
                        if '..' in Path(address.path).parts[1:] or address.path.startswith('/')
                        else ('', '')
                    )
                )


def of_pages(folder: Path) -> dict[str, set[tuple[str, str]]]:
    """Return what the web pages below ``folder`` do, by page."""
    parser = html.HTMLParser(encoding='utf-8')
    return {
        path.relative_to(folder).as_posix(): set(of_tree(html.parse(str(path), parser).getroot())) - {('', '')}
        for path in sorted(folder.rglob('*.html'))
    }


def of_epub(book: Path) -> dict[str, set[tuple[str, str]]]:
    """Return what the pages and pictures of an EPUB do, by page."""
    with ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith(('.xhtml', '.svg', '.opf', '.ncx'))]
        return {name: set(of_tree(etree.fromstring(archive.read(name)))) - {('', '')} for name in names}


def of_pdf(path: Path) -> set[tuple[str, str]]:
    """Return what a PDF does: its actions, with the addresses of links, and files within it."""
    found = set()
    with pikepdf.open(path) as pdf:
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                continue
            if '/S' in one and str(one['/S']) in (
                '/URI',
                '/JavaScript',
                '/Launch',
                '/SubmitForm',
                '/GoToR',
                '/ImportData',
            ):
                address = urlsplit(str(one.get('/URI', '')).lower())
                found.add((str(one['/S']), f'{address.scheme}://{address.netloc}'))
            found |= {
                (key, '') for key in ('/JS', '/AA', '/EmbeddedFile', '/EmbeddedFiles', '/OpenAction') if key in one
            }
    return found
