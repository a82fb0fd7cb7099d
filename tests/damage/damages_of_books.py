"""Damages of what is packed or drawn: spreadsheets that come back from translators, and pictures."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from damage_table import Must, damage
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

SHEET = 'xl/worksheets/sheet2.xml'


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a spreadsheet with another text in one of its parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text) if part == name else text)
    return result.getvalue()


def with_sheet(content: bytes, change: Callable[[Worksheet], None]) -> bytes:
    """Return a spreadsheet as a program saves it after somebody has worked in the sheet of messages."""
    book = load_workbook(io.BytesIO(content))
    change(book['Messages'])
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def as_excel_saves(content: bytes) -> bytes:
    """Return a spreadsheet with its texts in a part of their own, where a cell has only their number."""
    texts: list[bytes] = []

    def number(cell: re.Match) -> bytes:
        texts.append(cell[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith('xl/worksheets/'):
                part = re.sub(rb't="inlineStr"><is>(.*?)</is>', number, part, flags=re.DOTALL)
            kind = b'application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml'
            if name == '[Content_Types].xml':
                part = part.replace(
                    b'</Types>', b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % kind
                )
            if name == 'xl/_rels/workbook.xml.rels':
                place = b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings'
                relation = (
                    b'<Relationship Type="%b" Target="/xl/sharedStrings.xml" Id="rId99"/></Relationships>' % place
                )
                part = part.replace(b'</Relationships>', relation)
            new.writestr(name, part)
        main = b'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
        strings = b''.join(b'<si>%b</si>' % text for text in texts)
        new.writestr('xl/sharedStrings.xml', b'<?xml version="1.0"?><sst xmlns="%b">%b</sst>' % (main, strings))
    return result.getvalue()


def some_part(content: bytes, random: Random) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return random.choice([name for name in book.namelist() if name.endswith(('.xml', '.rels'))])


@damage('zip', must=Must.REFUSED)
def cell_a_million_rows_away(content: bytes, random: Random) -> bytes:
    row = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', row))


@damage('zip', must=Must.REFUSED)
def cell_in_the_last_column(content: bytes, random: Random) -> bytes:
    rows = b''.join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(100, 20_100))
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', rows + b'</sheetData>'))


@damage('zip', must=Must.REFUSED)
def cell_nowhere(content: bytes, random: Random) -> bytes:
    name = random.choice((b'A0', b'XFE1', b'A99999999', b'1A', b'', b'ZZZZZZ1', b'A-1'))
    row = b'<row r="900"><c r="%b"><v>1</v></c></row></sheetData>' % name
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', row))


@damage('zip', must=Must.REFUSED)
def cells_merged_without_end(content: bytes, random: Random) -> bytes:
    return cells_merged(content, random.choice((b'A1:XFD1048576', b'A1:B1048576', b'A:XFD', b'A1:XFD&#49;048576')))


def cells_merged(content: bytes, cells: bytes) -> bytes:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="%b"/></mergeCells>' % cells
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', merged))


@damage('zip', must=Must.REFUSED)
def cells_linked_without_end(content: bytes, random: Random) -> bytes:
    links = b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', links))


@damage('zip', must=Must.REFUSED)
def ranges_that_cancel_out(content: bytes, random: Random) -> bytes:
    both = (
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        b'<hyperlinks><hyperlink ref="A1048576:XFD1" location="x"/></hyperlinks>'
    )
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', both))


@damage('zip', must=Must.REFUSED)
def sheet_in_another_place(content: bytes, random: Random) -> bytes:
    """The sheet of messages lies where nobody looks for one, with all its cells merged."""
    merged = cells_merged(content, b'A1:XFD1048576')
    result, place = io.BytesIO(), random.choice(('xl/other/s.xml', 'xl/s.bin'))
    with zipfile.ZipFile(io.BytesIO(merged)) as old, zipfile.ZipFile(result, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).replace(b'worksheets/sheet2.xml', place.removeprefix('xl/').encode())
            new.writestr(place if name == SHEET else name, text)
    return result.getvalue()


@damage('zip', must=Must.REFUSED)
def texts_without_end(content: bytes, random: Random) -> bytes:
    shared = random.choice((b'<si/>' * 3_000_000, b'<si>' + b'<r><t>a</t></r>' * 1_500_000 + b'</si>'))
    return with_part(
        as_excel_saves(content), 'xl/sharedStrings.xml', lambda text: text.replace(b'</sst>', shared + b'</sst>')
    )


@damage('zip', must=Must.REFUSED)
def other_encoding(content: bytes, random: Random) -> bytes:
    encoding = random.choice(('ascii', 'cp037', 'utf-16', 'cp1257'))  # what is ASCII calls itself UTF-7

    def encoded(text: bytes) -> bytes:
        named = encoding.replace('ascii', 'utf-7')
        plain = f'<?xml version="1.0" encoding="{named}"?>{text.decode().rpartition("?>")[2]}'
        return plain.encode(encoding, 'xmlcharrefreplace')

    return with_part(content, SHEET, encoded)


@damage('zip')
def row_of_no_number(content: bytes, random: Random) -> bytes:
    name = random.choice((b'-1', b'0', b'x', b'9' * 5000, b'1e9', b''))
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', b'<row r="%b"/></sheetData>' % name))


@damage('zip', must=Must.REFUSED)
def bomb(content: bytes, random: Random) -> bytes:
    """A quarter of a gigabyte of blanks, which packs into a quarter of a megabyte."""
    part = some_part(content, random)
    return with_part(content, part, lambda text: text + b' ' * 250_000_000)


@damage('zip', must=Must.REFUSED)
def bomb_in_a_part_of_its_own(content: bytes, random: Random) -> bytes:
    result = io.BytesIO(content)
    with zipfile.ZipFile(result, 'a', zipfile.ZIP_DEFLATED) as book:
        book.writestr('xl/media/picture.png', b'\0' * 250_000_000)
    return result.getvalue()


@damage('zip', must=Must.REFUSED)
def size_that_is_a_lie(content: bytes, random: Random) -> bytes:
    """The directory says that the sheet is small."""
    bombed = bytearray(with_part(content, SHEET, lambda text: text + b' ' * 250_000_000))
    at = bombed.rindex(SHEET.encode()) - 46
    bombed[at + 24 : at + 28] = struct.pack('<I', 1000)
    return bytes(bombed)


@damage('zip', must=Must.REFUSED)
def entities_without_end(content: bytes, random: Random) -> bytes:
    levels = ''.join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]>'
    part = some_part(content, random)

    def change(text: bytes) -> bytes:
        declaration = re.match(rb'<\?xml[^>]*\?>\s*', text)
        at = declaration.end() if declaration else 0
        return (
            text[:at]
            + head.encode()
            + re.sub(rb'>[^<>]*</t>|</row>', lambda one: one[0].replace(b'</t>', b'&a9;</t>'), text[at:], count=1)
        )

    return with_part(content, part, change)


@damage('zip', must=Must.REFUSED)
def entity_of_a_file(content: bytes, random: Random) -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def change(text: bytes) -> bytes:
        at = text.index(b'?>') + 2 if text.startswith(b'<?xml') else 0
        return text[:at] + head + re.sub(rb'</t>', b'&a;</t>', text[at:])

    return with_part(content, some_part(content, random), change)


@damage('zip')
def broken_xml(content: bytes, random: Random) -> bytes:
    def change(text: bytes) -> bytes:
        at = random.randrange(1, len(text))
        return random.choice(
            (text[:at], text[:at] + b'<' + text[at:], text[:at] + b'\0' + text[at:], text[:at] + text[at + 9 :], b'')
        )

    return with_part(content, some_part(content, random), change)


@damage('zip')
def deep_xml(content: bytes, random: Random) -> bytes:
    deep = b'<a>' * 200_000 + b'</a>' * 200_000
    return with_part(content, SHEET, lambda text: text.replace(b'</sheetData>', deep + b'</sheetData>'))


@damage('zip')
def part_lost(content: bytes, random: Random) -> bytes:
    part, result = some_part(content, random), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, 'w') as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return result.getvalue()


@damage('zip')
def part_twice(content: bytes, random: Random) -> bytes:
    part, result = some_part(content, random), io.BytesIO(content)
    with zipfile.ZipFile(result, 'a') as book:
        text = book.read(part)
        book.writestr(part, text[: len(text) // 2])
    return result.getvalue()


@damage('zip')
def part_of_an_odd_name(content: bytes, random: Random) -> bytes:
    result = io.BytesIO(content)
    with zipfile.ZipFile(result, 'a') as book:
        book.writestr(random.choice(('../../evil.txt', '/etc/evil', 'a\nb', 'ā"\'', 'xl/../../x', 'x' * 60_000)), b'x')
    return result.getvalue()


@damage('zip', must=Must.REFUSED)
def with_a_password(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for sign, offset in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        for found in re.finditer(re.escape(sign), content):
            changed[found.start() + offset] |= 1
    return bytes(changed)


@damage('zip')
def string_of_no_number(content: bytes, random: Random) -> bytes:
    number = random.choice((b'-1', b'99999999', b'x', b'9' * 5000, b'', b'NaN'))
    return with_part(content, SHEET, lambda text: re.sub(rb't="s"><v>\d+', b't="s"><v>' + number, text, count=4))


@damage('zip')
def number_in_a_cell(content: bytes, random: Random) -> bytes:
    number = random.choice((b'NaN', b'Infinity', b'1e999', b'9' * 400, b'9' * 5000, b'-1', b'x', b'2958466', b'1e300'))
    kind = random.choice((b'n', b'd', b'b', b'e', b'str', b'zzz'))
    return with_part(
        content, SHEET, lambda text: re.sub(rb't="s"><v>\d+', b't="%b"><v>%b' % (kind, number), text, count=30)
    )


@damage('zip')
def formats_without_end(content: bytes, random: Random) -> bytes:
    return with_part(
        content, SHEET, lambda text: re.sub(rb' s="\d+"', b' s="%b"' % random.choice((b'999999', b'-1', b'x')), text)
    )


@damage('zip', must=Must.REFUSED)
def other_file_of_this_ending(content: bytes, random: Random) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, 'w') as book:
        book.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
        book.writestr('content.xml', '<office:document-content/>')
    return random.choice(
        (
            result.getvalue(),
            b'No.,State,English\n1,new,x\n',
            b'<html><table></table></html>',
            b'%PDF-1.7',
            b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
        )
    )


#: What somebody, or a program, does in the sheet of messages.
WORK = {
    'formula': lambda sheet, random: _set(sheet, random, random.choice(('=1+1', '=HYPERLINK("http://x.org")', '=A1'))),
    'sign-of-a-formula': lambda sheet, random: _set(sheet, random, random.choice('=+-@') + 'cmd', is_text=True),
    'error': lambda sheet, random: _set(sheet, random, '#REF!'),
    'number': lambda sheet, random: _set(sheet, random, random.choice((1, 2.5, True, 1e300, 10**20))),
    'row-added': lambda sheet, random: sheet.insert_rows(random.randrange(1, sheet.max_row + 1)),
    'row-lost': lambda sheet, random: sheet.delete_rows(random.randrange(1, sheet.max_row + 1)),
    'row-twice': lambda sheet, random: sheet.append(
        [cell.value for cell in sheet[random.randrange(1, sheet.max_row + 1)]]
    ),
    'column-added': lambda sheet, random: sheet.insert_cols(random.randrange(1, 10)),
    'column-lost': lambda sheet, random: sheet.delete_cols(random.randrange(1, 15)),
    'column-twice': lambda sheet, random: sheet.cell(1, 20, random.choice([cell.value for cell in sheet[1]])),
    'heads-changed': lambda sheet, random: sheet.cell(1, random.randrange(1, 15), random.choice(('x', None, 1, '=A1'))),
    'cells-joined': lambda sheet, random: sheet.merge_cells(f'{get_column_letter(random.randrange(1, 9))}1:N3'),
    'sheet-renamed': lambda sheet, random: setattr(sheet, 'title', 'Sheet1'),
    'sheet-added': lambda sheet, random: sheet.parent.create_sheet(random.choice(('Messages2', 'ā', 'Sheet1')), 0),
    'chart-in-place': lambda sheet, random: (sheet.parent.remove(sheet), sheet.parent.create_chartsheet('Messages')),
    'guide-lost': lambda sheet, random: sheet.parent.remove(sheet.parent['Read me']),
    'chapter-elsewhere': lambda sheet, random: _fact(
        sheet,
        'Chapter',
        random.choice(
            (
                '../../x',
                '/etc/passwd',
                'a\0b'.replace('\0', '_x0000_'),
                '',
                5,
                'x' * 5000,
                'nowhere',
                '../memory',
                '~',
                'a\nb',
            )
        ),
    ),
    'number-of-messages': lambda sheet, random: _fact(
        sheet, 'Messages', random.choice((-1, 'x', 10**9, '9' * 5000, '²', None, 99_999_999))
    ),
    'language-elsewhere': lambda sheet, random: _fact(
        sheet, 'Language', random.choice(('lt', '', None, 5, '../..', '_x0000_'))
    ),
    'keys-changed': lambda sheet, random: sheet.cell(
        random.randrange(2, sheet.max_row + 1), 14, random.choice(('', 'x', 5, '[0] x', '=A1', 'ā' * 32_000))
    ),
    'ten-thousand-rows': lambda sheet, random: [sheet.append([n, 'new', 'x', '', '', 'x']) for n in range(10_000)],
    'text-of-a-megabyte': lambda sheet, random: _set(sheet, random, random.choice('xā[*`{(') * 32_767),
    'signs-nobody-sees': lambda sheet, random: _set(
        sheet, random, random.choice(('a\u202eb', 'a\u200bb', 'a_x0000_b', 'a\u2028b', 'a' + '\u0301' * 5000))
    ),
}


def _set(sheet: Worksheet, random: Random, value: object, is_text: bool = False) -> None:
    cell = sheet.cell(random.randrange(2, sheet.max_row + 1), 6)
    cell.value = value
    if is_text:
        cell.data_type = 's'


def _fact(sheet: Worksheet, name: str, value: object) -> None:
    guide = sheet.parent['Read me']
    next(row for row in guide.iter_rows(max_col=2) if row[0].value == name)[1].value = value


def _work(name: str):
    def worked(content: bytes, random: Random) -> bytes:
        return with_sheet(content, lambda sheet: WORK[name](sheet, random))

    worked.__name__ = f'sheet_{name.replace("-", "_")}'
    return damage('zip')(worked)


for _name in WORK:
    _work(_name)


# Pictures


def png(width: int, height: int, rows: bytes = b'', depth: int = 1, kind: int = 0) -> bytes:
    """Return a PNG that says it has this size."""
    head = struct.pack('>IIBBBBB', width, height, depth, kind, 0, 0, 0)
    parts = [(b'IHDR', head), (b'IDAT', zlib.compress(rows)), (b'IEND', b'')]
    return b'\x89PNG\r\n\x1a\n' + b''.join(
        struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data)) for name, data in parts
    )


@damage('picture', must=Must.REFUSED)
def huge_picture(content: bytes, random: Random) -> bytes:
    """Some kilobytes that are gigabytes once they are drawn."""
    side = random.choice((12_000, 30_000, 100_000, 2**31 - 1))
    rows = b'\0' * min(side, 12_000) * (min(side, 12_000) // 8 + 1)
    return random.choice(
        (png(side, side, rows), png(side, 1, b''), png(1, side, b'')) if side > 30_000 else (png(side, side, rows),)
    )


@damage('picture', must=Must.REFUSED)
def picture_of_no_size(content: bytes, random: Random) -> bytes:
    return random.choice((png(0, 0), png(0, 5), b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'))


@damage('picture')
def picture_of_another_kind(content: bytes, random: Random) -> bytes:
    result = io.BytesIO()
    kind = random.choice(('GIF', 'BMP', 'TIFF', 'JPEG', 'PNG', 'WEBP', 'ICO'))
    Image.new(random.choice(('RGB', 'L')), (40, 40), 'red').save(result, kind)
    return result.getvalue()


@damage('picture')
def picture_cut(content: bytes, random: Random) -> bytes:
    result = io.BytesIO()
    Image.effect_noise((200, 200), 50).convert('RGB').save(result, random.choice(('PNG', 'JPEG')))
    data = result.getvalue()
    return data[: random.randrange(10, len(data) - 20)]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
DRAWINGS = (
    SVG.format('width="1e9" height="1e9"', '<rect width="1e9" height="1e9"/>'),
    SVG.format('width="NaN" height="inf" viewBox="0 0 NaN 0"', '<path d="M NaN inf L 1e999 0"/>'),
    SVG.format('viewBox="0 0 0 0"', '<path d="M 0"/>'),
    SVG.format('width="20" height="20"', '<g>' * 20_000 + '</g>' * 20_000),
    SVG.format('width="20" height="20"', '<g id="a"><use xlink:href="#a"/></g>'),
    SVG.format('width="20" height="20"', '<path d="' + 'M0 0L9 9' * 200_000 + '"/>'),
    SVG.format(
        'width="20" height="20"',
        '<pattern id="p" width="1e-9" height="1e-9"><rect/></pattern><rect fill="url(#p)" width="20" height="20"/>',
    ),
    SVG.format('width="20" height="20"', '<text font-size="1e30">A</text>'),
    SVG.format('width="20" height="20"', '<text style="font-size: 99999999999px">A</text>'),
    SVG.format('width="20" height="20"', '<path stroke-width="1e300" stroke="#003" d="M0 0L9 9"/>'),
    SVG.format('width="20" height="20"', '<path transform="translate(1e38 -1e38) scale(1e20)" d="M0 0L9 9"/>'),
    SVG.format('width="20" height="20"', '<style>text { font-size: 1e30px }</style><text>A</text>'),
    SVG.format('width="20" height="20"', '<image xlink:href="file:///etc/passwd"/>'),
    SVG.format('width="20" height="20"', '<rect transform="' + 'scale(9)' * 5000 + '"/>'),
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + ''.join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']>'
    + SVG.format('width="20" height="20"', '<text>&a9;</text>'),
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format('width="20" height="20"', '<text>&a;</text>'),
    '<svg',
    '<html/>',
    SVG.format('', '<text>\x01</text>'),
)


@damage('picture')
def drawing(content: bytes, random: Random) -> bytes:
    return random.choice(DRAWINGS).encode()


NESTED = {
    'marker': '<marker id="m{0}"><path d="' + 'M0 0L9 9' * 150 + '" marker-mid="url(#m{1})"/></marker>',
    'style': '<marker id="m{0}"><path d="' + 'M0 0L9 9' * 150 + '" style="marker-mid: url(#m{1})"/></marker>',
    'mask': '<mask id="m{0}">' + '<rect width="9" height="9" mask="url(#m{1})"/>' * 30 + '</mask>',
    'clip': '<clipPath id="m{0}">' + '<rect width="9" height="9" clip-path="url(#m{1})"/>' * 30 + '</clipPath>',
}


@damage('picture', must=Must.REFUSED)
def drawing_of_parts_in_parts(content: bytes, random: Random) -> bytes:
    kind = random.choice(list(NESTED))
    levels = ''.join(NESTED[kind].format(number, number + 1) for number in range(5))
    uses = {'marker': 'marker-mid', 'style': 'marker-mid', 'mask': 'mask', 'clip': 'clip-path'}[kind]
    return SVG.format('width="20" height="20"', f'{levels}<path d="M0 0L9 9L0 9" {uses}="url(#m0)"/>').encode()


@damage('picture', must=Must.REFUSED)
def gradient_without_end(content: bytes, random: Random) -> bytes:
    gradient = random.choice(
        (
            '<linearGradient id="g" spreadMethod="repeat" gradientUnits="userSpaceOnUse" x1="0" x2="0.0000001"/>',
            '<radialGradient id="g" spreadMethod="reflect" r="0.00001"/>',
        )
    )
    return SVG.format('width="20" height="20"', f'{gradient}<rect fill="url(#g)" width="20" height="20"/>').encode()


@damage('picture')
def drawing_that_packs_itself(content: bytes, random: Random) -> bytes:
    levels = ''.join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + '</g>' for n in range(1, random.choice((4, 9)))
    )
    return SVG.format('width="20" height="20"', f'<g id="a0"><rect width="1" height="1"/></g>{levels}').encode()
