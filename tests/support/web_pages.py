"""Read built web pages."""

from pathlib import Path

from cssselect2 import ElementWrapper
from lxml import html
from sphinx.application import Sphinx


def parse(path: Path) -> html.HtmlElement:
    return html.parse(str(path), html.HTMLParser(encoding='utf-8')).getroot()


def page(folder: Path, name: str = 'index.html') -> html.HtmlElement:
    """Return a page of a built project."""
    return parse(folder / name)


def start_page(app: Sphinx) -> html.HtmlElement:
    """Return the page that readers of a built project see first, of the web or of an EPUB."""
    return parse(next(Path(app.outdir).glob('index.*html')))


def main(folder: Path, name: str = 'index.html') -> html.HtmlElement:
    """Return what a page says itself, without the menus around it."""
    return page(folder, name).xpath('//*[@role="main"]')[0]


def words(element: html.HtmlElement) -> str:
    """Return an element's text with single blanks."""
    return ' '.join(element.text_content().split())


def find(element: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Return the elements that a CSS selector finds."""
    return [found.etree_element for found in ElementWrapper.from_html_root(element).query_all(selector)]
