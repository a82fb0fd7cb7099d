"""Write a worksheet as an editable document (DOCX): real headings and lists, a repeated row of headings, its language.

The type is the theme's second sans, which every office has; the first would be replaced by some other there.
"""

import datetime
import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from sphinx.locale import _

from publishing.core.design import read_colours
from publishing.core.project import THEME
from publishing.worksheets.docx_blocks import DocxBlocks
from publishing.worksheets.page import Worksheet

TYPEFACE = 'Arial'
LONG, SHORT, MARGIN = Cm(29.7), Cm(21), Cm(1.6)
SIZES = {'Normal': 10, 'Heading 1': 22, 'Heading 2': 14, 'Heading 3': 11.5, 'Caption': 9, 'Footer': 8}


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
    """Makes the document of one worksheet."""

    def __init__(self, sheet: Worksheet, language: str, images: Path) -> None:
        self.sheet, self.language = sheet, language
        self.document = docx.Document()
        self.colours = {name: value.lstrip('#') for name, value in read_colours(THEME / 'tokens.css').items()}
        self._set_styles()
        self.blocks = DocxBlocks(self.document, self.colours, self._set_page(), images)

    def write(self) -> None:
        """Write text, sources and foot."""
        self.blocks.write(self.sheet.body, self.document)
        if self.sheet.sources:
            self.document.add_heading(_('Sources'), 2)
        for label, text in self.sheet.sources:
            self.blocks.linked(self.document.add_paragraph(f'[{label}] '), text)
        for text in self.sheet.foot:
            self.blocks.linked(self.document.add_paragraph(style='Footer'), text)

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
