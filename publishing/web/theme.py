"""Put the theme together: one style sheet and web fonts in ``_static``, and what the templates need to know.

Style sheets are listed in the order in which they apply. ``theme/tokens.css`` names the font files, which
``core.design`` makes ready for the web.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

from lxml import etree, html
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.typing import ExtensionMetadata

from publishing.core import edition
from publishing.core.design import FONT_URL, token_findings, web_font
from publishing.core.downloads import chapter_file_of_page
from publishing.core.escaping import escape_words
from publishing.core.files import read_text
from publishing.core.findings import Code, Finding, FindingsError
from publishing.core.nodes import classes
from publishing.core.project import THEME
from publishing.core.templates import Part, ThemeFileError, read_plainly
from publishing.outputs import look, policy
from publishing.text.numbering import part_number
from publishing.web import widths
from publishing.web.fallbacks import with_fallbacks

STYLESHEET = 'handbook.css'

COMPONENTS = (
    'opening',
    'margin-note',
    'key-facts',
    'ladder',
    'checklist',
    'case',
    'tables',
    'worksheet',
    'figures',
    'definitions',
    'footnotes',
    'index',
    'marks',
    'fallback',
)
SCREEN = ('base', 'layout', 'bar', 'contents', 'search')
#: Style sheets of a page of the book, and of the page in front of all editions.
PAGE_STYLES = (
    'tokens.css',
    'screen/base.css',
    *(f'components/{name}.css' for name in COMPONENTS),
    *(f'screen/{name}.css' for name in SCREEN if name != 'base'),
)
#: Templates without which pages are none, and what of each readers see.
TEMPLATES = {
    'layout.html': Part('basic/layout.html', fills=('header', 'content', 'footer'), leaves=('body',)),
    'page.html': Part('layout.html', fills=('body',)),
    'genindex.html': Part('layout.html', fills=('body',)),
    'search.html': Part('basic/search.html', fills=('searchbox', 'searchresults')),
    'eu-emblem.html': Part(),
}
#: An option in code ("--install"), which no line tears behind a hyphen; longer ones may be wider than a telephone.
OPTION = re.compile(r'(<span class="pre)">(--?\w[^<]{0,24}</span>)')
#: A cell that heads a column and says nothing, as in the corner of a table.
NO_HEADING = re.compile(r'<th\b([^<>]*)>\s*(?:<p>\s*</p>)?\s*</th>')
#: A table, its title, and the names of its columns.
TABLE = re.compile(r'<table\b.*?</table>', re.DOTALL)
TITLE = re.compile(r'<caption>(.*?)(?:<a class="headerlink"|</caption>)', re.DOTALL)
HEADING = re.compile(r'<th\b.*?</th>', re.DOTALL)
#: The box in which a drawing scrolls sideways, and the name of the drawing.
DRAWING = re.compile(
    r'(<div class="(?:chart|map|diagram)-drawing(?:-narrow)?"(?: hidden)?)(><svg\b[^<>]* aria-labelledby="([^"]+)")'
)
LANDING_STYLES = ('tokens.css', 'screen/base.css', 'components/opening.css', 'screen/landing.css')


def style_findings() -> list[Finding]:
    """Return a finding for each style sheet that no page loads."""
    listed = {*PAGE_STYLES, *LANDING_STYLES}
    return [
        Finding(
            path,
            1,
            Code.OUTPUT,
            'no page loads this style sheet; expected it in publishing/web/theme.py. '
            'Add its name to COMPONENTS or SCREEN there.',
        )
        for folder in ('components', 'screen')
        for path in sorted((THEME / folder).glob('*.css'))
        if f'{folder}/{path.name}' not in listed
    ]


def write_assets(folder: Path, styles: tuple[str, ...] = PAGE_STYLES, name: str = STYLESHEET) -> None:
    """Write the style sheet ``name`` and the fonts it names into ``folder``.

    :raises FindingsError: before anything is written, when a font is missing or a style sheet is loaded nowhere.
    """
    if findings := token_findings() + style_findings():
        raise FindingsError(findings)
    text = '\n'.join(
        re.sub(r'/\*.*?\*/\n*', '', read_text(THEME / style, Code.OUTPUT), flags=re.DOTALL) for style in styles
    )
    text = with_fallbacks(text)
    fonts = {match: web_font(THEME / match) for match in sorted(set(FONT_URL.findall(text)))}
    (folder / 'fonts').mkdir(parents=True, exist_ok=True)
    for path in fonts.values():
        target = folder / 'fonts' / path.name
        if not target.exists():
            target.write_bytes(path.read_bytes())
    text = FONT_URL.sub(lambda match: f'url("fonts/{fonts[match[1]].name}") format("woff2"); font-display: swap', text)
    (folder / name).write_text(text + (widths.rules() if name == STYLESHEET else ''), encoding='utf-8')


def uses_theme(app: Sphinx) -> bool:
    """Tell whether the pages being written load our style sheet."""
    return STYLESHEET in getattr(getattr(app.builder, 'theme', None), 'stylesheets', ())


def prepare(app: Sphinx) -> None:
    """Have the pages of our theme escape the words of the interface, keep to the policy and be looked through.

    :raises ThemeFileError: for a template that is damaged.
    """
    if uses_theme(app) and not app.builder.embedded:
        escape_words(app.builder)
        look.templates(read_plainly(app.builder, TEMPLATES, THEME / 'handbook'), look.PAGE)
        app.builder.looked_through = app.builder.theme_options.get('strict', 'True') == 'True'


def write_static(app: Sphinx, builder) -> None:
    """Write style sheet and fonts before the pages, which carry the style sheet's checksum."""
    if uses_theme(app):
        try:
            write_assets(Path(app.outdir, '_static'))
        except FindingsError as error:
            raise ThemeFileError(error.findings) from None


def contents_tree(fragment: str) -> str:
    """Make Sphinx's contents list foldable without a script: pages below a page stand in ``details``."""
    if not fragment.strip():
        return ''
    tree = html.fragment_fromstring(fragment, create_parent='div')
    for item in tree.iter('li'):
        link, below = item.find('a'), item.find('ul')
        if link is not None and 'current' in classes(link):
            link.set('aria-current', 'page')
        if link is None or below is None:
            continue
        details = etree.SubElement(item, 'details')
        if 'current' in classes(item):
            details.set('open', 'open')
        summary = etree.SubElement(details, 'summary')
        label = etree.SubElement(summary, 'span', {'class': 'visually-hidden'})
        label.text = _('Pages in “%s”') % ' '.join(link.text_content().split())
        details.append(below)
    return ''.join(html.tostring(child, encoding='unicode') for child in tree)


def on_this_page(toc: str) -> str:
    """Return the page's own contents as a block to stand after its title."""
    words = escape(_('On this page'))
    return f'<nav class="on-this-page" aria-label="{words}"><details><summary>{words}</summary>{toc}</details></nav>'


def _scrolling(seen: dict[str, int]) -> Callable[[re.Match], str]:
    """Return what puts a table into a box that scrolls, under the table's name; no two on a page have the same."""

    def boxed(found: re.Match) -> str:
        named = TITLE.findall(found[0])[:1] or HEADING.findall(found[0])[:3]
        name = ', '.join(filter(None, (' '.join(unescape(re.sub(r'<[^>]*>', '', one)).split()) for one in named)))
        seen[name] = seen.get(name, 0) + 1
        name += f' ({seen[name]})' if seen[name] > 1 else ''
        label = f' role="region" aria-label="{escape(name)}"' if name else ''
        return f'<div class="table-scroll" tabindex="0"{label}>{found[0]}</div>'

    return boxed


def mend_body(body: str) -> str:
    """Let tables, drawings and listings scroll, also by keys, and make headings of no column plain cells.

    Options stay in one piece, permalinks have a name, numbers are set without their dot.
    """
    body = widths.as_classes(body)
    body = NO_HEADING.sub(r'<td\1></td>', body)
    body = TABLE.sub(_scrolling({}), body)
    body = DRAWING.sub(r'\1 role="region" tabindex="0" aria-labelledby="\3"\2', body)
    body = body.replace('<div class="highlight"><pre>', '<div class="highlight"><pre tabindex="0">')
    body = OPTION.sub(r'\1 unbroken">\2', body)
    body = re.sub(r'(<h1><span class="section-number">[\d.]*?)\.?\s*</span>', r'\1 </span>', body)
    return re.sub(r'(<a class="headerlink" href="[^"]*") title="([^"]*)"', r'\1 title="\2" aria-label="\2"', body)


def edition_link(app: Sphinx, context: dict, name: str) -> str:
    """Return the address, seen from the page, that the theme option ``<name>_url`` sets; '' where it is not set."""
    pattern = context.get(f'theme_{name}_url', '')
    root = context['content_root'].removeprefix('./')
    chapter = chapter_file_of_page(app.env, context['pagename']) if '{chapter}' in pattern else ''
    if not pattern or ('{chapter}' in pattern and not chapter):
        return ''
    return root + pattern.replace('{language}', app.config.language).replace('{chapter}', chapter)


def add_context(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates book title, contents, links to the downloads and the funding statement."""
    if not uses_theme(app) or app.builder.embedded:
        return
    titles = app.env.titles
    root = app.config.root_doc
    # Sphinx's template names the viewport already; docutils adds it once more to its own meta data.
    context['metatags'] = re.sub(r'\s*<meta [^>]*name="viewport"[^>]*>', '', context.get('metatags', ''))
    if getattr(app.builder, 'looked_through', False):  # before whatever else is in the head
        context['metatags'] = f'\n    {policy.meta()}{context["metatags"]}'
    context['book_title'] = titles[root].astext() if root in titles else app.config.html_title
    if 'title' in context:
        context['page_title'] = re.sub(r'<span class="section-number">.*?</span>', '', context['title'])
    context['contents_tree'] = contents_tree(
        context['toctree'](collapse=False, titles_only=True, includehidden=True, maxdepth=3)
    )
    context['has_index'] = any(app.env.domains.index_domain.entries.values())
    context['part_number'] = part_number(app, pagename)
    context['edition_links'] = {
        name: edition_link(app, context, name) for name in ('pdf', 'chapter_pdf', 'epub', 'home')
    }
    # Kept with the builder, which lives for one run: the start page may change before the next.
    if not hasattr(app.builder, 'theme_statements'):
        app.builder.theme_statements = tuple(edition.root_block(app, name) for name in ('funding', 'publishers'))
    context['funding_statement'], publishers = app.builder.theme_statements
    year = re.search(r'\d{4}', str(context.get('copyright') or ''))
    context['rights'] = f'{year[0]} {publishers}' if publishers and year else context.get('copyright')
    if 'body' in context:
        context['body'] = mend_body(context['body'])
        if context.get('display_toc') and pagename != root:
            context['body'] = context['body'].replace('</h1>', '</h1>' + on_this_page(context['toc']), 1)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the theme under its name and connect it."""
    app.add_html_theme('handbook', str(THEME / 'handbook'))
    app.setup_extension('publishing.outputs.extension')
    app.connect('builder-inited', prepare)
    app.connect('write-started', write_static)
    app.connect('html-page-context', add_context, priority=600)
    return {'version': '0.1', 'parallel_read_safe': True, 'parallel_write_safe': True}
