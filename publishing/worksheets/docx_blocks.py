"""HTML blocks in an editable document: paragraphs, headings, lists, tables, pictures, with python-docx."""

import re
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, RGBColor
from lxml import etree

from publishing.core.nodes import classes
from publishing.worksheets.page import ADDRESS, CLASS, is_empty, words

#: Height of a row to write in.
ROOM = Cm(1.5)
LINES = {'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'dt', 'dd', 'caption', 'pre', 'figcaption'}
BLOCKS = LINES | {
    'div',
    'section',
    'aside',
    'main',
    'article',
    'blockquote',
    'figure',
    'ul',
    'ol',
    'dl',
    'table',
    'header',
    'footer',
    'nav',
    'form',
    'hr',
}
BOLD, ITALIC = {'strong', 'b', 'dt'}, {'em', 'i', 'cite'}
UNSEEN = re.compile('[\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH SPACE}]')
BLANKS = re.compile(r'[ \t\r\n]+')


class DocxBlocks:
    """Writes HTML into a document.

    :param colours: six hexadecimal digits by name; used are ``sea`` for links, ``sand`` below headings of tables.
    :param width: of the text.
    :param images: folder from which pictures' addresses are seen.
    """

    def __init__(self, document: Document, colours: dict[str, str], width: Length, images: Path) -> None:
        self.document, self.colours, self.width, self.images = document, colours, width, images

    def write(self, element: etree._Element, container, style: str | None = None) -> None:
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
            self.write(element, container, 'List Continue')
        else:
            self.write(element, container, 'Caption' if tag in ('caption', 'figcaption') else style)

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
        number = self._new_numbers(f'List Number{level}', element) if element.tag == 'ol' else None
        for item in element.iterchildren('li'):
            before = len(container.paragraphs)
            self.write(item, container, f'List {"Bullet" if number is None else "Number"}{level}')
            for place, line in enumerate(container.paragraphs[before:]):
                if line.style.name != f'List {"Bullet" if number is None else "Number"}{level}':
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
            self.write(caption, self.document, 'Caption')
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        rows = element.xpath('./thead/tr|./tbody/tr|./tfoot/tr|./tr')
        columns = max(sum(int(cell.get('colspan', 1)) for cell in row.xpath('./th|./td')) for row in rows)
        table = self.document.add_table(len(rows), columns, 'Table Grid')
        table.autofit = False
        self._describe(table, '' if caption is None else words(caption))
        widths = self._widths(element, columns)
        taken: set[tuple[int, int]] = set()
        for down, row in enumerate(rows):
            places = iter([across for across in range(columns) if (down, across) not in taken])
            for source, across in zip(row.xpath('./th|./td'), places, strict=False):
                spans = int(source.get('rowspan', 1)), int(source.get('colspan', 1))
                cell = table.cell(down, across)
                if spans != (1, 1):
                    taken |= {(down + y, across + x) for y in range(spans[0]) for x in range(spans[1])}
                    cell = cell.merge(table.cell(down + spans[0] - 1, across + spans[1] - 1))
                    places = iter([place for place in places if (down, place) not in taken])
                self.write(source, cell)
                self._make_heading(cell, source)
            self._shape_row(table.rows[down], row, CLASS in classes(element))
        for place, width in enumerate(widths):
            table.columns[place].width = width
            for cell in table.columns[place].cells:
                cell.width = width
        self.document.add_paragraph()  # or two tables grow together

    def _make_heading(self, cell, source: etree._Element) -> None:
        if source.tag != 'th':
            return
        for run in (run for line in cell.paragraphs for run in line.runs):
            run.bold = True
        shade = OxmlElement('w:shd')
        for name, value in (('val', 'clear'), ('color', 'auto'), ('fill', self.colours['sand'])):
            shade.set(qn(f'w:{name}'), value)
        cell._tc.get_or_add_tcPr().append(shade)

    @staticmethod
    def _shape_row(row, source: etree._Element, is_form: bool) -> None:
        """Repeat rows of headings on each page, keep rows whole, leave room to write."""
        properties = row._tr.get_or_add_trPr()
        names = ['w:cantSplit', *(['w:tblHeader'] if source.getparent().tag == 'thead' else [])]
        properties.extend(map(OxmlElement, names))
        if is_form and any(map(is_empty, source.xpath('./th|./td'))):
            row.height, row.height_rule = ROOM, WD_ROW_HEIGHT_RULE.AT_LEAST

    @staticmethod
    def _describe(table, caption: str) -> None:
        properties = table._tbl.tblPr
        look = properties.find(qn('w:tblLook'))
        for name, value in (('firstColumn', '0'), ('noVBand', '1'), ('val', '0420')):
            look.set(qn(f'w:{name}'), value)
        if caption:
            title = OxmlElement('w:tblCaption')
            title.set(qn('w:val'), caption)
            properties.append(title)

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
            mark = OxmlElement('w:lang')
            mark.set(qn('w:val'), lang)
            run._r.get_or_add_rPr().append(mark)
        if url:
            run.underline = True
            run.font.color.rgb = RGBColor.from_string(self.colours['sea'])
            link = OxmlElement('w:hyperlink')
            link.set(qn('r:id'), line.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)

    def linked(self, line, text: str) -> None:
        """Write a text whose address at its end is a link."""
        found = ADDRESS.search(text)
        url = found[0].rstrip('.') if found else ''
        self._run(line, text[: found.start()] if found else text)
        if found:
            self._run(line, url, url=url)
            self._run(line, found[0][len(url) :])

    def _picture(self, line, element: etree._Element) -> None:
        """Write a picture; a drawing, which offices take in their own ways, is replaced by its description."""
        alt = element.get('alt') or element.get('aria-label') or ''
        file = self.images / element.get('src', '')
        if file.suffix.lower() not in ('.png', '.jpg', '.jpeg', '.gif') or not file.is_file():
            self._run(line, alt, italic=True)
            return
        shape = line.add_run().add_picture(str(file))
        if shape.width > self.width:
            shape.height, shape.width = Length(shape.height * self.width // shape.width), self.width
        shape._inline.docPr.set('descr', alt)
