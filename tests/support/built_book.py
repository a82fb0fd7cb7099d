"""Read the built handbook: its web pages, its PDFs, what is left in English."""

import functools
import re
import subprocess
from pathlib import Path

import pypdf
import pytest
import web_pages
from lxml import html
from places import REPOSITORY

from publishing.core import languages

SITE = REPOSITORY / 'build' / 'site'
CODES = tuple(languages.load())
SOURCE = next(code for code, language in languages.load().items() if language.is_source)
TRANSLATIONS = tuple(code for code in CODES if code != SOURCE)
MADE = ('genindex.html', 'search.html')

#: English function words that are no words of Latvian or Lithuanian (as "to", "no", "is", "as", "in" may be).
ENGLISH = re.compile(
    r'\b(the|of|and|with|for|from|are|this|that|these|which|page|chapter|source|its|has|have|was|were|by|not|between|'
    r'their|than|your|you|who|what|when|where|how|should|must|can|into|about|each|both|other|more|been|it|on|at|or)\b',
    re.IGNORECASE,
)


def need_built() -> None:
    """Fail with one plain sentence when the handbook has not been built."""
    wanted = [SITE / 'index.html', *(SITE / code / 'index.html' for code in CODES), *map(pdf_path, CODES)]
    if missing := [path for path in wanted if not path.is_file()]:
        pytest.fail(f'{missing[0].relative_to(REPOSITORY)} is missing: run "make" first.', pytrace=False)


def squeeze(text: str) -> str:
    """Return ``text`` with single blanks, without soft hyphens."""
    return ' '.join(text.replace('\u00ad', '').replace('\u00a0', ' ').replace('\u202f', ' ').split())


def bare(text: str) -> str:
    """Return letters and digits only, so that line breaks and hyphenation do not matter."""
    return re.sub(r'[\W_]+', '', text)


def is_english(text: str, words: int = 3) -> bool:
    """Return whether ``text`` has at least ``words`` English function words."""
    return len(ENGLISH.findall(text)) >= words


# Web pages


def page_paths(code: str) -> list[Path]:
    return sorted((SITE / code).rglob('*.html'))


def page_names(code: str) -> list[str]:
    return [path.relative_to(SITE / code).as_posix() for path in page_paths(code)]


def chapter_names(code: str = SOURCE) -> list[str]:
    return [name for name in page_names(code) if name not in MADE]


@functools.cache
def parse(path: Path) -> html.HtmlElement:
    return web_pages.parse(path)


def page(code: str, name: str) -> html.HtmlElement:
    return parse(SITE / code / name)


def text_of(element: html.HtmlElement) -> str:
    """Return an element's text without permalinks."""
    return squeeze(''.join(element.xpath('.//text()[not(ancestor::a[contains(@class, "headerlink")])]')))


def heading(code: str, name: str) -> str:
    """Return a page's title without its number."""
    title = page(code, name).xpath('//h1')[0]
    return squeeze(
        ''.join(
            title.xpath(
                './/text()[not(ancestor::a[contains(@class, "headerlink")]) and '
                'not(ancestor::*[@class="section-number"])]'
            )
        )
    )


# PDFs


def pdf_path(code: str, ending: str = '') -> Path:
    return SITE / 'downloads' / f'handbook-{code}{ending}.pdf'


@functools.cache
def pdf(code: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(pdf_path(code))


@functools.cache
def pdf_pages(code: str) -> tuple[str, ...]:
    """Return the text of each page in reading order."""
    shown = subprocess.run(['pdftotext', '-enc', 'UTF-8', pdf_path(code), '-'], capture_output=True, check=True)
    return tuple(shown.stdout.decode().split('\f')[:-1])


@functools.cache
def bookmarks(code: str) -> tuple[tuple[int, str, int], ...]:
    """Return the bookmarks: depth, title, page from 1."""
    found = []

    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                found.append((depth, squeeze(item.title), pdf(code).get_destination_page_number(item) + 1))

    walk(pdf(code).outline, 0)
    return tuple(found)


def bookmark_page(code: str, title: str) -> int:
    return next(number for _depth, name, number in bookmarks(code) if name == title)


def section(code: str, title: str) -> str:
    """Return the text from the bookmark ``title`` to the next one of the same or a higher level."""
    marks = bookmarks(code)
    place = next(place for place, mark in enumerate(marks) if mark[1] == title)
    depth, _title, first = marks[place]
    following = next((mark for mark in marks[place + 1 :] if mark[0] <= depth), None)
    last = following[2] if following else len(pdf_pages(code)) + 1
    shared = ''  # the next one may begin below the end of this one, as the list of tables does
    if following and last > first:
        shared = pdf_pages(code)[last - 1].rpartition(following[1])[0]
    return '\n'.join([*pdf_pages(code)[first - 1 : max(last - 1, first)], shared])
