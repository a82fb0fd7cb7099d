"""The words in files that are no pages: style sheets, editable documents, and what a PDF says beside its pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from lxml import etree

#: What a style sheet writes on a page.
CONTENT = re.compile(r'(?:content|bookmark-label|string-set)\s*:([^;{}]*)')
QUOTED = re.compile(r'(?<!attr\()"((?:[^"\\]|\\.)*)"|(?<!attr\()\'((?:[^\'\\]|\\.)*)\'')
ESCAPE = re.compile(r'\\[0-9a-fA-F]{1,6}\s?')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
W, DC = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}', '{http://purl.org/dc/elements/1.1/}'
ROMAN = re.compile('[ivxlcdm]+', re.IGNORECASE)
#: Paragraphs that hold an entry of the bibliography begin with its number.
ENTRY = re.compile(r'\[\d+\]')


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the words of each text a reader of this file sees or hears; nothing for other files."""
    if path.suffix == '.css':
        yield from of_stylesheet(path.read_text(encoding='utf-8'))
    elif path.suffix == '.docx':
        yield from of_document(path)
    elif path.suffix == '.pdf':
        yield from of_pdf(path)


def of_stylesheet(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words in quotation marks that a style sheet adds to pages."""
    for content in CONTENT.finditer(COMMENT.sub('', text)):
        for quoted in QUOTED.finditer(content[1]):
            yield 'content', ESCAPE.sub('', quoted[1] or quoted[2] or '')


def of_document(path: Path) -> Iterator[tuple[str, str]]:
    """Yield paragraphs, alternative texts and properties of a DOCX; not the names behind the numbers of sources."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r'word/(document|header\d*|footer\d*|footnotes|comments)\.xml', name):
                root = etree.fromstring(archive.read(name))
                for paragraph in root.iter(f'{W}p'):
                    words = ''.join(paragraph.itertext(f'{W}t'))
                    if not ENTRY.match(words):
                        yield name, words
                for shape in root.iter('{*}docPr'):
                    yield f'{name}@descr', shape.get('descr', '')
            elif name == 'docProps/core.xml':
                root = etree.fromstring(archive.read(name))
                for property_ in ('title', 'subject', 'description'):
                    yield f'property {property_}', root.findtext(f'{DC}{property_}') or ''


def of_pdf(path: Path) -> Iterator[tuple[str, str]]:
    """Yield title, description, bookmarks, words of page labels, and names of fields."""
    with pikepdf.open(path) as pdf:
        for key in ('/Title', '/Subject', '/Keywords'):
            yield f'docinfo {key}', str(pdf.docinfo.get(key, ''))
        with pdf.open_metadata() as about:
            for key in ('dc:title', 'dc:description'):
                yield key, str(about.get(key) or '')
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            for item in waiting:
                yield 'bookmark', str(item.title)
                waiting += item.children
        for page in pdf.pages:
            if not ROMAN.fullmatch(page.label):
                yield f'label of page {page.index + 1}', page.label
            for annotation in page.get('/Annots', ()):
                yield f'page {page.index + 1}, field', str(annotation.get('/TU', ''))
