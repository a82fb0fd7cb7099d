"""Look once more at what a build of Sphinx has written, before anybody puts it in place.

Builders that are ours ask for it with ``looked_through``: the PDF and the EPUB in any project, web pages where they
have the theme of this one and with it a security policy. What is found is a warning, which stops a build of this
project and any with ``-W``. A project whose ``conf.py`` wants what is found says
``suppress_warnings = ['handbook.unsafe']``.
"""

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from publishing.core.findings import Code
from publishing.core.plain_messages import warn
from publishing.core.project import page_name
from publishing.outputs import look
from publishing.outputs.markup import Fault

#: Endings of what a builder writes for readers; web pages are everything in their folder.
FILES = {'pdf': ('.pdf', '.docx'), 'epub': ('.epub',)}


def look_through(app: Sphinx, exception: Exception | None) -> None:
    """Say what is wrong with the finished files, each with the page it comes from where that can be told."""
    if exception is not None or not getattr(app.builder, 'looked_through', False):
        return
    outdir = Path(app.outdir)
    # Kept with the builder: in a preview most files are those of the time before.
    moved = getattr(app.builder, 'moved_pages', {})
    fine = vars(app.builder).setdefault('found_fine', {})
    for path in finished(outdir, app.builder.name):
        stamp = path.stat().st_mtime_ns, path.stat().st_size
        if fine.get(path) == stamp:
            continue
        name = path.relative_to(outdir).as_posix()
        faults = list(look.file(path, name, moved.get(name, '')))
        for name, fault in faults:
            report(app, name, fault)
        if not faults:
            fine[path] = stamp


def finished(outdir: Path, builder: str) -> Iterator[Path]:
    """Yield the files that readers get."""
    endings = FILES.get(builder)
    for path in sorted(outdir.rglob('*')):
        hidden = any(part.startswith('.') for part in path.relative_to(outdir).parts)
        if path.is_file() and not hidden and (not endings or path.suffix in endings):
            yield path


def report(app: Sphinx, name: str, fault: Fault) -> None:
    """Say a fault of the file ``name``; a page's is said of its source."""
    inside = name.rpartition(', ')[2]
    docname = page_name(Path(inside), Path())
    source = docname if Path(inside).suffix in ('.html', '.xhtml') and docname in app.env.all_docs else ''
    line = f', line {fault.line}' if fault.line else ''
    warn(
        Code.UNSAFE,
        f'in the finished "{name}"{line}: {fault}',
        source or f'{Path(app.outdir, name.partition(", ")[0])}:',
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect behind everything else that a build does at its end."""
    app.setup_extension('publishing.core.escaping')
    app.connect('build-finished', look_through, priority=900)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
