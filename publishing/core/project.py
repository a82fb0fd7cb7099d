"""Where the files of this project stand, and what its files are called: the one place for both.

Another project's book is built from its own folders, which its ``conf.py`` names. What stands here serves our own
commands, and as the default of a setting. Where pip installed the package, it has the theme and the languages inside
(``pyproject.toml`` says so), and the handbook itself is not there.
"""

import os
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
#: Only an installed package has this folder.
PACKED = PACKAGE / '_data'
IS_INSTALLED = PACKED.is_dir()
ROOT = PACKED if IS_INSTALLED else PACKAGE.parent


def _cache() -> Path:
    """Return where the system keeps what a program can make again."""
    home = os.environ.get('HOME') or tempfile.gettempdir()
    return Path(os.environ.get('XDG_CACHE_HOME') or Path(home, '.cache'), 'handbook-for-cross-border-planning')


#: What authors write, what translators write, and what pages are dressed in.
HANDBOOK = ROOT / 'handbook'
LOCALES = ROOT / 'locales'
THEME = ROOT / 'theme'

#: Everything that is made: for readers, for the editors of a draft, and on the way to both.
BUILD = _cache() if IS_INSTALLED else ROOT / 'build'
SITE = BUILD / 'site'
DOWNLOADS = SITE / 'downloads'
DRAFTS = BUILD / 'draft'
WORK = BUILD / 'work'

#: The first word of the name of every file of the book.
BOOK = 'handbook'


def book_name(edition: str) -> str:
    """Return what the files of an edition (``lv``, or ``en-lv`` in two languages) are called, up to their ending."""
    return f'{BOOK}-{edition}'


def place(form: str, edition: str, site: Path = SITE) -> Path:
    """Return where readers find a format of an edition in ``site``."""
    if form == 'html':
        return site / edition / 'index.html'
    return site / 'downloads' / f'{book_name(edition)}.{"epub" if form == "epub" else "pdf"}'


def page_name(path: Path, folder: Path) -> str:
    """Return the name (``start/index``) of the page that ``path`` is of: chapter, catalog, ledger, whatever."""
    return path.relative_to(folder).with_suffix('').as_posix()


def page_files(folder: Path, suffix: str) -> dict[str, Path]:
    """Return the files in ``folder`` and below it that end in ``suffix``, by the names of their pages, in order."""
    return {page_name(path, folder): path for path in sorted(folder.rglob(f'*{suffix}'))}


def chapter_path(page: str) -> Path:
    """Return where the chapter ``page`` lies."""
    return HANDBOOK / f'{page}.md'


def typed_page(words: str) -> str:
    """Return the name of the page that somebody has typed, also as the path of its chapter or catalog."""
    return words.strip().removeprefix(f'{HANDBOOK.name}/').removesuffix('.md').removesuffix('.po').strip('/')
