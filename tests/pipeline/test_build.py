"""The driver: messages into findings, results into place, and never half of anything."""

import shutil
from pathlib import Path

import pytest
from two_pages import make_book

from publishing.core import languages
from publishing.core.findings import Code, FindingsError
from publishing.pipeline import build


@pytest.fixture
def english():
    return languages.get('en')


def parts(text, srcdir='src'):
    return [(str(item.path), item.line, item.code, item.text) for item in build.read_findings(text, Path(srcdir))]


@pytest.mark.parametrize(
    ('line', 'expected'),
    [
        (
            'handbook/a.md:7: no alternative text. [handbook.alt-text]',
            ('handbook/a.md', 7, Code.ALT_TEXT, 'no alternative text.'),
        ),
        (
            'handbook/a.md: not in a toctree. [handbook.not-in-contents]',
            ('handbook/a.md', None, Code.NOT_IN_CONTENTS, 'not in a toctree.'),
        ),
        (
            'locales/lv/LC_MESSAGES/a.po:12: a role is lost. [handbook.role]',
            ('locales/lv/LC_MESSAGES/a.po', 12, Code.ROLE, 'a role is lost.'),
        ),
        (
            '/home/x y/a.md:3: WARNING: Unknown directive: "x" [myst.directive_unknown]',
            ('/home/x y/a.md', 3, Code.MARKUP, 'Unknown directive: "x" [myst.directive_unknown]'),
        ),
        ('a.md:3: words: with colons: many [handbook.link]', ('a.md', 3, Code.LINK, 'words: with colons: many')),
        ('\x1b[91ma.md:3: in colour [handbook.link]\x1b[39;49;00m', ('a.md', 3, Code.LINK, 'in colour')),
        ('a.md:3: a code of another time [handbook.gone]', ('a.md', 3, Code.MARKUP, 'a code of another time')),
        ('WARNING: cannot read the inventory', ('src', None, Code.MARKUP, 'cannot read the inventory')),
        ('WARNING: a page: too long [handbook.layout]', ('src', None, Code.LAYOUT, 'a page: too long')),
        (
            'Ignored `colour: red` at 2:3, unknown property; mend it. [handbook.layout]',
            ('src', None, Code.LAYOUT, 'Ignored `colour: red` at 2:3, unknown property; mend it.'),
        ),
        (
            'page 9: the notes need more room. [handbook.layout]',
            ('src', None, Code.LAYOUT, 'page 9: the notes need more room.'),
        ),
    ],
)
def test_warnings_become_findings(tmp_path, monkeypatch, line, expected):
    if '/home/x y/' in line:
        (tmp_path / 'x y').mkdir()
        (tmp_path / 'x y' / 'a.md').touch()
        line = line.replace('/home', str(tmp_path))
        expected = (expected[0].replace('/home', str(tmp_path)), *expected[1:])
    assert parts(line) == [expected]


def test_blank_lines_and_repeats_are_left_out():
    assert len(parts('a.md:1: x [handbook.link]\n\n  \na.md:1: x [handbook.link]\nb.md:1: x [handbook.link]\n')) == 2


def test_swap_replaces_a_folder(tmp_path):
    built, target = tmp_path / 'built', tmp_path / 'site' / 'en'
    for folder, text in ((built, 'new'), (target, 'old')):
        (folder / 'deep').mkdir(parents=True)
        (folder / 'deep' / 'page.html').write_text(text, encoding='utf-8')
    (target / 'gone.html').touch()
    (built / '.buildinfo').touch()
    (built / 'objects.inv').touch()
    build.swap(built, target)
    assert (target / 'deep' / 'page.html').read_text(encoding='utf-8') == 'new'
    assert sorted(path.name for path in target.iterdir()) == ['deep']
    assert [path.name for path in target.parent.iterdir()] == ['en']


def test_swap_leaves_the_old_folder_when_copying_fails(tmp_path, monkeypatch):
    built, target = tmp_path / 'built', tmp_path / 'en'
    for folder, text in ((built, 'new'), (target, 'old')):
        folder.mkdir()
        (folder / 'page.html').write_text(text, encoding='utf-8')

    def fail(source, destination, *args, **options):
        raise OSError('No space left on device')

    monkeypatch.setattr(shutil, 'copytree', fail)
    with pytest.raises(OSError, match='No space'):
        build.swap(built, target)
    assert (target / 'page.html').read_text(encoding='utf-8') == 'old'
    monkeypatch.undo()
    build.swap(built, target)  # leftovers of the failure are in nobody's way
    assert (target / 'page.html').read_text(encoding='utf-8') == 'new'
    assert sorted(path.name for path in tmp_path.iterdir()) == ['built', 'en']


@pytest.mark.parametrize(
    ('form', 'built', 'published'),
    [
        ('pdf', ['handbook-en.pdf', 'handbook-en-print.pdf'], ['handbook-en-print.pdf', 'handbook-en.pdf']),
        ('epub', ['handbook.epub'], ['handbook-en.epub']),
    ],
)
def test_names_of_published_files(tmp_path, english, form, built, published):
    out, site = tmp_path / 'out', tmp_path / 'site'
    out.mkdir()
    for name in built:
        (out / name).write_text(name, encoding='utf-8')
    (out / 'book.html').touch()
    build.publish(form, english, out, site)
    assert sorted(path.name for path in (site / 'downloads').iterdir()) == published


def test_web_pages_are_published_in_a_folder_of_the_language(tmp_path, english):
    (tmp_path / 'out').mkdir()
    (tmp_path / 'out' / 'index.html').touch()
    build.publish('html', english, tmp_path / 'out', tmp_path / 'site')
    assert (tmp_path / 'site' / 'en' / 'index.html').exists()


def test_both_pdfs_are_replaced_or_none(tmp_path, english):
    out, downloads = tmp_path / 'out', tmp_path / 'site' / 'downloads'
    out.mkdir()
    downloads.mkdir(parents=True)
    for name in ('handbook-en.pdf', 'handbook-en-print.pdf'):
        (downloads / name).write_text('old', encoding='utf-8')
    (out / 'handbook-en.pdf').write_text('new', encoding='utf-8')  # the other one is missing
    with pytest.raises(FileNotFoundError):
        build.publish('pdf', english, out, tmp_path / 'site')
    assert {path.read_text(encoding='utf-8') for path in downloads.glob('handbook*')} == {'old'}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project in the place of the handbook; returns its folder."""
    source = make_book(tmp_path / 'handbook')
    monkeypatch.setattr(build, 'ROOT', source)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    return source


def test_a_good_build(project, tmp_path, english):
    said = []
    out = build.build('pdf', english, said.append, project, tmp_path / 'work')
    assert sorted(path.name for path in out.glob('*.pdf')) == ['handbook-en-print.pdf', 'handbook-en.pdf']
    assert said == ['reading 2 pages', 'writing']


@pytest.mark.parametrize(
    ('form', 'text', 'code'),
    [
        ('html', '{nosuch}`x`', Code.MARKUP),
        ('pdf', '```{raw} html\n<a href="#nowhere">x</a>\n```', Code.CROSS_REFERENCE),
        ('pdf', '```{raw} html\n<style>p { background: url(missing.png) }</style>\n```', Code.LAYOUT),
        ('pdf', '```{raw} html\n<style>p { colour: red }</style>\n```', Code.LAYOUT),
    ],
)
def test_a_fault_is_raised_every_time(project, tmp_path, english, form, text, code):
    (project / 'a.md').write_text(f'# A\n\n{text}\n', encoding='utf-8')
    for _time in range(2):
        with pytest.raises(FindingsError) as caught:
            build.build(form, english, lambda text: None, project, tmp_path / 'work')
        assert code in {finding.code for finding in caught.value.findings}, str(caught.value)


def test_noon_of_the_editions_day(monkeypatch, tmp_path):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')  # 2023-11-14 22:13:20
    assert build._noon(tmp_path) == 1699963200
