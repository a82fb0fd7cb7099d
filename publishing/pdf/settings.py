"""What ``conf.py`` may say of the PDF; ``publishing.pdf.press.job`` has the settings of the print file."""

from collections.abc import Callable

from sphinx.config import ENUM

from publishing.pdf.layout.claims import STANDARDS


def add(add: Callable) -> None:
    """Register each setting by ``add``, Sphinx's ``add_config_value``: its name, default, kind and meaning."""
    add('pdf_basename', '', '', str, 'name of the PDF without its ending; default: the project in lower case')
    add('pdf_stylesheets', [], '', list, 'print style sheets, relative to conf.py; default: a plain book')
    add('pdf_layout', True, '', bool, 'False: no PDF, only book.html, the book before its layout')
    add('pdf_cover', '', '', str, 'Jinja template of the cover, relative to conf.py; default: title and author')
    add('pdf_back_cover', '', '', str, 'Jinja template of the last page; default: none')
    add('pdf_contents_depth', 1, '', int, 'levels of sections in the table of contents')
    add('pdf_contents_closed', [], '', list, 'patterns of pages of which the contents give the title only')
    add('pdf_standard', 'ua-1', '', ENUM(*STANDARDS), 'PDF/UA-1 with PDF/A-2a, or PDF/UA-2 with PDF/A-4')
    add('pdf_chapter', '', '', str, 'write the PDF of this page alone, with page numbers of the whole book')
    add('pdf_whole', '', '', str, 'folder with the whole book, relative to the output; default: the output')
    add('pdf_strict', False, '', bool, 'no book where a picture, a style sheet or a font is missing')
