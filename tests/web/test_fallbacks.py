"""Letters that come late move nothing: until then readers see a font of their own of the same measures."""

import functools
import http.server
import re
import shutil
import subprocess
import threading
import time

import pytest
from built_book import SITE, need_built
from driven import driven, window
from fontTools.ttLib import TTFont

from publishing.core import design
from publishing.core.project import THEME
from publishing.web import fallbacks, theme

#: Fonts made to the measures of those that readers have.
SAME = {
    ('sans', 400): 'Nimbus Sans:style=Regular',
    ('sans', 700): 'Nimbus Sans:style=Bold',
    ('serif', 400): 'Nimbus Roman:style=Regular',
    ('serif', 700): 'Nimbus Roman:style=Bold',
}
SHIFTS = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 600);
})"""


@pytest.mark.parametrize('kind', SAME)
def test_widths_are_those_of_the_fonts(kind):
    shown = subprocess.run(
        ['fc-match', '-f', '%{family}|%{file}', SAME[kind]], capture_output=True, text=True, check=True
    )
    family, file = shown.stdout.split('|')
    if not family.startswith('Nimbus'):
        pytest.skip(f'no font "{SAME[kind]}" here')
    assert fallbacks.LOCAL[kind[0]][kind[1]][1] == pytest.approx(fallbacks.mean_width(TTFont(file)), abs=0.0001)


def test_every_face_has_one_behind_it():
    css = fallbacks.with_fallbacks((THEME / 'tokens.css').read_text(encoding='utf-8'))
    faces = re.findall(r'@font-face \{ font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+);', css)
    ours = [face for face in faces if not face[0].endswith('Fallback')]
    assert {(f'{family} Fallback', *rest) for family, *rest in ours} == {*faces} - {*ours}
    assert '--sans: "Source Sans 3", "Source Sans 3 Fallback", Arial, sans-serif;' in css
    assert '--serif: "Source Serif 4", "Source Serif 4 Fallback", Georgia, serif;' in css


@pytest.fixture
def late():
    """Serve the site with letters that come four tenths of a second after everything else."""
    need_built()

    class Late(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path.endswith('.woff2'):
                time.sleep(0.4)
            super().do_GET()

        def log_message(self, *arguments):
            pass

    servers = []

    def serve(folder):
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Late, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f'http://127.0.0.1:{server.server_port}'

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def shift(browser, url, width):
    with window(browser, width) as page:
        page.goto(url)
        page.evaluate('document.fonts.ready')
        assert page.evaluate('[...document.fonts].some((face) => face.status === "loaded")')
        return page.evaluate(SHIFTS)


def test_pages_stay_as_they_are_when_letters_come(late):
    address = late(SITE)
    with driven() as browser:
        moved = {
            (name, width): shift(browser, f'{address}/{name}', width)
            for name in (
                'lv/challenges/public-transport.html',
                'lt/where/two-regions.html',
                'lv/index.html',
                'index.html',
            )
            for width in (360, 1280)
        }
    assert {place: value for place, value in moved.items() if value >= 0.02} == {}


def test_without_the_measures_they_would_move(late, tmp_path):
    for folder in ('lv/_static', 'lv/challenges'):
        shutil.copytree(SITE / folder, tmp_path / folder)
    css = tmp_path / 'lv' / '_static' / theme.STYLESHEET
    text = css.read_text(encoding='utf-8')
    css.unlink()
    css.write_text(re.sub(r'"[^"]+ Fallback",', '', text), encoding='utf-8')
    with driven() as browser:
        assert shift(browser, f'{late(tmp_path)}/lv/challenges/public-transport.html', 360) > 0.02


@pytest.mark.parametrize(
    'letters', ['āčēģīķļņšūž', 'ąčęėįšųūž', 'äõöüšž', 'ȭȯȱō', 'ąćęłńóśźż', 'șț', 'ǥǧǩǯ', 'ŵŷẁẃẅ', 'ẞß', '„“”–—→−☐']
)
def test_letters_of_europe_are_in_what_is_sent(letters, tmp_path):
    sent = TTFont(design.web_font(THEME / 'fonts' / 'SourceSans3-Regular.ttf', tmp_path)).getBestCmap()
    own = TTFont(THEME / 'fonts' / 'SourceSans3-Regular.ttf').getBestCmap()
    assert {one for one in letters if ord(one) in own} <= {chr(code) for code in sent}


def test_what_is_sent_is_small(tmp_path):
    """A page wants five or six of these files."""
    sizes = {path.name: design.web_font(path, tmp_path).stat().st_size for path in (THEME / 'fonts').glob('*.ttf')}
    assert len(sizes) == 10 and max(sizes.values()) < 36_000, sizes
