"""Pages of the theme: structure, words, links, colours, fonts."""

import json
import re
import shutil

import html5lib
import pytest
from browser import opened
from contrast import contrast, tokens
from mini_repository import replace
from places import REPOSITORY
from sphinx.errors import ThemeError
from theme_copy import copy_of_theme
from weasyprint import CSS
from web_pages import page

from publishing.core import languages
from publishing.core.plain_messages import stopped_by
from publishing.web import theme

LOCALES = REPOSITORY / 'locales'
PAGES = ('index.html', 'part/index.html', 'part/chapter.html', 'part/other.html', 'genindex.html', 'search.html')


@pytest.fixture(scope='module')
def site(build_once):
    """Build the root test-theme in English and Latvian; return their output folders by language."""
    return {language: build_once('theme', language=language, locale_dirs=[str(LOCALES)]) for language in ('en', 'lv')}


@pytest.mark.parametrize('name', PAGES)
def test_pages_are_valid_html(site, name):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse((site['lv'] / name).read_text(encoding='utf-8'))
    # basic/layout.html closes void elements, and Sphinx leaves an old type attribute: neither is an error.
    assert [error for _place, error, _data in parser.errors] == []


@pytest.mark.parametrize('name', PAGES)
def test_no_page_asks_another_host(site, name):
    text = (site['en'] / name).read_text(encoding='utf-8')
    css = (site['en'] / '_static' / 'handbook.css').read_text(encoding='utf-8')
    loaded = re.findall(r'(?:src|href)="(https?:[^"]+)"', text)
    assert loaded == []
    assert '//' not in ''.join(re.findall(r'url\([^)]*\)', css))
    assert '@import' not in css


def test_head(site):
    chapter = page(site['lv'], 'part/chapter.html')
    assert chapter.get('lang') == 'lv'
    assert chapter.findtext('.//title') == 'The chapter – The small book'
    assert page(site['lv'], 'index.html').findtext('.//title') == 'The small book'
    alternates = {link.get('hreflang'): link.get('href') for link in chapter.xpath('//link[@rel="alternate"]')}
    assert alternates['lt'] == '../../lt/part/chapter.html'
    assert alternates['x-default'] == '../../en/part/chapter.html'


def test_contents_show_the_whole_book_with_the_current_part_open(site):
    tree = page(site['en'], 'part/chapter.html').xpath('//nav[@class="contents"]')[0]
    assert [' '.join(link.text_content().split()) for link in tree.iter('a')] == [
        'The small book',
        '1. First part',
        '1.1. The chapter',
        '2. A page outside parts',
        'Index',
        'All languages and downloads',
    ]
    assert [details.get('open') for details in tree.iter('details')] == ['open']
    assert tree.xpath('.//a[@aria-current="page"]')[0].text_content().endswith('The chapter')
    closed = page(site['en'], 'part/other.html').xpath('//nav[@class="contents"]//details')
    assert [details.get('open') for details in closed] == [None]


def test_reader_finds_her_way(site):
    chapter = page(site['en'], 'part/chapter.html')
    assert chapter.xpath('//a[@class="skip-link"]/@href') == ['#main']
    assert chapter.xpath('//nav[@class="breadcrumbs"]//a/@href') == ['../index.html', 'index.html']
    assert chapter.xpath('//a[@rel="prev"]/@href') == ['index.html']
    assert chapter.xpath('//a[@rel="next"]/@href') == ['other.html']
    assert chapter.xpath('//nav[@class="on-this-page"]//ul//ul//a/@href') == ['#one-section', '#another-section']
    assert chapter.xpath('//body/@class') == ['part-1']
    assert '../../downloads/book-en.pdf' in chapter.xpath('//main//a/@href')
    assert chapter.xpath('//form[@role="search"]/@action') == ['../search.html']


def test_links_lead_to_files(site):
    for name in PAGES:
        for address in page(site['en'], name).xpath('//a/@href'):
            path = (site['en'] / name).parent / address.partition('#')[0]
            if '/downloads/' in address or any(f'/{code}/' in address for code in languages.load()):
                continue
            if address.endswith('../index.html') and path.resolve().parent == site['en'].parent.resolve():
                continue
            assert path.exists(), f'{name}: {address}'


def test_funding_statement_stands_on_each_page(site):
    for name in PAGES:
        assert 'Paid for by the European Union.' in page(site['en'], name).xpath('string(//footer)')
        assert '© 2026 Two regions' in page(site['en'], name).xpath('string(//footer)')


def test_permalinks_and_tables_are_accessible(site):
    chapter = page(site['lv'], 'part/chapter.html')
    labels = set(chapter.xpath('//a[@class="headerlink"]/@aria-label'))
    assert labels == {'Saite uz šo virsrakstu', 'Saite uz šo tabulu'}
    assert len(chapter.xpath('//div[@class="table-scroll"]/table')) == 1
    assert chapter.xpath('//main')[0].getparent().get('class') == 'columns'


def test_tables_without_attributes_keep_the_page_whole():
    body = '<section><details><table><tr><td>a</td></tr></table></details></section>'
    assert theme.mend_body(body).count('<div') == theme.mend_body(body).count('</div>') == 1


def test_pages_speak_latvian(site):
    """Every word of the theme itself differs from English."""

    def words(folder, name):
        tree = page(folder, name)
        for element in tree.xpath('//article | //nav[@class="languages"] | //script | //style | //title'):
            element.drop_tree()
        texts = tree.xpath('//body//text()') + tree.xpath('//body//@aria-label | //body//@placeholder | //body//@title')
        return {' '.join(text.split()) for text in texts if len(text.strip()) > 1}

    written = {
        'The small book',
        '1. First part',
        '1.1. The chapter',
        '2. A page outside parts',
        'Paid for by the European Union.',
        '© 2026 Two regions. CC BY 4.0',
    }
    for name in PAGES:
        same = words(site['en'], name) & words(site['lv'], name) - written
        assert not {text for text in same if re.search('[A-Za-z]{3}', text)}


def test_every_page_names_its_viewport_once(site):
    for name in PAGES:
        assert len(page(site['en'], name).xpath('//meta[@name="viewport"]')) == 1, name


WIDTHS = (320, 360, 959, 960, 1099, 1100, 1280, 1920)
MEASURE = """<meta charset="utf-8"><pre id="out"></pre><script>
(async () => {
  const result = {};
  for (const width of WIDTHS) {
    const frame = document.createElement("iframe");
    frame.style.cssText = `border: 0; height: 800px; width: ${width}px`;
    frame.src = PAGE;
    document.body.append(frame);
    await new Promise((loaded) => (frame.onload = loaded));
    const page = frame.contentDocument;
    const text = page.querySelector("article p").getBoundingClientRect();
    const note = page.querySelector(".margin-note").getBoundingClientRect();
    result[width] = [page.documentElement.scrollWidth, note.left >= text.right,
      page.querySelector(".contents").getBoundingClientRect().width > 0];
    frame.remove();
  }
  document.getElementById("out").textContent = JSON.stringify(result);
})();
</script>"""


def test_page_fits_every_window(site, tmp_path):
    """No sideways scrolling; notes at the side from 1100 px; contents beside the text from 960 px."""
    measure, shown = tmp_path / 'measure.html', (site['lv'] / 'part' / 'chapter.html').as_uri()
    script = MEASURE.replace('WIDTHS', str(list(WIDTHS))).replace('PAGE', json.dumps(shown))
    measure.write_text(script, encoding='utf-8')
    flags = ('--hide-scrollbars', '--allow-file-access-from-files', '--virtual-time-budget=10000')
    page_after, _console = opened(measure.as_uri(), tmp_path, *flags)
    found = json.loads(page_after.get_element_by_id('out').text)
    assert found == {str(width): [width, width >= 1100, width >= 960] for width in WIDTHS}


@pytest.mark.parametrize('mode', ['light', 'dark'])
@pytest.mark.parametrize('ground', ['paper', 'sand'])
@pytest.mark.parametrize('ink', ['text', 'muted', 'sea', 'pine', 'amber', 'heather', 'brick', 'slate'])
def test_contrast_of_text(mode, ground, ink):
    assert contrast(tokens()[mode][ink], tokens()[mode][ground]) >= 4.5


@pytest.mark.parametrize('mode', ['light', 'dark'])
@pytest.mark.parametrize(
    ('ink', 'ground'),
    [
        ('text', 'mark'),
        ('text', 'sea-tint'),
        ('text', 'amber-tint'),
        ('sea', 'sea-tint'),
        ('amber', 'amber-tint'),
        ('brick', 'brick-tint'),
        ('pine', 'pine-tint'),
    ],
)
def test_contrast_on_tints(mode, ink, ground):
    assert contrast(tokens()[mode][ink], tokens()[mode][ground]) >= 4.5


@pytest.mark.parametrize('mode', ['light', 'dark'])
@pytest.mark.parametrize('ground', ['paper', 'sand'])
def test_contrast_of_focus(mode, ground):
    assert contrast(tokens()[mode]['focus'], tokens()[mode][ground]) >= 3


def test_colours_sizes_and_families_stand_in_tokens_only():
    sheets = [*(theme.THEME / 'components').glob('*.css'), *(theme.THEME / 'screen').glob('*.css')]
    assert len(sheets) > 10
    for path in sheets:
        css = re.sub(r'/\*.*?\*/', '', path.read_text(encoding='utf-8'), flags=re.DOTALL)
        assert not re.search(r'#[0-9A-Fa-f]{3,8}\b(?=[;\s}])', css), path.name
        assert not re.search(r'font-family:(?!\s*(var\(--|inherit))', css), path.name
        for name in re.findall(r'var\((--[\w-]+)', css):
            assert f'{name}:' in (theme.THEME / 'tokens.css').read_text(encoding='utf-8'), f'{path.name}: {name}'


@pytest.mark.parametrize('name', ['tokens', *(f'components/{name}' for name in theme.COMPONENTS)])
def test_shared_style_sheets_parse(name, caplog):
    """What print reads as well must not make WeasyPrint complain (screen rules are skipped by it)."""
    CSS(filename=theme.THEME / f'{name}.css')
    assert [record.getMessage() for record in caplog.records] == []


def test_every_style_sheet_is_loaded():
    assert theme.style_findings() == []


def test_missing_font_stops_the_build_before_anything_is_written(make_app, tmp_path, monkeypatch):
    folder = copy_of_theme(tmp_path / 'theme')
    (folder / 'fonts' / 'SourceSans3-It.ttf').unlink()
    app = make_app('theme')
    monkeypatch.setattr(theme, 'THEME', folder)
    monkeypatch.setattr(theme.token_findings, '__defaults__', (folder,))
    with pytest.raises(theme.ThemeFileError, match=r'SourceSans3-It\.ttf'):
        app.build()
    assert not (app.outdir / 'index.html').exists()


@pytest.mark.parametrize(
    ('name', 'old', 'new', 'said'),
    [
        ('layout.html', '{% endif %}', '', r'layout\.html:\d+: the template cannot be read \('),
        ('layout.html', '{%- extends "basic/layout.html" %}', '', r'layout\.html:1: the template extends no "basic/'),
        ('layout.html', 'block footer', 'block foot', r'layout\.html: the block "footer" is not in the template'),
        (
            'layout.html',
            '<header class="bar">',
            '<heder class="bar">',
            r'layout\.html:16: an element <heder>;',
        ),
        ('page.html', '{{ body }}', '', r'page\.html:3: the block "body" is not in the template, or is empty'),
        ('search.html', 'searchresults', 'results', r'search\.html: the block "searchresults" is not in'),
        ('genindex.html', 'links', '\0', r'genindex\.html:5: ⟨U\+0000⟩'),
        ('eu-emblem.html', None, '', r'eu-emblem\.html: the template has no words'),
        ('page.html', None, None, r'page\.html: there is no file here'),
    ],
)
def test_a_damaged_template_stops_the_build_before_anything_is_written(
    make_app, tmp_path, monkeypatch, name, old, new, said
):
    folder = tmp_path / 'theme'
    shutil.copytree(theme.THEME / 'handbook', folder / 'handbook')
    path = folder / 'handbook' / name
    if new is None:
        path.unlink()
    else:
        path.write_text(path.read_text(encoding='utf-8').replace(old, new, 1) if old else new, encoding='utf-8')
    monkeypatch.setattr(theme, 'THEME', folder)
    with pytest.raises(theme.ThemeFileError, match=said):
        make_app('theme')


def test_a_template_that_fails_at_a_page_is_said_at_its_line(make_app, tmp_path, monkeypatch):
    folder = tmp_path / 'theme'
    shutil.copytree(theme.THEME / 'handbook', folder / 'handbook')
    line = replace(folder / 'handbook' / 'page.html', '{{ body }}', '{{ body.of.nothing }}')
    monkeypatch.setattr(theme, 'THEME', folder)
    monkeypatch.setattr(theme, 'write_assets', lambda folder: None)
    app = make_app('theme')
    with pytest.raises(ThemeError) as error:
        app.build()
    (finding,) = stopped_by(error.value)
    assert (finding.path, finding.line) == (str(folder / 'handbook' / 'page.html'), line)
    assert 'git restore' in finding.text
