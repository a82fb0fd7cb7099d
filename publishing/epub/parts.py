"""The files inside an EPUB: pages made well-formed and marked, style sheets and fonts, the picture of the cover."""

import re
from pathlib import Path
from xml.etree import ElementTree

import tinyhtml5
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from publishing.core import locks
from publishing.core.design import FONT_URL, TOKENS, web_font
from publishing.core.files import read_text
from publishing.core.findings import Code
from publishing.core.project import THEME

XHTML = '{http://www.w3.org/1999/xhtml}'
XML_LANG = '{http://www.w3.org/XML/1998/namespace}lang'
SVG = '{http://www.w3.org/2000/svg}'
MATHML = '{http://www.w3.org/1998/Math/MathML}'
EPUB = '{http://www.idpf.org/2007/ops}'

#: Class of an element: its meaning for e-readers.
MEANINGS = {
    ('a', 'footnote-reference'): 'noteref',
    ('aside', 'footnote'): 'footnote',
    ('aside', 'footnote-list'): 'footnotes',
    ('dl', 'glossary'): 'glossary',
}
#: Attributes of old HTML that EPUB does not allow; raw HTML may bring them.
OBSOLETE = {'align', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'nowrap', 'valign'}


def mend_page(path: Path) -> str:
    """Make one page well-formed, mark its notes and glossary, and return its manifest properties.

    Raw HTML may leave ``<br>`` or ``&nbsp;`` in a page; it is then read as HTML and written as XML.
    """
    data = path.read_bytes()
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        root = etree.fromstring(_as_xml(data.decode('utf-8')))
    for element in root.iter(f'{XHTML}*'):
        if language := element.get('lang'):
            element.set(XML_LANG, language)  # e-readers look at one or the other
        for name in OBSOLETE & set(element.attrib):
            del element.attrib[name]
        for css_class in element.get('class', '').split():
            if meaning := MEANINGS.get((etree.QName(element).localname, css_class)):
                element.set(f'{EPUB}type', meaning)
    mended = etree.tostring(root, encoding='utf-8', xml_declaration=True, doctype='<!DOCTYPE html>')
    path.write_bytes(mended + b'\n')
    found = {'svg': SVG, 'mathml': MATHML}
    return ' '.join(name for name, space in found.items() if next(root.iter(f'{space}*'), None) is not None)


def describes_pictures(page: Path) -> bool:
    """Tell whether every picture of a page has a description."""
    # docutils puts the file's name where the author gave no description.
    return all(
        image.get('alt', '').rpartition('/')[2] not in ('', image.get('src', '').rpartition('/')[2])
        for image in etree.parse(page).iter(f'{XHTML}img')
    )


def _as_xml(page: str) -> bytes:
    """Return a page that is only HTML as XML."""
    # The page's own xmlns attributes are kept as they are and give its elements their namespace.
    tree = tinyhtml5.parse(page.partition('?>')[2] or page, namespace_html_elements=False)
    return ElementTree.tostring(tree, encoding='utf-8')


def fill_in_styles(folder: Path) -> None:
    """Replace the tokens in the style sheets of ``folder`` by their values and add the fonts they name."""
    tokens = _tokens()
    for path in sorted(folder.glob('*.css')):
        text = path.read_text(encoding='utf-8')
        while (filled := re.sub(r'var\((--[\w-]+)\)', lambda found: tokens.get(found[1], 'inherit'), text)) != text:
            text = filled
        for name in sorted(set(FONT_URL.findall(text))):
            _add_font(THEME / name, folder / name)
        path.write_text(text, encoding='utf-8')


def _tokens() -> dict[str, str]:
    """Return the tokens of the theme with their values for paper and light screens, the first ``:root`` block."""
    css = read_text(TOKENS, Code.OUTPUT)
    return dict(re.findall(r'(--[\w-]+):\s*([^;]+);', css.partition(':root {')[2].partition('\n}')[0]))


def _add_font(source: Path, target: Path) -> None:
    """Write the font cut down to Latin letters as TrueType, which every e-reader takes."""
    if not source.is_file():
        return
    web = web_font(source)
    plain = web.with_suffix('.ttf')
    with locks.held(locks.FONTS):
        if not plain.is_file():
            font = TTFont(web, recalcTimestamp=False)
            font.flavor = None
            beside = plain.with_suffix('.part')
            font.save(beside)
            beside.replace(plain)
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_bytes(plain.read_bytes())


def draw_cover(title: str, foot: str, target: Path) -> None:
    """Draw the picture an e-reader's shelf shows: the title on the ground of the theme's first colour."""
    colours = _tokens()
    width, height, margin = 1200, 1800, 110
    picture = Image.new('RGB', (width, height), colours['--sea'])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((margin, margin, width - margin, margin + 10), fill=colours['--sand'])
    y = 2 * margin
    large = _fitting(title, 'fonts/SourceSerif4Display-Light.ttf', 132, width - 2 * margin)
    for line in _lines(title, large, width - 2 * margin):
        draw.text((margin, y), line, font=large, fill=colours['--paper'])
        y += round(large.size * 1.15)
    small = ImageFont.truetype(str(THEME / 'fonts/SourceSans3-Regular.ttf'), 40)
    lines = _lines(foot, small, width - 2 * margin)
    for number, line in enumerate(lines):
        draw.text((margin, height - margin - 54 * (len(lines) - number)), line, font=small, fill=colours['--sand'])
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(64).save(target, optimize=True)


def _fitting(text: str, font: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    """Return the font in the largest size up to ``size`` in which the longest word of ``text`` fits."""
    while True:
        face = ImageFont.truetype(str(THEME / font), size)
        if size <= 40 or all(face.getlength(word) <= width for word in text.split()):
            return face
        size -= 4


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f'{lines[-1]} {word}') <= width:
            lines[-1] += f' {word}'
        else:
            lines.append(word)
    return lines
