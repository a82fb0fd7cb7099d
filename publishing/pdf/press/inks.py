"""Inks of a printing condition: colours and pictures from sRGB to CMYK through an ICC profile, within an ink limit.

Neutral greys are printed with black alone, at the lightness the profile gives black ink, so that text and lines need
one plate; whatever is darker than full black ink can be is full black.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

#: Channels this close together (of 1) are a grey.
NEUTRAL = 3.5 / 255
#: A picture whose channels are nowhere further apart (of 1), nearly nowhere further than ``NEUTRAL``, is a grey one:
#: scanners and JPEG tint greys by a few steps.
TINTED, TINTED_SHARE = 12 / 255, 0.01
#: A picture of no more colours is drawn, not photographed: its greys are text and lines, in black ink alone.
DRAWN = 256
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


class InksError(Exception):
    """Raised for a profile that cannot be used; its text says what was found and what was expected."""


class Inks:
    """Convert to the inks of one ICC profile.

    :param profile: an ICC output profile for CMYK.
    :param limit: the most ink anywhere, in per cent of one full ink (300 is three full inks).
    :raises InksError: when the file is missing, is no profile, or is one for another kind of colour.
    """

    def __init__(self, profile: Path, limit: float) -> None:
        if not profile.is_file():
            raise InksError('the ICC profile is missing; expected a file of this name')
        try:
            output = ImageCms.getOpenProfile(str(profile))
        except (OSError, ImageCms.PyCMSError):
            raise InksError('the file is no ICC profile; expected an output profile for CMYK') from None
        if output.profile.xcolor_space.strip() != 'CMYK':
            raise InksError(f'the ICC profile is one for {output.profile.xcolor_space.strip()}; expected one for CMYK')
        self.limit = limit / 100
        screen = ImageCms.createProfile('sRGB')
        self._transform = ImageCms.buildTransform(screen, output, 'RGB', 'CMYK', INTENT, FLAGS)
        self._blacks = _lightness_of_black(output)
        self.of_rgb = lru_cache(maxsize=None)(self._of_rgb)

    def _of_rgb(self, red: float, green: float, blue: float) -> tuple[float, float, float, float]:
        """Return the inks of a colour, each from 0 to 1."""
        if max(red, green, blue) - min(red, green, blue) <= NEUTRAL:
            return (0.0, 0.0, 0.0, self.black((red + green + blue) / 3))
        pixel = Image.new('RGB', (1, 1), tuple(round(max(0, min(1, value)) * 255) for value in (red, green, blue)))
        inks = ImageCms.applyTransform(pixel, self._transform).getpixel((0, 0))
        return self.limited(*(value / 255 for value in inks))

    def black(self, grey: float) -> float:
        """Return how much black ink looks like ``grey`` (0 black, 1 white, as on a screen)."""
        linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
        lightness = 116 * linear ** (1 / 3) - 16 if linear > 0.008856 else 903.3 * linear
        return round(float(np.interp(-lightness, -self._blacks, np.linspace(0, 1, 256))), 3)

    def limited(self, cyan: float, magenta: float, yellow: float, black: float) -> tuple[float, float, float, float]:
        """Return the inks within the limit: their grey part goes to black, then they go thinner."""
        colours = np.array([[cyan, magenta, yellow, black]])
        # Rounded down, so that the rounding does not pass the limit again.
        return tuple(float(value) for value in np.floor(_within(colours, self.limit)[0] * 1000 + 1e-6) / 1000)

    def picture(self, image: Image.Image) -> tuple[str, bytes]:
        """Return the colour space (DeviceGray or DeviceCMYK) and the samples of a picture, eight bits each."""
        if image.mode not in ('RGB', 'L', 'CMYK'):
            image = image.convert('L' if image.mode in ('1', 'LA', 'I;16') else 'RGB')
        if image.mode == 'RGB':
            apart = np.ptp(np.asarray(image).astype(np.int16), axis=2)
            if apart.max() <= TINTED * 255 and (apart > NEUTRAL * 255).mean() <= TINTED_SHARE:
                image = image.convert('L')
        if image.mode == 'L':
            table = [round((1 - self.black(value / 255)) * 255) for value in range(256)]
            return '/DeviceGray', image.point(table).tobytes()
        samples = np.asarray(self._in_inks(image)).astype(np.float32) / 255
        flat = samples.reshape(-1, 4)
        heavy = flat.sum(axis=1) > self.limit
        if heavy.any():
            flat[heavy] = _within(flat[heavy], self.limit)
        return '/DeviceCMYK', np.floor(flat * 255 + 1e-3).astype(np.uint8).tobytes()

    def _in_inks(self, image: Image.Image) -> Image.Image:
        """Return a colour picture in CMYK.

        The greys of a drawing become black ink. In a photograph they keep all inks: black alone is lighter than the
        darkest mixture, so that its shadows would show edges.
        """
        if image.mode == 'CMYK':
            return image
        converted = ImageCms.applyTransform(image, self._transform)
        if image.getcolors(DRAWN) is None:
            return converted
        pixels, inks = np.asarray(image), np.array(converted)
        is_grey = np.ptp(pixels.astype(np.int16), axis=2) <= NEUTRAL * 255
        blacks = np.array([round(self.black(value / 255) * 255) for value in range(256)], dtype=np.uint8)
        inks[is_grey] = 0
        inks[is_grey, 3] = blacks[np.asarray(image.convert('L'))[is_grey]]
        return Image.fromarray(inks, 'CMYK')


def _within(inks: np.ndarray, limit: float) -> np.ndarray:
    """Return rows of CMYK whose sum is at most ``limit``."""
    inks = inks.astype(np.float64)
    colours, black = inks[:, :3], inks[:, 3]
    excess = np.maximum(inks.sum(axis=1) - limit, 0)
    grey = np.minimum(np.minimum(excess / 2, colours.min(axis=1)), 1 - black)  # three parts go, one comes
    colours -= grey[:, None]
    black += grey
    total = colours.sum(axis=1)
    colours *= np.minimum(1, np.maximum(limit - black, 0) / np.where(total > 0, total, 1))[:, None]
    return inks


def _lightness_of_black(output: ImageCms.ImageCmsProfile) -> np.ndarray:
    """Return the lightness (0–100, paper 100) of black ink from none to full in 256 steps, never rising."""
    ramp = Image.frombytes('CMYK', (256, 1), bytes(value for black in range(256) for value in (0, 0, 0, black)))
    to_lab = ImageCms.buildTransform(output, ImageCms.createProfile('LAB'), 'CMYK', 'LAB', INTENT)
    lightness = np.asarray(ImageCms.applyTransform(ramp, to_lab))[0, :, 0] / 2.55
    lightness[0] = 100
    # Strictly falling, so that every grey has one answer.
    return np.minimum.accumulate(lightness) - np.arange(256) * 1e-6
