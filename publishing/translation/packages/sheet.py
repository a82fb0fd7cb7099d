"""A work package as a spreadsheet: instructions on the first sheet, a message a row on the second.

Only two columns can be written in: the translation, and whether it is ready. Bytes depend on the package alone.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from publishing.core.files import read_optional
from publishing.core.findings import Code
from publishing.core.project import ROOT
from publishing.translation.catalogs.comments import lines
from publishing.translation.catalogs.entries import english, identifier, texts
from publishing.translation.messages.plural_forms import examples
from publishing.translation.messages.word_changes import GONE, NEW, SAME, mark, word_changes
from publishing.translation.packages.package import HELD_BACK, Message, Package, stamp

GUIDE, MESSAGES = 'Read me', 'Messages'
#: Heading and width (in letters) of each column.
COLUMNS = {
    'No.': 5,
    'State': 11,
    'English': 48,
    'English before': 30,
    'What changed': 34,
    'Translation': 48,
    'Ready?': 8,
    'Terms': 32,
    'Similar texts, translated': 42,
    'Notes': 30,
    'Words': 7,
    'PDF page': 6,
    'Web page': 24,
    'Key': 24,
}
OPEN_COLUMNS = ('Translation', 'Ready?')
INSTRUCTIONS = (
    'Write your translations on the sheet "Messages", in the yellow column. Everything else stays as it is: no rows '
    'moved, added or deleted.',
    'State "new": there is no translation yet. "changed": the English has changed; column E shows how, and the yellow '
    'cell holds the old translation, if it can be offered. "has an error": the notes say what is wrong.',
    'If the old translation is still right, leave it and write "yes" in the column "Ready?". Write "no" there if a '
    'text is not finished: it is kept, but not published.',
    'Copy code letter for letter, and keep what stands in { }, ( ) and < >: {term}`planning region` becomes '
    '{term}`your words <planning region>`; [words](address) keeps its address. Numbers stay the same.',
    'An empty yellow cell changes nothing. Save the file in the same format (.xlsx) and send it back.',
)
BOLD = Font(name='Calibri', size=11, bold=True)
THIN = Border(bottom=Side(style='thin', color='BBBBBB'))
#: 1980 is the first year a ZIP file can name.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def sheet_bytes(package: Package, root: Path = ROOT) -> bytes:
    """Return ``package`` as an .xlsx file."""
    book = Workbook()
    guide = book.active
    guide.title = GUIDE
    _guide(guide, package, root / 'locales' / package.language.code / 'package.txt')
    _messages(book.create_sheet(MESSAGES), package)
    day = datetime(package.day.year, package.day.month, package.day.day)
    book.properties.creator, book.properties.created = 'Handbook', day
    book.properties.title = f'{package.page} ({package.language.code})'
    book.properties.language = package.language.code
    raw = io.BytesIO()
    book.save(raw)
    return _same_bytes(raw.getvalue(), day)


def _guide(sheet: Worksheet, package: Package, own_words: Path) -> None:
    """Fill the first sheet; ``own_words`` are the instructions in the language itself, one a line."""
    sheet.column_dimensions['A'].width, sheet.column_dimensions['B'].width = 18, 90
    sheet.append([f'Work package: {package.page}, {package.language.own_name}'])
    sheet['A1'].font = Font(name='Calibri', size=14, bold=True)
    facts = {
        'Language': package.language.code,
        'Chapter': package.page,
        'Edition of': package.day.isoformat(),
        'Messages': len(package.messages),
        'Words': package.words,
        'Of them': ', '.join(
            f'{package.count(state)} {state}' for state in dict.fromkeys(message.state for message in package.messages)
        ),
    }
    for name, value in facts.items():
        sheet.append([name, value])
        sheet.cell(sheet.max_row, 2).alignment = Alignment(horizontal='left')
    _fit_width(sheet)
    own = read_optional(own_words, Code.PACKAGE, package.language.code).split('\n')
    row = sheet.max_row
    for title, paragraphs in ((package.language.own_name, own), ('English', INSTRUCTIONS)):
        for number, line in enumerate(filter(None, paragraphs)):
            row += 1 if number else 2  # counted here: the sheet looks through all its cells
            sheet.cell(row, 1).value = None if number else title
            sheet.cell(row, 2).value = line
            sheet.cell(row, 2).data_type = 's'
            sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical='top')
            sheet.cell(row, 1).font = BOLD
            sheet.row_dimensions[row].height = min(400, 15 * (1 + len(line) // 92))
    sheet.protection.sheet = True


def _messages(sheet: Worksheet, package: Package) -> None:
    sheet.append(list(COLUMNS))
    for cell, width in zip(sheet[1], COLUMNS.values(), strict=True):
        sheet.column_dimensions[cell.column_letter].width = width
        cell.font, cell.fill = BOLD, PatternFill('solid', fgColor='DDDDDD')
        cell.alignment = Alignment(wrap_text=True, vertical='top')
    for message in package.messages:
        for row in _rows(message, package.language.code):
            _row(sheet, row)
    sheet.column_dimensions[sheet.cell(1, len(COLUMNS)).column_letter].hidden = True
    sheet.freeze_panes = sheet.cell(2, 1)
    choice = DataValidation(type='list', formula1='"yes,no"', allow_blank=True)
    choice.add(f'G2:G{max(sheet.max_row, 2)}')
    sheet.add_data_validation(choice)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    _fit_width(sheet)
    sheet.print_title_rows = '1:1'


def _fit_width(sheet: Worksheet) -> None:
    """Print the columns side by side on landscape pages."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = 'landscape', sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _rows(message: Message, language: str) -> Iterator[list]:
    """Yield the cells of a message: a row, or one for each plural form."""
    entry, forms = message.entry, texts(message.entry)
    notes = [
        *(f'Error: {error}' for error in message.errors if message.state == HELD_BACK),
        *lines(entry.comment),
        *lines(entry.tcomment),
    ]
    similar = [f'{one.ratio:.0%}: {one.text}\n→ {one.translation}' for one in message.proposals]
    before = entry.previous_msgid or ''
    state = stamp(forms, fuzzy=bool(entry.fuzzy))
    for number, text in enumerate(forms):
        plural = [f'Form for {examples(language, number)}'] if entry.msgid_plural else []
        mark = f'[{number}]' if entry.msgid_plural else ''
        yield [
            message.number,
            message.state,
            english(entry),
            before,
            _difference(before, entry.msgid),
            text,
            '',
            '\n'.join(message.terms),
            '\n'.join(similar),
            '\n'.join([*plural, *notes]),
            0 if number else message.words,
            message.place.pdf_page or '',
            message.place.web,
            f'{identifier(entry)}{mark} {state}',
        ]


def _row(sheet: Worksheet, values: list) -> None:
    number = sheet.max_row + 1
    for column, (name, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
        cell = sheet.cell(number, column)
        if type(value) is str:  # of a message that is held back because of it
            value = ILLEGAL_CHARACTERS_RE.sub(lambda found: f'_x{ord(found[0]):04X}_', value)
        cell.value = value if value != '' else None
        if isinstance(value, str) and value:
            cell.data_type = 's'  # a text that begins with "=" is no formula
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical='top'), THIN
        if name in OPEN_COLUMNS:
            cell.protection, cell.fill = Protection(locked=False), PatternFill('solid', fgColor='FFF9D6')
            cell.number_format = '@'  # what is typed stays text: "2026" and "1.6." are no number and no date
    sheet.row_dimensions[number].height = min(
        400,
        15
        * max(
            sum(1 + int(len(line) * 1.15) // width for line in str(value).split('\n'))
            for value, width in zip(values[:-1], COLUMNS.values(), strict=False)
        ),
    )


def _difference(before: str, after: str) -> CellRichText | str:
    """Return what changed, marked with signs and, for those who see them, colours."""
    if not before:
        return ''
    fonts = {GONE: InlineFont(strike=True, color='00B00020'), NEW: InlineFont(b=True, color='00006B3C')}
    return CellRichText(
        *(
            text if kind == SAME else TextBlock(fonts[kind], mark(kind, text))
            for kind, text in word_changes(before, after)
        )
    )


def _same_bytes(book: bytes, day: datetime) -> bytes:
    """Return the file without the time of its making."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == 'docProps/core.xml':
                content = re.sub(
                    rb'(<dcterms:modified[^>]*>)[^<]*', rb'\g<1>' + f'{day:%Y-%m-%dT00:00:00Z}'.encode(), content
                )
            new.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
