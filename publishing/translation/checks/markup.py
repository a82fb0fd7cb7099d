"""What stands in a message besides words: links, images, roles, code, footnotes, HTML.

It goes through the tokenizer that reads the chapters (MyST), so that what counts is what the page will show, and not
how a text is typed.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import ROOT
from publishing.translation.messages import words
from publishing.translation.messages.words import Part, Words

#: Roles whose content is read, so that it may be translated; of all others it is a target.
TEXT_ROLES = frozenset(('abbr', 'dfn', 'emphasis', 'guilabel', 'index', 'menuselection', 'strong', 'sub', 'sup'))
#: Roles that show what stands elsewhere: a title, a number.
REFERENCE_ROLES = frozenset(('any', 'doc', 'download', 'eq', 'numref', 'ref'))
#: As Sphinx takes the two apart (``sphinx.util.docutils.ReferenceRole``): at the first bracket.
WITH_TITLE = re.compile(r'^(?P<title>.+?)\s*(?<!\\)<(?P<target>.*?)>$', re.DOTALL)
#: Signs that are markup when they are left over in the text that is read.
LEFTOVER = re.compile(r'\*\*|[*`]|\]\(|\{[a-z:]+\}')

#: Blocks that are looked at like what stands in a line.
ALONE = frozenset(('substitution_block', 'math_block', 'amsmath'))
#: Attributes a link or an image has by itself; all others are written by hand, in curly brackets.
OWN_ATTRIBUTES = frozenset(('href', 'src', 'alt', 'title'))
#: The label of a link whose address stands elsewhere in the chapter.
REFERENCE = re.compile(r'\](\[[^\[\]]+\])')
#: A blank that the reader fills, in code: ``clone <your fork>``; its words may be translated.
BLANK = re.compile(r'<[^<>=/"]*[^\W\d][^<>=/"]*>')
#: One HTML tag or comment; attributes that are read; and what may run.
TAG = re.compile(r'<!--(?:(?!-->).)*-->|<(?:[^<>"\']|"[^"]*"|\'[^\']*\')*>', re.DOTALL)
SPOKEN = re.compile(r'\b(title|alt|aria-label|placeholder|summary)="[^"<>]*"', re.IGNORECASE)
PROGRAM = re.compile(r'<\s*/?(?:script|style|iframe|object|embed|svg|math|template|noscript)', re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
#: What Python takes for something to fill in, and what Sphinx gives the title of a ``numref`` role.
PATTERN = re.compile(r'\{[^{}]*\}|[{}]|%\S?')
USUAL = (['%s'], ['{number}'], ['{name}'], ['{number}', '{name}'], ['{name}', '{number}'])
#: What opens a list, a heading, a quotation, a comment or a fence when it stands first in a line.
#: Group 1 stays as it is; a backslash goes before group 2.
BLOCK_OPENER = re.compile(
    r'^([ \t]*\d{1,9})([.)])(?=[ \t]|$)'
    r'|^([ \t]*)([-+*](?=[ \t]|$)|\#(?=\#{0,5}(?:[ \t]|$))|>|%|:(?=::|[ \t])|`(?=``)|~(?=~~)|=(?==*[ \t]*$))',
    re.MULTILINE,
)


@dataclass
class Markup:
    """What stands in one text besides words; ``text`` is the words, with a sign for every piece that is none.

    What is counted is brought into one form first; ``written`` has how it is written, where that is another.
    """

    links: Counter = field(default_factory=Counter)
    images: Counter = field(default_factory=Counter)
    roles: Counter = field(default_factory=Counter)
    code: Counter = field(default_factory=Counter)
    footnotes: Counter = field(default_factory=Counter)
    html: list[str] = field(default_factory=list)
    math: Counter = field(default_factory=Counter)
    placeholders: Counter = field(default_factory=Counter)
    attributes: Counter = field(default_factory=Counter)
    leftover: Counter = field(default_factory=Counter)
    blocks: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    text: str = Words('')

    def shown(self, name: str) -> str:
        """Return how that which was counted as ``name`` is written."""
        return self.written.get(name, name)


def escape_block_openers(text: str) -> str:
    """Return ``text`` so that Markdown reads every line of it as part of a paragraph.

    A backslash goes before what would open a block: ``2021. gadā`` becomes ``2021\\. gadā``.
    """

    def escaped(match: re.Match) -> str:
        before, opener = (match[1], match[2]) if match[2] else (match[3], match[4])
        return f'{before}\\{opener}'

    return BLOCK_OPENER.sub(escaped, text)


@lru_cache(maxsize=8192)
def parse(text: str) -> Markup:
    """Return the markup and the words of one message."""
    markup = Markup()
    # Nearly all messages are plain words; only the others need the tokenizer.
    if not re.search(r'[\[\]`*_<>{}\\&!~|^$#\n\t]|https?:|^[^\w"“„«(]|^\(\S+\)=', text):
        markup.text = Words(text)
        return markup
    parts = []
    for token in _tokenizer().parse(escape_block_openers(text)):
        if token.level == 0 and token.nesting >= 0:
            parts += [Part(' ')] if markup.blocks and not token.hidden else []
            markup.blocks.append(token.type.removesuffix('_open'))
        if token.type == 'paragraph_open':
            _note_attributes(token, markup)
        if token.type == 'html_block':
            markup.html.extend(tags(token.content))
            parts += _with_tags(token.content)
        for child in token.children or ((token,) if token.type in ALONE else ()):
            parts.append(_note(child, markup))
    markup.text = Words(text, parts)
    return markup


def _note(token: Token, markup: Markup) -> Part:
    """Count one inline token in ``markup``; return the part of the words that it is."""
    content = token.content
    _note_attributes(token, markup)
    match token.type:
        case 'text':
            markup.links.update(REFERENCE.findall(content))
            markup.leftover.update(LEFTOVER.findall(content))
            return Part(content)
        case 'link_open':
            address = str(token.attrs.get('href', ''))
            count(markup, 'links', address, unquote(address))
        case 'image':
            source = str(token.attrs.get('src', ''))
            count(markup, 'images', source, unquote(source))
            return Part(content) if content else Part(source, is_piece=True)
        case 'myst_role':
            role, written, part = _role(token.meta['name'], content)
            count(markup, 'roles', role, written)
            if token.meta['name'] == 'numref':
                markup.placeholders.update(_patterns(content))
            return part
        case 'code_inline':
            count(markup, 'code', _in_code(content), content.strip())
            return Part(content, is_piece=True, seen=content)
        case 'footnote_ref':
            label = str(token.meta.get('label', ''))
            markup.footnotes[f'[^{label}]'] += 1
            return Part(label, is_piece=True, is_note=True)
        case 'math_inline' | 'math_inline_double' | 'math_block' | 'amsmath':
            count(markup, 'math', ' '.join(content.split()), content)
            return Part(content, is_piece=True, seen=content)
        case 'substitution_inline' | 'substitution_block':
            content = content or str(token.attrs.get('text', ''))
            inside = QUOTED.sub('…', content)  # a quotation is read
            count(markup, 'placeholders', f'{{{{ {"".join(inside.split())} }}}}', f'{{{{{content}}}}}')
            return Part(content, is_piece=True, seen=content)
        case 'html_inline':
            markup.html.extend(tags(content))
            return words.tag(content)
        case 'softbreak' | 'hardbreak':
            return Part(' ')
    return Part('')


def _note_attributes(token: Token, markup: Markup) -> None:
    if not token.type.startswith('substitution'):
        markup.attributes.update(
            f'{name}="{value}"' for name, value in token.attrs.items() if name not in OWN_ATTRIBUTES
        )


def _patterns(content: str) -> list[str]:
    """Return what Python would fill in the title of a ``numref`` role, but for a number and a name as Sphinx has them.

    ``{number:>99999999}`` takes all memory.
    """
    titled = WITH_TITLE.match(content)
    found = PATTERN.findall(titled['title']) if titled else []
    return [] if found in USUAL else found


def count(markup: Markup, kind: str, name: str, written: str) -> None:
    """Count ``name`` among those of its ``kind``, and keep how it is ``written`` where that is another."""
    getattr(markup, kind)[name] += 1
    if name != written:
        markup.written[name] = written


def _with_tags(content: str) -> Iterator[Part]:
    """Yield the parts of a block of HTML."""
    at = 0
    for tag in TAG.finditer(content):
        yield Part(content[at : tag.start()])
        yield words.tag(tag[0])
        at = tag.end()
    yield Part(content[at:])


def tags(content: str) -> Iterator[str]:
    """Yield each HTML tag, without the words in it that are read and may be translated.

    What holds a program or a style, or cannot be taken apart for certain, comes as a whole.
    """
    if PROGRAM.search(content) or '<' in TAG.sub('', content):
        yield content.strip()
        return
    for tag in TAG.findall(content):
        yield '<!-- … -->' if tag.startswith('<!--') else SPOKEN.sub(r'\1="…"', tag)


def _in_code(content: str) -> str:
    return BLANK.sub('<…>', content.strip())


def _role(name: str, content: str) -> tuple[str, str, Part]:
    """Return what must stay the same in a role, how that is written, and the part of the words that the role is."""
    if name in TEXT_ROLES:
        return f'{{{name}}}`…`', f'{{{name}}}`{content}`', Part(content)
    if 'cite' in name:
        keys = sorted(key.strip() for key in content.split(','))
        part = Part(content, is_piece=True, seen='[…]', is_note=True)
        return f'{{{name}}}`{",".join(keys)}`', f'{{{name}}}`{content}`', part
    titled = WITH_TITLE.match(content)
    target = titled['target'] if titled else content
    if titled or name == 'term':
        part = Part(titled['title'] if titled else content)
    else:  # a title or number that stands elsewhere, or words in a language of their own
        part = Part(content, is_piece=True, seen='…' if name in REFERENCE_ROLES else content)
    return f'{{{name}}}`{" ".join(target.split())}`', f'{{{name}}}`{target}`', part


def use_extensions(names: Iterable[str] | None) -> None:
    """Read messages with these Markdown extensions of MyST; None: with those that our ``conf.py`` names."""
    _extensions[:] = [] if names is None else [set(names)]
    _tokenizer.cache_clear()
    parse.cache_clear()


def extensions() -> frozenset[str] | None:
    """Return what :func:`use_extensions` was given last."""
    return frozenset(_extensions[0]) if _extensions else None


_extensions: list[set[str]] = []


def myst_extensions(conf: Path) -> set[str]:
    """Return what ``conf.py`` assigns to ``myst_enable_extensions``, without running it.

    :raises FindingsError: when it cannot be read or assigns something else than a list of words.
    """
    try:
        for node in ast.parse(conf.read_text(encoding='utf-8')).body:
            targets = node.targets if isinstance(node, ast.Assign) else ()
            if any(isinstance(target, ast.Name) and target.id == 'myst_enable_extensions' for target in targets):
                return set(ast.literal_eval(node.value))
    except (OSError, SyntaxError, ValueError, TypeError) as error:
        raise FindingsError(
            [
                Finding(
                    conf,
                    None,
                    Code.SOURCE_FORM,
                    (
                        f'myst_enable_extensions cannot be read from this file ({error}); expected a list of words. '
                        'Write the list out.'
                    ),
                )
            ]
        ) from error
    return set()


@lru_cache
def _tokenizer() -> MarkdownIt:
    """Return MyST's tokenizer."""
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    if _extensions:
        names = _extensions[0]
    else:  # an installed package has no settings of its own
        names = myst_extensions(conf) if (conf := ROOT / 'conf.py').is_file() else set()
    return create_md_parser(MdParserConfig(enable_extensions=names), RendererHTML)
