"""Where a message stands: its page in the PDF and its place on the web, as far as they have been built."""

import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
from docutils import nodes
from sphinx.util.nodes import extract_messages

from publishing.core.page_map import read_map
from publishing.core.project import ROOT
from publishing.text.paragraph_numbers import NUMBER
from publishing.translation.catalogs.syntax import INTERFACE
from publishing.translation.catalogs.templates import DOCTREES

#: Identifiers that count things up and change with every citation or note before them.
PASSING = re.compile(r'^(id|index-|footnote-reference-)\d+$')


@dataclass(frozen=True)
class Place:
    """Number of the page in the PDF and address below the language's web pages; None and ``''`` when not known."""

    pdf_page: int | None = None
    web: str = ''


def places(
    page: str,
    pot: polib.POFile,
    language: str,
    root: Path = ROOT,
    doctrees: Path = DOCTREES,
) -> dict[str, Place]:
    """Return the place of each message of ``page`` by its English text.

    A message is where the nearest identifier at or before it is: a paragraph's number, a section, a figure.
    """
    tree = doctrees / f'{page}.doctree'
    if page == INTERFACE or not tree.is_file():
        return {}
    page_map = read_map(root / 'build' / 'work' / f'pdf-{language}' / 'pages.json')
    numbers = page_map.pages if page_map else {}
    html = root / 'build' / 'site' / language / f'{page}.html'
    on_web = set(re.findall(r'\bid="([^"]+)"', html.read_text(encoding='utf-8'))) if html.is_file() else set()
    with tree.open('rb') as file:
        doctree = pickle.load(file)
    found = {text: _place(page, names, numbers, on_web) for text, names in _identifiers(doctree)}
    start = _place(page, [], numbers, on_web)
    return {entry.msgid: found.get(entry.msgid, start) for entry in pot}


def _identifiers(doctree: nodes.document) -> Iterator[tuple[str, list[str]]]:
    """Yield each message with the identifiers at and before it on its page, nearest first."""
    texts = {id(node): text for node, text in reversed(list(extract_messages(doctree)))}
    names: list[str] = []
    met = set()
    for node in doctree.findall(nodes.Element):
        own = [name for name in node.get('ids', ()) if not PASSING.match(name)]
        if NUMBER in node.attributes:
            own.insert(0, f'par-{node[NUMBER]}')
        names = [*own, *names]
        if (text := texts.get(id(node))) is not None and text not in met:
            met.add(text)
            yield text, names


def _place(page: str, names: list[str], numbers: Mapping[str, int], on_web: set[str]) -> Place:
    number = next((numbers[key] for name in names if (key := f'{page}:{name}') in numbers), numbers.get(page))
    # Paragraphs of part openers have no number; only what has been built tells which do.
    anchor = next((name for name in names if name in on_web or (not on_web and not name.startswith('par-'))), '')
    return Place(number, f'{page}.html' + (f'#{anchor}' if anchor else ''))
