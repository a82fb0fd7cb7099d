"""The index of the search page: which stem stands on which page, how weighty it is there, and the text by sections.

It is made of the finished pages, so that it holds what readers see. ``search-index.js`` is loaded with the search page,
``search-words-N.js`` (stems and their pages, by the alphabet) and ``search-text-N.js`` (the text of page N) as a query
wants them. All are scripts that call ``HandbookSearch`` with data: a page on a disk may load a script, but no file.
"""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from os.path import commonprefix
from pathlib import Path

from lxml import html

from publishing.core.files import read_bytes
from publishing.core.findings import Code
from publishing.core.nodes import classes

INDEX_FILE = 'search-index.js'
WORDS_FILE = 'search-words-{number}.js'
TEXT_FILE = 'search-text-{number}.js'
#: What of a page is no text of it: menus, permalinks, the numbers of sources.
LEFT_OUT = frozenset('nav script style noscript headerlink paragraph-number bibtex-citation footnote-reference'.split())
#: What a page of terms, and a page of sources, consists of.
KIND_CLASSES = ({'glossary'}, {'citation', 'citation-list', 'bibliography'})
BLOCKS = frozenset('p li dt dd td th h1 h2 h3 h4 h5 h6 div figcaption caption text br section tr'.split())
HEADINGS = frozenset(('h1', 'h2', 'h3', 'h4', 'h5', 'h6'))
#: A number with spaces or commas between its thousands, that of an act with all its parts, a word with combining marks.
TOKEN = re.compile(r'(?<!\d)\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+(?:[/–-]\w+)+|[\w\u0300-\u036f]+')
#: What divides thousands.
DIVIDER = re.compile(r'[ \u00a0\u202f,.]')
#: How much a word of a title, of a heading and of a defined term counts; elsewhere one.
TITLE, HEADING, TERM = 12.0, 4.0, 3.0
#: As in Okapi BM25: how soon more of the same word stops to count, and how far a long page is held back.
SATURATION, LENGTH = 1.6, 0.6
#: Steps in which the weight of a word on a page is kept.
STEPS = 9
#: Letters in a part of the index: about ten kilobytes when it is packed.
SIZE = 20_000
#: Kinds of pages, the last of them behind all others: text, lists of terms, sources.
TEXT, TERMS, SOURCES = 0, 1, 2


@dataclass
class Part:
    """A section of a page, or a term with its definition: the address in the page, its title, its text."""

    anchor: str
    title: str = ''
    is_term: bool = False
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the text without soft hyphens and with single spaces."""
        return re.sub(r' ([.,;:])(?!\w)', r'\1', unicodedata.normalize('NFC', _words(''.join(self.pieces))))


@dataclass
class Page:
    """A page: address, title, kind and parts."""

    address: str
    title: str
    kind: int
    parts: list[Part]


def page_of(data: bytes, address: str) -> Page | None:
    """Return what of a page can be found; None for a page without text."""
    document = html.document_fromstring(data, parser=html.HTMLParser(encoding='utf-8'))
    mains = (
        document.xpath('//*[@role="main"]//article') or document.xpath('//*[@role="main"]') or document.xpath('//body')
    )
    if not mains:
        return None
    main = mains[0]
    for one in [one for one in main.iter() if isinstance(one.tag, str) and LEFT_OUT & {one.tag, *classes(one)}]:
        if one.getparent() is not None:
            one.drop_tree()
    kind = _kind(main)
    for one in main.xpath('.//a[starts-with(normalize-space(), "http")]') if kind == SOURCES else ():
        one.drop_tree()
    parts = [Part('')]
    _collect(main, parts, [parts[0]])
    parts = [part for part in parts if part.text() or part.title]
    title = next((part.title for part in parts if part.title), '')
    return Page(address, title, kind, parts) if parts else None


def _kind(main: html.HtmlElement) -> int:
    """Return the kind of a page, more than half of whose text is of it."""
    whole = len(main.text_content())
    for kind, names in enumerate(KIND_CLASSES, TERMS):
        outermost, share = None, 0
        for one in main.iter('dl', 'ol', 'div'):
            if names & classes(one) and (outermost is None or outermost not in one.iterancestors()):
                outermost, share = one, share + len(one.text_content())
        if share > whole / 2:
            return kind
    return TEXT


def _collect(element: html.HtmlElement, parts: list[Part], open_parts: list[Part]) -> None:
    """Add the text of ``element`` to the innermost open part; a section or a term with an address opens one."""
    opens = element.tag == 'section' or (element.tag == 'dt' and element.get('id'))
    if element.tag == 'dt' and open_parts[-1].is_term:
        open_parts.pop()
    if opens and element.get('id'):
        is_term = element.tag == 'dt'
        part = Part(element.get('id'), _words(element.text_content()) if is_term else '', is_term)
        parts.append(part)
        open_parts.append(part)
    depth = len(open_parts)
    here = open_parts[-1]
    if element.tag in HEADINGS and not here.title:
        here.title = _words(element.text_content())
        here.pieces.append(' ')
        return
    if not (opens and element.tag == 'dt'):
        here.pieces.append(element.text or '')
        for child in element:
            if isinstance(child.tag, str):
                _collect(child, parts, open_parts)
            open_parts[-1].pieces.append(child.tail or '')
    if element.tag == 'section' and element.get('id'):
        del open_parts[depth - 1 :]
    if element.tag == 'dl':
        while open_parts[-1].is_term:
            open_parts.pop()
    if element.tag in BLOCKS:
        open_parts[-1].pieces.append(' ')


def _words(text: str) -> str:
    """Return ``text`` without soft hyphens and with single spaces."""
    return ' '.join(text.replace('\u00ad', '').split())


def tokens(text: str) -> Iterator[str]:
    """Yield the words and numbers of ``text``; a number of an act and one with thousands as a whole and in parts."""
    for token in TOKEN.findall(unicodedata.normalize('NFC', text)):
        yield DIVIDER.sub('', token)
        if not token.isalnum():
            yield from (part for part in re.findall(r'\w+', token) if part != token)


class Stems:
    """The stems of a language, without the words that the search passes over; ``found``: those in an index."""

    def __init__(self, stem: Callable[[str], str], stop_words: Iterable[str]):
        self.stem, self.stop_words, self.known = stem, frozenset(stop_words), {}
        self.found: set[str] = set()

    def of(self, text: str) -> list[str]:
        """Return the stems of the words of ``text``."""
        return [self._of_word(word) for word in tokens(text.lower()) if word not in self.stop_words]

    def _of_word(self, word: str) -> str:
        if word not in self.known:
            self.known[word] = word if word[0].isdigit() else self.stem(word)
        return self.known[word]


def weights(page: Page, stems: Stems) -> tuple[dict[str, float], int]:
    """Return how much each stem counts on the page, and how many words the page has."""
    counts: Counter = Counter()
    length = 0
    for part in page.parts:
        text = stems.of(part.text())
        length += len(text)
        counts.update(text)
        by = TITLE if part.title == page.title else TERM if page.kind else HEADING
        for stem in stems.of(part.title):
            counts[stem] += by
    return counts, length


def index_of(pages: list[Page], stems: Stems) -> tuple[dict, list[dict]]:
    """Return the index as the script expects it: what is loaded with the search page, and the parts with the stems.

    Of a part, ``words`` has its stems in order, each as the number of letters that it shares with the one before and
    the rest; ``places`` for each stem its pages: how far from the one before, in letters, and the weight.
    """
    counted = [weights(page, stems) for page in pages]
    mean = sum(length for _, length in counted) / (len(counted) or 1) or 1
    places: dict[str, list[tuple[int, int]]] = {}
    stems.found.update(*(counts for counts, _ in counted))
    for number, (counts, length) in enumerate(counted):
        slow = SATURATION * (1 - LENGTH + LENGTH * length / mean)
        for stem, count in counts.items():
            weight = round(STEPS * count / (count + slow))
            places.setdefault(stem, []).append((number, max(weight, 1)))
    parts, starts, size = [], [], SIZE
    for stem in sorted(places):
        if size >= SIZE:
            size, before = 0, ''
            starts.append(stem)
            parts.append({'words': [], 'places': []})
        shared = min(len(commonprefix((before, stem))), 35)
        line, last = '', -1
        for number, weight in places[stem]:
            line += _letters(number - last - 1) + str(weight)
            last = number
        parts[-1]['words'].append(_digit(shared) + stem[shared:])
        parts[-1]['places'].append(line)
        size += len(stem) - shared + len(line) + 3
        before = stem
    joined = [{name: ' '.join(lines) for name, lines in part.items()} for part in parts]
    return {'pages': [[page.address, page.title, page.kind] for page in pages], 'starts': starts}, joined


def _digit(number: int) -> str:
    return '0123456789abcdefghijklmnopqrstuvwxyz'[number]


def _letters(number: int) -> str:
    """Return a number in letters; nothing for zero."""
    text = ''
    while number:
        number, rest = divmod(number, 26)
        text = chr(97 + rest) + text
    return text


def write(folder: Path, pages: list[Page], index: dict, words: list[dict]) -> None:
    """Write the index, its parts and the texts of the pages into ``folder``, and remove those that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in chain(*(folder.glob(name.format(number='*')) for name in (WORDS_FILE, TEXT_FILE))):
        old.unlink()
    files = {WORDS_FILE.format(number=number): ('words', number, data) for number, data in enumerate(words)}
    for number, page in enumerate(pages):
        data = [[part.anchor, part.title, part.text()] for part in page.parts]
        files[TEXT_FILE.format(number=number)] = ('text', number, data)
    sums = hashlib.sha256()
    for name, (what, number, data) in files.items():
        text = f'HandbookSearch.{what}({number}, {_json(data)});\n'
        (folder / name).write_text(text, encoding='utf-8')
        sums.update(text.encode())
    index = {**index, 'version': sums.hexdigest()[:8]}  # a browser that kept the files of another edition asks anew
    (folder / INDEX_FILE).write_text(f'HandbookSearch.index({_json(index)});\n', encoding='utf-8')


def _json(data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(',', ':'))


def read(paths: Iterable[tuple[Path, str]]) -> list[Page]:
    """Return the pages that are there, given file and address of each."""
    pages = (page_of(read_bytes(path, Code.OUTPUT), address) for path, address in paths if path.is_file())
    return [page for page in pages if page]
