"""Sphinx builder ``pdf``: one book from any Sphinx project, laid out once, for screen and for print.

``sphinx-build -b pdf source out`` writes ``out/<name>.pdf`` and, with ``pdf_print = True``,
``out/<name>-print.pdf``. How the book is put together: ``publishing.pdf.book.assembly``; its contents, lists and index:
``publishing.pdf.book.contents``; WeasyPrint: ``publishing.pdf.layout.layout``.
"""

import gc
import hashlib
import re
from collections.abc import Callable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from docutils import nodes
from lxml import html
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.util.display import progress_message
from sphinx.util.osutil import relative_uri
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.findings import Code, FindingsError
from publishing.core.garbage import let_go_of_doctrees, rare_collection
from publishing.core.nodes import classes
from publishing.core.page_map import BODIES, NUMBERS, write_bodies, write_map
from publishing.core.plain_messages import warn
from publishing.core.project import THEME
from publishing.outputs import look, markup
from publishing.pdf import settings
from publishing.pdf.book import assembly, contents, covers, footnotes, hyphenation, links, long_words, pictures, words
from publishing.pdf.book.code_spans import merge, styled_classes
from publishing.pdf.book.identifiers import anchor, rewritten, uri
from publishing.pdf.book.source_lines import mark, places_of_lines
from publishing.pdf.layout import claims, margins, messages, overflow
from publishing.pdf.layout.fetching import fetches_of
from publishing.pdf.layout.layout import Layout, LayoutError, lay_out, page_map, write_print, write_screen
from publishing.pdf.press import job

PLAIN_STYLESHEET = Path(__file__).with_name('plain.css')
#: Charts, maps and diagrams are measured with a font that the plain style has not got, and where it comes from.
FIGURE_FONT, FIGURE_FONTS = "font-family=\"'Source Sans 3'", THEME / 'tokens.css'
#: Name of what draws formulas.
MATH = 'pdf_drawing'
#: The name under which extensions know a builder of web pages.
PAGES = 'html'
#: Classes of links whose reader wants to know the page.
REFERENCES = {'std-ref', 'std-doc', 'doc', 'myst'}


class PdfError(FindingsError, SphinxError):
    """Stops the build when the book cannot be laid out."""

    category = 'PDF'


class PdfBuilder(SingleFileHTMLBuilder):
    """Write the whole project as one PDF."""

    name = 'pdf'
    format = 'html'
    epilog = 'The PDF is in %(outdir)s.'
    search = False
    embedded = False
    looked_through = True

    def init(self) -> None:
        super().init()
        self.page_count = 0
        self.unreadable: set[str] = set()  # pictures that Sphinx has named already
        self.bodies: dict[
            str, str
        ] = {}  # HTML of documents: what ``write_body`` has returned, and need not write again

    @property
    def math_renderer_name(self) -> str:
        """Formulas are drawn, whatever the web pages use."""
        return MATH

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    @rare_collection()
    def write_documents(self, _docnames: Set[str]) -> None:
        if self.config.pdf_chapter:
            from publishing.pdf import one_chapter  # here, since it is for authors only

            self.page_count = one_chapter.write(self, self.config.pdf_chapter)
            return
        with progress_message('assembling the book', nonl=False):
            text = self.assemble()
        self._app.emit('pdf-assembled')
        let_go_of_doctrees(self.env)
        super().copy_image_files()
        self.outdir.joinpath('book.html').write_text(text, encoding='utf-8')
        self._look(text)
        if not self.config.pdf_layout:
            return
        with progress_message('laying out pages', nonl=False):
            layout = self._lay_out(text)
            gc.collect()  # the boxes of passes before the last; writing takes their room
        with progress_message(f'writing {layout.page_count} pages', nonl=False):
            said = len(layout.warnings)
            self._write(layout, hashlib.sha256(text.encode()).hexdigest()[:32].encode())
        self._say(text, layout.warnings[said:])
        self.page_count = layout.page_count

    def _look(self, text: str) -> None:
        """Say what WeasyPrint must not meet in the book, with the place where it was written."""
        kind = replace(markup.BOOK, web=fetches_of(self._app).web)
        if not (faults := look.page(text, kind)):
            return
        places = places_of_lines(text, (fault.line for fault in faults))
        for fault, (page, line) in zip(faults, places, strict=True):
            warn(Code.UNSAFE, f'in the book: {fault}', (page, line) if page in self.env.all_docs else None)

    def copy_assets(self) -> None:
        """Copy what pages may name by themselves; of a theme nothing, but extensions find the folder for it."""
        self._static_dir.mkdir(parents=True, exist_ok=True)
        self.create_pygments_style_file()
        self.copy_html_static_files(self.globalcontext.copy())
        if self.config.html_extra_path:
            self.copy_extra_files()

    def finish(self) -> None:
        """Nothing is left to do: the files stand in the output folder."""

    # The book as HTML

    def assemble(self) -> str:
        """Return the book as one HTML document; a link inside the book that leads nowhere is a warning."""
        root = assembly.read_document(self.config.root_doc, 0, self.write_body)
        numbered = {name for name, numbers in self.env.toc_secnumbers.items() if any(numbers.values())}
        parts = getattr(self.env, 'part_numbers', {})
        assembly.classify(root, lambda name: name in numbered or name in parts, parts)
        identifiers: set[str] = set()
        targets: dict[str, str] = {}  # where links lead instead
        language = (self.config.language or 'en').replace('_', '-')
        for document in root.walk():
            self._lead_out(document)
            words.set_directions(document.body, language)
            own = assembly.make_unique(document)
            identifiers |= own
            links.anchor_text(document)
            if (heading := contents.heading_of(document.body)) is not None:
                targets[anchor(document.name)] = contents.anchor_of(heading)
            if document is root and self.config.pdf_cover:  # its text is on the cover
                targets |= dict.fromkeys(own, anchor(root.name))
            footnotes.to_page_foot(document.body)
            assembly.set_heading_levels(document)
        index = self._index(root, lambda name: targets.get(name, name if name in identifiers else ''))
        targets |= dict.fromkeys(links.web_only(self.env) - identifiers, '')
        if index is not None and 'genindex' in targets:
            targets['genindex'] = assembly.INDEX
        for document in root.walk():
            links.redirect(document, targets)
            links.report_dead(document, identifiers | {assembly.INDEX})
        self._decorate(root)
        front, body = self._sequence(root)
        for document in root.children:
            assembly.place_documents(document)
        footnotes.number_repeats([root.body, *(document.body for document in front + body)])
        return self._page(root, front, body, index)

    def _index(self, root: assembly.Document, to_identifier) -> html.HtmlElement | None:
        if not self.use_index:
            return None
        groups = IndexEntries(self.env).create_index(self)
        return contents.index(
            groups, lambda address: to_identifier(rewritten(address, root.name)[1:]), self.config.language
        )

    def _lead_out(self, document: assembly.Document) -> None:
        """Mend what leads from a page to something beside it, which a book has not."""
        pictures.drop_dark(document.body)
        pictures.place(document, self.unreadable, self.imagedir)
        links.join_addresses(document)
        for link in links.lead_to_web(document, links.address(self.config, document.name)):
            warn(
                Code.CROSS_REFERENCE,
                f'a link leads to "{link}", a file of one computer; expected an address on the web. It is plain text '
                'in the book: correct the link.',
                document.name,
            )

    def write_body(self, docname: str) -> str:
        """Return the HTML of one document, with a placeholder for each toctree."""
        if docname in self.bodies:
            return self.bodies[docname]
        doctree = self.env.get_doctree(docname)
        for toctree in list(doctree.findall(addnodes.toctree)):
            names = [name for _title, name in toctree['entries'] if name in self.env.all_docs]
            placeholder = assembly.toctree_placeholder(names, toctree.get('caption') or '')
            toctree.replace_self(nodes.raw('', placeholder, format='html'))
        if 'sphinx.ext.viewcode' in self._app.extensions:
            from sphinx.ext.viewcode import viewcode_anchor  # links to pages of code, which a book has not

            for node in list(doctree.findall(viewcode_anchor)):
                node.parent.remove(node)
        # Extensions choose by the name what web pages show.
        self.name, self.env._builder_cls = PAGES, Pages
        try:
            self.env.apply_post_transforms(doctree, docname)
        finally:
            self.name, self.env._builder_cls = PdfBuilder.name, PdfBuilder
        self.imgpath = self.imagedir
        self.dlpath = relative_uri(docname, '_downloads')
        self.post_process_images(doctree)
        for image in doctree.findall(nodes.image):
            if image['uri'] not in self.images:
                self.unreadable.add(image['uri'])
            pictures.need_alternative(image, docname)
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.current_docname = docname
        visitor = self.create_translator(doctree, self)
        visitor.report_messages = lambda _node: None  # what docutils says has been a warning; it names folders
        mark(visitor, str(self.env.doc2path(docname)))
        doctree.walkabout(visitor)
        self.bodies[docname] = ''.join(visitor.fragment)
        return self.bodies[docname]

    def _decorate(self, root: assembly.Document) -> None:
        """Give bodies their classes, links to other pages a page number, chapters their small contents."""
        styled = styled_classes(self._stylesheets())
        for document in root.walk():
            body = document.body
            part = f' part-{document.part}' if document.part else ''
            body.set('class', f'document {document.kind or "sub"}{part}')
            for link in body.iter('a'):
                target = link.get('href', '')
                own = {name for element in link.iter() for name in classes(element)}
                if target.startswith('#') and own & REFERENCES and not target.startswith(f'#{anchor(document.name)}:'):
                    link.set('class', f'{link.get("class", "")} page-ref')
            for caption in body.iter('figcaption'):
                figure = caption.getparent()
                if 'wide' not in classes(figure):
                    caption.set('class', 'margin-caption')
                    figure.insert(0, caption)
            pictures.replace_missing(document, Path(self.outdir), self.imagedir, self.unreadable)
            for link in list(body.iter('a')):
                if 'headerlink' in classes(link):
                    link.drop_tree()
            pictures.unlink(body)
            margins.keep_whole(body, margins.Column().notes)
            merge(body, styled)
            if PLAIN_STYLESHEET in self._stylesheets():
                long_words.fit_tables(body)
                long_words.fit_signatures(body)
                long_words.keep_options(body)
                long_words.free_dots(body)
            if document.kind == 'chapter':
                contents.add_small(document.body, self.config.language)
                if self.config.html_baseurl:
                    from publishing.pdf.book.qr_codes import add_code  # here, since most books have no address

                    add_code(self, document)

    @staticmethod
    def _sequence(root: assembly.Document) -> tuple[list[assembly.Document], list[assembly.Document]]:
        """Split the root's documents into front matter and the rest."""
        kinds = [child.kind for child in root.children]
        first = next((place for place, kind in enumerate(kinds) if kind != 'matter'), 0)
        return root.children[:first], root.children[first:]

    def _page(
        self,
        root: assembly.Document,
        front: list[assembly.Document],
        body: list[assembly.Document],
        index: html.HtmlElement | None,
    ) -> str:
        heading = contents.title_of(root.body)
        title = self.config.project if heading is None else contents.heading_text(heading)[1]
        self.covers = title, covers.front_cover(self, title), covers.back_cover(self, title)
        pieces = [self.covers[1]]
        depth, closed = self.config.pdf_contents_depth, self.config.pdf_contents_closed
        opening = [] if self.config.pdf_cover else [assembly.title_page(root)]
        opening += [document.body for document in front]
        if root.children:  # a single page has bookmarks
            opening.append(contents.contents(root, depth, index, closed, self.config.language))
        pieces += [html.tostring(element, encoding='unicode') for element in opening]
        book_body = html.Element('main')
        for document in body:
            book_body.append(assembly.opened(document))
        for list_title, identifier, element in (
            (words.list_title('List of figures', 'figure', self.config), assembly.FIGURES, 'figure'),
            (words.list_title('List of tables', 'table', self.config), assembly.TABLES, 'table'),
        ):
            entries = [entry for document in body for entry in contents.captions(document.body, element)]
            if (listed := contents.caption_list(list_title, identifier, entries)) is not None:
                pieces.append(html.tostring(listed, encoding='unicode'))
        pieces.append(html.tostring(book_body, encoding='unicode'))
        if index is not None:
            pieces.append(html.tostring(index, encoding='unicode'))
        pieces.append(self.covers[2])
        return assembly.page(self, title, ''.join(pieces))

    # The PDF

    def _stylesheets(self) -> list[Path]:
        return [Path(self.confdir, path) for path in self.config.pdf_stylesheets] or [PLAIN_STYLESHEET]

    def _lay_out(self, text: str, number_of: Callable[[int], int] = int) -> Layout:
        # Words in other languages stand in every edition.
        for language in (*languages.known(self.config).values(), languages.of(self.config)):
            hyphenation.register(language, Path(self.doctreedir))
        try:
            sheets = self._stylesheets()
            if PLAIN_STYLESHEET in sheets and FIGURE_FONT in text:
                sheets.insert(0, FIGURE_FONTS)
            more = fetches_of(self._app), self.config.pdf_strict, number_of
            layout = lay_out(text, self.outdir.as_uri() + '/', sheets, margins.Column(), *more)
        except LayoutError as error:
            raise PdfError(messages.plain(error.messages)) from None
        overflow.report(layout.problems, self.env.all_docs)
        self._say(text, layout.warnings)
        return layout

    def _say(self, text: str, warnings: list[str]) -> None:
        messages.report(text, warnings, self.outdir.as_uri() + '/', self.env.all_docs)

    def file_name(self) -> str:
        """Return the name of the PDF without its ending."""
        return self.config.pdf_basename or re.sub(r'[^\w.]+', '-', self.config.project.lower()).strip('-.')

    def _write(self, layout: Layout, identifier: bytes) -> None:
        """Write beside, then rename: a failure leaves the last good files in place."""
        name, folder = self.file_name(), Path(self.outdir)  # Sphinx's own kind of path takes replace() for text
        screen = partial(write_screen, name=self.config.pdf_standard)
        jobs, pages = {folder / f'{name}.pdf': screen}, folder / 'press' / f'{name}.pdf'
        pages.parent.mkdir(exist_ok=True)
        if self.config.pdf_print:
            jobs[pages] = write_print
        beside = {target: target.with_suffix('.part') for target in jobs}
        try:
            for target, write in jobs.items():
                claims.report(write(layout, beside[target], identifier) or (), target.name)
            for target in jobs:
                beside[target].replace(target)
            job.write(self, pages, *self.covers)
            self._app.emit('pdf-written', layout, identifier)
            write_bodies(folder / BODIES, self.bodies)
            write_map(folder / NUMBERS, page_map(layout.document, f'{name}.pdf'))
        except LayoutError as error:
            raise PdfError(messages.plain(error.messages)) from None
        finally:
            for path in beside.values():
                path.unlink(missing_ok=True)


class Pages(PdfBuilder):
    """The builder under the name of web pages; never made."""

    name = PAGES


def name_again(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Let those who change a finished page find the builder under its own name."""
    if isinstance(app.builder, PdfBuilder):
        app.builder.name = PdfBuilder.name


def _drawn(visit: str) -> Callable:
    """Return a visitor of formulas; what draws them is loaded with the first one, since most books have none."""

    def drawn(translator, node: nodes.Element) -> None:
        from publishing.figures import formulas

        getattr(formulas, visit)(translator, node)

    return drawn


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    app.setup_extension('publishing.core.own_languages')
    app.setup_extension('publishing.outputs.extension')
    app.add_builder(PdfBuilder)
    app.connect('doctree-resolved', name_again, priority=0)
    app.add_event('pdf-assembled')  # doctrees are needed no more
    app.add_event('pdf-written')  # with publishing.pdf.layout.layout.Layout and the file's identifier
    # With a dict of what the templates of covers may use, to be added to; figures.maps gives the coastline, and
    # translation.pages.state the notice of a draft.
    app.add_event('pdf-cover-values')
    app.add_html_math_renderer(MATH, (_drawn('visit_math'), None), (_drawn('visit_math_block'), None))
    settings.add(app.add_config_value)
    job.add_settings(app.add_config_value)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
