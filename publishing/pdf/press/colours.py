"""Rewrite the content of a PDF for the press: every colour in inks, every picture in inks and fine enough.

Goes through page contents, form XObjects, tiling patterns, shadings and soft masks. Knows what WeasyPrint writes;
anything else is reported, never left in place silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import hypot

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Operator
from PIL import Image

from publishing.pdf.layout.picture_places import NOWHERE, Picture, Place
from publishing.pdf.press.inks import Inks
from publishing.pdf.press.overprint import overprint_text

UNIT = Matrix()
FILL, STROKE = 0, 1
#: Operators that set a colour, and whether they set that of lines.
RGB = {'rg': FILL, 'RG': STROKE}
CMYK = {'k': FILL, 'K': STROKE}
SPACE = {'cs': FILL, 'CS': STROKE}
SPECIAL = {'sc': FILL, 'scn': FILL, 'SC': STROKE, 'SCN': STROKE}
SET_INKS, SET_GREY = (Operator('k'), Operator('K')), (Operator('g'), Operator('G'))


def numbers(values) -> list[Decimal]:
    return [Decimal(f'{value:g}' if value == round(value) else str(value)) for value in values]


@dataclass(frozen=True)
class Fault:
    """Something no print shop should get: the page (0 for the file), and document and line where they are known."""

    page: int
    text: str
    place: Place = NOWHERE


class Separation:
    """Convert one PDF. ``faults`` collects what is wrong; ``transparent`` the pages with real transparency.

    :param inks: where colours go.
    :param resolution: the fewest pixels an inch of a picture at its placed size.
    :param pictures: files and places of pictures by the name of their XObject, for messages.
    """

    def __init__(self, inks: Inks, resolution: float, pictures: Mapping[str, Picture] | None = None) -> None:
        self.inks, self.resolution, self.pictures = inks, resolution, pictures or {}
        self.faults: list[Fault] = []
        self.transparent: list[int] = []
        self._number = 0
        #: Done already, by object: pictures placed inside, and whether it is transparent.
        self._forms: dict[tuple, tuple[list, bool]] = {}
        self._images: dict[tuple, bool] = {}
        self._shadings: set[tuple] = set()

    def page(self, page: pikepdf.Page, number: int) -> bytes:
        """Return the content of a page in inks; its resources are converted in place."""
        self._number = number
        content, placed, transparent = self._stream(page.obj, page.obj.get('/Resources', Dictionary()))
        if transparent:
            self.transparent.append(number)
        self._check_sizes(placed)
        return content

    def _fault(self, text: str, picture: str = '') -> None:
        """Note a fault of this page, at the place of the picture of that name where it is known."""
        known = self.pictures.get(picture[1:])
        fault = Fault(self._number, text, known.places.get(self._number, NOWHERE) if known else NOWHERE)
        if fault not in self.faults:
            self.faults.append(fault)

    # Streams

    def _stream(self, stream, resources: Dictionary, mask: bool = False) -> tuple[bytes, list, bool]:
        """Return the converted content, the pictures in it with their matrices, and whether it is transparent."""
        instructions = pikepdf.parse_content_stream(stream)
        done, placed, transparent = [], [], False
        matrix, spaces, stack = UNIT, [None, None], []
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = instruction.operands
            if operator == 'q':
                stack.append((matrix, spaces[:]))
            elif operator == 'Q' and stack:
                matrix, spaces = stack.pop()
            elif operator == 'cm':
                matrix = Matrix(*map(float, operands)) @ matrix
            elif operator in RGB:
                done.append(self._rgb(operands, RGB[operator], mask))
                continue
            elif operator in CMYK:
                done.append((numbers(self.inks.limited(*map(float, operands))), SET_INKS[CMYK[operator]]))
                continue
            elif operator in SPACE:
                spaces[SPACE[operator]] = space = self._space(operands[0], resources)
                if space != '/Pattern':
                    continue
            elif operator in SPECIAL:
                changed, inside, veiled = self._special(instruction, spaces[SPECIAL[operator]], resources, mask)
                placed += inside
                transparent |= veiled
                if changed is not None:
                    done.append(changed)
                continue
            elif operator == 'sh':
                self._shading(resources['/Shading'][operands[0]])
            elif operator == 'gs':
                transparent |= self._state(resources['/ExtGState'][operands[0]])
            elif operator == 'Do':
                inside, veiled = self._object(operands[0], resources, mask)
                placed += [(image, name, own @ matrix) for image, name, own in inside]
                transparent |= veiled
            elif operator == 'INLINE IMAGE':
                self._fault(
                    'a picture stands inside the drawing instructions; expected it as an object of its own. '
                    'Use an image file.'
                )
            done.append(instruction)
        if not mask and '/Resources' in stream:
            done = overprint_text(done, resources)
        return pikepdf.unparse_content_stream(done), placed, transparent

    def _rgb(self, operands, stroke: int, mask: bool) -> tuple[list, Operator]:
        red, green, blue = map(float, operands)
        if mask:  # its lightness counts, not its ink
            return numbers([round(0.3 * red + 0.59 * green + 0.11 * blue, 4)]), SET_GREY[stroke]
        return numbers(self.inks.of_rgb(red, green, blue)), SET_INKS[stroke]

    def _space(self, name: Name, resources: Dictionary) -> str:
        """Return the colour space a stream chooses."""
        known = resources.get('/ColorSpace', Dictionary()).get(name, name)
        return str(known) if isinstance(known, Name) else str(known[0])

    def _special(self, instruction, space: str | None, resources: Dictionary, mask: bool):
        """Return what replaces a colour in a chosen space, the pictures of its pattern, and transparency."""
        operands, stroke = instruction.operands, SPECIAL[str(instruction.operator)]
        if space == '/Pattern':
            pattern = resources['/Pattern'][operands[-1]]
            if pattern.get('/PatternType') == 2:
                self._shading(pattern['/Shading'])
                return instruction, [], False
            inside, veiled = self._form(pattern, mask)
            return instruction, inside, veiled
        values = [float(value) for value in operands]
        if space == '/DeviceCMYK':
            return (numbers(self.inks.limited(*values)), SET_INKS[stroke]), [], False
        if space == '/DeviceGray':
            return (numbers(values), SET_GREY[stroke]), [], False
        if space == '/DeviceRGB':
            return self._rgb(values, stroke, mask), [], False
        self._fault(
            f'a colour is given in the colour space {space.lstrip("/") if space else "unknown"}; expected '
            'sRGB or device-cmyk(). Write the colour as #RRGGBB in the style sheet or drawing.'
        )
        return None, [], False

    def _state(self, state: Dictionary) -> bool:
        """Tell whether a graphics state makes something transparent; convert its mask."""
        mask = state.get('/SMask')
        if isinstance(mask, Dictionary):
            self._form(mask['/G'], mask=True)
        blend = state.get('/BM', Name.Normal)
        blend = blend[0] if isinstance(blend, Array) else blend
        return (
            isinstance(mask, Dictionary)
            or blend not in (Name.Normal, Name.Compatible)
            or float(state.get('/ca', 1)) < 1
            or float(state.get('/CA', 1)) < 1
        )

    # Objects

    def _object(self, name: Name, resources: Dictionary, mask: bool) -> tuple[list, bool]:
        found = resources['/XObject'][name]
        if found.get('/Subtype') == '/Form':
            return self._form(found, mask)
        if found.objgen not in self._images:
            self._images[found.objgen] = self._image(found, str(name), mask)
        return [(found, str(name), UNIT)], self._images[found.objgen]

    def _form(self, form: pikepdf.Stream, mask: bool) -> tuple[list, bool]:
        """Convert a form or a tiling pattern once; return its pictures and whether it is transparent."""
        if form.objgen not in self._forms:
            self._forms[form.objgen] = ([], False)  # a form inside itself ends here
            content, placed, transparent = self._stream(form, form.get('/Resources', Dictionary()), mask)
            form.write(content)
            own = Matrix(form.get('/Matrix', UNIT))
            if '/Group' in form:
                form['/Group']['/CS'] = Name.DeviceGray if mask else Name.DeviceCMYK
            self._forms[form.objgen] = [(image, name, at @ own) for image, name, at in placed], transparent
        return self._forms[form.objgen]

    def _image(self, image: pikepdf.Stream, name: str, mask: bool) -> bool:
        """Convert a picture; tell whether it is transparent."""
        if '/SMask' in image and _is_full(image['/SMask']):
            del image['/SMask']
        if image.get('/ImageMask', False):
            return False
        try:
            picture = pikepdf.PdfImage(image).as_pil_image()
        except (pikepdf.PdfError, NotImplementedError, OSError, ValueError) as error:
            self._fault(
                f'the picture {self._called(name)} cannot be read ({error}); expected PNG or JPEG. '
                'Save it again in one of these.',
                name,
            )
            return False
        space, samples = ('/DeviceGray', picture.convert('L').tobytes()) if mask else self.inks.picture(picture)
        for key in ('/DecodeParms', '/Decode', '/Intent', '/Mask'):
            if key in image:
                del image[key]
        image['/ColorSpace'], image['/BitsPerComponent'] = Name(space), 8
        image.write(samples)
        return '/SMask' in image

    def _called(self, name: str) -> str:
        return f'"{self.pictures[name[1:]].source}"' if name[1:] in self.pictures else 'of the background'

    def _check_sizes(self, placed: list) -> None:
        for image, name, matrix in placed:
            width, height = hypot(matrix.a, matrix.b) / 72, hypot(matrix.c, matrix.d) / 72
            if not width or not height:
                continue
            found = min(int(image['/Width']) / width, int(image['/Height']) / height)
            if found < self.resolution - 0.5:
                self._fault(
                    f'the picture {self._called(name)} has {found:.0f} pixels an inch at its printed width of '
                    f'{width * 25.4:.0f} mm; expected at least {self.resolution:.0f}. Use a picture at least '
                    f'{width * self.resolution + 0.5:.0f} pixels wide, a drawing (SVG), or print it smaller.',
                    name,
                )

    # Shadings

    def _shading(self, shading: Dictionary) -> None:
        if not shading.is_indirect or shading.objgen not in self._shadings:
            self._shadings.add(shading.objgen)
            space = shading.get('/ColorSpace')
            if space == Name.DeviceRGB and int(shading['/ShadingType']) in (2, 3):
                self._function(shading['/Function'])
                shading['/ColorSpace'] = Name.DeviceCMYK
            elif space not in (Name.DeviceGray, Name.DeviceCMYK):
                self._fault(
                    'a gradient is of a kind unknown here; expected one with a line or a circle between sRGB '
                    'colours. Draw it as a picture.'
                )

    def _function(self, function) -> None:
        """Convert the colours of a gradient. Between two colours within the limit every mixture is so too."""
        if isinstance(function, Array) or int(function['/FunctionType']) not in (2, 3):
            self._fault('a gradient is computed by a program; expected steps between colours. Draw it as a picture.')
        elif int(function['/FunctionType']) == 3:
            for part in function['/Functions']:
                self._function(part)
        else:
            for key in ('/C0', '/C1'):
                if len(function[key]) == 3:
                    function[key] = Array(numbers(self.inks.of_rgb(*map(float, function[key]))))
            if '/Range' in function:
                function['/Range'] = Array([0, 1] * 4)


def _is_full(mask: pikepdf.Stream) -> bool:
    """Tell whether a soft mask hides nothing."""
    try:
        picture: Image.Image = pikepdf.PdfImage(mask).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, OSError, ValueError):
        return False
    return picture.convert('L').getextrema() == (255, 255)
