"""Serve one language's pages to a browser on this computer, and reload them when a saved file has reached them.

The watcher (watchfiles) and the server (Starlette, uvicorn) are those of sphinx-autobuild, which this replaces for one
reason: it starts Sphinx anew for every change.
"""

import asyncio
import json
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
import watchfiles
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from publishing.core.findings import shown_path
from publishing.core.languages import OWN, REGISTRY
from publishing.core.project import HANDBOOK, LOCALES, ROOT, THEME
from publishing.pipeline.preview import Preview

HOST = '127.0.0.1'
#: What programs write beside the files that are edited.
ASIDE = ('.mo', '.part', '.pyc', '.swp', '.tmp', '.lock')
#: A page reloads when it is named; one that shows what a page says elsewhere (contents, index) is named after it.
SCRIPT = """
(function watch(lost) {
  const socket = new WebSocket("ws://" + location.host + "/reload");
  const here = decodeURIComponent(location.pathname).slice(1).replace(/(^|\\/)$/, "$1index.html");
  socket.onopen = () => { if (lost) location.reload(); };
  socket.onmessage = (message) => { if (JSON.parse(message.data).includes(here)) location.reload(); };
  socket.onclose = () => setTimeout(watch, 1000, true);
})(false);
"""


class Reloading(JavascriptInjectorMiddleware):
    """Put the script that waits for :class:`Live` into every page, as a file, which is what their policy takes."""

    def __init__(self, app) -> None:
        super().__init__(app, '')
        self.script = b'<script src="/reload.js"></script>'


class Live:
    """What ties a preview, its watched folders and the open browser windows together."""

    def __init__(
        self,
        preview: Preview,
        watched: list[Path],
        say: Callable[[str], None] = lambda text: None,
        restart: Callable[[], None] = lambda: None,
    ) -> None:
        """Take over the preview's announcements.

        :param watched: files and folders.
        :param say: called with what was saved, and when it is on the pages.
        :param restart: called when a module of ours or ``conf.py`` was saved.
        """
        self.preview, self.watched, self.say, self.restart = preview, watched, say, restart
        self.windows: set[WebSocket] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.stopping = asyncio.Event()
        preview.written = self.tell

    def tell(self, pages: list[str]) -> None:
        """Have the windows that show one of ``pages`` reload; called from the thread that writes them."""
        if self.loop:
            asyncio.run_coroutine_threadsafe(self._send(json.dumps(pages)), self.loop)

    async def _send(self, message: str) -> None:
        for window in list(self.windows):
            try:
                await window.send_text(message)
            except (RuntimeError, WebSocketDisconnect):  # closed meanwhile
                self.windows.discard(window)

    async def window(self, socket: WebSocket) -> None:
        """Keep one open window until it is closed."""
        await socket.accept()
        self.windows.add(socket)
        try:
            async for _text in socket.iter_text():
                pass
        finally:
            self.windows.discard(socket)

    async def watch(self) -> None:
        """Bring the pages up to date whenever a watched file is saved."""
        changes = watchfiles.awatch(
            *self.watched,
            watch_filter=lambda _change, path: self.is_watched(Path(path)),
            stop_event=self.stopping,
            debounce=400,
        )
        async for changed in changes:
            paths = sorted({Path(path) for _change, path in changed})
            started = time.monotonic()
            self.say(f'saved: {", ".join(map(shown_path, paths[:5]))}{" …" if len(paths) > 5 else ""}')
            if any(path.suffix in ('.py', '.toml') for path in paths):
                self.restart()
            done = await asyncio.to_thread(self.preview.update, paths)
            self.say(f'{"shown" if done else "not shown"} after {time.monotonic() - started:.1f} s')

    def is_watched(self, path: Path) -> bool:
        """Tell whether a changed file may be on a page; of a language's own folder not its lists for checks."""
        if (
            path.name.startswith('.')
            or path.name.endswith('~')
            or path.suffix in ('', *ASIDE)
            or ('__pycache__' in path.parts)
        ):
            return False  # the folders of new files, too
        own = self.preview.locales / self.preview.language
        return (
            not path.is_relative_to(own)
            or path.is_relative_to(self.preview.catalogs)
            or path.is_relative_to(own / 'reviews')
            or path.name == OWN
        )

    def server(self) -> Starlette:
        """Return the application that serves the pages and watches as long as it runs."""

        @asynccontextmanager
        async def running(_app: Starlette) -> AsyncIterator[None]:
            self.loop = asyncio.get_running_loop()
            watching = asyncio.create_task(self.watch())
            yield
            self.stopping.set()
            await watching

        return Starlette(
            routes=[
                WebSocketRoute('/reload', self.window),
                Route('/reload.js', lambda _request: Response(SCRIPT, media_type='text/javascript')),
                Mount('/', app=StaticFiles(directory=self.preview.outdir, html=True, check_dir=False)),
            ],
            middleware=[Middleware(Reloading)],
            lifespan=running,
        )

    def serve(self, port: int) -> None:
        """Serve until Ctrl+C."""
        uvicorn.run(self.server(), host=HOST, port=port, log_level='warning', timeout_graceful_shutdown=1)


def address(port: int) -> str:
    """Return where the browser finds the pages."""
    return f'http://{HOST}:{port}'


def open_browser(port: int) -> None:
    """Open the pages in the browser as soon as the server listens."""
    threading.Timer(1, webbrowser.open, [address(port)]).start()


def watched(code: str) -> list[Path]:
    """Return the files and folders of which the pages of the language ``code`` are made."""
    places = (HANDBOOK, LOCALES / code, REGISTRY, THEME, ROOT / 'publishing', ROOT / 'conf.py')
    return [path for path in places if path.exists()]
