"""The files inside an EPUB: pages made well-formed and marked, style sheets and fonts, the picture of the cover."""

import re
from collections.abc import Callable, Collection
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
from publishing.epub import allowed, links
from publishing.epub.allowed import XHTML

XML_LANG = '{http://www.w3.org/XML/1998/namespace}lang'
XMLNS = '{http://www.w3.org/2000/xmlns/}'
SVG = '{http://www.w3.org/2000/svg}'
MATHML = '{http://www.w3.org/1998/Math/MathML}'
EPUB = '{http://www.idpf.org/2007/ops}'

#: Names of elements and attributes, and signs, of which HTML knows more than XML.
NAME, NO_NAME = re.compile(r'[A-Za-z_][\w.-]*', re.ASCII), re.compile(r'[^\w.-]', re.ASCII)
NO_SIGN = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
#: Class of an element: its meaning for e-readers.
MEANINGS = {
    ('a', 'footnote-reference'): 'noteref',
    ('aside', 'footnote'): 'footnote',
    ('aside', 'footnote-list'): 'footnotes',
    ('dl', 'glossary'): 'glossary',
}


def mend_page(path: Path, say: Callable[[str], None] = lambda _gone: None) -> str:
    """Make one page well-formed, mark its notes and glossary, and return its manifest properties.

    Raw HTML may leave ``<br>`` or ``&nbsp;`` in a page; it is then read as HTML and written as XML.

    :param say: is called with each kind of element that an EPUB may not have: ``<iframe>``.
    """
    data = path.read_bytes()
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        root = _as_xml(data.decode('utf-8', 'replace'))
    for gone in allowed.hold(root):
        say(gone)
    for element in root.iter(f'{XHTML}*'):
        if language := element.get('lang'):
            element.set(XML_LANG, language)  # e-readers look at one or the other
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


def _as_xml(page: str) -> etree._Element:
    """Return a page that is only HTML as XML."""
    return _element(tinyhtml5.parse(page.partition('?>')[2] or page), None)


def _element(found: ElementTree.Element, parent: etree._Element | None) -> etree._Element:
    """Return what HTML calls ``found`` as XML has it, with all in it; names and signs that XML does not know go."""
    spaces = {None: XHTML[1:-1], 'epub': EPUB[1:-1]} if parent is None else None
    made = etree.Element('none', nsmap=spaces) if parent is None else etree.SubElement(parent, 'none')
    space, _bracket, name = found.tag.rpartition('}')
    made.tag = f'{space or XHTML[:-1]}}}{NO_NAME.sub("-", name)}'
    for attribute, value in found.items():
        known = attribute.replace('epub:', EPUB).replace('xml:lang', XML_LANG) if isinstance(attribute, str) else ''
        if not known.startswith(('xmlns', XMLNS)) and NAME.fullmatch(known.rpartition('}')[2]):
            made.set(known, NO_SIGN.sub('', value or ''))
    made.text = NO_SIGN.sub('', found.text or '')
    for child in found:
        if isinstance(child.tag, str):
            _element(child, made).tail = NO_SIGN.sub('', child.tail or '')
        elif child.tail:  # behind a comment
            text = NO_SIGN.sub('', child.tail)
            if len(made):
                made[-1].tail = (made[-1].tail or '') + text
            else:
                made.text += text
    return made


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


def mend_styles(folder: Path, files: Collection[str]) -> None:
    """Let the style sheets of a book name nothing that is not in it."""
    for name in sorted(file for file in files if file.endswith('.css')):
        css = (folder / name).read_text(encoding='utf-8', errors='replace')
        if (mended := links.mend_style(css, name, files)) != css:
            (folder / name).write_text(mended, encoding='utf-8')


def unused(folder: Path, of_theme: Collection[str]) -> set[str]:
    """Return which files of ``of_theme`` no page and no style sheet of the book names, both from ``folder``."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob('*') if path.is_file()}
    found, queue = set(), [name for name in files if name not in of_theme]
    while queue:
        name = queue.pop()
        if name.endswith('.xhtml'):
            tree = etree.parse(files[name])
            named = {links.file_of(name, one) for one in tree.xpath('//@src | //@href')}
        elif name.endswith('.css'):
            named = links.named_in(files[name].read_text(encoding='utf-8', errors='replace'), name)
        else:
            continue
        queue += [one for one in named - found if one in of_theme and one in files]
        found |= named
    return set(of_theme) - found


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
