"""What stands at a passage for the reader's judgement: when it was last checked, and that it is the editors' own view.

``{as-of}`` holds what will be wrong one day and says when it was checked and when it must be looked at again; the page
adds "as of November 2026" at its end (``ages`` lists what is overdue). ``{judgement}`` holds a conclusion that no
source states; a sign in the margin marks it. Both leave their content where it is: paragraphs keep their numbers, and
no date stands in a message, so that renewing one costs no translation.
"""

import datetime
import re

from babel.dates import format_date
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.nodes import ONLY_IN_HTML, readers_language
from publishing.text.components import Block

SIGN = '◆'
#: Where the words "as of" can stand: at the end of these.
TEXTS = (nodes.paragraph, nodes.title, nodes.caption)


class as_of(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """The words "as of November 2026"; ``node['day']`` is the day in ISO form."""


class judgement_sign(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """The sign of the editors' judgement."""


def day(text: str | None) -> datetime.date | None:
    """Return the date that ``text`` such as "2026-11-28" names, or None."""
    if not re.fullmatch(r'\d{4}-\d\d-\d\d', (text or '').strip()):
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None


class Wrapper(Block):
    """Give what the directive holds a mark; nothing is put around it."""

    def run(self) -> list[nodes.Node]:
        if self.is_empty():
            return []
        children = self.parse_content_to_nodes()
        if not self.mark(children):
            self.problem('holds no running text; expected a paragraph, a list, a table or a figure. Move it there.')
        return children

    def mark(self, children: list[nodes.Node]) -> bool:
        """Mark what stands inside; return False where nothing can carry the mark."""
        raise NotImplementedError


class AsOf(Wrapper):
    """``{as-of} 2026-11-28`` with ``:until: 2027-11-28``."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {'until': directives.unchanged}

    def mark(self, children: list[nodes.Node]) -> bool:
        checked, until = day(self.arguments[0]), day(self.options.get('until'))
        if not checked:
            self.problem(f'has the day "{self.arguments[0]}"; expected one such as 2026-11-28. Correct it.')
        elif not until:
            self.problem(
                f'has {"the day " + repr(self.options["until"]) if "until" in self.options else "no day"} as :until:; '
                'expected the day when somebody must look again, such as 2027-11-28. Write it.'
            )
        elif until <= checked:
            self.problem(
                f'was checked on {checked} and holds until {until}; expected a later day. Correct one of them.'
            )
        texts = [text for child in children for text in child.findall(lambda node: isinstance(node, TEXTS))]
        # The caption of a table or figure stands before or behind its content; else the words follow the last text.
        captions = [text for text in texts if isinstance(text, nodes.title | nodes.caption)]
        host = (captions or texts or [None])[-1]
        if host is not None and checked:
            host['as_of'] = checked.isoformat()
        return host is not None


class Judgement(Wrapper):
    """``{judgement}``: each paragraph or list inside has the sign."""

    def mark(self, children: list[nodes.Node]) -> bool:
        marked = False
        for child in children:
            text = next(child.findall(nodes.paragraph), None)
            if text is not None:
                text['judgement'] = marked = True
        return marked


class ShowMarks(SphinxPostTransform):
    """Put the sign and the words into the page, after translation."""

    default_priority = 395  # before the numbers of paragraphs (400), which stand in front of the sign
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        for text in list(self.document.findall(lambda node: isinstance(node, TEXTS))):
            # A passage in another language than the page: the words of the mark are still the reader's.
            own = readers_language(text, self.config.language)
            if text.get('judgement'):
                text.insert(0, judgement_sign(classes=['judgement-sign', *own]))
            if text.get('as_of'):
                text += [nodes.Text(' '), as_of(day=text['as_of'], classes=['as-of', *own])]


def visit_judgement_sign(translator, node: judgement_sign) -> None:
    words = _('The editors’ judgement')
    sign = translator.starttag(node, 'span', '', role='img', title=words, **{'aria-label': words})
    translator.body.append(f'{sign}{SIGN}</span>')
    raise nodes.SkipNode


def visit_as_of(translator, node: as_of) -> None:
    edition = languages.of(translator.config)
    date = format_date(datetime.date.fromisoformat(node['day']), edition.month_and_year, locale=edition.locale)
    words = translator.encode(_('as of %s') % date)
    translator.body.append(f'{translator.starttag(node, "span", "")}({words})</span>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the two directives and what they show."""
    app.setup_extension('publishing.core.own_languages')
    app.add_node(as_of, html=(visit_as_of, None), **ONLY_IN_HTML)
    app.add_node(judgement_sign, html=(visit_judgement_sign, None), **ONLY_IN_HTML)
    app.add_directive('as-of', AsOf)
    app.add_directive('judgement', Judgement)
    app.add_post_transform(ShowMarks)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
