"""MyST as authors have it: what is not on the list of ``allowed`` is named and left out, before anything comes of it.

The gate stands inside MyST's own parser and sees what that sees, in boxes, cells and translated messages too: a second
reading of the text could take for words what MyST takes for a directive.
"""

import re
from collections.abc import Iterator, Sequence

from docutils import nodes
from docutils.parsers.rst import directives
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.directives import MarkupError, parse_directive_text
from myst_parser.parsers.sphinx_ import MystParser

from publishing.core import addresses, languages
from publishing.core.findings import Code, short
from publishing.core.message_parser import render
from publishing.core.plain_messages import warn
from publishing.text import allowed

_NAMED = re.compile(r'\{([^}]*)\}')
_TAG = re.compile(r'<(/?)(\w+)')
_KEY = re.compile(r'^[^\s#][^:\n]*(?=:|$)')
_WITH_WORDS = re.compile(r'.+<[^<]*>', re.DOTALL)
#: What Markdown itself writes into the attributes of a token.
_OWN = {
    'link_open': {'href', 'title'},
    'image': {'src', 'alt', 'title'},
    'ordered_list_open': {'start'},
    'th_open': {'style'},
    'td_open': {'style'},
}
HTML = (
    'the text contains the HTML {0}; expected Markdown or a directive, because HTML is neither translated nor printed. '
    'Write it in Markdown.'
)
_EMPHASIS = (
    'the text contains the HTML {0}; expected *words* or **words**, because HTML is neither translated nor printed. '
    'Write it so.'
)
_RAISED = (
    'the text contains the HTML {0}; expected the raised or lowered sign itself (m², CO₂), because HTML is neither '
    'translated nor printed. Type it.'
)
HTML_INSTEAD = {
    **dict.fromkeys(('b', 'i', 'em', 'strong', 'u'), _EMPHASIS),
    **dict.fromkeys(('sup', 'sub'), _RAISED),
    'br': 'the text contains the HTML {0}; expected a new paragraph, because translations break elsewhere. Put an '
    'empty line in its place.',
    'img': 'the text contains the HTML {0}; expected :::{{figure}}, which has a number and a description. Write it so.',
    'table': 'the text contains the HTML {0}; expected :::{{list-table}}, whose cells are translated. Write it so.',
    'a': 'the text contains the HTML {0}; expected [words](address). Write it so.',
}
DIRECTIVE = (
    '"{0}" is no directive for authors; expected one that the guide for authors teaches, such as lead, figure or '
    'list-table. Write it with one of these.'
)
ROLE = (
    '"{0}" is no role for authors; expected cite, numref, term or the code of a language. Write the words without it.'
)
HEAD = (
    'the head of the page sets "{0}"; expected no head between lines of dashes, because settings belong to conf.py. '
    'Remove it, or put an empty line above the dashes if they are a rule.'
)
NUMBER = (
    'the reference "{0}" has words of its own; expected the number alone, as in {{numref}}`fig-name`. Put the words '
    'outside.'
)
ATTRIBUTE = 'the attribute "{0}" stands in braces; expected a class or a name only, {{.class #name}}. Remove it.'
ADDRESS = (
    'the address "{0}" begins with a foreign scheme; expected https:, http:, mailto: or a label such as #name. '
    'Correct it, or remove the link.'
)
ARGUMENT = '{{{0}}} names "{1}"; expected nothing behind it, because conf.py names the files of sources. Remove it.'
OPTION = 'the option "{0}" of {{{1}}} is not for authors; expected one of: {2}. Remove it.'


def refusals(tokens: Sequence[Token], roles: frozenset[str]) -> Iterator[tuple[Token, int, Code, str]]:
    """Yield each token that authors may not write, with its 1-based line, the kind of finding and what to say.

    :param roles: the names of roles that are allowed. A comment is yielded without words: nobody needs to hear of it.
    """
    for token in tokens:
        line, opened = token.map[0] + 1 if token.map else 1, set()
        for code, text, further in _of_one(token, roles):
            yield token, line + further, code, text
        for child in token.children or ():
            tag = _TAG.match(child.content) if child.type == 'html_inline' else None
            for code, text, further in _of_one(child, roles):
                yield child, line + further, code, '' if tag and tag[1] and tag[2] in opened else text
            opened |= {tag[2]} if tag else set()
            line += child.type in ('softbreak', 'hardbreak')


def _of_one(token: Token, roles: frozenset[str]) -> Iterator[tuple[Code, str, int]]:
    """Yield what is wrong with one token: the kind, the words, how many lines below its first."""
    kind, refused = token.type, Code.NOT_ALLOWED
    if kind == 'front_matter':
        number, key = _first_key(token.content)
        yield refused, HEAD.format(key), number
    elif kind == 'hr' and token.map and token.map[0] == 0:  # a head that never ends
        yield refused, HEAD.format(token.markup), 0
    elif kind in ('html_block', 'html_inline'):
        tag = _TAG.match(token.content)
        form = HTML_INSTEAD.get(tag[2].lower(), HTML) if tag else HTML
        yield Code.SOURCE_FORM, '' if allowed.is_comment(token.content) else form.format(short(token.content, 40)), 0
    elif kind in ('fence', 'colon_fence') and (named := _NAMED.match(token.info.strip())):
        if named[1].lower() not in allowed.DIRECTIVES:
            yield refused, DIRECTIVE.format(named[1]), 0
    elif kind == 'myst_role':
        name = token.meta['name']
        if name not in roles:
            yield refused, ROLE.format(name), 0
        elif name == 'numref' and _WITH_WORDS.fullmatch(token.content):
            yield refused, NUMBER.format(short(token.content, 40)), 0
    elif kind == 'link_open' and addresses.is_foreign(str(token.attrs.get('href', ''))):
        yield refused, ADDRESS.format(short(str(token.attrs['href']), 60)), 0
    elif kind.startswith('substitution'):
        yield refused, HEAD.format(token.content.strip()), 0
    strange = [*(token.attrs.keys() - _OWN.get(kind, set())), *token.meta.get('insecure_attrs', ())]
    for name in sorted(set(strange) - allowed.ATTRIBUTES):
        yield refused, ATTRIBUTE.format(name), 0


def _first_key(head: str) -> tuple[int, str]:
    """Return the first key that a head of a page sets, and how many lines below the dashes it stands."""
    for number, line in enumerate(head.split('\n'), start=1):
        if found := _KEY.match(line):
            return number, short(found[0].strip(), 60)
    return 0, '---'


class AuthorsRenderer(SphinxRenderer):
    """MyST's renderer, which passes over what is refused."""

    def __init__(self, parser) -> None:
        super().__init__(parser)
        self.rules = {name: _unless_refused(rule) for name, rule in self.rules.items()}
        parser.validateLink = lambda url: True  # or a link that leads to a script would be words in brackets
        self._said: set[tuple[int, str]] = set()
        self._above, self._position = 0, 1  # for the lines of messages

    def _render_tokens(self, tokens: list[Token]) -> None:
        roles = allowed.ROLES | set(languages.codes(self.sphinx_env.config))
        for token, line, code, text in list(refusals(tokens, roles)):
            token.meta['refused'] = True
            self._say(code, text, max(line - self._above, self._position))  # a term of a glossary has no line
        super()._render_tokens(tokens)

    def nested_render_text(self, text, lineno, inline=False, **options) -> None:
        before, self._above = self._above, int(inline)  # MyST counts the lines of a title or caption from 0
        super().nested_render_text(text, lineno, inline, **options)
        self._above = before

    def run_directive(self, name, first_line, content, position, *arguments, **options) -> list[nodes.Element]:
        form = allowed.DIRECTIVES.get(name.lower(), frozenset())
        known, _messages = directives.directive(name, self.language_module_rst, self.document)
        try:
            given = parse_directive_text(known, first_line, content).options if known else {}
        except MarkupError:  # which MyST is about to say
            given = {}
        for option in given.keys() - form:
            line = next((number for number, text in enumerate(content.split('\n'), 1) if option in text), 0)
            words = OPTION.format(option, name, ', '.join(sorted(form)) or 'none')
            self._say(Code.NOT_ALLOWED, words, position + line)
        is_bare = name.lower() not in allowed.BARE or not first_line.strip()
        if not is_bare:
            self._say(Code.NOT_ALLOWED, ARGUMENT.format(name, short(first_line, 60)), position)
        if name.lower() not in allowed.DIRECTIVES or given.keys() - form or not is_bare:
            return []
        before, self._position = self._position, position
        made = super().run_directive(name, first_line, content, position, *arguments, **options)
        self._position = before
        return made

    def _say(self, code: Code, text: str, line: int) -> None:
        """Warn once of what is met in each of several readings of a cell."""
        if text and (line, text) not in self._said:
            self._said.add((line, text))
            warn(code, text, f'{self.document["source"]}:{line}')


def _unless_refused(rule):
    def render(token: SyntaxTreeNode) -> None:
        if not token.meta.get('refused'):
            rule(token)

    return render


class AuthorsParser(MystParser):
    """Parse Markdown as authors have it; no page changes how it is read."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        render(inputstring, document, AuthorsRenderer)
