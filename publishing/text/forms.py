"""Hold pages of one kind to one form: the headings, blocks and facts that ``page_forms`` in conf.py names.

A reader who knows one chapter of challenges, or one case card, then finds her way in all of them::

    page_forms = {
        'cases/case-*': {'blocks': ['case-facts', 'copy-this'], 'facts': ['Where', 'When'], 'leads': ['Problem.']},
        'challenges/*': {'headings': ['Solutions', 'Checklist'], 'except': ['challenges/index']},
    }
"""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code
from publishing.core.plain_messages import warn
from publishing.text.author_rules import is_source_language, line_of

#: What a form may name: second-level headings in their order, blocks (classes of panels), the terms of the page's first
#: definition list, bold words at the beginning of paragraphs, and pages that are no such page after all.
PARTS = ('headings', 'blocks', 'facts', 'leads', 'except')


def problems(document: nodes.document, form: Mapping[str, list[str]]) -> Iterator[tuple[nodes.Node, str]]:
    """Yield what a page lacks or has too much, each with the node at which to say it."""
    title = next(document.findall(nodes.section), document)
    if 'headings' in form:
        found = [section for section in title.children if isinstance(section, nodes.section)]
        yield from _in_order(title, 'heading', form['headings'], [(one, one[0].astext()) for one in found])
    if 'facts' in form:
        terms = next(document.findall(nodes.definition_list), nodes.definition_list())
        found = [(term, term.astext()) for term in terms.findall(nodes.term)]
        yield from _in_order(title, 'fact', form['facts'], found)
    if 'leads' in form:
        first = [  # MyST begins a paragraph with an empty text where it begins with emphasis
            next((part for part in one.children if part.astext()), None)
            for one in title.children
            if isinstance(one, nodes.paragraph)
        ]
        leads = [(one, one.astext()) for one in first if isinstance(one, nodes.strong)]
        yield from _in_order(title, 'paragraph that begins with', form['leads'], leads)
    have = {name for node in document.findall(nodes.Element) for name in node.get('classes', ())}
    for name in form.get('blocks', ()):
        if name not in have:
            yield title, f'the page has no {{{name}}} block; expected one on every page of its kind. Add it.'


def _in_order(
    title: nodes.Node, kind: str, expected: list[str], found: list[tuple[nodes.Node, str]]
) -> Iterator[tuple[nodes.Node, str]]:
    texts = [text for _node, text in found]
    for node, text in found:
        if text not in expected:
            yield node, f'the {kind} "{text}" is none of this kind of page; expected {_listed(expected)}. Rename it.'
    for text in expected:
        if text not in texts:
            yield title, f'the page has no {kind} "{text}"; expected {_listed(expected)}. Add it.'
    known = [text for text in texts if text in expected]
    if sorted(known) == sorted(expected) and known != expected:
        place = next(node for (node, text), right in zip(found, expected, strict=False) if text != right)
        yield place, f'the {kind}s stand in another order; expected {_listed(expected)}. Move them.'


def _listed(words: list[str]) -> str:
    return ', '.join(f'"{word}"' for word in words)


class CheckForm(SphinxTransform):
    """Report where the page that was read differs from the form of its kind."""

    default_priority = 15  # before Locale (20): the form is that of the source, whatever a translation calls its parts

    def apply(self, **kwargs: object) -> None:
        if not is_source_language(self.app):
            return
        page = self.env.current_document.docname
        for pattern, form in self.config.page_forms.items():
            if fnmatchcase(page, pattern) and page not in form.get('except', ()):
                for node, text in problems(self.document, form):
                    warn(Code.FORM, text, (page, line_of(node)))


def _check_setting(_app: Sphinx, config: Config) -> None:
    for pattern, form in config.page_forms.items():
        if unknown := sorted(set(form) - set(PARTS)):
            raise ConfigError(f'page_forms["{pattern}"] has "{unknown[0]}"; expected some of {", ".join(PARTS)}.')


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('page_forms', {}, 'env', dict, 'pattern of page names: the form of these pages')
    app.connect('config-inited', _check_setting)
    app.add_transform(CheckForm)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
