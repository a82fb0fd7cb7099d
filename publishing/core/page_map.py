"""Which page of the PDF what stands on: written by the PDF builder, read by the EPUB and by work packages."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from publishing.core.files import write_bytes

#: What the PDF builder leaves beside a whole book: its page numbers, and the HTML of its documents.
NUMBERS, BODIES = 'pages.json', 'bodies.json'


@dataclass(frozen=True)
class PageMap:
    """On which page of which file each identifier of the book and each block (``source_lines.named_blocks``) stands."""

    file: str
    pages: Mapping[str, int]
    blocks: Mapping[str, int] = field(default_factory=dict)


def write_map(path: Path, page_map: PageMap) -> None:
    """Write ``page_map`` for ``read_map``."""
    text = json.dumps(asdict(page_map), ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + '\n', encoding='utf-8')


def read_map(path: Path) -> PageMap | None:
    """Return what a PDF build has written, or None where it has not."""
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding='utf-8'))
    return PageMap(found['file'], found['pages'], found.get('blocks', {}))


def write_bodies(path: Path, bodies: Mapping[str, str]) -> None:
    """Write the HTML of every document for ``read_bodies``."""
    write_bytes(path, json.dumps(bodies, ensure_ascii=False).encode())


def read_bodies(path: Path) -> dict[str, str]:
    """Return the HTML of documents that a PDF build has written; of none where it has not, or the file is damaged."""
    try:
        return dict(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}
