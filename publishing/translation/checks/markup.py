"""Whether a translation still has every link, image, role, piece of code and footnote of its original.

Both texts go through the tokenizer that reads the chapters (MyST), so that what counts is what the page
will show, and not how a text is typed.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import ROOT
from publishing.translation.checks.records import Difference, found

#: Roles whose content is read, so that it may be translated; of all others it is a target.
TEXT_ROLES = frozenset(('abbr', 'dfn', 'emphasis', 'guilabel', 'index', 'menuselection', 'strong', 'sub', 'sup'))
WITH_TITLE = re.compile(r'^(?P<title>.+?)\s*(?<!\\)<(?P<target>[^<>]+)>$', re.DOTALL)
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
#: An address outside the project.
FOREIGN = re.compile(r'^\W*(?:[a-z][a-z\d+.-]*:|//)|://', re.IGNORECASE)

#: What opens a list, a heading, a quotation, a comment or a fence when it stands first in a line.
#: Group 1 stays as it is; a backslash goes before group 2.
BLOCK_OPENER = re.compile(
    r'^([ \t]*\d{1,9})([.)])(?=[ \t]|$)'
    r'|^([ \t]*)([-+*](?=[ \t]|$)|\#(?=\#{0,5}(?:[ \t]|$))|>|%|:(?=::|[ \t])|`(?=``)|~(?=~~)|=(?==*[ \t]*$))',
    re.MULTILINE,
)


@dataclass
class Markup:
    """What stands in one text besides words; ``text`` is what is left for the reader."""

    links: Counter = field(default_factory=Counter)
    images: Counter = field(default_factory=Counter)
    roles: Counter = field(default_factory=Counter)
    code: Counter = field(default_factory=Counter)
    footnotes: Counter = field(default_factory=Counter)
    html: Counter = field(default_factory=Counter)
    math: Counter = field(default_factory=Counter)
    placeholders: Counter = field(default_factory=Counter)
    attributes: Counter = field(default_factory=Counter)
    leftover: Counter = field(default_factory=Counter)
    blocks: list[str] = field(default_factory=list)
    text: str = ''


def compare(original: str, translation: str) -> list[Difference]:
    """Return what of the markup of ``original`` was lost, altered or added in ``translation``."""
    differences = list(_differences(parse(original), parse(translation)))
    if (opened := DIRECTIVE.search(translation)) and not DIRECTIVE.search(original):
        differences.append(
            found(
                'directive-added',
                f'the translation opens a block, {opened[0].strip()}, which the original has not; expected words '
                'only. Remove it.',
            )
        )
    return differences


def escape_block_openers(text: str) -> str:
    """Return ``text`` so that Markdown reads every line of it as part of a paragraph.

    A backslash goes before what would open a block: ``2021. gadā`` becomes ``2021\\. gadā``.
    """

    def escaped(match: re.Match) -> str:
        before, opener = (match[1], match[2]) if match[2] else (match[3], match[4])
        return f'{before}\\{opener}'

    return BLOCK_OPENER.sub(escaped, text)


#: A directive can bring raw HTML or a file along; no message holds one.
DIRECTIVE = re.compile(r'^[ \t]*(?::{3,}|`{3,}|~{3,})[ \t]*\{[^}\n]*\}', re.MULTILINE)


@lru_cache(maxsize=8192)
def parse(text: str) -> Markup:
    """Return the markup and the words of one message."""
    markup = Markup()
    # Nearly all messages are plain words; only the others need the tokenizer.
    if not re.search(r'[\[\]`*_<>{}\\&!~|^$#\n]|https?:', text):
        markup.text = text
        return markup
    words = []
    for token in _tokenizer().parse(escape_block_openers(text)):
        if token.level == 0 and token.nesting >= 0:
            markup.blocks.append(token.type.removesuffix('_open'))
        if token.type == 'html_block':
            markup.html.update(tags(token.content))
            words.append(TAG.sub(' ', token.content))
        for child in token.children or ((token,) if token.type in ALONE else ()):
            words.append(_note(child, markup))
    markup.text = ''.join(words)
    return markup


def _note(token: Token, markup: Markup) -> str:
    """Count one inline token in ``markup``; return the words in it."""
    if not token.type.startswith('substitution'):
        markup.attributes.update(
            f'{name}="{value}"' for name, value in token.attrs.items() if name not in OWN_ATTRIBUTES
        )
    match token.type:
        case 'text':
            markup.links.update(REFERENCE.findall(token.content))
            markup.leftover.update(LEFTOVER.findall(token.content))
            return token.content
        case 'link_open':
            markup.links[str(token.attrs.get('href', ''))] += 1
        case 'image':
            markup.images[str(token.attrs.get('src', ''))] += 1
            return token.content
        case 'myst_role':
            role, words = _role(token.meta['name'], token.content)
            markup.roles[role] += 1
            return words
        case 'code_inline':
            markup.code[_in_code(token.content)] += 1
        case 'footnote_ref':
            markup.footnotes[f'[^{token.meta.get("label", "")}]'] += 1
        case 'math_inline' | 'math_inline_double' | 'math_block' | 'amsmath':
            markup.math[' '.join(token.content.split())] += 1
        case 'substitution_inline' | 'substitution_block':
            inside = QUOTED.sub('…', token.content or str(token.attrs.get('text', '')))  # a quotation is read
            markup.placeholders[f'{{{{ {"".join(inside.split())} }}}}'] += 1
        case 'html_inline':
            markup.html.update(tags(token.content))
        case 'softbreak' | 'hardbreak':
            return ' '
    return ''


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


def _role(name: str, content: str) -> tuple[str, str]:
    """Return what must stay the same in a role, and the words a reader sees of it."""
    if name in TEXT_ROLES:
        return f'{{{name}}}`…`', content
    if 'cite' in name:
        keys = sorted(key.strip() for key in content.split(','))
        return f'{{{name}}}`{",".join(keys)}`', ''
    titled = WITH_TITLE.match(content)
    target = titled['target'] if titled else content
    words = titled['title'] if titled else content if name == 'term' else ''
    return f'{{{name}}}`{" ".join(target.split())}`', words


def _differences(one: Markup, other: Markup) -> Iterator[Difference]:
    yield from _lost_and_added(one.links, other.links, 'link', 'link to', foreign='link-changed')
    yield from _lost_and_added(one.footnotes, other.footnotes, 'footnote', 'footnote mark', foreign='footnote-changed')
    yield from _lost_and_added(one.images, other.images, 'image')
    yield from _lost_and_added(one.roles, other.roles, 'role', remedy=_role_remedy)
    yield from _code(one, other)
    yield from _lost_and_added(one.math, other.math, 'code', 'formula')
    yield from _lost_and_added(one.placeholders, other.placeholders, 'code', 'placeholder')
    for attribute in other.attributes - one.attributes:
        yield found(
            'attribute-added',
            f'the translation has the attribute {attribute}, which the original has not; expected the same curly '
            'brackets. Copy them.',
        )
    yield from html(one.html, other.html)
    yield from _shape(one, other)


def html(one: Counter, other: Counter) -> Iterator[Difference]:
    """Yield the HTML tags of the original and the translation that the other has not."""
    for tag in other - one:
        yield found(
            'html-added', f'the translation holds HTML that the original has not: {tag}; expected none. Remove it.'
        )
    for tag in one - other:
        yield found('html-lost', f'the HTML {tag} is not in the translation; expected it. Copy it.')


def _code(one: Markup, other: Markup) -> Iterator[Difference]:
    # How often a name is said is the language's business.
    lost, added = set(one.code) - set(other.code), set(other.code) - set(one.code)
    # "`-s` with `git commit`" may become "`git commit -s`".
    known = set(' '.join([one.text, *one.code]).split())
    joined = {code for code in added if set(code.split()) <= known}
    lost -= {code for code in lost for whole in joined if f' {code} ' in f' {whole} '}
    for code in sorted(lost):
        yield found(
            'code-lost',
            f'the code `{code}` is not in the translation; expected it letter for letter. Copy it from the original.',
        )
    # A role written with a blank, {term} `x`, reads as code; and changed code was named above.
    if not lost and one.roles <= other.roles:
        for code in sorted(added):
            if code not in one.text and code not in joined:  # a name that the author forgot to mark
                yield found(
                    'code-added',
                    f'`{code}` is marked as code in the translation only; expected no backquotes. '
                    'Use quotation marks or nothing.',
                )


def _lost_and_added(
    one: Counter, other: Counter, check: str, kind: str = '', *, foreign: str = '', remedy=None
) -> Iterator[Difference]:
    """Yield what was lost, changed and added.

    :param check: how the names of the checks begin.
    :param kind: what the message calls one; as the checks begin, when nothing is given.
    :param foreign: the check of what leads out of the project; when nothing is given, one of its own.
    """
    kind = kind or check
    lost, added = list((one - other).elements()), list((other - one).elements())

    def changed(after: str) -> str:
        return (foreign or f'{check}-foreign') if FOREIGN.search(after) else f'{check}-changed'

    for before, after in zip(lost, added, strict=False):
        advice = (remedy or _link_remedy)(before)
        yield found(
            changed(after),
            f'the {kind} {before} became {after} in the translation; expected it unchanged. {advice}',
        )
    for before in lost[len(added) :]:
        advice = (remedy or _link_remedy)(before)
        yield found(f'{check}-lost', f'the {kind} {before} is not in the translation; expected it once more. {advice}')
    for after in added[len(lost) :]:
        yield found(
            changed(after),
            f'the translation has the {kind} {after} once more than the original; expected the same number. '
            'Remove it, or ask the authors to add it to the original.',
        )


def _link_remedy(_before: str) -> str:
    return 'Copy it from the original and translate only the words in square brackets.'


def _role_remedy(role: str) -> str:
    if role.startswith('{term}'):
        term = role.removeprefix('{term}').strip('`')
        return f'Write {{term}}`translation <{term}>`: your words first, the English term in < >.'
    return 'Copy it from the original.'


def _shape(one: Markup, other: Markup) -> Iterator[Difference]:
    if other.leftover - one.leftover:
        signs = ' '.join((other.leftover - one.leftover).elements())
        yield found(
            'signs-left',
            f'the signs {signs} would be printed as they stand; expected them in pairs around words, with no blank '
            'inside, or not at all. Compare with the original.',
        )
    if len(other.blocks) > max(len(one.blocks), 1):
        yield found(
            'paragraph-added',
            'the translation has more than one paragraph and only the first would be published; expected one. '
            'Remove the empty line.',
        )


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
