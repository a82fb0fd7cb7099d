"""What somebody may have meant who has written a name that leads nowhere: all names of its kind, and the nearest."""

import posixpath
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from docutils.parsers.rst import directives, roles
from sphinx.application import Sphinx

from publishing.core.files import read_text
from publishing.core.findings import Code, shown_path

PICTURES = ('.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg')


def labels(app: Sphinx) -> Iterable[str]:
    """Return everything a cross-reference may lead to: labels, figures, tables, pages."""
    return [*app.env.domains.standard_domain.anonlabels, *app.env.found_docs]


def pages(app: Sphinx) -> Iterable[str]:
    """Return the pages by name, with and without the file's ending."""
    return [*app.env.found_docs, *(posixpath.basename(app.env.doc2path(name)) for name in app.env.found_docs)]


def places_of_pictures(app: Sphinx) -> list[str]:
    """Return the pictures that lie in the folder of the chapters."""
    files = (path for path in Path(app.srcdir).rglob('*.*') if path.suffix.lower() in PICTURES and path.is_file())
    return sorted(path.relative_to(app.srcdir).as_posix() for path in files)


def terms(app: Sphinx) -> Iterable[str]:
    """Return the terms of the glossary."""
    return [name for kind, name in app.env.domains.standard_domain.objects if kind == 'term']


def sources(app: Sphinx) -> Iterable[str]:
    """Return the keys of the bibliography files."""
    cite = app.env.domains.get('cite')
    return list(cite.bibdata.data.entries) if cite else []


def directive_names(app: Sphinx) -> Iterable[str]:
    """Return the names a directive may have."""
    return [*directives._directive_registry, *directives._directives, *app.env.domains.standard_domain.directives]


def role_names(app: Sphinx) -> Iterable[str]:
    """Return the names a role may have."""
    return [*roles._role_registry, *roles._roles, *app.env.domains.standard_domain.roles]


def written_at(app: Sphinx, name: str) -> str:
    """Return ``path:line`` of the block with this ``:name:``; nothing may have come of it."""
    for page in sorted(app.env.found_docs):
        text = read_text(path := Path(app.env.doc2path(page)), Code.MARKUP)
        if found := re.search(rf'^\s*:name:[ \t]*{re.escape(name)}[ \t]*$', text, re.MULTILINE):
            return f'{shown_path(path)}:{text.count(chr(10), 0, found.start()) + 1}'
    return ''


def nearest(target: str, candidates: Iterable[str]) -> str:
    """Return, for the end of a sentence, the candidate that is called almost so; '' for none."""
    by_spelling = {candidate.lower(): candidate for candidate in candidates}
    found = get_close_matches(target.lower(), by_spelling, n=1, cutoff=0.7)
    return f'; the nearest is "{by_spelling[found[0]]}"' if found else ''


def elsewhere(name: str, candidates: Iterable[str]) -> str:
    """Return where a file of this name lies, or else one that is called almost so."""
    folded = posixpath.basename(name).lower()
    by_name = {posixpath.basename(path).lower(): path for path in candidates}
    found = [folded] if folded in by_name else get_close_matches(folded, by_name, n=1, cutoff=0.8)
    if not found:
        return ''
    same = 'a file of this name is' if found[0] == folded else 'the nearest is'
    return f'; {same} "/{by_name[found[0]]}"'
