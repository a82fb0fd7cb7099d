"""Small things that every wing asks of nodes: those of docutils, and elements of HTML."""

from docutils import nodes


def skip(_translator, _node: nodes.Node) -> None:
    """Leave a node out; for ``Sphinx.add_node``."""
    raise nodes.SkipNode


#: What ``Sphinx.add_node`` is told of a node that only web pages, PDF and EPUB show.
ONLY_IN_HTML = dict.fromkeys(('latex', 'text', 'man', 'texinfo'), (skip, None))


def classes(element) -> set[str]:
    """Return the classes of an element of HTML, lxml's or WeasyPrint's."""
    return set((element.get('class') or '').split())
