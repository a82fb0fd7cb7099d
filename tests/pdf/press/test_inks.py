"""Inks: greys in black alone, colours through the profile, never more ink than allowed."""

import numpy as np
import pytest
from PIL import Image, ImageCms
from places import REPOSITORY

from publishing.pdf.press.inks import Inks, InksError

FOGRA39 = REPOSITORY / 'theme' / 'icc' / 'FOGRA39L_coated.icc'


@pytest.fixture(scope='module')
def inks():
    return Inks(FOGRA39, 300)


def colour(code):
    return [int(code[place : place + 2], 16) / 255 for place in (0, 2, 4)]


@pytest.mark.parametrize('grey', ['000000', '1A1A1A', '444444', '999999', 'F3F3F3', 'FFFFFF', '1A1B1A'])
def test_greys_are_black_ink_alone(inks, grey):
    assert inks.of_rgb(*colour(grey))[:3] == (0, 0, 0)


def test_text_is_full_black_and_paper_is_bare(inks):
    assert inks.of_rgb(*colour('1A1A1A')) == (0, 0, 0, 1)
    assert inks.of_rgb(1, 1, 1) == (0, 0, 0, 0)


def test_greys_keep_their_lightness(inks):
    """Printed through the profile, a grey is as light as on the screen (as far as black ink goes)."""
    back = ImageCms.buildTransform(
        ImageCms.getOpenProfile(str(FOGRA39)),
        ImageCms.createProfile('LAB'),
        'CMYK',
        'LAB',
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    for value, lightness in ((0x66, 43.2), (0x99, 63.2), (0xCC, 82.0)):
        pixel = Image.new('CMYK', (1, 1), (0, 0, 0, round(inks.black(value / 255) * 255)))
        assert ImageCms.applyTransform(pixel, back).getpixel((0, 0))[0] / 2.55 == pytest.approx(lightness, abs=0.8)
    blacks = [inks.black(value / 255) for value in range(256)]
    assert blacks == sorted(blacks, reverse=True)


def test_colours_come_back_as_they_were(inks):
    """Sea, amber, heather: through the profile to ink and back to the screen, within what eyes tell apart."""
    back = ImageCms.buildTransform(
        ImageCms.getOpenProfile(str(FOGRA39)),
        ImageCms.createProfile('sRGB'),
        'CMYK',
        'RGB',
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    for code in ('0B4F6C', '8A5A00', '6B3F7A', 'E1ECF1'):
        pixel = Image.new('CMYK', (1, 1), tuple(round(ink * 255) for ink in inks.of_rgb(*colour(code))))
        assert (
            np.abs(np.array(ImageCms.applyTransform(pixel, back).getpixel((0, 0))) - np.array(colour(code)) * 255).max()
            <= 12
        ), code


@pytest.mark.parametrize('limit', [300, 260, 200])
def test_no_colour_passes_the_limit(limit):
    inks = Inks(FOGRA39, limit)
    steps = [value / 255 for value in range(0, 256, 51)]
    for red in steps:
        for green in steps:
            for blue in steps:
                assert sum(inks.of_rgb(red, green, blue)) <= limit / 100 + 1e-9
    assert sum(inks.limited(1, 1, 1, 1)) <= limit / 100
    assert inks.limited(0.5, 0.5, 0.25, 0.5) == (0.5, 0.5, 0.25, 0.5)


def test_too_much_ink_goes_from_the_colours_to_black(inks):
    cyan, magenta, yellow, black = inks.limited(0.9, 0.9, 0.9, 0.5)
    assert black > 0.5
    assert cyan == magenta == yellow < 0.9


def test_pictures(inks):
    wheel = Image.fromarray(np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8))
    space, samples = inks.picture(wheel)
    ink = np.frombuffer(samples, np.uint8).reshape(-1, 4)
    assert space == '/DeviceCMYK'
    assert len(ink) == 1600
    assert ink.sum(axis=1).max() <= 3 * 255
    space, samples = inks.picture(Image.new('RGB', (2, 1), (0x1A, 0x1A, 0x1A)))
    assert (space, samples) == ('/DeviceGray', b'\0\0')
    space, samples = inks.picture(Image.new('CMYK', (1, 1), (255, 255, 255, 255)))
    assert sum(samples) <= 3 * 255


@pytest.mark.parametrize(
    ('name', 'content', 'words'),
    [
        ('none.icc', None, 'missing'),
        ('text.icc', b'no profile', 'no ICC profile'),
        ('screen.icc', 'sRGB', 'one for RGB'),
    ],
)
def test_a_wrong_profile_is_refused(tmp_path, name, content, words):
    path = tmp_path / name
    if content == 'sRGB':
        path.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    elif content:
        path.write_bytes(content)
    with pytest.raises(InksError, match=words):
        Inks(path, 300)


def _rgb(pixels):
    return Image.fromarray(np.asarray(pixels, dtype=np.uint8), 'RGB')


def _noise(low, high):
    return np.random.default_rng(3).integers(low, high, (40, 40, 3))


def test_a_grey_picture_with_a_tint_of_the_scanner_is_black_ink_alone(inks):
    pixels = np.repeat(_noise(0, 256)[:, :, :1], 3, axis=2)
    assert inks.picture(_rgb(pixels))[0] == '/DeviceGray'
    pixels[3, 5:15] = (100, 104, 109)  # ten of 1600
    assert inks.picture(_rgb(pixels))[0] == '/DeviceGray'
    pixels[3, :] = (100, 104, 109)
    assert inks.picture(_rgb(pixels))[0] == '/DeviceCMYK', 'a tint that is meant'
    pixels[3, :] = 100
    pixels[3, 5] = (200, 100, 100)
    assert inks.picture(_rgb(pixels))[0] == '/DeviceCMYK', 'a red pixel'


def test_greys_of_a_drawing_are_black_ink_alone(inks):
    space, samples = inks.picture(_rgb([[(0, 0, 0), (128, 128, 130), (255, 255, 255), (0, 99, 154)]]))
    black, grey, white, blue = np.frombuffer(samples, np.uint8).reshape(4, 4)
    assert space == '/DeviceCMYK'
    assert list(black) == [0, 0, 0, 255]
    assert list(grey[:3]) == [0, 0, 0] and 0.4 < grey[3] / 255 < 0.8
    assert list(white) == [0, 0, 0, 0]
    assert blue[0] > 150


def test_greys_of_a_photograph_keep_all_inks_and_its_white_is_paper(inks):
    pixels = _noise(0, 256)
    pixels[0, :3] = (0, 0, 0), (128, 128, 128), (255, 255, 255)
    black, grey, white = np.frombuffer(inks.picture(_rgb(pixels))[1], np.uint8).reshape(-1, 4)[:3]
    assert (grey[:3] > 0).all() and (black[:3] > 0).all(), 'else shadows would show edges'
    assert list(white) == [0, 0, 0, 0]
    assert black.sum() / 255 <= inks.limit + 0.02
