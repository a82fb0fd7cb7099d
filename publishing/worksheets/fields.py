"""Form fields that everybody can type into: one simple font with the letters of all Baltic languages.

Stands in for ``weasyprint.pdf.add_forms``, whose fields name a font without letters (Identity-H): viewers then cannot
turn what is typed into glyphs, or embed the whole font for it. Ours has the Baltic code page (Windows-1257), which
holds the letters of Estonian, Latvian, Lithuanian, Polish, German and the Nordic languages. Other letters are shown
in a font of the viewer. The tags come from ``publishing.pdf.tags.tags``.
"""

import io
from contextlib import contextmanager
from pathlib import Path

import pydyf
import weasyprint.pdf
from fontTools import subset
from fontTools.agl import LEGACY_AGL2UV, UV2AGL
from fontTools.ttLib import TTFont

from publishing.core import repairs

CODE_PAGE = 'cp1257'
FONT = 'Form'
#: Bits of the entry Ff and F in ISO 32000-1, tables 228 and 165.
MULTILINE, PRINT = 1 << 12, 1 << 2
#: Names of glyphs in the Adobe Glyph List, which PDF asks for; of two for a letter the newer one ("Gcommaaccent").
NAMES = (
    {letter: name for name, (letter, *more) in sorted(LEGACY_AGL2UV.items()) if not more}
    | UV2AGL
    | {0xA0: 'space', 0xAD: 'hyphen'}
)


def letters() -> dict[int, str]:
    """Return the letter of each code of the font."""
    found = {code: bytes([code]).decode(CODE_PAGE, 'ignore') for code in range(32, 256) if code != 127}  # 127: delete
    return {code: letter for code, letter in found.items() if letter and ord(letter) in NAMES}


class FormFields:
    """Writes the ``textarea`` elements of one document as fields of its PDF."""

    def __init__(self, font: Path) -> None:
        self.font = font
        self.form: pydyf.Dictionary | None = None
        self.resources: pydyf.Dictionary | None = None

    def add(self, forms, matrix, pdf: pydyf.PDF, page: pydyf.Dictionary, *_others: object) -> None:
        """Write the fields of one page; takes what WeasyPrint gives its own function."""
        for box, rectangle in (one for boxes in forms.values() for one in boxes):
            if self.form is None:
                self._begin(pdf)
            points = matrix.transform_point(*rectangle[:2]), matrix.transform_point(*rectangle[2:])
            corners = [sorted(round(value, 2) for value in axis) for axis in zip(*points, strict=True)]
            (left, right), (bottom, top) = corners
            field = box.widget_annotation = pydyf.Dictionary(
                {
                    'Type': '/Annot',
                    'Subtype': '/Widget',
                    'FT': '/Tx',
                    'Ff': MULTILINE,
                    'F': PRINT,
                    'Rect': pydyf.Array([left, bottom, right, top]),
                    'P': page.reference,
                    'T': pydyf.String(box.element.get('name')),
                    'TU': pydyf.String(box.element.get('title')),
                    'DA': pydyf.String(_appearance(box.style)),
                    'AP': pydyf.Dictionary({'N': self._blank(pdf, right - left, top - bottom)}),
                }
            )
            pdf.add_object(field)
            page.setdefault('Annots', pydyf.Array()).append(field.reference)
            self.form['Fields'].append(field.reference)

    def _begin(self, pdf: pydyf.PDF) -> None:
        font = pydyf.Dictionary({FONT: _embedded(pdf, self.font)})
        self.resources = pydyf.Dictionary({'Font': font})
        pdf.add_object(self.resources)
        self.form = pydyf.Dictionary(
            {'Fields': pydyf.Array(), 'DR': self.resources.reference, 'DA': pydyf.String(f'/{FONT} 0 Tf 0 g')}
        )
        pdf.catalog['AcroForm'] = self.form

    def _blank(self, pdf: pydyf.PDF, width: float, height: float) -> bytes:
        """Return what an empty field looks like; without it a file is no PDF/A."""
        stream = pydyf.Stream(
            [b'/Tx BMC', b'EMC'],
            {
                'Type': '/XObject',
                'Subtype': '/Form',
                'Resources': self.resources.reference,
                'BBox': pydyf.Array([0, 0, round(width, 2), round(height, 2)]),
            },
        )
        pdf.add_object(stream)
        return stream.reference


def _appearance(style) -> str:
    """Return size and colour of what is typed; by 0 viewers make long text smaller (ISO 32000-1, 12.7.3.3)."""
    colour = ' '.join(f'{value:.3g}' for value in style['color'].coordinates[:3])
    return f'/{FONT} 0 Tf {colour} rg'


def _embedded(pdf: pydyf.PDF, path: Path) -> bytes:
    """Add the font with the letters of the code page; return its reference."""
    codes = letters()
    options = subset.Options(
        drop_tables=['GSUB', 'GPOS', 'GDEF', 'BASE', 'DSIG', 'STAT', 'meta'],
        name_IDs=[6],
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in codes.values()])
    subsetter.subset(font)
    written = io.BytesIO()
    font.save(written)
    file = pydyf.Stream([written.getvalue()], {'Length1': len(written.getvalue())}, compress=True)
    to_unicode = pydyf.Stream([_unicode_map(codes)], compress=True)
    scale, head = 1000 / font['head'].unitsPerEm, font['head']
    name = font['name'].getDebugName(6)
    descriptor = pydyf.Dictionary(
        {
            'Type': '/FontDescriptor',
            'FontName': f'/{name}',
            'Flags': 1 << 5,
            'ItalicAngle': 0,
            'StemV': 80,
            'FontBBox': pydyf.Array([round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            'Ascent': round(font['hhea'].ascent * scale),
            'Descent': round(font['hhea'].descent * scale),
            'CapHeight': round(getattr(font['OS/2'], 'sCapHeight', 700) * scale),
        }
    )
    for item in (file, to_unicode, descriptor):
        pdf.add_object(item)
    descriptor['FontFile2'] = file.reference
    glyphs, widths = font.getBestCmap(), font['hmtx']
    made = pydyf.Dictionary(
        {
            'Type': '/Font',
            'Subtype': '/TrueType',
            'BaseFont': f'/{name}',
            'FirstChar': 32,
            'LastChar': 255,
            'Widths': pydyf.Array(
                [
                    round(widths[glyphs[ord(codes[code])]][0] * scale) if ord(codes.get(code, '\0')) in glyphs else 0
                    for code in range(32, 256)
                ]
            ),
            'Encoding': pydyf.Dictionary(
                {'Type': '/Encoding', 'BaseEncoding': '/WinAnsiEncoding', 'Differences': _differences(codes)}
            ),
            'FontDescriptor': descriptor.reference,
            'ToUnicode': to_unicode.reference,
        }
    )
    pdf.add_object(made)
    return made.reference


def _differences(codes: dict[int, str]) -> pydyf.Array:
    """Return the names of the glyphs in the upper half, where the code page is its own."""
    listed = pydyf.Array([128])
    for code in range(128, 256):
        letter = codes.get(code)
        listed.append('/.notdef' if letter is None else f'/{NAMES[ord(letter)]}')
    return listed


def _unicode_map(codes: dict[int, str]) -> bytes:
    """Return the CMap by which viewers know what each code means (ISO 32000-1, 9.10.3)."""
    lines = [f'<{code:02X}> <{ord(letter):04X}>' for code, letter in codes.items()]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    middle = '\n'.join(f'{len(block)} beginbfchar\n' + '\n'.join(block) + '\nendbfchar' for block in blocks)
    return (
        '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Form def\n/CMapType 2 def\n'
        f'1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{middle}\nendcmap\n'
        'CMapName currentdict /CMap defineresource pop\nend\nend'
    ).encode()


STAND_IN = repairs.Repair(
    'WeasyPrint',
    'letters such as ā could not be typed into the fields',
    {'weasyprint.pdf:add_forms': FormFields.add},
    code='b0ed8dd4fbd3',
    is_signature_enough=True,
    is_needed=True,
    leans_on=('weasyprint.formatting_structure.boxes:Box.widget_annotation',),
)


@contextmanager
def own_fields(font: Path):
    """Let WeasyPrint write our fields.

    :param font: TrueType file of the font in which people type.
    :raises LibraryError: when another version of WeasyPrint is installed, whose fields are made differently.
    """
    repairs.require(STAND_IN)
    stock = weasyprint.pdf.add_forms
    weasyprint.pdf.add_forms = FormFields(font).add
    try:
        yield
    finally:
        weasyprint.pdf.add_forms = stock
