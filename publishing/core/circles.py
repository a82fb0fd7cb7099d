"""Tables of contents that go round in a circle are named before Sphinx follows them without end.

Sphinx 9 passes over a page that lists itself, and a page that lists one above it ends in a ``RecursionError``
(``sphinx.environment._traverse_toctree``).
"""

from graphlib import CycleError, TopologicalSorter

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code, Finding
from publishing.core.plain_messages import stop_at


def refuse(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop a build whose contents cannot be walked through.

    :raises ConfigError: from the finding, at the toctree that leads back.
    """
    try:
        TopologicalSorter({page: set(listed) - {page} for page, listed in env.toctree_includes.items()}).prepare()
    except CycleError as error:
        # Each page of the circle is listed by the one behind it; it is told from its page that comes first in reading.
        pages = error.args[1][:0:-1]
        start = min(range(len(pages)), key=lambda number: (pages[number] != env.config.root_doc, pages[number]))
        pages = pages[start:] + pages[:start]
        around = ' lists '.join(f'"{page}"' for page in [*pages, pages[0]])
        text = (
            f'the contents go round in a circle: {around}; expected each page below one other. Remove "{pages[0]}" '
            'from this toctree.'
        )
        path = env.doc2path(pages[-1])
        stop_at([Finding(str(path), _line(env, pages[-1], pages[0]), Code.NOT_IN_CONTENTS, text)])


def _line(env: BuildEnvironment, page: str, listed: str) -> int | None:
    """Return where the toctree of ``page`` begins that has ``listed``."""
    return next(
        (
            tree.line
            for tree in env.get_doctree(page).findall(addnodes.toctree)
            if listed in (name for _title, name in tree['entries'])
        ),
        None,
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect('env-updated', refuse, priority=1)  # before whoever walks through the contents
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
