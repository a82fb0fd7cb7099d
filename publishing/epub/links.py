"""What the pages and styles of an EPUB name: it is in the book, or on the web, or they name it no longer.

E-readers fetch nothing, and one name that leads nowhere makes the whole file invalid. A picture that is not there gives
way to its alternative text, a link to plain text; both are said with their page.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from publishing.core import addresses
from publishing.epub.allowed import XHTML, drop

HREF = ('href', '{http://www.w3.org/1999/xlink}href')
#: What may stand in an address besides letters and figures; codes of signs stay.
SIGNS = "/:?#[]@!$&'()*+,;=-._~%"
URL = re.compile(r'url\(\s*(?:"([^"]*)"|\'([^\']*)\'|([^"\')\s][^)]*?))\s*\)', re.IGNORECASE)
IMPORT = re.compile(r'@import\s+(?:url\()?\s*["\']?([^"\')\s;]+)["\']?\s*\)?[^;]*;', re.IGNORECASE)
#: Properties that EPUB forbids: the page itself says its direction.
FORBIDDEN = re.compile(r'(?<![\w-])(?:direction|unicode-bidi)\s*:[^;}]*;?', re.IGNORECASE)


def file_of(page: str, address: str) -> str:
    """Return the file that ``address`` names on ``page``, from the top of the book."""
    path = unquote(address.partition('#')[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def mend_links(folder: Path, pages: Collection[str], files: Collection[str]) -> Iterator[tuple[str, str]]:
    """Mend what ``pages`` name.

    :param files: everything that will be in the book; pages and files are given from ``folder``, the top of the book.
    :return: a page and what it named in vain, for each.
    """
    trees = {page: etree.parse(folder / page) for page in pages}
    identifiers = {page: {element.get('id') for element in tree.iter(etree.Element)} for page, tree in trees.items()}
    for page, tree in trees.items():
        changed = False
        for element in list(tree.iter(etree.Element)):
            for said in _mend(element, page, identifiers, files):
                changed = True
                if said:
                    yield page, said
        if changed:
            text = etree.tostring(tree.getroot(), encoding='utf-8', xml_declaration=True, doctype='<!DOCTYPE html>')
            (folder / page).write_bytes(text + b'\n')


def _mend(
    element: etree._Element, page: str, identifiers: Mapping[str, set[str]], files: Collection[str]
) -> Iterator[str]:
    """Mend what one element names; yield for each change what has become plain text, or ''."""
    if (style := element.get('style')) and (mended := mend_style(style, page, files)) != style:
        element.set('style', mended)
        yield ''
    css = element.text if element.tag == f'{XHTML}style' else ''
    if css and (mended := mend_style(css, page, files)) != css:
        element.text = mended
        yield ''
    if element.tag in (f'{XHTML}img', f'{XHTML}source'):
        yield from _picture(element, page, files)
        return
    for name in HREF:
        if (address := element.get(name)) is None:
            continue
        if element.tag == f'{XHTML}link':
            if not addresses.may_fetch(address) or file_of(page, address) not in files:
                drop(element)
                yield ''
        elif (mended := _target(address, page, identifiers, files)) != address:
            del element.attrib[name]
            if mended:
                element.set(name, mended)
            else:
                for of_link in ('target', 'rel', 'hreflang', 'type'):
                    element.attrib.pop(of_link, None)
            yield '' if mended else address


def _picture(image: etree._Element, page: str, files: Collection[str]) -> Iterator[str]:
    if image.attrib.pop('srcset', None) is not None or image.attrib.pop('sizes', None) is not None:
        yield ''
    source = image.get('src', '')
    if source.startswith('data:') and addresses.CARRIED.fullmatch(source):
        return
    if image.tag == f'{XHTML}source':
        drop(image)
        yield ''
        return
    if addresses.may_fetch(source) and (file := file_of(page, source)) in files and file != page:
        if (coded := quote(source, SIGNS)) != source:
            image.set('src', coded)
            yield ''
        return
    words = image.get('alt') or unquote(source).rpartition('/')[2] or 'image'
    inside = any(around.tag == f'{XHTML}a' for around in image.iterancestors())
    on_web = addresses.may_lead(source) and '://' in source and not inside and _is_address(quote(source, SIGNS))
    image.tag, image.text = (f'{XHTML}a' if on_web else f'{XHTML}span'), words
    image.attrib.clear()
    image.set('class', 'missing-image')
    if on_web:
        image.set('href', quote(source, SIGNS))
    yield source or 'a picture without an address'


def _target(address: str, page: str, identifiers: Mapping[str, set[str]], files: Collection[str]) -> str:
    """Return where a link leads in the book or on the web, or ''."""
    coded = quote(address.strip(), SIGNS)
    if not addresses.may_lead(address) or not _is_address(coded):
        return ''
    if addresses.scheme(address):
        return coded
    file, _hash, fragment = file_of(page, address), *address.partition('#')[1:]
    if file not in identifiers:
        return coded if file in files and not fragment else ''
    if fragment and not {fragment, unquote(fragment)} & identifiers[file]:
        word = '-'.join(unquote(fragment).split())  # an identifier of several words has become one
        fragment = word if word in identifiers[file] else ''
        if not fragment and file == page:
            return ''
    path = quote(address.strip().partition('#')[0], SIGNS)
    return f'{path}#{quote(fragment, SIGNS.replace("#", ""))}' if fragment else path or posixpath.basename(page)


def _is_address(address: str) -> bool:
    """Tell whether an address can be taken apart as the standard says."""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    return address.count('#') <= 1 and not set('[]') & set(parts.path + parts.query + parts.fragment)


def mend_style(css: str, sheet: str, files: Collection[str]) -> str:
    """Return a style sheet, or the value of a style attribute, that names files of the book only.

    :param sheet: the file it stands in.
    """

    def named(found: re.Match) -> str:
        address = next(one for one in found.groups() if one is not None)
        if addresses.CARRIED.fullmatch(address) or address.startswith('#'):
            return found[0]
        if not addresses.may_fetch(address) or file_of(sheet, address.partition('?')[0]) not in files:
            return 'none'
        coded = quote(address, SIGNS)
        return found[0] if coded == address else f'url("{coded}")'

    def imported(found: re.Match) -> str:
        there = addresses.may_fetch(found[1]) and file_of(sheet, found[1]) in files
        return found[0] if there else ''

    return FORBIDDEN.sub('', URL.sub(named, IMPORT.sub(imported, css)))


def named_in(css: str, sheet: str) -> set[str]:
    """Return the files that a style sheet names."""
    found = [next(one for one in match.groups() if one is not None) for match in URL.finditer(css)]
    found += [match[1] for match in IMPORT.finditer(css)]
    return {file_of(sheet, address.partition('?')[0]) for address in found}
