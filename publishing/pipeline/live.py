"""Serve one language's pages to a browser on this computer, and reload them when a saved file has reached them.

The watcher (watchfiles) and the server (Starlette, uvicorn) are those of sphinx-autobuild, which this replaces for one
reason: it starts Sphinx anew for every change. The pages stand below their language (``/lv/``), beside the site that
was built last: so the links to other languages and to the downloads lead where they lead once they are published.
"""

import asyncio
import json
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import uvicorn
import watchfiles
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from publishing.core.findings import shown_path
from publishing.core.languages import OWN, REGISTRY
from publishing.core.project import HANDBOOK, LOCALES, ROOT, SITE, THEME
from publishing.pipeline.preview import Preview
from publishing.pipeline.saved import Saved, is_under_way

HOST = '127.0.0.1'
#: The port of the first language; each other one has the next, so that a bookmark holds.
FIRST_PORT = 8000
#: Look for what was saved at least that often, in milliseconds, whether the system tells of it or not.
LOOK = 2000
#: Wait that often, in seconds, for a file that is gone or empty: many programs delete a file and write it anew.
PATIENCE = (0.3, 0.5, 1.0)
#: What programs write beside the files that are edited.
ASIDE = ('.mo', '.part', '.pyc', '.swp', '.tmp', '.lock')
#: A page reloads when it is named; one that shows what a page says elsewhere (contents, index) is named after it.
SCRIPT = """
(function watch(lost) {
  const socket = new WebSocket("ws://" + location.host + "/reload");
  const here = decodeURIComponent(location.pathname).replace(/^\\/[^/]*\\//, "").replace(/(^|\\/)$/, "$1index.html");
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


class Files(StaticFiles):
    """Serve a folder, which need not be there yet."""

    async def check_config(self) -> None:
        if not Path(self.directory).is_dir():
            raise HTTPException(404)


class Live:
    """What ties a preview, its watched folders and the open browser windows together."""

    def __init__(
        self,
        preview: Preview,
        watched: list[Path],
        say: Callable[[str], None] = lambda text: None,
        restart: Callable[[], None] = lambda: None,
        hints: Callable[[list[Path]], None] = lambda paths: None,
        site: Path = SITE,
    ) -> None:
        """Take over the preview's announcements.

        :param watched: files and folders.
        :param say: called with what was saved, and when it is on the pages.
        :param restart: called when a module of ours or ``conf.py`` was saved; it comes back where it cannot.
        :param hints: called with what was saved, once it is shown.
        :param site: where the site that was built last lies, if there is one.
        """
        self.preview, self.watched, self.say, self.restart = preview, watched, say, restart
        self.hints, self.site = hints, site
        self.ended: Exception | None = None
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
        saved = Saved(self.watched, self.is_watched)
        while not self.stopping.is_set():
            await self._woken()
            if paths := await asyncio.to_thread(_settled, saved):
                await self._take_up(paths)

    async def _woken(self) -> None:
        """Wait until something has happened below the watched places, or some time has passed."""
        there = [path for path in self.watched if path.exists()]
        wait = {'stop_event': self.stopping, 'debounce': 400, 'rust_timeout': LOOK, 'yield_on_timeout': True}
        try:
            async for _changes in watchfiles.awatch(*there, watch_filter=self._wakes, **wait):
                return
        except OSError:  # a place that has just gone, or more of them than the system lets one watch
            pass
        await asyncio.sleep(0 if self.stopping.is_set() else LOOK / 1000)

    def _wakes(self, _change: object, path: str) -> bool:
        """Tell whether a change may be one of a file that counts, or of a folder, which says nothing of its files."""
        return self.is_watched(Path(path)) or not Path(path).suffix

    async def _take_up(self, paths: list[Path]) -> None:
        started = time.monotonic()
        self.say(f'saved: {", ".join(map(shown_path, paths[:5]))}{" …" if len(paths) > 5 else ""}')
        if any(path.suffix in ('.py', '.toml') for path in paths):
            self.restart()
        done = await asyncio.to_thread(self.preview.update, paths)
        self.say(f'{"shown" if done else "not shown"} after {time.monotonic() - started:.1f} s')
        if done:
            await asyncio.to_thread(self.hints, paths)

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

    def application(self, ended: Callable[[], None] = lambda: None) -> Starlette:
        """Return the application that serves the pages and watches as long as it runs.

        :param ended: called when the watching has ended by itself, which is a fault; ``ended`` has it.
        """

        async def watch() -> None:
            try:
                await self.watch()
            except Exception as fault:
                self.ended = fault
                ended()

        @asynccontextmanager
        async def running(_app: Starlette) -> AsyncIterator[None]:
            self.loop = asyncio.get_running_loop()
            watching = asyncio.create_task(watch())
            yield
            self.stopping.set()
            await watching

        pages = Files(directory=self.preview.outdir, html=True, check_dir=False)
        return Starlette(
            routes=[
                WebSocketRoute('/reload', self.window),
                Route('/reload.js', lambda _request: Response(SCRIPT, media_type='text/javascript')),
                Mount(f'/{self.preview.language}', app=Reloading(pages)),
                Mount('/', app=Files(directory=self.site, html=True, check_dir=False)),
            ],
            exception_handlers={404: self._missing},
            lifespan=running,
        )

    async def _missing(self, request: Request, _error: HTTPException) -> Response:
        """Lead to the preview's page of this name, or say what makes that which is not there."""
        own, name = f'/{self.preview.language}/', request.url.path
        if not name.startswith(own):
            page = self.preview.outdir / (name.strip('/') or 'index.html')
            if page.is_file() and page.resolve().is_relative_to(self.preview.outdir):
                return RedirectResponse(own + page.relative_to(self.preview.outdir).as_posix())
            words = 'This is not made yet. The live preview makes the pages of one language; <code>make</code> makes '
            words += 'all languages and the downloads. Run it, and come back.'
        else:
            words = 'There is no such page.'
        back = f'<p><a href="{own}index.html">Back to the pages</a></p>'
        return HTMLResponse(f'<!doctype html><html lang="en"><title>Not here</title><p>{words}</p>{back}', 404)

    def serve(self, listening: socket.socket) -> None:
        """Serve until Ctrl+C.

        :raises Exception: what has ended the watching.
        """
        config = uvicorn.Config(self.application(lambda: stop()), log_level='warning', timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)

        def stop() -> None:
            server.should_exit = True

        server.run(sockets=[listening])
        if self.ended:
            raise self.ended


def _settled(saved: Saved) -> list[Path]:
    """Return what was saved, once what is being saved is: a file that is deleted and written anew is not gone."""
    paths = saved.changes()
    for seconds in PATIENCE:
        if not any(map(is_under_way, paths)):
            break
        time.sleep(seconds)
        paths = sorted({*paths, *saved.changes()})
    return paths


def address(port: int) -> str:
    """Return where the browser finds the pages."""
    return f'http://{HOST}:{port}'


def listen(port: int) -> socket.socket | None:
    """Return a socket that listens on ``port``; None where another program does."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except (OSError, OverflowError):
        listening.close()
        return None
    return listening


def free_port(after: int) -> int:
    """Return the first port behind ``after`` on which nobody listens."""
    for port in range(after, 65536):
        if listening := listen(port):
            with closing(listening):
                return port
    return 0


def open_browser(port: int, say: Callable[[str], None]) -> None:
    """Open the pages in the browser as soon as the server listens; say where they are when there is none."""

    def open_it() -> None:
        try:
            is_open = has_screen() and webbrowser.open(address(port))
        except (webbrowser.Error, OSError):
            is_open = False
        if not is_open:
            say(f'No browser was opened; open {address(port)} in one.')

    timer = threading.Timer(1, open_it)
    timer.daemon = True
    timer.start()


def has_screen() -> bool:
    """Tell whether a browser could open a window; on a terminal alone it would take the terminal."""
    named = any(os.environ.get(name) for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER'))
    return named or sys.platform in ('darwin', 'win32')


def watched(code: str) -> list[Path]:
    """Return the files and folders of which the pages of the language ``code`` are made."""
    places = (HANDBOOK, LOCALES / code, REGISTRY, THEME, ROOT / 'publishing', ROOT / 'conf.py')
    return list(places)
