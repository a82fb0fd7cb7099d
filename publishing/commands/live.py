"""``make live-lv``: preview one language in the browser."""

import os
import sys
from contextlib import suppress

from sphinx_autobuild.utils import find_free_port

from publishing.commands.shared import add_language, say, warn
from publishing.core import languages, locks
from publishing.core.project import BUILD, HANDBOOK, LOCALES, ROOT
from publishing.pipeline import live
from publishing.pipeline.preview import Preview


def add_arguments(parser) -> None:
    """Take a language and a port."""
    add_language(parser)
    parser.add_argument('--port', type=int, default=0, help='a port that the browser has open already')


def run(options) -> int:
    """Serve the pages until Ctrl+C; on a free port, and the browser is opened, unless one is named."""
    code = languages.get(options.code).code
    # One that waits would wait for hours: this one says who shows the pages already.
    with locks.held(locks.of_work(f'live-{code}'), wait=False):
        return _serve(code, options)


def _serve(code: str, options) -> int:
    preview = Preview(HANDBOOK, ROOT, BUILD / 'live', code, LOCALES, say=say, warn=warn)
    say(f'{code}: making the pages')
    preview.start()
    port = options.port or find_free_port()
    if not options.port:
        live.open_browser(port)
    with suppress(KeyboardInterrupt):  # uvicorn passes on what has ended it
        say(f'{code}: {live.address(port)} shows the pages and reloads them when you save. Ctrl+C ends it.')
        live.Live(preview, live.watched(code), say, lambda: restart(code, port)).serve(port)
    return 0


def restart(code: str, port: int) -> None:
    """Begin anew, on the same port: a module of ours or ``conf.py`` has changed."""
    say('a module has changed: starting anew')
    os.execv(sys.executable, [sys.executable, '-m', 'publishing', 'live', code, '--port', str(port)])
