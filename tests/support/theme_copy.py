"""A folder with the tokens of the theme and its fonts by name, to take one away from."""

import shutil

from publishing.core.project import THEME


def copy_of_theme(tmp_path):
    """Fill ``tmp_path`` with the tokens and empty fonts; return it."""
    (tmp_path / 'fonts').mkdir(parents=True)
    shutil.copy(THEME / 'tokens.css', tmp_path)
    for font in (THEME / 'fonts').glob('*.ttf'):
        (tmp_path / 'fonts' / font.name).write_bytes(b'')
    return tmp_path
