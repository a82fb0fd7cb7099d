"""The blocks authors write: margin notes, key facts, solution ladders, checklists, case facts.

Every directive makes one ``panel`` node, written as one HTML element with one class; how it looks is
the business of the theme: ``components/`` on screen, ``print/blocks.css`` on paper, ``epub.css`` in the EPUB.
"""

from dataclasses import dataclass

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code
from publishing.core.nodes import ONLY_IN_HTML
from publishing.core.plain_messages import warn


class panel(nodes.General, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """A block of its own kind; ``tag`` is its HTML element."""


@dataclass(frozen=True)
class Kind:
    """What one directive makes: the element, its class, and the class of its title ('' = takes no title)."""

    tag: str
    title_class: str = ''
    role: str = ''


KINDS = {
    'lead': Kind('div'),
    'margin': Kind('aside', 'margin-note-title', 'note'),
    'key-facts': Kind('div', 'key-facts-title'),
    'ladder': Kind('div'),
    'step': Kind('div', 'step-title'),
    'checklist': Kind('div', 'checklist-title'),
    'case-facts': Kind('aside'),
    'copy-this': Kind('div'),
    'avoid-this': Kind('div'),
    'subtitle': Kind('div'),
    'publishers': Kind('div'),
    'funding': Kind('div'),
    'edition': Kind('div'),
}
#: Class of the element where it is not the directive's own name.
CLASSES = {'margin': 'margin-note'}


class Block(SphinxDirective):
    """A directive around text, which says what is wrong with it in a planner's words."""

    has_content = True

    def is_empty(self) -> bool:
        """Tell, and say, that there is nothing between the fences."""
        if not self.content:
            self.problem('has no text; expected some between its fences. Write it or remove the block.')
        return not self.content

    def problem(self, text: str) -> None:
        warn(Code.MARKUP, f'{{{self.name}}} {text}', self.get_location())


class PanelDirective(Block):
    """Wrap the content, and the title where the kind has one, in a ``panel``."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {'name': directives.unchanged, 'class': directives.class_option}

    def run(self) -> list[nodes.Node]:
        kind = KINDS[self.name]
        node = panel(tag=kind.tag, role=kind.role)
        node['classes'] += [CLASSES.get(self.name, self.name), *self.options.get('class', [])]
        self.set_source_info(node)
        self.add_name(node)
        if self.is_empty():
            return [nodes.comment()]
        if self.arguments:
            if not kind.title_class:
                self.problem(f'has a title, "{self.arguments[0]}"; this block takes none. Remove it.')
                return [nodes.comment()]
            node += self._title(self.arguments[0], kind.title_class)
        node += self.parse_content_to_nodes()
        if self.name == 'ladder':
            self._number_steps(node)
        return [node]

    def _title(self, text: str, css_class: str) -> nodes.paragraph:
        inline, messages = self.parse_inline(text)
        title = nodes.paragraph(text, '', *inline, classes=[css_class])
        self.set_source_info(title)
        return title

    def _number_steps(self, ladder: panel) -> None:
        steps = [child for child in ladder if isinstance(child, panel) and 'step' in child['classes']]
        for number, step in enumerate(steps, start=1):
            step['classes'].append(f'step-{number}')
        if len(steps) != len(ladder.children):
            self.problem('holds something besides steps; expected {step} blocks only. Move the rest out.')


class CaseBoxDirective(PanelDirective):
    """A box whose title is always the same words, in the reader's language."""

    def run(self) -> list[nodes.Node]:
        result = super().run()
        if isinstance(result[0], panel):
            # Translated when the page is written (the source text is the same in every language's environment).
            result[0].insert(0, fixed_title(kind=self.name, classes=['box-title']))
        return result


class fixed_title(nodes.General, nodes.Element):  # noqa: N801
    """The title of a box with fixed words."""


def fixed_words(kind: str) -> str:
    """Return the title of a ``copy-this`` or ``avoid-this`` box in the current language."""
    from sphinx.locale import _

    return {'copy-this': _('Copy this'), 'avoid-this': _('Avoid this')}[kind]


def visit_panel(translator, node: panel) -> None:
    attributes = {'role': node['role']} if node['role'] else {}
    translator.body.append(translator.starttag(node, node['tag'], '\n', **attributes))


def depart_panel(translator, node: panel) -> None:
    translator.body.append(f'</{node["tag"]}>\n')


def visit_fixed_title(translator, node: fixed_title) -> None:
    translator.body.append(f'<p class="box-title">{translator.encode(fixed_words(node["kind"]))}</p>\n')
    raise nodes.SkipNode


def pass_through(translator, node: nodes.Node) -> None:
    """Let builders that know no panels write the content alone."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives and their two nodes."""
    plain = (pass_through, pass_through)
    app.add_node(panel, html=(visit_panel, depart_panel), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_node(fixed_title, html=(visit_fixed_title, None), **ONLY_IN_HTML)
    for name in KINDS:
        fixed = name in {'copy-this', 'avoid-this'}
        app.add_directive(name, CaseBoxDirective if fixed else PanelDirective)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
