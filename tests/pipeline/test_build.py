"""The driver: what stops a build, results into place, and never half of anything."""

import sys

import pytest
from two_pages import make_book

from publishing.core import languages
from publishing.core.findings import Code, FindingsError
from publishing.pipeline import build


@pytest.fixture
def english():
    return languages.get('en')


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
    for name in ('index.html', '.buildinfo', 'objects.inv'):
        (tmp_path / 'out' / name).touch()
    build.publish('html', english, tmp_path / 'out', tmp_path / 'site')
    assert [path.name for path in (tmp_path / 'site' / 'en').iterdir()] == ['index.html']


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


@pytest.mark.parametrize(
    ('extension', 'says'),
    [
        ('def setup(app):\n    log.warning("early: [handbook.link] it is")', ['early: [handbook.link] it is']),
        ('log.warning("early")\nimport nosuch', ['early', 'Could not import extension early (exception: No module na']),
    ],
)
def test_what_is_said_before_a_page_is_read_stops_the_build(project, tmp_path, monkeypatch, english, extension, says):
    log = 'from sphinx.util import logging\nlog = logging.getLogger(__name__)\n'
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, 'early', raising=False)
    (tmp_path / 'early.py').write_text(log + extension, encoding='utf-8')
    (project / 'conf.py').write_text(
        f'{log}log.warning("first")\nextensions = ["early", "myst_parser", "publishing.pdf"]\n', encoding='utf-8'
    )
    with pytest.raises(FindingsError) as caught:
        build.build('html', english, lambda text: None, project, tmp_path / 'work')
    found = caught.value.findings
    assert len(found) == 1 + len(says)
    assert {(finding.path, finding.line) for finding in found} == {(project, None)}
    for finding, words in zip(found, ['first', *says], strict=True):
        assert words in finding.text, str(found)


def test_noon_of_the_editions_day(monkeypatch, tmp_path):
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')  # 2023-11-14 22:13:20
    assert build._noon(tmp_path) == 1699963200
