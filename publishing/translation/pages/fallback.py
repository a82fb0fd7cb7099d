"""Say on the page what is not translated: language, a discreet mark, and a line at the top with links.

A message without a current translation stands in the language it was written in. Its element then carries that
language (screen readers, hyphenation and quotation marks follow it) and the class ``untranslated``, or ``outdated``
where the catalog has a translation of a former text. Where that translation stays on the page (``stale``),
its element has the class ``stale`` and a link to the difference of the originals at the end of the page. The page's
first heading is followed by "2 passages not yet translated: 1, 2; 1 changed since it was translated: 3". Words of the
interface, code, formulas and texts without a
letter are left out, and so are names in the contents and in the index.

Works in any Sphinx project with catalogs; ``fallback_language`` says what its sources are written in.
"""

import html
import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _, get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages
from sphinx.util.typing import ExtensionMetadata

from publishing.core.nodes import ONLY_IN_HTML
from publishing.translation.pages.original_changes import Change, original_changes, page_changes, visit_changes

#: In the order of the note.
STATES = UNTRANSLATED, OUTDATED, STALE = 'untranslated', 'outdated', 'stale'
#: Sphinx shows the words of these in many places, or in none.
LEFT_OUT = (addnodes.toctree, nodes.meta)
#: Written with their classes and identifiers; the words of all others are wrapped, which also takes the language of a
#: heading along into the contents.
DIRECT = (nodes.paragraph, nodes.term, nodes.image)


class fallback_note(nodes.General, nodes.Element):  # noqa: N801 – docutils names nodes in lower case
    """The line below the first heading.

    ``node['links']`` holds pairs of identifier and class; ``node['whole']`` is set where nothing is translated.
    """


class RememberTransform(SphinxTransform):
    """Keep the original of what translation overwrites without telling."""

    default_priority = 12  # before Sphinx's Locale (20)

    def apply(self, **kwargs: object) -> None:
        if is_translation(self.env):
            for image in self.document.findall(nodes.image):
                if image.get('alt'):
                    image['original_alt'] = image['alt']


class FallbackTransform(SphinxTransform):
    """Mark what Sphinx's Locale transform has left in the language of the sources."""

    default_priority = 22  # after Locale (20), before anything looks at titles or sets quotation marks

    def apply(self, **kwargs: object) -> None:
        if not is_translation(self.env):
            return
        # A list, because marking changes the tree.
        messages = [(node, original(node, message)) for node, message in extract_messages(self.document)]
        known = page_changes(self.env, self.env.docname, [message for _node, message in messages])
        language, links, translated, kept = self.config.fallback_language, {}, 0, {}
        for node, message in messages:
            if (
                isinstance(node, LEFT_OUT)
                or isinstance(node.parent, nodes.system_message)
                or not any(map(str.isalpha, message))
            ):
                continue
            if is_translated(node):
                translated += 1
                if message in known and known[message].is_open:  # so it is the translation of the former text
                    target = mark_stale(node, len(kept) + 1, self.document)
                    links.setdefault(target, STALE)
                    kept[target, message] = known[message]
                continue
            state = OUTDATED if message in known else UNTRANSLATED
            target = mark(node, language, state, self.document)
            links[target] = state if links.get(target) != OUTDATED else OUTDATED
        if kept:
            sections = [child for child in self.document.children if isinstance(child, nodes.section)]
            (sections[-1] if sections else self.document).append(changes_list(kept, links, language))
        if links:
            note = fallback_note(links=list(links.items()), whole=not translated and OUTDATED not in links.values())
            title = next(
                (
                    title
                    for title in self.document.findall(nodes.title)
                    if isinstance(title.parent, nodes.section | nodes.document)
                ),
                None,
            )
            if title is None:
                self.document.insert(0, note)
            else:
                title.parent.insert(title.parent.index(title) + 1, note)


def is_translation(env: BuildEnvironment) -> bool:
    """Tell whether pages for readers are made, in another language than that of the sources."""
    source = env.config.fallback_language
    return env._builder_cls.name != 'gettext' and base(env.config.language or source) != base(source)


def base(tag: str) -> str:
    """Return ``lv`` for ``lv_LV``."""
    return re.split('[-_]', tag)[0].lower()


def original(node: nodes.Element, message: str) -> str:
    """Return the message as the sources have it; Sphinx overwrites alternative texts without keeping them."""
    return node.get('original_alt', message) if isinstance(node, nodes.image) else message


def is_translated(node: nodes.Element) -> bool:
    """Tell whether a message has reached the page; a translation that is the same as the original counts."""
    if isinstance(node, nodes.image) and node.get('alt') != node.get('original_alt'):
        return True  # Sphinx sets no flag for alternative texts
    return bool(node.get('translated'))


def mark(node: nodes.Element, language: str, state: str, document: nodes.document) -> str:
    """Give ``node`` its language and class; return the identifier by which it can be reached."""
    classes = [f'language-{language}', state]
    if isinstance(node, DIRECT):
        node['classes'] += classes
        return identifier(node, document)
    if isinstance(node, addnodes.translatable) or not isinstance(node, nodes.TextElement):
        node['lang'] = language  # a label of a drawing; who draws it looks for this
        figure = node.parent
        while not isinstance(figure, nodes.figure) and not isinstance(figure.parent, nodes.section | nodes.document):
            figure = figure.parent
        return identifier(figure, document)
    inner = nodes.inline('', '', *node.children, classes=classes)
    node.children = []
    node += inner
    # Headings and captions are written more than once, or with another element around them.
    return identifier(node.parent if isinstance(node, nodes.title | nodes.caption) else inner, document)


def mark_stale(node: nodes.Element, number: int, document: nodes.document) -> str:
    """Mark the translation of a former text; return the identifier by which it can be reached."""
    if isinstance(node, nodes.image | addnodes.translatable) or not isinstance(node, nodes.TextElement):
        figure = node
        while not isinstance(figure, nodes.figure) and not isinstance(figure.parent, nodes.section | nodes.document):
            figure = figure.parent
        return identifier(figure, document)
    node['classes'].append(STALE)
    if isinstance(node, nodes.paragraph):  # headings, terms and captions are written more than once
        node += [
            nodes.Text(' '),
            nodes.reference('', _('original changed'), internal=True, refid=f'change-{number}', classes=['stale-mark']),
        ]
    return identifier(node.parent if isinstance(node, nodes.title | nodes.caption) else node, document)


def changes_list(kept: dict[tuple[str, str], Change], links: dict[str, str], language: str) -> original_changes:
    """Return the list of differences; each passage has the number that the note gives it."""
    order = [target for state in STATES for target in links if links[target] == state]
    return original_changes(
        language=language,
        changes=[
            (target, order.index(target) + 1, change.former, now, change.day) for (target, now), change in kept.items()
        ],
    )


def identifier(node: nodes.Element, document: nodes.document) -> str:
    """Return the identifier of ``node``, which gets one if it has none."""
    if not node['ids']:
        number = 1
        while f'passage-{number}' in document.ids:
            number += 1
        node['ids'].append(f'passage-{number}')
        document.ids[f'passage-{number}'] = node
    return node['ids'][0]


def note_parts(links: list[tuple[str, str]], whole: bool) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield each sentence of the note with its links: identifier and the number it has on the page."""
    if whole:
        yield _('This page is not yet translated.'), []
        return
    ngettext, number = get_translator().ngettext, 1
    by_state = {wanted: [target for target, state in links if state == wanted] for wanted in STATES}
    new, changed, kept = map(len, by_state.values())
    sentences = (
        ngettext('%d passage not yet translated', '%d passages not yet translated', new) % new,
        ngettext(
            '%d passage changed since it was translated', '%d passages changed since they were translated', changed
        )
        % changed,
        ngettext('%d passage whose original has changed', '%d passages whose originals have changed', kept) % kept,
    )
    for words, targets in zip(sentences, by_state.values(), strict=True):
        if targets:
            yield words, [(target, place) for place, target in enumerate(targets, start=number)]
            number += len(targets)


def visit_note(translator, node: fallback_note) -> None:
    """Write the note as one paragraph."""
    parts = []
    for words, targets in note_parts(node['links'], node['whole']):
        links = ', '.join(
            f'<a class="reference internal" href="#{html.escape(target)}">{number}</a>' for target, number in targets
        )
        parts.append(html.escape(words) + (f': {links}' if links else ''))
    text = '; '.join(parts)
    translator.body.append(f'<p class="fallback-note" role="note">{text}</p>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the two transforms and the note."""
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('fallback_language', 'en', 'env', str, 'language of the sources')
    app.add_transform(RememberTransform)
    app.add_transform(FallbackTransform)
    app.add_node(original_changes, html=(visit_changes, None), **ONLY_IN_HTML)
    app.add_node(fallback_note, html=(visit_note, None), **ONLY_IN_HTML)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
