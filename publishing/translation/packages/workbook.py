"""Open a spreadsheet that somebody has sent: looked through before anything unpacks it, and refused in plain words.

A spreadsheet is a ZIP file of XML. A few kilobytes can unpack to gigabytes, name other files, have a cell a million
rows away, up to which whoever goes through the rows meets every cell, or merge all cells that a sheet may have, each of
which openpyxl then makes. Only UTF-8 is read: in other encodings a file can hide from a search what it declares.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from publishing.core import limits
from publishing.core.files import read_bytes
from publishing.core.findings import Code, FindingsError
from publishing.translation.packages.rows import finding

#: How XML begins, whatever its part is called.
XML = re.compile(rb'(?:\xef\xbb\xbf)?\s*<')
#: What stands before the first element; without an encoding XML is UTF-8.
PROLOGUE = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*<(?!\?xml)|(?:\xef\xbb\xbf)?<\?xml(?![^>]*encoding(?!\s*=\s*["\'](?i:utf-8|us-ascii)["\']))'
)
#: What only a file has that wants something read or repeated: no program for spreadsheets writes it.
DECLARED = re.compile(rb'<!(?:DOCTYPE|ENTITY)')
AS_SENT = 'Copy the translations into the file as it was sent.'


def load(path: Path) -> Workbook:
    """Return the spreadsheet; its formulas are what stands in the cells, and no code of it is read.

    :raises FindingsError: for what is none, and for one that is larger than ``limits`` allow.
    """
    content = read_bytes(path, Code.PACKAGE)
    try:
        words = _fault(content)
        book = None if words else load_workbook(io.BytesIO(content), rich_text=False)
    except Exception:  # zipfile and openpyxl end by whatever a broken file leads them to
        words = 'this cannot be read as a spreadsheet; expected an .xlsx file. Save it as "Excel workbook (.xlsx)".'
    else:
        words = words or next(filter(None, map(_far_away, book.worksheets)), '')
    if words:
        raise FindingsError([finding(path, None, words)])
    return book


def _fault(content: bytes) -> str:
    """Return what speaks against unpacking a spreadsheet, or ''."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()  # zipfile unpacks no more of a part than it says here
        if sum(part.file_size for part in parts) > limits.UNPACKED:
            most = limits.shown(limits.UNPACKED)
            return f'the file unpacks to more than {most} bytes; expected less than that. {AS_SENT}'
        if len({part.filename for part in parts}) < len(parts):
            return f'the file has a part twice; expected each once. {AS_SENT}'
        cells = elements = 0
        for part in parts:
            text = packed.read(part)
            if part.filename.endswith(('.xml', '.rels')) or XML.match(text):  # a sheet may lie anywhere
                if DECLARED.search(text) or b'\0' in text or not PROLOGUE.match(text):
                    return (
                        f'the part {part.filename} declares entities or another encoding; expected cells and texts '
                        f'in UTF-8. {AS_SENT}'
                    )
                for brought in _cells(text):
                    cells, elements = cells + brought, elements + 1
        if cells > limits.CELLS:
            return f'the file has {cells} cells; expected at most {limits.shown(limits.CELLS)}. {AS_SENT}'
        if elements > limits.ELEMENTS:
            return f'the file has {elements} pieces; expected at most {limits.shown(limits.ELEMENTS)}. {AS_SENT}'
    return ''


def _cells(part: bytes) -> Iterator[int]:
    """Yield how many cells each element of a part brings: its own, those that it merges or links, or none."""
    for _event, element in etree.iterparse(io.BytesIO(part), resolve_entities=False, no_network=True):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ''
        if name in ('mergeCell', 'hyperlink') and element.get('ref'):
            left, top, right, bottom = range_boundaries(element.get('ref'))
            yield (abs((right or 16_384) - (left or 1)) + 1) * (abs((bottom or 1_048_576) - (top or 1)) + 1)
        else:
            yield int(name == 'c')
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _far_away(sheet) -> str:
    """Return what is wrong with the size of a sheet, or ''."""
    if sheet.max_row <= limits.ROWS and sheet.max_column <= limits.COLUMNS:
        return ''
    cell = f'{get_column_letter(min(sheet.max_column, 18_278))}{sheet.max_row}'
    return (
        f'the sheet "{sheet.title}" reaches as far as the cell {cell}; expected at most {limits.shown(limits.ROWS)} '
        f'rows and {limits.COLUMNS} columns. Delete the rows and columns behind the messages, or copy the translations '
        'into the file as it was sent.'
    )
