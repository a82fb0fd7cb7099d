"""Finish Sphinx's EPUB: metadata of the edition, accessibility, cover, fonts, notes, the same bytes every time.

Builds on Sphinx's own ``epub`` builder and replaces it under the same name. Works with any theme; a theme
whose ``epub.css`` names tokens (``var(--…)``) and fonts (``url("fonts/…")``) gets them filled in from
``theme/tokens.css`` and ``theme/fonts/``.
"""

import html
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import sphinx
from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util.osutil import make_filename
from sphinx.util.typing import ExtensionMetadata

from publishing.core import edition
from publishing.core.escaping import escape_words
from publishing.core.findings import Code, short
from publishing.core.page_map import PageMap, read_map
from publishing.core.plain_messages import warn
from publishing.core.project import THEME, page_files
from publishing.core.templates import Part, read_plainly
from publishing.epub import links, page_list
from publishing.epub.allowed import bcp47
from publishing.epub.parts import (
    EPUB,
    XHTML,
    describes_pictures,
    draw_cover,
    fill_in_styles,
    mend_page,
    mend_styles,
    unused,
)
from publishing.figures import mathml
from publishing.outputs import look, markup
from publishing.pdf.book import assembly
from publishing.pdf.book.source_lines import mark

OPF = '{http://www.idpf.org/2007/opf}'
DC = '{http://purl.org/dc/elements/1.1/}'

#: The template of a page, which has the text in it.
TEMPLATES = {'layout.html': Part(leaves=('body',))}
#: For the shelf of an e-reader, which shows no page but a picture.
COVER_IMAGE = '_static/cover.png'
#: What Sphinx's basic theme puts into ``_static`` of every project, whether anything names it or not.
BASIC = Path(sphinx.__file__).parent / 'themes' / 'basic' / 'static'
#: Kinds of files that web pages have beside them and an EPUB as well, which Sphinx does not know.
MORE_TYPES = {'.woff2': 'font/woff2', '.webp': 'image/webp'}
#: By the checks of this project; nobody has tried every page with every e-reader.
CONFORMANCE = 'EPUB Accessibility 1.1 - WCAG 2.1 Level A'
FEATURES = ('displayTransformability', 'readingOrder', 'structuralNavigation', 'tableOfContents')


class EditionEpubBuilder(Epub3Builder):
    """Sphinx's EPUB builder with the edition's own title, cover, fonts and metadata."""

    looked_through = True
    media_types = Epub3Builder.media_types | MORE_TYPES

    def init(self) -> None:
        super().init()
        self._page_properties: dict[str, str] = {}
        if self.config.epub_theme == 'handbook_epub':
            escape_words(self)
            look.templates(read_plainly(self, TEMPLATES, THEME / 'handbook_epub'), markup.EPUB)
        # Not in setup(): with one renderer more, Sphinx would ask every project which one its web pages take.
        self._app.add_html_math_renderer(mathml.NAME, (mathml.visit_math, None), (mathml.visit_math_block, None))
        self._page_map = read_map(Path(self.confdir, self.config.epub_page_map)) if self.config.epub_page_map else None
        self.guide_titles = {'toc': _('Table of Contents'), 'cover': _('Cover')}
        self._has_cover = not self.config.epub_cover and self._theme_has_cover()
        if self._has_cover:
            self.config.epub_pre_files = [(self.coverpage_name, ''), *self.config.epub_pre_files]
            start = self.config.root_doc + self.out_suffix
            self.config.epub_guide = [
                ('cover', self.coverpage_name, _('Cover')),
                ('toc', start, _('Table of Contents')),
                *self.config.epub_guide,
            ]

    @property
    def math_renderer_name(self) -> str:
        """E-readers show MathML, whatever the web pages use."""
        return mathml.NAME

    def create_translator(self, *arguments):
        """Return Sphinx's translator; with a PDF it writes the lines of the source, until its pages are marked."""
        translator = super().create_translator(*arguments)
        translator.report_messages = lambda _node: None  # what docutils says has been a warning; it names folders
        if self._page_map:
            mark(translator, str(self.env.doc2path(self.current_docname)))
        return translator

    def _theme_has_cover(self) -> bool:
        """Tell whether the theme sets a cover in type; the one of Sphinx's own theme wants an image."""
        folders = [Path(folder) for folder in self.theme.get_theme_dirs()]
        return any((folder / 'epub-cover.html').is_file() for folder in folders if folder.name != 'epub')

    def handle_finish(self) -> None:
        """Mend what has been written, then pack it."""
        self.config.epub_title = self._title()
        if self._has_cover:
            self._write_cover()
        fill_in_styles(self.outdir / '_static')
        self._remove_old_pages()
        self.config.epub_exclude_files = [*self.config.epub_exclude_files, *self._own_files()]
        self._mend(sorted(self.outdir.rglob(f'*{self.out_suffix}')))
        self._mark_pages()
        self._forget_missing()
        super().handle_finish()

    def _forget_missing(self) -> None:
        """Take out of the settings files that are not there, and say so."""
        for setting, place in (('epub_pre_files', 0), ('epub_post_files', 0), ('epub_guide', 1)):
            listed = list(self.config[setting])
            there = [one for one in listed if Path(self.outdir, one[place].partition('#')[0]).is_file()]
            for missing in (one[place] for one in listed if one not in there):
                warn(
                    Code.EPUB,
                    f'the setting {setting} names "{missing}"; expected a file of the EPUB. It is left out: '
                    'correct the name in conf.py.',
                )
            self.config[setting] = there

    def _mend(self, paths: Iterable[Path]) -> None:
        """Mend pages and all styles; say what is not in the book as it was written."""
        folder = Path(self.outdir)
        pages = [Path(path).relative_to(folder).as_posix() for path in paths]
        for page in pages:
            self._page_properties[page] = mend_page(folder / page, partial(self._say_gone, page))
        of_theme = {f'_static/{path.name.removesuffix(".jinja")}' for path in BASIC.iterdir()}
        self._left_out = unused(folder, of_theme) | set(self.config.epub_exclude_files)
        files = {
            name
            for path in folder.rglob('*')
            if path.suffix in self.media_types and (name := path.relative_to(folder).as_posix()) not in self._left_out
        }
        mend_styles(folder, files)
        for page, address in links.mend_links(folder, pages, files):
            warn(
                Code.EPUB,
                f'the EPUB has no "{short(address, 200)}"; expected a file or place of the book, or an address on the '
                'web. Its words are plain text: correct it.',
                self._source(page),
            )

    def _say_gone(self, page: str, element: str) -> None:
        warn(
            Code.EPUB,
            f'an EPUB has no element {element}; expected only what every e-reader shows. A link or its words stand in '
            'its place: say it in another way.',
            self._source(page),
        )

    def _source(self, page: str) -> str | None:
        name = page.removesuffix(self.out_suffix)
        return name if name in self.env.all_docs else None

    def _mark_pages(self) -> None:
        """Mark the pages of the PDF, where one has been built."""
        names = {name: name for name in self.env.found_docs} | {assembly.INDEX: 'genindex'}
        files = {name: Path(self.outdir, page + self.out_suffix) for name, page in names.items()}
        marks = page_list.mark_pages(
            self._page_map or PageMap('', {}), {name: path for name, path in files.items() if path.is_file()}
        )
        self._page_list = [(number, f'{names[name]}{self.out_suffix}#{mark}') for number, name, mark in marks]

    def _title(self) -> str:
        """Return the project's own EPUB title, else the root document's, which is translated."""
        root = self.env.titles.get(self.config.root_doc)
        if root is None or self.config.epub_title != self.config.project:
            return self.config.epub_title
        return root.astext()

    def _block(self, css_class: str) -> str:
        return edition.root_block(self, css_class)  # builders have what is asked of an application: env and config

    def _write_cover(self) -> None:
        self.handle_page(
            Path(self.coverpage_name).stem,
            {
                'title': self.config.epub_title,
                'book_title': self.config.epub_title,
                'book_subtitle': self._block('subtitle'),
                'book_publishers': self._block('publishers'),
            },
            'epub-cover.html',
        )
        draw_cover(self.config.epub_title, self._block('publishers'), self.outdir / COVER_IMAGE)

    def _remove_old_pages(self) -> None:
        """Remove pages of an earlier build that the book no longer has; Sphinx packs whatever it finds."""
        known = {
            *self.env.found_docs,
            *self.config.html_additional_pages,
            *(index[0] for index in self.domain_indices),
            Path(self.coverpage_name).stem,
        }
        for name, path in page_files(Path(self.outdir), self.out_suffix).items():
            if name not in known and not name.startswith('genindex'):
                path.unlink()

    def _own_files(self) -> list[str]:
        """Return what Sphinx keeps for itself among the pages, and earlier EPUBs; it would warn about them."""
        names = (path.relative_to(self.outdir) for path in Path(self.outdir).rglob('*') if path.is_file())
        return sorted(
            name.as_posix()
            for name in names
            if name.suffix in ('.epub', '.part') or any(part.startswith('.') for part in name.parts)
        )

    def content_metadata(self) -> dict:
        metadata = super().content_metadata()
        if not os.environ.get('SOURCE_DATE_EPOCH'):  # Sphinx writes the time of the build
            metadata['date'] = f'{edition.edition_date(self.srcdir)}T12:00:00Z'
        if self.config.epub_description == 'unknown':
            metadata['description'] = html.escape(self._block('subtitle') or self.config.epub_title)
        return metadata

    def toc_metadata(self, level: int, navpoints: list) -> dict:
        # Sphinx writes the name of the identifier here, and epubcheck misses the identifier itself.
        return super().toc_metadata(level, navpoints) | {'uid': html.escape(self.config.epub_identifier)}

    def make_id(self, name: str) -> str:
        # Sphinx asks with a file's name for the list of files and with its address for their order.
        return super().make_id(unquote(html.unescape(name)))

    def build_content(self) -> None:
        self.config.epub_exclude_files = sorted(self._left_out)
        super().build_content()
        if self.coverpage_name in self.files and self.coverpage_name not in self._page_properties:
            self._mend([Path(self.outdir, self.coverpage_name)])  # Sphinx writes it last
        path = self.outdir / 'content.opf'
        package = etree.parse(path, etree.XMLParser(remove_blank_text=True))
        etree.cleanup_namespaces(package, keep_ns_prefixes=['dc'])
        metadata = package.find(f'{OPF}metadata')
        for element in list(metadata):
            if not len(element) and (element.text or '').strip() in ('', 'unknown') and not element.get('content'):
                metadata.remove(element)
        self._order(package)
        if self._page_list:
            date = edition.edition_date(self.srcdir).isoformat()
            source = f'{self.config.epub_title}, {self._page_map.file}, {date}'
            etree.SubElement(metadata, f'{DC}source').text = source
            etree.SubElement(metadata, f'{OPF}meta', property='pageBreakSource').text = source
        accessibility = self._accessibility()
        for name, value in accessibility:
            etree.SubElement(metadata, f'{OPF}meta', property=f'schema:{name}').text = value
        if ('accessibilityFeature', 'alternativeText') in accessibility:  # else the claim would be false
            claim = etree.SubElement(metadata, f'{OPF}meta', property='dcterms:conformsTo', id='conformance')
            claim.text = CONFORMANCE
            by = etree.SubElement(metadata, f'{OPF}meta', property='a11y:certifiedBy', refines='#conformance')
            by.text = str(_('automatic checks of the publishing tools'))
        properties_of = self._page_properties | ({COVER_IMAGE: 'cover-image'} if self._has_cover else {})
        for item in package.iter(f'{OPF}item'):
            if properties := properties_of.get(unquote(item.get('href'))):
                item.set('properties', properties)
        write_xml(package, path)

    @staticmethod
    def _order(package: etree._ElementTree) -> None:
        """Leave each file of the book once in the order of reading, and no other."""
        known, guide = {item.get('id') for item in package.iter(f'{OPF}item')}, package.find(f'{OPF}guide')
        for item in list(package.iter(f'{OPF}itemref')):
            if item.get('idref') not in known:
                item.getparent().remove(item)
            known.discard(item.get('idref'))
        if guide is not None and not len(guide):
            package.getroot().remove(guide)

    def _accessibility(self) -> list[tuple[str, str]]:
        """Return what the metadata promises; descriptions of pictures only where every picture has one."""
        features = list(FEATURES)
        if 'genindex' + self.out_suffix in self.files:
            features.append('index')
        if self._page_list:
            features += ['pageBreakMarkers', 'pageNavigation']
        if any('mathml' in properties for properties in self._page_properties.values()):
            features.append('MathML')
        if all(describes_pictures(self.outdir / name) for name in self._page_properties):
            features.append('alternativeText')
            summary = _(
                'Headings, table of contents and index lead through the text; every picture has a '
                'description. Nothing flashes, moves or makes a sound.'
            )
        else:
            summary = _(
                'Headings, table of contents and index lead through the text; some pictures have no '
                'description. Nothing flashes, moves or makes a sound.'
            )
        return [
            ('accessMode', 'textual'),
            ('accessMode', 'visual'),
            ('accessModeSufficient', 'textual'),
            *(('accessibilityFeature', feature) for feature in sorted(features)),
            ('accessibilityHazard', 'none'),
            ('accessibilitySummary', summary),
        ]

    def build_navigation_doc(self) -> None:
        super().build_navigation_doc()
        path = self.outdir / 'nav.xhtml'
        document = etree.parse(path, etree.XMLParser(remove_blank_text=True))
        body = document.find(f'{XHTML}body')
        landmarks = etree.SubElement(body, f'{XHTML}nav', {f'{EPUB}type': 'landmarks', 'hidden': 'hidden'})
        places = etree.SubElement(landmarks, f'{XHTML}ol')
        for type_, href, text in self._landmarks():
            link = etree.SubElement(etree.SubElement(places, f'{XHTML}li'), f'{XHTML}a', {f'{EPUB}type': type_})
            link.set('href', href)
            link.text = text
        if self._page_list:
            body.append(page_list.list_element(self._page_list))
        write_xml(document, path, '<!DOCTYPE html>')

    def _landmarks(self) -> list[tuple[str, str, str]]:
        places = [
            ('cover', self.coverpage_name, _('Cover')),
            ('bodymatter', self.config.root_doc + self.out_suffix, self.config.epub_title),
            ('index', 'genindex' + self.out_suffix, _('Index')),
        ]
        return [place for place in places if place[1] in self.files]

    def build_epub(self) -> None:
        """Pack the files; every time stamp is that of ``SOURCE_DATE_EPOCH``, or the oldest a zip can hold."""
        stamp = time.gmtime(max(int(os.environ.get('SOURCE_DATE_EPOCH', 0)), 315532800))[:6]
        target = Path(self.outdir, f'{self.config.epub_basename}.epub')
        beside = target.with_suffix('.part')
        with ZipFile(beside, 'w') as archive:
            for name in ('mimetype', 'META-INF/container.xml', 'content.opf', 'toc.ncx', *self.files):
                info = ZipInfo(name, stamp)
                info.create_system = 3  # Unix, on every system
                info.external_attr = 0o644 << 16
                method = ZIP_STORED if name == 'mimetype' else ZIP_DEFLATED
                archive.writestr(info, (self.outdir / name).read_bytes(), method, 9)
        beside.replace(target)


def write_xml(document: etree._ElementTree, path: Path, doctype: str | None = None) -> None:
    """Write ``document`` indented and with its declaration."""
    etree.indent(document)
    path.write_bytes(etree.tostring(document, encoding='utf-8', xml_declaration=True, doctype=doctype) + b'\n')


def prepare_config(app: Sphinx, config: Config) -> None:
    """Give the edition its own identifier and a plain file name."""
    language = config.language or 'en'
    identifier = str(config.epub_identifier or 'unknown').strip()
    space = uuid.NAMESPACE_URL
    if identifier.startswith('urn:uuid:'):
        space, identifier = uuid.UUID(identifier), ''
    config.epub_identifier = f'urn:uuid:{uuid.uuid5(space, f"{config.project}{identifier}{language}")}'
    if config.epub_uid == 'unknown' or not re.fullmatch(r'[A-Za-z_][\w.-]*', str(config.epub_uid), re.ASCII):
        config.epub_uid = 'edition'
    config.epub_language = bcp47(config.epub_language or language)
    config.epub_title = config.epub_title or config.project or str(_('Contents'))
    # Sphinx makes the file name of the project's name and leaves out every letter with a diacritic.
    given = config.project if config.epub_basename == make_filename(config.project) else config.epub_basename
    plain = unicodedata.normalize('NFKD', given).encode('ascii', 'ignore').decode()
    config.epub_basename = re.sub(r'[^\w.-]+', '-', plain) or 'book'


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('publishing.outputs.extension')
    app.add_builder(EditionEpubBuilder, override=True)
    app.add_html_theme('handbook_epub', str(THEME / 'handbook_epub'))
    app.add_config_value(
        'epub_page_map', '', 'epub', str, 'pages.json of a PDF build, relative to conf.py: the EPUB marks its pages'
    )
    app.connect('config-inited', prepare_config)
    return {'version': '1.0', 'parallel_read_safe': True, 'parallel_write_safe': True}
