"""At an address that a page has left stands a page without script that leads to the new one, in every language."""

import html5lib
import pytest
from browser import opened

from publishing.core import redirects
from publishing.core.plain_messages import findings
from publishing.outputs import look, policy
from publishing.web import landing

PAGES = {
    'index.md': '(index)=\n# Book\n\n```{toctree}\ntools/way\n```\n',
    'tools/way.md': '(way)=\n# The way & <more>\n\nText.\n',
}


def project(folder, *lines):
    """Write a small book with the list of old addresses ``lines``; return its folder."""
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace('<', '\\<'), encoding='utf-8')
    settings = "extensions = ['publishing.core', 'myst_parser', 'publishing.web']\nhtml_theme = 'handbook'\n"
    (folder / 'conf.py').write_text(settings, encoding='utf-8')
    (folder / redirects.NAME).write_text('\n'.join(['old,new', *lines, '']), encoding='utf-8')
    return folder


def elements(path):
    """Return the elements of a page as (name, attributes, text)."""
    tree = html5lib.parse(path.read_text(encoding='utf-8'), namespaceHTMLElements=False)
    return [(one.tag, one.attrib, (one.text or '').strip()) for one in tree.iter()]


@pytest.mark.parametrize(('builder', 'file'), [('html', 'a/b/old.html'), ('dirhtml', 'a/b/old/index.html')])
def test_old_address_leads_to_the_page(build_app, tmp_path, builder, file):
    app = build_app(project(tmp_path / 'book', 'a/b/old,tools/way'), builder, language='lv')
    target = '../../tools/way.html' if builder == 'html' else '../../../tools/way/'
    path = app.outdir / file
    assert (path.parent / target).resolve().exists()
    found = elements(path)
    assert not any(name in ('script', 'style', 'form', 'img') for name, _held, _text in found)
    equivs = {held['http-equiv']: held['content'] for name, held, _text in found if 'http-equiv' in held}
    assert equivs == {'Content-Security-Policy': policy.STILL, 'refresh': f'0; url={target}'}
    assert [(held['href'], text) for name, held, text in found if name == 'a'] == [(target, 'The way & <more>')]
    links = {held['rel']: held['href'] for name, held, _text in found if name == 'link'}
    assert links['canonical'] == target
    assert (path.parent / links['stylesheet']).resolve().is_file()
    assert found[0][1]['lang'] == 'lv'
    assert findings(app) == []


def test_browser_goes_on_from_a_disk_and_complains_of_nothing(build_app, tmp_path):
    app = build_app(project(tmp_path / 'book', 'a/b/old,tools/way'))
    page, console = opened((app.outdir / 'a/b/old.html').as_uri(), tmp_path)
    assert page.xpath('//*[@id="way"]')
    assert 'The way & <more>' in page.findtext('.//title')
    assert console == []


def test_canonical_address_is_whole_where_the_site_has_one(build_app, tmp_path):
    base = 'https://handbook.example.org/{language}/'
    app = build_app(project(tmp_path / 'book', 'old,tools/way'), confoverrides={'html_baseurl': base})
    links = {held['rel']: held['href'] for name, held, _text in elements(app.outdir / 'old.html') if name == 'link'}
    assert links['canonical'] == 'https://handbook.example.org/en/tools/way.html'


def test_page_wins_and_old_addresses_are_in_no_list(build_app, tmp_path):
    app = build_app(project(tmp_path / 'book', 'old,tools/way', 'tools/way,index'))
    page = (app.outdir / 'tools' / 'way.html').read_text(encoding='utf-8')
    assert 'http-equiv="refresh"' not in page and 'id="way"' in page
    assert app.builder.moved_pages == {'old.html': 'tools/way.html'}
    before = landing.count_words(app.outdir)
    (app.outdir / 'old.html').unlink()
    assert landing.count_words(app.outdir) == before
    for path in app.outdir.rglob('*'):
        if path.suffix in ('.html', '.js', '.json', '.xml', '.txt'):
            assert 'old.html' not in path.read_text(encoding='utf-8'), path


def test_list_that_leads_nowhere_is_said_with_its_line(build_app, tmp_path):
    app = build_app(project(tmp_path / 'book', 'old,tools/none'), warningiserror=False)
    [finding] = findings(app)
    assert finding.path.endswith(redirects.NAME) and finding.line == 2
    assert 'leads to "tools/none", which is no page' in finding.text
    assert not (app.outdir / 'old.html').exists()


def test_only_the_page_at_an_old_address_goes_on_and_only_there(tmp_path):
    def said(address, goes_on):
        path = tmp_path / 'old.html'
        head = f'<meta http-equiv="refresh" content="0; url={address}" />'
        path.write_text(f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head></html>', encoding='utf-8')
        return [str(fault) for _name, fault in look.file(path, path.name, goes_on)]

    assert said('tools/way.html', 'tools/way.html') == []
    assert any('http-equiv="refresh"' in one for one in said('tools/way.html', ''))
    assert any('http-equiv="refresh"' in one for one in said('https://evil.example', 'tools/way.html'))
    assert any('http-equiv="refresh"' in one for one in said('https://evil.example', 'https://evil.example'))
    assert any('http-equiv="refresh"' in one for one in said('//evil.example', '//evil.example'))


def test_page_at_an_old_address_has_words_and_a_link_only(tmp_path):
    path = tmp_path / 'old.html'
    path.write_text('<!DOCTYPE html>\n<html lang="en"><body><img src="x.png" alt="" /></body></html>', encoding='utf-8')
    assert any('<img>' in str(fault) for _name, fault in look.file(path, path.name, 'tools/way.html'))
