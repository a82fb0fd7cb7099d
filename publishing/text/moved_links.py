"""What leads to a page, to its labels and to its files, when the page moves: the same words with other addresses.

A move is a :class:`Move`; :meth:`Move.source` rewrites a chapter and :meth:`Move.words` one message of a catalog, in
either language. Both leave everything else as it is, letter for letter.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

#: A link, a role with or without words of its own, a link in angle brackets; and where each leads.
_LEADING = re.compile(
    r'(\]\(<?|\{(?:ref|numref|any|doc|download)\}`(?:[^`<]*<)?|<(?:project|path):(?=[^\s<>`]+>))([^\s()<>`]+)'
)
_SCHEME = re.compile(r'[a-z][a-z0-9+.-]*:', re.IGNORECASE)
#: A label above what it names, in braces, or as an option.
_DEFINED = re.compile(
    r'^([ \t]*\()([^()\n]+)(?=\)=[ \t\r]*$)|^([ \t]*:name:[ \t]+)(\S+)(?=[ \t\r]*$)|(\{[^{}\n]*#)([\w:.-]+)(?=[\s}])',
    re.MULTILINE,
)
#: What stands behind the name of a directive, or in an option of it.
_BEHIND = re.compile(r'^([ \t]*(?:(?:`{3,}|:{3,})\{[\w:-]+\}|:[\w-]+:)[ \t]+)(\S+)(?=[ \t\r]*$)', re.MULTILINE)
_CONTENTS = re.compile(r'[ \t]*(`{3,}|:{3,})\{toctree\}')
_ENTRY = re.compile(r'(\s*(?:[^<]*<)?)([^<>\s]+)(>?\s*)')
_SUFFIX = '.md'


def labels_of(source: str) -> list[str]:
    """Return the labels that a chapter defines, in their order."""
    return [found[2] or found[4] or found[6] for found in _DEFINED.finditer(source)]


def without_targets(text: str) -> str:
    """Return the words of a message: what is left when nobody says where in the book its links lead."""
    return _LEADING.sub(lambda found: found[0] if _SCHEME.match(found[2]) else found[1], text)


@dataclass(frozen=True)
class Move:
    """A page that moves from ``old`` to ``new``, with labels and files that are named after it.

    :param labels: old and new names. :param files: paths in the folder of the chapters, old and new.
    :param known: paths of all files there as they were.
    """

    old: str
    new: str
    labels: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    def page(self, name: str) -> str:
        """Return what the page ``name`` is called afterwards."""
        return self.new if name == self.old else name

    def words(self, text: str, page: str) -> str:
        """Return ``text``, which stands on ``page``, with the links it has afterwards."""
        return _LEADING.sub(lambda found: found[1] + self._link(found[2], page), text)

    def source(self, text: str, page: str) -> str:
        """Return the same of a whole chapter: with labels, files and entries of contents; none is added or removed."""
        text = _DEFINED.sub(self._defined, self.words(text, page))
        text = _BEHIND.sub(lambda found: found[1] + self._shown(found[2], page), text)
        lines = text.split('\n')
        for number, _name, written in entries(lines, page):
            lines[number] = _ENTRY.fullmatch(lines[number]).expand(rf'\g<1>{self._path(written, page)}\g<3>')
        return '\n'.join(lines)

    def files_of(self, text: str, page: str) -> set[str]:
        """Return the files (not the pages) of the folder that a chapter shows or leads to."""
        targets = [found[2] for pattern in (_LEADING, _BEHIND) for found in pattern.finditer(text)]
        places = {_place(target.partition('#')[0], page) for target in targets}
        return {name for name in places if name in self.known and not name.endswith(_SUFFIX)}

    def _defined(self, found: re.Match) -> str:
        before, label = next((found[one], found[one + 1]) for one in (1, 3, 5) if found[one] is not None)
        return before + self.labels.get(label, label)

    def _link(self, target: str, page: str) -> str:
        """Return where a link leads afterwards that leads to ``target`` from ``page``."""
        path, hash_, label = target.partition('#')
        if hash_ and not path:
            return f'#{self.labels.get(label, label)}'
        if _SCHEME.match(target):
            return target
        if not hash_ and target in self.labels:
            return self.labels[target]
        is_ours = _place(path, page).removesuffix(_SUFFIX) == self.old
        return self._path(path, page) + hash_ + (self.labels.get(label, label) if is_ours else label)

    def _shown(self, path: str, page: str) -> str:
        """Return the same as :meth:`_path` of a file with its ending: a word alone is a title or a class."""
        return self._path(path, page) if _place(path, page) in self.known else path

    def _path(self, path: str, page: str) -> str:
        """Return the address of a file or page, as it is written on ``page``, for where both are afterwards."""
        place = _place(path, page)
        suffix = _SUFFIX if place.endswith(_SUFFIX) else ''
        if place not in self.known and f'{place}{_SUFFIX}' not in self.known:
            return path
        after = self.files.get(place) or self.page(place.removesuffix(suffix)) + suffix
        if path.startswith('/'):
            return f'/{after}' if after != place else path
        return self._beside(after, page) if after != place or page == self.old else path

    def _beside(self, name: str, page: str) -> str:
        """Return the address of ``name`` as seen from ``page``, where that is afterwards."""
        return posixpath.relpath(f'/{name}', posixpath.dirname(f'/{self.page(page)}'))


def entries(lines: list[str], page: str) -> Iterator[tuple[int, str, str]]:
    """Yield each line of the contents of ``page``: its number from 0, the page that it lists, and how it names that."""
    for number in (number for block in contents(lines) for number in block):
        line = lines[number]
        if not line.strip().startswith(':') and (entry := _ENTRY.fullmatch(line)) and '://' not in entry[2]:
            yield number, _place(entry[2], page).removesuffix(_SUFFIX), entry[2]


def contents(lines: Sequence[str]) -> Iterator[range]:
    """Yield the numbers, from 0, of the lines between the fences of each list of contents."""
    begin, fence = 0, ''
    for number, line in enumerate(lines):
        if not fence:
            if found := _CONTENTS.match(line):
                begin, fence = number + 1, found[1]
        elif line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            yield range(begin, number)
            fence = ''
    if fence:
        yield range(begin, len(lines))


def _place(path: str, page: str) -> str:
    """Return which file or page of the folder ``path`` names, as it is written on ``page``."""
    return posixpath.normpath(posixpath.join(f'/{posixpath.dirname(page)}', path))[1:]
