"""Everything visible comes from the catalogs: a build in a language whose every letter is marked."""

import dataclasses
import gettext
import re

import docx
import pikepdf
import polib
import pseudo
import pseudo_files
import pytest
from lxml import html
from places import REPOSITORY

from publishing.core import languages
from publishing.core.downloads import BOOKS, Download
from publishing.translation.catalogs import templates
from publishing.translation.catalogs.interface_texts import interface_pot
from publishing.translation.checks import lost_markup as parity
from publishing.translation.reviews.shares import Share
from publishing.web import landing


@pytest.mark.parametrize(
    ('text', 'marked'),
    [
        ('Port', 'Ṕòřŧ'),
        ('A **bold** word and `code here`', 'À **ƀòłđ** ŵòřđ àñđ `code here`'),
        (
            'See [the site](https://latlit.eu) and <https://europa.eu>.',
            'Šèè [ŧħè šìŧè](https://latlit.eu) àñđ <https://europa.eu>.',
        ),
        ('{term}`municipality`', '{term}`ḿùñìçìṕàłìŧý <municipality>`'),
        ('{term}`the town <municipality>`', '{term}`ŧħè ŧòŵñ <municipality>`'),
        ('Text {cite}`kpr2020` {numref}`fig-one`', 'Ŧèẋŧ {cite}`kpr2020` {numref}`fig-one`'),
        ('%d pages of %(name)s, {count}', '%d ṕàğèš òƒ %(name)s, {count}'),
        ('Note[^one] &nbsp; 6.9 <em>x</em>', 'Ñòŧè[^one] &nbsp; 6.9 <em>ẋ</em>'),
    ],
)
def test_words_are_marked_and_markup_is_kept(text, marked):
    assert pseudo.pseudo_text(text) == marked


def test_every_message_of_the_handbook_keeps_its_markup():
    messages = [entry.msgid for page, pot in templates.current_pots().items() if page != 'sphinx' for entry in pot]
    assert len(messages) > 1000
    broken = [text for text in messages if parity.compare(text, pseudo.pseudo_text(text))]
    assert not broken, broken[:3]
    digits = [
        text
        for text in messages
        # A role's target is repeated behind its words: {term}`Ñàŧùřà 2000 <Natura 2000>`.
        if re.findall(r'\d', text) != re.findall(r'\d', re.sub(r' <[^<>]*>`', '`', pseudo.pseudo_text(text)))
    ]
    assert not digits


def found(markup):
    return [(one.place, one.text) for one in pseudo.texts_of(html.document_fromstring(markup), 'page.html')]


@pytest.mark.parametrize(
    ('markup', 'expected'),
    [
        ('<p id="a">Ṕòřŧ and more</p>', ('p#a', 'Ṕòřŧ and more')),
        ('<p>Ṕòřŧ <b>ŧẋŧ</b> tail</p>', ('p', 'tail')),
        ('<img alt="A port">', ('img@alt', 'A port')),
        ('<a href="#" title="Permanent link">¶</a>', ('a@title', 'Permanent link')),
        ('<nav aria-label="Pages">1</nav>', ('nav@aria-label', 'Pages')),
        ('<input placeholder="Search">', ('input@placeholder', 'Search')),
        ('<input type="submit" value="Go on">', ('input@value', 'Go on')),
        ('<svg id="map"><text>Liepaja</text></svg>', ('text#map', 'Liepaja')),
        ('<svg><title>Map of ports</title></svg>', ('title', 'Map of ports')),
        ('<p lang="en">English passage</p>', ('p', 'English passage')),
    ],
)
def test_unmarked_text_is_found_with_its_place(markup, expected):
    assert expected in found(markup)


@pytest.mark.parametrize(
    'markup',
    [
        '<p>Ṕòřŧ 12.5 – A</p>',
        '<code>make html</code>',
        '<p>CC BY 4.0</p>',
        '<a hreflang="lv" lang="lv">Latviešu</a>',
        '<script>let name</script>',
        '<svg><text>50 km</text></svg>',
        '<p>https://latlit.eu/about</p>',
        '<span class="bibtex-citation"><a href="#" title="Author. Title.">1</a></span>',
    ],
)
def test_code_names_and_numbers_are_allowed(markup):
    assert found(markup) == []


def test_plural_forms_and_context_reach_the_catalog(tmp_path):
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='%d page', msgid_plural='%d pages', msgstr_plural={0: '', 1: ''}))
    pseudo.write_catalogs({'start/index': pot}, tmp_path)
    [entry] = polib.mofile(str(tmp_path / 'qps' / 'LC_MESSAGES' / 'start' / 'index.mo'))
    assert entry.msgstr_plural == {0: '%d ṕàğè', 1: '%d ṕàğèš'}


def test_small_project_and_a_text_that_no_catalog_has(build_app, tmp_path):
    app = build_app('fallback', 'gettext')
    messages = templates.read_pots(app.outdir) | {'sphinx': interface_pot()}
    root = app.srcdir
    app.cleanup()  # the next application registers the same directives
    outdirs = pseudo.build(root, root, tmp_path / 'all', messages, ('pdf',))
    assert [str(finding) for finding in pseudo.findings(outdirs['pdf'], [root])] == []
    messages['index'].remove(messages['index'].find('A translated paragraph.'))
    outdirs = pseudo.build(root, root, tmp_path / 'without', messages, ('pdf',))
    [finding] = pseudo.findings(outdirs['pdf'], [root])
    assert (finding.path, finding.line) == (root / 'index.md', 3)
    assert '“A translated paragraph.” (book.html, p#' in finding.text


def report(outdirs):
    """Return what did not come from a catalog, but for words in a language of their own: the same in every edition."""
    sources = [REPOSITORY / 'handbook', REPOSITORY / 'theme', REPOSITORY / 'publishing']
    texts = [path.read_text(encoding='utf-8') for path in (REPOSITORY / 'handbook').rglob('*.md')]
    foreign = {words for text in texts for words in re.findall(r'\{(?:en|lv|lt)\}`([^`]*)`', text)}
    longest_first = '|'.join(map(re.escape, sorted(foreign, key=len, reverse=True)))
    found = [str(finding) for outdir in outdirs.values() for finding in pseudo.findings(outdir, sources)]
    return [
        one
        for one in found
        if pseudo.UNMARKED.search(pseudo.SAME.sub('', re.sub(longest_first, '', re.search('“(.*)”', one)[1])))
    ]


def test_whole_handbook_comes_from_the_catalogs(tmp_path):
    """Web pages with search page and index, the book of the PDF, the EPUB with its metadata."""
    outdirs = pseudo.build(
        REPOSITORY / 'handbook', REPOSITORY, tmp_path, templates.current_pots(), locales=REPOSITORY / 'locales'
    )
    names = {path.name for outdir in outdirs.values() for path in outdir.rglob('*')}
    assert {
        'search.html',
        'genindex.html',
        'book.html',
        'nav.xhtml',
        'content.opf',
        'toc.ncx',
        'handbook.css',
        'tools-worksheet-obstacles.html',
        'tools-worksheet-obstacles.docx',
    } <= names
    assert report(outdirs) == []
    marked = [text for _place, text in pseudo_files.texts(outdirs['pdf'] / 'worksheets/tools-worksheet-obstacles.docx')]
    assert sum(any(sign in 'àèìòù' for sign in text) for text in marked) > 20
    strings = outdirs['html'] / '_static' / 'ui-strings.js'
    assert 'Šèàřçħ' in strings.read_text(encoding='utf-8')


def landing_page(tmp_path, monkeypatch, without=''):
    """The page in front of the editions with everything it can list, for the marked language only."""
    pot = interface_pot()
    pot[:] = [entry for entry in pot if entry.msgid != without]
    pseudo.write_catalogs({'sphinx': pot}, tmp_path)
    with (tmp_path / 'qps/LC_MESSAGES/sphinx.mo').open('rb') as file:
        words = gettext.GNUTranslations(file)
    monkeypatch.setattr(landing, 'translations', lambda _language: words)
    language = dataclasses.replace(
        languages.load()['lv'], code='qps', own_name='Ɋšèùđò', locale='en', date='yyyy-MM-dd'
    )
    edition = landing.Edition(
        language,
        'Ŧìŧłè',
        'Šùƀ',
        'Ɋùƀ',
        'Ƒùñđ',
        10,
        Share(words=9, translated=5),
        True,
        [Download(f'x{ending}', form, 7, bytes=5_000_000) for ending, form in BOOKS.items()],
        [Download('a.pdf', 'pdf-chapter', last, 'À', 1, bytes=9) for last in (1, 5)],
        [Download(f'sheet.{form}', form, 1, 'Šħèèŧ', bytes=9) for form in ('pdf', 'docx')],
    )
    page = landing.landing_page([edition])
    return [one.text for one in pseudo.texts_of(html.document_fromstring(page), 'index.html')]


def test_landing_page_comes_from_the_catalog(tmp_path, monkeypatch):
    assert landing_page(tmp_path, monkeypatch) == []
    assert landing_page(tmp_path, monkeypatch, 'Choose a language') == ['Choose a language']


def test_words_of_a_style_sheet_are_found():
    sheet = """/* "no words" */ a::before { content: "See page " counter(page); } b { content: "\\201C" attr(title) }
        h1 { bookmark-label: 'Part ' content(); font-family: "Source Sans 3" } @page { @top { content: "12 – ›" } }"""
    assert [text for _place, text in pseudo_files.of_stylesheet(sheet) if pseudo.UNMARKED.search(text)] == [
        'See page ',
        'Part ',
    ]


def test_words_of_a_document_are_found(tmp_path):
    document = docx.Document()
    document.add_paragraph('Plain ').add_run('words')
    document.add_paragraph('[3] Author. Title.')
    document.sections[0].footer.paragraphs[0].text = 'Foot of it'
    document.add_table(1, 1).cell(0, 0).text = 'In a cell'
    document.core_properties.title, document.core_properties.comments = 'Named so', ''
    document.save(tmp_path / 'sheet.docx')
    found = {one.text: one.place for one in pseudo.unmarked(tmp_path)}
    assert found == {
        'Plain words': 'word/document.xml',
        'In a cell': 'word/document.xml',
        'Foot of it': 'word/footer1.xml',
        'Named so': 'property title',
    }


@pytest.mark.filterwarnings('ignore:This document has 1 form widget')
def test_what_a_pdf_says_beside_its_pages_is_found(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, TU='Name of field')
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([field]))
        pdf.docinfo['/Keywords'] = 'Plain keywords'
        with pdf.open_metadata(update_docinfo=False) as about:
            about['dc:title'], about['dc:description'] = 'Plain title', 'Plain description'
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem('Ŧìŧłè', 0))
            outline.root[0].children.append(pikepdf.OutlineItem('Below it', 1))
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r, St=3), 1, pikepdf.Dictionary(P='Cover')]
        )
        pdf.save(tmp_path / 'book.pdf')
    assert {(one.place, one.text) for one in pseudo.unmarked(tmp_path)} == {
        ('docinfo /Keywords', 'Plain keywords'),
        ('dc:title', 'Plain title'),
        ('dc:description', 'Plain description'),
        ('bookmark', 'Below it'),
        ('label of page 2', 'Cover'),
        ('page 1, field', 'Name of field'),
    }


def test_pdf_of_a_small_project_says_nothing_unmarked(build_app, tmp_path):
    app = build_app('worksheets', 'gettext')
    messages = templates.read_pots(app.outdir) | {'sphinx': interface_pot()}
    root = app.srcdir
    app.cleanup()
    conf = root / 'conf.py'
    conf.write_text(conf.read_text(encoding='utf-8').replace("'Two Regions'", "'T. R.'"), encoding='utf-8')  # a name
    outdirs = pseudo.build(root, root, tmp_path / 'all', messages, ('pages',))
    names = {path.name for path in outdirs['pages'].rglob('*.pdf')}
    assert len(names) > 1, names
    assert [str(finding) for finding in pseudo.findings(outdirs['pages'], [root])] == []
