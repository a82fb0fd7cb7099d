"""What a print shop wants: one TOML file a printer in ``theme/printers/``, or anywhere by path."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import THEME
from publishing.core.tables import entry, line_of, read

FOLDER = THEME / 'printers'
DEFAULT = 'general'


@dataclass(frozen=True, kw_only=True)
class Printer:
    """One print shop's wishes. Lengths in millimetres, ``ink_limit`` in per cent, ``resolution`` in pixels an inch.

    ``paper`` is the thickness of one sheet of the block; offset and length of marks are measured from the trim.
    """

    key: str
    path: Path
    name: str = entry('name')
    standard: str = entry('standard', among=('x-4', 'x-1a'))
    bleed: float = entry('bleed', between=(0, 20))
    ink_limit: float = entry('ink-limit', between=(100, 400))
    resolution: float = entry('resolution', between=(0, 2400))
    crop: bool = entry('marks.crop')
    mark_offset: float = entry('marks.offset', between=(0, 30))
    mark_length: float = entry('marks.length', between=(1, 20))
    icc: Path = entry('intent.icc', called='ICC profile')
    intent: str = entry('intent.name')
    registry: str = entry('intent.registry')
    condition: str = entry('intent.condition', default='')
    embed: bool = entry('intent.embed')
    multiple: int = entry('block.multiple', between=(1, 64))
    covers: str = entry('block.covers', among=('inside', 'separate'))
    cover_bleed: float = entry('cover.bleed', between=(0, 20))
    paper: float = entry('cover.paper', between=(0.01, 2))
    cover_paper: float = entry('cover.cover-paper', between=(0, 5))
    spine_text_from: float = entry('cover.spine-text-from', between=(0, 100))

    def spine(self, pages: int) -> float:
        """Return the width of the spine of a block of ``pages`` pages: two pages a sheet, and the cover twice."""
        return round((pages + 1) // 2 * self.paper + 2 * self.cover_paper, 2)


def names(folder: Path = FOLDER) -> list[str]:
    """Return the printers that have a file."""
    return sorted(path.stem for path in folder.glob('*.toml'))


def load(name: str = DEFAULT, folder: Path = FOLDER) -> Printer:
    """Return a printer by its name in ``theme/printers`` or by the path of its file.

    :raises FindingsError: naming everything that is wrong with the file.
    """
    path = Path(name) if name.endswith('.toml') else folder / f'{name}.toml'
    if not path.is_file():
        words = (
            f'there is no printer "{name}"; expected one of {", ".join(names(folder))} or the path of a .toml file. '
            'Correct the name or add the file.'
        )
        raise FindingsError([Finding(path, None, Code.PRINTER, words)])
    printer = read(path, Printer, Code.PRINTER, 'bleed = 3.0', key=path.stem, path=path)
    if faults := list(_faults(printer)):
        text = read_text(path, Code.PRINTER)
        raise FindingsError(Finding(path, line_of(text, key), Code.PRINTER, words) for key, words in faults)
    return printer


def _faults(printer: Printer) -> Iterator[tuple[str, str]]:
    """Yield key and words for values that are right alone and wrong together."""
    if printer.standard == 'x-4' and not printer.embed:
        yield (
            'intent.embed',
            '"intent.embed" is false; expected true, for PDF/X-4 holds its profile. Set it to true, or standard to '
            '"x-1a".',
        )
    if printer.crop and printer.mark_offset < max(printer.bleed, printer.cover_bleed):
        yield (
            'marks.offset',
            f'marks begin {printer.mark_offset} mm from the trim and the bleed is wider; expected marks outside the '
            'bleed. Set marks.offset to at least the bleed.',
        )
