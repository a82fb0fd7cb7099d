"""What WeasyPrint may fetch for a book: files in the folders it was told of, and what the pages themselves hold.

A drawing of a chapter can name other files, and so can a page or a style sheet.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from sphinx.application import Sphinx
from weasyprint.images import RasterImage
from weasyprint.urls import URLFetcher

from publishing.core.inside import is_inside


@dataclass(frozen=True)
class Fetches:
    """What pages and styles may name besides: ``folders``, and the ``web``."""

    folders: tuple[str, ...] = ()
    web: bool = False


NOTHING_BESIDES = Fetches()


def fetches_of(app: Sphinx) -> Fetches:
    """Return what pages of a project may name besides: in a strict one, nothing."""
    if getattr(app.config, 'strict_authors', False):  # of ``publishing.text``, which a project need not have
        return NOTHING_BESIDES
    return Fetches((str(app.confdir), str(app.srcdir)), web=True)


def folder_of(address: str) -> Path:
    """Return the folder that an address ``file:///…`` names."""
    return Path(url2pathname(urlsplit(address).path))


class GatedFetcher(URLFetcher):
    """Fetch as WeasyPrint does, but files of certain folders only, and from the web only where a project wants that."""

    def __init__(self, folders: Iterable[Path], *, web: bool = False) -> None:
        super().__init__(allowed_protocols=('file', 'data', *(('http', 'https') if web else ())), allow_redirects=web)
        self._folders = tuple(folders)
        self._silent: dict[str, Exception] = {}  # hosts that did not answer

    def fetch(self, url, headers=None):
        """Return the response.

        A host that did not answer is not asked again: each time takes ten seconds.

        :raises ValueError: for what may not be fetched; WeasyPrint says it with the address.
        :raises OSError: for what cannot be fetched.
        """
        parts = urlsplit(url)
        if parts.scheme.lower() == 'file':
            path = folder_of(url)
            if parts.netloc or not is_inside(path, self._folders):
                raise ValueError(f'"{unquote(parts.path)}" lies outside the folders of this book')
        if parts.netloc in self._silent:
            raise self._silent[parts.netloc]
        try:
            return super().fetch(url, headers)
        except HTTPError:
            raise
        except OSError as error:
            if parts.netloc:
                self._silent[parts.netloc] = error
            raise


class Pictures(dict):
    """What has been fetched, by address, for WeasyPrint to keep.

    A PDF names a picture by its address, and with it the folder of the build; here it is named by what is in it.
    """

    def __setitem__(self, address, picture) -> None:
        if isinstance(picture, RasterImage):
            picture.id = hashlib.md5(picture.image_data.data, usedforsecurity=False).hexdigest()
        super().__setitem__(address, picture)
