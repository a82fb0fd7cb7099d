"""Colours of a PDF as a press sees them: which colour space, how much of each ink."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

#: Separations that are the inks of the process.
PROCESS = {'Cyan': 0, 'Magenta': 1, 'Yellow': 2, 'Black': 3}
GREY, CMYK, RGB, LAB, PATTERN = 'grey', 'CMYK', 'RGB', 'Lab', 'pattern'
PRINTABLE = (GREY, CMYK, PATTERN)
DEVICE = {
    '/DeviceGray': GREY,
    '/CalGray': GREY,
    '/G': GREY,
    '/DeviceCMYK': CMYK,
    '/CMYK': CMYK,
    '/DeviceRGB': RGB,
    '/CalRGB': RGB,
    '/RGB': RGB,
    '/Lab': LAB,
    '/Pattern': PATTERN,
}
COMPONENTS = {1: GREY, 3: RGB, 4: CMYK}


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: ``grey``, ``CMYK``, ``RGB``, ``Lab``, ``pattern``, or the names of its inks."""

    name: str
    inks: tuple[str, ...] = ()

    @property
    def is_printable(self) -> bool:
        """Return whether it needs no other inks than cyan, magenta, yellow and black."""
        return self.name in PRINTABLE or all(ink in PROCESS or ink in ('All', 'None') for ink in self.inks or ('?',))

    def __str__(self) -> str:
        return 'spot colour ' + ' + '.join(self.inks) if self.inks else self.name


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the content stream sets it."""

    space: Space
    values: tuple[float, ...]

    @property
    def cmyk(self) -> tuple[float, float, float, float] | None:
        """Return the four inks from 0 to 1, or None where they cannot be told."""
        values = self.values
        if self.space.name == GREY and len(values) == 1:
            return (0.0, 0.0, 0.0, 1 - values[0])
        if self.space.name == CMYK and len(values) == 4:
            return values
        if self.space.inks and len(values) == len(self.space.inks) and self.space.is_printable:
            inks = [0.0] * 4
            for ink, value in zip(self.space.inks, values, strict=True):
                if ink == 'All':
                    inks = [value] * 4
                elif ink != 'None':
                    inks[PROCESS[ink]] = value
            return tuple(inks)
        return None

    @property
    def total(self) -> float | None:
        """Return the sum of the inks in per cent."""
        return None if self.cmyk is None else 100 * sum(self.cmyk)

    @property
    def is_registration(self) -> bool:
        """Return whether it prints in full on every plate, as crop marks do."""
        return self.cmyk is not None and min(self.cmyk) > 0.99

    @property
    def is_blank(self) -> bool:
        """Return whether it leaves the paper white."""
        if self.space.name == RGB:
            return min(self.values, default=0) > 0.999
        return self.cmyk is not None and max(self.cmyk) < 0.001

    @property
    def is_mixed_black(self) -> bool:
        """Return whether the eye takes it for black or dark grey, although it is no tint of black alone."""
        if self.space.name == RGB and len(self.values) == 3:
            return max(self.values) - min(self.values) < 0.02 and max(self.values) < 0.95
        if self.cmyk is None or self.is_registration or max(self.cmyk[:3]) < 0.005:
            return False
        light = [(1 - ink) * (1 - self.cmyk[3]) for ink in self.cmyk[:3]]
        return max(light) < 0.45 and max(light) - min(light) < 0.08

    def __str__(self) -> str:
        if self.space.name == CMYK:
            return 'CMYK ' + '/'.join(f'{100 * value:.0f}' for value in self.values)
        return f'{self.space} ' + '/'.join(f'{value:.2f}' for value in self.values) if self.values else str(self.space)


BLACK = Colour(Space(GREY), (0.0,))


def read_space(value, resources=None) -> Space:
    """Return the colour space that ``value``, a name or an array, stands for.

    :param resources: the resources of the content stream, where names of its own are looked up.
    """
    if isinstance(value, pikepdf.Name):
        if (known := DEVICE.get(str(value))) is not None:
            return Space(known)
        named = resources.get('/ColorSpace', {}).get(str(value)) if resources is not None else None
        return Space(f'unknown space {value}') if named is None else read_space(named, resources)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return Space('no colour space')
    kind = str(value[0])
    if kind == '/ICCBased':
        return Space(COMPONENTS.get(int(value[1].get('/N', 0)), 'unknown profile'))
    if kind in ('/Indexed', '/I'):
        return read_space(value[1], resources)
    if kind == '/Separation':
        return Space('ink', (str(value[1])[1:],))
    if kind == '/DeviceN':
        return Space('inks', tuple(str(name)[1:] for name in value[1]))
    return Space(DEVICE.get(kind, f'unknown space {kind}'))


def first_colour(space: Space) -> Colour:
    """Return the colour that is in force when a stream has only named its space."""
    if space.inks:
        return Colour(space, (1.0,) * len(space.inks))
    black = {GREY: (0.0,), RGB: (0.0,) * 3, LAB: (0.0,) * 3, CMYK: (0.0, 0.0, 0.0, 1.0)}
    return Colour(space, black.get(space.name, ()))


def numbers(operands: Sequence) -> tuple[float, ...]:
    """Return the numeric operands; a pattern's name is left out."""
    return tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
