"""Sphinx extension: the list of languages that the project itself has, for every extension that asks for one.

Where the project has catalogs in the language that is built, their messages get their gate.
"""

import dataclasses
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.files import is_absent
from publishing.core.findings import FindingsError


def find_list(app: Sphinx, config: Config) -> None:
    """Set ``languages_file`` where ``conf.py`` does not, and ``language_values``.

    :raises ConfigError: when the list cannot be read.
    """
    places = [*languages.folders(app.srcdir, config), Path(app.confdir)]
    if config.languages_file:
        config.languages_file = str(Path(app.confdir, config.languages_file))
    else:
        lists = (place / languages.REGISTRY.name for place in places)
        config.languages_file = next((str(path) for path in lists if not is_absent(path)), '')
    try:
        config.language_values = dataclasses.asdict(languages.of(config))
    except (OSError, FindingsError) as error:
        raise ConfigError(str(error)) from error
    if any(Path(app.srcdir, folder, config.language or '').is_dir() for folder in config.locale_dirs):
        app.setup_extension('publishing.core.message_gate')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add where the list is, and the edition's values as a setting, so that pages are read anew when they change."""
    app.add_config_value(
        'languages_file',
        '',
        '',
        str,
        'list of the languages; default: languages.toml in a folder of locale_dirs or beside conf.py',
    )
    app.add_config_value('language_values', {}, 'env', dict, 'computed: the values of the edition’s language')
    app.connect('config-inited', find_list, priority=100)  # before whatever asks for a language
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
