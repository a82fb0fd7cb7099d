"""Whether a translation still has every link, image, role, piece of code and footnote of its original."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from publishing.translation.checks import markup, restructured
from publishing.translation.checks.markup import Markup
from publishing.translation.checks.records import Difference, found
from publishing.translation.messages.words import seen

#: An address outside the project.
FOREIGN = re.compile(r'^\W*(?:[a-z][a-z\d+.-]*:|//)|://', re.IGNORECASE)
TERM = re.compile(r'\{term\}`(.+)`$', re.DOTALL)
#: A directive can bring raw HTML or a file along, behind the word "noqa" Sphinx looks for mistakes no more, and a last
#: line of "=" makes a heading; no message holds one of them.
DIRECTIVE = re.compile(
    r'^[ \t]*(?::{3,}|`{3,}|~{3,})[ \t]*\{[^}\n]*\}|(?<!\\)\#\s*noqa\s*\Z|\n[ \t]*=+\s*\Z', re.MULTILINE
)
#: The name of an HTML tag, and tags that nothing closes.
TAG_NAME = re.compile(r'<\s*(/?)([A-Za-z][\w-]*)')
VOID = frozenset(('area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'))


#: Blocks that are words, or that other checks name.
NO_BLOCKS = frozenset(('paragraph', 'html_block', 'footnote_reference', 'math_block', 'amsmath', 'substitution_block'))
#: What messages call other blocks.
BLOCKS = {
    'code_block': 'code',
    'dl': 'a list of definitions',
    'fence': 'code',
    'front_matter': 'settings of a page',
    'hr': 'a line',
    'myst_block_break': 'a break',
    'myst_line_comment': 'a comment',
    'myst_target': 'a label',
    'table': 'a table',
}


@dataclass(frozen=True)
class Syntax:
    """How messages are written.

    :ivar name: what it is called in messages.
    :ivar parse: what reads one.
    :ivar link: what to do about a link that was lost.
    :ivar term: how a term is written with words of one's own; '' where it is translated as a whole.
    :ivar signs: what is expected of signs in pairs.
    :ivar beginning: finds what stands before the words of a role.
    """

    name: str
    parse: Callable[[str], Markup]
    link: str
    term: str
    signs: str
    beginning: re.Pattern[str]


MARKDOWN = Syntax(
    'Markdown (MyST)',
    markup.parse,
    'Copy it from the original and translate only the words in square brackets.',
    '{{term}}`translation <{}>`',
    'expected them in pairs around words, with no blank inside, or not at all',
    re.compile(r'\{[A-Za-z][\w:+-]*\}'),
)
RESTRUCTURED = Syntax(
    'reStructuredText',
    restructured.parse,
    'Copy it from the original and translate only the words before < >.',
    '',
    'expected them in pairs around words, with no blank inside, and a blank or a mark of punctuation outside',
    re.compile(r'(?<!\w):[A-Za-z][\w:+-]*:'),
)


def compare(original: str, translation: str, syntax: Syntax = MARKDOWN) -> list[Difference]:
    """Return what of the markup of ``original`` was lost, altered or added in ``translation``."""
    differences = list(_differences(syntax.parse(original), syntax.parse(translation), syntax))
    if (opened := DIRECTIVE.search(translation)) and not DIRECTIVE.search(original):
        differences.append(
            found(
                'directive-added',
                f'the translation has {opened[0].strip()}, which is an instruction to Sphinx, not text, and is not in '
                'the original; expected words only. Remove it.',
            )
        )
    return differences


def _differences(one: Markup, other: Markup, syntax: Syntax) -> Iterator[Difference]:
    torn = list(_torn_roles(one, other, syntax))
    whole, one = one, replace(one, roles=one.roles - Counter(role for role, _beginning, _difference in torn))
    named = Counter(sign for _role, beginning, _difference in torn for sign in (beginning, '`'))
    other = replace(other, leftover=other.leftover - named)

    def lost_and_added(counter: str, check: str, kind: str = '', foreign: str = '') -> Iterator[Difference]:
        return _lost_and_added(counter, one, other, check, kind or check, foreign or f'{check}-foreign', syntax)

    yield from lost_and_added('links', 'link', 'link to', 'link-changed')
    yield from lost_and_added('footnotes', 'footnote', 'footnote mark', 'footnote-changed')
    yield from lost_and_added('images', 'image')
    yield from (difference for _role, _beginning, difference in torn)
    yield from lost_and_added('roles', 'role')
    yield from _code(whole, other)
    yield from lost_and_added('math', 'code', 'formula')
    yield from lost_and_added('placeholders', 'code', 'placeholder')
    for attribute in other.attributes - one.attributes:
        yield found(
            'attribute-added',
            f'the translation has the attribute {attribute}, which is not in the original; expected the same curly '
            'brackets. Copy them.',
        )
    yield from html(one.html, other.html)
    yield from _shape(one, other, syntax)


def html(one: Sequence[str], other: Sequence[str]) -> Iterator[Difference]:
    """Yield the HTML tags of the original and the translation that the other has not, or has so that one stays open."""
    theirs, ours = Counter(one), Counter(other)
    for tag in ours - theirs:
        yield found(
            'html-added', f'the translation has HTML that is not in the original: {tag}; expected none. Remove it.'
        )
    for tag in theirs - ours:
        yield found('html-lost', f'the HTML {tag} is not in the translation; expected it. Copy it.')
    if ours == theirs and _is_nested(one) and not _is_nested(other):
        yield found(
            'html-order',
            f'the HTML tags {" ".join(other)} are not opened and closed in the right order; expected as in the '
            f'original: {" ".join(one)}. Put them in order.',
        )


def _is_nested(tags: Sequence[str]) -> bool:
    """Tell whether every tag is closed that one opens, the last one first."""
    opened = []
    for closing, name in (found.groups() for tag in tags if (found := TAG_NAME.match(tag)) and not tag.endswith('/>')):
        if not closing and name.lower() not in VOID:
            opened.append(name.lower())
        elif closing and (not opened or opened.pop() != name.lower()):
            return False
    return not opened


def _torn_roles(one: Markup, other: Markup, syntax: Syntax) -> Iterator[tuple[str, str, Difference]]:
    """Yield each role of ``one`` that ``other`` has with other signs than backquotes around its words.

    With it comes how it begins, and what to say.
    """
    lost, text = list((one.roles - other.roles).elements()), _source(other)
    for beginning in syntax.beginning.finditer(text):
        rest = text[beginning.end() :]
        role = next((role for role in lost if role.startswith(f'{beginning[0]}`')), None)
        if role and not re.match(r'`+[^`]+`', rest):
            lost.remove(role)
            words = f'{_torn(beginning[0], rest)}. {_remedy("roles", role, syntax)}'
            yield role, beginning[0], found('role-lost', words)


def _torn(role: str, rest: str) -> str:
    """Return what was found where the words of a role should begin, and what was expected."""
    sign = rest.strip()[:1]
    if not sign or sign.isalnum():
        return f'the words behind {role} have no sign around them; expected ` (backquote) on each side'
    if sign != '`':
        name = unicodedata.name(sign, '').lower()
        return (
            f'the words behind {role} stand between other signs, {sign} ({name}); expected ` (backquote) on each side'
        )
    if rest[0].isspace():
        return f'a blank stands between {role} and the backquote behind it; expected none'
    return f'the words behind {role} are not closed; expected ` (backquote) on each side'


def _source(parsed: Markup) -> str:
    """Return the message as it is written."""
    return getattr(parsed.text, 'source', parsed.text)


def _code(one: Markup, other: Markup) -> Iterator[Difference]:
    # How often a name is said is the language's business.
    lost, added = set(one.code) - set(other.code), set(other.code) - set(one.code)
    # "`-s` with `git commit`" may become "`git commit -s`".
    known = set(' '.join([one.text, *one.code]).split())
    joined = {code for code in added if set(code.split()) <= known}
    lost -= {code for code in lost for whole in joined if f' {code} ' in f' {whole} '}
    for code in sorted(lost):
        written = one.shown(code)
        if between := re.search(rf'([´‘’\'"„“”])({re.escape(written)})([´‘’\'"“”])', _source(other)):
            yield found(
                'code-lost',
                f'the code {between[2]} stands between {between[1]} and {between[3]}; expected ` (backquote) on each '
                f'side, `{written}`. Replace the two signs.',
            )
            continue
        yield found(
            'code-lost',
            f'the code `{written}` is not in the translation; expected it letter for letter. Copy it from the '
            'original.',
        )
    # A role written with a blank, {term} `x`, reads as code; and changed code was named above.
    if not lost and one.roles <= other.roles:
        for code in sorted(added):
            if code not in one.text and code not in joined:  # a name that the author forgot to mark
                yield found(
                    'code-added',
                    f'`{other.shown(code)}` is marked as code in the translation only; expected no backquotes. '
                    'Use quotation marks or nothing.',
                )


def _lost_and_added(
    counter: str, one: Markup, other: Markup, check: str, kind: str, foreign: str, syntax: Syntax
) -> Iterator[Difference]:
    """Yield what was lost, changed and added.

    :param counter: which of the things that are counted.
    :param check: how the names of the checks begin.
    :param kind: what the message calls one.
    :param foreign: the check of what leads out of the project.
    """
    theirs, ours = getattr(one, counter), getattr(other, counter)
    lost, added = list((theirs - ours).elements()), list((ours - theirs).elements())

    def changed(after: str) -> str:
        return foreign if FOREIGN.search(after) else f'{check}-changed'

    for before, after in zip(lost, added, strict=False):
        yield found(
            changed(after),
            f'the {kind} {one.shown(before)} became {other.shown(after)} in the translation; expected it unchanged. '
            f'{_remedy(counter, before, syntax)}',
        )
    for before in lost[len(added) :]:
        yield found(
            f'{check}-lost',
            f'the {kind} {one.shown(before)} is not in the translation; expected it as often as in the original. '
            f'{_remedy(counter, before, syntax)}',
        )
    for after in added[len(lost) :]:
        yield found(
            changed(after),
            f'the translation has the {kind} {other.shown(after)} more often than the original; expected it as '
            'often. Remove it, or ask the authors to add it to the original.',
        )


def _remedy(counter: str, before: str, syntax: Syntax) -> str:
    if counter == 'roles':
        if syntax.term and (term := TERM.match(before)):
            return f'Write {syntax.term.format(term[1])}: your words first, the English term in < >.'
        return 'Copy it from the original.'
    return syntax.link


def no_words(original: str, translation: str) -> Iterator[Difference]:
    """Yield that ``translation``, as it is read, has nothing to read where ``original`` has words."""
    if re.search(r'\w', original) and all(map(_is_nothing, seen(translation))):
        source = getattr(translation, 'source', translation)
        shown = 'blanks' if all(map(_is_blank, source)) else f'signs, {source.strip()}'
        yield found(
            'no-words',
            f'the translation has no words but only {shown}; expected your words. Translate it, or leave msgstr empty.',
        )


def _is_nothing(sign: str) -> bool:
    return sign in '*_`~"' or _is_blank(sign)


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ('Cc', 'Cf')


def _shape(one: Markup, other: Markup, syntax: Syntax) -> Iterator[Difference]:
    nothing = list(no_words(one.text, other.text))
    yield from nothing
    if 'footnote_reference' in other.blocks and 'footnote_reference' not in one.blocks:
        yield found(
            'note-mark',
            'the translation begins with the mark of a footnote and a colon, which would make another footnote; '
            'expected the text of the footnote only. Delete the mark.',
        )
    if other.leftover - one.leftover and not nothing:
        signs = ' '.join((other.leftover - one.leftover).elements())
        yield found(
            'signs-left',
            f'the signs {signs} would be printed as they stand; {syntax.signs}. Compare with the original.',
        )
    added = sorted(set(other.blocks) - set(one.blocks) - NO_BLOCKS)
    if added and not nothing:
        yield found(
            'directive-added',
            f'{syntax.name} reads the translation as {BLOCKS.get(added[0], added[0])}, not as a paragraph, and it '
            'would not be published; expected words only. Reword it, or put a backslash before its first sign.',
        )
    if len(other.blocks) > max(len(one.blocks), 1):
        yield found(
            'paragraph-added',
            'the translation has more than one paragraph and only the first would be published; expected one. '
            'Remove the empty line.',
        )
