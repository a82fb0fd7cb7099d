"""The same text is told the same, however often and after whatever it is read; what is mended is told no more."""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from mini_repository import digests, make_repository, publishing, replace
from sphinx.errors import SphinxError

from publishing.commands.shared import warn
from publishing.core.findings import Code, Finding, FindingsError
from publishing.pipeline.preview import Preview
from publishing.translation.catalogs import templates

TERM = ':::{glossary}\nquay\n  Where ships lie.\n:::\n'
FIGURE = ':::{figure} coast.svg\n:name: fig-coast\nThe coast\n:::\n'
FORMULA = '```{math}\n:label: speed\nv\n```\n'
SOURCE = '@book{one,\n title = {One},\n author = {Some Region},\n publisher = {It},\n year = 2020\n}\n'
FERRY = 'To the {ref}`harbour`, {term}`quay`, {numref}`fig-coast`, {eq}`speed`, {cite}`one`.\n'
PAGES = {
    'conf.py': "extensions = ['publishing.core.read_again', 'myst_parser', 'sphinxcontrib.bibtex']\n"
    "html_theme = 'basic'\nnumfig = True\nmyst_enable_extensions = ['colon_fence']\n"
    "bibtex_bibfiles = ['sources.bib']\n",
    'index.md': '(top)=\n# Top\n\n```{toctree}\nferry\nharbour\nstrait\n```\n',
    'ferry.md': f'(ferry)=\n# Ferry\n\n{FERRY}',
    'harbour.md': f'(harbour)=\n# Harbour\n\n{TERM}\n{FIGURE}\n{FORMULA}',
    'strait.md': '(strait)=\n# Strait\n\n```{include} part.txt\n```\n\n```{bibliography}\n```\n',
    'part.txt': 'Words.\n',
    'sources.bib': SOURCE,
    'coast.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>\n',
}


@dataclass(frozen=True)
class Fault:
    """What to write behind a file of the project, what is then said, and which pages the next build reads again."""

    name: str
    file: str
    text: str
    words: str
    read: tuple[str, ...]


#: Not all that is said of a bibliography is about a page.
ALL = ('ferry', 'harbour', 'index', 'strait')
FAULTS = (
    Fault(
        'unknown directive', 'ferry.md', '\n:::{nosuch}\nText.\n:::\n', "Unknown directive type: 'nosuch'", ('ferry',)
    ),
    Fault('label of nothing', 'ferry.md', '\n{ref}`nowhere`\n', "undefined label: 'nowhere'", ('ferry',)),
    Fault('source of nothing', 'harbour.md', '\n{cite}`two`\n', 'could not find bibtex key "two"', ('harbour',)),
    Fault('missing picture', 'ferry.md', '\n![Quay](quay.png)\n', 'image file not readable: quay.png', ('ferry',)),
    Fault('code that is no code', 'ferry.md', '\n```python\nx = $?\n```\n', 'Lexing literal_block', ('ferry',)),
    Fault('page nobody finds', 'lonely.md', '# Lonely\n', "document isn't included in any toctree", ('lonely',)),
    Fault(
        'fault of an included file',
        'part.txt',
        '\n{nosuch}`role`\n',
        'Unknown interpreted text role "nosuch"',
        ('strait',),
    ),
    Fault(
        'label of a page read before',
        'strait.md',
        '\n(harbour)=\n## Again\n',
        'duplicate label harbour',
        ('harbour', 'strait'),
    ),
    Fault(
        'label of a page read after',
        'ferry.md',
        '\n(strait)=\n## Again\n',
        'duplicate label strait',
        ('ferry', 'strait'),
    ),
    Fault(
        'term explained before', 'strait.md', f'\n{TERM}', 'duplicate term description of quay', ('harbour', 'strait')
    ),
    Fault('term explained after', 'ferry.md', f'\n{TERM}', 'duplicate term description of quay', ('ferry', 'harbour')),
    Fault('name of a figure before', 'strait.md', f'\n{FIGURE}', 'duplicate label fig-coast', ('harbour', 'strait')),
    Fault('name of a figure after', 'ferry.md', f'\n{FIGURE}', 'duplicate label fig-coast', ('ferry', 'harbour')),
    Fault(
        'name of a formula after', 'ferry.md', f'\n{FORMULA}', 'duplicate label of equation speed', ('ferry', 'harbour')
    ),
    Fault('source twice', 'sources.bib', SOURCE, 'bibliography data error', ALL),
    Fault(
        'source in two lists',
        'harbour.md',
        '\n```{bibliography}\n```\n',
        'duplicate citation for key "one"',
        ('harbour',),
    ),
)


@pytest.fixture
def project(tmp_path, make_app):
    """A project without a fault and ``build(builder='html')``, which returns the pages read and the lines said."""
    root = tmp_path / 'project'
    root.mkdir()
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding='utf-8')

    def build(builder='html', **options):
        app, read = make_app(root, builder, **options), []
        app.connect('env-before-read-docs', lambda _app, _env, names: read.extend(names))
        app.build()
        return read, re.sub('\x1b\\[[0-9;]*m', '', app.warning.getvalue()).splitlines()

    return SimpleNamespace(root=root, build=build, make=lambda: make_app(root))


def add(path, text):
    path.write_text((path.read_text(encoding='utf-8') if path.exists() else '') + text, encoding='utf-8')


def without_places(lines):
    """Return what is said; of two owners of a label either may be named as the other one."""
    return sorted(re.sub(r'(other instance in ).*', r'\1', re.sub('^.*?(?=WARNING|ERROR)', '', line)) for line in lines)


@pytest.mark.parametrize(
    ('fault', 'builder'),
    [
        *((fault, 'html') for fault in FAULTS),
        *((fault, 'gettext') for fault in FAULTS if fault.name in ('unknown directive', 'page nobody finds')),
    ],
    ids=lambda value: getattr(value, 'name', value),
)
def test_fault_is_said_until_it_is_mended(project, fault, builder):
    path = project.root / fault.file
    before = path.read_text(encoding='utf-8') if path.exists() else None
    assert project.build(builder)[1] == []
    assert project.build(builder) == ([], [])
    add(path, fault.text)
    _read, first = project.build(builder)
    assert [line for line in first if fault.words in line]
    for _time in range(2):
        read, again = project.build(builder)
        assert sorted(read) == list(fault.read)
        assert without_places(again) == without_places(first)
    path.unlink() if before is None else path.write_text(before, encoding='utf-8')
    assert project.build(builder)[1] == []
    assert project.build(builder) == ([], [])


def test_wording_of_the_messages_hides_no_place(project):
    replace(project.root / 'conf.py', "'myst_parser'", "'publishing.core.plain_messages', 'myst_parser'")
    add(project.root / 'ferry.md', '\n(strait)=\n## Again\n')
    first = project.build()[1]
    assert any('the label "strait" stands here and in ' in line for line in first)
    assert project.build() == (['ferry', 'strait'], first)


@pytest.mark.parametrize('parallel', [0, 2])
@pytest.mark.parametrize(('giving', 'receiving'), [('ferry', 'strait'), ('strait', 'ferry'), ('strait', 'a-new-page')])
def test_section_that_has_moved_stands_nowhere_twice(project, giving, receiving, parallel):
    section = f'\n(coast)=\n## Coast\n\n{TERM}\n{FIGURE}\n{FORMULA}'
    (project.root / 'harbour.md').write_text('(harbour)=\n# Harbour\n\n{ref}`coast`\n', encoding='utf-8')
    add(project.root / f'{giving}.md', section)
    assert project.build(parallel=parallel)[1] == []
    replace(project.root / f'{giving}.md', section, '')
    if not (project.root / f'{receiving}.md').exists():
        replace(project.root / 'index.md', 'strait\n', f'strait\n{receiving}\n')
        add(project.root / f'{receiving}.md', '# New\n')
    add(project.root / f'{receiving}.md', section)
    assert project.build(parallel=parallel)[1] == []
    assert project.build(parallel=parallel)[1] == []


def test_renamed_page_has_its_labels_once(project):
    project.build()
    (project.root / 'harbour.md').rename(project.root / 'a-harbour.md')
    replace(project.root / 'index.md', 'harbour', 'a-harbour')
    assert project.build()[1] == []


def test_page_keeps_its_labels_when_a_copy_of_it_goes(project):
    project.build()
    copy = project.root / 'a-copy.md'
    add(copy, '---\norphan: true\n---\n' + PAGES['harbour.md'])
    assert len(project.build()[1]) == 4
    copy.unlink()
    assert project.build()[1] == []
    add(project.root / 'ferry.md', '\nMore.\n')  # whose links lead there
    assert project.build()[1] == []


def test_page_that_is_gone_is_missed_by_the_page_that_lists_it(project):
    project.build()
    (project.root / 'strait.md').unlink()
    replace(project.root / 'ferry.md', ', {cite}`one`', '')
    first = project.build()
    assert first[0] == ['ferry', 'index']
    assert [line for line in first[1] if "toctree contains reference to nonexisting document 'strait'" in line]
    assert project.build()[1] == first[1]


@pytest.mark.parametrize(
    ('file', 'words', 'page'),
    [('ferry.md', 'To the', 'ferry'), ('part.txt', 'Words', 'strait'), ('coast.svg', 'M0 0h9', 'harbour')],
)
def test_file_with_another_text_and_its_old_time_is_read(project, file, words, page):
    project.build()
    path, time = project.root / file, (project.root / file).stat().st_mtime
    replace(path, words, words[::-1])
    os.utime(path, (time, time))
    assert project.build() == ([page], [])
    assert project.build() == ([], [])


def test_pages_are_read_again_by_changed_code(project):
    (project.root / 'ours').mkdir()
    module = project.root / 'ours' / '__init__.py'
    module.write_text('def setup(app):\n    pass\n', encoding='utf-8')
    replace(project.root / 'conf.py', "'myst_parser'", "'ours', 'myst_parser'")
    add(project.root / 'conf.py', 'import sys\nsys.path.insert(0, str(__import__("pathlib").Path(__file__).parent))\n')
    for _time in range(2):
        assert project.build()[0] == list(ALL)
        assert project.build() == ([], [])
        add(project.root / 'ours' / 'rules.py', '# Another rule.\n')
    sys.modules.pop('ours')
    sys.path.remove(str(project.root))


def test_build_that_ended_between_reading_and_writing_has_said_nothing(project):
    """As when the computer is switched off while Sphinx looks whether all is consistent."""
    project.build()
    add(project.root / 'lonely.md', '# Lonely\n')
    broken = project.make()

    def stop(*_arguments):
        raise KeyboardInterrupt

    broken.connect('env-check-consistency', stop)
    with pytest.raises(KeyboardInterrupt):
        broken.build()
    assert [line for line in project.build()[1] if "isn't included in any toctree" in line]


@pytest.mark.parametrize('reason', [KeyboardInterrupt, SphinxError])
def test_build_that_is_broken_off_has_said_nothing(project, reason):
    project.build()
    add(project.root / 'lonely.md', '# Lonely\n')
    broken = project.make()

    def stop(*_arguments):
        raise reason

    broken.connect('html-page-context', stop)
    with pytest.raises(reason):
        broken.build()
    for _time in range(2):
        said = project.build()[1]
        assert [line for line in said if "isn't included in any toctree" in line]
    names = {path.name for path in (project.root / '_build' / 'doctrees').iterdir() if path.suffix != '.doctree'}
    assert names == {'environment.pickle', 'read.json'}


@pytest.mark.parametrize(('place', 'pages'), [('', ALL), ('part.txt:1', ('strait',)), ('elsewhere.txt:1', ALL)])
def test_fault_of_no_page_has_all_pages_read_again(project, place, pages):
    """One of a file has those read that are made from it."""
    add(
        project.root / 'conf.py',
        f"""
from sphinx.util import logging
def check(app, tree):
    if 'nobody knows' in tree.astext():
        place = '{place}' and app.srcdir / '{place}'
        logging.getLogger(__name__).warning('something is wrong', location=str(place))
def setup(app):
    app.connect('doctree-read', check)
""",
    )
    add(project.root / 'part.txt', 'What nobody knows.\n')
    said = project.build()[1]
    assert len(said) == 1
    for _time in range(2):
        assert project.build() == (list(pages), said)
    (project.root / 'part.txt').write_text('Words.\n', encoding='utf-8')
    assert project.build()[1] == []
    assert project.build() == ([], [])


def test_what_every_build_says_by_itself_has_no_page_read_again(project):
    add(project.root / 'conf.py', "html_static_path = ['nowhere']\n")
    said = project.build()[1]
    assert len(said) == 1
    assert project.build() == ([], said)


@pytest.fixture
def live(project, tmp_path, capsys):
    """A live preview of the project and ``save(file, text)``, which returns what it says of it."""
    preview = Preview(project.root, project.root, tmp_path / 'live', 'en', project.root / 'locales', warn=warn)

    def save(name, text):
        (project.root / name).write_text(text, encoding='utf-8')
        preview.update([project.root / name])
        return capsys.readouterr().err

    preview.start()
    assert capsys.readouterr().err == ''
    yield save
    preview._stack.close()


@pytest.mark.parametrize(
    'name', ['label of a page read before', 'label of a page read after', 'term explained after', 'source twice']
)
def test_live_preview_says_a_fault_with_each_save_until_it_is_mended(live, name):
    fault = next(fault for fault in FAULTS if fault.name == name)
    assert fault.words in live(fault.file, PAGES[fault.file] + fault.text)
    for number in range(2):
        assert fault.words in live('index.md', f'{PAGES["index.md"]}\n{number}\n')
    assert live(fault.file, PAGES[fault.file]) == ''
    assert live('ferry.md', f'{PAGES["ferry.md"]}\nMore.\n') == ''


def test_first_pages_of_a_live_preview_are_made_of_what_is_there(project, tmp_path, capsys):
    """A fault is said in the words of a reading anew, and what only an old reading would find is not said."""

    def begin():
        preview = Preview(project.root, project.root, tmp_path / 'live', 'en', project.root / 'locales', warn=warn)
        preview.start()
        preview._stack.close()
        return capsys.readouterr().err

    section = '\n(quays)=\n## Quays\n\nThree.\n'
    add(project.root / 'strait.md', section)
    assert begin() == ''
    replace(project.root / 'strait.md', section, '')
    add(project.root / 'a-new-page.md', f'# New\n{section}')
    replace(project.root / 'index.md', 'strait\n', 'strait\na-new-page\n')
    assert begin() == ''
    add(project.root / 'ferry.md', '\n{ref}`nowhere`\n')
    first = begin()
    assert "undefined label: 'nowhere'" in first
    assert begin() == first
    replace(project.root / 'ferry.md', '\n{ref}`nowhere`\n', '')
    assert begin() == ''


@pytest.fixture
def extraction(tmp_path, monkeypatch):
    """An extraction whose Sphinx says what is in ``says``; ``known`` has whether it found doctrees, for each run."""
    outdir, doctrees = tmp_path / 'gettext', tmp_path / 'doctrees'
    result = SimpleNamespace(says=[], known=[], outdir=outdir)

    def build(folder):
        result.known.append(doctrees.exists())
        doctrees.mkdir(exist_ok=True)
        return result.says

    monkeypatch.setattr(templates, 'DOCTREES', doctrees)
    monkeypatch.setattr(templates, '_build', build)
    monkeypatch.setattr(templates, 'interface_pot', polib.POFile)
    result.run = lambda: templates.extract(outdir)
    return result


def test_extraction_trusts_only_what_a_good_one_has_read(extraction):
    extraction.run()
    extraction.run()
    assert extraction.known == [False, True]
    assert (extraction.outdir / 'sphinx.pot').is_file()
    extraction.known.clear()
    extraction.says = [Finding('handbook', None, Code.MARKUP, 'something; expected nothing. Mend it.')]
    for _time in range(2):
        with pytest.raises(FindingsError):
            extraction.run()
        assert not extraction.outdir.exists()
    assert extraction.known == [True, False, False]  # what was read before a fault may be why it is said
    extraction.known.clear()
    extraction.says = []
    extraction.run()
    (extraction.outdir / templates.STAMP).unlink()  # as when it is broken off
    extraction.run()
    assert extraction.known == [False, False]


@pytest.fixture(scope='module')
def good(tmp_path_factory):
    """A small repository that has been checked once."""
    root = make_repository(tmp_path_factory.mktemp('good') / 'handbook')
    publishing(root, 'catalogs')
    assert answer(root, 'check')[0] == 0
    return root


@pytest.fixture
def repository(good, tmp_path):
    return Path(shutil.copytree(good, tmp_path / 'handbook', symlinks=True))


def answer(root, *arguments):
    """Return exit code and errors of a command."""
    result = publishing(root, *arguments)
    return result.returncode, result.stderr


def test_every_verb_refuses_the_same_text_every_time(repository):
    handbook, catalogs = repository / 'handbook', digests(repository / 'locales')
    before = {path: path.read_text(encoding='utf-8') for path in handbook.glob('*.md')}
    add(handbook / 'ferry.md', '\n(harbour)=\n## Again\n\n:::{nosuch}\nText.\n:::\n')
    add(handbook / 'harbour.md', '\n{ref}`nowhere`\n')
    add(handbook / 'lonely.md', '(lonely)=\n# Lonely\n')
    code, first = answer(repository, 'check')
    found = [line for line in first.splitlines() if line.startswith('handbook/') and ': warning: ' not in line]
    assert (code, len(found)) == (1, 4), first
    assert answer(repository, 'check') == (code, first)
    for verb in ('catalogs', 'status'):
        code, said = answer(repository, verb)
        assert (code, said.splitlines()) == (1, found)
    assert digests(repository / 'locales') == catalogs
    (handbook / 'lonely.md').unlink()
    for path, text in before.items():
        if path.name != 'index.md':
            path.write_text(text, encoding='utf-8')
    assert answer(repository, 'check')[0] == 0
    assert answer(repository, 'catalogs') == (0, '')
    assert digests(repository / 'locales') == catalogs


def test_web_pages_take_a_section_that_has_moved_to_an_earlier_page(repository):
    section = '\n(quays)=\n## Quays\n\nThree of them.\n'
    add(repository / 'handbook' / 'harbour.md', section)
    assert answer(repository, 'build', 'html', 'en') == (0, '')
    replace(repository / 'handbook' / 'harbour.md', section, '')
    add(repository / 'handbook' / 'ferry.md', section)
    assert answer(repository, 'build', 'html', 'en') == (0, '')
