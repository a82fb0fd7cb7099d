"""Which page of the PDF what stands on: written by the PDF builder, read by the EPUB and by work packages."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path


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
