"""Let a Markdown file that is no page of the book be linked as what it is: a file.

MyST takes every link to a ``.md`` for one to a page, and warns where there is none: of ``[x](../CHANGELOG.md)`` in a
folder of guides too, which leads somewhere in the repository. With this extension it becomes a download, as a link to a
``.csv`` already is. A project asks for it by its name, ``publishing.text.files_beyond``; the handbook does not, whose
pages link to pages.
"""

import os
from pathlib import Path

from docutils.nodes import Element
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.typing import ExtensionMetadata


class FilesBeyondTransform(SphinxTransform):
    """Make each link to a file that is there and no page a download, before Sphinx collects those."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        for node in list(self.document.findall(addnodes.pending_xref)):
            if (node.get('reftype'), node.get('refdomain')) == ('myst', 'doc') and (file := file_of(self.env, node)):
                target = os.path.relpath(file, Path(self.env.doc2path(self.env.docname)).parent)
                words = [child.deepcopy() for child in node.children]
                node.replace_self(addnodes.download_reference('', '', *words, reftarget=target, refdomain=None))


def file_of(env: BuildEnvironment, node: Element) -> Path | None:
    """Return the file that a link to a page leads to, where that is no page; None where it is one or nothing is there.

    :param node: MyST's link, whose target is a page's name or, outside the source folder, a path without its ending.
    """
    if node['reftarget'] in env.found_docs:
        return None
    paths = (Path(env.srcdir, f'{node["reftarget"]}{ending}') for ending in env.config.source_suffix)
    return next((path for path in paths if path.is_file()), None)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect it."""
    app.add_transform(FilesBeyondTransform)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
