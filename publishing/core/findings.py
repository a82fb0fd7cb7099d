"""Messages for planners: one code per kind of finding, one form, one order.

Every message reads ``file:line: what was found; what was expected; what to do [handbook.code]``.
"""

import enum
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from publishing.core import signs

#: Letters of a message.
LONGEST = 2000
LONGEST_PATH = 300
BLANKS = re.compile(r'[ \t\r\n]+')  # not the unbreakable ones, which tell translations apart


class Code(enum.Enum):
    """Kinds of findings; the value stands in ``[handbook.…]``. ``explanations`` says what each means."""

    # whatever somebody writes
    SIGN = 'sign'
    NOT_ALLOWED = 'not-allowed'
    # languages.toml and the theme
    LANGUAGE_FILE = 'language-file'
    LANGUAGE_UNKNOWN = 'language-unknown'
    FONT_MISSING = 'font-missing'
    # chapters
    NOT_IN_CONTENTS = 'not-in-contents'
    CROSS_REFERENCE = 'cross-reference'
    CITATION = 'citation'
    IMAGE_MISSING = 'image-missing'
    PICTURE = 'picture'
    ALT_TEXT = 'alt-text'
    SOURCE_FORM = 'source-form'
    MARKUP = 'markup'
    WORKSHEET = 'worksheet'
    AGE = 'age'
    STYLE = 'style'
    FORM = 'form'
    # charts, maps and diagrams
    CHART_DATA = 'chart-data'
    MAP_DATA = 'map-data'
    DIAGRAM = 'diagram'
    # catalogs
    PO_SYNTAX = 'po-syntax'
    PO_CONFLICT = 'po-conflict'
    PO_CHARSET = 'po-charset'
    PO_HEADER = 'po-header'
    PO_OUTDATED = 'po-outdated'
    PO_PLACE = 'po-place'
    FUZZY = 'fuzzy'
    LINK = 'link'
    ROLE = 'role'
    IMAGE = 'image'
    CODE = 'code'
    NUMBER = 'number'
    TERM = 'term'
    NAME = 'name'
    SPELLING = 'spelling'
    TYPOGRAPHY = 'typography'
    UNTRANSLATED = 'untranslated'
    LENGTH = 'length'
    DOUBLED = 'doubled'
    LIST = 'list'
    REVIEW = 'review'
    RELEASE = 'release'
    PACKAGE = 'package'
    COMMIT = 'commit'
    # outputs
    FORMULA = 'formula'
    LAYOUT = 'layout'
    OVERFLOW = 'overflow'
    GLYPH = 'glyph'
    HEADING = 'heading'
    STANDARD = 'standard'
    PRINT = 'print'
    PRINTER = 'printer'
    OUTPUT = 'output'
    UNSAFE = 'unsafe'
    EPUB = 'epub'
    BILINGUAL = 'bilingual'
    CHAPTER_UNKNOWN = 'chapter-unknown'


class Severity(enum.Enum):
    """How much a finding weighs: an error stops a build, a warning is shown."""

    ERROR = 'error'
    WARNING = 'warning'


@dataclass(frozen=True)
class Finding:
    """One thing wrong at one place.

    ``path`` is '' when the finding concerns no file. ``line`` is 1-based; None when it concerns the file as a whole.
    """

    path: Path | str
    line: int | None
    code: Code
    text: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = shown_path(self.path) + (f':{self.line}' if self.line else '') + ': ' if self.path else ''
        mark = '' if self.severity is Severity.ERROR else 'warning: '
        text = self.text
        if len(text) > LONGEST:  # it quotes a word that goes on for ever; what to do stands at the end
            text = f'{text[: LONGEST * 2 // 3]} … {text[-LONGEST // 3 :]}'
        return f'{place}{mark}{text} [handbook.{self.code.value}]'


class FindingsError(Exception):
    """Raised where work cannot go on; carries the findings to print."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__('\n'.join(map(str, self.findings)))


def short(text: str, length: int) -> str:
    """Return ``text`` on one line, cut between two words where it is longer than ``length``.

    What nobody would see in it is shown by its code point.
    """
    text = _one_line(text)
    return text if len(text) <= length else text[:length].rsplit(' ', 1)[0] + ' …'


def _one_line(text: str) -> str:
    return BLANKS.sub(' ', signs.shown(text).replace('\u00ad', '')).strip()


def excerpt(text: str, length: int, fault: str = '') -> str:
    """Return ``text`` on one line, at most about ``length`` letters of it, among them ``fault`` where it stands there.

    :param fault: a piece of ``text``; without one, or where the text has no such piece, its beginning is shown.
    """
    whole, fault = _one_line(text), _one_line(fault)
    found = fault and (
        re.search(rf'(?<!\w){re.escape(fault)}(?!\w)', whole) or re.search(re.escape(fault), whole, re.IGNORECASE)
    )
    if not found or found.end() <= length:
        return short(text, length)
    room = max(0, length - len(fault)) // 2
    begin, end = found.start() - room, found.end() + room
    if end >= len(whole):
        begin, end = min(found.start(), len(whole) - length), len(whole)
    while 0 < begin < found.start() and not whole[begin - 1].isspace():
        begin += 1
    while found.end() < end < len(whole) and not whole[end].isspace():
        end -= 1
    return f'{"… " if begin > 0 else ""}{whole[max(0, begin) : end].strip()}{" …" if end < len(whole) else ""}'


def differing(one: str, other: str, length: int) -> tuple[str, str]:
    """Return excerpts of two texts, each with the first words that the other has not."""
    words = [_one_line(text).split(' ') for text in (one, other)]
    same = len(os.path.commonprefix(words))  # of lists, too
    return tuple(_from_word(own, same, length) for own in words)


def _from_word(words: list[str], place: int, length: int) -> str:
    """Return what ``words`` say from a little before ``place`` on; from the beginning where that is near."""
    before = ' '.join(words[:place])
    if len(before) <= length // 2:
        return short(' '.join(words), length)
    begin = max(0, min(place, len(words) - 1) - 3)
    return '… ' + short(' '.join(words[begin:]), length)


def many(count: int, noun: str) -> str:
    """Return for example ``1 message`` or ``2 messages``."""
    return f'{count} {noun}' + ('' if count == 1 else 's')


def shown_path(path: Path | str) -> str:
    """Return ``path`` relative to the current folder where it lies below it; a link as itself, on one line."""
    folder, name = os.path.split(os.path.normpath(Path.cwd() / path))
    try:
        shown = os.fspath(Path(os.path.realpath(folder), name).relative_to(Path.cwd()))
    except ValueError:
        shown = os.fspath(path)
    shown = re.sub(r'[\x00-\x1f\ud800-\udfff]', '\ufffd', shown)
    return shown if len(shown) <= LONGEST_PATH else shown[:LONGEST_PATH] + ' …'


def placed(findings: Iterable[Finding], folder: Path) -> list[Finding]:
    """Return ``findings`` once each; those that concern no file are about the whole ``folder``."""
    findings = [finding if finding.path else replace(finding, path=folder) for finding in findings]
    return list({str(finding): finding for finding in findings}.values())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` by file and line, as they are shown."""
    return sorted(findings, key=lambda finding: (shown_path(finding.path), finding.line or 0))


def count_errors(findings: Iterable[Finding]) -> int:
    """Return how many of ``findings`` are errors."""
    return sum(finding.severity is Severity.ERROR for finding in findings)
