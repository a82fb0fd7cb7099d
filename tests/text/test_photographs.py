"""Photographs go out upright, small enough, and without what the camera has noted."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms
from projects import write_pages

from publishing.core.findings import Severity
from publishing.text import photographs

CONF = """
extensions = ['publishing.core', 'myst_parser', 'publishing.text', 'publishing.pdf', 'publishing.epub']
bibtex_bibfiles = []
html_theme = 'basic'
"""
PAGE = '(index)=\n# Title\n\n![A pier.](pier.jpg)\n\n![A sign.](sign.png)\n\n![A boat.](boat.jpg)\n'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B


def photograph(width, height, *, orientation=1):
    """Return a JPEG as a telephone writes it: red above, blue below as it is stored, and where it was taken."""
    picture = Image.new('RGB', (width, height), 'red')
    picture.paste('blue', (0, height // 2, width, height))
    notes = Image.Exif()
    notes[ORIENTATION], notes[ARTIST] = orientation, 'SECRETNAME'
    notes.get_ifd(GPS).update({1: 'N', 2: (56.0, 30.0, 1.0), 3: 'E', 4: (21.0, 0.0, 1.0)})
    written = io.BytesIO()
    picture.save(written, 'JPEG', exif=notes, icc_profile=PROFILE, comment=b'SECRETNAME')
    return written.getvalue()


def plain_png():
    written = io.BytesIO()
    Image.new('RGB', (300, 200), 'green').save(written, 'PNG')
    return written.getvalue()


@pytest.fixture
def source(tmp_path):
    write_pages(tmp_path, {'index.md': PAGE, 'conf.py': CONF})
    (tmp_path / 'pier.jpg').write_bytes(photograph(4000, 3000, orientation=6))
    (tmp_path / 'boat.jpg').write_bytes(photograph(800, 600))
    (tmp_path / 'sign.png').write_bytes(plain_png())
    return tmp_path


def test_web_page(build_app, source):
    app = build_app(source)
    folder = Path(app.outdir, '_images')
    assert not any(b'SECRETNAME' in path.read_bytes() for path in folder.iterdir())
    assert (folder / 'sign.png').read_bytes() == plain_png()
    page = Path(app.outdir, 'index.html').read_text(encoding='utf-8')
    names = re.search(r'<img srcset="([^"]+)"[^>]* src="_images/(pier[^"]*)"', page)
    listed = dict(one.removeprefix('_images/').split() for one in names[1].split(', '))
    assert list(listed.values()) == ['640w', '1280w', '1912w'] and list(listed)[-1] == names[2]
    for name, width in listed.items():
        with Image.open(folder / name) as picture:
            assert (picture.width, picture.height) == (int(width[:-1]), pytest.approx(picture.width * 4 / 3, abs=1))
            assert not picture.getexif() and picture.info['icc_profile'] == PROFILE
            left, right = picture.getpixel((5, 9)), picture.getpixel((picture.width - 5, 9))
            assert left[2] > 200 > left[0] and right[0] > 200 > right[2]  # turned as the camera says
    with Image.open(folder / 'boat.jpg') as picture:
        assert picture.size == (800, 600) and not picture.getexif() and 'comment' not in picture.info
    again = build_app(source)
    assert Path(again.outdir, 'index.html').read_text(encoding='utf-8') == page


def test_pdf_and_epub(build_app, source):
    app = build_app(source, 'pdf')
    sizes = {}
    for file in (next(Path(app.outdir).glob('*.pdf')), next(Path(app.outdir, 'press').glob('*.pdf'))):
        with pikepdf.open(file) as pdf:
            images = [image for page in pdf.pages for image in page.images.values()]
            assert not any(b'SECRETNAME' in image.read_raw_bytes() for image in images)
            sizes[file.parent.name] = max(int(image.Width) for image in images)
    assert sizes['pdf'] < sizes['press'] <= 1912
    epub = next(Path(build_app(source, 'epub').outdir).rglob('*.jpg'))
    assert b'SECRETNAME' not in epub.read_bytes()


def test_heavy_photograph_is_a_warning(tmp_path):
    (tmp_path / 'a.jpg').write_bytes(b'x' * 1_000_001)
    (tmp_path / 'b.jpg').write_bytes(b'x' * 999_999)
    (tmp_path / 'c.svg').write_bytes(b'x' * 2_000_000)
    (found,) = photographs.heavy(tmp_path)
    assert (found.path.name, found.severity) == ('a.jpg', Severity.WARNING)
    assert 'the picture has 1.0 MB; expected less than 1 MB' in found.text


def test_animation_and_transparency_stay(tmp_path):
    moving = tmp_path / 'a.gif'
    frames = [Image.new('RGB', (9, 9), colour) for colour in ('red', 'blue', 'green')]
    frames[0].save(moving, save_all=True, append_images=frames[1:], comment=b'x')
    assert photographs.copy_of(moving, tmp_path / 'made') == moving
    clear = tmp_path / 'clear.png'
    Image.new('RGBA', (3000, 30), (9, 9, 9, 0)).save(clear)
    with Image.open(photographs.copy_of(clear, tmp_path / 'made')) as picture:
        assert (picture.mode, picture.width, picture.getpixel((1, 1))[3]) == ('RGBA', photographs.LONGEST, 0)
