"""Where the files of this project stand, and what its files are called: the one place for both.

Another project's book is built from its own folders, which its ``conf.py`` names. What stands here serves our own
commands, and as the default of a setting.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: What authors write, what translators write, and what pages are dressed in.
HANDBOOK = ROOT / 'handbook'
LOCALES = ROOT / 'locales'
THEME = ROOT / 'theme'

#: Everything that is made: for readers, for the editors of a draft, and on the way to both.
BUILD = ROOT / 'build'
SITE = BUILD / 'site'
DOWNLOADS = SITE / 'downloads'
DRAFTS = BUILD / 'draft'
WORK = BUILD / 'work'

#: The first word of the name of every file of the book.
BOOK = 'handbook'


def book_name(edition: str) -> str:
    """Return what the files of an edition (``lv``, or ``en-lv`` in two languages) are called, up to their ending."""
    return f'{BOOK}-{edition}'
