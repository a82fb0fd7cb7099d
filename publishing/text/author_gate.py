"""The author's gate: in a project with ``strict_authors``, what authors do not have stops the build by name and line.

An author may change words, figures and data. ``allowed`` says what that takes, ``authors_markdown`` holds the text to
it while it is read; here are the files and addresses that come of it, before anything opens or copies them, and once
more when a page is written. ``docs/security.md`` has the whole picture.
"""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import get_filetype
from sphinx.util.typing import ExtensionMetadata

from publishing.core import addresses
from publishing.core.findings import Code, Finding, short
from publishing.core.inside import is_inside, unfit
from publishing.core.plain_messages import stop_at, warn
from publishing.text import allowed, drawings
from publishing.text.author_rules import line_of
from publishing.text.authors_markdown import ADDRESS, AuthorsParser
from publishing.text.references import place_of_source

OUTSIDE = (
    'the file "{0}" lies outside the folder of the chapters; expected one inside, because a build reads nothing from '
    'elsewhere. Put it there and correct the path.'
)
NO_FILE = (
    'the picture "{0}" is no file of its own; expected one in the folder of the chapters, because a build fetches '
    'nothing. Put it there and write its path.'
)
NO_PICTURE = 'the file "{0}" is no picture; expected a name that ends in .png, .jpg or .svg. Correct the path.'
TO_FILE = (
    'a link leads to a file, "{0}"; expected a label such as #name or a web address, because files of authors are not '
    'published as they are. Remove the link.'
)
TO_ELSEWHERE = (
    'a line of the contents leads to "{0}"; expected one that names a page of the book. Put the address into the text.'
)


def choose_parser(app: Sphinx, config: Config) -> None:
    """Have Markdown read as authors have it."""
    if config.strict_authors:
        app.add_source_parser(AuthorsParser, override=True)


def refuse_links(app: Sphinx) -> None:
    """Read nothing where a file of the source folder is a link, and have docutils insert nothing.

    :raises ConfigError: from the findings.
    """
    if not app.config.strict_authors:
        return
    app.env.settings |= {'file_insertion_enabled': False, 'raw_enabled': False}
    stop_at([*unfit(Path(app.srcdir))])


def refuse_others(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Stop before the first page is read where one is no Markdown, which has no gate, or a source leads to a script.

    :raises ConfigError: from the findings.
    """
    if not app.config.strict_authors:
        return
    found = []
    for name in docnames:
        path = env.doc2path(name)
        if get_filetype(app.config.source_suffix, path) != 'markdown':
            words = 'the page is no Markdown; expected one that ends in .md. Write it in Markdown.'
            found.append(Finding(path, None, Code.NOT_ALLOWED, words))
    stop_at([*found, *_foreign_sources(app)])


def _foreign_sources(app: Sphinx) -> Iterator[Finding]:
    """Yield a finding for each source whose address leads to no page of the web."""
    cite = app.env.domains.get('cite')
    for key, entry in cite.bibdata.data.entries.items() if cite else ():
        if addresses.is_foreign(address := entry.fields.get('url', '')):
            path, _colon, line = (place_of_source(app, key) or f'{key}:1').rpartition(':')
            yield Finding(path, int(line), Code.NOT_ALLOWED, ADDRESS.format(short(address, 60)))


def check_doctree(app: Sphinx, doctree: nodes.document) -> None:
    """Take files and addresses that authors do not have out of a page, before Sphinx looks for them."""
    if not app.config.strict_authors:
        return
    page = app.env.current_document.docname
    for node in list(doctree.findall(nodes.image)):
        if words := _fault_of_picture(app, node['uri'], page):
            _take_out(node, words, page)
    for node in list(doctree.findall(addnodes.download_reference)):
        _take_out(node, TO_FILE.format(short(node['reftarget'], 60)), page)
    for node in doctree.findall(addnodes.toctree):
        for entry in [one for one in node['entries'] if '://' in one[1] or addresses.scheme(one[1])]:
            node['entries'].remove(entry)
            warn(Code.NOT_ALLOWED, TO_ELSEWHERE.format(short(entry[1], 60)), (page, line_of(node)))


def _fault_of_picture(app: Sphinx, uri: str, page: str) -> str:
    """Return what is wrong with the address of a picture, or ''; what is wrong inside a drawing is said at once."""
    if addresses.scheme(uri):
        return NO_FILE.format(short(uri, 60))
    path = Path(app.env.relfn2path(addresses.decoded(uri), page)[1])
    if not is_inside(path, [app.srcdir]):
        return OUTSIDE.format(short(uri, 60))
    if path.suffix.lower() not in allowed.PICTURES:
        return NO_PICTURE.format(short(uri, 60))
    faults = list(drawings.faults(path)) if path.suffix.lower() == '.svg' else []
    for fault in faults:
        warn(fault.code, fault.text, f'{fault.path}:{fault.line}')
    if faults:
        app.env.note_dependency(path)
        return f'the drawing "{short(uri, 60)}" is more than a drawing; expected one as described above. Mend the file.'
    return ''


def _take_out(node: nodes.Element, words: str, page: str) -> None:
    warn(Code.NOT_ALLOWED, words, (page, line_of(node)))
    node.parent.remove(node)


class LastAddresses(SphinxPostTransform):
    """Take foreign addresses out of a finished page: those of sources, and whatever else an extension has made."""

    default_priority = 999

    def run(self, **kwargs: object) -> None:
        if not self.config.strict_authors:
            return
        for node in list(self.document.findall(nodes.reference)):
            address = node.get('refuri', '')
            if addresses.is_foreign(address) and not node.get('internal'):  # a builder names its own pages as it likes
                warn(Code.NOT_ALLOWED, ADDRESS.format(short(address, 60)), (self.env.docname, line_of(node)))
                node.replace_self(node.children)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.core.own_languages')
    app.add_config_value('strict_authors', False, 'env', bool, 'hold pages to what docs/authors.md teaches')
    app.connect('config-inited', choose_parser, priority=900)  # when MyST is there
    app.connect('builder-inited', refuse_links, priority=50)  # before sources are read
    app.connect('env-before-read-docs', refuse_others)
    app.connect('doctree-read', check_doctree, priority=100)  # before Sphinx collects pictures and downloads
    app.add_post_transform(LastAddresses)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
