"""What a print shop wants: one TOML file a printer in ``theme/printers/``, or anywhere by path."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.project import THEME

FOLDER = THEME / 'printers'
DEFAULT = 'general'
STANDARDS = ('x-4', 'x-1a')
COVERS = ('inside', 'separate')
#: Every key with its kind; a section's keys are written ``section.key``. All but the condition are needed.
KEYS = {
    'name': str,
    'standard': str,
    'bleed': float,
    'ink-limit': float,
    'resolution': float,
    'marks.crop': bool,
    'marks.offset': float,
    'marks.length': float,
    'intent.icc': str,
    'intent.name': str,
    'intent.registry': str,
    'intent.condition': str,
    'intent.embed': bool,
    'block.multiple': int,
    'block.covers': str,
    'cover.bleed': float,
    'cover.paper': float,
    'cover.cover-paper': float,
    'cover.spine-text-from': float,
}
OPTIONAL = {'intent.condition': ''}
KINDS = {str: 'text in quotation marks', bool: 'true or false', int: 'a whole number', float: 'a number'}
RANGES = {
    'bleed': (0, 20),
    'cover.bleed': (0, 20),
    'ink-limit': (100, 400),
    'resolution': (0, 2400),
    'marks.offset': (0, 30),
    'marks.length': (1, 20),
    'block.multiple': (1, 64),
    'cover.paper': (0.01, 2),
    'cover.cover-paper': (0, 5),
    'cover.spine-text-from': (0, 100),
}


@dataclass(frozen=True)
class Printer:
    """One print shop's wishes. Lengths in millimetres, ``ink_limit`` in per cent, ``resolution`` in pixels an inch.

    ``paper`` is the thickness of one sheet of the block; ``offset`` and ``length`` of marks are measured from the trim.
    """

    key: str
    path: Path
    name: str
    standard: str
    bleed: float
    ink_limit: float
    resolution: float
    crop: bool
    mark_offset: float
    mark_length: float
    icc: Path
    intent: str
    registry: str
    condition: str
    embed: bool
    multiple: int
    covers: str
    cover_bleed: float
    paper: float
    cover_paper: float
    spine_text_from: float

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
        raise FindingsError(
            [
                Finding(
                    path,
                    None,
                    Code.PRINTER,
                    (
                        f'there is no printer "{name}"; expected one of {", ".join(names(folder))} or the path of a '
                        '.toml file. Correct the name or add the file.'
                    ),
                )
            ]
        )
    try:
        text = path.read_text(encoding='utf-8')
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FindingsError(
            [
                Finding(
                    path,
                    getattr(error, 'lineno', None),
                    Code.PRINTER,
                    (f'the file is no TOML ({error}); expected lines such as bleed = 3.0. Mend that line.'),
                )
            ]
        ) from None
    flat: dict[str, object] = {}
    for key, value in raw.items():
        flat |= {f'{key}.{inner}': one for inner, one in value.items()} if isinstance(value, dict) else {key: value}
    if faults := _faults(flat):
        raise FindingsError(Finding(path, None, Code.PRINTER, fault) for fault in faults)
    values = OPTIONAL | flat
    icc = path.parent / str(values['intent.icc'])
    if not icc.is_file():
        raise FindingsError(
            [
                Finding(
                    path,
                    _line(text, 'icc'),
                    Code.PRINTER,
                    (
                        f'the ICC profile "{values["intent.icc"]}" is missing; expected a file, its path seen from '
                        'this one. Put the profile there or correct intent.icc.'
                    ),
                )
            ]
        )
    return Printer(path.stem, path, *(values[key] if key != 'intent.icc' else icc for key in KEYS))


def _line(text: str, key: str) -> int | None:
    """Return the line of a file on which a key stands."""
    return next(
        (
            number
            for number, line in enumerate(text.splitlines(), 1)
            if line.partition('=')[0].strip() in (key, f'intent.{key}')
        ),
        None,
    )


def _faults(flat: dict[str, object]) -> list[str]:
    """Return what is wrong with the values of a file."""
    faults = [
        f'the key "{key}" is unknown; expected one of {", ".join(KEYS)}. Correct or remove it.'
        for key in flat
        if key not in KEYS
    ]
    for key, kind in KEYS.items():
        if key not in flat:
            if key not in OPTIONAL:
                faults.append(f'the key "{key}" is missing; expected {KINDS[kind]}. Add it.')
            continue
        value = flat[key]
        wanted = (int, float) if kind is float else kind
        if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not bool):
            faults.append(f'"{key}" is {value!r}; expected {KINDS[kind]}. Correct it.')
        elif key in RANGES and not RANGES[key][0] <= value <= RANGES[key][1]:
            faults.append(f'"{key}" is {value}; expected {RANGES[key][0]} to {RANGES[key][1]}. Correct it.')
    if faults:
        return faults
    for key, known in (('standard', STANDARDS), ('block.covers', COVERS)):
        if flat[key] not in known:
            faults.append(f'"{key}" is "{flat[key]}"; expected one of {", ".join(known)}. Correct it.')
    if flat['standard'] == 'x-4' and not flat['intent.embed']:
        faults.append(
            '"intent.embed" is false; expected true, for PDF/X-4 holds its profile. '
            'Set it to true, or standard to "x-1a".'
        )
    if flat['marks.crop'] and flat['marks.offset'] < max(flat['bleed'], flat['cover.bleed']):
        faults.append(
            f'marks begin {flat["marks.offset"]} mm from the trim and the bleed is wider; expected marks '
            'outside the bleed. Set marks.offset to at least the bleed.'
        )
    return faults
