"""Write a worksheet as an editable document (DOCX): real headings and lists, a repeated row of headings, its language.

The type is the theme's second sans, which every office has; the first would be replaced by some other there.
"""

import datetime
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from lxml import etree
from sphinx.locale import _

from publishing.core.design import read_colours
from publishing.core.files import is_file
from publishing.worksheets.page import CLASS, Worksheet, classes, is_empty, linked, words

TYPEFACE = 'Arial'
LONG, SHORT, MARGIN = Cm(29.7), Cm(21), Cm(1.6)
SIZES = {'Normal': 10, 'Heading 1': 22, 'Heading 2': 14, 'Heading 3': 11.5, 'Caption': 9, 'Footer': 8}
#: Height of a row to write in.
ROOM = Cm(1.5)
BLOCKS = set(
    'p h1 h2 h3 h4 h5 h6 li dt dd caption pre figcaption div section aside main article blockquote figure ul ol dl '
    'table header footer nav form hr'.split()
)
BOLD, ITALIC = {'strong', 'b', 'dt'}, {'em', 'i', 'cite'}
UNSEEN = re.compile('[\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH SPACE}]')
BLANKS = re.compile(r'[ \t\r\n]+')


def write(sheet: Worksheet, target: Path, language: str, author: str, date: datetime.date) -> None:
    """Write ``sheet`` to ``target``, the same bytes each time.

    :param language: with its country, as spelling checkers name it: ``lv-LV``.
    :param date: day of the edition; it stands for every time in the file.
    """
    writer = DocxWriter(sheet, language, target.parent.parent)
    writer.write()
    about, noon = writer.document.core_properties, datetime.datetime.combine(date, datetime.time(12))
    about.title, about.author, about.language, about.subject = sheet.title, author, language, sheet.foot[0]
    about.last_modified_by, about.comments, about.revision = author, '', 1
    about.created = about.modified = noon
    saved = io.BytesIO()
    writer.document.save(saved)
    with ZipFile(saved) as given, ZipFile(target, 'w') as archive:
        for name in given.namelist():
            info = ZipInfo(name, noon.timetuple()[:6])
            info.create_system, info.external_attr = 3, 0o644 << 16  # Unix, on every system
            archive.writestr(info, given.read(name), ZIP_DEFLATED, 9)


class DocxWriter:
    """Makes the document of one worksheet out of its HTML.

    :param images: folder from which pictures' addresses are seen.
    """

    def __init__(self, sheet: Worksheet, language: str, images: Path) -> None:
        self.sheet, self.language, self.images = sheet, language, images
        self.document = docx.Document()
        self.colours = {name: value.lstrip('#') for name, value in read_colours().items()}
        self.width = self._set_page()
        self._set_styles()

    def write(self) -> None:
        """Write text, sources and foot."""
        self._blocks(self.sheet.body, self.document)
        if self.sheet.sources:
            self.document.add_heading(_('Sources'), 2)
        for label, text in self.sheet.sources:
            self._linked(self.document.add_paragraph(f'[{label}] '), text)
        for text in self.sheet.foot:
            self._linked(self.document.add_paragraph(style='Footer'), text)

    def _set_styles(self) -> None:
        styles = self.document.styles
        for fonts in styles.element.iter(qn('w:rFonts')):
            fonts.attrib.clear()
            for name in ('ascii', 'hAnsi', 'cs', 'eastAsia'):
                fonts.set(qn(f'w:{name}'), TYPEFACE)
        for lang in styles.element.iter(qn('w:lang')):
            lang.set(qn('w:val'), self.language)
        for name, size in SIZES.items():
            font = styles[name].font
            font.size = Pt(size)
            if name != 'Normal':
                font.color.rgb = RGBColor.from_string(self.colours['slate' if name == 'Footer' else 'sea'])
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # of python-docx's empty page
                del package.rels[key]

    def _set_page(self) -> Length:
        """Lay the page on its side for a wide form; return the width of the text."""
        page, wide = self.document.sections[0], self.sheet.is_wide
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
        return Length(page.page_width - 2 * MARGIN)

    # Blocks

    def _blocks(self, element: etree._Element, container, style: str | None = None) -> None:
        """Write what is in ``element``; words that stand loose between blocks become a paragraph."""
        line = None
        pieces = [element.text, *(piece for child in element for piece in (child, child.tail))]
        for piece in pieces:
            if isinstance(piece, etree._Element):
                if piece.tag in BLOCKS or self._holds_blocks(piece):
                    self._block(piece, container, style)
                    line = None
                    continue
                empty = not words(piece) and piece.find('.//img') is None and piece.tag not in ('img', 'svg')
            else:
                empty = not (piece or '').strip()
            if empty and line is None:
                continue
            line = self._paragraph(container, style) if line is None else line
            self._inline(line, piece)

    @staticmethod
    def _holds_blocks(element: etree._Element) -> bool:
        return any(child.tag in BLOCKS for child in element.iterdescendants(etree.Element))

    def _block(self, element: etree._Element, container, style: str | None) -> None:
        tag = element.tag
        if tag in ('ul', 'ol'):
            self._list(element, container)
        elif tag == 'table':
            self._table(element)
        elif tag[0] == 'h' and tag[1:].isdigit():
            self._inline(self._paragraph(container, f'Heading {tag[1]}'), element)
        elif tag == 'dd':
            self._blocks(element, container, 'List Continue')
        else:
            self._blocks(element, container, 'Caption' if tag in ('caption', 'figcaption') else style)

    def _paragraph(self, container, style: str | None):
        """Return a new paragraph, or the one with which every cell begins."""
        first = container.paragraphs[0] if container.paragraphs else None
        if container is not self.document and len(container.paragraphs) == 1 and first.text == '':
            first.style = style
            return first
        return container.add_paragraph(style=style)

    def _list(self, element: etree._Element, container) -> None:
        depth = sum(parent.tag in ('ul', 'ol') for parent in element.iterancestors()) + 1
        level = f' {min(depth, 3)}' if depth > 1 else ''
        style = f'List {"Number" if element.tag == "ol" else "Bullet"}{level}'
        number = self._new_numbers(style, element) if element.tag == 'ol' else None
        for item in element.iterchildren('li'):
            before = len(container.paragraphs)
            self._blocks(item, container, style)
            for place, line in enumerate(container.paragraphs[before:]):
                if line.style.name != style:
                    continue
                if place:
                    line.style = f'List Continue{level}'
                elif number is not None:
                    properties = line._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, number

    def _new_numbers(self, style: str, element: etree._Element) -> int:
        """Return the identifier of a numbering that begins anew; Word counts on through the whole document."""
        numbering = self.document.part.numbering_part.element
        own = self.document.styles[style].element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
        number.add_lvlOverride(0).add_startOverride(int(element.get('start', 1)))
        return number.numId

    # Tables

    def _table(self, element: etree._Element) -> None:
        if (caption := element.find('caption')) is not None:
            self._blocks(caption, self.document, 'Caption')
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        rows = element.xpath('./thead/tr|./tbody/tr|./tfoot/tr|./tr')
        cells = list(_places(rows))
        columns = max(across + wide for _cell, _down, across, _high, wide in cells)
        table = self.document.add_table(len(rows), columns, 'Table Grid')
        table.autofit = False
        self._describe(table, '' if caption is None else words(caption))
        for source, down, across, high, wide in cells:
            cell = table.cell(down, across)
            if (high, wide) != (1, 1):
                cell = cell.merge(table.cell(down + high - 1, across + wide - 1))
            self._blocks(source, cell)
            self._make_heading(cell, source)
        for down, row in enumerate(rows):
            self._shape_row(table.rows[down], row, CLASS in classes(element))
        for place, width in enumerate(self._widths(element, columns)):
            table.columns[place].width = width
            for cell in table.columns[place].cells:
                cell.width = width
        self.document.add_paragraph()  # or two tables grow together

    def _make_heading(self, cell, source: etree._Element) -> None:
        if source.tag != 'th':
            return
        for run in (run for line in cell.paragraphs for run in line.runs):
            run.bold = True
        cell._tc.get_or_add_tcPr().append(_element('shd', val='clear', color='auto', fill=self.colours['sand']))

    @staticmethod
    def _shape_row(row, source: etree._Element, is_form: bool) -> None:
        """Repeat rows of headings on each page, keep rows whole, leave room to write."""
        properties = row._tr.get_or_add_trPr()
        names = ['cantSplit', *(['tblHeader'] if source.getparent().tag == 'thead' else [])]
        properties.extend(map(_element, names))
        if is_form and any(map(is_empty, source.xpath('./th|./td'))):
            row.height, row.height_rule = ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST

    @staticmethod
    def _describe(table, caption: str) -> None:
        properties = table._tbl.tblPr
        look = properties.find(qn('w:tblLook'))
        for name, value in (('firstColumn', '0'), ('noVBand', '1'), ('val', '0420')):
            look.set(qn(f'w:{name}'), value)
        if caption:
            properties.append(_element('tblCaption', val=caption))

    def _widths(self, element: etree._Element, columns: int) -> list[Length]:
        shares = [
            float(found[1])
            for column in element.iter('col')
            if (found := re.search(r'width:\s*([\d.]+)%', column.get('style', '')))
        ]
        if len(shares) != columns or not sum(shares):
            shares = [1.0] * columns
        return [Length(int(self.width * share / sum(shares))) for share in shares]

    # Words

    def _inline(self, line, piece: etree._Element | str, **form: object) -> None:
        """Write words and what is in them: emphasis, links, another language, pictures."""
        if not isinstance(piece, etree._Element):
            self._run(line, piece or '', **form)
            return
        tag = piece.tag
        if not isinstance(tag, str):
            return
        form |= {'bold': tag in BOLD or form.get('bold'), 'italic': tag in ITALIC or form.get('italic')}
        form |= {'lang': piece.get('lang')} if piece.get('lang') else {}
        form |= {'url': piece.get('href')} if tag == 'a' and '://' in piece.get('href', '') else {}
        if tag in ('img', 'svg'):
            self._picture(line, piece)
            return
        if tag == 'br':
            line.add_run().add_break()
        self._run(line, piece.text or '', **form)
        for child in piece:
            self._inline(line, child, **form)
            self._run(line, child.tail or '', **form)

    def _run(self, line, text: str, *, bold=None, italic=None, lang: str = '', url: str = '') -> None:
        text = BLANKS.sub(' ', UNSEEN.sub('', text))
        if not line.text or line.text.endswith(' '):
            text = text.lstrip(' ')
        if not text:
            return
        run = line.add_run(text)
        run.bold, run.italic = bold, italic
        if lang:
            run._r.get_or_add_rPr().append(_element('lang', val=lang))
        if url:
            run.underline = True
            run.font.color.rgb = RGBColor.from_string(self.colours['sea'])
            link = _element('hyperlink')
            link.set(qn('r:id'), line.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)

    def _linked(self, line, text: str) -> None:
        """Write a text whose address at its end is a link."""
        for piece in linked(text):
            self._inline(line, piece)

    def _picture(self, line, element: etree._Element) -> None:
        """Write a picture; a drawing, which offices take in their own ways, is replaced by its description."""
        alt = element.get('alt') or element.get('aria-label') or ''
        file = self.images / element.get('src', '')
        if file.suffix.lower() not in ('.png', '.jpg', '.jpeg', '.gif') or not is_file(file):
            self._run(line, alt, italic=True)
            return
        shape = line.add_run().add_picture(str(file))
        if shape.width > self.width:
            shape.height, shape.width = Length(shape.height * self.width // shape.width), self.width
        shape._inline.docPr.set('descr', alt)


def _places(rows: list[etree._Element]) -> Iterator[tuple[etree._Element, int, int, int, int]]:
    """Yield each cell, the row and the column it begins in, and over how many of both it goes."""
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        for cell in row.xpath('./th|./td'):
            across = next(place for place in itertools.count() if (down, place) not in taken)
            high, wide = min(int(cell.get('rowspan', 1)), len(rows) - down), int(cell.get('colspan', 1))
            taken |= {(down + y, across + x) for y in range(high) for x in range(wide)}
            yield cell, down, across, high, wide


def _element(name: str, **attributes: str) -> etree._Element:
    """Return an element that python-docx has no method for."""
    element = OxmlElement(f'w:{name}')
    for key, value in attributes.items():
        element.set(qn(f'w:{key}'), value)
    return element
