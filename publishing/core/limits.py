"""How large may be what people write and send: many times what anybody needs, and far less than what a machine has.

Whoever reads a file from a person asks ``files``, which holds it to ``FILE``; the other limits stand where they are
checked. A message names the limit, so that nobody has to look here.
"""

#: Bytes of one file.
FILE = 32_000_000
#: Letters of a cell in a list; what is longer is a quotation mark that somebody has not closed.
CELL = 100_000
#: Letters that the abbreviations of a bibliography (``@string``) bring into it, all together.
ABBREVIATED = 1_000_000
#: Letters of one message of a catalog; what compares texts takes four times as long for one twice as long.
MESSAGE = 10_000
#: Rows of the table behind a chart, and places on a map, which are to be read on a page.
ROWS_OF_CHART, PLACES = 200, 200
#: Letters of a name or a number that is drawn.
LABEL = 200
#: Faults that are said of one file; the others follow when these are mended.
FAULTS = 50
#: Of a spreadsheet: bytes once it is unpacked, all cells, and rows and columns of a sheet.
UNPACKED, CELLS, ROWS, COLUMNS = 32_000_000, 300_000, 20_000, 100
#: Of a spreadsheet: cells, texts, pieces of texts, styles, all together.
ELEMENTS = 1_500_000
#: Bytes of a picture above which "make check" warns.
PHOTOGRAPH = 1_000_000
#: The largest number in a drawing.
NUMBER = 1_000_000
#: Pixels of a picture, and of each of its sides: a page of A4 at 600 pixels an inch has 35 million.
PIXELS, SIDE = 100_000_000, 30_000


def shown(count: int) -> str:
    """Return a limit as messages name it: ``32 million``, ``20 000``."""
    return f'{count // 1_000_000} million' if count >= 1_000_000 else f'{count:,}'.replace(',', ' ')
