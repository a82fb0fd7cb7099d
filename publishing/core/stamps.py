"""The stamps of ``make``: when each job was done, and beside each a note of why it was not."""

from collections.abc import Iterable
from pathlib import Path

from publishing.core.files import write_text
from publishing.core.findings import Finding
from publishing.core.project import BUILD

STAMPS = BUILD / 'stamps'


def note_fault(stamp: Path | None, findings: Iterable[Finding]) -> None:
    """Write down why the job with this stamp has failed; nothing for a command without one."""
    if stamp:
        write_text(_note(stamp), ''.join(f'{" ".join(str(one).split())}\n' for one in findings))


def forget_fault(stamp: Path) -> None:
    """Remove what :func:`note_fault` has written."""
    _note(stamp).unlink(missing_ok=True)


def noted_faults(stamp: Path) -> list[str]:
    """Return what :func:`note_fault` has written, a line for each finding."""
    note = _note(stamp)
    return note.read_text(encoding='utf-8').splitlines() if note.is_file() else []


def _note(stamp: Path) -> Path:
    return stamp.with_name(f'.failed-{stamp.name}')
