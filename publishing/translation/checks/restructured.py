"""What stands in a message besides words, where the pages of another project are written in reStructuredText.

It goes through docutils' own reader of what stands in a line. Roles are not looked up: which there are, only that
project knows. Terms and the names of headings are translated where they stand, and so in references to them: there,
only how many there are counts.
"""

import re
from functools import lru_cache

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.parsers.rst.languages import en
from docutils.utils import new_document

from publishing.translation.checks.markup import REFERENCE_ROLES, TEXT_ROLES, WITH_TITLE, Markup, count
from publishing.translation.messages.words import Part, Words

#: Signs that are markup when they are left over in the text that is read.
LEFTOVER = re.compile(r'``|`|\*\*|:[a-z][\w:+-]*:(?=`)|`_|\|_')
#: The name of a role that shows an object by the last part of its name: :func:`~os.path`.
LAST_PART = re.compile(r'^~(?:.*\.)?')
#: What a reader fills in: :file:`/home/{name}`.
BLANK = re.compile(r'\{[^{}]+\}')
PARAGRAPHS = re.compile(r'\n[ \t]*\n')


@lru_cache(maxsize=8192)
def parse(text: str) -> Markup:
    """Return the markup and the words of one message."""
    markup = Markup(blocks=['paragraph'] * len(PARAGRAPHS.split(text.strip())))
    # Nearly all messages are plain words.
    if not re.search(r'[`*|\\]|\w_\b|\]_|:/', text):
        markup.text = Words(text)
        return markup
    parts = []
    for node in _inline(text):
        parts += _note(node, markup)
    markup.text = Words(text, parts)
    return markup


def _inline(text: str) -> list[nodes.Node]:
    """Return what docutils finds in a paragraph; a role is an inline node that has its name."""
    settings = _settings()
    document = new_document('', settings)
    document.reporter.report_level = 5
    inliner = states.Inliner()
    inliner.init_customizations(settings)
    inliner.interpreted = _role_node
    memo = states.Struct(document=document, reporter=document.reporter, language=en, inliner=inliner)
    return inliner.parse(text, 0, memo, nodes.paragraph())[0]


def _role_node(rawsource: str, text: str, role: str, _line: int) -> tuple[list[nodes.Node], list]:
    return [nodes.inline(rawsource, nodes.unescape(text, True), role=role)], []


@lru_cache
def _settings():
    return get_default_settings(Parser)


def _note(node: nodes.Node, markup: Markup) -> list[Part]:
    """Count one inline node in ``markup``; return the parts of the words that it is."""
    content = node.astext()
    match node:
        case nodes.Text():
            markup.leftover.update(LEFTOVER.findall(content))
            return [Part(content)]
        case nodes.problematic():
            markup.leftover[content] += 1
            return [Part(content)]
        case nodes.literal():
            count(markup, 'code', ' '.join(content.split()), content)
            return [Part(content, is_piece=True, seen=content)]
        case nodes.inline() if node.get('role'):
            return [_role(node['role'], content, markup)]
        case nodes.reference():
            if 'refuri' in node:
                markup.links[node['refuri']] += 1
            elif 'anonymous' not in node:  # the name of a heading, say, which is translated, too
                count(markup, 'links', '…_', node.rawsource)
            return [Part(content)]
        case nodes.footnote_reference() | nodes.citation_reference():
            markup.footnotes[node.rawsource] += 1
            return [Part(node.rawsource, is_piece=True, is_note=True)]
        case nodes.substitution_reference():
            markup.placeholders[f'|{content}|'] += 1
            return [Part(content, is_piece=True, seen=content)]
        case nodes.target():
            return []
    return [Part(content)]


def _role(name: str, content: str, markup: Markup) -> Part:
    """Count a role in ``markup``; return the part of the words that it is."""
    if name in TEXT_ROLES:
        count(markup, 'roles', f':{name}:`…`', f':{name}:`{content}`')
        return Part(content)
    titled = WITH_TITLE.match(content)
    target = titled['target'] if titled else content
    same = '…' if name == 'term' else BLANK.sub('{…}', ' '.join(target.lstrip('~!.').split()))
    count(markup, 'roles', f':{name}:`{same}`', f':{name}:`{target}`')
    if titled or name == 'term':
        return Part(titled['title'] if titled else content)
    return Part(content, is_piece=True, seen='…' if name in REFERENCE_ROLES else LAST_PART.sub('', content))
