"""``build``: a fault is said, leaves the last good output and no stamp; nothing ends in a traceback."""

import pytest
from two_pages import make_book

from publishing.commands import shared
from publishing.commands.parser import main
from publishing.pipeline import build


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A small project in the place of the handbook; returns its folder."""
    source = make_book(tmp_path / 'handbook')
    monkeypatch.setattr(build, 'ROOT', source)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    return source


@pytest.fixture
def run(monkeypatch, project, tmp_path):
    """Return a function that runs a build of the project to the end."""
    site, work = tmp_path / 'site', tmp_path / 'work'
    real_build, real_publish = build.build, build.publish
    monkeypatch.setattr(build, 'refuse_bad_input', lambda language, warn, draft: None)
    monkeypatch.setattr(build, 'build', lambda form, language, say: real_build(form, language, say, project, work))
    monkeypatch.setattr(build, 'publish', lambda form, language, out, _site: real_publish(form, language, out, site))
    return lambda: main(['build', 'pdf', 'en', '--stamp', str(tmp_path / 'stamps' / 'pdf-en')])


def test_a_fault_leaves_the_last_good_output(run, project, tmp_path, capsys):
    assert run() == 0
    said = capsys.readouterr().out
    assert said.startswith('en pdf: reading 2 pages\nen pdf: writing\nen pdf: done in ')
    assert said.endswith(' s: build/site/downloads/handbook-en.pdf\n')
    stamp = tmp_path / 'stamps' / 'pdf-en'
    assert stamp.exists()
    stamp.unlink()
    good = {path: path.read_bytes() for path in (tmp_path / 'site' / 'downloads').iterdir()}
    assert sorted(path.name for path in good) == ['handbook-en-print.pdf', 'handbook-en.pdf']
    with (project / 'a.md').open('a', encoding='utf-8') as page:
        page.write('\n```{raw} html\n<a href="#nowhere">x</a>\n```\n')
    capsys.readouterr()
    assert run() == 1
    said = capsys.readouterr().err
    assert 'a link leads to "a:nowhere"' in said
    assert 'en pdf: not built; 1 to mend. The last good output is unchanged.' in said
    assert {path: path.read_bytes() for path in good} == good
    assert not stamp.exists()
    assert 'a link leads to "a:nowhere"' in stamp.with_name('.failed-pdf-en').read_text(encoding='utf-8')


def test_what_would_run_in_a_finished_file_leaves_the_last_good_output(run, project, tmp_path, capsys):
    """Here by way of a template, which no check of chapters or catalogs reads."""
    assert run() == 0
    good = {path: path.read_bytes() for path in (tmp_path / 'site' / 'downloads').iterdir()}
    (project / 'back.html').write_text('<section><a href="java&#9;script:alert(1)">x</a></section>', encoding='utf-8')
    with (project / 'conf.py').open('a', encoding='utf-8') as settings:
        settings.write("pdf_back_cover = 'back.html'\n")
    capsys.readouterr()
    assert run() == 1
    said = capsys.readouterr().err
    assert 'in the book: <a> leads to "java script:alert(1)"; expected an address that begins with https:' in said
    assert 'handbook-en.pdf: in the finished "handbook-en.pdf": a link leads to "java' in said
    assert '[handbook.unsafe]' in said
    assert {path: path.read_bytes() for path in good} == good


def test_unknown_language(capsys):
    assert main(['build', 'pdf', 'et']) == 1
    assert 'no language "et" here' in capsys.readouterr().err


def test_a_fault_of_the_tools_is_written_down_and_said(run, monkeypatch, tmp_path, capsys):
    def stumble(*_arguments):
        raise ZeroDivisionError('by nought')

    monkeypatch.setattr(build, 'build', stumble)
    monkeypatch.setattr(shared, 'WORK', tmp_path / 'work')
    assert run() == 1
    log = tmp_path / 'work' / 'fault-pdf-en.log'
    assert 'ZeroDivisionError: by nought' in log.read_text(encoding='utf-8')
    said = capsys.readouterr().err
    assert said.startswith(f'{log}: the pdf of "en" stopped on an unexpected fault (by nought)')
    assert 'Traceback' not in said and 'not built' not in said
    assert [path.name for path in (tmp_path / 'stamps').iterdir()] == ['.failed-pdf-en']  # a note, and no stamp
