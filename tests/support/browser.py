"""Open a page in Chromium without a window: what became of it, and what the browser complained about."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

NAMES = ('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
#: Said of whatever a content security policy has stopped.
REFUSED = 'Content Security Policy'


def chromium() -> str:
    """Return the program, or skip the test."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip('no Chromium here (tests/apt.txt names it)')


def opened(url: str, folder: Path, *flags: str) -> tuple[html.HtmlElement, list[str]]:
    """Return the page as Chromium has it after its scripts ran, and the lines of the console.

    :param folder: for the browser's own files. :param flags: of Chromium, besides those that every page wants.
    """
    run = subprocess.run(
        [
            chromium(),
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--enable-logging=stderr',
            f'--user-data-dir={folder / "profile"}',
            '--virtual-time-budget=5000',
            *flags,
            '--dump-dom',
            url,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return html.document_fromstring(run.stdout), [line for line in run.stderr.splitlines() if ':CONSOLE' in line]
