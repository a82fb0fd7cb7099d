"""Prove that everything a reader sees or hears can be translated.

Every message, of the pages and of the interface, gets a translation in which no plain letter is left: "Port" becomes
"Ṕòřŧ". Roles, links, code and placeholders stay as they are. The project is then built in this language, and whatever
still has two plain letters in a row has not come through the catalogs. Not looked at: code, formulas, names of
languages in their own language, entries of the bibliography.

``qps`` is the code reserved for such languages; it stands in no list of languages, and its catalogs in a folder of
their own.
"""

import datetime
import io
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib
import pseudo_files
from babel import Locale
from lxml import etree, html
from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from publishing.core import languages
from publishing.core.downloads import WORKSHEETS
from publishing.core.findings import Code, Finding
from publishing.core.garbage import rare_collection
from publishing.pdf.book import assembly
from publishing.pdf.builder import PdfBuilder
from publishing.pipeline import speedups
from publishing.worksheets import docx, extension
from publishing.worksheets import page as worksheet_page

LANGUAGE = 'qps'
#: Of whatever has a date.
DAY = datetime.date(2000, 1, 1)
OPF, DC = '{http://www.idpf.org/2007/opf}', '{http://purl.org/dc/elements/1.1/}'
PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
MARKED = str.maketrans(PLAIN, 'àƀçđèƒğħìĵķłḿñòṕʠřšŧùṽŵẋýžÀƁÇĐÈƑĞĦÌĴĶŁḾÑÒṔɊŘŠŦÙṼŴẊÝŽ')
#: What stays letter for letter; a role keeps its target in pointed brackets, and gets its own words marked.
KEPT = re.compile(
    r"""
    \{(?:abbr|dfn|emphasis|guilabel|index|menuselection|strong|sub|sup)\}(?=`)   # roles whose content is read
    | (?P<term>\{(?:term)\}`(?P<word>[^`<>]+)`)
    | (?P<titled>(?P<role>\{[\w:-]+\}`)(?P<title>[^`<>]+?)(?P<target>\s*<[^`<>]+>`))
    | \{[\w:-]+\}`[^`]*`                          # other roles hold a target
    | (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)   # code
    | \]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)        # address of a link
    | \]\[[^\]]*\] | \[\^[^\]]+\]                  # reference links, footnotes
    | <[^<>\s][^<>]*>                             # HTML, bare addresses
    | &\#?\w+; | https?://[^\s)>\]]+
    | \{[.\#][^{}]*\}                             # attributes
    | \$\{\w+\} | %\(\w+\)[a-z] | %[-\#]?[A-Za-z%] | \{\w*\}
""",
    re.VERBOSE | re.DOTALL,
)

#: Elements no reader sees as text, or that hold code; and what may stand in the language of its source.
SILENT = {'script', 'style', 'code', 'pre', 'kbd', 'samp', 'math'}
NAMES = {'bibtex-entry', 'bibliography', 'citation', 'citation-list', 'math', 'languages', 'highlight'}
SPOKEN = ('title', 'alt', 'aria-label', 'aria-description', 'placeholder', 'summary', 'label')
#: Files in which the place of an unmarked text is looked for.
SOURCES = {'.md', '.rst', '.csv', '.bib', '.html', '.py', '.js'}
UNMARKED = re.compile(r'[A-Za-z]{2,}')
#: A date is written by CLDR, in English where it does not know the language.
MONTHS = '|'.join(Locale('en').months['format']['wide'].values())
#: Names and units that are the same in every language.
SAME = re.compile(
    rf'\b(?:{MONTHS}) (?:\d{{1,2}}, )?\d{{4}}\b|'
    r'\b\d+\s(?:km|m|ha|kB|MB)\b|\((?:PDF|DOCX)\)|\bCC\sBY(?:-\w+)*\b|https?://\S+|\b(?:[\w-]+\.)+(?:eu|lv|lt|org|com|net)\b'
)


@dataclass(frozen=True)
class Unmarked:
    """A text that did not come through the catalogs: the page, the element it stands in, and the text."""

    page: str
    place: str
    text: str


class BookBuilder(PdfBuilder):
    """The PDF builder without layout: it stops at ``book.html``, which has every word of the PDF."""

    def write_documents(self, _docnames: object) -> None:
        self.outdir.joinpath('book.html').write_text(self.assemble(), encoding='utf-8')
        if getattr(self.config, 'worksheets', False):
            self._write_worksheets(self.outdir / WORKSHEETS)

    def _write_worksheets(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.copy_image_files()
        for sheet in extension.sheets(self._app):
            path = folder / f'{sheet.docname.replace("/", "-")}.html'
            path.write_text(assembly.page(self, sheet.title, worksheet_page.to_fill_in(sheet)), encoding='utf-8')
            docx.write(sheet, path.with_suffix('.docx'), LANGUAGE, self.config.author, DAY)


def pseudo_text(text: str) -> str:
    """Return ``text`` with marked letters; markup and placeholders are kept."""
    pieces, end = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(MARKED), _kept(kept)]
        end = kept.end()
    return ''.join([*pieces, text[end:].translate(MARKED)])


def _kept(match: re.Match) -> str:
    if match['term']:
        return f'{{term}}`{match["word"].translate(MARKED)} <{match["word"]}>`'
    if match['titled']:
        return match['role'] + match['title'].translate(MARKED) + match['target']
    return match[0]


def write_catalogs(pots: Mapping[str, polib.POFile], locales: Path) -> None:
    """Write the compiled catalogs of :data:`LANGUAGE` below ``locales``."""
    for page, pot in pots.items():
        catalog = polib.POFile()
        catalog.metadata = {
            'Content-Type': 'text/plain; charset=UTF-8',
            'Language': LANGUAGE,
            'Plural-Forms': 'nplurals=2; plural=(n != 1);',
        }
        for entry in pot:
            plural = {0: pseudo_text(entry.msgid), 1: pseudo_text(entry.msgid_plural)} if entry.msgid_plural else {}
            catalog.append(
                polib.POEntry(
                    msgctxt=entry.msgctxt,
                    msgid=entry.msgid,
                    msgid_plural=entry.msgid_plural,
                    msgstr_plural=plural,
                    msgstr='' if plural else pseudo_text(entry.msgid),
                )
            )
        target = locales / LANGUAGE / 'LC_MESSAGES' / f'{page}.mo'
        target.parent.mkdir(parents=True, exist_ok=True)
        catalog.save_as_mofile(str(target))


def build(
    srcdir: Path,
    confdir: Path,
    workdir: Path,
    pots: Mapping[str, polib.POFile],
    forms: Iterable[str] = ('html', 'pdf', 'epub'),
    locales: Path | None = None,
) -> dict[str, Path]:
    """Build ``srcdir`` in :data:`LANGUAGE`; return the output folder of each form.

    :param forms: builders; "pdf" stops before the layout, "pages" is the whole PDF.
    :param locales: folder whose list of languages the pages use; its catalogs are not read.
    :raises AssertionError: when Sphinx warns, which it does for markup that was not kept.
    """
    folder = workdir / 'locales'
    write_catalogs(pots, folder)
    if locales is not None and (locales / 'languages.toml').is_file():
        shutil.copyfile(locales / 'languages.toml', folder / 'languages.toml')
    languages.COMPILED[folder.resolve()] = folder  # so that nobody compiles them
    outdirs = {}
    speedups.apply()
    for form in forms:
        warnings = io.StringIO()
        translators.clear()  # Sphinx adds catalogs to those of an earlier build in this process
        overrides = {'language': LANGUAGE, 'locale_dirs': [str(folder)], 'gettext_auto_build': False}
        with rare_collection(), patch_docutils(confdir), docutils_namespace():
            # The doctrees of one form serve the others; they differ only in what is written.
            app = Sphinx(
                srcdir,
                confdir,
                workdir / form,
                workdir / 'doctrees',
                'pdf' if form == 'pages' else form,
                confoverrides=overrides,
                status=None,
                warning=warnings,
            )
            if form == 'pdf':
                app.builder = BookBuilder(app, app.env)
                app.events.emit('builder-inited')
                app.builder.init()
            app.build(force_all=True)
        outdirs[form] = Path(app.outdir)
        # Marked letters need not be in the fonts of the book.
        text = [line for line in warnings.getvalue().strip().splitlines() if '[handbook.glyph]' not in line]
        if text:
            raise AssertionError(f'{form}: ' + '\n'.join(text))
    return outdirs


def unmarked(outdir: Path) -> list[Unmarked]:
    """Return every visible or spoken text below ``outdir`` that is not marked."""
    found = []
    for path in sorted(outdir.rglob('*')):
        page = path.relative_to(outdir).as_posix()
        if path.suffix == '.html' and not page.startswith('_static/'):
            found += texts_of(html.parse(str(path), html.HTMLParser(encoding='utf-8')).getroot(), page)
        elif path.suffix in ('.xhtml', '.ncx', '.opf', '.svg') and not page.startswith('_static/'):
            found += texts_of(etree.parse(str(path)).getroot(), page)
        for place, text in pseudo_files.texts(path):
            if UNMARKED.search(SAME.sub('', text)):
                found.append(Unmarked(page, place, ' '.join(text.split())))
    return list(dict.fromkeys(found))


def texts_of(root: etree._Element, page: str) -> Iterator[Unmarked]:
    """Yield the unmarked texts of one page."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if not _is_checked(element):
            continue
        spoken = [
            (f'{name}@{attribute}', element.get(attribute))
            for attribute in SPOKEN
            if element.get(attribute) and not _is_citation(element)
        ]
        if name == 'input' and element.get('type') in ('submit', 'button', 'reset'):
            spoken.append(('input@value', element.get('value', '')))
        if name == 'meta' and element.get('name') in ('description', 'keywords'):
            spoken.append(('meta@content', element.get('content', '')))
        # The text behind an element belongs to its parent.
        words = [element.text or '', *(child.tail or '' for child in element)]
        for place, text in [*spoken, *((name, text) for text in words)]:
            if UNMARKED.search(SAME.sub('', text)):
                yield Unmarked(page, f'{place}{_near(element)}', ' '.join(text.split()))


def _is_checked(element: etree._Element) -> bool:
    for one in (element, *element.iterancestors()):
        name = etree.QName(one).localname
        if name == 'dd' and 'worksheet-sources' in (one.getparent().getparent().get('class') or ''):
            return False  # an entry of the bibliography
        if (name == 'em' and one.get('lang')) or 'letter' in (one.get('class') or '').split():
            return False  # words in a language of their own, the same in every edition
        if name in SILENT or one.get('hreflang') or NAMES.intersection((one.get('class') or '').split()):
            return False
        if one.tag.startswith(OPF) and name != 'package':
            return one.get('property') == 'schema:accessibilitySummary'
        if one.tag.startswith(DC):
            return name in ('title', 'description', 'publisher', 'creator', 'contributor', 'rights')
        if name == 'head' and one.tag.startswith('{http://www.daisy.org'):
            return False
    return True


def _is_citation(element: etree._Element) -> bool:
    """Tell whether an element is a link to the bibliography, whose tooltip is the entry."""
    return any('bibtex-citation' in (one.get('class') or '').split() for one in element.iterancestors())


def _near(element: etree._Element) -> str:
    """Return the nearest identifier, as "#cargo", or ''."""
    identifiers = (one.get('id') for one in (element, *element.iterancestors()))
    return next((f'#{identifier}' for identifier in identifiers if identifier), '')


def findings(outdir: Path, sources: Iterable[Path]) -> list[Finding]:
    """Return what :func:`unmarked` finds, each with the file and line of ``sources`` where the words stand."""
    texts = {
        path: path.read_text(encoding='utf-8', errors='replace')
        for folder in sources
        for path in sorted(folder.rglob('*'))
        if path.suffix in SOURCES
    }
    result = []
    for one in unmarked(outdir):
        path, line = _origin(one.text, texts) or (outdir / one.page, None)
        result.append(
            Finding(
                path,
                line,
                Code.OUTPUT,
                (
                    f'“{one.text[:120]}” ({one.page}, {one.place}) did not come from a catalog; expected every word '
                    'for readers to be a message. Make it one, in the source or with _().'
                ),
            )
        )
    return result


def _origin(text: str, texts: Mapping[Path, str]) -> tuple[Path, int] | None:
    for path, content in texts.items():
        if (place := content.find(text)) >= 0:
            return path, content.count('\n', 0, place) + 1
    return None
