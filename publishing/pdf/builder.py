"""Sphinx builder ``pdf``: one book from any Sphinx project, laid out once, for screen and for print.

``sphinx-build -b pdf source out`` writes ``out/<name>.pdf`` and, with ``pdf_print = True``,
``out/<name>-print.pdf``. How the book is put together: ``publishing.pdf.book.assembly``; its contents, lists and index:
``publishing.pdf.book.contents``; WeasyPrint: ``publishing.pdf.layout.layout``.
"""

import hashlib
import re
from collections.abc import Set
from html import escape
from pathlib import Path

from docutils import nodes
from lxml import html
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util.display import progress_message
from sphinx.util.typing import ExtensionMetadata

from publishing.core import languages
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.nodes import classes
from publishing.core.page_map import write_map
from publishing.core.plain_messages import warn
from publishing.outputs import look, markup
from publishing.pdf.book import assembly, contents, covers, footnotes, hyphenation, links
from publishing.pdf.book.code_spans import merge, styled_classes
from publishing.pdf.book.source_lines import mark, place_of
from publishing.pdf.layout import claims, margins, overflow
from publishing.pdf.layout.fetching import fetches_of
from publishing.pdf.layout.layout import Layout, LayoutError, lay_out, page_map, write_print, write_screen
from publishing.pdf.press import job

PLAIN_STYLESHEET = Path(__file__).with_name('plain.css')
#: Name of what draws formulas.
MATH = 'pdf_drawing'
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

    @property
    def math_renderer_name(self) -> str:
        """Formulas are drawn, whatever the web pages use."""
        return MATH

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return assembly.SCHEME + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: Set[str]) -> None:
        with progress_message('assembling the book', nonl=False):
            text = self.assemble()
        super().copy_image_files()
        self.outdir.joinpath('book.html').write_text(text, encoding='utf-8')
        self._look(text)
        with progress_message('laying out pages', nonl=False):
            layout = self._lay_out(text)
        with progress_message(f'writing {layout.page_count} pages', nonl=False):
            self._write(layout, hashlib.sha256(text.encode()).hexdigest()[:32].encode())
        self.page_count = layout.page_count

    def _look(self, text: str) -> None:
        """Say what WeasyPrint must not meet in the book, with the place where it was written."""
        for fault in look.page(text, markup.BOOK):
            page, line = place_of(text, fault.line)
            warn(Code.UNSAFE, f'in the book: {fault}', (page, line) if page in self.env.all_docs else None)

    def copy_assets(self) -> None:
        """Leave out what only web pages need."""

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
        for document in root.walk():
            own = assembly.make_unique(document)
            identifiers |= own
            links.anchor_text(document)
            if (heading := contents.heading_of(document.body)) is not None:
                targets[document.name] = contents.anchor_of(heading)
            if document is root and self.config.pdf_cover:  # its text is on the cover
                targets |= dict.fromkeys(own, root.name)
            footnotes.to_page_foot(document.body)
            assembly.set_heading_levels(document)
        index = self._index(root, lambda name: targets.get(name, name if name in identifiers else ''))
        targets |= dict.fromkeys(links.web_only(self.env) - identifiers, '')
        if index is not None and 'genindex' in targets:
            targets['genindex'] = assembly.INDEX
        for document in root.walk():
            links.redirect(document, targets)
            self._report_dead_links(document, identifiers | {assembly.INDEX})
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
        return contents.index(groups, lambda uri: to_identifier(assembly.rewritten(uri, root.name)[1:]))

    def write_body(self, docname: str) -> str:
        """Return the HTML of one document, with a placeholder for each toctree."""
        doctree = self.env.get_doctree(docname)
        for toctree in list(doctree.findall(addnodes.toctree)):
            names = ' '.join(name for _title, name in toctree['entries'] if name in self.env.all_docs)
            placeholder = f'<div class="book-toctree" data-documents="{escape(names)}"></div>'
            toctree.replace_self(nodes.raw('', placeholder, format='html'))
        self.env.apply_post_transforms(doctree, docname)
        self.imgpath, self.dlpath = self.imagedir, '_downloads'
        self.post_process_images(doctree)
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.current_docname = docname
        visitor = self.create_translator(doctree, self)
        mark(visitor, str(self.env.doc2path(docname)))
        doctree.walkabout(visitor)
        return ''.join(visitor.fragment)

    def _report_dead_links(self, document: assembly.Document, identifiers: set[str]) -> None:
        for target in links.dead_links(document, identifiers):
            warn(
                Code.CROSS_REFERENCE,
                f'a link leads to "{target}", which is not in the book; expected a label of a page in the table '
                'of contents. Correct the link or add the page.',
                document.name,
            )

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
                if target.startswith('#') and own & REFERENCES and not target.startswith(f'#{document.name}:'):
                    link.set('class', f'{link.get("class", "")} page-ref')
            for caption in body.iter('figcaption'):
                figure = caption.getparent()
                if 'wide' not in classes(figure):
                    caption.set('class', 'margin-caption')
                    figure.insert(0, caption)
            self._replace_missing_images(body)
            for link in list(body.iter('a')):
                if 'headerlink' in classes(link):
                    link.drop_tree()
                elif 'image-reference' in classes(link) and not re.match(r'#|[\w+.-]+:', link.get('href', '')):
                    link.drop_tag()  # to the picture alone, which a book has no page for
            margins.keep_whole(body, margins.Column().notes)
            merge(body, styled)
            if document.kind == 'chapter':
                self._add_small_contents(document)
                if self.config.html_baseurl:
                    from publishing.pdf.book.qr_codes import add_code  # here, since most books have no address

                    add_code(self, document)

    def _replace_missing_images(self, body: html.HtmlElement) -> None:
        """Put its alternative text where an image file is missing; Sphinx has named the image and its page."""
        for image in list(body.iter('img')):
            source = image.get('src', '')
            is_copied = source.startswith((f'{self.imagedir}/', 'data:')) or '://' in source
            if not is_copied and not Path(self.outdir, source).is_file():
                text = html.Element('span', {'class': 'missing-image'})
                text.text, text.tail = image.get('alt', ''), image.tail
                image.getparent().replace(image, text)

    @staticmethod
    def _add_small_contents(document: assembly.Document) -> None:
        small = contents.in_this_chapter(document.body)
        lead = next((div for div in document.body.iter('div') if 'lead' in classes(div)), None)
        if small is not None and lead is not None:
            lead.addnext(small)

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
        heading = contents.heading_of(root.body)
        title = self.config.project if heading is None else contents.heading_text(heading)[1]
        self.covers = title, covers.front_cover(self, title), covers.back_cover(self, title)
        pieces = [self.covers[1]]
        if not self.config.pdf_cover:
            pieces.append(html.tostring(assembly.title_page(root), encoding='unicode'))
        pieces += [html.tostring(document.body, encoding='unicode') for document in front]
        if root.children or index is not None:
            listed = contents.contents(root, self.config.pdf_contents_depth, index, self.config.pdf_contents_closed)
            pieces.append(html.tostring(listed, encoding='unicode'))
        book_body = html.Element('main')
        for document in body:
            book_body.append(assembly.opened(document))
        for words, identifier, element in (
            (_('List of figures'), assembly.FIGURES, 'figure'),
            (_('List of tables'), assembly.TABLES, 'table'),
        ):
            entries = [entry for document in body for entry in contents.captions(document.body, element)]
            if (listed := contents.caption_list(words, identifier, entries)) is not None:
                pieces.append(html.tostring(listed, encoding='unicode'))
        pieces.append(html.tostring(book_body, encoding='unicode'))
        if index is not None:
            pieces.append(html.tostring(index, encoding='unicode'))
        pieces.append(self.covers[2])
        return assembly.page(self, title, ''.join(pieces))

    # The PDF

    def _stylesheets(self) -> list[Path]:
        return [Path(self.confdir, path) for path in self.config.pdf_stylesheets] or [PLAIN_STYLESHEET]

    def _lay_out(self, text: str) -> Layout:
        # Words in other languages stand in every edition.
        for language in (*languages.known(self.config).values(), languages.of(self.config)):
            hyphenation.register(language, Path(self.doctreedir))
        base = self.outdir.as_uri() + '/'
        try:
            layout = lay_out(text, base, self._stylesheets(), margins.Column(), fetches_of(self._app))
        except LayoutError as error:
            raise PdfError(self._plain(error.messages)) from None
        overflow.report(layout.problems, self.env.all_docs)
        for message in layout.warnings:
            warn(
                Code.LAYOUT,
                f'{message}; expected a style sheet and pages that WeasyPrint understands in full. Mend what it names.',
            )
        return layout

    @staticmethod
    def _plain(messages: list[str]) -> list[Finding]:
        messages = [re.sub(r'file://\S*/|: \w+Error: .*', '', message) for message in messages]
        end = 'the PDF was not written. Mend the page or style this names.'
        return [Finding('', None, Code.LAYOUT, f'{message}; {end}') for message in messages]

    def _write(self, layout: Layout, identifier: bytes) -> None:
        """Write beside, then rename: a failure leaves the last good files in place."""
        name = self.config.pdf_basename or re.sub(r'[^\w.]+', '-', self.config.project.lower()).strip('-.')
        folder = Path(self.outdir)  # Sphinx's own kind of path takes replace() for text
        jobs, pages = {folder / f'{name}.pdf': write_screen}, folder / 'press' / f'{name}.pdf'
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
            write_map(folder / 'pages.json', page_map(layout.document, f'{name}.pdf'))
        except LayoutError as error:
            raise PdfError(self._plain(error.messages)) from None
        finally:
            for path in beside.values():
                path.unlink(missing_ok=True)


def visit_math(translator, node: nodes.math) -> None:
    """Draw a formula in the text; what draws it is loaded with the first one, since most books have none."""
    from publishing.figures import formulas

    formulas.visit_math(translator, node)


def visit_math_block(translator, node: nodes.math_block) -> None:
    """Draw a formula that stands alone."""
    from publishing.figures import formulas

    formulas.visit_math_block(translator, node)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    app.setup_extension('publishing.core.own_languages')
    app.setup_extension('publishing.outputs.extension')
    app.add_builder(PdfBuilder)
    app.add_event('pdf-written')  # with publishing.pdf.layout.layout.Layout and the file's identifier
    # With a dict of what the templates of covers may use, to be added to; figures.maps gives the coastline, and
    # translation.pages.state the notice of a draft.
    app.add_event('pdf-cover-values')
    app.add_html_math_renderer(MATH, (visit_math, None), (visit_math_block, None))
    add = app.add_config_value
    add('pdf_basename', '', '', str, 'name of the PDF without its ending; default: the project in lower case')
    add('pdf_stylesheets', [], '', list, 'print style sheets, relative to conf.py; default: a plain book')
    add('pdf_cover', '', '', str, 'Jinja template of the cover, relative to conf.py; default: title and author')
    add('pdf_back_cover', '', '', str, 'Jinja template of the last page; default: none')
    add('pdf_contents_depth', 1, '', int, 'levels of sections in the table of contents')
    add('pdf_contents_closed', [], '', list, 'patterns of pages of which the contents give the title only')
    job.add_settings(add)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
