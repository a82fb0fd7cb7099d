"""One book of somebody else, in a process of its own, which ``strangers`` starts: what ``sphinx-build`` does.

``python -m publishing strangers-job docs out pdf publishing.pdf '{}'``: folder, output, builder, the one extension that
is added, and settings as JSON. Their ``conf.py`` stays as it is.
"""

import json
import traceback
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags


def add_arguments(parser) -> None:
    """Take what ``sphinx-build`` takes, the extension and the settings."""
    for name in ('source', 'target'):
        parser.add_argument(name, type=Path)
    for name in ('builder', 'extension'):
        parser.add_argument(name)
    parser.add_argument('settings', type=json.loads)


def run(options) -> int:
    """Build it; 2 when an error has ended the build."""
    try:
        extensions = Config.read(options.source, overrides={}, tags=Tags()).extensions
        settings = {'extensions': [*extensions, options.extension]} | options.settings
        folders = options.source, options.source, options.target, options.target / 'doctrees'
        with patch_docutils(options.source), docutils_namespace():
            app = Sphinx(*folders, options.builder, confoverrides=settings)
            app.build(force_all=True)
    except Exception:  # of whatever kind: an extension of theirs may raise anything
        traceback.print_exc()
        return 2
    return app.statuscode
