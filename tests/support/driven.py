"""Drive the Chromium of this computer: windows of any size in which a test presses, scrolls and measures."""

from collections.abc import Iterator
from contextlib import contextmanager

from browser import chromium
from playwright.sync_api import Browser, Page, sync_playwright

#: Pages are local files; nothing is to be asked of the web.
FLAGS = ('--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--disable-background-networking')


@contextmanager
def driven() -> Iterator[Browser]:
    """Yield the browser, or skip the test where there is none."""
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS])
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, width: int, height: int = 740, **settings: object) -> Iterator[Page]:
    """Yield an empty window of a size in pixels; ``settings`` are those of a context of Playwright.

    The driver's own scripts are not stopped by the policy of our pages.
    """
    context = browser.new_context(viewport={'width': width, 'height': height}, bypass_csp=True, **settings)
    yield context.new_page()
    context.close()
