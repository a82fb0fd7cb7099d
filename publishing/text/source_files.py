"""Look through a file of sources, ``references.bib``, before sphinxcontrib-bibtex reads it.

That ends with a traceback where a brace is lost, a name is none or a day is not in the calendar.
"""

import datetime
import functools
import re
from collections.abc import Iterator
from pathlib import Path

from pybtex.database import BibliographyData, Entry, InvalidNameString
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from publishing.core import limits
from publishing.core.files import conflict_findings, decoded, read_bytes, sign_findings
from publishing.core.findings import Code, Finding, FindingsError, Severity, short

#: What LaTeX reads otherwise than it stands there, quotation marks and dashes among it.
LATEX = re.compile(r"[\\{}$~%#&_^`'\"<>|?!]|--|\s\s|[^\S ]|^\s|\s$")
DATE = re.compile(r'(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$')
#: Braces within each other; beyond, one was not closed.
DEEPEST = 20


class _TooLongError(Exception):
    """Ends the reading of a file at the abbreviation it names."""


class _Abbreviations(CaseInsensitiveDict):
    """What ``@string`` stands for, until it has been asked for too often: ten of ten others each are 10 billion."""

    letters = 0

    def __getitem__(self, name: str) -> str:
        text = super().__getitem__(name)
        self.letters += len(text)
        if self.letters > limits.ABBREVIATED:
            raise _TooLongError(name)
        return text


def _parsed(text: str) -> BibliographyData:
    """Return what is in a file of sources."""
    parser = Parser()
    parser.macros = _Abbreviations(parser.macros)
    return parser.parse_string(text)


def faults(path: Path) -> list[Finding]:
    """Return why a file of sources cannot be used as it stands."""
    try:
        text = decoded(path, read_bytes(path, Code.CITATION), Code.CITATION)
    except FindingsError as error:
        return error.findings
    findings = list(conflict_findings(path, text, Code.CITATION))
    findings += [one for one in sign_findings(path, text) if one.severity is Severity.ERROR]
    if deep := next((at for at, depth in _depths(text) if depth > DEEPEST), None):
        words = f'a brace {{ stands within {DEEPEST} others; expected each closed. Add the braces }} that are missing.'
        findings.append(Finding(path, text.count('\n', 0, deep) + 1, Code.CITATION, words))
    if findings:
        return findings
    try:
        return list(_entry_findings(path, text, _parsed(text)))
    except PybtexSyntaxError as error:
        return [_unreadable(path, text, error.lineno, str(error).rpartition(': ')[2])]
    except InvalidNameString as error:
        name = str(error).partition("'")[2].rpartition("'")[0]
        words = (
            f'"{short(name, 60)}" names nobody; expected names such as {{Liepa, Anna and Ozols, Jānis}}. Correct it.'
        )
        return [Finding(path, text.count('\n', 0, max(text.find(name), 0)) + 1, Code.CITATION, words)]
    except _TooLongError as error:
        most = limits.shown(limits.ABBREVIATED)
        words = (
            f'with "{short(str(error), 60)}", abbreviations (@string) bring more than {most} letters into the sources; '
            'expected less than that. Write the words themselves into the entries.'
        )
        return [Finding(path, line_of(text, str(error)), Code.CITATION, words)]
    except PybtexError:
        return []  # an entry twice, for example: sphinxcontrib-bibtex says it as a warning


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Yield the place of each brace that opens, and how many are open then; an entry begins with none."""
    depth = 0
    for found in re.finditer(r'^@|[{}]', text, re.MULTILINE):
        depth = 0 if found[0] == '@' else max(depth + (1 if found[0] == '{' else -1), 0)
        if found[0] == '{':
            yield found.start(), depth


def _entry_findings(path: Path, text: str, sources: BibliographyData) -> Iterator[Finding]:
    """Yield what keeps single entries from being printed."""
    for key, entry in sources.entries.items():
        if words := _wrong_with(key, entry, sources):
            yield Finding(path, line_of(text, key), Code.CITATION, words)


def _wrong_with(key: str, entry: Entry, sources: BibliographyData) -> str:
    met, other = {key.lower()}, entry
    while (crossed := other.fields.get('crossref', '').lower()) in sources.entries:
        if crossed in met:
            return (
                f'the field crossref of "{short(key, 60)}" leads back to it; expected another entry. Correct or delete '
                'the field.'
            )
        met.add(crossed)
        other = sources.entries[crossed]
    for name, value in entry.fields.items():
        try:
            str(text_of(value))
            if name == 'urldate' and (day := DATE.match(value)):
                datetime.date(*(int(part or 1) for part in day.groups()))
        except (PybtexError, ValueError):
            return (
                f'the field {name} of "{short(key, 60)}" is "{short(value, 60)}", which cannot be read; expected text '
                'with each brace closed, and days such as 2026-11-03. Correct it.'
            )
    return ''


def _unreadable(path: Path, text: str, line: int, words: str) -> Finding:
    """Say at which entry a file cannot be read on; pybtex notices a lost brace only where the next entry begins."""
    lines = text.split('\n')
    starts = ((number, re.match(r'\s*@\w+\s*\{\s*([^,\s]*)', text)) for number, text in enumerate(lines, start=1))
    begins = [(number, found[1]) for number, found in starts if found]
    before = [one for one in begins if one[0] < line] or begins[:1] or [(line, '')]
    number, key = before[-1]
    return Finding(
        path,
        line,
        Code.CITATION,
        f'the entry "{short(key, 60)}" of line {number} cannot be read on from here ({short(words, 80)}); expected '
        'fields such as '
        'title = {…}, with a comma behind each, and a brace } alone on the last line. Correct the entry.',
    )


def line_of(text: str, key: str) -> int | None:
    """Return the line on which an entry, or an abbreviation, begins."""
    found = re.search(rf'^[ \t]*@\w+\s*[{{(]\s*{re.escape(key)}\s*[,=]', text, re.MULTILINE | re.IGNORECASE)
    return text.count('\n', 0, found.start()) + 1 if found else None


@functools.lru_cache(100_000)
def text_of(latex: str) -> Text:
    """Return what LaTeX writes; most fields hold none, and reading LaTeX is slow: of each field only once."""
    return Text.from_latex(latex) if LATEX.search(latex) else Text(latex)
