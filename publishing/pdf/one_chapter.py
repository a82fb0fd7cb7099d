"""One chapter of a book laid out alone, for an author who has changed it: the pages that the whole book will have.

The numbers of all other pages are those of the whole book as it was last built (its ``pages.json``). The chapter begins
on its page there; where it leads to others, they stand as empty pages with their numbers before it, and are left out
when it is written. What moves in the book when the chapter has more pages than before, only the whole book can say.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.nodes import classes
from publishing.core.page_map import BODIES, NUMBERS, read_bodies, read_map
from publishing.pdf.book.assembly import HEADINGS
from publishing.pdf.book.identifiers import parts
from publishing.pdf.excerpt import extract, web_address
from publishing.pdf.layout import claims
from publishing.pdf.layout.layout import Layout, write_screen

#: The name of the pages that stand for others, with their numbers behind it.
ELSEWHERE = 'elsewhere'
#: A heading that is nowhere but in the order of headings.
UNSEEN = 'break-before: auto; counter-reset: none; counter-increment: none; string-set: none; bookmark-level: none'


class UnknownError(FindingsError, SphinxError):
    """Raised for a chapter that is not in the book, or whose page is not known."""

    category = 'PDF'

    def __init__(self, text: str) -> None:
        super().__init__([Finding('CHAPTER', None, Code.CHAPTER_UNKNOWN, text)])


@dataclass(frozen=True)
class Alone:
    """A book with one chapter, the numbers of the empty pages before it, and that of its own first page."""

    text: str
    name: str
    before: tuple[int, ...]
    first: int

    def number_of(self, place: int) -> int:
        """Return the number of the page at ``place``, from 1."""
        return self.before[place - 1] if place <= len(self.before) else self.first + place - len(self.before) - 1


def kept(whole: Path, env: BuildEnvironment, name: str) -> dict[str, str]:
    """Return the HTML of what is not printed with the chapter ``name``, where the last whole book has left it.

    Only identifiers are read from it. What the chapter holds, and pages with a table of contents, are written anew.
    """
    bodies = read_bodies(whole / BODIES)
    own, waiting = set(), [name]
    while waiting:
        own.add(document := waiting.pop())
        waiting += [child for child in env.toctree_includes.get(document, ()) if child not in own]
    return {name: body for name, body in bodies.items() if name not in own and name not in env.toctree_includes}


def numbers_of(whole: Path) -> Mapping[str, int]:
    """Return on which page each identifier of the whole book stands.

    :raises UnknownError: where no book has been built.
    """
    if (known := read_map(whole / NUMBERS)) is None:
        raise UnknownError('no page numbers are known yet; expected those of the book. Build the whole PDF once.')
    return known.pages


def alone(text: str, name: str, numbers: Mapping[str, int]) -> Alone:
    """Return the book ``text`` with nothing but the chapter ``name``.

    :raises UnknownError: for a name that no chapter has, or none that the last book had.
    """
    tree = html.document_fromstring(text)
    body = tree.find('body')
    chapter = _chapter(body, name, numbers)
    own = {identifier for element in chapter.iter(etree.Element) if (identifier := element.get('id'))}
    wanted = {target for target in _targets(chapter) if target not in own}
    named = sorted(target for target in set(_targets(body)) if target in own)
    _keep_only(chapter, body)
    first, pages = numbers[name], {}
    for target in sorted(wanted):
        pages.setdefault(numbers.get(target, numbers.get(parts(target)[0], 0)), []).append(target)
    stubs = sorted(pages.items())
    if len(stubs) % 2 != first % 2:  # so that the chapter stands on its side
        stubs.insert(0, (0, []))
    stubs.append((first - 1, []))
    for place, (_number, targets) in enumerate(stubs):
        body.insert(place, _stub(place, targets))
    own_level = next((heading.tag for heading in chapter.iter(*HEADINGS)), 'h1')
    for tag in HEADINGS:  # those above the chapter's own, so that no level is left out
        if tag < own_level:
            etree.SubElement(body[0], tag, {'style': UNSEEN})
    links = html.Element('div', {'style': 'display: none'})  # whether the text names a figure
    for target in named:
        etree.SubElement(links, 'a', {'href': f'#{target}'})
    body.append(links)
    style = etree.SubElement(tree.find('head'), 'style')
    style.text = '\n'.join(
        f'@page {ELSEWHERE}-{place} {{ counter-reset: page {number} }}'
        for place, (number, _targets) in enumerate(stubs)
    )
    text = '<!DOCTYPE html>\n' + html.tostring(tree, encoding='unicode')
    return Alone(text, name, tuple(number for number, _targets in stubs), first)


def write(builder, name: str) -> int:
    """Write the chapter ``name`` with page numbers of the book in the folder ``pdf_whole``; return how many it has.

    Links to other chapters lead to the web pages, where ``html_baseurl`` names their address.

    :raises UnknownError: as :func:`alone` and :func:`numbers_of`.
    """
    whole, folder = Path(builder.outdir, builder.config.pdf_whole), Path(builder.outdir)
    numbers, builder.bodies = numbers_of(whole), kept(whole, builder.env, name)
    chapter = alone(builder.assemble(), name, numbers)
    SingleFileHTMLBuilder.copy_image_files(builder)
    builder._look(chapter.text)
    layout = builder._lay_out(chapter.text, chapter.number_of)
    document = extract(
        layout.document,
        len(chapter.before) + 1,
        layout.page_count,
        lambda target: web_address(builder._app, target),
    )
    document.first, document.metadata.title = chapter.first, builder.env.titles[name].astext()
    written = Layout(document, [], strict=layout.strict)
    target = folder / f'{builder.file_name()}-{name.replace("/", "-")}.pdf'
    identifier = hashlib.sha256(chapter.text.encode()).hexdigest()[:32].encode()
    claims.report(write_screen(written, target, identifier, builder.config.pdf_standard), target.name)
    builder._say(chapter.text, written.warnings)
    return written.page_count


def _chapter(body: etree._Element, name: str, numbers: Mapping[str, int]) -> etree._Element:
    chapters = {
        element.get('id'): element
        for element in body.iter('div')
        if 'document' in (kinds := classes(element)) and kinds & {'chapter', 'matter'} and element.get('id') in numbers
    }
    if name not in chapters:
        raise UnknownError(
            f'no chapter "{name}" with a known page; expected one of {", ".join(chapters)}. Write one of these names; '
            'for a new chapter, build the whole PDF once.'
        )
    return chapters[name]


def _targets(element: etree._Element) -> list[str]:
    return [unquote(href[1:]) for link in element.iter('a') if (href := link.get('href', '')).startswith('#')]


def _keep_only(chapter: etree._Element, body: etree._Element) -> None:
    """Take everything out of ``body`` but the chapter and what is around it."""
    inner = chapter
    while inner is not body:
        outer = inner.getparent()
        outer[:], outer.text, inner.tail = [inner], None, None
        inner = outer


def _stub(place: int, targets: list[str]) -> etree._Element:
    """Return an empty page on which ``targets`` stand."""
    stub = html.Element('div', {'style': f'page: {ELSEWHERE}-{place}'})
    for target in targets:
        etree.SubElement(stub, 'div', {'id': target})
    return stub
