"""One language's translation of a project, and each of its catalogs: where it lies, of which page, what is in it.

A catalog is read and examined once a process, however many ask for it: :meth:`Catalog.at` returns the same object as
long as the file has the same bytes, and what is found out about it stays with it (:meth:`Catalog.kept`). Who changes
messages takes a copy of his own (:meth:`Catalog.copy`) and writes it; the next to ask gets what is then there.
"""

import copy
import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import polib

from publishing.core.files import read_bytes
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import LOCALES, page_files, page_name
from publishing.translation.catalogs import places, syntax

#: Where gettext keeps a language's catalogs.
FOLDER = 'LC_MESSAGES'
#: The name of the catalog that keeps the translations of pages that are gone, beside the folder of the others.
MEMORY = '../memory'

Result = TypeVar('Result')
#: What this process has read, by path, language and page.
KEPT: dict[tuple[Path, str, str], 'Catalog'] = {}


@dataclass(frozen=True, eq=False)
class Catalog:
    """The content of one ``.po`` file, in the language ``code``.

    ``page`` is the name of the page it is of (``start/index``), or Sphinx's domain where pages share a catalog.
    """

    path: Path
    code: str
    page: str
    content: bytes
    _kept: dict[Hashable, object] = field(default_factory=dict, repr=False)

    @classmethod
    def at(cls, path: Path, code: str, page: str = '') -> 'Catalog':
        """Return what the file ``path`` holds now.

        Times and sizes would not tell apart two versions saved within one tick of the file system's clock, so the bytes
        are compared: that takes a millisecond for all catalogs of a language.

        :param page: by default the name of the file.
        """
        path = Path(os.path.normpath(path))  # conf.py names the folder from that of the chapters: "../locales"
        content, place = read_bytes(path, Code.PO_SYNTAX), (path, code, page or path.stem)
        if place not in KEPT or KEPT[place].content != content:
            KEPT[place] = cls(*place, content)
        return KEPT[place]

    @property
    def is_interface(self) -> bool:
        """Whether its messages are those of buttons and labels, Python templates rather than Markdown."""
        return syntax.is_interface(self.path)

    @cached_property
    def text(self) -> str:
        """The file as text.

        :raises FindingsError: where it is not UTF-8.
        """
        return syntax.decoded(self.path, self.content)

    @cached_property
    def file(self) -> polib.POFile:
        """Its messages; nobody may change them.

        :raises FindingsError: where gettext could not read them.
        """
        return syntax.parsed(self.path, self.text)

    @cached_property
    def hindrances(self) -> list[Finding]:
        """What keeps the file from being read as it was meant: charset, conflicts, syntax, order of plurals."""
        try:
            return (
                syntax.hindrances(self.path, self.text)
                or syntax.duplicates(self.path, self.file)
                or syntax.endless(self.path, self.file)
                or syntax.other_order(self.path, self.text, self.file, self.code)
            )
        except FindingsError as error:
            return error.findings

    @cached_property
    def faults(self) -> list[Finding]:
        """What is wrong with the file as such: hindrances, or else its header and its plural forms."""
        return self.hindrances or syntax.faults(self.path, self.text, self.file, self.code)

    def read(self) -> polib.POFile:
        """Return its messages; header lines may be missing, since ``make catalogs`` writes them.

        :raises FindingsError: when the file cannot be read as it was meant, or says it is in another language.
        """
        if self.hindrances or self.file.metadata.get('Language', self.code) != self.code:
            raise FindingsError(self.faults)
        return self.file

    def copy(self) -> polib.POFile:
        """Return the same as :meth:`read` to be changed and written.

        :raises FindingsError: as :meth:`read`.
        """
        return copy.deepcopy(self.read())

    def kept(self, key: Hashable, find: Callable[[], Result]) -> Result:
        """Return what ``find`` returned when it was first called for ``key``.

        For modules above, which find out more about a catalog than a module down here may know.
        """
        if key not in self._kept:
            self._kept[key] = find()
        return self._kept[key]


@dataclass(frozen=True)
class Translation:
    """The translation of a project into the language ``code``: its catalogs, and what lies beside them."""

    code: str
    locales: Path = LOCALES

    @property
    def own(self) -> Path:
        """The folder of the language, with its lists of words and its reviews."""
        return self.locales / self.code

    @property
    def folder(self) -> Path:
        """The folder of the catalogs."""
        return self.own / FOLDER

    def path(self, page: str) -> Path:
        """Return where the catalog of ``page`` lies, or would."""
        return self.folder / f'{page}.po'

    def paths(self) -> dict[str, Path]:
        """Return where the catalogs of all pages lie, by page, in order; a link is none."""
        return {page: path for page, path in page_files(self.folder, '.po').items() if places.is_own(path, self.own)}

    def catalog(self, page: str) -> Catalog:
        """Return the catalog of ``page`` as it is now."""
        return Catalog.at(self.path(page), self.code, page)

    def catalog_of(self, path: Path) -> Catalog:
        """Return the catalog in the file ``path`` as it is now."""
        return Catalog.at(path, self.code, page_name(path, self.folder))

    def catalogs(self) -> list[Catalog]:
        """Return the catalogs of all pages in order."""
        return [Catalog.at(path, self.code, page) for page, path in self.paths().items()]

    def all_catalogs(self) -> list[Catalog]:
        """Return the catalogs of all pages, and then that of pages that are gone, where there is one."""
        return [*self.catalogs(), *([self.catalog(MEMORY)] if self.path(MEMORY).is_file() else [])]
