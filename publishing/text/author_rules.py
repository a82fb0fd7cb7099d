"""Check the source language's pages for what breaks accessibility or is lost in translation.

Each rule has a name; ``author_rules`` in conf.py lists those to apply (default: all). What MyST reports
itself, such as a skipped level of heading, is not reported again here.
"""

import collections
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from docutils.utils import get_source_line
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages, signs
from publishing.core.files import IN_CONFLICT, conflicts
from publishing.core.findings import Code, short
from publishing.core.plain_messages import warn
from publishing.text import slips
from publishing.text.allowed import is_comment

#: Rule name: its code and what it says. "{0}" is the offending text.
RULES = {
    'alt-text': (
        Code.ALT_TEXT,
        'the picture "{0}" has no description; expected one or two sentences for people who cannot see it. '
        'Add the line ":alt: …" or write ![description](path).',
    ),
    'numbered-heading': (
        Code.SOURCE_FORM,
        'the heading starts with "{0}"; expected no number, because the build numbers headings and a number here is '
        'lost in translation. Remove it.',
    ),
    'reference-link': (
        Code.SOURCE_FORM,
        'the line defines the link "[{0}]" for use elsewhere; expected the address at the link itself, because '
        'translators see one paragraph at a time. Write [text](address).',
    ),
    'raw-html': (
        Code.SOURCE_FORM,
        'the text contains the HTML {0}; expected Markdown or a directive, because HTML is neither translated nor '
        'printed. Write it in Markdown.',
    ),
    'hard-break': (
        Code.SOURCE_FORM,
        'the line after "{0}" is broken by hand; expected running text, because translations break elsewhere. Remove '
        'the spaces or the backslash at the end of the line, or start a new paragraph.',
    ),
    'task-list': (
        Code.SOURCE_FORM,
        'the list item starts with a box, "{0}"; expected a checklist, whose boxes survive translation. Use '
        ':::{{checklist}} and remove the brackets.',
    ),
    'math': (
        Code.SOURCE_FORM,
        'the formula "{0}" is mathematics markup, which web pages show only with a script from another site; expected '
        'words and numbers. Write it out.',
    ),
    'substitution': (
        Code.SOURCE_FORM,
        'the file defines the substitution "{0}" at its head; expected the words themselves in the text, because '
        'translators never see substitutions. Write them where they belong.',
    ),
    'conflict': (Code.SOURCE_FORM, IN_CONFLICT),
    'invisible-sign': (
        Code.SIGN,
        '{0}; expected only signs that a reader sees. Delete it, or type the word anew; in the place of a break in the '
        'line put a blank.',
    ),
    'page-label': (
        Code.SOURCE_FORM,
        'the page has no label; expected one above its title, so that links keep working when the title changes. '
        'Put the line "({0})=" above the title.',
    ),
    **{name: (Code.SOURCE_FORM, words) for name, words in slips.MESSAGES.items()},
}

_FENCE_DIRECTIVE = re.compile(r'\{([\w:.+-]+)\}')
#: Directives whose content is no running text.
_NO_TEXT = {
    'bibliography',
    'code',
    'code-block',
    'csv-table',
    'eval-rst',
    'highlight',
    'index',
    'literalinclude',
    'math',
    'parsed-literal',
    'raw',
    'sourcecode',
    'toctree',
}
_LABEL = re.compile(r'\([^()\n]+\)=\s*$', re.MULTILINE)
_FRONT_MATTER = re.compile(r'\A---\n(.*?\n)---\s*$', re.MULTILINE | re.DOTALL)
_SUBSTITUTION = re.compile(r'^(\s*)(?:myst_)?substitutions:\s*\n\1\s+([\w-]+)\s*:', re.MULTILINE)
_NUMBER = re.compile(r'(\d+(?:\.\d+)+\.?|\d+[.)])\s')
#: A paragraph that is bold from its first letter to its last, and ends as no sentence does.
BOLD = re.compile(r'\*\*[^*]*[^*.:!?]\*\*')
_CODE = re.compile(r'(`+)[^`].*?\1', re.DOTALL)
#: Columns that fit into the text.
MOST_COLUMNS = 3
_BOX = re.compile(r'\[[ xX]\](?:\s|$)')


@dataclass(frozen=True)
class Breach:
    """One place where a rule is broken: 1-based line, the rule's name, the offending text."""

    line: int
    rule: str
    text: str


def breaches(source: str, page: str, language: str = '') -> list[Breach]:
    """Return what the rules for text find in one page of MyST Markdown.

    :param page: the page's name, which is proposed as its label.
    """
    found = list(_signs(source, language))
    found += [Breach(line, 'conflict', mark) for line, mark in conflicts(source)]
    source = signs.readable(source, language)
    if front := _FRONT_MATTER.match(source):
        if substitution := _SUBSTITUTION.search(front[1]):
            line = 1 + source.count('\n', 0, front.start(1) + substitution.start(2))
            found.append(Breach(line, 'substitution', substitution[2]))
        source = '\n' * front[0].count('\n') + source[front.end() :]
    heading = re.search(r'^#\s', source, re.MULTILINE)
    if heading and not _LABEL.search(source, 0, heading.start()):
        found.append(Breach(1 + source.count('\n', 0, heading.start()), 'page-label', page.rpartition('/')[2]))
    found += _markdown_breaches(source, 0)
    found += [Breach(*one) for one in slips.of_boxes(source.split('\n'))]
    return sorted(found, key=lambda breach: breach.line)


def _signs(source: str, language: str) -> Iterator[Breach]:
    """Yield what nobody sees in a page, its head included; ``make check`` warns of what is only doubtful."""
    for number, line in enumerate(source.split('\n'), start=1):
        for one in signs.find(line, language):
            if not one.kind.is_doubtful:
                yield Breach(number, 'invisible-sign', one.place)


def _markdown_breaches(source: str, offset: int) -> Iterator[Breach]:
    """Yield the breaches in Markdown that starts ``offset`` lines below the file's first."""
    parsed: dict = {}
    previous = None
    # Colon fences are paragraphs for this plain parser, so their content is parsed like any other text.
    for token in MarkdownIt('commonmark').enable('table').parse(source, parsed):
        first_line = offset + token.map[0] + 1 if token.map else offset + 1
        if token.type == 'fence':
            name = _FENCE_DIRECTIVE.match(token.info)
            if name and name[1].rpartition(':')[2] not in _NO_TEXT:
                yield from _markdown_breaches(token.content, first_line)
        elif token.type == 'html_block' and not is_comment(token.content):
            yield Breach(first_line, 'raw-html', short(token.content, 40))
        elif token.type == 'inline':
            if previous == 'heading_open' and (number := _NUMBER.match(token.content)):
                yield Breach(first_line, 'numbered-heading', number[1])
            if box := _BOX.match(token.content) if previous == 'paragraph_open' else None:
                yield Breach(first_line, 'task-list', box[0].strip())
            yield from _inline_breaches(token, first_line)
            yield from _slips(token, first_line)
            if previous == 'paragraph_open' and token.level == 1 and BOLD.fullmatch(token.content):
                yield Breach(first_line, 'bold-heading', short(token.content.strip('*'), 40))
        elif token.type == 'heading_open' and token.markup in ('-', '='):
            underlined = token.map[1] + offset
            yield Breach(underlined, 'underlined-heading', short(source.split('\n')[token.map[0]], 40))
        elif token.type == 'code_block':
            yield Breach(first_line, 'indented-code', short(token.content, 40))
        elif token.type == 'table_open':
            yield Breach(first_line, 'pipe-table', '')
        previous = token.type
    for name, definition in parsed.get('references', {}).items():
        if not name.startswith('^'):  # a footnote of one word looks like a definition here
            yield Breach(offset + definition['map'][0] + 1, 'reference-link', name.lower())


def _inline_breaches(token: Token, line: int) -> Iterator[Breach]:
    text = ''
    for child, following in pairwise([*(token.children or ()), None]):
        if child.type == 'html_inline' and not (is_comment(child.content) or child.content.startswith('</')):
            yield Breach(line, 'raw-html', short(child.content, 40))
        # Next to a line with ":", a directive's fence or option, spaces at the end of a line do nothing.
        elif child.type == 'hardbreak' and not text.startswith(':') and not following.content.startswith(':'):
            yield Breach(line, 'hard-break', short(text[-30:], 40))
        if child.type in ('softbreak', 'hardbreak'):
            line += 1
            text = ''
        else:
            text += child.content


def _slips(token: Token, line: int) -> Iterator[Breach]:
    """Yield the slips in the words of one paragraph, heading or cell."""
    lines, links = [''], 0
    for child in token.children or ():
        links += child.nesting if child.type.startswith('link_') else 0
        if child.type in ('softbreak', 'hardbreak'):
            lines.append('')
        elif child.type == 'text' and not links:
            lines[-1] += child.content
        elif child.type in ('code_inline', 'image', 'link_close', 'html_inline'):
            lines[-1] += slips.OBJECT
    if entity := slips.ENTITY.search(_CODE.sub('', token.content)):
        yield Breach(line + token.content.count('\n', 0, token.content.find(entity[0])), 'entity-name', entity[0])
    for number, name, quoted in slips.of_lines(lines):
        yield Breach(line + number, name, short(quoted, 60))


def is_source_language(app: Sphinx) -> bool:
    """Return whether the pages are built in the language they are written in.

    A language that the project does not list may well be the one; its pages are checked.
    """
    language = languages.known(app.config).get(app.config.language)
    return language is None or language.is_source


def check_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Report breaches in the text of one page, and have it read without what nobody sees: a label stays a label."""
    source, language = content[0], app.config.language or ''
    if 'invisible-sign' in app.config.author_rules:
        content[0] = signs.mended(source, language)[0]
    if not is_source_language(app) or app.env.doc2path(docname).suffix != '.md':
        return
    found = breaches(source, docname, language)
    if any(breach.rule in ('option-form', 'alt-broken') for breach in found):
        lines = content[0].split('\n')
        collections.deque(slips.of_boxes(lines), maxlen=0)
        content[0] = '\n'.join(lines)
    for breach in found:
        if breach.rule == 'raw-html' and getattr(app.config, 'strict_authors', False):
            continue  # the gate says it, and where it is words in an option, it is no HTML
        report(app, breach.rule, breach.text, (docname, breach.line))


def check_doctree(app: Sphinx, doctree: nodes.document) -> None:
    """Report pictures without description, narrow tables of many columns, and formulas, wherever they come from."""
    if not is_source_language(app):
        return
    docname = app.env.current_document.docname
    for image in doctree.findall(nodes.image):
        if not image.get('alt', '').strip():
            report(app, 'alt-text', image.get('uri', ''), (docname, line_of(image)))
    for table in doctree.findall(nodes.table):
        if sum(1 for _column in table.findall(nodes.colspec)) > MOST_COLUMNS and 'wide' not in table['classes']:
            title = next(table.findall(nodes.title), None)
            report(
                app,
                'wide-table',
                short(title.astext(), 40) if title else '…',
                (docname, title.line if title and title.line else line_of(table)),
            )
    for formula in doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        report(app, 'math', short(formula.astext(), 40), (docname, line_of(formula)))


def line_of(node: nodes.Node) -> int | None:
    """Return the line of a node or, failing that, of what it stands in."""
    while node is not None:
        _source, line = get_source_line(node)
        if line:
            return line
        node = node.parent
    return None


def report(app: Sphinx, rule: str, text: str, location: tuple[str, int | None]) -> None:
    """Warn of one breach unless the project has switched its rule off."""
    if rule in app.config.author_rules:
        code, message = RULES[rule]
        warn(code, message.format(text), location)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('author_rules', list(RULES), 'env', types=frozenset({list, tuple}))
    app.connect('source-read', check_source, priority=100)  # before extensions that rewrite the source
    app.connect('doctree-read', check_doctree)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
