"""Whether a ``.po`` file can be read at all, in plain words: charset, merge conflicts, syntax, header.

Babel, and so Sphinx, reads broken files without a word and guesses. GNU ``msgfmt -c`` and ``reader`` do not.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib

from publishing.core import limits, signs
from publishing.core.findings import Code, Finding, FindingsError
from publishing.translation.catalogs import reader
from publishing.translation.messages.plural_forms import examples, forms, is_ordered_otherwise, is_usable

#: Catalog of the interface (buttons, labels), whose texts are Python templates rather than Markdown.
INTERFACE = 'sphinx'

CONFLICT = re.compile(r'^(<{7}|\|{7}|={7}|>{7})([ \r]|$)')
#: What msgcat puts above each of two translations that differ, in the text itself.
JOINED = re.compile(r'^(?:msgstr(?:\[\d+\])? |# ?)?"?#-#-#-#-# +(.*?) +#-#-#-#-#')
#: The charset in a header, however its lines are broken.
CHARSET = re.compile(r'^[^#\n]*"(?:[^"\n]*\\n)?Content-Type:[^"\n]*?charset=([^\s\\"]+)', re.MULTILINE | re.IGNORECASE)
FORMATS = re.compile(r'^#[,=!].*(python|c|javascript)-.*$', re.MULTILINE)
#: A text of one line, and signs that end a line for Unicode, Python or a browser, but not for gettext.
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
LINE_END = re.compile('[\r\v\f\x1c-\x1e\x85\u2028\u2029]')
#: Signs that programs read differently: between flags, and the NUL with which a text ends in C; what is said of them.
READ_DIFFERENTLY = {
    re.compile(r'^#[,=][^\n]*?([^\x00-\x7f])', re.MULTILINE): '{} stands between flags, where only some programs take '
    'it for a blank; expected flags such as "#, fuzzy". Delete the sign.',
    re.compile(
        r'^(?!#)(?:[^\\\n]|\\.)*?(\\(?:0{1,3}(?![0-7])|000|x0+(?![\da-fA-F])|x00))', re.MULTILINE
    ): '"{}" stands for a sign that ends the text for some programs; expected letters to the end. Delete it.',
}
#: Lines of ``msgfmt -c`` that are no fault.
PASSED = ('warning:', '...this is', 'nplurals = ')
#: What it says of a poor header, and of none; ``_header`` says it in our words.
POOR_HEADER = ('message catalog has plural form translations', '...but header entry lacks')
NO_HEADER = 'header missing or invalid'
#: msgfmt's own words, and ours: what was found; what was expected; what to do.
PLAIN_WORDS = (
    (
        r'end-of-line within string',
        'the text in this line is not closed; expected a quotation mark (") at its end. Add it.',
    ),
    (
        r'keyword "msg\w*" unknown',
        'the word that opens this line is misspelt; expected msgid, msgstr or msgctxt. Correct it.',
    ),
    (
        r'keyword ".*" unknown|(syntax|parse) error',
        'there is something outside quotation marks, or a quotation mark inside the text; expected lines like '
        'msgstr "text". Write \\" for a quotation mark in the text, or use „ “ ”.',
    ),
    (r"missing 'msgstr'", 'this message has no msgstr line; expected msgstr "…" below its msgid. Add it.'),
    (r'duplicate message definition', 'this message stands in the file twice; expected once. Delete one of the two.'),
    (
        r'invalid control sequence',
        'a backslash stands before a letter that gives it no meaning; expected \\n, \\" or \\\\. '
        'Write \\\\ for a backslash.',
    ),
    (
        r"do not both (begin|end) with '\\n'",
        'only one of the two texts begins or ends with a line break (\\n); expected both or none. '
        'Make the translation like the original.',
    ),
    (
        r'inconsistent use of #~',
        'only some lines of this message begin with #~; expected all of them (a translation whose English is gone) or '
        'none. Make them alike.',
    ),
    (
        r'domain.*directive',
        'this line begins the catalog of another program (domain); expected one catalog a file. Delete the line, and '
        'what follows if it is not of this page.',
    ),
    (
        r'multibyte sequence',
        'numbers such as \\351 stand for bytes that are no letter in UTF-8; expected the letter itself. Write it.',
    ),
    (
        r'context separator',
        'an invisible sign (End of Transmission, U+0004) stands in this text, where catalogs use it to set contexts '
        'apart; expected none. Delete it.',
    ),
    (
        r'format specifications|not a valid .*format string|placeholder|argument',
        'a placeholder such as %s or {name} was lost or changed; expected the same ones as in the original. '
        'Copy them from the msgid.',
    ),
    (
        r'plural|nplurals',
        'the plural forms are not those of the language; expected as many msgstr[…] lines as Plural-Forms says. '
        'Add those that are missing below the last, each with its text.',
    ),
)


def is_interface(path: Path) -> bool:
    """Tell by its name whether ``path`` is the catalog of the interface."""
    return path.stem == INTERFACE


def decoded(path: Path, content: bytes) -> str:
    """Return the text of the catalog ``path``.

    :raises FindingsError: where it is not UTF-8.
    """
    try:
        return content.decode('utf-8')
    except UnicodeDecodeError as error:
        line = content.count(b'\n', 0, error.start) + 1
        raise FindingsError(
            [
                Finding(
                    path,
                    line,
                    Code.PO_CHARSET,
                    (
                        'a letter in this line is not written in UTF-8; expected a file in UTF-8 throughout. Open the '
                        'file in the encoding it was saved in (often Windows-1257) and save it as UTF-8.'
                    ),
                )
            ]
        ) from None


def parsed(path: Path, text: str) -> polib.POFile:
    """Return the messages of a catalog.

    :raises FindingsError: where gettext cannot read them either.
    """
    try:
        return reader.read(text)
    except reader.PoSyntaxError as error:
        raise FindingsError([Finding(path, error.line, Code.PO_SYNTAX, _plain(error.words))]) from error


def hindrances(path: Path, text: str) -> list[Finding]:
    """Return what keeps a catalog from being read as it was meant: another charset, conflicts, faults of syntax."""
    return [*_charset(path, text), *_conflicts(path, text), *_line_ends(path, text), *_signs(path, text)] or _syntax(
        path, text
    )


def duplicates(path: Path, file: polib.POFile) -> list[Finding]:
    """Return a finding for the first message that stands in the catalog twice; msgfmt, where it is, has found it."""
    met = {('', '')}  # the header is no message of the file; a second one is
    for entry in file:
        key = entry.msgctxt or '', entry.msgid  # a compiled catalog knows no empty context
        if key in met:
            return [Finding(path, entry.linenum, Code.PO_SYNTAX, _plain('duplicate message definition'))]
        met.add(key)
    return []


def endless(path: Path, file: polib.POFile) -> list[Finding]:
    """Return a finding for each message that is far longer than any paragraph."""
    most, findings = limits.MESSAGE, []
    for entry in file:
        longest = max(map(len, (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())))
        if longest > most:
            words = (
                f'a text of this message has {longest} letters; expected at most {limits.shown(most)}, several times '
                'the longest paragraph. Delete what does not belong to it.'
            )
            findings.append(Finding(path, entry.linenum, Code.PO_SYNTAX, words))
    return findings


def other_order(path: Path, text: str, file: polib.POFile, language: str) -> list[Finding]:
    """Return a finding where the plural forms of a catalog stand in another order than our header would say.

    The header alone may have changed (Poedit offers its own), or the forms with it: only a person can tell.
    """
    is_otherwise = is_ordered_otherwise(language, file.metadata.get('Plural-Forms', ''))
    if not is_otherwise or not any(form for entry in file for form in entry.msgstr_plural.values()):
        return []
    order = '; '.join(f'msgstr[{form}] for {examples(language, form)}' for form in range(forms(language)))
    words = (
        f'by this line the plural forms stand for other numbers than in the other catalogs; expected {order}. Put '
        'the forms of each message that has several into this order where they are not, delete this line and run '
        '"make catalogs", which writes the right one.'
    )
    return [Finding(path, _line_at(text, max(text.find('"Plural-Forms:'), 0)), Code.PO_HEADER, words)]


def faults(path: Path, text: str, file: polib.POFile, language: str) -> list[Finding]:
    """Return what is wrong with the header of a catalog that can be read, and with its plural forms."""
    return _header(path, text, file, language) + _plurals(path, file, language)


def _charset(path: Path, text: str) -> Iterator[Finding]:
    if text.startswith('\ufeff'):
        yield Finding(
            path,
            1,
            Code.PO_CHARSET,
            (
                'the file begins with an invisible byte-order mark; expected plain UTF-8. Save it as "UTF-8 without '
                'BOM".'
            ),
        )
    declared = CHARSET.search(text)
    if declared and declared[1].upper() not in ('UTF-8', 'UTF8'):
        yield Finding(
            path,
            _line_at(text, declared.start(1)),
            Code.PO_CHARSET,
            (
                f'the header says the file is written in {declared[1]}; expected UTF-8. Save the file as UTF-8 and '
                'write charset=UTF-8 here.'
            ),
        )


def _conflicts(path: Path, text: str) -> Iterator[Finding]:
    inside = False
    for number, line in enumerate(text.split('\n'), start=1):
        found = CONFLICT.match(line)
        if found and not (inside and found[1][0] in '|=>'):
            yield Finding(
                path,
                number,
                Code.PO_CONFLICT,
                (
                    f'"{line[:30].rstrip()}" marks a merge conflict, two versions of the same lines; expected one of '
                    'them. Keep the right version and delete the other and the lines that begin with <<<<<<<, =======, '
                    '>>>>>>>.'
                ),
            )
        if found:
            inside = found[1][0] != '>'
        if joined := JOINED.match(line):
            words = (
                f'"#-#-#-#-#" begins what msgcat has taken from {joined[1]}, one of two versions of a text; expected '
                'one of them. Keep the right version and delete the other, these lines and "fuzzy".'
            )
            yield Finding(path, number, Code.PO_CONFLICT, words)


def _line_ends(path: Path, text: str) -> Iterator[Finding]:
    """Yield a finding for each line with a sign outside of its text that ends a line for some programs only.

    Behind it may stand what only those read: a message that is confirmed to the one and fuzzy to the other.
    """
    if not LINE_END.search(text) and '\\\n' not in text:
        return
    lines = text.split('\n')
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ''], strict=True), start=1):
        line = STRING.sub('""', line.removesuffix('\r'))
        if line.startswith('#') and line.endswith('\\') and following.startswith('#'):
            words = (
                'this comment ends with a backslash, which makes the next line a part of it for some programs only; '
                'expected none. Delete it.'
            )
            yield Finding(path, number, Code.PO_SYNTAX, words)
        if found := LINE_END.search(line):
            words = (
                f'{signs.named(found[0])} stands in this line, which ends it for some programs and not for others; '
                'expected one kind of line end throughout. Delete the sign, or begin a new line.'
            )
            yield Finding(path, number, Code.PO_SYNTAX, words)


def _signs(path: Path, text: str) -> Iterator[Finding]:
    for pattern, words in READ_DIFFERENTLY.items():
        for found in pattern.finditer(text):
            shown = signs.named(found[1]) if len(found[1]) == 1 else found[1]
            yield Finding(path, _line_at(text, found.start()), Code.PO_SYNTAX, words.format(shown))


def _syntax(path: Path, text: str) -> list[Finding]:
    """Return what ``msgfmt -c`` finds, one finding a line."""
    if not shutil.which('msgfmt'):  # our reader, which runs next, finds most of it
        return []
    # Babel takes every "{term}" for a Python placeholder and "26% of" for a format; in chapters neither is one.
    if not is_interface(path):
        text = FORMATS.sub(_without_format_flags, text)
    command, environment = ['msgfmt', '-c', '-o', os.devnull, '-'], os.environ | {'LC_ALL': 'C'}
    result = subprocess.run(command, input=text.encode(), capture_output=True, env=environment, check=False)
    said = result.stderr.decode(errors='replace')
    found = re.findall(r'^<stdin>:(\d+)(?::\d+)?: (.*)$', said, re.MULTILINE)
    faults = [(int(line), words) for line, words in found if not words.startswith(PASSED)]
    findings: dict[int, Finding] = {}
    for line, words in faults:
        number = _text_line(text, line) if 'end-of-line' in words else line
        # One slip of the pen makes msgfmt stumble several times in and around the same line.
        if not words.startswith(POOR_HEADER) and not findings.keys() & {number - 1, number, number + 1}:
            findings[number] = Finding(path, number, Code.PO_SYNTAX, _plain(words))
    if result.returncode and not faults and NO_HEADER not in said:
        findings[1] = Finding(path, 1, Code.PO_SYNTAX, _plain(said.strip()))
    return list(findings.values())


def _without_format_flags(match: re.Match) -> str:
    return '#, fuzzy' if 'fuzzy' in match[0] else '#'


def _text_line(text: str, line: int) -> int:
    """Return the line at or before ``line`` with an odd number of quotation marks: msgfmt counts one too many."""
    lines = text.split('\n')
    for number in (line, line - 1):
        if 0 < number <= len(lines) and len(re.findall(r'(?<!\\)"', lines[number - 1])) % 2:
            return number
    return line


def _plain(message: str) -> str:
    for pattern, words in PLAIN_WORDS:
        if re.search(pattern, message):
            return words
    return f'this cannot be read ({message}); expected a valid catalog. Correct the line or restore an older version.'


def _header(path: Path, text: str, catalog: polib.POFile, language: str) -> list[Finding]:
    if not catalog.metadata:
        words = (
            'the file has no header; expected one above all messages: msgid "", and below it lines such as '
            f'"Language: {language or "lv"}\\n". Run "make catalogs", which writes it.'
        )
        return [Finding(path, 1, Code.PO_HEADER, words)]
    findings = []
    declared = catalog.metadata.get('Language', '')
    line = _line_at(text, max(text.find('"Language:'), 0))
    if not declared:
        findings.append(
            Finding(
                path,
                1,
                Code.PO_HEADER,
                (
                    f'the header has no Language line; expected "Language: {language or "lv"}\\n". '
                    'Run "make catalogs", which adds it.'
                ),
            )
        )
    elif declared != language:
        findings.append(
            Finding(
                path,
                line,
                Code.PO_HEADER,
                (
                    f'the header says the translation is in "{declared}", but the file lies in the folder of '
                    f'"{language}"; expected the same language. Move the file or correct the line.'
                ),
            )
        )
    plural = catalog.metadata.get('Plural-Forms', '')
    if not is_usable(plural):
        findings.append(
            Finding(
                path,
                1,
                Code.PO_HEADER,
                (
                    'the header has no usable Plural-Forms line; expected one like "Plural-Forms: nplurals=…; '
                    'plural=…;\\n". Run "make catalogs", which writes it.'
                ),
            )
        )
    return findings


def _plurals(path: Path, catalog: polib.POFile, language: str) -> list[Finding]:
    """Return the plurals begun but not finished: readers would meet English, or nothing, at some numbers."""
    findings = []
    for entry in catalog:
        filled = {int(number) for number, text in entry.msgstr_plural.items() if text}
        if (
            filled
            and not entry.fuzzy
            and not entry.obsolete
            and (missing := sorted(set(range(forms(language))) - filled))
        ):
            findings.append(
                Finding(
                    path,
                    entry.linenum,
                    Code.PO_SYNTAX,
                    (
                        f'the plural form msgstr[{missing[0]}] is missing or empty; expected all {forms(language)} '
                        f'forms of the language. Add it: it stands for {examples(language, missing[0])}.'
                    ),
                )
            )
    return findings


def _line_at(text: str, offset: int) -> int:
    return text.count('\n', 0, offset) + 1
