"""A browser keeps to the policy: our pages work under it without a complaint, and what got into one does not run."""

import functools
import http.server
import shutil
import socket
import threading
from types import SimpleNamespace

import pytest
import uvicorn
from browser import REFUSED, opened
from places import REPOSITORY

from publishing.core import languages
from publishing.outputs import look, policy
from publishing.pipeline.live import Live
from publishing.web import landing, theme

LOCALES = REPOSITORY / 'locales'
#: Each kind of page has something that a policy without thought would stop.
KINDS = ('index.html', 'part/chapter.html', 'genindex.html', 'search.html?q=meaning')
RUN = "document.documentElement.id = 'ran'"
TRIED = {
    'script': f'<script>{RUN}</script>',
    'handler': f'<img src="missing.png" alt="" onerror="{RUN}">',
    'script as data': f'<script src="data:text/javascript,{RUN}"></script>',
    'script of another site': '<script src="http://localhost:9/x.js"></script>',
    'frame': f'<iframe srcdoc="&lt;script&gt;parent.{RUN}&lt;/script&gt;"></iframe>',
    'base': '<base href="http://localhost:9/">',
    'style': '<p style="position: fixed">x</p>',
}


@pytest.fixture(scope='module')
def site(build_once):
    return build_once('theme', language='lv', locale_dirs=[str(LOCALES)])


@pytest.fixture
def served(site):
    """Return the address of the pages on a web server of this computer."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_port}'
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize('name', KINDS)
def test_pages_from_a_disk_keep_to_the_policy(site, name, tmp_path):
    page, console = opened(f'{site.as_uri()}/{name}', tmp_path)
    assert page.xpath('//meta[@http-equiv]/@content') == [policy.POLICY]
    assert console == []


@pytest.mark.parametrize('name', KINDS[1::2])
def test_pages_of_a_site_keep_to_the_policy(served, name, tmp_path):
    page, console = opened(f'{served}/{name}', tmp_path)
    assert [line for line in console if 'favicon' not in line] == []
    if '?' in name:  # the page was fetched for the words around
        assert page.xpath('string(//ul[contains(@class, "search")]//p[@class="context"]/mark)') == 'meaning'


def test_search_counts_in_the_language_of_the_page(site, tmp_path):
    """The form of the number is chosen without making a function of a text, which the policy stops."""
    page, console = opened(f'{site.as_uri()}/search.html?q=chapter', tmp_path)
    found = len(page.xpath('//ul[contains(@class, "search")]/li'))
    assert found > 1
    assert (
        page.xpath('string(//p[contains(@class, "search-summary")])') == f'Meklēšana pabeigta: atrastas {found} lapas.'
    )
    assert console == []


def test_the_page_in_front_keeps_to_its_policy(tmp_path):
    edition = landing.Edition(languages.load()['lv'], 'A', 'B', 'C', 'D', 10, None, has_pages=True, books=[])
    text = landing.landing_page([edition])
    assert text.count(policy.meta(policy.STILL)) == 1 and look.page(text, look.LANDING) == []
    (tmp_path / 'index.html').write_text(text, encoding='utf-8')
    theme.write_assets(tmp_path / 'assets', theme.LANDING_STYLES, 'landing.css')
    assert opened((tmp_path / 'index.html').as_uri(), tmp_path)[1] == []


def changed(site, folder, piece):
    """Return a chapter in a copy of the pages, with ``piece`` in its text."""
    copy = shutil.copytree(site, folder / 'copy')
    chapter = copy / 'part' / 'chapter.html'
    text = chapter.read_text(encoding='utf-8')
    assert '<article>' in text
    chapter.write_text(text.replace('<article>', f'<article>{piece}', 1), encoding='utf-8')
    return chapter


@pytest.mark.parametrize('name', TRIED)
def test_what_got_into_a_page_does_not_run(site, name, tmp_path):
    page, console = opened(changed(site, tmp_path, TRIED[name]).as_uri(), tmp_path)
    assert page.get('id') is None
    assert any(REFUSED in line for line in console)


@pytest.mark.parametrize('name', ['script', 'handler'])
def test_without_the_policy_it_would_run(site, name, tmp_path):
    chapter = changed(site, tmp_path, TRIED[name])
    text = chapter.read_text(encoding='utf-8')
    assert text.count(policy.meta()) == 1
    chapter.write_text(text.replace(policy.meta(), ''), encoding='utf-8')
    assert opened(chapter.as_uri(), tmp_path)[0].get('id') == 'ran'


def test_pages_of_the_preview_hear_of_changes(site, tmp_path):
    """Its script is a file and its socket is of the same site, or the policy would stop both."""
    heard = []
    preview = SimpleNamespace(outdir=site, language='en', locales=tmp_path / 'locales', catalogs=tmp_path / 'catalogs')
    live = Live(preview, watched=[tmp_path / 'handbook'])
    wait_in = live.window
    live.window = lambda socket: heard.append(socket.url.path) or wait_in(socket)
    with socket.create_server(('127.0.0.1', 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(live.application(), log_level='error'))
        thread = threading.Thread(target=server.run, kwargs={'sockets': [listening]}, daemon=True)
        thread.start()
        page, console = opened(
            f'http://127.0.0.1:{listening.getsockname()[1]}/en/part/chapter.html', tmp_path / 'browser'
        )
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)
    assert heard == ['/reload']
    assert [line for line in console if REFUSED in line] == []
    assert page.xpath('//script[@src="/reload.js"]')


CLICK = """
window.addEventListener("load", () => {
  const link = document.querySelector("nav.languages a:not([aria-current])");
  document.addEventListener("click", (event) => event.preventDefault(), true);
  link.click();
  document.documentElement.dataset.led = link.href;
});
"""


def test_the_language_menu_keeps_the_place(site, tmp_path):
    chapter = changed(site, tmp_path, '<script src="../_static/click.js"></script>')
    (tmp_path / 'copy' / '_static' / 'click.js').write_text(CLICK, encoding='utf-8')
    page, console = opened(f'{chapter.as_uri()}#one-section', tmp_path)
    assert page.get('data-led').endswith('/en/part/chapter.html#one-section')
    assert console == []


def test_columns_have_their_widths(build_shared_app, tmp_path):
    """docutils has them in style attributes, which the policy stops."""
    table = '# A\n\n:::{list-table} B\n:widths: 20 80\n* - a\n  - b\n:::\n'

    def change(folder):
        for path in [*folder.rglob('*.md')]:
            path.unlink()
        (folder / 'index.md').write_text(table, encoding='utf-8')

    out = build_shared_app('theme', change=change).outdir
    measure = out / '_static' / 'measure.js'
    measure.write_text(
        'window.addEventListener("load", () => { document.documentElement.dataset.widths = '
        '[...document.querySelectorAll("td")].map((cell) => Math.round(cell.getBoundingClientRect().width)); });',
        encoding='utf-8',
    )
    page = out / 'index.html'
    text = page.read_text(encoding='utf-8')
    assert '<col class="width-20" />' in text
    page.write_text(text.replace('</head>', '<script src="_static/measure.js"></script></head>'), encoding='utf-8')
    narrow, wide = map(int, opened(page.as_uri(), tmp_path)[0].get('data-widths').split(','))
    assert wide / narrow == pytest.approx(4, abs=0.1)
