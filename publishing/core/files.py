"""Write a file beside its place and rename it, so that nobody ever finds half of it."""

import os
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Put a file with ``content`` at ``path``, in folders that are made where they are missing."""
    path = Path(os.path.normpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f'.{path.name}.new')
    beside.write_bytes(content)
    beside.replace(path)


def write_text(path: Path, text: str) -> None:
    """Put a file with ``text`` at ``path``, in UTF-8 and with the ends of line it has."""
    write_bytes(path, text.encode())
