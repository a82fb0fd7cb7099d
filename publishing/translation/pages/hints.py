"""Sphinx extension: what an author tells the translators in the source reaches the catalogs, and no page.

A comment ``% translators: …`` directly before a block (in reStructuredText ``.. translators: …``) becomes the note
``#. …`` of every message in that block; before a heading, of the heading alone.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code
from publishing.core.plain_messages import warn
from publishing.translation.catalogs.reader import read

HINT = re.compile(r'\s*translators?:\s*(?P<text>.*)', re.IGNORECASE | re.DOTALL)
#: What may stand between a hint and its block.
PASSED = (nodes.comment, nodes.target, addnodes.index)


class TranslatorHints(SphinxTransform):
    """Note the hints of a document and take them out of it."""

    default_priority = 12  # after what may be translated is known (10), before translations take the text's place (20)

    def apply(self, **kwargs: object) -> None:
        found = _hints(self.env).setdefault(self.env.docname, {})
        for comment in list(self.document.findall(nodes.comment)):
            hint = HINT.fullmatch(comment.astext())
            if not hint:
                continue
            # A backslash at the end of a comment would join the next line of the catalog to it.
            text, block = ' '.join(hint['text'].split()).rstrip('\\ '), _next_block(comment)
            messages = [message for _node, message in extract_messages(block)] if block is not None else []
            if not (text and messages):
                warn(
                    Code.SOURCE_FORM,
                    'a hint for translators says nothing, or stands before nothing that is translated; expected '
                    '"% translators: …" on the line above a paragraph or another block. Move or delete it.',
                    self._place(comment),
                )
            for message in messages:
                if text not in found.setdefault(message, []):
                    found[message].append(text)
            comment.parent.remove(comment)

    def _place(self, comment: nodes.comment) -> str:
        """Return file and line of ``comment``; MyST gives its comments no line."""
        path, first = self.env.doc2path(self.env.docname), comment.astext().partition('\n')[0].strip()
        lines = Path(path).read_text(encoding='utf-8').split('\n')
        return f'{path}:{next((number for number, line in enumerate(lines, start=1) if first in line), 1)}'


def write_hints(app: Sphinx, exception: Exception | None) -> None:
    """Write the hints into the templates that the gettext builder has made."""
    if exception or app.builder.name != 'gettext':
        return
    places = {Path(app.env.doc2path(docname)).resolve(): hints for docname, hints in _hints(app.env).items() if hints}
    for path in Path(app.outdir).rglob('*.pot') if places else ():
        pot, touched = read(path.read_text(encoding='utf-8')), False
        for entry in pot:
            lines = list(dict.fromkeys(_of(entry, path.parent, Path(app.outdir), places)))
            if lines:
                entry.comment = '\n'.join([*filter(None, [entry.comment]), *lines])
                touched = True
        if touched:
            pot.save(str(path), newline='\n')


def _of(entry: polib.POEntry, folder: Path, outdir: Path, places: dict[Path, dict[str, list[str]]]) -> Iterator[str]:
    """Yield the hints on ``entry`` in any of the documents it stands in; Sphinx names them relative to a folder."""
    for name, _line in entry.occurrences:
        for start in (outdir, folder):
            yield from places.get((start / name).resolve(), {}).get(entry.msgid, ())


def _next_block(comment: nodes.comment) -> nodes.Element | None:
    """Return the block after ``comment``; of a section the title."""
    node: nodes.Element = comment
    while node.parent is not None:
        for after in node.parent.children[node.parent.index(node) + 1 :]:
            if not isinstance(after, PASSED):
                return after[0] if isinstance(after, nodes.section) else after
        if not isinstance(node.parent, nodes.section):
            return None  # the last line of a box says nothing about what follows the box
        node = node.parent
    return None


def _hints(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    if not hasattr(env, 'translator_hints'):
        env.translator_hints = {}
    return env.translator_hints


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the hints of a document that is read again or gone."""
    _hints(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    _hints(env).update({name: hints for name, hints in _hints(other).items() if name in docnames})


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_transform(TranslatorHints)
    app.connect('env-purge-doc', purge)
    app.connect('env-merge-info', merge)
    app.connect('build-finished', write_hints)
    return {'version': '0.1', 'env_version': 1, 'parallel_read_safe': True, 'parallel_write_safe': True}
