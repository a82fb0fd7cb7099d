"""Slips of people who come from a word processor, a spreadsheet or another kind of Markdown.

MyST takes each of these for words, or leaves them out, and says nothing: the page is built, and nobody sees what is
lost. Three looks: at the words of a line, at where a line begins, and at boxes and their options. ``author_rules``
says where text is running text and reports what is found; ``tests/text/slips_of_planners.py`` has what people write.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Stands for what is no words in a line: code, a link, a picture.
OBJECT = '\ufffc'


@dataclass(frozen=True)
class Slip:
    """One slip: what it looks like, and what is said; ``{0}`` in ``words`` is what was found."""

    name: str
    pattern: re.Pattern[str]
    words: str


def _slip(name: str, pattern: str, words: str) -> Slip:
    return Slip(name, re.compile(pattern), words)


MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December)'
#: What is longer is no word; and no search goes farther than these patterns say, or a text could be one without end.
LONG_WORD = re.compile(r'\S{400,}')
#: Anywhere in the words of a line.
IN_WORDS = (
    _slip(
        'to-write',
        r'TO WRITE: .{0,60}',
        'here is still to write: "{0}"; expected your words. Write them in its place.',
    ),
    _slip(
        'tabs',
        r'\S{0,60}\t+\S{0,60}',
        'tabs stand between the words, as in a table from a spreadsheet; expected a table of Markdown, because tabs '
        'become blanks. Write it as :::{{list-table}}, a row beginning with "* -".',
    ),
    _slip(
        'link-form',
        r'\S{0,60}(?:\]\s?\(|\)\[)\S{0,60}',
        'the link at "{0}" cannot be read; expected [words](address), without a blank between the two and with both '
        'brackets closed. Correct it.',
    ),
    _slip(
        'wiki-link',
        r'\[\[[^\]]{0,60}\]\]|\[\[\S{1,60}',
        'the link "{0}" is that of another kind of Markdown; expected [words](address) or [words](#label). Write it '
        'so.',
    ),
    _slip(
        'bare-address',
        r'(?<![\w@/.])(?:https?:/{0,2}|www\.)[^\s)"]{0,60}[^\s)".,;:]',
        'the address "{0}" is no link; expected [words](https://…), as in [latlit.eu](https://latlit.eu). Write it so.',
    ),
    _slip(
        'computer-path',
        r'(?<!\w)[A-Za-z]:\\\S{0,60}|file:\S{1,60}',
        'the path "{0}" is one of your computer; expected nothing that only you can open. Remove it, or put the file '
        'into handbook/ and show it.',
    ),
    _slip(
        'role-form',
        r"(\{[a-z]+\}\s?['´‘’“\"][^'´‘’“\"]{0,60}|\{(?:cite|numref|term|lv|lt|en)\}(?!\ufffc)\s?\S{0,60}|:[a-z]+:\ufffc)",
        'the words of "{0}" do not stand between backticks (`) right behind the braces; expected {{term}}`words`. '
        'Correct the quotation marks.',
    ),
    _slip(
        'lone-quote',
        r'\S{0,60}[`´]\S{0,60}',
        'the sign "{0}" belongs to nothing; expected a pair of backticks behind a role, or " and \' round words. '
        'Correct it.',
    ),
    _slip(
        'lone-star',
        r'(\S{0,60}\*\*\S{0,60}|(?<!\S)\*\w\S{0,60}|\w{1,60}[.,;:!?]?\*(?!\w)|\S{0,60}__\S{0,60}|(?<!\w)_\w\S{0,60}|\w{1,60}_(?!\w))',
        'the sign at "{0}" stands in the text as it is; expected *words* or **words**, with no blank inside the stars. '
        'Move the blank outside, add the other star, or write \\* for a star.',
    ),
    _slip(
        'other-emphasis',
        r'~~[^~]{1,300}~~|==[^=]{1,300}==|\+\+[^+]{1,300}\+\+',
        'the signs of "{0}" stand in the text as they are; expected *words* or **words**: nothing is crossed out, '
        'marked or underlined. Remove them.',
    ),
    _slip(
        'raised-sign',
        r'\w{1,60}\^\w{1,60}\^?|\w{1,60}~\d+~|\^\[[^\]]{0,60}\]?',
        'the sign in "{0}" stands in the text as it is; expected a letter that is raised or lowered itself (m², CO₂), '
        'and [^name] for a note. Type it so.',
    ),
    _slip(
        'dash',
        r'\S{1,60}(?:—|--+)\S{0,60}|\S{0,60}(?:—|--+)\S{1,60}|(?:—|--+)(?= \S)|(?<=\S )(?:—|--+)|'
        r'\w\S{0,60} - \S{0,60}\w',
        'the dash at "{0}" is not one of this book; expected an en dash with a blank on both sides ( – ), or none '
        'between '
        'two numbers (2014–2020). Type it so.',
    ),
    _slip(
        'hyphen-for-range',
        r'(?<![\w./-])(?:19|20)\d\d-(?:19|20)\d\d(?![\w-])',
        'the years "{0}" have a hyphen between them; expected an en dash (2014–2020). Type it so.',
    ),
    _slip(
        'foreign-quotes',
        r'[„«»‚‹›][^„“”«»‚‘’‹›]{0,60}|‘[^‘’]{0,60}’(?!\w)|”[^“”]{0,60}“',
        'the quotation marks of "{0}" are those of another language; expected straight ones ("), which the build turns '
        'into those of the language. Type them so, or mark words of another language: {{lt}}`…`.',
    ),
    _slip(
        'blank-before',
        r'\S{0,60}\w [,;:!?](?=\s|$)|\( \S{0,60}|\S{0,60} \)',
        'a blank stands before a mark or inside a bracket at "{0}"; expected none there. Remove it.',
    ),
    _slip(
        'decimal-comma',
        r'(?<![\w.,–-])\d{1,3},\d{1,2}(?![\w,])',
        'the number "{0}" has a decimal comma; expected a point (12.5), and commas between thousands only (1,234). '
        'Correct it.',
    ),
    _slip(
        'thousands',
        r'(?<![\w.,/–+-])(?<!\d )(?<!\d\d )(?<!\d\d\d )'  # which no telephone number is
        r"\d{1,3}(?:(?:[ \u00a0]\d{3})+|(?:\.\d{3}){2,}|(?:'\d{3})+)(?![\w/]|\) ?\d)",
        'the thousands of "{0}" are not separated by commas; expected 12,500, which the build turns into the form of '
        'each language. Correct it.',
    ),
    _slip(
        'date-form',
        r'(?<![\w./-])\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d(?![\w./])|'
        rf'{MONTH} \d{{1,2}}(?:st|nd|rd|th)?, (?:19|20)\d\d|\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{MONTH}',
        'the date "{0}" is not in the form of this book; expected the day, the month as a word, the year: 1 June 2020. '
        'Write it so.',
    ),
    _slip(
        'currency',
        r'(?:€|EUR)\s?\d[\d,.]{0,30}\s?(?:€|EUR)|€\s?\d[\d,.]{0,30}|\d[\d,.]{0,30}\s?(?:€|EUR\b|euros?\b)',
        'the amount "{0}" is not in the form of this book; expected EUR 363,237.51. Write it so.',
    ),
    _slip(
        'percent-form',
        r'\d[\d,.]{0,30} %|\d[\d,.]{0,30} ?(?:percent|per cent)\b',
        'the share "{0}" is not in the form of this book; expected the sign right behind the number (26%). Write it '
        'so.',
    ),
    _slip(
        'picture-code',
        r'(?<!\w):[a-z]+(?:_[a-z]+)*:(?!\w|\ufffc)',
        'the code "{0}" stands in the text as it is; expected words: little pictures are not translated. Remove it.',
    ),
)

#: Where a line of text begins.
LINE_STARTS = (
    _slip(
        'comment-line',
        r'^%(?! translators: ?\S).{0,30}',
        'the line begins with a percent sign and is on no page: "{0}"; expected words, or "% translators: …" for a '
        'hint. '
        'Put a word before the sign.',
    ),
    _slip(
        'bullet-sign',
        r'^(?:[•·●▪■◦‣○➢✓✔☐☑✗◆→]\s*|-(?!-)|\*(?!\*)|[–—]\s+)\S.{0,20}',
        'the list sign of "{0}" is none of Markdown; expected "- " with a blank, and an empty line above the list. '
        'Write each item so.',
    ),
    _slip(
        'list-letter',
        r'^(?:\(?[a-zA-Zivx]{1,3}\)|\(\d{1,2}\)|[a-z]\.)\s\S{0,20}',
        'the list sign of "{0}" is none of Markdown; expected "1. " or "- ", because the build numbers lists. Write '
        'each '
        'item so.',
    ),
    _slip(
        'list-number',
        r'^(\d{1,2}\.[A-Za-z]\S{0,20})',
        'no blank stands behind the number of "{0}"; expected "1. First". Put one in.',
    ),
    _slip(
        'heading-form',
        r'^#{1,6}[^#\s]\S{0,20}',
        'the heading "{0}" has no blank behind its signs; expected "## Title". Put one in.',
    ),
    _slip(
        'label-form',
        r'^\([\w-]+\)\s*$|^\([\w-]+\)\s+=|^\([\w-]+\)=\s*\S.*|^\([\w -]*\s[\w -]*\)=',
        'the label "{0}" cannot be read; expected "(page-name)=" on a line of its own above a heading, without blanks. '
        'Correct it.',
    ),
    _slip(
        'grid-table',
        r'^\+(?:[-=]{3,}\+)+',
        'the table of signs "{0}" is none of Markdown; expected :::{{list-table}}, a row beginning with "* -". Write '
        'it so.',
    ),
    _slip(
        'pipe-table',
        r'^\|.*\|',
        'the table is written with "|"; expected :::{{list-table}}, which has a number, a caption and cells that '
        'translators see one by one. Write it so, a row beginning with "* -".',
    ),
    _slip(
        'fence-form',
        r"^'''|^´´´|^\"\"\"|^‘‘‘",
        'the line begins with three quotation marks; expected the colons of a box, :::{{name}}. Correct it.',
    ),
)
#: The second and each further line of a paragraph.
FURTHER_LINES = (
    _slip(
        'list-glued',
        r'^\d{1,2}[.)]\s\S{0,20}',
        'the list that begins with "{0}" has no empty line above it, and is one paragraph with the text; expected one. '
        'Put it in.',
    ),
)
#: The end of a line that is not the last one of its paragraph.
LINE_ENDS = (
    _slip(
        'torn-word',
        r'\w+-$',
        'the word "{0}" is torn at the end of the line, as texts from a PDF are; expected whole words. Join it.',
    ),
)
#: A sign as HTML names it; Markdown has read it before it is text.
ENTITY = re.compile(r'&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});')
#: What is said of a structure; ``{0}`` is what it is called, or how it begins.
STRUCTURES = {
    'entity-name': 'the code "{0}" stands for a sign; expected the sign itself, because translators see the code. Type '
    'the sign.',
    'indented-code': 'the text "{0}" is indented, and becomes a block of code; expected a paragraph that begins at the '
    'left. Remove the tab or the blanks before it.',
    'underlined-heading': 'a line of signs below "{0}" makes a heading of it; expected "## Title", or an empty line '
    'above '
    'a line of dashes. Correct it.',
    'bold-heading': 'the bold line "{0}" stands alone, as a heading does; expected "## Title" or "### Title", so '
    'that it '
    'is in the contents. Write it so.',
    'wide-table': 'the table "{0}" has more than three columns; expected ":class: wide", or it does not fit beside the '
    'margin. Add the line below its title.',
    'box-open': 'the box {{{0}}} is not closed, and what follows is inside it; expected a line of as many colons as it '
    'begins with. Add the line.',
    'box-colons': 'the box {{{0}}} has as many colons as the one around it, which its end closes; expected one colon '
    'more for the outer box. Add one to the first and the last line of the outer box.',
    'box-end': 'the line of colons closes nothing; expected a box :::{{name}} above it. Remove the line, or correct '
    'the '
    'first line of the box.',
    'box-form': 'the box begins with "{0}"; expected three colons or more and the name in braces, without blanks, as '
    'in '
    ':::{{lead}}. Correct it.',
    'option-form': 'the option "{0}" cannot be read; expected ":name: value", at the left, right below the first '
    'line of '
    'its box. Correct it.',
    'alt-broken': 'the description goes on in a second line, "{0}", which becomes the caption; expected one line '
    'behind '
    ':alt:. Join the two.',
}
MESSAGES = {
    **{one.name: one.words for one in (*IN_WORDS, *LINE_STARTS, *FURTHER_LINES, *LINE_ENDS)},
    **STRUCTURES,
}

#: Said of a paragraph of which one line begins as none should.
STARTED = ''


def of_lines(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the slips in the lines of one paragraph: the number of the line from 0, the slip's name, what is quoted.

    Each slip is said once, and none of what only follows from another.

    :param lines: with :data:`OBJECT` for what is no words. A line of a box or an option has no slips.
    """
    begins, said = 0, set()  # where a paragraph begins for MyST, for which a box ends one; and what was said of it
    for number, line in enumerate(LONG_WORD.sub(OBJECT, line) for line in lines):
        if _COLONS.match(line) or _OPTION.match(line):
            begins, said = number + 1, set()
            continue
        if STARTED in said:
            continue
        started = (*LINE_STARTS, *(FURTHER_LINES if number > begins else ()))
        if found := next(((one, found) for one in started if (found := one.pattern.search(line))), None):
            said.add(STARTED)  # the lines that follow are more of the same
            yield number, found[0].name, _quoted(found[1])
            continue
        taken: list[re.Match[str]] = []
        for one in (*IN_WORDS, *(LINE_ENDS if number + 1 < len(lines) else ())):
            found = one.pattern.search(line)
            if found and one.name not in said and not any(_meet(other, found) for other in taken):
                taken.append(found)
                said.add(one.name)
                yield number, one.name, _quoted(found)


def _meet(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _quoted(found: re.Match[str]) -> str:
    return found[0].replace(OBJECT, '…').strip()


_FENCE = re.compile(r'\s*(`{3,}|~{3,})(.*)')
_COLONS = re.compile(r'(\s*)(:{2,})(\s*)(.*)')
_NAMED = re.compile(r'\{([\w-]+)\}(?:\s|$)')
_OPTION = re.compile(r':[\w-]+:(?:\s|$)')
_KNOWN = 'name|alt|kind|title|class|widths|header-rows|stub-columns'
#: How people write options that are none: indented, without a blank or a colon, or with a blank too many.
_LIKE_OPTION = re.compile(
    r'\s+:([\w-]+):(?:\s+(.*))?|:([\w-]+):(\S.*)|'
    rf':?\s?({_KNOWN})\s?:\s?(.*)|:({_KNOWN})\s+(.*)'
)


@dataclass(frozen=True)
class _Box:
    name: str
    colons: int
    line: int


def of_boxes(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the 1-based line, the name and the quoted words of each slip in the boxes of a page.

    :param lines: of the page; options that are meant to be some are put right in it.
    """
    boxes: list[_Box] = []
    fence, said = '', set()
    for number, line in enumerate(lines, start=1):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not mark[2].strip():
                fence = ''
            continue
        if fence:
            continue
        if boxes and re.match(r'#{1,6}\s', line):
            yield boxes[0].line, 'box-open', boxes[0].name
            boxes.clear()
        if not (found := _COLONS.match(line)) or _OPTION.match(line.strip()) or _LIKE_OPTION.fullmatch(line):
            continue
        _indent, colons, blank, rest = found.groups()
        rest = rest.rstrip()
        if not rest:
            if len(colons) < 3 and not (boxes and boxes[-1].colons == len(colons)):
                yield number, 'box-form', line.strip()
            elif not boxes:
                yield number, 'box-end', ''
            while boxes and boxes[-1].colons < len(colons):  # those inside end with it
                yield boxes[-1].line, 'box-open', boxes.pop().name
            if boxes and boxes[-1].colons == len(colons):
                boxes.pop()
        elif (name := _NAMED.match(rest)) and not blank and len(colons) > 2:
            if boxes and len(colons) >= boxes[-1].colons and boxes[0].line not in said:
                said.add(boxes[0].line)
                yield number, 'box-colons', name[1]
            boxes.append(_Box(name[1], len(colons), number))
            yield from _of_options(lines, number)
        elif rest.startswith('{') or (len(colons) > 2 and re.match(r'[\w-]+$', rest)):
            yield number, 'box-form', line.strip()
            boxes.append(_Box(rest.strip('{} '), len(colons), number))
    if boxes:
        yield boxes[0].line, 'box-open', boxes[0].name


def _of_options(lines: list[str], opening: int) -> Iterator[tuple[int, str, str]]:
    """Yield slips in the options of the box that begins on line ``opening``, and put the options right in ``lines``.

    So nothing else is said of them: that a picture has no description, for example.
    """
    at = opening  # the line below it
    if at + 1 < len(lines) and not lines[at].strip() and _OPTION.match(lines[at + 1]):
        yield at + 2, 'option-form', lines[at + 1].strip()
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    while at < len(lines) and (_OPTION.match(lines[at]) or (found := _LIKE_OPTION.fullmatch(lines[at]))):
        if not _OPTION.match(lines[at]):
            yield at + 1, 'option-form', lines[at].strip()
            name, *value = [group for group in found.groups() if group is not None]
            lines[at] = ' '.join([f':{name}:', *value])
        at += 1
    before, after = lines[at - 1], lines[at] if at < len(lines) else ''
    if before.startswith(':alt: ') and before[-1] not in '.!?"”)' and re.match(r'[a-z]', after):
        yield at + 1, 'alt-broken', after
        lines[at - 1 : at + 1] = [f'{before} {after}', '']
