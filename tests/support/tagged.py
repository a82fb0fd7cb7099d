"""Read the tags of finished PDFs, and let veraPDF judge them."""

import fcntl
import functools
import hashlib
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pytest
from built_book import bare
from java import SHORT_JAVA
from lxml import html
from places import TESTS

from publishing.pipeline import verapdf
from publishing.pipeline.verapdf import FOLDER as VERAPDF

DIGESTS = TESTS / 'verapdf.sha256'
STANDARDS = {'ua1': 'PDF/UA-1', '2a': 'PDF/A-2a'}
#: A style sheet that leaves of a page only what the HTML says.
NOTHING_GENERATED = """*::before, *::after, *::marker, *::footnote-marker, *::footnote-call { content: none !important }
 ul, ol, li { list-style: none !important }"""


@dataclass
class Tag:
    """One structure element: its type, attributes, words and children in reading order."""

    kind: str
    depth: int
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list = field(default_factory=list)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def find(self, *kinds):
        """Return all elements of these types in reading order."""
        return [tag for tag in self.walk() if tag.kind in kinds]

    @property
    def text(self):
        return ' '.join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def kinds(self):
        """Return the types of the children."""
        return [kid.kind for kid in self.kids if isinstance(kid, Tag)]


def tags(path: Path) -> Tag:
    """Return the structure tree with its words, as poppler reads it, for which it takes seconds."""
    return _tags(path, path.stat().st_mtime_ns)


@functools.cache
def _tags(path: Path, _changed: int) -> Tag:
    shown = subprocess.run(['pdfinfo', '-enc', 'UTF-8', '-struct-text', path], capture_output=True, check=True)
    open_tags = []
    for line in shown.stdout.decode().splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        while len(open_tags) > 1 and open_tags[-1].depth >= depth:
            open_tags.pop()
        if words := re.fullmatch(r'\s*"(.*)"', line):
            open_tags[-1].kids.append(words[1])
            continue
        if value := re.match(r'\s*/(\w+) (.*)', line):
            open_tags[-1].attributes[value[1]] = value[2]
            continue
        if line.strip().startswith('Object '):
            continue
        tag = Tag(re.match(r'\s*(\w+)', line)[1], depth)
        if open_tags:
            open_tags[-1].kids.append(tag)
        open_tags.append(tag)
    return open_tags[0]


def elements(pdf: pikepdf.Pdf):
    """Yield the structure elements themselves in reading order."""

    def walk(element):
        yield element
        kids = element.get('/K', [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K[0])


def artifacts(page: pikepdf.Page) -> int:
    """Return how many marked sequences of decoration on a page draw text."""
    count, stack, drawn = 0, [], False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ('BMC', 'BDC'):
            stack.append(str(operands[0]) == '/Artifact')
            drawn = False
        elif name == 'EMC':
            count += stack.pop() and drawn
        elif name in ('Tj', 'TJ'):
            drawn = True
            assert stack, 'text without a mark'
    return count


@functools.cache
def _fetch_verapdf() -> None:
    """Fetch the files of veraPDF once by Maven, in the versions of tests/pom.xml.

    None of them is run before all are the very files of tests/verapdf.sha256.
    """
    VERAPDF.parent.mkdir(exist_ok=True)
    with VERAPDF.with_suffix('.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not verapdf.is_there():
            goal = ['--strict-checksums', 'dependency:copy-dependencies', f'-DoutputDirectory={VERAPDF}']
            done = subprocess.run(['mvn', '-q', '-B', '-f', TESTS / 'pom.xml', *goal], capture_output=True, text=True)
            if done.returncode:
                pytest.fail(f'Maven could not fetch veraPDF:\n{done.stdout[-1500:]}', pytrace=False)
        if wrong := other_files(VERAPDF, DIGESTS):
            pytest.fail('\n'.join(wrong), pytrace=False)


def other_files(folder: Path, digests: Path) -> list[str]:
    """Return a sentence for each file in ``folder`` that ``digests`` (as ``sha256sum`` writes them) has otherwise."""
    wanted = {name: digest for digest, name in map(str.split, digests.read_text(encoding='utf-8').splitlines())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    return [
        f'{folder.name}/{name}: {"missing" if name not in found else "another file than was pinned"}; expected the one '
        f'whose SHA-256 is in {digests.name}. Remove the folder and try again; after a change of the version, look '
        'where it came from and write the new digests there.'
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


def judged(standard: str, *paths: Path) -> dict[Path, list[str]]:
    """Return what veraPDF finds wrong with each file by ``standard``: 'ua1' or '2a'; [] for nothing."""
    keys = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    _fetch_verapdf()
    for flavour in ('0', standard):  # the standards that a file claims, at one reading; then what it does not claim
        if missing := [path for path in paths if (standard, keys[path]) not in _verdicts]:
            for (name, path), found in verapdf.findings(flavour, missing, SHORT_JAVA).items():
                _verdicts[name, keys[path]] = found
    return {path: _verdicts[standard, key] for path, key in keys.items()}


#: What veraPDF has said in this process, by standard and digest of the file.
_verdicts: dict[tuple[str, str], list[str]] = {}


def text_of(body: html.HtmlElement) -> str:
    """Return the words of HTML in order as tags should have them: of drawings only those with a title."""

    def words(element):
        if element.tag in ('title', 'style', 'head', 'defs') or not isinstance(element.tag, str):
            return
        if element.tag == 'svg' and element.find('.//title') is None and not element.get('aria-label'):
            return
        if {'headerlink', 'chart-data'} & set((element.get('class') or '').split()):
            return
        yield element.text or ''
        for child in element:
            yield from words(child)
            yield child.tail or ''

    return bare(''.join(words(body)))
