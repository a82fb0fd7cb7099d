"""``make live-lv``: preview one language in the browser."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from publishing.commands.shared import add_language, print_findings, say, unexpected, warn
from publishing.core import languages, locks
from publishing.core.findings import FindingsError, shown_path
from publishing.core.project import BUILD, HANDBOOK, LOCALES, ROOT
from publishing.pipeline import live
from publishing.pipeline.preview import Preview


def add_arguments(parser) -> None:
    """Take a language and a port."""
    add_language(parser)
    parser.add_argument('--port', type=int, help='8000 for the first language, the next one for each other')
    parser.add_argument('--again', action='store_true', help='the browser has the pages open already')


def run(options) -> int:
    """Serve the pages until Ctrl+C, on the language's own port or the one that is named; 1 where that cannot be."""
    known = languages.load()
    code = languages.get(options.code, known).code
    # One that waits would wait for hours: this one says who shows the pages already.
    with locks.held(locks.of_work(f'live-{code}'), wait=False):
        own = live.FIRST_PORT + list(known).index(code)
        port = own if options.port is None else options.port
        if not (listening := live.listen(port)):
            free = live.free_port(live.FIRST_PORT + len(known))
            taken = f'{code}: port {port} is taken, or is none'
            if options.port is not None:
                warn(f'{taken}; expected a free one, such as {free}. Run: make live-{code} PORT={free}')
                return 1
            say(f'{taken}; the pages are shown on {free} this time.')
            port, listening = free, live.listen(free)
        with listening:
            return _serve(code, listening, port, is_again=options.again)


def _serve(code: str, listening, port: int, *, is_again: bool) -> int:
    preview = Preview(HANDBOOK, ROOT, BUILD / 'live', code, LOCALES, say=say, warn=warn, failed=_failed)
    say(f'{code}: making the pages')
    preview.start()
    if not is_again:
        live.open_browser(port, say)
    server = live.Live(
        preview,
        live.watched(code),
        say,
        lambda: restart(code, port),
        lambda paths: print_findings(preview.misspelt(paths)),
    )
    try:
        with suppress(KeyboardInterrupt):  # uvicorn passes on what has ended it
            say(f'{code}: {live.address(port)} shows the pages and reloads them when you save. Ctrl+C ends it.')
            server.serve(listening)
    except Exception as fault:
        _failed(fault)
        warn(
            f'{code}: the preview has ended, because it no longer sees what is saved. Start it again: make live-{code}'
        )
        return 1
    return 0


def _failed(fault: Exception) -> None:
    print_findings([unexpected(fault, 'the preview', 'live')])


def restart(code: str, port: int) -> None:
    """Begin anew, on the same port, since a module of ours or ``conf.py`` has changed; not with one that is no use."""
    if fault := unfit(code):
        warn(f'what was saved cannot be used, so the preview goes on without it: {fault}')
        return
    say('a module has changed: starting anew')
    os.execv(sys.executable, [sys.executable, '-m', 'publishing', 'live', code, '--port', str(port), '--again'])


def unfit(code: str, root: Path = ROOT) -> str:
    """Return why this command would not start; '' when it would."""
    trial = f'from publishing.commands import live; live.languages.get({code!r})'
    done = subprocess.run([sys.executable, '-c', trial], cwd=root, capture_output=True, text=True, encoding='utf-8')
    if not done.returncode:
        return ''
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    places = [line.split('"')[1::2] + line.split('line ')[1:] for line in lines if line.lstrip().startswith('File "')]
    said = lines[-1].removeprefix(f'{FindingsError.__module__}.FindingsError: ') if lines else 'no words'
    if said != lines[-1] or not places:
        return said
    return f'{shown_path(places[-1][0])}:{places[-1][1].split(",")[0]}: {said}'
