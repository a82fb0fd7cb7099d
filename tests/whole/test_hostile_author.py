"""What a hostile author tries comes to nothing: it is refused by name and line, or stands there as words.

All attempts of ``hostile_author`` are pages of one project, which is built in every form although each fault alone
stops a build of ours: so the outputs show that nothing would get into them even then.
"""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import last_look
import pytest
from hostile_author import INERT, REFUSED, SECRET, VECTORS, make_project
from lxml import html
from mini_repository import make_repository, publishing, replace
from watched import watching

from publishing.core import inside
from publishing.core.findings import Code

BUILDERS = ('html', 'epub', 'pdf')
#: What refuses most attempts; a few are stopped by what refuses them in any book.
REFUSALS = {Code.NOT_ALLOWED, Code.SOURCE_FORM, Code.MARKUP, Code.CITATION, Code.NOT_IN_CONTENTS, Code.CROSS_REFERENCE}


@dataclass(frozen=True)
class Built:
    """What came of a build: the folder, the findings by the name of their file, what was opened and called."""

    outdir: Path
    findings: dict[str, list]
    done: list[tuple[str, str]]
    outside: Path


@pytest.fixture(scope='module')
def built(make_shared_app, tmp_path_factory):
    """Return a function that builds all attempts in one form, once."""
    made = {}

    def build(builder):
        if builder not in made:
            folder = tmp_path_factory.mktemp(builder)
            source = make_project(folder)
            with watching() as done:
                app = make_shared_app(source, builder)
                app.build()
            findings = {}
            for finding in app.handbook_findings:
                findings.setdefault(Path(finding.path).name, []).append(finding)
            made[builder] = Built(Path(app.outdir), findings, done, folder / 'outside')
        return made[builder]

    return build


def findings_of(built, vector):
    """Return the findings on the page of an attempt and in the files that it brings."""
    return [one for name in (f'{vector.page}.md', *vector.files) for one in built.findings.get(name, ())]


def test_there_are_many_and_each_has_its_name():
    assert len(VECTORS) >= 240
    assert len(REFUSED) >= 220
    assert len({vector.page for vector in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize('vector', REFUSED, ids=lambda vector: vector.page)
def test_refused_by_name_and_line(built, vector):
    found = findings_of(built('html'), vector)
    drawings = [name for name in vector.files if name.endswith('.svg')]
    line = 1 if drawings else vector.line
    said = [one for one in found if vector.words in one.text and one.line == line]
    assert said, found
    assert {one.code for one in said} <= REFUSALS
    assert all('expected' in one.text for one in said)


@pytest.mark.parametrize('vector', INERT, ids=lambda vector: vector.page)
def test_words_are_words(built, vector):
    assert findings_of(built('html'), vector) == []


@pytest.mark.parametrize('builder', BUILDERS)
def test_nothing_outside_is_opened_nothing_is_called(built, builder):
    outside = str(built(builder).outside)
    opened = {path for call, path in built(builder).done if call == 'open'}
    assert len(opened) > 300  # the watch is on
    assert [path for path in opened if path.startswith(outside)] == []
    assert [one for one in built(builder).done if one[0] != 'open'] == []
    assert not (built(builder).outside / 'ran.txt').exists()


@pytest.mark.parametrize('builder', BUILDERS)
def test_nothing_of_it_is_in_an_output(built, builder):
    outdir = built(builder).outdir
    assert last_look.holds(outdir, SECRET) == []
    assert last_look.in_folder(outdir) == []
    assert not (outdir / '_downloads').exists()
    if builder == 'epub':
        assert last_look.in_epub(next(outdir.glob('*.epub'))) == []
    if builder == 'pdf':
        assert last_look.in_pdf(next(outdir.glob('*.pdf'))) == []


@pytest.mark.parametrize('builder', BUILDERS)
def test_each_form_says_the_same(built, builder):
    def said(name):  # each was built in a folder of its own, whose name is cut in some messages
        folder = str(built(name).outside.parent)
        return {
            page: sorted(re.sub('"[^"]*"', '""', str(one).replace(folder, '')) for one in found)
            for page, found in built(name).findings.items()
            if not page.endswith('.epub')  # of the last look, behind the gate
        }

    assert said(builder) == said('html')


@pytest.mark.parametrize(
    ('page', 'words'),
    [
        ('words-of-a-template', 'A {{ 7*7 }} and {% include "../outside/secret.txt" %} and {{ config }}.'),
        ('words-in-code', 'A <script>alert(1)</script> and "><script>alert(1)</script><x y=".'),
        ('words-in-entities', 'A <script>alert(1)</script> b.'),
        ('words-in-a-fence', '<script>alert(1)</script>'),
        ('words-of-a-chart', '</svg><script>alert(1)</script>'),
        ('words-of-a-map', '<script>alert(1)</script>'),
        ('words-of-a-letter', '<script>alert(1)</script>'),
    ],
)
def test_readers_see_the_words(built, page, words):
    text = html.parse(str(built('html').outdir / f'{page}.html')).getroot().text_content()
    assert words in ' '.join(re.sub('[“”]', '"', text).split())


def test_the_last_look_sees():
    """Else the tests above look for nothing."""
    bad = (
        b'<p onclick="x">', b'<a href=" JavaScript:x">', b'<iframe></iframe>', b'<meta http-equiv=Refresh content=0>',
        b'<img src="http://e.example/">', b'<svg><script>x</script></svg>', b'<a target="_blank">',
    )  # fmt: skip
    for markup in bad:
        assert list(last_look.in_markup(markup)), markup
    assert list(last_look.in_markup(b'<a href="https://e.example">x</a><img src="a.png">')) == []
    assert list(last_look.in_markup(b'<script src="_static/a.js"></script>', own_scripts=True)) == []


def test_the_watch_hears(tmp_path):
    with watching() as done:
        (tmp_path / 'a').write_text('x')
    assert ('open', str((tmp_path / 'a').resolve())) in done


# Links of the file system, which git carries


@dataclass(frozen=True)
class Link:
    """A link among the chapters: its name, and where it leads."""

    name: str
    path: str
    target: str


LINKS = (
    Link('chapter', 'stolen.md', '../outside/secret.md'),
    Link('chapter of this machine', 'stolen.md', '/etc/passwd'),
    Link('table', 'data/passengers.csv', '/etc/passwd'),
    Link('picture', 'coast.svg', '../outside/secret.svg'),
    Link('bibliography', 'references.bib', '/etc/passwd'),
    Link('folder', 'part', '/etc'),
    Link('circle', 'part', '.'),
    Link('two in a circle', 'part', 'part'),
    Link('device that never ends', 'stolen.md', '/dev/zero'),
    Link('nothing', 'stolen.md', '/nowhere'),
    Link('a page beside', 'stolen.md', 'ferry.md'),
    Link('settings', 'docutils.conf', '/etc/passwd'),
)


@pytest.mark.parametrize('link', LINKS, ids=lambda link: link.name)
def test_a_link_is_named_and_not_followed(tmp_path, link):
    folder = tmp_path / 'handbook'
    (folder / 'data').mkdir(parents=True)
    (folder / link.path).symlink_to(link.target)
    with watching() as done:
        found = list(inside.unfit(folder))
    assert [(one.path, one.code) for one in found] == [(folder / link.path, Code.NOT_ALLOWED)]
    assert f'a link to "{link.target}"; expected a file or folder of its own' in found[0].text
    assert [path for call, path in done if call == 'open'] == []


# Through the commands of the handbook


@pytest.fixture(scope='module')
def repository(tmp_path_factory):
    """Return the small book, strict as the real one is; its one reference of old is written as authors write it."""
    root = make_repository(tmp_path_factory.mktemp('hostile') / 'repository', strict_authors=True)
    replace(root / 'handbook' / 'ferry.md', '{ref}`harbour`', '[the harbour](#harbour)')
    return root


COMMANDS = (('check',), ('build', 'html', 'en'), ('build', 'pdf', 'en'), ('build', 'epub', 'lv'))


@pytest.mark.parametrize('command', COMMANDS, ids=' '.join)
def test_a_command_refuses_the_page(repository, command):
    page = repository / 'handbook' / 'ferry.md'
    before = page.read_text(encoding='utf-8')
    try:
        page.write_text(f'{before}\n```{{include}} ../conf.py\n```\n', encoding='utf-8')
        done = publishing(repository, *command)
    finally:
        page.write_text(before, encoding='utf-8')
    line = before.count('\n') + 2
    said = f'handbook/ferry.md:{line}: "include" is no directive for authors; expected one that'
    assert said in done.stdout + done.stderr
    assert done.returncode == 1
    assert 'Traceback' not in done.stderr
    assert not (repository / 'build' / 'site' / 'en').exists()


@pytest.mark.parametrize('command', COMMANDS, ids=' '.join)
@pytest.mark.parametrize('folder', ['handbook', 'locales'])
def test_a_command_refuses_a_link(repository, command, folder):
    link = repository / folder / 'zero.md'
    link.symlink_to('/dev/zero')
    try:
        done = publishing(repository, *command)
    except subprocess.TimeoutExpired:
        pytest.fail('the link was followed')
    finally:
        link.unlink()
    assert f'{folder}/zero.md: a link to "/dev/zero"; expected' in done.stdout + done.stderr
    assert done.returncode == 1
