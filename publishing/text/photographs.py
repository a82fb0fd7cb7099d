"""Photographs as readers get them: upright, no larger than print needs, and without what a camera has noted in them.

A telephone writes where it was into each photograph, and a file of 12 MB would go out as it is. So every builder takes
a copy: turned as the camera says, at most :data:`LONGEST` pixels long, with its colour profile and nothing else of what
it knew. Web pages name smaller copies besides, from which a browser takes what its screen needs.
"""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from PIL import Image, ImageOps
from PIL.ExifTags import Base
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata

from publishing.core import limits
from publishing.core.files import is_file, read_bytes, write_bytes
from publishing.core.findings import Code, Finding, Severity
from publishing.text.pictures import KINDS

#: Pixels of the longer side: a page of A4 with its bleed, 216 mm, at 300 pixels an inch.
LONGEST = 2_550
#: Widths of the copies for web pages: of a telephone, and of the column of text on a fine screen.
WIDTHS = 640, 1_280
#: How wide a web page shows a picture.
SIZES = '(max-width: 48rem) 100vw, 48rem'
#: From 1 to 95; Pillow's own is 75, at which skies show steps.
QUALITY = 88
#: Orientations of Exif that change width and height.
LYING = range(5, 9)
#: What Pillow finds in a file besides pixels and colours.
NOTES = {'exif', 'xmp', 'XML:com.adobe.xmp', 'photoshop', 'comment', 'Raw profile type exif', 'Raw profile type iptc'}


def copy_of(path: Path, folder: Path, width: int = 0) -> Path:
    """Return a picture as readers get it: ``path`` itself, or a copy below ``folder``, made now or before.

    :param width: pixels that the copy is to be wide; 0 for as large as print needs.
    """
    content = read_bytes(path, Code.PICTURE)
    with Image.open(io.BytesIO(content)) as picture:
        most = (width, picture.height * picture.width) if width else (LONGEST, LONGEST)
        size = picture.size[::-1] if picture.getexif().get(Base.Orientation, 1) in LYING else picture.size
        fits = size[0] <= most[0] and size[1] <= most[1]
        if (
            fits
            and (width or not (NOTES & picture.info.keys() or picture.getexif()))
            or getattr(picture, 'is_animated', False)
        ):
            return path
        recipe = f'{LONGEST} {QUALITY} {Image.__version__}'.encode()
        name = f'{path.stem}-{width}{path.suffix}' if width else path.name
        target = folder / hashlib.sha256(content + recipe).hexdigest()[:16] / name
        if not target.is_file():
            turned = ImageOps.exif_transpose(picture)  # which decodes all of it
            turned.thumbnail(most, Image.Resampling.LANCZOS)
            written = io.BytesIO()
            more = {'quality': QUALITY} if picture.format in ('JPEG', 'WEBP') else {}
            turned.info.clear()  # or Pillow writes its comments again
            turned.save(
                written, picture.format, icc_profile=picture.info.get('icc_profile'), exif=b'', optimize=True, **more
            )
            target.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(target, written.getvalue())
    return target


def heavy(folder: Path) -> Iterator[Finding]:
    """Yield a warning for each photograph below ``folder`` that is heavier than a repository should carry."""
    for path in sorted(folder.rglob('*')):
        if path.suffix.lower() in KINDS and is_file(path) and (size := path.stat().st_size) > limits.PHOTOGRAPH:
            words = (
                f'the picture has {size / 1_000_000:.1f} MB; expected less than {limits.PHOTOGRAPH // 1_000_000} MB, '
                f'because everybody who fetches the book gets each version of it. Save it {LONGEST} pixels wide.'
            )
            yield Finding(path, None, Code.PICTURE, words, Severity.WARNING)


class TakeCopies(SphinxPostTransform):
    """Have a page show the copy of each photograph in place of the file."""

    default_priority = 120
    formats = ('html',)

    def run(self, **kwargs: object) -> None:
        for image in self.document.findall(nodes.image):
            path = Path(self.env.srcdir, image['uri'])
            if path.suffix.lower() in KINDS and '://' not in image['uri'] and is_file(path):
                self._take(image, path)

    def _take(self, image: nodes.image, path: Path) -> None:
        folder = Path(self.app.doctreedir, 'photographs')
        copy = copy_of(path, folder)
        if copy != path:
            name = self.env.images[image['uri']][1]  # the file itself is shown nowhere
            self.env.images[str(copy)] = {self.env.current_document.docname}, name
            image['candidates'], image['uri'] = {'*': str(copy)}, str(copy)
        if self.app.builder.name in ('html', 'dirhtml'):
            smaller = [(width, one) for width in WIDTHS if (one := copy_of(copy, folder, width)) != copy]
            image['smaller'] = [(self._enter(one), width) for width, one in smaller]
            with Image.open(copy) as picture:
                image['pixels'] = picture.width

    def _enter(self, path: Path) -> str:
        """Have a file copied to where pages find it; return its name there."""
        name = self.env.images.add_file(self.env.current_document.docname, str(path))
        self.app.builder.images[str(path)] = name
        return name


def visit_image(self, node: nodes.image) -> None:
    """Write a picture, with the smaller ones that a browser may take in its place."""
    own = self.builder.images.get(node['uri'])
    type(self).visit_image(self, node)
    if node.get('smaller') and own:
        folder, names = self.builder.imgpath, [*node['smaller'], (own, node['pixels'])]
        listed = ', '.join(f'{folder}/{self.encode(name)} {width}w' for name, width in names)
        self.body[-1] = self.body[-1].replace('<img ', f'<img srcset="{listed}" sizes="{SIZES}" ', 1)


def depart_image(self, node: nodes.image) -> None:
    """Write nothing behind a picture."""
    type(self).depart_image(self, node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(nodes.image, override=True, html=(visit_image, depart_image))
    app.add_post_transform(TakeCopies)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
