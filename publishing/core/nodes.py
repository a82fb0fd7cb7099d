"""Small things that every wing asks of nodes: those of docutils, and elements of HTML."""

from docutils import nodes


def skip(_translator, _node: nodes.Node) -> None:
    """Leave a node out; for ``Sphinx.add_node``."""
    raise nodes.SkipNode


#: What ``Sphinx.add_node`` is told of a node that only web pages, PDF and EPUB show.
ONLY_IN_HTML = dict.fromkeys(('latex', 'text', 'man', 'texinfo'), (skip, None))


def is_foreign(node: nodes.Element) -> bool:
    """Tell whether a node is marked as being in a language of its own, other than the page or not."""
    return any(name.startswith('language-') for name in node['classes'])


def readers_language(node: nodes.Element, language: str | None) -> list[str]:
    """Return the classes of words in the reader's ``language`` that are put into ``node``, which may be in another."""
    return [f'language-{language}'] if is_foreign(node) else []


def classes(element) -> set[str]:
    """Return the classes of an element of HTML, lxml's or WeasyPrint's."""
    return set((element.get('class') or '').split())
