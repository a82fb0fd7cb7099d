"""Say on the page what is not translated: language, a discreet mark, and a line at the top with links.

A message without a current translation stands in the language it was written in. Its element then carries that
language (screen readers, hyphenation and quotation marks follow it) and the class ``untranslated``, or ``outdated``
where the catalog has a translation of a former text. The page's first heading is followed by "2 passages not yet
translated: 1, 2; 1 changed since it was translated: 3". Words of the interface, code, formulas and texts without a
letter are left out, and so are names in the contents and in the index.

Works in any Sphinx project with catalogs; ``fallback_language`` says what its sources are written in.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _, get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages
from sphinx.util.typing import ExtensionMetadata

UNTRANSLATED, OUTDATED = 'untranslated', 'outdated'
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
        language, known = self.config.fallback_language, changed_messages(self.env, self.env.docname)
        links, translated = {}, 0
        # A list, because marking changes the tree.
        for node, message in list(extract_messages(self.document)):
            if (isinstance(node, LEFT_OUT) or isinstance(node.parent, nodes.system_message)
                    or not any(map(str.isalpha, message))):
                continue
            if is_translated(node):
                translated += 1
                continue
            state = OUTDATED if message in known else UNTRANSLATED
            target = mark(node, language, state, self.document)
            links[target] = state if links.get(target) != OUTDATED else OUTDATED
        if links:
            note = fallback_note(links=list(links.items()), whole=not translated and OUTDATED not in links.values())
            title = next((title for title in self.document.findall(nodes.title)
                          if isinstance(title.parent, nodes.section | nodes.document)), None)
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


def changed_messages(env: BuildEnvironment, docname: str) -> set[str]:
    """Return the messages of a page whose catalog has only the translation of a former text.

    The page depends on its catalogs from then on. A catalog that cannot be read has none; others complain of it.
    """
    domain = docname_to_domain(docname, env.config.gettext_compact)
    changed = set()
    for folder in env.config.locale_dirs:
        path = Path(env.srcdir, folder, env.config.language, 'LC_MESSAGES', f'{domain}.po')
        if not path.is_file():
            continue
        env.note_dependency(str(path))
        try:
            with path.open('rb') as file:
                changed |= {message.id for message in read_po(file) if message.id and isinstance(message.id, str)
                            and (message.fuzzy or message.previous_id)}
        except (OSError, UnicodeDecodeError, PoFileError, ValueError):
            continue
    return changed


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


def identifier(node: nodes.Element, document: nodes.document) -> str:
    """Return the identifier of ``node``, which gets one if it has none."""
    if not node['ids']:
        number = 1
        while f'passage-{number}' in document.ids:
            number += 1
        node['ids'].append(f'passage-{number}')
        document.ids[f'passage-{number}'] = node
    return node['ids'][0]


def with_language(markup: str, labels: Iterable[nodes.Element]) -> str:
    """Return a drawing or table with ``lang`` at every element that holds nothing but an untranslated label."""
    texts = {label['text']: label['lang'] for label in labels if label.get('lang')}
    if not texts:
        return markup

    def tagged(match: re.Match) -> str:
        words = html.unescape(match['text']).strip()
        # A long label is drawn in several lines.
        language = next((texts[text] for text in texts if words == text or f' {words} ' in f' {text} '), None)
        return f'<{match["tag"]} lang="{language}">{match["text"]}</' if language and words else match[0]

    return re.sub(r'<(?P<tag>(?:text|title|th)\b[^<>]*)>(?P<text>[^<>]+)</', tagged, markup)


def note_parts(links: list[tuple[str, str]], whole: bool) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield each sentence of the note with its links: identifier and the number it has on the page."""
    if whole:
        yield _('This page is not yet translated.'), []
        return
    new = [target for target, state in links if state == UNTRANSLATED]
    changed = [target for target, state in links if state == OUTDATED]
    ngettext = get_translator().ngettext
    if new:
        yield (ngettext('%d passage not yet translated', '%d passages not yet translated', len(new)) % len(new),
               list(zip(new, range(1, len(new) + 1), strict=True)))
    if changed:
        words = ngettext('%d passage changed since it was translated',
                         '%d passages changed since they were translated', len(changed)) % len(changed)
        yield words, list(zip(changed, range(len(new) + 1, len(links) + 1), strict=True))


def visit_note(translator, node: fallback_note) -> None:
    """Write the note as one paragraph."""
    parts = []
    for words, targets in note_parts(node['links'], node['whole']):
        links = ', '.join(f'<a class="reference internal" href="#{html.escape(target)}">{number}</a>'
                          for target, number in targets)
        parts.append(html.escape(words) + (f': {links}' if links else ''))
    text = '; '.join(parts)
    translator.body.append(f'<p class="fallback-note" role="note">{text}</p>\n')
    raise nodes.SkipNode


def skip(_translator, _node: nodes.Node) -> None:
    """Leave the note out where there are no links."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the two transforms and the note."""
    app.add_config_value('fallback_language', 'en', 'env', str, 'language of the sources')
    app.add_transform(RememberTransform)
    app.add_transform(FallbackTransform)
    app.add_node(fallback_note, html=(visit_note, None), latex=(skip, None), text=(skip, None), man=(skip, None),
                 texinfo=(skip, None))
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
