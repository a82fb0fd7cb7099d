"""Everything visible comes from the catalogs: a build in a language whose every letter is marked."""

import polib
import pytest
from lxml import html

from publishing import parity, pots, pseudo
from publishing.interface_texts import interface_pot
from publishing.languages import ROOT


@pytest.mark.parametrize(('text', 'marked'), [
    ('Port', 'Ṕòřŧ'),
    ('A **bold** word and `code here`', 'À **ƀòłđ** ŵòřđ àñđ `code here`'),
    ('See [the site](https://latlit.eu) and <https://europa.eu>.',
     'Šèè [ŧħè šìŧè](https://latlit.eu) àñđ <https://europa.eu>.'),
    ('{term}`municipality`', '{term}`ḿùñìçìṕàłìŧý <municipality>`'),
    ('{term}`the town <municipality>`', '{term}`ŧħè ŧòŵñ <municipality>`'),
    ('Text {cite}`kpr2020` {numref}`fig-one`', 'Ŧèẋŧ {cite}`kpr2020` {numref}`fig-one`'),
    ('%d pages of %(name)s, {count}', '%d ṕàğèš òƒ %(name)s, {count}'),
    ('Note[^one] &nbsp; 6.9 <em>x</em>', 'Ñòŧè[^one] &nbsp; 6.9 <em>ẋ</em>'),
])
def test_words_are_marked_and_markup_is_kept(text, marked):
    assert pseudo.pseudo_text(text) == marked


def test_every_message_of_the_handbook_keeps_its_markup():
    messages = [entry.msgid for page, pot in pots.current_pots().items() if page != 'sphinx' for entry in pot]
    assert len(messages) > 1000
    broken = [text for text in messages if parity.compare(text, pseudo.pseudo_text(text))]
    assert not broken, broken[:3]
    digits = [text for text in messages
              if [sign for sign in text if sign.isdigit()] != [s for s in pseudo.pseudo_text(text) if s.isdigit()]]
    assert not digits


def found(markup):
    return [(one.place, one.text) for one in pseudo.texts_of(html.document_fromstring(markup), 'page.html')]


@pytest.mark.parametrize(('markup', 'expected'), [
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
])
def test_unmarked_text_is_found_with_its_place(markup, expected):
    assert expected in found(markup)


@pytest.mark.parametrize('markup', [
    '<p>Ṕòřŧ 12.5 – A</p>', '<code>make html</code>', '<p>CC BY 4.0</p>', '<a hreflang="lv" lang="lv">Latviešu</a>',
    '<script>let name</script>', '<svg><text>50 km</text></svg>', '<p>https://latlit.eu/about</p>',
    '<span class="bibtex-citation"><a href="#" title="Author. Title.">1</a></span>',
])
def test_code_names_and_numbers_are_allowed(markup):
    assert found(markup) == []


def test_plural_forms_and_context_reach_the_catalog(tmp_path):
    pot = polib.POFile()
    pot.append(polib.POEntry(msgid='%d page', msgid_plural='%d pages', msgstr_plural={0: '', 1: ''}))
    pseudo.write_catalogs({'start/index': pot}, tmp_path)
    [entry] = polib.mofile(str(tmp_path / 'qps' / 'LC_MESSAGES' / 'start' / 'index.mo'))
    assert entry.msgstr_plural == {0: '%d ṕàğè', 1: '%d ṕàğèš'}


def test_small_project_and_a_text_that_no_catalog_has(make_app, tmp_path):
    app = make_app('fallback', 'gettext')
    app.build()
    messages = pots.read_pots(app.outdir) | {'sphinx': interface_pot()}
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
    sources = [ROOT / 'handbook', ROOT / 'theme', ROOT / 'publishing']
    return [str(finding) for outdir in outdirs.values() for finding in pseudo.findings(outdir, sources)]


def test_whole_handbook_comes_from_the_catalogs(tmp_path):
    """Web pages with search page and index, the book of the PDF, the EPUB with its metadata."""
    outdirs = pseudo.build(ROOT / 'handbook', ROOT, tmp_path, pots.current_pots(), locales=ROOT / 'locales')
    names = {path.name for outdir in outdirs.values() for path in outdir.rglob('*')}
    assert {'search.html', 'genindex.html', 'book.html', 'nav.xhtml', 'content.opf', 'toc.ncx'} <= names
    assert report(outdirs) == []
    strings = outdirs['html'] / '_static' / 'ui-strings.js'
    assert 'Šèàřçħ' in strings.read_text(encoding='utf-8')
