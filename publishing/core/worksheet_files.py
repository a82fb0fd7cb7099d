"""The files of worksheets: how they are called, and the list of them that is written beside them."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sphinx.environment import BuildEnvironment

FOLDER, LIST = 'worksheets', 'worksheets.json'
#: End of a file's name, and its format in the manifest.
FORMATS = {'.pdf': 'pdf-form', '.docx': 'docx'}


@dataclass(frozen=True)
class WorksheetFiles:
    """One worksheet: the name of its files without their ending, its title, and the pages of the PDF."""

    stem: str
    title: str
    pages: int


@dataclass(frozen=True)
class WorksheetFile:
    """One file as readers find it; ``url`` is seen from the folder of the downloads."""

    noted: WorksheetFiles
    url: str
    format: str
    bytes: int
    sha256: str

    @property
    def label(self) -> str:
        """Return what readers choose by: ``Obstacle log (PDF)``."""
        return f'{self.noted.title} ({self.url.rpartition(".")[2].upper()})'

    @property
    def pages(self) -> int | None:
        """Return how many pages the file has, where that is fixed."""
        return self.noted.pages if self.format == 'pdf-form' else None

    def entry(self, language: str) -> dict:
        """Return what the manifest says about the file."""
        return {
            'file': self.url,
            'language': language,
            'format': self.format,
            'bytes': self.bytes,
            'pages': self.pages,
            'sha256': self.sha256,
            'title': self.noted.title,
        }


def stem(env: BuildEnvironment, docname: str) -> str:
    """Return the name of a page's files, the same in every language; with its folders where two pages share it."""
    last = docname.rpartition('/')[2]
    shared = sum(name.rpartition('/')[2] == last for name in env.all_docs) > 1
    return re.sub(r'[^A-Za-z0-9]+', '-', docname if shared else last).strip('-').lower() or 'worksheet'


def write_list(folder: Path, sheets: list[WorksheetFiles]) -> None:
    """Write what ``read_list`` reads."""
    text = json.dumps([asdict(one) for one in sheets], ensure_ascii=False, indent=2)
    (folder / LIST).write_text(text + '\n', encoding='utf-8')


def read_list(downloads: Path, language: str) -> Iterator[WorksheetFile]:
    """Yield the files of worksheets that exist for ``language`` below ``downloads``, in the order of the book."""
    folder = downloads / FOLDER / language
    path = folder / LIST
    for values in json.loads(path.read_text(encoding='utf-8')) if path.is_file() else []:
        noted = WorksheetFiles(**values)
        for ending, form in FORMATS.items():
            if (file := folder / f'{noted.stem}{ending}').is_file():
                content = file.read_bytes()
                yield WorksheetFile(
                    noted, f'{FOLDER}/{language}/{file.name}', form, len(content), hashlib.sha256(content).hexdigest()
                )
