"""What may stand on a finished page or in a drawing, and what each attribute may hold.

Elements are a list of what readers are to see; nothing else gets through, whatever browsers will understand one day.
Attributes mean no harm but for those that run, lead, load or send something, which are listed here with their rule.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publishing.core import addresses
from publishing.outputs import styles
from publishing.outputs.tags import Tag, Unclear

HTML = set(
    'html head body title meta link script style noscript header footer nav main section article aside div span '
    'h1 h2 h3 h4 h5 h6 hgroup p hr br wbr pre blockquote address ol ul menu li dl dt dd figure figcaption a em '
    'strong b i u s small cite q dfn abbr ruby rt rp data time code var samp kbd sub sup mark bdi bdo del ins tt '
    'big center acronym img picture source table caption colgroup col thead tbody tfoot tr th td details summary '
    'form fieldset legend label input button textarea select option output'.split()
)
SVG = set(
    'svg g defs symbol use switch title desc metadata style a path rect circle ellipse line polyline polygon text '
    'tspan textpath image view marker pattern mask clippath filter lineargradient radialgradient stop feblend '
    'fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap '
    'fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge '
    'femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence'.split()
)
MATHML = set(
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub '
    'msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd semantics '
    'annotation'.split()
)
#: Relations of ``link`` that only say where something is, and those with which a page fetches it.
TELLING = set(
    'alternate author bookmark canonical help index license next prev search top up contents glossary'.split()
)
FETCHING = {'stylesheet', 'icon', 'shortcut'}
#: Attributes that no page needs and each of which can run, send or change where everything else leads.
NEVER = set(
    'srcdoc ping formaction formtarget formmethod target background manifest codebase classid archive data dynsrc '
    'lowsrc longdesc profile poster is nonce xml:base attributename actiontype definitionurl'.split()
)
LEADING = {'href', 'xlink:href', 'cite', 'usemap'}
LOADING = {'src', 'srcset', 'imagesrcset'}
INPUTS = {'search', 'text', 'checkbox', 'radio', 'submit', 'button', 'hidden'}
HTTP_EQUIV = {'content-type', 'x-ua-compatible', 'content-language'}


@dataclass(frozen=True)
class Fault:
    """What was found and in which line of the output; what was expected; what to do."""

    line: int | None
    found: str
    expected: str
    remedy: str = 'Take it out where it was written'

    def __str__(self) -> str:
        return f'{self.found}; expected {self.expected}. {self.remedy}.'


@dataclass(frozen=True)
class Kind:
    """What pages of one kind may have besides words.

    :param styles: style sheets and attributes in the page; web pages have none, because of their policy.
    :param scripts: scripts of ours, by their addresses as a page says them.
    :param policy: the one content security policy.
    :param web: whether its pictures may come from the web.
    :param goes_on: the one address in the same output to which a browser goes on by itself, '' where it stays.
    """

    styles: bool = True
    scripts: tuple[re.Pattern, ...] = ()
    policy: str = ''
    elements: frozenset[str] = frozenset(HTML | SVG | MATHML)
    carried: bool = False
    web: bool = False
    goes_on: str = ''


#: What WeasyPrint reads, a page of an EPUB, a drawing in a file of its own.
BOOK = Kind(elements=frozenset((HTML - {'script', 'noscript'}) | SVG | MATHML))
EPUB = Kind(elements=frozenset((HTML - {'script', 'noscript', 'form', 'input', 'button', 'textarea'}) | SVG | MATHML))
DRAWING = Kind(elements=frozenset(SVG), carried=True)
#: A formula in a file of its own, in a PDF.
FORMULA = Kind(elements=frozenset(MATHML), styles=False)


def faults(tags: Iterable[Tag | Unclear], kind: Kind) -> Iterator[Fault]:
    """Yield what is wrong on a page."""
    for tag in tags:
        if isinstance(tag, Unclear):
            yield Fault(tag.line, tag.what, 'a page that every program reads alike')
        elif tag.name not in kind.elements:
            yield Fault(tag.line, f'an element <{tag.name}>', 'only what readers see')
        else:
            for found, expected in _of_element(tag, kind):
                yield Fault(tag.line, found, expected)
            for name, value in tag.attributes.items():
                for found, expected in _of_attribute(tag, name, value, kind):
                    yield Fault(tag.line, found, expected)


def _of_element(tag: Tag, kind: Kind) -> Iterator[tuple[str, str]]:
    held = tag.attributes
    if tag.name == 'script':
        if not any(script.fullmatch(held.get('src', '')) for script in kind.scripts) or tag.text.strip():
            yield f'a script ({held.get("src") or shortened(tag.text)})', 'only those that the theme brings as files'
    elif tag.name == 'style':
        if not kind.styles:
            yield 'a style sheet in the page', 'style sheets as files'
        for fault in styles.faults(tag.text):
            yield f'in a style sheet {fault}', 'only what lies in the same output'
    elif tag.name == 'meta' and (name := held.get('http-equiv', '').strip().lower()):
        if name == 'content-security-policy' and kind.policy:
            if held.get('content') != kind.policy:
                yield 'another security policy', 'the one of publishing/outputs/policy.py'
        elif name == 'refresh' and _goes_on(held.get('content', ''), kind):
            pass
        elif name not in HTTP_EQUIV:
            yield f'a <meta> with http-equiv="{name}"', 'pages that stay where they are'
    elif tag.name == 'link':
        relations = set(held.get('rel', '').lower().split())
        if not relations or relations - TELLING - FETCHING:
            yield f'a <link> of the kind "{held.get("rel", "")}"', f'one of {", ".join(sorted(TELLING | FETCHING))}'
    elif tag.name == 'form' and held.get('method', 'get').lower() != 'get':
        yield 'a form that sends what readers write', 'the search form'
    elif tag.name == 'input' and held.get('type', 'text').lower() not in INPUTS:
        yield f'a field of the type "{held["type"]}"', f'one of {", ".join(sorted(INPUTS))}'


def _goes_on(content: str, kind: Kind) -> bool:
    """Tell whether a page goes on at once, and to where a page of its kind does."""
    return bool(kind.goes_on) and content == f'0; url={kind.goes_on}' and addresses.may_fetch(kind.goes_on)


def _of_attribute(tag: Tag, name: str, value: str, kind: Kind) -> Iterator[tuple[str, str]]:
    if name.startswith('on'):
        yield f'<{tag.name}> runs a script ({name}="{shortened(value)}")', 'pages without scripts of their own'
    elif name in NEVER:
        yield f'<{tag.name}> has an attribute "{name}"', 'a page without it'
    elif name == 'style':
        if not kind.styles:
            yield f'<{tag.name}> has a style of its own ("{shortened(value)}")', 'a class, with its style in the theme'
        for fault in styles.faults(value):
            yield f'in the style of <{tag.name}> {fault}', 'only what lies in the same output'
    elif name == 'rel' and 'attachment' in value.lower():
        yield f'<{tag.name}> attaches a file ("{shortened(tag.attributes.get("href", ""))}")', 'a link to it'
    elif name == 'action' or name in LOADING or (name in LEADING and _loads(tag)):
        yield from _of_fetched(tag, name, value, kind)
    elif name in LEADING:
        if tag.name in MATHML or not addresses.may_lead(value):
            yield f'<{tag.name}> leads to "{shortened(value)}"', addresses.EXPECTED
    elif tag.name in SVG - HTML and ('url' in value.lower() or '\\' in value) and any(styles.faults(value)):
        yield f'<{tag.name}> fetches "{shortened(value)}"', 'only what lies in the same output'


def _loads(tag: Tag) -> bool:
    """Tell whether the address of an element is fetched without anybody following it."""
    if tag.name == 'link':
        return bool(set(tag.attributes.get('rel', '').lower().split()) & FETCHING)
    return tag.name not in ('a', 'blockquote', 'q', 'del', 'ins') and tag.name not in MATHML


def _of_fetched(tag: Tag, name: str, value: str, kind: Kind) -> Iterator[tuple[str, str]]:
    for address in value.split(',') if name.endswith('srcset') else [value]:
        if kind.carried and tag.name == 'image' and addresses.CARRIED.fullmatch(''.join(value.split())):
            return
        if kind.web and tag.name in ('img', 'image') and addresses.scheme(address) in ('https', 'http'):
            continue
        if tag.name in SVG - HTML - {'image', 'feimage'} and not value.strip().startswith('#'):
            yield f'<{tag.name}> fetches "{shortened(value)}"', 'a part of the same drawing'
        elif not addresses.may_fetch(address):
            verb = 'sends what readers write to' if name == 'action' else 'fetches'
            yield f'<{tag.name}> {verb} "{shortened(address.strip())}"', 'only files of the same output'


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    text = ' '.join(text.split())
    return text if len(text) <= 60 else f'{text[:60]}…'
