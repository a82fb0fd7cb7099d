"""The finished books in two languages: which there are, for the manifest and the page in front of all editions."""

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publishing.core import languages
from publishing.core.languages import Language
from publishing.core.project import book_name


@dataclass(frozen=True)
class BilingualFile:
    """One book in two languages; the first stands on the left."""

    pair: tuple[Language, Language]
    path: Path
    bytes: int
    pages: int | None
    sha256: str

    @property
    def name(self) -> str:
        """Return the pair's name: ``lv-lt``."""
        return name_of(self.pair)

    def entry(self) -> dict:
        """Return what the manifest says of this file."""
        return {
            'file': self.path.name,
            'language': self.name,
            'format': 'pdf-bilingual',
            'bytes': self.bytes,
            'pages': self.pages,
            'sha256': self.sha256,
        }


def pairs() -> list[tuple[Language, Language]]:
    """Return every two languages, in the order of ``languages.toml``.

    :raises FindingsError: when that file is wrong.
    """
    return list(itertools.combinations(languages.load().values(), 2))


def name_of(pair: tuple[Language, Language]) -> str:
    """Return ``lv-lt``."""
    return '-'.join(language.code for language in pair)


def found(folder: Path, count_pages: Callable[[bytes], int | None]) -> list[BilingualFile]:
    """Return the books in two languages that lie in ``folder``, in the order of ``pairs``."""
    files = []
    for pair in pairs():
        path = folder / f'{book_name(name_of(pair))}.pdf'
        if path.is_file():
            content = path.read_bytes()
            files.append(
                BilingualFile(pair, path, len(content), count_pages(content), hashlib.sha256(content).hexdigest())
            )
    return files
