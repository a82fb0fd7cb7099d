"""A saved catalog or chapter reaches the page in the same process, the open window is told, faults change nothing."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
import websockets
from mini_repository import digests, make_repository, replace
from places import ROOTS
from sphinx_autobuild.utils import find_free_port

from publishing.commands.shared import say, warn
from publishing.pipeline.live import SCRIPT, Live
from publishing.pipeline.preview import Preview

PO = 'locales/lv/LC_MESSAGES/index.po'


@pytest.fixture
def project(tmp_path):
    """A small project with its pages made, and what was told about them since."""
    root = tmp_path / 'project'
    shutil.copytree(ROOTS / 'test-fallback', root)
    told = []
    preview = Preview(root, root, tmp_path / 'live', 'lv', root / 'locales', told.append, say=say, warn=warn)
    assert preview.start()
    told.clear()
    yield SimpleNamespace(root=root, preview=preview, told=told, po=root / PO, page=tmp_path / 'live/lv/index.html')
    preview._stack.close()


def words(page):
    return re.sub(r'<[^>]+>|\xa0', ' ', page.read_text(encoding='utf-8'))


def test_saved_catalog_is_on_the_page_and_only_that_page_is_read(project):
    app, other = project.preview.app, project.page.with_name('english.html')
    before = other.stat().st_mtime_ns
    for word in ('Vienreiz', 'Divreiz'):
        text = project.po.read_text(encoding='utf-8')
        project.po.write_text(
            re.sub(r'(msgid "A translated paragraph\."\nmsgstr ").*"', rf'\1{word} tulkots."', text), encoding='utf-8'
        )
        assert project.preview.update([project.po])
        assert f'{word} tulkots.' in words(project.page)
        assert project.told[0] == ['index.html']
        assert 'search.html' in project.told[-1]
        project.told.clear()
    assert project.preview.app is app
    assert other.stat().st_mtime_ns == before


def test_page_is_told_when_it_is_written_and_before_the_others_are(project):
    seen = []
    project.preview.written = lambda pages: seen.append((pages, 'Jauns vārds' in words(project.page)))
    replace(project.root / 'index.md', '## Untranslated heading', '## Jauns vārds')
    assert project.preview.update([project.root / 'index.md'])
    assert seen[0] == (['index.html'], True)


def test_message_with_an_error_shows_the_english_and_returns_when_mended(project, capsys):
    before = words(project.page)
    replace(project.po, 'msgid "A translated paragraph."\nmsgstr "', 'msgid "A translated paragraph."\nmsgstr "[x](y) ')
    assert project.preview.update([project.po])
    assert 'A translated paragraph.' in words(project.page)
    printed = capsys.readouterr().err
    assert f'{PO}:' in printed
    assert '[handbook.link]' in printed
    assert 'held back: 1 error' in printed
    replace(project.po, '"[x](y) ', '"')
    assert project.preview.update([project.po])
    assert words(project.page) == before
    assert capsys.readouterr().err == ''


def test_broken_catalog_keeps_the_last_page_and_stops_no_other(project, capsys):
    before = words(project.page)
    text = project.po.read_text(encoding='utf-8')
    project.po.write_text(text.replace('msgstr "', 'msgstr ', 1), encoding='utf-8')
    assert not project.preview.update([project.po])
    assert project.told == []
    assert words(project.page) == before
    printed = capsys.readouterr()
    assert '[handbook.po-syntax]' in printed.err
    assert 'keep the words' in printed.out
    other = project.po.with_name('complete.po')
    replace(project.root / 'complete.md', '#', '# New')
    assert project.preview.update([project.po, other, project.root / 'complete.md'])
    assert 'Tulkota rindkopa.' in words(project.page)
    assert 'New' in words(project.page.with_name('complete.html'))


def test_fault_of_a_chapter_is_said_with_each_save_until_it_is_mended(project, capsys):
    chapter = project.root / 'english.md'
    text = chapter.read_text(encoding='utf-8')
    chapter.write_text(f'{text}\n{{nosuch}}`role`\n', encoding='utf-8')
    for path in (chapter, project.po):
        os.utime(path)
        project.preview.update([path])
        assert 'english.md:' in capsys.readouterr().err
    chapter.write_text(text, encoding='utf-8')
    project.preview.update([chapter])
    assert capsys.readouterr().err == ''


def test_warm_pages_are_those_of_a_cold_build(project, tmp_path):
    replace(project.root / 'index.md', '# Ports and ferries', '# Ferries and ports')
    assert project.preview.update([project.root / 'index.md'])
    replace(project.root / 'english.md', '# ', '# More ')
    assert project.preview.update([project.root / 'english.md'])
    warm = digests(project.preview.outdir)
    project.preview._stack.close()
    cold = Preview(project.root, project.root, tmp_path / 'cold', 'lv', project.root / 'locales')
    assert cold.start()
    cold._stack.close()
    different = {name for name, digest in digests(cold.outdir).items() if warm.get(name) != digest}
    assert different <= {'.buildinfo', 'searchindex.js'}  # Sphinx leaves words in its index that no page has any more


def test_data_get_a_new_application(project):
    app = project.preview.app
    assert project.preview.update([project.root / 'data.csv'])
    assert project.preview.app is not app


def test_file_that_an_editor_renamed_is_no_reason_to_begin_anew(project):
    app = project.preview.app
    os.utime(project.po)
    assert project.preview.update([project.po, project.po.with_name('index.temp.po')])
    assert project.preview.app is app


def test_what_programs_write_beside_a_file_is_not_watched(tmp_path):
    live = Live(Preview(tmp_path, tmp_path, tmp_path / 'live', 'lv', tmp_path / 'locales'), [])
    folder = tmp_path / 'locales/lv/LC_MESSAGES'
    assert live.is_watched(folder / 'index.po')
    assert live.is_watched(tmp_path / 'locales/lv/reviews/index.csv')
    assert live.is_watched(tmp_path / 'handbook/start/index.md')
    for name in ('index.mo', 'index.po~', '.index.po.swp', '.#index.po', '../words.txt', 'sedQx1', '../reviews'):
        assert not live.is_watched((folder / name).resolve()), name


async def _saved_and_shown(port: int, page: str, save) -> None:
    """Call ``save`` while a window is open; return when the window is told to reload ``page``."""
    for _attempt in range(300):
        try:
            window = await websockets.connect(f'ws://127.0.0.1:{port}/reload')
            break
        except OSError:
            await asyncio.sleep(0.2)
    async with window:
        await asyncio.sleep(0.5)  # the watcher begins with the server
        save()
        while page not in json.loads(await asyncio.wait_for(window.recv(), 60)):
            pass


def test_server_tells_the_open_window_without_a_restart(tmp_path):
    root, port = make_repository(tmp_path / 'r'), find_free_port()
    environment = os.environ | {'BROWSER': 'true', 'PYTHONUNBUFFERED': '1'}
    log = tmp_path / 'log'
    with log.open('w') as output:
        server = subprocess.Popen(
            [sys.executable, '-m', 'publishing', 'live', 'lv', '--port', str(port)],
            cwd=root,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            po = root / 'locales/lv/LC_MESSAGES/ferry.po'
            text = po.read_text(encoding='utf-8')
            title = re.search(r'msgid "[^"\n]+"\nmsgstr "([^"\n]+)"', text)[1]
            asyncio.run(
                _saved_and_shown(
                    port,
                    'ferry.html',
                    lambda: po.write_text(
                        text.replace(f'msgstr "{title}"', 'msgstr "Prāmjujauns"', 1), encoding='utf-8'
                    ),
                )
            )
            page = _get(port, 'ferry.html')
            assert 'Prāmjujauns' in page
            assert '<script src="/reload.js"></script>' in page
            assert _get(port, 'reload.js') == SCRIPT
            chapter = root / 'handbook' / 'ferry.md'
            asyncio.run(
                _saved_and_shown(
                    port,
                    'ferry.html',
                    lambda: chapter.write_text(
                        chapter.read_text(encoding='utf-8') + '\nA sentencejustsaved.\n', encoding='utf-8'
                    ),
                )
            )
            assert 'sentencejustsaved' in _get(port, 'ferry.html')
        finally:
            server.terminate()
            server.wait(20)
    assert 'saved: locales/lv/LC_MESSAGES/ferry.po\nshown after ' in log.read_text(encoding='utf-8')


def _get(port: int, page: str) -> str:
    with urlopen(f'http://127.0.0.1:{port}/{page}', timeout=20) as answer:
        return answer.read().decode('utf-8')
